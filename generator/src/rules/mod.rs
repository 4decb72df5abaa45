//! What can be wrong with a spec: one small file per rule.
//!
//! A new rule is a file with a [`Rule`] and, unless it is noticed while reading, a check, and a line in [`RULES`]. A
//! folder under `tests/broken/` shows what it finds; a test asks for one per rule.

mod context;
mod finding;
pub mod nearest;
pub mod print;
pub mod reference;
mod report;
mod rule;

mod accepted_unknown;
mod action_misplaced;
mod amount_without_currency;
pub(crate) mod api_file_missing;
mod ask_unknown;
pub(crate) mod bad_value;
mod closed_by_unknown;
mod code_with_two_statuses;
mod condition_unknown;
mod default_misfit;
pub(crate) mod duplicate;
mod example_fits;
mod example_misfit;
mod id_misused;
mod idempotency_key_optional;
mod idempotency_key_unknown;
pub(crate) mod invalid_pattern;
pub(crate) mod key_does_not_apply;
mod limit_below_value;
mod limit_missing;
pub(crate) mod misplaced_file;
pub(crate) mod missing_key;
mod money_misused;
pub(crate) mod name_clash;
pub(crate) mod name_not_allowed;
mod notification_key_incomplete;
mod notification_without_key;
mod older_format;
mod outcome_contradicted;
mod paths;
pub(crate) mod place_differs;
mod read_only_contradicted;
mod recursive_type;
pub(crate) mod reserved_field;
pub(crate) mod reserved_header;
mod sensitive_unmarked;
mod settled_by_not_carried;
mod settled_by_silent;
mod settled_by_unknown;
mod settled_by_unnamed;
mod settles_unknown;
mod status_mapping_unknown;
pub(crate) mod too_many_fields;
mod undocumented;
pub mod unknown_key;
pub(crate) mod unknown_type;
mod unknown_without_action;
pub(crate) mod unreadable_file;
mod unused_type;
pub mod wrong_kind;
pub(crate) mod yaml_error;

pub use context::{Context, Object};
pub use finding::{Finding, Findings, Help, Patch};
pub use print::Style;
pub use report::Report;
pub use report::count;
pub use rule::{Check, Rule, Severity};

use crate::model::{Api, resolve};
use crate::spec::syntax::ApiSpec;

/// All rules, by id.
pub static RULES: &[&Rule] = &[
    &unreadable_file::RULE,
    &yaml_error::RULE,
    &misplaced_file::RULE,
    &api_file_missing::RULE,
    &unknown_key::RULE,
    &key_does_not_apply::RULE,
    &wrong_kind::RULE,
    &missing_key::RULE,
    &bad_value::RULE,
    &duplicate::RULE,
    &place_differs::RULE,
    &name_not_allowed::RULE,
    &too_many_fields::RULE,
    &reserved_field::RULE,
    &invalid_pattern::RULE,
    &unknown_type::RULE,
    &unused_type::RULE,
    &recursive_type::RULE,
    &name_clash::RULE,
    &limit_missing::RULE,
    &example_misfit::RULE,
    &example_fits::RULE,
    &default_misfit::RULE,
    &idempotency_key_unknown::RULE,
    &idempotency_key_optional::RULE,
    &settled_by_unknown::RULE,
    &code_with_two_statuses::RULE,
    &sensitive_unmarked::RULE,
    &undocumented::RULE,
    &condition_unknown::RULE,
    &amount_without_currency::RULE,
    &limit_below_value::RULE,
    &read_only_contradicted::RULE,
    &settled_by_silent::RULE,
    &settled_by_not_carried::RULE,
    &action_misplaced::RULE,
    &reserved_header::RULE,
    &older_format::RULE,
    &status_mapping_unknown::RULE,
    &ask_unknown::RULE,
    &settled_by_unnamed::RULE,
    &outcome_contradicted::RULE,
    &closed_by_unknown::RULE,
    &settles_unknown::RULE,
    &notification_key_incomplete::RULE,
    &notification_without_key::RULE,
    &unknown_without_action::RULE,
    &accepted_unknown::RULE,
    &money_misused::RULE,
    &id_misused::RULE,
];

/// Ids and names of rules that are no more, and the rule that now finds what they found.
pub static RETIRED: &[(&str, &str, &str)] =
    &[("C0027", "settled-by-unrelated", "C0037"), ("C0035", "tells-unknown", "C0041")];

/// Looks through an API for everything that is not noticed while reading it.
pub fn check(context: &Context<'_>, findings: &mut Findings) {
    for check in RULES.iter().filter_map(|rule| rule.check) {
        check(context, findings);
    }
}

/// Resolves the APIs that were read, and looks through each of them.
pub(crate) fn resolve_and_check(specs: &[ApiSpec], findings: &mut Findings) -> Vec<Api> {
    let resolved = specs.iter().map(|spec| {
        let api = resolve(spec, findings);
        check(&Context { spec, api: &api }, findings);
        api
    });
    resolved.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_examples_are_yaml() {
        let mut checked = 0;
        for rule in RULES {
            let lines = rule.example.lines();
            let fixed: Vec<&str> = lines
                .skip_while(|line| !line.starts_with("# fixed:") && !line.starts_with("# mended:"))
                .collect();
            // Examples of files and folders have no such part.
            let text = fixed.join("\n") + "\n";
            let Some(_) = fixed.get(1) else { continue };
            let mut findings = Findings::default();
            let node = crate::spec::parse_yaml(crate::spec::FileId::default(), &text, &mut findings);
            assert!(node.is_some() && findings.total() == 0, "{}: {text}", rule.id);
            checked += 1;
        }
        assert!(checked >= 40, "{checked}");
    }

    #[test]
    fn ids_are_in_order_and_texts_complete() {
        let ids = (1..).map(|number| format!("C{number:04}"));
        let mut ids = ids.filter(|id| RETIRED.iter().all(|(retired, ..)| retired != id));
        for rule in RULES {
            assert_eq!(Some(rule.id.to_owned()), ids.next(), "{}", rule.name);
            for text in [rule.summary, rule.why, rule.fix] {
                assert!(text.ends_with('.') && !text.contains("  "), "{}: {text}", rule.id);
            }
            assert!(!rule.example.is_empty(), "{}", rule.id);
        }
    }
}

//! What can be wrong with a spec: one small file per rule.
//!
//! A new rule is a file with a [`Rule`] and a check, a line in [`RULES`] and one in `CHECKS`. A rule that is noticed
//! while reading or resolving stands where that is done, in `spec/findings/` or in `model/`, and has a line in [`RULES`]
//! alone. A folder under `tests/broken/` shows what a rule finds; a test asks for one per rule.

mod context;
pub mod reference;

mod accepted_unknown;
mod action_misplaced;
mod amount_without_currency;
mod ask_unknown;
mod closed_by_unknown;
mod code_with_two_statuses;
mod condition_unknown;
mod default_misfit;
mod duplicate_path;
mod example_fits;
mod example_misfit;
mod flat_result_unsaid;
mod id_misused;
mod idempotency_key_optional;
mod idempotency_key_unknown;
mod limit_below_value;
mod limit_missing;
mod money_misused;
mod name_clash;
mod notification_key_incomplete;
mod notification_without_key;
pub mod older_format;
mod outcome_contradicted;
mod paths;
mod read_only_contradicted;
mod recursive_type;
mod result_field_unknown;
mod sandbox_optional;
mod sandbox_unknown;
mod sensitive_unmarked;
mod settled_by_not_carried;
mod settled_by_silent;
mod settled_by_unknown;
mod settled_by_unnamed;
mod settles_unknown;
mod status_mapping_unknown;
mod undocumented;
mod unknown_without_action;
mod unused_type;

use crate::diagnostics::{Findings, Rule};
use crate::model::{self, Api, resolve};
use crate::spec::findings as read;
use crate::spec::syntax::ApiSpec;
pub use context::{Context, Object};

/// Looks through an API for what a rule (or several related ones) is about.
type Check = fn(&Context<'_>, &mut Findings);

/// All rules, by id.
pub static RULES: &[&Rule] = &[
    &read::unreadable_file::RULE,
    &read::yaml_error::RULE,
    &read::misplaced_file::RULE,
    &read::api_file_missing::RULE,
    &read::unknown_key::RULE,
    &read::key_does_not_apply::RULE,
    &read::wrong_kind::RULE,
    &read::missing_key::RULE,
    &read::bad_value::RULE,
    &read::duplicate::RULE,
    &read::place_differs::RULE,
    &read::name_not_allowed::RULE,
    &read::too_many_fields::RULE,
    &read::reserved_field::RULE,
    &read::invalid_pattern::RULE,
    &model::unknown_type::RULE,
    &unused_type::RULE,
    &recursive_type::RULE,
    &model::name_clash::RULE,
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
    &read::reserved_header::RULE,
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
    &sandbox_unknown::RULE,
    &sandbox_optional::RULE,
    &flat_result_unsaid::RULE,
    &result_field_unknown::RULE,
];

/// The checks of the rules that are not noticed earlier.
static CHECKS: &[Check] = &[
    unused_type::check,
    recursive_type::check,
    name_clash::check,
    limit_missing::check,
    duplicate_path::check,
    example_misfit::check,
    default_misfit::check,
    idempotency_key_unknown::check,
    settled_by_unknown::check,
    code_with_two_statuses::check,
    sensitive_unmarked::check,
    undocumented::check,
    condition_unknown::check,
    amount_without_currency::check,
    limit_below_value::check,
    read_only_contradicted::check,
    action_misplaced::check,
    older_format::check,
    status_mapping_unknown::check,
    ask_unknown::check,
    outcome_contradicted::check,
    closed_by_unknown::check,
    settles_unknown::check,
    notification_key_incomplete::check,
    notification_without_key::check,
    unknown_without_action::check,
    accepted_unknown::check,
    money_misused::check,
    id_misused::check,
    sandbox_unknown::check,
    sandbox_optional::check,
    flat_result_unsaid::check,
    result_field_unknown::check,
];

/// Ids and names of rules that are no more, and the rule that now finds what they found.
pub static RETIRED: &[(&str, &str, &str)] =
    &[("C0027", "settled-by-unrelated", "C0037"), ("C0035", "tells-unknown", "C0041")];

/// Looks through an API for everything that is not noticed while reading it.
pub fn check(context: &Context<'_>, findings: &mut Findings) {
    CHECKS.iter().for_each(|check| check(context, findings));
}

/// Resolves the APIs that were read, and looks through each of them.
pub fn resolve_and_check(specs: &[ApiSpec], findings: &mut Findings) -> Vec<Api> {
    let apis: Vec<Api> = specs.iter().map(|spec| resolve(spec, findings)).collect();
    findings.end_reading();
    for (spec, api) in specs.iter().zip(&apis) {
        check(&Context { spec, api }, findings);
    }
    apis
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_examples_are_yaml() {
        let mut checked = 0;
        for rule in RULES {
            let lines = rule.example.lines();
            let fixed: Vec<&str> = lines.skip_while(|line| !line.starts_with("# fixed")).collect();
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

//! `currencies` of `api.yaml`.

use super::mapping::{Mapping, unique};
use crate::diagnostics::Findings;
use crate::spec::Entry;
use crate::spec::findings::{missing_key, name_not_allowed, wrong_kind};
use crate::spec::forms::CURRENCY;
use crate::spec::vocabulary::Currency;
use std::collections::BTreeMap;

/// Reads them.
pub(super) fn currencies(api: &Mapping<'_>, findings: &mut Findings) -> BTreeMap<String, Currency> {
    let Some(entry) = api.get("currencies") else { return BTreeMap::new() };
    let Some(entries) = entry.value.entries() else {
        let wanted = "a mapping from currencies to how they differ: `{ IDR: { multiple_of: 100 } }`";
        findings.push(wrong_kind::finding(&entry.value, entry.key_span, "currencies", wanted));
        return BTreeMap::new();
    };
    let entries = unique(entries, "currency", findings).into_iter();
    entries.filter_map(|entry| Some((entry.key.clone(), currency(entry, findings)?))).collect()
}

fn currency(entry: &Entry, findings: &mut Findings) -> Option<Currency> {
    if !is_code(&entry.key) {
        let wanted = "a code of ISO 4217: three capital letters";
        findings.push(name_not_allowed::form(entry.key_span, "a currency", &entry.key, wanted));
    }
    let currency = Mapping::read(&entry.value, entry.key_span, &CURRENCY, findings)?;
    if currency.has_none() {
        let owner = format!("the currency `{}`", entry.key);
        findings.push(missing_key::finding(entry.key_span, &owner, "exponent", "3` or `multiple_of: 100"));
    }
    let exponent = currency.integer("exponent", findings);
    let multiple_of = currency.integer("multiple_of", findings);
    Some(Currency {
        exponent: exponent.and_then(|exponent| u8::try_from(exponent.value).ok()),
        multiple_of: multiple_of.and_then(|multiple| u64::try_from(multiple.value).ok()),
    })
}

/// `USD`.
fn is_code(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

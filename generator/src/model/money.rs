//! Amounts of money.

use super::{Field, Shape, TextLimits, Type, TypeDef, TypeRole, Version, value_misfits};
use serde_json::Value;

/// Whether a field holds an amount of money.
#[must_use]
pub fn is_money(field: &Field, version: &Version) -> bool {
    let Type::Named(name) = &field.ty else { return false };
    version.type_named(name).is_some_and(|definition| {
        definition.role == Some(TypeRole::Money) && matches!(definition.shape, Shape::Object(_))
    })
}

/// The least and the greatest amount, in the smallest unit, that a type of money can hold. `None` for another type, and for
/// money that is more than a currency and a value in digits.
#[must_use]
pub fn money_range(definition: &TypeDef, version: &Version) -> Option<(u64, u64)> {
    let Shape::Object(fields) = &definition.shape else { return None };
    let is_plain = |field: &Field| field.required && !field.sensitive && !field.json_text;
    if definition.role != Some(TypeRole::Money)
        || definition.additional
        || fields.len() != 2
        || !fields.iter().all(is_plain)
    {
        return None;
    }
    let field = |name| fields.iter().find(|field| field.name == name);
    let (currency, value) = (field("currency")?, field("value")?);
    let holds_code = |limits: &TextLimits| limits.min <= CODE && limits.max.is_none_or(|max| max >= CODE);
    if !matches!(&currency.ty, Type::Text(limits) if holds_code(limits)) {
        return None;
    }
    match (&currency.ty, &value.ty) {
        (Type::Text(_), Type::Integer { min, max }) => {
            let max = u64::try_from(max.unwrap_or(i64::MAX)).ok()?;
            Some((u64::try_from(min.unwrap_or(0)).unwrap_or(0), max)).filter(|(min, max)| min <= max)
        }
        (Type::Text(_), Type::Text(_)) => range_of_digits(value, version),
        _ => None,
    }
}

/// The length of a currency's code.
const CODE: usize = 3;

/// The most digits of which every number is one of 64 bits.
const MOST_DIGITS: usize = 19;

/// The range of a text of digits. Its limits are tried on the least and the greatest number of each length: a pattern such as
/// `[1-9][0-9]{0,11}` says no more about an amount than that.
fn range_of_digits(value: &Field, version: &Version) -> Option<(u64, u64)> {
    let fits = |digits: &String| value_misfits(&Value::from(digits.as_str()), value, version).is_empty();
    let least = |count: usize| format!("1{}", "0".repeat(count - 1));
    let greatest = |count: usize| "9".repeat(count);
    let fitting = |count: &usize| fits(&least(*count)) && fits(&greatest(*count));
    let first = (1..=MOST_DIGITS).find(fitting)?;
    let last = (first..=MOST_DIGITS).take_while(fitting).last()?;
    let min = if first == 1 && fits(&"0".to_owned()) { 0 } else { least(first).parse().ok()? };
    Some((min, greatest(last).parse().ok()?))
}

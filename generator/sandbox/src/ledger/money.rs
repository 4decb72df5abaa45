//! Amounts of money: a currency and a whole number of its smallest unit.

use super::refusal::Refusal;
use countersign_codegen::model::{Field, Shape, Type, Version};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// An amount, exactly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Money {
    /// Three letters, as in ISO 4217.
    pub(super) currency: String,
    /// Of the smallest unit.
    pub(super) value: u64,
}

impl Money {
    /// Reads the amount that a field of a request holds. Its value may be a number, or digits as text.
    pub(super) fn read(given: &Value, field: &Field, version: &Version) -> Result<Self, Refusal> {
        let name = &field.name;
        let wrong = |why: String| Refusal::param_illegal(format!("`{name}.{why}"));
        let currency = given.get("currency").and_then(Value::as_str).unwrap_or_default();
        if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
            let codes = ["CURRENCY_NOT_SUPPORT", "PARAM_ILLEGAL"];
            let why = format!("`{name}.currency` is not a code of ISO 4217, such as USD");
            return Err(Refusal::new(&codes, why));
        }
        let value = match given.get("value") {
            Some(Value::Number(number)) => number.as_u64(),
            Some(Value::String(text)) if text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok(),
            _ => None,
        };
        let value =
            value.ok_or_else(|| wrong("value` is not a whole number of the smallest unit".to_owned()))?;
        let least = least(field, version);
        if value < least {
            return Err(wrong(format!("value` is {value}; {least} is the least")));
        }
        // Its smallest unit is a hundredth, which nobody pays with: as in the Antom SDK.
        if currency == "IDR" && value % 100 != 0 {
            return Err(wrong(format!("value` is {value}; of IDR it must end in 00")));
        }
        Ok(Self { currency: currency.to_owned(), value })
    }

    /// The same currency, another value.
    pub(super) fn of(&self, value: u64) -> Self {
        Self { currency: self.currency.clone(), value }
    }

    /// As a type of a spec has it: the value as digits or as a number. `None` when that type is no amount.
    pub(super) fn write(&self, ty: &Type, version: &Version) -> Option<Value> {
        let text = || Value::String(self.value.to_string());
        let mut object = Map::new();
        object.insert("currency".to_owned(), Value::String(self.currency.clone()));
        let value = match ty {
            &Type::JSON => text(),
            _ => match value_field(ty, version)? {
                Field { quoted: false, ty: Type::Integer { .. }, .. } => Value::from(self.value),
                _ => text(),
            },
        };
        object.insert("value".to_owned(), value);
        Some(Value::Object(object))
    }
}

/// Nothing can be bought for nothing, unless the spec says so.
fn least(field: &Field, version: &Version) -> u64 {
    match value_field(&field.ty, version).map(|value| &value.ty) {
        Some(Type::Integer { min: Some(min), .. }) => u64::try_from(*min).unwrap_or_default(),
        _ => 1,
    }
}

fn value_field<'a>(ty: &Type, version: &'a Version) -> Option<&'a Field> {
    let Type::Named(name) = ty else { return None };
    let Shape::Object(fields) = &version.type_named(name)?.shape else { return None };
    let has = |name: &str| fields.iter().find(|field| field.name == name);
    has("currency").and(has("value"))
}

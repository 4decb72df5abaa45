//! The types without limits of their own: each is described once, in this table.

use super::moment::{is_date, is_datetime};
use serde_json::{Value, json};

/// A description of a type.
#[derive(Debug)]
pub struct PrimitiveInfo {
    /// As specs spell it: `datetime`.
    pub keyword: &'static str,
    /// As documentation calls it: `date and time`.
    pub words: &'static str,
    /// The expected value, for messages: "is 5, not a date and time ...".
    pub expected: &'static str,
    /// How it is written in JSON.
    pub form: JsonForm,
    /// `format` of JSON Schema.
    pub format: Option<&'static str>,
    /// Whether a text is a value of the type: all of it where the form is a text, the quoted value elsewhere.
    pub is_value: fn(&str) -> bool,
    /// The Rust type.
    pub rust: &'static str,
    /// The Rust type of a received value.
    pub received: ReceivedAs,
    /// The runtime's macro for a literal of the Rust type; `None` where there is none, and a text is parsed.
    pub literal: Option<&'static str>,
    /// A sample value, given the time in RFC 3339.
    pub sample: fn(&str) -> Value,
}

/// How a value is written in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JsonForm {
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number,
    /// A string.
    Text,
    /// Any JSON value.
    Any,
}

impl JsonForm {
    /// Whether `wire: quoted` can make a text of it.
    #[must_use]
    pub fn is_quotable(self) -> bool {
        matches!(self, Self::Boolean | Self::Number)
    }

    /// `type` of JSON Schema.
    #[must_use]
    pub fn schema_type(self) -> Option<&'static str> {
        match self {
            Self::Boolean => Some("boolean"),
            Self::Number => Some("number"),
            Self::Text => Some("string"),
            Self::Any => None,
        }
    }
}

/// How a received value is held, which is not checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReceivedAs {
    /// By the same type, which takes anything.
    Same,
    /// By the same type in an `Option`, as it has no empty value for one that is missing.
    Optional,
    /// In `Unparsed`, which keeps the text.
    Unparsed,
}

/// Makes the enum and its table.
macro_rules! primitives {
    ($($(#[$doc:meta])* $name:ident { $($info:tt)* })*) => {
        /// A type without limits of its own.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Primitive {
            $($(#[$doc])* $name,)*
        }

        impl Primitive {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Returns its description.
            #[must_use]
            pub fn info(self) -> &'static PrimitiveInfo {
                match self {
                    $(Self::$name => const { &PrimitiveInfo { $($info)* } },)*
                }
            }
        }
    };
}

primitives! {
    /// `true` or `false`.
    Boolean {
        keyword: "boolean",
        words: "boolean",
        expected: "true or false",
        form: JsonForm::Boolean,
        format: None,
        is_value: |text| matches!(text, "true" | "false"),
        rust: "bool",
        received: ReceivedAs::Optional,
        literal: None,
        sample: |_| json!(true),
    }
    /// A number with a fraction, kept as text.
    Decimal {
        keyword: "decimal",
        words: "decimal number",
        expected: "a decimal number",
        form: JsonForm::Number,
        format: None,
        is_value: is_decimal,
        rust: "Decimal",
        received: ReceivedAs::Unparsed,
        literal: None,
        sample: |_| json!("1.00"),
    }
    /// RFC 3339 with an offset.
    DateTime {
        keyword: "datetime",
        words: "date and time",
        expected: "a date and time with an offset (RFC 3339)",
        form: JsonForm::Text,
        format: Some("date-time"),
        is_value: is_datetime,
        rust: "DateTime",
        received: ReceivedAs::Unparsed,
        literal: Some("datetime"),
        sample: |now| json!(now),
    }
    /// `2020-07-25`.
    Date {
        keyword: "date",
        words: "date",
        expected: "a date like 2020-07-25",
        form: JsonForm::Text,
        format: Some("date"),
        is_value: is_date,
        rust: "Date",
        received: ReceivedAs::Unparsed,
        literal: Some("date"),
        sample: |now| json!(now.get(..10)),
    }
    /// Any JSON value.
    Json {
        keyword: "json",
        words: "any JSON",
        expected: "any JSON",
        form: JsonForm::Any,
        format: None,
        is_value: |_| true,
        rust: "Json",
        received: ReceivedAs::Same,
        literal: None,
        sample: |_| json!({}),
    }
}

impl Primitive {
    /// Returns the type that specs spell so.
    #[must_use]
    pub fn named(keyword: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|primitive| primitive.info().keyword == keyword)
    }

    /// Returns the type that JSON Schema describes by `type` and `format`.
    #[must_use]
    pub fn in_schema(kind: &str, format: Option<&str>) -> Option<Self> {
        let is_described =
            |info: &PrimitiveInfo| info.form.schema_type() == Some(kind) && info.format == format;
        Self::ALL.iter().copied().find(|primitive| is_described(primitive.info()))
    }

    /// The names of Rust types that emitted code imports from the runtime.
    pub(crate) fn imports() -> impl Iterator<Item = &'static str> {
        let names = Self::ALL.iter().map(|primitive| primitive.info().rust);
        names.filter(|name| name.starts_with(|c: char| c.is_ascii_uppercase()))
    }

    /// The macros for literals, sorted.
    pub(crate) fn literals() -> Vec<&'static str> {
        let mut names: Vec<_> = Self::ALL.iter().filter_map(|primitive| primitive.info().literal).collect();
        names.sort_unstable();
        names
    }
}

/// Returns the types that need no definition, as specs spell them.
pub fn built_in_types<'a>() -> impl Iterator<Item = &'a str> {
    let primitives = Primitive::ALL.iter().map(|primitive| primitive.info().keyword);
    ["string", "url", "integer"].into_iter().chain(primitives).chain(["enum", "list", "map"])
}

fn is_decimal(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    match unsigned.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(unsigned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_are_values() {
        for primitive in Primitive::ALL {
            let info = primitive.info();
            let sample = (info.sample)("2020-07-25T08:30:00+08:00");
            let text = sample.as_str().map_or_else(|| sample.to_string(), str::to_owned);
            assert!((info.is_value)(&text), "{primitive:?}: {sample}");
            assert_eq!(Primitive::named(info.keyword), Some(*primitive));
        }
    }

    /// The importer finds again what `countersign openapi` writes.
    #[test]
    fn each_has_a_schema_of_its_own() {
        for primitive in Primitive::ALL {
            let info = primitive.info();
            let found = info.form.schema_type().map(|kind| Primitive::in_schema(kind, info.format));
            assert_eq!(found.unwrap_or(Some(Primitive::Json)), Some(*primitive));
        }
    }
}

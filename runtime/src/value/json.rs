use std::{collections::BTreeMap, fmt, str::FromStr};

use crate::codec::{self, Decode, Decoded, Encode, Fields, Items, Number, ReadError, View};

/// Any JSON value, for fields of which the wallet says no more.
///
/// Numbers keep their digits, and the fields of objects are sorted by name. Of a field that comes twice the last one is kept,
/// which is a deviation; as text to be sent such an object is refused.
///
/// ```
/// use countersign_runtime::Json;
///
/// let memo: Json = r#"{ "memo": [1, 2.50] }"#.parse()?;
/// assert_eq!(memo.to_string(), r#"{"memo":[1,2.50]}"#);
/// # Ok::<(), countersign_runtime::JsonError>(())
/// ```
#[derive(Clone, Default, PartialEq)]
pub enum Json {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number.
    Number(JsonNumber),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object.
    Object(BTreeMap<String, Json>),
}

/// A number in JSON, digit by digit: `12.50`. Two are equal if they are written alike.
///
/// ```
/// use countersign_runtime::JsonNumber;
///
/// let price: JsonNumber = "9007199254740993.5".parse()?;
/// assert_eq!(price.as_str(), "9007199254740993.5");
/// assert!("1e999".parse::<JsonNumber>().is_err()); // beyond 64-bit floats
/// # Ok::<(), countersign_runtime::JsonError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct JsonNumber(Box<str>);

/// A text is not JSON.
#[derive(Debug)]
pub struct JsonError(String);

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for JsonError {}

impl JsonNumber {
    /// The number as JSON writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for JsonNumber {
    type Err = JsonError;
    fn from_str(text: &str) -> Result<Self, JsonError> {
        match Number::parse(text) {
            Some(number) if number.is_too_large() => {
                Err(JsonError("not a number that fits a 64-bit float".to_owned()))
            }
            Some(number) => Ok(Self(number.as_str().into())),
            None => Err(JsonError("not a number in JSON".to_owned())),
        }
    }
}

impl fmt::Display for JsonNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for JsonNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Json {
    /// The field of an object; `None` where there is none, or it is no object.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&Self> {
        if let Self::Object(fields) = self { fields.get(field) } else { None }
    }

    /// The text, if it is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
}

impl FromStr for Json {
    type Err = JsonError;
    /// Reads what JSON allows, and nothing else.
    fn from_str(text: &str) -> Result<Self, JsonError> {
        match codec::from_json_strict::<Option<Self>>(text.as_bytes()) {
            Ok(json) => Ok(json.unwrap_or_default()),
            // Without the path: a key may be sensitive.
            Err(ReadError::Breaks(violations)) => {
                let problem = violations.iter().next().map(|violation| violation.problem.to_string());
                Err(JsonError(format!("not JSON to be sent: a value in it {}", problem.unwrap_or_default())))
            }
            Err(error) => Err(JsonError(error.to_string())),
        }
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let json = codec::to_json(self).map_err(|_| fmt::Error)?;
        f.write_str(&String::from_utf8_lossy(&json))
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Encode for Json {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        match self {
            Self::Null => visit(View::Absent),
            Self::Boolean(value) => visit(View::Boolean(*value)),
            Self::Number(number) => visit(View::Number(number.as_str())),
            Self::Text(text) => visit(View::Text(text)),
            Self::List(items) => items.encode(visit),
            Self::Object(fields) => fields.encode(visit),
        }
    }
}

impl Decode for Json {
    fn empty() -> Self {
        Self::Null
    }
    fn null(&mut self) {
        *self = Self::Null;
    }
    fn text(&mut self, text: &str) -> Decoded {
        *self = Self::Text(text.to_owned());
        Decoded::Fits
    }
    fn boolean(&mut self, value: bool) -> Decoded {
        *self = Self::Boolean(value);
        Decoded::Fits
    }
    fn number(&mut self, number: Number<'_>) -> Decoded {
        *self = Self::Number(JsonNumber(number.as_str().into()));
        Decoded::Fits
    }
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
        let mut fields = BTreeMap::new();
        let decoded = fields.object(source);
        *self = Self::Object(fields);
        decoded
    }
    fn list(&mut self, items: &mut dyn Items) -> Decoded {
        let mut values = Vec::new();
        let _ = values.list(items);
        *self = Self::List(values);
        Decoded::Fits
    }
}

//! `Serialize` and `Deserialize` for programs that keep or show generated types: the feature `serde`.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _, ser::Error as _};

use super::{
    Decode, Encode, ReadError, Scalars, from_json, read_checked,
    write::{Audience, Written},
};
use crate::value::{Date, DateTime, Decimal, Int, Json, Received, Text};

/// A value that is serialized with everything that is sensitive in it. Without this wrapper a sensitive value that is
/// there is an error of `Serialize`.
///
/// ```
/// use countersign_runtime::{Text, WithSensitive};
///
/// let name: Text<8> = "Ana".parse()?;
/// assert_eq!(serde_json::to_string(&WithSensitive(&name)).unwrap(), r#""Ana""#);
/// # Ok::<(), countersign_runtime::TooLong>(())
/// ```
#[derive(Debug)]
pub struct WithSensitive<'a, T>(pub &'a T);

impl<T: Encode> Serialize for WithSensitive<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write(self.0, Program { sees_sensitive: true }, serializer)
    }
}

/// Writes a value by its names on the wire, and refuses what is sensitive.
///
/// # Errors
/// A sensitive value is there, or the serializer's own.
pub fn serialize<S: Serializer>(value: &dyn Encode, serializer: S) -> Result<S::Ok, S::Error> {
    write(value, Program { sees_sensitive: false }, serializer)
}

fn write<S: Serializer>(value: &dyn Encode, audience: Program, serializer: S) -> Result<S::Ok, S::Error> {
    Written { value, scalars: Scalars::AsSpecified, field: "", audience }.serialize(serializer)
}

/// A program's own storage, in any format that describes itself, such as JSON or YAML.
#[derive(Clone, Copy)]
struct Program {
    sees_sensitive: bool,
}

impl Audience for Program {
    fn sensitive<S: Serializer>(self, value: &Written<'_, Self>, serializer: S) -> Result<S::Ok, S::Error> {
        if self.sees_sensitive {
            return value.serialize(serializer);
        }
        Err(S::Error::custom(format_args!(
            "`{}` is sensitive: serialize `WithSensitive(&value)` where it may be seen",
            value.field
        )))
    }

    /// As a number where that keeps every digit, else as text.
    fn number<S: Serializer>(self, digits: &str, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(number) = digits.parse::<i64>().ok().filter(|number| number.to_string() == digits) {
            return serializer.serialize_i64(number);
        }
        // As serializers write it: with an exponent from some size on.
        let is_kept = |number: &f64| serde_json::to_string(number).is_ok_and(|text| text == digits);
        match digits.parse::<f64>().ok().filter(is_kept) {
            Some(number) => serializer.serialize_f64(number),
            None => serializer.serialize_str(digits),
        }
    }
}

/// Reads a value that is to be sent. A number beyond 64 bits, or with a fraction, comes through `f64`: a decimal whose digits
/// matter has to be text, as `Serialize` writes it.
///
/// # Errors
/// The value breaks the spec, or the deserializer's own.
pub fn sent<'de, T: Decode + Encode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    read(deserializer, read_checked)
}

/// Reads a value that was received: as it came, whether the spec allows it or not. For numbers as in [`sent`].
///
/// # Errors
/// The deserializer's own.
pub fn received<'de, T: Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    read(deserializer, |json| from_json(json).map(|(value, _)| value))
}

fn read<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    read: impl FnOnce(&[u8]) -> Result<T, ReadError>,
) -> Result<T, D::Error> {
    // A tree first: the reader takes JSON, and formats may give fields in any order and in pieces.
    let json = serde_json::Value::deserialize(deserializer)?;
    read(json.to_string().as_bytes()).map_err(D::Error::custom)
}

/// Implements both traits by the codec, for a type that is `sent` or `received`.
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($direction:ident, $name:ty $(, const $limit:ident: $number:ty)*) => {
        impl<$(const $limit: $number),*> $crate::codec::serde::Serialize for $name {
            #[inline]
            fn serialize<S: $crate::codec::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::codec::serialization::serialize(self, serializer)
            }
        }

        impl<'de $(, const $limit: $number)*> $crate::codec::serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: $crate::codec::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::codec::serialization::$direction(deserializer)
            }
        }
    };
}

__serde!(sent, Text<MAX>, const MAX: usize);
__serde!(received, Received<MAX>, const MAX: usize);
__serde!(sent, Int<MIN, MAX>, const MIN: i64, const MAX: i64);
__serde!(sent, DateTime);
__serde!(sent, Date);
__serde!(sent, Decimal);
__serde!(sent, Json);

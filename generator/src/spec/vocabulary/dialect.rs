//! What differs between wallets on the wire: one table, which everything walks that reads, writes or compares dialects.
//!
//! A new key is a line in `keys!`, and a list of words when it takes one of its own.

use super::dialect_text::{ACCEPT, BASE_PATH, MEDIA_TYPE, SUFFIX, TextForm};
use std::collections::BTreeMap;

/// A word that a key takes.
#[derive(Debug, PartialEq, Eq)]
pub struct Word {
    /// In specs.
    pub spelled: &'static str,
    /// In the runtime, below its root: `RequestTime::EpochMillis`.
    pub runtime: &'static str,
}

/// What a key takes.
#[derive(Debug)]
pub enum Takes {
    /// One of these. The first is the default.
    Word(&'static [Word]),
    /// `true` or `false`.
    Flag,
    /// A text.
    Text(&'static TextForm),
    /// Names of headers, and what they say.
    Headers,
}

/// The value of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Of [`Takes::Word`].
    Word(&'static Word),
    /// Of [`Takes::Flag`].
    Flag(bool),
    /// Of [`Takes::Text`].
    Text(String),
    /// Of [`Takes::Headers`].
    Headers(BTreeMap<String, String>),
}

/// A key of `dialect`.
#[derive(Debug)]
pub struct Key {
    /// In specs; the runtime's `Dialect` has a setter of the same name.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// A sentence for people.
    pub about: &'static str,
    get: fn(&Dialect) -> Value,
    set: fn(&mut Dialect, Value),
}

impl Key {
    /// Its value in a dialect.
    #[must_use]
    pub fn get(&self, dialect: &Dialect) -> Value {
        (self.get)(dialect)
    }

    /// Gives it a value. One of the wrong kind is ignored.
    pub fn set(&self, dialect: &mut Dialect, value: Value) {
        (self.set)(dialect, value);
    }
}

/// Makes the struct with a field for each key, and the table.
macro_rules! keys {
    ($(#[doc = $about:literal] $name:ident: $type:ty = $takes:expr, $default:expr;)*) => {
        /// What differs between wallets on the wire.
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub struct Dialect {
            $(#[doc = $about] pub $name: $type,)*
        }

        impl Default for Dialect {
            fn default() -> Self {
                Self { $($name: $default,)* }
            }
        }

        impl Dialect {
            /// All keys, in the order in which they are written.
            pub const KEYS: &'static [Key] = &[$(Key {
                name: stringify!($name),
                takes: $takes,
                about: $about.trim_ascii(),
                get: |dialect| dialect.$name.value(),
                set: |dialect, value| dialect.$name.take(value),
            },)*];
        }
    };
}

/// Makes an enum of the words that a key takes.
macro_rules! words {
    ($(#[$about:meta])* $name:ident in $runtime:literal {
        $(#[$first_doc:meta])* $first:ident = $first_spelled:literal,
        $($(#[$doc:meta])* $word:ident = $spelled:literal,)*
    }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
        pub enum $name {
            $(#[$first_doc])* #[default] $first,
            $($(#[$doc])* $word,)*
        }

        impl $name {
            const ALL: &'static [Self] = &[Self::$first, $(Self::$word,)*];
            const WORDS: &'static [Word] = &[
                Word { spelled: $first_spelled, runtime: concat!($runtime, "::", stringify!($first)) },
                $(Word { spelled: $spelled, runtime: concat!($runtime, "::", stringify!($word)) },)*
            ];
        }

        impl Setting for $name {
            fn value(&self) -> Value {
                let known = Self::ALL.iter().zip(Self::WORDS).find(|(value, _)| *value == self);
                known.map_or(Value::Flag(false), |(_, word)| Value::Word(word))
            }
            fn take(&mut self, value: Value) {
                let known = Self::ALL.iter().zip(Self::WORDS).find(|(_, word)| value == Value::Word(word));
                if let Some((known, _)) = known {
                    *self = *known;
                }
            }
        }
    };
}

keys! {
    /// The form of `Request-Time`.
    request_time: RequestTime = Takes::Word(RequestTime::WORDS), RequestTime::default();
    /// The form of `Response-Time`.
    response_time: ResponseTime = Takes::Word(ResponseTime::WORDS), ResponseTime::default();
    /// Between the pairs of the signature header.
    header_separator: Separator = Takes::Word(Separator::WORDS), Separator::default();
    /// How the signature's bytes become text.
    signature_encoding: SignatureEncoding = Takes::Word(SignatureEncoding::WORDS), SignatureEncoding::default();
    /// How the signature header spells RSA256.
    algorithm_label: AlgorithmLabel = Takes::Word(AlgorithmLabel::WORDS), AlgorithmLabel::default();
    /// Whether the signature header names the version of our key.
    key_version: KeyVersion = Takes::Word(KeyVersion::WORDS), KeyVersion::default();
    /// What text is signed.
    content: Content = Takes::Word(Content::WORDS), Content::default();
    /// Behind `/{version}/{path}`: empty, or `.htm`.
    path_suffix: String = Takes::Text(&SUFFIX), String::new();
    /// The base path of client ids that begin with `SANDBOX_`; empty when it is that of all others.
    sandbox_base_path: String = Takes::Text(&BASE_PATH), String::new();
    /// `Content-Type` of requests.
    content_type: String = Takes::Text(&MEDIA_TYPE), "application/json; charset=UTF-8".to_owned();
    /// `Accept`; empty when there is none.
    accept: String = Takes::Text(&ACCEPT), "application/json".to_owned();
    /// Headers of every request.
    headers: BTreeMap<String, String> = Takes::Headers, BTreeMap::new();
    /// How numbers and booleans of requests are written.
    scalars: Scalars = Takes::Word(Scalars::WORDS), Scalars::default();
    /// What becomes of answers without a signature.
    unsigned_answers: UnsignedResponses = Takes::Word(UnsignedResponses::WORDS), UnsignedResponses::default();
    /// Whether requests are encrypted.
    encrypted: bool = Takes::Flag, false;
}

words! {
    /// `dialect.request_time`.
    RequestTime in "RequestTime" {
        /// `2019-04-04T06:38:56.253+00:00`.
        Rfc3339Millis = "rfc3339_millis",
        /// `2019-04-04T06:38:56+00:00`.
        Rfc3339Seconds = "rfc3339_seconds",
        /// `2019-04-04T06:38:56Z`.
        Rfc3339Zulu = "rfc3339_zulu",
        /// `2019-04-04T06:38:56+0000`.
        NoColon = "no_colon",
        /// `1554359936253`.
        EpochMillis = "epoch_millis",
    }
}

words! {
    /// `dialect.response_time`.
    ResponseTime in "RequestTime" {
        /// As in `request_time`: the runtime has no word for it.
        AsRequests = "as_requests",
        /// `2019-04-04T06:38:56.253+00:00`.
        Rfc3339Millis = "rfc3339_millis",
        /// `2019-04-04T06:38:56+00:00`.
        Rfc3339Seconds = "rfc3339_seconds",
        /// `2019-04-04T06:38:56Z`.
        Rfc3339Zulu = "rfc3339_zulu",
        /// `2019-04-04T06:38:56+0000`.
        NoColon = "no_colon",
        /// `1554359936253`.
        EpochMillis = "epoch_millis",
    }
}

words! {
    /// `dialect.header_separator`.
    Separator in "signature::Separator" {
        /// `", "`.
        CommaSpace = ", ",
        /// `","`.
        Comma = ",",
    }
}

words! {
    /// `dialect.signature_encoding`.
    SignatureEncoding in "signature::SignatureEncoding" {
        /// Standard base64, then percent-encoded.
        Base64UrlEncoded = "base64_url_encoded",
        /// Standard base64.
        Base64 = "base64",
        /// The URL-safe alphabet without padding.
        Base64Url = "base64url",
    }
}

words! {
    /// `dialect.algorithm_label`.
    AlgorithmLabel in "AlgorithmLabel" {
        /// `RSA256`.
        Short = "short",
        /// `SHA256withRSA`.
        Long = "long",
    }
}

words! {
    /// `dialect.key_version`.
    KeyVersion in "KeyVersionPair" {
        /// `keyVersion=1`.
        Shown = "shown",
        /// No such pair.
        LeftOut = "left_out",
    }
}

words! {
    /// `dialect.content`.
    Content in "signature::ContentTemplate" {
        /// `POST {path}\n{client id}.{time}.{body}`.
        Standard = "standard",
        /// `POST.{path}.{client id}.{request id}.{time}.{body}`.
        SixPart = "six_part",
    }
}

words! {
    /// `dialect.scalars`.
    Scalars in "Scalars" {
        /// By the `wire` of each field.
        AsSpecified = "as_specified",
        /// As text, all of them.
        Quoted = "quoted",
    }
}

words! {
    /// `dialect.unsigned_answers`.
    UnsignedResponses in "UnsignedResponses" {
        /// They are refused.
        Refused = "refused",
        /// Those with status F are read.
        FailuresRead = "failures_read",
        /// Those with status F or U are read.
        FailuresAndUnknownRead = "failures_and_unknown_read",
    }
}

/// What a field of [`Dialect`] can do.
trait Setting {
    fn value(&self) -> Value;
    fn take(&mut self, value: Value);
}

impl Setting for bool {
    fn value(&self) -> Value {
        Value::Flag(*self)
    }
    fn take(&mut self, value: Value) {
        if let Value::Flag(flag) = value {
            *self = flag;
        }
    }
}

impl Setting for String {
    fn value(&self) -> Value {
        Value::Text(self.clone())
    }
    fn take(&mut self, value: Value) {
        if let Value::Text(text) = value {
            *self = text;
        }
    }
}

impl Setting for BTreeMap<String, String> {
    fn value(&self) -> Value {
        Value::Headers(self.clone())
    }
    fn take(&mut self, value: Value) {
        if let Value::Headers(headers) = value {
            *self = headers;
        }
    }
}

impl ResponseTime {
    /// The form itself; `None` when it is that of requests.
    #[must_use]
    pub fn form(self) -> Option<RequestTime> {
        match self {
            Self::AsRequests => None,
            Self::Rfc3339Millis => Some(RequestTime::Rfc3339Millis),
            Self::Rfc3339Seconds => Some(RequestTime::Rfc3339Seconds),
            Self::Rfc3339Zulu => Some(RequestTime::Rfc3339Zulu),
            Self::NoColon => Some(RequestTime::NoColon),
            Self::EpochMillis => Some(RequestTime::EpochMillis),
        }
    }
}

impl Dialect {
    /// The keys that have another value than the usual, with that value.
    pub fn unusual(&self) -> impl Iterator<Item = (&'static Key, Value)> {
        let usual = Self::default();
        let values = Self::KEYS.iter().map(move |key| (key, key.get(self), key.get(&usual)));
        values.filter(|(_, value, usual)| value != usual).map(|(key, value, _)| (key, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_what_the_struct_holds() {
        for key in Dialect::KEYS {
            let mut dialect = Dialect::default();
            let other = match &key.takes {
                Takes::Word(words) => {
                    assert_eq!(
                        key.get(&dialect),
                        Value::Word(&words[0]),
                        "{}: the first is the default",
                        key.name
                    );
                    Value::Word(&words[1])
                }
                Takes::Flag => Value::Flag(true),
                Takes::Text(form) => {
                    let Value::Text(usual) = key.get(&dialect) else { panic!("{} holds no text", key.name) };
                    assert!((form.fits)(&usual), "{}: {usual}", key.name);
                    Value::Text("other".to_owned())
                }
                Takes::Headers => Value::Headers(BTreeMap::from([("A".to_owned(), "b".to_owned())])),
            };
            assert_eq!(dialect.unusual().count(), 0, "{}", key.name);
            key.set(&mut dialect, other.clone());
            assert_eq!(key.get(&dialect), other, "{}", key.name);
            let unusual: Vec<&str> = dialect.unusual().map(|(key, _)| key.name).collect();
            assert_eq!(unusual, [key.name]);
        }
    }
}

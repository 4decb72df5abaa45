//! The runtime's descriptions of APIs and endpoints are made at compile time, and live for ever. Those of a model are
//! made while a program runs, and kept: each distinct one once, however often it is asked for.

use countersign_codegen::model;
use countersign_runtime as runtime;
use countersign_runtime::signature;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::sync::{Mutex, MutexGuard, PoisonError};

type Pair = (&'static str, &'static str);

static TEXTS: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
static LISTS: Mutex<BTreeSet<&'static [&'static str]>> = Mutex::new(BTreeSet::new());
static PAIRS: Mutex<BTreeSet<&'static [Pair]>> = Mutex::new(BTreeSet::new());

/// Descriptions by their `Debug` text.
pub(super) type Shared<T> = Mutex<BTreeMap<String, &'static T>>;
/// Lists of descriptions by their `Debug` text.
pub(super) type SharedList<T> = Mutex<BTreeMap<String, &'static [T]>>;

/// What is kept is only ever added to, so that a panic elsewhere leaves it whole.
fn open<T>(kept: &Mutex<T>) -> MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A text.
pub(super) fn text(wanted: &str) -> &'static str {
    let mut texts = open(&TEXTS);
    if let Some(known) = texts.get(wanted) {
        return known;
    }
    let new: &'static str = Box::leak(wanted.to_owned().into_boxed_str());
    texts.insert(new);
    new
}

fn list<T: Ord>(kept: &Mutex<BTreeSet<&'static [T]>>, wanted: Vec<T>) -> &'static [T] {
    let mut lists = open(kept);
    if let Some(known) = lists.get(wanted.as_slice()) {
        return known;
    }
    let new: &'static [T] = Box::leak(wanted.into_boxed_slice());
    lists.insert(new);
    new
}

/// A list of texts.
pub(super) fn texts<'a>(wanted: impl IntoIterator<Item = &'a str>) -> &'static [&'static str] {
    list(&LISTS, wanted.into_iter().map(text).collect())
}

/// Pairs of texts.
pub(super) fn pairs(wanted: &[(String, String)]) -> &'static [Pair] {
    list(&PAIRS, wanted.iter().map(|(one, other)| (text(one), text(other))).collect())
}

/// Returns the shared copy of a description. Descriptions with the same `Debug` text are kept once.
pub(super) fn shared<T: Copy + Debug>(kept: &Shared<T>, wanted: T) -> &'static T {
    let name = format!("{wanted:?}");
    open(kept).entry(name).or_insert_with(|| Box::leak(Box::new(wanted)))
}

/// Returns the shared copy of a list of descriptions. Lists with the same `Debug` text are kept once.
pub(super) fn shared_list<T: Debug>(kept: &SharedList<T>, wanted: Vec<T>) -> &'static [T] {
    let name = format!("{wanted:?}");
    open(kept).entry(name).or_insert_with(|| Box::leak(wanted.into_boxed_slice()))
}

/// An API as the runtime wants it.
pub(super) fn api(api: &model::Api) -> runtime::Api {
    runtime::Api::new(text(&api.name))
        .with_base_path(text(&api.base_path))
        .with_dialect(dialect(&api.dialect))
}

/// A dialect as the runtime wants it.
pub fn dialect(dialect: &model::Dialect) -> runtime::Dialect {
    let headers = dialect.headers.iter().map(|(name, value)| (text(name), text(value))).collect();
    let mut made = runtime::Dialect::new()
        .request_time(request_time(dialect.request_time))
        .header_separator(separator(dialect.header_separator))
        .signature_encoding(signature_encoding(dialect.signature_encoding))
        .algorithm_label(match dialect.algorithm_label {
            model::AlgorithmLabel::Short => runtime::AlgorithmLabel::Short,
            model::AlgorithmLabel::Long => runtime::AlgorithmLabel::Long,
        })
        .key_version(match dialect.key_version {
            model::KeyVersion::Shown => runtime::KeyVersionPair::Shown,
            model::KeyVersion::LeftOut => runtime::KeyVersionPair::LeftOut,
        })
        .content(template(dialect.content))
        .path_suffix(text(&dialect.path_suffix))
        .content_type(text(&dialect.content_type))
        .accept((!dialect.accept.is_empty()).then(|| text(&dialect.accept)))
        .headers(list(&PAIRS, headers))
        .scalars(match dialect.scalars {
            model::Scalars::AsSpecified => runtime::Scalars::AsSpecified,
            model::Scalars::Quoted => runtime::Scalars::Quoted,
        })
        .unsigned_answers(match dialect.unsigned_answers {
            model::UnsignedResponses::Refused => runtime::UnsignedResponses::Refused,
            model::UnsignedResponses::FailuresRead => runtime::UnsignedResponses::FailuresRead,
        })
        .encrypted(dialect.encrypted);
    if let Some(form) = dialect.response_time.form() {
        made = made.response_time(request_time(form));
    }
    if !dialect.sandbox_base_path.is_empty() {
        made = made.sandbox_base_path(text(&dialect.sandbox_base_path));
    }
    made
}

fn request_time(form: model::RequestTime) -> runtime::RequestTime {
    match form {
        model::RequestTime::Rfc3339Millis => runtime::RequestTime::Rfc3339Millis,
        model::RequestTime::Rfc3339Seconds => runtime::RequestTime::Rfc3339Seconds,
        model::RequestTime::Rfc3339Zulu => runtime::RequestTime::Rfc3339Zulu,
        model::RequestTime::NoColon => runtime::RequestTime::NoColon,
        model::RequestTime::EpochMillis => runtime::RequestTime::EpochMillis,
    }
}

/// Between the pairs of the signature header.
pub fn separator(separator: model::Separator) -> signature::Separator {
    match separator {
        model::Separator::CommaSpace => signature::Separator::CommaSpace,
        model::Separator::Comma => signature::Separator::Comma,
    }
}

/// What text is signed.
pub fn template(content: model::Content) -> signature::ContentTemplate {
    match content {
        model::Content::Standard => signature::ContentTemplate::Standard,
        model::Content::SixPart => signature::ContentTemplate::SixPart,
    }
}

fn signature_encoding(encoding: model::SignatureEncoding) -> signature::SignatureEncoding {
    match encoding {
        model::SignatureEncoding::Base64UrlEncoded => signature::SignatureEncoding::Base64UrlEncoded,
        model::SignatureEncoding::Base64 => signature::SignatureEncoding::Base64,
        model::SignatureEncoding::Base64Url => signature::SignatureEncoding::Base64Url,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_is_kept_once() {
        let list = ["a", "b"].map(String::from);
        assert_eq!(texts(list.iter().map(String::as_str)).as_ptr(), texts(["a", "b"]).as_ptr());
        assert_eq!(text(&String::from("once")).as_ptr(), text("once").as_ptr());
    }

    #[test]
    fn the_usual_dialect_is_the_runtime_s() {
        assert_eq!(dialect(&model::Dialect::default()), runtime::Dialect::new());
    }
}

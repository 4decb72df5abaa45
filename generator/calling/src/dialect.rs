//! Converts the dialect of a spec to the runtime's.

use countersign_codegen::model;
use countersign_runtime as runtime;
use countersign_runtime::signature;

/// Converts a spec's dialect to the runtime's.
pub fn to_runtime(dialect: &model::Dialect) -> runtime::Dialect {
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
        .scalars(match dialect.scalars {
            model::Scalars::AsSpecified => runtime::Scalars::AsSpecified,
            model::Scalars::Quoted => runtime::Scalars::Quoted,
        })
        .unsigned_answers(match dialect.unsigned_answers {
            model::UnsignedResponses::Refused => runtime::UnsignedResponses::Refused,
            model::UnsignedResponses::FailuresRead => runtime::UnsignedResponses::FailuresRead,
            model::UnsignedResponses::FailuresAndUnknownRead => {
                runtime::UnsignedResponses::FailuresAndUnknownRead
            }
        })
        .encrypted(dialect.encrypted);
    if let Some(form) = dialect.response_time.form() {
        made = made.response_time(request_time(form));
    }
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned().into());
    made.path_suffix = dialect.path_suffix.clone().into();
    made.sandbox_base_path = text(&dialect.sandbox_base_path);
    made.content_type = dialect.content_type.clone().into();
    made.accept = text(&dialect.accept);
    made.headers = dialect.headers.clone().into_iter().collect();
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

/// The separator between the pairs of the signature header.
pub fn separator(separator: model::Separator) -> signature::Separator {
    match separator {
        model::Separator::CommaSpace => signature::Separator::CommaSpace,
        model::Separator::Comma => signature::Separator::Comma,
    }
}

/// The template of the signed content.
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
    fn the_usual_dialect_is_the_runtime_s() {
        assert_eq!(to_runtime(&model::Dialect::default()), runtime::Dialect::new());
    }
}

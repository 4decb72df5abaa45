use super::{
    Decode, Problem, ReadError, Violation,
    json::{Bytes, from_json_into},
};
use crate::format::{BodyFormat, DecodedBody};

/// Reads what a wallet sent, in the format that it is in. Whatever breaks the spec is noted and, if it can be, kept.
///
/// # Errors
/// All of [`ReadError`] but [`ReadError::Breaks`].
pub(crate) fn read_into(value: &mut dyn Decode, body: &DecodedBody) -> Result<Vec<Violation>, ReadError> {
    let known = if body.replaced { Bytes::Replaced } else { Bytes::Utf8 };
    let mut violations = match &body.format {
        BodyFormat::Json => from_json_into(value, &body.text, known),
        #[cfg(feature = "formats")]
        BodyFormat::Xml => super::xml::from_xml_into(value, &body.text, body.replaced),
        BodyFormat::Other(content_type) => {
            from_json_into(value, &body.text, known).map_err(|error| named(error, content_type))
        }
    }?;
    if let Some(label) = &body.wrong_label {
        let problem = Problem::WrongCharset { label: label.clone() };
        violations.push(Violation { path: String::new(), problem });
    }
    Ok(violations)
}

/// Whether a body is of its format, whatever is in it.
pub(crate) fn is_well_formed(body: &DecodedBody) -> bool {
    struct Anything;
    impl Decode for Anything {
        fn empty() -> Self {
            Self
        }
    }
    read_into(&mut Anything, body).is_ok()
}

fn named(error: ReadError, content_type: &str) -> ReadError {
    match error {
        ReadError::NotJson(not_json) => {
            ReadError::ContentType { content_type: content_type.to_owned(), not_json }
        }
        other => other,
    }
}

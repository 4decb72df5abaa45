use super::{Decode, ReadError, Violation, from_json_into};
use crate::format::{BodyFormat, Decoded};

/// Reads what a wallet sent, in the format that it is in. Whatever breaks the spec is noted and, if it can be, kept.
///
/// # Errors
/// All of [`ReadError`] but [`ReadError::Breaks`].
pub(crate) fn read_into(value: &mut dyn Decode, body: &Decoded) -> Result<Vec<Violation>, ReadError> {
    match &body.format {
        BodyFormat::Json => from_json_into(value, &body.text),
        #[cfg(feature = "formats")]
        BodyFormat::Xml => super::xml::from_xml_into(value, &body.text),
        BodyFormat::Other(content_type) => {
            from_json_into(value, &body.text).map_err(|error| named(error, content_type))
        }
    }
}

fn named(error: ReadError, content_type: &str) -> ReadError {
    match error {
        ReadError::NotJson(not_json) => {
            ReadError::ContentType { content_type: content_type.to_owned(), not_json }
        }
        other => other,
    }
}

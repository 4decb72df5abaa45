//! The result of a response, be it an object of its own or fields of the response itself.

use crate::{
    codec::{self, Decode, Decoded, Fields, Problem, ReadError, Violations},
    endpoint::FlatResult,
    format::DecodedBody,
    result::{self, Status, WalletResult},
    value::{Json, Unlisted, from_text},
};

/// Reads the `result` of a response, or the fields that the spec names in its place.
///
/// # Errors
/// When there is no result in it, or its status is there twice: then nobody knows what the wallet said.
pub(crate) fn read_result(body: &DecodedBody, flat: Option<&FlatResult>) -> Result<WalletResult, ReadError> {
    match flat {
        Some(flat) => read_flat(body, flat),
        None => result::read_result(body),
    }
}

fn read_flat(body: &DecodedBody, flat: &FlatResult) -> Result<WalletResult, ReadError> {
    let mut parts = Parts::empty();
    // The names are those of a descriptor, which may have been made at run time: all fields are looked at.
    codec::read_into(&mut parts, body)?;
    let (status, code) = (parts.all(&flat.status), parts.all(&flat.code));
    match (status.as_slice(), code.as_slice()) {
        ([], []) => Err(Violations::at(&flat.status, Problem::Missing).into()),
        ([_, _, ..], _) => Err(Violations::at(&flat.status, Problem::Repeated).into()),
        (status, code) => {
            let word = status.first().copied().unwrap_or_default();
            let listed = flat.statuses.iter().find(|(known, _)| *known == word);
            // A letter that is not listed is a word like any other.
            let unlisted = || Status::Other(Unlisted::new(word));
            let status = listed.map_or_else(unlisted, |(_, letter)| from_text(letter));
            let message = parts.all(&flat.message).last().copied().unwrap_or_default();
            Ok(WalletResult::new(status, code.last().copied().unwrap_or_default(), message))
        }
    }
}

/// The fields of a response, and their texts; what is no text has none.
struct Parts(Vec<(String, String)>);

impl Parts {
    fn all(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(known, _)| known == name).map(|(_, text)| text.as_str()).collect()
    }
}

impl Decode for Parts {
    fn empty() -> Self {
        Self(Vec::new())
    }
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
        let mut value = Json::empty();
        while let Some(name) = source.next_entry(&mut value) {
            let text = match std::mem::replace(&mut value, Json::empty()) {
                Json::Text(text) => text,
                Json::Number(number) => number.to_string(),
                _ => String::new(),
            };
            self.0.push((name, text));
        }
        Decoded::Fits
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;
    use crate::format;

    static FLAT: FlatResult = FlatResult::new(
        "resultStatus",
        "resultCode",
        "resultMessage",
        &[("SUCCESS", "S"), ("FAIL", "F"), ("UNKNOWN", "U"), ("ACCEPT", "A")],
    );

    fn read(body: &str, flat: Option<&FlatResult>) -> Result<String, String> {
        let body = format::decode(None, &Bytes::from(body.to_owned())).unwrap();
        let result = read_result(&body, flat).map_err(|error| error.to_string())?;
        let name = match &result.status {
            Status::Other(_) => "other",
            known => known.as_str(),
        };
        Ok(format!("{name} {} {}", result.code.as_str(), result.message.as_str()))
    }

    #[test]
    fn words_of_a_flat_result_are_statuses() {
        for (body, expected) in [
            (
                r#"{"resultStatus":"SUCCESS","resultCode":"OK","resultMessage":"done","refundId":"1"}"#,
                "S OK done",
            ),
            (r#"{"resultCode":"NO","resultStatus":"FAIL"}"#, "F NO "),
            (r#"{"resultStatus":"UNKNOWN","resultCode":7}"#, "U 7 "),
            (r#"{"resultStatus":"ACCEPT"}"#, "A  "),
            (r#"{"resultStatus":"S","resultCode":"OK"}"#, "other OK "),
            (r#"{"resultStatus":"success","resultCode":"OK"}"#, "other OK "),
            (r#"{"resultStatus":["SUCCESS"],"resultCode":"OK"}"#, "other OK "),
            (r#"{"resultStatus":null,"resultCode":"OK"}"#, "other OK "),
            (r#"{"resultCode":"OK"}"#, "other OK "),
        ] {
            assert_eq!(read(body, Some(&FLAT)).as_deref(), Ok(expected), "{body}");
        }
    }

    #[test]
    fn a_flat_result_that_is_missing_or_ambiguous_is_none() {
        for body in [
            "{}",
            r#"{"result":{"resultStatus":"S","resultCode":"SUCCESS"}}"#,
            r#"{"resultStatus":"SUCCESS","resultStatus":"SUCCESS","resultCode":"OK"}"#,
            r#"{"resultStatus":"FAIL","resultStatus":"SUCCESS"}"#,
            "[]",
        ] {
            assert!(read(body, Some(&FLAT)).is_err(), "{body}");
        }
        let flat = r#"{"resultStatus":"SUCCESS","resultCode":"OK"}"#;
        assert!(read(flat, None).is_err(), "without a spec that says so there is no result in it");
    }
}

//! The `result` object, which every response has.

use std::fmt;

use crate::{
    codec::{self, Decode, Decoded, Encode, Fields, Problem, ReadError, Shape, View, Violation},
    format::DecodedBody,
    value::{Received, Unlisted},
};

/// The result of a call: `{"resultStatus": "S", "resultCode": "SUCCESS", "resultMessage": "success"}`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct WalletResult {
    /// `resultStatus`.
    pub status: Status,
    /// `resultCode`, documented to have at most 64 characters.
    pub code: Received<64>,
    /// `resultMessage`, documented to have at most 256 characters. For people: never decide by it.
    pub message: Received<256>,
}

/// `resultStatus`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Status {
    /// `S`: the call succeeded. An inquiry that succeeded may still tell of a payment that failed.
    Success,
    /// `A`: accepted, not yet done; go on with what the response says.
    Accepted,
    /// `F`: failed, and final.
    Failed,
    /// `U`: the wallet does not know yet.
    Unknown,
    /// Anything else.
    Other(Unlisted),
}

crate::__enum! {
    Status,
    "S" => Success,
    "A" => Accepted,
    "F" => Failed,
    "U" => Unknown,
}

impl WalletResult {
    /// A result to answer a notification with.
    #[must_use]
    pub fn new(status: Status, code: &str, message: &str) -> Self {
        Self { status, code: Received::new(code), message: Received::new(message) }
    }
}

impl fmt::Debug for WalletResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        codec::debug(self, f)
    }
}

/// For logs: control characters are escaped, and long texts are cut. Anybody may have written it, where it is part of an
/// [`Unauthenticated`](crate::Unauthenticated).
impl fmt::Display for WalletResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.status.to_string();
        write!(f, "{} {}: {}", shown(&status), shown(self.code.as_str()), shown(self.message.as_str()))
    }
}

fn shown(text: &str) -> String {
    let mut shown = String::new();
    let (kept, more) = cut(text);
    for character in kept.chars() {
        if character.is_control() {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown + more
}

/// A text up to a length, which ends with a whole word if there are several; and what says that there is more.
fn cut(text: &str) -> (&str, &'static str) {
    const MAX_CHARACTERS: usize = 512;
    let Some((end, _)) = text.char_indices().nth(MAX_CHARACTERS) else { return (text, "") };
    let kept = text.get(..end).unwrap_or_default();
    let word = kept.rfind(' ').filter(|end| *end > kept.len() / 2);
    (word.and_then(|end| kept.get(..end)).unwrap_or(kept), " ...")
}

impl Encode for WalletResult {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        static SHAPE: Shape = Shape::new("WalletResult");
        let fields: &[(&str, &dyn Encode)] =
            &[("resultStatus", &self.status), ("resultCode", &self.code), ("resultMessage", &self.message)];
        visit(View::Object(&SHAPE, fields));
    }
}

impl Decode for WalletResult {
    fn empty() -> Self {
        Self { status: Status::empty(), code: Received::default(), message: Received::default() }
    }
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
        // All three are documented as optional; a status that is missing shows as one that is empty.
        let (mut status, mut code, mut message) = (None, None, None);
        let taken = source.fill(&mut [
            ("resultStatus", &mut status),
            ("resultCode", &mut code),
            ("resultMessage", &mut message),
        ]);
        *self = Self {
            status: status.unwrap_or_else(Status::empty),
            code: code.unwrap_or_default(),
            message: message.unwrap_or_default(),
        };
        taken
    }
}

/// A response of which only the result is read.
struct Envelope(Option<WalletResult>);

impl Decode for Envelope {
    fn empty() -> Self {
        Self(None)
    }
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
        source.fill(&mut [(RESULT, &mut self.0)])
    }
}

const RESULT: &str = "result";

/// Reads the `result` of a response.
///
/// # Errors
/// When the response is not an object with one `result` and one status in it: then nobody knows what the wallet said.
pub(crate) fn read_result(body: &DecodedBody) -> Result<WalletResult, ReadError> {
    let mut envelope = Envelope::empty();
    let violations = codec::read_into(&mut envelope, body)?;
    let ambiguous = |violation: &Violation| {
        violation.problem == Problem::Repeated
            && matches!(violation.path.as_str(), "result" | "result.resultStatus")
    };
    match envelope.0 {
        Some(result) if !violations.iter().any(ambiguous) => Ok(result),
        Some(_) => Err(codec::Violations::at("result", Problem::Repeated).into()),
        None => Err(codec::Violations::at("result", Problem::Missing).into()),
    }
}

/// Names the fields of `result` in the deviations of a body whose type reads past it as a whole.
pub(crate) fn name_fields(deviations: &mut Vec<Violation>, body: &DecodedBody) -> Result<(), ReadError> {
    let before = deviations.len();
    deviations.retain(|deviation| deviation.path != RESULT);
    if deviations.len() < before {
        let found = codec::read_into(&mut Envelope::empty(), body)?;
        deviations.extend(found.into_iter().filter(|found| found.path.starts_with("result.")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_writes_lines_into_a_log() {
        let status = crate::value::from_text::<Status>("X\r\n");
        let result = WalletResult::new(status, "A\nB", &format!("é\u{1b}[2J{}", "x".repeat(1000)));
        let shown = result.to_string();
        assert!(shown.starts_with("X\\r\\n A\\nB: é\\u{1b}[2Jxx"), "{shown}");
        assert!(shown.len() < 560 && !shown.contains(char::is_control), "{shown}");
        let usual = WalletResult::new(Status::Failed, "RISK_REJECT", "Risk reject.");
        assert_eq!(usual.to_string(), "F RISK_REJECT: Risk reject.");
    }

    #[test]
    fn a_long_message_ends_with_a_whole_word() {
        assert_eq!(shown("one two\n"), "one two\\n");
        let long = "word ".repeat(200);
        let shown_text = shown(&long);
        assert!(shown_text.ends_with("word ...") && shown_text.len() < 520, "{shown_text}");
        assert_eq!(shown(&"x".repeat(600)), "x".repeat(512) + " ...");
    }
}

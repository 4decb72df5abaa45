//! Faults as text.

use super::kinds::Fault;
use countersign_codegen::diagnostics::{listed, nearest};
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// No fault takes longer.
const MAX_MILLIS: u64 = 10 * 60 * 1000;
const MAX_MEGABYTES: u64 = 1024;

/// A fault as it is listed for people.
#[derive(Debug, Clone, Copy)]
pub struct FaultDoc {
    /// What it is called.
    pub name: &'static str,
    /// What may stand after `=`, if anything.
    pub argument: Option<&'static str>,
    /// What happens.
    pub doc: &'static str,
}

const fn doc(name: &'static str, argument: Option<&'static str>, doc: &'static str) -> FaultDoc {
    FaultDoc { name, argument, doc }
}

impl Fault {
    /// All of them.
    pub const ALL: &'static [FaultDoc] = &[
        doc("delay", Some("MILLISECONDS"), "the answer comes later"),
        doc("timeout", None, "carried out, but no answer comes"),
        doc("cut-before", None, "carried out, then the connection is cut"),
        doc("cut-during", None, "the connection is cut in the middle of the answer"),
        doc("cut-after", None, "the connection is cut after the answer, though it was to be kept"),
        doc("status", Some("STATUS:CODE"), "another result; with status F the request is not carried out"),
        doc("tampered", None, "the body is changed after it was signed"),
        doc("wrong-key", None, "signed by a key that is not the wallet's"),
        doc("rotated-key", None, "signed by the wallet's new key, as version 2"),
        doc("unsigned", None, "no signature, no client id and no time"),
        doc("stale-time", Some("[SECONDS]"), "signed long ago: an hour, if no time is given"),
        doc("wrong-client-id", None, "signed for another client id"),
        doc("duplicate-notification", None, "the notification about this request comes twice"),
        doc("late-notification", Some("MILLISECONDS"), "the notification about this request comes later"),
        doc("bad-gateway", None, "HTTP status 502 and a page in HTML"),
        doc("huge-body", Some("[MEGABYTES]"), "a body that goes on and on: for 64 MB, if no size is given"),
        doc("rate-limit", None, "REQUEST_TRAFFIC_EXCEED_LIMIT; the request is not carried out"),
        doc("unknown-enum", None, "a value that the spec's enum does not list"),
        doc("extra-fields", None, "fields that the spec does not know"),
        doc("xml", None, "the answer in XML"),
    ];

    fn name(&self) -> &'static str {
        match self {
            Self::Delay(_) => "delay",
            Self::Timeout => "timeout",
            Self::CutBefore => "cut-before",
            Self::CutDuring => "cut-during",
            Self::CutAfter => "cut-after",
            Self::Status { .. } => "status",
            Self::Tampered => "tampered",
            Self::WrongKey => "wrong-key",
            Self::RotatedKey => "rotated-key",
            Self::Unsigned => "unsigned",
            Self::StaleTime(_) => "stale-time",
            Self::WrongClientId => "wrong-client-id",
            Self::DuplicateNotification => "duplicate-notification",
            Self::LateNotification(_) => "late-notification",
            Self::BadGateway => "bad-gateway",
            Self::HugeBody(_) => "huge-body",
            Self::RateLimit => "rate-limit",
            Self::UnknownEnum => "unknown-enum",
            Self::ExtraFields => "extra-fields",
            Self::Xml => "xml",
        }
    }
}

/// As it is written in a header or a scenario.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        match self {
            Self::Delay(time) | Self::LateNotification(time) => write!(f, "={}", time.as_millis()),
            Self::StaleTime(age) => write!(f, "={}", age.as_secs()),
            Self::HugeBody(bytes) => write!(f, "={}", bytes / 1_000_000),
            Self::Status { status, code } => write!(f, "={status}:{code}"),
            _ => Ok(()),
        }
    }
}

impl FromStr for Fault {
    type Err = BadFault;

    fn from_str(text: &str) -> Result<Self, BadFault> {
        let (name, argument) = match text.split_once('=') {
            Some((name, argument)) => (name.trim(), Some(argument.trim())),
            None => (text.trim(), None),
        };
        let known = Self::ALL.iter().find(|known| known.name == name);
        let known = known.ok_or_else(|| BadFault::unknown(name))?;
        if argument.is_some() && known.argument.is_none() {
            return Err(BadFault(format!("the fault `{name}` takes no `=`")));
        }
        let number = |default: Option<u64>, max: u64| {
            let number = argument.map_or(default, |text| text.parse().ok()).filter(|number| *number <= max);
            let wanted = known.argument.unwrap_or_default();
            number.ok_or_else(|| BadFault(format!("write `{name}={wanted}`, a whole number up to {max}")))
        };
        Ok(match name {
            "delay" => Self::Delay(Duration::from_millis(number(None, MAX_MILLIS)?)),
            "timeout" => Self::Timeout,
            "cut-before" => Self::CutBefore,
            "cut-during" => Self::CutDuring,
            "cut-after" => Self::CutAfter,
            "status" => status(argument.unwrap_or_default())?,
            "tampered" => Self::Tampered,
            "wrong-key" => Self::WrongKey,
            "rotated-key" => Self::RotatedKey,
            "unsigned" => Self::Unsigned,
            "stale-time" => {
                Self::StaleTime(Duration::from_secs(number(Some(Self::STALE.as_secs()), 1_000_000_000)?))
            }
            "wrong-client-id" => Self::WrongClientId,
            "duplicate-notification" => Self::DuplicateNotification,
            "late-notification" => Self::LateNotification(Duration::from_millis(number(None, MAX_MILLIS)?)),
            "bad-gateway" => Self::BadGateway,
            "huge-body" => Self::HugeBody(number(Some(64), MAX_MEGABYTES)? * 1_000_000),
            "rate-limit" => Self::RateLimit,
            "unknown-enum" => Self::UnknownEnum,
            "extra-fields" => Self::ExtraFields,
            "xml" => Self::Xml,
            other => return Err(BadFault::unknown(other)),
        })
    }
}

fn status(argument: &str) -> Result<Fault, BadFault> {
    let is_word = |text: &str, max: usize| {
        (1..=max).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    match argument.split_once(':') {
        Some((status, code)) if is_word(status, 16) && is_word(code, 64) => {
            Ok(Fault::Status { status: status.to_owned(), code: code.to_owned() })
        }
        _ => Err(BadFault("write `status=STATUS:CODE`, as in `status=U:PAYMENT_IN_PROCESS`".to_owned())),
    }
}

/// A text is not a fault. Says what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadFault(String);

impl BadFault {
    fn unknown(name: &str) -> Self {
        let names = || Fault::ALL.iter().map(|known| known.name);
        // Names are short: nobody means anything by a long one.
        let name: String = name.chars().take(40).collect();
        Self(match nearest(&name, names()) {
            Some(near) => format!("there is no fault `{name}`; did you mean `{near}`?"),
            None => format!("there is no fault `{name}`; there is {}", listed(names())),
        })
    }
}

impl fmt::Display for BadFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BadFault {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_is_written_as_it_is_read() {
        for known in Fault::ALL {
            let text = match known.name {
                "status" => "status=U:PAYMENT_IN_PROCESS".to_owned(),
                name if known.argument.is_some() => format!("{name}=12"),
                name => name.to_owned(),
            };
            let fault: Fault = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(fault.to_string(), text);
            assert!(format!("{}=x", known.name).parse::<Fault>().is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_fault_is_said() {
        for (text, part) in [
            ("timeuot", "did you mean `timeout`?"),
            ("zzzzzzzz", "there is `delay`, `timeout`"),
            ("delay", "`delay=MILLISECONDS`"),
            ("delay=-1", "a whole number up to 600000"),
            ("delay=99999999", "a whole number up to 600000"),
            ("status=U", "`status=STATUS:CODE`"),
            ("status=U:<>", "`status=STATUS:CODE`"),
            ("xml=1", "takes no `=`"),
            ("", "there is no fault"),
        ] {
            let error = text.parse::<Fault>().unwrap_err().to_string();
            assert!(error.contains(part), "{text}: {error}");
        }
    }
}

//! What the sandbox received, and what it answered.

use super::fault::Fault;
use bytes::Bytes;
use countersign_calling::printable::on_one_line;
use http::HeaderMap;
use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

/// Older requests are dropped.
const MAX_KEPT: usize = 1000;
/// Of headers and bodies, in both directions.
const MAX_BYTES: usize = 16 * 1024 * 1024;

/// A request that the sandbox received, and what became of it.
#[derive(Clone)]
#[non_exhaustive]
pub struct Received {
    /// 1 for the first request, 2 for the next one.
    pub number: u64,
    /// When it came.
    pub at: SystemTime,
    /// Until its answer was ready.
    pub took: Duration,
    /// `claro`, when the path names an endpoint.
    pub api: Option<String>,
    /// `v1/payments/pay`, when the path names an endpoint.
    pub endpoint: Option<String>,
    /// `POST`, if all is well.
    pub method: String,
    /// Path and query as they came.
    pub path: String,
    /// As they came.
    pub headers: HeaderMap,
    /// As it came; empty when it was too long.
    pub body: Bytes,
    /// What was encrypted to that body; `None` when it was not encrypted, or could not be decrypted.
    pub plain_body: Option<Bytes>,
    /// Where it has fields that the spec lacks, as in `$.goods[0].colour`: they were ignored, as wallets do. At most 20 are
    /// named; more are counted.
    pub ignored: Vec<String>,
    /// What else there is to say: that the answer is made up, say, or the whole of a message that was cut.
    pub remarks: Vec<String>,
    /// Why it was refused: a result code and a message. `None` when it was the merchant's and fitted the spec.
    pub refused: Option<(String, String)>,
    /// What went wrong on purpose.
    pub fault: Option<Fault>,
    /// A fault that was asked for and changed nothing: the response has no enum, say, or no notification follows.
    pub idle_fault: Option<Fault>,
    /// What was answered; `None` when nothing was, on purpose.
    pub answer: Option<Answered>,
}

/// An answer of the sandbox.
#[derive(Clone)]
#[non_exhaustive]
pub struct Answered {
    /// HTTP's status.
    pub status: u16,
    /// As they were sent.
    pub headers: HeaderMap,
    /// As it was sent; of a fault, what was to be sent.
    pub body: Bytes,
    /// What was encrypted to that body; `None` when it was not encrypted.
    pub plain_body: Option<Bytes>,
    /// The fields with status and code, where they are no parts of `result`.
    pub(super) flat: Option<[String; 2]>,
}

impl Received {
    /// The request's body, decrypted if need be; `None` when it is not JSON.
    #[must_use]
    pub fn json(&self) -> Option<serde_json::Value> {
        serde_json::from_slice(self.plain_body.as_ref().unwrap_or(&self.body)).ok()
    }

    /// The fields that were ignored and the remarks, for people.
    pub(super) fn notes(&self) -> Vec<String> {
        let ignored = self.ignored.join(", ");
        let ignored = (!ignored.is_empty()).then(|| format!("not in the spec, and ignored: {ignored}"));
        let remarks = self.remarks.iter().cloned();
        ignored.into_iter().chain(remarks).map(|note| on_one_line(&note)).collect()
    }

    /// Of path, headers and bodies, in both directions.
    pub(super) fn bytes(&self) -> usize {
        let headers = |headers: &HeaderMap| -> usize {
            headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum()
        };
        let answer = self.answer.as_ref();
        let length = |plain: &Option<Bytes>| plain.as_ref().map_or(0, Bytes::len);
        let answer = answer
            .map_or(0, |answer| headers(&answer.headers) + answer.body.len() + length(&answer.plain_body));
        let notes: usize = self.ignored.iter().chain(&self.remarks).map(String::len).sum();
        headers(&self.headers) + notes + self.path.len() + self.body.len() + length(&self.plain_body) + answer
    }
}

impl Answered {
    /// The answer's body, before it was encrypted if it was; `None` when it is not JSON.
    #[must_use]
    pub fn json(&self) -> Option<serde_json::Value> {
        serde_json::from_slice(self.plain_body.as_ref().unwrap_or(&self.body)).ok()
    }

    /// `resultStatus` and `resultCode`, as far as they can be read.
    #[must_use]
    pub fn result(&self) -> (String, String) {
        let body = self.json().unwrap_or_default();
        let [status, code] = match &self.flat {
            Some(names) => names.each_ref().map(|name| body.get(name)),
            None => ["/result/resultStatus", "/result/resultCode"].map(|pointer| body.pointer(pointer)),
        };
        let text = |value: Option<&serde_json::Value>| {
            value.and_then(serde_json::Value::as_str).unwrap_or("?").to_owned()
        };
        (text(status), text(code))
    }
}

/// A line for people: without bodies and headers, which may hold what must not get into a log.
impl fmt::Display for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{} ", self.number)?;
        match (&self.api, &self.endpoint) {
            (Some(api), Some(endpoint)) => write!(f, "{api} {endpoint}")?,
            _ => write!(f, "{} {}", on_one_line(&self.method), on_one_line(&self.path))?,
        }
        match &self.answer {
            Some(answer) => {
                match answer.result() {
                    // HTML and XML have no result that is known here.
                    (_, code) if code == "?" => write!(f, ": HTTP {}", answer.status)?,
                    (status, code) => write!(f, ": {status} {code}")?,
                }
            }
            None => f.write_str(": no answer")?,
        }
        if let Some((_, message)) = &self.refused {
            write!(f, ", {}", on_one_line(message))?;
        }
        for note in self.notes() {
            write!(f, ", {note}")?;
        }
        if let Some(fault) = &self.fault {
            write!(f, ", fault {fault}")?;
        }
        if let Some(fault) = &self.idle_fault {
            write!(f, ", fault {fault} had nothing to apply to")?;
        }
        write!(f, " ({:.1} ms)", self.took.as_secs_f64() * 1000.0)
    }
}

/// Without bodies and headers.
impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Received({self})")
    }
}

/// Without body and headers.
impl fmt::Debug for Answered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Answered({})", self.status)
    }
}

/// Told of each request.
pub(crate) type Listener = Box<dyn Fn(&Received) + Send + Sync>;

/// The last requests.
#[derive(Default)]
pub(crate) struct Log {
    kept: Mutex<Kept>,
    listener: Option<Listener>,
}

#[derive(Default)]
struct Kept {
    last: u64,
    requests: VecDeque<Arc<Received>>,
    bytes: usize,
}

impl Log {
    pub(crate) fn new(listener: Option<Listener>) -> Self {
        Self { kept: Mutex::default(), listener }
    }

    /// Adds a request that is made for its number, and returns what is made beside it.
    pub(crate) fn add<T>(&self, make: impl FnOnce(u64) -> (Received, T)) -> T {
        let (received, other) = {
            let mut kept = self.lock();
            kept.last += 1;
            let (received, other) = make(kept.last);
            kept.bytes += received.bytes();
            let received = Arc::new(received);
            kept.requests.push_back(Arc::clone(&received));
            while kept.requests.len() > MAX_KEPT || kept.bytes > MAX_BYTES {
                let Some(oldest) = kept.requests.pop_front() else { break };
                kept.bytes -= oldest.bytes();
            }
            (received, other)
        };
        if let Some(listener) = &self.listener {
            listener(&received);
        }
        other
    }

    /// The requests after that number, oldest first.
    pub(crate) fn since(&self, number: u64) -> Vec<Arc<Received>> {
        let kept = self.lock();
        kept.requests.iter().filter(|received| received.number > number).cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

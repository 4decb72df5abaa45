//! When a request is sent again.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use super::{end::End, meaning::Meaning};
use crate::{
    endpoint::Endpoint,
    error::Error,
    result::Status,
    transport::{TransportError, TransportFailure},
};

/// When and how often a request is sent again.
///
/// Each attempt has the same bytes as body, and so the same idempotency key, with a time and a signature of its own.
///
/// A call has its idempotency key when every field of an `all` key is there and not empty, and one of an `any` key.
///
/// | after | a call with an idempotency key, or `read_only` | any other call |
/// |---|---|---|
/// | no connection | again | again: not a byte had left |
/// | status U, with a code that the spec says to retry | again | never |
/// | a time-out, a cut connection | only with [`resend_lost`](Self::resend_lost) | never |
/// | anything else | never | never |
///
/// An attempt that may have reached the wallet leaves the outcome open. A later F, or a later attempt that was not sent,
/// does not prove that nothing happened: the outcome is [`Outcome::Unknown`](crate::Outcome::Unknown). (An F to a call
/// that is `read_only` is final, because such a call changes nothing.)
///
/// [`Client::settle`](crate::Client::settle) does not retry: each question is one attempt, whatever the policy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    attempts: u32,
    first_delay: Duration,
    longest_delay: Duration,
    deadline: Duration,
    resend_lost: bool,
}

impl Default for RetryPolicy {
    /// At most 3 attempts within 30 seconds, with about 0.2 and 0.4 seconds between them.
    fn default() -> Self {
        Self {
            attempts: 3,
            first_delay: Duration::from_millis(200),
            longest_delay: Duration::from_secs(2),
            deadline: Duration::from_secs(30),
            resend_lost: false,
        }
    }
}

impl RetryPolicy {
    /// Every request is sent once.
    #[must_use]
    pub fn never() -> Self {
        Self { attempts: 1, ..Self::default() }
    }

    /// How often a request is sent at most, the first time included.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// The longest pause before the second attempt, which doubles with each further attempt up to `longest`. The pause is chosen
    /// at random between nothing and that, so that clients don't come back all at once.
    #[must_use]
    pub fn delays(mut self, first: Duration, longest: Duration) -> Self {
        (self.first_delay, self.longest_delay) = (first, longest);
        self
    }

    /// Sets the time that all attempts and pauses may take together. The last attempt ends with it.
    #[must_use]
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// Whether a call with an idempotency key, or one that is `read_only`, is sent again after a time-out or a cut
    /// connection. Off by default, because asking (see [`Client::settle`](crate::Client::settle)) puts less load on a
    /// wallet that is failing. Alipay+ recommends sending again.
    #[must_use]
    pub fn resend_lost(mut self, resend: bool) -> Self {
        self.resend_lost = resend;
        self
    }

    pub(super) fn timeout(&self, elapsed: Duration, timeout: Duration) -> Duration {
        if self.attempts > 1 { timeout.min(self.deadline.saturating_sub(elapsed)) } else { timeout }
    }

    /// The pause before the next attempt; `None` when this was the last one.
    pub(super) fn delay(&self, sent: u32, elapsed: Duration) -> Option<Duration> {
        if sent >= self.attempts {
            return None;
        }
        let doubled = 2_u32.saturating_pow(sent.saturating_sub(1));
        let longest = self.first_delay.saturating_mul(doubled).min(self.longest_delay);
        let delay = longest.mul_f64(fastrand::f64());
        (elapsed.saturating_add(delay) < self.deadline).then_some(delay)
    }

    /// Whether the documents allow to send the same request again after this.
    pub(super) fn allows(&self, endpoint: &Endpoint, has_key: bool, end: &Result<End, Error>) -> bool {
        let idempotent = has_key || endpoint.read_only;
        match end {
            Err(Error::NotSent(_)) => true,
            Ok(End::Responded(_, read)) => {
                let asks_again = |result: &crate::WalletResult| {
                    result.status == Status::Unknown && endpoint.retried_codes.contains(result.code.as_str())
                };
                idempotent && read.meaning == Meaning::AsStatus && read.result().is_some_and(asks_again)
            }
            Ok(End::Lost(_, error)) => idempotent && self.resend_lost && is_lost(error),
            _ => false,
        }
    }
}

fn is_lost(error: &TransportError) -> bool {
    matches!(error.failure(), TransportFailure::TimedOut | TransportFailure::Disconnected)
}

/// Limits the extra load on a wallet that is failing: 20 retries up front, and one more for every ten responses.
#[derive(Debug)]
pub(crate) struct RetryBudget(AtomicU32);

impl RetryBudget {
    const FULL: u32 = 200;
    const COST: u32 = 10;

    pub(crate) fn new() -> Self {
        Self(AtomicU32::new(Self::FULL))
    }

    /// Takes the cost of one retry. Returns false when not enough is left.
    pub(super) fn take(&self) -> bool {
        self.change(|left| left.checked_sub(Self::COST))
    }

    /// Adds the share of one response.
    pub(super) fn give(&self) {
        self.change(|left| (left < Self::FULL).then(|| left + 1));
    }

    fn change(&self, change: impl Fn(u32) -> Option<u32>) -> bool {
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, change).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest() {
        let policy =
            RetryPolicy::default().attempts(9).delays(Duration::from_secs(1), Duration::from_secs(3));
        for (sent, longest) in [(1, 1), (2, 2), (3, 3), (8, 3)] {
            for _ in 0..100 {
                let delay = policy.delay(sent, Duration::ZERO).unwrap();
                assert!(delay <= Duration::from_secs(longest), "{sent}: {delay:?}");
            }
        }
        assert_eq!(policy.delay(9, Duration::ZERO), None);
        assert_eq!(policy.delay(1, Duration::from_secs(30)), None);
        assert_eq!(RetryPolicy::never().delay(1, Duration::ZERO), None);
        let endless = policy.delays(Duration::MAX, Duration::MAX).deadline(Duration::MAX);
        assert_eq!(endless.delay(1, Duration::MAX), None);
    }

    #[test]
    fn the_deadline_is_one_of_all_attempts_together() {
        let (minute, policy) = (Duration::from_secs(60), RetryPolicy::default());
        assert_eq!(policy.timeout(Duration::from_secs(20), minute), Duration::from_secs(10));
        assert_eq!(policy.timeout(minute, minute), Duration::ZERO);
        assert_eq!(RetryPolicy::never().timeout(Duration::ZERO, minute), minute, "there is one attempt");
    }

    #[test]
    fn a_budget_is_used_up_and_earned_back() {
        let budget = RetryBudget::new();
        for _ in 0..20 {
            assert!(budget.take());
        }
        assert!(!budget.take());
        for _ in 0..10 {
            budget.give();
        }
        assert!(budget.take());
        assert!(!budget.take());
        for _ in 0..1000 {
            budget.give();
        }
        assert_eq!((0..1000).filter(|_| budget.take()).count(), 20);
    }
}

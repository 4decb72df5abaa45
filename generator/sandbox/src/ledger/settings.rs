//! Settings of the simulated wallet.

use std::time::Duration;

/// Settings of the simulated wallet.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// The time from accepting a payment until the user pays. With zero the user pays at once.
    pub(crate) confirm_after: Duration,
    /// How many times faster time passes: for the user, for tokens, and between notifications.
    pub(crate) time_scale: f64,
    /// Where the wallet's pages would be: scheme and host, without a slash at the end.
    pub(crate) site: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            confirm_after: Duration::from_secs(2),
            time_scale: 1.0,
            site: "https://wallet.invalid".to_owned(),
        }
    }
}

impl Settings {
    /// How long something takes here.
    pub(super) fn scaled(&self, time: Duration) -> Duration {
        scaled(time, self.time_scale)
    }
}

/// How long something takes when time passes so many times faster. A scale that is no number above 0 is none.
pub(crate) fn scaled(time: Duration, scale: f64) -> Duration {
    let scale = if scale.is_finite() && scale > 0.0 { scale } else { 1.0 };
    Duration::try_from_secs_f64(time.as_secs_f64() / scale).unwrap_or(Duration::MAX)
}

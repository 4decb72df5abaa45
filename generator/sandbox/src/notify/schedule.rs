//! When a notification is sent again.

use crate::ledger::scaled;
use std::time::Duration;

/// Before each try, as Antom documents it: eight tries within about 24 hours.
const PAUSES: [Duration; 8] = [
    Duration::ZERO,
    Duration::from_secs(2 * 60),
    Duration::from_secs(10 * 60),
    Duration::from_secs(10 * 60),
    Duration::from_secs(60 * 60),
    Duration::from_secs(2 * 60 * 60),
    Duration::from_secs(6 * 60 * 60),
    Duration::from_secs(15 * 60 * 60),
];

/// How long to wait before the next try, after so many in vain. `None` when there is none.
pub(super) fn pause(attempts: u32, scale: f64) -> Option<Duration> {
    let pause = usize::try_from(attempts).ok().and_then(|attempts| PAUSES.get(attempts))?;
    Some(scaled(*pause, scale))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_eight_tries() {
        assert_eq!(pause(0, 1.0), Some(Duration::ZERO));
        assert_eq!(pause(1, 60.0), Some(Duration::from_secs(2)));
        assert_eq!(pause(7, 1.0), Some(Duration::from_secs(15 * 60 * 60)));
        assert_eq!(pause(8, 1.0), None);
        for nonsense in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(pause(1, nonsense), Some(Duration::from_secs(120)), "{nonsense}");
        }
    }
}

//! The error of a handler that [`Receiver::layer`](super::Receiver::layer) is not around.

use std::fmt;

/// A handler wants a notification that nobody has verified: `Receiver::layer` is not around it, or is for another kind
/// of notification, or the notification was taken before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct NoLayer;

impl fmt::Display for NoLayer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "there is no verified notification of this kind in the request: put `receiver.layer::<N>()` around the handler",
        )
    }
}

impl std::error::Error for NoLayer {}

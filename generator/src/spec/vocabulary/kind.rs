//! Calls and notifications.

/// Direction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Kind {
    /// We call the wallet.
    #[default]
    Call,
    /// The wallet calls us.
    Notification,
}

//! Without the feature `serde`.

/// Implements neither `Serialize` nor `Deserialize`.
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($($any:tt)*) => {};
}

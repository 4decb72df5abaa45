//! References between descriptors.

use std::{fmt, ops::Deref, sync::Arc};

/// A descriptor that is `'static`, or shared. A clone is cheap.
pub enum Handle<T: 'static> {
    /// The descriptor of a generated crate.
    Static(&'static T),
    /// A descriptor that was made at run time.
    Shared(Arc<T>),
}

impl<T> Deref for Handle<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Self::Static(descriptor) => descriptor,
            Self::Shared(descriptor) => descriptor,
        }
    }
}

impl<T> Clone for Handle<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Static(descriptor) => Self::Static(descriptor),
            Self::Shared(descriptor) => Self::Shared(Arc::clone(descriptor)),
        }
    }
}

impl<T> From<&'static T> for Handle<T> {
    fn from(descriptor: &'static T) -> Self {
        Self::Static(descriptor)
    }
}

impl<T> From<Arc<T>> for Handle<T> {
    fn from(descriptor: Arc<T>) -> Self {
        Self::Shared(descriptor)
    }
}

impl<T> From<T> for Handle<T> {
    fn from(descriptor: T) -> Self {
        Self::Shared(Arc::new(descriptor))
    }
}

/// Formats the descriptor.
impl<T: fmt::Debug> fmt::Debug for Handle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: fmt::Display> fmt::Display for Handle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_is_its_descriptor_whoever_owns_it() {
        static NAME: &str = "static";
        let owned = Arc::new("owned");
        let borrowed: Handle<&str> = (&NAME).into();
        let shared = Handle::<&str>::from(Arc::clone(&owned));
        assert_eq!((*borrowed.clone(), *shared.clone()), ("static", "owned"));
        assert_eq!(format!("{borrowed:?} {shared}"), r#""static" owned"#);
        assert_eq!(Arc::strong_count(&owned), 2);
        drop(shared);
        assert_eq!(Arc::strong_count(&owned), 1, "nothing is leaked");
    }
}

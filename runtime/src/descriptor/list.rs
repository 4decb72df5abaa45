//! Lists in descriptors.

use std::fmt;

/// A list in a descriptor: of static items, as in generated crates, or of owned ones.
#[derive(Clone)]
pub enum DescriptorList<S: 'static, O> {
    /// The list of a generated crate.
    Static(&'static [S]),
    /// A list that was made at run time.
    Owned(Vec<O>),
}

/// Texts, such as the names of fields.
pub type Texts = DescriptorList<&'static str, String>;

/// Pairs of texts: field pairs, headers.
pub type Pairs = DescriptorList<(&'static str, &'static str), (String, String)>;

impl<S, O> DescriptorList<S, O> {
    /// No items.
    pub const EMPTY: Self = Self::Static(&[]);

    /// Whether the list has no items.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Static(items) => items.is_empty(),
            Self::Owned(items) => items.is_empty(),
        }
    }

    /// The static and the owned items. One of both is empty.
    fn parts(&self) -> (&'static [S], &[O]) {
        match self {
            Self::Static(items) => (items, &[]),
            Self::Owned(items) => (&[], items),
        }
    }
}

impl Texts {
    /// The texts.
    pub fn iter(&self) -> impl Iterator<Item = &str> + Clone {
        let (fixed, owned) = self.parts();
        fixed.iter().copied().chain(owned.iter().map(String::as_str))
    }

    /// Whether a text is in the list.
    #[must_use]
    pub fn contains(&self, text: &str) -> bool {
        self.iter().any(|item| item == text)
    }
}

impl Pairs {
    /// The pairs.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> + Clone {
        let (fixed, owned) = self.parts();
        fixed.iter().copied().chain(owned.iter().map(|(one, other)| (one.as_str(), other.as_str())))
    }
}

impl<S, O> From<Vec<O>> for DescriptorList<S, O> {
    fn from(items: Vec<O>) -> Self {
        Self::Owned(items)
    }
}

impl<S, O, T: Into<O>> FromIterator<T> for DescriptorList<S, O> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::Owned(items.into_iter().map(Into::into).collect())
    }
}

impl PartialEq for Texts {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Texts {}

impl PartialEq for Pairs {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Pairs {}

/// Formats static and owned lists alike.
impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// Formats static and owned lists alike.
impl fmt::Debug for Pairs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn static_and_owned_lists_are_the_same() {
        let (fixed, owned) = (Texts::Static(&["a", "b"]), ["a", "b"].into_iter().collect::<Texts>());
        assert_eq!(fixed, owned);
        assert_eq!(format!("{fixed:?}"), format!("{owned:?}"));
        assert!(owned.contains("b") && fixed.contains("b") && !owned.contains("c") && !owned.is_empty());
        assert_ne!(fixed, Texts::from(vec!["a".to_owned()]));
        assert!(Texts::EMPTY.is_empty() && Texts::from(Vec::new()) == Texts::EMPTY);

        let owned = Pairs::from(vec![("a".to_owned(), "b".to_owned())]);
        assert_eq!(owned, Pairs::Static(&[("a", "b")]));
        assert_eq!(format!("{owned:?}"), r#"[("a", "b")]"#);
        assert_ne!(owned, Pairs::EMPTY);
    }
}

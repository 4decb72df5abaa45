use std::{borrow::Cow, fmt, str::FromStr};

use super::literal::{Accepts, AtLeast, Limit, Proof, chars};
use crate::codec::{Decode, Decoded, Encode, Number, Problem, View};

/// Text of at most `MAX` characters (Unicode scalar values), for sending.
///
/// Made by the generated crate's `text!("…")` from a literal, which the compiler checks. Text that is known at run time
/// only, borrowed or owned, is checked by `parse`, `try_from` and [`Text::new`], all with the same typed error.
///
/// ```
/// use countersign_runtime::Text;
///
/// let order_id = format!("order-{}", 7);
/// let order: Text<8> = order_id.parse()?;
/// assert_eq!(order, "order-7");
/// assert_eq!(Text::<8>::try_from(order_id)?, order);
/// assert_eq!(Text::<8>::new("order-1234").unwrap_err().to_string(), "text has 10 characters, the limit is 8");
/// # Ok::<(), countersign_runtime::TooLong>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Text<const MAX: usize>(Cow<'static, str>);

/// Text for which the wallet states no limit.
pub type UnlimitedText = Text<{ usize::MAX }>;

impl<const MAX: usize> Text<MAX> {
    /// The limit, in characters.
    pub const MAX: usize = MAX;

    /// Checks text that is known at run time only, borrowed or owned.
    ///
    /// # Errors
    /// [`TooLong`] when it has more than `MAX` characters.
    pub fn new(text: impl Into<String>) -> Result<Self, TooLong> {
        let text = text.into();
        match over_limit(&text, MAX) {
            None => Ok(Self(Cow::Owned(text))),
            Some(len) => Err(TooLong { max: MAX, len }),
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// To a field with the same or a higher limit. A lower one is an error of the compiler, shown by `cargo build`
    /// and `cargo test` (not by `cargo check`).
    #[must_use]
    pub fn widen<const TO: usize>(self) -> Text<TO> {
        const { assert!(MAX <= TO, "`widen` to a field with a lower limit: use `Text::new(text)`") };
        Text(self.0)
    }

    /// A constant, whose length is checked when the compiler makes it.
    pub(super) const fn of_const(text: &'static str) -> Self {
        assert!(text.len() <= MAX, "the text is longer than its type allows");
        Self(Cow::Borrowed(text))
    }

    #[doc(hidden)]
    pub const fn __literal(text: &'static str, _: Proof<Self>) -> Self {
        Self(Cow::Borrowed(text))
    }
}

/// The number of characters, when they are more than `max`.
fn over_limit(text: &str, max: usize) -> Option<usize> {
    // Characters are never more than bytes, so most texts need no count.
    if text.len() <= max {
        return None;
    }
    Some(chars(text)).filter(|len| *len > max)
}

impl<const MAX: usize> fmt::Debug for Text<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<const MAX: usize> fmt::Display for Text<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl<const MAX: usize> AsRef<str> for Text<MAX> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl<const MAX: usize> PartialEq<str> for Text<MAX> {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl<const MAX: usize> PartialEq<&str> for Text<MAX> {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl<const MAX: usize> TryFrom<String> for Text<MAX> {
    type Error = TooLong;
    fn try_from(text: String) -> Result<Self, TooLong> {
        Self::new(text)
    }
}

impl<const MAX: usize> TryFrom<&str> for Text<MAX> {
    type Error = TooLong;
    fn try_from(text: &str) -> Result<Self, TooLong> {
        Self::new(text)
    }
}

impl<const MAX: usize> FromStr for Text<MAX> {
    type Err = TooLong;
    fn from_str(text: &str) -> Result<Self, TooLong> {
        Self::new(text)
    }
}

impl<const MAX: usize> From<Text<MAX>> for String {
    fn from(text: Text<MAX>) -> String {
        text.0.into_owned()
    }
}

impl<const MAX: usize> Encode for Text<MAX> {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        visit(View::Text(self.as_str()));
    }
}

impl<const MAX: usize> Decode for Text<MAX> {
    fn empty() -> Self {
        Self(Cow::Borrowed(""))
    }
    fn text(&mut self, text: &str) -> Decoded {
        match over_limit(text, MAX) {
            Some(len) => Decoded::Unfit(Problem::TooLong { max: MAX, len }),
            None => {
                self.0 = Cow::Owned(text.to_owned());
                Decoded::Fits
            }
        }
    }
}

/// Text is longer than its field allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct TooLong {
    /// The limit, in characters.
    pub max: usize,
    /// The length that was given, in characters.
    pub len: usize,
}

impl fmt::Display for TooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "text has {} characters, the limit is {}", self.len, self.max)
    }
}

impl std::error::Error for TooLong {}

/// Text that the wallet sent, for a field that is documented to have at most `MAX` characters.
///
/// Wallets break their own limits, and a payment that went through must not become an error because a message grew: so
/// whatever came is kept. [`Received::to_text`] gives text that may be sent on.
///
/// ```
/// use countersign_runtime::Received;
///
/// let id = Received::<4>::new("12345");
/// assert_eq!(id, "12345");
/// assert!(id.is_over_limit());
/// assert!(id.to_text().is_err());
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Received<const MAX: usize>(String);

/// Received text for which the wallet states no limit.
pub type ReceivedUnlimited = Received<{ usize::MAX }>;

impl<const MAX: usize> Received<MAX> {
    /// For tests of code that reads responses: any text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text as it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nothing came: the field was absent, `null` or `""`.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the wallet broke its own limit.
    #[must_use]
    pub fn is_over_limit(&self) -> bool {
        over_limit(&self.0, MAX).is_some()
    }

    /// The same text, for a request.
    ///
    /// # Errors
    /// [`TooLong`] when the wallet broke its own limit.
    pub fn to_text(&self) -> Result<Text<MAX>, TooLong> {
        Text::new(self.as_str())
    }
}

impl<const MAX: usize> fmt::Debug for Received<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<const MAX: usize> fmt::Display for Received<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl<const MAX: usize> AsRef<str> for Received<MAX> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl<const MAX: usize> PartialEq<str> for Received<MAX> {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl<const MAX: usize> PartialEq<&str> for Received<MAX> {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl<const MAX: usize> Encode for Received<MAX> {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        visit(View::Text(&self.0));
    }
    /// A required field that did not come is not invented when it is written again.
    fn is_absent(&self) -> bool {
        self.0.is_empty()
    }
}

impl<const MAX: usize> Decode for Received<MAX> {
    fn empty() -> Self {
        Self::default()
    }
    fn text(&mut self, text: &str) -> Decoded {
        text.clone_into(&mut self.0);
        match over_limit(text, MAX) {
            Some(len) => Decoded::Deviates(Problem::TooLong { max: MAX, len }),
            None => Decoded::Fits,
        }
    }
    fn number(&mut self, number: Number<'_>) -> Decoded {
        number.as_str().clone_into(&mut self.0);
        Decoded::Deviates(Problem::expected("text", "a number"))
    }
    fn boolean(&mut self, value: bool) -> Decoded {
        self.0 = value.to_string();
        Decoded::Deviates(Problem::expected("text", "a boolean"))
    }
    /// An object where the wallet documents text with JSON in it: kept as that JSON.
    fn object(&mut self, source: &mut dyn crate::codec::Fields) -> Decoded {
        let mut json = super::Json::empty();
        let _ = json.object(source);
        self.0 = json.to_string();
        Decoded::Deviates(Problem::expected("text", "an object"))
    }
}

#[diagnostic::do_not_recommend] // so that the message is about the text, and not about `AtLeast`
impl<Tag, const LEN: usize, const MAX: usize, const RUNG: usize> Accepts<Tag, LEN, MAX, RUNG> for Text<MAX>
where
    Limit<MAX>: AtLeast<Tag, RUNG>,
{
    const PROOF: Proof<Self> = Proof::new();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_counts_characters_and_not_bytes() {
        assert!(Text::<3>::new("€€€").is_ok());
        assert_eq!(Text::<3>::new("€€€€"), Err(TooLong { max: 3, len: 4 }));
        assert!(!Received::<3>::new("€€€").is_over_limit());
        assert!(Received::<3>::new("abcd").is_over_limit());
    }

    #[test]
    fn text_of_run_time_is_checked_borrowed_or_owned() {
        let order = String::from("order-7");
        let borrowed: &str = &order;
        let texts = [
            borrowed.parse::<Text<7>>(),
            Text::try_from(borrowed),
            Text::new(borrowed),
            Text::new(&order),
            Text::try_from(order.clone()),
        ];
        assert!(texts.iter().all(|text| text.as_ref().is_ok_and(|text| *text == "order-7")), "{texts:?}");
        let too_long = Err(TooLong { max: 6, len: 7 });
        let texts = [borrowed.parse::<Text<6>>(), Text::try_from(borrowed), Text::try_from(order.clone())];
        assert_eq!(texts, [too_long.clone(), too_long.clone(), too_long]);
    }
}

//! How a call ended, and what says so.

/// Makes an enum of words as the database has them.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $word:ident = $text:literal,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$doc])* $word,)*
        }

        impl $name {
            /// The word in the database.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$word => $text,)* }
            }

            /// From the word in the database.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($text => Some(Self::$word),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}
pub(crate) use words;

words! {
    /// How a call ended.
    Ended {
        /// It took effect.
        Success = "success",
        /// It did not, and never will.
        Failed = "failed",
        /// It was never sent, and never will be. Another payment may be offered.
        NotSent = "not sent",
    }
}

words! {
    /// What ended a call.
    EndedBy {
        /// The response to its only attempt.
        Response = "response",
        /// The response to an inquiry about it.
        Inquiry = "inquiry",
        /// "Not found", as often and for as long as the wallet's documents ask for.
        NotFound = "not found",
        /// A notification.
        Notification = "notification",
        /// The cancel that closes it.
        Cancel = "cancel",
        /// Its deadline passed before it was sent.
        Deadline = "deadline",
        /// [`Entry::withdraw`](crate::Entry::withdraw).
        Withdrawn = "withdrawn",
        /// A person, by [`Journal::end`](crate::Journal::end).
        Person = "person",
    }
}

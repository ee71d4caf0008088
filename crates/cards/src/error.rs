//! Why a whole file was refused. The reason is a code with arguments, so that it can be said in any language;
//! `Display` gives the same for logs. What is wrong with a part of a file is a [`crate::Finding`].

/// Why a file cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// Nothing but blank space.
    #[error("cards-empty")]
    Empty,
    /// No line opens a card, an event or anything of the kind.
    #[error("cards-nothing-inside")]
    NothingInside,
    /// More bytes than allowed.
    #[error("cards-too-large ({limit})")]
    TooLarge {
        /// The most bytes allowed.
        limit: usize,
    },
    /// More cards, events and parts of them than allowed.
    #[error("cards-too-many ({limit})")]
    TooMany {
        /// The most parts allowed.
        limit: usize,
    },
}

impl ReadError {
    /// The key of its text.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "cards-empty",
            Self::NothingInside => "cards-nothing-inside",
            Self::TooLarge { .. } => "cards-too-large",
            Self::TooMany { .. } => "cards-too-many",
        }
    }

    /// What its text names.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Empty | Self::NothingInside => Vec::new(),
            Self::TooLarge { limit } | Self::TooMany { limit } => vec![("limit", limit.to_string())],
        }
    }
}

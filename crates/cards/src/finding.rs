//! What was odd in a part of a file and what became of it: repaired, or left out. A finding is a code with
//! arguments for the catalogue of texts, and the line (from 1) it is about.

/// The most findings kept of one file; those beyond are counted.
const MOST: usize = 500;

/// One oddity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The line it was seen on, from 1.
    pub line: u64,
    /// What it is.
    pub kind: FindingKind,
}

/// The kinds of oddities.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FindingKind {
    /// Bytes that are not UTF-8 and were read as Windows-1252 or as the encoding the line names.
    OtherEncoding,
    /// Control characters, which were taken out.
    ControlCharacters,
    /// A line without a name or a colon, left out.
    Unreadable,
    /// A line outside of any card or event, left out.
    Stray,
    /// A name of a property with characters that names may not have, kept.
    OddName {
        /// The name.
        name: String,
    },
    /// A value that cannot be what its property holds, kept as it was but not used.
    OddValue {
        /// The property.
        name: String,
        /// The value's beginning.
        value: String,
    },
    /// A value with a slip whose meaning is plain, repaired.
    Repaired {
        /// The property.
        name: String,
        /// The value's beginning, as it stood.
        value: String,
    },
    /// A second value of what can be only once, kept but not used.
    Repeated {
        /// The property.
        name: String,
    },
    /// A part that is opened and never closed, closed where the one around it ends.
    NotClosed {
        /// The part.
        name: String,
    },
    /// The end of a part that was not open, left out.
    NotOpen {
        /// The part.
        name: String,
    },
    /// Parts within parts beyond all sense, left out.
    TooDeep,
    /// An event or to-do without a calendar around it, taken as if one were.
    NoCalendar,
    /// A card without a name, which got one from another field.
    NameDerived,
    /// A card without a name or anything to derive one from.
    NameMissing,
    /// An event without a beginning.
    StartMissing,
    /// An event that ends before it begins; the end is kept but not used.
    EndBeforeStart,
    /// A time zone that neither the file nor the world knows; times are read in the reader's own.
    UnknownZone {
        /// Its name.
        name: String,
    },
    /// Findings beyond those listed.
    More {
        /// How many.
        count: u64,
    },
}

impl FindingKind {
    /// The key of its text.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::OtherEncoding => "cards-other-encoding",
            Self::ControlCharacters => "cards-control-characters",
            Self::Unreadable => "cards-unreadable",
            Self::Stray => "cards-stray",
            Self::OddName { .. } => "cards-odd-name",
            Self::OddValue { .. } => "cards-odd-value",
            Self::Repaired { .. } => "cards-repaired",
            Self::Repeated { .. } => "cards-repeated",
            Self::NotClosed { .. } => "cards-not-closed",
            Self::NotOpen { .. } => "cards-not-open",
            Self::TooDeep => "cards-too-deep",
            Self::NoCalendar => "cards-no-calendar",
            Self::NameDerived => "cards-name-derived",
            Self::NameMissing => "cards-name-missing",
            Self::StartMissing => "cards-start-missing",
            Self::EndBeforeStart => "cards-end-before-start",
            Self::UnknownZone { .. } => "cards-unknown-zone",
            Self::More { .. } => "cards-more",
        }
    }

    /// What its text names beside the line.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::OddName { name }
            | Self::Repeated { name }
            | Self::NotClosed { name }
            | Self::NotOpen { name }
            | Self::UnknownZone { name } => vec![("name", name.clone())],
            Self::OddValue { name, value } | Self::Repaired { name, value } => {
                vec![("name", name.clone()), ("value", value.clone())]
            }
            Self::More { count } => vec![("count", count.to_string())],
            _ => Vec::new(),
        }
    }

    /// Whether something of the file is not in what was read.
    #[must_use]
    pub fn is_loss(&self) -> bool {
        matches!(self, Self::Unreadable | Self::Stray | Self::NotOpen { .. } | Self::TooDeep)
    }
}

/// Collects findings up to a bound.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    list: Vec<Finding>,
    beyond: u64,
}

impl Findings {
    pub(crate) fn add(&mut self, line: u64, kind: FindingKind) {
        if self.list.len() < MOST {
            self.list.push(Finding { line, kind });
        } else {
            self.beyond += 1;
        }
    }

    pub(crate) fn odd_value(&mut self, line: u64, name: &str, value: &str) {
        self.add(line, FindingKind::OddValue { name: beginning(name), value: beginning(value) });
    }

    pub(crate) fn repaired(&mut self, line: u64, name: &str, value: &str) {
        self.add(line, FindingKind::Repaired { name: beginning(name), value: beginning(value) });
    }

    pub(crate) fn into_list(mut self) -> Vec<Finding> {
        self.list.sort_by_key(|f| f.line);
        if self.beyond > 0 {
            let line = self.list.last().map_or(1, |f| f.line);
            self.list.push(Finding { line, kind: FindingKind::More { count: self.beyond } });
        }
        self.list
    }
}

/// Enough of a value to know it by.
pub(crate) fn beginning(value: &str) -> String {
    const SHOWN: usize = 60;
    match value.char_indices().nth(SHOWN) {
        None => value.to_owned(),
        Some((at, _)) => format!("{}…", value.get(..at).unwrap_or_default()),
    }
}

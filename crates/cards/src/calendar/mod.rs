//! Calendars: events and to-dos as iCalendar writes them.
//!
//! An event and a to-do hold the same things but for a few, so both are an [`Entry`]. What has no field is kept as it
//! was, alarms and zone definitions too; writing a calendar and reading it again gives the same calendar.

mod occurrences;
mod read;
mod write;

use crate::component::Component;
use crate::property::{Param, Property};
use crate::recurrence::Rule;
use crate::when::{Length, When};

pub use occurrences::Occurrence;
pub(crate) use read::{calendar, loose};

/// A calendar.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    /// Its own properties (`PRODID`, `METHOD`, `X-WR-CALNAME`), without the version.
    pub properties: Vec<Property>,
    /// Definitions of time zones, as they stand.
    pub zones: Vec<Component>,
    /// Events and to-dos in order.
    pub entries: Vec<Entry>,
    /// All other components as they were.
    pub rest: Vec<Component>,
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// A meeting or another thing at a time.
    #[default]
    Event,
    /// A task.
    Todo,
}

/// When an entry ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// At a moment, which is not part of it; for a to-do, when it is due.
    At(When),
    /// After a time.
    After(Length),
}

/// Who calls or is called to a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attendee {
    /// The e-mail address, or what else they are named by.
    pub address: String,
    /// Their name; empty where not said.
    pub name: String,
    /// Other parameters (`ROLE`, `PARTSTAT`, `RSVP`).
    pub params: Vec<Param>,
}

/// A further date of a series: a moment, or one with an end of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields say what they are")]
pub struct Further {
    pub start: When,
    pub end: Option<End>,
}

/// How an entry recurs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recurrence {
    /// Rules, of which good calendars have one.
    pub rules: Vec<Rule>,
    /// Dates beside those of the rules.
    pub further: Vec<Further>,
    /// Dates on which it does not happen.
    pub except: Vec<When>,
}

impl Recurrence {
    /// Whether it happens once.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.rules.is_empty() && self.further.is_empty()
    }
}

/// An event or a to-do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the fields say what they are")]
pub struct Entry {
    pub kind: Kind,
    pub uid: String,
    pub summary: String,
    pub description: String,
    pub location: String,
    pub url: String,
    /// `CONFIRMED`, `CANCELLED`, `NEEDS-ACTION`, … in capitals; empty where not said.
    pub status: String,
    pub start: Option<When>,
    /// The end of an event, the day a to-do is due.
    pub end: Option<End>,
    /// When a to-do was done.
    pub completed: Option<When>,
    /// When this was written.
    pub stamp: Option<When>,
    /// The count of changes; the higher one holds.
    pub sequence: Option<i64>,
    pub organiser: Option<Attendee>,
    pub attendees: Vec<Attendee>,
    pub recurrence: Recurrence,
    /// The date of the series that this entry replaces.
    pub replaces: Option<When>,
    /// All other properties as they were, in order.
    pub rest: Vec<Property>,
    /// Alarms and the like, as they were.
    pub components: Vec<Component>,
}

impl Entry {
    /// Whether it takes whole days.
    #[must_use]
    pub fn all_day(&self) -> bool {
        matches!(self.start, Some(When::Day(_)))
    }

    /// The moment it ends. An event of a day without an end takes that day; any other without an end takes no time.
    #[must_use]
    pub fn ends(&self) -> Option<When> {
        self.ends_from(self.start.as_ref())
    }

    fn ends_from(&self, start: Option<&When>) -> Option<When> {
        match (&self.end, start) {
            (Some(End::At(at)), _) => Some(at.clone()),
            (Some(End::After(length)), Some(start)) => length.from(start),
            (None, Some(start @ When::Day(_))) if self.kind == Kind::Event => {
                Length { days: 1, ..Length::default() }.from(start)
            }
            (None, start) => start.filter(|_| self.kind == Kind::Event).cloned(),
            (Some(End::After(_)), None) => None,
        }
    }
}

impl Calendar {
    /// Events alone.
    pub fn events(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|e| e.kind == Kind::Event)
    }

    /// To-dos alone.
    pub fn todos(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|e| e.kind == Kind::Todo)
    }

    /// Writes the calendar.
    #[must_use]
    pub fn write(&self) -> String {
        write::calendar(self)
    }
}

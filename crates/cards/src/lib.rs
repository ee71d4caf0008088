//! Reads and writes what address books and calendars exchange: vCard 2.1, 3.0 and 4.0, iCalendar and its elder vCalendar.
//!
//! Bytes in, small plain structs out, and back. The crate is a leaf: it knows nothing of sales, touches no file and no
//! clock, and speaks no language: what it found odd is a [`Finding`], a code with a line and arguments. What has no field
//! of its own is kept as it was, so that writing and reading again loses nothing.
//!
//! ```
//! let file = cards::read(b"BEGIN:VCARD\nVERSION:2.1\nN:Berg;Kari\nTEL;WORK:+47 22 33 44 55\nEND:VCARD\n")?;
//! let kari = &file.cards[0].item;
//! assert_eq!((kari.name.as_str(), kari.phones[0].types[0].as_str()), ("Kari Berg", "work"));
//! assert_eq!(file.findings[0].kind.code(), "cards-name-derived");
//! assert!(kari.write(cards::Version::V4).contains("TEL;TYPE=work:+47 22 33 44 55\r\n"));
//! # Ok::<(), cards::ReadError>(())
//! ```

mod calendar;
mod card;
mod component;
mod error;
mod finding;
mod lines;
mod property;
mod recurrence;
mod value;
mod when;
mod zones;

pub use crate::calendar::{Attendee, Calendar, End, Entry, Further, Kind, Occurrence, Recurrence};
pub use crate::card::{Address, Birthday, Card, Labelled, Version};
pub use crate::component::Component;
pub use crate::error::ReadError;
pub use crate::finding::{Finding, FindingKind};
pub use crate::property::{Param, Property};
pub use crate::recurrence::{Frequency, Rule};
pub use crate::when::{Length, When};
pub use crate::zones::Zones;

use crate::finding::Findings;

/// The most bytes a file may have: pictures in cards are large, calendars of ten years are not.
pub const MOST_BYTES: usize = 64 * 1024 * 1024;

/// The most cards, events and parts of them that a file may hold.
pub const MOST_PARTS: usize = 200_000;

/// What a file holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct File {
    /// Cards, each with the line it begins on.
    pub cards: Vec<Found<Card>>,
    /// Calendars, each with the line it begins on; the last holds what stood outside of any.
    pub calendars: Vec<Found<Calendar>>,
    /// Components that are neither, as they were.
    pub rest: Vec<Component>,
    /// What was odd, by line.
    pub findings: Vec<Finding>,
}

/// Something with the line it begins on, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields say what they are")]
pub struct Found<T> {
    pub line: u64,
    pub item: T,
}

/// Reads a file of cards, calendars, or both.
///
/// # Errors
/// [`ReadError`] when nothing in it is a card or calendar, or there is too much.
pub fn read(bytes: &[u8]) -> Result<File, ReadError> {
    if bytes.len() > MOST_BYTES {
        return Err(ReadError::TooLarge { limit: MOST_BYTES });
    }
    if bytes.trim_ascii().is_empty() {
        return Err(ReadError::Empty);
    }
    let mut findings = Findings::default();
    let lines = lines::logical(bytes, &mut findings);
    let trees = component::trees(&lines, MOST_PARTS, &mut findings)?;
    drop(lines);
    let mut file = File::default();
    let mut loose = Vec::new();
    for tree in trees {
        let line = tree.line;
        match tree.name.as_str() {
            "VCARD" => file.cards.push(Found { line, item: card::card(tree, &mut findings) }),
            "VCALENDAR" => file.calendars.push(Found { line, item: calendar::calendar(tree, &mut findings) }),
            "VEVENT" | "VTODO" | "VTIMEZONE" | "VJOURNAL" | "VFREEBUSY" | "VAVAILABILITY" => loose.push(tree),
            _ => file.rest.push(tree),
        }
    }
    if let Some(line) = loose.first().map(|c| c.line) {
        file.calendars.push(Found { line, item: calendar::loose(loose, &mut findings) });
    }
    if file.cards.is_empty() && file.calendars.is_empty() {
        return Err(ReadError::NothingInside);
    }
    file.findings = findings.into_list();
    Ok(file)
}

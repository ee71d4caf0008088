//! Working hours: when the people of a place are at work.
//!
//! Weekly, in the place's own time zone; an opening ends on the day it begins. What is asked is an instant, so the
//! hours around a day are laid out as instants once, with the zone's shifts of summer and winter in them.

use crate::kernel::{Day, Instant};

/// A stretch of a weekday at work.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Opening {
    /// 1 (Monday) to 7.
    pub weekday: i8,
    /// From this minute of the day
    pub from_minute: u16,
    /// to before this one, at most 1440.
    pub to_minute: u16,
}

/// The weekly hours of a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hours {
    /// The location of positions; none for those whose location has no hours of its own.
    pub location: Option<String>,
    /// The time zone of the place.
    pub zone: jiff::tz::TimeZone,
    /// When it is open.
    pub week: Vec<Opening>,
}

/// The hours around a day, as instants `[from, to)`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Open(Vec<(Instant, Instant)>);

impl Open {
    /// The hours of the day and of those beside it: the company's day may be another one there.
    pub(super) fn around(hours: &Hours, day: Day) -> Open {
        let days = [-1, 0, 1].map(|step| day.plus(step));
        let mut open: Vec<(Instant, Instant)> = Vec::new();
        for day in days {
            for opening in hours.week.iter().filter(|opening| opening.weekday == day.weekday()) {
                let at = |minute| instant(&hours.zone, day, minute);
                open.extend(at(opening.from_minute).zip(at(opening.to_minute)));
            }
        }
        open.sort_unstable();
        Open(open)
    }
    /// Whether the place is at work then.
    pub(super) fn has(&self, at: Instant) -> bool {
        self.0.iter().any(|(from, to)| *from <= at && at < *to)
    }
}

fn instant(zone: &jiff::tz::TimeZone, day: Day, minute: u16) -> Option<Instant> {
    let (day, minute) = if minute >= 1440 { (day.next(), 0) } else { (day, minute) };
    let (hour, minute) = (i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?);
    let zoned = day.civil().at(hour, minute, 0, 0).to_zoned(zone.clone()).ok()?;
    Some(Instant(zoned.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_those_of_the_place_and_of_its_summer() {
        let zone = jiff::tz::TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").expect("a zone");
        let week = vec![Opening { weekday: 5, from_minute: 9 * 60, to_minute: 17 * 60 }];
        let hours = Hours { location: None, zone, week };
        let at = |text: &str| Instant(text.parse::<jiff::Timestamp>().expect("a time").as_millisecond());
        let winter = Open::around(&hours, Day::new(2024, 1, 5).expect("a Friday"));
        for (text, open) in [
            ("2024-01-05T07:59:59Z", false),
            ("2024-01-05T08:00:00Z", true),
            ("2024-01-05T15:59:59Z", true),
            ("2024-01-05T16:00:00Z", false),
            ("2024-01-06T10:00:00Z", false),
        ] {
            assert_eq!(winter.has(at(text)), open, "{text}");
        }
        let summer = Open::around(&hours, Day::new(2024, 7, 6).expect("the day after a Friday"));
        assert!(summer.has(at("2024-07-05T07:00:00Z")) && !summer.has(at("2024-07-05T15:00:00Z")));
    }

    #[test]
    fn an_opening_may_last_until_midnight() {
        let week = vec![Opening { weekday: 1, from_minute: 22 * 60, to_minute: 1440 }];
        let hours = Hours { location: None, zone: jiff::tz::TimeZone::UTC, week };
        let monday = Day::new(2024, 1, 1).expect("a Monday");
        let last = Instant(1_704_153_599_999);
        let open = Open::around(&hours, monday);
        assert!(open.has(last) && !open.has(Instant(last.0 + 1)));
    }
}

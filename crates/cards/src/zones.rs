//! What a named time zone means: one the world knows, one the file defines, or a name that Windows gives it.
//!
//! Definitions in a file are asked last but one, since a name the world knows has more history than the two lines that
//! calendars write about it.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use std::collections::BTreeMap;

use crate::component::Component;
use crate::recurrence::Rule;
use crate::when::When;

/// The zones of a file.
#[derive(Debug, Default)]
pub struct Zones {
    known: BTreeMap<String, TimeZone>,
    defined: BTreeMap<String, Vec<Observance>>,
}

/// From its onsets on, clocks are this far from UTC.
#[derive(Debug)]
struct Observance {
    first: DateTime,
    offset: Offset,
    rules: Vec<Rule>,
}

impl Zones {
    /// The zones that a calendar defines.
    #[must_use]
    pub fn of(components: &[Component]) -> Self {
        let mut zones = Self::default();
        for zone in components {
            let Some(name) = zone.property("TZID").map(|p| p.as_text().trim().to_owned()) else { continue };
            let place = zone.property("X-LIC-LOCATION").and_then(|p| world(p.value.trim()));
            match place {
                Some(known) => drop(zones.known.insert(name, known)),
                None => {
                    let observances: Vec<Observance> = zone.components.iter().filter_map(observance).collect();
                    if !observances.is_empty() {
                        zones.defined.insert(name, observances);
                    }
                }
            }
        }
        zones
    }

    /// Whether a name means something.
    #[must_use]
    pub fn knows(&self, name: &str) -> bool {
        self.known.contains_key(name) || self.defined.contains_key(name) || world(name).is_some()
    }

    /// The instant of a moment; floating times and days are read in the given zone, and so are unknown zones.
    #[must_use]
    pub fn instant(&self, when: &When, own: &TimeZone) -> Option<Timestamp> {
        match when {
            When::Instant(at) => Some(*at),
            When::Day(_) | When::Floating(_) => in_zone(when.clock(), own),
            When::Zoned { at, zone } => {
                if let Some(known) = world(zone).or_else(|| self.known.get(zone).cloned()) {
                    return in_zone(*at, &known);
                }
                match self.defined.get(zone) {
                    Some(observances) => offset(observances, *at)?.to_timestamp(*at).ok(),
                    None => in_zone(*at, own),
                }
            }
        }
    }
}

fn in_zone(at: DateTime, zone: &TimeZone) -> Option<Timestamp> {
    at.to_zoned(zone.clone()).ok().map(|z| z.timestamp())
}

/// The offset that began last before a time of the clock; before the first, the earliest there is.
fn offset(observances: &[Observance], at: DateTime) -> Option<Offset> {
    let begun = observances.iter().filter_map(|o| Some((o.last_onset(at)?, o.offset)));
    let last = begun.max_by_key(|(onset, _)| *onset);
    last.map(|(_, offset)| offset).or_else(|| observances.iter().min_by_key(|o| o.first).map(|o| o.offset))
}

impl Observance {
    /// The last onset that is not after a time of the clock.
    fn last_onset(&self, at: DateTime) -> Option<DateTime> {
        if self.first > at {
            return None;
        }
        let recurring = self.rules.iter().filter_map(|rule| rule.last_before(self.first, at));
        Some(recurring.max().unwrap_or(self.first))
    }
}

fn observance(component: &Component) -> Option<Observance> {
    let first = When::read(&component.property("DTSTART")?.value, None)?.value.clock();
    let offset = utc_offset(component.property("TZOFFSETTO")?.value.trim())?;
    let rules = component.properties.iter().filter(|p| p.name == "RRULE");
    // Clocks change once a year; a rule that says otherwise would only cost time.
    let rules = rules.filter_map(|p| Some(Rule::read(&p.value)?.value).filter(Rule::is_plainly_yearly)).collect();
    Some(Observance { first, offset, rules })
}

/// `+0100`, `-053000`.
fn utc_offset(text: &str) -> Option<Offset> {
    let (sign, digits) = match text.split_at_checked(1)? {
        ("-", digits) => (-1, digits),
        ("+", digits) => (1, digits),
        _ => (1, text),
    };
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize| digits.get(from..from + 2).map_or(Some(0), |d| d.parse::<i32>().ok());
    let known = matches!(digits.len(), 4 | 6);
    let seconds = part(0)? * 3600 + part(2)? * 60 + part(4)?;
    Offset::from_seconds(sign * seconds).ok().filter(|_| known)
}

/// A zone the world knows: by its name, the end of a longer path, the name Windows gives it, or an offset.
fn world(name: &str) -> Option<TimeZone> {
    let name = name.trim();
    if name.len() > 100 {
        return None;
    }
    if let Ok(zone) = TimeZone::get(name) {
        return Some(zone);
    }
    let mut ends = name.rsplitn(3, '/');
    if let (Some(place), Some(area), Some(_)) = (ends.next(), ends.next(), ends.next())
        && let Ok(zone) = TimeZone::get(&format!("{area}/{place}"))
    {
        return Some(zone);
    }
    let windows = WINDOWS.iter().find(|(windows, _)| windows.eq_ignore_ascii_case(name));
    windows.and_then(|(_, place)| TimeZone::get(place).ok()).or_else(|| by_offset(name))
}

/// `(GMT +01:00)`, `GMT+0100`, `UTC-5`.
fn by_offset(name: &str) -> Option<TimeZone> {
    let text: String = name.chars().filter(|c| !c.is_whitespace() && !"():".contains(*c)).collect();
    let rest = ["GMT", "UTC"].into_iter().find_map(|p| text.strip_prefix(p))?;
    let sign = rest.get(..1).filter(|s| ["+", "-"].contains(s))?;
    let digits = rest.get(1..).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
    let four = if digits.len() <= 2 { format!("{digits:0>2}00") } else { format!("{digits:0>4}") };
    utc_offset(&format!("{sign}{four}")).map(TimeZone::fixed)
}

/// The names that Windows and Outlook write most, with the place whose clocks they mean.
const WINDOWS: [(&str, &str); 40] = [
    ("GMT Standard Time", "Europe/London"),
    ("Greenwich Standard Time", "Atlantic/Reykjavik"),
    ("W. Europe Standard Time", "Europe/Berlin"),
    ("W. Europe", "Europe/Berlin"),
    ("Central Europe Standard Time", "Europe/Budapest"),
    ("Central European Standard Time", "Europe/Warsaw"),
    ("Romance Standard Time", "Europe/Paris"),
    ("E. Europe Standard Time", "Europe/Chisinau"),
    ("FLE Standard Time", "Europe/Helsinki"),
    ("GTB Standard Time", "Europe/Bucharest"),
    ("Turkey Standard Time", "Europe/Istanbul"),
    ("Russian Standard Time", "Europe/Moscow"),
    ("Israel Standard Time", "Asia/Jerusalem"),
    ("Egypt Standard Time", "Africa/Cairo"),
    ("South Africa Standard Time", "Africa/Johannesburg"),
    ("W. Central Africa Standard Time", "Africa/Lagos"),
    ("Arab Standard Time", "Asia/Riyadh"),
    ("Arabian Standard Time", "Asia/Dubai"),
    ("Iran Standard Time", "Asia/Tehran"),
    ("Pakistan Standard Time", "Asia/Karachi"),
    ("India Standard Time", "Asia/Kolkata"),
    ("SE Asia Standard Time", "Asia/Bangkok"),
    ("China Standard Time", "Asia/Shanghai"),
    ("Singapore Standard Time", "Asia/Singapore"),
    ("Taipei Standard Time", "Asia/Taipei"),
    ("Tokyo Standard Time", "Asia/Tokyo"),
    ("Korea Standard Time", "Asia/Seoul"),
    ("W. Australia Standard Time", "Australia/Perth"),
    ("AUS Eastern Standard Time", "Australia/Sydney"),
    ("E. Australia Standard Time", "Australia/Brisbane"),
    ("New Zealand Standard Time", "Pacific/Auckland"),
    ("Hawaiian Standard Time", "Pacific/Honolulu"),
    ("Alaskan Standard Time", "America/Anchorage"),
    ("Pacific Standard Time", "America/Los_Angeles"),
    ("Mountain Standard Time", "America/Denver"),
    ("Central Standard Time", "America/Chicago"),
    ("Eastern Standard Time", "America/New_York"),
    ("Atlantic Standard Time", "America/Halifax"),
    ("E. South America Standard Time", "America/Sao_Paulo"),
    ("Argentina Standard Time", "America/Argentina/Buenos_Aires"),
];

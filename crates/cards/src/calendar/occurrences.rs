//! When things of a calendar happen within a window: series expanded, exceptions left out, changed dates replaced.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Calendar, End, Entry, Recurrence};
use crate::recurrence::MOST_TURNS;
use crate::when::When;
use crate::zones::Zones;

/// One time that an entry happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence<'a> {
    /// The entry, or the one that replaces it on this date.
    pub entry: &'a Entry,
    /// The date of the series; the entry's own start where it happens once.
    pub date: When,
    /// When it begins.
    pub start: Timestamp,
    /// When it ends; the start where it takes no time.
    pub end: Timestamp,
}

impl Calendar {
    /// All that happens from one instant to another, the last not included, in order of their beginning and at most
    /// `limit`. Days and floating times are read in the given zone.
    #[must_use]
    pub fn occurrences(&self, from: Timestamp, to: Timestamp, own: &TimeZone, limit: usize) -> Vec<Occurrence<'_>> {
        let zones = Zones::of(&self.zones);
        let window = Window { zones: &zones, own, from, to, budget: Cell::new(MOST_TURNS) };
        let mut found = Vec::new();
        let mut replaced: BTreeMap<&str, Vec<&When>> = BTreeMap::new();
        for entry in self.entries.iter().filter(|e| !e.uid.is_empty()) {
            replaced.entry(&entry.uid).or_default().extend(&entry.replaces);
        }
        for entry in self.entries.iter().filter(|e| e.replaces.is_none()) {
            let replaced = replaced.get(entry.uid.as_str()).map_or(&[][..], Vec::as_slice);
            window.series(entry, replaced, limit, &mut found);
        }
        for entry in self.entries.iter().filter(|e| e.replaces.is_some()) {
            if let (Some(start), Some(date)) = (&entry.start, &entry.replaces) {
                found.extend(window.once(entry, start, None).map(|o| Occurrence { date: date.clone(), ..o }));
            }
        }
        found.sort_by(|a, b| (a.start, &a.entry.uid).cmp(&(b.start, &b.entry.uid)));
        found.truncate(limit);
        found
    }
}

struct Window<'a> {
    zones: &'a Zones,
    own: &'a TimeZone,
    from: Timestamp,
    to: Timestamp,
    /// Turns of rules that may still be looked at.
    budget: Cell<u32>,
}

impl Window<'_> {
    /// Every date of an entry in the window, but those left out or replaced.
    fn series<'e>(&self, entry: &'e Entry, replaced: &[&When], limit: usize, found: &mut Vec<Occurrence<'e>>) {
        let Some(first) = &entry.start else { return };
        let mut dates: Vec<(When, Option<&End>)> = self.dates(&entry.recurrence, first, limit);
        dates.sort_by_key(|(date, _)| self.instant(date));
        dates.dedup_by_key(|(date, _)| self.instant(date));
        let (mut days, mut moments) = (BTreeSet::new(), BTreeSet::new());
        for named in entry.recurrence.except.iter().chain(replaced.iter().copied()) {
            match named {
                When::Day(day) => drop(days.insert(*day)),
                moment => moments.extend(self.instant(moment)),
            }
        }
        for (date, end) in dates {
            // A day that is named stands for all moments on it.
            let named =
                days.contains(&date.clock().date()) || self.instant(&date).is_some_and(|at| moments.contains(&at));
            if !named {
                found.extend(self.once(entry, &date, end));
            }
        }
    }

    fn dates<'e>(&self, recurrence: &'e Recurrence, first: &When, limit: usize) -> Vec<(When, Option<&'e End>)> {
        let mut dates = vec![(first.clone(), None)];
        for rule in &recurrence.rules {
            let until = rule.until.as_ref().and_then(|u| self.until(u));
            let moments = rule.dates(first.clock(), &self.budget).filter_map(|clock| first.at_clock(clock));
            let within = moments.take_while(|date| {
                self.instant(date).is_some_and(|at| at < self.to && until.is_none_or(|until| at <= until))
            });
            // A long event that began before the window may reach into it: a month back is far enough to see.
            let reach = self.from - jiff::SignedDuration::from_hours(24 * 31);
            let seen = within.filter(|date| self.instant(date).is_some_and(|at| at >= reach));
            dates.extend(seen.take(limit).map(|date| (date, None)));
        }
        dates.extend(recurrence.further.iter().map(|f| (f.start.clone(), f.end.as_ref())));
        dates
    }

    /// The last instant of a rule; a day lasts until the next one begins.
    fn until(&self, until: &When) -> Option<Timestamp> {
        match until {
            When::Day(day) => {
                let next = self.instant(&When::Day(day.tomorrow().ok()?))?;
                next.checked_sub(jiff::SignedDuration::from_secs(1)).ok()
            }
            moment => self.instant(moment),
        }
    }

    fn once<'e>(&self, entry: &'e Entry, date: &When, end: Option<&End>) -> Option<Occurrence<'e>> {
        let start = self.instant(date)?;
        let end = match (end, &entry.end, &entry.start) {
            (Some(End::At(at)), _, _) => self.instant(at)?,
            (Some(End::After(length)), _, _) => self.instant(&length.from(date)?)?,
            // The length of the first is that of all.
            (None, Some(End::At(at)), Some(first)) => {
                let length = at.clock().duration_since(first.clock());
                self.instant(&date.at_clock(date.clock().checked_add(length).ok()?)?)?
            }
            _ => entry.ends_from(Some(date)).and_then(|e| self.instant(&e)).unwrap_or(start),
        };
        let within = start < self.to && (end > self.from || start >= self.from);
        within.then(|| Occurrence { entry, date: date.clone(), start, end: end.max(start) })
    }

    fn instant(&self, when: &When) -> Option<Timestamp> {
        self.zones.instant(when, self.own)
    }
}

//! A calendar from its component.

use super::{Attendee, Calendar, End, Entry, Further, Kind};
use crate::component::Component;
use crate::finding::{FindingKind, Findings, beginning};
use crate::property::Property;
use crate::recurrence::Rule;
use crate::value;
use crate::when::{Length, Read, When};
use crate::zones::Zones;

/// Reads a calendar.
pub(crate) fn calendar(component: Component, findings: &mut Findings) -> Calendar {
    let mut calendar = Calendar::default();
    fill(&mut calendar, component, findings);
    calendar
}

/// Components without a calendar around them, taken as one calendar.
pub(crate) fn loose(components: Vec<Component>, findings: &mut Findings) -> Calendar {
    for component in &components {
        findings.add(component.line, FindingKind::NoCalendar);
    }
    calendar(Component { components, ..Component::new("VCALENDAR") }, findings)
}

fn fill(calendar: &mut Calendar, component: Component, findings: &mut Findings) {
    calendar.properties.extend(component.properties.into_iter().filter(|p| p.name != "VERSION"));
    let mut entries = Vec::new();
    for component in component.components {
        match component.name.as_str() {
            "VEVENT" => entries.push((Kind::Event, component)),
            "VTODO" => entries.push((Kind::Todo, component)),
            "VTIMEZONE" => calendar.zones.push(component),
            // A calendar within a calendar is one of the kind that mail programs paste.
            "VCALENDAR" => fill(calendar, component, findings),
            _ => calendar.rest.push(component),
        }
    }
    let zones = Zones::of(&calendar.zones);
    for (kind, component) in entries {
        calendar.entries.push(entry(kind, component, &zones, findings));
    }
}

fn entry(kind: Kind, component: Component, zones: &Zones, findings: &mut Findings) -> Entry {
    let line = component.line;
    let entry = Entry { kind, components: component.components, ..Entry::default() };
    let mut reader = Reader { entry, seen: Vec::new(), length: None, end_line: line, zones, findings };
    for property in component.properties {
        reader.take(property);
    }
    reader.finish(line)
}

struct Reader<'a> {
    entry: Entry,
    seen: Vec<String>,
    /// A length of time with its property, which holds where no end is given.
    length: Option<(Length, Property)>,
    /// The line of the end that is given.
    end_line: u64,
    zones: &'a Zones,
    findings: &'a mut Findings,
}

impl Reader<'_> {
    fn take(&mut self, property: Property) {
        const ONCE: [&str; 16] = [
            "UID",
            "SUMMARY",
            "DESCRIPTION",
            "LOCATION",
            "URL",
            "STATUS",
            "DTSTART",
            "DTEND",
            "DUE",
            "DURATION",
            "COMPLETED",
            "DTSTAMP",
            "SEQUENCE",
            "ORGANIZER",
            "RECURRENCE-ID",
            "PERCENT-COMPLETE",
        ];
        if ONCE.contains(&property.name.as_str()) && self.seen.contains(&property.name) {
            self.findings.add(property.line, FindingKind::Repeated { name: property.name.clone() });
            return self.entry.rest.push(property);
        }
        const TEXTS: [&str; 3] = ["SUMMARY", "DESCRIPTION", "LOCATION"];
        let said = if TEXTS.contains(&property.name.as_str()) { &*property.value } else { property.value.trim() };
        if said.is_empty() && ONCE.contains(&property.name.as_str()) {
            return;
        }
        if self.used(&property) {
            if ["DTEND", "DUE"].contains(&property.name.as_str()) {
                self.end_line = property.line;
            }
            if ONCE.contains(&property.name.as_str()) {
                self.seen.push(property.name);
            }
        } else {
            self.entry.rest.push(property);
        }
    }

    /// Whether the property's value went into a field.
    fn used(&mut self, p: &Property) -> bool {
        let todo = self.entry.kind == Kind::Todo;
        match p.name.as_str() {
            "UID" => set(&mut self.entry.uid, p.as_text().trim().to_owned()),
            "SUMMARY" => set(&mut self.entry.summary, p.as_text()),
            "DESCRIPTION" => set(&mut self.entry.description, p.as_text()),
            "LOCATION" => set(&mut self.entry.location, p.as_text()),
            "URL" => set(&mut self.entry.url, p.as_text().trim().to_owned()),
            "STATUS" => set(&mut self.entry.status, p.as_text().trim().to_uppercase()),
            "DTSTART" => self.when(p).is_some_and(|w| set(&mut self.entry.start, Some(w))),
            "DTEND" if !todo => self.when(p).is_some_and(|w| set(&mut self.entry.end, Some(End::At(w)))),
            "DUE" if todo => self.when(p).is_some_and(|w| set(&mut self.entry.end, Some(End::At(w)))),
            "COMPLETED" if todo => self.when(p).is_some_and(|w| set(&mut self.entry.completed, Some(w))),
            "DTSTAMP" => self.when(p).is_some_and(|w| set(&mut self.entry.stamp, Some(w))),
            "RECURRENCE-ID" => self.when(p).is_some_and(|w| set(&mut self.entry.replaces, Some(w))),
            "DURATION" => self.length(p),
            "SEQUENCE" => self.sequence(p),
            "ORGANIZER" => attendee(p).is_some_and(|a| set(&mut self.entry.organiser, Some(a))),
            "ATTENDEE" => attendee(p).map(|a| self.entry.attendees.push(a)).is_some(),
            "RRULE" => self.rule(p),
            "RDATE" => self.dates(p),
            "EXDATE" => self.dates(p),
            _ => false,
        }
    }

    fn when(&mut self, p: &Property) -> Option<When> {
        self.when_of(p, &p.value)
    }

    fn when_of(&mut self, p: &Property, value: &str) -> Option<When> {
        let Some(Read { value: when, slip }) = When::read(value, p.param("TZID")) else {
            self.findings.odd_value(p.line, &p.name, value);
            return None;
        };
        let day_said = p.param("VALUE").is_some_and(|v| v.eq_ignore_ascii_case("DATE"));
        if slip || (day_said && !matches!(when, When::Day(_))) {
            self.findings.repaired(p.line, &p.name, value);
        }
        if let When::Zoned { zone, .. } = &when
            && !self.zones.knows(zone)
        {
            self.findings.add(p.line, FindingKind::UnknownZone { name: beginning(zone) });
        }
        Some(when)
    }

    fn length(&mut self, p: &Property) -> bool {
        match Length::read(&p.value).filter(|l| !l.back) {
            Some(length) => {
                self.length = Some((length, p.clone()));
                true
            }
            None => {
                self.findings.odd_value(p.line, &p.name, &p.value);
                false
            }
        }
    }

    fn sequence(&mut self, p: &Property) -> bool {
        let read = p.value.trim().parse().ok();
        if read.is_none() {
            self.findings.odd_value(p.line, &p.name, &p.value);
        }
        read.is_some() && set(&mut self.entry.sequence, read)
    }

    fn rule(&mut self, p: &Property) -> bool {
        match Rule::read(&p.value) {
            Some(Read { value, slip }) => {
                if slip {
                    self.findings.repaired(p.line, &p.name, &p.value);
                }
                self.entry.recurrence.rules.push(value);
                true
            }
            None => {
                self.findings.odd_value(p.line, &p.name, &p.value);
                false
            }
        }
    }

    /// Takes a list of dates; those that cannot be read are kept in the rest, each on its own.
    fn dates(&mut self, p: &Property) -> bool {
        for value in value::split(&p.value, ',') {
            let Some(further) = self.further(p, value) else {
                self.entry.rest.push(Property { value: value.to_owned(), ..p.clone() });
                continue;
            };
            match p.name.as_str() {
                "EXDATE" => self.entry.recurrence.except.push(further.start),
                _ => self.entry.recurrence.further.push(further),
            }
        }
        true
    }

    fn further(&mut self, p: &Property, value: &str) -> Option<Further> {
        let Some((start, end)) = value.split_once('/') else {
            return Some(Further { start: self.when_of(p, value)?, end: None });
        };
        let start = self.when_of(p, start)?;
        let end = match Length::read(end) {
            Some(length) => End::After(length),
            None => End::At(self.when_of(p, end)?),
        };
        Some(Further { start, end: Some(end) })
    }

    fn finish(mut self, line: u64) -> Entry {
        if let Some((length, property)) = self.length.take() {
            if self.entry.end.is_none() {
                self.entry.end = Some(End::After(length));
            } else {
                self.findings.add(property.line, FindingKind::Repeated { name: property.name.clone() });
                self.entry.rest.push(property);
            }
        }
        if let (Some(start), Some(End::At(end))) = (&self.entry.start, &self.entry.end)
            && self.before(end, start)
        {
            let name = if self.entry.kind == Kind::Event { "DTEND" } else { "DUE" };
            let property = Property { line: self.end_line, ..end.property(name) };
            self.entry.rest.push(property);
            self.entry.end = None;
            self.findings.add(line, FindingKind::EndBeforeStart);
        }
        if self.entry.start.is_none() && self.entry.kind == Kind::Event {
            self.findings.add(line, FindingKind::StartMissing);
        }
        for alarm in &self.entry.components {
            for trigger in alarm.properties.iter().filter(|p| p.name == "TRIGGER") {
                if Length::read(&trigger.value).is_none() && When::read(&trigger.value, None).is_none() {
                    self.findings.odd_value(trigger.line, "TRIGGER", &trigger.value);
                }
            }
        }
        // What was set aside goes back to its place, so that writing and reading again finds the same order.
        self.entry.rest.sort_by_key(|p| p.line);
        self.entry
    }

    /// Whether a moment lies before another. A day and a time are compared by their days.
    fn before(&self, a: &When, b: &When) -> bool {
        if matches!(a, When::Day(_)) || matches!(b, When::Day(_)) {
            return a.clock().date() < b.clock().date();
        }
        self.zones.instant(a, &jiff::tz::TimeZone::UTC) < self.zones.instant(b, &jiff::tz::TimeZone::UTC)
    }
}

fn set<T>(field: &mut T, value: T) -> bool {
    *field = value;
    true
}

fn attendee(p: &Property) -> Option<Attendee> {
    const SCHEME: &str = "mailto:";
    let mut address = p.value.trim();
    while let Some((scheme, behind)) = address.split_at_checked(SCHEME.len()) {
        if !scheme.eq_ignore_ascii_case(SCHEME) {
            break;
        }
        address = behind.trim();
    }
    if address.is_empty() {
        return None;
    }
    let name = p.param("CN").unwrap_or_default().to_owned();
    let params = p.params.iter().filter(|p| p.name != "CN").cloned().collect();
    Some(Attendee { address: address.to_owned(), name, params })
}

//! A calendar as text.

use super::{Attendee, Calendar, End, Entry, Further, Kind};
use crate::property::{Param, Property};
use crate::when::When;

pub(super) fn calendar(calendar: &Calendar) -> String {
    let mut out = String::new();
    Property::new("BEGIN", "VCALENDAR").write(&mut out);
    Property::new("VERSION", "2.0").write(&mut out);
    calendar.properties.iter().for_each(|p| p.write(&mut out));
    calendar.zones.iter().for_each(|c| c.write(&mut out));
    calendar.entries.iter().for_each(|e| entry(e, &mut out));
    calendar.rest.iter().for_each(|c| c.write(&mut out));
    Property::new("END", "VCALENDAR").write(&mut out);
    out
}

fn entry(entry: &Entry, out: &mut String) {
    let name = match entry.kind {
        Kind::Event => "VEVENT",
        Kind::Todo => "VTODO",
    };
    Property::new("BEGIN", name).write(out);
    properties(entry).iter().for_each(|p| p.write(out));
    entry.components.iter().for_each(|c| c.write(out));
    Property::new("END", name).write(out);
}

fn properties(entry: &Entry) -> Vec<Property> {
    let mut list = Vec::new();
    let when = |name: &str, at: &Option<When>| at.as_ref().map(|w| w.property(name));
    list.extend((!entry.uid.is_empty()).then(|| Property::text("UID", &entry.uid)));
    list.extend(when("DTSTAMP", &entry.stamp));
    list.extend(when("DTSTART", &entry.start));
    let end = if entry.kind == Kind::Event { "DTEND" } else { "DUE" };
    list.extend(entry.end.as_ref().map(|e| match e {
        End::At(at) => at.property(end),
        End::After(length) => Property::new("DURATION", length.text()),
    }));
    list.extend(when("COMPLETED", &entry.completed));
    list.extend(when("RECURRENCE-ID", &entry.replaces));
    list.extend(entry.recurrence.rules.iter().map(|r| Property::new("RRULE", r.text())));
    list.extend(entry.recurrence.further.iter().map(further));
    list.extend(entry.recurrence.except.iter().map(|w| w.property("EXDATE")));
    list.extend(entry.sequence.map(|n| Property::new("SEQUENCE", n.to_string())));
    let texts = [
        ("SUMMARY", &entry.summary),
        ("DESCRIPTION", &entry.description),
        ("LOCATION", &entry.location),
        ("STATUS", &entry.status),
    ];
    list.extend(texts.into_iter().filter(|(_, t)| !t.is_empty()).map(|(name, text)| Property::text(name, text)));
    list.extend((!entry.url.is_empty()).then(|| Property::text("URL", &entry.url)));
    list.extend(entry.organiser.iter().map(|a| attendee("ORGANIZER", a)));
    list.extend(entry.attendees.iter().map(|a| attendee("ATTENDEE", a)));
    list.extend(entry.rest.iter().cloned());
    list
}

fn further(date: &Further) -> Property {
    let property = date.start.property("RDATE");
    match &date.end {
        None => property,
        Some(end) => {
            let end = match end {
                End::At(at) => at.text(),
                End::After(length) => length.text(),
            };
            let value = format!("{}/{end}", property.value);
            let mut property = Property { value, ..property };
            property.params.retain(|p| p.name != "VALUE");
            property.with("VALUE", "PERIOD")
        }
    }
}

fn attendee(name: &str, attendee: &Attendee) -> Property {
    let scheme = if is_email(&attendee.address) { "mailto:" } else { "" };
    let mut property = Property::new(name, format!("{scheme}{}", attendee.address));
    property.params.clone_from(&attendee.params);
    if !attendee.name.is_empty() {
        property.params.insert(0, Param { name: "CN".to_owned(), values: vec![attendee.name.clone()] });
    }
    property
}

fn is_email(address: &str) -> bool {
    address.contains('@') && !address.contains([':', '/', ' '])
}

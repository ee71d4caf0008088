//! Activities as iCalendar: what is planned for an hour is an event, a task a to-do.
//!
//! Hours are written as instants, so that no reader needs to know a time zone. The UID is the id an activity came with,
//! else ours: a calendar that comes back names the same activity.

use super::ActivityView;
use crate::{Ctx, Result, records};
use cards::{Attendee, Calendar, End, Entry, Kind, Length, Param, Property, When};
use db::Tx;
use domain::Instant;
use domain::activities::Activity;
use domain::contacts::Contact;
use domain::policy::{Action, Noun};
use std::collections::HashMap;
use uuid::Uuid;

/// Minutes that are taken where nobody said how long.
const USUAL_MINUTES: u32 = 30;
/// Contacts that one statement asks for.
const AT_ONCE: usize = 500;

/// Activities as a calendar, with a name where it is one to be kept up.
pub(super) fn written(ctx: &Ctx, tx: &mut Tx<'_>, views: &[ActivityView], name: Option<&str>) -> Result<String> {
    let people = people(ctx, tx, views)?;
    let mut calendar = Calendar {
        properties: vec![Property::new("PRODID", "-//Bailiwick//EN"), Property::new("METHOD", "PUBLISH")],
        entries: views.iter().map(|view| entry(ctx, view, &people)).collect(),
        ..Calendar::default()
    };
    if let Some(name) = name {
        let hourly = Param { name: "VALUE".to_owned(), values: vec!["DURATION".to_owned()] };
        let refresh = Property { params: vec![hourly], ..Property::new("REFRESH-INTERVAL", "PT1H") };
        let title = Property::text("X-WR-CALNAME", &format!("Bailiwick · {name}"));
        calendar.properties.extend([title, refresh, Property::new("X-PUBLISHED-TTL", "PT1H")]);
    }
    Ok(calendar.write())
}

/// Contacts that take part, as far as the user may see them.
fn people(ctx: &Ctx, tx: &mut Tx<'_>, views: &[ActivityView]) -> Result<HashMap<Uuid, Contact>> {
    let Ok(scope) = ctx.may(Action::See, Noun::Contact) else { return Ok(HashMap::new()) };
    let named = views.iter().flat_map(|view| &view.on).filter(|on| on.noun == Noun::Contact && on.takes_part);
    let mut ids: Vec<Uuid> = named.map(|on| on.record.id).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut found = HashMap::new();
    for part in ids.chunks(AT_ONCE) {
        let contacts = records::some::<Contact>(tx, Some(&scope), part)?;
        found.extend(contacts.into_iter().map(|contact| (contact.id.0, contact)));
    }
    Ok(found)
}

fn entry(ctx: &Ctx, view: &ActivityView, people: &HashMap<Uuid, Contact>) -> Entry {
    let activity = &view.activity;
    let about: Vec<&str> = view.on.iter().map(|on| on.record.label.as_str()).collect();
    let about = about.join(", ");
    let description = [activity.body.as_str(), &about].into_iter().filter(|t| !t.is_empty());
    let shared = Entry {
        uid: activity.external_id.clone().unwrap_or_else(|| format!("urn:uuid:{}", activity.id)),
        summary: view.name.clone(),
        description: description.collect::<Vec<_>>().join("\n\n"),
        stamp: instant(ctx.now),
        sequence: Some(activity.version - 1),
        ..Entry::default()
    };
    match activity.starts_at {
        Some(starts_at) => event(activity, starts_at, shared, view, people),
        None => todo(activity, shared),
    }
}

fn event(
    activity: &Activity,
    starts_at: Instant,
    shared: Entry,
    view: &ActivityView,
    people: &HashMap<Uuid, Contact>,
) -> Entry {
    let minutes = activity.minutes.and_then(|m| u32::try_from(m).ok()).filter(|m| *m > 0).unwrap_or(USUAL_MINUTES);
    let attendee = |contact: &Contact| {
        let address = contact.email.clone()?;
        Some(Attendee { address, name: contact.name.clone(), params: Vec::new() })
    };
    let here = view.on.iter().filter_map(|on| people.get(&on.record.id));
    let is_off = matches!(activity.outcome.as_deref(), Some("cancelled" | "rescheduled"));
    Entry {
        kind: Kind::Event,
        start: instant(starts_at),
        end: Some(End::After(Length { seconds: minutes.saturating_mul(60), ..Length::default() })),
        status: if is_off { "CANCELLED" } else { "CONFIRMED" }.to_owned(),
        attendees: here.filter_map(attendee).collect(),
        ..shared
    }
}

fn todo(activity: &Activity, shared: Entry) -> Entry {
    Entry {
        kind: Kind::Todo,
        end: activity.due_on.map(|day| End::At(When::Day(day.civil()))),
        completed: activity.done_at.and_then(instant),
        status: if activity.done_at.is_some() { "COMPLETED" } else { "NEEDS-ACTION" }.to_owned(),
        ..shared
    }
}

fn instant(at: Instant) -> Option<When> {
    // Calendars know whole seconds.
    jiff::Timestamp::from_second(at.0.div_euclid(1000)).ok().map(When::Instant)
}

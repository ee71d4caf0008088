//! Items of a calendar: what they say, and the same with our changes in it, whatever else stands in them.

use cards::{Calendar, End, Length, When};
use domain::Instant;
use domain::activities::Activity;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The calendar in an item, where it reads.
fn calendar(data: &str) -> Option<Calendar> {
    cards::read(data.as_bytes()).ok()?.calendars.into_iter().next().map(|found| found.item)
}

/// The UID of an item's first event.
pub(super) fn uid(data: &str) -> Option<String> {
    calendar(data)?.events().next().map(|entry| entry.uid.clone())
}

/// Whether it is nobody else's business.
pub(super) fn is_private(data: &str) -> bool {
    let of = |calendar: Calendar| {
        calendar.events().flat_map(|entry| &entry.rest).any(|property| {
            property.name.eq_ignore_ascii_case("CLASS") && !property.value.trim().eq_ignore_ascii_case("PUBLIC")
        })
    };
    calendar(data).is_some_and(of)
}

/// Whether it has several dates.
pub(super) fn is_series(data: &str) -> bool {
    calendar(data)
        .is_some_and(|calendar| calendar.events().any(|entry| !entry.recurrence.is_none() || entry.replaces.is_some()))
}

/// Whether it is called off there.
pub(super) fn is_off(data: &str) -> bool {
    calendar(data).is_some_and(|calendar| calendar.events().any(|entry| entry.status == "CANCELLED"))
}

/// The item with the meeting's time, title and whether it is off; all else in it stays. None where nothing differs.
pub(super) fn edited(data: &str, activity: &Activity, zone: &TimeZone, now: Instant) -> Option<String> {
    let mut calendar = calendar(data)?;
    let before = calendar.clone();
    let stood = before
        .occurrences(Timestamp::MIN, Timestamp::MAX, zone, 1)
        .into_iter()
        .next()
        .map(|one| (one.start, one.end))?;
    let entry = calendar.entries.iter_mut().find(|entry| entry.kind == cards::Kind::Event)?;
    let starts_at = activity.starts_at.and_then(|at| Timestamp::from_second(at.0.div_euclid(1000)).ok())?;
    if !activity.subject.is_empty() {
        entry.summary.clone_from(&activity.subject);
    }
    let seconds = stood.1.duration_since(stood.0).as_secs();
    let minutes = activity.minutes.filter(|minutes| *minutes > 0 && !entry.all_day());
    let wanted = minutes.map_or(seconds, |minutes| minutes * 60);
    if starts_at != stood.0 || wanted != seconds {
        entry.start = Some(When::Instant(starts_at));
        let seconds = u32::try_from(wanted).unwrap_or_default();
        entry.end = Some(End::After(Length { seconds, ..Length::default() }));
    }
    if matches!(activity.outcome.as_deref(), Some("cancelled" | "rescheduled")) {
        entry.status = "CANCELLED".to_owned();
    }
    if calendar == before {
        return None;
    }
    let entry = calendar.entries.iter_mut().find(|entry| entry.kind == cards::Kind::Event)?;
    entry.sequence = Some(entry.sequence.unwrap_or_default() + 1);
    entry.stamp = Timestamp::from_second(now.0.div_euclid(1000)).ok().map(When::Instant);
    Some(calendar.write())
}

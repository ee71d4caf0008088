//! Segments: named conditions on accounts, each from a day on, and who is in them from when to when.
//!
//! A segment is dated twice like all of the organisation: another name or condition from a day on leaves the days
//! before as they were. Membership follows from the condition alone, so a condition must mean the same whoever
//! reads it and whenever: it may not speak of today, of the reader, or of owners (who follow from coverage, and
//! so from segments).

use crate::kernel::filter::{Filter, Op};
use crate::kernel::id::SegmentId;
use crate::kernel::{Day, Refusal, Span, length};
use crate::organisation::series::{Series, overlap};
use std::collections::HashSet;
use uuid::Uuid;

/// A segment as it holds on some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Which.
    pub id: SegmentId,
    /// Its name, which no other has on the same day.
    pub name: String,
    /// The condition, in the filter grammar.
    pub predicate: String,
}

/// A record in a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Membership {
    /// The segment.
    pub segment: SegmentId,
    /// The record.
    pub record: Uuid,
}

/// The standing rows of all segments.
pub type Segments = Series<SegmentId, Segment>;

/// The standing rows of memberships.
pub type Memberships = Series<Membership, Membership>;

/// Reads the condition of a segment.
///
/// # Errors
/// What does not read, or would mean another thing tomorrow or to someone else; each at `predicate`.
pub fn condition(text: &str) -> Result<Filter, Refusal> {
    let at_field = |refusal: Refusal| refusal.at("predicate");
    let filter = Filter::parse(text).map_err(at_field)?;
    let filter = filter.ok_or_else(|| Refusal::new("refusal-segment-without-condition").at("predicate"))?;
    for test in filter.tests() {
        let moves = test.operands.iter().any(|o| {
            let text = o.text.to_lowercase();
            let is_today =
                text.strip_prefix("today").is_some_and(|rest| rest.is_empty() || rest.starts_with(['+', '-']));
            !o.quoted && (text == "me" || text == "team" || is_today)
        });
        if moves || test.field == "owner" || test.op == Op::Under {
            let word = test.to_string();
            return Err(Refusal::new("refusal-segment-condition-moves").at("predicate").with("test", word));
        }
    }
    Ok(filter)
}

/// A new segment from the day on.
///
/// # Errors
/// `refusal-name-empty`, `refusal-name-long`, `refusal-segment-name-taken`, and those of [`condition`].
pub fn define(segments: &mut Segments, segment: &Segment, on: Day) -> Result<(), Refusal> {
    let named = checked(segments, segment, on)?;
    segments.add(segment.id, Span::since(on), named);
    Ok(())
}

/// Another name or condition from the day on.
///
/// # Errors
/// As [`define`]; `refusal-segment-not-then` where it does not hold on the day.
pub fn change(segments: &mut Segments, segment: &Segment, on: Day) -> Result<(), Refusal> {
    held(segments, segment.id, on)?;
    let named = checked(segments, segment, on)?;
    segments.edit(&segment.id, Span::since(on), |_| Some(named.clone()));
    Ok(())
}

/// No more from the day on.
///
/// # Errors
/// `refusal-segment-not-then` where it does not hold on the day.
pub fn end(segments: &mut Segments, id: SegmentId, on: Day) -> Result<(), Refusal> {
    held(segments, id, on)?;
    segments.remove(&id, Span::since(on));
    Ok(())
}

fn held(segments: &Segments, id: SegmentId, on: Day) -> Result<(), Refusal> {
    let missing = || Refusal::new("refusal-segment-not-then").at("on").with("day", on);
    segments.at(&id, on).map(|_| ()).ok_or_else(missing)
}

/// The segment with its name trimmed, where name and condition will do.
fn checked(segments: &Segments, segment: &Segment, on: Day) -> Result<Segment, Refusal> {
    let name = segment.name.trim();
    length::named(name, "name")?;
    let same = |other: &Segment| other.name.to_lowercase() == name.to_lowercase();
    let mut others = segments.keys().filter(|id| **id != segment.id).flat_map(|id| segments.rows(id));
    if others.any(|row| row.dated.span.to > on && same(&row.dated.value)) {
        return Err(Refusal::new("refusal-segment-name-taken").at("name").with("name", name));
    }
    condition(&segment.predicate)?;
    Ok(Segment { id: segment.id, name: name.to_owned(), predicate: segment.predicate.trim().to_owned() })
}

/// Brings who is in a segment from a day on to what fits: for each part of the segment's days, the records that
/// fit its condition then. `records` are those to look at; the days before stay as they were.
pub fn settle(
    memberships: &mut Memberships,
    segment: SegmentId,
    records: impl IntoIterator<Item = Uuid>,
    from: Day,
    fitting: &[(Span, HashSet<Uuid>)],
) {
    for record in records {
        let member = Membership { segment, record };
        memberships.remove(&member, Span::since(from));
        for (span, _) in fitting.iter().filter(|(_, fit)| fit.contains(&record)) {
            memberships.add(member, overlap(*span, Span::since(from)), member);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::Instant;
    use proptest::prelude::*;

    fn day(number: u8) -> Day {
        Day::new(2024, 1, 1).expect("a day").plus(i64::from(number))
    }
    fn id<I: From<uuid::Uuid>>(number: u8) -> I {
        uuid::Uuid::from_u128(u128::from(number) + 1).into()
    }
    fn segment(number: u8, name: &str, predicate: &str) -> Segment {
        Segment { id: id(number), name: name.into(), predicate: predicate.into() }
    }
    fn code(refused: Result<(), Refusal>) -> String {
        refused.expect_err("refused").code
    }

    #[test]
    fn a_condition_means_the_same_to_everyone_and_tomorrow() {
        for fine in ["country = Norway", "tier in (key, enterprise) and not city = Oslo", "name = \"today\""] {
            assert!(condition(fine).is_ok(), "{fine}");
        }
        for (moving, code) in [
            ("created_on > today-30d", "refusal-segment-condition-moves"),
            ("owner = me", "refusal-segment-condition-moves"),
            ("country = Norway and owner under \"x\"", "refusal-segment-condition-moves"),
            ("  ", "refusal-segment-without-condition"),
            ("country Norway", "refusal-filter-operator-missing"),
        ] {
            let refusal = condition(moving).expect_err("refused");
            assert_eq!((refusal.code.as_str(), refusal.field.as_deref()), (code, Some("predicate")), "{moving}");
        }
    }

    #[test]
    fn a_change_leaves_the_days_before_and_names_stay_apart() {
        let mut all = Segments::default();
        define(&mut all, &segment(1, " Nordics ", "country = Norway"), day(1)).expect("defined");
        change(&mut all, &segment(1, "Nordics", "country in (Norway, Sweden)"), day(5)).expect("changed");
        assert_eq!(all.at(&id(1), day(4)).map(|s| s.predicate.as_str()), Some("country = Norway"));
        assert_eq!(all.at(&id(1), day(5)).map(|s| s.predicate.as_str()), Some("country in (Norway, Sweden)"));
        assert_eq!(code(define(&mut all, &segment(2, "nordics", "tier = key"), day(0))), "refusal-segment-name-taken");
        assert_eq!(code(change(&mut all, &segment(1, "N", "tier = key"), day(0))), "refusal-segment-not-then");
        end(&mut all, id(1), day(8)).expect("ended");
        assert_eq!(code(end(&mut all, id(1), day(8))), "refusal-segment-not-then");
        define(&mut all, &segment(2, "nordics", "tier = key"), day(8)).expect("the name is free again");
    }

    fn spans() -> impl Strategy<Value = Vec<(u8, u8, Vec<u8>)>> {
        prop::collection::vec((0..9_u8, 1..4_u8, prop::collection::vec(0..4_u8, 0..4)), 1..6)
    }

    proptest! {
        #[test]
        fn whoever_fits_is_in_it_from_the_day_on_and_earlier_days_stay(
            rounds in prop::collection::vec((spans(), 0..9_u8), 1..5),
        ) {
            let (mut members, mut next) = (Memberships::default(), 0_u128);
            for (round, (parts, from)) in rounds.into_iter().enumerate() {
                let mut fitting: Vec<(Span, HashSet<Uuid>)> = Vec::new();
                let mut at = 0;
                for (gap, length, records) in parts {
                    let begin = at + gap;
                    at = begin + length;
                    fitting.push((Span { from: day(begin), to: day(at) }, records.into_iter().map(id).collect()));
                }
                let before = members.clone();
                settle(&mut members, id(9), (0..4).map(id), day(from), &fitting);
                let instant = Instant(i64::try_from(round).expect("few rounds"));
                let _ = members.drain(instant, &mut || { next += 1; uuid::Uuid::from_u128(next) });
                for number in 0..60 {
                    for record in (0..4).map(id) {
                        let member = Membership { segment: id(9), record };
                        let then = members.at(&member, day(number)).is_some();
                        let fits = fitting.iter().any(|(span, fit)| span.contains(day(number)) && fit.contains(&record));
                        let was = before.at(&member, day(number)).is_some();
                        prop_assert_eq!(then, if number < from { was } else { fits });
                    }
                }
            }
        }
    }
}

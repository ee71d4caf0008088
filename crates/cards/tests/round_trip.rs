//! Whatever is written is read back the same, and whatever bytes come, reading ends without a panic.

#![expect(clippy::unwrap_used, reason = "a test stops where a step fails")]

use cards::{
    Address, Attendee, Birthday, Calendar, Card, End, Entry, Frequency, Further, Kind, Labelled, Length, Param,
    Property, Recurrence, Rule, Version, When,
};
use jiff::Timestamp;
use jiff::civil::{DateTime, Weekday};
use proptest::prelude::*;

/// Any text that people write: all scripts, marks that mean something in the format, line ends.
fn text() -> impl Strategy<Value = String> {
    "[a-zæøå 中文;,:\\\\\"'^=%\n\t😀-]{0,40}"
}

/// A text without blanks around it.
fn word() -> impl Strategy<Value = String> {
    "[a-zæ中;,\\\\\"^]{1,12}"
}

fn params() -> impl Strategy<Value = Vec<Param>> {
    let param = ("X-[A-Z]{1,5}", prop::collection::vec("[a-z ;:,\"^\nø]{0,9}", 1..3));
    prop::collection::vec(param.prop_map(|(name, values)| Param { name, values }), 0..3)
}

fn rest() -> impl Strategy<Value = Vec<Property>> {
    let property = (prop::option::of("[a-z0-9]{1,5}"), "X-[A-Z]{1,9}", params(), text());
    let made =
        property.prop_map(|(group, name, params, text)| Property { group, params, ..Property::text(&name, &text) });
    prop::collection::vec(made, 0..4)
}

prop_compose! {
    fn labelled()(
        value in word(),
        types in prop::collection::btree_set("(work|home|cell|fax|x-own)", 0..3),
        preference in prop::option::of(1u8..=100),
        group in prop::option::of("item[1-9]"),
        params in params(),
    ) -> Labelled {
        Labelled { value, types: types.into_iter().collect(), preference, group, params }
    }
}

prop_compose! {
    fn address()(parts in prop::collection::vec(text(), 7), label in labelled()) -> Address {
        let mut parts = parts.into_iter();
        let mut next = || parts.next().unwrap();
        Address {
            box_number: next(), extended: next(), street: next(), place: next(), region: next(), code: next(),
            country: next(), label: Labelled { value: String::new(), ..label },
        }
    }
}

fn birthday() -> impl Strategy<Value = Birthday> {
    (prop::option::of(1i16..=9999), 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| Birthday { year, month, day })
}

prop_compose! {
    fn card()(
        uid in "[a-z0-9:-]{0,20}",
        name in word(),
        names in prop::collection::vec(text(), 5),
        organisation in word(),
        units in prop::collection::vec(word(), 0..3),
        texts in ("[a-zå;\n]{0,9}", "[a-z\\\\,]{0,200}"),
        lists in prop::collection::vec(prop::collection::vec(labelled(), 0..3), 3),
        addresses in prop::collection::vec(address(), 0..2),
        birthday in prop::option::of(birthday()),
        rest in rest(),
    ) -> Card {
        let mut names = names.into_iter();
        let mut next = || names.next().unwrap();
        let mut lists = lists.into_iter();
        let mut list = || lists.next().unwrap();
        // A title or note of nothing but blanks says nothing.
        let said = |t: String| if t.trim().is_empty() { String::new() } else { t };
        Card {
            uid, name, family: next(), given: next(), additional: next(), prefix: next(), suffix: next(), organisation,
            units, title: said(texts.0), note: said(texts.1), emails: list(), phones: list(), urls: list(), addresses,
            birthday, rest,
        }
    }
}

fn clock() -> impl Strategy<Value = DateTime> {
    (1i16..=9998, 1i8..=12, 1i8..=28, 0i8..24, 0i8..60, 0i8..60)
        .prop_map(|(y, m, d, h, min, s)| DateTime::new(y, m, d, h, min, s, 0).unwrap())
}

fn when() -> impl Strategy<Value = When> {
    prop_oneof![
        clock().prop_map(|at| When::Day(at.date())),
        clock().prop_map(When::Floating),
        (clock(), "(Europe/Oslo|Asia/Shanghai|Nowhere, \"really\";\\^)")
            .prop_map(|(at, zone)| When::Zoned { at, zone }),
        (-60_000_000_000i64..200_000_000_000).prop_map(|s| When::Instant(Timestamp::from_second(s).unwrap())),
    ]
}

fn length() -> impl Strategy<Value = Length> {
    (0u32..1000, 0u32..100_000).prop_map(|(days, seconds)| Length { back: false, days, seconds })
}

prop_compose! {
    fn rule()(
        frequency in prop::sample::select(vec![
            Frequency::Hourly, Frequency::Daily, Frequency::Weekly, Frequency::Monthly, Frequency::Yearly,
        ]),
        interval in 1u32..50,
        count in prop::option::of(1u32..50),
        until in prop::option::of(when().prop_filter("no zone", |w| !matches!(w, When::Zoned { .. }))),
        weekdays in prop::collection::vec((-5i16..=5, prop::sample::select(vec![Weekday::Monday, Weekday::Sunday])), 0..3),
        months in prop::collection::vec(1i16..=12, 0..3),
        month_days in prop::collection::vec((1i16..=31).prop_flat_map(|n| prop_oneof![Just(n), Just(-n)]), 0..3),
    ) -> Rule {
        Rule { count, until, weekdays, months, month_days, ..Rule::every(frequency, interval) }
    }
}

prop_compose! {
    fn attendee()(address in "[a-z]{1,8}(@[a-z]{1,8}[.]example)?", name in "[a-zå,\"^]{0,9}", params in params()) -> Attendee {
        Attendee { address, name, params }
    }
}

prop_compose! {
    fn entry()(
        kind in prop_oneof![Just(Kind::Event), Just(Kind::Todo)],
        uid in "[a-z0-9@.-]{0,20}",
        texts in prop::collection::vec(text(), 3),
        status in "[A-Z-]{0,9}",
        start in prop::option::of(when()),
        after in prop::option::of(length()),
        moments in prop::collection::vec(prop::option::of(when()), 3),
        sequence in prop::option::of(any::<i64>()),
        people in prop::collection::vec(attendee(), 0..3),
        rules in prop::collection::vec(rule(), 0..2),
        further in prop::collection::vec((when(), prop::option::of(length())), 0..3),
        except in prop::collection::vec(when(), 0..3),
        rest in rest(),
    ) -> Entry {
        let mut texts = texts.into_iter();
        let mut next = || texts.next().unwrap();
        let further = further.into_iter().map(|(start, end)| Further { start, end: end.map(End::After) }).collect();
        let [completed, stamp, replaces] = <[Option<When>; 3]>::try_from(moments).unwrap();
        Entry {
            kind, uid, summary: next(), description: next(), location: next(), status, start,
            url: "https://example.org/a?b=c;d".to_owned(), end: after.map(End::After),
            completed: completed.filter(|_| kind == Kind::Todo), stamp, sequence, organiser: people.first().cloned(),
            attendees: people, recurrence: Recurrence { rules, further, except }, replaces, rest, components: Vec::new(),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn any_card_comes_back(card in card()) {
        for version in [Version::V3, Version::V4] {
            let written = card.write(version);
            let file = cards::read(written.as_bytes()).unwrap();
            prop_assert_eq!(&file.findings, &[]);
            prop_assert_eq!(&file.cards[0].item, &card);
            prop_assert_eq!(file.cards[0].item.write(version), written);
        }
    }

    #[test]
    fn any_entry_comes_back(entries in prop::collection::vec(entry(), 0..3)) {
        let calendar = Calendar { entries, ..Calendar::default() };
        let file = cards::read(calendar.write().as_bytes()).unwrap();
        prop_assert_eq!(&file.calendars[0].item, &calendar);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let framed = [b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", bytes.as_slice()].concat();
        for bytes in [bytes, framed] {
            let Ok(file) = cards::read(&bytes) else { continue };
            for calendar in &file.calendars {
                let again = cards::read(calendar.item.write().as_bytes()).unwrap();
                prop_assert_eq!(&again.calendars[0].item, &calendar.item);
            }
        }
    }

    #[test]
    fn any_jumble_of_lines_is_read_and_comes_back(lines in prop::collection::vec(line(), 0..40)) {
        let text = lines.join("\n");
        let Ok(file) = cards::read(text.as_bytes()) else { return Ok(()) };
        let span = Timestamp::from_second(0).unwrap()..Timestamp::from_second(4_000_000_000).unwrap();
        for calendar in &file.calendars {
            let again = cards::read(calendar.item.write().as_bytes()).unwrap();
            prop_assert_eq!(&again.calendars[0].item, &calendar.item);
            let seen = calendar.item.occurrences(span.start, span.end, &jiff::tz::TimeZone::UTC, 20);
            prop_assert!(seen.len() <= 20 && seen.iter().all(|o| o.start <= o.end));
        }
        for card in &file.cards {
            let again = cards::read(card.item.write(Version::V4).as_bytes()).unwrap();
            prop_assert_eq!(&again.cards[0].item, &card.item);
        }
    }
}

/// Lines as files have them, in no order.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        "(BEGIN|END):(VCARD|VCALENDAR|VEVENT|VTODO|VALARM|X-OWN)",
        "(FN|N|ORG|TITLE|NOTE|UID|SUMMARY|STATUS|EMAIL|TEL|ADR|BDAY)(;[A-Z]{1,4}=?[a-z]{0,3})?:[ a-z;,\\\\]{0,12}",
        "(DTSTART|DTEND|DUE|RDATE|EXDATE|RECURRENCE-ID|UNTIL)(;TZID=Europe/Oslo)?:20(19|25)0[1-4]1[0-9](T1[0-9]0000Z?)?(/PT1H)?",
        "RRULE:FREQ=(SECONDLY|DAILY|WEEKLY|MONTHLY|YEARLY)(;COUNT=[0-9]{1,2})?(;BYDAY=(1MO|-1SU|TU))?(;BYMONTHDAY=3[01])?",
        "DURATION:-?P[0-9]{1,2}[DW]",
        "(DTSTART|DTEND|DURATION|SUMMARY|N|FN):.{0,20}",
        "[ \t].{0,10}",
    ]
}

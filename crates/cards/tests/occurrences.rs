//! When things happen: series over changes of the clock, exceptions, changed dates, zones that only the file knows.

#![expect(clippy::unwrap_used, reason = "a test stops where a step fails")]

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The beginnings of all that happens in 2026, in UTC.
fn beginnings(inner: &str) -> Vec<String> {
    let text = format!("BEGIN:VCALENDAR\nVERSION:2.0\n{inner}\nEND:VCALENDAR\n");
    let file = cards::read(text.as_bytes()).unwrap();
    let (from, to) = ("2026-01-01T00:00:00Z".parse().unwrap(), "2027-01-01T00:00:00Z".parse::<Timestamp>().unwrap());
    let own = TimeZone::get("Asia/Shanghai").unwrap();
    let found = file.calendars[0].item.occurrences(from, to, &own, 100);
    found.iter().map(|o| format!("{} {}", o.start, o.entry.summary).trim().to_owned()).collect()
}

#[test]
fn a_series_keeps_its_hour_over_a_change_of_the_clock() {
    let weekly = "BEGIN:VEVENT\nUID:1\nDTSTART;TZID=Europe/Oslo:20260323T090000\nRRULE:FREQ=WEEKLY;COUNT=2\nEND:VEVENT";
    assert_eq!(beginnings(weekly), ["2026-03-23T08:00:00Z", "2026-03-30T07:00:00Z"]);
}

#[test]
fn dates_are_left_out_added_and_replaced() {
    let series = "BEGIN:VEVENT\nUID:1\nSUMMARY:a\nDTSTART:20260105T090000Z\nRRULE:FREQ=DAILY;COUNT=4\nEXDATE:20260106T090000Z\n\
        RDATE:20260301T120000Z\nEND:VEVENT\nBEGIN:VEVENT\nUID:1\nSUMMARY:b\nRECURRENCE-ID:20260107T090000Z\n\
        DTSTART:20260107T150000Z\nEND:VEVENT";
    let expected =
        ["2026-01-05T09:00:00Z a", "2026-01-07T15:00:00Z b", "2026-01-08T09:00:00Z a", "2026-03-01T12:00:00Z a"];
    assert_eq!(beginnings(series), expected);
    let by_day =
        "BEGIN:VEVENT\nDTSTART:20260609T030000Z\nRRULE:FREQ=DAILY;COUNT=4\nEXDATE;VALUE=DATE:20260611\nEND:VEVENT";
    assert_eq!(beginnings(by_day), ["2026-06-09T03:00:00Z", "2026-06-10T03:00:00Z", "2026-06-12T03:00:00Z"]);
}

#[test]
fn a_rule_ends_with_its_last_day_and_a_day_is_that_of_the_reader() {
    let daily = "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260101\nRRULE:FREQ=DAILY;UNTIL=20260103\nEND:VEVENT";
    assert_eq!(beginnings(daily), ["2025-12-31T16:00:00Z", "2026-01-01T16:00:00Z", "2026-01-02T16:00:00Z"]);
}

#[test]
fn zones_of_the_file_windows_and_offsets_are_known() {
    let zone = "BEGIN:VTIMEZONE\nTZID:Ours\nBEGIN:STANDARD\nDTSTART:16011025T030000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\n\
        TZOFFSETFROM:+0330\nTZOFFSETTO:+0230\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010325T020000\n\
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nTZOFFSETFROM:+0230\nTZOFFSETTO:+0330\nEND:DAYLIGHT\nEND:VTIMEZONE\n";
    let events = "BEGIN:VEVENT\nDTSTART;TZID=Ours:20260101T120000\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART;TZID=Ours:20260701T120000\n\
        END:VEVENT\nBEGIN:VEVENT\nDTSTART;TZID=\"W. Europe Standard Time\":20260801T120000\nEND:VEVENT\nBEGIN:VEVENT\n\
        DTSTART;TZID=\"(GMT +01:00)\":20260901T120000\nEND:VEVENT";
    let expected = ["2026-01-01T09:30:00Z", "2026-07-01T08:30:00Z", "2026-08-01T10:00:00Z", "2026-09-01T11:00:00Z"];
    assert_eq!(beginnings(&format!("{zone}{events}")), expected);
}

#[test]
fn a_hostile_series_ends() {
    let hostile =
        "BEGIN:VEVENT\nDTSTART:00010101T000000Z\nRRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30\nEND:VEVENT\n".repeat(200);
    assert_eq!(beginnings(&hostile), Vec::<String>::new());
}

//! Dates, numbers and booleans as people write them.

#![expect(clippy::unwrap_used, reason = "a test stops where a step fails")]

use sheet::booleans;
use sheet::dates::{self, DateStyle, DayOrder};
use sheet::numbers::{self, DecimalMark};

fn day(style: DateStyle, text: &str) -> String {
    dates::parse(style, text).map_or_else(|error| error.to_string(), |moment| moment.date.to_string())
}

#[test]
fn the_first_of_march_in_every_style() {
    let cases = [
        (DateStyle::YearMonthDay, &["2017-03-01", "2017/3/1", "2017.03.01", "2017年3月1日", " 2017-03-01 14:22 "][..]),
        (DateStyle::DayMonthYear, &["01.03.2017", "1/3/2017", "01-03-17", "1. 3. 2017", "1.3.2017 kl. 14.22"]),
        (DateStyle::MonthDayYear, &["3/1/2017", "03-01-17", "3/1/2017 2:05 PM", "03/01/2017 02:14:45+0800"]),
        (
            DateStyle::MonthName,
            &[
                "1 March 2017",
                "Mar 1, 2017",
                "01-MAR-17",
                "1. mars 2017",
                "March 1st, 2017",
                "Wed, 1 Mar 2017 14:22:00 GMT",
                "onsdag 1. mars 2017",
            ],
        ),
        (DateStyle::Compact, &["20170301", "20170301T142200Z"][..1]),
        (DateStyle::ExcelSerial, &["42795", "42795.6", "42795.0"]),
        (DateStyle::UnixSeconds, &["1488376920"]),
        (DateStyle::UnixMillis, &["1488376920000"]),
    ];
    for (style, texts) in cases {
        for text in texts {
            assert_eq!(day(style, text), "2017-03-01", "{text}");
        }
    }
    assert_eq!(day(DateStyle::MonthName, "24. desember 2017"), "2017-12-24");
    assert_eq!(day(DateStyle::MonthName, "17-mai-18"), "2018-05-17");
}

#[test]
fn instants_keep_their_offset() {
    let cases = [
        ("2010-10-14T12:00:00.000Z", Some("2010-10-14T12:00:00Z")),
        ("2010-10-14T12:00:00.000+0000", Some("2010-10-14T12:00:00Z")),
        ("2010-10-14T12:00:00.000GMT", Some("2010-10-14T12:00:00Z")),
        ("2010-10-14T12:00:00.000Z-0300", Some("2010-10-14T15:00:00Z")),
        ("2010-10-14 12:00:00.25 +02:00", Some("2010-10-14T10:00:00.25Z")),
        ("2010-10-14 12:00", None),
        ("2010-10-14", None),
    ];
    for (text, expected) in cases {
        let moment = dates::parse(DateStyle::YearMonthDay, text).unwrap();
        assert_eq!(moment.instant().map(|instant| instant.to_string()).as_deref(), expected, "{text}");
    }
    let evening = dates::parse(DateStyle::MonthDayYear, "3/1/2017 12:05 pm").unwrap();
    assert_eq!(evening.time, jiff::civil::Time::new(12, 5, 0, 0).ok());
}

#[test]
fn what_is_no_day_is_an_error() {
    for text in [
        "2017-02-29",
        "0000-00-00",
        "2009\\7\\14",
        "2009-07/14",
        "soon",
        "2017-03-01x",
        "2017-03-01 25:00",
        "",
        "12",
        "13/13/2017",
        "2017-3",
        "1-2-3-4",
        "٢٠١٧-٠٣-٠١",
        "2017-03-01T10:00+99:00",
        "99999999999999999999",
    ] {
        for style in [DateStyle::YearMonthDay, DateStyle::DayMonthYear, DateStyle::MonthDayYear, DateStyle::MonthName] {
            let error = dates::parse(style, text).unwrap_err();
            assert_eq!(error.text, text);
        }
    }
    assert_eq!(day(DateStyle::DayMonthYear, "31/12/69"), "2069-12-31");
    assert_eq!(day(DateStyle::DayMonthYear, "31/12/70"), "1970-12-31");
}

fn style(values: &[&str], hint: DayOrder) -> (DateStyle, bool, u64) {
    let detected = dates::detect(values.iter().copied(), hint).unwrap();
    (detected.style, detected.ambiguous, detected.unparsable)
}

#[test]
fn the_column_decides_between_day_and_month() {
    let (day, month) = (DayOrder::DayFirst, DayOrder::MonthFirst);
    assert_eq!(style(&["03/04/2017", "25/04/2017", ""], month), (DateStyle::DayMonthYear, false, 0));
    assert_eq!(style(&["03/04/2017", "04/25/2017"], day), (DateStyle::MonthDayYear, false, 0));
    assert_eq!(style(&["03/04/2017", "05/06/2017"], day), (DateStyle::DayMonthYear, true, 0));
    assert_eq!(style(&["03/04/2017", "05/06/2017"], month), (DateStyle::MonthDayYear, true, 0));
    assert_eq!(style(&["03.04.2017", "05.06.2017"], month), (DateStyle::DayMonthYear, false, 0));
    assert_eq!(
        style(&["03/04/2017", "25/04/2017", "26/04/2017", "04/27/2017"], day),
        (DateStyle::DayMonthYear, true, 1)
    );
    assert_eq!(style(&["05/05/2017", "07/07/2017"], month), (DateStyle::MonthDayYear, false, 0));
    assert_eq!(style(&["2017-03-04", "n/a", "-"], day), (DateStyle::YearMonthDay, false, 2));
    assert_eq!(style(&["20170304", "20171231"], day), (DateStyle::Compact, false, 0));
    assert_eq!(style(&["42795", "42796.5"], day), (DateStyle::ExcelSerial, false, 0));
    assert_eq!(style(&["1488376920000"], day), (DateStyle::UnixMillis, false, 0));
    assert!(dates::detect(["Acme", "", "x"].into_iter(), day).is_none());
}

#[test]
fn styles_have_names() {
    for style in [DateStyle::YearMonthDay, DateStyle::Compact, DateStyle::UnixMillis] {
        assert_eq!(DateStyle::from_name(style.name()), Some(style));
    }
}

fn number(mark: DecimalMark, text: &str) -> Option<String> {
    numbers::parse(mark, text).ok().map(|number| number.decimal)
}

#[test]
fn amounts_in_every_dress() {
    let point = [
        ("1,234.50", "1234.50"),
        ("1234.5", "1234.5"),
        ("$1,234", "1234"),
        ("(1,234.50)", "-1234.50"),
        ("-$5", "-5"),
        ("$-5", "-5"),
        ("5-", "-5"),
        ("\u{2212}7", "-7"),
        ("1'234'567.8", "1234567.8"),
        ("12,34,567.89", "1234567.89"),
        ("USD 1,200", "1200"),
        ("1,200 USD", "1200"),
        ("12.5 %", "12.5"),
        (".5", "0.5"),
        ("007", "7"),
        ("-0.00", "0.00"),
        ("1.5E+06", "1500000"),
        ("2.5e-3", "0.0025"),
        ("+3", "3"),
        ("¥1,000", "1000"),
        ("123456789012345678901234567890.12", "123456789012345678901234567890.12"),
    ];
    for (text, expected) in point {
        assert_eq!(number(DecimalMark::Point, text).as_deref(), Some(expected), "{text}");
    }
    let comma = [
        ("1.234,50", "1234.50"),
        ("1 234,50", "1234.50"),
        ("1\u{a0}234,50", "1234.50"),
        ("1\u{202f}234,50 €", "1234.50"),
        ("NOK 1 200", "1200"),
        ("kr 1 200,-", "1200"),
        ("1.200,- kr", "1200"),
        ("12,5%", "12.5"),
    ];
    for (text, expected) in comma {
        assert_eq!(number(DecimalMark::Comma, text).as_deref(), Some(expected), "{text}");
    }
    for text in
        ["", "-", "1,23.4", "12,34", "1..2", "abc", "1 2", "5 apples", "--5", "(-5)", "1.2.3", "$", "1e99", "ABC"]
    {
        assert_eq!(number(DecimalMark::Point, text), None, "{text}");
    }
    let money = numbers::parse(DecimalMark::Point, "€ 12.00").unwrap();
    assert_eq!((money.currency.as_deref(), money.percent), (Some("€"), false));
}

fn mark(values: &[&str], hint: DecimalMark) -> (DecimalMark, bool, u64) {
    let detected = numbers::detect(values.iter().copied(), hint).unwrap();
    (detected.mark, detected.ambiguous, detected.unparsable)
}

#[test]
fn the_column_decides_the_decimal_mark() {
    let (point, comma) = (DecimalMark::Point, DecimalMark::Comma);
    assert_eq!(mark(&["1,234", "1,234.50"], comma), (point, false, 0));
    assert_eq!(mark(&["1,234", "12,5"], point), (comma, false, 0));
    assert_eq!(mark(&["1,234", "5,678"], point), (point, true, 0));
    assert_eq!(mark(&["1,234", "5,678"], comma), (comma, true, 0));
    assert_eq!(mark(&["1200", "n/a", ""], comma), (comma, false, 1));
    assert_eq!(mark(&["1,234", "1.5", "1,5"], point), (point, true, 1));
    assert!(numbers::detect(["x", ""].into_iter(), point).is_none());
    let detected = numbers::detect(["NOK 1 200,50", "NOK 7", "5 %"].into_iter(), point).unwrap();
    assert_eq!((detected.currency.as_deref(), detected.percent), (Some("NOK"), 1));
    let mixed = numbers::detect(["$1", "€1", "$2"].into_iter(), point).unwrap();
    assert_eq!(mixed.currency, None);
}

#[test]
fn yes_and_no() {
    for (text, expected) in
        [("TRUE", Some(true)), (" nei ", Some(false)), ("是", Some(true)), ("0", Some(false)), ("2", None)]
    {
        assert_eq!(booleans::parse(text), expected, "{text}");
    }
    assert!(booleans::detect(["yes", "", "No"].into_iter()));
    assert!(!booleans::detect(["yes", "maybe"].into_iter()));
    assert!(!booleans::detect(["", " "].into_iter()));
}

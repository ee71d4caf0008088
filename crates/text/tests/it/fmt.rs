//! How each language writes numbers, money, days and durations.

use jiff::civil::date;
use proptest::prelude::*;
use text::Lang::{En, Nb, Zh};
use text::fmt;

/// Spaces that do not break, shown plainly.
fn plain(text: impl Into<String>) -> String {
    text.into().replace('\u{a0}', "~")
}

#[test]
fn numbers() {
    assert_eq!(plain(fmt::number(En, 1_234_567)), "1,234,567");
    assert_eq!(plain(fmt::number(Nb, -1_234_567)), "−1~234~567");
    assert_eq!(plain(fmt::number(Zh, -999)), "-999");
    assert_eq!(plain(fmt::number(En, i64::MIN)), "-9,223,372,036,854,775,808");
    assert_eq!(plain(fmt::decimal(Nb, 1234.5, 2)), "1~234,50");
    assert_eq!(plain(fmt::decimal(En, 2.675, 2)), "2.68");
    assert_eq!(plain(fmt::decimal(En, -0.001, 2)), "0.00");
    assert_eq!(plain(fmt::decimal(En, 999.999, 1)), "1,000.0");
    assert_eq!(plain(fmt::decimal(En, f64::NAN, 1)), "–");
    assert_eq!(fmt::decimal_text(En, "0012.345", 2), Some("12.35".into()));
    assert_eq!(fmt::decimal_text(En, "12,3", 2), None);
    assert_eq!(fmt::decimal_text(En, "", 2), None);
}

#[test]
fn percents() {
    assert_eq!(plain(fmt::percent(En, 0.314, 1)), "31.4%");
    assert_eq!(plain(fmt::percent(Nb, 0.314, 1)), "31,4~%");
    assert_eq!(plain(fmt::percent(Zh, 12.0, 0)), "1,200%");
    assert_eq!(plain(fmt::percent(Nb, -0.0251, 1)), "−2,5~%");
    assert_eq!(fmt::percent_of(En, 44, 140, 1), Some("31.4%".into()));
    assert_eq!(fmt::percent_of(En, 2, 3, 2), Some("66.67%".into()));
    assert_eq!(fmt::percent_of(En, 1, 0, 1), None);
}

#[test]
fn money() {
    assert_eq!(plain(fmt::money(En, 123_450, "EUR", 2)), "€1,234.50");
    assert_eq!(plain(fmt::money(Nb, 123_450, "EUR", 2)), "1~234,50~€");
    assert_eq!(plain(fmt::money(Nb, -123_450, "NOK", 2)), "−1~234,50~kr");
    assert_eq!(plain(fmt::money(En, 123_450, "NOK", 2)), "NOK~1,234.50");
    assert_eq!(plain(fmt::money(En, -5, "USD", 2)), "-$0.05");
    assert_eq!(plain(fmt::money(Zh, 123_450, "CNY", 2)), "¥1,234.50");
    assert_eq!(plain(fmt::money(En, 1234, "JPY", 0)), "¥1,234");
    assert_eq!(plain(fmt::money(En, 12_345, "CHF", 2)), "CHF~123.45");
    assert_eq!(plain(fmt::money_whole(En, 41_000_049, "EUR", 2)), "€410,000");
    assert_eq!(plain(fmt::money_whole(Nb, -150, "EUR", 2)), "−2~€");
}

#[test]
fn money_at_a_glance() {
    assert_eq!(plain(fmt::money_short(En, 120_000_000, "EUR", 2)), "€1.2~M");
    assert_eq!(plain(fmt::money_short(En, 41_000_000, "EUR", 2)), "€410~k");
    assert_eq!(plain(fmt::money_short(En, 99_996_000, "EUR", 2)), "€1~M");
    assert_eq!(plain(fmt::money_short(En, 98_700, "EUR", 2)), "€987");
    assert_eq!(plain(fmt::money_short(En, -49, "EUR", 2)), "€0");
    assert_eq!(plain(fmt::money_short(Nb, 120_000_000, "EUR", 2)), "1,2~mill.~€");
    assert_eq!(plain(fmt::money_short(Nb, -250_000_000_000, "NOK", 2)), "−2,5~mrd.~kr");
    assert_eq!(plain(fmt::money_short(Zh, 123_000_000, "CNY", 2)), "¥123万");
    assert_eq!(plain(fmt::money_short(Zh, 12_000_000_000, "EUR", 2)), "€1.2亿");
    assert_eq!(plain(fmt::number_short(En, 2_910_000)), "2.9~M");
    assert_eq!(plain(fmt::number_short(En, 999_499)), "999~k");
    assert_eq!(plain(fmt::number_short(En, 999_500)), "1~M");
    assert_eq!(plain(fmt::number_short(Zh, 9_999)), "9,999");
    assert_eq!(plain(fmt::number_short(Zh, 99_999_999)), "1亿");
}

#[test]
fn days() {
    let day = date(2026, 12, 15);
    assert_eq!(plain(fmt::day(En, day)), "15~Dec~2026");
    assert_eq!(plain(fmt::day(Nb, day)), "15.~des.~2026");
    assert_eq!(plain(fmt::day(Zh, day)), "2026年12月15日");
    assert_eq!(plain(fmt::day_short(Nb, date(2026, 5, 17))), "17.~mai");
    assert_eq!(plain(fmt::day_short(Zh, day)), "12月15日");
    assert_eq!(fmt::month(En, day), "December 2026");
    assert_eq!(fmt::month(Nb, day), "desember 2026");
    assert_eq!(plain(fmt::month_short(En, day)), "Dec~2026");
    assert_eq!(plain(fmt::quarter(En, 2026, 4)), "Q4~2026");
    assert_eq!(fmt::quarter(Zh, 2026, 4), "2026年第4季度");
    assert_eq!(plain(fmt::day_time(Nb, day.at(9, 5, 0, 0))), "15.~des.~2026 kl. 09:05");
}

#[test]
fn days_in_words() {
    let today = date(2026, 11, 21);
    let said = |lang, day| fmt::due(lang, day, today);
    assert_eq!(said(En, date(2026, 11, 19)), "2 days late");
    assert_eq!(said(En, date(2026, 11, 20)), "1 day late");
    assert_eq!(said(En, today), "today");
    assert_eq!(said(En, date(2026, 11, 22)), "tomorrow");
    assert_eq!(said(En, date(2026, 11, 26)), "in 5 days");
    assert_eq!(said(Nb, date(2026, 11, 19)), "2 dager over fristen");
    assert_eq!(said(Zh, date(2026, 11, 19)), "逾期 2 天");
    assert_eq!(fmt::relative(Nb, date(2026, 11, 10), today), "for 11 dager siden");
    assert_eq!(fmt::relative(En, date(2026, 11, 20), today), "yesterday");
    assert_eq!(fmt::ago(En, date(2026, 12, 1), today), "today");
    let moment = |lang, day: jiff::civil::Date| plain(fmt::moment(lang, day.at(10, 12, 0, 0), today));
    assert_eq!(moment(En, today), "Today 10:12");
    assert_eq!(moment(Nb, date(2026, 11, 20)), "I går");
    assert_eq!(moment(En, date(2026, 11, 18)), "18~Nov");
    assert_eq!(moment(Zh, date(2025, 11, 18)), "2025年11月18日");
    assert_eq!(fmt::duration_days(En, 1), "1 day");
    assert_eq!(fmt::duration_days_short(En, 52), "52 d");
    assert_eq!(fmt::duration_minutes(En, 200), "3 h 20 min");
    assert_eq!(fmt::duration_minutes(Nb, 120), "2 t");
    assert_eq!(fmt::duration_minutes(Zh, 45), "45 分钟");
}

#[test]
fn lists() {
    assert_eq!(fmt::list::<&str>(En, &[]), "");
    assert_eq!(fmt::list(En, &["a"]), "a");
    assert_eq!(fmt::list(En, &["a", "b", "c"]), "a, b and c");
    assert_eq!(fmt::list(Nb, &["a", "b"]), "a og b");
    assert_eq!(fmt::list(Zh, &["甲", "乙", "丙"]), "甲、乙和丙");
}

proptest! {
    #[test]
    fn money_reads_back(minor in any::<i64>(), digits in 0_u32..5) {
        let written = fmt::money(En, minor, "EUR", digits);
        let bare: String = written.chars().filter(|c| c.is_ascii_digit() || *c == '-').collect();
        prop_assert_eq!(bare.parse::<i128>().ok(), Some(i128::from(minor)));
    }

    #[test]
    fn decimals_never_differ_by_more_than_half_a_step(value in -1.0e9_f64..1.0e9, digits in 0_usize..6) {
        let read: f64 = fmt::decimal(En, value, digits).replace(',', "").parse().expect("a number");
        let step = 10_f64.powi(-i32::try_from(digits).expect("small"));
        // Reading the text back bends it by one part in 2^53 at most.
        prop_assert!((read - value).abs() <= step * 0.500_001 + value.abs() * f64::EPSILON);
    }

    #[test]
    fn short_forms_are_short(n in any::<i64>()) {
        for lang in text::Lang::ALL {
            let digits = fmt::number_short(lang, n).chars().filter(char::is_ascii_digit).count();
            prop_assert!(digits <= 12);
        }
    }
}

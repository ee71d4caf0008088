//! The grammar, by example and by property.

use super::{Filter, Op, Operand};
use crate::kernel::Day;
use proptest::prelude::*;

fn read(text: &str) -> Filter {
    Filter::parse(text).expect(text).expect("a filter")
}

#[test]
fn a_filter_prints_as_it_reads() {
    for text in [
        "stage = \"Won\" and (amount >= 1000 or account is empty) and name contains \"GTX\" and owner = me",
        "close_on >= today-30d and close_on < 2017-04-01",
        "not stage in (Won, \"No decision\") or name starts with \"a \"\"b\"\"\"",
        "a = 1 or b = 2 and c = 3",
        "owner under me and tier is not empty and kind not in (new)",
        "not (a = 1 and not b = 2)",
    ] {
        assert_eq!(read(text).to_string(), text);
    }
    assert_eq!(read("A='x' AND b Is Empty").to_string(), "a = \"x\" and b is empty");
    assert_eq!(Filter::parse("  "), Ok(None));
}

#[test]
fn and_binds_closer_than_or() {
    assert_eq!(read("a = 1 or b = 2 and c = 3"), read("a = 1 or (b = 2 and c = 3)"));
    assert_ne!(read("a = 1 or b = 2 and c = 3"), read("(a = 1 or b = 2) and c = 3"));
}

#[test]
fn faults_say_what_and_where() {
    let fault = |text: &str| {
        let refusal = Filter::parse(text).expect_err(text);
        let arg = |name: &str| refusal.args.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone()).unwrap_or_default();
        (refusal.code.trim_start_matches("refusal-filter-").to_owned(), arg("at"), arg("found"))
    };
    let is = |code: &str, at: &str, found: &str| (code.to_owned(), at.to_owned(), found.to_owned());
    assert_eq!(fault("stage = Closed Won"), is("rest", "16", "Won"));
    assert_eq!(fault("stage Won"), is("operator-missing", "7", "Won"));
    assert_eq!(fault("stage ="), is("value-missing", "8", "…"));
    assert_eq!(fault("(a = 1"), is("bracket-open", "7", "…"));
    assert_eq!(fault("a = 'x"), is("quote-open", "5", ""));
    assert_eq!(fault("a in Won"), is("list-missing", "6", "Won"));
    assert_eq!(fault("a = 1 and = 2"), is("field-missing", "11", "="));
    assert_eq!(fault("a is not"), is("operator-missing", "3", "is"));
    assert_eq!(fault("a ! b"), is("operator-missing", "3", "!"));
    assert_eq!(fault(&"(".repeat(9999)).0, "too-long");
    assert_eq!(fault(&"(".repeat(999)).0, "too-deep");
    assert_eq!(fault(&"not ".repeat(999)).0, "too-deep");
}

#[test]
fn days_may_be_counted_from_today() {
    let today = Day::new(2017, 3, 31).expect("a day");
    let day = |text: &str| Operand { text: text.into(), quoted: false }.day(today).map(|d| d.to_string());
    assert_eq!(day("today").as_deref(), Some("2017-03-31"));
    assert_eq!(day("Today-30d").as_deref(), Some("2017-03-01"));
    assert_eq!(day("today+2w").as_deref(), Some("2017-04-14"));
    assert_eq!(day("today-1m").as_deref(), Some("2017-02-28"));
    for wrong in ["today-", "today30d", "today-+3d", "today-3y", "todayæ", "yesterday", "today-é"] {
        assert_eq!(day(wrong), None, "{wrong}");
    }
    assert_eq!(Operand::quoted("today").day(today), None);
}

fn operand() -> impl Strategy<Value = Operand> {
    prop_oneof![
        ".{0,12}".prop_map(Operand::quoted),
        "[A-Za-z0-9._-]{1,8}"
            .prop_filter("a word of the grammar", |w| !super::WORDS.contains(&w.to_ascii_lowercase().as_str()))
            .prop_map(|text| Operand { text, quoted: false }),
    ]
}

fn test() -> impl Strategy<Value = Filter> {
    let single = prop::sample::select(vec![
        Op::Equal,
        Op::NotEqual,
        Op::Less,
        Op::AtMost,
        Op::Greater,
        Op::AtLeast,
        Op::Contains,
        Op::StartsWith,
        Op::Under,
    ]);
    let field = "[a-z][a-z_]{0,6}x";
    prop_oneof![
        (field, single, operand()).prop_map(|(f, op, v)| Filter::test(&f, op, vec![v])),
        (field, any::<bool>(), prop::collection::vec(operand(), 1..4)).prop_map(|(f, no, v)| Filter::test(
            &f,
            if no { Op::NotIn } else { Op::In },
            v
        )),
        (field, any::<bool>()).prop_map(|(f, no)| Filter::test(&f, if no { Op::NotEmpty } else { Op::Empty }, vec![])),
    ]
}

fn tree() -> impl Strategy<Value = Filter> {
    test().prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Filter::And),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Filter::Or),
            inner.prop_map(|f| Filter::Not(Box::new(f))),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_printed_reads_back(filter in tree()) {
        let text = filter.to_string();
        prop_assert_eq!(Filter::parse(&text), Ok(Some(filter)), "{}", text);
    }
    #[test]
    fn no_text_breaks_the_reader(text in ".{0,60}") {
        let _ = Filter::parse(&text);
    }
}

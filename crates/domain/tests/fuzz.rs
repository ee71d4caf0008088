//! Filters made by chance, of the words and marks of the grammar: each is read or refused, prints as it reads, and the
//! days in it are counted or are none. `PROPTEST_CASES` says how many are tried; `make torture` asks for many.

use domain::Day;
use domain::kernel::filter::{Filter, Operand};
use proptest::prelude::*;

fn piece() -> impl Strategy<Value = String> {
    let known = vec![
        "and",
        "or",
        "not",
        "in",
        "is",
        "empty",
        "contains",
        "starts",
        "with",
        "under",
        "(",
        ")",
        ",",
        "=",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
        "\"",
        "'",
        "\"\"",
        "name",
        "amount",
        "x_own",
        "today",
        "today-30d",
        "today+9223372036854775807d",
        "2017-02-30",
        "me",
        "客户",
        "å",
        "\u{301}",
        "\0",
        "-1e999",
        "99999999999999999999",
        "((((((((((((((((",
        "))))))))))))))))",
        " ",
        "\n",
    ];
    prop_oneof![5 => prop::sample::select(known).prop_map(str::to_owned), 1 => ".{0,6}"]
}

proptest! {
    #[test]
    fn fuzz_a_filter_is_read_or_refused_and_prints_as_it_reads(pieces in prop::collection::vec(piece(), 0..80), gap in "[ ]{0,1}") {
        let text = pieces.join(&gap);
        if let Ok(Some(filter)) = Filter::parse(&text) {
            prop_assert_eq!(Filter::parse(&filter.to_string()), Ok(Some(filter)), "{}", text);
        }
    }

    #[test]
    fn fuzz_days_of_a_filter_are_counted_or_none(sign in "[+-]?", size in "[0-9]{0,20}", unit in "[dwmy]?", quoted in any::<bool>()) {
        let today = "2026-11-23".parse::<Day>();
        let text = format!("today{sign}{size}{unit}");
        let _ = today.map(|today| Operand { text, quoted }.day(today));
    }
}

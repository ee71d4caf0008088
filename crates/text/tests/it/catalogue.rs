//! The languages agree: same files, same keys, same arguments; every text can be read.

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use std::collections::{BTreeMap, BTreeSet};
use text::{Lang, t, tr};

/// Arguments of each key of a language. Fails on a file that does not parse and on a key written twice.
pub fn keys(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let mut keys = BTreeMap::new();
    for (slice, source) in text::files(lang) {
        let resource = fluent_syntax::parser::parse(*source)
            .unwrap_or_else(|(_, faults)| panic!("{}/{slice}.ftl does not parse: {faults:?}", lang.tag()));
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let pattern = message.value.unwrap_or_else(|| panic!("{} has no text", message.id.name));
            let mut args = BTreeSet::new();
            collect(&pattern, &mut args);
            let earlier = keys.insert(message.id.name.to_owned(), args);
            assert!(earlier.is_none(), "{} {slice}.ftl: {} is written twice", lang.tag(), message.id.name);
        }
    }
    keys
}

fn collect(pattern: &Pattern<&str>, args: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => collect_inline(inline, args),
            Expression::Select { selector, variants } => {
                collect_inline(selector, args);
                variants.iter().for_each(|variant| collect(&variant.value, args));
            }
        }
    }
}

fn collect_inline(inline: &InlineExpression<&str>, args: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            args.insert(id.name.to_owned());
        }
        InlineExpression::StringLiteral { .. } => {}
        other => panic!("only arguments and literals are used in texts, found {other:?}"),
    }
}

#[test]
fn languages_have_the_same_files() {
    let slices = |lang| text::files(lang).iter().map(|(slice, _)| *slice).collect::<Vec<_>>();
    assert_eq!(slices(Lang::Nb), slices(Lang::En));
    assert_eq!(slices(Lang::Zh), slices(Lang::En));
}

#[test]
fn languages_have_the_same_keys_in_the_same_files() {
    let of = |lang| {
        text::files(lang)
            .iter()
            .flat_map(|(slice, source)| {
                let names = source.lines().filter_map(|line| line.split_once(" =").map(|(key, _)| key));
                names.filter(|key| !key.starts_with([' ', '#'])).map(move |key| format!("{slice}: {key}"))
            })
            .collect::<BTreeSet<_>>()
    };
    let english = of(Lang::En);
    for lang in [Lang::Nb, Lang::Zh] {
        let own = of(lang);
        let missing: Vec<_> = english.difference(&own).collect();
        let extra: Vec<_> = own.difference(&english).collect();
        assert!(missing.is_empty() && extra.is_empty(), "{}: missing {missing:#?}, extra {extra:#?}", lang.tag());
    }
}

#[test]
fn languages_take_the_same_arguments() {
    let english = keys(Lang::En);
    for lang in [Lang::Nb, Lang::Zh] {
        for (key, args) in keys(lang) {
            assert_eq!(Some(&args), english.get(&key), "arguments of {key} in {}", lang.tag());
        }
    }
}

#[test]
fn no_text_is_empty_or_left_in_another_script() {
    for (key, args) in keys(Lang::En) {
        assert!(key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_')), "{key}");
        for lang in Lang::ALL {
            let values: Vec<_> = args.iter().map(|name| (name.as_str(), text::Arg::from(2))).collect();
            let written = tr(lang, &key, &values);
            assert!(!written.trim().is_empty(), "{key} is empty in {}", lang.tag());
            assert!(!written.contains(['{', '\u{2068}']), "{key} in {}: {written}", lang.tag());
            let has_han = written.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert!(!has_han || lang == Lang::Zh, "{key} in {}: {written}", lang.tag());
        }
    }
}

#[test]
fn texts_without_arguments_are_lent() {
    for (key, args) in keys(Lang::En) {
        for lang in Lang::ALL {
            let is_lent = matches!(t(lang, &key), std::borrow::Cow::Borrowed(_));
            assert!(is_lent || !args.is_empty(), "{key} in {} has several lines", lang.tag());
        }
    }
    assert_eq!(text::word(Lang::Nb, "nav-today"), "I dag");
    assert_eq!(text::word(Lang::Nb, "no-such-key"), "no-such-key");
}

#[test]
fn plurals_and_numbers_by_language() {
    let count = |lang, n: i64| tr(lang, "list-count", &[("count", n.into())]);
    assert_eq!(count(Lang::En, 1), "1 record");
    assert_eq!(count(Lang::En, 1234), "1,234 records");
    assert_eq!(count(Lang::Nb, 1), "1 oppføring");
    assert_eq!(count(Lang::Nb, 1234), "1\u{a0}234 oppføringer");
    assert_eq!(count(Lang::Zh, 1234), "1,234 条记录");
    assert_eq!(tr(Lang::En, "list-count", &[("count", text::Arg::Plain(1234))]), "1234 records");
}

#[test]
fn refusals_read_their_numbers_and_days() {
    let day = [("day".to_owned(), "2026-12-15".to_owned())];
    let written = text::refusal(Lang::Nb, "refusal-unit-not-then", &day).replace('\u{a0}', " ");
    assert_eq!(written, "Enheten finnes ikke den 15. des. 2026.");
    let args = [("count".to_owned(), "1".to_owned())];
    assert_eq!(text::refusal(Lang::En, "list-count", &args), "1 record");
}

#[test]
fn an_unknown_key_answers_itself() {
    assert_eq!(t(Lang::Nb, "no-such-key"), "no-such-key");
    assert_eq!(tr(Lang::Zh, "no-such-key", &[]), "no-such-key");
    assert!(!text::has("no-such-key") && text::has("nav-today"));
}

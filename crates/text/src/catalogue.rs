//! The catalogue in memory: one bundle per language, parsed once, read by all threads.
//!
//! A text without arguments is lent from the bundle, so [`t`] costs a hash and no allocation.
//! Isolation marks are off: they would end up in attributes, exports and the clipboard.

use crate::{Arg, Lang, fmt};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::civil::Date;
use std::borrow::Cow;
use std::sync::OnceLock;
use unic_langid::LanguageIdentifier;

include!(concat!(env!("OUT_DIR"), "/files.rs"));

type Bundle = FluentBundle<FluentResource>;

/// The word files of a language.
pub(crate) fn files(lang: Lang) -> &'static [(&'static str, &'static str)] {
    match lang {
        Lang::En => EN,
        Lang::Nb => NB,
        Lang::Zh => ZH,
    }
}

/// The text of a key.
pub fn t(lang: Lang, key: &str) -> Cow<'static, str> {
    pattern_text(lang, key, None).unwrap_or_else(|| Cow::Owned(key.to_owned()))
}

/// The text of a key that takes no arguments, lent for ever: for components that keep it.
pub fn word(lang: Lang, key: &'static str) -> &'static str {
    match t(lang, key) {
        Cow::Borrowed(text) => text,
        // Only a key that nobody has, or a text of several lines, is not lent; a test rules both out.
        Cow::Owned(_) => key,
    }
}

/// The text of a key with its arguments, plurals chosen by the numbers among them.
pub fn tr(lang: Lang, key: &str, args: &[(&str, Arg<'_>)]) -> String {
    let mut values = FluentArgs::with_capacity(args.len());
    for (name, arg) in args {
        values.set(*name, arg.value());
    }
    pattern_text(lang, key, Some(&values)).map_or_else(|| key.to_owned(), Cow::into_owned)
}

/// The text of a refusal: its key and the arguments it carries, all of them as text. A whole number chooses
/// plurals, a day (`YYYY-MM-DD`) is written as the language writes days.
pub fn refusal(lang: Lang, code: &str, args: &[(String, String)]) -> String {
    let read = |text| day_argument(lang, text).unwrap_or_else(|| Arg::guess(text));
    let args: Vec<(&str, Arg<'_>)> = args.iter().map(|(name, text)| (name.as_str(), read(text))).collect();
    tr(lang, code, &args)
}

fn day_argument(lang: Lang, text: &str) -> Option<Arg<'static>> {
    let is_day_shaped = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let date = text.parse::<Date>().ok().filter(|_| is_day_shaped)?;
    Some(fmt::day(lang, date).into())
}

/// Parses all languages and readies their plurals now rather than in the first request.
pub fn warm_up() {
    for lang in Lang::ALL {
        tr(lang, "list-count", &[("count", 2.into())]);
    }
}

/// Whether English has the key.
pub(crate) fn has(key: &str) -> bool {
    bundle(Lang::En).has_message(key)
}

fn pattern_text(lang: Lang, key: &str, args: Option<&FluentArgs<'_>>) -> Option<Cow<'static, str>> {
    let own = bundle(lang);
    let (bundle, message) = match own.get_message(key) {
        Some(message) => (own, message),
        None => (bundle(Lang::En), bundle(Lang::En).get_message(key)?),
    };
    // An argument that a text lacks leaves its name in the text; the page must still be drawn.
    let mut faults = Vec::new();
    Some(bundle.format_pattern(message.value()?, args, &mut faults))
}

fn bundle(lang: Lang) -> &'static Bundle {
    static BUNDLES: [OnceLock<Bundle>; 3] = [const { OnceLock::new() }; 3];
    let [en, nb, zh] = &BUNDLES;
    match lang {
        Lang::En => en,
        Lang::Nb => nb,
        Lang::Zh => zh,
    }
    .get_or_init(|| build(lang))
}

fn build(lang: Lang) -> Bundle {
    let tag: LanguageIdentifier = lang.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match lang {
        Lang::En => write_number_en,
        Lang::Nb => write_number_nb,
        Lang::Zh => write_number_zh,
    }));
    for (_, source) in files(lang) {
        // A file with a fault still gives its sound texts; the tests name the fault.
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(rest, _)| rest);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

// Fluent takes a plain function, so each language has its own.
fn write_number_en<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    write_number(Lang::En, value)
}
fn write_number_nb<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    write_number(Lang::Nb, value)
}
fn write_number_zh<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    write_number(Lang::Zh, value)
}

fn write_number(lang: Lang, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(n) if n.options.use_grouping => Some(fmt::decimal(lang, n.value, 0)),
        FluentValue::Number(n) => Some(format!("{:.0}", n.value)),
        _ => None,
    }
}

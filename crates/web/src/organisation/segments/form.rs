//! The form of a segment: its name, its condition, the day, and before it is saved what it would hold. A part of
//! the condition can be chosen from fields instead of written; "Look" adds it and shows who would be in it. What
//! is typed stands in the address, so looking is a page like any other.

use super::super::head;
use super::super::params::address;
use super::list::in_words;
use super::show::member_table;
use super::{EDIT, NEW, SEGMENT, SEGMENTS, segment_href};
use crate::errors::{Answer, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::records::fields as names;
use crate::ui::field::{Field, Kind, field};
use crate::ui::form::{self, Form};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use app::segments::{Preview, commands, queries};
use app::{Ctx, Error, Tx};
use axum::extract::{Path, Query};
use domain::kernel::filter::{Filter, Op, Operand};
use domain::kernel::id::SegmentId;
use domain::policy::{Action, Noun};
use domain::{Day, Refusal};
use maud::{Markup, html};
use text::{Lang, fmt, t, tr};

/// Fields a part of a condition is chosen from: what segments are usually made of, then names.
const PARTS: [&str; 11] = [
    "country",
    "region",
    "city",
    "postal_code",
    "industry",
    "tier",
    "employees",
    "revenue",
    "founded_year",
    "name",
    "external_id",
];
/// How a part is tested: the word in the form and the text of it.
const TESTS: [(&str, &str, Op); 6] = [
    ("is", "condition-is", Op::Equal),
    ("is_not", "condition-is-not", Op::NotEqual),
    ("contains", "condition-contains", Op::Contains),
    ("starts_with", "condition-starts-with", Op::StartsWith),
    ("at_least", "condition-at-least", Op::AtLeast),
    ("at_most", "condition-at-most", Op::AtMost),
];
/// What the address of the form keeps.
const KEPT: [&str; 3] = ["name", "predicate", "on"];

type Pairs = Query<Vec<(String, String)>>;

/// The form of a new one.
pub async fn new(signed: SignedIn, Query(pairs): Pairs) -> Answer {
    signed.page(move |ctx, tx, frame| drawn(ctx, tx, frame, None, &Fields::from(pairs), &Faults::none())).await
}

/// The form of a change.
pub async fn edit(signed: SignedIn, Path(id): Path<String>, Query(pairs): Pairs) -> Answer {
    let id: SegmentId = crate::api::id(&id)?;
    signed.page(move |ctx, tx, frame| drawn(ctx, tx, frame, Some(id), &Fields::from(pairs), &Faults::none())).await
}

/// Defines one, or looks at what it would hold.
pub async fn define(posted: Posted) -> Answer {
    saved(posted, None).await
}

/// Changes one, or looks at what it would hold.
pub async fn change(Path(id): Path<String>, posted: Posted) -> Answer {
    saved(posted, Some(crate::api::id(&id)?)).await
}

async fn saved(posted: Posted, id: Option<SegmentId>) -> Answer {
    let Posted { signed, fields } = posted;
    let whole = with_part(&fields);
    if fields.raw("step") == "look" {
        let path = id.map_or_else(|| NEW.to_owned(), |id| EDIT.replace("{id}", &id.to_string()));
        let kept = KEPT.map(|name| (name.to_owned(), whole.text(name)));
        return signed.done(&address(&path, &kept), None);
    }
    let asked = whole.clone();
    let done = signed
        .write(move |ctx, tx| {
            let unreadable = |text: &str| {
                Refusal::new("refusal-day-unreadable").at("on").with("value", text).with("style", "YYYY-MM-DD")
            };
            let on = match asked.some("on") {
                Some(text) => text.parse::<Day>().map_err(|_| unreadable(&text))?,
                None => ctx.today,
            };
            let (name, predicate) = (asked.text("name"), asked.text("predicate"));
            let id = match id {
                Some(id) => commands::change(ctx, tx, id, &name, &predicate, on).map(|()| id)?,
                None => commands::define(ctx, tx, &name, &predicate, on)?,
            };
            Ok((id, on))
        })
        .await;
    match done {
        Ok((id, on)) => {
            let text = tr(signed.lang, "edit-done", &[("day", fmt::day(signed.lang, on.civil()).into())]);
            signed.done(&segment_href(id), Some(&Toast::said(text)))
        }
        Err(fault) => {
            signed.again(fault, move |ctx, tx, frame, faults| drawn(ctx, tx, frame, id, &whole, faults)).await
        }
    }
}

/// What was sent, the chosen part added to the condition.
fn with_part(fields: &Fields) -> Fields {
    let mut pairs = vec![("name".to_owned(), fields.text("name")), ("on".to_owned(), fields.text("on"))];
    let written = fields.text("predicate");
    let part = part(fields);
    let predicate = match (Filter::parse(&written), part) {
        (Ok(Some(all)), Some(part)) if fields.raw("join") == "or" => Filter::Or(vec![all, part]).to_string(),
        (Ok(Some(all)), Some(part)) => all.and(part).to_string(),
        (Ok(None), Some(part)) => part.to_string(),
        // What does not read is kept as it was written, and said to be wrong.
        _ => written,
    };
    pairs.push(("predicate".to_owned(), predicate));
    Fields::from(pairs)
}

/// The part that was chosen; several values, comma between, mean any of them.
fn part(fields: &Fields) -> Option<Filter> {
    let key = PARTS.into_iter().find(|key| *key == fields.raw("part"))?;
    let (_, _, op) = TESTS.into_iter().find(|(word, _, _)| *word == fields.raw("test"))?;
    let value = fields.some("value")?;
    let many: Vec<&str> = value.split([',', '，', '、']).map(str::trim).filter(|v| !v.is_empty()).collect();
    let quoted = |texts: &[&str]| texts.iter().map(|text| Operand::quoted(*text)).collect::<Vec<_>>();
    Some(match (op, many.len()) {
        (Op::Equal, 2..) => Filter::test(key, Op::In, quoted(&many)),
        (Op::NotEqual, 2..) => Filter::test(key, Op::NotIn, quoted(&many)),
        _ => Filter::test(key, op, quoted(&[value.as_str()])),
    })
}

fn drawn(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    id: Option<SegmentId>,
    asked: &Fields,
    faults: &Faults,
) -> app::Result<Markup> {
    ctx.may(Action::Edit, Noun::Organisation)?;
    let lang = frame.lang;
    let day: Day = asked.parsed("day").unwrap_or(ctx.today);
    head(ctx, tx, frame, SEGMENTS, day)?;
    let held = match id {
        Some(id) => Some(queries::get(ctx, tx, id, day)?),
        None => None,
    };
    frame.title = t(lang, if id.is_some() { "segment-change" } else { "segment-new" }).into_owned();
    frame.of = held.as_ref().map(|segment| segment.name.clone());
    let or =
        |name: &str, held: Option<String>| if asked.has(name) { asked.text(name) } else { held.unwrap_or_default() };
    let name = or("name", held.as_ref().map(|s| s.name.clone()));
    let predicate = or("predicate", held.as_ref().map(|s| s.predicate.clone()));
    let on = or("on", Some(day.to_string()));
    let (looked, faults) = look(ctx, tx, lang, &predicate, id, faults)?;
    let said = in_words(ctx, tx, lang, &predicate)?;
    let action = id.map_or_else(|| SEGMENTS.to_owned(), |id| SEGMENT.replace("{id}", &id.to_string()));
    let cancel = id.map_or_else(|| SEGMENTS.to_owned(), segment_href);
    let form = drawn_form(lang, &frame.csrf, (&action, &cancel), (&name, &predicate, &on), &faults);
    Ok(content(
        true,
        html! {
            (section(&frame.title, None, form))
            @if let Some(preview) = &looked { (shown(lang, &said, preview, id.is_some())) }
        },
    ))
}

/// What the condition would hold; what is wrong with it is a fault of the form.
fn look(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    lang: Lang,
    predicate: &str,
    id: Option<SegmentId>,
    faults: &Faults,
) -> app::Result<(Option<Preview>, Faults)> {
    if predicate.is_empty() {
        return Ok((None, faults.clone()));
    }
    match queries::preview(ctx, tx, predicate, id) {
        Ok(preview) => Ok((Some(preview), faults.clone())),
        Err(Error::Refused(refusals)) if faults.is_empty() => Ok((None, Faults::new(lang, refusals))),
        Err(Error::Refused(_)) => Ok((None, faults.clone())),
        Err(error) => Err(error),
    }
}

fn drawn_form(
    lang: Lang,
    csrf: &str,
    (action, cancel): (&str, &str),
    (name, predicate, on): (&str, &str, &str),
    faults: &Faults,
) -> Markup {
    let text = |name: &str, key: &str, kind: Kind| Field::new(name, t(lang, key), kind).error(faults.of(name));
    let fields = [
        text("name", "field-name", Kind::Text).value(name).required(),
        text("predicate", "segment-condition", Kind::LongText).value(predicate).hint(t(lang, "segment-condition-hint")),
        text("on", "edit-effective", Kind::Day).value(on).required(),
    ];
    let form =
        Form { action: action.to_owned(), csrf: csrf.to_owned(), errors: faults.beside(&KEPT), ..Form::default() };
    let parts = PARTS.map(|key| (key.to_owned(), names::name(lang, key))).to_vec();
    let tests = TESTS.map(|(word, key, _)| (word.to_owned(), t(lang, key).into_owned())).to_vec();
    let joins = [("and", "condition-join-and"), ("or", "condition-join-or")];
    let joins = joins.map(|(word, key)| (word.to_owned(), t(lang, key).into_owned())).to_vec();
    let chosen = [
        Field::new("part", t(lang, "condition-field"), Kind::Choice(parts)),
        Field::new("test", t(lang, "condition-test"), Kind::Choice(tests)),
        Field::new("value", t(lang, "condition-value"), Kind::Text).hint(t(lang, "condition-value-hint")),
    ];
    let join = Field::new("join", t(lang, "condition-join"), Kind::Choice(joins));
    let [name, predicate, on] = &fields;
    html! {
        form class="form" method="post" action=(action) {
            (form::hidden(csrf, None))
            (form::faults(lang, &form, &fields))
            (field(lang, name))
            fieldset class="field" {
                legend { (t(lang, "condition-add")) }
                (form::pair(lang, &chosen))
                (field(lang, &join))
            }
            (field(lang, predicate))
            (field(lang, on))
            div class="buttons" {
                button class="button primary" name="step" value="save" { (t(lang, "ui-save")) }
                button class="button" name="step" value="look" { (t(lang, "segment-look")) }
                a class="button plain" href=(cancel) { (t(lang, "ui-cancel")) }
            }
        }
    }
}

fn shown(lang: Lang, said: &str, preview: &Preview, is_change: bool) -> Markup {
    let count = tr(lang, "segment-would-hold", &[("count", preview.count.into())]);
    let changes = [("joins", preview.joins.into()), ("leaves", preview.leaves.into())];
    let more = preview.count - i64::try_from(preview.examples.len()).unwrap_or(0);
    section(
        &count,
        None,
        html! {
            p { (said) }
            @if is_change { p role="status" { (tr(lang, "segment-would-change", &changes)) } }
            @if !preview.examples.is_empty() { (member_table(lang, &preview.examples)) }
            @if more > 0 { p class="quiet small" { (tr(lang, "organisation-more-findings", &[("count", more.into())])) } }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pairs: &[(&str, &str)]) -> String {
        let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect::<Vec<_>>();
        with_part(&Fields::from(pairs)).text("predicate")
    }

    #[test]
    fn a_chosen_part_joins_what_is_written() {
        let part = [("part", "country"), ("test", "is"), ("value", "Norway, Sweden")];
        let with = |predicate: &'static str, join: &'static str| {
            sent(&[&part[..], &[("predicate", predicate), ("join", join)]].concat())
        };
        assert_eq!(with("", "and"), "country in (\"Norway\", \"Sweden\")");
        assert_eq!(with("tier = key", "and"), "tier = key and country in (\"Norway\", \"Sweden\")");
        assert_eq!(with("tier = key", "or"), "tier = key or country in (\"Norway\", \"Sweden\")");
        assert_eq!(with("tier key", "and"), "tier key", "what does not read stays as written");
        assert_eq!(
            sent(&[("part", "owner"), ("test", "is"), ("value", "x"), ("predicate", "tier = key")]),
            "tier = key"
        );
    }
}

//! The records behind a figure, of any measure and however it is split: what each is, on which day and for whom it
//! counts, what it adds, and how many more the figure counts that the reader does not see.

use super::{RECORDS, lines, shown};
use crate::errors::Answer;
use crate::extract::SignedIn;
use crate::ui::layout::{PageFrame, bar, content, section};
use crate::ui::table::{self, Empty};
use app::measures::Subject;
use app::measures::behind::{Behind, BehindRow, BehindView, PAGE, Side, Whose};
use app::scorecards;
use app::{Ctx, Error, Tx};
use axum::extract::{Path, Query};
use domain::kernel::Span;
use domain::measures::catalogue::{self, Dimension, Measure, Unit};
use domain::{Day, Refusal};
use maud::{Markup, html};
use serde::Deserialize;
use std::str::FromStr;
use text::{Lang, fmt, t, tr};

/// Sides of a ratio, as in the address.
const SIDES: [(&str, Side); 3] = [("", Side::Both), ("over", Side::Over), ("rest", Side::Rest)];

/// What the address asks.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    position: String,
    unit: String,
    by: String,
    row: String,
    under: String,
    under_on: String,
    restated_to: String,
    from: String,
    to: String,
    side: String,
    skip: String,
}

impl Asked {
    /// The question.
    ///
    /// # Errors
    /// `refusal-value-wrong` at what does not read.
    pub fn behind(&self, id: &str) -> Result<Behind, Refusal> {
        let (from, to) = (read::<Day>("from", &self.from)?, read::<Day>("to", &self.to)?);
        if to < from {
            return Err(wrong("to", &self.to));
        }
        let side = SIDES.into_iter().find(|(key, _)| *key == self.side).ok_or_else(|| wrong("side", &self.side))?;
        let skip = some("skip", &self.skip)?.unwrap_or(0);
        Ok(Behind {
            measure: id.to_owned(),
            span: Span { from, to: to.next() },
            whose: self.whose()?,
            side: side.1,
            skip,
        })
    }

    fn whose(&self) -> Result<Whose, Refusal> {
        if let Some(id) = some("position", &self.position)? {
            return Ok(Whose::Subject(Subject::Position(id)));
        }
        if let Some(id) = some("unit", &self.unit)? {
            return Ok(Whose::Subject(Subject::Unit(id)));
        }
        let row = match self.row.as_str() {
            "" => None,
            row => Some((
                Dimension::get(&self.by).ok_or_else(|| wrong("by", &self.by))?,
                row.parse().map_err(|()| wrong("row", row))?,
            )),
        };
        let (under, under_on) = (some("under", &self.under)?, some("under_on", &self.under_on)?);
        Ok(Whose::Row { row, under, under_on, restated_to: some("restated_to", &self.restated_to)? })
    }
}

fn wrong(field: &'static str, value: &str) -> Refusal {
    Refusal::new("refusal-value-wrong").at(field).with("value", value)
}
fn read<T: FromStr>(field: &'static str, value: &str) -> Result<T, Refusal> {
    value.parse().map_err(|_| wrong(field, value))
}
fn some<T: FromStr>(field: &'static str, value: &str) -> Result<Option<T>, Refusal> {
    if value.is_empty() { Ok(None) } else { read(field, value).map(Some) }
}

/// Where the records behind a figure are.
pub fn href(id: &str, whose: Whose, span: Span) -> String {
    address(&Behind { measure: id.to_owned(), span, whose, side: Side::Both, skip: 0 })
}

fn address(asked: &Behind) -> String {
    let text = |value: Option<String>| value.unwrap_or_default();
    let mut query = match asked.whose {
        Whose::Subject(Subject::Position(id)) => vec![("position", id.to_string())],
        Whose::Subject(Subject::Unit(id)) => vec![("unit", id.to_string())],
        Whose::Row { row, under, under_on, restated_to } => vec![
            ("by", text(row.map(|(by, _)| by.key().to_owned()))),
            ("row", text(row.map(|(_, row)| row.to_string()))),
            ("under", text(under.map(|id| id.to_string()))),
            ("under_on", text(under_on.filter(|_| under.is_some()).map(|day| day.to_string()))),
            ("restated_to", text(restated_to.map(|day| day.to_string()))),
        ],
    };
    let side = SIDES.into_iter().find(|(_, side)| *side == asked.side).map_or("", |(key, _)| key);
    query.extend([
        ("from", asked.span.from.to_string()),
        ("to", asked.span.to.plus(-1).to_string()),
        ("side", side.to_owned()),
        ("skip", text(Some(asked.skip).filter(|n| *n > 0).map(|n| n.to_string()))),
    ]);
    format!("{}{}", RECORDS.replace("{id}", &asked.measure), super::page::to_query(&query))
}

/// The page.
pub async fn page(Path(id): Path<String>, Query(asked): Query<Asked>, signed: SignedIn) -> Answer {
    signed.page(move |ctx, tx, frame| drawn(ctx, tx, frame, &id, &asked)).await
}

fn drawn(ctx: &Ctx, tx: &mut Tx<'_>, frame: &mut PageFrame, id: &str, asked: &Asked) -> app::Result<Markup> {
    let of = catalogue::find(id).ok_or(Error::NotFound)?;
    // Addresses are made by pages: one that does not read is one that is not there.
    let asked = asked.behind(id).map_err(|_| Error::NotFound)?;
    let view = scorecards::behind(ctx, tx, &asked)?;
    let lang = frame.lang;
    frame.title = shown::name(lang, of);
    frame.of = Some(shown::figure(lang, of, &view.figure));
    let list = scorecards::list_filter(ctx, &asked)
        .map(|filter| format!("{}{}", crate::opportunities::LIST, super::page::to_query(&[("filter", filter)])));
    let turned = |skip: usize| address(&Behind { skip, ..asked.clone() });
    let pages = (
        (asked.skip > 0).then(|| turned(asked.skip.saturating_sub(PAGE))),
        view.has_more.then(|| turned(asked.skip + PAGE)),
    );
    let body = html! {
        p { (counts(lang, &view)) }
        @if view.rows.is_empty() { (table::empty(&nothing(lang))) } @else { (lines::table(ctx, lang, of, &view)) }
        @if pages.0.is_some() || pages.1.is_some() { (table::paging(lang, &pages)) }
        @if let Some(href) = list { p { a class="button" href=(href) { (t(lang, "scorecard-records-all")) } } }
    };
    // Where a record counts once or not at all, those that do are told from those that do not.
    let counts_once = |row: &BehindRow| row.below.is_none_or(|n| matches!(n, 0 | 1));
    let has_sides = of.unit == Unit::Ratio && view.rows.iter().all(counts_once);
    Ok(html! {
        @if has_sides { (bar(sides(lang, of, &asked))) }
        (content(true, section(&t(lang, "scorecard-records"), None, body)))
    })
}

/// The days, how many there are, and how many more that the reader does not see.
fn counts(lang: Lang, view: &BehindView) -> Markup {
    let days = format!("{} – {}", fmt::day(lang, view.from.civil()), fmt::day(lang, view.to.civil()));
    let key = if view.seen.more_than { "scorecard-records-more" } else { "scorecard-records-seen" };
    html! {
        (days) " · " (tr(lang, key, &[("count", view.seen.n.into())]))
        @if let Some(hidden) = view.hidden.filter(|n| *n > 0) {
            " · " b { (tr(lang, "scorecard-hidden", &[("count", hidden.into())])) }
        }
    }
}

/// All of a ratio's records, those above its line, and those only below it.
fn sides(lang: Lang, of: &Measure, asked: &Behind) -> Markup {
    let label = |side: Side| match (side, of.is_share()) {
        (Side::Both, _) => t(lang, "scorecard-side-both"),
        (Side::Over, true) => t(lang, "scorecard-side-counted"),
        (Side::Over, false) => t(lang, "scorecard-side-over"),
        (Side::Rest, true) => t(lang, "scorecard-side-not-counted"),
        (Side::Rest, false) => t(lang, "scorecard-side-under"),
    };
    html! {
        @for (_, side) in SIDES {
            a class="chip" href=(address(&Behind { side, skip: 0, ..asked.clone() })) aria-current=[(side == asked.side).then_some("true")] {
                (label(side))
            }
        }
    }
}

fn nothing(lang: Lang) -> Empty {
    let (title, text) = (t(lang, "scorecard-records-none"), t(lang, "scorecard-records-none-why"));
    Empty { title: title.into_owned(), text: text.into_owned(), action: None }
}

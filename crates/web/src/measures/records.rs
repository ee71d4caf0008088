//! The records behind a figure, and how many of those it counts the reader does not see.

use super::shown;
use crate::errors::Answer;
use crate::extract::SignedIn;
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::table::{self, Column, Row};
use app::listing::{self, Cell, ListQuery, kinds};
use app::measures::{Subject, series};
use app::scorecards;
use app::{Ctx, Error, Tx};
use axum::extract::{Path, Query};
use domain::Day;
use domain::kernel::Span;
use domain::measures::catalogue;
use maud::{Markup, html};
use serde::Deserialize;
use text::{Lang, fmt, t, tr};

/// Records that are shown here; all of them are in the list.
const SHOWN: usize = 50;

/// What the address asks.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    position: String,
    unit: String,
    from: String,
    to: String,
}

impl Asked {
    fn subject(&self) -> Option<Subject> {
        let position = self.position.parse().ok().map(Subject::Position);
        position.or_else(|| self.unit.parse().ok().map(Subject::Unit))
    }
    fn span(&self) -> Option<Span> {
        let (from, to) = (self.from.parse::<Day>().ok()?, self.to.parse::<Day>().ok()?);
        (from <= to).then(|| Span { from, to: to.next() })
    }
}

/// The page.
pub async fn page(Path(id): Path<String>, Query(asked): Query<Asked>, signed: SignedIn) -> Answer {
    signed.page(move |ctx, tx, frame| drawn(ctx, tx, frame, &id, &asked)).await
}

fn drawn(ctx: &Ctx, tx: &mut Tx<'_>, frame: &mut PageFrame, id: &str, asked: &Asked) -> app::Result<Markup> {
    let of = catalogue::find(id).ok_or(Error::NotFound)?;
    let (subject, span) = asked.subject().zip(asked.span()).ok_or(Error::NotFound)?;
    let behind = scorecards::behind(ctx, tx, id, subject, span)?;
    let figure = series(ctx, tx, of, subject, &[span])?.into_iter().next();
    let lang = frame.lang;
    frame.title = shown::name(lang, of);
    frame.of = figure.map(|figure| shown::figure(lang, of, &figure));
    let query = ListQuery { limit: SHOWN, ..ListQuery::filtered(behind.filter.clone()) };
    let view = listing::list(ctx, tx, &kinds::OPPORTUNITIES, &query)?;
    let columns: Vec<Column> =
        view.columns.iter().map(|c| Column::text(t(lang, &format!("field-{}", c.key)))).collect();
    let row = |row: &listing::ListRow| {
        let words = view.columns.iter().zip(&row.cells).map(|(column, cell)| words(lang, column.key, cell));
        let href = format!("/opportunities/{}", row.id);
        let cell = |(at, words): (usize, String)| match at {
            0 => html! { a class="title" href=(href) { (words) } },
            _ => html! { (words) },
        };
        Row { id: row.id.to_string(), cells: words.enumerate().map(cell).collect(), ..Row::default() }
    };
    let rows: Vec<Row> = view.rows.iter().map(row).collect();
    let all = format!("/opportunities{}", super::page::to_query(&[("filter", behind.filter.clone())]));
    let days = format!("{} – {}", fmt::day(lang, span.from.civil()), fmt::day(lang, span.to.plus(-1).civil()));
    let body = html! {
        p {
            (days) " · " (tr(lang, "scorecard-records-seen", &[("count", behind.seen.into())]))
            @if behind.hidden() > 0 { " · " b { (tr(lang, "scorecard-hidden", &[("count", behind.hidden().into())])) } }
        }
        (table::plain(&columns, &rows))
        p { a class="button" href=(all) { (t(lang, "scorecard-records-all")) } }
    };
    Ok(content(true, section(&t(lang, "scorecard-records"), None, body)))
}

/// A cell in words.
fn words(lang: Lang, column: &str, cell: &Cell) -> String {
    match cell {
        Cell::Day(day) => fmt::day(lang, day.civil()),
        Cell::Money(money) => fmt::money_whole(lang, money.minor, money.currency.code(), money.currency.digits()),
        Cell::Choice(key) if column == "outcome" => t(lang, &format!("outcome-{key}")).into_owned(),
        Cell::Hidden => t(lang, "word-hidden").into_owned(),
        other => other.plain(),
    }
}

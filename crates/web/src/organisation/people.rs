//! Everyone who holds a position on a day, with what they hold.

use super::params::{Params, address};
use super::{PEOPLE, head, position_href};
use crate::errors::Answer;
use crate::extract::SignedIn;
use crate::ui::layout::content;
use crate::ui::table::{self, Column, Empty, List, Row};
use app::organisation::queries::{self, PersonLine};
use axum::extract::Query;
use domain::Day;
use maud::html;
use serde::Deserialize;
use text::{Lang, t, tr};

/// People of one page.
const PAGE: usize = 100;

/// What the address says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    day: Option<String>,
    q: Option<String>,
    after: Option<String>,
}

/// The page.
pub async fn page(signed: SignedIn, Query(asked): Query<Asked>) -> Answer {
    signed
        .page(move |ctx, tx, frame| {
            let lang = frame.lang;
            let day = Params { day: asked.day.clone(), ..Params::default() }.day().unwrap_or(ctx.today);
            head(ctx, tx, frame, PEOPLE, day)?;
            let named = asked.q.clone().unwrap_or_default();
            let people = queries::people(ctx, day, &named)?;
            let first = asked.after.as_deref().and_then(|n| n.parse::<usize>().ok()).unwrap_or(0).min(people.len());
            let last = first.saturating_add(PAGE).min(people.len());
            let at = |from: usize| {
                let pairs = [("day", day.to_string()), ("q", named.clone()), ("after", from.to_string())];
                address(PEOPLE, &pairs.map(|(name, value)| (name.to_owned(), value)))
            };
            let list = List {
                id: "people".to_owned(),
                path: PEOPLE.to_owned(),
                keep: vec![("day".to_owned(), day.to_string())],
                columns: columns(lang),
                rows: people.get(first..last).unwrap_or_default().iter().map(|line| row(line, day)).collect(),
                search: Some(named.clone()),
                summary: Some(tr(lang, "organisation-people-count", &[("count", people.len().into())])),
                pages: ((first > 0).then(|| at(first.saturating_sub(PAGE))), (last < people.len()).then(|| at(last))),
                peek: true,
                empty: Empty {
                    title: t(lang, "organisation-people").into_owned(),
                    text: t(lang, "organisation-empty").into_owned(),
                    action: None,
                },
                ..List::default()
            };
            Ok(content(true, table::list(lang, &frame.csrf, &list)))
        })
        .await
}

fn columns(lang: Lang) -> Vec<Column> {
    ["field-name", "field-title", "field-unit", "field-email"].map(|key| Column::text(t(lang, key))).to_vec()
}

fn row(line: &PersonLine, day: Day) -> Row {
    let main = line.positions.first();
    let titles: Vec<&str> = line.positions.iter().map(|p| p.title.as_str()).collect();
    let mut units: Vec<&str> = line.positions.iter().filter_map(|p| p.unit.as_deref()).collect();
    units.dedup();
    Row {
        id: line.person.to_string(),
        href: main.map(|p| position_href(p.position, Some(day))),
        cells: vec![
            html! { (line.name) },
            html! { (titles.join(", ")) },
            html! { (units.join(", ")) },
            html! { (line.email.as_deref().unwrap_or_default()) },
        ],
        off: false,
    }
}

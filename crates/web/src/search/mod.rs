//! Search: the palette's JSON and the page, over the same query. Records, pages and actions that the reader
//! may see, nothing else.

use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{self, Caller};
use crate::errors::Answer;
use crate::extract::SignedIn;
use crate::frame;
use crate::records::{SHAPES, shape_of};
use crate::routes::Routes;
use crate::ui::layout;
use crate::ui::table::{self, Column, Empty, Row};
use app::Ctx;
use app::search::{self as finding, Hit};
use axum::extract::Query;
use axum::http::Method;
use domain::policy::Action;
use maud::html;
use serde::{Deserialize, Serialize};
use serde_json::json;
use text::{Lang, t, tr};

const PALETTE: &str = "/palette";
const SEARCH: &str = "/search";
const API: &str = "/api/v1/search";

const WORDS: &[Part] = &[
    part("q", "string", "The words, or the beginnings of words."),
    maybe("limit", "integer", "Hits of each kind; 5 where none is given, at most 25."),
];
const HITS: &[Part] =
    &[part("items", "any[]", "`kind`, `id`, `label`, `detail`, and `is_likely` where its words are only near those.")];

/// Hits of each kind that the palette shows, and the page.
const BRIEF: usize = 5;
const WHOLE: usize = 25;

/// These routes.
pub fn routes() -> Routes {
    let doc = Doc {
        summary: "Records that hold these words, likely ones first.",
        query: WORDS,
        answer: HITS,
        ..Doc::default()
    };
    Routes::new().own_page(PALETTE, palette).own_page(SEARCH, search).own_api(Method::GET, API, doc, by_program)
}

async fn by_program(caller: Caller, Query(asked): Query<Asked>) -> Answer {
    let most = asked.limit.unwrap_or(BRIEF).min(WHOLE);
    let hits = caller.read(move |ctx, tx| finding::find(ctx, tx, &asked.q, most)).await?;
    Ok(api::json(&json!({ "items": hits })))
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
    limit: Option<usize>,
}

/// One line of the palette.
#[derive(Serialize)]
struct Found {
    group: String,
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    href: String,
}

/// The page of a hit; people stand in the organisation.
fn href(hit: &Hit) -> Option<String> {
    match shape_of(hit.kind) {
        Some(shape) => Some(shape.href(hit.id)),
        None => (hit.kind == "people").then(|| format!("/organisation?person={}", hit.id)),
    }
}

fn group(lang: Lang, hit: &Hit) -> String {
    if hit.is_likely {
        return t(lang, "search-likely").into_owned();
    }
    let key = shape_of(hit.kind).map_or("nav-organisation", |shape| shape.title);
    t(lang, key).into_owned()
}

async fn palette(signed: SignedIn, Query(asked): Query<Asked>) -> Answer {
    let (state, lang) = (signed.state.clone(), signed.lang);
    let found = signed
        .read(move |ctx, tx| {
            let mut found: Vec<Found> = Vec::new();
            let mut hits = finding::find(ctx, tx, &asked.q, BRIEF)?;
            hits.sort_by_key(|hit| hit.kind);
            for hit in hits {
                let Some(href) = href(&hit) else { continue };
                found.push(Found { group: group(lang, &hit), label: hit.label, hint: hit.detail, href });
            }
            let wanted = text::fold(&asked.q);
            for place in frame::of(ctx, &state, PALETTE).nav {
                if text::fold(&place.label).contains(&wanted) {
                    let group = t(lang, "palette-pages").into_owned();
                    found.push(Found { group, label: place.label, hint: None, href: place.href });
                }
            }
            found.extend(actions(ctx, lang).into_iter().filter(|one| text::fold(&one.label).contains(&wanted)));
            Ok(found)
        })
        .await?;
    Ok(api::json(&found))
}

/// Everything that the reader may make.
fn actions(ctx: &Ctx, lang: Lang) -> Vec<Found> {
    let may = SHAPES.into_iter().filter(|shape| ctx.can(Action::Create, shape.noun()));
    let found = may.map(|shape| Found {
        group: t(lang, "palette-actions").into_owned(),
        label: t(lang, shape.new).into_owned(),
        hint: None,
        href: shape.paths.new.to_owned(),
    });
    found.collect()
}

async fn search(signed: SignedIn, Query(asked): Query<Asked>) -> Answer {
    signed
        .page(move |ctx, tx, frame| {
            let lang = frame.lang;
            frame.title = t(lang, "search-title").into_owned();
            let hits = finding::find(ctx, tx, &asked.q, WHOLE)?;
            let rows: Vec<Row> = hits
                .iter()
                .filter_map(|hit| {
                    let href = href(hit)?;
                    let cells = vec![
                        html! { a class="link" href=(href) { (hit.label) } },
                        html! { (hit.detail.as_deref().unwrap_or_default()) },
                        html! { (group(lang, hit)) },
                    ];
                    Some(Row { id: hit.id.to_string(), cells, ..Row::default() })
                })
                .collect();
            let columns = ["field-name", "record-related", "field-kind"].map(|key| Column::text(t(lang, key)));
            let nothing = Empty {
                title: tr(lang, "palette-none", &[("query", asked.q.as_str().into())]),
                ..Empty::default()
            };
            Ok(layout::content(
                true,
                html! {
                    form class="row" method="get" action=(SEARCH) role="search" {
                        input class="input" type="search" name="q" value=(asked.q) aria-label=(t(lang, "action-search"));
                        button class="button primary" { (t(lang, "action-search")) }
                    }
                    @if !rows.is_empty() {
                        @if hits.iter().any(|hit| hit.is_likely) { p { (t(lang, "search-likely-only")) } }
                        p class="soft" { (tr(lang, "search-results-for", &[("query", asked.q.as_str().into())])) }
                        section class="card" { (table::plain(&columns, &rows)) }
                    } @else if !asked.q.trim().is_empty() { (table::empty(&nothing)) }
                },
            ))
        })
        .await
}

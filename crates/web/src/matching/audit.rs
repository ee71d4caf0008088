//! The audit: records of a kind that are likely one, cluster by cluster, each pair to be kept apart or looked at.

use super::{merge, sure, why};
use crate::errors::Answer;
use crate::extract::{Posted, SignedIn};
use crate::records::{Shape, shape_of};
use crate::routes::Routes;
use crate::ui::form;
use crate::ui::layout::{PageFrame, Tab, content, section};
use crate::ui::overlay::Toast;
use crate::ui::table::{self, Column, Row};
use app::matching::{Cluster, MATCHED, MERGED, Pair, commands, queries};
use app::{Ctx, Error};
use axum::extract::Path;
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use text::{t, tr};
use uuid::Uuid;

const AUDIT: &str = "/duplicates/{kind}";
const APART: &str = "/duplicates/{kind}/apart";
/// Clusters that are shown.
const SHOWN: usize = 50;

/// The audit of a kind.
pub(super) fn href(kind: &str) -> String {
    AUDIT.replace("{kind}", kind)
}

/// These routes.
pub(super) fn routes() -> Routes {
    Routes::new().page(AUDIT, Noun::Account, page).action(APART, Noun::Account, apart)
}

/// The shape of a kind that is matched.
pub(super) fn matched(kind: &str) -> app::Result<&'static Shape> {
    shape_of(kind).filter(|shape| MATCHED.contains(&shape.noun())).ok_or(Error::NotFound)
}

async fn page(signed: SignedIn, Path(kind): Path<String>) -> Answer {
    signed
        .page(move |ctx, tx, frame| {
            let shape = matched(&kind)?;
            head(ctx, frame, shape);
            let lang = frame.lang;
            let audit = queries::duplicates(ctx, tx, shape.noun(), SHOWN)?;
            let more = audit.more || audit.clusters.len() > SHOWN;
            let lately = merge::lately(ctx, tx, frame, shape)?;
            let has_certain = MERGED.contains(&shape.noun())
                && audit.clusters.iter().flat_map(|c| &c.pairs).any(|pair| pair.other.score >= domain::matching::CERTAIN);
            Ok(content(
                true,
                html! {
                    p class="soft" { (t(lang, "matching-explained")) }
                    @if has_certain { (merge::certain(ctx, frame, shape)) }
                    @if audit.clusters.is_empty() { div class="card" { p class="body pad" { (t(lang, "matching-none")) } } }
                    @for cluster in &audit.clusters { (drawn(frame, shape, cluster)) }
                    (lately)
                    @if more { p class="quiet small" { (t(lang, "matching-more")) } }
                },
            ))
        })
        .await
}

fn head(ctx: &Ctx, frame: &mut PageFrame, here: &Shape) {
    frame.title = t(frame.lang, "matching-duplicates").into_owned();
    let shapes = MATCHED.into_iter().filter(|noun| ctx.can(Action::See, *noun)).filter_map(crate::records::shape_for);
    let tab = |shape: &'static Shape| {
        Tab::new(href(shape.kind.key), t(frame.lang, shape.title), shape.kind.key == here.kind.key)
    };
    frame.tabs = shapes.map(tab).collect();
}

fn drawn(frame: &PageFrame, shape: &Shape, cluster: &Cluster) -> Markup {
    let lang = frame.lang;
    let columns = [
        Column::text(t(lang, "matching-one")),
        Column::text(t(lang, "matching-other")),
        Column::text(t(lang, "matching-why")),
        Column::text(t(lang, "matching-decide")),
    ];
    let name = |id: Uuid| cluster.records.iter().find(|label| label.id == id).map_or("", |label| label.label.as_str());
    let row = |pair: &Pair| {
        let (one, other) = (pair.one, pair.other.record.id);
        let link = |id: Uuid| html! { a class="title" href=(shape.href(id)) data-peek { (name(id)) } };
        let cells = vec![
            link(one),
            link(other),
            html! { (sure(lang, pair.other.score)) div class="quiet small" { (why(lang, &pair.other.reasons)) } },
            decide(frame, shape, (one, other), &format!("{}, {}", name(one), name(other))),
        ];
        Row { id: format!("{one}-{other}"), cells, ..Row::default() }
    };
    let rows: Vec<Row> = cluster.pairs.iter().map(row).collect();
    let title = cluster.records.first().map_or("", |label| label.label.as_str());
    let count = tr(lang, "matching-records", &[("count", cluster.records.len().into())]);
    section(title, Some(html! { span class="quiet small" { (count) } }), table::plain(&columns, &rows))
}

/// What may be decided of a pair; `names` tell its buttons from those of others.
fn decide(frame: &PageFrame, shape: &Shape, (one, other): (Uuid, Uuid), names: &str) -> Markup {
    let lang = frame.lang;
    let ids = [("one", one.to_string()), ("other", other.to_string())];
    let ids: Vec<(&str, &str)> = ids.iter().map(|(name, id)| (*name, id.as_str())).collect();
    let apart = APART.replace("{kind}", shape.kind.key);
    let keep = html! { (t(lang, "matching-keep-apart")) span class="hide" { ": " (names) } };
    html! {
        div class="row" {
            @if MERGED.contains(&shape.noun()) { a class="button" href=(merge::href(shape.kind.key, one, other)) { (t(lang, "matching-merge")) span class="hide" { ": " (names) } } }
            (form::post(&frame.csrf, &apart, &ids, "", keep))
        }
    }
}

/// Says that two are two.
async fn apart(Path(kind): Path<String>, posted: Posted) -> Answer {
    let shape = matched(&kind)?;
    let id = |name: &str| posted.fields.parsed::<Uuid>(name).ok_or(Error::NotFound);
    let (one, other) = (id("one")?, id("other")?);
    posted.signed.write(move |ctx, tx| commands::keep_apart(ctx, tx, shape.noun(), one, other)).await?;
    posted.signed.done(&href(shape.kind.key), Some(&Toast::said(t(posted.signed.lang, "matching-kept-apart"))))
}

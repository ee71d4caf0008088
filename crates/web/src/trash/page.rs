//! The list of what was deleted; deleting and taking back.

use super::{LIST, restore_href};
use crate::api::id;
use crate::errors::Answer;
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::records::{again, shape_for, shape_of};
use crate::settings::{head, moment};
use crate::ui::field::{Field, Kind, field};
use crate::ui::layout::{content, section};
use crate::ui::overlay::Toast;
use crate::ui::table::{self, Column, Row};
use app::events::Cause;
use app::trash::{Trashed, commands, queries};
use app::{Ctx, Error};
use axum::extract::{Path, Query};
use maud::html;
use text::{Lang, t, tr};
use uuid::Uuid;

/// Records that are listed.
const LISTED: usize = 200;

/// What was deleted, the latest first.
pub async fn list(signed: SignedIn, Query(asked): Query<Vec<(String, String)>>) -> Answer {
    let words = Fields::from(asked).some("search");
    signed
        .page(move |ctx, tx, frame| {
            head(ctx, frame, LIST);
            let lang = frame.lang;
            let most = i64::try_from(LISTED).unwrap_or(i64::MAX);
            let found = queries::latest(ctx, tx, words.as_deref(), most)?;
            let keys = ["trash-kind", "trash-when", "trash-who", "trash-until"];
            // The button stands where a narrow screen shows it.
            let first = [Column::text(t(lang, "trash-record")), Column::text("")];
            let columns: Vec<Column> = first.into_iter().chain(keys.map(|key| Column::text(t(lang, key)))).collect();
            let rows: Vec<Row> = found.iter().map(|one| row(ctx, lang, &frame.csrf, one)).collect();
            let search = Field::new("search", t(lang, "ui-search-list"), Kind::Text).value(words.clone().unwrap_or_default());
            Ok(content(
                true,
                section(&t(lang, "trash-title"), None, html! {
                    div class="stack" {
                        p class="soft" { (t(lang, "trash-explained")) }
                        @if !rows.is_empty() || words.is_some() {
                            form class="form inline" method="get" action=(LIST) { (field(lang, &search)) }
                        }
                        @if rows.is_empty() { p class="empty" { (t(lang, "trash-none")) } } @else { (table::plain(&columns, &rows)) }
                        @if rows.len() == LISTED { p class="soft" { (tr(lang, "trash-first", &[("count", LISTED.into())])) } }
                    }
                }),
            ))
        })
        .await
}

fn row(ctx: &Ctx, lang: Lang, csrf: &str, one: &Trashed) -> Row {
    let kind = shape_for(one.noun).map(|shape| t(lang, shape.title));
    let cells = vec![
        html! { b { (one.name) } },
        super::restore(lang, csrf, one),
        html! { (kind.unwrap_or_default()) },
        html! { (moment(ctx, lang, one.deleted_at)) },
        html! { @match &one.user_name { Some(name) => (name), None => (t(lang, "event-by-nobody")) } },
        html! { (moment(ctx, lang, one.ends_at)) },
    ];
    Row { id: one.id.to_string(), cells, ..Row::default() }
}

/// Deletes a record.
pub async fn delete(Path((kind, record)): Path<(String, String)>, posted: Posted) -> Answer {
    let shape = shape_of(&kind).filter(|shape| super::takes(shape)).ok_or(Error::NotFound)?;
    let record: Uuid = id(&record)?;
    let signed = posted.signed;
    let gone = signed
        .write(move |ctx, tx| {
            ctx.begin_set();
            commands::delete(ctx, tx, Cause::COMMAND, shape.noun(), &[record])?;
            queries::one(ctx, tx, record)
        })
        .await;
    match gone {
        Ok(one) => {
            let said = tr(signed.lang, "trash-deleted", &[("name", one.name.into())]);
            let toast = Toast { undo: Some((restore_href(record), Vec::new())), ..Toast::said(said) };
            signed.done(shape.paths.list, Some(&toast))
        }
        Err(refused) => {
            let key = record.to_string();
            signed.again(refused, move |ctx, tx, frame, faults| again(ctx, tx, frame, shape, &key, faults)).await
        }
    }
}

/// Takes a record back.
pub async fn restore(Path(record): Path<String>, posted: Posted) -> Answer {
    let record: Uuid = id(&record)?;
    let signed = posted.signed;
    let back =
        signed.write(move |ctx, tx| commands::restore(ctx, tx, &[record])).await?.pop().ok_or(Error::NotFound)?;
    let href = shape_for(back.noun).ok_or(Error::NotFound)?.href(record);
    let said = super::back(signed.lang, &back);
    signed.done(&href, Some(&Toast::said(said)))
}

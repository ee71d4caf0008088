//! Two changed the same record: field by field, what both began from, what this one wrote, what stands.

use super::page::{id_of, text_of, version_of};
use super::shape::{Entry, Shape};
use super::{Values, fields, shown};
use crate::errors::Answer;
use crate::extract::SignedIn;
use crate::fields::Fields;
use crate::ui::conflict::{Difference, conflict};
use crate::ui::layout;
use app::records::{Entry as Told, FieldChange, What};
use app::settings::Company;
use axum::http::StatusCode;
use domain::Instant;
use serde_json::Value as Json;
use text::{Lang, fmt, t, tr};

/// Changes of a record that are looked through for what a field was.
const LOOKED_THROUGH: i64 = 50;

/// The page on which one chooses, for the form that was sent. `both` are the fields that both changed: of the others,
/// what was sent back as it was read is left to the other side, and what was changed goes along. Status 409.
pub(super) async fn page(
    shape: &'static Shape,
    signed: &SignedIn,
    id: String,
    sent: Fields,
    both: Vec<String>,
) -> Answer {
    let drawn = move |ctx: &app::Ctx, tx: &mut app::Tx<'_>, frame: &mut layout::PageFrame| {
        let standing = (shape.page)(ctx, tx, &id)?.values()?;
        let id = id_of(&standing)?;
        let since = Instant(ctx.now.0.saturating_add(1));
        let story = app::records::timeline(ctx, tx, shape.noun(), id, since, LOOKED_THROUGH)?;
        let lang = frame.lang;
        frame.title = text_of(&standing, "name");
        let version = version_of(&standing);
        let behind = version - sent.parsed::<i64>("version").unwrap_or(version);
        let (mut kept, mut differences) = (Vec::new(), Vec::new());
        for entry in shape.all(ctx).filter(|e| e.is_set && sent.has(e.key)) {
            let touched = touched(&story, &entry, behind);
            let theirs = fields::sent(standing.get(entry.key).unwrap_or(&Json::Null));
            // Two who saved in the same moment: which fields both changed is not known, so all that differ are asked.
            let is_unsaid = both.is_empty() && sent.text(entry.key) != theirs;
            if is_unsaid || both.iter().any(|field| field == entry.key) {
                let before = touched
                    .map(|change| shown::told(lang, &ctx.company.time_zone, shape.kind.key, entry.key, &change.before));
                let before = before.unwrap_or_default();
                differences.push(difference(lang, shape, &entry, &standing, &sent, &ctx.company, before));
            } else if touched.is_none() {
                kept.push((entry.key.to_owned(), sent.text(entry.key)));
            }
        }
        let first = story.iter().find(|told| matches!(told.what, What::Event { .. }));
        let who = first.map(|told| {
            let local = shown::local(told.at, &ctx.company.time_zone);
            let when = fmt::moment(lang, local, ctx.today.civil());
            tr(lang, "record-changed-by", &[("who", told.by.clone().unwrap_or_default().into()), ("when", when.into())])
        });
        let (csrf, href) = (frame.csrf.clone(), shape.href(id));
        let who = who.unwrap_or_default();
        Ok(layout::content(true, conflict(lang, &csrf, &href, &version.to_string(), &who, &kept, &differences)))
    };
    let mut answer = signed.page(drawn).await?;
    *answer.status_mut() = StatusCode::CONFLICT;
    Ok(answer)
}

fn difference(
    lang: Lang,
    shape: &Shape,
    entry: &Entry,
    standing: &Values,
    sent: &Fields,
    company: &Company,
    before: String,
) -> Difference {
    let theirs = standing.get(entry.key).unwrap_or(&Json::Null);
    let shown_theirs = match shown::label(standing, entry.key) {
        Some(label) => label.label,
        None if shown::is_hidden(standing, entry.key) => t(lang, "word-hidden").into_owned(),
        None => shown::told(lang, &company.time_zone, shape.kind.key, entry.key, theirs),
    };
    let yours = sent.text(entry.key);
    let shown_yours = match entry.how {
        _ if entry.is_named() && !yours.is_empty() => sent.text(&format!("{}_label", entry.key)),
        _ => match fields::one(entry, sent, fields::currency_of(theirs, company.currency)) {
            Ok(value) => shown::told(lang, &company.time_zone, shape.kind.key, entry.key, &value),
            Err(_) => yours.clone(),
        },
    };
    Difference {
        name: entry.key.to_owned(),
        label: entry.name(lang),
        before,
        yours: (yours, shown_yours),
        theirs: (fields::sent(theirs), shown_theirs),
    }
}

/// The oldest change of a field since the version that was read: what it was then. Each version is one change;
/// none where nobody changed it since.
fn touched<'s>(story: &'s [Told], entry: &Entry, behind: i64) -> Option<&'s FieldChange> {
    let changes = story.iter().filter_map(|told| match &told.what {
        What::Event { fields, kind, .. } if app::events::is_version(kind) => Some(fields),
        _ => None,
    });
    let since = changes.take(usize::try_from(behind).unwrap_or(0));
    since.filter_map(|fields| fields.iter().find(|change| change.field == entry.key)).last()
}

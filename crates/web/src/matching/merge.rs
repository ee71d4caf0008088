//! Two records made one: field by field, from the audit or from the record; what was merged lately, and its undo.

use super::audit::{href as audit_href, matched};
use crate::errors::{Answer, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::records::{Entry, How, Shape, Values, shown};
use crate::routes::Routes;
use crate::ui::field::{Field, Kind, field};
use crate::ui::form::{self, Form};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use app::matching::merge::{self, Merge, NOT_TAKEN};
use app::{Ctx, Error, Tx};
use axum::extract::{Path, Query};
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use serde_json::Value as Json;
use text::{Lang, t, tr};
use uuid::Uuid;

const MERGE: &str = "/duplicates/{kind}/merge";
const CERTAIN: &str = "/duplicates/{kind}/certain";
const UNDO: &str = "/duplicates/{kind}/undo/{merge}";
/// Merges that are shown to be undone.
const LATEST: i64 = 10;
/// Clusters that are merged at once.
const AT_ONCE: usize = 200;

/// These routes.
pub(super) fn routes() -> Routes {
    Routes::new()
        .page(MERGE, Noun::Account, page)
        .action(MERGE, Noun::Account, make)
        .action(CERTAIN, Noun::Account, all_certain)
        .action(UNDO, Noun::Account, undo)
}

/// Where two are made one.
pub(super) fn href(kind: &str, one: Uuid, other: Uuid) -> String {
    format!("{}?one={one}&other={other}", MERGE.replace("{kind}", kind))
}

fn undo_href(kind: &str, merge: Uuid) -> String {
    UNDO.replace("{kind}", kind).replace("{merge}", &merge.to_string())
}

type Pairs = Query<Vec<(String, String)>>;

async fn page(signed: SignedIn, Path(kind): Path<String>, Query(pairs): Pairs) -> Answer {
    let named = |name: &str| pairs.iter().find(|(found, _)| found == name).and_then(|(_, id)| id.parse::<Uuid>().ok());
    let (one, other) = named("one").zip(named("other")).ok_or(Error::NotFound)?;
    signed.page(move |ctx, tx, frame| drawn(ctx, tx, frame, matched(&kind)?, (one, other), &Faults::none())).await
}

/// The values of a record that the user may change.
fn editable(ctx: &Ctx, tx: &mut Tx<'_>, shape: &Shape, id: Uuid) -> app::Result<Values> {
    let values = (shape.page)(ctx, tx, &id.to_string())?.values()?;
    match values.get("may_edit") == Some(&Json::Bool(true)) {
        true => Ok(values),
        false => Err(Error::Forbidden),
    }
}

fn drawn(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    shape: &Shape,
    (one, other): (Uuid, Uuid),
    faults: &Faults,
) -> app::Result<Markup> {
    let (kept, gone) = (editable(ctx, tx, shape, one)?, editable(ctx, tx, shape, other)?);
    let lang = frame.lang;
    frame.title = t(lang, "matching-merge").into_owned();
    frame.of = Some(format!("{}, {}", told(&kept, "name"), told(&gone, "name")));
    let inputs = choices(ctx, lang, shape, &kept, &gone);
    let form = Form {
        action: MERGE.replace("{kind}", shape.kind.key),
        csrf: frame.csrf.clone(),
        submit: t(lang, "matching-merge").into_owned(),
        cancel: Some(audit_href(shape.kind.key)),
        errors: faults.beside(&[]),
        ..Form::default()
    };
    let body = html! {
        input type="hidden" name="one" value=(one);
        input type="hidden" name="other" value=(other);
        p { (tr(lang, "matching-merge-explained", &[("kept", told(&kept, "name").into()), ("gone", told(&gone, "name").into())])) }
        p class="small" { a class="link" href=(href(shape.kind.key, other, one)) { (t(lang, "matching-keep-other")) } }
        @if inputs.is_empty() { p class="soft" { (t(lang, "matching-merge-alike")) } }
        @for input in &inputs { (field(lang, input)) }
    };
    Ok(content(true, section(&t(lang, "matching-fields"), None, form::laid_out(lang, &form, &inputs, body))))
}

/// Fields in which the two differ, each to be taken from one of them.
fn choices(ctx: &Ctx, lang: Lang, shape: &Shape, kept: &Values, gone: &Values) -> Vec<Field> {
    let differs = |key: &str| {
        let value = |of: &Values| of.get(key).cloned().unwrap_or_default();
        !NOT_TAKEN.contains(&key) && !value(kept).is_null() && !value(gone).is_null() && value(kept) != value(gone)
    };
    let choice = |entry: Entry| {
        let words = [("one", told_of(kept, entry)), ("other", told_of(gone, entry))];
        let words = words.map(|(which, value)| (which.to_owned(), value)).to_vec();
        Field::new(format!("f-{}", entry.key), entry.name(lang), Kind::Choice(words)).value("one".to_owned())
    };
    shape.all(ctx).filter(|entry| entry.is_set && differs(entry.key)).map(choice).collect()
}

/// A value as people read it: records by their name.
fn told_of(values: &Values, entry: Entry) -> String {
    match entry.how {
        How::Own(own) if !entry.is_named() => {
            let value = values.get(entry.key).cloned().unwrap_or_default();
            app::custom_fields::worded(own, &value).as_str().map_or_else(|| shown::plain(&value), str::to_owned)
        }
        _ => told(values, entry.key),
    }
}

/// A value by its key.
fn told(values: &Values, key: &str) -> String {
    let label = values.get(&format!("{key}_label")).and_then(|label| label.get("label")).and_then(Json::as_str);
    label.map_or_else(|| values.get(key).map(shown::plain).unwrap_or_default(), str::to_owned)
}

async fn make(Path(kind): Path<String>, posted: Posted) -> Answer {
    let shape = matched(&kind)?;
    let id = |name: &str| posted.fields.parsed::<Uuid>(name).ok_or(Error::NotFound);
    let (one, other) = (id("one")?, id("other")?);
    let sent = posted.fields;
    let made =
        posted.signed.write(move |ctx, tx| merge::merge(ctx, tx, shape.noun(), one, other, &taken(ctx, shape, &sent)));
    let made = made.await;
    let signed = posted.signed;
    match made {
        Ok(merge) => {
            let said = tr(signed.lang, "matching-merged", &[("name", merge.name.as_str().into())]);
            let toast = Toast { undo: Some((undo_href(shape.kind.key, merge.id), Vec::new())), ..Toast::said(said) };
            signed.done(&shape.href(merge.kept), Some(&toast))
        }
        Err(refused) => {
            signed
                .again(refused, move |ctx, tx, frame, faults| drawn(ctx, tx, frame, shape, (one, other), faults))
                .await
        }
    }
}

/// The fields that are taken from the record that goes.
fn taken(ctx: &Ctx, shape: &Shape, sent: &Fields) -> Vec<String> {
    let other = |key: &&str| sent.raw(&format!("f-{key}")) == "other";
    shape.all(ctx).filter(|entry| entry.is_set).map(|entry| entry.key).filter(other).map(str::to_owned).collect()
}

async fn all_certain(Path(kind): Path<String>, posted: Posted) -> Answer {
    let shape = matched(&kind)?;
    let made = posted.signed.write(move |ctx, tx| merge::merge_certain(ctx, tx, shape.noun(), AT_ONCE)).await?;
    let said = tr(posted.signed.lang, "matching-merged-count", &[("count", made.len().into())]);
    posted.signed.done(&audit_href(shape.kind.key), Some(&Toast::said(said)))
}

async fn undo(Path((kind, id)): Path<(String, String)>, posted: Posted) -> Answer {
    let (shape, id) = (matched(&kind)?, crate::api::id::<Uuid>(&id)?);
    let undone = posted.signed.write(move |ctx, tx| merge::undo(ctx, tx, id)).await?;
    let said = tr(posted.signed.lang, "matching-unmerged", &[("name", undone.name.as_str().into())]);
    posted.signed.done(&shape.href(undone.kept), Some(&Toast::said(said)))
}

/// What stands under an audit: what was merged lately, each to be undone; nothing where there is none.
pub(super) fn lately(ctx: &Ctx, tx: &mut Tx<'_>, frame: &PageFrame, shape: &Shape) -> app::Result<Markup> {
    let merges = merge::latest(ctx, tx, shape.noun(), LATEST)?;
    if merges.is_empty() {
        return Ok(Markup::default());
    }
    let lang = frame.lang;
    let item = |merge: &Merge| {
        let label = html! { (t(lang, "matching-undo")) span class="hide" { ": " (merge.name) } };
        html! {
            li class="row" {
                a class="link" href=(shape.href(merge.kept)) { (merge.name) }
                span class="quiet small spread" { (crate::settings::moment(ctx, lang, merge.merged_at)) }
                (form::post(&frame.csrf, &undo_href(shape.kind.key, merge.id), &[], "", label))
            }
        }
    };
    let list = html! { ul { @for merge in &merges { (item(merge)) } } };
    Ok(section(&t(lang, "matching-lately"), None, list))
}

/// The button that merges all that is as good as certain; nothing where the user may change none of the kind.
pub(super) fn certain(ctx: &Ctx, frame: &PageFrame, shape: &Shape) -> Markup {
    if !ctx.can(Action::Edit, shape.noun()) {
        return Markup::default();
    }
    let action = CERTAIN.replace("{kind}", shape.kind.key);
    form::post(&frame.csrf, &action, &[], "", html! { (t(frame.lang, "matching-merge-certain")) })
}

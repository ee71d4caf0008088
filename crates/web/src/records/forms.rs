//! Making and changing a record by form: the page of its own, the fields edited where they stand, and handing
//! several over. What is refused comes back with what was typed; what another changed first is shown side by side.

use super::page::{Part, asked, drawn, id_of, is_true, text_of, version_of};
use super::shape::{Desk, Entry, How, Shape};
use super::{Values, came_from, conflict, fields, undo_href};
use crate::errors::{Answer, Failure, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::matching;
use crate::ui::form::{self, Form};
use crate::ui::layout::{self, PageFrame};
use crate::ui::overlay::Toast;
use app::listing::kinds;
use app::matching::Match;
use app::matching::queries::likely;
use app::records::Patch;
use app::{Ctx, Error, Tx};
use axum::http::HeaderMap;
use domain::Refusal;
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use serde_json::{Value as Json, json};
use text::{t, tr};
use uuid::Uuid;

/// The form of a new record; the address may bring values along: `/contacts/new?account=…`.
pub(super) async fn new(shape: &'static Shape, signed: SignedIn, pairs: Vec<(String, String)>) -> Answer {
    signed
        .page(move |ctx, tx, frame| {
            let values = brought(ctx, tx, shape, &pairs)?;
            blank(ctx, frame, shape, &values, &[], &Faults::none())
        })
        .await
}

/// Values of the address, with the names of the records they name where the reader may see those.
fn brought(ctx: &Ctx, tx: &mut Tx<'_>, shape: &Shape, pairs: &[(String, String)]) -> app::Result<Values> {
    let mut values = Values::new();
    for (key, value) in pairs {
        let Some(entry) = shape.all(ctx).find(|entry| entry.key == key && entry.is_set) else { continue };
        values.insert(key.clone(), json!(value));
        if let (How::Record(kind), Ok(id)) = (entry.how, value.parse::<Uuid>()) {
            let Some(noun) = kinds::find(kind).map(|kind| kind.noun) else { continue };
            let seen = app::records::seen(ctx, tx, noun, &[id])?;
            match app::records::labels(tx, noun, &seen)?.pop() {
                Some(label) => drop(values.insert(format!("{key}_label"), serde_json::to_value(label)?)),
                None => drop(values.remove(key)),
            }
        }
    }
    owned(ctx, shape, &mut values)?;
    Ok(values)
}

/// The owner of a new record is who makes it, unless they say otherwise.
fn owned(ctx: &Ctx, shape: &Shape, values: &mut Values) -> app::Result<()> {
    let position = ctx.positions.first().filter(|_| shape.entry("owner").is_some() && !values.contains_key("owner"));
    if let Some(&position) = position {
        let label = app::listing::Owners::new(ctx).label(position);
        values.insert("owner".to_owned(), json!(position));
        values.insert("owner_label".to_owned(), serde_json::to_value(label)?);
    }
    Ok(())
}

/// The form of a new record; records that it may be stand above its fields, and its button says that it is another.
fn blank(
    ctx: &Ctx,
    frame: &mut PageFrame,
    shape: &Shape,
    values: &Values,
    likely: &[Match],
    faults: &Faults,
) -> app::Result<Markup> {
    ctx.may(Action::Create, shape.noun())?;
    frame.title = t(frame.lang, shape.new).into_owned();
    let desk = Desk { ctx, frame, faults };
    let form = Form {
        action: shape.paths.list.to_owned(),
        submit: t(desk.frame.lang, if likely.is_empty() { "action-create" } else { "matching-create-anyway" })
            .into_owned(),
        cancel: Some(shape.paths.list.to_owned()),
        ..Form::default()
    };
    Ok(whole(&desk, shape, values, form, likely))
}

/// The form with all of its fields.
fn whole(desk: &Desk<'_>, shape: &Shape, values: &Values, form: Form, likely: &[Match]) -> Markup {
    let asked: Vec<Entry> = shape.all(desk.ctx).filter(|entry| entry.is_asked).collect();
    let inputs: Vec<_> = asked.iter().map(|entry| fields::control(desk, entry, values)).collect();
    let shown: Vec<&str> = asked.iter().map(|entry| entry.key).collect();
    let is_new = form.version.is_none();
    let form = Form { csrf: desk.frame.csrf.clone(), errors: desk.faults.beside(&shown), ..form };
    let lang = desk.frame.lang;
    let body = html! {
        (matching::notice(lang, likely))
        @for (input, key) in inputs.iter().zip(&shown) {
            (crate::ui::field::field(lang, input))
            @if let Some(beside) = matching::beside(shape, &shown, key).filter(|_| is_new) { (beside) }
        }
    };
    layout::content(
        true,
        html! { section class="card section" { div class="body" { (form::laid_out(lang, &form, &inputs, body)) } } },
    )
}

/// Makes a record.
pub(super) async fn create(shape: &'static Shape, posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let sent = fields.clone();
    let made = signed
        .write(move |ctx, tx| {
            let mut values = fields::read(ctx, shape, &sent, &Values::new())?;
            values.retain(|_, value| !value.is_null());
            shape.check(&values)?;
            // A lead is wanted even where it is known: what it is like is told when it is worked.
            let is_told = shape.noun() != Noun::Lead && !is_meant(&sent);
            if is_told && !likely(ctx, tx, shape.noun(), &values, None)?.is_empty() {
                return Err(Refusal::new("refusal-likely-there").into());
            }
            let id = shape.create_one(ctx, tx, &values)?;
            Ok((after(ctx, tx, shape, id)?, text_of(&values, "name")))
        })
        .await;
    match made {
        Ok((href, name)) => {
            let toast = Toast::said(tr(signed.lang, "toast-created", &[("name", name.into())]));
            signed.done(&href, Some(&toast))
        }
        Err(refused) => {
            signed
                .again(refused, move |ctx, tx, frame, faults| {
                    let values = fields::typed(ctx, shape, &fields, &Values::new());
                    let likely = likely(ctx, tx, shape.noun(), &values, None)?;
                    blank(ctx, frame, shape, &values, &likely, faults)
                })
                .await
        }
    }
}

/// Whether who sends the form saw the records that it may be, and means another.
fn is_meant(sent: &Fields) -> bool {
    sent.raw(matching::ANYWAY) == "1"
}

/// Where one goes after a write: to the record, or to the list where it went out of one's sight.
fn after(ctx: &Ctx, tx: &mut Tx<'_>, shape: &Shape, id: Uuid) -> app::Result<String> {
    let is_seen = !app::records::seen(ctx, tx, shape.noun(), &[id])?.is_empty();
    Ok(if is_seen { shape.href(id) } else { shape.paths.list.to_owned() })
}

/// The form of a record that stands.
pub(super) async fn edit(shape: &'static Shape, signed: SignedIn, id: String) -> Answer {
    signed.page(move |ctx, tx, frame| editing(ctx, tx, frame, shape, &id, None, &Faults::none())).await
}

fn editing(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    shape: &Shape,
    id: &str,
    sent: Option<&Fields>,
    faults: &Faults,
) -> app::Result<Markup> {
    let values = (shape.page)(ctx, tx, id)?.values()?;
    if !is_true(&values, "may_edit") {
        return Err(Error::Forbidden);
    }
    frame.title = text_of(&values, "name");
    frame.of = Some(t(frame.lang, "action-edit").into_owned());
    let href = shape.href(id_of(&values)?);
    frame.events = Some(crate::live::href_of_form(ctx, shape.noun(), id_of(&values)?));
    let form = Form {
        action: href.clone(),
        version: Some(sent.map_or_else(|| version_of(&values).to_string(), |sent| sent.text("version"))),
        submit: t(frame.lang, "action-save").into_owned(),
        cancel: Some(href),
        ..Form::default()
    };
    let values = sent.map_or_else(|| values.clone(), |sent| fields::typed(ctx, shape, sent, &values));
    let id = id_of(&values)?;
    let likely = likely(ctx, tx, shape.noun(), &values, Some(id))?;
    let name = frame.title.clone();
    let form = whole(&Desk { ctx, frame, faults }, shape, &values, form, &likely);
    let delete = crate::trash::takes(shape).then(|| crate::trash::button(frame.lang, &frame.csrf, shape, id, &name));
    Ok(html! { (form) @if let Some(delete) = delete { (layout::content(true, delete)) } })
}

/// The change that a form asks for, with the record's name.
fn asked_for(ctx: &Ctx, tx: &mut Tx<'_>, shape: &Shape, id: &str, sent: &Fields) -> app::Result<(Patch, Values)> {
    let standing = (shape.page)(ctx, tx, id)?.values()?;
    let fields = fields::read(ctx, shape, sent, &standing)?;
    let patch = Patch { id: id_of(&standing)?, version: sent.parsed("version"), fields };
    Ok((patch, standing))
}

/// Changes a record: every field that the form has.
pub(super) async fn change(shape: &'static Shape, id: String, posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let (sent, key) = (fields.clone(), id.clone());
    let changed = signed
        .write(move |ctx, tx| {
            let (mut patch, standing) = asked_for(ctx, tx, shape, &key, &sent)?;
            if !is_true(&standing, "may_edit") {
                return Err(Error::Forbidden);
            }
            // What the form shows as it stands is not asked for.
            patch.fields.retain(|key, value| standing.get(key).unwrap_or(&Json::Null) != value);
            if patch.fields.is_empty() {
                return Ok(None);
            }
            shape.check(&patch.fields)?;
            (shape.change)(ctx, tx, &patch)?;
            Ok(Some((text_of(&standing, "name"), after(ctx, tx, shape, patch.id)?)))
        })
        .await;
    let lang = signed.lang;
    match changed {
        Ok(None) => signed.done(&shape.href(&id), None),
        Ok(Some((name, href))) => {
            signed.done(&href, Some(&Toast::said(tr(lang, "toast-changed", &[("name", name.into())]))))
        }
        Err(Failure { error: Error::Conflict { fields: both, .. }, .. }) => {
            let both = both.into_iter().map(|one| one.field).collect();
            conflict::page(shape, &signed, id, fields, both).await
        }
        Err(refused) => {
            signed
                .again(refused, move |ctx, tx, frame, faults| {
                    let count = asked(ctx, shape).into_iter().filter(|key| fields.has(key)).count();
                    if count > 2 {
                        return editing(ctx, tx, frame, shape, &id, Some(&fields), faults);
                    }
                    let standing = (shape.page)(ctx, tx, &id)?.values()?;
                    let typed = fields::typed(ctx, shape, &fields, &standing);
                    drawn(ctx, tx, frame, shape, &id, &Part::default(), faults, Some(&typed))
                })
                .await
        }
    }
}

/// Gives the selected records another owner: all of them, or none.
pub(super) async fn hand_over(shape: &'static Shape, headers: HeaderMap, posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let ids: Vec<Uuid> = fields.all("id").into_iter().filter_map(|id| id.parse().ok()).collect();
    let count = ids.len();
    let lang = signed.lang;
    let set = signed
        .write(move |ctx, tx| {
            ctx.may(Action::See, Noun::Organisation)?;
            let set = ctx.begin_set();
            let mut only = fields::read(ctx, shape, &fields, &Values::new())?;
            only.retain(|key, _| key == "owner");
            if only.get("owner").is_none_or(Json::is_null) {
                return Err(domain::Refusal::new("refusal-owner-missing").at("owner").into());
            }
            for id in ids {
                (shape.change)(ctx, tx, &Patch { id, fields: only.clone(), ..Patch::default() })?;
            }
            Ok(set)
        })
        .await?;
    let said = tr(lang, "records-handed-over", &[("count", count.into())]);
    let toast = Toast { undo: Some((undo_href(set), Vec::new())), ..Toast::said(said) };
    signed.done(&came_from(&headers, shape.paths.list).unwrap_or_else(|| shape.paths.list.to_owned()), Some(&toast))
}

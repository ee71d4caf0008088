//! Making a list, and changing what it says of itself.

use super::{LISTS, ONE, href};
use crate::errors::{Answer, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::options;
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::layout::{PageFrame, content};
use crate::ui::overlay::Toast;
use app::outbound::{Draft, commands, queries};
use app::{Ctx, Error, Tx};
use axum::extract::Path;
use domain::kernel::id::OutboundListId;
use domain::policy::{Action, Noun};
use domain::{Day, Refusal};
use maud::{Markup, html};
use text::{t, tr};

const FIELDS: [&str; 5] = ["name", "purpose", "owner", "starts_on", "due_on"];

/// What was sent, as a list.
fn draft(sent: &Fields) -> app::Result<Draft> {
    let mut faults = Vec::new();
    let mut wrong = |field: &str| {
        faults.push(Refusal::new("refusal-value-wrong").at(field).with("value", sent.text(field)));
    };
    let mut day = |field: &str| {
        let text = sent.some(field)?;
        text.parse::<Day>().map_err(|_| wrong(field)).ok()
    };
    let (starts_on, due_on) = (day("starts_on"), day("due_on"));
    let owner = sent.parsed("owner");
    if owner.is_none() && sent.some("owner_label").is_some() {
        faults.push(Refusal::new("refusal-owner-unknown").at("owner"));
    }
    if !faults.is_empty() {
        return Err(Error::Refused(faults));
    }
    Ok(Draft {
        name: sent.text("name"),
        purpose: sent.some("purpose"),
        owner,
        starts_on,
        due_on,
        version: sent.parsed("version"),
    })
}

fn drawn(frame: &PageFrame, faults: &Faults, sent: &Fields, form: Form) -> Markup {
    let lang = frame.lang;
    let owner = Kind::Record { options: options::href(options::OWNERS), label: sent.text("owner_label") };
    let field = |name: &str, label: &str, kind: Kind| {
        Field::new(name, t(lang, label), kind).value(sent.text(name)).error(faults.of(name))
    };
    let fields = [
        field("name", "field-name", Kind::Text).required().autocomplete("off"),
        field("purpose", "outbound-purpose", Kind::Text).autocomplete("off").hint(t(lang, "outbound-purpose-hint")),
        field("owner", "field-owner", owner),
        field("starts_on", "outbound-starts-on", Kind::Day),
        field("due_on", "outbound-due-on", Kind::Day).hint(t(lang, "outbound-due-hint")),
    ];
    let form = Form { csrf: frame.csrf.clone(), errors: faults.beside(&FIELDS), ..form };
    let body = form::form(lang, &form, &fields);
    content(true, html! { section class="card section" { div class="body" { (body) } } })
}

pub(super) async fn new(signed: SignedIn) -> Answer {
    signed
        .page(|ctx, _, frame| {
            let mut sent = vec![("starts_on".to_owned(), ctx.today.to_string())];
            if let Some(own) = ctx.positions.first() {
                let label = app::listing::Owners::new(ctx).label(*own);
                sent.extend([("owner".to_owned(), own.to_string()), ("owner_label".to_owned(), label.label)]);
            }
            blank(ctx, frame, &Fields::from(sent), &Faults::none())
        })
        .await
}

fn blank(ctx: &Ctx, frame: &mut PageFrame, sent: &Fields, faults: &Faults) -> app::Result<Markup> {
    ctx.may(Action::Create, Noun::OutboundList)?;
    frame.title = t(frame.lang, "outbound-new").into_owned();
    let submit = t(frame.lang, "action-create").into_owned();
    let form = Form { action: LISTS.to_owned(), submit, cancel: Some(LISTS.to_owned()), ..Form::default() };
    Ok(drawn(frame, faults, sent, form))
}

pub(super) async fn create(posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let sent = fields.clone();
    let made = signed
        .write(move |ctx, tx| {
            ctx.may(Action::Create, Noun::OutboundList)?;
            commands::create(ctx, tx, &draft(&sent)?)
        })
        .await;
    match made {
        Ok(id) => {
            let said = tr(signed.lang, "toast-created", &[("name", fields.text("name").into())]);
            signed.done(&href(ONE, id), Some(&Toast::said(said)))
        }
        Err(fault) => signed.again(fault, move |ctx, _, frame, faults| blank(ctx, frame, &fields, faults)).await,
    }
}

pub(super) async fn edit(Path(id): Path<String>, signed: SignedIn) -> Answer {
    let id: OutboundListId = crate::api::id(&id)?;
    signed.page(move |ctx, tx, frame| editing(ctx, tx, frame, id, None, &Faults::none())).await
}

fn editing(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    id: OutboundListId,
    sent: Option<&Fields>,
    faults: &Faults,
) -> app::Result<Markup> {
    let view = queries::page(ctx, tx, id)?.view;
    if !view.may_edit {
        return Err(Error::Forbidden);
    }
    let list = &view.list;
    frame.title.clone_from(&list.name);
    frame.of = Some(t(frame.lang, "action-edit").into_owned());
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let standing = [
        ("name", list.name.clone()),
        ("purpose", list.purpose.clone().unwrap_or_default()),
        ("owner", list.owner.to_string()),
        ("owner_label", view.owner_label.label.clone()),
        ("starts_on", list.starts_on.to_string()),
        ("due_on", day(list.due_on)),
    ];
    let standing = Fields::from(standing.map(|(name, value)| (name.to_owned(), value)).to_vec());
    let version = sent.map_or_else(|| list.version.to_string(), |sent| sent.text("version"));
    let form = Form {
        action: href(ONE, id),
        version: Some(version),
        submit: t(frame.lang, "action-save").into_owned(),
        cancel: Some(href(ONE, id)),
        ..Form::default()
    };
    Ok(drawn(frame, faults, sent.unwrap_or(&standing), form))
}

pub(super) async fn change(Path(id): Path<String>, posted: Posted) -> Answer {
    let id: OutboundListId = crate::api::id(&id)?;
    let Posted { signed, fields } = posted;
    let sent = fields.clone();
    let changed = signed
        .write(move |ctx, tx| {
            let seen = queries::page(ctx, tx, id)?.view;
            if !seen.may_edit {
                return Err(Error::Forbidden);
            }
            commands::change(ctx, tx, id, &draft(&sent)?)?;
            let is_seen = !app::records::seen(ctx, tx, Noun::OutboundList, &[id.0])?.is_empty();
            Ok(if is_seen { href(ONE, id) } else { LISTS.to_owned() })
        })
        .await;
    match changed {
        Ok(place) => {
            let said = tr(signed.lang, "toast-changed", &[("name", fields.text("name").into())]);
            signed.done(&place, Some(&Toast::said(said)))
        }
        Err(fault) => {
            signed.again(fault, move |ctx, tx, frame, faults| editing(ctx, tx, frame, id, Some(&fields), faults)).await
        }
    }
}

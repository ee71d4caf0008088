//! Turning a lead into a customer: one form for account, contact and opportunity.

use super::LEADS;
use crate::api::docs::{Doc, Part, maybe};
use crate::api::{Body, Caller, json};
use crate::errors::{Answer, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::matching;
use crate::options;
use crate::records::shape::values_of;
use crate::records::{Desk, fields};
use crate::routes::Routes;
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::layout::{self, PageFrame};
use crate::ui::overlay::Toast;
use app::leads::convert::{Convert, convert};
use app::leads::{LeadView, queries};
use app::listing::Label;
use app::matching::Match;
use app::matching::queries::likely;
use app::{Ctx, Error, Tx};
use axum::extract::Path;
use axum::http::Method;
use domain::Refusal;
use domain::kernel::Money;
use domain::kernel::id::LeadId;
use domain::leads::{Converted, LeadStatus};
use domain::matching::CERTAIN;
use domain::policy::Noun;
use maud::{Markup, html};
use text::{t, tr};
use uuid::Uuid;

const CONVERT: &str = "/leads/{id}/conversion";
const API: &str = "/api/v1/leads/{id}/conversion";
const ASKED: &[Part] = &[
    maybe("account", "uuid", "The account it belongs to; made from the lead's company where none is named."),
    maybe("contact", "uuid", "The contact it is; made from the lead's person where none is named."),
    maybe("with_opportunity", "boolean", "Whether an opportunity begins."),
    maybe("name", "string", "Its name; the company's where none is given."),
    maybe("amount", "money", "Its amount."),
    maybe("close_on", "date", "When it is expected to close."),
    maybe("owner", "uuid", "The position that has what is made; the lead's owner where none is named."),
    maybe("version", "integer", "The version the lead was read at."),
];
const BECAME: &[Part] = &[
    maybe("account", "uuid", "The account."),
    maybe("contact", "uuid", "The contact."),
    maybe("opportunity", "uuid", "The opportunity."),
];

pub(super) fn routes() -> Routes {
    let doc = Doc {
        summary: "Turns a lead into an account, a contact and an opportunity, in one step.",
        body: ASKED,
        answer: BECAME,
        ..Doc::default()
    };
    Routes::new().page(CONVERT, Noun::Lead, asked).action(CONVERT, Noun::Lead, done).api(
        Method::POST,
        API,
        Noun::Lead,
        doc,
        by_program,
    )
}

/// Where the form is.
pub(super) fn href(id: LeadId) -> String {
    CONVERT.replace("{id}", &id.to_string())
}

async fn asked(signed: SignedIn, Path(id): Path<String>) -> Answer {
    signed
        .page(move |ctx, tx, frame| {
            let view = queries::page(ctx, tx, &id)?;
            if !view.may_edit {
                return Err(Error::Forbidden);
            }
            if view.lead.status == LeadStatus::Converted {
                return Err(Refusal::new("refusal-lead-converted").into());
            }
            let likely = matches(ctx, tx, &view)?;
            Ok(page(ctx, frame, &view, &likely, &begun(&view, &likely), &Faults::none()))
        })
        .await
}

/// Customers that the lead may be already, likeliest first.
fn matches(ctx: &Ctx, tx: &mut Tx<'_>, view: &LeadView) -> app::Result<Vec<Match>> {
    let lead = view.lead.id.0;
    let found = likely(ctx, tx, Noun::Lead, &values_of(view)?, Some(lead))?;
    Ok(found.into_iter().filter(|one| one.noun != Noun::Lead).collect())
}

/// What the form starts with: the customer that the lead surely is, where there is one.
fn begun(view: &LeadView, likely: &[Match]) -> Fields {
    let lead = &view.lead;
    let sure = |noun: Noun| likely.iter().find(|one| one.noun == noun && one.score >= CERTAIN).map(|one| &one.record);
    let known = |own: Option<Uuid>, label: &Option<Label>, noun: Noun| match own {
        Some(id) => (Some(id.to_string()), label.as_ref().map(|label| label.label.clone())),
        None => sure(noun).map(|label| (label.id.to_string(), label.label.clone())).unzip(),
    };
    let (account, account_label) = known(lead.account.map(|id| id.0), &view.account_label, Noun::Account);
    let (contact, contact_label) = known(lead.contact.map(|id| id.0), &view.contact_label, Noun::Contact);
    let pairs = [
        ("account", account),
        ("account_label", account_label),
        ("contact", contact),
        ("contact_label", contact_label),
        ("with_opportunity", Some("1".to_owned())),
        ("name", Some(lead.company.clone().unwrap_or_else(|| lead.name.clone()))),
        ("owner", Some(lead.owner.to_string())),
        ("owner_label", Some(view.owner_label.label.clone())),
        ("version", Some(lead.version.to_string())),
    ];
    pairs.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect::<Vec<_>>().into()
}

fn page(ctx: &Ctx, frame: &mut PageFrame, view: &LeadView, likely: &[Match], sent: &Fields, faults: &Faults) -> Markup {
    let lang = frame.lang;
    frame.title = tr(lang, "lead-convert-title", &[("name", view.lead.name.as_str().into())]);
    let desk = Desk { ctx, frame, faults };
    let record = |key: &str, options: String| {
        let kind = Kind::Record { options, label: sent.text(&format!("{key}_label")) };
        Field::new(key, fields::name(lang, key), kind).value(sent.text(key)).error(faults.of(key))
    };
    let field =
        |key: &str, label: String, kind| Field::new(key, label, kind).value(sent.text(key)).error(faults.of(key));
    let company = view.lead.company.clone().unwrap_or_default();
    let account = record("account", options::href("accounts"));
    let account = match company.is_empty() {
        true => account,
        false => account.hint(tr(lang, "lead-convert-new", &[("name", company.into())])),
    };
    let contact = record("contact", options::href("contacts")).hint(tr(
        lang,
        "lead-convert-new",
        &[("name", view.lead.name.as_str().into())],
    ));
    let currency = ctx.company.currency.code().to_owned();
    let inputs = vec![
        account,
        contact,
        field("with_opportunity", t(lang, "lead-convert-opportunity").into_owned(), Kind::Check),
        field("name", t(lang, "lead-convert-name").into_owned(), Kind::Text).autocomplete("off"),
        field("amount", fields::name(lang, "amount"), Kind::Money(currency)),
        field("close_on", fields::name(lang, "close_on"), Kind::Day),
        record("owner", options::href(options::OWNERS)),
    ];
    let shown: Vec<&str> = inputs.iter().map(|field| field.name.as_str()).collect();
    let form = Form {
        action: href(view.lead.id),
        csrf: desk.frame.csrf.clone(),
        version: Some(sent.some("version").unwrap_or_else(|| view.lead.version.to_string())),
        submit: t(lang, "lead-convert").into_owned(),
        cancel: Some(LEADS.href(view.lead.id)),
        errors: faults.beside(&shown),
        ..Form::default()
    };
    let body = form::form(lang, &form, &inputs);
    layout::content(
        true,
        html! { (matching::notice(lang, likely)) section class="card section" { div class="body" { (body) } } },
    )
}

fn command(ctx: &Ctx, sent: &Fields) -> Result<Convert, Refusal> {
    let wrong = |key: &'static str| Refusal::new("refusal-value-wrong").at(key).with("value", sent.text(key));
    let unknown = |key: &'static str| Refusal::new("refusal-record-unknown").at(key);
    for key in ["account", "contact", "owner"] {
        if sent.text(key).is_empty() && !sent.text(&format!("{key}_label")).is_empty() {
            return Err(unknown(key));
        }
    }
    let amount = sent
        .some("amount")
        .map(|text| Money::parse(&fields::figure(&text), ctx.company.currency).ok_or_else(|| wrong("amount")));
    let close_on = sent.some("close_on").map(|text| text.parse().map_err(|_| wrong("close_on")));
    Ok(Convert {
        account: sent.parsed("account"),
        contact: sent.parsed("contact"),
        opportunity: None,
        with_opportunity: sent.text("with_opportunity") == "1",
        name: sent.some("name"),
        amount: amount.transpose()?,
        close_on: close_on.transpose()?,
        owner: sent.parsed("owner"),
        version: sent.parsed("version"),
    })
}

async fn done(Path(id): Path<String>, posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let id: LeadId = crate::api::id(&id)?;
    let sent = fields.clone();
    let made = signed
        .write(move |ctx, tx| {
            let command = command(ctx, &sent)?;
            let view = queries::page(ctx, tx, &id.to_string())?;
            Ok((convert(ctx, tx, id, &command)?, view.lead.name))
        })
        .await;
    match made {
        Ok((became, name)) => {
            let toast = Toast::said(tr(signed.lang, "lead-converted", &[("name", name.into())]));
            signed.done(&place(id, &became), Some(&toast))
        }
        Err(refused) => {
            signed
                .again(refused, move |ctx, tx, frame, faults| {
                    let view = queries::page(ctx, tx, &id.to_string())?;
                    let likely = matches(ctx, tx, &view)?;
                    Ok(page(ctx, frame, &view, &likely, &fields, faults))
                })
                .await
        }
    }
}

/// Where one goes on: to the opportunity, else to the customer.
fn place(id: LeadId, became: &Converted) -> String {
    let deal = became.opportunity.map(|o| crate::opportunities::OPPORTUNITIES.href(o));
    deal.or_else(|| became.account.map(|a| crate::accounts::ACCOUNTS.href(a))).unwrap_or_else(|| LEADS.href(id))
}

async fn by_program(caller: Caller, Path(id): Path<String>, Body(command): Body<Convert>) -> Answer {
    let became = caller
        .write(move |ctx, tx| {
            let lead = queries::page(ctx, tx, &id)?.lead.id;
            convert(ctx, tx, lead, &command)
        })
        .await?;
    Ok(json(&became))
}

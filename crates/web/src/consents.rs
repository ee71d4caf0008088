//! Consent on the page of a contact or lead: what holds, the form that writes more down, what was said before; and for programs.

use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Body, Caller, id, json};
use crate::errors::{Answer, Failure};
use crate::extract::Posted;
use crate::records::{Desk, page, shape_for, shown};
use crate::routes::Routes;
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::icon::{Icon, icon};
use crate::ui::layout::{PageFrame, section};
use crate::ui::overlay::Toast;
use crate::ui::pill::{Tone, pill};
use app::consents::{self, ConsentsView, Entry};
use app::{Ctx, Error, Tx};
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use axum::response::IntoResponse;
use domain::Refusal;
use domain::consents::{ASKED, BASES, Consent, PURPOSES, STATES};
use domain::policy::Noun;
use maud::{Markup, html};
use text::{Lang, fmt, t, tr};
use uuid::Uuid;

const ON_RECORD: &str = "/consents/{noun}/{record}";
const API: &str = "/api/v1/consents/{noun}/{record}";
/// What tells the form's fields from others on the page.
const SCOPE: &str = "consent";

const SAID: &[Part] = &[
    part("purpose", "string", "`email` or `phone`."),
    part("state", "string", "`unknown`, `given`, `refused`, `withdrawn`."),
    maybe("basis", "string", "`consent`, `contract`, `legitimate_interest`, `legal_obligation`."),
    maybe("source", "string", "How we know."),
    maybe("on", "date", "The day it was said; today where none is named."),
];
const VIEW: &[Part] = &[
    part("email", "string", "What holds of mails."),
    part("phone", "string", "What holds of calls."),
    maybe(
        "address",
        "string",
        "What was said last of the same address on another record, where that differs: for mails it holds.",
    ),
    part(
        "said",
        "any[]",
        "Everything that was said, the newest first: `id`, `purpose`, `state`, `basis`, `source`, `on`, `by`.",
    ),
    part("may_edit", "boolean", "Whether you may write more down."),
];

/// These routes.
pub fn routes() -> Routes {
    let read =
        Doc { summary: "What a contact or lead said of being written to and called.", answer: VIEW, ..Doc::default() };
    let write = Doc {
        summary: "Writes down what they said; what was said before stays.",
        body: SAID,
        answer: VIEW,
        ..Doc::default()
    };
    Routes::new().action(ON_RECORD, Noun::Contact, say).api(Method::GET, API, Noun::Contact, read, told).api(
        Method::POST,
        API,
        Noun::Contact,
        write.made(),
        said,
    )
}

fn named(noun: &str, record: &str) -> Result<(Noun, Uuid), Failure> {
    let noun = Noun::from_key(noun).filter(|noun| ASKED.contains(noun)).ok_or(Error::NotFound)?;
    Ok((noun, id(record)?))
}

async fn told(caller: Caller, Path((noun, record)): Path<(String, String)>) -> Answer {
    let (noun, record) = named(&noun, &record)?;
    Ok(json(&caller.read(move |ctx, tx| consents::of_record(ctx, tx, noun, record)).await?))
}

async fn said(caller: Caller, Path((noun, record)): Path<(String, String)>, Body(consent): Body<Consent>) -> Answer {
    let on = named(&noun, &record)?;
    let view = caller.write(move |ctx, tx| {
        consents::say(ctx, tx, on, &consent)?;
        consents::of_record(ctx, tx, on.0, on.1)
    });
    Ok((StatusCode::CREATED, json(&view.await?)).into_response())
}

async fn say(Path((noun, record)): Path<(String, String)>, posted: Posted) -> Answer {
    let (noun, record) = named(&noun, &record)?;
    let shape = shape_for(noun).ok_or(Error::NotFound)?;
    let Posted { signed, fields } = posted;
    let consent = Consent {
        id: Uuid::nil(),
        purpose: fields.text("purpose"),
        state: fields.text("state"),
        basis: fields.some("basis"),
        source: fields.some("source"),
        on: fields.parsed("on"),
    };
    match signed.write(move |ctx, tx| consents::say(ctx, tx, (noun, record), &consent)).await {
        Ok(_) => signed.done(&shape.href(record), Some(&Toast::said(t(signed.lang, "consent-saved")))),
        Err(mut failure) if matches!(failure.error, Error::Refused(_)) => {
            // The page has other fields of these names.
            if let Error::Refused(refusals) = &mut failure.error {
                let named = |refusal: &mut Refusal| {
                    refusal.field = refusal.field.take().map(|field| format!("{SCOPE}_{field}"))
                };
                refusals.iter_mut().for_each(named);
            }
            let again = move |ctx: &Ctx, tx: &mut Tx<'_>, frame: &mut PageFrame, faults: &crate::errors::Faults| {
                page::again(ctx, tx, frame, shape, &record.to_string(), faults)
            };
            signed.again(failure, again).await
        }
        Err(failure) => Err(failure),
    }
}

/// What a contact or lead said, on their page.
pub(crate) fn on_record(desk: &Desk<'_>, noun: Noun, record: Uuid, view: &ConsentsView) -> Markup {
    let lang = desk.frame.lang;
    let standing = [("email", &view.email), ("phone", &view.phone)];
    let asked = asked(desk);
    let is_open = asked.iter().any(|field| field.error.is_some());
    let body = html! {
        div class="stack" {
            ul class="lines" {
                @for (purpose, state) in standing {
                    li class="line" {
                        span class="what" { (shown::choice(lang, "consent-purpose-", purpose)) }
                        (pill(tone(state), &shown::choice(lang, "consent-state-", state)))
                    }
                }
            }
            @if let Some(state) = &view.address {
                p class="soft" { (tr(lang, "consent-address", &[("state", shown::choice(lang, "consent-state-", state).into())])) }
            }
            @if view.may_edit {
                details open[is_open] {
                    summary class="button" { (icon(Icon::Edit)) (t(lang, "consent-say")) }
                    p class="soft small" { (t(lang, "consent-explained")) }
                    (form::form(lang, &about(desk, noun, record), &asked))
                }
            }
            @if !view.said.is_empty() {
                details {
                    summary { (t(lang, "consent-before")) }
                    ul class="lines" { @for one in &view.said { li class="line" { (entry(lang, one)) } } }
                }
            }
        }
    };
    section(&t(lang, "consent-title"), None, body)
}

fn tone(state: &str) -> Tone {
    match state {
        "given" => Tone::Won,
        "refused" | "withdrawn" => Tone::Lost,
        _ => Tone::Plain,
    }
}

fn entry(lang: Lang, one: &Entry) -> Markup {
    let Entry { consent, by } = one;
    let on = consent.on.map(|on| fmt::day(lang, on.civil()));
    let basis = consent.basis.as_deref().map(|basis| shown::choice(lang, "consent-basis-", basis));
    let by = by.as_ref().map(|name| tr(lang, "consent-by", &[("name", name.as_str().into())]));
    html! {
        span class="what" {
            (shown::choice(lang, "consent-purpose-", &consent.purpose)) ": " (shown::choice(lang, "consent-state-", &consent.state))
            span class="soft" { @for told in [on, basis, consent.source.clone(), by].into_iter().flatten() { " · " (told) } }
        }
    }
}

fn about(desk: &Desk<'_>, noun: Noun, record: Uuid) -> Form {
    Form {
        action: ON_RECORD.replace("{noun}", noun.key()).replace("{record}", &record.to_string()),
        csrf: desk.frame.csrf.clone(),
        submit: t(desk.frame.lang, "ui-save").into_owned(),
        ..Form::default()
    }
}

fn asked(desk: &Desk<'_>) -> [Field; 5] {
    let lang = desk.frame.lang;
    let choice = |prefix: &str, words: &[&str]| {
        words.iter().map(|key| ((*key).to_owned(), shown::choice(lang, prefix, key))).collect::<Vec<_>>()
    };
    let none = std::iter::once((String::new(), String::new()));
    let bases = none.chain(choice("consent-basis-", &BASES)).collect();
    let fields = [
        Field::new("purpose", t(lang, "consent-purpose"), Kind::Choice(choice("consent-purpose-", &PURPOSES))),
        Field::new("state", t(lang, "consent-state"), Kind::Choice(choice("consent-state-", &STATES))).value("given"),
        Field::new("basis", t(lang, "consent-basis"), Kind::Choice(bases)),
        Field::new("source", t(lang, "consent-source"), Kind::Text)
            .hint(t(lang, "consent-source-hint"))
            .autocomplete("off"),
        Field::new("on", t(lang, "consent-on"), Kind::Day).value(desk.ctx.today.to_string()),
    ];
    fields.map(|field| {
        let error = desk.faults.of(&format!("{SCOPE}_{}", field.name));
        field.scope(SCOPE).error(error)
    })
}

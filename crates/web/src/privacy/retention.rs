//! Retention: the rules, who is due by them, and erasing those; on the page of personal data, and for programs.

use super::{PRIVACY, page};
use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Body, Caller, json};
use crate::errors::{Answer, Faults};
use crate::extract::Posted;
use crate::fields::Fields;
use crate::records::shape_for;
use crate::routes::Routes;
use crate::ui::field::{Field, Kind, field};
use crate::ui::form::{self, Form};
use crate::ui::icon::{Icon, icon};
use crate::ui::layout::{PageFrame, section};
use crate::ui::overlay::Toast;
use crate::ui::pill::{Tone, pill};
use app::events::Cause;
use app::retention::{self, Due, DueView, MOST, NewRules, Rules};
use app::{Ctx, Tx};
use axum::http::{Method, StatusCode};
use axum::response::IntoResponse;
use domain::Refusal;
use domain::policy::{Action, Noun};
use domain::privacy::PEOPLE;
use domain::retention::{Rule, Then};
use maud::{Markup, html};
use serde::Deserialize;
use text::{Lang, fmt, t, tr};
use uuid::Uuid;

const RULES: &str = "/settings/privacy/retention";
const ERASE: &str = "/settings/privacy/retention/erasure";
const API_RULES: &str = "/api/v1/privacy/retention";
const API_DUE: &str = "/api/v1/privacy/due";

const OF_KINDS: &[Part] = &[
    maybe(
        "contact",
        "any",
        "The rule of contacts: `months` without anything happening, `then` (`list` or `erase`); null keeps them.",
    ),
    maybe("lead", "any", "That of leads."),
];
const SET: &[Part] = &[
    maybe("contact", "any", "As read."),
    maybe("lead", "any", "As read."),
    maybe("sure", "boolean", "That people may be erased by themselves who were not before: it cannot be undone."),
];
const DUE: &[Part] = &[
    part(
        "due",
        "any[]",
        "Each with `noun`, `record`, `others` (records of the same person), `name`, `company`, `last_on`, `then`.",
    ),
    part("is_more", "boolean", "Whether there may be more."),
];
const CHOSEN: &[Part] = &[part("records", "uuid[]", "People who are due, by one of their records; at most 50.")];
const ERASED: &[Part] = &[
    part("id", "uuid", "The request."),
    part("records", "any[]", "The records: `noun`, `id`."),
    part("reason", "string", "The rule."),
    part("counts", "any", "Rows by table."),
];

/// These routes.
pub(super) fn routes() -> Routes {
    let noun = Noun::Privacy;
    let read = Doc {
        summary: "How long contacts and leads are kept with whom nothing happens.",
        answer: OF_KINDS,
        ..Doc::default()
    };
    let write = Doc {
        summary: "Sets that; a kind that is left out is kept for good.",
        body: SET,
        answer: OF_KINDS,
        ..Doc::default()
    };
    let due = Doc {
        summary: "Who is due to be erased by these rules, the longest quiet first.",
        answer: DUE,
        ..Doc::default()
    };
    let erase = Doc {
        summary: "Erases people who are due, for good, each with all their records.",
        body: CHOSEN,
        answer: ERASED,
        is_list: true,
        ..Doc::default()
    };
    Routes::new()
        .action(RULES, noun, save)
        .action(ERASE, noun, erase_chosen)
        .api(Method::GET, API_RULES, noun, read, rules)
        .api(Method::PUT, API_RULES, noun, write, set)
        .api(Method::GET, API_DUE, noun, due, listed)
        .api(Method::POST, API_DUE, noun, erase.made(), erased)
}

async fn rules(caller: Caller) -> Answer {
    Ok(json(&caller.read(retention::rules).await?))
}

async fn set(caller: Caller, Body(new): Body<NewRules>) -> Answer {
    let set = caller.write(move |ctx, tx| {
        retention::set(ctx, tx, &new)?;
        retention::rules(ctx, tx)
    });
    Ok(json(&set.await?))
}

async fn listed(caller: Caller) -> Answer {
    Ok(json(&caller.read(retention::due).await?))
}

#[derive(Deserialize)]
struct Chosen {
    records: Vec<Uuid>,
}

async fn erased(caller: Caller, Body(chosen): Body<Chosen>) -> Answer {
    let done = caller.write(move |ctx, tx| retention::erase(ctx, tx, Cause::COMMAND, &chosen.records)).await?;
    Ok((StatusCode::CREATED, json(&done.iter().map(super::api::shown).collect::<Vec<_>>())).into_response())
}

/// The rules and who is due by them.
pub(super) fn sections(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &PageFrame,
    (typed, faults): (&Fields, &Faults),
) -> app::Result<Markup> {
    let lang = frame.lang;
    let rules = retention::rules(ctx, tx)?;
    let view = retention::due(ctx, tx)?;
    let is_on = PEOPLE.iter().any(|noun| rules.of(*noun).is_some());
    let may = ctx.can(Action::Edit, Noun::Privacy);
    let count = match view.is_more {
        true => format!("{}+", fmt::number(lang, count(&view))),
        false => fmt::number(lang, count(&view)),
    };
    let none = Faults::default();
    // What is wrong stands in the form that was sent.
    let (in_rules, in_due) = if typed.has(&name(Noun::Contact, "months")) { (faults, &none) } else { (&none, faults) };
    Ok(html! {
        (section(&t(lang, "retention-title"), None, asked(frame, &rules, (typed, in_rules), may)))
        @if is_on {
            (section(&t(lang, "retention-due"), Some(html! { span class="quiet" { (count) } }), due(frame, &view, in_due, may)))
        }
    })
}

fn count(view: &DueView) -> i64 {
    i64::try_from(view.due.len()).unwrap_or(i64::MAX)
}

fn name(noun: Noun, what: &str) -> String {
    format!("{}_{what}", noun.key())
}

fn asked(frame: &PageFrame, rules: &Rules, (typed, faults): (&Fields, &Faults), may: bool) -> Markup {
    let lang = frame.lang;
    let choices = || Then::ALL.map(|then| (then.key().to_owned(), said(lang, then))).to_vec();
    let fields: Vec<Field> = PEOPLE
        .into_iter()
        .flat_map(|noun| {
            let (months, then) = (name(noun, "months"), name(noun, "then"));
            let rule = rules.of(noun);
            let standing = |name: &str, stands: Option<String>| match typed.has(name) {
                true => typed.text(name),
                false => stands.unwrap_or_default(),
            };
            let held = standing(&months, rule.map(|rule| rule.months.to_string()));
            let chosen = standing(&then, rule.map(|rule| rule.then.key().to_owned()));
            let (asks, does) = match noun {
                Noun::Lead => ("retention-lead", "retention-lead-then"),
                _ => ("retention-contact", "retention-contact-then"),
            };
            [
                Field::new(&months, t(lang, asks), Kind::Number)
                    .value(held)
                    .autocomplete("off")
                    .hint(t(lang, "retention-months-hint"))
                    .error(faults.of(noun.key())),
                Field::new(&then, t(lang, does), Kind::Choice(choices())).value(chosen),
            ]
        })
        .chain([Field::new("sure", t(lang, "retention-rules-sure"), Kind::Check)
            .scope("rules")
            .hint(t(lang, "retention-rules-sure-hint"))
            .error(faults.of("sure"))])
        .collect();
    let about = Form {
        action: RULES.to_owned(),
        csrf: frame.csrf.clone(),
        submit: t(lang, "ui-save").into_owned(),
        errors: faults.beside(&["contact", "lead", "records", "sure"]),
        ..Form::default()
    };
    html! {
        div class="stack" {
            p { (t(lang, "retention-explained")) }
            @if may { (form::form(lang, &about, &fields)) }
        }
    }
}

fn said(lang: Lang, then: Then) -> String {
    t(lang, if then == Then::Erase { "retention-then-erase" } else { "retention-then-list" }).into_owned()
}

/// Who is due, to be ticked and erased.
fn due(frame: &PageFrame, view: &DueView, faults: &Faults, may: bool) -> Markup {
    let lang = frame.lang;
    if view.due.is_empty() {
        return html! { p class="empty" { (t(lang, "retention-nobody")) } };
    }
    let sure = Field::new("sure", t(lang, "retention-sure"), Kind::Check).scope("retention").error(faults.of("sure"));
    html! {
        form class="form" method="post" action=(ERASE) {
            (form::hidden(&frame.csrf, None))
            p class="soft" { (tr(lang, "retention-due-explained", &[("most", MOST.into())])) }
            @if let Some(wrong) = faults.of("records") { p class="wrong" role="alert" { (wrong) } }
            ul class="lines" { @for one in &view.due { li class="line" { (line(lang, one, may)) } } }
            @if may {
                (field(lang, &sure))
                div class="buttons" { button class="button danger" { (icon(Icon::Remove)) (t(lang, "retention-erase")) } }
            }
        }
    }
}

fn line(lang: Lang, one: &Due, may: bool) -> Markup {
    let kind = t(lang, &format!("noun-{}", one.noun.key()));
    let last = tr(lang, "retention-last", &[("on", fmt::day(lang, one.last_on.civil()).into())]);
    let others = (!one.others.is_empty()).then(|| tr(lang, "retention-others", &[("count", one.others.len().into())]));
    let told = [Some(kind.into_owned()), one.company.clone(), others, Some(last)];
    html! {
        div class="what" {
            @if may {
                input type="checkbox" name="record" value=(one.record) aria-label=(one.name);
                " "
            }
            @match shape_for(one.noun) {
                Some(shape) => a class="link" href=(shape.href(one.record)) { b { (one.name) } },
                None => b { (one.name) },
            }
            span class="soft" { @for part in told.into_iter().flatten() { " · " (part) } }
        }
        @if one.then == Then::Erase { (pill(Tone::Late, &t(lang, "retention-soon"))) }
    }
}

/// The rule that was typed for a kind; none where its months are empty.
fn typed_rule(fields: &Fields, noun: Noun) -> app::Result<Option<Rule>> {
    let months = name(noun, "months");
    if fields.text(&months).is_empty() {
        return Ok(None);
    }
    let wrong = || Refusal::new("refusal-retention-months").at(noun.key()).with("most", domain::retention::MOST_MONTHS);
    let months = fields.parsed(&months).ok_or_else(wrong)?;
    Ok(Some(Rule { months, then: fields.text(&name(noun, "then")).parse()? }))
}

async fn save(posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let is_sure = fields.is_ticked("sure");
    // Whoever lets people be erased proves who they are, as whoever erases them.
    if let Some(away) = is_sure.then(|| signed.prove_first(PRIVACY)).flatten() {
        return Ok(away);
    }
    let typed = fields.clone();
    let saved = signed.write(move |ctx, tx| {
        ctx.may(Action::Edit, Noun::Privacy)?;
        let rules = Rules { contact: typed_rule(&typed, Noun::Contact)?, lead: typed_rule(&typed, Noun::Lead)? };
        retention::set(ctx, tx, &NewRules { rules, sure: is_sure })
    });
    match saved.await {
        Ok(()) => signed.done(PRIVACY, Some(&Toast::said(t(signed.lang, "retention-saved")))),
        Err(refused) => {
            let again = move |ctx: &Ctx, tx: &mut Tx<'_>, frame: &mut PageFrame, faults: &Faults| {
                page::whole(ctx, tx, frame, None, (&fields, faults))
            };
            signed.again(refused, again).await
        }
    }
}

/// Erases those chosen, once who asks has proved who they are.
async fn erase_chosen(posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    if let Some(away) = signed.prove_first(PRIVACY) {
        return Ok(away);
    }
    let chosen: Vec<Uuid> = fields.all("record").into_iter().filter_map(|id| id.parse().ok()).collect();
    let is_sure = fields.is_ticked("sure");
    let erased = signed.write(move |ctx, tx| {
        ctx.may(Action::Edit, Noun::Privacy)?;
        if !is_sure {
            return Err(Refusal::new("refusal-privacy-sure").at("sure").into());
        }
        retention::erase(ctx, tx, Cause::COMMAND, &chosen)
    });
    match erased.await {
        Ok(requests) => {
            let count: usize = requests.iter().map(|request| request.records.len()).sum();
            let told = tr(signed.lang, "privacy-erased-done", &[("count", count.into())]);
            signed.done(PRIVACY, Some(&Toast::said(told)))
        }
        Err(refused) => {
            let again = move |ctx: &Ctx, tx: &mut Tx<'_>, frame: &mut PageFrame, faults: &Faults| {
                page::whole(ctx, tx, frame, None, (&Fields::default(), faults))
            };
            signed.again(refused, again).await
        }
    }
}

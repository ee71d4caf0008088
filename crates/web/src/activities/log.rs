//! Logging an activity: a kind, then what became of it. Two clicks, or a key and a digit; the rest may be filled in
//! before the second. The same form stands on a record's page and, for whoever is elsewhere, on a page of its own.

use super::{TAKE_BACK, back, href, icon_of};
use crate::errors::{Answer, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::options;
use crate::outbound;
use crate::records::{Desk, fields, shape_of, shown};
use crate::routes::Routes;
use crate::ui::field::{self, Field, Kind};
use crate::ui::form;
use crate::ui::icon::icon;
use crate::ui::layout::{self, PageFrame};
use crate::ui::overlay::Toast;
use app::activities::commands::{self, NewActivity, NextStep};
use app::events::Cause;
use app::listing::Label;
use app::{Ctx, Error, Tx};
use axum::extract::Path;
use axum::http::HeaderMap;
use domain::activities::{KINDS, Link, outcomes};
use domain::kernel::id::OutboundListId;
use domain::policy::{Action, Noun};
use domain::{Day, Refusal};
use maud::{Markup, html};
use text::{Lang, t, tr};
use uuid::Uuid;

const ADD: &str = "/activities/on/{noun}/{record}";
const LOG: &str = "/activities/log/{kind}/{id}";

/// Kinds in the order of their keys, `l` then a letter.
const LETTERS: [(&str, &str); 6] =
    [("call", "c"), ("email", "e"), ("meeting", "m"), ("demo", "d"), ("note", "n"), ("task", "t")];

pub(super) fn routes() -> Routes {
    Routes::new().page(LOG, Noun::Activity, log).action(ADD, Noun::Activity, add)
}

/// What an activity is logged on.
pub(crate) struct About<'a> {
    /// The kind of record,
    pub noun: Noun,
    /// which,
    pub record: Uuid,
    /// and its name.
    pub name: &'a str,
    /// Who is most likely to have taken part.
    pub with: Option<Label>,
    /// The kind that is chosen already.
    pub chosen: Option<&'static str>,
    /// Whether the hand rests on it as soon as it is there.
    pub begins: bool,
    /// The outbound list that is worked through with it.
    pub working: Option<OutboundListId>,
}

/// A kind as the form begins with it.
struct Choice {
    kind: &'static str,
    label: String,
    subject: String,
    letter: &'static str,
}

fn choices(lang: Lang, about: &About<'_>) -> Vec<Choice> {
    let choice = |(kind, letter): (&'static str, &'static str)| {
        let label = shown::choice(lang, "activity-kind-", kind);
        let named = |key: &str, name: &str| tr(lang, key, &[("kind", label.as_str().into()), ("name", name.into())]);
        let subject = match (&about.with, about.noun) {
            _ if outcomes(kind).is_empty() => String::new(),
            (Some(with), _) => named("activity-with", &with.label),
            (None, Noun::Contact | Noun::Account) => named("activity-with", about.name),
            (None, _) => named("activity-about", about.name),
        };
        Choice { kind, subject, letter, label }
    };
    LETTERS.into_iter().map(choice).collect()
}

/// The form, below a row of kinds; without a kind chosen only those are seen.
pub(crate) fn compose(desk: &Desk<'_>, about: &About<'_>, typed: &Fields) -> Markup {
    let (lang, faults) = (desk.frame.lang, desk.faults);
    let action = ADD.replace("{noun}", about.noun.key()).replace("{record}", &about.record.to_string());
    let sent = typed.some("kind");
    let chosen = sent.as_deref().or(about.chosen);
    let form = form::Form { errors: faults.beside(&FIELDS), ..form::Form::default() };
    html! {
        log-panel id="log" data-begins=[about.begins.then_some(about.record)] {
            form method="post" action=(action) class="log" data-closes {
                (form::hidden(&desk.frame.csrf, None))
                @if let Some(list) = about.working { input type="hidden" name="working" value=(list); }
                button class="hide" tabindex="-1" aria-hidden="true" { (t(lang, "ui-save")) }
                div class="kinds" role="radiogroup" aria-label=(t(lang, "activity-log")) {
                    @for choice in choices(lang, about) {
                        label class="button" title={ (choice.label) " (" (choice.letter) ")" } {
                            input class="hide" type="radio" name="kind" value=(choice.kind) checked[chosen == Some(choice.kind)] required
                                data-subject=(choice.subject) data-letter=(choice.letter);
                            (icon(icon_of(choice.kind))) (choice.label)
                        }
                    }
                }
                (form::faults(lang, &form, &[]))
                div class="rest" {
                    (endings(lang))
                    (rest(desk, about, typed))
                }
            }
        }
    }
}

/// Fields of the form, each with its fault beside it.
const FIELDS: [&str; 9] =
    ["subject", "body", "contact", "minutes", "starts_at", "due_on", "next_step", "next_on", "direction"];

/// The buttons that save it, by kind.
fn endings(lang: Lang) -> Markup {
    html! {
        @for kind in KINDS {
            div class="buttons endings" data-for=(kind) {
                @for (at, outcome) in outcomes(kind).iter().enumerate() {
                    button class=(if at == 0 { "button primary" } else { "button" }) name="outcome" value=(outcome) data-digit=(at + 1) {
                        (shown::choice(lang, "activity-outcome-", outcome)) kbd aria-hidden="true" { (at + 1) }
                    }
                }
                @if outcomes(kind).is_empty() {
                    button class="button primary" name="outcome" value="" data-digit="1" {
                        (t(lang, if kind == "task" { "record-task-add" } else { "action-save" })) kbd aria-hidden="true" { "1" }
                    }
                }
            }
        }
    }
}

/// What may be said beyond it.
fn rest(desk: &Desk<'_>, about: &About<'_>, typed: &Fields) -> Markup {
    let (lang, faults) = (desk.frame.lang, desk.faults);
    let made = |name: &str, label: String, kind: Kind| {
        let field = Field::new(name, label, kind).scope("log").value(typed.text(name)).error(faults.of(name));
        if matches!(name, "subject" | "minutes" | "starts_at") { field.autocomplete("off") } else { field }
    };
    let named = |name: &str, kind: Kind| made(name, fields::name(lang, name), kind);
    let with = match &about.with {
        Some(with) if !typed.has("contact") => Some((with.id.to_string(), with.label.clone())),
        _ => Some((typed.text("contact"), typed.text("contact_label"))),
    };
    let (id, label) = with.unwrap_or_default();
    let contact = Kind::Record { options: options::href("contacts"), label };
    let ways = ["out", "in"].map(|way| (way.to_owned(), shown::choice(lang, "activity-direction-", way))).to_vec();
    let of = |kinds: &'static str, one: Field| html! { div data-for=(kinds) { (field::field(lang, &one)) } };
    html! {
        (of("call email meeting demo note task", named("subject", Kind::Text)))
        (of("call email meeting demo note task", made("body", t(lang, "record-note-text").into_owned(), Kind::LongText)))
        div class="pair" {
            @if about.noun != Noun::Contact {
                (of("call email meeting demo", made("contact", t(lang, "activity-who").into_owned(), contact).value(id)))
            }
            (of("call email", named("direction", Kind::Choice(ways))))
            (of("call meeting demo", named("minutes", Kind::Number)))
            (of("task", made("due_on", t(lang, "record-task-due").into_owned(), Kind::Day)))
        }
        div class="pair" {
            (of("call email meeting demo", made("next_step", t(lang, "activity-next-step").into_owned(), Kind::Text)))
            (of("call email meeting demo", made("next_on", t(lang, "activity-next-on").into_owned(), Kind::Day)))
        }
        div class="plan" data-for="call meeting demo" {
            (field::field(lang, &named("starts_at", Kind::Text).hint(t(lang, "record-moment-form"))))
            button class="button" name="plan" value="1" { (t(lang, "activity-plan")) }
        }
    }
}

async fn log(signed: SignedIn, Path((kind, id)): Path<(String, String)>) -> Answer {
    let shape = shape_of(&kind).ok_or(Error::NotFound)?;
    signed
        .page(move |ctx, tx, frame| {
            let id = app::records::named(ctx, tx, shape.noun(), &id)?;
            drawn(ctx, tx, frame, shape.noun(), id, &Fields::default(), &Faults::none())
        })
        .await
}

/// The form on a page of its own.
fn drawn(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    noun: Noun,
    record: Uuid,
    typed: &Fields,
    faults: &Faults,
) -> app::Result<Markup> {
    ctx.may(Action::Create, Noun::Activity)?;
    app::records::visible(ctx, tx, noun, record)?;
    if noun == Noun::Activity {
        return Err(Error::NotFound);
    }
    let label = app::records::labels(tx, noun, &[record])?.pop();
    let name = label.map(|label| label.label).unwrap_or_default();
    frame.title = t(frame.lang, "activity-log").into_owned();
    frame.of = Some(name.clone());
    let with = app::activities::queries::likely(ctx, tx, noun, record)?;
    let desk = Desk { ctx, frame, faults };
    let about = About { noun, record, name: &name, with, chosen: Some("call"), begins: false, working: None };
    Ok(layout::content(
        true,
        html! { section class="card section" { div class="body" { (compose(&desk, &about, typed)) } } },
    ))
}

/// What was sent, as an activity; the zone is that of its hours.
fn read(sent: &Fields, noun: Noun, record: Uuid, zone: &str) -> app::Result<(NewActivity, Option<NextStep>)> {
    let mut faults = Vec::new();
    let mut wrong =
        |field: &str| faults.push(Refusal::new("refusal-value-wrong").at(field).with("value", sent.text(field)));
    let mut day = |field: &str| {
        let text = sent.some(field)?;
        text.parse::<Day>().map_err(|_| wrong(field)).ok()
    };
    let (due_on, next_on) = (day("due_on"), day("next_on"));
    let starts_at = sent.some("starts_at").map(|text| shown::instant(&text, zone));
    let minutes = sent.some("minutes").map(|text| fields::figure(&text).parse::<i64>());
    if matches!(starts_at, Some(None)) || (sent.is_ticked("plan") && starts_at.is_none()) {
        wrong("starts_at");
    }
    if matches!(minutes, Some(Err(_))) {
        wrong("minutes");
    }
    let contact = sent.some("contact");
    if contact.is_none() && sent.some("contact_label").is_some() {
        faults.push(Refusal::new("refusal-record-unknown").at("contact"));
    }
    if !faults.is_empty() {
        return Err(Error::Refused(faults));
    }
    let kind = sent.some("kind").unwrap_or_else(|| "task".to_owned());
    // The form has the buttons and fields of every kind; what is not of this one was not meant.
    let fits = |outcome: &String| outcomes(&kind).contains(&outcome.as_str());
    let outcome = sent.some("outcome").filter(|_| !sent.is_ticked("plan")).filter(fits);
    let is_talk = !outcomes(&kind).is_empty();
    let contact = contact.filter(|_| is_talk).and_then(|id| id.parse().ok());
    let new = NewActivity {
        subject: sent.text("subject"),
        body: sent.text("body"),
        direction: sent.some("direction").filter(|_| is_talk),
        outcome,
        starts_at: starts_at.flatten(),
        minutes: minutes.and_then(Result::ok).filter(|_| is_talk),
        due_on,
        next_on: next_on.filter(|_| is_talk),
        links: contact.map(|record| Link { noun: Noun::Contact, record, takes_part: true }).into_iter().collect(),
        ..NewActivity::on(&kind, noun, record)
    };
    let next = NextStep { what: sent.some("next_step"), on: next_on };
    Ok((new, Some(next).filter(|next| is_talk && *next != NextStep::default())))
}

async fn add(Path((noun, record)): Path<(String, String)>, headers: HeaderMap, posted: Posted) -> Answer {
    let record: Uuid = crate::api::id(&record)?;
    let Posted { signed, fields: sent } = posted;
    let noun = Noun::from_key(&noun).filter(|noun| *noun != Noun::Activity).ok_or(Error::NotFound)?;
    let (typed, working) = (sent.clone(), outbound::list_of(&sent));
    let written = signed
        .write(move |ctx, tx| {
            ctx.may(Action::Create, Noun::Activity)?;
            app::records::visible(ctx, tx, noun, record)?;
            let (new, next) = read(&sent, noun, record, &ctx.company.time_zone)?;
            let is_alone = next.is_none();
            Ok((commands::log(ctx, tx, Cause::COMMAND, new, next)?, is_alone))
        })
        .await;
    let (activity, is_alone) = match written {
        Ok(written) => written,
        Err(refused) => {
            return signed
                .again(refused, move |ctx, tx, frame, faults| {
                    let at_work = working.map(|list| outbound::again(ctx, tx, frame, (list, record), &typed, faults));
                    match at_work.transpose()?.flatten() {
                        Some(page) => Ok(page),
                        None => drawn(ctx, tx, frame, noun, record, &typed, faults),
                    }
                })
                .await;
        }
    };
    // A next step that went along is no part of what is taken back.
    let undo = is_alone.then(|| (href(TAKE_BACK, activity.id), Vec::new()));
    let toast = Toast { undo, ..Toast::said(t(signed.lang, "activity-logged")) };
    // A form that was refused stands at its own address, from which nothing leads back to the list.
    let place = match working {
        Some(list) => outbound::came_from_work(&headers).unwrap_or_else(|| outbound::work_href(list)),
        None => back(&headers, &activity),
    };
    signed.done(&place, Some(&toast))
}

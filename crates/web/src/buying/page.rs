//! What a deal's page shows of how its customer buys.

use super::{OBJECT, PLAY, STAND, href};
use crate::options;
use crate::records::{Desk, fields, shown};
use crate::ui::field::{self, Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::icon::{Icon, icon, small};
use crate::ui::layout::section;
use crate::ui::pill::{Tone, pill};
use crate::ui::record;
use app::buying::{Answer, BuyerView, BuyingView, ObjectionView};
use domain::buying::{Job, OUTCOMES, Standing, TOPICS};
use domain::contacts::BUYING_ROLES;
use domain::kernel::id::OpportunityId;
use maud::{Markup, html};
use text::{Lang, t};

fn words(lang: Lang, prefix: &str, keys: &[&str]) -> Vec<(String, String)> {
    keys.iter().map(|key| ((*key).to_owned(), shown::choice(lang, prefix, key))).collect()
}

/// The buying group with each one's part.
pub(crate) fn group(desk: &Desk<'_>, deal: OpportunityId, view: &BuyingView, may_edit: bool) -> Markup {
    let lang = desk.frame.lang;
    let item = |buyer: &BuyerView| {
        html! {
            @match &buyer.contact {
                Some(contact) => a class="link" href={ (crate::contacts::LIST) "/" (contact.id) } { (contact.label) },
                None => (shown::hidden(lang)),
            }
            span class="small quiet" { (buyer.title.as_deref().unwrap_or_default()) }
            span class="row spread" {
                @if let Some(role) = &buyer.role { (pill(if role == "blocker" { Tone::Late } else { Tone::Accent }, &shown::choice(lang, "buying-role-", role))) }
                @else { span class="small quiet" { (t(lang, "buying-no-role")) } }
                @if let (true, Some(contact), true) = (may_edit, &buyer.contact, buyer.role.is_some()) {
                    @let gone = html! { (small(Icon::Close)) span class="hide" { (t(lang, "action-remove")) ": " (contact.label) } };
                    (form::post(&desk.frame.csrf, &href(PLAY, deal), &[("contact", &contact.id.to_string())], "plain square", gone))
                }
            }
        }
    };
    let items: Vec<Markup> = view.group.iter().map(item).collect();
    let contact = Kind::Record { options: options::href("contacts"), label: String::new() };
    let inputs = [
        Field::new("contact", fields::name(lang, "contact"), contact).scope("buyer"),
        Field::new("role", fields::name(lang, "buying_role"), Kind::Choice(words(lang, "buying-role-", &BUYING_ROLES)))
            .scope("buyer"),
    ];
    html! {
        (record::related(&t(lang, "buying-group"), None, None, &items, None))
        @if may_edit {
            details class="card pad" {
                summary { (t(lang, "buying-group-add")) }
                (form::form(lang, &made(desk, href(PLAY, deal), "action-add"), &inputs))
            }
        }
    }
}

fn made(desk: &Desk<'_>, action: String, submit: &str) -> Form {
    let submit = t(desk.frame.lang, submit).into_owned();
    Form { action, csrf: desk.frame.csrf.clone(), submit, ..Form::default() }
}

/// The customer's own jobs, beside our stages.
pub(crate) fn jobs(desk: &Desk<'_>, deal: OpportunityId, view: &BuyingView, may_edit: bool) -> Markup {
    let lang = desk.frame.lang;
    let to = |job: &Job, standing: &str, class: &str, label: &str| {
        let label =
            html! { (t(lang, label)) span class="hide" { ": " (shown::choice(lang, "buying-job-", &job.job)) } };
        form::post(&desk.frame.csrf, &href(STAND, deal), &[("job", &job.job), ("standing", standing)], class, label)
    };
    let item = |job: &Job| {
        let day = |on: Option<domain::Day>| on.map(|on| shown::day(lang, on)).unwrap_or_default();
        let standing = job.standing();
        html! {
            li class="tick" {
                @match standing {
                    Standing::Done => span class="tone-won" { (icon(Icon::Good)) },
                    Standing::Begun => span class="tone-today" { (icon(Icon::Activity)) },
                    Standing::Open => span class="quiet" { (icon(Icon::Less)) },
                }
                span { (shown::choice(lang, "buying-job-", &job.job)) " "
                    span class="quiet" { @match standing {
                        Standing::Done => { (day(job.begun_on)) " → " (day(job.done_on)) }
                        Standing::Begun => { (t(lang, "word-from")) " " (day(job.begun_on)) }
                        Standing::Open => "",
                    } }
                }
                @if may_edit {
                    span class="row spread" {
                        @if standing == Standing::Open { (to(job, "begun", "plain", "buying-job-begin")) }
                        @if standing != Standing::Done { (to(job, "done", "", "action-done")) }
                        @if standing == Standing::Done { (to(job, "begun", "plain", "buying-job-again")) }
                    }
                }
            }
        }
    };
    section(&t(lang, "buying-jobs"), None, html! { ul { @for job in &view.jobs { (item(job)) } } })
}

/// What they object to, with what was answered.
pub(crate) fn objections(
    desk: &Desk<'_>,
    deal: OpportunityId,
    view: &BuyingView,
    library: &[Answer],
    may_edit: bool,
) -> Markup {
    let lang = desk.frame.lang;
    if view.objections.is_empty() && !may_edit {
        return Markup::default();
    }
    let topics = Kind::Choice(words(lang, "objection-topic-", &TOPICS));
    let contact = Kind::Record { options: options::href("contacts"), label: String::new() };
    let inputs = [
        Field::new("topic", t(lang, "objection-topic"), topics).scope("objection").error(desk.faults.of("topic")),
        Field::new("said", t(lang, "objection-said"), Kind::LongText)
            .scope("objection")
            .required()
            .error(desk.faults.of("said")),
        Field::new("contact", t(lang, "objection-who"), contact).scope("objection"),
    ];
    let body = html! {
        ul class="stack" { @for one in &view.objections { li { (objection(desk, deal, one, library, may_edit)) } } }
        @if may_edit {
            details { summary class="button" { (icon(Icon::Add)) (t(lang, "objection-new")) }
                (form::form(lang, &made(desk, href(OBJECT, deal), "action-save"), &inputs)) }
        }
    };
    section(&t(lang, "objection-title"), None, body)
}

fn objection(desk: &Desk<'_>, deal: OpportunityId, one: &ObjectionView, library: &[Answer], may_edit: bool) -> Markup {
    let lang = desk.frame.lang;
    let o = &one.objection;
    let tone = |outcome: &str| if outcome == "accepted" { Tone::Won } else { Tone::Late };
    html! {
        div class="row" {
            (pill(Tone::Plain, &shown::choice(lang, "objection-topic-", &o.topic)))
            b { (o.said) }
            @if let Some(outcome) = &o.outcome { (pill(tone(outcome), &shown::choice(lang, "objection-outcome-", outcome))) }
        }
        div class="small quiet" {
            (shown::day(lang, o.raised_on))
            @if let Some(who) = &one.contact_label { " · " (who.label) }
        }
        @if let Some(answer) = &o.answer { p { (answer) } }
        @if let Some(study) = &o.case_study { p class="small soft" { (t(lang, "objection-case-study")) ": " (study) } }
        @if may_edit && o.outcome.as_deref() != Some("accepted") { (answering(desk, deal, one, library)) }
    }
}

/// The form of an answer: own words, or one of the library for its topic.
fn answering(desk: &Desk<'_>, deal: OpportunityId, one: &ObjectionView, library: &[Answer]) -> Markup {
    let lang = desk.frame.lang;
    let o = &one.objection;
    let scope = format!("answer-{}", o.id);
    let fitting = library.iter().filter(|answer| answer.topic == o.topic);
    let own = (String::new(), t(lang, "objection-own-words").into_owned());
    let taken: Vec<_> = std::iter::once(own).chain(fitting.map(|a| (a.id.to_string(), a.title.clone()))).collect();
    let has_library = taken.len() > 1;
    let none = (String::new(), t(lang, "word-not-set").into_owned());
    let outcomes = std::iter::once(none).chain(words(lang, "objection-outcome-", &OUTCOMES)).collect();
    let field = |name: &str, key: &str, kind: Kind| Field::new(name, t(lang, key), kind).scope(scope.clone());
    let form = made(desk, href(OBJECT, deal), "action-save");
    html! {
        details {
            summary class="small link" { (t(lang, "objection-answer")) }
            (form::laid_out(lang, &form, &[], html! {
                input type="hidden" name="objection" value=(o.id);
                @if has_library { (field::field(lang, &field("taken", "objection-from-library", Kind::Choice(taken)))) }
                (field::field(lang, &field("answer", "objection-answer", Kind::LongText).value(o.answer.clone().unwrap_or_default())))
                (form::pair(lang, &[
                    field("case_study", "objection-case-study", Kind::Text).value(o.case_study.clone().unwrap_or_default()).autocomplete("off"),
                    field("outcome", "objection-outcome", Kind::Choice(outcomes)).value(o.outcome.clone().unwrap_or_default()),
                ]))
            }))
        }
    }
}

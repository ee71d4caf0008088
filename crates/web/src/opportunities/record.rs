//! What an opportunity's page shows beyond its facts: stages, closing, criteria, history, bookings, contacts.

use super::{OPPORTUNITIES, moves};
use crate::buying;
use crate::records::page::related;
use crate::records::shape::values_of;
use crate::records::{Desk, Page, Values, fields, shown};
use crate::ui::icon::{Icon, small};
use crate::ui::layout::section;
use crate::ui::pill::{Tone, number, pill};
use crate::ui::record::{self, Stage as Bar, Step};
use crate::ui::table::{self, Column, Row};
use app::listing::Label;
use app::opportunities::queries::{self, BookingView, OpportunityView, StepView};
use app::{Ctx, Tx};
use domain::custom_fields::PREFIX;
use domain::opportunities::{Outcome, Stage};
use domain::pipelines;
use domain::policy::Noun;
use maud::{Markup, html};
use text::{Lang, fmt, t, tr};

pub(super) fn page(ctx: &Ctx, tx: &mut Tx<'_>, id: &str) -> app::Result<Box<dyn Page>> {
    Ok(Box::new(queries::page(ctx, tx, id)?))
}

impl Page for OpportunityView {
    fn values(&self) -> app::Result<Values> {
        values_of(self)
    }

    fn of(&self) -> Option<&Label> {
        self.account_label.as_ref()
    }

    fn above(&self, desk: &Desk<'_>) -> Markup {
        let (lang, csrf, o) = (desk.frame.lang, &desk.frame.csrf, &self.opportunity);
        let action = moves::href(o.id);
        html! {
            div class="process" {
                (record::stages(lang, csrf, &o.version.to_string(), self.may_edit.then_some(action.as_str()), &bar(self)))
                @if self.may_edit && o.outcome == Outcome::Open { (moves::closing(desk, self)) }
            }
        }
    }

    fn below(&self, desk: &Desk<'_>) -> Markup {
        let lang = desk.frame.lang;
        let id = self.opportunity.id;
        html! {
            (crate::frames::on_record(desk, Noun::Opportunity, id.0, &self.frame, self.may_edit))
            (buying::jobs(desk, id, &self.buying, self.may_edit))
            (buying::objections(desk, id, &self.buying, &self.answers, self.may_edit))
            (section(&t(lang, "opportunity-stage-history"), None, history(lang, &self.history)))
            @if !self.bookings.is_empty() { (section(&t(lang, "opportunity-credit"), None, bookings(lang, &self.bookings))) }
        }
    }

    fn aside(&self, desk: &Desk<'_>) -> Markup {
        let lang = desk.frame.lang;
        html! {
            @if let Some(next) = next_stage(self) { (entry(desk, self, next)) }
            (buying::group(desk, self.opportunity.id, &self.buying, self.may_edit))
            @if let Some(account) = self.opportunity.account {
                (related(desk, &t(lang, "account-contacts"), self.contacts.as_ref(), "account", account.0, "title"))
            }
        }
    }
}

/// The stage it would enter next, where that one asks for something.
fn next_stage(view: &OpportunityView) -> Option<&Stage> {
    let o = &view.opportunity;
    let now = view.stages.iter().position(|stage| stage.id == o.stage).filter(|_| o.outcome == Outcome::Open)?;
    let onward = |stage: &&Stage| !stage.is_retired && matches!(stage.outcome, Outcome::Open | Outcome::Won);
    let next = view.stages.iter().skip(now + 1).find(onward)?;
    Some(next).filter(|stage| !stage.needs.is_empty() || !stage.entry_criteria.is_empty())
}

/// What the next stage asks for: fields, each with whether it is filled, and what else must be true.
fn entry(desk: &Desk<'_>, view: &OpportunityView, next: &Stage) -> Markup {
    let lang = desk.frame.lang;
    let title = tr(lang, "opportunity-entry-criteria", &[("stage", next.name.as_str().into())]);
    let is_filled =
        |key: &str| view.own.has(key) || view.own.has_unread(key) || pipelines::is_filled(&view.opportunity, key);
    // A field that was retired is asked of nobody.
    let is_asked = |key: &&String| !key.starts_with(PREFIX) || desk.ctx.fields.find(Noun::Opportunity, key).is_some();
    let body = html! {
        ul class="criteria" {
            @for key in next.needs.iter().filter(is_asked) {
                li class="small" {
                    @if is_filled(key) { (small(Icon::Good)) } @else { (small(Icon::Wrong)) }
                    (fields::name_of(desk.ctx, lang, Noun::Opportunity, key))
                    span class="quiet" { " " (t(lang, if is_filled(key) { "opportunity-need-filled" } else { "opportunity-need-missing" })) }
                }
            }
            @for text in &next.entry_criteria { li class="small" { (text) } }
        }
    };
    section(&title, None, body)
}

/// The open stages, and the ending it has or may have by one press.
fn bar(view: &OpportunityView) -> Vec<Bar> {
    let o = &view.opportunity;
    let now = view.stages.iter().position(|stage| stage.id == o.stage);
    let place = |at: usize, stage: &Stage| match (now, stage.outcome) {
        (Some(now), Outcome::Won) if now == at => Step::Won,
        (Some(now), Outcome::Lost | Outcome::NoDecision) if now == at => Step::Lost,
        (Some(now), _) if now == at => Step::Now,
        (Some(now), _) if at < now && o.outcome != Outcome::Lost && o.outcome != Outcome::NoDecision => Step::Past,
        _ => Step::Ahead,
    };
    let shown = |(at, stage): &(usize, &Stage)| {
        let is_offered =
            stage.outcome == Outcome::Open || (stage.outcome == Outcome::Won && o.outcome == Outcome::Open);
        Some(*at) == now || (is_offered && !stage.is_retired)
    };
    let step = |(at, stage): (usize, &Stage)| Bar {
        value: stage.id.to_string(),
        label: stage.name.clone(),
        step: place(at, stage),
    };
    view.stages.iter().enumerate().filter(shown).map(step).collect()
}

fn history(lang: Lang, steps: &[StepView]) -> Markup {
    let columns = [
        Column::text(t(lang, "field-on")),
        Column::text(t(lang, "field-stage")),
        Column::number(t(lang, "activity-duration")),
        Column::number(t(lang, "field-amount")),
        Column::text(t(lang, "field-owner")),
    ];
    let row = |step: &StepView| Row {
        cells: vec![
            html! { (step.on.map_or_else(|| t(lang, "word-unknown").into_owned(), |on| shown::day(lang, on))) },
            html! {
                (pill(tone(step.outcome), &step.stage)) " " span class="small quiet" { (t(lang, &format!("step-{}", step.kind.key()))) }
                @if let Some(reason) = &step.reason { " " span class="small quiet" { (shown::choice(lang, "reason-", reason)) } }
                @if let Some(competitor) = step.competitor.as_ref().filter(|_| step.outcome != Outcome::Open) { " " span class="small quiet" { (competitor) } }
            },
            html! { (step.days.map(|days| fmt::duration_days_short(lang, days)).unwrap_or_default()) },
            html! { (step.amount.map(|amount| shown::money(lang, amount)).unwrap_or_default()) },
            html! { (step.owner.label) },
        ],
        ..Row::default()
    };
    table::plain(&columns, &steps.iter().rev().map(row).collect::<Vec<_>>())
}

fn tone(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::Open => Tone::Accent,
        Outcome::Won => Tone::Won,
        Outcome::Lost | Outcome::NoDecision => Tone::Lost,
    }
}

fn bookings(lang: Lang, bookings: &[BookingView]) -> Markup {
    html! {
        @for booking in bookings {
            p { (shown::day(lang, booking.booked_on)) " · " b { (number(&shown::money(lang, booking.amount))) } }
            ul { @for credit in &booking.credits { li class="small" { (credit.position.label) " · " (number(&shown::money(lang, credit.amount))) } } }
        }
    }
}

/// Where the page of an opportunity is.
pub(super) fn href(id: domain::kernel::id::OpportunityId) -> String {
    OPPORTUNITIES.href(id)
}

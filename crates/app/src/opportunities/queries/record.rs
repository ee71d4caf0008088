//! One opportunity as its page and the API show it: facts with names, stages, what happened, what it brought.

use crate::buying::{Answer, BuyingView};
use crate::custom_fields;
use crate::listing::{Label, ListView, Owners};
use crate::opportunities::history::{self, Told};
use crate::opportunities::pipelines::{self, Pipeline};
use crate::records;
use crate::{Ctx, Error, Result};
use db::Tx;
use domain::Day;
use domain::kernel::Money;
use domain::kernel::id::{BookingId, OpportunityId, PositionId, StageId};
use domain::opportunities::{Opportunity, Outcome, Stage, StepKind};
use domain::policy::{Action, Noun};
use serde::Serialize;

/// An opportunity's page.
#[derive(Clone, Debug, Serialize)]
pub struct OpportunityView {
    /// The opportunity.
    #[serde(flatten)]
    pub opportunity: Opportunity,
    /// What it holds of the company's own fields.
    #[serde(flatten)]
    pub own: custom_fields::Shown,
    /// The company's frame of qualification, and what is known.
    pub frame: crate::frames::FrameView,
    /// Who owns it.
    pub owner_label: Label,
    /// Who brought it in.
    pub sourced_by_label: Label,
    /// Whom to.
    pub account_label: Option<Label>,
    /// What.
    pub product_label: Option<Label>,
    /// With whom.
    pub contact_label: Option<Label>,
    /// Fields that name a record which the reader may not see: they read as if they were empty.
    pub hidden: Vec<&'static str>,
    /// In which pipeline.
    pub pipeline_label: Option<Label>,
    /// The stages of its pipeline, in order.
    pub stages: Vec<Stage>,
    /// What happened to it, in order.
    pub history: Vec<StepView>,
    /// Money won and taken back.
    pub bookings: Vec<BookingView>,
    /// People at its account; none where there is no account, or the reader may see no contacts.
    pub contacts: Option<ListView>,
    /// How the customer buys.
    pub buying: BuyingView,
    /// Answers to take from, for who may change it.
    #[serde(skip)]
    pub answers: Vec<Answer>,
    /// Whether this user may change it.
    pub may_edit: bool,
}

/// One step of its history.
#[derive(Clone, Debug, Serialize)]
pub struct StepView {
    /// What.
    pub kind: StepKind,
    /// When.
    pub on: Option<Day>,
    /// Then at this stage.
    pub stage: String,
    /// How the stage counts.
    pub outcome: Outcome,
    /// Owned by.
    pub owner: Label,
    /// Worth so much.
    pub amount: Option<Money>,
    /// Days until the next step, until today for the last one of an open opportunity.
    pub days: Option<i64>,
    /// Why it ended so.
    pub reason: Option<String>,
    /// Who else was there.
    pub competitor: Option<String>,
}

/// Money won, or taken back where the amount is negative.
#[derive(Clone, Debug, Serialize)]
pub struct BookingView {
    /// Which.
    pub id: BookingId,
    /// When.
    pub booked_on: Day,
    /// How much.
    pub amount: Money,
    /// The one it takes back.
    pub reverses: Option<BookingId>,
    /// Whom it counts for.
    pub credits: Vec<CreditView>,
}

/// A share of a booking.
#[derive(Clone, Debug, Serialize)]
pub struct CreditView {
    /// Whom it counts for.
    pub position: Label,
    /// How much, in the company's currency.
    pub amount: Money,
}

/// An opportunity's page, by id or external id.
///
/// # Errors
/// [`Error::NotFound`] where there is none that the reader may see.
pub fn page(ctx: &Ctx, tx: &mut Tx<'_>, id: &str) -> Result<OpportunityView> {
    let id = records::named(ctx, tx, Noun::Opportunity, id)?;
    let mut told = seen(ctx, tx, OpportunityId(id))?;
    let mut hidden = Vec::new();
    let o = &mut told.state;
    let account_label = records::reference(ctx, tx, Noun::Account, "account", &mut o.account, &mut hidden)?;
    let product_label = records::reference(ctx, tx, Noun::Product, "product", &mut o.product, &mut hidden)?;
    let contact_label = records::reference(ctx, tx, Noun::Contact, "contact", &mut o.contact, &mut hidden)?;
    let pipeline = pipelines::all(tx)?.into_iter().find(|p| p.id == told.state.pipeline);
    let owners = Owners::new(ctx);
    let o = &told.state;
    let label = |p: &Pipeline| Label { id: p.id.0, label: p.name.clone(), key: None, detail: None };
    let stages = pipeline.as_ref().map(|p| p.stages.clone()).unwrap_or_default();
    Ok(OpportunityView {
        own: custom_fields::queries::shown(ctx, tx, Noun::Opportunity, id, &mut hidden)?,
        frame: crate::frames::queries::of(tx, o.id.0)?,
        owner_label: owners.label(o.owner),
        sourced_by_label: owners.label(o.sourced_by),
        account_label,
        product_label,
        contact_label,
        hidden,
        pipeline_label: pipeline.as_ref().map(label),
        history: steps(ctx, &told, &stages, &owners),
        bookings: bookings(ctx, &told, &owners),
        contacts: match o.account {
            Some(account) => records::related(ctx, tx, "contacts", "account", account.0)?,
            None => None,
        },
        buying: crate::buying::queries::of(ctx, tx, o.id)?,
        answers: crate::buying::queries::answers(ctx, tx)?,
        may_edit: records::may_also(ctx, tx, Action::Edit, Noun::Opportunity, id)?,
        stages,
        opportunity: told.state,
    })
}

/// The version and stage that stand: what a move needs, and what its undoing goes back to.
///
/// # Errors
/// [`Error::NotFound`] where there is none that the reader may see.
pub fn version(ctx: &Ctx, tx: &mut Tx<'_>, id: OpportunityId) -> Result<(i64, StageId)> {
    let told = seen(ctx, tx, id)?;
    Ok((told.state.version, told.state.stage))
}

fn seen(ctx: &Ctx, tx: &mut Tx<'_>, id: OpportunityId) -> Result<Told> {
    let scope = ctx.may(Action::See, Noun::Opportunity).map_err(|_| Error::NotFound)?;
    history::some(tx, Some(&scope), &[id])?.pop().ok_or(Error::NotFound)
}

fn steps(ctx: &Ctx, told: &Told, stages: &[Stage], owners: &Owners<'_>) -> Vec<StepView> {
    let ends = told.steps.iter().skip(1).map(|step| step.on);
    let last = (told.state.outcome == Outcome::Open).then_some(ctx.today);
    let ends = ends.chain(std::iter::once(last));
    let view = |(step, end): (&domain::opportunities::Step, Option<Day>)| {
        let stage = stages.iter().find(|stage| stage.id == step.stage);
        StepView {
            kind: step.kind,
            on: step.on,
            stage: stage.map(|s| s.name.clone()).unwrap_or_default(),
            outcome: stage.map(|s| s.outcome).unwrap_or_default(),
            owner: owners.label(step.owner),
            amount: step.company_minor.map(|minor| Money::new(minor, ctx.company.currency)),
            days: step.on.zip(end).map(|(on, end)| end.days_since(on)),
            reason: step.reason.clone(),
            competitor: step.competitor.clone(),
        }
    };
    told.steps.iter().zip(ends).map(view).collect()
}

fn bookings(ctx: &Ctx, told: &Told, owners: &Owners<'_>) -> Vec<BookingView> {
    let credit = |position: PositionId, minor| CreditView {
        position: owners.label(position),
        amount: Money::new(minor, ctx.company.currency),
    };
    let view = |booking: &domain::bookings::Booking| BookingView {
        id: booking.id,
        booked_on: booking.booked_on,
        amount: booking.amount,
        reverses: booking.reverses,
        credits: told
            .credits
            .iter()
            .filter(|(_, line)| line.booking == booking.id)
            .map(|(_, line)| credit(line.position, line.company_minor))
            .collect(),
    };
    told.bookings.iter().map(view).collect()
}

//! Deals on their way: what each is today, kept beside the database so that no day reads what it wrote.
//!
//! Every change is decided by the rules a click is decided by, and every day is one batch of
//! `app::opportunities`: rows, steps, bookings, credit, components and events together.

use crate::deals::{Act, Deal};
use app::opportunities::history::Told;
use app::opportunities::pipelines::Pipeline;
use app::opportunities::{Batch, Change};
use domain::bookings;
use domain::kernel::id::{AccountId, OpportunityId, PositionId, ProductId, UserId};
use domain::kernel::{Currency, Money};
use domain::opportunities::{self as rules, MoveStage, Opportunity, Outcome, Stage, Step, StepKind};
use domain::{Day, Refusal};
use std::collections::{BTreeMap, HashMap};

/// A deal under way.
struct Live {
    told: Told,
    tier: Option<String>,
    /// Left by its owner and by nobody taken over.
    is_left: bool,
}

/// Every deal that has begun.
pub struct Ledger {
    stages: Vec<Stage>,
    live: Vec<Option<Live>>,
    /// Deals touched today, as they were this morning: none for those that began today.
    touched: BTreeMap<usize, (Option<Told>, &'static str)>,
}

/// What a deal sells to whom.
pub struct Facts<'a> {
    pub deal: &'a Deal,
    pub account: AccountId,
    pub tier: &'a str,
    pub product: ProductId,
    pub owner: PositionId,
    pub sourced_by: PositionId,
    pub currency: Currency,
}

impl Ledger {
    /// An empty ledger for so many deals.
    pub fn new(pipeline: &Pipeline, deals: usize) -> Ledger {
        Ledger {
            stages: pipeline.stages.clone(),
            live: std::iter::repeat_with(|| None).take(deals).collect(),
            touched: BTreeMap::new(),
        }
    }

    fn stage(&self, place: usize) -> Result<Stage, Refusal> {
        let open = self.stages.iter().filter(|s| s.outcome == Outcome::Open).nth(place);
        open.cloned().ok_or_else(|| Refusal::new("refusal-stage-unknown").at("stage"))
    }
    fn ending(&self, outcome: Outcome) -> Result<Stage, Refusal> {
        let stage = self.stages.iter().find(|s| s.outcome == outcome);
        stage.cloned().ok_or_else(|| Refusal::new("refusal-stage-unknown").at("stage"))
    }

    /// A deal begins.
    ///
    /// # Errors
    /// What every opportunity must have.
    pub fn open(&mut self, index: usize, facts: &Facts<'_>) -> Result<(), Refusal> {
        let (deal, stage) = (facts.deal, self.stage(facts.deal.place)?);
        let minor = deal.amount * facts.currency.scale();
        let state = Opportunity {
            custom: Default::default(),
            id: deal.id,
            name: deal.name.clone(),
            account: Some(facts.account),
            pipeline: stage.pipeline,
            stage: stage.id,
            outcome: Outcome::Open,
            owner: facts.owner,
            product: Some(facts.product),
            contact: deal.contact,
            amount: Some(Money::new(minor, facts.currency)),
            company_minor: Some(minor),
            probability_bp: stage.probability_bp,
            forecast_category: stage.forecast_category,
            created_on: Some(deal.opened),
            close_on: Some(deal.expected),
            reason: None,
            competitor: deal.competitor.map(str::to_owned),
            source: Some(deal.source.to_owned()),
            kind: Some(deal.kind.to_owned()),
            description: None,
            next_step: None,
            next_step_on: None,
            external_id: None,
            sourced_by: facts.sourced_by,
            handoffs: 0,
            version: 1,
        };
        rules::check(&state)?;
        let tier = Some(facts.tier.to_owned());
        let steps = rules::arrival(&state, stage.id, tier.clone());
        self.touched.insert(index, (None, "created"));
        let told = Told { state, steps, bookings: Vec::new(), credits: Vec::new() };
        if let Some(slot) = self.live.get_mut(index) {
            *slot = Some(Live { told, tier, is_left: false });
        }
        Ok(())
    }

    /// Something happens to a deal that is open.
    ///
    /// # Errors
    /// What the rules of moves refuse.
    pub fn act(&mut self, index: usize, act: &Act, owner: Option<PositionId>, on: Day) -> Result<(), Refusal> {
        if self.live(index).is_none_or(|live| live.is_left || live.told.state.outcome != Outcome::Open) {
            return Ok(());
        }
        match act {
            Act::Move(place) => {
                let to = self.stage(*place)?;
                self.step(index, &to, &MoveStage { on: Some(on), ..MoveStage::default() }, on)
            }
            Act::Close(outcome, reason) => {
                let to = self.ending(*outcome)?;
                let with = MoveStage { on: Some(on), reason: Some((*reason).to_owned()), competitor: None };
                self.step(index, &to, &with, on)
            }
            Act::Reprice(percent) => self.change(index, on, |state| {
                let minor = state.amount.map_or(0, |m| m.minor) * percent / 10_000 * 100;
                state.amount = state.amount.map(|m| Money::new(minor, m.currency));
                state.company_minor = Some(minor);
            }),
            Act::HandOff(_) => self.give(index, owner, on),
        }
    }

    fn live(&self, index: usize) -> Option<&Live> {
        self.live.get(index).and_then(Option::as_ref)
    }

    fn step(&mut self, index: usize, to: &Stage, with: &MoveStage, today: Day) -> Result<(), Refusal> {
        let Some(live) = self.live(index) else { return Ok(()) };
        let Some(last) = live.told.steps.last() else { return Ok(()) };
        if live.told.state.stage == to.id {
            return Ok(());
        }
        let (mut after, step) = rules::move_stage(&live.told.state, last, to, with, today)?;
        if to.outcome != Outcome::Open {
            (after.next_step, after.next_step_on) = (None, None);
        }
        let word = match step.kind {
            StepKind::Won => "won",
            StepKind::Lost => "lost",
            StepKind::NoDecision => "no_decision",
            _ => "stage_moved",
        };
        self.put(index, after, Some(step), word);
        Ok(())
    }

    /// Changes fields that measures see.
    fn change(&mut self, index: usize, on: Day, f: impl FnOnce(&mut Opportunity)) -> Result<(), Refusal> {
        let Some(live) = self.live(index) else { return Ok(()) };
        let mut after = live.told.state.clone();
        f(&mut after);
        rules::check(&after)?;
        let is_step = rules::is_step(&live.told.state, &after);
        let step = is_step.then(|| Step { on: Some(on), ..rules::step_of(&after, live.tier.clone()) });
        self.put(index, after, step, "changed");
        Ok(())
    }

    /// Passes a deal to another position.
    ///
    /// # Errors
    /// What every opportunity must have.
    pub fn give(&mut self, index: usize, owner: Option<PositionId>, on: Day) -> Result<(), Refusal> {
        let Some(owner) = owner else { return Ok(()) };
        self.take_up(index);
        if self.owner(index) == Some(owner) {
            return Ok(());
        }
        self.change(index, on, |state| state.owner = owner)
    }

    /// Leaves a deal where it is, with nobody to work it.
    pub fn leave(&mut self, index: usize) {
        if let Some(live) = self.live.get_mut(index).and_then(Option::as_mut) {
            live.is_left = true;
        }
    }

    /// Someone works it again.
    pub fn take_up(&mut self, index: usize) {
        if let Some(live) = self.live.get_mut(index).and_then(Option::as_mut) {
            live.is_left = false;
        }
    }

    /// Whose a deal is.
    pub fn owner(&self, index: usize) -> Option<PositionId> {
        self.live(index).map(|live| live.told.state.owner)
    }

    /// What its owner means to do next, and when it should close.
    ///
    /// # Errors
    /// What every opportunity must have.
    pub fn plan(&mut self, index: usize, on: Day, next: Option<(&str, Day)>, close: Day) -> Result<(), Refusal> {
        self.change(index, on, |state| {
            state.next_step = next.map(|(text, _)| text.to_owned());
            state.next_step_on = next.map(|(_, day)| day);
            state.close_on = Some(close);
        })
    }

    /// Open deals: index, as they stand, whether they were left.
    pub fn open_deals(&self) -> impl Iterator<Item = (usize, &Opportunity, bool)> + '_ {
        let live = self.live.iter().enumerate().filter_map(|(index, live)| Some((index, live.as_ref()?)));
        live.filter(|(_, l)| l.told.state.outcome == Outcome::Open).map(|(i, l)| (i, &l.told.state, l.is_left))
    }

    /// Where an open deal stands, from 0.
    pub fn place(&self, state: &Opportunity) -> i64 {
        self.stages.iter().find(|s| s.id == state.stage).map_or(0, |s| s.place)
    }

    fn put(&mut self, index: usize, after: Opportunity, step: Option<Step>, word: &'static str) {
        let Some(live) = self.live.get_mut(index).and_then(Option::as_mut) else { return };
        match self.touched.get_mut(&index) {
            Some((None, _)) => {}
            Some((Some(_), told)) => *told = word,
            None => {
                self.touched.insert(index, (Some(live.told.clone()), word));
            }
        }
        live.told.state = after;
        live.told.steps.extend(step);
        live.told.bookings = bookings::called_for(&live.told.state, &live.told.steps);
        live.told.credits = live.told.bookings.iter().map(|b| (b.booked_on, bookings::credit(b))).collect();
    }

    /// Deals touched today that were there before.
    pub fn touched(&self) -> Vec<OpportunityId> {
        let before = self.touched.values().filter_map(|(before, _)| before.as_ref());
        before.map(|told| told.state.id).collect()
    }

    /// Takes over what conversions and hand-offs have noted on deals since they were last written here.
    pub fn catch_up(&mut self, noted: &[Opportunity]) {
        let noted: HashMap<OpportunityId, &Opportunity> = noted.iter().map(|state| (state.id, state)).collect();
        let take = |state: &mut Opportunity| {
            if let Some(now) = noted.get(&state.id) {
                (state.version, state.sourced_by, state.handoffs) = (now.version, now.sourced_by, now.handoffs);
            }
        };
        for (index, (before, _)) in &mut self.touched {
            let Some(before) = before else { continue };
            take(&mut before.state);
            if let Some(live) = self.live.get_mut(*index).and_then(Option::as_mut) {
                take(&mut live.told.state);
            }
        }
    }

    /// Takes over deals that were accepted from a hand-off since: in other hands, with a step of its own.
    pub fn accepted(&mut self, all: Vec<Told>) {
        let mut by_id: HashMap<OpportunityId, Told> = all.into_iter().map(|told| (told.state.id, told)).collect();
        for live in self.live.iter_mut().flatten() {
            if let Some(told) = by_id.remove(&live.told.state.id) {
                live.told = told;
            }
        }
    }

    /// The day's changes, as one batch for each who made them: `actor` says who acts for a position.
    pub fn day(&mut self, actor: impl Fn(PositionId) -> Option<UserId>) -> BTreeMap<Option<UserId>, Batch> {
        let mut batches: BTreeMap<Option<UserId>, Batch> = BTreeMap::new();
        for (index, (before, kind)) in std::mem::take(&mut self.touched) {
            let Some(live) = self.live.get_mut(index).and_then(Option::as_mut) else { continue };
            live.told.state.version = before.as_ref().map_or(1, |b| b.state.version + 1);
            let by = actor(before.as_ref().map_or(live.told.state.owner, |b| b.state.owner));
            let (after, steps) = (live.told.state.clone(), live.told.steps.clone());
            batches.entry(by).or_default().push(Change { before, after, steps, kind });
        }
        batches
    }
}

//! What one opportunity contributes to the components, given its whole state.
//!
//! [`contributions`] is a pure function of the state; [`additions`] is what a write adds: the
//! contributions after it, less those before it. So "added one by one" equals "recomputed from the
//! records" by construction, whatever the order of writes.
//!
//! A snapshot of the pipeline is the sum of the `open.*` deltas up to its day. They are made from the
//! state at the end of each day, so two changes of one day leave one delta.

use super::component::{self as part, AccountTier, Add, Component, Key};
use crate::kernel::Day;
use crate::kernel::id::{PersonId, PositionId, ProductId};

/// For whom something counts: the position, and who held it then.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Holder {
    /// The position.
    pub position: PositionId,
    /// Its holder on the day; none while vacant.
    pub person: Option<PersonId>,
}

/// How an opportunity ended.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The customer bought from us.
    Won,
    /// The customer bought elsewhere, or refused us.
    Lost,
    /// The customer did not decide.
    NoDecision,
}

/// A terminal event, or its undoing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Turn {
    /// It ended.
    Closed {
        /// On this day.
        on: Day,
        /// So.
        outcome: Outcome,
        /// With this amount, minor units of the company's currency.
        amount_minor: i64,
        /// In the hands of.
        holder: Holder,
    },
    /// It was opened again: the outcome before it is superseded.
    Reopened {
        /// On this day.
        on: Day,
    },
}

impl Turn {
    /// The day of the turn.
    pub fn on(&self) -> Day {
        match *self {
            Turn::Closed { on, .. } | Turn::Reopened { on } => on,
        }
    }
}

/// A share of a booking that counts for someone. Reversals are shares of a negative amount.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Credit {
    /// The booking's day.
    pub on: Day,
    /// For whom.
    pub holder: Holder,
    /// Minor units of the company's currency.
    pub amount_minor: i64,
}

/// The whole state of one opportunity, as far as figures are concerned.
///
/// Lists are in order of day, and within a day in the order in which things happened. Amounts are minor
/// units of the company's currency.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpportunityFacts {
    /// When it was created; none where nobody knows. Never moved by a reopening.
    pub created_on: Option<Day>,
    /// Who had it when it was created.
    pub created_by: Holder,
    /// Who is credited with bringing it in. Correcting it moves what its creation contributed.
    pub sourced_by: Holder,
    /// How often it was handed over. Correcting it moves what its wins contributed.
    pub handoffs: i64,
    /// Later owners: from a day, a position. Before the first, `created_by`.
    pub owners: Vec<(Day, PositionId)>,
    /// The amount at creation, 0 where there was none.
    pub created_amount_minor: i64,
    /// Later amounts: from a day, an amount.
    pub amounts: Vec<(Day, i64)>,
    /// Ends and reopenings.
    pub turns: Vec<Turn>,
    /// Direct credit lines of its bookings.
    pub credits: Vec<Credit>,
    /// Its product. Correcting it moves all it contributed.
    pub product: Option<ProductId>,
    /// The tier of its account as kept on the opportunity. Correcting it moves all it contributed.
    pub account_tier: Option<AccountTier>,
}

impl OpportunityFacts {
    /// The terminal outcome and its day: the last end that no reopening supersedes.
    pub fn outcome(&self) -> Option<(Day, Outcome)> {
        match self.turns.last()? {
            Turn::Closed { on, outcome, .. } => Some((*on, *outcome)),
            Turn::Reopened { .. } => None,
        }
    }
    /// Position and amount of the opportunity where it is open at the end of the day.
    pub fn open_at(&self, day: Day) -> Option<(PositionId, i64)> {
        let created = self.created_on.unwrap_or(Day::BEGINNING);
        let closed = self.turns.iter().take_while(|t| t.on() <= day).last();
        if day < created || matches!(closed, Some(Turn::Closed { .. })) {
            return None;
        }
        Some((
            last_until(&self.owners, day).unwrap_or(self.created_by.position),
            last_until(&self.amounts, day).unwrap_or(self.created_amount_minor),
        ))
    }
}

fn last_until<T: Copy>(dated: &[(Day, T)], day: Day) -> Option<T> {
    dated.iter().take_while(|(on, _)| *on <= day).last().map(|(_, value)| *value)
}

/// What a write adds: the contributions after it less those before it, netted, without zeros, in order.
pub fn additions(before: Option<&OpportunityFacts>, after: Option<&OpportunityFacts>) -> Vec<Add> {
    let mut adds = Vec::with_capacity(12);
    if let Some(facts) = before {
        state(facts, &mut adds);
        adds.iter_mut().for_each(|add| add.amount = -add.amount);
    }
    if let Some(facts) = after {
        state(facts, &mut adds);
    }
    net(&mut adds);
    adds
}

/// Everything one opportunity contributes, netted, without zeros, in order.
pub fn contributions(facts: &OpportunityFacts) -> Vec<Add> {
    additions(None, Some(facts))
}

/// Adds up what has the same key and bucket, and drops zeros.
pub fn net(adds: &mut Vec<Add>) {
    adds.sort_unstable();
    adds.dedup_by(|next, kept| {
        let same = next.key == kept.key && next.bucket == kept.bucket;
        if same {
            kept.amount += next.amount;
        }
        same
    });
    adds.retain(|add| add.amount != 0);
}

fn state(facts: &OpportunityFacts, adds: &mut Vec<Add>) {
    let mut book = Book { facts, adds };
    created(&mut book);
    closed(&mut book);
    open(&mut book);
    for credit in &facts.credits {
        book.add(part::BOOKINGS_AMOUNT, credit.on, credit.holder, 0, credit.amount_minor);
    }
}

/// Where the contributions of one opportunity are written down.
struct Book<'a> {
    facts: &'a OpportunityFacts,
    adds: &'a mut Vec<Add>,
}

impl Book<'_> {
    fn add(&mut self, component: Component, day: Day, holder: Holder, bucket: i64, amount: i64) {
        let Holder { position, person } = holder;
        let (product, account_tier) = (self.facts.product, self.facts.account_tier);
        let key = Key { component, day, position, person, product, account_tier, source: None };
        self.adds.push(Add { key, bucket, amount });
    }
}

fn created(book: &mut Book) {
    let OpportunityFacts { sourced_by, created_amount_minor, created_on, .. } = *book.facts;
    match created_on {
        Some(day) => {
            book.add(part::CREATED_COUNT, day, sourced_by, 0, 1);
            book.add(part::CREATED_AMOUNT, day, sourced_by, 0, created_amount_minor);
        }
        None => book.add(part::CREATED_UNKNOWN, Day::BEGINNING, sourced_by, 0, 1),
    }
}

/// Every end counts on its day; a reopening (or another end in its place) takes it back on its own day, so
/// that closed periods stand as they were reported.
fn closed(book: &mut Book) {
    let facts = book.facts;
    let mut standing = None;
    for turn in &facts.turns {
        match *turn {
            Turn::Closed { on, outcome, amount_minor, holder } => {
                if let Some((closed_on, earlier)) = standing.replace((on, (outcome, amount_minor, holder))) {
                    end(book, closed_on, on, earlier, -1);
                }
                end(book, on, on, (outcome, amount_minor, holder), 1);
            }
            Turn::Reopened { on } => {
                if let Some((closed_on, earlier)) = standing.take() {
                    end(book, closed_on, on, earlier, -1);
                    book.add(part::REOPENED_COUNT, on, earlier.2, 0, 1);
                }
            }
        }
    }
}

/// Writes an end that happened on one day down on another: once with its sign, once taken back.
fn end(book: &mut Book, closed_on: Day, posted_on: Day, ended: (Outcome, i64, Holder), sign: i64) {
    let (outcome, amount_minor, holder) = ended;
    let [count, amount, days, unknown] = parts_of(outcome);
    book.add(count, posted_on, holder, 0, sign);
    book.add(amount, posted_on, holder, 0, sign * amount_minor);
    if outcome == Outcome::Won {
        book.add(part::WON_HANDOFFS, posted_on, holder, 0, sign * book.facts.handoffs);
    }
    match book.facts.created_on {
        Some(created) => book.add(days, posted_on, holder, closed_on.days_since(created), sign),
        None => book.add(unknown, posted_on, holder, 0, sign),
    }
}

/// Count, amount, cycle in days, and count of unknown cycles of an outcome.
pub fn parts_of(outcome: Outcome) -> [Component; 4] {
    match outcome {
        Outcome::Won => [part::WON_COUNT, part::WON_AMOUNT, part::WON_DAYS, part::WON_UNKNOWN],
        Outcome::Lost => [part::LOST_COUNT, part::LOST_AMOUNT, part::LOST_DAYS, part::LOST_UNKNOWN],
        Outcome::NoDecision => {
            [part::NO_DECISION_COUNT, part::NO_DECISION_AMOUNT, part::NO_DECISION_DAYS, part::NO_DECISION_UNKNOWN]
        }
    }
}

/// The deltas of the open pipeline: at each day on which something changed, the state at the end of the
/// day before is taken out and the new one put in.
fn open(book: &mut Book) {
    let facts = book.facts;
    let created = facts.created_on.unwrap_or(Day::BEGINNING);
    let dated = facts.owners.iter().map(|o| o.0).chain(facts.amounts.iter().map(|a| a.0));
    let mut days: Vec<Day> = Vec::with_capacity(2 + facts.turns.len());
    days.push(created);
    days.extend(dated.chain(facts.turns.iter().map(Turn::on)));
    days.sort_unstable();
    days.dedup();
    let mut was = None;
    for day in days {
        let now = facts.open_at(day);
        if was == now {
            continue;
        }
        for (state, sign) in [(was, -1), (now, 1)] {
            if let Some((position, amount)) = state {
                let holder = Holder { position, person: None };
                book.add(part::OPEN_COUNT, day, holder, 0, sign);
                book.add(part::OPEN_AMOUNT, day, holder, 0, sign * amount);
            }
        }
        was = now;
    }
}

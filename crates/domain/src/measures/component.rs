//! Components: the addable parts every figure is made of.
//!
//! A component is a sum of minor units, a count, or a histogram of whole days (value to count). Each is
//! declared once, here, with a stable text id that storage keeps. Components are added, never
//! averaged: SQL and the roll-up add, and only a formula divides.

use crate::kernel::Day;
use crate::kernel::id::{PersonId, PositionId, ProductId, SourceId};
use crate::policy::Noun;
use serde::{Deserialize, Serialize};

/// What the numbers of a component are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// Minor units of the company's currency.
    Sum,
    /// How many.
    Count,
    /// How many by whole days or minutes: the bucket is the number of them.
    Histogram,
}

/// Where a component's numbers come from: of which records, by which of their days. All but the organisation's own are
/// added in the transaction that writes a record, and stored.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Source {
    /// Bookings of opportunities, by their day.
    Booked,
    /// Opportunities, by the days on which they ended or were opened again.
    Closed,
    /// Opportunities, by the day they were created.
    Created,
    /// Opportunities, by every day on which what is open changed.
    Open,
    /// Activities, by their day.
    Done,
    /// Leads, by the day they came.
    Came,
    /// Leads, by the day they were won.
    LeadWon,
    /// Leads, by the days on which somebody was given them.
    Given,
    /// Hand-offs, by the day they were offered.
    Offered,
    /// The organisation, read off it on a day; never stored.
    Organisation,
}

impl Source {
    /// The records; none of the organisation itself.
    pub fn noun(self) -> Option<Noun> {
        match self {
            Source::Booked | Source::Closed | Source::Created | Source::Open => Some(Noun::Opportunity),
            Source::Done => Some(Noun::Activity),
            Source::Came | Source::LeadWon | Source::Given => Some(Noun::Lead),
            Source::Offered => Some(Noun::Handoff),
            Source::Organisation => None,
        }
    }
}

/// One addable part. Two components are the same where their ids are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Component {
    /// Stable text id.
    pub id: &'static str,
    /// What it is a part of: the number and the amount of the same things are stored side by side in one row.
    pub part: &'static str,
    /// What its numbers are.
    pub kind: Kind,
    /// Where they come from.
    pub source: Source,
}

const fn stored(id: &'static str, part: &'static str, kind: Kind, source: Source) -> Component {
    Component { id, part, kind, source }
}
const fn seen(id: &'static str) -> Component {
    Component { id, part: id, kind: Kind::Count, source: Source::Organisation }
}

/// Booked amount, by direct credit line, on the booking's day.
pub const BOOKINGS_AMOUNT: Component = stored("bookings.amount", "bookings", Kind::Sum, Source::Booked);
/// Opportunities won, on the day they closed.
pub const WON_COUNT: Component = stored("closed.won.count", "closed.won", Kind::Count, Source::Closed);
/// Opportunities lost.
pub const LOST_COUNT: Component = stored("closed.lost.count", "closed.lost", Kind::Count, Source::Closed);
/// Opportunities that ended without a decision.
pub const NO_DECISION_COUNT: Component =
    stored("closed.no_decision.count", "closed.no_decision", Kind::Count, Source::Closed);
/// Amount at closing of those won.
pub const WON_AMOUNT: Component = stored("closed.won.amount", "closed.won", Kind::Sum, Source::Closed);
/// Amount at closing of those lost.
pub const LOST_AMOUNT: Component = stored("closed.lost.amount", "closed.lost", Kind::Sum, Source::Closed);
/// Amount at closing of those without a decision.
pub const NO_DECISION_AMOUNT: Component =
    stored("closed.no_decision.amount", "closed.no_decision", Kind::Sum, Source::Closed);
/// Accepted hand-offs of those won.
pub const WON_HANDOFFS: Component =
    stored("closed.won.handoffs.count", "closed.won.handoffs", Kind::Count, Source::Closed);
/// Days from creation to the win.
pub const WON_DAYS: Component = stored("cycle.won.days", "cycle.won", Kind::Histogram, Source::Closed);
/// Days from creation to the loss.
pub const LOST_DAYS: Component = stored("cycle.lost.days", "cycle.lost", Kind::Histogram, Source::Closed);
/// Days from creation to the end without a decision.
pub const NO_DECISION_DAYS: Component =
    stored("cycle.no_decision.days", "cycle.no_decision", Kind::Histogram, Source::Closed);
/// Won, the created date unknown: no cycle can be stated.
pub const WON_UNKNOWN: Component = stored("cycle.won.unknown", "cycle.won.unknown", Kind::Count, Source::Closed);
/// Lost, the created date unknown.
pub const LOST_UNKNOWN: Component = stored("cycle.lost.unknown", "cycle.lost.unknown", Kind::Count, Source::Closed);
/// Without a decision, the created date unknown.
pub const NO_DECISION_UNKNOWN: Component =
    stored("cycle.no_decision.unknown", "cycle.no_decision.unknown", Kind::Count, Source::Closed);
/// Outcomes taken back by a reopening, on the day of the reopening.
pub const REOPENED_COUNT: Component = stored("reopened.count", "reopened", Kind::Count, Source::Closed);
/// Opportunities created, on the day, for whoever sourced them.
pub const CREATED_COUNT: Component = stored("created.count", "created", Kind::Count, Source::Created);
/// Their amount at creation.
pub const CREATED_AMOUNT: Component = stored("created.amount", "created", Kind::Sum, Source::Created);
/// Opportunities whose created date is unknown, on [`Day::BEGINNING`].
pub const CREATED_UNKNOWN: Component = stored("created.unknown.count", "created.unknown", Kind::Count, Source::Created);
/// Change of the number of open opportunities: the sum up to a day is how many are open at its end.
pub const OPEN_COUNT: Component = stored("open.count", "open", Kind::Count, Source::Open);
/// Change of the open amount: the sum up to a day is the open amount at its end.
pub const OPEN_AMOUNT: Component = stored("open.amount", "open", Kind::Sum, Source::Open);
/// Contacts reached, each once for a position and day.
pub const CONTACTS_REACHED: Component = stored("contacts.reached.count", "contacts.reached", Kind::Count, Source::Done);
/// Attempts of people to reach a customer.
pub const ATTEMPTS_COUNT: Component = stored("contacts.attempts.count", "contacts.attempts", Kind::Count, Source::Done);
/// First meetings held with a customer.
pub const MEETINGS_FIRST: Component = stored("meetings.first.count", "meetings.first", Kind::Count, Source::Done);
/// Meetings that were to take place, on the day they were to begin.
pub const MEETINGS_DUE: Component = stored("meetings.due.count", "meetings.due", Kind::Count, Source::Done);
/// Those of them that were held.
pub const MEETINGS_HELD: Component = stored("meetings.held.count", "meetings.held", Kind::Count, Source::Done);
/// Those of them that led on: a next step with a day, or work that its receiver accepted.
pub const MEETINGS_SUCCESSFUL: Component =
    stored("meetings.successful.count", "meetings.successful", Kind::Count, Source::Done);
/// Leads, on the day they came.
pub const LEADS_CREATED: Component = stored("leads.created.count", "leads.created", Kind::Count, Source::Came);
/// Returns of leads that had been set aside, on the day the lead came.
pub const LEADS_RECYCLED: Component = stored("leads.recycled.count", "leads.recycled", Kind::Count, Source::Came);
/// Leads converted, on the day the lead came.
pub const LEADS_CONVERTED: Component = stored("leads.converted.count", "leads.converted", Kind::Count, Source::Came);
/// Leads won, on the day the lead came.
pub const LEADS_WON: Component = stored("leads.won.count", "leads.won", Kind::Count, Source::Came);
/// Days from the day a lead came to its win, on the day of the win.
pub const LEADS_WON_DAYS: Component = stored("leads.won.days", "leads.won.days", Kind::Histogram, Source::LeadWon);
/// Leads that the product saw come in, on the day they came.
pub const LEADS_RECEIVED: Component = stored("leads.received.count", "leads.received", Kind::Count, Source::Came);
/// Those of them that nobody has tried to reach.
pub const LEADS_UNTRIED: Component = stored("leads.untried.count", "leads.untried", Kind::Count, Source::Came);
/// Minutes from their coming to the first attempt.
pub const LEADS_ATTEMPT_MINUTES: Component =
    stored("leads.attempt.minutes", "leads.attempt", Kind::Histogram, Source::Came);
/// Tried within five minutes.
pub const LEADS_WITHIN_5: Component = stored("leads.within_5.count", "leads.within_5", Kind::Count, Source::Came);
/// Tried within an hour.
pub const LEADS_WITHIN_60: Component = stored("leads.within_60.count", "leads.within_60", Kind::Count, Source::Came);
/// Leads given to somebody, on the day they were given.
pub const LEADS_ASSIGNED: Component = stored("leads.assigned.count", "leads.assigned", Kind::Count, Source::Given);
/// Those of them whose promised time still runs.
pub const LEADS_PENDING: Component = stored("leads.pending.count", "leads.pending", Kind::Count, Source::Given);
/// Those of them that were tried in time, or whose time ran out.
pub const LEADS_DUE: Component = stored("leads.due.count", "leads.due", Kind::Count, Source::Given);
/// Those of them that were tried in time.
pub const LEADS_WORKED: Component = stored("leads.worked.count", "leads.worked", Kind::Count, Source::Given);
/// Hand-offs, on the day they were offered.
pub const HANDOFFS_OFFERED: Component =
    stored("handoffs.offered.count", "handoffs.offered", Kind::Count, Source::Offered);
/// Those of them that the product saw offered and answered.
pub const HANDOFFS_TIMED: Component = stored("handoffs.timed.count", "handoffs.timed", Kind::Count, Source::Offered);
/// Answered, or their time run out.
pub const HANDOFFS_DECIDED: Component =
    stored("handoffs.decided.count", "handoffs.decided", Kind::Count, Source::Offered);
/// Accepted in time.
pub const HANDOFFS_ACCEPTED: Component =
    stored("handoffs.accepted.count", "handoffs.accepted", Kind::Count, Source::Offered);
/// Fallen between two chairs.
pub const HANDOFFS_LOST: Component = stored("handoffs.lost.count", "handoffs.lost", Kind::Count, Source::Offered);
/// Things that were to be told.
pub const HANDOFF_ASKED: Component = stored("handoffs.asked.count", "handoffs.asked", Kind::Count, Source::Offered);
/// Things that were told.
pub const HANDOFF_FILLED: Component = stored("handoffs.filled.count", "handoffs.filled", Kind::Count, Source::Offered);
/// Minutes from the offer to the answer.
pub const HANDOFF_ANSWER_MINUTES: Component =
    stored("handoffs.answer.minutes", "handoffs.answer", Kind::Histogram, Source::Offered);
/// Direct reports of managers, on a day.
pub const REPORTS_COUNT: Component = seen("organisation.reports.count");
/// Positions with at least one direct report.
pub const MANAGERS_COUNT: Component = seen("organisation.managers.count");
/// Responsibilities that must be covered by someone.
pub const REQUIRED_COUNT: Component = seen("responsibilities.required.count");
/// Those of them with at least one active holder.
pub const COVERED_COUNT: Component = seen("responsibilities.covered.count");
/// Those of them with exactly one.
pub const SINGLE_COUNT: Component = seen("responsibilities.single.count");

/// Every component, in reading order.
pub const ALL: &[Component] = &[
    BOOKINGS_AMOUNT,
    WON_COUNT,
    LOST_COUNT,
    NO_DECISION_COUNT,
    WON_AMOUNT,
    LOST_AMOUNT,
    NO_DECISION_AMOUNT,
    WON_HANDOFFS,
    WON_DAYS,
    LOST_DAYS,
    NO_DECISION_DAYS,
    WON_UNKNOWN,
    LOST_UNKNOWN,
    NO_DECISION_UNKNOWN,
    REOPENED_COUNT,
    CREATED_COUNT,
    CREATED_AMOUNT,
    CREATED_UNKNOWN,
    OPEN_COUNT,
    OPEN_AMOUNT,
    CONTACTS_REACHED,
    ATTEMPTS_COUNT,
    MEETINGS_FIRST,
    MEETINGS_DUE,
    MEETINGS_HELD,
    MEETINGS_SUCCESSFUL,
    LEADS_CREATED,
    LEADS_RECYCLED,
    LEADS_CONVERTED,
    LEADS_WON,
    LEADS_WON_DAYS,
    LEADS_RECEIVED,
    LEADS_UNTRIED,
    LEADS_ATTEMPT_MINUTES,
    LEADS_WITHIN_5,
    LEADS_WITHIN_60,
    LEADS_ASSIGNED,
    LEADS_PENDING,
    LEADS_DUE,
    LEADS_WORKED,
    HANDOFFS_OFFERED,
    HANDOFFS_TIMED,
    HANDOFFS_DECIDED,
    HANDOFFS_ACCEPTED,
    HANDOFFS_LOST,
    HANDOFF_ASKED,
    HANDOFF_FILLED,
    HANDOFF_ANSWER_MINUTES,
    REPORTS_COUNT,
    MANAGERS_COUNT,
    REQUIRED_COUNT,
    COVERED_COUNT,
    SINGLE_COUNT,
];

impl Component {
    /// The component with that id, where there is one.
    pub fn get(id: &str) -> Option<Component> {
        ALL.iter().copied().find(|c| c.id == id)
    }
}

/// How important an account is held to be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountTier {
    /// A key account.
    Key,
    /// Enterprise.
    Enterprise,
    /// Mid-market.
    Mid,
    /// Small business.
    Small,
}

impl AccountTier {
    /// All, most important first.
    pub const ALL: [AccountTier; 4] = [AccountTier::Key, AccountTier::Enterprise, AccountTier::Mid, AccountTier::Small];

    /// As stored.
    pub fn key(self) -> &'static str {
        match self {
            AccountTier::Key => "key",
            AccountTier::Enterprise => "enterprise",
            AccountTier::Mid => "mid",
            AccountTier::Small => "small",
        }
    }
    /// The tier stored under that key.
    pub fn get(key: &str) -> Option<AccountTier> {
        AccountTier::ALL.into_iter().find(|tier| tier.key() == key)
    }
}

/// What a number of a component is kept under.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Key {
    /// Which component.
    pub component: Component,
    /// The day it counts on.
    pub day: Day,
    /// The position it counts for.
    pub position: PositionId,
    /// Who held the position then, where someone did. Always none for `open.*`: those belong to the
    /// position, and whoever holds it on the day of the snapshot answers for them.
    pub person: Option<PersonId>,
    /// Of which product.
    pub product: Option<ProductId>,
    /// Of accounts of which tier.
    pub account_tier: Option<AccountTier>,
    /// From which source (leads, which have no product).
    pub source: Option<SourceId>,
}

/// One addition to a component.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Add {
    /// Under what.
    pub key: Key,
    /// Whole days for a histogram, 0 for sums and counts.
    pub bucket: i64,
    /// How much is added; negative where something is taken back.
    pub amount: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_read_back() {
        for component in ALL {
            assert_eq!(Component::get(component.id), Some(*component));
            assert_eq!(ALL.iter().filter(|c| c.id == component.id).count(), 1, "{}", component.id);
        }
        assert_eq!(Component::get("closed.won"), None);
        // One row holds one number and one amount: no two components share a place.
        for a in ALL {
            let place = |c: &&Component| c.part == a.part && (c.kind == Kind::Sum) == (a.kind == Kind::Sum);
            assert_eq!(ALL.iter().filter(place).count(), 1, "{}", a.id);
        }
        for tier in AccountTier::ALL {
            assert_eq!(AccountTier::get(tier.key()), Some(tier));
        }
    }
}

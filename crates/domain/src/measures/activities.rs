//! Measures of activities: contacts made, first meetings, meetings that took place and led on.
//!
//! What each activity counts for is in [`crate::activities::facts`]. They count for the position that did it, on the day
//! in the company's time zone; a meeting on the day it was to begin.

use super::catalogue::{Basis, Dimension, Direction, Doc, Formula, Measure, Unit};
use super::component as part;

/// By whom and when: an activity is of no product, and may be of no account.
const BY: &[Dimension] = &[
    Dimension::Person,
    Dimension::Position,
    Dimension::Manager,
    Dimension::Unit,
    Dimension::Month,
    Dimension::Quarter,
    Dimension::Year,
];
const MEETINGS: &str = "Meetings and demos with their start and what became of them.";

/// The family, in order.
pub const ALL: &[Measure] =
    &[CONTACTS_MADE, CONTACT_ATTEMPTS, INTRO_CALLS_HELD, MEETING_SHOW_RATE, SUCCESSFUL_MEETINGS, MEETINGS_HELD];

/// Contacts reached.
pub const CONTACTS_MADE: Measure = Measure {
    id: "contacts_made",
    unit: Unit::Count,
    direction: Direction::Up,
    basis: Basis::Closed,
    roles: &["sdr", "bdr", "inside_sales", "sales_operations"],
    by: BY,
    formula: Formula::Sum(&[part::CONTACTS_REACHED]),
    doc: Doc {
        says: "How many contacts were reached in the period, each once a day.",
        formula: "Distinct (position, contact, day) with a call connected, an e-mail answered or a meeting held. Where \
                  nobody is named, the record the activity was written on stands for the contact. Scorecards show it for \
                  each full-time day as well: over Mondays to Fridays, each with the shares of those in the positions.",
        not: "Attempts, which is its variant `.attempts`: most calls reach nobody.",
        needs: "Calls, e-mails and meetings with their outcome and who took part.",
    },
};
/// Attempts.
pub const CONTACT_ATTEMPTS: Measure = Measure {
    id: "contacts_made.attempts",
    formula: Formula::Sum(&[part::ATTEMPTS_COUNT]),
    doc: Doc {
        says: "How often someone tried to reach a customer in the period.",
        formula: "Calls and e-mails that went out, and meetings held or not shown up to. What a machine sent does not \
                  count.",
        not: "Contacts made, which counts those who were reached.",
        needs: "Calls, e-mails and meetings.",
    },
    ..CONTACTS_MADE
};

/// First meetings held.
pub const INTRO_CALLS_HELD: Measure = Measure {
    id: "intro_calls_held",
    roles: &["sdr", "bdr"],
    formula: Formula::Sum(&[part::MEETINGS_FIRST]),
    doc: Doc {
        says: "How many customers were met for the first time in the period.",
        formula: "For each account (or lead or contact without one) the first meeting or demo that was held, by its day.",
        not: "Meetings booked: a booked meeting that nobody shows up to is none.",
        needs: MEETINGS,
    },
    ..CONTACTS_MADE
};

/// Share of meetings that took place.
pub const MEETING_SHOW_RATE: Measure = Measure {
    id: "meeting_show_rate",
    unit: Unit::Ratio,
    basis: Basis::Due,
    roles: &["sdr", "bdr"],
    formula: Formula::Ratio { over: &[part::MEETINGS_HELD], under: &[part::MEETINGS_DUE] },
    doc: Doc {
        says: "What share of the meetings that were to begin in the period took place.",
        formula: "Held / (held + not shown up + called off less than 24 hours before + moved after the start + without \
                  an outcome), by the day they were to begin. One that was moved before its start counts on its new day.",
        not: "The share of calls that connect.",
        needs: MEETINGS,
    },
    ..CONTACTS_MADE
};

/// Meetings that led on.
pub const SUCCESSFUL_MEETINGS: Measure = Measure {
    id: "successful_meetings",
    roles: &["sdr", "account_executive", "sales_operations"],
    formula: Formula::Sum(&[part::MEETINGS_SUCCESSFUL]),
    doc: Doc {
        says: "How many meetings of the period led on.",
        formula: "Meetings and demos held that led on, by their day: a next step with a date was agreed in them, or the \
                  one who held them handed that work over after them and the receiver accepted it, also late. The work \
                  is the record they stand on, and of a lead the opportunity it became. Each counts once.",
        not: "Meetings held, which is its variant `.held`.",
        needs: "Meetings with their outcome and the day of the next step, and hand-offs with their answers.",
    },
    ..CONTACTS_MADE
};
/// Meetings held.
pub const MEETINGS_HELD: Measure = Measure {
    id: "successful_meetings.held",
    formula: Formula::Sum(&[part::MEETINGS_HELD]),
    doc: Doc {
        says: "How many meetings and demos were held in the period.",
        formula: "Meetings and demos held, by their day.",
        not: "First meetings, which is `intro_calls_held`.",
        needs: MEETINGS,
    },
    ..SUCCESSFUL_MEETINGS
};

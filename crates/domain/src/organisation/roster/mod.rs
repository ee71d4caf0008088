//! A dated roster is the organisation on that day: reconcile what it says with what we hold.
//!
//! Only what differs is edited, so the same roster twice changes nothing; as with every edit, what differs on
//! the roster's day is changed from that day on. A dirty roster loads as far as it can: a row that a later
//! one repeats is replaced and given back, a line that would break the forest is kept as a defect while the
//! position becomes a root, a row that cannot be read at all is given back with its reason.
//!
//! `keys` finds which position and person a row means, `forest` draws the lines, `write` makes the edits.

mod forest;
mod keys;
#[cfg(test)]
mod properties;
mod teams;
#[cfg(test)]
mod tests;
mod write;

use super::changes::Changes;
use super::model::{AssignmentKind, Defect};
use super::state::State;
use crate::kernel::{Day, Instant, Refusal};
use serde::{Deserialize, Serialize};

pub use teams::{TeamRow, TeamTitles, from_teams};

/// One row of a roster, as read. What is empty was not given and changes nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterRow {
    /// Line in the file, for reports.
    pub line: u64,
    /// Within what the ids of this file are unique; none where they are so throughout.
    pub scope: Option<String>,
    /// Id of the position in the source. Case-sensitive.
    pub external_id: Option<String>,
    /// What tells people apart in the source; one person may hold several positions.
    pub person_key: Option<String>,
    /// The holder's name.
    pub name: Option<String>,
    /// The holder's e-mail.
    pub email: Option<String>,
    /// Title of the position.
    pub title: Option<String>,
    /// The units from the company downwards; the company itself may be left out.
    pub unit: Vec<String>,
    /// Whom the position reports to: an id, an e-mail or a name.
    pub manager: Option<String>,
    /// First day of the position.
    pub starts_on: Option<Day>,
    /// Last day of the position, inclusive.
    pub ends_on: Option<Day>,
    /// Where it sits.
    pub location: Option<String>,
    /// BCP 47 tags.
    pub languages: Vec<String>,
    /// Keys of the role catalogue.
    pub roles: Vec<String>,
    /// Share of the holder's time in basis points; all of it where not given.
    pub share_bp: Option<u32>,
    /// Regular or acting.
    pub kind: AssignmentKind,
}

/// How to read a roster.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterOptions {
    /// The day it holds for; none is from the beginning.
    pub as_of: Option<Day>,
    /// Whether whoever is absent has gone by that day.
    pub complete: bool,
    /// What stands for “no manager”, in any case, beside an empty field.
    pub root_marker: Option<String>,
    /// Name of the source, for defects.
    pub source: String,
    /// Name of the company, used where there is no unit yet.
    pub company: String,
    /// Kind of the units made; `department` where empty.
    pub unit_kind: String,
}

/// What a roster comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterPlan {
    /// The net of all edits.
    pub changes: Changes,
    /// Positions made, or come back.
    pub created: usize,
    /// Positions of which something differs: a field, the line, the holder.
    pub updated: usize,
    /// Positions that are as the roster says.
    pub unchanged: usize,
    /// Positions that end.
    pub ended: usize,
    /// Rows that could not be used, by line.
    pub rejected: Vec<(u64, Refusal)>,
    /// Rows that a later one repeats, by line.
    pub replaced: Vec<(u64, Refusal)>,
    /// Rows used, of which something was left out or guessed, by line.
    pub warnings: Vec<(u64, Refusal)>,
    /// Every defect of the roster's lines, also those already known.
    pub defects: Vec<Defect>,
}

/// Reconciles a roster with the organisation. The batch is closed with it, as one change recorded `now`.
pub fn reconcile(
    state: &mut State,
    rows: &[RosterRow],
    options: &RosterOptions,
    now: Instant,
    ids: &mut dyn FnMut() -> uuid::Uuid,
) -> RosterPlan {
    let keyed = keys::Keyed::read(state, rows, options, ids);
    let mut lines = forest::draw(state, &keyed, options);
    let tally = write::write(state, &keyed, &mut lines, options, ids);
    let changes = state.close(now, ids);
    RosterPlan {
        changes,
        created: tally.created,
        updated: tally.updated,
        unchanged: tally.unchanged,
        ended: tally.ended,
        rejected: keyed.rejected,
        replaced: keyed.replaced,
        warnings: keyed.warnings.into_iter().chain(lines.warnings).collect(),
        defects: lines.defects,
    }
}

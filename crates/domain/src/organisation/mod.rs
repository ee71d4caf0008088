//! The organisation: what it is made of, how it looks on a day, how it is checked, compared and edited.

pub mod changes;
pub mod checks;
pub mod diff;
pub mod edits;
pub mod forest;
pub mod history;
pub mod index;
pub mod model;
pub mod roles;
pub mod roster;
pub mod routing;
pub mod seats;
pub mod series;
pub mod state;
pub mod stats;
pub mod templates;
mod tree;
pub mod undo;

#[cfg(test)]
mod edit_properties;
#[cfg(test)]
mod properties;
#[cfg(test)]
pub(crate) mod samples;

pub use changes::{Changes, PersonChange};
pub use checks::{
    Border, Check, CheckItem, CheckRules, Haunted, Severity, checks, double_owner, ghost_pipeline, holders_of_required,
    orphan_account, rivals, silo, too_many_handoffs, uncovered_segment,
};
pub use diff::{Diff, diff};
pub use edits::{Edit, PositionField};
pub use forest::Forest;
pub use history::History;
pub use index::{Organisation, Seat};
pub use model::*;
pub use roster::{RosterOptions, RosterPlan, RosterRow, reconcile};
pub use seats::Holder;
pub use state::State;
pub use stats::{Stats, spans, stats};
pub use undo::Conflict as UndoConflict;

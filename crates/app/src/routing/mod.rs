//! Routing: where leads, accounts and opportunities go, by coverage and what the company sets beside it.
//!
//! Decisions are `domain::organisation::routing`; here is what they are made from (settings, loads, turns) and what
//! becomes of them: a log with each explanation, and the queues. [`commands::route`] is for other slices, inside
//! their transaction; they write the owner that it answers.

pub mod absences;
pub mod commands;
mod cover;
pub(crate) mod leaving;
mod load;
pub mod queries;
pub mod receiver;
mod recycle;
pub mod settings;
mod sql;
mod try_out;
mod works;

pub use cover::{CoverMap, Crossing, MapCell, MapRow, cover_map};
pub use load::Prepared;
pub(crate) use load::terms;
pub use queries::{DecisionView, Overview, QueueView, Queued, RuleView, SettingView};
pub use recycle::recycle;
pub use try_out::{ShiftView, TryOut, try_edit};
pub(crate) use works::stage_of;
pub use works::{Item, LeadFacts, Values, leads};

use domain::kernel::id::QueueId;

/// The company's queue, which is always there; texts give it its name.
pub const COMPANY_QUEUE: QueueId = QueueId(uuid::Uuid::nil());

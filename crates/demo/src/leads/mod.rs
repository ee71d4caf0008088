//! Leads of the demo: where each comes from, how often somebody tries, what becomes of it; planned whole, then played.
//!
//! Those that were opened by lead development and became a deal are the first part of that deal's story; the others are
//! set aside, come back or are still being worked.

mod plan;
mod play;
mod words;

pub use plan::plan;
pub use play::Playing;

use domain::kernel::id::PositionId;
use domain::leads::{Lead, SetStatus};
use domain::{Day, Instant};
use serde_json::{Map, Value};

/// A lead and its story.
pub struct Planned {
    /// As it comes in; without an owner where coverage says who gets it.
    pub lead: Lead,
    /// The deal it becomes.
    pub deal: Option<usize>,
    /// When somebody tried to reach it, in order.
    pub tries: Vec<Try>,
    /// What happens to it beside, in order.
    pub turns: Vec<(Day, Turn)>,
}

/// An attempt to reach somebody.
pub struct Try {
    /// When.
    pub at: Instant,
    /// `call`, `email`, `meeting`, `demo`.
    pub kind: &'static str,
    /// How it went.
    pub outcome: &'static str,
    /// What about.
    pub subject: &'static str,
}

/// Something that happens to a lead.
pub enum Turn {
    /// What is known of it, and what comes next.
    Learn(Map<String, Value>),
    /// It is set aside, or taken up again.
    Status(SetStatus),
    /// Someone who plans gives it to somebody.
    Give(PositionId),
    /// It becomes the account, the contact and the deal.
    Convert,
}

//! Hand-offs: offered as work comes to a boundary of the sales model in force, answered, and never lost in between.
//!
//! [`passing`] is what other slices call when work has moved: it offers, and withdraws what is no longer needed.
//! [`commands`] answer offers, [`sweep`] lets them run out and go up the line. Whoever receives an offer sees what is told
//! with it, not the record, until they accept.

pub mod commands;
mod facts;
pub mod flow;
mod offer;
pub(crate) mod passing;
pub mod queries;
pub mod rules;
mod sql;
mod sweep;
pub(crate) mod told;

pub use commands::{Accept, GiveBack};
pub use flow::{Flow, FlowView};
pub use offer::{Offer, offer, preview};
pub use queries::{HandoffView, PageView};
pub use sweep::sweep;

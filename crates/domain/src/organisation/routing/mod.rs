//! Routing: which position, or which queue, a piece of work goes to, and why. Pure.
//!
//! A [`Router`] is prepared once from the organisation of a day, its coverage and the company's [`Settings`];
//! [`route`] then decides one piece of [`Work`] at a time against the [`Loads`] that the caller keeps. The order of
//! what counts: an embargo, a named owner, a holdover, the family, then coverage by rank, at last a queue.
//!
//! **Always exactly one answer**: whatever no position may take goes to a queue, and the company's queue takes
//! everything. **No limit is broken**: who is full is passed over. **Every answer explains itself**: the
//! [`Explanation`] holds what was asked and what was found, and [`replay`] comes to the same answer from it.
//!
//! Who is away, off hours, new or full is asked of positions that share work; what is someone's by name, family or
//! holdover stays theirs while they are away, and only a limit or an empty seat sends it on.

mod choose;
mod compare;
mod cover;
mod decide;
mod explain;
mod freeze;
mod hours;
mod loads;
mod prepare;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod public_rules;
mod router;
mod setting;
mod settings;
#[cfg(test)]
mod tests;
mod work;

pub use compare::{Shift, shifts};
pub use cover::Cover;
pub use decide::route;
pub use explain::{Decision, Explanation, Out, Step, Target, replay};
pub use freeze::{Freeze, membership_day};
pub use hours::{Hours, Opening};
pub use loads::Loads;
pub use router::{Reached, Router};
pub use setting::{Setting, gather};
pub use settings::{Absence, Embargo, Holdover, Queue, RampStep, Settings};
pub use work::{Back, Former, Left, Work, WorkKind, WorkStage};

//! What each role is measured by.
//!
//! Reading order: [`component`] (the addable parts, and what they are kept under), [`facts`] (what one
//! opportunity contributes, and what a write adds), [`roll`] (sums, medians, survival), [`catalogue`]
//! (what a measure is, and all of them) with one file per family, [`figure`] (a formula over sums),
//! [`target`] (how a figure stands), [`docs`] (the reference page).
//!
//! Every measure has one time basis; a ratio keeps both its parts, and groups add up as
//! Σ numerators / Σ denominators.

pub mod activities;
pub mod bookings;
pub mod catalogue;
pub mod component;
pub mod docs;
pub mod facts;
pub mod figure;
pub mod handoffs;
pub mod leads;
pub mod opportunities;
pub mod organisation;
pub mod roll;
pub mod target;

pub use catalogue::{Basis, Dimension, Direction, Formula, Measure, Unit};
pub use component::{AccountTier, Add, Component, Key, Kind};
pub use facts::{Credit, Holder, OpportunityFacts, Outcome, Turn, additions, contributions};
pub use figure::{Figure, Value};
pub use roll::{Histogram, Sums, kaplan_meier_median};
pub use target::{Status, due, status, working_days};

#[cfg(test)]
mod histories;
#[cfg(test)]
mod real_data;

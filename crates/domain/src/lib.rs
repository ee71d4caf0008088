//! The rules of a sales organisation, pure: no clock, randomness, SQL, HTTP or human language.
//!
//! Reading order: [`kernel`] (days, money, ids, dated rows), [`organisation`] (who sits where,
//! who reports to whom, on any day), the records of the work, then [`measures`] (what each role
//! is measured by) and [`policy`] (who may do what).

pub mod accounts;
pub mod activities;
pub mod bookings;
pub mod buying;
pub mod cadences;
pub mod consents;
pub mod contacts;
pub mod custom_fields;
pub mod departures;
pub mod frames;
pub mod handoffs;
pub mod kernel;
pub mod lead_forms;
pub mod lead_scores;
pub mod leads;
pub mod mail;
pub mod matching;
pub mod measures;
pub mod notifications;
pub mod opportunities;
pub mod organisation;
pub mod outbound;
pub mod pipelines;
pub mod policy;
pub mod privacy;
pub mod products;
pub mod rates;
pub mod retention;
pub mod segments;
pub mod today;
pub mod webhooks;

pub use kernel::{Day, Instant, Money, Ratio, Refusal};

//! Bringing in what a company has: vCards, and CSV and XLSX of people, accounts, contacts, products, pipelines,
//! opportunities and activities, from Salesforce, HubSpot, Pipedrive or anywhere.
//!
//! The way of a file: bytes → `sheet` (encoding, separator, dates found) → [`recognise`] (kind and columns)
//! → [`source`] (typed cells) → one module a kind (resolve, compare, write through the slices' own
//! commands) → [`report`]. A rejected row comes back with its reason; the same file twice changes nothing.

mod activities;
mod consents;
mod duplicates;
pub(crate) mod erasing;
mod exchange;
mod indexing;
pub mod jobs;
pub mod kinds;
mod leads;
pub mod opportunities;
pub mod own;
mod owners;
pub mod people;
pub mod pipelines;
pub mod preview;
pub mod queries;
pub mod recognise;
pub mod records;
pub mod report;
mod returned;
mod run;
pub mod settings;
pub mod source;
mod sql;
pub mod undo;

pub use indexing::catch_up;
pub use kinds::Kind;
pub use report::{Counts, FileReport, Reject, Report};
pub use run::{Import, Progress, run};
pub use settings::{Alias, Duplicates, Settings};
pub use undo::{Kept, Undone, undo};

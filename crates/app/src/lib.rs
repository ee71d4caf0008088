//! What the product can do: one folder per capability, each with `mod.rs` (views), `commands.rs`,
//! `queries.rs` and a private `sql.rs`.
//!
//! Everything blocks and runs in one transaction of `db`. A write: command → [`Ctx::may`] → a pure
//! decision of `domain` → rows, [`events`] and measure components in the same transaction. A read: the
//! same scope, one statement a panel, numbers from `domain`.

pub mod accounts;
pub mod activities;
pub mod audit;
pub mod backups;
pub mod bulk;
pub mod buying;
pub mod cadences;
pub mod calendars;
pub mod consents;
pub mod contacts;
pub mod ctx;
pub mod custom_fields;
pub mod departures;
pub mod doctor;
pub mod error;
pub mod events;
pub mod exports;
pub mod founding;
pub mod frames;
pub mod handoffs;
pub mod house;
pub mod idempotency;
pub mod imports;
pub mod lead_forms;
pub mod lead_scores;
pub mod leads;
pub mod listing;
pub mod live;
pub mod mail;
pub mod matching;
pub mod measures;
pub mod notifications;
pub mod opportunities;
pub mod organisation;
pub mod outbound;
pub mod outside;
pub mod presence;
pub mod privacy;
pub mod products;
pub mod records;
pub mod reseal;
pub mod retention;
pub mod routing;
pub mod schema;
pub mod scim;
pub mod scope;
pub mod scorecards;
pub mod search;
pub mod segments;
pub mod settings;
pub mod sql;
pub mod today;
pub mod trash;
pub mod users;
pub mod views;
pub mod webhooks;

pub use ctx::Ctx;
pub use db::{Tx, deadline};
pub use error::Error;
pub use house::House;
pub use scope::Scope;

/// What every command and query answers.
pub type Result<T> = std::result::Result<T, Error>;

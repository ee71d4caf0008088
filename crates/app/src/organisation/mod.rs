//! The organisation in the database: loaded whole, edited by commands, drawn and checked by queries.
//!
//! Every write goes through [`commands`]: decisions of `domain::organisation`, rows superseded and
//! inserted, never overwritten. It moves `organisation_version` and writes today's reporting forest (and
//! each scheduled one) as nested intervals, which sight is compiled to.

pub mod chart;
pub mod commands;
pub mod edits;
pub mod export;
mod figures;
pub mod find;
mod load;
pub mod queries;
mod sql;
pub mod templates;

pub use load::load;
pub(crate) use sql::lock;
pub use sql::{tree_on, version};

//! The one list: every kind of record is filtered, sorted, searched, counted, paged and exported here.
//!
//! A [`Kind`] describes a kind of record by its fields; [`list`] compiles a [`ListQuery`] and the user's
//! scope into two statements: the ids of the page by index, then the rows of the page. Pages go by keyset,
//! so page 1,000 costs what page 1 costs. Values that are missing stand last in either direction.
//! Pages, API, command line and exports share it, so that none shows what another hides.

mod cell;
mod compile;
mod cursor;
mod export;
mod kind;
pub mod kinds;
mod memory;
mod owners;
mod page;
mod query;
mod sql;

pub use cell::{Cell, Column, Counted, HIDDEN, Label, ListRow, ListView, Word};
pub(crate) use compile::escaped;
pub use export::{Format, export};
pub(crate) use kind::Holds;
pub use kind::{Field, Kind, Source, Type};
pub use memory::Row as MemoryRow;
pub use owners::Owners;
pub use page::{count, ids, list, named, narrowed};
pub(crate) use page::{fitting, uncounted};
pub use query::{DEFAULT_LIMIT, ListQuery, MAX_LIMIT};

/// Counts stop here; the exact one is asked for by `count=exact`.
pub const COUNT_CAP: i64 = 1000;

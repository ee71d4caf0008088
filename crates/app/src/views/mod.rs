//! Saved views: a list's question under a name, one's own or shared with everyone. A view is only an address,
//! so whoever opens a shared one sees what they may see.

pub mod commands;
pub mod queries;
mod sql;

use serde::Serialize;
use uuid::Uuid;

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SavedView {
    /// Which.
    pub id: Uuid,
    /// The kind of record it lists: `opportunities`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// The query of the list's address, without `?`.
    pub query: String,
    /// Whether everyone is offered it.
    pub is_shared: bool,
    /// Whether it is this user's own.
    pub is_mine: bool,
}

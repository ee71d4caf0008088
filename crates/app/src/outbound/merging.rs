//! Places on lists of a record that becomes part of another.

use super::sql;
use crate::{Ctx, Result};
use db::Tx;
use domain::kernel::id::OutboundListId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What was done to the places of the record that went.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Carried {
    /// Lists on which the kept record stands in its place.
    pub moved: Vec<OutboundListId>,
    /// Lists that it left, since the kept one was there.
    pub ended: Vec<OutboundListId>,
}

/// Puts the kept record on the lists of the one that goes. The caller has the permission for both.
pub(crate) fn carry(ctx: &Ctx, tx: &mut Tx<'_>, gone: Uuid, kept: Uuid) -> Result<Carried> {
    sql::carry(ctx, tx, gone, kept)
}

/// Gives its places back to the record that had gone.
pub(crate) fn carry_back(tx: &mut Tx<'_>, gone: Uuid, kept: Uuid, carried: &Carried) -> Result<()> {
    sql::carry_back(tx, gone, kept, carried)
}

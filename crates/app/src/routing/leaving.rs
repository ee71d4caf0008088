//! Where work goes when whoever has it is gone: decided as for new work, by the coverage of a given organisation.

use super::commands::{self, Turns};
use super::works::Item;
use super::{load, works};
use crate::{Ctx, Error, Result};
use db::Tx;
use domain::organisation::Organisation;
use domain::organisation::routing::{Decision, WorkKind};
use uuid::Uuid;

/// Accounts or opportunities as work. Leads are laid out by their own slice.
///
/// # Errors
/// The database's own; [`Error::NotFound`] for leads.
pub(crate) fn items(ctx: &Ctx, tx: &mut Tx<'_>, kind: WorkKind, ids: &[Uuid]) -> Result<Vec<Item>> {
    let prepared = load::prepared(ctx, tx)?;
    match kind {
        WorkKind::Account => works::accounts(ctx, tx, &prepared, ids),
        WorkKind::Opportunity => works::deals(ctx, tx, &prepared, ids),
        WorkKind::Lead => Err(Error::NotFound),
    }
}

/// Where works would go in an organisation that is not there yet. Writes nothing, and takes no turn.
///
/// # Errors
/// The database's own.
pub(crate) fn would_go(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    organisation: &Organisation,
    items: &[Item],
) -> Result<Vec<Decision>> {
    let prepared = load::of_day(tx, organisation, None)?;
    Ok(commands::decided(ctx, tx, &prepared, items, Turns::Read)?.0)
}

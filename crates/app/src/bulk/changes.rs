//! The one change, by the rules of each kind.

use super::Asked;
use crate::events::Cause;
use crate::opportunities::commands as opportunities;
use crate::records::{Patch, read_fields};
use crate::{Ctx, Error, Result, accounts, contacts, leads, products, trash};
use db::Tx;
use domain::Refusal;
use domain::kernel::id::{OpportunityId, SetId};
use domain::policy::Noun;
use uuid::Uuid;

/// Gives all of them the values, or deletes them: all, or none where one is refused.
pub(super) fn change(ctx: &Ctx, tx: &mut Tx<'_>, set: SetId, noun: Noun, ids: &[Uuid], asked: &Asked) -> Result<()> {
    let cause = Cause::bulk(set);
    if asked.deletes {
        return trash::commands::delete(ctx, tx, cause, noun, ids);
    }
    let fields = &asked.fields;
    let patch = |&id: &Uuid| Patch { id, version: None, fields: fields.clone() };
    let patches: Vec<Patch> = ids.iter().map(patch).collect();
    match noun {
        Noun::Account => accounts::commands::change(ctx, tx, cause, &patches).map(drop),
        Noun::Contact => contacts::commands::change(ctx, tx, cause, &patches).map(drop),
        Noun::Product => products::commands::change(ctx, tx, cause, &patches).map(drop),
        Noun::Lead => leads::commands::change(ctx, tx, cause, &patches).map(drop),
        Noun::Opportunity => {
            let fields = read_fields::<opportunities::Fields>(fields)?;
            ids.iter().try_for_each(|&id| opportunities::change_as(ctx, tx, cause, OpportunityId(id), None, &fields))
        }
        _ => Err(Error::NotFound),
    }
}

/// What is told of a record that stays, where that is a matter of the record; else the fault itself.
pub(super) fn reasons(error: Error) -> Result<Vec<Refusal>> {
    match error {
        Error::Refused(reasons) => Ok(reasons),
        Error::NotFound => Ok(vec![Refusal::new("bulk-kept-gone")]),
        Error::Forbidden => Ok(vec![Refusal::new("bulk-kept-forbidden")]),
        Error::Conflict { .. } => Ok(vec![Refusal::new("bulk-kept-changed")]),
        other => Err(other),
    }
}

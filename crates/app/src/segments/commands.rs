//! Writes of segments and of their membership.

use super::sql::{self, Segment};
use crate::events::{self, Cause};
use crate::listing;
use crate::{Ctx, Result};
use db::Tx;
use domain::kernel::id::SegmentId;
use domain::policy::{Action, Noun};
use domain::{Day, Refusal};
use std::collections::HashSet;
use uuid::Uuid;

/// Defines a segment that holds from a day on; whoever fits is in it from that day.
///
/// # Errors
/// `refusal-name-empty`; what is wrong with the predicate, at `filter`.
pub fn define(ctx: &Ctx, tx: &mut Tx<'_>, name: &str, predicate: &str, on: Day) -> Result<SegmentId> {
    ctx.may(Action::Edit, Noun::Organisation)?;
    if name.trim().is_empty() {
        return Err(Refusal::new("refusal-name-empty").at("name").into());
    }
    let segment = Segment { id: ctx.id(), name: name.trim().to_owned(), predicate: predicate.to_owned(), members: 0 };
    let members = fitting(ctx, tx, &segment, None)?;
    sql::add(ctx, tx, &segment, on)?;
    sql::join(ctx, tx, segment.id, &members.into_iter().collect::<Vec<_>>(), on)?;
    let told = serde_json::json!({ "name": [null, segment.name], "predicate": [null, segment.predicate] });
    events::append(tx, ctx, Cause::COMMAND, Noun::Organisation, segment.id, "segment_defined", &told)?;
    Ok(segment.id)
}

/// Ends a segment: nobody is in it from that day on.
///
/// # Errors
/// [`crate::Error::NotFound`].
pub fn end(ctx: &Ctx, tx: &mut Tx<'_>, id: SegmentId, on: Day) -> Result<()> {
    ctx.may(Action::Edit, Noun::Organisation)?;
    let known = sql::list(tx)?.into_iter().any(|s| s.id == id);
    if !known {
        return Err(crate::Error::NotFound);
    }
    let members = sql::members(tx, id, None)?;
    sql::leave(ctx, tx, id, &members.into_iter().collect::<Vec<_>>(), on)?;
    sql::end(ctx, tx, id, on)?;
    events::append(tx, ctx, Cause::COMMAND, Noun::Organisation, id, "segment_ended", &serde_json::json!({}))
}

/// Brings the membership of changed accounts up to date, from today on.
///
/// # Errors
/// The database's own.
pub fn refresh(ctx: &Ctx, tx: &mut Tx<'_>, touched: &[Uuid]) -> Result<()> {
    for segment in sql::list(tx)? {
        let fit = fitting(ctx, tx, &segment, Some(touched))?;
        let members = sql::members(tx, segment.id, Some(touched))?;
        let joined: Vec<Uuid> = fit.difference(&members).copied().collect();
        let left: Vec<Uuid> = members.difference(&fit).copied().collect();
        sql::join(ctx, tx, segment.id, &joined, ctx.today)?;
        sql::leave(ctx, tx, segment.id, &left, ctx.today)?;
    }
    Ok(())
}

/// Accounts that fit the predicate, whoever may see them; `among` narrows.
fn fitting(ctx: &Ctx, tx: &mut Tx<'_>, segment: &Segment, among: Option<&[Uuid]>) -> Result<HashSet<Uuid>> {
    let mut found = HashSet::new();
    let parts: Vec<Option<&[Uuid]>> = among.map_or(vec![None], |ids| ids.chunks(500).map(Some).collect());
    for part in parts {
        let sql = listing::fitting(ctx, tx, &listing::kinds::ACCOUNTS, &segment.predicate, part)?;
        found.extend(tx.all(sql.text(), sql.args(), |row| row.next::<Uuid>())?);
    }
    Ok(found)
}

//! Statements of saved views.

use super::SavedView;
use crate::{Ctx, Result};
use db::{Tx, Value};
use domain::kernel::id::UserId;
use uuid::Uuid;

const ALL: &str = "select id, noun, name, query, is_shared, user_id from saved_views
 where noun = $1 and (user_id = $2 or is_shared = $3)";
const INSERT: &str = "insert into saved_views (id, user_id, noun, name, query, is_shared, created_at)
 values ($1, $2, $3, $4, $5, $6, $7)";
const DELETE: &str = "delete from saved_views where id = $1 and user_id = $2";

pub(super) fn all(tx: &mut Tx<'_>, user: UserId, kind: &str) -> Result<Vec<SavedView>> {
    Ok(tx.all(ALL, &[kind.into(), Value::id(user), true.into()], |row| {
        Ok(SavedView {
            id: row.next()?,
            kind: row.next()?,
            name: row.next()?,
            query: row.next()?,
            is_shared: row.next()?,
            is_mine: row.id::<UserId>()? == user,
        })
    })?)
}

pub(super) fn insert(ctx: &Ctx, tx: &mut Tx<'_>, user: UserId, view: &SavedView) -> Result<()> {
    let values = [
        view.id.into(),
        Value::id(user),
        view.kind.as_str().into(),
        view.name.as_str().into(),
        view.query.as_str().into(),
        view.is_shared.into(),
        ctx.now.0.into(),
    ];
    tx.run(INSERT, &values)?;
    Ok(())
}

/// Whether there was one of theirs to delete.
pub(super) fn delete(tx: &mut Tx<'_>, user: UserId, id: Uuid) -> Result<bool> {
    Ok(tx.run(DELETE, &[id.into(), Value::id(user)])? > 0)
}

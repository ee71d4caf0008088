//! Writes of notifications.

use super::{Notice, To, sql};
use crate::{Ctx, Error, Result};
use db::Tx;
use domain::kernel::id::{NotificationId, PersonId, UserId};
use domain::notifications::{self as rules, Choice, Kind};
use domain::policy::Noun;
use std::collections::{BTreeMap, BTreeSet};

/// Tells users, in the transaction of what they are told of. Whoever did it is not told of it, nor who does not want to be; nor
/// of each record where whoever gets many of them is told of all together afterwards ([`Ctx::tell_together`]).
///
/// # Errors
/// The database's own.
pub fn tell(ctx: &Ctx, tx: &mut Tx<'_>, notices: &[Notice]) -> Result<()> {
    if notices.is_empty() {
        return Ok(());
    }
    let mut by_reader: BTreeMap<(UserId, Kind, Noun), Vec<Notice>> = BTreeMap::new();
    for (user, notice) in addressed(ctx, tx, notices)? {
        let is_told_later = notice.kind == Kind::Assigned && ctx.tells_together();
        if ctx.user != Some(user) && !is_told_later {
            by_reader.entry((user, notice.kind, notice.noun)).or_default().push(notice);
        }
    }
    let users: BTreeSet<UserId> = by_reader.keys().map(|(user, ..)| *user).collect();
    let chosen = sql::chosen(tx, &users.into_iter().collect::<Vec<_>>())?;
    let mut rows = Vec::new();
    for ((user, kind, _), all) in &by_reader {
        let choice = chosen.get(&(*user, *kind)).copied().unwrap_or_default();
        if choice != Choice::Off {
            rows.extend(rules::gathered(all).into_iter().map(|(notice, count)| (*user, notice, count, choice)));
        }
    }
    sql::insert(ctx, tx, &rows)
}

/// Each notice with the users it is for.
fn addressed(ctx: &Ctx, tx: &mut Tx<'_>, notices: &[Notice]) -> Result<Vec<(UserId, Notice)>> {
    let holders = |notice: &Notice| -> Vec<PersonId> {
        match notice.to {
            To::Position(position) => ctx.organisation.holders(position).iter().map(|held| held.person).collect(),
            To::User(_) => Vec::new(),
        }
    };
    let people: BTreeSet<PersonId> = notices.iter().flat_map(holders).collect();
    let users = sql::users_of(tx, &people.into_iter().collect::<Vec<_>>())?;
    let mut all = Vec::new();
    for notice in notices {
        if let To::User(user) = notice.to {
            all.push((user, *notice));
        }
        let held = holders(notice);
        all.extend(users.iter().filter(|(person, _)| held.contains(person)).map(|(_, user)| (*user, *notice)));
    }
    Ok(all)
}

fn reader(ctx: &Ctx) -> Result<UserId> {
    ctx.user.ok_or(Error::NotFound)
}

/// Marks one as read. What was read stays so.
///
/// # Errors
/// [`Error::NotFound`] where the reader has no such notification.
pub fn mark_read(ctx: &Ctx, tx: &mut Tx<'_>, id: NotificationId) -> Result<()> {
    if sql::read_one(tx, reader(ctx)?, id, ctx.now)? { Ok(()) } else { Err(Error::NotFound) }
}

/// Marks all of the reader's as read. Answers how many were not.
///
/// # Errors
/// [`Error::NotFound`] for the console, who is told nothing.
pub fn mark_all_read(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<u64> {
    sql::read_all(tx, reader(ctx)?, ctx.now)
}

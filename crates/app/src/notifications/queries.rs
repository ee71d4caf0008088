//! Reads of notifications.

use super::{NotificationView, NotificationsView, sql};
use crate::listing::Label;
use crate::{Ctx, Result, records};
use db::Tx;
use domain::Instant;
use domain::policy::Noun;
use std::collections::HashMap;
use uuid::Uuid;

/// The reader's, the latest first: those before an instant, so many of them.
///
/// # Errors
/// The database's own.
pub fn list(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    only_unread: bool,
    before: Option<Instant>,
    limit: usize,
) -> Result<NotificationsView> {
    let Some(user) = ctx.user else {
        return Ok(NotificationsView { notifications: Vec::new(), unread: 0, next: None });
    };
    let rows = sql::of_user(tx, user, only_unread, before, limit.saturating_add(1))?;
    let is_more = rows.len() > limit;
    let rows: Vec<sql::Stored> = rows.into_iter().take(limit).collect();
    let next = rows.last().filter(|_| is_more).map(|row| row.at);
    let notifications = views(ctx, tx, rows)?;
    Ok(NotificationsView { notifications, unread: unread(ctx, tx)?, next })
}

/// What is stored as its reader sees it.
pub(super) fn views(ctx: &Ctx, tx: &mut Tx<'_>, rows: Vec<sql::Stored>) -> Result<Vec<NotificationView>> {
    let labels = labels(ctx, tx, &rows)?;
    let view = |row: sql::Stored| NotificationView {
        id: row.id,
        kind: row.kind,
        noun: row.noun,
        record: labels.get(&row.record).cloned(),
        count: row.count,
        actor: row.actor,
        at: row.at,
        is_read: row.is_read,
    };
    Ok(rows.into_iter().map(view).collect())
}

/// Names of the records that the reader may see.
fn labels(ctx: &Ctx, tx: &mut Tx<'_>, rows: &[sql::Stored]) -> Result<HashMap<Uuid, Label>> {
    let mut by_noun: HashMap<Noun, Vec<Uuid>> = HashMap::new();
    for row in rows {
        by_noun.entry(row.noun).or_default().push(row.record);
    }
    let mut found = HashMap::new();
    for (noun, mut ids) in by_noun {
        ids.sort_unstable();
        ids.dedup();
        let seen = records::seen(ctx, tx, noun, &ids)?;
        found.extend(records::labels(tx, noun, &seen)?.into_iter().map(|label| (label.id, label)));
    }
    Ok(found)
}

/// How many the reader has not read.
///
/// # Errors
/// The database's own.
pub fn unread(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<i64> {
    ctx.user.map_or(Ok(0), |user| sql::unread(tx, user))
}

//! Reads of mails. What of a mail somebody may read is decided in the statement: whoever has it in a mailbox of theirs reads
//! all of it, others what its sight leaves, and of a private one nothing.

use super::{File, People, Person, sql};
use crate::{Ctx, Error, Result, records};
use db::Tx;
use domain::Instant;
use domain::kernel::id::{ActivityId, MailId, OutgoingId, ThreadId};
use domain::mail::{Sight, State};
use domain::policy::{Action, Noun};
use serde::Serialize;
use std::collections::HashMap;
use uuid::Uuid;

/// A mail as its reader sees it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct MailView {
    /// Which.
    pub id: MailId,
    /// The thread it is of.
    pub thread: ThreadId,
    /// Its activity; none while it is private.
    pub activity: Option<ActivityId>,
    /// `out`, `in`.
    pub direction: String,
    /// Who wrote it.
    pub from: Person,
    /// Who got it.
    #[serde(flatten)]
    pub people: People,
    /// What about.
    pub subject: String,
    /// Its text; none where the reader may not read it.
    pub body: Option<String>,
    /// Files: names and sizes.
    pub files: Vec<File>,
    /// What others see of it.
    pub sight: Sight,
    /// What its reader chose, where they have it in a mailbox of theirs.
    pub own_sight: Option<Sight>,
    /// When.
    pub sent_at: Instant,
    /// Mails of its thread.
    pub of_thread: i64,
    /// What is being sent, and how it stands; where it was sent from here.
    pub outgoing: Option<(OutgoingId, State)>,
}

/// Mails of activities that the reader may see.
///
/// # Errors
/// The database's own.
pub fn of_activities(ctx: &Ctx, tx: &mut Tx<'_>, ids: &[ActivityId]) -> Result<HashMap<ActivityId, MailView>> {
    let found = sql::views_of(tx, ctx.user, ids)?;
    Ok(found.into_iter().filter_map(|view| Some((view.activity?, view))).collect())
}

/// Private mails of the user on a record, the latest first. The caller has shown that they may see the record.
///
/// # Errors
/// The database's own.
pub fn private_on(ctx: &Ctx, tx: &mut Tx<'_>, record: Uuid, before: Instant, limit: i64) -> Result<Vec<MailView>> {
    match ctx.user {
        Some(user) => sql::private_on(tx, user, record, before, limit),
        None => Ok(Vec::new()),
    }
}

/// One mail that the reader may know of.
///
/// # Errors
/// [`Error::NotFound`].
pub fn one(ctx: &Ctx, tx: &mut Tx<'_>, id: MailId) -> Result<MailView> {
    let mail = sql::one(tx, id)?.ok_or(Error::NotFound)?;
    thread(ctx, tx, mail.thread)?.into_iter().find(|view| view.id == id).ok_or(Error::NotFound)
}

/// The record that a thread is about first, as far as the reader may see it: where an answer to it is written.
///
/// # Errors
/// The database's own.
pub fn record_of(ctx: &Ctx, tx: &mut Tx<'_>, id: ThreadId) -> Result<Option<(Noun, Uuid)>> {
    for mail in thread(ctx, tx, id)? {
        for link in sql::links(tx, mail.id)? {
            if !records::seen(ctx, tx, link.noun, &[link.record])?.is_empty() {
                return Ok(Some((link.noun, link.record)));
            }
        }
    }
    Ok(None)
}

/// Mails of a thread that the reader may know of, the oldest first.
///
/// # Errors
/// [`Error::NotFound`] where there is none.
pub fn thread(ctx: &Ctx, tx: &mut Tx<'_>, id: ThreadId) -> Result<Vec<MailView>> {
    let scope = ctx.may(Action::See, Noun::Activity).ok();
    let found = sql::thread(tx, ctx.user, scope.as_ref(), id)?;
    if found.is_empty() { Err(Error::NotFound) } else { Ok(found) }
}

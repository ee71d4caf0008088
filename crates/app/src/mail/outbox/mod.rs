//! What waits to be sent: messages of the product to its users, and mails of users.

mod deliver;
mod sql;
mod unwanted;

pub use deliver::deliver;
pub(crate) use unwanted::withhold;

use super::{letters, sender};
use crate::{Ctx, Error, Result};
use db::Tx;
use domain::kernel::id::{MailAccountId, MailId, OutgoingId, UserId};
use domain::mail::State;
use domain::{Instant, Refusal};
use post::{Draft, Mailbox};
use serde::Serialize;

/// Rows that a page shows.
const SHOWN: i64 = 100;

/// Something the product tells one of its users by mail.
#[derive(Clone, Debug)]
pub struct Notice<'a> {
    /// Whom.
    pub to: UserId,
    /// What about, in their language.
    pub subject: &'a str,
    /// The text, in their language.
    pub text: &'a str,
    /// What is told once only has a key: the same key again sends nothing.
    pub once: Option<&'a str>,
}

/// A message in the outbox.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Outgoing {
    /// Which.
    pub id: OutgoingId,
    /// The mailbox it goes out by; none for the company's sender.
    pub account: Option<MailAccountId>,
    /// The mail it is; none where the product writes.
    pub mail: Option<MailId>,
    /// To whom.
    pub recipients: Vec<String>,
    /// What about.
    pub subject: String,
    /// How it stands.
    pub state: State,
    /// How often it was tried.
    pub attempts: i64,
    /// When it is tried again, where it waits.
    pub next_at: Instant,
    /// What was in the way.
    pub fault: Option<Refusal>,
    /// When it was put here.
    pub queued_at: Instant,
    /// When it was sent, given up or withheld.
    pub done_at: Option<Instant>,
}

/// What is to be put into the outbox.
pub(crate) struct Parcel {
    pub id: OutgoingId,
    pub account: Option<MailAccountId>,
    pub mail: Option<MailId>,
    pub user: UserId,
    pub once: Option<String>,
    pub message_id: String,
    pub sender: String,
    pub recipients: Vec<String>,
    pub subject: String,
    pub content: String,
}

/// Whether the product can write to anybody: the company has a sender.
///
/// # Errors
/// The database's own.
pub fn can_tell(tx: &mut Tx<'_>) -> Result<bool> {
    Ok(sender::stored(tx)?.is_some())
}

/// Queues a message of the product to one of its users, at the address they sign in with. It is sent after this
/// transaction is committed. Answers whether it was queued: not where the company has no sender, where the user may not
/// sign in, or where what is told once was told.
///
/// # Errors
/// The database's own.
pub fn tell(ctx: &Ctx, tx: &mut Tx<'_>, notice: &Notice<'_>) -> Result<bool> {
    let Some(sender) = sender::stored(tx)? else { return Ok(false) };
    let Some((address, name)) = sql::address_of(tx, notice.to)? else { return Ok(false) };
    if let Some(once) = notice.once
        && sql::is_told(tx, once)?
    {
        return Ok(false);
    }
    let id: OutgoingId = ctx.id();
    let draft = Draft {
        message_id: post::message_id(&id.to_string(), &sender.address),
        from: Mailbox { name: sender.name, address: sender.address.clone() },
        to: vec![Mailbox { name, address: address.clone() }],
        subject: notice.subject.to_owned(),
        text: notice.text.to_owned(),
        is_automatic: true,
        at: ctx.now.0,
        ..Draft::default()
    };
    // An address that mail cannot go to is no fault of whatever wanted to tell something.
    let Ok(content) = written(&draft) else { return Ok(false) };
    let parcel = Parcel {
        id,
        account: None,
        mail: None,
        user: notice.to,
        once: notice.once.map(str::to_owned),
        message_id: draft.message_id,
        sender: sender.address,
        recipients: vec![address],
        subject: notice.subject.to_owned(),
        content,
    };
    sql::queue(ctx, tx, &parcel)?;
    Ok(true)
}

/// A message as text that a column takes.
pub(in crate::mail) fn written(draft: &Draft) -> Result<String> {
    let bytes = post::written(draft).map_err(|trouble| super::fault(&trouble, ""))?;
    String::from_utf8(bytes).map_err(|_| Error::Internal("a message that is no text".to_owned()))
}

/// Puts a mail of a user into the outbox.
pub(super) fn queue(ctx: &Ctx, tx: &mut Tx<'_>, parcel: &Parcel) -> Result<()> {
    sql::queue(ctx, tx, parcel)
}

/// What was sent by a mailbox and is not in its folder of that yet: which, its Message-ID, the whole of it.
pub(super) fn unfiled(tx: &mut Tx<'_>, account: MailAccountId) -> Result<Vec<(OutgoingId, String, String)>> {
    sql::unfiled(tx, account)
}

/// Notes that it is there.
pub(super) fn filed(tx: &mut Tx<'_>, id: OutgoingId, now: Instant) -> Result<()> {
    sql::filed(tx, id, now)
}

/// What one may see of the outbox, the latest first: one's own mails, and what the product wrote to oneself; whoever
/// keeps the company's settings sees what the product writes to everybody.
///
/// # Errors
/// The database's own.
pub fn recent(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Vec<Outgoing>> {
    let sees_notices = ctx.can(domain::policy::Action::Edit, domain::policy::Noun::Setting);
    sql::recent(tx, ctx.user, sees_notices, SHOWN)
}

/// Sends a message again that has failed, that was withheld, or of which nobody knows whether it arrived: whoever asks for it
/// has looked.
///
/// # Errors
/// [`Error::NotFound`]; `refusal-outgoing-state` where it waits, is being sent, or was; `mail-withheld` while whoever it is to
/// says no.
pub fn retry(ctx: &Ctx, tx: &mut Tx<'_>, id: OutgoingId) -> Result<()> {
    decide(ctx, tx, id, State::Queued)
}

/// Says that a message arrived of which nobody knew, or that it is not to be sent any more.
///
/// # Errors
/// As [`retry`].
pub fn settle(ctx: &Ctx, tx: &mut Tx<'_>, id: OutgoingId, has_arrived: bool) -> Result<()> {
    decide(ctx, tx, id, if has_arrived { State::Sent } else { State::Failed })
}

fn decide(ctx: &Ctx, tx: &mut Tx<'_>, id: OutgoingId, to: State) -> Result<()> {
    let sees_notices = ctx.can(domain::policy::Action::Edit, domain::policy::Noun::Setting);
    let state = sql::state_of(tx, id, ctx.user, sees_notices)?.ok_or(Error::NotFound)?;
    let refused = || Refusal::new("refusal-outgoing-state").with("state", state.key());
    // What waits can be called off; nothing else can be undone.
    let may = state.may_retry() || (state == State::Queued && to == State::Failed);
    if !may {
        return Err(refused().into());
    }
    if to == State::Queued
        && let Some(why) = unwanted::fault(tx, id)?
    {
        return Err(why.into());
    }
    if !sql::decided(ctx, tx, id, state, to)? {
        return Err(refused().into());
    }
    match sql::mail_of(tx, id)? {
        Some(mail) if to == State::Sent => letters::has_gone(ctx, tx, mail),
        _ => Ok(()),
    }
}

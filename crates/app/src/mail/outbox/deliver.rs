//! Sends what waits, so that nothing is sent twice unasked, whichever side breaks off.
//!
//! A message is claimed in a transaction of its own, and the moment before its content goes out is written down. Whoever
//! finds a claim that is too old knows which side of that moment it broke off on: before, it is sent again; after, nobody
//! knows whether the other server has it, and a person decides. A claim that somebody else took over sends no content, so
//! several servers of ours may share one database.

use super::{sql, unwanted};
use crate::ctx::{Who, new_id};
use crate::mail::{accounts, fault, letters, sender};
use crate::{Error, House, Result};
use db::Tx;
use domain::kernel::id::{MailAccountId, MailId, OutgoingId, UserId};
use domain::mail::{self as rules, Came, LEASE, State};
use domain::{Instant, Refusal};
use post::{Delivery, Fate, Login, Server};
use uuid::Uuid;

/// How long what was sent is kept here, in milliseconds: a month. The mail itself stays on its records.
const KEPT: i64 = 30 * 24 * 3_600_000;
/// Messages of one run.
const PART: usize = 50;

/// A message that this thread has claimed.
pub(super) struct Claimed {
    pub id: OutgoingId,
    pub claim: Uuid,
    pub account: Option<MailAccountId>,
    pub mail: Option<MailId>,
    pub user: UserId,
    pub sender: String,
    pub recipients: Vec<String>,
    pub content: String,
    pub attempts: i64,
}

/// Sends what is due. Answers how many messages were looked at.
///
/// # Errors
/// The database's own. What is wrong with a message or its server is written down with the message.
pub fn deliver(house: &House) -> Result<usize> {
    match broken_off(house) {
        // Nobody has founded a company here yet.
        Err(Error::NotFound) => return Ok(0),
        done => done?,
    }
    let mut count = 0;
    while count < PART {
        let Some(claimed) = claim(house)? else { break };
        send(house, &claimed)?;
        count += 1;
    }
    forget(house)?;
    Ok(count)
}

/// What was sent long ago.
fn forget(house: &House) -> Result<()> {
    let before = Instant(house.now().0 - KEPT);
    if house.db().read(|tx| sql::has_sent(tx, before))? {
        house.write(Who::Console, |_, tx| sql::forget_sent(tx, before))?;
    }
    Ok(())
}

/// What somebody was sending when they broke off.
fn broken_off(house: &House) -> Result<()> {
    let before = Instant(house.now().0 - LEASE);
    if house.db().read(|tx| sql::has_old_claims(tx, before))? {
        house.write(Who::Console, |ctx, tx| {
            for (id, had_content) in sql::old_claims(tx, before)? {
                let state = rules::broken_off(had_content);
                let fault = (state == State::Unknown).then(|| Refusal::new("mail-broken-off"));
                sql::broken_off(tx, id, state, ctx.now, before, fault.as_ref())?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

fn claim(house: &House) -> Result<Option<Claimed>> {
    let now = house.now();
    if !house.db().read(|tx| sql::is_due(tx, now))? {
        return Ok(None);
    }
    let claim = new_id(now);
    house.db().write(|tx| {
        let Some(id) = sql::first_due(tx, now)? else { return Ok(None) };
        if !sql::claim(tx, id, claim, now)? {
            return Ok(None);
        }
        sql::claimed(tx, id, claim)
    })
}

fn send(house: &House, claimed: &Claimed) -> Result<()> {
    if let Some(why) = house.db().read(|tx| unwanted::of_claimed(tx, claimed))? {
        return finish(house, claimed, Came::Unwanted, Some(&why));
    }
    let by = match by(house, claimed) {
        Ok(by) => by,
        Err(Error::Refused(faults)) => return finish(house, claimed, Came::Never, faults.first()),
        Err(other) => return Err(other),
    };
    let (server, login) = by;
    let delivery = Delivery { from: &claimed.sender, to: &claimed.recipients, content: claimed.content.as_bytes() };
    // Where the moment cannot be written down, it is not reached; nor where somebody said no while the server was asked: that
    // is found broken off, and looked at again.
    let begins = |tx: &mut Tx<'_>| -> Result<bool> {
        Ok(unwanted::of_claimed(tx, claimed)?.is_none()
            && sql::content_begins(tx, claimed.id, claimed.claim, house.now())?)
    };
    let before = || house.db().write(begins).unwrap_or(false);
    match post::deliver(&house.outside().reach, &server, login.as_ref(), &delivery, before) {
        Fate::Taken(_) => finish(house, claimed, Came::Taken, None),
        Fate::Not(trouble) => {
            let came = if trouble.may_pass() { Came::NotNow } else { Came::Never };
            finish(house, claimed, came, Some(&fault(&trouble, "")))
        }
        Fate::Unknown(trouble) => finish(house, claimed, Came::Open, Some(&fault(&trouble, ""))),
        // Somebody else took it over.
        Fate::Stopped => Ok(()),
    }
}

/// By which server, and as whom.
fn by(house: &House, claimed: &Claimed) -> Result<(Server, Option<Login>)> {
    match claimed.account {
        None => {
            let sender = house.db().read(sender::stored)?;
            let sender = sender.ok_or_else(|| Refusal::new("refusal-no-sender"))?;
            Ok((sender.server()?, sender.login(house)?))
        }
        Some(id) => {
            let account = house.db().read(|tx| accounts::sending(tx, id))?;
            let account = account.ok_or_else(|| Refusal::new("refusal-mailbox-gone"))?;
            Ok((account.smtp()?, Some(account.open(house)?)))
        }
    }
}

fn finish(house: &House, claimed: &Claimed, came: Came, fault: Option<&Refusal>) -> Result<()> {
    let now = house.now();
    let (state, next_at) = rules::after(came, claimed.attempts, now);
    let end = |tx: &mut Tx<'_>| sql::finish(tx, claimed.id, claimed.claim, state, next_at, now, fault);
    let (Some(mail), Some(account), State::Sent) = (claimed.mail, claimed.account, state) else {
        return house.db().write(end).map(drop);
    };
    let done = house.write_as(claimed.user, |ctx, tx| {
        if end(tx)? {
            letters::has_gone(ctx, tx, mail)?;
            accounts::look_soon(tx, account, now)?;
        }
        Ok(())
    });
    match done {
        // What was sent has been sent, though its writer may not tell of it any more.
        Err(Error::SignedOut | Error::Forbidden | Error::NotFound | Error::Refused(_)) => {
            house.db().write(end).map(drop)
        }
        done => done,
    }
}

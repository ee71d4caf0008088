//! Looking into mailboxes: what is new of people we know comes in, in parts, each with how far it was read, so that
//! whoever breaks off goes on where they were. Nothing in a mailbox is changed.
//!
//! A mailbox numbers its messages (UID); a folder whose numbering (UIDVALIDITY) is another than last time is read from
//! the beginning again, and what is known already is known by its Message-ID. Of strangers' mail only headers are read, and
//! nothing is kept. Changes of flags do not concern us, so the next number (UIDNEXT) says all that CONDSTORE would.

use super::{Borders, EVERY, MailAccount, sql};
use crate::mail::{fault, letters, outbox};
use crate::{Error, House, Result};
use domain::kernel::id::MailAccountId;
use domain::mail::{self as rules, LEASE};
use domain::{Instant, Refusal};
use post::{Envelope, Inbox, Message, Standing, Trouble};

/// Mailboxes of one run.
const PART: usize = 20;
/// Messages between two notes of how far one has come.
const STEP: usize = 100;

/// What was found in a mailbox, or what is in the way.
enum Stop {
    /// The other server, or what it says.
    Trouble(Trouble),
    /// Ours.
    Error(Error),
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Stop {
        Stop::Trouble(trouble)
    }
}
impl From<Error> for Stop {
    fn from(error: Error) -> Stop {
        Stop::Error(error)
    }
}

/// Looks into every mailbox that is due. Answers how many mails came in.
///
/// # Errors
/// The database's own. What is in the way of a mailbox is written down with it.
pub fn look(house: &House) -> Result<usize> {
    let mut came = 0;
    for _ in 0..PART {
        let now = house.now();
        if house.db().read(|tx| sql::first_due(tx, now))?.is_none() {
            break;
        }
        // Whoever comes first takes it for a while; who breaks off lets it go by that.
        let Some(id) = house.db().write(|tx| sql::take_due(tx, now, Instant(now.0 + LEASE)))? else { break };
        came += look_into(house, id)?;
    }
    Ok(came)
}

fn look_into(house: &House, id: MailAccountId) -> Result<usize> {
    let Some(account) = house.db().read(|tx| sql::one(tx, id))? else { return Ok(0) };
    let mut came = 0;
    let done = read_all(house, &account, &mut came);
    let (fault, failures) = match done {
        Ok(()) => (None, 0),
        Err(Stop::Trouble(trouble)) => (Some(fault(&trouble, "imap_")), account.failures + 1),
        Err(Stop::Error(Error::Refused(faults))) => (faults.into_iter().next(), account.failures + 1),
        Err(Stop::Error(Error::SignedOut | Error::Forbidden)) => (Some(Refusal::new("refusal-mailbox-idle")), 5),
        Err(Stop::Error(other)) => return Err(other),
    };
    let now = house.now();
    let next = rules::looked_into_again(failures, EVERY, now);
    house.db().write(|tx| sql::looked(tx, id, fault.as_ref(), failures, now, next))?;
    Ok(came)
}

fn read_all(house: &House, account: &MailAccount, came: &mut usize) -> std::result::Result<(), Stop> {
    let login = account.open(house)?;
    let mut inbox = Inbox::open(&house.outside().reach, &account.imap()?, &login)?;
    let folders = inbox.folders()?;
    if let Some(sent) = &folders.sent {
        file(house, account, &mut inbox, sent)?;
    }
    for (folder, is_sent) in std::iter::once((folders.inbox, false)).chain(folders.sent.map(|sent| (sent, true))) {
        read_folder(house, account, &mut inbox, &folder, is_sent, came)?;
    }
    inbox.close();
    Ok(())
}

/// Puts copies of what was sent from here into the folder for that, where the server has not done so itself.
fn file(house: &House, account: &MailAccount, inbox: &mut Inbox, folder: &str) -> std::result::Result<(), Stop> {
    let unfiled = house.db().read(|tx| outbox::unfiled(tx, account.id))?;
    for (id, message_id, content) in unfiled {
        inbox.look_into(folder)?;
        if inbox.with_id(&message_id)?.is_empty() {
            inbox.file(folder, content.as_bytes())?;
        }
        let now = house.now();
        house.db().write(|tx| outbox::filed(tx, id, now))?;
    }
    Ok(())
}

fn read_folder(
    house: &House,
    account: &MailAccount,
    inbox: &mut Inbox,
    folder: &str,
    is_sent: bool,
    came: &mut usize,
) -> std::result::Result<(), Stop> {
    let found = inbox.look_into(folder)?;
    let saved = house.db().read(|tx| sql::standing(tx, account.id, folder))?.unwrap_or_default();
    let is_same = saved.validity == found.standing.validity && saved.next > 0;
    if is_same && saved.next == found.standing.next {
        return Ok(());
    }
    let uids = if is_same { inbox.from(saved.next)? } else { inbox.since(&day(account))? };
    for part in uids.chunks(STEP) {
        let envelopes = inbox.envelopes(part)?;
        let wanted = wanted(house, account, &envelopes)?;
        let mut messages = Vec::with_capacity(wanted.len());
        for envelope in wanted {
            if let Some(mut message) = inbox.whole(envelope)?.as_deref().and_then(post::read) {
                message.at = message.at.or(envelope.at);
                messages.push(message);
            }
        }
        let next = part.last().map_or(saved.next, |last| last.saturating_add(1));
        let standing = Standing { validity: found.standing.validity, next };
        *came += house.write_as(account.user, |ctx, tx| {
            let borders = Borders::of(ctx, tx)?;
            let mut new = 0;
            for message in &messages {
                new += usize::from(letters::take(ctx, tx, account, &borders, message, is_sent)?);
            }
            sql::stand(tx, account.id, folder, standing)?;
            Ok(new)
        })?;
    }
    // A server that says what comes next is believed, so that an idle folder is told by one number.
    let last = uids.last().map_or(0, |last| last.saturating_add(1));
    let standing = Standing { validity: found.standing.validity, next: found.standing.next.max(last).max(1) };
    Ok(house.db().write(|tx| sql::stand(tx, account.id, folder, standing))?)
}

impl From<db::Error> for Stop {
    fn from(error: db::Error) -> Stop {
        Stop::Error(error.into())
    }
}

/// Those of people we know, told by their headers.
fn wanted<'a>(
    house: &House,
    account: &MailAccount,
    envelopes: &'a [Envelope],
) -> std::result::Result<Vec<&'a Envelope>, Stop> {
    let read: Vec<(&Envelope, Message)> =
        envelopes.iter().filter_map(|envelope| Some((envelope, post::headers(&envelope.headers)?))).collect();
    Ok(house.read_as(account.user, |ctx, tx| {
        let borders = Borders::of(ctx, tx)?;
        let mut wanted = Vec::new();
        for (envelope, message) in &read {
            let is_known = letters::is_here(tx, message)?;
            if is_known || !letters::known(ctx, tx, &borders.outsiders(message))?.is_empty() {
                wanted.push(*envelope);
            }
        }
        Ok(wanted)
    })?)
}

/// As IMAP writes days: `01-Feb-2026`.
fn day(account: &MailAccount) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let date = account.since.civil();
    let month = usize::try_from(date.month() - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or("Jan");
    format!("{:02}-{month}-{:04}", date.day(), date.year())
}

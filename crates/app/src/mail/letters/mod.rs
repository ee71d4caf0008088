//! A message becomes a mail: once, whoever's mailboxes it is found in; on the records of those it was with; beside those it
//! answers.
//!
//! What others may see of it stands in an activity (subject, with whom, when); its text stays here and is joined to it by
//! whoever may read it. A private mail has no activity at all, so that nothing that reads activities can show it.

pub(crate) mod erasing;
pub mod queries;
mod sql;
pub mod writing;

use super::accounts::{Borders, MailAccount};
use crate::activities::commands::{self as activities, NewActivity};
use crate::activities::mailed;
use crate::events::Cause;
use crate::{Ctx, Error, Result, cadences, matching, records};
use db::Tx;
use domain::activities::{Link, MOST_LINKS};
use domain::kernel::id::{ActivityId, MailId, ThreadId};
use domain::mail::{Sight, sight_of};
use domain::policy::Noun;
use domain::{Instant, Refusal};
use post::{Mailbox, Message};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Whom a mail names, as stored.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Person {
    /// Name; may be empty.
    pub name: String,
    /// Address.
    pub address: String,
}

/// A file that came with a mail: its name and size are all that is kept of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct File {
    /// Name; may be empty.
    pub name: String,
    /// Kind, as `application/pdf`.
    pub kind: String,
    /// Size in bytes.
    pub bytes: u64,
}

/// Who got a mail, as stored.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct People {
    /// To whom.
    pub to: Vec<Person>,
    /// Who got copies.
    pub cc: Vec<Person>,
}

/// A mail as stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::mail) struct Mail {
    pub id: MailId,
    pub message_id: String,
    pub thread: ThreadId,
    pub activity: Option<ActivityId>,
    pub direction: &'static str,
    pub from: Person,
    pub people: People,
    pub subject: String,
    pub body: String,
    pub files: Vec<File>,
    pub is_automatic: bool,
    pub sight: Sight,
    pub sent_at: Instant,
}

fn person(mailbox: &Mailbox) -> Person {
    Person { name: mailbox.name.clone(), address: mailbox.address.clone() }
}

/// Everybody a message names, the writer first.
pub(in crate::mail) fn people(message: &Message) -> Vec<String> {
    let all = std::iter::once(&message.from).chain(&message.to).chain(&message.cc);
    all.map(|mailbox| mailbox.address.to_lowercase()).collect()
}

/// The id of a message; of one that has none, the same for the same message wherever it is found.
fn id_of(message: &Message) -> String {
    if !message.message_id.is_empty() {
        return message.message_id.clone();
    }
    let told = format!("{}\n{}\n{:?}", people(message).join("\n"), message.subject, message.at);
    let digest: String = Sha256::digest(told.as_bytes()).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("{digest}@without-id.invalid")
}

/// Who wrote the mail that came in with this id, in lower case: they want an answer, whatever they said before.
pub(in crate::mail) fn asked_by(tx: &mut Tx<'_>, message_id: &str) -> Result<Option<String>> {
    let Some(id) = sql::by_message_id(tx, message_id)? else { return Ok(None) };
    let mail = sql::one(tx, id)?.filter(|mail| mail.direction == "in");
    Ok(mail.map(|mail| mail.from.address.to_lowercase()))
}

/// Whether we have it already.
pub(in crate::mail) fn is_here(tx: &mut Tx<'_>, message: &Message) -> Result<bool> {
    Ok(sql::by_message_id(tx, &id_of(message))?.is_some())
}

/// Contacts and open leads with the addresses, as far as the user may see them.
pub(in crate::mail) fn known(ctx: &Ctx, tx: &mut Tx<'_>, outsiders: &[String]) -> Result<Vec<Link>> {
    let mut links: Vec<Link> = Vec::new();
    let contacts = matching::queries::by_email(ctx, tx, outsiders)?;
    for address in outsiders {
        match contacts.get(address) {
            Some(ids) => {
                links.extend(ids.iter().map(|&record| Link { noun: Noun::Contact, record, takes_part: true }));
            }
            None => {
                let leads = matching::queries::leads_by_email(ctx, tx, address)?;
                links.extend(leads.into_iter().map(|record| Link { noun: Noun::Lead, record, takes_part: false }));
            }
        }
    }
    links.sort_by_key(|link| link.record);
    links.dedup_by_key(|link| link.record);
    Ok(links)
}

/// The records a mail is about: who it was with, their account, and the open opportunity where there is but one.
pub(in crate::mail) fn about(ctx: &Ctx, tx: &mut Tx<'_>, known: &[Link]) -> Result<Vec<Link>> {
    let mut links = known.to_vec();
    let named: Vec<(Noun, Uuid)> = known.iter().map(|link| (link.noun, link.record)).collect();
    let mut accounts: Vec<Uuid> = records::accounts_of(tx, &named)?.into_values().map(|id| id.0).collect();
    accounts.sort_unstable();
    accounts.dedup();
    let accounts = records::seen(ctx, tx, Noun::Account, &accounts)?;
    links.extend(accounts.iter().map(|&record| Link { noun: Noun::Account, record, takes_part: false }));
    let contacts: Vec<Uuid> = known.iter().filter(|l| l.noun == Noun::Contact).map(|l| l.record).collect();
    let open = sql::open_opportunities(tx, &contacts, &accounts)?;
    if let [only] = records::seen(ctx, tx, Noun::Opportunity, &open)?[..] {
        links.push(Link { noun: Noun::Opportunity, record: only, takes_part: false });
    }
    links.truncate(MOST_LINKS);
    Ok(links)
}

/// Takes a message in. Answers whether it is new here.
///
/// # Errors
/// The database's own.
pub(in crate::mail) fn take(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    account: &MailAccount,
    borders: &Borders,
    message: &Message,
    is_sent: bool,
) -> Result<bool> {
    let message_id = id_of(message);
    if is_sent {
        sql::found_as_sent(tx, &message_id, ctx.now)?;
    }
    if let Some(id) = sql::by_message_id(tx, &message_id)? {
        if is_sent {
            has_gone(ctx, tx, id)?;
        }
        return another_copy(ctx, tx, account, borders, id, message).map(|()| false);
    }
    let known = known(ctx, tx, &borders.outsiders(message))?;
    if known.is_empty() {
        return Ok(false);
    }
    let sent_at = message.at.map_or(ctx.now, |at| Instant(at.min(ctx.now.0)));
    let mail = Mail {
        id: ctx.id(),
        message_id,
        thread: ctx.id(),
        activity: None,
        direction: if borders.is_ours(&message.from.address) { "out" } else { "in" },
        from: person(&message.from),
        people: People { to: message.to.iter().map(person).collect(), cc: message.cc.iter().map(person).collect() },
        subject: message.subject.clone(),
        body: message.text.clone(),
        files: message
            .attachments
            .iter()
            .map(|file| File { name: file.name.clone(), kind: file.kind.clone(), bytes: file.bytes })
            .collect(),
        is_automatic: message.is_automatic,
        sight: account.sight,
        sent_at,
    };
    let links = about(ctx, tx, &known)?;
    write(ctx, tx, mail, &message.references, &links, account)?;
    // What was written before the mailbox was connected stops nothing that began since.
    let is_reply = !message.is_automatic && !borders.is_ours(&message.from.address);
    if is_reply && sent_at >= account.recorded_at {
        let on: Vec<Uuid> = links.iter().map(|link| link.record).collect();
        cadences::commands::stop_all(ctx, tx, &on, "reply")?;
    }
    Ok(true)
}

/// Writes a mail with its thread, links and copy, and its activity where others may know of it.
fn write(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    mut mail: Mail,
    references: &[String],
    links: &[Link],
    account: &MailAccount,
) -> Result<()> {
    if mail.sight != Sight::Private {
        mail.activity = Some(activity(ctx, tx, &mail, links)?);
    }
    keep(ctx, tx, mail, references, links, account)
}

/// Writes a mail with its thread, links and copy.
fn keep(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    mut mail: Mail,
    references: &[String],
    links: &[Link],
    account: &MailAccount,
) -> Result<()> {
    mail.thread = thread(tx, &mail, references)?;
    sql::insert(ctx, tx, &mail, references, links)?;
    sql::add_copy(tx, mail.id, account.user, account.id, mail.sight)
}

/// The thread of a mail; where it brings several together, they become one.
fn thread(tx: &mut Tx<'_>, mail: &Mail, references: &[String]) -> Result<ThreadId> {
    let mut ids = references.to_vec();
    ids.push(mail.message_id.clone());
    let threads = sql::threads(tx, &ids)?;
    let Some(&first) = threads.first() else { return Ok(mail.thread) };
    for other in threads.iter().skip(1) {
        sql::join(tx, *other, first)?;
    }
    Ok(first)
}

fn activity(ctx: &Ctx, tx: &mut Tx<'_>, mail: &Mail, links: &[Link]) -> Result<ActivityId> {
    let first = links.first().ok_or(Error::NotFound)?;
    let outcome = (mail.direction == "out").then(|| "sent".to_owned());
    let new = NewActivity {
        subject: mail.subject.clone(),
        direction: Some(mail.direction.to_owned()),
        outcome,
        is_automatic: mail.is_automatic,
        happened_at: Some(mail.sent_at),
        links: links.to_vec(),
        ..NewActivity::on("email", first.noun, first.record)
    };
    let written = activities::write_down(ctx, tx, Cause::COMMAND, vec![new])?.pop().ok_or(Error::NotFound)?;
    Ok(written.id)
}

/// The same mail in another mailbox: whoever has it there reads it whole, and what others see is the narrowest that one
/// of them chose.
fn another_copy(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    account: &MailAccount,
    borders: &Borders,
    id: MailId,
    message: &Message,
) -> Result<()> {
    if !sql::copies(tx, id)?.iter().any(|(user, _)| *user == account.user) {
        sql::add_copy(tx, id, account.user, account.id, account.sight)?;
        let known = known(ctx, tx, &borders.outsiders(message))?;
        let links = about(ctx, tx, &known)?;
        let mail = sql::one(tx, id)?.ok_or(Error::NotFound)?;
        sql::add_links(tx, &mail, &links)?;
        if let Some(activity) = mail.activity {
            mailed::stand_also_on(ctx, tx, activity, &links)?;
        }
        resight(ctx, tx, id)?;
    }
    Ok(())
}

/// Mails about one record are about others too: what a lead became. Whoever may not see one may not see it there either.
///
/// # Errors
/// The database's own.
pub(crate) fn follow(tx: &mut Tx<'_>, from: Uuid, also: &[(Noun, Uuid)]) -> Result<()> {
    also.iter().try_for_each(|&(noun, to)| sql::follow(tx, from, noun, to))
}

/// Says what others see of a mail that the user has in a mailbox of theirs.
///
/// # Errors
/// [`Error::NotFound`] where they do not have it.
pub fn set_sight(ctx: &Ctx, tx: &mut Tx<'_>, id: MailId, sight: Sight) -> Result<()> {
    let user = ctx.user.ok_or(Error::NotFound)?;
    if !sql::copies(tx, id)?.iter().any(|(of, _)| *of == user) {
        return Err(Error::NotFound);
    }
    sql::set_sight(tx, id, user, sight)?;
    resight(ctx, tx, id)
}

/// A mail that was written here has been sent: from now on others may know of it.
pub(in crate::mail) fn has_gone(ctx: &Ctx, tx: &mut Tx<'_>, id: MailId) -> Result<()> {
    resight(ctx, tx, id)
}

/// Lets the activity follow what others may see.
fn resight(ctx: &Ctx, tx: &mut Tx<'_>, id: MailId) -> Result<()> {
    let mail = sql::one(tx, id)?.ok_or(Error::NotFound)?;
    let sight = sight_of(sql::copies(tx, id)?.into_iter().map(|(_, sight)| sight));
    let is_unsent = sql::is_unsent(tx, id)?;
    let activity = match (mail.activity, sight) {
        (None, _) if is_unsent => None,
        (Some(activity), Sight::Private) => {
            mailed::unsay(ctx, tx, activity)?;
            None
        }
        (None, Sight::Whole | Sight::Subject) => {
            let links = sql::links(tx, id)?;
            let mut seen = Vec::with_capacity(links.len());
            for link in links {
                if !records::seen(ctx, tx, link.noun, &[link.record])?.is_empty() {
                    seen.push(link);
                }
            }
            if seen.is_empty() {
                return Err(Refusal::new("refusal-mail-nowhere").into());
            }
            Some(self::activity(ctx, tx, &mail, &seen)?)
        }
        (kept, _) => kept,
    };
    sql::resight(tx, id, sight, activity)
}

//! Writing from a record: to whom, by which mailbox, in which thread. What is written goes into the outbox; until it has been
//! sent only its writer sees it.

use super::{Mail, People, Person, queries, sql};
use crate::mail::accounts::{self, MailAccount};
use crate::mail::outbox::{self, Parcel};
use crate::{Ctx, Error, Result, consents, records};
use db::Tx;
use domain::Refusal;
use domain::activities::Link;
use domain::contacts::Contact;
use domain::kernel::id::{MailAccountId, MailId, OutgoingId, ThreadId};
use domain::leads::Lead;
use domain::mail::Sight;
use domain::policy::{Action, Noun};
use post::{Draft, Mailbox};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Addresses of one mail at most.
const MOST_ADDRESSES: usize = 25;
/// Longest text.
const MOST_TEXT: usize = 100_000;

/// Somebody who can be written to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Recipient {
    /// The contact or lead.
    pub record: Uuid,
    /// Name.
    pub name: String,
    /// First name; may be empty.
    pub first_name: String,
    /// Address.
    pub address: String,
}

/// What whoever writes on a record starts from.
#[derive(Clone, Debug, Serialize)]
pub struct Desk {
    /// The mailboxes it can go out by.
    pub accounts: Vec<MailAccount>,
    /// Who can be written to.
    pub recipients: Vec<Recipient>,
    /// The account's name.
    pub account_name: Option<String>,
    /// The opportunity's name.
    pub opportunity_name: Option<String>,
}

/// A mail to be sent.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct NewMail {
    /// By which mailbox.
    pub account: MailAccountId,
    /// To whom: addresses.
    pub to: Vec<String>,
    /// Copies.
    #[serde(default)]
    pub cc: Vec<String>,
    /// What about.
    pub subject: String,
    /// The text.
    pub body: String,
    /// What others see of it; the mailbox's own rule where nothing is said.
    #[serde(default)]
    pub sight: Option<Sight>,
    /// The mail it answers.
    #[serde(default)]
    pub answers: Option<MailId>,
}

/// What whoever writes on a record starts from.
///
/// # Errors
/// [`Error::NotFound`] where the record may not be seen; [`Error::Forbidden`].
pub fn desk(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, record: Uuid) -> Result<Desk> {
    records::visible(ctx, tx, noun, record)?;
    ctx.may(Action::Create, Noun::Activity)?;
    let accounts = accounts::accounts(ctx, tx)?.into_iter().filter(MailAccount::is_on).collect();
    let mut account = records::accounts_of(tx, &[(noun, record)])?.remove(&record).map(|account| account.0);
    let mut recipients = Vec::new();
    match noun {
        Noun::Lead => {
            let lead: Lead = records::seen_by(ctx, tx, record)?;
            let (name, first_name) = (lead.name.clone(), lead.first_name.clone().unwrap_or_default());
            recipients.extend(lead.email.map(|address| Recipient { record, name, first_name, address }));
        }
        Noun::Contact => {
            let contact: Contact = records::seen_by(ctx, tx, record)?;
            let (name, first_name) = (contact.name.clone(), contact.first_name.clone().unwrap_or_default());
            recipients.extend(contact.email.map(|address| Recipient { record, name, first_name, address }));
        }
        Noun::Opportunity | Noun::Account => {}
        _ => return Err(Error::NotFound),
    }
    let scope = ctx.may(Action::See, Noun::Contact)?;
    if noun == Noun::Opportunity {
        let contact = crate::activities::queries::likely(ctx, tx, noun, record)?;
        if let Some(contact) = contact {
            recipients.extend(sql::contacts(tx, &scope, "id", contact.id)?);
        }
    }
    if matches!(noun, Noun::Opportunity | Noun::Account)
        && let Some(account) = account
    {
        let others = sql::contacts(tx, &scope, "account_id", account)?;
        let known: Vec<Uuid> = recipients.iter().map(|one| one.record).collect();
        recipients.extend(others.into_iter().filter(|one| !known.contains(&one.record)));
    }
    let label = records::reference(ctx, tx, Noun::Account, "account", &mut account, &mut Vec::new())?;
    let deal = if noun == Noun::Opportunity { records::labels(tx, noun, &[record])?.pop() } else { None };
    Ok(Desk {
        accounts,
        recipients,
        account_name: label.map(|label| label.label),
        opportunity_name: deal.map(|label| label.label),
    })
}

/// Writes a mail on a record and puts it into the outbox.
///
/// # Errors
/// [`Error::NotFound`] where the record or the mailbox is not there for the user; what is wrong with a field;
/// `refusal-consent-address` for the address of somebody who said no to mails, but in answer to a mail of theirs.
pub fn write(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, record: Uuid, new: &NewMail) -> Result<OutgoingId> {
    records::visible(ctx, tx, noun, record)?;
    ctx.may(Action::Create, Noun::Activity)?;
    let account =
        accounts::account(ctx, tx, new.account).map_err(|_| Refusal::new("refusal-mailbox-gone").at("account"))?;
    let (to, cc) = checked(new, &account)?;
    let addresses: Vec<String> = to.iter().chain(&cc).map(|mailbox| mailbox.address.clone()).collect();
    let asked_by = new.answers.map(|id| sql::one(tx, id)).transpose()?.flatten().filter(|mail| mail.direction == "in");
    // Who wrote to us wants to hear from us, whatever they said before.
    let asked_by = asked_by.map(|mail| mail.from.address.to_lowercase());
    let unasked: Vec<String> =
        addresses.iter().filter(|address| Some(address.to_lowercase()) != asked_by).cloned().collect();
    consents::allowed_to(tx, &unasked)?;
    let references = match new.answers {
        Some(id) => answered(ctx, tx, id)?,
        None => Vec::new(),
    };
    let id: OutgoingId = ctx.id();
    let draft = Draft {
        message_id: post::message_id(&id.to_string(), &account.address),
        from: Mailbox { name: account.sender.clone(), address: account.address.clone() },
        to: to.clone(),
        cc: cc.clone(),
        subject: new.subject.trim().to_owned(),
        text: new.body.trim_end().to_owned(),
        references: references.clone(),
        is_automatic: false,
        at: ctx.now.0,
    };
    let content = outbox::written(&draft)?;
    let person = |mailbox: &Mailbox| Person { name: mailbox.name.clone(), address: mailbox.address.clone() };
    let mail = Mail {
        id: ctx.id(),
        message_id: draft.message_id.clone(),
        thread: ThreadId(ctx.id()),
        activity: None,
        direction: "out",
        from: person(&draft.from),
        people: People { to: to.iter().map(person).collect(), cc: cc.iter().map(person).collect() },
        subject: draft.subject.clone(),
        body: draft.text.clone(),
        files: Vec::new(),
        is_automatic: false,
        sight: new.sight.unwrap_or(account.sight),
        sent_at: ctx.now,
    };
    let mut links = super::known(ctx, tx, &addresses)?;
    // On the record it is written on in any case, and that comes first.
    links.retain(|link| link.record != record);
    links.insert(0, Link { noun, record, takes_part: noun == Noun::Contact });
    let links = super::about(ctx, tx, &links)?;
    let mail_id = mail.id;
    super::keep(ctx, tx, mail, &references, &links, &account)?;
    let parcel = Parcel {
        id,
        account: Some(account.id),
        mail: Some(mail_id),
        user: account.user,
        once: None,
        message_id: draft.message_id,
        sender: account.address,
        recipients: addresses,
        subject: draft.subject,
        content,
    };
    outbox::queue(ctx, tx, &parcel)?;
    Ok(id)
}

fn checked(new: &NewMail, account: &MailAccount) -> Result<(Vec<Mailbox>, Vec<Mailbox>)> {
    let mut faults = Vec::new();
    if !account.is_on() {
        faults.push(Refusal::new("refusal-mailbox-gone").at("account"));
    }
    let mut boxes = |field: &str, all: &[String]| -> Vec<Mailbox> {
        let all: Vec<&str> = all.iter().map(|one| one.trim()).filter(|one| !one.is_empty()).collect();
        for one in all.iter().filter(|one| !post::is_address(one)) {
            faults.push(Refusal::new("trouble-address").at(field).with("address", one));
        }
        all.into_iter().map(|one| Mailbox { name: String::new(), address: one.to_owned() }).collect()
    };
    let (to, cc) = (boxes("to", &new.to), boxes("cc", &new.cc));
    if to.is_empty() {
        faults.push(Refusal::new("refusal-nobody-to-write-to").at("to"));
    }
    if to.len() + cc.len() > MOST_ADDRESSES {
        faults.push(Refusal::new("refusal-too-many-addresses").at("to").with("most", MOST_ADDRESSES));
    }
    if new.subject.trim().is_empty() {
        faults.push(Refusal::new("refusal-subject-empty").at("subject"));
    }
    if new.body.trim().is_empty() || new.body.chars().count() > MOST_TEXT {
        faults.push(Refusal::new("refusal-mail-text").at("body").with("most", MOST_TEXT));
    }
    if faults.is_empty() { Ok((to, cc)) } else { Err(Error::Refused(faults)) }
}

/// The ids of a mail's thread that an answer names: what it answers last.
fn answered(ctx: &Ctx, tx: &mut Tx<'_>, id: MailId) -> Result<Vec<String>> {
    let mail = sql::one(tx, id)?.ok_or(Error::NotFound)?;
    // Whoever answers must know of it.
    queries::thread(ctx, tx, mail.thread)?.iter().find(|view| view.id == id).ok_or(Error::NotFound)?;
    let mut references = sql::references(tx, id)?;
    references.retain(|one| *one != mail.message_id);
    references.push(mail.message_id);
    Ok(references)
}

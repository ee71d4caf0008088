//! Reads of contacts.

use super::{ContactView, cards as card_file};
use crate::listing::{self, ListQuery, Owners, kinds};
use crate::records;
use crate::{Ctx, Result};
use crate::{consents, custom_fields};
use db::Tx;
use domain::contacts::Contact;
use domain::kernel::id::ContactId;
use domain::policy::{Action, Noun};
use std::collections::HashMap;
use uuid::Uuid;

/// One contact.
///
/// # Errors
/// [`crate::Error::NotFound`].
pub fn get(ctx: &Ctx, tx: &mut Tx<'_>, id: ContactId) -> Result<Contact> {
    records::seen_by(ctx, tx, id.0)
}

/// A contact's page, by id or external id.
///
/// # Errors
/// [`crate::Error::NotFound`].
pub fn page(ctx: &Ctx, tx: &mut Tx<'_>, id: &str) -> Result<ContactView> {
    let mut contact: Contact = records::opened(ctx, tx, id)?;
    let id = contact.id.0;
    let mut hidden = Vec::new();
    let account_label = records::reference(ctx, tx, Noun::Account, "account", &mut contact.account, &mut hidden)?;
    let consents = consents::of_record(ctx, tx, Noun::Contact, id)?;
    Ok(ContactView {
        consent_email: consents.email.clone(),
        consent_phone: consents.phone.clone(),
        consents,
        own: custom_fields::queries::shown(ctx, tx, Noun::Contact, id, &mut hidden)?,
        owner_label: Owners::new(ctx).label(contact.owner),
        account_label,
        hidden,
        may_edit: records::may_also(ctx, tx, Action::Edit, Noun::Contact, id)?,
        opportunities: records::related(ctx, tx, "opportunities", "contact", id)?,
        contact,
    })
}

/// Contacts in one file of cards at most.
const MOST_CARDS: i64 = 10_000;

/// One contact as a card, by id or external id.
///
/// # Errors
/// [`crate::Error::NotFound`].
pub fn card(ctx: &Ctx, tx: &mut Tx<'_>, id: &str) -> Result<String> {
    let id = records::named(ctx, tx, Noun::Contact, id)?;
    cards_of(ctx, tx, &[id])
}

/// The contacts that a question leaves as cards, in the order of their ids; the limit of the question is not used.
///
/// # Errors
/// As [`listing::list`].
pub fn cards(ctx: &Ctx, tx: &mut Tx<'_>, query: &ListQuery) -> Result<String> {
    let ids = listing::ids(ctx, tx, &kinds::CONTACTS, Action::See, query, MOST_CARDS)?;
    cards_of(ctx, tx, &ids)
}

fn cards_of(ctx: &Ctx, tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<String> {
    let scope = ctx.may(Action::See, Noun::Contact)?;
    let contacts = records::some::<Contact>(tx, Some(&scope), ids)?;
    let mut accounts: Vec<Uuid> = contacts.iter().filter_map(|c| c.account.map(|a| a.0)).collect();
    accounts.sort();
    accounts.dedup();
    let mut names: HashMap<Uuid, String> = HashMap::new();
    for part in accounts.chunks(500) {
        let seen = records::seen(ctx, tx, Noun::Account, part)?;
        names.extend(records::labels(tx, Noun::Account, &seen)?.into_iter().map(|label| (label.id, label.label)));
    }
    let name = |contact: &Contact| contact.account.and_then(|account| names.get(&account.0)).map(String::as_str);
    Ok(contacts.iter().map(|contact| card_file::written(contact, name(contact))).collect())
}

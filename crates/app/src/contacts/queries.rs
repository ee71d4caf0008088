//! Reads of contacts.

use super::ContactView;
use crate::listing::Owners;
use crate::records;
use crate::{Ctx, Result};
use db::Tx;
use domain::contacts::Contact;
use domain::kernel::id::ContactId;
use domain::policy::{Action, Noun};

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
    let id = records::named(ctx, tx, Noun::Contact, id)?;
    let mut contact: Contact = records::seen_by(ctx, tx, id)?;
    let mut hidden = Vec::new();
    let account_label = records::reference(ctx, tx, Noun::Account, "account", &mut contact.account, &mut hidden)?;
    Ok(ContactView {
        owner_label: Owners::new(ctx).label(contact.owner),
        account_label,
        hidden,
        may_edit: records::may(ctx, tx, Action::Edit, Noun::Contact, id)?,
        opportunities: records::related(ctx, tx, "opportunities", "contact", id)?,
        contact,
    })
}

//! Mails that wait while whoever they are to says no: they are withheld, with the reason, and not sent.
//!
//! That is looked at when the no is said, so that it is seen at once, and again before a message goes out, so that it holds
//! however the no came to stand here. An answer to a mail of their own goes out, as it may be written. One no withholds the
//! whole mail, copies too: its writer decides what the others are to read.

use super::deliver::Claimed;
use super::sql;
use crate::mail::letters;
use crate::{Ctx, Result, consents};
use db::Tx;
use domain::Refusal;
use domain::kernel::id::OutgoingId;
use std::collections::BTreeSet;

/// What a message says of whom it is to.
pub(super) struct Addressed {
    pub recipients: Vec<String>,
    pub content: String,
}

/// Why a message that was claimed may not go out; none where it may. What the product writes to its own users may.
pub(super) fn of_claimed(tx: &mut Tx<'_>, claimed: &Claimed) -> Result<Option<Refusal>> {
    match claimed.mail {
        Some(_) => why(tx, &claimed.recipients, &claimed.content),
        None => Ok(None),
    }
}

/// The same of one that stands in the outbox.
pub(super) fn fault(tx: &mut Tx<'_>, id: OutgoingId) -> Result<Option<Refusal>> {
    match sql::addressed(tx, id)? {
        Some(Addressed { recipients, content }) => why(tx, &recipients, &content),
        None => Ok(None),
    }
}

fn why(tx: &mut Tx<'_>, recipients: &[String], content: &str) -> Result<Option<Refusal>> {
    let answered = post::headers(content.as_bytes()).and_then(|message| message.references.last().cloned());
    let asked_by = match answered {
        Some(message_id) => letters::asked_by(tx, &message_id)?,
        None => None,
    };
    let unasked: Vec<String> =
        recipients.iter().filter(|address| Some(address.to_lowercase()) != asked_by).cloned().collect();
    let address = consents::unwilling(tx, &unasked)?;
    Ok(address.map(|address| Refusal::new("mail-withheld").with("address", address)))
}

/// Withholds what waits for these addresses, where whoever has them says no. The addresses are in lower case.
///
/// # Errors
/// The database's own.
pub(crate) fn withhold(ctx: &Ctx, tx: &mut Tx<'_>, addresses: &BTreeSet<String>) -> Result<()> {
    for (id, recipients) in sql::waiting(tx)? {
        if recipients.iter().any(|address| addresses.contains(&address.to_lowercase()))
            && let Some(why) = fault(tx, id)?
        {
            sql::withhold(tx, id, ctx.now, &why)?;
        }
    }
    Ok(())
}

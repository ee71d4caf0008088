//! Reads of consents.

use super::{ConsentsView, sql};
use crate::{Ctx, Error, Result, records};
use db::Tx;
use domain::consents::ASKED;
use domain::policy::{Action, Noun};
use std::collections::HashMap;
use uuid::Uuid;

/// What holds of records: by record and purpose.
#[derive(Default)]
pub(crate) struct Standing {
    states: HashMap<(Uuid, String), String>,
}

impl Standing {
    /// What a record said last; `unknown` where it said nothing.
    pub fn of(&self, record: Uuid, purpose: &str) -> &str {
        self.states.get(&(record, purpose.to_owned())).map_or("unknown", String::as_str)
    }
}

/// What holds of the records.
///
/// # Errors
/// The database's own.
pub(crate) fn standing(tx: &mut Tx<'_>, records: &[Uuid]) -> Result<Standing> {
    let mut standing = Standing::default();
    sql::each(tx, records, |record, purpose, state| {
        standing.states.insert((record, purpose), state);
    })?;
    Ok(standing)
}

/// Whether a record is a contact or a lead.
///
/// # Errors
/// [`Error::NotFound`] where it is neither, or the user may not see it.
pub fn noun_of(ctx: &Ctx, tx: &mut Tx<'_>, record: Uuid) -> Result<Noun> {
    for noun in ASKED {
        match records::visible(ctx, tx, noun, record) {
            Err(Error::NotFound) => {}
            seen => return seen.map(|()| noun),
        }
    }
    Err(Error::NotFound)
}

/// What a contact or lead said.
///
/// # Errors
/// [`Error::NotFound`].
pub fn of_record(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, record: Uuid) -> Result<ConsentsView> {
    if !ASKED.contains(&noun) {
        return Err(Error::NotFound);
    }
    records::visible(ctx, tx, noun, record)?;
    let standing = standing(tx, &[record])?;
    let email = standing.of(record, "email").to_owned();
    let addresses = sql::addresses(tx, &[record])?.into_values().collect();
    let of_address = sql::last_of(tx, &addresses)?.into_values().next();
    Ok(ConsentsView {
        address: of_address.filter(|state| *state != email),
        email,
        phone: standing.of(record, "phone").to_owned(),
        said: sql::entries(tx, record)?,
        may_edit: records::may_also(ctx, tx, Action::Edit, noun, record)?,
    })
}

//! Leaving alone who said no.

use super::{queries, sql};
use crate::notifications::{self, Notice};
use crate::{Ctx, Result, cadences, mail, records};
use db::Tx;
use domain::Refusal;
use domain::consents as rules;
use domain::notifications::Kind;
use domain::policy::Noun;
use std::collections::BTreeSet;
use uuid::Uuid;

const EMAIL: &str = "email";

/// That a record may be written to or called for these purposes; an opportunity, its contact.
///
/// # Errors
/// `refusal-consent-no` at `cadence`, with the purpose.
pub(crate) fn allowed_on(tx: &mut Tx<'_>, noun: Noun, record: Uuid, purposes: &[&'static str]) -> Result<()> {
    let person = if noun == Noun::Opportunity { sql::contact_of(tx, record)? } else { Some(record) };
    let Some(person) = person else { return Ok(()) };
    for purpose in purposes {
        if !refusing(tx, purpose, &[person])?.is_empty() {
            return Err(Refusal::new("refusal-consent-no").at("cadence").with("purpose", *purpose).into());
        }
    }
    Ok(())
}

/// That mails may go to these addresses.
///
/// # Errors
/// `refusal-consent-address` at `to`, with the first address whose owner said no.
pub(crate) fn allowed_to(tx: &mut Tx<'_>, addresses: &[String]) -> Result<()> {
    match unwilling(tx, addresses)? {
        Some(address) => Err(Refusal::new("refusal-consent-address").at("to").with("address", address).into()),
        None => Ok(()),
    }
}

/// The first of the addresses whose owner said no to mails.
///
/// # Errors
/// The database's own.
pub(crate) fn unwilling(tx: &mut Tx<'_>, addresses: &[String]) -> Result<Option<String>> {
    let lower: BTreeSet<String> = addresses.iter().map(|address| address.trim().to_lowercase()).collect();
    let said = sql::last_of(tx, &lower)?;
    Ok(said.into_iter().find(|(_, state)| rules::forbids(state)).map(|(address, _)| address))
}

/// Those of the people who are to be left alone: of mails by their address, of calls by their record.
///
/// # Errors
/// The database's own.
pub(crate) fn refusing(tx: &mut Tx<'_>, purpose: &str, people: &[Uuid]) -> Result<Vec<Uuid>> {
    let standing = queries::standing(tx, people)?;
    let mut refusing: BTreeSet<Uuid> =
        people.iter().copied().filter(|person| rules::forbids(standing.of(*person, purpose))).collect();
    if purpose == EMAIL {
        let addresses = sql::addresses(tx, people)?;
        let said = sql::last_of(tx, &addresses.values().cloned().collect())?;
        for (person, address) in addresses {
            match said.get(&address).is_some_and(|state| rules::forbids(state)) {
                true => refusing.insert(person),
                false => refusing.remove(&person),
            };
        }
    }
    Ok(refusing.into_iter().collect())
}

/// Ends what would go on to write to those who said no, or call them, and tells the owners: on every record with their
/// address, and on the opportunities that they are the contact of. Mails that wait for them are withheld.
///
/// # Errors
/// The database's own.
pub(super) fn leave_alone(ctx: &Ctx, tx: &mut Tx<'_>, purpose: &str, people: &[Uuid]) -> Result<()> {
    if people.is_empty() {
        return Ok(());
    }
    let mut all: BTreeSet<Uuid> = people.iter().copied().collect();
    if purpose == EMAIL {
        let addresses: BTreeSet<String> = sql::addresses(tx, people)?.into_values().collect();
        mail::withhold(ctx, tx, &addresses)?;
        all.extend(sql::with_address(tx, &addresses)?);
    }
    let people: Vec<Uuid> = all.into_iter().collect();
    let mut refusing = refusing(tx, purpose, &people)?;
    refusing.extend(sql::deals_of(tx, &refusing)?);
    let mut notices = Vec::new();
    for (noun, record) in cadences::commands::stop_asking(ctx, tx, &refusing, purpose)? {
        let owner = records::owner_of(tx, noun, record)?;
        notices.extend(owner.map(|owner| Notice::of(Kind::ConsentRefused, owner, noun, record)));
    }
    notifications::tell(ctx, tx, &notices)
}

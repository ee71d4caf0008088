//! By what whoever was erased is known if they come back, by an import or with a backup: digests of addresses and numbers,
//! made with the key of the house. Without the key nobody can try addresses on them.

use super::sql;
use crate::outside::Keyring;
use crate::{Ctx, Result};
use db::Tx;
use domain::policy::Noun;
use domain::privacy::Identity;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Keeps the digests; none where the house has no key.
pub(super) fn keep(ctx: &Ctx, tx: &mut Tx<'_>, request: Uuid, identity: &Identity) -> Result<()> {
    let all = of(&ctx.outside().keys, identity)?;
    sql::add_digests(tx, request, &all)
}

fn of(keys: &Keyring, identity: &Identity) -> Result<Vec<(&'static str, Vec<u8>)>> {
    let mut all = Vec::new();
    for (kind, values) in [("email", identity.emails()), ("phone", identity.phones())] {
        for value in values {
            all.extend(keys.digest(kind, value)?.map(|digest| (kind, digest)));
        }
    }
    Ok(all)
}

/// Everybody who was erased, as far as the key of the house tells.
pub(crate) struct Known {
    keys: Keyring,
    digests: HashSet<Vec<u8>>,
}

impl Known {
    /// All of them; none where nobody was erased, or the house has no key.
    ///
    /// # Errors
    /// A key that cannot be read; the database's own.
    pub(crate) fn all(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Option<Known>> {
        let digests: HashSet<Vec<u8>> = sql::digests(tx)?.into_iter().map(|(digest, ..)| digest).collect();
        if digests.is_empty() {
            return Ok(None);
        }
        Ok(Some(Known { keys: ctx.outside().keys.read()?, digests }))
    }

    /// Whether an address or a number is one of theirs.
    ///
    /// # Errors
    /// A key that cannot be read.
    pub(crate) fn is_one(&self, email: Option<&str>, phones: &[&str]) -> Result<bool> {
        let mut identity = Identity::default();
        email.iter().for_each(|email| identity.add_email(email));
        phones.iter().for_each(|phone| identity.add_phone(phone));
        Ok(of(&self.keys, &identity)?.iter().any(|(_, digest)| self.digests.contains(digest)))
    }
}

/// A record by which somebody is back.
pub(super) struct Back {
    pub noun: Noun,
    pub id: Uuid,
    pub name: String,
    pub request: Uuid,
}

/// Records with an address or a number of somebody who was erased.
pub(super) fn back(tx: &mut Tx<'_>, keys: &Keyring) -> Result<Vec<Back>> {
    let known: HashMap<Vec<u8>, Uuid> =
        sql::digests(tx)?.into_iter().map(|(digest, request, _)| (digest, request)).collect();
    let mut back = Vec::new();
    if known.is_empty() {
        return Ok(back);
    }
    let mut failed = None;
    let mut seen: HashSet<Uuid> = HashSet::new();
    sql::each_known(tx, &mut |noun, id, name, email, phones| {
        let mut identity = Identity::default();
        email.iter().for_each(|email| identity.add_email(email));
        phones.iter().flatten().for_each(|phone| identity.add_phone(phone));
        match of(keys, &identity) {
            Ok(all) => {
                let request = all.iter().find_map(|(_, digest)| known.get(digest));
                if let Some(&request) = request.filter(|_| seen.insert(id)) {
                    back.push(Back { noun, id, name, request });
                }
            }
            Err(error) => failed = Some(error),
        }
    })?;
    failed.map_or(Ok(back), Err)
}

//! Another key for what is sealed: each value is opened with the key before and sealed with the one of now, in one
//! transaction. What opens with neither is left as it is, and counted: it is entered again.
//!
//! Each slice keeps the statements of its own rows; a place is read as key, what the value is sealed for, and the value.

use crate::ctx::Who;
use crate::events::{self, Cause};
use crate::outside::Keyring;
use crate::{House, Result};
use db::{Tx, Value};
use domain::policy::Noun;
use serde_json::json;
use uuid::Uuid;

/// Where sealed values stand: the statement that reads them, and the one that writes one back.
pub(crate) type Place = (&'static str, &'static str);

/// What became of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Resealed {
    /// Sealed anew.
    pub moved: u64,
    /// Sealed with the key of now before.
    pub kept: u64,
    /// Opened by no key.
    pub lost: u64,
}

/// Values on their way to the key of now.
pub(crate) struct Work<'k> {
    now: &'k Keyring,
    before: &'k [Keyring],
    done: Resealed,
}

impl Work<'_> {
    /// A value sealed anew, where it has to be and can be.
    pub(crate) fn anew(&mut self, of: Uuid, sealed: &str) -> Result<Option<String>> {
        if self.now.open(of, sealed).is_ok() {
            self.done.kept += 1;
            return Ok(None);
        }
        let Some(secret) = self.before.iter().find_map(|key| key.open(of, sealed).ok()) else {
            self.done.lost += 1;
            return Ok(None);
        };
        self.done.moved += 1;
        self.now.seal(of, &secret).map(Some)
    }

    /// Every value of a place.
    pub(crate) fn place(&mut self, tx: &mut Tx<'_>, (read, write): Place) -> Result<()> {
        let row = |row: &db::Row<'_>| Ok((row.next::<Uuid>()?, row.next::<Uuid>()?, row.next::<String>()?));
        for (key, of, sealed) in tx.all(read, &[], row)? {
            if let Some(sealed) = self.anew(of, &sealed)? {
                tx.run(write, &[Value::Uuid(key), sealed.into()])?;
            }
        }
        Ok(())
    }
}

/// Seals everything with the key of the house that one of the keys before opens.
///
/// # Errors
/// `refusal-no-secret-key`; the database's own.
pub fn reseal(house: &House, before: &[Keyring]) -> Result<Resealed> {
    let now = &house.outside().keys;
    now.seal(Uuid::nil(), "")?;
    house.write(Who::Console, |ctx, tx| {
        let mut work = Work { now, before, done: Resealed::default() };
        let places = [crate::users::SEALED, crate::mail::SEALED, crate::calendars::SEALED];
        for place in places.into_iter().chain(crate::webhooks::SEALED) {
            work.place(tx, place)?;
        }
        crate::mail::reseal_sender(tx, &mut work)?;
        let told = json!({ "sealed_anew": [null, work.done.moved] });
        events::append(tx, ctx, Cause::COMMAND, Noun::Setting, ctx.user.unwrap_or_default(), "changed", &told)?;
        Ok(work.done)
    })
}

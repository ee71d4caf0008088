//! What a click may do to accounts, contacts and products: the rules each adds to what they share.

use super::Record;
use crate::Result;
use db::Tx;
use domain::accounts::{self, Account};
use domain::contacts::{self, Contact};
use domain::kernel::id::{AccountId, ContactId, PositionId, ProductId};
use domain::policy::Noun;
use domain::products::{self, Product};
use domain::{Instant, Refusal};
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use uuid::Uuid;

/// Parents that are followed at most: deeper hierarchies are rings.
const DEEPEST: usize = 1000;

/// A record that is made and changed field by field. Fields go by the names of its JSON, which are those of
/// lists, forms and the API.
pub trait Editable: Record + Default + DeserializeOwned {
    /// Takes an id.
    fn set_id(&mut self, id: Uuid);
    /// Whose; none where nobody owns it.
    fn owner_mut(&mut self) -> Option<&mut PositionId>;
    /// Other records it names: field, noun, id.
    fn references(&self) -> Vec<(&'static str, Noun, Uuid)>;
    /// Puts together what follows from other fields.
    fn complete(&mut self) {}
    /// Sets what follows from the change itself: whose it was, since when.
    fn settle(&mut self, _before: Option<&Self>, _now: Instant) {}
    /// Its rules.
    ///
    /// # Errors
    /// The first fault.
    fn check(&self) -> std::result::Result<(), Refusal>;
    /// Rules that need other records of its kind.
    ///
    /// # Errors
    /// The refusal, or the database's own.
    fn check_stored(&self, _: &mut Tx<'_>) -> Result<()> {
        Ok(())
    }
    /// Puts new records in an order in which they can be written.
    ///
    /// # Errors
    /// A refusal where there is no such order.
    fn order(_: &mut Vec<Self>) -> std::result::Result<(), Refusal> {
        Ok(())
    }
}

fn ring() -> Refusal {
    Refusal::new("refusal-parent-cycle").at("parent")
}

impl Editable for Account {
    fn set_id(&mut self, id: Uuid) {
        self.id = AccountId(id);
    }
    fn owner_mut(&mut self) -> Option<&mut PositionId> {
        Some(&mut self.owner)
    }
    fn references(&self) -> Vec<(&'static str, Noun, Uuid)> {
        self.parent.iter().map(|parent| ("parent", Noun::Account, parent.0)).collect()
    }
    fn check(&self) -> std::result::Result<(), Refusal> {
        accounts::check(self)
    }
    /// No company stands above itself.
    fn check_stored(&self, tx: &mut Tx<'_>) -> Result<()> {
        let mut next = self.parent;
        for _ in 0..DEEPEST {
            let Some(parent) = next else { return Ok(()) };
            if parent == self.id {
                break;
            }
            next = super::sql::parent(tx, parent)?;
        }
        Err(ring().into())
    }
    /// Parents before their subsidiaries, for the rows name each other.
    fn order(records: &mut Vec<Account>) -> std::result::Result<(), Refusal> {
        let parents: HashMap<AccountId, AccountId> = records.iter().filter_map(|a| Some((a.id, a.parent?))).collect();
        let depth = |account: &Account| {
            let mut up = account.parent;
            let climb = std::iter::from_fn(|| {
                let here = up?;
                up = parents.get(&here).copied();
                Some(())
            });
            climb.take(DEEPEST).count()
        };
        if records.iter().any(|account| depth(account) == DEEPEST) {
            return Err(ring());
        }
        records.sort_by_cached_key(depth);
        Ok(())
    }
}

impl Editable for Contact {
    fn set_id(&mut self, id: Uuid) {
        self.id = ContactId(id);
    }
    fn owner_mut(&mut self) -> Option<&mut PositionId> {
        Some(&mut self.owner)
    }
    fn references(&self) -> Vec<(&'static str, Noun, Uuid)> {
        self.account.iter().map(|account| ("account", Noun::Account, account.0)).collect()
    }
    /// The whole name, where only its parts are given.
    fn complete(&mut self) {
        if self.name.trim().is_empty() {
            let parts = [self.first_name.as_deref(), self.last_name.as_deref()];
            self.name = parts.into_iter().flatten().map(str::trim).collect::<Vec<_>>().join(" ").trim().to_owned();
        }
    }
    fn check(&self) -> std::result::Result<(), Refusal> {
        contacts::check(self)
    }
}

impl Editable for Product {
    fn set_id(&mut self, id: Uuid) {
        self.id = ProductId(id);
    }
    fn owner_mut(&mut self) -> Option<&mut PositionId> {
        None
    }
    fn references(&self) -> Vec<(&'static str, Noun, Uuid)> {
        Vec::new()
    }
    fn check(&self) -> std::result::Result<(), Refusal> {
        products::check(self)
    }
}

//! What each position carries now: its open leads, opportunities and accounts, kept up by the write that changes one, so
//! that whom coverage gives the next is read from a few rows.

use super::sql;
use crate::Result;
use db::{Tx, Value};
use domain::accounts::Account;
use domain::kernel::id::PositionId;
use domain::leads::{Lead, LeadStatus};
use domain::opportunities::{Opportunity, Outcome};
use domain::organisation::routing::WorkKind;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A record that is work for whoever owns it, as long as it is open.
pub trait Work {
    /// Its kind.
    const KIND: WorkKind;
    /// Who carries it; none once it is closed.
    fn carrier(&self) -> Option<PositionId>;
}

impl Work for Lead {
    const KIND: WorkKind = WorkKind::Lead;
    fn carrier(&self) -> Option<PositionId> {
        // One that is nurtured waits for its day.
        matches!(self.status, LeadStatus::New | LeadStatus::Working).then_some(self.owner)
    }
}
impl Work for Account {
    const KIND: WorkKind = WorkKind::Account;
    fn carrier(&self) -> Option<PositionId> {
        Some(self.owner)
    }
}
impl Work for Opportunity {
    const KIND: WorkKind = WorkKind::Opportunity;
    fn carrier(&self) -> Option<PositionId> {
        (self.outcome == Outcome::Open).then_some(self.owner)
    }
}

/// Changes of what is carried, gathered over a batch.
#[derive(Default)]
pub(super) struct Carried {
    places: BTreeMap<(&'static str, Uuid), i64>,
}

impl Carried {
    /// One record before and after; none where it is not there.
    pub(super) fn add<W: Work>(&mut self, before: Option<&W>, after: Option<&W>) {
        for (state, sign) in [(before, -1), (after, 1)] {
            if let Some(carrier) = state.and_then(Work::carrier) {
                *self.places.entry((W::KIND.key(), carrier.0)).or_default() += sign;
            }
        }
    }

    /// Every place at which something is more or less.
    pub(super) fn places(&self) -> impl Iterator<Item = (&(&'static str, Uuid), &i64)> {
        self.places.iter().filter(|(_, open)| **open != 0)
    }

    pub(super) fn write(&self, tx: &mut Tx<'_>) -> Result<()> {
        let row = |((kind, position), open): (&(&'static str, Uuid), &i64)| {
            [Value::Word(kind), Value::Uuid(*position), Value::Int(*open)]
        };
        sql::add_carried(tx, &self.places().flat_map(row).collect::<Vec<_>>())
    }
}

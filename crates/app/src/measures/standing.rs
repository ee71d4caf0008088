//! What is open now at each stage, by owner: what the board sums, kept up by the write that changes it, so that a
//! board of a million opportunities is read from a few hundred rows.

use super::sql;
use crate::Result;
use db::{Tx, Value};
use domain::kernel::id::StageId;
use domain::opportunities::{Opportunity, Outcome};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Stage and owner.
type Place = (Uuid, Uuid);

/// How many, their amount, and the amount by chance, in minor units of the company's currency.
pub(super) type Totals = [i64; 3];

/// Changes of what is open, gathered over a batch.
#[derive(Default)]
pub(super) struct Standing {
    places: BTreeMap<Place, Totals>,
}

impl Standing {
    /// One opportunity before and after; none where it is not there.
    pub(super) fn add(&mut self, before: Option<&Opportunity>, after: Option<&Opportunity>) {
        for (state, sign) in [(before, -1), (after, 1)] {
            let Some(open) = state.filter(|o| o.outcome == Outcome::Open) else { continue };
            let amount = open.company_minor.unwrap_or(0);
            // Rounded toward zero one by one, as each would be shown.
            let weighted = amount.saturating_mul(open.probability_bp) / 10_000;
            let totals = self.places.entry((open.stage.0, open.owner.0)).or_default();
            totals.iter_mut().zip([1, amount, weighted]).for_each(|(total, part)| *total += sign * part);
        }
    }

    /// Every place that has something.
    pub(super) fn places(&self) -> impl Iterator<Item = (&Place, &Totals)> {
        self.places.iter().filter(|(_, totals)| totals.iter().any(|n| *n != 0))
    }

    pub(super) fn write(&self, tx: &mut Tx<'_>) -> Result<()> {
        let row = |((stage, owner), [counted, amount, weighted]): (&Place, &Totals)| {
            [Value::Uuid(*stage), Value::Uuid(*owner), (*counted).into(), (*amount).into(), (*weighted).into()]
        };
        sql::add_totals(tx, &self.places().flat_map(row).collect::<Vec<_>>())
    }
}

/// Sums a stage anew, where chances of what stands there changed all at once.
///
/// # Errors
/// The database's own.
pub fn stand_anew(tx: &mut Tx<'_>, stage: StageId) -> Result<()> {
    tx.run(sql::DROP_TOTALS_OF, &[Value::id(stage)])?;
    tx.run(sql::SUM_TOTALS_OF, &[Value::id(stage)])?;
    Ok(())
}

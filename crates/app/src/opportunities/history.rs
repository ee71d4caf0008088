//! Opportunities with all that happened to them, read in one pass.

use super::sql;
use crate::custom_fields;
use crate::{Ctx, Result, Scope};
use db::Tx;
use domain::Day;
use domain::bookings::{Booking, CreditLine};
use domain::kernel::id::OpportunityId;
use domain::opportunities::{Opportunity, Step};
use domain::policy::Noun;
use std::collections::HashMap;
use uuid::Uuid;

/// An opportunity, its steps, its bookings and their credit.
#[derive(Clone, Debug)]
pub struct Told {
    /// As it stands.
    pub state: Opportunity,
    /// What happened, in order.
    pub steps: Vec<Step>,
    /// Money won and taken back.
    pub bookings: Vec<Booking>,
    /// Direct credit with its day.
    pub credits: Vec<(Day, CreditLine)>,
}

/// The named opportunities that may be seen; those hidden or missing are left out.
///
/// # Errors
/// The database's own.
pub fn some(tx: &mut Tx<'_>, scope: Option<&Scope>, ids: &[OpportunityId]) -> Result<Vec<Told>> {
    let mut all = Vec::with_capacity(ids.len());
    for part in ids.chunks(500) {
        read(tx, scope, Some(part), |told| {
            all.push(told);
            Ok(())
        })?;
    }
    Ok(all)
}

/// As [`some`], with what they hold of the company's own fields: for whoever changes those.
///
/// # Errors
/// The database's own.
pub fn with_own(ctx: &Ctx, tx: &mut Tx<'_>, scope: Option<&Scope>, ids: &[OpportunityId]) -> Result<Vec<Told>> {
    let mut found = some(tx, scope, ids)?;
    let named: Vec<Uuid> = found.iter().map(|told| told.state.id.0).collect();
    let mut held = custom_fields::queries::held(ctx, tx, Noun::Opportunity, &named)?;
    for told in &mut found {
        told.state.custom = held.remove(&told.state.id.0).unwrap_or_default();
    }
    Ok(found)
}

/// Every opportunity that may be seen (all without a scope), one after another.
///
/// # Errors
/// The database's own, or the closure's.
pub fn each(tx: &mut Tx<'_>, scope: Option<&Scope>, mut f: impl FnMut(&Told) -> Result<()>) -> Result<()> {
    read(tx, scope, None, |told| f(&told))
}

fn read(
    tx: &mut Tx<'_>,
    scope: Option<&Scope>,
    ids: Option<&[OpportunityId]>,
    mut f: impl FnMut(Told) -> Result<()>,
) -> Result<()> {
    let mut steps: HashMap<OpportunityId, Vec<Step>> = HashMap::new();
    let select = sql::select_steps(scope, ids);
    tx.each(select.text(), select.args(), |row| {
        let (id, step) = sql::step(row)?;
        steps.entry(id).or_default().push(step);
        Ok(())
    })?;
    let mut bookings: HashMap<OpportunityId, Vec<(Booking, CreditLine)>> = HashMap::new();
    let select = sql::select_bookings(scope, ids);
    tx.each(select.text(), select.args(), |row| {
        let found = sql::booking(row)?;
        bookings.entry(found.0.opportunity).or_default().push(found);
        Ok(())
    })?;
    let select = sql::select(scope, ids);
    let states = tx.all(select.text(), select.args(), sql::opportunity)?;
    for state in states {
        let booked = bookings.remove(&state.id).unwrap_or_default();
        f(Told {
            steps: steps.remove(&state.id).unwrap_or_default(),
            credits: booked.iter().map(|(b, line)| (b.booked_on, line.clone())).collect(),
            bookings: booked.into_iter().map(|(b, _)| b).collect(),
            state,
        })?;
    }
    Ok(())
}

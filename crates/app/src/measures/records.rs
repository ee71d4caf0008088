//! Figures added up from the records themselves: by account, by stage, and to prove the components.

use super::attribute::RowKey;
use super::query::{Asked, Rows};
use super::series::Subject;
use crate::opportunities::history::{self, Told};
use crate::{Ctx, Result, Scope};
use db::Tx;
use domain::kernel::id::PositionId;
use domain::measures::catalogue::{Basis, Dimension, Measure};
use domain::measures::component::Component;
use domain::measures::facts::contributions;
use domain::measures::organisation as shape;
use domain::measures::roll::Sums;
use domain::opportunities::{Outcome, facts};
use domain::organisation::Organisation;
use domain::policy::Noun;
use std::collections::HashMap;

/// By account or by stage: what each opportunity contributes, added up. As with components, only what positions
/// did that the reader may see; accounts hidden from the reader are one row.
pub(super) fn of_records(ctx: &Ctx, tx: &mut Tx<'_>, scope: &Scope, asked: &Asked<'_>) -> Result<(Rows, Sums)> {
    let components: Vec<Component> = asked.measure.inputs().collect();
    let window = asked.measure.window(asked.span);
    let organisation = ctx.organisation_on(asked.query.under_on.unwrap_or_else(|| asked.span.to.plus(-1)));
    let open_only = asked.measure.basis == Basis::Snapshot;
    let (mut rows, mut total) = (Rows::new(), Sums::default());
    let is_seen = |position: PositionId| {
        let held = |own: &PositionId| *own == position || ctx.organisation.is_under(position, *own);
        scope.is_all() || ctx.positions.iter().any(held)
    };
    history::each(tx, Some(scope), |told: &Told| {
        let key = match asked.by {
            Some(Dimension::Account) => told.state.account.map_or(RowKey::Unplaced, |a| RowKey::Record(a.0)),
            _ => RowKey::Record(told.state.stage.0),
        };
        if open_only && told.state.outcome != Outcome::Open {
            return Ok(());
        }
        for add in contributions(&facts(&told.state, &told.steps, &told.credits)) {
            let seen =
                asked.query.under.is_none_or(|u| add.key.position == u || organisation.is_under(add.key.position, u));
            if seen
                && is_seen(add.key.position)
                && window.contains(add.key.day)
                && components.contains(&add.key.component)
            {
                total.add(add.key.component, add.bucket, add.amount);
                rows.entry(key).or_default().add(add.key.component, add.bucket, add.amount);
            }
        }
        Ok(())
    })?;
    if asked.by == Some(Dimension::Account) {
        rows = together(ctx, tx, rows)?;
    }
    Ok((rows, total))
}

/// The rows by account, those of hidden accounts made one.
fn together(ctx: &Ctx, tx: &mut Tx<'_>, rows: Rows) -> Result<Rows> {
    let id = |key: &RowKey| if let RowKey::Record(id) = key { Some(*id) } else { None };
    let ids: Vec<uuid::Uuid> = rows.keys().filter_map(id).collect();
    let hidden = crate::records::hidden(ctx, tx, Noun::Account, &ids)?;
    let mut shown = Rows::new();
    for (key, sums) in rows {
        let key = if id(&key).is_some_and(|id| hidden.contains(&id)) { RowKey::Hidden } else { key };
        *shown.entry(key).or_default() += &sums;
    }
    Ok(shown)
}

/// Measures of the organisation itself: spans and role coverage, on the last day.
pub(super) fn of_organisation(ctx: &Ctx, asked: &Asked<'_>) -> Result<(Rows, Sums)> {
    let organisation = ctx.organisation_on(asked.query.restated_to.unwrap_or_else(|| asked.span.to.plus(-1)));
    let within = |p: PositionId| asked.query.under.is_none_or(|u| p == u || organisation.is_under(p, u));
    let spans = asked.measure.id.starts_with("span_of_control");
    let count = |p: PositionId| reports(&organisation, p);
    let mut rows = Rows::new();
    if spans && matches!(asked.by, Some(Dimension::Manager | Dimension::Position)) {
        let managers = organisation.positions().map(|p| p.id).filter(|p| within(*p) && count(*p) > 0);
        rows = managers.map(|p| (RowKey::Position(p), shape::span_sums([count(p)]))).collect();
    }
    let total = if spans {
        shape::span_sums(organisation.positions().map(|p| p.id).filter(|p| within(*p)).map(count).filter(|n| *n > 0))
    } else {
        shape::coverage_sums(holders_by_role(&organisation))
    };
    Ok((rows, total))
}

/// A measure of the organisation itself, of one subject. Role coverage is always the whole company's.
pub(super) fn shape_of(measure: &Measure, organisation: &Organisation, subject: Subject) -> Sums {
    if !measure.id.starts_with("span_of_control") {
        return shape::coverage_sums(holders_by_role(organisation));
    }
    let within = organisation.positions().map(|p| p.id).filter(|p| subject.holds(organisation, *p));
    shape::span_sums(within.map(|p| reports(organisation, p)).filter(|n| *n > 0))
}

/// Holders of each role that some position names: a role without one is not covered.
fn holders_by_role(organisation: &Organisation) -> Vec<usize> {
    let mut roles: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for position in organisation.positions().filter(|p| !p.is_stub) {
        let held = usize::from(organisation.person_of(position.id).is_some());
        for role in &position.roles {
            *roles.entry(role).or_default() += held;
        }
    }
    roles.into_values().collect()
}

/// Direct reports that count: stubs do not.
fn reports(organisation: &Organisation, position: PositionId) -> usize {
    organisation.reports_of(position).filter(|p| organisation.position(*p).is_some_and(|p| !p.is_stub)).count()
}

/// External id and name of the records that rows stand for.
pub(super) fn names(
    tx: &mut Tx<'_>,
    keys: impl Iterator<Item = RowKey>,
    by: Option<Dimension>,
) -> Result<HashMap<uuid::Uuid, (Option<String>, String)>> {
    let ids: Vec<uuid::Uuid> = keys
        .filter_map(|key| match key {
            RowKey::Product(id) => Some(id.0),
            RowKey::Record(id) => Some(id),
            _ => None,
        })
        .collect();
    let table = match by {
        Some(Dimension::Product) => "products",
        Some(Dimension::Account) => "accounts",
        Some(Dimension::Source) => return super::sql::sources(tx, &ids),
        _ => "stages",
    };
    super::sql::names(tx, table, &ids)
}

//! Everything about one position: who holds it, where it stands, what it answers for, how it came to be so.

use super::super::find;
use crate::{Ctx, Result};
use domain::Day;
use domain::kernel::Money;
use domain::kernel::id::{PersonId, PositionId, UnitId};
use domain::organisation::roles::role;
use domain::organisation::{AssignmentKind, DottedLine, Holder, Organisation, Position, SalesModel};
use domain::policy::{Action, Noun};
use serde::Serialize;

/// A position or a unit, named.
#[derive(Clone, Debug, Serialize)]
pub struct Named {
    /// Its external id, else its own.
    pub key: String,
    /// Our id.
    pub id: uuid::Uuid,
    /// Its title or name.
    pub name: String,
    /// Who holds it, for a position.
    pub holders: Vec<String>,
}

/// A person in a position.
#[derive(Clone, Debug, Serialize)]
pub struct Staffed {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Which seat.
    pub position: PositionId,
    /// Its title.
    pub title: String,
    /// The unit it is in.
    pub unit: Option<String>,
    /// Share of the person's time in basis points.
    pub share_bp: u32,
    /// Regular or acting.
    pub kind: AssignmentKind,
}

impl Staffed {
    pub(super) fn of(organisation: &Organisation, held: &Holder) -> Staffed {
        let position = organisation.position(held.position);
        Staffed {
            person: held.person,
            name: find::person_name(organisation, held.person),
            position: held.position,
            title: position.map(|p| p.title.clone()).unwrap_or_default(),
            unit: position.and_then(|p| organisation.unit(p.unit)).map(|u| u.name.clone()),
            share_bp: held.share_bp,
            kind: held.kind,
        }
    }
}

/// A role with what it answers for; the words are texts of these keys.
#[derive(Clone, Debug, Serialize)]
pub struct RoleView {
    /// `role-<key>` names it.
    pub key: String,
    /// `responsibility-<key>` says each.
    pub responsibilities: Vec<&'static str>,
    /// Measures of its success.
    pub measures: Vec<&'static str>,
}

/// The other end of a dotted line.
#[derive(Clone, Debug, Serialize)]
pub struct Dotted {
    /// The position there.
    #[serde(flatten)]
    pub seat: Named,
    /// What the line is for.
    pub label: Option<String>,
}

/// One version of the position, or of who holds it.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryRow {
    /// First day.
    pub from: Day,
    /// Last day, included; none while it lasts.
    pub to: Option<Day>,
    /// Its title then.
    pub title: String,
    /// Its unit then.
    pub unit: String,
    /// Whom it reported to then.
    pub manager: Option<String>,
    /// Who held it then.
    pub holders: Vec<String>,
}

/// One position on a day.
#[derive(Clone, Debug, Serialize)]
pub struct PositionView {
    /// The day.
    pub as_of: Day,
    /// Our id.
    pub id: PositionId,
    /// Its external id.
    pub external_id: Option<String>,
    /// Its title.
    pub title: String,
    /// Known only because a row named it.
    pub is_stub: bool,
    /// Who holds it, the first holder first; nobody where it is vacant.
    pub holders: Vec<Staffed>,
    /// The unit it is in.
    pub unit: Option<Named>,
    /// The sales model that holds there, and the unit that states it.
    pub model: Option<(SalesModel, UnitId)>,
    /// Its roles.
    pub roles: Vec<RoleView>,
    /// Where it sits.
    pub location: Option<String>,
    /// How much it can carry.
    pub capacity: Option<u32>,
    /// What it costs a year, for those who may see it.
    pub cost_per_year: Option<Money>,
    /// Those above, nearest first.
    pub chain: Vec<Named>,
    /// Those who report to it.
    pub reports: Vec<Named>,
    /// Positions below it, in all.
    pub below: usize,
    /// Those it reports to beside the line that counts.
    pub dotted: Vec<Dotted>,
    /// Those that report to it beside the line that counts.
    pub dotted_reports: Vec<Dotted>,
    /// How it came to be so, latest first.
    pub history: Vec<HistoryRow>,
}

/// One position on a day, by external id or id.
///
/// # Errors
/// Not found where it is not there on the day.
pub fn position(ctx: &Ctx, as_of: Day, key: &str) -> Result<PositionView> {
    ctx.may(Action::See, Noun::Organisation)?;
    let organisation = ctx.organisation_on(as_of);
    let id = find::position(ctx, &organisation, key)?;
    let seat = organisation.position(id).ok_or(crate::Error::NotFound)?;
    let named = |id: PositionId| seat_name(&organisation, id);
    let dotted = |id: PositionId, line: &DottedLine| Dotted { seat: named(id), label: line.label.clone() };
    let unit = organisation.unit(seat.unit);
    let states = |id: &UnitId| Some((organisation.unit(*id)?.model?, *id));
    Ok(PositionView {
        as_of,
        id,
        external_id: seat.external_id.clone(),
        title: seat.title.clone(),
        is_stub: seat.is_stub,
        holders: organisation.holders(id).iter().map(|h| Staffed::of(&organisation, h)).collect(),
        unit: unit.map(|u| Named { key: u.id.to_string(), id: u.id.0, name: u.name.clone(), holders: Vec::new() }),
        model: organisation.unit_chain(seat.unit).find_map(|u| states(&u)),
        roles: seat.roles.iter().map(|key| role_view(key)).collect(),
        location: seat.location.clone(),
        capacity: seat.capacity,
        cost_per_year: seat.cost_per_year.filter(|_| ctx.can(Action::See, Noun::Cost)),
        chain: organisation.ancestors(id).map(named).collect(),
        reports: organisation.reports_of(id).map(named).collect(),
        below: organisation.subtree(id).len().saturating_sub(1),
        dotted: organisation.dotted_from(id).map(|line| dotted(line.manager, line)).collect(),
        dotted_reports: organisation.dotted_to(id).map(|line| dotted(line.position, line)).collect(),
        history: history(ctx, id),
    })
}

pub(crate) fn seat_name(organisation: &Organisation, id: PositionId) -> Named {
    Named {
        key: find::position_key(organisation, id),
        id: id.0,
        name: organisation.position(id).map(|p| p.title.clone()).unwrap_or_default(),
        holders: find::holders(organisation, id),
    }
}

fn role_view(key: &str) -> RoleView {
    let known = role(key);
    RoleView {
        key: key.to_owned(),
        responsibilities: known.map(|r| r.responsibilities.to_vec()).unwrap_or_default(),
        measures: known.map(|r| r.measures.to_vec()).unwrap_or_default(),
    }
}

/// What held from each day on which something about the position changed.
fn history(ctx: &Ctx, id: PositionId) -> Vec<HistoryRow> {
    let rows = ctx.history.rows();
    let own = rows.positions.iter().filter(|r| r.dated.superseded_at.is_none() && r.dated.value.id == id);
    let held = rows.assignments.iter().filter(|r| r.dated.superseded_at.is_none() && r.dated.value.position == id);
    let mut days: Vec<Day> =
        own.map(|r| r.dated.span).chain(held.map(|r| r.dated.span)).flat_map(|span| [span.from, span.to]).collect();
    days.sort_unstable();
    days.dedup();
    let mut found: Vec<HistoryRow> = Vec::new();
    for pair in days.windows(2) {
        let organisation = ctx.organisation_on(pair[0]);
        let Some(seat) = organisation.position(id) else { continue };
        found.push(version(&organisation, seat, pair[0], pair[1]));
    }
    found.reverse();
    found
}

fn version(organisation: &Organisation, seat: &Position, from: Day, to: Day) -> HistoryRow {
    let manager = organisation.manager_of(seat.id).map(|id| {
        let title = organisation.position(id).map(|p| p.title.clone()).unwrap_or_default();
        find::holders(organisation, id).into_iter().next().unwrap_or(title)
    });
    HistoryRow {
        from,
        to: (to != Day::END).then(|| to.plus(-1)),
        title: seat.title.clone(),
        unit: organisation.unit(seat.unit).map(|u| u.name.clone()).unwrap_or_default(),
        manager,
        holders: find::holders(organisation, seat.id),
    }
}

//! The lines a roster draws, cut where they would break the forest.
//!
//! A manager that names no row is a missing manager; a row that names itself reports to itself; a post whose
//! chain ends in a cycle (those that report to themselves included) is in a reporting cycle. The line that
//! is cut is the one whose row comes last in the file, so the rest of the cycle stays as the source says.

use super::keys::{Key, Keyed, given, roster_day, scoped, seats};
use super::{RosterOptions, RosterRow};
use crate::kernel::Refusal;
use crate::kernel::id::PositionId;
use crate::organisation::model::Defect;
use crate::organisation::state::{State, folded};
use std::collections::{HashMap, HashSet};

/// The lines of a roster.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// Manager of each seat, in the order of the seats.
    pub managers: Vec<Option<PositionId>>,
    pub defects: Vec<Defect>,
    pub warnings: Vec<(u64, Refusal)>,
}

/// What a manager field means.
enum Claim {
    Root,
    Manager(PositionId),
    Missing,
}

/// Draws the lines of all seats.
pub(super) fn draw(state: &State, keyed: &Keyed, options: &RosterOptions) -> Lines {
    let mut lines = Lines::default();
    for seat in &keyed.seats {
        let manager = match claim(state, keyed, seat.row, options, &mut lines.warnings) {
            Claim::Root => None,
            Claim::Manager(manager) => Some(manager),
            Claim::Missing => {
                lines.defects.push(defect("missing_manager", Some(seat.position), seat.row, options));
                None
            }
        };
        if manager == Some(seat.position) {
            lines.defects.push(defect("self_report", Some(seat.position), seat.row, options));
        }
        lines.managers.push(manager);
    }
    for (row, place) in &keyed.doubles {
        let position = keyed.seats.get(*place).map(|seat| seat.position);
        lines.defects.push(Defect {
            claim: given(&row.title).or(given(&row.name)).map(str::to_owned),
            ..defect("duplicate_id", position, row, options)
        });
        match claim(state, keyed, row, options, &mut Vec::new()) {
            Claim::Missing => lines.defects.push(defect("missing_manager", None, row, options)),
            Claim::Manager(manager) if Some(manager) == position => {
                lines.defects.push(defect("self_report", None, row, options));
            }
            _ => {}
        }
    }
    cut(state, keyed, options, &mut lines);
    lines
}

pub(super) fn defect(check: &str, position: Option<PositionId>, row: &RosterRow, options: &RosterOptions) -> Defect {
    let id = given(&row.external_id).map(|id| scoped(given(&row.scope), id));
    let named = || given(&row.email).or(given(&row.person_key)).or(given(&row.name)).unwrap_or_default().to_owned();
    Defect {
        check: check.to_owned(),
        position,
        subject: id.unwrap_or_else(named),
        claim: given(&row.manager).map(str::to_owned),
        source: Some(format!("{}:{}", options.source, row.line)),
    }
}

/// Whom the row names: by id within the scope, by e-mail, by name; in the roster, else (unless the roster is
/// complete) among the positions we hold.
fn claim(
    state: &State,
    keyed: &Keyed,
    row: &RosterRow,
    options: &RosterOptions,
    warnings: &mut Vec<(u64, Refusal)>,
) -> Claim {
    let Some(text) = given(&row.manager) else { return Claim::Root };
    if options.root_marker.as_deref().is_some_and(|marker| folded(marker) == folded(text)) {
        return Claim::Root;
    }
    let id = scoped(given(&row.scope), text);
    let name = folded(text);
    let by_name = keyed.by_name.get(&name).map_or(&[][..], Vec::as_slice);
    let place = keyed
        .by_key
        .get(&Key::Id(id.clone()))
        .or_else(|| keyed.by_email.get(&name))
        .or_else(|| keyed.by_key.get(&Key::Person(text.to_owned())));
    if place.is_none() && by_name.len() > 1 {
        warnings.push((row.line, Refusal::new("warning-manager-ambiguous").at("manager").with("name", text)));
        return Claim::Missing;
    }
    if let Some(seat) = place.or(by_name.first()).and_then(|place| keyed.seats.get(*place)) {
        return Claim::Manager(seat.position);
    }
    if options.complete {
        return Claim::Missing;
    }
    let day = roster_day(options);
    let known = state.by_external_id(&id, day).filter(|id| state.position(*id, day).is_some());
    let by_email = || seats(state, state.person_by_email(text), day).first().copied();
    let by_name = || seats(state, state.people_by_name(text), day).first().copied();
    known.or_else(by_email).or_else(by_name).map_or(Claim::Missing, Claim::Manager)
}

/// Cuts what would close a cycle on the roster's day. Later days are looked at when the lines are written.
fn cut(state: &State, keyed: &Keyed, options: &RosterOptions, lines: &mut Lines) {
    let day = roster_day(options);
    let places: HashMap<PositionId, usize> =
        keyed.seats.iter().enumerate().map(|(place, seat)| (seat.position, place)).collect();
    let mut up: HashMap<PositionId, PositionId> = HashMap::new();
    for id in state.positions.keys().filter(|id| !places.contains_key(*id)) {
        let stays = !options.complete || keyed.spared.contains(id);
        if let Some(manager) = state.position(*id, day).filter(|_| stays).and_then(|held| held.reports_to) {
            up.insert(*id, manager);
        }
    }
    for (seat, manager) in keyed.seats.iter().zip(&lines.managers) {
        if let Some(manager) = *manager {
            up.insert(seat.position, manager);
        }
    }
    let (looped, doomed) = cycles(&up);
    for seat in keyed.seats.iter().filter(|seat| doomed.contains(&seat.position)) {
        lines.defects.push(defect("reporting_cycle", Some(seat.position), seat.row, options));
    }
    for members in looped {
        let seats = members.iter().filter_map(|id| places.get(id)).copied();
        let last = seats.max_by_key(|place| keyed.seats.get(*place).map(|seat| seat.row.line));
        if let Some(manager) = last.and_then(|place| lines.managers.get_mut(place)) {
            *manager = None;
        }
    }
}

/// The cycles of a graph in which everyone has at most one manager, and everyone whose chain ends in one.
fn cycles(up: &HashMap<PositionId, PositionId>) -> (Vec<Vec<PositionId>>, HashSet<PositionId>) {
    let (mut looped, mut doomed, mut safe) = (Vec::new(), HashSet::new(), HashSet::new());
    let mut starts: Vec<_> = up.keys().copied().collect();
    starts.sort_unstable();
    for start in starts {
        let (mut path, mut place) = (Vec::new(), HashMap::new());
        let mut at = Some(start);
        let mut falls = false;
        while let Some(id) = at {
            if let Some(&begin) = place.get(&id) {
                looped.push(path.get(begin..).unwrap_or_default().to_vec());
                falls = true;
                break;
            }
            if safe.contains(&id) || doomed.contains(&id) {
                falls = doomed.contains(&id);
                break;
            }
            place.insert(id, path.len());
            path.push(id);
            at = up.get(&id).copied();
        }
        if falls { doomed.extend(path) } else { safe.extend(path) }
    }
    (looped, doomed)
}

//! Builds a [`Router`]: once a day and version, so that each decision is short.
//!
//! A unit stands for its positions, those of the units inside it included, whose roles work the stage; those whose
//! role leads others only where nobody else does; where no position there names any role, for all of them. Seats
//! that nobody holds are left out of a unit's candidates, those whose holders are all away are kept to be named.
//!
//! Accounts go by the coverage that names them; while none in the company does, by that of closing: who wins the
//! customer owns it.

use super::explain::Out;
use super::hours::Open;
use super::router::{ByStage, Pool, Router, Rule, Seat};
use super::settings::Settings;
use super::work::WorkStage;
use crate::kernel::id::{PersonId, PositionId, SegmentId, UnitId};
use crate::kernel::{Day, Span};
use crate::organisation::history::is_known;
use crate::organisation::index::Organisation;
use crate::organisation::model::{Coverage, Position};
use crate::organisation::roles::{self, Role, role};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// Weight of a position that says nothing of what it can carry: a seller's usual.
const USUAL_CAPACITY: u32 = 40;

impl Router {
    /// For the day and coverage of the organisation.
    pub fn new(organisation: &Organisation, settings: &Settings) -> Router {
        Router::with(organisation, organisation.coverages(), settings)
    }

    /// For other coverage than the organisation's own: a change that is tried out.
    pub fn with<'a>(
        organisation: &Organisation,
        coverages: impl IntoIterator<Item = &'a Coverage>,
        settings: &Settings,
    ) -> Router {
        let mut coverages: Vec<&Coverage> = coverages.into_iter().collect();
        coverages.sort_by_key(|c| (c.priority, c.segment.is_none(), c.position.is_none(), c.id));
        let mut positions: Vec<&Position> = organisation.positions().collect();
        positions.sort_by_key(|position| position.id);
        let places: HashMap<PositionId, u32> = positions.iter().map(|position| position.id).zip(0..).collect();
        let day = organisation.day();
        let mut router = Router {
            day,
            seats: seats(organisation, &positions, &coverages, settings),
            places,
            rules: Vec::with_capacity(coverages.len()),
            ranks: coverages.iter().map(|coverage| coverage.id).zip(0..).collect(),
            by_segment: HashMap::new(),
            of_everything: ByStage::default(),
            pools: vec![Pool::default()],
            hours: settings.hours.iter().map(|hours| Open::around(hours, day)).collect(),
            parents: organisation.units().map(|unit| (unit.id, unit.parent)).collect(),
            queues: settings.queues.iter().filter_map(|queue| Some((queue.unit?, queue.id))).collect(),
            company_queue: settings.company_queue,
            embargoes: settings.embargoes.clone(),
            holdovers: settings.holdovers.clone(),
        };
        router.holdovers.sort_by_key(|holdover| holdover.segment.is_none());
        router.rank(organisation, &coverages);
        router
    }

    fn rank(&mut self, organisation: &Organisation, coverages: &[&Coverage]) {
        let mut known: HashMap<(UnitId, WorkStage), u32> = HashMap::new();
        let names = |coverage: &Coverage, stage: WorkStage| coverage.stages.iter().any(|key| key == stage.key());
        let closers_own = !coverages.iter().any(|coverage| names(coverage, WorkStage::Account));
        for (rank, coverage) in (0..).zip(coverages) {
            let covers = |stage: WorkStage| match stage {
                WorkStage::Account if closers_own && names(coverage, WorkStage::Closing) => true,
                stage => coverage.stages.is_empty() || names(coverage, stage),
            };
            let mut pools = [0; 7];
            for stage in WorkStage::ALL.into_iter().filter(|stage| covers(*stage)) {
                let by_stage = match coverage.segment {
                    Some(segment) => self.by_segment.entry(segment).or_default(),
                    None => &mut self.of_everything,
                };
                by_stage[stage as usize].push(rank);
                pools[stage as usize] = match (coverage.position, coverage.unit) {
                    (Some(position), _) => match pools.iter().max() {
                        Some(0) | None => self.add_pool(self.pool_of_one(position)),
                        Some(same) => *same,
                    },
                    (None, Some(unit)) => match known.get(&(unit, stage)) {
                        Some(pool) => *pool,
                        None => {
                            let pool = self.add_pool(self.pool_of_unit(organisation, unit, stage));
                            known.insert((unit, stage), pool);
                            pool
                        }
                    },
                    (None, None) => 0,
                };
            }
            let home = || coverage.position.and_then(|id| organisation.position(id)).map(|position| position.unit);
            self.rules.push(Rule {
                coverage: coverage.id,
                segment: coverage.segment,
                unit: coverage.unit,
                position: coverage.position,
                distribution: coverage.distribution,
                priority: coverage.priority,
                limits: coverage.limits,
                pools,
                around: coverage.unit.or_else(home),
            });
        }
    }
    fn add_pool(&mut self, pool: Pool) -> u32 {
        self.pools.push(pool);
        u32::try_from(self.pools.len() - 1).unwrap_or(0)
    }
    fn pool_of_one(&self, position: PositionId) -> Pool {
        let mut pool = Pool::default();
        if let Some((place, seat)) = self.place(position).and_then(|place| Some((place, self.seat(place)?))) {
            match seat.out {
                Some(out) => pool.away.push((place, out)),
                None => pool.free.push(place),
            }
            pool.free.extend(self.deputy_of(position).and_then(|deputy| self.place(deputy)));
        }
        pool
    }
    fn pool_of_unit(&self, organisation: &Organisation, unit: UnitId, stage: WorkStage) -> Pool {
        let within = organisation.positions_in(unit, true);
        let positions = || within.iter().filter_map(|&id| organisation.position(id));
        let names_roles = positions().any(|position| !position.is_stub && !position.roles.is_empty());
        let sells = positions().any(|position| works(position, stage, false));
        let mut pool = Pool::default();
        for position in positions().filter(|position| !names_roles || works(position, stage, !sells)) {
            let Some((place, seat)) = self.place(position.id).and_then(|at| Some((at, self.seat(at)?))) else {
                continue;
            };
            match seat.out {
                None => pool.free.push(place),
                Some(Out::Absent) => pool.away.push((place, Out::Absent)),
                Some(_) => {}
            }
        }
        pool.free.sort_unstable();
        pool.away.sort_unstable_by_key(|(place, _)| *place);
        pool
    }
}

/// Whether a role of the position owns the work of the stage; roles that lead count only if asked for. An account is
/// owned by who closes or serves.
fn works(position: &Position, stage: WorkStage, leading: bool) -> bool {
    let stages: &[WorkStage] = match stage {
        WorkStage::Account => &[WorkStage::Closing, WorkStage::FollowingUp],
        _ => &[stage],
    };
    let owning = |role: &&Role| role.owns() && (leading || role.span.is_none());
    let mut known = position.roles.iter().filter_map(|key| role(key)).filter(owning);
    known.any(|role| stages.iter().any(|stage| role.stages.contains(&stage.key())))
}

fn seats(
    organisation: &Organisation,
    positions: &[&Position],
    coverages: &[&Coverage],
    settings: &Settings,
) -> Vec<Seat> {
    let day = organisation.day();
    let away: HashSet<PersonId> =
        settings.absences.iter().filter(|absence| absence.span.contains(day)).map(|absence| absence.person).collect();
    let seat_of = |person: PersonId| organisation.positions_of(person).first().map(|held| held.position);
    let deputies: HashMap<PersonId, PositionId> = settings
        .absences
        .iter()
        .filter(|absence| absence.span.contains(day))
        .filter_map(|absence| Some((absence.person, seat_of(absence.deputy?)?)))
        .collect();
    let since = if settings.ramp.is_empty() { HashMap::new() } else { held_since(organisation) };
    let mut covers: HashMap<PositionId, Vec<SegmentId>> = HashMap::new();
    for coverage in coverages {
        if let (Some(position), Some(segment)) = (coverage.position, coverage.segment) {
            covers.entry(position).or_default().push(segment);
        }
    }
    let seat = |position: &&Position| {
        let holders = organisation.holders(position.id);
        let present = || holders.iter().filter(|holder| !away.contains(&holder.person));
        let share: u32 = present().map(|holder| holder.share_bp).fold(0_u32, u32::saturating_add).min(10_000);
        let ramp = |person| {
            since.get(&(person, position.id)).map_or(10_000, |&from| settings.ramp_share(day.days_since(from)))
        };
        let mut own = covers.get(&position.id).cloned().unwrap_or_default();
        own.sort_unstable();
        own.dedup();
        Seat {
            id: position.id,
            unit: position.unit,
            out: match (position.is_stub, holders.is_empty(), share) {
                (true, ..) => Some(Out::Stub),
                (_, true, _) => Some(Out::Vacant),
                (_, _, 0) => Some(Out::Absent),
                _ => None,
            },
            deputy: holders.iter().find_map(|holder| deputies.get(&holder.person).copied()),
            most: position.capacity,
            weight: u64::from(usual(position)) * u64::from(share.max(1)),
            ramp_bp: present().map(|holder| ramp(holder.person)).max().unwrap_or(10_000),
            hours: hours_of(position, settings),
            languages: position.languages.clone(),
            covers: own,
        }
    };
    positions.iter().map(seat).collect()
}

/// What the position can carry, or usually would.
fn usual(position: &Position) -> u32 {
    let of_roles = || position.roles.iter().filter_map(|key| roles::role(key)?.capacity).max();
    position.capacity.or_else(of_roles).unwrap_or(USUAL_CAPACITY).max(1)
}

fn hours_of(position: &Position, settings: &Settings) -> Option<u32> {
    let of = |location: Option<&str>| settings.hours.iter().position(|hours| hours.location.as_deref() == location);
    let own = position.location.as_deref().and_then(|location| of(Some(location)));
    own.or_else(|| of(None)).and_then(|at| u32::try_from(at).ok())
}

/// Since when each person holds each position without a gap, as known to the organisation.
fn held_since(organisation: &Organisation) -> HashMap<(PersonId, PositionId), Day> {
    let day = organisation.day();
    let known = organisation.rows.assignments.iter().filter(|row| is_known(&row.dated, organisation.known_at()));
    let mut spans: Vec<((PersonId, PositionId), Span)> =
        known.map(|row| ((row.dated.value.person, row.dated.value.position), row.dated.span)).collect();
    spans.retain(|(_, span)| !span.is_empty() && span.from <= day);
    spans.sort_unstable_by_key(|(held, span)| (*held, Reverse(span.from)));
    let mut since: HashMap<(PersonId, PositionId), Day> = HashMap::new();
    for (held, span) in spans {
        match since.get_mut(&held) {
            Some(from) if span.to >= *from => *from = span.from,
            Some(_) => {}
            None if span.contains(day) => {
                since.insert(held, span.from);
            }
            None => {}
        }
    }
    since
}

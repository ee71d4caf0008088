//! Where work passes on: the boundaries that a sales model draws through the customer's journey.
//!
//! Under an **assembly line** it passes on at a stage beyond those that its owner's roles work, to whoever covers it; an
//! **island** passes nothing; a **pod** passes it inside the pod, and where nobody of the pod works the stage its owner
//! does. A unit without a model, and a seat without a role, prescribe nothing.
//!
//! Work goes on as it began: the model is the one in force for its owner's unit on the day it began, as it is known
//! now. The people are those of today.

use crate::kernel::id::{PositionId, UnitId};
use crate::organisation::roles::role;
use crate::organisation::routing::WorkStage;
use crate::organisation::{Coverage, Distribution, Limits, Organisation, Position, SalesModel};

/// Among whom the receiver is found, and by which model.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Passing {
    /// The model in force.
    pub model: SalesModel,
    /// The unit that states it.
    pub stated_by: UnitId,
    /// The unit in which the receiver must be; none for whoever covers the stage.
    pub within: Option<UnitId>,
}

/// Whether work of the owner passes on at a stage.
///
/// `then` is the organisation of the day on which the work began, `now` that of today.
pub fn passing(then: &Organisation, now: &Organisation, owner: PositionId, stage: WorkStage) -> Option<Passing> {
    let seat = now.position(owner).filter(|_| is_beyond(now, owner, stage))?;
    // A seat that was not there when the work began goes by its unit's model of today.
    let (organisation, unit) = match then.position(owner) {
        Some(old) => (then, old.unit),
        None => (now, seat.unit),
    };
    let stated_by = organisation.model_stated_by(unit)?;
    let model = organisation.model_of(unit)?;
    match model {
        SalesModel::Island => None,
        SalesModel::AssemblyLine => Some(Passing { model, stated_by, within: None }),
        SalesModel::Pod => {
            let within = now.unit(stated_by).map(|_| stated_by).unwrap_or(seat.unit);
            let has_one = seated_at(now, within, stage).any(|position| position != owner);
            has_one.then_some(Passing { model, stated_by, within: Some(within) })
        }
    }
}

/// Whether the stage lies beyond all that the roles of the position work: where work may pass on. It never passes back, and
/// a role that works no stage keeps what it has.
pub fn is_beyond(now: &Organisation, owner: PositionId, stage: WorkStage) -> bool {
    let Some(seat) = now.position(owner) else { return false };
    let stages = seat.roles.iter().filter_map(|key| role(key)).flat_map(|role| role.stages);
    let last = stages.filter_map(|key| WorkStage::from_key(key)).max();
    last.is_some_and(|last| stage > last)
}

/// Whether a position may be asked to work the stage: a role of it does, or it names none.
pub fn may_work(now: &Organisation, position: PositionId, stage: WorkStage) -> bool {
    let Some(seat) = now.position(position) else { return false };
    let mut known = seat.roles.iter().filter_map(|key| role(key)).peekable();
    known.peek().is_none() || known.any(|role| role.stages.contains(&stage.key()))
}

/// Positions in a unit and those inside it, held by somebody, whose roles own the work of the stage and lead nobody.
fn seated_at(organisation: &Organisation, unit: UnitId, stage: WorkStage) -> impl Iterator<Item = PositionId> + '_ {
    let works = move |position: &Position| {
        let mut roles =
            position.roles.iter().filter_map(|key| role(key)).filter(|role| role.span.is_none() && role.owns());
        roles.any(|role| role.stages.contains(&stage.key()))
    };
    let within = organisation.positions_in(unit, true).iter().copied();
    within.filter(move |&id| {
        organisation.position(id).is_some_and(|position| !position.is_stub && works(position))
            && !organisation.is_vacant(id)
    })
}

/// The nearest unit around a position in which somebody works the stage: where the company names no coverage.
pub fn nearest(organisation: &Organisation, owner: PositionId, stage: WorkStage) -> Option<UnitId> {
    let unit = organisation.position(owner)?.unit;
    organisation.unit_chain(unit).find(|&unit| seated_at(organisation, unit, stage).any(|position| position != owner))
}

/// The unit as a coverage of the stage: among those of it who work the stage, to the one with most room.
pub fn coverage_of(unit: UnitId, stage: WorkStage) -> Coverage {
    Coverage {
        id: crate::kernel::id::CoverageId::default(),
        segment: None,
        stages: vec![stage.key().to_owned()],
        unit: Some(unit),
        position: None,
        distribution: Distribution::LeastLoaded,
        priority: 0,
        limits: Limits::default(),
    }
}

/// Who is asked next where an offer is not answered: the first above who is seated, and has not been asked.
pub fn above(organisation: &Organisation, asked: PositionId) -> Option<PositionId> {
    organisation.ancestors(asked).find(|&position| !organisation.is_vacant(position))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::{Dated, Day, Instant, Span};
    use crate::organisation::samples::{always, day, holds, id, person, position, unit};
    use crate::organisation::{History, Row, Rows, Unit};
    use SalesModel::{AssemblyLine, Island, Pod};
    use WorkStage::{Closing, FollowingUp, Presenting, Qualifying};

    const SDR: u8 = 1;
    const AE: u8 = 2;
    const CSM: u8 = 3;
    const OTHER: u8 = 4;

    /// A line of three in one unit, and an account executive in another; the models of the first, each from a day on.
    fn company(models: &[(u8, Option<SalesModel>)]) -> History {
        let ends = models.iter().skip(1).map(|(from, _)| day(*from)).chain([Day::END]);
        let team = models.iter().zip(ends).map(|((from, model), to)| Row {
            row_id: id(*from),
            dated: Dated {
                value: Unit { model: *model, ..unit(1, Some(0)) },
                span: Span { from: day(*from), to },
                recorded_at: Instant(0),
                superseded_at: None,
            },
        });
        let seat = |number: u8, in_unit: u8, role: &str| {
            let roles = if role.is_empty() { Vec::new() } else { vec![role.to_owned()] };
            always(Position { unit: id(in_unit), roles, ..position(number, (number > 0).then_some(0)) })
        };
        let seats = [
            seat(0, 0, "head_of_sales"),
            seat(SDR, 1, "sdr"),
            seat(AE, 1, "account_executive"),
            seat(CSM, 1, "customer_success_manager"),
            seat(OTHER, 2, "account_executive"),
            seat(5, 1, ""),
        ];
        History::new(Rows {
            units: [always(unit(0, None)), always(unit(2, Some(0)))].into_iter().chain(team).collect(),
            positions: seats.into(),
            assignments: (0..6).map(|n| always(holds(n, n))).collect(),
            people: (0..6).map(|n| (id(n), person(n))).collect(),
            ..Rows::default()
        })
    }
    fn at(history: &History, began: u8, owner: u8, stage: WorkStage) -> Option<Passing> {
        passing(&history.on(day(began), None), &history.on(day(60), None), id(owner), stage)
    }

    #[test]
    fn a_line_passes_at_each_stage_its_owner_does_not_work() {
        let line = company(&[(0, Some(AssemblyLine))]);
        assert_eq!(at(&line, 1, SDR, Qualifying), None);
        let to_anyone = Some(Passing { model: AssemblyLine, stated_by: id(1), within: None });
        assert_eq!(at(&line, 1, SDR, Presenting), to_anyone);
        assert_eq!(at(&line, 1, AE, Closing), None);
        assert_eq!(at(&line, 1, CSM, Presenting), None, "nothing passes back");
        assert_eq!(at(&line, 1, AE, FollowingUp), to_anyone);
    }

    #[test]
    fn an_island_a_unit_without_model_and_a_seat_without_role_pass_nothing() {
        for company in [company(&[(0, Some(Island))]), company(&[(0, None)])] {
            assert_eq!(at(&company, 1, SDR, Presenting), None);
        }
        assert_eq!(at(&company(&[(0, Some(AssemblyLine))]), 1, 5, Presenting), None);
    }

    #[test]
    fn a_pod_passes_inside_and_keeps_what_nobody_in_it_works() {
        let pod = company(&[(0, Some(Pod))]);
        assert_eq!(at(&pod, 1, SDR, Presenting), Some(Passing { model: Pod, stated_by: id(1), within: Some(id(1)) }));
        let mut rows = pod.rows().clone();
        rows.assignments.retain(|row| row.dated.value.position != id(AE));
        assert_eq!(at(&History::new(rows), 1, SDR, Presenting), None, "the empty seat of the pod takes nothing");
        let mut rows = pod.rows().clone();
        for row in rows.positions.iter_mut().filter(|row| row.dated.value.id == id(AE)) {
            row.dated.value.roles = vec!["sales_engineer".to_owned()];
        }
        assert_eq!(at(&History::new(rows), 1, SDR, Presenting), None, "who stands beside a sale does not own it");
    }

    #[test]
    fn work_goes_on_under_the_model_it_began_with() {
        let switched = company(&[(0, Some(AssemblyLine)), (30, Some(Pod))]);
        assert_eq!(at(&switched, 29, SDR, Presenting).map(|p| p.model), Some(AssemblyLine));
        assert_eq!(at(&switched, 30, SDR, Presenting).map(|p| p.model), Some(Pod));
    }

    #[test]
    fn without_coverage_the_nearest_who_work_the_stage_are_asked() {
        let line = company(&[(0, Some(AssemblyLine))]);
        let now = line.on(day(1), None);
        assert_eq!(nearest(&now, id(SDR), Presenting), Some(id(1)));
        assert_eq!(nearest(&now, id(OTHER), FollowingUp), Some(id(0)));
        assert_eq!(nearest(&now, id(CSM), FollowingUp), None, "nobody but the one who has it");
        assert_eq!(above(&now, id(SDR)), Some(id(0)));
    }
}

//! The decision: what counts, in its order, down to exactly one answer.

use super::choose::{Choice, over};
use super::explain::{Decision, Explanation, Out, Step, Target};
use super::loads::Loads;
use super::router::Router;
use super::settings::Holdover;
use super::work::{Back, Left, Work};
use crate::kernel::id::{PositionId, UnitId};

/// Where the work goes, and why. Whoever gets it carries one more in `loads`.
pub fn route(router: &Router, work: &Work, loads: &mut Loads) -> Decision {
    let mut decision = Deciding { router, work, loads, steps: Vec::with_capacity(4) };
    let to = decision.make();
    let why = Explanation { day: router.day, work: work.clone(), steps: decision.steps };
    Decision { to, why }
}

struct Deciding<'a, 'l> {
    router: &'a Router,
    work: &'a Work,
    loads: &'l mut Loads,
    steps: Vec<Step>,
}

impl<'a> Deciding<'a, '_> {
    fn make(&mut self) -> Target {
        let by_right = self
            .embargo()
            .or_else(|| self.left())
            .or_else(|| self.named())
            .or_else(|| self.holdover())
            .or_else(|| self.family());
        by_right.unwrap_or_else(|| self.cover())
    }

    fn embargo(&mut self) -> Option<Target> {
        let router = self.router;
        let embargo = router.embargoes.iter().find(|embargo| self.work.segments.contains(&embargo.segment))?;
        let (segment, to, reason) = (embargo.segment, embargo.to, embargo.reason.clone());
        self.steps.push(Step::Embargo { segment, to, reason });
        let Target::Position(position) = to else { return Some(to) };
        // What is under an embargo never falls back to coverage.
        Some(self.theirs(position).unwrap_or_else(|| self.wait(None)))
    }
    /// What was left lying goes to a queue; or on, past the one who left it.
    fn left(&mut self) -> Option<Target> {
        let Left { position, hours, back } = self.work.left?;
        self.steps.push(Step::Unworked { position, hours });
        let unit = self.router.place(position).and_then(|place| self.router.seat(place)).map(|seat| seat.unit);
        (back == Back::Queue).then(|| self.wait(unit))
    }
    fn named(&mut self) -> Option<Target> {
        let position = self.work.named?;
        self.steps.push(Step::Named { position });
        self.theirs(position)
    }
    fn holdover(&mut self) -> Option<Target> {
        let (former, rule) = (self.work.former?, self.holdover_rule()?);
        let (position, until) = (former.position, former.since.plus(i64::from(rule.days)));
        if self.router.day >= until {
            self.steps.push(Step::HoldoverEnded { position, until });
            return None;
        }
        self.steps.push(Step::Holdover { position, until });
        let place = self.router.place(position);
        let held = place.map_or(0, |place| self.loads.held_over_at(place));
        if let Some(most) = rule.most.filter(|most| held >= *most) {
            self.steps.push(Step::Passed { position, out: Out::HoldoversFull { held, most } });
            return None;
        }
        let to = self.theirs(position)?;
        if let Some(place) = place.filter(|_| to == Target::Position(position)) {
            self.loads.hold_over(place);
        }
        Some(to)
    }
    fn holdover_rule(&self) -> Option<&'a Holdover> {
        let work = self.work;
        self.router.holdovers.iter().find(|rule| {
            rule.kind == work.kind
                && (rule.stages.is_empty() || rule.stages.contains(&work.stage))
                && rule.segment.is_none_or(|segment| work.segments.contains(&segment))
        })
    }
    fn family(&mut self) -> Option<Target> {
        let position = self.work.family?;
        if self.work.leaves_family {
            self.steps.push(Step::FamilyLeft { position });
            return None;
        }
        self.steps.push(Step::Family { position });
        self.theirs(position)
    }
    /// Gives it to whom it belongs. None where that seat is gone or empty; a queue where it is full.
    fn theirs(&mut self, position: PositionId) -> Option<Target> {
        let Some((place, seat)) = self.router.place(position).and_then(|at| Some((at, self.router.seat(at)?))) else {
            self.steps.push(Step::Passed { position, out: Out::Gone });
            return None;
        };
        if let Some(out) = seat.out.filter(|out| *out != Out::Absent) {
            self.steps.push(Step::Passed { position, out });
            return None;
        }
        if self.work.left.is_some_and(|left| left.position == position) {
            self.steps.push(Step::Passed { position, out: Out::Left });
            return None;
        }
        // Whoever stands in for them is not asked for more than they can carry; then it is theirs after all.
        let deputy = self.router.deputy_of(position).and_then(|deputy| self.router.place(deputy));
        let deputy = deputy.and_then(|place| Some((place, self.router.seat(place)?)));
        if let Some((stands_in, of)) = deputy {
            let Some(out) = over(self.loads, self.work, stands_in, of.most) else {
                self.steps.push(Step::Passed { position, out: Out::Absent });
                return self.give(stands_in, None);
            };
            self.steps.push(Step::Passed { position: of.id, out });
        }
        if let Some(out) = over(self.loads, self.work, place, seat.most) {
            self.steps.push(Step::Passed { position, out });
            return Some(self.wait(Some(seat.unit)));
        }
        self.give(place, None)
    }

    fn cover(&mut self) -> Target {
        let router = self.router;
        let (mut after, mut waits_at) = (None, None);
        while let Some(rank) = router.next_rule(&self.work.segments, self.work.stage, after) {
            let Some(rule) = router.rules.get(rank as usize) else { break };
            let Some(pool) = router.pool(rule, self.work.stage) else { break };
            let steps = &mut self.steps;
            let choice = Choice { router, rank, rule, pool, work: self.work, loads: &mut *self.loads, steps };
            if let Some(to) = choice.make().and_then(|place| self.give(place, rule.unit)) {
                return to;
            }
            self.steps.push(Step::Exhausted { coverage: rule.coverage });
            waits_at = waits_at.or(Some(rule.around));
            if !rule.limits.passes_on {
                break;
            }
            after = Some(rank);
        }
        if waits_at.is_none() {
            self.steps.push(Step::Uncovered);
        }
        self.wait(waits_at.flatten())
    }
    fn give(&mut self, place: u32, covering: Option<UnitId>) -> Option<Target> {
        let seat = self.router.seat(place)?;
        let open = self.loads.open_at(place, self.work.kind);
        let through = self.router.through(covering, seat);
        self.steps.push(Step::Chosen { position: seat.id, through, open, most: seat.most });
        self.loads.give(place, self.work.kind);
        Some(Target::Position(seat.id))
    }
    fn wait(&mut self, around: Option<UnitId>) -> Target {
        let (queue, of) = self.router.queue_of(around);
        self.steps.push(Step::Waits { queue, of });
        Target::Queue(queue)
    }
}

//! How a coverage shares work out among those who stand behind it.
//!
//! Who is full is left out for good. Who is off hours, or new and not on turn, is passed over while somebody else is
//! left, and counts again where nobody is: work does not wait for the morning when all sleep.
//!
//! In turn: the counter of the coverage says who comes next. By weight: the counter walks a sequence of points that
//! fills the line evenly (steps of the golden ratio), and whose stretch of the line a point falls on is chosen; so
//! shares are kept closely at every length, and the counter is all there is to remember. Someone new takes their
//! share of the rounds, or a stretch so much shorter.

use super::explain::{Out, Step};
use super::loads::Loads;
use super::router::{Pool, Router, Rule, Seat};
use super::work::Work;
use crate::organisation::model::Distribution;
use std::cmp::{Ordering, Reverse};

/// 2^64 divided by the golden ratio, odd: multiples of it fill the line evenly.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// One rule at work on one piece of work.
pub(super) struct Choice<'a, 'l> {
    pub(super) router: &'a Router,
    pub(super) rank: u32,
    pub(super) rule: &'a Rule,
    pub(super) pool: &'a Pool,
    pub(super) work: &'a Work,
    pub(super) loads: &'l mut Loads,
    pub(super) steps: &'l mut Vec<Step>,
}

impl<'a> Choice<'a, '_> {
    /// The place of who gets it, where anybody may.
    pub(super) fn make(mut self) -> Option<u32> {
        self.begin();
        for (place, out) in &self.pool.away {
            self.pass(*place, *out);
        }
        match self.rule.distribution {
            Distribution::RoundRobin => self.in_turn(),
            Distribution::Weighted => self.by_weight(),
            Distribution::LeastLoaded => self.lightest(),
            Distribution::BestFit => self.best(),
            Distribution::Owner => self.owner().or_else(|| self.lightest()),
        }
    }
    fn begin(&mut self) {
        let free = self.pool.free.iter();
        let open = if self.rule.takes_turns() || self.pool.free.len() < 2 {
            Vec::new()
        } else {
            free.map(|&place| self.loads.open_at(place, self.work.kind)).collect()
        };
        self.steps.push(Step::Rule {
            coverage: self.rule.coverage,
            segment: self.rule.segment,
            unit: self.rule.unit,
            position: self.rule.position,
            distribution: self.rule.distribution,
            priority: self.rule.priority,
            candidates: u32::try_from(self.pool.free.len()).unwrap_or(u32::MAX),
            turn: self.rule.takes_turns().then(|| self.loads.turn_at(self.rank)),
            open,
        });
    }
    fn pass(&mut self, place: u32, out: Out) {
        if let Some(seat) = self.router.seat(place) {
            self.steps.push(Step::Passed { position: seat.id, out });
        }
    }
    fn full(&self, place: u32, seat: &Seat) -> Option<Out> {
        full(self.loads, self.rule, self.work, place, seat)
    }
    fn off_hours(&self, seat: &Seat) -> Option<Out> {
        let is_closed = !self.rule.limits.ignores_hours && !self.router.is_open(seat, self.work);
        is_closed.then_some(Out::OffHours)
    }

    fn in_turn(&mut self) -> Option<u32> {
        let pool = self.pool;
        let (count, turn) = (pool.free.len() as u64, self.loads.turn_at(self.rank));
        let mut later = None;
        for turn in (0..count).map(|ahead| turn.wrapping_add(ahead)) {
            let at = usize::try_from(turn % count).unwrap_or(0);
            let Some((place, seat)) = pool.free.get(at).and_then(|&place| Some((place, self.router.seat(place)?)))
            else {
                continue;
            };
            if let Some(out) = self.full(place, seat) {
                self.pass(place, out);
                continue;
            }
            let Some(out) = self.off_hours(seat).or_else(|| waits(seat, turn / count)) else {
                self.loads.turn_to(self.rank, turn.wrapping_add(1));
                return Some(place);
            };
            self.pass(place, out);
            later = later.or(Some((place, turn)));
        }
        let (place, turn) = later?;
        self.steps.push(Step::Relaxed);
        self.loads.turn_to(self.rank, turn.wrapping_add(1));
        Some(place)
    }

    /// Those who may take it: who is not full, and of them who is at work, where any are.
    fn standing(&mut self) -> Vec<(u32, &'a Seat)> {
        let (pool, router) = (self.pool, self.router);
        let (mut open, mut closed) = (Vec::with_capacity(pool.free.len()), Vec::new());
        for (place, seat) in pool.free.iter().filter_map(|&place| Some((place, router.seat(place)?))) {
            if let Some(out) = self.full(place, seat) {
                self.pass(place, out);
            } else if let Some(out) = self.off_hours(seat) {
                self.pass(place, out);
                closed.push((place, seat));
            } else {
                open.push((place, seat));
            }
        }
        if open.is_empty() && !closed.is_empty() {
            self.steps.push(Step::Relaxed);
            return closed;
        }
        open
    }
    fn by_weight(&mut self) -> Option<u32> {
        let standing = self.standing();
        let total: u128 = standing.iter().map(|(_, seat)| u128::from(weight(seat))).sum();
        let turn = self.loads.turn_at(self.rank);
        let mut point = (u128::from(turn.wrapping_mul(GOLDEN)) * total) >> 64;
        for (place, seat) in standing {
            match point.checked_sub(u128::from(weight(seat))) {
                Some(rest) => point = rest,
                None => {
                    self.loads.turn_to(self.rank, turn.wrapping_add(1));
                    return Some(place);
                }
            }
        }
        None
    }
    /// Which of two carries less of what they can.
    fn lighter(&self, a: (u32, &Seat), b: (u32, &Seat)) -> Ordering {
        let parts = |(place, seat): (u32, &Seat)| (self.loads.open_at(place, self.work.kind), weight(seat));
        let ((open_a, weight_a), (open_b, weight_b)) = (parts(a), parts(b));
        let filled = |open: u32, other: u64| (u128::from(open) + 1) * u128::from(other);
        filled(open_a, weight_b).cmp(&filled(open_b, weight_a))
    }
    fn lightest(&mut self) -> Option<u32> {
        let standing = self.standing();
        standing.into_iter().min_by(|a, b| self.lighter(*a, *b)).map(|(place, _)| place)
    }
    /// Who covers most of its segments themselves, then who speaks its language, then who carries least.
    fn best(&mut self) -> Option<u32> {
        let work = self.work;
        let fit = |seat: &Seat| {
            let own = work.segments.iter().filter(|segment| seat.covers.binary_search(segment).is_ok()).count();
            (Reverse(own), !speaks(seat, &work.languages))
        };
        let standing = self.standing();
        let better = |a: &(u32, &Seat), b: &(u32, &Seat)| fit(a.1).cmp(&fit(b.1)).then_with(|| self.lighter(*a, *b));
        standing.into_iter().min_by(better).map(|(place, _)| place)
    }
    /// The account's owner, where they are behind the coverage and may take it.
    fn owner(&mut self) -> Option<u32> {
        let position = self.work.account_owner?;
        let place = self.router.place(position).filter(|place| self.pool.free.binary_search(place).is_ok())?;
        let seat = self.router.seat(place)?;
        self.steps.push(Step::Owner { position });
        self.full(place, seat).is_none().then_some(place)
    }
}

/// Whether it left the work lying, or carries, or got today, as much as it may.
fn full(loads: &Loads, rule: &Rule, work: &Work, place: u32, seat: &Seat) -> Option<Out> {
    if work.left.is_some_and(|left| left.position == seat.id) {
        return Some(Out::Left);
    }
    let most = [seat.most, rule.limits.most_open].into_iter().flatten().min();
    over(loads, work, place, most).or_else(|| {
        let (today, most) = (loads.today_at(place), rule.limits.most_a_day?);
        (today >= most).then_some(Out::DayFull { today, most })
    })
}

/// Whether it carries as much as that.
pub(super) fn over(loads: &Loads, work: &Work, place: u32, most: Option<u32>) -> Option<Out> {
    let (open, most) = (loads.open_at(place, work.kind), most?);
    (open >= most).then_some(Out::Full { open, most })
}

/// Whether someone new sits this round out: of every ten rounds at a share of three tenths, seven.
fn waits(seat: &Seat, round: u64) -> Option<Out> {
    let share = u128::from(seat.ramp_bp);
    let taken = |rounds: u64| u128::from(rounds) * share / 10_000;
    let waits = share < 10_000 && taken(round.wrapping_add(1)) <= taken(round);
    waits.then_some(Out::Ramp { share_bp: seat.ramp_bp })
}

fn weight(seat: &Seat) -> u64 {
    seat.weight.saturating_mul(u64::from(seat.ramp_bp.max(1)))
}

/// Whether the position serves one of the languages, compared by language alone; who asks for none gets anybody.
fn speaks(seat: &Seat, languages: &[String]) -> bool {
    let language = |tag: &str| tag.split('-').next().unwrap_or_default().to_lowercase();
    languages.is_empty()
        || languages.iter().any(|wanted| seat.languages.iter().any(|own| language(own) == language(wanted)))
}

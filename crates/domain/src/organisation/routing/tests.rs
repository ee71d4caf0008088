//! Each way of sharing out, and each reason to pass over, by example.

use super::*;
use crate::kernel::id::{PositionId, SegmentId};
use crate::kernel::{Instant, Span};
use crate::organisation::History;
use crate::organisation::model::*;
use crate::organisation::samples::{always, day, holds, id, position, rows, unit};

/// Tuesday 2024-01-02, 10:00 UTC: [`day`] 1.
const NOW: Instant = Instant(1_704_189_600_000);

/// Three sellers in unit 0, seats 0 to 2, each held by the person of that number; a coverage of everything.
struct Company {
    rows: Rows,
    settings: Settings,
}

fn company(distribution: Distribution) -> Company {
    let seat = |number| Position { roles: vec!["sales_representative".into()], ..position(number, None) };
    let mut all = rows((0..3).map(seat).collect(), (0..3).map(|n| holds(n, n)).collect());
    all.coverages.push(always(covers(0, distribution)));
    Company { rows: all, settings: Settings { company_queue: id(99), ..Settings::default() } }
}

fn covers(number: u8, distribution: Distribution) -> Coverage {
    Coverage {
        id: id(number),
        segment: None,
        stages: Vec::new(),
        unit: Some(id(0)),
        position: None,
        distribution,
        priority: 0,
        limits: Limits::default(),
    }
}

impl Company {
    fn seat(&mut self, number: usize) -> &mut Position {
        &mut self.rows.positions[number].dated.value
    }
    fn coverage(&mut self) -> &mut Coverage {
        &mut self.rows.coverages[0].dated.value
    }
    fn router(&self) -> Router {
        Router::new(&History::new(self.rows.clone()).on(day(1), None), &self.settings)
    }
    /// Who gets so many leads, by number of seat; `-` for the queue.
    fn leads(&self, count: usize) -> String {
        let router = self.router();
        let mut loads = Loads::new(&router);
        (0..count).map(|_| name(route(&router, &lead(), &mut loads).to)).collect::<Vec<_>>().join(" ")
    }
    fn one(&self, work: &Work) -> Decision {
        let router = self.router();
        route(&router, work, &mut Loads::new(&router))
    }
}

fn lead() -> Work {
    Work::new(WorkKind::Lead, WorkStage::Prospecting, NOW)
}

fn name(to: Target) -> String {
    let seat = |to: PositionId| (0..9).find(|n| id::<PositionId>(*n) == to).map(|n| n.to_string());
    match to {
        Target::Position(to) => seat(to).expect("one of the seats"),
        Target::Queue(_) => "-".into(),
    }
}

#[test]
fn in_turn_goes_round_and_skips_who_is_away_or_full() {
    let mut company = company(Distribution::RoundRobin);
    assert_eq!(company.leads(5), "0 1 2 0 1");
    company.settings.absences.push(Absence { person: id(1), span: Span { from: day(1), to: day(2) }, deputy: None });
    company.seat(2).capacity = Some(1);
    assert_eq!(company.leads(5), "0 2 0 0 0");
    let steps = company.one(&lead()).why.steps;
    assert!(steps.contains(&Step::Passed { position: id(1), out: Out::Absent }), "{steps:?}");
}

#[test]
fn a_deputy_takes_what_is_by_name_of_who_is_away() {
    let mut company = company(Distribution::RoundRobin);
    let named = || Work { named: Some(id(1)), ..lead() };
    let away = |deputy| Absence { person: id(1), span: Span::ALWAYS, deputy };
    company.settings.absences = vec![away(None)];
    assert_eq!(company.one(&named()).to, Target::Position(id(1)), "without a deputy it stays theirs");
    company.settings.absences = vec![away(Some(id(2)))];
    let decision = company.one(&named());
    assert_eq!(decision.to, Target::Position(id(2)));
    assert!(decision.why.steps.contains(&Step::Passed { position: id(1), out: Out::Absent }));
    company.seat(2).capacity = Some(0);
    let decision = company.one(&named());
    assert_eq!(decision.to, Target::Position(id(1)), "a deputy who is full takes nothing");
    let full = Step::Passed { position: id(2), out: Out::Full { open: 0, most: 0 } };
    assert!(decision.why.steps.contains(&full), "and it is said why: {:?}", decision.why.steps);
    company.seat(2).capacity = None;
    company.settings.absences.push(Absence { person: id(2), span: Span::ALWAYS, deputy: None });
    assert_eq!(company.one(&named()).to, Target::Position(id(1)), "a deputy who is away too takes nothing");
}

#[test]
fn someone_new_takes_their_share_of_the_rounds() {
    let mut company = company(Distribution::RoundRobin);
    company.rows.assignments[0].dated.span.from = day(0);
    company.settings.ramp = vec![RampStep { weeks: 4, share_bp: 5_000 }];
    assert_eq!(company.leads(10), "1 2 0 1 2 1 2 0 1 2");
    for person in 1..3 {
        company.settings.absences.push(Absence { person: id(person), span: Span::ALWAYS, deputy: None });
    }
    assert_eq!(company.leads(3), "0 0 0", "nobody else is there, so being new does not count");
}

#[test]
fn the_least_loaded_is_measured_by_what_each_can_carry() {
    let mut company = company(Distribution::LeastLoaded);
    company.seat(0).capacity = Some(4);
    company.seat(1).capacity = Some(2);
    company.seat(2).capacity = Some(1);
    assert_eq!(company.leads(8), "0 0 1 0 0 1 2 -");
    let router = company.router();
    let mut loads = Loads::new(&router);
    let answers: Vec<Decision> = (0..8).map(|_| route(&router, &lead(), &mut loads)).collect();
    assert!(answers.iter().all(|answer| replay(&answer.why, &router) == *answer));
    let last = answers[7].why.steps.last();
    assert_eq!(last, Some(&Step::Waits { queue: id(99), of: None }));
}

#[test]
fn the_best_fit_covers_the_segment_itself_then_speaks_the_language() {
    let mut company = company(Distribution::BestFit);
    company.seat(1).languages = vec!["nb".into()];
    let own = Coverage {
        position: Some(id(2)),
        unit: None,
        segment: Some(id(5)),
        priority: 9,
        ..covers(7, Distribution::Owner)
    };
    company.rows.coverages.push(always(own));
    let work = Work { languages: vec!["nb-NO".into()], ..lead() };
    assert_eq!(name(company.one(&work).to), "1");
    assert_eq!(name(company.one(&Work { segments: vec![id(5)], ..work }).to), "2");
    assert_eq!(name(company.one(&lead()).to), "0");
}

#[test]
fn the_owner_of_the_account_is_asked_first_and_full_ones_stay_full() {
    let mut company = company(Distribution::Owner);
    let work = Work { account_owner: Some(id(2)), ..lead() };
    assert_eq!(name(company.one(&work).to), "2");
    company.seat(2).capacity = Some(0);
    assert_eq!(name(company.one(&work).to), "0");
    assert_eq!(name(company.one(&Work { account_owner: Some(id(8)), ..lead() }).to), "0");
}

#[test]
fn closed_places_wait_while_another_is_open() {
    let mut company = company(Distribution::RoundRobin);
    let week = |from: u16| (1..=5).map(move |weekday| Opening { weekday, from_minute: from, to_minute: from + 480 });
    let hours = |location: Option<&str>, from| Hours {
        location: location.map(str::to_owned),
        zone: jiff::tz::TimeZone::UTC,
        week: week(from).collect(),
    };
    company.settings.hours = vec![hours(Some("Oslo"), 420), hours(None, 900)];
    company.seat(1).location = Some("Oslo".into());
    assert_eq!(company.leads(3), "1 1 1");
    let steps = company.one(&lead()).why.steps;
    assert!(steps.contains(&Step::Passed { position: id(0), out: Out::OffHours }));
    company.coverage().limits.ignores_hours = true;
    assert_eq!(company.leads(3), "0 1 2");
    company.coverage().limits.ignores_hours = false;
    let night = Work { at: Instant(NOW.0 - 6 * 3_600_000), ..lead() };
    let answer = company.one(&night);
    assert_eq!(name(answer.to), "0");
    assert!(answer.why.steps.contains(&Step::Relaxed));
}

#[test]
fn limits_of_a_coverage_send_on_or_to_the_queue_of_the_unit() {
    let mut company = company(Distribution::RoundRobin);
    company.rows.units.push(always(unit(1, Some(0))));
    company.settings.queues = vec![Queue { id: id(50), name: "Sellers".into(), unit: Some(id(0)) }];
    company.coverage().limits = Limits { most_a_day: Some(1), ..Limits::default() };
    assert_eq!(company.leads(5), "0 1 2 - -");
    company.rows.coverages.push(always(Coverage { priority: 5, ..covers(1, Distribution::LeastLoaded) }));
    assert_eq!(company.leads(5), "0 1 2 - -", "the first rule that fits decides");
    company.coverage().limits.passes_on = true;
    assert_eq!(company.leads(5), "0 1 2 0 1");
    company.rows.coverages[1].dated.value.limits.most_open = Some(1);
    let router = company.router();
    let mut loads = Loads::new(&router);
    let answers: Vec<Decision> = (0..5).map(|_| route(&router, &lead(), &mut loads)).collect();
    assert_eq!(answers[4].to, Target::Queue(id(50)));
    assert!(answers.iter().all(|answer| replay(&answer.why, &router) == *answer));
}

#[test]
fn rules_stand_by_priority_then_the_narrower_first() {
    let mut company = company(Distribution::RoundRobin);
    let narrow = Coverage { segment: Some(id(5)), position: Some(id(2)), unit: None, ..covers(1, Distribution::Owner) };
    company.rows.coverages.push(always(narrow));
    let west = Work { segments: vec![id(4), id(5)], ..lead() };
    assert_eq!(company.one(&west).coverage(), Some(id(1)));
    assert_eq!(company.one(&lead()).coverage(), Some(id(0)));
    company.coverage().priority = -1;
    assert_eq!(company.one(&west).coverage(), Some(id(0)));
    company.coverage().stages = vec!["closing".into()];
    assert_eq!(company.one(&west).coverage(), Some(id(1)));
    assert_eq!(company.one(&lead()).why.steps, [Step::Uncovered, Step::Waits { queue: id(99), of: None }]);
}

#[test]
fn a_unit_stands_for_those_whose_role_works_the_stage() {
    let mut company = company(Distribution::RoundRobin);
    company.seat(0).roles = vec!["sales_manager".into()];
    company.seat(1).roles = vec!["sdr".into()];
    company.seat(2).roles = vec!["account_executive".into()];
    assert_eq!(company.leads(2), "1 1");
    let closing = Work { stage: WorkStage::Closing, kind: WorkKind::Opportunity, ..lead() };
    assert_eq!(name(company.one(&closing).to), "2", "who leads closes only where nobody else does");
    company.rows.assignments.retain(|row| row.dated.value.position != id(2));
    assert_eq!(name(company.one(&closing).to), "-", "an empty seat gets nothing");
    company.seat(2).roles = vec!["sdr".into()];
    assert_eq!(name(company.one(&closing).to), "0");
    (0..3).for_each(|seat| company.seat(seat).roles.clear());
    assert_eq!(name(company.one(&closing).to), "0", "where no roles are named, everyone stands");
}

#[test]
fn accounts_go_with_closing_until_a_coverage_names_them() {
    let mut company = company(Distribution::RoundRobin);
    company.coverage().stages = vec!["closing".into()];
    let account = Work::new(WorkKind::Account, WorkStage::Account, NOW);
    assert_eq!(name(company.one(&account).to), "0");
    let named = Coverage {
        stages: vec!["account".into()],
        unit: None,
        position: Some(id(1)),
        priority: 4,
        ..covers(1, Distribution::Owner)
    };
    company.rows.coverages.push(always(named));
    assert_eq!(name(company.one(&account).to), "1");
}

#[test]
fn rights_stand_before_coverage_in_their_order() {
    let mut company = company(Distribution::RoundRobin);
    company.settings.embargoes =
        vec![Embargo { segment: id(6), to: Target::Queue(id(60)), reason: "sanctions".into() }];
    company.settings.holdovers =
        vec![Holdover { kind: WorkKind::Account, stages: Vec::new(), segment: None, days: 90, most: Some(1) }];
    let former = Some(Former { position: id(1), since: day(0) });
    let bare = Work::new(WorkKind::Account, WorkStage::Account, NOW);
    let all = Work { segments: vec![id(6)], named: Some(id(2)), former, family: Some(id(0)), ..bare.clone() };
    assert_eq!(company.one(&all).to, Target::Queue(id(60)));
    let all = Work { segments: Vec::<SegmentId>::new(), ..all };
    assert_eq!(name(company.one(&all).to), "2");
    let all = Work { named: Some(id(8)), ..all };
    let router = company.router();
    let mut loads = Loads::new(&router);
    let kept: Vec<String> = (0..2).map(|_| name(route(&router, &all, &mut loads).to)).collect();
    assert_eq!(kept, ["1", "0"], "one may be kept, then the family counts");
    let ended =
        Work { former: Some(Former { position: id(1), since: day(1).plus(-90) }), family: None, ..bare.clone() };
    assert!(matches!(company.one(&ended).why.steps[0], Step::HoldoverEnded { .. }));
    let own_way = Work { family: Some(id(2)), leaves_family: true, ..bare };
    assert_eq!(name(company.one(&own_way).to), "0");
}

#[test]
fn what_lies_unworked_goes_on_or_back_to_the_queue() {
    let mut company = company(Distribution::RoundRobin);
    company.settings.queues = vec![Queue { id: id(50), name: "Sellers".into(), unit: Some(id(0)) }];
    let left = |back| Work { left: Some(Left { position: id(0), hours: 24, back }), ..lead() };
    let next = company.one(&left(Back::Next));
    assert_eq!(name(next.to), "1");
    assert!(next.why.steps.contains(&Step::Passed { position: id(0), out: Out::Left }));
    assert_eq!(company.one(&left(Back::Queue)).to, Target::Queue(id(50)));
    company.rows.assignments.retain(|row| row.dated.value.position == id(0));
    assert_eq!(company.one(&left(Back::Next)).to, Target::Queue(id(50)), "nobody else is there");
}

#[test]
fn coverage_is_looked_at_for_holes_and_double_cover() {
    let mut company = company(Distribution::RoundRobin);
    company.coverage().stages = vec!["prospecting".into()];
    let of = |number, segment, position| Coverage {
        segment: Some(id(segment)),
        unit: None,
        position: Some(id(position)),
        stages: vec!["closing".into()],
        ..covers(number, Distribution::Owner)
    };
    company.rows.coverages.extend([of(1, 1, 0), of(2, 2, 1), of(3, 3, 8)].map(always));
    let router = company.router();
    let at = |segments: &[u8]| {
        let segments: Vec<SegmentId> = segments.iter().map(|&n| id(n)).collect();
        router.cover(&segments, WorkStage::Closing)
    };
    assert_eq!(at(&[]), Cover::Hole);
    assert_eq!(at(&[1]), Cover::One { coverage: id(1) });
    assert_eq!(at(&[1, 2]), Cover::Double { coverages: vec![id(1), id(2)] });
    assert_eq!(at(&[3]), Cover::Unstaffed { coverage: id(3) });
    assert_eq!(router.cover(&[id(1)], WorkStage::Prospecting), Cover::One { coverage: id(0) });
}

#[test]
fn a_changed_rule_shows_who_would_get_more() {
    let mut company = company(Distribution::RoundRobin);
    let all = |company: &Company| {
        let router = company.router();
        let mut loads = Loads::new(&router);
        (0..6).map(|_| route(&router, &lead(), &mut loads)).collect::<Vec<_>>()
    };
    let before = all(&company);
    *company.coverage() = Coverage { unit: None, position: Some(id(0)), ..covers(0, Distribution::Owner) };
    let shifts = shifts(&before, &all(&company));
    let told: Vec<(String, u32, u32)> = shifts.iter().map(|s| (name(s.to), s.before, s.after)).collect();
    assert_eq!(told, [("0".into(), 2, 6), ("1".into(), 2, 0), ("2".into(), 2, 0)]);
}

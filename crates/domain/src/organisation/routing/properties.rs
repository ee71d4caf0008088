//! Whatever comes, in whatever order: one answer each, no limit broken, every explanation walks again.

use super::*;
use crate::kernel::id::{PositionId, QueueId, SegmentId};
use crate::kernel::{Instant, Span};
use crate::organisation::model::*;
use crate::organisation::samples::{always, day, holds, id, position, rows, unit};
use crate::organisation::{History, Organisation};
use proptest::prelude::*;
use std::collections::BTreeMap;

const ROLES: [&[&str]; 5] = [&[], &["sdr"], &["account_executive"], &["sales_representative"], &["sales_manager"]];

/// 2024-01-02 09:00 UTC and so many hours later: within [`day`] 1 and the days beside it.
fn hour(number: u8) -> Instant {
    Instant(1_704_186_000_000 + i64::from(number) * 3_600_000)
}

fn any_coverage() -> impl Strategy<Value = Coverage> {
    let by = (any::<bool>(), 0..10_u8, 0..4_u8);
    let distribution = prop_oneof![
        Just(Distribution::Owner),
        Just(Distribution::RoundRobin),
        Just(Distribution::Weighted),
        Just(Distribution::LeastLoaded),
        Just(Distribution::BestFit),
    ];
    let stages = prop::sample::subsequence(WorkStage::ALL.to_vec(), 0..3);
    let few = || prop::option::weighted(0.3, 0..4_u32);
    let limits = (few(), few(), any::<bool>(), any::<bool>()).prop_map(|(most_open, most_a_day, hours, passes_on)| {
        Limits { most_open, most_a_day, ignores_hours: hours, passes_on }
    });
    (0..8_u8, prop::option::of(0..3_u8), stages, by, distribution, 0..3_i32, limits).prop_map(
        |(number, segment, stages, (is_unit, seat, unit), distribution, priority, limits)| Coverage {
            id: id(number),
            segment: segment.map(id),
            stages: stages.into_iter().map(|stage| stage.key().to_owned()).collect(),
            unit: is_unit.then(|| id(unit)),
            position: (!is_unit).then(|| id(seat)),
            distribution,
            priority,
            limits,
        },
    )
}

fn any_rows() -> impl Strategy<Value = Rows> {
    let seat = (0..4_u8, 0..5_usize, prop::option::of(0..4_u32), any::<bool>(), any::<bool>());
    let seats = prop::collection::vec(seat, 1..10);
    let held = prop::collection::vec((0..8_u8, 0..10_u8, 1..=10_000_u32, 0..3_u8), 0..12);
    (seats, held, prop::collection::vec(any_coverage(), 0..8)).prop_map(|(seats, held, coverages)| {
        let seat =
            |(number, (unit, roles, capacity, is_stub, speaks)): (u8, (u8, usize, Option<u32>, bool, bool))| Position {
                unit: id(unit),
                roles: ROLES[roles].iter().map(|&role| role.to_owned()).collect(),
                capacity,
                is_stub: is_stub && number == 0,
                location: speaks.then(|| "Oslo".to_owned()),
                languages: if speaks { vec!["nb-NO".into()] } else { Vec::new() },
                ..position(number, None)
            };
        let mut all = rows((0..).zip(seats).map(seat).collect(), Vec::new());
        all.units.extend([unit(1, Some(0)), unit(2, Some(1)), unit(3, Some(0))].map(always));
        all.assignments = held
            .into_iter()
            .map(|(person, seat, share_bp, from)| {
                let mut row = always(Assignment { share_bp, ..holds(person, seat) });
                row.dated.span.from = day(from);
                row
            })
            .collect();
        all.coverages = coverages.into_iter().map(always).collect();
        all
    })
}

fn any_target() -> impl Strategy<Value = Target> {
    prop_oneof![(0..12_u8).prop_map(|n| Target::Position(id(n))), (0..3_u8).prop_map(|n| Target::Queue(id(n)))]
}

fn any_settings() -> impl Strategy<Value = Settings> {
    let absence = (0..8_u8, 0..3_u8).prop_map(|(who, until)| Absence {
        person: id(who),
        span: Span { from: day(0), to: day(until) },
        deputy: (until > 1).then(|| id((who + 1) % 8)),
    });
    let hours = (any::<bool>(), 0..20_u16).prop_map(|(is_oslo, from)| Hours {
        location: is_oslo.then(|| "Oslo".to_owned()),
        zone: jiff::tz::TimeZone::UTC,
        week: (1..=7).map(|weekday| Opening { weekday, from_minute: from * 60, to_minute: (from + 4) * 60 }).collect(),
    });
    let ramp = (1..4_u32, 0..=10_000_u32).prop_map(|(weeks, share_bp)| RampStep { weeks, share_bp });
    let holdover = (0..3_usize, prop::option::of(0..3_u8), 0..5_u32, prop::option::of(0..3_u32)).prop_map(
        |(kind, segment, days, most)| Holdover {
            kind: WorkKind::ALL[kind],
            stages: Vec::new(),
            segment: segment.map(id),
            days,
            most,
        },
    );
    let embargo =
        (0..4_u8, any_target()).prop_map(|(segment, to)| Embargo { segment: id(segment), to, reason: "law".into() });
    let queue = (0..3_u8, 0..4_u8).prop_map(|(number, unit)| Queue {
        id: id(number),
        name: format!("Queue {number}"),
        unit: Some(id(unit)),
    });
    let few = |most| 0..most;
    (
        prop::collection::vec(absence, few(4)),
        prop::collection::vec(hours, few(3)),
        prop::collection::vec(ramp, few(3)),
        prop::collection::vec(holdover, few(3)),
        prop::collection::vec(embargo, few(2)),
        prop::collection::vec(queue, few(3)),
    )
        .prop_map(|(absences, hours, ramp, holdovers, embargoes, queues)| Settings {
            company_queue: id(9),
            queues,
            absences,
            hours,
            ramp,
            holdovers,
            embargoes,
        })
}

fn any_work() -> impl Strategy<Value = Work> {
    let segments = prop::sample::subsequence((0..4_u8).map(id::<SegmentId>).collect::<Vec<_>>(), 0..3);
    let someone = || prop::option::weighted(0.3, (0..12_u8).prop_map(id::<PositionId>));
    let former = prop::option::weighted(0.3, (0..12_u8, 0..4_u8))
        .prop_map(|former| former.map(|(who, since)| Former { position: id(who), since: day(since) }));
    let back = |on| if on { Back::Next } else { Back::Queue };
    let left = prop::option::weighted(0.2, (0..12_u8, any::<bool>()))
        .prop_map(move |left| left.map(|(who, on)| Left { position: id(who), hours: 24, back: back(on) }));
    (
        (0..3_usize, 0..7_usize, segments, any::<bool>(), any::<bool>(), 0..20_u8),
        (someone(), someone(), someone(), former, left),
    )
        .prop_map(
            |((kind, stage, segments, leaves_family, speaks, at), (account_owner, family, named, former, left))| Work {
                segments,
                account_owner,
                family,
                leaves_family,
                named,
                former,
                left,
                languages: if speaks { vec!["nb".into()] } else { Vec::new() },
                ..Work::new(WorkKind::ALL[kind], WorkStage::ALL[stage], hour(at))
            },
        )
}

/// What may happen to a company.
#[derive(Clone, Debug)]
enum Happening {
    /// Work comes.
    Work(Box<Work>),
    /// Somebody closes some.
    Done(u8, usize),
    /// Absences, hours, queues and the rest are set anew.
    Settings(Box<Settings>),
    /// The company is another one: people, seats, coverage.
    Organisation(Box<Rows>),
}

fn any_happenings() -> impl Strategy<Value = Vec<Happening>> {
    let one = prop_oneof![
        8 => any_work().prop_map(|work| Happening::Work(Box::new(work))),
        2 => (0..10_u8, 0..3_usize).prop_map(|(who, kind)| Happening::Done(who, kind)),
        1 => any_settings().prop_map(|settings| Happening::Settings(Box::new(settings))),
        1 => any_rows().prop_map(|rows| Happening::Organisation(Box::new(rows))),
    ];
    prop::collection::vec(one, 1..40)
}

/// What the caller keeps between changes of the organisation.
#[derive(Default)]
struct Books {
    open: BTreeMap<(PositionId, WorkKind), u32>,
    turns: BTreeMap<crate::kernel::id::CoverageId, u64>,
}

impl Books {
    fn loads(&self, router: &Router) -> Loads {
        let mut loads = Loads::new(router);
        self.open.iter().for_each(|((who, kind), open)| loads.set_open(router, *who, *kind, *open));
        self.turns.iter().for_each(|(coverage, turn)| loads.set_turn(router, *coverage, *turn));
        loads
    }
    fn keep(&mut self, router: &Router, loads: &Loads) {
        self.turns.extend(loads.turns(router));
    }
}

fn organisation(rows: &Rows) -> Organisation {
    History::new(rows.clone()).on(day(1), None)
}

proptest! {
    #[test]
    fn whatever_comes_has_one_answer_within_the_limits_that_walks_again(
        rows in any_rows(),
        settings in any_settings(),
        happenings in any_happenings(),
    ) {
        let (mut organisation, mut settings) = (self::organisation(&rows), settings);
        let mut router = Router::new(&organisation, &settings);
        let mut books = Books::default();
        let mut loads = books.loads(&router);
        for happening in happenings {
            match happening {
                Happening::Work(work) => {
                    let answer = route(&router, &work, &mut loads);
                    let again = replay(&answer.why, &router);
                    prop_assert_eq!(&again, &answer);
                    let text = serde_json::to_string(&answer.why).expect("JSON");
                    prop_assert_eq!(&serde_json::from_str::<Explanation>(&text).expect("read"), &answer.why);
                    match answer.to {
                        Target::Position(to) => {
                            let seat = organisation.position(to).expect("a seat of the day");
                            let carried = books.open.entry((to, work.kind)).or_default();
                            *carried += 1;
                            prop_assert!(seat.capacity.is_none_or(|most| *carried <= most), "{:?}", answer.why.steps);
                            prop_assert!(!seat.is_stub && !organisation.is_vacant(to));
                        }
                        Target::Queue(to) => {
                            let known = to == settings.company_queue
                                || settings.queues.iter().any(|queue| queue.id == to)
                                || settings.embargoes.iter().any(|embargo| embargo.to == Target::Queue(to));
                            prop_assert!(known);
                        }
                    }
                    for ((who, kind), open) in &books.open {
                        if organisation.position(*who).is_some() {
                            prop_assert_eq!(loads.open(&router, *who, *kind), *open);
                        }
                    }
                }
                Happening::Done(who, kind) => {
                    let key = (id(who), WorkKind::ALL[kind]);
                    books.open.entry(key).and_modify(|open| *open = open.saturating_sub(1));
                    loads.release(&router, key.0, key.1);
                }
                Happening::Settings(new) => settings = *new,
                Happening::Organisation(rows) => organisation = self::organisation(&rows),
            }
            books.keep(&router, &loads);
            router = Router::new(&organisation, &settings);
            loads = books.loads(&router);
        }
    }

    #[test]
    fn work_that_no_limit_stops_is_shared_by_weight(weights in prop::collection::vec(1..60_u32, 2..6), count in 50..400_u32) {
        let seats = (0..).zip(&weights).map(|(number, _)| position(number, None)).collect();
        let held = (0..).zip(&weights).map(|(n, weight)| Assignment { share_bp: weight * 100, ..holds(n, n) }).collect();
        let mut all = rows(seats, held);
        all.coverages.push(always(Coverage {
            id: id(0), segment: None, stages: Vec::new(), unit: Some(id(0)), position: None,
            distribution: Distribution::Weighted, priority: 0, limits: Limits::default(),
        }));
        let router = Router::new(&organisation(&all), &Settings { company_queue: QueueId::default(), ..Settings::default() });
        let mut loads = Loads::new(&router);
        let work = Work::new(WorkKind::Lead, WorkStage::Prospecting, hour(0));
        let mut got = vec![0_u32; weights.len()];
        for _ in 0..count {
            let Target::Position(to) = route(&router, &work, &mut loads).to else { panic!("somebody takes it") };
            let at = (0..).zip(0..weights.len()).find(|(n, _)| id::<PositionId>(*n) == to).expect("one of them").1;
            got[at] += 1;
        }
        let total: u32 = weights.iter().sum();
        for (got, weight) in got.iter().zip(&weights) {
            let fair = f64::from(count) * f64::from(*weight) / f64::from(total);
            prop_assert!((f64::from(*got) - fair).abs() < 6.0, "{got} of {fair}");
        }
    }
}

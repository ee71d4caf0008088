//! How many pieces of work are routed in a second, for `bench/routing/run.sh`.
//!
//! A company of 10,000 held positions in 500 units, 2,000 coverages over 400 segments with every way of sharing out,
//! limits, absences and a ramp. The baseline asks every coverage for every piece of work and looks its candidates up
//! in the organisation, as a rule engine without preparation does. Prints one line of JSON: decisions a second with
//! and without preparation, how long preparation takes, and how much of the work both gave to the same coverage.
#![expect(clippy::print_stdout, reason = "its output is what it is for")]

use domain::kernel::id::{CoverageId, PersonId, PositionId, SegmentId, UnitId};
use domain::kernel::{Dated, Day, Instant, Span};
use domain::organisation::routing::*;
use domain::organisation::{
    Assignment, AssignmentKind, Coverage, Distribution, History, Limits, Organisation, Person, Position, Row, Rows,
    Unit,
};
use std::collections::HashMap;
use std::hint::black_box;

const POSITIONS: u32 = 10_000;
const UNITS: u32 = 500;
const COVERAGES: u32 = 2_000;
const SEGMENTS: u32 = 400;

/// Xorshift of 32 bits.
struct Random(u32);

impl Random {
    fn below(&mut self, end: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 % end
    }
}

fn id<I: From<uuid::Uuid>>(number: u32) -> I {
    uuid::Uuid::from_u128(u128::from(number) + 1).into()
}

fn row<T>(value: T) -> Row<T> {
    let dated = Dated { value, span: Span::ALWAYS, recorded_at: Instant(0), superseded_at: None };
    Row { row_id: id(0), dated }
}

fn position(number: u32, random: &mut Random) -> Position {
    let role = ["sdr", "account_executive", "sales_representative", "account_manager"][random.below(4) as usize];
    Position {
        id: id::<PositionId>(number),
        external_id: None,
        unit: id(1 + number % (UNITS - 1)),
        title: format!("Seat {number}"),
        roles: vec![role.to_owned()],
        reports_to: (number > 0).then(|| id(number / 10)),
        location: None,
        languages: vec![["en", "nb", "zh", "es"][random.below(4) as usize].to_owned()],
        cost_per_year: None,
        quota_class: None,
        capacity: Some(20 + random.below(100_000)),
        is_stub: false,
    }
}

fn coverage(number: u32, random: &mut Random) -> Coverage {
    let distributions = [
        Distribution::Owner,
        Distribution::RoundRobin,
        Distribution::Weighted,
        Distribution::LeastLoaded,
        Distribution::BestFit,
    ];
    let at_unit = random.below(4) > 0;
    let stages: &[&str] = match random.below(3) {
        0 => &[],
        1 => &["prospecting", "qualifying"],
        _ => &["presenting", "negotiating", "closing"],
    };
    Coverage {
        id: id::<CoverageId>(number),
        segment: (number > 0).then(|| id::<SegmentId>(number % SEGMENTS)),
        stages: stages.iter().map(|&stage| stage.to_owned()).collect(),
        unit: at_unit.then(|| id::<UnitId>(1 + random.below(UNITS - 1))),
        position: (!at_unit).then(|| id::<PositionId>(random.below(POSITIONS))),
        distribution: distributions[random.below(5) as usize],
        priority: i32::try_from(random.below(5)).unwrap_or(0),
        limits: Limits { passes_on: true, ..Limits::default() },
    }
}

fn company(random: &mut Random) -> Rows {
    let unit = |number: u32| Unit {
        id: id(number),
        parent: (number > 0).then(|| id(number / 8)),
        name: format!("Unit {number}"),
        kind: "team".into(),
        model: None,
    };
    let person = |number: u32| Person {
        id: id::<PersonId>(number),
        name: format!("Person {number}"),
        email: None,
        is_active: true,
        external_id: None,
    };
    let held = |number: u32| Assignment {
        person: id(number),
        position: id(number),
        share_bp: 10_000,
        kind: AssignmentKind::Regular,
    };
    Rows {
        units: (0..UNITS).map(unit).map(row).collect(),
        positions: (0..POSITIONS).map(|number| row(position(number, random))).collect(),
        assignments: (0..POSITIONS).map(held).map(row).collect(),
        coverages: (0..COVERAGES).map(|number| row(coverage(number, random))).collect(),
        people: (0..POSITIONS).map(person).map(|person| (person.id, person)).collect(),
        ..Rows::default()
    }
}

fn works(count: u32, random: &mut Random) -> Vec<Work> {
    let mut one = |_| {
        let stage = WorkStage::ALL[random.below(5) as usize];
        let kind = if stage < WorkStage::Presenting { WorkKind::Lead } else { WorkKind::Opportunity };
        Work {
            segments: (0..1 + random.below(4)).map(|_| id(random.below(SEGMENTS))).collect(),
            account_owner: (random.below(2) == 0).then(|| id(random.below(POSITIONS))),
            languages: vec!["nb".to_owned()],
            ..Work::new(kind, stage, Instant(1_704_189_600_000))
        }
    };
    (0..count).map(&mut one).collect()
}

/// The plain way: all rules in order for each piece of work, candidates read from the organisation.
fn scan(organisation: &Organisation, work: &Work, open: &mut HashMap<PositionId, u32>) -> Option<CoverageId> {
    let mut fitting: Vec<&Coverage> = organisation
        .coverages()
        .filter(|coverage| {
            coverage.segment.is_none_or(|segment| work.segments.contains(&segment))
                && (coverage.stages.is_empty() || coverage.stages.iter().any(|key| key == work.stage.key()))
        })
        .collect();
    fitting.sort_by_key(|c| (c.priority, c.segment.is_none(), c.position.is_none(), c.id));
    for coverage in fitting {
        let of_unit = coverage.unit.map_or(&[][..], |unit| organisation.positions_in(unit, true));
        let role = |key: &String| domain::organisation::roles::role(key);
        let works = |position: &&Position| {
            position.roles.iter().filter_map(role).any(|role| role.stages.contains(&work.stage.key()))
        };
        let seats = of_unit.iter().filter_map(|&id| organisation.position(id)).filter(works);
        let one = coverage.position.and_then(|id| organisation.position(id));
        let lightest = seats.chain(one).min_by_key(|seat| open.get(&seat.id).copied().unwrap_or(0));
        if let Some(seat) = lightest {
            *open.entry(seat.id).or_default() += 1;
            return Some(coverage.id);
        }
    }
    None
}

fn main() {
    let count: u32 = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let mut random = Random(2_463_534_242);
    let day = Day::new(2024, 1, 2).unwrap_or(Day::BEGINNING);
    let organisation = History::new(company(&mut random)).on(day, None);
    let away = |person| Absence { person: id(person), span: Span::since(day), deputy: None };
    let settings = Settings {
        absences: (0..POSITIONS / 20).map(|n| away(n * 20)).collect(),
        ramp: vec![RampStep { weeks: 12, share_bp: 5_000 }],
        ..Settings::default()
    };
    let start = std::time::Instant::now();
    let router = Router::new(&organisation, &settings);
    let prepared = start.elapsed();
    let works = works(count, &mut random);
    let mut loads = Loads::new(&router);
    let start = std::time::Instant::now();
    for work in &works {
        black_box(route(&router, work, &mut loads));
    }
    let ours = f64::from(count) / start.elapsed().as_secs_f64();
    let few = works.get(..works.len().min(5_000)).unwrap_or_default();
    let mut open = HashMap::new();
    let start = std::time::Instant::now();
    let found: Vec<Option<CoverageId>> = few.iter().map(|work| scan(&organisation, work, &mut open)).collect();
    let seconds = start.elapsed().as_secs_f64();
    let mut loads = Loads::new(&router);
    let same = few.iter().zip(&found).filter(|(work, found)| route(&router, work, &mut loads).coverage() == **found);
    let (same, plain) = (same.count(), f64::from(u32::try_from(few.len()).unwrap_or(1)) / seconds);
    println!(
        r#"{{"decisions_per_second":{ours:.0},"scan_per_second":{plain:.0},"ratio":{:.1},"prepare_ms":{:.1},"same_rule":"{same} of {}","goal":200000}}"#,
        ours / plain,
        prepared.as_secs_f64() * 1000.0,
        few.len(),
    );
}

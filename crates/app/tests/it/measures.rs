//! Whatever happens to opportunities, the stored components are what the records say, and a manager's figure
//! is the sum of those below on the day.

use crate::founded::{NOW, company};
use app::House;
use app::ctx::Who;
use app::imports::{Import, Settings, run, undo};
use app::measures::{MeasureQuery, Subject, measure, rebuild, series};
use app::opportunities::commands::{self, Fields, Move};
use db::testing::each_engine;
use domain::kernel::id::{OpportunityId, PositionId, SetId};
use domain::kernel::{Money, Span};
use domain::measures::catalogue;
use domain::measures::figure::Value;
use domain::opportunities::{MoveStage, Outcome};
use domain::organisation::Edit;
use domain::{Day, Instant};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use std::sync::Arc;

const TEAMS: &str = "sales_agent,manager,regional_office\nAnn,Max,West\nBo,Max,West\nCy,Eve,East\n";
const REPS: [&str; 3] = ["Ann", "Bo", "Cy"];
/// The first day of the histories.
const BEGIN: &str = "2025-01-01";
/// Days between one step and the next.
const PACE: i64 = 9;

/// One thing that happens.
#[derive(Clone, Debug)]
enum Deed {
    Create {
        owner: usize,
        amount: i64,
    },
    Move {
        which: usize,
        stage: usize,
    },
    HandOver {
        which: usize,
        owner: usize,
    },
    Reprice {
        which: usize,
        amount: Option<i64>,
    },
    /// A file of deals, ids from a small pool: new ones and ones known already.
    Load {
        deals: Vec<(u8, usize, usize, i64)>,
    },
    UndoLast,
    /// A rep goes to the other manager.
    Transfer {
        rep: usize,
        manager: usize,
    },
}

fn deed() -> impl Strategy<Value = Deed> {
    let row = (0_u8..6, 0_usize..3, 0_usize..4, 0_i64..900);
    prop_oneof![
        3 => (0_usize..3, 0_i64..900).prop_map(|(owner, amount)| Deed::Create { owner, amount }),
        5 => (0_usize..20, 0_usize..8).prop_map(|(which, stage)| Deed::Move { which, stage }),
        2 => (0_usize..20, 0_usize..3).prop_map(|(which, owner)| Deed::HandOver { which, owner }),
        2 => (0_usize..20, prop::option::of(0_i64..900)).prop_map(|(which, amount)| Deed::Reprice { which, amount }),
        2 => prop::collection::vec(row, 1..4).prop_map(|deals| Deed::Load { deals }),
        1 => Just(Deed::UndoLast),
        1 => (0_usize..3, 0_usize..2).prop_map(|(rep, manager)| Deed::Transfer { rep, manager }),
    ]
}

/// A company in which time goes on.
struct Course {
    house: House,
    day: Day,
    sets: Vec<SetId>,
}

/// Measures of each day by which sales count.
const OF_SALES: [&str; 7] = [
    "bookings_amount",
    "closed_opportunities.reopened",
    "win_rate",
    "sales_cycle_days.all",
    "sourced_pipeline",
    "open_pipeline.count",
    "handoffs_per_win",
];

impl Course {
    fn begin(house: House) -> Course {
        let mut course = Course { house, day: BEGIN.parse().unwrap(), sets: Vec::new() };
        course.load("teams.csv", TEAMS.to_owned());
        course.sets.clear();
        course
    }

    fn at(&self) -> House {
        let noon = Instant(NOW.0 + self.day.days_since("2026-11-21".parse().unwrap()) * 86_400_000);
        self.house.at(Arc::new(move || noon))
    }

    fn load(&mut self, name: &str, text: String) {
        let files = vec![(name.to_owned(), text.into_bytes())];
        let import = Import { files, settings: Settings::default(), dry_run: false };
        self.sets.push(run(&self.at(), Who::Console, &import, &mut |_| true).unwrap().0);
    }

    fn seat(&self, name: &str) -> PositionId {
        self.at()
            .read(Who::Console, |ctx, _| {
                let person = ctx.history.people_by_name(name).first().copied().unwrap();
                Ok(ctx.organisation.positions_of(person).iter().map(|a| a.position).next().unwrap())
            })
            .unwrap()
    }

    fn opportunity(&self, which: usize) -> Option<OpportunityId> {
        let all: Vec<OpportunityId> =
            self.house.db().read(|tx| tx.all("select id from opportunities order by id", &[], |row| row.id())).unwrap();
        (!all.is_empty()).then(|| all[which % all.len()])
    }

    /// Does it, where it may be done: a refusal (a move to the same stage, say) changes nothing.
    fn act(&mut self, deed: &Deed) {
        self.day = self.day.plus(PACE);
        let house = self.at();
        let euros = |ctx: &app::Ctx, amount: i64| Money::new(amount * 100, ctx.company.currency);
        match deed {
            Deed::Create { owner, amount } => {
                let owner = self.seat(REPS[*owner]);
                let create = |ctx: &app::Ctx, tx: &mut app::Tx<'_>| {
                    let amount = Some(Some(euros(ctx, *amount)));
                    let fields = Fields { name: Some("Deal".into()), owner: Some(owner), amount, ..Fields::default() };
                    commands::create(ctx, tx, &fields)
                };
                house.write(Who::Console, create).unwrap();
            }
            Deed::Move { which, stage } => {
                let Some(id) = self.opportunity(*which) else { return };
                let _ = house.write(Who::Console, |ctx, tx| {
                    let told = app::opportunities::history::some(tx, None, &[id])?.pop().unwrap();
                    let pipelines = app::opportunities::pipelines::all(tx)?;
                    let own = pipelines.iter().find(|p| p.id == told.state.pipeline).unwrap();
                    let to = &own.stages[stage % own.stages.len()];
                    let reason = (to.outcome != Outcome::Open).then(|| "price".to_owned());
                    let with = MoveStage { on: None, reason, competitor: None };
                    commands::move_stages(ctx, tx, &[Move { id, stage: to.id, version: None, with }])
                });
            }
            Deed::HandOver { which, owner } => {
                let Some(id) = self.opportunity(*which) else { return };
                let fields = Fields { owner: Some(self.seat(REPS[*owner])), ..Fields::default() };
                let _ = house.write(Who::Console, |ctx, tx| commands::change(ctx, tx, id, None, &fields));
            }
            Deed::Reprice { which, amount } => {
                let Some(id) = self.opportunity(*which) else { return };
                let _ = house.write(Who::Console, |ctx, tx| {
                    let fields = Fields { amount: Some(amount.map(|a| euros(ctx, a))), ..Fields::default() };
                    commands::change(ctx, tx, id, None, &fields)
                });
            }
            Deed::Load { deals } => {
                let stages = ["Prospecting", "Negotiating", "Won", "Lost"];
                let mut text = "opportunity_id,sales_agent,deal_stage,engage_date,close_date,close_value\n".to_owned();
                for (id, owner, stage, amount) in deals {
                    let (rep, stage) = (REPS[*owner], stages[*stage]);
                    text.push_str(&format!("D{id},{rep},{stage},{},{},{amount}\n", self.day.plus(-40), self.day));
                }
                self.load("deals.csv", text);
            }
            Deed::UndoLast => {
                let Some(set) = self.sets.pop() else { return };
                house.write(Who::Console, |ctx, tx| undo(ctx, tx, set)).unwrap();
            }
            Deed::Transfer { rep, manager } => {
                let (rep, to) = (self.seat(REPS[*rep]), self.seat(["Max", "Eve"][*manager]));
                let edit = Edit::MovePosition { position: rep, reports_to: Some(to), unit: None };
                let day = self.day;
                let _ = house.write(Who::Console, |ctx, tx| app::organisation::commands::edit(ctx, tx, &[(edit, day)]));
            }
        }
    }

    fn is_sound(&self) -> Result<(), TestCaseError> {
        let house = self.at();
        let differences = house.read(Who::Console, |ctx, tx| rebuild(ctx, tx, false)).unwrap();
        prop_assert_eq!(differences, vec![]);
        let span = Span { from: BEGIN.parse().unwrap(), to: self.day.next() };
        let managers = ["Max", "Eve"].map(|manager| Subject::Position(self.seat(manager)));
        crate::behind::add_up(&house, span, &managers, &OF_SALES.map(|id| catalogue::find(id).unwrap()));
        for id in ["bookings_amount", "closed_opportunities.won", "opportunities_created"] {
            for manager in ["Max", "Eve"] {
                let (seat, naive) = (self.seat(manager), self.naive(id, self.seat(manager), span));
                let rows = house.read(Who::Console, |ctx, tx| {
                    let query = MeasureQuery {
                        measure: id.to_owned(),
                        by: Some("manager".to_owned()),
                        from: Some(span.from),
                        to: Some(self.day),
                        ..MeasureQuery::default()
                    };
                    let of = catalogue::find(id).unwrap();
                    let alone = series(ctx, tx, of, Subject::Position(seat), &[span])?;
                    Ok((measure(ctx, tx, &query)?, alone))
                });
                let (view, alone) = rows.unwrap();
                let row = view.rows.iter().find(|r| r.label == manager);
                prop_assert_eq!(row.map_or(0, |r| whole(r.figure.value)), naive, "{} of {}", id, manager);
                prop_assert_eq!(whole(alone[0].value), naive, "{} of {} alone", id, manager);
            }
        }
        Ok(())
    }

    /// Added up from the records one by one, asking each day's organisation whose they were.
    fn naive(&self, id: &str, manager: PositionId, span: Span) -> i64 {
        let sum = |ctx: &app::Ctx, tx: &mut app::Tx<'_>| {
            let mut sum = 0;
            app::opportunities::history::each(tx, None, |told| {
                let facts = domain::opportunities::facts(&told.state, &told.steps, &told.credits);
                for add in domain::measures::facts::contributions(&facts) {
                    let component = catalogue::find(id).unwrap().inputs().next().unwrap();
                    let then = ctx.history.on(add.key.day, None);
                    let position = add.key.position;
                    let below = position == manager || then.is_under(position, manager);
                    if add.key.component == component && span.contains(add.key.day) && below {
                        sum += add.amount;
                    }
                }
                Ok(())
            })?;
            Ok(sum)
        };
        self.at().read(Who::Console, sum).unwrap()
    }
}

fn whole(value: Option<Value>) -> i64 {
    match value {
        Some(Value::Money(money)) => money.minor,
        Some(Value::Whole(n)) => n,
        _ => 0,
    }
}

fn hold(cases: u32, most: usize, house: impl Fn() -> House) {
    let config = Config {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(7),
        max_shrink_iters: 60,
        ..Config::default()
    };
    let deeds = prop::collection::vec(deed(), 1..most);
    let held = TestRunner::new(config).run(&deeds, |deeds| {
        let mut course = Course::begin(house());
        deeds.iter().for_each(|deed| course.act(deed));
        course.is_sound()
    });
    if let Err(fault) = held {
        panic!("{fault}");
    }
}

#[test]
fn figures_are_the_sums_of_their_records_whatever_happens() {
    let folder = std::env::temp_dir().join(format!("bailiwick-measures-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let number = std::cell::Cell::new(0);
    hold(24, 24, || {
        number.set(number.get() + 1);
        let path = folder.join(format!("{}.db", number.get()));
        company(db::Db::open(&format!("sqlite://{}", path.display())).unwrap(), "Acme", "EUR")
    });
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn on_each_engine_too() {
    each_engine(|db| {
        let mut course = Course::begin(company(db, "Acme", "EUR"));
        let deals = vec![(1, 0, 2, 100), (2, 2, 3, 50), (3, 1, 0, 70)];
        for deed in [
            Deed::Create { owner: 0, amount: 120 },
            Deed::Load { deals },
            Deed::Move { which: 0, stage: 5 },
            Deed::Transfer { rep: 0, manager: 1 },
            Deed::Create { owner: 0, amount: 40 },
            Deed::Move { which: 1, stage: 2 },
            Deed::HandOver { which: 0, owner: 2 },
            Deed::Load { deals: vec![(1, 1, 3, 10), (4, 0, 2, 5)] },
            Deed::UndoLast,
        ] {
            course.act(&deed);
            course.is_sound().unwrap();
        }
    })
    .unwrap();
}

//! The demo is one company: the same from the same seed, whole by every check, and believable.

#![expect(clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use app::House;
use app::ctx::Who;
use app::handoffs::flow::By;
use app::listing::{self, ListQuery, kinds};
use app::measures::{MeasureQuery, MeasureView, measure, rebuild};
use app::opportunities::history;
use demo::{DemoCompany, Size, build_sized};
use domain::Day;
use domain::measures::figure::Value;

fn today() -> Day {
    Day::new(2026, 11, 20).expect("a day")
}

/// Noon of today.
fn noon() -> domain::Instant {
    let days = today().days_since(Day::new(1970, 1, 1).expect("a day"));
    domain::Instant(days * 86_400_000 + 43_200_000)
}

struct Built {
    house: House,
    company: DemoCompany,
    _folder: Option<tempfile::TempDir>,
}

fn build(size: Size, seed: u64) -> Built {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite://{}", folder.path().join("demo.db").display());
    let house = House::open(&url).expect("a house").at(std::sync::Arc::new(noon));
    let mut heard = Vec::new();
    let company =
        build_sized(&house, size, seed, today(), &mut |done, all| heard.push((done, all))).expect("a company");
    assert!(heard.windows(2).all(|pair| pair[0].0 < pair[1].0));
    assert_eq!(heard.last().map(|(done, all)| done == all), Some(true));
    Built { house, company, _folder: Some(folder) }
}

impl Built {
    fn ask(&self, id: &str, by: Option<&str>, from: Day) -> MeasureView {
        let query =
            MeasureQuery { measure: id.to_owned(), by: by.map(str::to_owned), from: Some(from), ..Default::default() };
        self.house.read(Who::Console, |ctx, tx| measure(ctx, tx, &query)).expect("a figure")
    }
    /// Figures of many kinds, as one text.
    fn digest(&self) -> String {
        let from = today().plus_months(-30);
        let ids = ["bookings_amount", "win_rate", "sales_cycle_days", "opportunities_created", "open_pipeline"];
        let ask = |id: &&str| {
            format!(
                "{:?}",
                self.ask(id, Some("month"), from).rows.iter().map(|r| (&r.label, &r.figure)).collect::<Vec<_>>()
            )
        };
        let people = self.ask("bookings_amount", Some("person"), from);
        let people: Vec<_> = people.rows.iter().map(|r| (&r.label, &r.figure)).collect();
        ids.iter().map(ask).chain([format!("{people:?}")]).collect::<Vec<_>>().join("\n")
    }
    fn sound(&self) {
        self.house
            .read(Who::Console, |ctx, tx| {
                assert_eq!(rebuild(ctx, tx, false)?, []);
                assert_eq!(app::search::check(tx)?, 0);
                let own = ListQuery { filter: Some("x_contract_type is not empty".to_owned()), ..ListQuery::default() };
                let all = listing::count(ctx, tx, &kinds::ACCOUNTS, &ListQuery::default())?;
                assert_eq!(listing::count(ctx, tx, &kinds::ACCOUNTS, &own)?, all);
                for kind in [&kinds::CONTACTS, &kinds::LEADS] {
                    let mut share = |filter: &str| -> Result<f64, app::Error> {
                        let asked = ListQuery { filter: Some(filter.to_owned()), ..ListQuery::default() };
                        let all = listing::count(ctx, tx, kind, &ListQuery::default())?;
                        Ok(f64::from(i32::try_from(listing::count(ctx, tx, kind, &asked)?).expect("few"))
                            / f64::from(i32::try_from(all).expect("few")))
                    };
                    let (yes, no) = (share("consent_email = given")?, share("consent_email in (refused, withdrawn)")?);
                    assert!((0.15..0.6).contains(&yes), "{}: {yes} let themselves be written to", kind.key);
                    assert!((0.01..0.15).contains(&no), "{}: {no} do not", kind.key);
                    assert!(share("consent_phone = refused")? > 0.0, "{}", kind.key);
                }
                history::each(tx, None, |told| {
                    let booked: i64 = told.bookings.iter().map(|b| b.company_minor).sum();
                    let credited: i64 = told.credits.iter().map(|(_, line)| line.company_minor).sum();
                    assert_eq!(booked, credited, "{}", told.state.name);
                    assert!(told.steps.windows(2).all(|pair| pair[0].on <= pair[1].on), "{:?}", told.steps);
                    assert!(told.steps.iter().all(|step| step.on.is_some_and(|on| on <= today())));
                    Ok(())
                })?;
                for day in ctx.history.change_days(None) {
                    let organisation = ctx.history.on(day, None);
                    let is_somebody = |root: &domain::kernel::id::PositionId| {
                        organisation.position(*root).is_some_and(|position| !position.is_nobody())
                    };
                    assert_eq!(organisation.roots().filter(is_somebody).count(), 1, "{day}");
                    assert_eq!(organisation.defects().count(), 0, "{day}");
                    assert!(organisation.positions_without_unit().is_empty(), "{day}");
                }
                Ok(())
            })
            .expect("a sound company");
    }
}

#[test]
fn a_small_company_is_whole_and_the_same_from_the_same_seed() {
    let (one, same, other) = (build(Size::Small, 7), build(Size::Small, 7), build(Size::Small, 8));
    one.sound();
    assert_eq!(one.digest(), same.digest());
    assert_ne!(one.digest(), other.digest());
    let roles: Vec<&str> = one.company.sign_ins.iter().map(|s| s.role).collect();
    assert_eq!(roles, ["head", "manager", "rep", "lead development", "operations", "finance", "owner"]);
    for sign_in in &one.company.sign_ins {
        app::users::sign_in(&one.house, &sign_in.email, sign_in.password, &app::users::Device::default())
            .expect("a session");
    }
}

#[test]
fn a_small_company_is_whole_on_every_engine() {
    db::testing::each_engine(|db| {
        let house = House::with_clock(db, std::sync::Arc::new(noon)).expect("a house");
        let company = build_sized(&house, Size::Small, 3, today(), &mut |_, _| {}).expect("a company");
        Built { house, company, _folder: None }.sound();
    })
    .expect("engines");
}

#[test]
fn a_company_is_built_only_where_there_is_none() {
    let built = build(Size::Small, 1);
    let again = build_sized(&built.house, Size::Small, 1, today(), &mut |_, _| {});
    assert!(matches!(again, Err(app::Error::Refused(_))), "{:?}", again.map(|c| c.sign_ins));
}

/// A ratio or number between two bounds.
fn within(view: &MeasureView, low: f64, high: f64) {
    let value = match view.total.value {
        Some(Value::Number(number)) => number,
        Some(Value::Whole(number)) => number.to_string().parse().expect("a number"),
        _ => panic!("{}: {:?}", view.measure, view.total),
    };
    assert!((low..=high).contains(&value), "{}: {value}", view.measure);
}

#[test]
fn the_whole_company_is_believable() {
    let built = build(Size::Full, 2026);
    built.sound();
    let from = today().plus_months(-12);
    within(&built.ask("win_rate", None, from), 0.25, 0.36);
    within(&built.ask("sales_cycle_days", None, from), 40.0, 70.0);
    within(&built.ask("opportunities_created", None, today().plus_months(-30)), 3000.0, 5500.0);
    let people = built.house.read(Who::Console, |ctx, _| Ok(ctx.organisation.seated().count())).expect("a count");
    assert!((112..=122).contains(&people), "{people} people");
    within(&built.ask("lead_conversion", None, from), 0.2, 0.4);
    within(&built.ask("speed_to_lead", None, from), 5.0, 240.0);
    leads_live(&built);
    work_passes_on(&built);
    seasons(&built);
    history_reads_like_one(&built);
    let (before, after) = built
        .house
        .read(Who::Console, |ctx, _| {
            let on = built.company.reorganised_on;
            Ok((ctx.organisation_on(on.plus(-1)).units().count(), ctx.organisation_on(on).units().count()))
        })
        .expect("counts");
    assert!(before < after, "{before} units, then {after}");
}

/// The months in which quarters end sell more than the others.
fn seasons(built: &Built) {
    let months = built.ask("bookings_amount", Some("month"), Day::new(2025, 1, 1).expect("a day"));
    let (mut last, mut others) = (Vec::new(), Vec::new());
    for row in months.rows.iter().filter(|row| row.label.as_str() < "2026-10") {
        let Some(Value::Money(money)) = row.figure.value else { continue };
        let month: u32 = row.label[5..7].parse().expect("a month");
        if month.is_multiple_of(3) { last.push(money.minor) } else { others.push(money.minor) }
    }
    let mean = |all: &[i64]| all.iter().sum::<i64>() / i64::try_from(all.len()).expect("few");
    assert!((last.len(), others.len()) == (7, 14));
    assert!(mean(&last) * 10 > mean(&others) * 12, "{last:?} {others:?}");
}

/// Deals end for reasons, pass from hand to hand, and some are left to nobody.
fn history_reads_like_one(built: &Built) {
    let (mut passed, mut closed, mut unplanned, mut open) = (0, 0, 0, 0);
    let read = built.house.read(Who::Console, |_, tx| {
        history::each(tx, None, |told| {
            passed += told.steps.windows(2).filter(|pair| pair[0].owner != pair[1].owner).count();
            if told.state.outcome == domain::opportunities::Outcome::Open {
                open += 1;
                unplanned += usize::from(told.state.next_step.is_none());
            } else {
                closed += 1;
                assert!(told.state.reason.is_some(), "{}", told.state.name);
            }
            Ok(())
        })
    });
    read.expect("a history");
    assert!(passed > 400 && closed > 3000, "{passed} passed on, {closed} closed");
    assert!(open > 300 && unplanned * 100 / open < 60 && unplanned > 20, "{unplanned} of {open} without a step");
}

/// What lead development opened goes to whoever sells it: most is taken, some comes back, some waits.
fn work_passes_on(built: &Built) {
    let count = |state: &str| {
        let sql = format!(
            "select count(*) from handoffs where noun = 'opportunity' and model = 'assembly_line' and state = '{state}'"
        );
        built.house.db().read(|tx| tx.number(&sql, &[])).expect("a count")
    };
    let [taken, back, waiting] = ["accepted", "returned", "offered"].map(count);
    assert!(taken > 100 && back > 8 && waiting > 0, "{taken} taken, {back} sent back, {waiting} waiting");
    assert!(taken > back * 5, "{taken} taken, {back} sent back");
    let half_year = (today().plus_months(-6), today());
    let flow = |ctx: &app::Ctx, tx: &mut app::Tx<'_>| app::handoffs::flow::flow(ctx, tx, half_year, By::Unit);
    let flow = built.house.read(Who::Console, flow).expect("a flow");
    let opened = |of: &app::handoffs::Flow| of.from.as_ref().is_some_and(|unit| unit.starts_with("Lead generation"));
    assert!(flow.flows.iter().filter(|of| opened(of)).map(|of| of.count).sum::<i64>() > 50, "{:?}", flow.flows);
}

/// Every status and source is there, something waits in a queue, and won deals are told to the leads they were.
fn leads_live(built: &Built) {
    let statuses = |status: &str, fewest: usize| {
        let filter = format!("status = {status}");
        let find = |ctx: &app::Ctx, tx: &mut app::Tx<'_>| {
            app::routing::commands::matching(ctx, tx, &app::listing::kinds::LEADS, &filter)
        };
        let found = built.house.read(Who::Console, find).expect("leads").len();
        assert!(found >= fewest, "{found} leads are {status}");
    };
    for (status, fewest) in [("new", 15), ("working", 40), ("nurturing", 20), ("converted", 200), ("disqualified", 400)]
    {
        statuses(status, fewest);
    }
    let sources = built.ask("leads_generated", Some("source"), today().plus_months(-6)).rows.len();
    assert!(sources >= 9, "{sources} sources");
    within(&built.ask("lead_win_rate", None, today().plus_months(-9)), 0.03, 0.3);
    let overview = built.house.read(Who::Console, |ctx, tx| app::routing::queries::overview(ctx, tx, today()));
    let queues = overview.expect("an overview").queues;
    assert!(queues.iter().map(|queue| queue.count).sum::<i64>() > 2);
}

//! Whatever comes, is handed over, answered late, reorganised or switched to another model: every open lead, opportunity
//! and account has exactly one owner or waits in one queue, nobody is given more than they can carry, and every answer
//! walks again to the same.

use crate::world::{NOW, World, position};
use app::activities::commands::NewActivity;
use app::ctx::Who;
use app::events::Cause;
use app::handoffs::commands::{accept, give_back, redirect};
use app::handoffs::{Accept, GiveBack, HandoffView, queries, sweep};
use app::leads::commands::intake;
use app::leads::convert::{Convert, convert};
use app::opportunities::commands::{Move, move_stages};
use app::organisation::edits;
use app::routing::{self, settings};
use app::{Ctx, Error, House, Tx, activities, leads};
use domain::kernel::id::{LeadId, OpportunityId, PersonId, QueueId, derived};
use domain::leads::{Lead, LeadStatus, SetStatus};
use domain::opportunities::MoveStage;
use domain::organisation::routing::{Back, Setting, WorkKind};
use domain::organisation::{AssignmentKind, Edit, PositionField, SalesModel};
use domain::policy::Noun;
use domain::{Day, Instant};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

const HOUR: i64 = 3_600_000;
/// Who sells, and as what.
const SEATS: [(&str, &str); 4] = [
    ("Rune", "sdr"),
    ("Rita", "account_executive"),
    ("Olga", "account_executive"),
    ("Otto", "customer_success_manager"),
];

/// One thing that happens.
#[derive(Clone, Copy, Debug)]
enum Happens {
    LeadsCome(u8),
    Converted(u8),
    MovesOn(u8),
    Accepted(u8),
    Returned(u8),
    Redirected(u8, u8),
    TimePasses(u8),
    Away(u8),
    Capacity(u8, u8),
    Vacated(u8),
    Held(u8),
    Under(u8, u8),
    Model(u8),
    RoutedAgain,
    LeadsRouted,
    Tried(u8, u8),
    SetAside(u8),
    TakenUp(u8),
}

fn happens() -> impl Strategy<Value = Happens> {
    prop_oneof![
        3 => (1_u8..4).prop_map(Happens::LeadsCome),
        3 => any::<u8>().prop_map(Happens::Converted),
        4 => any::<u8>().prop_map(Happens::MovesOn),
        4 => any::<u8>().prop_map(Happens::Accepted),
        1 => any::<u8>().prop_map(Happens::Returned),
        1 => (any::<u8>(), 0_u8..4).prop_map(|(a, b)| Happens::Redirected(a, b)),
        2 => (1_u8..60).prop_map(Happens::TimePasses),
        1 => (0_u8..4).prop_map(Happens::Away),
        2 => (0_u8..4, 0_u8..5).prop_map(|(a, b)| Happens::Capacity(a, b)),
        1 => (0_u8..4).prop_map(Happens::Vacated),
        1 => (0_u8..4).prop_map(Happens::Held),
        1 => (0_u8..4, 0_u8..2).prop_map(|(a, b)| Happens::Under(a, b)),
        1 => (0_u8..3).prop_map(Happens::Model),
        1 => Just(Happens::RoutedAgain),
        1 => Just(Happens::LeadsRouted),
        2 => (any::<u8>(), 0_u8..50).prop_map(|(a, b)| Happens::Tried(a, b)),
        1 => any::<u8>().prop_map(Happens::SetAside),
        1 => any::<u8>().prop_map(Happens::TakenUp),
    ]
}

/// The company as it lives on: its clock runs.
struct Life<'a> {
    world: &'a World,
    /// Milliseconds since it began: two things never happen at one instant.
    time: i64,
    leads: u32,
}

fn seat(at: u8) -> &'static str {
    SEATS[usize::from(at) % SEATS.len()].0
}
fn person(name: &str) -> PersonId {
    derived(&[b"person", name.as_bytes()])
}

impl Life<'_> {
    fn house(&self) -> House {
        let now = Instant(NOW.0 + self.time);
        self.world.house.at(Arc::new(move || now))
    }
    /// What the rules refuse did not happen; anything else that fails is a fault.
    fn tried<T>(&self, f: impl FnOnce(&Ctx, &mut Tx<'_>) -> app::Result<T>) -> Option<T> {
        match self.house().write(Who::Console, f) {
            Ok(done) => Some(done),
            Err(Error::Refused(_) | Error::NotFound | Error::Forbidden) => None,
            Err(other) => panic!("{other:?}"),
        }
    }
    fn read<T>(&self, f: impl FnOnce(&Ctx, &mut Tx<'_>) -> app::Result<T>) -> T {
        self.house().read(Who::Console, f).expect("the console may")
    }
    fn ids(&self, sql: &'static str) -> Vec<Uuid> {
        self.read(|_, tx| Ok(tx.all(sql, &[], |row| row.next())?))
    }
    fn count(&self, sql: &str) -> i64 {
        self.read(|_, tx| Ok(tx.first(sql, &[], |row| row.next())?.unwrap_or_default()))
    }
    fn offers(&self) -> Vec<HandoffView> {
        self.read(queries::page).waiting
    }
    fn edit(&self, edit: Edit) {
        self.tried(|ctx, tx| app::organisation::commands::edit(ctx, tx, &[(edit, ctx.today)]));
    }

    fn live(&mut self, what: Happens) {
        match what {
            Happens::LeadsCome(count) => {
                let new: Vec<Lead> = (0..count).map(|n| lead(self.leads + u32::from(n))).collect();
                self.leads += u32::from(count);
                self.tried(|ctx, tx| intake(ctx, tx, Cause::COMMAND, new));
            }
            Happens::Converted(at) => {
                let open = self.ids("select id from leads where status in ('new', 'working') order by id");
                let Some(id) = open.get(usize::from(at) % open.len().max(1)) else { return };
                let command = Convert { with_opportunity: true, ..Convert::default() };
                self.tried(|ctx, tx| convert(ctx, tx, LeadId(*id), &command));
            }
            Happens::MovesOn(at) => self.moves_on(at),
            Happens::Accepted(at) => {
                if let Some(offer) = pick(&self.offers(), at) {
                    self.accepted(offer);
                }
            }
            Happens::Returned(at) => {
                if let Some(offer) = pick(&self.offers(), at) {
                    let back = GiveBack { reason: "bad_timing".into(), ..GiveBack::default() };
                    self.tried(|ctx, tx| give_back(ctx, tx, offer.id, &back));
                }
            }
            Happens::Redirected(at, to) => {
                if let Some(offer) = pick(&self.offers(), at) {
                    self.tried(|ctx, tx| redirect(ctx, tx, offer.id, position(seat(to))));
                }
            }
            Happens::TimePasses(hours) => {
                self.time += i64::from(hours) * HOUR;
                sweep(&self.house()).expect("swept");
                leads::sweep(&self.house()).expect("swept");
                routing::recycle(&self.house()).expect("taken back");
            }
            Happens::Away(who) => {
                let away = Setting::Absence { person: person(seat(who)), note: None, deputy: None };
                self.tried(|ctx, tx| settings::set(ctx, tx, &away, ctx.today, Some(ctx.today.plus(2))));
            }
            Happens::Capacity(who, most) => self.edit(Edit::ChangePosition {
                position: position(seat(who)),
                fields: vec![PositionField::Capacity(Some(u32::from(most)))],
            }),
            Happens::Vacated(who) => {
                let (person, position) = (person(seat(who)), position(seat(who)));
                self.edit(Edit::EndAssignment { person, position });
            }
            Happens::Held(who) => {
                let (person, position) = (person(seat(who)), position(seat(who)));
                let kind = AssignmentKind::Regular;
                self.edit(Edit::Assign { person, position, share_bp: 10_000, kind });
            }
            Happens::Under(who, manager) => {
                let manager = ["Mona", "Hanna"][usize::from(manager)];
                let reports_to = Some(position(manager));
                self.edit(Edit::MovePosition { position: position(seat(who)), reports_to, unit: None });
            }
            Happens::Model(at) => {
                let unit = self.read(|ctx, _| Ok(ctx.organisation.company().expect("a company")));
                let model = SalesModel::ALL[usize::from(at)];
                self.edit(Edit::SetSalesModel { unit, model: Some(model) });
            }
            Happens::RoutedAgain => {
                self.tried(routing::commands::prepare);
                self.tried(|ctx, tx| routing::commands::reroute_queue(ctx, tx, QueueId(Uuid::nil())));
            }
            Happens::Tried(at, hours) => self.tried_one(at, hours),
            Happens::SetAside(at) => {
                let open = "select id from leads where status in ('new', 'working') order by id";
                self.set(at, open, LeadStatus::Disqualified);
            }
            Happens::TakenUp(at) => {
                let aside = "select id from leads where status = 'disqualified' order by id";
                self.set(at, aside, LeadStatus::New);
            }
            Happens::LeadsRouted => {
                let ids = self.ids("select id from leads where status in ('new', 'working') order by id limit 3");
                let ids: Vec<LeadId> = ids.into_iter().map(LeadId).collect();
                self.tried(|ctx, tx| leads::commands::reroute(ctx, tx, &ids));
            }
        }
    }

    /// Somebody calls or meets them, or writes down that they did some hours ago.
    fn tried_one(&self, at: u8, hours: u8) {
        let all = self.ids("select id from leads order by id");
        let Some(id) = all.get(usize::from(at) % all.len().max(1)) else { return };
        self.tried(|ctx, tx| {
            let happened_at = Some(Instant(ctx.now.0 - i64::from(hours) * HOUR));
            let (kind, outcome) = if hours.is_multiple_of(2) { ("call", "no_answer") } else { ("meeting", "held") };
            let done = NewActivity {
                happened_at,
                outcome: Some(outcome.to_owned()),
                owner: Some(position(seat(at))),
                ..NewActivity::on(kind, Noun::Lead, *id)
            };
            activities::commands::add(ctx, tx, Cause::COMMAND, vec![done])
        });
    }

    fn set(&self, at: u8, of: &'static str, status: LeadStatus) {
        let all = self.ids(of);
        let Some(id) = all.get(usize::from(at) % all.len().max(1)).map(|id| LeadId(*id)) else { return };
        let reason = (status == LeadStatus::Disqualified).then(|| "no_need".to_owned());
        let to = SetStatus { status, reason, return_on: None };
        self.tried(|ctx, tx| leads::commands::set_status(ctx, tx, &[id], &to));
    }

    fn moves_on(&self, at: u8) {
        let open = self.ids("select id from opportunities where outcome = 'open' order by id");
        let Some(id) = open.get(usize::from(at) % open.len().max(1)).map(|id| OpportunityId(*id)) else { return };
        self.tried(|ctx, tx| {
            let pipelines = app::opportunities::pipelines::all(tx)?;
            let told = app::opportunities::history::some(tx, None, &[id])?.remove(0);
            let stages = || pipelines.iter().flat_map(|p| &p.stages);
            let now = stages().find(|s| s.id == told.state.stage).expect("a stage").place;
            let next = stages().find(|s| s.place == now + 1).expect("a next stage");
            let with = MoveStage { on: Some(ctx.today), ..MoveStage::default() };
            move_stages(ctx, tx, &[Move { id, stage: next.id, version: None, with }])
        });
    }

    /// Whoever takes it is not given more than they can carry.
    fn accepted(&self, offer: &HandoffView) {
        let done = self.tried(|ctx, tx| accept(ctx, tx, offer.id, &Accept::default())).is_some();
        let Some(to) = offer.to.as_ref().filter(|_| done) else { return };
        let to = domain::kernel::id::PositionId(to.id);
        let most = self.read(|ctx, _| Ok(ctx.organisation.position(to).and_then(|p| p.capacity)));
        let (table, open) = match offer.noun {
            "lead" => ("leads", " and status in ('new', 'working')"),
            "account" => ("accounts", ""),
            _ => ("opportunities", " and outcome = 'open'"),
        };
        let sql = format!("select count(*) from {table} where owner_position_id = $1{open}");
        let args = [db::Value::id(to)];
        let carried: i64 = self.read(|_, tx| Ok(tx.first(&sql, &args, |row| row.next())?.unwrap_or_default()));
        assert!(most.is_none_or(|most| carried <= i64::from(most)), "{to} carries {carried} of {most:?}");
    }

    fn is_whole(&self) {
        let nobody = "select id from positions where superseded_at is null and title = '–'";
        let queued = "select record_id from routing_queued";
        for (table, open) in [
            ("leads", "r.status in ('new', 'working')"),
            ("opportunities", "r.outcome = 'open'"),
            ("accounts", "1 = 1"),
        ] {
            let nowhere = format!(
                "select count(*) from {table} r where {open} and r.owner_position_id in ({nobody}) and r.id not in ({queued})"
            );
            assert_eq!(self.count(&nowhere), 0, "{table} that nobody has and that wait nowhere");
            let unknown =
                format!("select count(*) from {table} r where r.owner_position_id not in (select id from positions)");
            assert_eq!(self.count(&unknown), 0, "{table} of nobody known");
        }
        let both =
            format!("select count(*) from leads r where r.owner_position_id not in ({nobody}) and r.id in ({queued})");
        assert_eq!(self.count(&both), 0, "leads that have an owner and wait");
        let twice = "select count(*) from (select record_id from handoffs where state = 'offered' group by record_id having count(*) > 1) t";
        assert_eq!(self.count(twice), 0, "records offered twice");
        let closed = "select count(*) from handoffs h join opportunities o on o.id = h.record_id where h.state = 'offered' and o.outcome <> 'open'";
        assert_eq!(self.count(closed), 0, "offers of what is closed");
        let differs = self.read(|ctx, tx| app::measures::rebuild(ctx, tx, false));
        assert_eq!(differs, [], "what each carries, kept up and counted anew");
    }

    /// Every answer walks again to the same.
    fn replays(&self) {
        for id in self.ids("select id from routing_decisions order by id") {
            let (why, again) = self.read(|ctx, tx| routing::commands::walk_again(ctx, tx, id.into()));
            assert_eq!(again.why, why);
        }
        for id in self.ids("select id from handoffs order by id") {
            if let Some((why, again)) = self.read(|ctx, tx| queries::why(ctx, tx, id.into())) {
                assert_eq!(again.why, why);
            }
        }
        assert_eq!(self.read(|ctx, tx| app::measures::rebuild(ctx, tx, false)), []);
    }
}

fn pick(offers: &[HandoffView], at: u8) -> Option<&HandoffView> {
    offers.get(usize::from(at) % offers.len().max(1))
}

fn lead(number: u32) -> Lead {
    let country = ["Norway", "Sweden"][number as usize % 2];
    Lead {
        name: format!("Lead {number}"),
        company: Some(format!("Company {number}")),
        country: Some(country.into()),
        ..Lead::default()
    }
}

/// Rune takes what comes from Norway, at most four; nobody takes the rest. The company is an assembly line.
fn set_up(world: &World) {
    let unit = world.console(|ctx, _| Ok(ctx.organisation.company().expect("a company")));
    let mut all = vec![Edit::SetSalesModel { unit, model: Some(SalesModel::AssemblyLine) }];
    all.extend(SEATS.map(|(name, role)| Edit::ChangePosition {
        position: position(name),
        fields: vec![PositionField::Roles(vec![role.to_owned()])],
    }));
    let dated: Vec<(Edit, Day)> = all.into_iter().map(|edit| (edit, Day::BEGINNING)).collect();
    world.console(|ctx, tx| app::organisation::commands::edit(ctx, tx, &dated).map(drop));
    let segment =
        world.console(|ctx, tx| app::segments::commands::define(ctx, tx, "Norway", "country = Norway", ctx.today));
    let covers = [
        ("segment", segment.to_string()),
        ("position", position("Rune").to_string()),
        ("stages", "prospecting qualifying".to_owned()),
        ("distribution", "round_robin".to_owned()),
        ("most_open", "4".to_owned()),
    ];
    let fields: BTreeMap<String, String> = covers.map(|(name, value)| (name.to_owned(), value)).into();
    world.console(|ctx, tx| edits::submit(ctx, tx, "add_coverage", &fields).map(drop));
    world.console(routing::commands::prepare);
    let rule = Setting::Recycle { work: WorkKind::Lead, hours: 30, to: Back::Queue };
    world.console(|ctx, tx| settings::set(ctx, tx, &rule, ctx.today, None).map(drop));
}

#[test]
fn nothing_assigned_ever_vanishes() {
    let mut runner = TestRunner::new(Config { cases: 6, failure_persistence: None, ..Config::default() });
    let lives = prop::collection::vec(happens(), 10..45);
    let run = runner.run(&lives, |all| {
        World::each(|world| {
            set_up(world);
            let mut life = Life { world, time: 0, leads: 0 };
            for what in &all {
                life.time += 1_000;
                life.live(*what);
                life.is_whole();
            }
            life.replays();
        });
        Ok(())
    });
    run.unwrap();
}

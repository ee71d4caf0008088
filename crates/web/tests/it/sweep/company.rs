//! The company that is swept: two teams, records that cross between them, and everyone who may look.
//!
//! Each record carries a marker in every text: whose it is, or by what it is seen. What a viewer may not see is
//! found in an answer by its marker, whatever the page looks like. Amounts are markers too: no two are alike.

use super::sensitive::Files;
use super::viewers::{VIEWERS, Viewer};
use crate::browser::{PASSWORD, Site};
use app::activities::commands::{NewActivity, add};
use app::ctx::Who;
use app::events::Cause;
use app::opportunities::commands::{self, Fields, Move, move_stages};
use app::opportunities::pipelines;
use app::organisation::commands::edit;
use app::routing::Item;
use app::users::{NewToken, NewUser};
use app::{Ctx, House, Tx, accounts, contacts, leads, products, routing, scorecards, segments, views};
use domain::accounts::Account;
use domain::contacts::Contact;
use domain::custom_fields::{CustomField, FieldKind};
use domain::kernel::id::{
    AccountId, ActivityId, ContactId, CoverageId, LeadId, OpportunityId, OutboundListId, PersonId, PositionId,
    ProductId, SetId, UnitId, UserId, derived,
};
use domain::kernel::id::{CustomFieldId, LeadFormId};
use domain::kernel::{Currency, Grain, Money};
use domain::lead_forms::LeadForm;
use domain::leads::Lead;
use domain::opportunities::MoveStage;
use domain::organisation::routing::{Setting, Work, WorkKind, WorkStage};
use domain::organisation::{AssignmentKind, Coverage, Distribution, Edit, Limits, Person, Position, Unit};
use domain::policy::Noun;
use domain::products::Product;
use std::collections::BTreeMap;

/// Every marker, who owns what carries it, and the amounts of its open deal and of the one that was won.
///
/// `delt` is shared: Arne is on the account's team. `segm` lies in a segment that the southern unit covers.
pub const MARKERS: [(&str, &str, [i64; 2]); 5] = [
    ("alfa", "Arne", [2_918_273, 4_610_927]),
    ("beta", "Bjorn", [5_730_491, 8_264_153]),
    ("topp", "Hedda", [3_391_847, 9_150_263]),
    ("delt", "Bjorn", [7_049_613, 1_685_729]),
    ("segm", "Hedda", [6_472_309, 2_803_961]),
];
/// What Bjorn's seat costs a year; what he is to book; both only for some.
pub const COST: &str = "6543210";
pub const TARGET: &str = "4242420";
/// The name of Bjorn's own view, and of the file that operations brought in.
pub const VIEW: &str = "priv-view";
pub const FILE: &str = "oper-file";

/// The records of one marker.
#[derive(Clone, Copy)]
pub struct Marked {
    pub account: AccountId,
    pub contact: ContactId,
    pub lead: LeadId,
    pub deal: OpportunityId,
    pub won: OpportunityId,
    pub task: ActivityId,
}

/// Everything that addresses of the sweep name.
pub struct Company {
    pub marked: BTreeMap<&'static str, Marked>,
    /// Arne's own deal, contact and branch, each of a hidden account.
    pub cross: Marked,
    /// Contacts that were deleted.
    pub deleted: BTreeMap<&'static str, uuid::Uuid>,
    pub product: ProductId,
    pub users: BTreeMap<&'static str, UserId>,
    /// Tokens that may write, and those that only read.
    pub tokens: BTreeMap<&'static str, (String, String)>,
    pub north: UnitId,
    pub south: UnitId,
    pub pipeline: String,
    pub stages: BTreeMap<String, String>,
    /// What the southern unit covers.
    pub segment: String,
    /// The coverage of it.
    pub coverage: String,
    /// A queue of its own, and why the `segm` account waits in the company's.
    pub queue: String,
    pub decision: String,
    /// Loaded by operations, and one whose files wait to be checked.
    pub import: SetId,
    pub waiting: SetId,
    /// The same with a sensitive field in them.
    pub hushed: Files,
    /// The edits that made the organisation.
    pub edits: SetId,
    pub view: uuid::Uuid,
    /// A form that strangers may send.
    pub form: String,
    /// An address that is told what Arne sees.
    pub webhook: String,
    /// A field of the company's own.
    pub field: String,
    /// What Arne offered Alma.
    pub handoff: String,
    /// Arne's outbound list: `alfa`, and `topp` which he does not see.
    pub list: OutboundListId,
    /// Hedda's outbound list: `alfa` and `beta`, whose owners see it for them.
    pub shared: OutboundListId,
    /// Somebody without a seat who left.
    pub gone: SetId,
    /// A change of `alfa`'s account that Arne asked for.
    pub bulk: SetId,
}

pub fn position(name: &str) -> PositionId {
    derived(&[b"position", name.as_bytes()])
}
fn person(name: &str) -> PersonId {
    derived(&[b"person", name.as_bytes()])
}
pub fn email(name: &str) -> String {
    format!("{}@sweep.test", name.to_lowercase())
}

/// Runs on a thread of its own: the app blocks, which the thread of a test's runtime may not.
pub fn apart<T: Send>(site: &Site, f: impl FnOnce(&House) -> T + Send) -> T {
    let house = site.state.house().clone();
    std::thread::scope(|scope| scope.spawn(|| f(&house)).join().unwrap())
}

pub fn found(site: &Site) -> Company {
    apart(site, founded)
}

fn founded(house: &House) -> Company {
    let console = |f: &dyn Fn(&Ctx, &mut Tx<'_>) -> app::Result<()>| house.write(Who::Console, f).unwrap();
    let (north, south): (UnitId, UnitId) = (derived(&[b"unit", b"North"]), derived(&[b"unit", b"South"]));
    let edits = house.write(Who::Console, |ctx, tx| organise(ctx, tx, north, south)).unwrap();
    let hash = app::users::hash_password(PASSWORD).unwrap();
    let (mut users, mut tokens) = (BTreeMap::new(), BTreeMap::new());
    for viewer in VIEWERS.iter().filter(|viewer| viewer.name != "Kari") {
        let id = house.write(Who::Console, |ctx, tx| user(ctx, tx, viewer, &hash)).unwrap();
        users.insert(viewer.name, id);
    }
    let kari =
        house.read(Who::Console, app::users::list).unwrap().into_iter().find(|user| user.name.starts_with("Kari"));
    users.insert("Kari", kari.unwrap().id);
    for (name, id) in &users {
        let token = |writes: bool| {
            let new = NewToken { name: "sweep".into(), writes, expires_on: "2025-12-31".parse().unwrap() };
            house.write(Who::User(*id), |ctx, tx| app::users::create_token(ctx, tx, *id, &new)).unwrap().text
        };
        tokens.insert(*name, (token(true), token(false)));
    }
    let product = house.write(Who::Console, |ctx, tx| {
        let pump = Product { name: "Fjell Pump".into(), is_active: true, ..Product::default() };
        Ok(products::commands::create(ctx, tx, Cause::COMMAND, vec![pump])?.remove(0).id)
    });
    let product = product.unwrap();
    let mut marked = BTreeMap::new();
    for (marker, owner, amounts) in MARKERS {
        let made = house.write(Who::Console, |ctx, tx| marks(ctx, tx, marker, position(owner), amounts, product));
        marked.insert(marker, made.unwrap());
    }
    let mut deleted = BTreeMap::new();
    for (marker, owner, _) in MARKERS {
        let gone = house.write(Who::Console, |ctx, tx| super::bulk::deleted(ctx, tx, marker, position(owner)));
        deleted.insert(marker, gone.unwrap());
    }
    let cross = house.write(Who::Console, |ctx, tx| crossing(ctx, tx, marked["beta"])).unwrap();
    console(&|ctx, tx| accounts::commands::join_team(ctx, tx, marked["delt"].account, position("Arne"), "expert"));
    let segment = house.write(Who::Console, |ctx, tx| cover(ctx, tx, south)).unwrap();
    let deal = marked["alfa"].deal;
    let arne = Who::User(users["Arne"]);
    let handoff = house.write(arne, |ctx, tx| super::handoffs::offered(ctx, tx, deal)).unwrap();
    let (own, other, above) = (marked["alfa"].lead, marked["beta"].lead, marked["topp"].lead);
    let list = house.write(arne, |ctx, tx| super::outbound::made(ctx, tx, "alfa-list", own)).unwrap();
    let hedda = Who::User(users["Hedda"]);
    house.write(hedda, |ctx, tx| super::outbound::added(ctx, tx, list, above)).unwrap();
    let shared = house.write(hedda, |ctx, tx| super::outbound::made(ctx, tx, "Shared", own)).unwrap();
    house.write(hedda, |ctx, tx| super::outbound::added(ctx, tx, shared, other)).unwrap();
    let account = marked["alfa"].account.into();
    let bulk = house.write(arne, |ctx, tx| super::bulk::asked(ctx, tx, account)).unwrap();
    let (queue, decision) = house.write(Who::Console, |ctx, tx| waiting(ctx, tx, marked["segm"].account)).unwrap();
    console(&|ctx, tx| {
        let day = ctx.today;
        scorecards::set_target(ctx, tx, "bookings_amount", position("Bjorn"), Grain::Quarter, day, Some(TARGET))
    });
    let view = house.write(Who::User(users["Bjorn"]), |ctx, tx| {
        Ok(views::commands::save(ctx, tx, "opportunities", VIEW, "filter=outcome%20%3D%20open", false)?.id)
    });
    let pipeline = house.read(Who::Console, |_, tx| pipelines::all(tx)).unwrap().remove(0);
    let every: Vec<Marked> = marked.values().copied().chain([cross]).collect();
    Company {
        marked,
        cross,
        deleted,
        product,
        tokens,
        north,
        south,
        pipeline: pipeline.id.to_string(),
        segment,
        coverage: derived::<CoverageId>(&[b"coverage", b"Fjords"]).to_string(),
        queue,
        decision,
        stages: pipeline.stages.into_iter().map(|stage| (stage.key, stage.id.to_string())).collect(),
        import: brought(house, users["Opal"]),
        waiting: laid_down(house, users["Opal"]),
        hushed: super::sensitive::hidden(house, users["Kari"], &every, product),
        edits,
        webhook: super::webhooks::registered(house, users["Arne"]),
        users,
        view: view.unwrap(),
        form: house.write(Who::Console, asking).unwrap().to_string(),
        field: house.write(Who::Console, defining).unwrap().to_string(),
        handoff,
        list,
        shared,
        gone: super::people::gone(house),
        bulk,
    }
}

fn defining(ctx: &Ctx, tx: &mut Tx<'_>) -> app::Result<CustomFieldId> {
    let field = CustomField::new(Noun::Account, FieldKind::Text, "Contract");
    app::custom_fields::commands::define(ctx, tx, field).map(|field| field.id)
}

fn asking(ctx: &Ctx, tx: &mut Tx<'_>) -> app::Result<LeadFormId> {
    let form = LeadForm { name: "Ask us".into(), ..LeadForm::default() };
    app::lead_forms::commands::create(ctx, tx, form)
}

fn organise(ctx: &Ctx, tx: &mut Tx<'_>, north: UnitId, south: UnitId) -> app::Result<SetId> {
    let company = ctx.organisation.units().find(|unit| unit.parent.is_none()).map(|unit| unit.id);
    let unit = |id, name: &str| Edit::AddUnit {
        unit: Unit { id, parent: company, name: name.into(), kind: "team".into(), model: None },
    };
    let mut edits = vec![unit(north, "North"), unit(south, "South")];
    for viewer in VIEWERS {
        let Some((manager, place)) = viewer.seat else { continue };
        let unit = match place {
            "North" => north,
            "South" => south,
            _ => company.unwrap(),
        };
        let cost = (viewer.name == "Bjorn").then(|| Money::parse(COST, ctx.company.currency).unwrap());
        edits.push(Edit::AddPosition {
            position: Box::new(Position {
                id: position(viewer.name),
                external_id: None,
                unit,
                title: format!("{}'s seat", viewer.name),
                roles: vec![viewer.role.to_owned()],
                reports_to: manager.map(position),
                location: None,
                languages: Vec::new(),
                cost_per_year: cost,
                quota_class: None,
                capacity: None,
                is_stub: false,
            }),
        });
        let name = viewer.name.to_owned();
        let who = Person { id: person(viewer.name), name, email: None, is_active: true, external_id: None };
        edits.push(Edit::PutPerson { person: who });
        let (person, position) = (person(viewer.name), position(viewer.name));
        edits.push(Edit::Assign { person, position, share_bp: 10_000, kind: AssignmentKind::Regular });
    }
    let edits: Vec<_> = edits.into_iter().map(|edit| (edit, ctx.today)).collect();
    Ok(edit(ctx, tx, &edits)?.set)
}

fn user(ctx: &Ctx, tx: &mut Tx<'_>, viewer: &Viewer, hash: &str) -> app::Result<UserId> {
    let new = NewUser {
        name: viewer.name.into(),
        email: email(viewer.name),
        person: viewer.seat.map(|_| person(viewer.name)),
        grants: viewer.grants.to_vec(),
        password_hash: Some(hash.to_owned()),
        language: "en".into(),
    };
    app::users::add(ctx, tx, &new)
}

/// A company that a segment names, so that the southern unit sees what is in it.
fn cover(ctx: &Ctx, tx: &mut Tx<'_>, south: UnitId) -> app::Result<String> {
    let segment = segments::commands::define(ctx, tx, "Fjords", "tier = key", ctx.today)?;
    let coverage = Coverage {
        id: CoverageId(derived(&[b"coverage", b"Fjords"])),
        segment: Some(segment),
        stages: Vec::new(),
        unit: Some(south),
        position: None,
        distribution: Distribution::Owner,
        priority: 1,
        limits: Limits::default(),
    };
    edit(ctx, tx, &[(Edit::AddCoverage { coverage }, ctx.today)])?;
    Ok(segment.to_string())
}

fn marks(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    marker: &str,
    owner: PositionId,
    [open, booked]: [i64; 2],
    product: ProductId,
) -> app::Result<Marked> {
    let said = |what: &str| format!("{marker}-Fjell {what}");
    let some = |what: &str| Some(format!("{marker}-{what}"));
    let account = Account {
        name: said("Works"),
        owner,
        city: some("city"),
        tier: (marker == "segm").then(|| "key".into()),
        phone: some("phone"),
        street: some("street"),
        website: Some(format!("https://{marker}-works.example")),
        description: some("told"),
        next_step: some("next"),
        external_id: some("A1"),
        ..Account::default()
    };
    let account = accounts::commands::create(ctx, tx, Cause::COMMAND, vec![account])?.remove(0).id;
    let contact = Contact {
        name: said("Person"),
        owner,
        account: Some(account),
        email: Some(format!("{marker}-person@example.test")),
        title: some("title"),
        next_step: some("next"),
        external_id: some("C1"),
        ..Contact::default()
    };
    let contact = contacts::commands::create(ctx, tx, Cause::COMMAND, vec![contact])?.remove(0).id;
    let fields = |what: &str, amount: i64| Fields {
        name: Some(said(what)),
        account: Some(Some(account)),
        contact: Some(Some(contact)),
        product: Some(Some(product)),
        owner: Some(owner),
        amount: Some(Currency::new("NOK").map(|nok| Money::new(amount * 100, nok))),
        competitor: Some(some("rival")),
        source: Some(some("source")),
        next_step: Some(some("next")),
        ..Fields::default()
    };
    let lead = Lead {
        name: said("Lead"),
        owner,
        account: Some(account),
        company: some("company"),
        email: Some(format!("{marker}-lead@example.test")),
        source: some("source"),
        description: some("told"),
        next_step: some("next"),
        external_id: some("L1"),
        ..Lead::default()
    };
    let lead = leads::commands::create(ctx, tx, Cause::COMMAND, vec![lead])?.remove(0).id;
    let deal = commands::create(ctx, tx, &fields("Deal", open))?;
    let won = commands::create(ctx, tx, &fields("Won", booked))?;
    let stage = pipelines::all(tx)?.remove(0).stage("won").unwrap().id;
    move_stages(ctx, tx, &[Move { id: won, stage, version: None, with: MoveStage::default() }])?;
    let activity = |kind: &str, noun, record: uuid::Uuid| NewActivity {
        subject: said(kind),
        body: said("body"),
        due_on: (kind == "task").then_some(ctx.today),
        owner: Some(owner),
        ..NewActivity::on(kind, noun, record)
    };
    let done = vec![
        activity("call", Noun::Account, account.0),
        activity("note", Noun::Contact, contact.0),
        activity("task", Noun::Opportunity, deal.0),
    ];
    let task = add(ctx, tx, Cause::COMMAND, done)?.pop().unwrap().id;
    Ok(Marked { account, contact, lead, deal, won, task })
}

/// Arne's records that name an account and a contact of the other team. The deal once named his own account.
fn crossing(ctx: &Ctx, tx: &mut Tx<'_>, other: Marked) -> app::Result<Marked> {
    let owner = position("Arne");
    let branch = Account { name: "alfa-Fjell Branch".into(), owner, parent: Some(other.account), ..Account::default() };
    let account = accounts::commands::create(ctx, tx, Cause::COMMAND, vec![branch])?.remove(0).id;
    let guest = Contact { name: "alfa-Fjell Guest".into(), owner, account: Some(other.account), ..Contact::default() };
    let contact = contacts::commands::create(ctx, tx, Cause::COMMAND, vec![guest])?.remove(0).id;
    let fields = Fields {
        name: Some("alfa-Fjell Cross".into()),
        owner: Some(owner),
        account: Some(Some(account)),
        ..Fields::default()
    };
    let deal = commands::create(ctx, tx, &fields)?;
    let named = Fields { account: Some(Some(other.account)), contact: Some(Some(other.contact)), ..Fields::default() };
    commands::change(ctx, tx, deal, None, &named)?;
    let visitor = Lead { name: "alfa-Fjell Visitor".into(), owner, account: Some(other.account), ..Lead::default() };
    let lead = leads::commands::create(ctx, tx, Cause::COMMAND, vec![visitor])?.remove(0).id;
    Ok(Marked { account, contact, lead, deal, won: deal, task: other.task })
}

/// A file of operations, with an account for Bjorn, that waits to be checked.
fn laid_down(house: &House, operations: UserId) -> SetId {
    let text = format!("account,owner,city\nbeta-Fjell Brought,Bjorn,beta-city\n,Bjorn,{FILE}-reject\n");
    let files = vec![(format!("{FILE}.csv"), text.into_bytes())];
    let settings = app::imports::Settings::default();
    house.write(Who::User(operations), |ctx, tx| app::imports::jobs::put_down(ctx, tx, files, &settings)).unwrap()
}

/// The same, loaded.
fn brought(house: &House, operations: UserId) -> SetId {
    let set = laid_down(house, operations);
    house.write(Who::User(operations), |ctx, tx| app::imports::jobs::queue(ctx, tx, set)).unwrap();
    assert!(app::imports::jobs::work(house).unwrap(), "the import waits");
    set
}

/// An account that no rule fits waits in the company's queue; whose it is stays as it is.
fn waiting(ctx: &Ctx, tx: &mut Tx<'_>, account: AccountId) -> app::Result<(String, String)> {
    let queue = Setting::Queue { name: "Fjord queue".into(), unit: None };
    let queue = routing::settings::set(ctx, tx, &queue, ctx.today, None)?;
    let work = Work::new(WorkKind::Account, WorkStage::Account, ctx.now);
    routing::commands::route(ctx, tx, &[Item { record: account.0, current: None, work }])?;
    let told = routing::queries::decisions(ctx, tx, Noun::Account, account.0, 1)?;
    Ok((queue.to_string(), told[0].id.to_string()))
}

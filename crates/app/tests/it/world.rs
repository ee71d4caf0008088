//! A small company to test on: Hanna heads Mona and Otto; Mona leads Rune and Rita, Otto leads Olga.
//!
//! Everyone signs in; Nils is a user without a position, Fina has the grant of finance, Opal of operations.

use app::ctx::Who;
use app::{Ctx, House, Result, organisation, settings};
use db::{Db, Tx, Value};
use domain::kernel::id::{PersonId, PositionId, UnitId, UserId};
use domain::kernel::{Calendar, Currency, Day, Instant};
use domain::organisation::{AssignmentKind, Edit, Person, Position, Unit};
use std::sync::Arc;
use uuid::Uuid;

/// 2017-12-31, noon.
pub const NOW: Instant = Instant(1_514_721_600_000);

/// Who sits where: name, manager.
pub const SEATS: [(&str, Option<&str>); 6] = [
    ("Hanna", None),
    ("Mona", Some("Hanna")),
    ("Rune", Some("Mona")),
    ("Rita", Some("Mona")),
    ("Otto", Some("Hanna")),
    ("Olga", Some("Otto")),
];
/// Users without a seat, with their grants.
pub const OTHERS: [(&str, &str); 3] = [("Nils", ""), ("Fina", "finance"), ("Opal", "operations")];

/// A company on one engine.
pub struct World {
    pub house: House,
}

fn id(kind: &str, name: &str) -> Uuid {
    domain::kernel::id::derived(&[kind.as_bytes(), name.as_bytes()])
}
pub fn position(name: &str) -> PositionId {
    PositionId(id("position", name))
}
pub fn user(name: &str) -> UserId {
    UserId(id("user", name))
}

impl World {
    /// Runs the test on a fresh company on each engine.
    pub fn each(test: impl Fn(&World)) {
        db::testing::each_engine(|db| test(&World::found(db))).expect("a database");
    }

    fn found(db: Db) -> World {
        db::migrate(&db, app::schema::STEPS, NOW.0).expect("schema");
        let company = settings::Company {
            name: "Fjord".into(),
            currency: Currency::new("EUR").expect("a currency"),
            calendar: Calendar { first_month: 1 },
            time_zone: "Europe/Oslo".into(),
            language: "en".into(),
        };
        db.write(|tx| settings::save(tx, &company)).expect("settings");
        let world = World { house: House::with_clock(db, Arc::new(|| NOW)).expect("a house") };
        world.console(|ctx, tx| organisation::commands::edit(ctx, tx, &edits()).map(|_| ()));
        world.console(|_, tx| {
            for (name, _) in SEATS {
                add_user(tx, name, "", Some(PersonId(id("person", name))))?;
            }
            OTHERS.iter().try_for_each(|(name, grants)| add_user(tx, name, grants, None))
        });
        world.console(|ctx, tx| app::opportunities::pipelines::found_default(ctx, tx).map(|_| ()));
        world
    }

    pub fn console<T>(&self, f: impl FnOnce(&Ctx, &mut Tx<'_>) -> Result<T>) -> T {
        self.house.write(Who::Console, f).expect("the console may")
    }
    pub fn read<T>(&self, name: &str, f: impl FnOnce(&Ctx, &mut Tx<'_>) -> Result<T>) -> Result<T> {
        self.house.read_as(user(name), f)
    }
    pub fn write<T>(&self, name: &str, f: impl FnOnce(&Ctx, &mut Tx<'_>) -> Result<T>) -> Result<T> {
        self.house.write_as(user(name), f)
    }
}

fn edits() -> Vec<(Edit, Day)> {
    let unit = UnitId(id("unit", "Fjord"));
    let company = Unit { id: unit, parent: None, name: "Fjord".into(), kind: "company".into(), model: None };
    let mut edits = vec![Edit::AddUnit { unit: company }];
    for (name, manager) in SEATS {
        edits.push(Edit::AddPosition {
            position: Box::new(Position {
                id: position(name),
                external_id: None,
                unit,
                title: format!("{name}'s seat"),
                roles: Vec::new(),
                reports_to: manager.map(position),
                location: None,
                languages: Vec::new(),
                cost_per_year: None,
                quota_class: None,
                capacity: None,
                is_stub: false,
            }),
        });
        let person = PersonId(id("person", name));
        let email = Some(format!("{}@fjord.test", name.to_lowercase()));
        let who = Person { id: person, name: name.into(), email, is_active: true, external_id: None };
        edits.push(Edit::PutPerson { person: who });
        let kind = AssignmentKind::Regular;
        edits.push(Edit::Assign { person, position: position(name), share_bp: 10_000, kind });
    }
    edits.into_iter().map(|edit| (edit, Day::BEGINNING)).collect()
}

fn add_user(tx: &mut Tx<'_>, name: &str, grants: &str, person: Option<PersonId>) -> Result<()> {
    let columns =
        ["id", "email", "name", "person_id", "grants", "language", "theme", "is_active", "created_at", "version"];
    let values = [
        Value::id(user(name)),
        format!("{name}@fjord.test").to_lowercase().into(),
        name.into(),
        Value::opt_id(person),
        grants.into(),
        "en".into(),
        "system".into(),
        true.into(),
        Value::Int(NOW.0),
        Value::Int(1),
    ];
    Ok(tx.insert("users", &columns, &values)?)
}

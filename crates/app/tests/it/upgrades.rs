//! Upgrades with data in them: from the schema after each step to the newest, every row of every table that was there then is
//! there afterwards with what it held; straight, and by a backup of that schema. A step that means to change or drop something
//! has to say so here.

use crate::backups::{restored, taken};
use crate::filled::{everything, fill, of_tables};
use app::House;
use app::backups::{self, Terms};
use app::doctor::Grade;
use app::schema::STEPS;
use db::Holds;
use db::testing::each_engine;
use domain::Instant;
use std::path::{Path, PathBuf};

/// Where the steps since change what is there: they are added to it.
const CHANGED: [&str; 1] = ["schema_migrations"];

#[test]
fn from_every_schema_everything_comes_along() {
    each_engine(|db| {
        for had in 1..=STEPS.len() {
            upgraded(&db, had);
            let tables = db.read(|tx| tx.tables()).unwrap();
            db.write(|tx| tx.drop_tables(&tables)).unwrap();
        }
    })
    .unwrap();
}

/// SQLite compares an id with an id by their bytes, and with what is declared otherwise by a rule that no index serves.
#[test]
fn what_names_a_record_is_declared_as_an_id() {
    each_engine(|db| {
        db::migrate(&db, STEPS, 1).unwrap();
        let tables = db.read(|tx| tx.tables()).unwrap();
        let columns = tables.iter().flat_map(|table| table.columns.iter().map(move |column| (table, column)));
        let of_bytes = columns.filter(|(_, column)| column.holds == Holds::Bytes && column.name.ends_with("id"));
        let named: Vec<String> = of_bytes.map(|(table, column)| format!("{}.{}", table.name, column.name)).collect();
        // An authenticator gives its keys ids of its own.
        assert_eq!(named, ["passkeys.credential_id"]);
    })
    .unwrap();
}

fn upgraded(db: &db::Db, had: usize) {
    db::migrate(db, &STEPS[..had], 1).unwrap();
    db.write(fill).unwrap();
    let tables = db.read(|tx| tx.tables()).unwrap();
    let (before, file) = (of_tables(db, &tables), taken(db, None));
    assert!(before.iter().all(|(table, rows)| !rows.is_empty() || table == "carried"), "after {}", STEPS[had - 1].name);

    let ran = db::migrate(db, STEPS, 2).unwrap();
    assert_eq!(ran.len(), STEPS.len() - had);
    let mut after = of_tables(db, &tables);
    for table in CHANGED {
        let kept: Vec<String> = after[table].iter().filter(|row| before[table].contains(row)).cloned().collect();
        after.insert(table.to_owned(), kept);
    }
    assert_eq!(after, before, "from {}", STEPS[had - 1].name);
    assert_eq!(db.read(|tx| tx.steps()).unwrap().len(), STEPS.len());

    // The way by a backup is longer, so it is walked from some of them.
    if !had.is_multiple_of(7) {
        return;
    }
    let straight = everything(db);
    each_engine(|other| {
        let done = restored(&other, &file, Terms { unchecked: true, ..Terms::default() }).unwrap();
        assert_eq!(done.brought_up_by, ran);
        for (table, rows) in everything(&other) {
            assert!(
                CHANGED.contains(&table.as_str()) || rows == straight[&table],
                "{table} from {}",
                STEPS[had - 1].name
            );
        }
    })
    .unwrap();
}

/// Companies kept as they were at a schema, one a release: `tests/backups/STEP.backup`.
#[test]
fn companies_of_earlier_releases_come_back_sound() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/backups");
    let files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(!files.is_empty());
    for file in files {
        each_engine(|db| {
            let open = || backups::files::open(&file);
            let now = Instant(1_795_392_000_000);
            let done = backups::restore(&db, &open, None, Terms::default(), now, &mut |_, _| {}).unwrap();
            assert_eq!(file.file_stem().unwrap().to_str(), done.head.schema.last().map(String::as_str));
            assert_eq!(done.differences, Some(0), "{}", file.display());
            let mut found = app::doctor::examine(&db, &app::doctor::Look::default(), now).unwrap();
            found.retain(|f| f.grade == Grade::Broken && !["settings", "disk", "connections"].contains(&f.check));
            assert_eq!(found, [], "{}", file.display());
            let house = House::with_clock(db, std::sync::Arc::new(move || now)).unwrap();
            let won = "select cast(sum(amount) as bigint) from measure_days where part = 'closed.won'";
            assert_eq!(house.db().read(|tx| tx.number(won, &[])).unwrap(), 42_000, "what was won is still won");
        })
        .unwrap();
    }
}

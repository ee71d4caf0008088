//! Leaving is as easy as arriving: what goes out as files comes in as it was, whatever the files are and on either engine;
//! what lets somebody in stays behind.

use crate::backups::with_work;
use crate::filled::{fill_afresh, of_tables};
use crate::founded::{company, files, real_data};
use crate::world::World;
use app::ctx::Who;
use app::exports::{self, CONTENTS, Contents, EMPTIED, Fault, Folder, Format, LEFT_OUT, Loaded, Shape, Zip};
use app::imports::{Import, Settings, run};
use app::listing::{self, ListQuery, kinds};
use db::Db;
use db::testing::each_engine;
use domain::Instant;
use std::collections::BTreeMap;
use std::path::Path;

const NOW: Instant = Instant(1_795_262_400_000);

fn taken(db: &Db, format: Format, folder: &Path) -> Contents {
    exports::take(db, format, &mut Folder::make(folder).unwrap(), &mut |_, _| {}).unwrap()
}

fn loaded(db: &Db, folder: &Path) -> Result<Loaded, Fault> {
    exports::load(db, folder, NOW, &mut |_, _| {})
}

/// Every row of what is exported; of what stays behind, that it is empty.
fn rows(db: &Db) -> BTreeMap<String, Vec<String>> {
    let mut tables = db.read(|tx| tx.tables()).unwrap();
    tables.retain(|table| !LEFT_OUT.contains(&table.name.as_str()));
    for table in &mut tables {
        table.columns.retain(|c| !EMPTIED.contains(&(table.name.as_str(), c.name.as_str())));
    }
    of_tables(db, &tables)
}

fn bytes(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    files.map(|file| (file.file_name().into_string().unwrap(), std::fs::read(file.path()).unwrap())).collect()
}

#[test]
fn a_company_comes_in_as_it_went_out_whatever_the_files() {
    World::each(|world| {
        with_work(world);
        let (db, folder) = (world.house.db(), tempfile::tempdir().unwrap());
        let (before, plain) = (rows(db), folder.path().join("plain"));
        taken(db, Format::Csv, &plain);
        for format in Format::ALL {
            each_engine(|other| {
                let folder = tempfile::tempdir().unwrap();
                taken(db, format, &folder.path().join("there"));
                let done = loaded(&other, &folder.path().join("there")).unwrap();
                assert_eq!((done.brought_up_by.len(), done.differences), (0, Some(0)));
                assert!(!done.without_password.is_empty());
                assert_eq!(rows(&other), before);
                taken(&other, Format::Csv, &folder.path().join("back"));
                assert_eq!(bytes(&folder.path().join("back")), bytes(&plain), "the same files");
                let house = app::House::with_clock(other, std::sync::Arc::new(|| NOW)).unwrap();
                assert_eq!(house.read(Who::Console, |_, tx| app::search::check(tx)).unwrap(), 0);
            })
            .unwrap();
        }
    });
}

#[test]
fn every_table_goes_out_or_is_said_to_stay() {
    World::each(|world| {
        let db = world.house.db();
        fill_afresh(db);
        let before = rows(db);
        assert!(before.values().all(|rows| !rows.is_empty()), "a table without rows proves nothing");
        for format in Format::ALL {
            let folder = tempfile::tempdir().unwrap();
            let there = folder.path().join("there");
            let contents = taken(db, format, &there);
            let names: Vec<&str> = contents.files.iter().map(|entry| entry.table.as_str()).collect();
            assert!(LEFT_OUT.iter().all(|name| !names.contains(name)));
            each_engine(|other| {
                exports::load_unchecked(&other, &there, NOW, &mut |_, _| {}).unwrap();
                assert_eq!(rows(&other), before);
                assert_eq!(other.read(|tx| tx.rows_in("sessions")).unwrap(), 0);
            })
            .unwrap();
        }
    });
}

/// Whoever adds a column that may hold a secret says here why it goes out, or makes it stay.
#[test]
fn nothing_that_lets_somebody_in_goes_out() {
    const HARMLESS: [(&str, &str); 3] = [("match_keys", "key"), ("lead_form_submissions", "hash"), ("settings", "key")];
    each_engine(|db| {
        db::migrate(&db, app::schema::STEPS, NOW.0).unwrap();
        let tables = db.read(|tx| tx.tables()).unwrap();
        let secret = |name: &str| {
            ["secret", "hash", "token", "password", "passphrase", "private", "credential"]
                .iter()
                .any(|w| name.contains(w))
        };
        for table in tables.iter().filter(|table| !LEFT_OUT.contains(&table.name.as_str())) {
            for column in table.columns.iter().filter(|column| secret(&column.name)) {
                let place = (table.name.as_str(), column.name.as_str());
                assert!(EMPTIED.contains(&place) || HARMLESS.contains(&place), "{place:?} may hold a secret");
            }
        }
    })
    .unwrap();
}

#[test]
fn an_export_that_was_changed_or_is_not_whole_is_refused_and_nothing_is_written() {
    World::each(|world| {
        with_work(world);
        let (db, folder) = (world.house.db(), tempfile::tempdir().unwrap());
        let there = folder.path().join("there");
        taken(db, Format::Csv, &there);
        assert!(matches!(Folder::make(&there), Err(Fault::Exists(_))));
        assert!(matches!(loaded(db, &there), Err(Fault::NotEmpty(_))));
        each_engine(|other| {
            let accounts = there.join("accounts.csv");
            let whole = std::fs::read_to_string(&accounts).unwrap();
            std::fs::write(&accounts, whole.replace("Fjordkraft", "Fjordkraft!")).unwrap();
            let refused = loaded(&other, &there).unwrap_err().to_string();
            assert!(refused.contains("accounts.csv was changed"), "{refused}");
            std::fs::remove_file(&accounts).unwrap();
            assert!(loaded(&other, &there).unwrap_err().to_string().contains("accounts.csv"));
            assert_eq!(other.read(|tx| tx.tables()).unwrap(), []);
            std::fs::write(&accounts, whole).unwrap();
            loaded(&other, &there).unwrap();
        })
        .unwrap();
    });
}

#[test]
fn a_company_that_was_only_founded_makes_room_and_its_founder_keeps_the_password() {
    let folder = tempfile::tempdir().unwrap();
    let there = folder.path().join("there");
    each_engine(|db| {
        let house = company(db, "Leaving", "NOK");
        if !there.exists() {
            taken(house.db(), Format::Csv, &there);
        }
    })
    .unwrap();
    each_engine(|db| {
        let house = company(db, "Arriving", "EUR");
        let done = loaded(house.db(), &there).unwrap();
        assert_eq!(done.without_password, Vec::<String>::new());
        let again = app::House::with_clock(house.db().clone(), std::sync::Arc::new(|| NOW)).unwrap();
        let name = again.read(Who::Console, |ctx, _| Ok(ctx.company.name.clone())).unwrap();
        assert_eq!(name, "Leaving");
    })
    .unwrap();
}

#[test]
fn an_archive_holds_the_same_files() {
    World::each(|world| {
        let folder = tempfile::tempdir().unwrap();
        let there = folder.path().join("there");
        taken(world.house.db(), Format::Csv, &there);
        let mut zip = Zip::new(Vec::new());
        exports::take(world.house.db(), Format::Csv, &mut zip, &mut |_, _| {}).unwrap();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(zip.finish().unwrap())).unwrap();
        let mut inside = BTreeMap::new();
        for at in 0..archive.len() {
            let mut file = archive.by_index(at).unwrap();
            let name = file.name().unwrap().into_owned();
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
            inside.insert(name, bytes);
        }
        assert!(inside.contains_key(CONTENTS));
        assert_eq!(inside, bytes(&there));
    });
}

#[test]
fn real_sales_come_back_to_the_same_files() {
    let Some(folder) = real_data("crm_sales_opportunities/original") else { return };
    let Some(crm) = real_data("crm_exports/salesforce_dataloader") else { return };
    each_engine(|db| {
        let house = company(db, "Maven", "USD");
        let settings = Settings { alias: vec!["product:GTXPro=GTX Pro".parse().unwrap()], ..Settings::default() };
        let names = ["sales_teams.csv", "accounts.csv", "products.csv", "sales_pipeline.csv"];
        let mut all = files(&folder, &names);
        all.extend(files(&crm, &["opportunityData.csv", "accountData.csv"]));
        let import = Import { files: all, settings, dry_run: false };
        run(&house, Who::Console, &import, &mut |_| true).unwrap();
        let out = tempfile::tempdir().unwrap();
        taken(house.db(), Format::Csv, &out.path().join("1"));
        each_engine(|other| {
            if other.dialect() == house.db().dialect() && std::env::var_os("BAILIWICK_TEST_POSTGRES").is_some() {
                return;
            }
            let done = loaded(&other, &out.path().join("1")).unwrap();
            assert_eq!(done.differences, Some(0));
            let back = tempfile::tempdir().unwrap();
            taken(&other, Format::Csv, &back.path().join("2"));
            assert_eq!(bytes(&back.path().join("2")), bytes(&out.path().join("1")));
        })
        .unwrap();
    })
    .unwrap();
}

fn count(house: &app::House, kind: &listing::Kind) -> i64 {
    house.read(Who::Console, |ctx, tx| listing::count(ctx, tx, kind, &ListQuery::default())).unwrap()
}

#[test]
fn every_shape_is_taken_by_those_who_know_it() {
    World::each(|world| {
        with_work(world);
        crate::handoffs::deal(world, "Rune", None);
        let kinds = [&kinds::ACCOUNTS, &kinds::CONTACTS, &kinds::OPPORTUNITIES];
        let before = kinds.map(|kind| count(&world.house, kind));
        assert!(before.iter().all(|n| *n > 0), "{before:?}");
        for (shape, names) in [
            (Shape::Salesforce, ["Account.csv", "Contact.csv", "Opportunity.csv"]),
            (Shape::HubSpot, ["companies.csv", "contacts.csv", "deals.csv"]),
            (Shape::Pipedrive, ["organizations.csv", "people.csv", "deals.csv"]),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let mut to = Folder::make(folder.path()).unwrap();
            let done = world.house.read(Who::Console, |ctx, tx| Ok(exports::shaped(ctx, tx, shape, &mut to))).unwrap();
            let rows: BTreeMap<&str, u64> = done.unwrap().into_iter().collect();
            assert_eq!(names.map(|name| i64::try_from(rows[name]).unwrap()), before, "{shape:?}");
            each_engine(|db| {
                let house = company(db, "Elsewhere", "EUR");
                let import =
                    Import { files: files(folder.path(), &names), settings: Settings::default(), dry_run: false };
                let report = run(&house, Who::Console, &import, &mut |_| true).unwrap().1;
                assert_eq!(report.counts.rejected, 0, "{shape:?} {:?}", report.files);
                assert_eq!(kinds.map(|kind| count(&house, kind)), before, "{shape:?}");
            })
            .unwrap();
        }
    });
}

#[test]
fn nobody_but_the_owner_takes_everything_away() {
    World::each(|world| {
        for name in ["Hanna", "Rune", "Opal", "Fina", "Nils"] {
            let asked = world.write(name, |ctx, tx| exports::commands::begin(ctx, tx, "csv"));
            assert!(matches!(asked, Err(app::Error::Forbidden)), "{name}");
            let mut to = Zip::new(Vec::new());
            let user = crate::world::user(name);
            let shaped = world.house.read_as(user, |ctx, tx| Ok(exports::shaped(ctx, tx, Shape::HubSpot, &mut to)));
            assert!(matches!(shaped.unwrap(), Err(Fault::App(app::Error::Forbidden))), "{name}");
        }
    });
}

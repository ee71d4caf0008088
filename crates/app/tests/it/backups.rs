//! Backups: what comes back is what was there, on either engine; what does not verify is refused, and changes nothing.

use crate::filled::{everything, fill, fill_afresh};
use crate::world::World;
use app::activities::{self, commands::NewActivity};
use app::backups::schedule::{self, Plan};
use app::backups::{self, Fault, Head, Passphrase, Restored, Terms, files};
use app::ctx::Who;
use app::events::Cause;
use app::{Ctx, Tx, accounts, contacts, notifications};
use db::Db;
use db::testing::each_engine;
use domain::Instant;
use domain::accounts::Account;
use domain::contacts::Contact;
use domain::notifications::Kind;
use domain::policy::Noun;
use proptest::prelude::*;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

const NOW: Instant = Instant(1_795_262_400_000);

pub fn taken(db: &Db, passphrase: Option<&Passphrase>) -> Vec<u8> {
    backups::take(db, NOW, passphrase, Vec::new(), &mut |_, _| {}).unwrap().1
}

fn verified(file: &[u8], passphrase: Option<&Passphrase>) -> Result<Head, Fault> {
    backups::verify(file, passphrase, &mut |_, _| {})
}

pub fn restored(db: &Db, file: &[u8], terms: Terms) -> Result<Restored, Fault> {
    backups::restore(db, &|| Ok(file), None, terms, NOW, &mut |_, _| {})
}

/// An account with a contact and a note, as users make them.
pub fn with_work(world: &World) {
    crate::custom_fields::one_of_each(world);
    let made = world.write("Rune", |ctx, tx| {
        let account = Account { name: "Fjordkraft “Å”".into(), ..Account::default() };
        let account = accounts::commands::create(ctx, tx, Cause::COMMAND, vec![account])?.remove(0).id;
        let contact = Contact { first_name: Some("Åse".into()), account: Some(account), ..Contact::default() };
        contacts::commands::create(ctx, tx, Cause::COMMAND, vec![contact])?;
        let note =
            NewActivity { subject: "Ringte — 中文".into(), ..NewActivity::on("note", Noun::Account, account) };
        activities::commands::add(ctx, tx, Cause::COMMAND, vec![note])
    });
    made.expect("a seller may");
}

#[test]
fn a_company_comes_back_row_by_row_on_either_engine() {
    World::each(|world| {
        with_work(world);
        let file = taken(world.house.db(), None);
        let before = everything(world.house.db());
        each_engine(|db| {
            let done = restored(&db, &file, Terms::default()).unwrap();
            assert_eq!(done.head.company.as_deref(), Some("Fjord"));
            assert_eq!((done.brought_up_by.len(), done.differences), (0, Some(0)));
            assert_eq!(everything(&db), before);
            let house = app::House::with_clock(db, std::sync::Arc::new(|| NOW)).unwrap();
            assert_eq!(house.read(Who::Console, |_, tx| app::search::check(tx)).unwrap(), 0);
            let found = house.read_as(crate::world::user("Rune"), |ctx, tx| app::search::find(ctx, tx, "fjordkr", 5));
            assert_eq!(found.unwrap().len(), 1);
        })
        .unwrap();
    });
}

#[test]
fn every_table_is_kept() {
    World::each(|world| {
        let db = world.house.db();
        fill_afresh(db);
        let before = everything(db);
        assert!(before.values().all(|rows| !rows.is_empty()), "a table without rows proves nothing");
        let file = taken(db, None);
        each_engine(|other| {
            restored(&other, &file, Terms { unchecked: true, ..Terms::default() }).unwrap();
            assert_eq!(everything(&other), before);
        })
        .unwrap();
    });
}

#[test]
fn a_database_that_is_not_empty_is_refused_unless_told_otherwise() {
    World::each(|world| {
        let db = world.house.db();
        let before = everything(db);
        let file = taken(db, None);
        with_work(world);
        let after = everything(db);
        assert!(matches!(restored(db, &file, Terms::default()), Err(Fault::NotEmpty(_))));
        assert_eq!(everything(db), after);
        restored(db, &file, Terms { replace: true, ..Terms::default() }).unwrap();
        assert_eq!(everything(db), before);
        db.write(|tx| tx.batch("create table somebody_elses (id uuid primary key)")).unwrap();
        let terms = Terms { replace: true, ..Terms::default() };
        assert!(matches!(restored(db, &file, terms), Err(Fault::Foreign(_))));
    });
}

#[test]
fn a_backup_of_a_newer_release_is_refused() {
    World::each(|world| {
        let db = world.house.db();
        db.write(|tx| tx.batch("insert into schema_migrations (name, applied_at) values ('9999_later', 1)")).unwrap();
        let file = taken(db, None);
        assert!(matches!(verified(&file, None), Err(Fault::Newer(_))));
        db.write(|tx| tx.batch("update schema_migrations set name = '0001_other' where name = '0001_house'")).unwrap();
        assert!(matches!(verified(&taken(db, None), None), Err(Fault::Schema(_))));
    });
}

#[test]
fn a_sealed_backup_opens_by_its_passphrase_alone() {
    each_engine(|db| {
        db::migrate(&db, app::schema::STEPS, NOW.0).unwrap();
        let (right, wrong) = (Passphrase::new("correct horse").unwrap(), Passphrase::new("battery staple").unwrap());
        let file = taken(&db, Some(&right));
        assert_eq!(verified(&file, Some(&right)).unwrap().schema.len(), app::schema::STEPS.len());
        assert!(matches!(verified(&file, Some(&wrong)), Err(Fault::Locked(_))));
        assert!(matches!(verified(&file, None), Err(Fault::Sealed)));
        assert!(verified(&file[..file.len() - 1], Some(&right)).is_err());
        let mut last = file.clone();
        *last.last_mut().unwrap() ^= 1;
        assert!(verified(&last, Some(&right)).is_err());
    })
    .unwrap();
}

/// A small backup that verifies.
fn sound() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&format!("sqlite://{}", folder.path().join("a.db").display())).unwrap();
    db::migrate(&db, app::schema::STEPS, NOW.0).unwrap();
    db.write(fill).unwrap();
    let file = taken(&db, None);
    verified(&file, None).unwrap();
    file
}

#[test]
fn a_byte_changed_anywhere_or_an_end_cut_off_is_refused() {
    let file = sound();
    let empty = Db::open(&format!("sqlite://{}", tempfile::tempdir().unwrap().keep().join("b.db").display())).unwrap();
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig { cases: 400, ..ProptestConfig::default() });
    let length = file.len();
    runner
        .run(&(0..length, 1..=255_u8, 0..3_u8), |(at, by, how)| {
            let mut broken = file.clone();
            match how {
                0 => broken[at] ^= by,
                1 => broken.truncate(at),
                _ => broken.insert(at, by),
            }
            prop_assert!(how == 2 && broken[..length] == file[..] || verified(&broken, None).is_err(), "at {at}");
            prop_assert!(verified(&[&file[..], &[by]].concat(), None).is_err());
            Ok(())
        })
        .unwrap();
    let mut broken = file.clone();
    broken[length / 2] ^= 1;
    assert!(restored(&empty, &broken, Terms::default()).is_err());
    assert_eq!(empty.read(|tx| tx.tables()).unwrap(), []);
    assert!(matches!(verified(b"PK\x03\x04 something else", None), Err(Fault::NoBackup)));
    assert!(matches!(verified(b"", None), Err(Fault::NoBackup)));
}

/// Names of accounts and of what happened to them, as they stand.
fn written_so_far(db: &Db) -> (Vec<String>, Vec<String>) {
    let names = "select name from accounts order by name";
    let events = "select a.name || ' ' || e.kind || ' ' || e.at || ' ' || e.changes from events e join accounts a
     on a.id = e.record_id order by 1";
    db.read(|tx| Ok::<_, db::Error>((tx.all(names, &[], |row| row.next())?, tx.all(events, &[], |row| row.next())?)))
        .unwrap()
}

#[test]
fn a_backup_under_writes_is_one_moment_of_the_company() {
    World::each(|world| {
        let (started, stop) = (std::sync::mpsc::channel(), AtomicBool::new(false));
        let (file, written) = std::thread::scope(|scope| {
            let writer = scope.spawn(|| {
                let mut count = 0;
                while !stop.load(Ordering::Relaxed) {
                    count += 1;
                    let account = Account { name: format!("Customer {count:06}"), ..Account::default() };
                    let make = |ctx: &Ctx, tx: &mut Tx<'_>| {
                        accounts::commands::create(ctx, tx, Cause::COMMAND, vec![account.clone()])
                    };
                    world.write("Rune", make).unwrap();
                    if count == 20 {
                        started.0.send(()).unwrap();
                    }
                }
                count
            });
            started.1.recv().unwrap();
            let mut slowed = Slowed(Vec::new());
            backups::take(world.house.db(), NOW, None, &mut slowed, &mut |_, _| {}).unwrap();
            stop.store(true, Ordering::Relaxed);
            (slowed.0, writer.join().unwrap())
        });
        each_engine(|db| {
            let done = restored(&db, &file, Terms::default()).unwrap();
            assert_eq!(done.differences, Some(0), "figures are those of the records of that moment");
            let (names, events) = written_so_far(&db);
            assert!((20..written).contains(&names.len()), "writes went on meanwhile: {} of {written}", names.len());
            let (all_names, all_events) = written_so_far(world.house.db());
            assert_eq!(names, all_names[..names.len()], "what was committed, in its order, without gaps");
            assert_eq!(events, all_events[..events.len()]);
            assert_eq!(events.len() * all_names.len(), all_events.len() * names.len(), "each with its history");
            let house = app::House::with_clock(db, std::sync::Arc::new(|| NOW)).unwrap();
            assert_eq!(house.read(Who::Console, |_, tx| app::search::check(tx)).unwrap(), 0);
        })
        .unwrap();
        let last = taken(world.house.db(), None);
        each_engine(|db| {
            restored(&db, &last, Terms::default()).unwrap();
            assert_eq!(everything(&db), everything(world.house.db()));
        })
        .unwrap();
    });
}

/// Takes what it is given slowly, so that others write meanwhile.
struct Slowed(Vec<u8>);

impl std::io::Write for Slowed {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        std::thread::sleep(std::time::Duration::from_millis(50));
        self.0.write(bytes)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_folder_keeps_the_newest_and_says_how_it_went() {
    World::each(|world| {
        let folder = tempfile::tempdir().unwrap();
        let plan = |folder: &Path| Plan {
            folder: folder.to_owned(),
            every_hours: 24,
            at: None,
            keep: 2,
            passphrase_file: None,
        };
        let at =
            |hours: i64| world.house.at(std::sync::Arc::new(move || Instant(crate::world::NOW.0 + hours * 3_600_000)));
        std::fs::write(folder.path().join("notes.txt"), "not ours").unwrap();
        world.console(|_, tx| Ok(tx.run("update users set grants = 'administrator' where name = 'Nils'", &[])?));
        for day in 0..4 {
            assert!(schedule::keep(&at(24 * day), &plan(folder.path())).unwrap().is_some(), "day {day}");
            assert!(schedule::keep(&at(24 * day + 23), &plan(folder.path())).unwrap().is_none());
        }
        let kept = files::list(folder.path()).unwrap();
        assert_eq!(kept.len(), 2);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3, "other files stay, unfinished ones do not");
        let diary = || world.house.db().read(schedule::diary).unwrap().unwrap();
        let last = diary().last.unwrap();
        assert_eq!((Path::new(&last.file), last.bytes, last.at), (&*kept[0].path, kept[0].bytes, at(72).now()));
        let head = backups::verify(files::open(&kept[0].path).unwrap(), None, &mut |_, _| {}).unwrap();
        assert_eq!(head.rows(), last.rows);

        let nowhere = folder.path().join("notes.txt").join("below a file");
        assert!(schedule::keep(&at(96), &plan(&nowhere)).is_err());
        assert_eq!(diary().last.unwrap(), last, "what was taken is still there");
        assert!(diary().failed.is_some());
        let told = |name: &str| {
            let list = |ctx: &Ctx, tx: &mut Tx<'_>| notifications::queries::list(ctx, tx, true, None, 9);
            world.read(name, list).unwrap().notifications.iter().filter(|n| n.kind == Kind::BackupFailed).count()
        };
        assert_eq!((told("Nils"), told("Opal"), told("Rune")), (1, 0, 0), "whoever may see the settings is told");
        assert!(schedule::keep(&at(97), &plan(folder.path())).unwrap().is_some(), "tried again within the hour");
        assert_eq!(diary().failed, None);
        let view = |name: &str| world.read(name, schedule::view);
        let seen = view("Nils").unwrap();
        assert_eq!((seen.kept.len(), seen.is_overdue, seen.failed), (2, false, None));
        assert!(matches!(view("Opal"), Err(app::Error::Forbidden)));
    });
}

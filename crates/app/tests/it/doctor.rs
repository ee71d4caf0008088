//! The doctor: a sound company is told to be so, each thing that is broken on purpose is found with its mending, and looking
//! changes nothing.

use crate::filled::everything;
use crate::world::World;
use app::accounts;
use app::doctor::{Finding, Grade, Look, examine};
use app::events::Cause;
use db::testing::each_engine;
use domain::accounts::Account;

/// What is found of a company, by check; a server for tests may be set to be fast rather than safe.
fn found(world: &World) -> Vec<Finding> {
    let now = world.house.now();
    let mut found = examine(world.house.db(), &Look::default(), now).unwrap();
    found.retain(|finding| !["settings", "connections", "disk", "slow"].contains(&finding.check));
    found
}

fn is_broken(found: &[Finding], check: &str) -> bool {
    found.iter().any(|f| f.check == check && f.grade == Grade::Broken && f.mend.is_some())
}

/// A company with an owner and an account.
fn sound(world: &World) {
    let account = Account { name: "Fjordkraft".into(), ..Account::default() };
    world.write("Rune", |ctx, tx| accounts::commands::create(ctx, tx, Cause::COMMAND, vec![account])).unwrap();
    run(world, "update users set grants = 'owner' where name = 'Nils'");
}

fn run(world: &World, sql: &str) {
    assert!(world.house.db().write(|tx| tx.run(sql, &[])).unwrap() > 0, "{sql}");
}

#[test]
fn a_sound_company_has_nothing_broken_and_is_left_as_it_is() {
    World::each(|world| {
        sound(world);
        let before = everything(world.house.db());
        let found = found(world);
        let broken: Vec<&Finding> = found.iter().filter(|finding| finding.grade == Grade::Broken).collect();
        assert!(broken.is_empty(), "{broken:?}");
        for check in ["engine", "integrity", "schema", "clock", "figures", "search", "company"] {
            assert!(found.iter().any(|f| f.check == check && f.grade == Grade::Good), "{check} in {found:?}");
        }
        assert!(found.iter().any(|f| f.check == "backups" && f.grade == Grade::Warning));
        assert_eq!(everything(world.house.db()), before);
    });
}

#[test]
fn what_is_broken_is_found() {
    let faults = [
        (
            "figures",
            "insert into measure_days (part, on_day, position_id, subject_id, account_tier, bucket, counted, amount)
             select 'won', '2018-01-01', id, id, '', 0, 3, 4 from positions limit 1",
        ),
        (
            "key",
            "insert into mail_accounts (id, user_id, address, sender, login, secret, imap_host, imap_port, imap_security,
              smtp_host, smtp_port, smtp_security, sight, since_on, state, next_at, failures, version, recorded_at)
             select id, id, email, name, email, 'x1.sealed', 'mail.example', 993, 'tls', 'mail.example', 465, 'tls',
              'whole', '2018-01-01', 'working', 0, 0, 1, 0 from users where name = 'Nils'",
        ),
        ("search", "delete from search_rows"),
        ("owner", "update users set grants = '' where grants = 'owner'"),
        ("owners", "update accounts set owner_position_id = id"),
        ("clock", "update events set at = at + 86400000"),
        (
            "backups",
            "insert into settings (key, value) values ('backups', '{\"begun_at\":1,\"last\":null,\"failed\":\"no room\",\"every_hours\":24}')",
        ),
    ];
    for (check, fault) in faults {
        World::each(|world| {
            sound(world);
            assert!(!is_broken(&found(world), check));
            run(world, fault);
            assert!(is_broken(&found(world), check), "{check}: {:?}", found(world));
        });
    }
}

#[test]
fn an_older_or_newer_schema_is_told_and_not_touched() {
    each_engine(|db| {
        let look = |db: &db::Db| {
            let found = examine(db, &Look::default(), domain::Instant(1)).unwrap();
            found.into_iter().find(|finding| finding.check == "schema").unwrap()
        };
        assert_eq!(look(&db).grade, Grade::Broken);
        db::migrate(&db, &app::schema::STEPS[..5], 1).unwrap();
        let (behind, had) = (look(&db), db.read(|tx| tx.steps()).unwrap());
        assert_eq!((behind.grade, had.len()), (Grade::Warning, 5));
        db::migrate(&db, app::schema::STEPS, 1).unwrap();
        assert_eq!(look(&db).grade, Grade::Good);
        db.write(|tx| tx.batch("insert into schema_migrations (name, applied_at) values ('9999_later', 1)")).unwrap();
        assert_eq!(look(&db).grade, Grade::Broken);
    })
    .unwrap();
}

#[cfg(unix)]
#[test]
fn files_that_others_may_read_or_change_are_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("company.db");
    let db = db::Db::open(&format!("sqlite://{}", path.display())).unwrap();
    let grade = |mode: Option<u32>| {
        if let Some(mode) = mode {
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        }
        let found = examine(&db, &Look::default(), domain::Instant(1)).unwrap();
        found.iter().filter(|finding| finding.check == "permissions").map(|finding| finding.grade).min().unwrap()
    };
    assert_eq!(grade(None), Grade::Good, "a database that we make is ours");
    assert_eq!(grade(Some(0o644)), Grade::Warning);
    assert_eq!(grade(Some(0o666)), Grade::Broken);
}

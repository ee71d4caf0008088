//! The history as a whole: who reads it and how much of it, what is noted beside changes, and seals that show what was
//! changed behind the product's back.

use crate::world::{NOW, World, position, user};
use app::accounts::commands as accounts;
use app::audit::seals::{Verdict, seal, verify};
use app::audit::{Asked, commands, csv, queries};
use app::events::Cause;
use app::users::Device;
use app::{Error, House};
use domain::accounts::Account;
use domain::kernel::Instant;
use domain::policy::Noun;
use std::sync::Arc;
use uuid::Uuid;

const HOUR: i64 = 60 * 60 * 1000;

fn make(world: &World, name: &str) {
    let account = Account { name: name.into(), owner: position("Rune"), ..Account::default() };
    world.console(|ctx, tx| accounts::create(ctx, tx, Cause::COMMAND, vec![account]));
}

fn asked(kind: &str) -> Asked {
    Asked { kind: Some(kind.into()), limit: 100, ..Asked::default() }
}

/// The same company some hours later.
fn later(world: &World, hours: i64) -> House {
    world.house.at(Arc::new(move || Instant(NOW.0 + hours * HOUR)))
}

fn verdict(house: &House) -> Verdict {
    house.db().read(verify).expect("a verdict")
}

#[test]
fn who_keeps_the_users_reads_what_happened_page_by_page() {
    World::each(|world| {
        (0..5).for_each(|at| make(world, &format!("Account {at}")));
        world.write("Rune", |ctx, tx| commands::took(ctx, tx, Noun::Account, "filter=tier", "csv")).expect("noted");
        commands::refused(&world.house, user("Nils"), "GET /settings/users").expect("noted");
        let page = |asked: &Asked| world.console(|ctx, tx| queries::page(ctx, tx, asked));
        let created = Asked { noun: Some("account".into()), limit: 2, ..asked("created") };
        let (mut names, mut asking, mut pages) = (Vec::new(), created, 0);
        loop {
            let found = page(&asking);
            names.extend(found.lines.into_iter().filter_map(|line| line.name));
            pages += 1;
            asking.before = found.next;
            if asking.before.is_none() {
                break;
            }
        }
        names.sort();
        assert_eq!((pages, names.len(), names[4].as_str()), (3, 5, "Account 4"));
        let took = page(&asked("list_exported"));
        assert_eq!(took.lines[0].by.as_deref(), Some("Rune"));
        let refused = page(&Asked { user: Some(user("Nils")), ..asked("refused") });
        assert_eq!(refused.lines[0].event.changes["path"][1], "GET /settings/users");
        let tomorrow = Asked { from: Some("2018-01-01".parse().expect("a day")), ..asked("created") };
        assert!(page(&tomorrow).lines.is_empty());
        let mut file = Vec::new();
        let (count, is_cut) = world.console(|ctx, tx| csv::write(ctx, tx, &asked("created"), &mut file));
        assert!(!is_cut);
        assert_eq!(String::from_utf8_lossy(&file).lines().count(), count + 1);
        for name in ["Rune", "Hanna", "Fina"] {
            let refused = world.read(name, |ctx, tx| queries::page(ctx, tx, &asked("created")));
            assert!(matches!(refused, Err(Error::Forbidden)), "{name}");
        }
    });
}

#[test]
fn coming_in_is_noted_and_so_is_not_coming_in() {
    World::each(|world| {
        let device = Device { address: "192.0.2.7".into(), browser: "Test".into(), replaces: None };
        for email in ["nobody@example.test", "rune@fjord.test"] {
            assert!(app::users::sign_in(&world.house, email, "wrong", &device).is_err());
        }
        let found = world.console(|ctx, tx| queries::page(ctx, tx, &asked("sign_in_refused")));
        assert_eq!(found.lines.len(), 2);
        assert!(found.lines.iter().all(|line| line.event.changes["address"][1] == "192.0.2.7"));
        assert!(!format!("{found:?}").contains("nobody@example.test"), "what was typed may be a password");
    });
}

/// An entry that somebody writes past the product.
fn slip_in(house: &House, at: Instant) -> Uuid {
    let id = Uuid::from_u128(7);
    let values = [
        id.into(),
        at.0.into(),
        "account".into(),
        Uuid::from_u128(8).into(),
        "created".into(),
        "command".into(),
        "{}".into(),
    ];
    let columns = ["id", "at", "noun", "record_id", "kind", "cause", "changes"];
    house.db().write(|tx| tx.insert("events", &columns, &values)).expect("slipped in");
    id
}

#[test]
fn a_history_that_was_changed_shows() {
    World::each(|world| {
        make(world, "One");
        assert!(!seal(&world.house).expect("sealed"), "what is young is not sealed");
        assert_eq!(verdict(&world.house), Verdict::Whole { seals: 0, entries: 0, late: 0 });
        let house = later(world, 1);
        assert!(seal(&house).expect("sealed"));
        assert!(!seal(&house).expect("sealed"), "nothing has happened since");
        let Verdict::Whole { seals: 1, entries, late: 0 } = verdict(&house) else { panic!("it stands") };
        let slipped = slip_in(&house, NOW);
        assert!(matches!(verdict(&house), Verdict::Broken { seq: 1, .. }));
        house.db().write(|tx| tx.run("delete from events where id = $1", &[slipped.into()])).expect("gone");
        assert_eq!(verdict(&house), Verdict::Whole { seals: 1, entries, late: 0 });
        let account = Account { name: "Two".into(), owner: position("Rune"), ..Account::default() };
        let new =
            |ctx: &app::Ctx, tx: &mut db::Tx<'_>| accounts::create(ctx, tx, Cause::COMMAND, vec![account.clone()]);
        house.write(app::ctx::Who::Console, new).expect("made");
        let house = later(world, 3);
        assert!(seal(&house).expect("sealed"));
        assert!(matches!(verdict(&house), Verdict::Whole { seals: 2, .. }));
        let other = "update events set cause = 'rule' where kind = 'created' and noun = 'account'";
        house.db().write(|tx| tx.run(other, &[])).expect("changed");
        assert!(matches!(verdict(&house), Verdict::Broken { seq: 1, .. }));
        let found = app::doctor::examine(house.db(), &app::doctor::Look::default(), Instant(NOW.0 + 3 * HOUR));
        let told = format!("{found:?}");
        assert!(told.contains("the history was changed after seal 1"), "{told}");
    });
}

#[test]
fn what_a_clock_set_back_writes_into_a_sealed_stretch_is_told_from_what_was_slipped_in() {
    World::each(|world| {
        make(world, "One");
        // The clock is a day ahead for two hours, and what happens then is sealed.
        let ahead = later(world, 24);
        let new = |house: &House, name: &str| {
            let account = Account { name: name.into(), owner: position("Rune"), ..Account::default() };
            let made = house.write(app::ctx::Who::Console, |ctx, tx| {
                accounts::create(ctx, tx, Cause::COMMAND, vec![account.clone()]).map(drop)
            });
            made.expect("made");
        };
        new(&ahead, "Ahead");
        assert!(seal(&later(world, 26)).expect("sealed"));
        let Verdict::Whole { seals: 1, entries, late: 0 } = verdict(&world.house) else { panic!("it stands") };
        // It is set right, and wrong and right again; somebody fails to sign in meanwhile.
        for (at, hours) in [1, 23, 2, -5].into_iter().enumerate() {
            new(&later(world, hours), &format!("Late {at}"));
        }
        let right = later(world, 3);
        let device = Device { address: "192.0.2.7".into(), browser: "Test".into(), replaces: None };
        assert!(app::users::sign_in(&right, "nobody@example.test", "wrong", &device).is_err());
        assert_eq!(verdict(&right), Verdict::Whole { seals: 1, entries, late: 0 }, "what waits breaks nothing");
        assert!(seal(&right).expect("sealed"), "late ones need not wait till the clock has caught up");
        assert!(!seal(&right).expect("sealed"));
        let whole = verdict(&right);
        let Verdict::Whole { seals: 2, entries: all, late: 5.. } = whole else { panic!("{whole:?}") };
        let Verdict::Whole { late, .. } = whole else { panic!("it stands") };
        assert_eq!(all, entries + late);
        let doctor = |house: &House| {
            let found = app::doctor::examine(house.db(), &app::doctor::Look::default(), Instant(NOW.0 + 3 * HOUR));
            format!("{found:?}")
        };
        assert!(doctor(&right).contains("since the clock had been set back"), "{}", doctor(&right));
        // Later entries are sealed as ever.
        let days = later(world, 40);
        new(&days, "Days");
        let end = later(world, 41);
        assert!(seal(&end).expect("sealed"));
        let Verdict::Whole { seals: 3, entries: all, .. } = verdict(&end) else { panic!("it stands") };
        // Changed, taken away, called late that was not, called in time that was late, slipped in: each shows.
        let run = |sql: &str, args: &[db::Value]| end.db().write(|tx| tx.run(sql, args)).expect("written");
        let broken = |seal: i64| {
            let verdict = verdict(&end);
            assert!(matches!(verdict, Verdict::Broken { seq, .. } if seq == seal), "{seal}: {verdict:?}");
        };
        let whole = || assert!(matches!(verdict(&end), Verdict::Whole { seals: 3, entries, .. } if entries == all));
        let first = "(select event_id from audit_late order by at, event_id limit 1)";
        run(&format!("update events set cause = 'rule' where id = {first}"), &[]);
        broken(2);
        run(&format!("update events set cause = 'command' where id = {first}"), &[]);
        whole();
        let note = "insert into audit_late (event_id, at, seal_seq) select id, at, 1 from events where at <= $1
 order by at desc, id desc limit 1";
        run(note, &[(NOW.0 + 24 * HOUR).into()]);
        run("delete from audit_late where seal_seq = 1", &[]);
        whole();
        run("update audit_late set seal_seq = 3 where seal_seq = 2", &[]);
        broken(2);
        run("update audit_late set seal_seq = 2 where seal_seq = 3", &[]);
        whole();
        let slipped = slip_in(&end, NOW);
        broken(1);
        run("insert into audit_late (event_id, at, seal_seq) values ($1, $2, 2)", &[slipped.into(), NOW.0.into()]);
        broken(2);
    });
}

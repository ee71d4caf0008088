//! Notifications: told in the transaction of what they tell, of what their reader may see, as the reader chose.

use crate::world::{NOW, World, position, user};
use app::activities::commands::{NewActivity, add};
use app::ctx::Who;
use app::events::Cause;
use app::notifications::commands::{mark_all_read, mark_read};
use app::notifications::queries::{list, unread};
use app::notifications::{Notice, NotificationView, To, choose, due, send, tell};
use app::records::Patch;
use app::{Error, House, accounts};
use domain::Instant;
use domain::accounts::Account;
use domain::kernel::id::AccountId;
use domain::leads::Lead;
use domain::notifications::{Choice, Kind};
use domain::policy::Noun;
use serde_json::json;
use std::sync::Arc;

fn account(world: &World, owner: &str) -> AccountId {
    let new = Account { name: "Fossverk".into(), owner: position(owner), ..Account::default() };
    world.console(|ctx, tx| accounts::commands::create(ctx, tx, Cause::COMMAND, vec![new]))[0].id
}

fn give(world: &World, by: &str, id: AccountId, to: &str) {
    let patch = Patch::new(id, [("owner", json!(position(to)))]);
    world.write(by, |ctx, tx| accounts::commands::change(ctx, tx, Cause::COMMAND, &[patch])).expect("given");
}

fn told(house: &House, name: &str) -> Vec<NotificationView> {
    house.read_as(user(name), |ctx, tx| list(ctx, tx, false, None, 50)).expect("a list").notifications
}

fn kinds(world: &World, name: &str) -> Vec<Kind> {
    told(&world.house, name).into_iter().map(|one| one.kind).collect()
}

#[test]
fn whoever_is_given_a_record_is_told_and_who_gives_it_is_not() {
    World::each(|world| {
        let id = account(world, "Rune");
        give(world, "Mona", id, "Rita");
        let heard = told(&world.house, "Rita");
        assert_eq!((heard.len(), heard[0].kind, heard[0].count), (1, Kind::Assigned, 1));
        assert_eq!(heard[0].record.as_ref().map(|r| (r.id, r.label.as_str())), Some((id.0, "Fossverk")));
        assert_eq!(heard[0].actor.as_deref(), Some("Mona"));
        give(world, "Mona", id, "Mona");
        assert!(kinds(world, "Mona").is_empty(), "nobody is told of what they did");
        // Rita lost sight of it: what she was told loses its name.
        assert!(told(&world.house, "Rita")[0].record.is_none());
    });
}

#[test]
fn a_write_that_is_taken_back_tells_nobody() {
    World::each(|world| {
        let id = account(world, "Rune");
        let patch = Patch::new(id, [("owner", json!(position("Rita")))]);
        let broken: app::Result<()> = world.write("Mona", |ctx, tx| {
            accounts::commands::change(ctx, tx, Cause::COMMAND, &[patch])?;
            Err(Error::NotFound)
        });
        assert!(broken.is_err());
        assert!(kinds(world, "Rita").is_empty());
    });
}

#[test]
fn each_is_told_as_they_chose() {
    World::each(|world| {
        let id = account(world, "Rune");
        world.write("Rita", |ctx, tx| choose(ctx, tx, &[(Kind::Assigned, Choice::Off)])).expect("chosen");
        give(world, "Mona", id, "Rita");
        assert!(kinds(world, "Rita").is_empty());
        world.write("Rita", |ctx, tx| choose(ctx, tx, &[(Kind::Assigned, Choice::Daily)])).expect("chosen again");
        give(world, "Mona", id, "Rune");
        give(world, "Mona", id, "Rita");
        assert_eq!(kinds(world, "Rita"), [Kind::Assigned]);
    });
}

#[test]
fn what_was_read_stays_read_and_is_nobody_elses() {
    World::each(|world| {
        let id = account(world, "Rune");
        for _ in 0..2 {
            give(world, "Mona", id, "Rita");
            give(world, "Mona", id, "Rune");
        }
        let count = |name: &str| world.read(name, unread).expect("a count");
        assert_eq!((count("Rita"), count("Rune")), (2, 2));
        let first = told(&world.house, "Rita")[0].id;
        assert!(matches!(world.write("Rune", |ctx, tx| mark_read(ctx, tx, first)), Err(Error::NotFound)));
        world.write("Rita", |ctx, tx| mark_read(ctx, tx, first)).expect("read");
        world.write("Rita", |ctx, tx| mark_read(ctx, tx, first)).expect("once more");
        assert_eq!((count("Rita"), count("Rune")), (1, 2));
        assert_eq!(world.write("Rita", mark_all_read).expect("all"), 1);
        assert_eq!((count("Rita"), count("Rune")), (0, 2));
    });
}

#[test]
fn many_at_once_are_one_line() {
    World::each(|world| {
        let id = account(world, "Rita");
        let notice = Notice { to: To::User(user("Rita")), kind: Kind::LeadRouted, noun: Noun::Account, record: id.0 };
        world.console(|ctx, tx| tell(ctx, tx, &[notice; 40]));
        let heard = told(&world.house, "Rita");
        assert_eq!((heard.len(), heard[0].count), (1, 40));
    });
}

#[test]
fn the_clock_tells_of_tasks_and_waiting_leads_once() {
    World::each(|world| {
        let id = account(world, "Rune");
        world.console(|ctx, tx| {
            let task = NewActivity {
                subject: "Call".into(),
                due_on: Some(ctx.today.next()),
                owner: Some(position("Rune")),
                ..NewActivity::on("task", Noun::Account, id)
            };
            add(ctx, tx, Cause::COMMAND, vec![task])?;
            let lead = Lead { name: "Kari".into(), owner: position("Rita"), ..Lead::default() };
            app::leads::commands::create(ctx, tx, Cause::COMMAND, vec![lead])
        });
        assert_eq!(due(&world.house).expect("nothing yet"), 0);
        let later = |hours: i64| world.house.at(Arc::new(move || Instant(NOW.0 + hours * 3_600_000)));
        assert_eq!(due(&later(14)).expect("tomorrow"), 1);
        assert_eq!(due(&later(15)).expect("the same day"), 0);
        assert_eq!(due(&later(25)).expect("a day later"), 1);
        assert_eq!(due(&later(26)).expect("told already"), 0);
        assert_eq!(kinds(world, "Rune"), [Kind::TaskDue]);
        assert_eq!(kinds(world, "Rita"), [Kind::LeadWaiting]);
        assert!(world.house.read(Who::Console, unread).expect("nobody") == 0);
    });
}

#[test]
fn who_chose_e_mail_gets_it_at_once_or_gathered_once_a_day() {
    World::each(|world| {
        let world = crate::mail::outward(world);
        let id = account(&world, "Rune");
        world.write("Rita", |ctx, tx| choose(ctx, tx, &[(Kind::Assigned, Choice::Daily)])).expect("chosen");
        world.write("Rune", |ctx, tx| choose(ctx, tx, &[(Kind::Assigned, Choice::Now)])).expect("chosen");
        for _ in 0..2 {
            give(&world, "Mona", id, "Rita");
            give(&world, "Mona", id, "Rune");
        }
        assert_eq!(send(&world.house).expect("nobody sends"), 0);
        crate::mail::sends_by(&world, 1);
        // At noon: two mails at once, and the one of the day. Rita has read one by then.
        let first = told(&world.house, "Rita")[0].id;
        world.write("Rita", |ctx, tx| mark_read(ctx, tx, first)).expect("read");
        assert_eq!(send(&world.house).expect("sent"), 3);
        assert_eq!(send(&world.house).expect("nothing more"), 0);
        let subjects = |name: &str| {
            let sent = world.read(name, app::mail::recent).expect("the outbox");
            sent.into_iter().map(|mail| mail.subject).collect::<Vec<_>>()
        };
        assert_eq!(subjects("Rune"), ["Mona gave you Fossverk"; 2]);
        assert_eq!(subjects("Rita"), ["Today: 1 notification"]);
        // The next of the day waits for tomorrow's.
        give(&world, "Mona", id, "Rita");
        assert_eq!(send(&world.house).expect("none yet"), 0);
        let tomorrow = world.house.at(Arc::new(|| Instant(NOW.0 + 24 * 3_600_000)));
        assert_eq!(send(&tomorrow).expect("of the next day"), 1);
    });
}

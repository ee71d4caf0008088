//! A write that is sent twice is done once, also where the server stops between the work and the answer that is kept.

use crate::world::{NOW, World, position, user};
use app::accounts::commands as accounts;
use app::ctx::Who;
use app::events::Cause;
use app::idempotency::{Claim, Claimed, claim, keep, release, under};
use app::{Error, House};
use domain::Instant;
use domain::accounts::Account;
use std::sync::Arc;

const MINUTE: i64 = 60_000;

fn later(world: &World, ms: i64) -> House {
    world.house.at(Arc::new(move || Instant(NOW.0 + ms)))
}

fn asked(house: &House) -> Claim {
    claim(house, user("Rune"), "one", b"POST /accounts", "secret").expect("asked")
}

fn ours(house: &House) -> Claimed {
    match asked(house) {
        Claim::Ours(claimed) => claimed,
        other => panic!("{other:?}"),
    }
}

fn work(house: &House, claimed: &Claimed) -> app::Result<()> {
    let account = Account { name: "Nordlys".into(), owner: position("Rune"), ..Account::default() };
    under(Some(claimed.clone()), || {
        house.write(Who::User(user("Rune")), |ctx, tx| {
            accounts::create(ctx, tx, Cause::COMMAND, vec![account]).map(drop)
        })
    })
}

fn made(world: &World) -> i64 {
    world.console(|_, tx| Ok(tx.number("select count(*) from accounts", &[])?))
}

#[test]
fn what_was_answered_is_answered_again() {
    World::each(|world| {
        let claimed = ours(&world.house);
        assert_eq!(asked(&world.house), Claim::Running);
        work(&world.house, &claimed).expect("done");
        assert_eq!(asked(&world.house), Claim::Running, "its answer is on its way");
        keep(&world.house, &claimed, (201, "made"), "secret").expect("kept");
        assert_eq!(asked(&later(world, 9 * MINUTE)), Claim::Done(201, "made".into()));
        let other = claim(&world.house, user("Rune"), "one", b"POST /leads", "secret").expect("asked");
        assert_eq!((other, made(world)), (Claim::Other, 1));
    });
}

#[test]
fn a_server_that_stops_before_the_answer_is_kept_does_it_once() {
    World::each(|world| {
        let claimed = ours(&world.house);
        work(&world.house, &claimed).expect("done");
        // Here it is killed. Its claim does not run out, for the work stands.
        assert_eq!(asked(&later(world, 6 * MINUTE)), Claim::Unanswered);
        assert_eq!(asked(&later(world, 23 * 60 * MINUTE)), Claim::Unanswered);
        assert_eq!(made(world), 1);
        assert!(matches!(asked(&later(world, 25 * 60 * MINUTE)), Claim::Ours(_)), "a key is kept for a day");
    });
}

#[test]
fn a_server_that_stops_before_the_work_lets_another_do_it() {
    World::each(|world| {
        let first = ours(&world.house);
        // Here it is killed, or hangs: nothing was done, so the key is free after a while.
        let then = later(world, 6 * MINUTE);
        let second = ours(&then);
        assert!(matches!(work(&world.house, &first), Err(Error::Busy)), "what hung comes too late");
        assert_eq!(made(world), 0);
        work(&then, &second).expect("done");
        assert!(matches!(work(&world.house, &first), Err(Error::Busy)));
        keep(&then, &second, (201, "made"), "secret").expect("kept");
        assert_eq!((asked(&then), made(world)), (Claim::Done(201, "made".into()), 1));
    });
}

#[test]
fn only_a_key_under_which_nothing_was_done_is_given_back() {
    World::each(|world| {
        let first = ours(&world.house);
        let refused: app::Result<()> =
            under(Some(first.clone()), || world.house.write(Who::Console, |_, _| Err(Error::NotFound)));
        assert!(refused.is_err());
        release(&world.house, &first).expect("given back");
        let second = ours(&world.house);
        work(&world.house, &second).expect("done");
        release(&world.house, &second).expect("asked");
        assert_eq!(asked(&later(world, 6 * MINUTE)), Claim::Unanswered);
    });
}

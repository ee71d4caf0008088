//! What is sent is sent once, whichever side breaks off.

use super::servers::{Manner, Sink, Smtp, has};
use super::{form, later, outgoing, outward, sends_by, tell};
use crate::world::{World, user};
use app::Error;
use app::ctx::Who;
use app::mail::{self, Notice};
use domain::mail::State;

fn state(world: &World) -> State {
    outgoing(world).first().expect("a message").state
}

#[test]
fn a_notice_reaches_a_real_server_once() {
    if !has("aiosmtpd") {
        return;
    }
    World::each(|world| {
        let world = outward(world);
        assert!(!tell(&world, None), "without a sender nobody is told");
        let mut smtp = Smtp::resting();
        let refused = mail::set_sender(&world.house, Who::Console, &form(smtp.port));
        let Err(Error::Refused(faults)) = refused else { panic!("{refused:?}") };
        assert_eq!((faults[0].code.as_str(), faults[0].field.as_deref()), ("trouble-no-answer", Some("host")));
        smtp.wake();
        mail::set_sender(&world.house, Who::Console, &form(smtp.port)).expect("it lets us in");
        assert!(tell(&world, Some("digest/2017-12-31")));
        assert!(!tell(&world, Some("digest/2017-12-31")), "said once only");
        // What does not stay sends nothing.
        let undone = world.house.write(Who::Console, |ctx, tx| {
            let notice = Notice { to: user("Rune"), subject: "Never", text: "", once: None };
            assert!(mail::tell(ctx, tx, &notice)?);
            Err::<(), Error>(Error::NotFound)
        });
        assert!(undone.is_err());
        assert_eq!(mail::deliver(&world.house).expect("delivered"), 1);
        assert_eq!(mail::deliver(&world.house).expect("delivered"), 0);
        let taken = smtp.taken();
        assert_eq!(taken.len(), 1, "{taken:?}");
        let read = post::read(taken[0].as_bytes()).expect("a message");
        assert_eq!((read.subject.as_str(), read.text.as_str()), ("Ny lead på ærfugl", "Hei Rune,\n.\ndu har en."));
        assert_eq!((read.from.address.as_str(), read.to[0].address.as_str()), ("crm@fjord.test", "rune@fjord.test"));
        assert!(read.is_automatic);
        assert_eq!(state(&world), State::Sent);
        // Nobody else sees what was written to him, but for who keeps the settings.
        assert!(world.read("Rita", mail::recent).expect("it reads").is_empty());
    });
}

#[test]
fn a_server_that_is_away_is_tried_again_later() {
    if !has("aiosmtpd") {
        return;
    }
    World::each(|world| {
        let world = outward(world);
        let mut smtp = Smtp::resting();
        sends_by(&world, smtp.port);
        tell(&world, None);
        mail::deliver(&world.house).expect("tried");
        let waits = outgoing(&world);
        assert_eq!((waits[0].state, waits[0].attempts), (State::Queued, 1));
        assert_eq!(waits[0].fault.as_ref().map(|f| f.code.as_str()), Some("trouble-no-answer"));
        smtp.wake();
        assert_eq!(mail::deliver(&world.house).expect("not yet"), 0);
        let next = later(&world, 2);
        assert_eq!(mail::deliver(&next.house).expect("delivered"), 1);
        assert_eq!((state(&world), smtp.taken().len()), (State::Sent, 1));
        // What was sent is kept for a month.
        let kept = later(&world, 30 * 24 * 60);
        mail::deliver(&kept.house).expect("nothing to do");
        assert_eq!(outgoing(&world).len(), 1);
        tell(&world, None);
        let month = later(&world, 31 * 24 * 60);
        assert_eq!(mail::deliver(&month.house).expect("delivered"), 1);
        assert_eq!((outgoing(&world).len(), smtp.taken().len()), (1, 2), "the first is forgotten");
    });
}

#[test]
fn what_may_have_arrived_is_sent_again_by_hand_alone() {
    for manner in [Manner::LeaveInContent, Manner::LeaveAfterContent] {
        World::each(|world| {
            let world = outward(world);
            let sink = Sink::start(&[manner]);
            sends_by(&world, sink.port);
            tell(&world, None);
            mail::deliver(&world.house).expect("tried");
            assert_eq!(state(&world), State::Unknown, "{manner:?}");
            let before = sink.count();
            for minutes in [1, 60, 10_000] {
                assert_eq!(mail::deliver(&later(&world, minutes).house).expect("looked"), 0);
            }
            assert_eq!(sink.count(), before);
            let id = outgoing(&world)[0].id;
            let stranger = world.write("Rita", |ctx, tx| mail::retry(ctx, tx, id));
            assert!(matches!(stranger, Err(Error::NotFound)), "{stranger:?}");
            world.write("Rune", |ctx, tx| mail::retry(ctx, tx, id)).expect("by hand");
            let twice = world.write("Rune", |ctx, tx| mail::retry(ctx, tx, id));
            assert!(matches!(twice, Err(Error::Refused(_))), "{twice:?}");
            assert_eq!(mail::deliver(&world.house).expect("delivered"), 1);
            assert_eq!((state(&world), sink.count()), (State::Sent, before + 1));
        });
    }
}

#[test]
fn what_was_not_taken_is_tried_again_or_given_up() {
    let cases = [(Manner::LeaveBefore, State::Queued), (Manner::Later, State::Queued), (Manner::Refuse, State::Failed)];
    for (manner, expected) in cases {
        World::each(|world| {
            let world = outward(world);
            let sink = Sink::start(&[manner]);
            sends_by(&world, sink.port);
            tell(&world, None);
            mail::deliver(&world.house).expect("tried");
            assert_eq!((state(&world), sink.count()), (expected, 0), "{manner:?}");
            mail::deliver(&later(&world, 5).house).expect("tried");
            let arrived = usize::from(expected == State::Queued);
            assert_eq!(sink.count(), arrived, "{manner:?}");
        });
    }
}

/// As a server of ours leaves a message that is killed while it sends.
fn killed(world: &World, had_content: bool) {
    let sql = "update outbox set state = 'sending', claim = id, claimed_at = $1, content_at = $2, attempts = 1";
    let at: i64 = crate::world::NOW.0;
    let content = had_content.then_some(at);
    world.house.db().write(|tx| tx.run(sql, &[at.into(), content.into()])).expect("it is written");
}

#[test]
fn what_a_killed_server_was_sending_is_found_by_the_next() {
    for had_content in [false, true] {
        World::each(|world| {
            let world = outward(world);
            let sink = Sink::start(&[]);
            sends_by(&world, sink.port);
            tell(&world, None);
            killed(&world, had_content);
            assert_eq!(mail::deliver(&later(&world, 1).house).expect("looked"), 0, "another may still be at it");
            mail::deliver(&later(&world, 15).house).expect("looked");
            let (expected, arrived) = if had_content { (State::Unknown, 0) } else { (State::Sent, 1) };
            assert_eq!((state(&world), sink.count()), (expected, arrived));
        });
    }
}

#[test]
fn passwords_are_nowhere_to_be_read() {
    World::each(|world| {
        let world = outward(world);
        let sink = Sink::start(&[]);
        let plain = form(sink.port);
        mail::set_sender(&world.house, Who::Console, &plain).expect("a sender");
        let mut with = plain.clone();
        (with.login, with.password) = ("crm".into(), "hush-hush".into());
        mail::set_sender(&world.house, Who::Console, &with).expect("a sender with a password");
        let sql = "select count(*) from settings where value like '%hush%'";
        assert_eq!(world.house.db().read(|tx| tx.number(sql, &[])).expect("counted"), 0);
        let sql = "select count(*) from events where changes like '%hush%'";
        assert_eq!(world.house.db().read(|tx| tx.number(sql, &[])).expect("counted"), 0);
        let sealed = world.house.outside().keys.seal(uuid::Uuid::nil(), "hush-hush").expect("sealed");
        assert!(!sealed.contains("hush"));
        let mut moved = with;
        (moved.host, moved.password) = ("localhost".into(), String::new());
        let refused = mail::set_sender(&world.house, Who::Console, &moved);
        let Err(Error::Refused(faults)) = refused else { panic!("{refused:?}") };
        assert_eq!(faults[0].code, "refusal-password-needed");
        let seller = mail::set_sender(&world.house, Who::User(user("Rune")), &form(sink.port));
        assert!(matches!(seller, Err(Error::Forbidden)), "{seller:?}");
    });
}

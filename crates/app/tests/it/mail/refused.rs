//! Mails to who said no: not written, recalled where they wait, and sent where they answer.

use super::boxes::{connect, is_ready, kari, look, message, new_mail, seen};
use super::dovecot::Dovecot;
use super::servers::Sink;
use super::{later, outward};
use crate::world::World;
use app::mail::{self, NewMail};
use app::{Error, consents};
use domain::consents::Consent;
use domain::kernel::id::{ContactId, MailAccountId, MailId};
use domain::mail::State;
use domain::policy::Noun;

/// Kari's question, in Rune's mailbox.
struct Asked {
    contact: ContactId,
    account: MailAccountId,
    asked: MailId,
    sink: Sink,
    _dovecot: Dovecot,
}

fn asked(world: &World) -> Asked {
    let (dovecot, sink) = (Dovecot::start(), Sink::start(&[]));
    let (_, contact) = kari(world);
    let account = connect(world, "Rune", &dovecot, sink.port);
    let me = "rune@fjord.test";
    dovecot.put(me, false, "1", &message("1@kunde.test", "kari@kunde.test", me, "A question", "", "x"));
    assert_eq!(look(world), 1);
    let asked = seen(world, "Rune", Noun::Contact, contact)[0].id;
    Asked { contact, account, asked, sink, _dovecot: dovecot }
}

#[test]
fn who_said_no_is_not_written_to_but_may_be_answered() {
    if !is_ready() {
        return;
    }
    World::each(|world| {
        let world = outward(world);
        let Asked { contact, account, asked, sink: _sink, _dovecot } = asked(&world);
        let no = Consent { purpose: "email".into(), state: "withdrawn".into(), ..Consent::default() };
        world.write("Rune", |ctx, tx| consents::say(ctx, tx, (Noun::Contact, contact.0), &no)).expect("said");
        let write = |new: &NewMail| world.write("Rune", |ctx, tx| mail::write(ctx, tx, Noun::Contact, contact.0, new));
        let is_refused = |new: &NewMail| match write(new) {
            Err(Error::Refused(refusals)) => refusals[0].code == "refusal-consent-address",
            other => panic!("{other:?}"),
        };
        let to = |address: &str| NewMail { to: vec![address.into()], ..new_mail(account) };
        assert!(is_refused(&to("Kari@kunde.test")), "however it is written");
        let (other, copy) = (to("ola@kunde.test"), vec!["kari@kunde.test".into()]);
        assert!(is_refused(&NewMail { cc: copy, ..other.clone() }));
        write(&other).expect("another");
        write(&NewMail { answers: Some(asked), ..to("kari@kunde.test") }).expect("they asked");
    });
}

#[test]
fn a_no_recalls_what_waits_and_an_answer_goes_out() {
    if !is_ready() {
        return;
    }
    World::each(|world| {
        let world = outward(world);
        let Asked { contact, account, asked, sink, _dovecot } = asked(&world);
        let write = |subject: &str, to: &str, cc: &[&str], answers: Option<MailId>| {
            let cc = cc.iter().map(|&address| address.to_owned()).collect();
            let new = NewMail { subject: subject.into(), to: vec![to.into()], cc, answers, ..new_mail(account) };
            world.write("Rune", |ctx, tx| mail::write(ctx, tx, Noun::Contact, contact.0, &new)).expect("written")
        };
        let offer = write("Offer", "KARI@kunde.test", &[], None);
        let copied = write("Copied", "ola@kunde.test", &["kari@kunde.test"], None);
        let answer = write("Re: A question", "kari@kunde.test", &[], Some(asked));
        let other = write("Other", "ola@kunde.test", &[], None);
        let state = |id| {
            let all = world.read("Rune", mail::recent).expect("read");
            let one = all.into_iter().find(|one| one.id == id).expect("in the outbox");
            (one.state, one.fault.map(|fault| fault.code))
        };
        let say = |state: &str, at: i64| {
            let said = Consent { purpose: "email".into(), state: state.into(), ..Consent::default() };
            let on = (Noun::Contact, contact.0);
            later(&world, at).write("Rune", |ctx, tx| consents::say(ctx, tx, on, &said)).expect("said");
        };
        say("withdrawn", 0);
        let withheld = (State::Withheld, Some("mail-withheld".to_owned()));
        assert_eq!((state(offer), state(copied)), (withheld.clone(), withheld.clone()), "seen at once");
        assert_eq!((state(answer), state(other)), ((State::Queued, None), (State::Queued, None)));
        let refused = match world.write("Rune", |ctx, tx| mail::retry(ctx, tx, offer)) {
            Err(Error::Refused(refusals)) => refusals[0].code.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(refused, "mail-withheld");
        assert_eq!(mail::deliver(&world.house).expect("sent"), 2);
        assert_eq!((state(answer).0, state(other).0, sink.count()), (State::Sent, State::Sent, 2));
        // They change their mind: sent again by hand, and looked at again before it goes.
        say("given", 1);
        for id in [offer, copied] {
            world.write("Rune", |ctx, tx| mail::retry(ctx, tx, id)).expect("again");
        }
        assert_eq!(state(offer), (State::Queued, None));
        let past = "update consents set state = 'refused' where state = 'given'";
        world.house.db().write(|tx| tx.run(past, &[])).expect("a no that no door told of");
        assert_eq!(mail::deliver(&later(&world, 2).house).expect("looked"), 2);
        assert_eq!((state(offer), state(copied), sink.count()), (withheld.clone(), withheld, 2));
        let said = "update consents set state = 'given' where state = 'refused'";
        world.house.db().write(|tx| tx.run(said, &[])).expect("a yes");
        world.write("Rune", |ctx, tx| mail::retry(ctx, tx, offer)).expect("again");
        assert_eq!(mail::deliver(&later(&world, 3).house).expect("sent"), 1);
        assert_eq!((state(offer).0, sink.count()), (State::Sent, 3));
    });
}

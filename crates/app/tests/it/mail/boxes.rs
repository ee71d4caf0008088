//! Mailboxes on a real Dovecot: what comes in, once, for whose eyes; and what goes out from a record.

use super::dovecot::{Dovecot, PASSWORD};
use super::servers::{Manner, Sink, has};
use super::{later, outward};
use crate::world::{World, position, user};
use app::cadences::{self, queries as enrolments};
use app::events::Cause;
use app::mail::{self, AccountForm, MailView, NewMail};
use app::records::{What, timeline};
use app::{Error, accounts, contacts, leads};
use domain::Instant;
use domain::accounts::Account;
use domain::cadences::Step;
use domain::contacts::Contact;
use domain::kernel::id::{AccountId, ContactId, MailAccountId};
use domain::leads::Lead;
use domain::mail::{Sight, State};
use domain::policy::Noun;
use uuid::Uuid;

fn form(name: &str, dovecot: &Dovecot, smtp: u16) -> AccountForm {
    AccountForm {
        address: format!("{name}@fjord.test"),
        sender: name.to_owned(),
        login: String::new(),
        password: PASSWORD.into(),
        imap_host: "127.0.0.1".into(),
        imap_port: dovecot.port.to_string(),
        imap_security: "plain".into(),
        smtp_host: "127.0.0.1".into(),
        smtp_port: smtp.to_string(),
        smtp_security: "plain".into(),
        sight: "subject".into(),
        since: String::new(),
    }
}

pub fn connect(world: &World, name: &str, dovecot: &Dovecot, smtp: u16) -> MailAccountId {
    let form = form(&name.to_lowercase(), dovecot, smtp);
    mail::connect(&world.house, user(name), None, &form).expect("connected")
}

/// Kari at Kunde, of Rune.
pub fn kari(world: &World) -> (AccountId, ContactId) {
    world.console(|ctx, tx| {
        let account = Account { name: "Kunde".into(), owner: position("Rune"), ..Account::default() };
        let account = accounts::commands::create(ctx, tx, Cause::COMMAND, vec![account])?.remove(0).id;
        let contact = Contact {
            name: "Kari".into(),
            first_name: Some("Kari".into()),
            email: Some("kari@kunde.test".into()),
            account: Some(account),
            owner: position("Rune"),
            ..Contact::default()
        };
        Ok((account, contacts::commands::create(ctx, tx, Cause::COMMAND, vec![contact])?.remove(0).id))
    })
}

/// A message as it lies in a mailbox.
pub fn message(id: &str, from: &str, to: &str, subject: &str, more: &str, text: &str) -> String {
    format!(
        "From: {from}\nTo: {to}\nSubject: {subject}\nMessage-ID: <{id}>\nDate: Sat, 30 Dec 2017 09:00:00 +0000\n{more}\n{text}\n"
    )
}

/// Mails on a record's timeline as somebody sees it.
pub fn seen(world: &World, name: &str, noun: Noun, id: impl Into<Uuid>) -> Vec<MailView> {
    let id = id.into();
    let read = world.read(name, |ctx, tx| timeline(ctx, tx, noun, id, Instant(i64::MAX), 100));
    let mails = read.expect("a timeline").into_iter().filter_map(|entry| match entry.what {
        What::Activity(view) => view.mail.map(|mail| *mail),
        What::Mail(mail) => Some(*mail),
        What::Event { .. } => None,
    });
    mails.collect()
}

fn subjects(mails: &[MailView]) -> Vec<&str> {
    mails.iter().map(|mail| mail.subject.as_str()).collect()
}

pub fn look(world: &World) -> usize {
    mail::look(&world.house).expect("looked")
}

pub fn is_ready() -> bool {
    has("dovecot") && has("openssl")
}

#[test]
fn mails_of_known_people_come_in_once_and_stay_unread() {
    if !is_ready() {
        return;
    }
    let mut dovecot = Dovecot::start();
    let sink = Sink::start(&[]);
    World::each(|world| {
        let world = outward(world);
        let (account, contact) = kari(&world);
        let me = "rune@fjord.test";
        let put = |name: &str, text: &str| dovecot.put(me, false, name, text);
        put("1", &message("a@kunde.test", "Kari <kari@kunde.test>", me, "Offer?", "", "Hello Rune"));
        put("2", &message("b@else.test", "x@else.test", me, "Spam", "", "Buy"));
        put("3", &message("c@fjord.test", "rita@fjord.test", me, "Lunch", "", "12?"));
        let answers = "In-Reply-To: <a@kunde.test>\nCc: boss@kunde.test\n";
        dovecot.put(me, true, "4", &message("d@fjord.test", me, "kari@kunde.test", "Re: Offer?", answers, "Here"));
        connect(&world, "Rune", &dovecot, sink.port);
        assert_eq!(look(&world), 2);
        let mails = seen(&world, "Rune", Noun::Contact, contact);
        assert_eq!(subjects(&mails), ["Re: Offer?", "Offer?"]);
        assert_eq!(mails[0].thread, mails[1].thread);
        assert_eq!((mails[0].direction.as_str(), mails[1].direction.as_str()), ("out", "in"));
        assert_eq!(mails[1].body.as_deref(), Some("Hello Rune"));
        assert_eq!(subjects(&seen(&world, "Rune", Noun::Account, account)), ["Re: Offer?", "Offer?"]);
        // Nothing is read, moved or deleted.
        let names = |kept: Vec<(String, bool)>| kept.into_iter().map(|(name, is_read)| format!("{name}{is_read}"));
        assert_eq!(names(dovecot.kept(me, false)).collect::<Vec<_>>(), ["1false", "2false", "3false"]);
        assert_eq!(look(&world), 0, "not due");
        assert_eq!(look(&later(&world, 5)), 0, "nothing new");
    });
    dovecot.rest();
    assert_eq!(sink.count(), 0);
}

#[test]
fn a_look_goes_on_where_the_last_one_ended() {
    if !is_ready() {
        return;
    }
    World::each(|world| {
        let world = outward(world);
        let (mut dovecot, sink) = (Dovecot::start(), Sink::start(&[]));
        let (_, contact) = kari(&world);
        let me = "rune@fjord.test";
        for n in 0..150 {
            let text = message(&format!("{n}@kunde.test"), "kari@kunde.test", me, &format!("No {n}"), "", "x");
            dovecot.put(me, false, &format!("{n:04}"), &text);
        }
        connect(&world, "Rune", &dovecot, sink.port);
        assert_eq!(look(&world), 150);
        dovecot.rest();
        assert_eq!(look(&later(&world, 5)), 0);
        let failing = world.read("Rune", mail::accounts).expect("accounts").remove(0);
        assert_eq!(failing.state, "failing");
        assert_eq!(failing.fault.map(|fault| fault.code), Some("trouble-no-answer".to_owned()));
        dovecot.put(me, false, "9999", &message("new@kunde.test", "kari@kunde.test", me, "New", "", "x"));
        dovecot.wake();
        assert_eq!(look(&later(&world, 10)), 1, "only what is new");
        assert_eq!(world.read("Rune", mail::accounts).expect("accounts")[0].state, "working");
        // Another numbering: all is read again, and known again.
        dovecot.renumber(me);
        assert_eq!(look(&later(&world, 20)), 0);
        assert!(seen(&world, "Rune", Noun::Contact, contact).len() > 90, "a page of them");
        let all = world.house.db().read(|tx| tx.number("select count(*) from mails", &[])).expect("counted");
        assert_eq!(all, 151);
    });
}

#[test]
fn a_mail_is_seen_by_whom_it_may_be() {
    if !is_ready() {
        return;
    }
    let (dovecot, sink) = (Dovecot::start(), Sink::start(&[]));
    World::each(|world| {
        let world = outward(world);
        let (_, contact) = kari(&world);
        let text = message("s@kunde.test", "kari@kunde.test", "rune@fjord.test", "Price", "", "The secret price");
        dovecot.put("rune@fjord.test", false, "1", &text);
        connect(&world, "Rune", &dovecot, sink.port);
        look(&world);
        let told = |name: &str| {
            let mails = seen(&world, name, Noun::Contact, contact);
            mails.into_iter().map(|mail| (mail.subject, mail.body)).collect::<Vec<_>>()
        };
        let whole = vec![("Price".to_owned(), Some("The secret price".to_owned()))];
        assert_eq!(told("Rune"), whole);
        for name in ["Mona", "Hanna", "Opal"] {
            assert_eq!(told(name), [("Price".to_owned(), None)], "{name} sees that there was one");
        }
        let id = seen(&world, "Rune", Noun::Contact, contact)[0].id;
        let sight = |name: &str, sight| world.write(name, |ctx, tx| mail::set_sight(ctx, tx, id, sight));
        assert!(matches!(sight("Mona", Sight::Whole), Err(Error::NotFound)), "not hers to open");
        sight("Rune", Sight::Whole).expect("opened");
        assert_eq!(told("Mona"), whole);
        sight("Rune", Sight::Private).expect("closed");
        for name in ["Mona", "Hanna", "Opal"] {
            assert_eq!(told(name), [], "{name} sees nothing");
            let thread = seen(&world, "Rune", Noun::Contact, contact)[0].thread;
            let asked = world.read(name, |ctx, tx| mail::queries::thread(ctx, tx, thread));
            assert!(matches!(asked, Err(Error::NotFound)), "{name}");
        }
        assert_eq!(told("Rune"), whole);
        let kinds = "select count(*) from activities where kind = 'email'";
        assert_eq!(world.house.db().read(|tx| tx.number(kinds, &[])).expect("counted"), 0);
        sight("Rune", Sight::Subject).expect("opened a little");
        assert_eq!(told("Mona"), [("Price".to_owned(), None)]);
        // The same mail in two mailboxes is one; who has it reads it, and the narrower choice holds for others.
        dovecot.put("mona@fjord.test", false, "1", &text);
        connect(&world, "Mona", &dovecot, sink.port);
        assert_eq!(look(&world), 0);
        assert_eq!(told("Mona"), whole);
        assert_eq!(told("Rune"), whole);
        world.write("Mona", |ctx, tx| mail::set_sight(ctx, tx, id, Sight::Private)).expect("closed");
        assert_eq!((told("Hanna"), told("Rune").len(), told("Mona").len()), (vec![], 1, 1));
        // A contact that is one with another brings the private mails along, for the same eyes.
        let other = Contact { name: "Kari K".into(), owner: position("Rune"), ..Contact::default() };
        let other = world.console(|ctx, tx| contacts::commands::create(ctx, tx, Cause::COMMAND, vec![other]))[0].id;
        let merged =
            world.write("Rune", |ctx, tx| app::matching::merge::merge(ctx, tx, Noun::Contact, other.0, contact.0, &[]));
        let on_other = |name: &str| seen(&world, name, Noun::Contact, other).len();
        assert_eq!((on_other("Rune"), on_other("Hanna")), (1, 0));
        let id = merged.expect("merged").id;
        world.write("Rune", |ctx, tx| app::matching::merge::undo(ctx, tx, id)).expect("undone");
        assert_eq!((on_other("Rune"), told("Rune").len()), (0, 1));
    });
}

#[test]
fn what_is_excluded_stays_out_and_leads_come_in() {
    if !is_ready() {
        return;
    }
    let (dovecot, sink) = (Dovecot::start(), Sink::start(&[]));
    let me = "rune@fjord.test";
    dovecot.put(me, false, "1", &message("1@kunde.test", "kari@kunde.test", me, "Private", "", "x"));
    dovecot.put(me, false, "2", &message("2@ny.test", "per@ny.test", me, "Lead", "", "x"));
    World::each(|world| {
        let world = outward(world);
        let (_, contact) = kari(&world);
        let lead = world.console(|ctx, tx| {
            let lead = Lead {
                name: "Per".into(),
                email: Some("per@ny.test".into()),
                owner: position("Rune"),
                ..Lead::default()
            };
            leads::commands::create(ctx, tx, Cause::COMMAND, vec![lead])
        });
        world.write("Rune", |ctx, tx| mail::exclude(ctx, tx, "kunde.test", false)).expect("excluded");
        let company = world.write("Rune", |ctx, tx| mail::exclude(ctx, tx, "bank.test", true));
        assert!(matches!(company, Err(Error::Forbidden)), "{company:?}");
        connect(&world, "Rune", &dovecot, sink.port);
        assert_eq!(look(&world), 1);
        assert!(seen(&world, "Rune", Noun::Contact, contact).is_empty());
        assert_eq!(subjects(&seen(&world, "Rune", Noun::Lead, lead[0].id)), ["Lead"]);
    });
}

#[test]
fn a_reply_ends_a_cadence_and_an_old_mail_does_not() {
    if !is_ready() {
        return;
    }
    let sink = Sink::start(&[]);
    World::each(|world| {
        let world = outward(world);
        let dovecot = Dovecot::start();
        let (_, contact) = kari(&world);
        let me = "rune@fjord.test";
        let cadence = world.console(|ctx, tx| {
            let id = cadences::commands::create(ctx, tx, "First contact")?;
            let step = Step { day: 0, kind: "call".into(), subject: "Call".into(), body: String::new() };
            cadences::commands::add_step(ctx, tx, id, step)?;
            Ok(id)
        });
        let enrol = |ctx: &app::Ctx, tx: &mut db::Tx<'_>| {
            cadences::commands::enrol(ctx, tx, cadence, Noun::Contact, contact.0).map(drop)
        };
        world.write("Rune", enrol).expect("enrolled");
        let stopped = || {
            let all = world.read("Rune", |ctx, tx| enrolments::on_record(ctx, tx, Noun::Contact, contact.0));
            all.expect("enrolments").remove(0).stop_reason
        };
        dovecot.put(me, false, "1", &message("1@kunde.test", "kari@kunde.test", me, "Old", "", "x"));
        connect(&world, "Rune", &dovecot, sink.port);
        assert_eq!((look(&world), stopped()), (1, None));
        let new = message("2@kunde.test", "kari@kunde.test", me, "New", "", "x")
            .replace("Sat, 30 Dec 2017", "Sun, 31 Dec 2017");
        let new = new.replace("09:00", "12:30");
        dovecot.put(
            me,
            false,
            "2",
            &new.replace("Subject", "Auto-Submitted: auto-replied\nSubject").replace("2@k", "3@k"),
        );
        assert_eq!((look(&later(&world, 60)), stopped()), (1, None), "a machine is no reply");
        dovecot.put(me, false, "3", &new);
        assert_eq!((look(&later(&world, 90)), stopped().as_deref()), (1, Some("reply")));
    });
}

pub fn new_mail(account: MailAccountId) -> NewMail {
    NewMail {
        account,
        to: vec!["kari@kunde.test".into()],
        subject: "Tilbud".into(),
        body: "Hei Kari".into(),
        sight: Some(Sight::Whole),
        ..NewMail::default()
    }
}

#[test]
fn a_mail_from_a_record_goes_out_once_and_is_filed_once() {
    if !is_ready() {
        return;
    }
    World::each(|world| {
        let world = outward(world);
        let (dovecot, sink) = (Dovecot::start(), Sink::start(&[]));
        let (_, contact) = kari(&world);
        let account = connect(&world, "Rune", &dovecot, sink.port);
        look(&world);
        let write = |name: &str, new: &NewMail| {
            world.write(name, |ctx, tx| mail::write(ctx, tx, Noun::Contact, contact.0, new))
        };
        assert!(write("Mona", &new_mail(account)).is_err(), "not by another's mailbox");
        let nobody = write("Rune", &NewMail { to: vec!["nobody".into()], ..new_mail(account) });
        assert!(matches!(nobody, Err(Error::Refused(_))), "{nobody:?}");
        write("Rune", &new_mail(account)).expect("written");
        let waits = seen(&world, "Rune", Noun::Contact, contact);
        assert_eq!(waits[0].outgoing.map(|(_, state)| state), Some(State::Queued));
        assert!(seen(&world, "Mona", Noun::Contact, contact).is_empty(), "not before it is sent");
        assert_eq!(mail::deliver(&world.house).expect("delivered"), 1);
        assert_eq!(sink.count(), 1);
        let sent = seen(&world, "Mona", Noun::Contact, contact);
        assert_eq!((sent.len(), sent[0].body.as_deref()), (1, Some("Hei Kari")));
        assert_eq!(sent[0].outgoing.map(|(_, state)| state), Some(State::Sent));
        for minutes in [1, 5, 10] {
            assert_eq!(look(&later(&world, minutes)), 0);
        }
        assert_eq!(dovecot.kept("rune@fjord.test", true).len(), 1, "one copy, filed by us");
        assert_eq!(seen(&world, "Rune", Noun::Contact, contact).len(), 1);
        // An answer to it is of its thread.
        let came = sink.came.lock().expect("the list")[0].clone();
        let id = post::read(came.as_bytes()).expect("a message").message_id;
        let answer = message(
            "r@kunde.test",
            "kari@kunde.test",
            "rune@fjord.test",
            "Re: Tilbud",
            &format!("References: <{id}>\n"),
            "Takk",
        );
        dovecot.put("rune@fjord.test", false, "1", &answer);
        assert_eq!(look(&later(&world, 15)), 1);
        let both = seen(&world, "Rune", Noun::Contact, contact);
        assert_eq!((both.len(), both[0].thread == both[1].thread, both[0].of_thread), (2, true, 2));
    });
}

#[test]
fn a_half_sent_mail_is_found_in_the_folder_of_what_was_sent() {
    if !is_ready() {
        return;
    }
    World::each(|world| {
        let world = outward(world);
        let (dovecot, sink) = (Dovecot::start(), Sink::start(&[Manner::Take, Manner::LeaveAfterContent]));
        let (_, contact) = kari(&world);
        let account = connect(&world, "Rune", &dovecot, sink.port);
        look(&world);
        let new = new_mail(account);
        world.write("Rune", |ctx, tx| mail::write(ctx, tx, Noun::Contact, contact.0, &new)).expect("written");
        mail::deliver(&world.house).expect("tried");
        let state = || seen(&world, "Rune", Noun::Contact, contact)[0].outgoing.map(|(_, state)| state);
        assert_eq!(state(), Some(State::Unknown));
        assert!(seen(&world, "Mona", Noun::Contact, contact).is_empty());
        mail::deliver(&later(&world, 1000).house).expect("looked");
        assert_eq!((state(), sink.count()), (Some(State::Unknown), 1), "never twice by itself");
        // The server had put it there itself.
        let came = sink.came.lock().expect("the list")[0].clone();
        dovecot.put("rune@fjord.test", true, "1", &came);
        look(&later(&world, 1001));
        assert_eq!(state(), Some(State::Sent));
        assert_eq!(seen(&world, "Mona", Noun::Contact, contact).len(), 1);
        assert_eq!(dovecot.kept("rune@fjord.test", true).len(), 1);
    });
}

#[test]
fn what_is_in_the_way_is_told_at_its_field() {
    if !is_ready() {
        return;
    }
    let (dovecot, sink) = (Dovecot::start(), Sink::start(&[]));
    World::each(|world| {
        let world = outward(world);
        let good = form("rune", &dovecot, sink.port);
        let refused = |form: AccountForm| {
            let Err(Error::Refused(faults)) = mail::connect(&world.house, user("Rune"), None, &form) else {
                panic!("it was taken");
            };
            faults.into_iter().map(|fault| (fault.code, fault.field.unwrap_or_default())).collect::<Vec<_>>()
        };
        let one = |code: &str, field: &str| vec![(code.to_owned(), field.to_owned())];
        let wrong = AccountForm { password: "wrong".into(), ..good.clone() };
        assert_eq!(refused(wrong), one("trouble-login-refused", "password"));
        let closed = AccountForm { imap_port: super::servers::free_port().to_string(), ..good.clone() };
        assert_eq!(refused(closed), one("trouble-no-answer", "imap_host"));
        let closed = AccountForm { smtp_port: super::servers::free_port().to_string(), ..good.clone() };
        assert_eq!(refused(closed), one("trouble-no-answer", "smtp_host"));
        let inner = AccountForm { imap_host: "169.254.169.254".into(), ..good.clone() };
        assert_eq!(refused(inner), one("trouble-host-inner", "imap_host"));
        let stranger =
            AccountForm { imap_security: "tls".into(), imap_port: dovecot.tls_port.to_string(), ..good.clone() };
        assert_eq!(refused(stranger), one("trouble-untrusted", "imap_host"));
        // Its certificate named as trusted, both ways to TLS hold.
        let mut outside = world.house.outside().clone();
        outside.reach.roots = vec![dovecot.certificate()];
        let trusting = World { house: world.house.clone().with_outside(outside) };
        for (security, port) in [("tls", dovecot.tls_port), ("starttls", dovecot.port)] {
            let form = AccountForm { imap_security: security.into(), imap_port: port.to_string(), ..good.clone() };
            let id = trusting.read("Rune", mail::accounts).expect("accounts").first().map(|account| account.id);
            mail::connect(&trusting.house, user("Rune"), id, &form).expect("connected by TLS");
        }
        let secret = "select count(*) from mail_accounts where secret like '%hush%'";
        assert_eq!(world.house.db().read(|tx| tx.number(secret, &[])).expect("counted"), 0);
        let other = world.read("Mona", mail::accounts).expect("accounts");
        assert!(other.is_empty(), "nobody sees another's mailbox");
    });
}

//! Webhooks: what happens is told to addresses, in order, at least once, and to nobody's eyes but the user's.

mod broken_off;
mod receiver;

use crate::world::{NOW, World, position, user};
use app::accounts::commands as accounts;
use app::ctx::Who;
use app::events::Cause;
use app::records::Patch;
use app::webhooks::{self, State, commands, message_id, queries};
use app::{Error, notifications};
use db::Dialect;
use domain::Instant;
use domain::accounts::Account;
use domain::kernel::id::{EventId, UserId};
use domain::notifications::Kind;
use domain::webhooks::{WAITS, Webhook};
use receiver::{Got, Receiver, Told};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::Ordering;

fn each(test: impl Fn(&Told, &Receiver)) {
    World::each(|world| test(&Told::of(world), &Receiver::open()));
}

fn names(got: &[Got]) -> Vec<&str> {
    got.iter().map(|one| one.body["data"]["changes"][0]["after"].as_str().unwrap_or("created")).collect()
}

#[test]
fn what_happens_is_told_in_order_signed_and_once() {
    each(|told, receiver| {
        let before = told.account("Before", "Rune");
        told.later(1);
        let hook = told.hook(&receiver.url, &[], "Opal");
        let made = told.account("Acme", "Rune");
        told.later(1000);
        for name in ["One", "Two", "Three"] {
            told.rename(made, name);
        }
        told.rename(before, "Four");
        assert_eq!(told.look(), 5);
        let got = receiver.taken();
        assert_eq!(names(&got), ["created", "One", "Two", "Three", "Four"]);
        let first = &got[0].body;
        assert_eq!(
            (&first["type"], &first["timestamp"]),
            (&json!("account.created"), &json!("2017-12-31T12:00:00.001Z"))
        );
        assert_eq!(first["data"]["id"], json!(made));
        assert_eq!(got[1].body["data"]["actor"]["name"], json!("Opal"));
        assert_eq!((got[0].timestamp, got[0].signatures), ((NOW.0 + 1001) / 1000, 1));
        assert!(got.iter().all(|one| one.id.starts_with("evt_")));
        assert_eq!((told.look(), receiver.taken().len()), (0, 0), "nothing is told twice");
        assert_eq!(told.states(hook), vec![(State::Delivered, 1); 5]);
        // The part of the history that is read again holds them all; long after, the place has moved on.
        told.later(10 * 60_000);
        told.rename(made, "Five");
        assert_eq!(told.look(), 1);
        assert_eq!(names(&receiver.taken()), ["Five"]);
        assert_eq!(told.view(hook).last_at, Some(told.house.now()));
    });
}

#[test]
fn only_what_was_chosen_is_told() {
    each(|told, receiver| {
        told.hook(&receiver.url, &["account.changed", "lead"], "Opal");
        let made = told.account("Acme", "Rune");
        told.rename(made, "Acme 2");
        told.look();
        let got = receiver.taken();
        assert_eq!(got.iter().map(|one| one.body["type"].as_str().unwrap()).collect::<Vec<_>>(), ["account.changed"]);
    });
}

#[test]
fn what_the_user_may_not_see_is_not_told_and_what_became_hidden_is_withheld() {
    each(|told, receiver| {
        let hook = told.hook(&receiver.url, &[], "Rune");
        let (own, other) = (told.account("Own", "Rune"), told.account("Other", "Olga"));
        told.rename(own, "Own 2");
        told.rename(other, "Other 2");
        told.look();
        let got = receiver.taken();
        assert_eq!(got.len(), 2);
        assert!(got.iter().all(|one| one.body["data"]["id"] == json!(own)));
        assert_eq!(told.states(hook).len(), 2, "nothing is kept of what is hidden");
        // What waits is made with the eyes of the moment in which it is sent.
        receiver.will_say(&[500]);
        told.rename(own, "Own 3");
        told.look();
        let patch = Patch::new(own, [("owner", json!(position("Olga")))]);
        told.write("Opal", |ctx, tx| accounts::change(ctx, tx, Cause::COMMAND, &[patch]).map(drop));
        told.later(WAITS[0]);
        receiver.taken();
        told.look();
        assert_eq!(receiver.taken().len(), 0);
        assert_eq!(told.states(hook)[2], (State::Withheld, 1));
        // Another record that a change names is hidden as in the timeline.
        let child = told.account("Child", "Rune");
        let patch = Patch::new(child, [("parent", json!(own))]);
        told.write("Opal", |ctx, tx| accounts::change(ctx, tx, Cause::COMMAND, &[patch]).map(drop));
        told.look();
        let change = &receiver.taken()[1].body["data"]["changes"][0];
        assert_eq!((&change["field"], &change["after"]), (&json!("parent"), &json!({ "hidden": true })));
    });
}

#[test]
fn what_fails_is_tried_again_with_the_same_id_and_all_behind_it_wait() {
    each(|told, receiver| {
        let hook = told.hook(&receiver.url, &[], "Opal");
        let made = told.account("Acme", "Rune");
        told.rename(made, "Two");
        receiver.will_say(&[500, 302]);
        assert_eq!(told.look(), 1);
        let first = receiver.taken();
        let view = told.view(hook);
        assert_eq!((view.waiting, view.again_at), (2, Some(Instant(NOW.0 + WAITS[0]))));
        assert_eq!(view.fault.unwrap().code, "webhook-status");
        told.later(WAITS[0] - 1);
        assert_eq!(told.look(), 0, "not before its time");
        told.later(1);
        assert_eq!(told.look(), 1);
        told.later(WAITS[1]);
        assert_eq!(told.look(), 2);
        let rest = receiver.taken();
        assert_eq!(rest.iter().map(|one| &one.id).collect::<Vec<_>>(), [&first[0].id, &first[0].id, &rest[2].id]);
        assert!(rest[1].timestamp > first[0].timestamp, "the time is that of the try");
        assert_eq!(rest[1].body, first[0].body);
        assert_eq!(told.states(hook), [(State::Delivered, 3), (State::Delivered, 1)]);
        assert_eq!(told.view(hook).fault, None);
    });
}

#[test]
fn after_the_last_try_the_address_is_paused_and_nothing_is_lost() {
    each(|told, receiver| {
        let hook = told.hook(&receiver.url, &[], "Opal");
        let made = told.account("Acme", "Rune");
        receiver.will_say(&[503; 8]);
        for wait in WAITS.into_iter().chain([0]) {
            assert_eq!(told.look(), 1);
            told.later(wait);
        }
        assert_eq!(told.states(hook), [(State::Failed, 8)]);
        let view = told.view(hook);
        assert!(!view.webhook.is_active && view.fault.is_some());
        told.rename(made, "Meanwhile");
        assert_eq!(told.look(), 0);
        let notices = |name: &str| {
            let list = told.house.read_as(user(name), |ctx, tx| notifications::queries::list(ctx, tx, true, None, 9));
            list.unwrap().notifications.iter().filter(|one| one.kind == Kind::WebhookPaused).count()
        };
        assert_eq!((notices("Opal"), notices("Rune")), (1, 0));
        receiver.taken();
        told.write("Opal", |ctx, tx| {
            commands::change(ctx, tx, hook, None, |webhook| {
                webhook.is_active = true;
                Ok(())
            })
        });
        assert_eq!(told.look(), 2, "what was given up, and what happened meanwhile");
        assert_eq!(names(&receiver.taken()), ["created", "Meanwhile"]);
    });
}

#[test]
fn who_is_gone_is_told_nothing_more() {
    each(|told, receiver| {
        let hook = told.hook(&receiver.url, &[], "Opal");
        told.account("Acme", "Rune");
        receiver.will_say(&[410]);
        assert_eq!(told.look(), 1);
        let view = told.view(hook);
        assert!(!view.webhook.is_active);
        assert_eq!(told.states(hook), [(State::Failed, 1)]);
        // The same of an address whose user signs in no more.
        let other = told.hook(&receiver.url, &[], "Rune");
        told.account("Beta", "Rune");
        told.write("Opal", |_, tx| {
            let by = [db::Value::id(user("Rune")), false.into()];
            Ok(tx.run("update users set is_active = $2 where id = $1", &by)?)
        });
        receiver.taken();
        assert_eq!((told.look(), receiver.taken().len()), (0, 0));
        let view = told.view(other);
        assert_eq!((view.webhook.is_active, view.fault.unwrap().code.as_str()), (false, "webhook-user-gone"));
    });
}

#[test]
fn one_message_is_sent_again_or_skipped() {
    each(|told, receiver| {
        let hook = told.hook(&receiver.url, &[], "Opal");
        let made = told.account("Acme", "Rune");
        told.look();
        let first = receiver.taken().remove(0);
        let event = |got: &Got| -> EventId { got.id.strip_prefix("evt_").unwrap().parse().unwrap() };
        assert_eq!(message_id(event(&first)), first.id);
        told.write("Opal", |ctx, tx| commands::again(ctx, tx, hook, event(&first)));
        told.look();
        assert_eq!(receiver.taken()[0].id, first.id);
        receiver.will_say(&[500]);
        told.rename(made, "Bad");
        told.rename(made, "Good");
        told.look();
        let bad = receiver.taken().remove(0);
        told.write("Opal", |ctx, tx| commands::skip(ctx, tx, hook, event(&bad)));
        assert_eq!(told.look(), 1, "those behind it go on at once");
        assert_eq!(names(&receiver.taken()), ["Good"]);
        assert_eq!(
            told.states(hook).iter().map(|(state, _)| *state).collect::<Vec<_>>(),
            [State::Delivered, State::Skipped, State::Delivered]
        );
        let unknown = told.house.write_as(user("Opal"), |ctx, tx| commands::again(ctx, tx, hook, EventId::default()));
        assert!(matches!(unknown, Err(Error::NotFound)));
    });
}

#[test]
fn an_address_is_told_again_since_an_instant_even_from_before_it_was_there() {
    each(|told, receiver| {
        let made = told.account("Acme", "Rune");
        told.later(3_600_000);
        let hook = told.hook(&receiver.url, &[], "Opal");
        told.rename(made, "Two");
        told.look();
        let two = receiver.taken().remove(0);
        told.write("Opal", |ctx, tx| commands::replay(ctx, tx, hook, NOW));
        assert_eq!(told.look(), 2);
        let got = receiver.taken();
        assert_eq!(names(&got), ["created", "Two"]);
        assert_eq!(got[1].id, two.id, "the same message");
        told.later(60_000);
        told.write("Opal", |ctx, tx| commands::replay(ctx, tx, hook, Instant(NOW.0 + 1)));
        assert_eq!(told.look(), 1);
        assert_eq!(names(&receiver.taken()), ["Two"]);
        let ahead =
            told.house.write_as(user("Opal"), |ctx, tx| commands::replay(ctx, tx, hook, Instant(ctx.now.0 + 1)));
        assert!(matches!(ahead, Err(Error::Refused(faults)) if faults[0].code == "refusal-webhook-replay"));
    });
}

#[test]
fn a_long_history_is_told_in_order_and_whole() {
    each(|told, receiver| {
        let made = told.account("Acme", "Rune");
        let count = 1300;
        for at in 0..count / 100 {
            told.later(1000);
            let accounts =
                (0..100).map(|n| Account { name: format!("{at} {n}"), owner: position("Rune"), ..Account::default() });
            told.write("Opal", |ctx, tx| accounts::create(ctx, tx, Cause::COMMAND, accounts.collect()).map(drop));
        }
        told.later(3_600_000);
        told.rename(made, "Last");
        let hook = told.hook(&receiver.url, &[], "Opal");
        told.write("Opal", |ctx, tx| commands::replay(ctx, tx, hook, NOW));
        assert_eq!(told.look(), count + 2);
        let got = receiver.taken();
        let ids: Vec<&str> = got.iter().map(|one| one.id.as_str()).collect();
        assert!(ids.is_sorted(), "in the order of the history");
        assert_eq!(names(&got).last(), Some(&"Last"));
        // Half of it known already, half of it not: still in order.
        told.write("Opal", |_, tx| {
            let half = "delete from webhook_deliveries where event_at < $1";
            Ok(tx.run(half, &[db::Value::Int(NOW.0 + 7000)])?)
        });
        told.write("Opal", |ctx, tx| commands::replay(ctx, tx, hook, NOW));
        assert_eq!(told.look(), count + 2);
        assert!(receiver.taken().iter().map(|one| one.id.clone()).collect::<Vec<_>>().is_sorted());
    });
}

#[test]
fn what_commits_late_or_by_a_clock_set_back_is_told_as_well() {
    each(|told, receiver| {
        told.hook(&receiver.url, &[], "Opal");
        told.later(5000);
        let made = told.account("Acme", "Rune");
        told.look();
        told.later(-30_000);
        told.rename(made, "By a clock set back");
        assert_eq!(told.look(), 1);
        assert_eq!(names(&receiver.taken()), ["created", "By a clock set back"]);
        told.later(-3_600_000);
        told.rename(made, "By one set back far");
        told.look();
        assert_eq!(names(&receiver.taken()), ["By one set back far"]);
        if told.house.db().dialect() == Dialect::Sqlite {
            return;
        }
        // A transaction that is open for longer than the part which is always read again.
        told.later(7_200_000);
        let (began, go_on) = (Arc::new(std::sync::Barrier::new(2)), Arc::new(std::sync::Barrier::new(2)));
        std::thread::scope(|scope| {
            let (house, clock, begun, end) = (&told.house, &told.clock, began.clone(), go_on.clone());
            scope.spawn(move || {
                let patch = Patch::new(made, [("name", json!("Late"))]);
                let write = house.write_as(user("Opal"), |ctx, tx| {
                    accounts::change(ctx, tx, Cause::COMMAND, &[patch])?;
                    begun.wait();
                    end.wait();
                    Ok(())
                });
                clock.load(Ordering::SeqCst);
                write.unwrap();
            });
            began.wait();
            told.account("Soon", "Rune");
            told.look();
            // Its row is not there yet; what happened after it is told, and the place stays before it.
            assert_eq!(names(&receiver.taken()), ["created"]);
            told.later(50_000);
            told.account("Later", "Rune");
            told.look();
            go_on.wait();
        });
        receiver.taken();
        told.look();
        assert_eq!(names(&receiver.taken()), ["Late"]);
    });
}

#[test]
fn a_new_secret_signs_beside_the_one_before_until_it_alone_holds() {
    each(|told, receiver| {
        let hook = told.hook(&receiver.url, &[], "Opal");
        let made = told.account("Acme", "Rune");
        let new = told.write("Opal", |ctx, tx| commands::rotate(ctx, tx, hook, 24));
        assert!(new.secret.starts_with("whsec_"));
        told.look();
        assert_eq!(receiver.taken()[0].signatures, 2);
        told.later(24 * 3_600_000);
        told.rename(made, "Two");
        told.look();
        assert_eq!(receiver.taken()[0].signatures, 1);
        let kept = told.house.db().read(|tx| tx.first("select secret from webhooks", &[], |row| row.next::<String>()));
        let kept: Option<String> = kept.unwrap_or_else(|e: db::Error| panic!("{e}"));
        assert!(!kept.unwrap().contains(&new.secret), "sealed");
        let long = told.house.write_as(user("Opal"), |ctx, tx| commands::rotate(ctx, tx, hook, 1000).map(drop));
        assert!(matches!(long, Err(Error::Refused(faults)) if faults[0].code == "refusal-webhook-overlap"));
    });
}

#[test]
fn who_may_not_keep_webhooks_neither_sees_nor_makes_any() {
    each(|told, receiver| {
        let hook = told.hook(&receiver.url, &[], "Opal");
        for name in ["Hanna", "Rune", "Fina", "Nils"] {
            let all = told.house.read_as(user(name), queries::all);
            assert!(matches!(all, Err(Error::Forbidden)), "{name}");
            let new = Webhook { url: receiver.url.clone(), ..Webhook::default() };
            let made = told.house.write_as(user(name), |ctx, tx| commands::create(ctx, tx, new).map(drop));
            assert!(matches!(made, Err(Error::Forbidden)), "{name}");
            let tested = told.house.write_as(user(name), |ctx, tx| commands::test(ctx, tx, hook));
            assert!(matches!(tested, Err(Error::Forbidden)), "{name}");
        }
        let refused = |webhook: Webhook| match told
            .house
            .write_as(user("Opal"), |ctx, tx| commands::create(ctx, tx, webhook).map(drop))
        {
            Err(Error::Refused(faults)) => faults[0].code.clone(),
            other => panic!("{other:?}"),
        };
        let url = receiver.url.clone();
        assert_eq!(refused(Webhook { url: "nowhere".into(), ..Webhook::default() }), "refusal-webhook-url");
        assert_eq!(
            refused(Webhook { url: url.clone(), events: vec!["user".into()], ..Webhook::default() }),
            "refusal-webhook-event"
        );
        let nobody = UserId(uuid::Uuid::from_u128(7));
        assert_eq!(refused(Webhook { url, user: nobody, ..Webhook::default() }), "refusal-webhook-user");
        let inner = commands::judge(&told.house, "https://10.0.0.1/in").unwrap_err();
        assert!(matches!(inner, Error::Refused(faults) if faults[0].code == "trouble-host-inner"));
        assert!(commands::judge(&told.house, &receiver.url).is_ok());
    });
}

#[test]
fn a_test_goes_through_the_same_line_and_what_is_told_is_forgotten_after_a_month() {
    each(|told, receiver| {
        let hook = told.hook(&receiver.url, &["lead"], "Rune");
        told.write("Opal", |ctx, tx| commands::test(ctx, tx, hook));
        assert_eq!(told.look(), 1);
        let got = receiver.taken();
        assert_eq!((&got[0].body["type"], &got[0].body["data"]["id"]), (&json!("webhook.tested"), &json!(hook)));
        told.later(31 * 24 * 3_600_000);
        webhooks::forget(&told.house).unwrap();
        assert_eq!(told.states(hook).len(), 1, "not before the history was read on");
        told.look();
        webhooks::forget(&told.house).unwrap();
        assert_eq!(told.states(hook).len(), 0);
        assert_eq!((told.look(), receiver.taken().len()), (0, 0));
        told.write("Opal", |ctx, tx| commands::remove(ctx, tx, hook));
        let gone = told.house.read(Who::Console, |ctx, tx| queries::one(ctx, tx, hook));
        assert!(matches!(gone, Err(Error::NotFound)));
    });
}

#[test]
fn hand_offs_are_told_to_who_stands_at_either_end() {
    each(|told, receiver| {
        let others = Receiver::open();
        told.hook(&receiver.url, &["handoff"], "Rita");
        told.hook(&others.url, &["handoff", "account"], "Olga");
        let account = told.account("Acme", "Rune");
        let offer = app::handoffs::Offer {
            noun: "account".into(),
            record: account.0,
            to: Some(position("Rita")),
            ..app::handoffs::Offer::default()
        };
        told.write("Rune", |ctx, tx| app::handoffs::offer(ctx, tx, &offer).map(drop));
        told.look();
        let got = receiver.taken();
        let kinds: Vec<&str> = got.iter().map(|one| one.body["type"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["handoff.created"]);
        let id = got[0].body["data"]["id"].as_str().unwrap().parse().unwrap();
        told.write("Rita", |ctx, tx| app::handoffs::commands::accept(ctx, tx, id, &Default::default()).map(drop));
        told.look();
        let got = receiver.taken();
        let change = got.iter().find(|one| one.body["type"] == "handoff.changed").expect("told");
        let changes = change.body["data"]["changes"].as_array().unwrap();
        let state = changes.iter().find(|change| change["field"] == "state").expect("its state");
        assert_eq!((&state["before"], &state["after"]), (&json!("offered"), &json!("accepted")));
        let seen = others.taken();
        assert!(seen.iter().all(|one| !one.body["type"].as_str().unwrap().starts_with("handoff")), "{seen:?}");
    });
}

#[test]
fn the_organisation_is_told_as_far_as_its_user_sees_it() {
    each(|told, receiver| {
        let others = Receiver::open();
        told.later(1);
        told.hook(&receiver.url, &["organisation"], "Rune");
        told.hook(&others.url, &["organisation"], "Opal");
        told.write("Opal", |ctx, tx| {
            app::segments::commands::define(ctx, tx, "Norway", "country = Norway", ctx.today)?;
            let queue = domain::organisation::routing::Setting::Queue { name: "North".into(), unit: None };
            app::routing::settings::set(ctx, tx, &queue, ctx.today, None)?;
            let cost = domain::kernel::Currency::new("EUR").map(|eur| domain::kernel::Money::new(7_654_321, eur));
            let fields = vec![domain::organisation::PositionField::Cost(cost)];
            let edit = domain::organisation::Edit::ChangePosition { position: position("Rita"), fields };
            app::organisation::commands::edit(ctx, tx, &[(edit, ctx.today)]).map(drop)
        });
        told.look();
        let kinds = |got: &[Got]| -> Vec<String> {
            let mut all: Vec<String> =
                got.iter().map(|one| one.body["data"]["kind"].as_str().unwrap().to_owned()).collect();
            all.sort();
            all
        };
        let (open, all) = (receiver.taken(), others.taken());
        assert_eq!(kinds(&open), ["organisation_edited", "segment_defined"]);
        assert_eq!(kinds(&all), ["organisation_edited", "routing_set", "segment_defined"]);
        let said = format!("{open:?}");
        assert!(said.contains("country = Norway") && !said.contains("7654321") && !said.contains("76543.21"), "{said}");
    });
}

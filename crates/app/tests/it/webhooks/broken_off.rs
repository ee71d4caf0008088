//! Webhooks where servers share a database, break off, and where an activity is its own entry.

use super::receiver::{Receiver, Told};
use super::{each, names};
use crate::world::{NOW, user};
use app::activities::commands::{NewActivity, add};
use app::events::Cause;
use app::webhooks::{self, State, commands, queries};
use domain::Instant;
use domain::kernel::id::{AccountId, ActivityId};
use domain::policy::Noun;
use serde_json::json;

/// How long an address is claimed.
const LEASE: i64 = 120_000;

#[test]
fn servers_that_share_a_database_tell_each_message_once_and_in_order() {
    each(|told, receiver| {
        let hook = told.hook(&receiver.url, &[], "Opal");
        let made = told.account("Acme", "Rune");
        for n in 0..150 {
            told.later(1);
            told.rename(made, &n.to_string());
        }
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    let house = told.house.apart();
                    while told.view(hook).waiting > 0 || webhooks::due(&house).unwrap().contains(&hook) {
                        webhooks::run(&house, hook).unwrap();
                    }
                });
            }
        });
        let got = receiver.taken();
        assert_eq!(got.len(), 151);
        let expected: Vec<String> = (0..150).map(|n| n.to_string()).collect();
        assert_eq!(names(&got)[1..], expected);
        assert!(told.states(hook).iter().all(|state| *state == (State::Delivered, 1)));
    });
}

#[test]
fn what_a_server_was_telling_when_it_broke_off_is_told_by_the_next() {
    each(|told, receiver| {
        let hook = told.hook(&receiver.url, &[], "Opal");
        told.account("Acme", "Rune");
        told.write("Opal", |ctx, tx| {
            let args = [db::Value::Uuid(ctx.id()), db::Value::Int(NOW.0 + LEASE)];
            Ok(tx.run("update webhooks set claim = $1, next_at = $2", &args)?)
        });
        assert_eq!(told.look(), 0, "somebody tells it");
        // What is asked for meanwhile does not take it from them.
        told.write("Opal", |ctx, tx| commands::replay(ctx, tx, hook, NOW));
        assert_eq!(told.look(), 0);
        told.later(LEASE);
        assert_eq!(told.look(), 1);
        assert_eq!(names(&receiver.taken()), ["created"]);
    });
}

fn called(told: &Told, account: AccountId) -> ActivityId {
    let call = NewActivity { subject: "Called".into(), ..NewActivity::on("call", Noun::Account, account) };
    told.write("Opal", |ctx, tx| add(ctx, tx, Cause::COMMAND, vec![call])).remove(0).id
}

#[test]
fn an_activity_is_told_when_it_is_made_to_whom_its_record_is_seen_by() {
    each(|told, receiver| {
        let other = Receiver::open();
        told.hook(&receiver.url, &["activity.created", "account"], "Opal");
        let rune = told.hook(&other.url, &["activity"], "Rune");
        let (own, hidden) = (told.account("Own", "Rune"), told.account("Hidden", "Olga"));
        told.later(1);
        let first = called(told, own);
        told.later(1);
        let second = called(told, hidden);
        told.look();
        let types = |got: &[super::Got]| -> Vec<String> {
            got.iter().map(|one| one.body["type"].as_str().unwrap_or_default().to_owned()).collect()
        };
        let all = receiver.taken();
        assert_eq!(types(&all), ["account.created", "account.created", "activity.created", "activity.created"]);
        assert_eq!((&all[2].body["data"]["id"], &all[3].body["data"]["id"]), (&json!(first), &json!(second)));
        assert_eq!(all[2].body["data"]["actor"]["id"], json!(user("Opal")));
        let seen = other.taken();
        assert_eq!(types(&seen), ["activity.created"]);
        assert_eq!(seen[0].body["data"]["id"], json!(first));
        let listed = told.house.read_as(user("Opal"), |ctx, tx| queries::deliveries(ctx, tx, rune, None, None, 9));
        let listed = listed.unwrap();
        assert_eq!(
            (listed[0].kind.as_str(), listed[0].record, listed[0].at),
            ("activity.created", first.0, Instant(NOW.0 + 1))
        );
        assert_eq!(told.look(), 0);
    });
}

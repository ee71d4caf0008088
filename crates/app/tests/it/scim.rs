//! Users as the identity provider keeps them: made, matched to people, changed, shut out, brought back.

use crate::world::{World, user};
use app::ctx::Who;
use app::scim::{self, Asked, Stored};
use app::users::{self, Device, Identity, NewUser, OpenId, Provider, UserState, openid_enter};
use app::{Ctx, Error, Result, Tx, organisation};
use domain::kernel::id::{PersonId, UserId, derived};
use domain::organisation::{Edit, Person};
use domain::policy::Grant;
use serde_json::{Value, json};

fn provider<T>(world: &World, f: impl FnOnce(&Ctx, &mut Tx<'_>) -> Result<T>) -> Result<T> {
    world.house.write(Who::Provider, f)
}

fn make(world: &World, sent: &Value) -> Result<Stored> {
    provider(world, |ctx, tx| scim::create(ctx, tx, sent))
}

fn patch(world: &World, id: UserId, operations: &Value) -> Result<Stored> {
    provider(world, |ctx, tx| scim::patch(ctx, tx, id, None, &json!({ "Operations": operations })))
}

fn code<T>(outcome: Result<T>) -> String {
    match outcome {
        Ok(_) => "done".to_owned(),
        Err(Error::Refused(refusals)) => refusals[0].code.clone(),
        Err(other) => other.to_string(),
    }
}

/// A person without a user.
fn person(world: &World, name: &str) -> PersonId {
    let id: PersonId = derived(&[b"person", name.as_bytes()]);
    let email = Some(format!("{}@fjord.test", name.to_lowercase()));
    let who = Person { id, name: name.into(), email, is_active: true, external_id: None };
    world.console(|ctx, tx| {
        organisation::commands::edit(ctx, tx, &[(Edit::PutPerson { person: who.clone() }, ctx.today)]).map(|_| ())
    });
    id
}

fn kari() -> Value {
    json!({
        "userName": "kari", "externalId": "7", "displayName": "Kari Nord", "preferredLanguage": "nb",
        "emails": [{ "value": "Kari@fjord.test" }], "roles": [{ "value": "finance" }],
    })
}

/// Lets somebody in by the provider.
fn enter(world: &World, subject: &str, email: &str) -> String {
    let at = Provider { issuer: "https://id.test".into(), client_id: "us".into(), client_secret: None };
    let openid = OpenId { provider: at, name: "Test".into(), trusts_addresses: false, makes_users: false };
    let (issuer, email, is_verified) = ("https://id.test".into(), Some(email.into()), Some(true));
    let who = Identity { issuer, subject: subject.into(), email, is_verified, name: None, has_second: false };
    let entry = openid_enter(&world.house, &openid, &who, &Device::default());
    entry.map_or_else(|e| e.to_string(), |entry| entry.opened().map(|opened| opened.token).unwrap_or_default())
}

#[test]
fn who_is_made_is_the_person_of_their_address_and_the_history_says_by_whom() {
    World::each(|world| {
        let person = person(world, "Kari");
        let made = make(world, &kari()).unwrap();
        let seen = world.console(|ctx, tx| users::get(ctx, tx, made.id));
        assert_eq!(
            (seen.email.as_str(), seen.name.as_str(), seen.person),
            ("kari@fjord.test", "Kari Nord", Some(person))
        );
        assert_eq!((&*seen.grants, &*seen.language, seen.state), (&[Grant::Finance][..], "nb", UserState::Invited));
        let story = world.console(|ctx, tx| app::events::of_record(tx, made.id.0, domain::Instant(ctx.now.0 + 1), 9));
        assert!(story.len() >= 3 && story.iter().all(|event| event.cause == "provider" && event.user.is_none()));
        for (sent, why) in [
            (json!({ "userName": "KARI", "emails": [{ "value": "other@fjord.test" }] }), "scim-user-name-taken"),
            (json!({ "userName": "other", "emails": [{ "value": "kari@fjord.test" }] }), "refusal-email-taken"),
            (json!({ "userName": "rune@fjord.test" }), "scim-user-name-taken"),
            (json!({ "userName": "x", "emails": [{ "value": "nobody" }] }), "refusal-email-unknown"),
        ] {
            assert_eq!(code(make(world, &sent)), why, "{sent}");
        }
    });
}

#[test]
fn who_is_deactivated_is_out_at_once_and_keeps_what_they_may_when_they_return() {
    World::each(|world| {
        let made = make(world, &kari()).unwrap();
        let token = enter(world, "s-7", "kari@fjord.test");
        assert!(users::session(&world.house, &token).is_ok());
        let off = json!([{ "op": "Replace", "path": "active", "value": "False" }]);
        assert!(!patch(world, made.id, &off).unwrap().is_active);
        assert!(matches!(users::session(&world.house, &token), Err(Error::SignedOut)));
        assert!(enter(world, "s-7", "kari@fjord.test").contains("sign-in-disabled"));
        let on = json!([{ "op": "replace", "value": { "active": true } }]);
        let back = patch(world, made.id, &on).unwrap();
        assert_eq!((back.is_active, &*back.grants), (true, &[Grant::Finance][..]));
        assert!(users::session(&world.house, &enter(world, "s-7", "kari@fjord.test")).is_ok());
    });
}

#[test]
fn what_is_left_out_of_rights_stays_and_what_stands_changes_nothing() {
    World::each(|world| {
        let made = make(world, &kari()).unwrap();
        let mut sent = kari();
        sent.as_object_mut().unwrap().remove("roles");
        sent["active"] = json!(true);
        let replace = |sent: &Value, version| provider(world, |ctx, tx| scim::replace(ctx, tx, made.id, version, sent));
        let same = replace(&sent, Some(made.version)).unwrap();
        assert_eq!((same.version, &*same.grants), (made.version, &[Grant::Finance][..]));
        sent["roles"] = json!([]);
        sent["emails"] = json!([{ "value": "nord@fjord.test" }]);
        let changed = replace(&sent, Some(made.version)).unwrap();
        assert!(changed.version > made.version && changed.grants.is_empty() && changed.email == "nord@fjord.test");
        assert!(matches!(replace(&sent, Some(made.version)), Err(Error::Conflict { .. })));
        sent["emails"] = json!([{ "value": "rune@fjord.test" }]);
        assert_eq!(code(replace(&sent, None)), "refusal-email-taken");
    });
}

#[test]
fn who_is_deleted_is_kept_here_and_shown_there_no_more() {
    World::each(|world| {
        let made = make(world, &kari()).unwrap();
        let token = enter(world, "s-7", "kari@fjord.test");
        provider(world, |ctx, tx| scim::delete(ctx, tx, made.id, None)).unwrap();
        assert!(matches!(users::session(&world.house, &token), Err(Error::SignedOut)));
        let get = || world.house.read(Who::Provider, |ctx, tx| scim::get(ctx, tx, made.id));
        assert!(matches!(get(), Err(Error::NotFound)));
        assert!(matches!(patch(world, made.id, &json!([])), Err(Error::NotFound)));
        let kept = world.console(|ctx, tx| users::get(ctx, tx, made.id));
        assert_eq!((kept.state, kept.grants.len()), (UserState::Disabled, 0));
        let other = json!({ "userName": "kari", "emails": [{ "value": "another@fjord.test" }] });
        assert_ne!(make(world, &other).unwrap().id, made.id, "another may have the name");
        let again = json!({ "userName": "kari.nord", "emails": [{ "value": "kari@fjord.test" }] });
        let back = make(world, &again).unwrap();
        assert_eq!(
            (back.id, back.is_active, back.grants.len()),
            (made.id, true, 0),
            "the address is theirs, the rights are not"
        );
        let state = world.console(|ctx, tx| users::get(ctx, tx, made.id)).state;
        assert_eq!(state, UserState::Invited, "what they signed in with was forgotten");
        let unspoken = user("Rita");
        provider(world, |ctx, tx| scim::delete(ctx, tx, unspoken, None)).unwrap();
        let all = world.house.read(Who::Provider, |ctx, tx| scim::list(ctx, tx, &Asked::default())).unwrap();
        assert!(all.page.iter().all(|stored| stored.id != unspoken) && all.total == all.page.len());
    });
}

#[test]
fn an_owner_is_read_and_never_touched() {
    World::each(|world| {
        let owner = NewUser {
            email: "boss@fjord.test".into(),
            name: "Boss".into(),
            grants: vec![Grant::Owner],
            language: "en".into(),
            ..NewUser::default()
        };
        let boss = world.console(|ctx, tx| users::add(ctx, tx, &owner));
        for operations in [
            json!([{ "op": "replace", "path": "active", "value": false }]),
            json!([{ "op": "replace", "path": "displayName", "value": "Other" }]),
            json!([{ "op": "add", "path": "roles", "value": [{ "value": "finance" }] }]),
        ] {
            assert!(matches!(patch(world, boss, &operations), Err(Error::Forbidden)), "{operations}");
        }
        assert!(matches!(provider(world, |ctx, tx| scim::delete(ctx, tx, boss, None)), Err(Error::Forbidden)));
        assert_eq!(code(patch(world, boss, &json!([{ "op": "add", "path": "externalId", "value": "1" }]))), "done");
        let owners = json!({ "userName": "x@fjord.test", "roles": [{ "value": "owner" }] });
        assert_eq!(code(make(world, &owners)), "scim-value");
    });
}

#[test]
fn lists_are_filtered_and_paged() {
    World::each(|world| {
        make(world, &kari()).unwrap();
        let list = |filter: &str, start_index, count| {
            let filter = (!filter.is_empty()).then(|| filter.to_owned());
            let asked = Asked { filter, start_index, count, base: String::new() };
            world.house.read(Who::Provider, |ctx, tx| scim::list(ctx, tx, &asked))
        };
        assert_eq!(list("externalId eq \"7\"", None, None).unwrap().page[0].email, "kari@fjord.test");
        assert_eq!(list("userName eq \"RUNE@fjord.test\"", None, None).unwrap().total, 1, "of whom nothing was said");
        let all = list("", None, None).unwrap().total;
        let page = list("", Some(all as i64), Some(5)).unwrap();
        assert_eq!((page.total, page.page.len(), page.start_index), (all, 1, all));
        assert_eq!(list("", Some(-3), Some(0)).unwrap().page.len(), 0);
        assert_eq!(code(list("userName is \"x\"", None, None)), "scim-filter");
    });
}

#[test]
fn only_owners_give_the_secret_and_the_one_before_is_good_for_a_day() {
    World::each(|world| {
        for name in ["Hanna", "Opal", "Fina", "Nils"] {
            assert!(matches!(world.write(name, scim::rotate), Err(Error::Forbidden)), "{name}");
            assert!(matches!(world.read(name, scim::access), Err(Error::Forbidden)), "{name}");
        }
        assert!(matches!(provider(world, scim::rotate), Err(Error::Forbidden)), "nor does the provider itself");
        let (first, second) = (world.console(scim::rotate), world.console(scim::rotate));
        let let_in = |secret: &str| scim::let_in(&world.house, secret).is_ok();
        assert!(let_in(&first) && let_in(&second) && !let_in("bws_guessed") && !let_in(""));
        assert!(world.console(scim::access).unwrap().used_at.is_some());
        let third = world.console(scim::rotate);
        assert!(!let_in(&first) && let_in(&second) && let_in(&third));
        world.console(scim::end);
        assert!(!let_in(&third) && world.console(scim::access).is_none());
    });
}

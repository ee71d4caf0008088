//! Who comes back from the identity provider: known by its own name for them, or by an address it has made sure of.

use crate::world::{World, user};
use app::Error;
use app::ctx::Who;
use app::outside::{Keyring, Outside};
use app::users::{
    Device, Entry, Identity, OpenId, Provider, begin_second_factor, confirm_second_factor, finish_sign_in,
    openid_enter, require_second_factor, session, set_active, totp_code,
};
use domain::kernel::id::UserId;

fn provider(makes_users: bool) -> OpenId {
    let provider = Provider { issuer: "https://id.test".into(), client_id: "us".into(), client_secret: None };
    OpenId { provider, name: "Test".into(), trusts_addresses: false, makes_users }
}

fn identity(subject: &str, email: &str, is_verified: bool) -> Identity {
    let (issuer, name) = ("https://id.test".into(), Some("Somebody New".into()));
    let (email, is_verified) = (Some(email.into()), Some(is_verified));
    Identity { issuer, subject: subject.into(), email, is_verified, name, has_second: false }
}

fn enter(world: &World, makes_users: bool, who: &Identity) -> Result<UserId, String> {
    match openid_enter(&world.house, &provider(makes_users), who, &Device::default()) {
        Ok(entry) => {
            let opened = entry.opened().expect("no code is wanted");
            let opened = session(&world.house, &opened.token).expect("a session");
            assert!(!opened.owes_second, "nobody wants it of everyone");
            Ok(opened.user)
        }
        Err(Error::Refused(refusals)) => Err(refusals[0].code.clone()),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn a_verified_address_links_once_and_the_subject_stays_when_it_changes() {
    World::each(|world| {
        world.console(|ctx, tx| app::settings::save(tx, &ctx.company));
        let unproved = identity("s-1", "rune@fjord.test", false);
        assert_eq!(enter(world, true, &unproved), Err("openid-unknown".into()), "anyone could claim an address");
        let silent = Identity { is_verified: None, ..unproved.clone() };
        assert_eq!(enter(world, true, &silent), Err("openid-unknown".into()), "silence is no proof");
        assert_eq!(enter(world, false, &identity("s-1", "Rune@Fjord.test", true)), Ok(user("Rune")));
        assert_eq!(enter(world, false, &identity("s-1", "changed@fjord.test", false)), Ok(user("Rune")));
        let elsewhere = Identity { issuer: "https://evil.test".into(), ..identity("s-1", "x@fjord.test", true) };
        assert_eq!(enter(world, false, &elsewhere), Err("openid-unknown".into()), "a subject is of one provider");
        world.console(|ctx, tx| set_active(ctx, tx, user("Rune"), false));
        assert_eq!(enter(world, true, &identity("s-1", "rune@fjord.test", true)), Err("sign-in-disabled".into()));
        assert_eq!(enter(world, true, &identity("s-2", "rune@fjord.test", true)), Err("sign-in-disabled".into()));
    });
}

#[test]
fn who_is_unknown_becomes_a_user_only_where_that_was_said() {
    World::each(|world| {
        let stranger = identity("s-9", "new@fjord.test", true);
        assert_eq!(enter(world, false, &stranger), Err("openid-unknown".into()));
        let made = enter(world, true, &stranger).expect("let in");
        assert_eq!(enter(world, false, &stranger), Ok(made), "known from now on");
        let seen = world.console(|ctx, tx| app::users::get(ctx, tx, made));
        assert_eq!((seen.name.as_str(), seen.grants.len(), seen.person), ("Somebody New", 0, None));
        assert_eq!(seen.state, app::users::UserState::Active);
    });
}

#[test]
fn who_comes_by_the_provider_without_a_second_factor_owes_one() {
    World::each(|world| {
        let keys = Keyring::from_secret("a secret of the tests");
        let house = world.house.clone().with_outside(Outside { keys, ..Outside::default() });
        house.write(Who::Console, |ctx, tx| require_second_factor(ctx, tx, true)).expect("wanted");
        let rune = identity("s-1", "rune@fjord.test", true);
        let strong = Identity { has_second: true, ..rune.clone() };
        let come = |who: &Identity| openid_enter(&house, &provider(false), who, &Device::default()).expect("let in");
        let owes = |entry: Entry| session(&house, &entry.opened().expect("a session").token).expect("open").owes_second;
        assert!(owes(come(&rune)), "the provider does not say that it asked for two");
        assert!(!owes(come(&strong)));
        let secret = begin_second_factor(&house, user("Rune"), "").expect("nobody without a password is asked for one");
        let code = totp_code(&secret, house.now().0).expect("a code");
        let spare = confirm_second_factor(&house, user("Rune"), &code).expect("on").remove(0);
        assert!(!owes(come(&strong)), "the provider asked for two");
        let Entry::CodeDue { step, .. } = come(&rune) else { panic!("let in without a code") };
        let opened = finish_sign_in(&house, &step, &spare, &Device::default()).expect("the right code");
        assert!(!session(&house, &opened.token).expect("open").owes_second);
    });
}

//! Passkeys, with a device made here: its answers open a session once, of its own user, while they may sign in.

use crate::world::{World, user};
use app::users::{self, Ceremony, Device, add_passkey, begin_passkey, passkey_door, passkey_sign_in};
use app::{Error, Result};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{DerSignature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const ORIGIN: &str = "https://sales.fjord.test";
const WORDS: &str = "green hills far away";

/// A device that makes sure of its owner and keeps one key.
struct Key {
    secret: SigningKey,
    id: Vec<u8>,
    of: Vec<u8>,
    used: u32,
}

impl Key {
    fn new(seed: u8) -> Key {
        let secret = SigningKey::from_slice(&[seed; 32]).unwrap();
        Key { secret, id: vec![seed; 16], of: user("Rune").0.as_bytes().to_vec(), used: 0 }
    }

    fn client(kind: &str, options: &Value, origin: &str) -> String {
        json!({ "type": kind, "challenge": options["challenge"], "origin": origin, "crossOrigin": false }).to_string()
    }

    /// What it says of itself: the host it was asked for, what it made sure of, how often it was used.
    fn head(&mut self, flags: u8) -> Vec<u8> {
        self.used += 1;
        let mut head = Sha256::digest(b"sales.fjord.test").to_vec();
        head.push(flags);
        head.extend(self.used.to_be_bytes());
        head
    }

    /// Its answer to being asked for a new key, without attestation.
    fn made(&mut self, ceremony: &Ceremony) -> String {
        let options: Value = serde_json::from_str(&ceremony.options).unwrap();
        let mut data = self.head(0x45);
        data.extend([0; 16]);
        data.extend([0, 16]);
        data.extend(&self.id);
        let point = self.secret.verifying_key().to_sec1_point(false);
        data.extend([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32]);
        data.extend(point.x().unwrap());
        data.extend([0x22, 0x58, 32]);
        data.extend(point.y().unwrap());
        let mut object = vec![0xa3];
        for (name, value) in [("fmt", &b"\x64none"[..]), ("attStmt", &[0xa0])] {
            object.push(0x60 + u8::try_from(name.len()).unwrap());
            object.extend(name.bytes());
            object.extend(value);
        }
        object.push(0x68);
        object.extend(b"authData");
        object.extend([0x58, u8::try_from(data.len()).unwrap()]);
        object.extend(data);
        let client = Key::client("webauthn.create", &options, ORIGIN);
        let id = BASE64.encode(&self.id);
        json!({
            "id": id, "rawId": id, "type": "public-key", "clientExtensionResults": {},
            "response": { "attestationObject": BASE64.encode(object), "clientDataJSON": BASE64.encode(client) },
        })
        .to_string()
    }

    /// Its answer at the door, to the page of an origin.
    fn answer(&mut self, ceremony: &Ceremony, flags: u8, origin: &str) -> String {
        let options: Value = serde_json::from_str(&ceremony.options).unwrap();
        let data = self.head(flags);
        let client = Key::client("webauthn.get", &options, origin);
        let signed = [data.clone(), Sha256::digest(client.as_bytes()).to_vec()].concat();
        let signature: DerSignature = self.secret.sign(&signed);
        let id = BASE64.encode(&self.id);
        json!({
            "id": id, "rawId": id, "type": "public-key", "clientExtensionResults": {},
            "response": {
                "authenticatorData": BASE64.encode(data), "clientDataJSON": BASE64.encode(client),
                "signature": BASE64.encode(signature.as_bytes()), "userHandle": BASE64.encode(&self.of),
            },
        })
        .to_string()
    }
}

fn code<T>(outcome: Result<T>) -> String {
    match outcome {
        Ok(_) => "done".to_owned(),
        Err(Error::Refused(refusals)) => refusals[0].code.clone(),
        Err(other) => other.to_string(),
    }
}

/// Gives Rune a password, and keeps a device of his.
fn kept(world: &World, key: &mut Key) {
    let link = world.console(|ctx, tx| users::reset(ctx, tx, user("Rune")));
    users::set_password(&world.house, &link.token, WORDS, &Device::default()).unwrap();
    let ceremony = begin_passkey(&world.house, user("Rune"), ORIGIN, WORDS).unwrap();
    let answer = key.made(&ceremony);
    assert_eq!(code(add_passkey(&world.house, user("Rune"), ORIGIN, (&ceremony.token, &answer), "Laptop")), "done");
    let again = add_passkey(&world.house, user("Rune"), ORIGIN, (&ceremony.token, &answer), "Laptop");
    assert_eq!(code(again), "passkey-late", "an answer is good once");
}

fn enter(world: &World, key: &mut Key, flags: u8, origin: &str) -> String {
    let ceremony = passkey_door(&world.house, ORIGIN).unwrap();
    let answer = key.answer(&ceremony, flags, origin);
    code(passkey_sign_in(&world.house, ORIGIN, (&ceremony.token, &answer), &Device::default()))
}

#[test]
fn a_passkey_opens_a_session_of_its_user_and_is_good_once() {
    World::each(|world| {
        let mut key = Key::new(7);
        kept(world, &mut key);
        let ceremony = passkey_door(&world.house, ORIGIN).unwrap();
        let answer = key.answer(&ceremony, 0x05, ORIGIN);
        let enter_by = || passkey_sign_in(&world.house, ORIGIN, (&ceremony.token, &answer), &Device::default());
        let opened = enter_by().unwrap();
        assert_eq!(opened.user, user("Rune"));
        let session = users::session(&world.house, &opened.token).unwrap();
        assert!(!session.owes_second, "the device made sure of its owner");
        assert_eq!(code(enter_by()), "passkey-late");
        let seen = world.read("Rune", users::passkeys).unwrap();
        assert!(seen.len() == 1 && seen[0].used_at.is_some());
    });
}

#[test]
fn what_does_not_hold_opens_nothing() {
    World::each(|world| {
        let mut key = Key::new(7);
        kept(world, &mut key);
        assert_eq!(enter(world, &mut key, 0x01, ORIGIN), "passkey-refused", "present is not made sure of");
        assert_eq!(enter(world, &mut key, 0x05, "https://sales.fjord.example"), "passkey-refused", "of another place");
        assert_eq!(enter(world, &mut Key::new(8), 0x05, ORIGIN), "passkey-refused", "never kept");
        let mut forged = Key { id: key.id.clone(), ..Key::new(8) };
        assert_eq!(enter(world, &mut forged, 0x05, ORIGIN), "passkey-refused", "another's signature");
        let mut other = Key { of: user("Rita").0.as_bytes().to_vec(), ..Key::new(7) };
        assert_eq!(enter(world, &mut other, 0x05, ORIGIN), "passkey-refused", "another's name");
        assert_eq!(enter(world, &mut key, 0x05, ORIGIN), "done");
        assert_eq!(enter(world, &mut Key::new(7), 0x05, ORIGIN), "passkey-refused", "a copy counts behind");
        for origin in ["http://127.0.0.1:7400", "http://[::1]", "nowhere"] {
            assert_eq!(code(passkey_door(&world.house, origin)), "passkey-no-name", "{origin}");
        }
        let begun = begin_passkey(&world.house, user("Rune"), ORIGIN, "not the password");
        assert_eq!(code(begun), "password-not-yours");
    });
}

#[test]
fn who_is_shut_out_or_reset_or_took_it_away_does_not_come_in() {
    World::each(|world| {
        let mut key = Key::new(7);
        kept(world, &mut key);
        world.console(|ctx, tx| users::set_active(ctx, tx, user("Rune"), false));
        assert_eq!(enter(world, &mut key, 0x05, ORIGIN), "sign-in-disabled");
        world.console(|ctx, tx| users::set_active(ctx, tx, user("Rune"), true));
        assert_eq!(enter(world, &mut key, 0x05, ORIGIN), "done");
        let id = world.read("Rune", users::passkeys).unwrap()[0].id;
        for touched in [
            world.write("Rita", |ctx, tx| users::remove_passkey(ctx, tx, id)),
            world.write("Rita", |ctx, tx| users::name_passkey(ctx, tx, id, "Mine")),
        ] {
            assert!(matches!(touched, Err(Error::NotFound)), "it is another's");
        }
        world.write("Rune", |ctx, tx| users::name_passkey(ctx, tx, id, "Home laptop")).unwrap();
        assert_eq!(world.read("Rune", users::passkeys).unwrap()[0].name, "Home laptop");
        world.write("Rune", |ctx, tx| users::remove_passkey(ctx, tx, id)).unwrap();
        assert_eq!(enter(world, &mut key, 0x05, ORIGIN), "passkey-refused");
        let mut second = Key::new(9);
        kept(world, &mut second);
        world.console(|ctx, tx| users::reset_second_factor(ctx, tx, user("Rune")));
        assert_eq!(enter(world, &mut second, 0x05, ORIGIN), "passkey-refused", "an administrator's reset ends all");
    });
}

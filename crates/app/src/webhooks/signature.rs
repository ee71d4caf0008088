//! Standard Webhooks: the secret of an address, and what proves that a message comes from us as it was sent.
//!
//! The signature is HMAC-SHA256 over `id.timestamp.body`, in Base64 behind `v1,`. While two secrets hold, both sign, with a
//! space between.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// What every secret begins with.
const MARK: &str = "whsec_";
/// Bytes of a new one.
const BYTES: usize = 32;

/// A fresh secret.
pub(super) fn secret() -> String {
    format!("{MARK}{}", STANDARD.encode(rand::random::<[u8; BYTES]>()))
}

/// The header `webhook-signature` of a message at a time (epoch seconds); none where a secret is none.
pub(super) fn signed(secrets: &[String], id: &str, timestamp: i64, body: &str) -> Option<String> {
    let all: Option<Vec<String>> = secrets.iter().map(|secret| one(secret, id, timestamp, body)).collect();
    all.filter(|all| !all.is_empty()).map(|all| all.join(" "))
}

fn one(secret: &str, id: &str, timestamp: i64, body: &str) -> Option<String> {
    let key = STANDARD.decode(secret.strip_prefix(MARK)?).ok()?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).ok()?;
    mac.update(format!("{id}.{timestamp}.").as_bytes());
    mac.update(body.as_bytes());
    Some(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The example that the specification's own libraries are tested with.
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const BODY: &str = "{\"test\": 2432232314}";
    const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    #[test]
    fn the_published_example_is_signed_as_published() {
        let signed = signed(&[SECRET.to_owned()], ID, 1_614_265_330, BODY);
        assert_eq!(signed.as_deref(), Some(SIGNATURE));
    }

    #[test]
    fn two_secrets_sign_side_by_side_and_what_is_no_secret_signs_nothing() {
        let (one, two) = (SECRET.to_owned(), secret());
        let both = signed(&[two, one], ID, 1_614_265_330, BODY).unwrap();
        assert_eq!(both.split(' ').count(), 2);
        assert!(both.ends_with(SIGNATURE));
        for none in ["", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_%"] {
            assert_eq!(signed(&[none.to_owned()], ID, 1, BODY), None);
        }
        assert_eq!(signed(&[], ID, 1, BODY), None);
    }

    #[test]
    fn a_secret_is_as_long_as_the_specification_asks() {
        let secret = secret();
        let bytes = STANDARD.decode(secret.strip_prefix(MARK).unwrap()).unwrap();
        assert!((24..=64).contains(&bytes.len()));
        assert_ne!(secret, super::secret());
    }

    proptest! {
        #[test]
        fn whatever_changes_changes_the_signature(
            body in ".{0,200}", other in ".{0,200}", at in 0_i64..4_000_000_000, later in 1_i64..1000,
        ) {
            let sign = |id: &str, at: i64, body: &str| signed(&[SECRET.to_owned()], id, at, body).unwrap();
            let first = sign("evt_1", at, &body);
            prop_assert_eq!(&first, &sign("evt_1", at, &body));
            prop_assert_ne!(&first, &sign("evt_2", at, &body));
            prop_assert_ne!(&first, &sign("evt_1", at + later, &body));
            prop_assert_eq!(first == sign("evt_1", at, &other), body == other);
        }
    }
}

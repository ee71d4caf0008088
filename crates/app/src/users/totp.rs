//! Codes of an authenticator, by RFC 6238: six digits that follow from a shared secret and the time.
//!
//! SHA-1, steps of 30 s, six digits: what every authenticator takes. A clock may be a step early or late. A step counts
//! once: whoever stores the newest accepted one makes a code good for nothing after its use.

use super::secret::is_same;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

/// Milliseconds of a step.
const STEP: i64 = 30_000;
/// How many steps a clock may be off.
const OFF: i64 = 1;
/// Letters of a secret as authenticators take it (RFC 4648, base 32).
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A fresh secret of 160 bits, as authenticators take it.
pub(super) fn secret() -> String {
    base32(&rand::random::<[u8; 20]>())
}

/// Bytes as letters and digits that cannot be mistaken for each other; a whole number of five bytes leaves no rest.
pub(super) fn base32(bytes: &[u8]) -> String {
    let letters = bytes.chunks(5).flat_map(|part| {
        let bits = part.iter().fold(0_u64, |all, byte| (all << 8) | u64::from(*byte)) << (8 * (5 - part.len()));
        (0..8).rev().map(move |at| (bits >> (5 * at)) & 31)
    });
    let letter = |at: u64| usize::try_from(at).ok().and_then(|at| LETTERS.get(at));
    letters.filter_map(letter).map(|byte| char::from(*byte)).collect()
}

/// The bytes of such a text; none where it is no such text.
fn bytes(text: &str) -> Option<Vec<u8>> {
    let (mut bits, mut held, mut out) = (0_u64, 0, Vec::new());
    for letter in text.bytes() {
        bits = (bits << 5) | LETTERS.iter().position(|l| *l == letter)? as u64;
        held += 5;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held & 255) as u8);
        }
    }
    Some(out)
}

/// The step whose code this is at a moment (epoch milliseconds): none where it is another code. Every step is compared in whole.
pub(super) fn step_of(secret: &str, code: &str, now: i64) -> Option<i64> {
    let key = bytes(secret)?;
    let here = now.div_euclid(STEP);
    let fits = |step: i64| is_same(&code_at(&key, step).unwrap_or_default(), code).then_some(step);
    (here - OFF..=here + OFF).fold(None, |found, step| fits(step).or(found))
}

/// The code of a step.
fn code_at(key: &[u8], step: i64) -> Option<String> {
    let mut mac = Hmac::<Sha1>::new_from_slice(key).ok()?;
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let at = usize::from(hash.last()? & 15);
    let four: [u8; 4] = hash.get(at..at + 4)?.try_into().ok()?;
    Some(format!("{:06}", (u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000))
}

/// The code of a moment: for who sets an authenticator up by hand, and for tests.
pub fn totp_code(secret: &str, now: i64) -> Option<String> {
    code_at(&bytes(secret)?, now.div_euclid(STEP))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// RFC 6238, appendix B: the last six of its eight digits.
    #[test]
    fn the_codes_are_those_of_the_standard() {
        let secret = base32(b"12345678901234567890");
        assert_eq!(secret, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(totp_code(&secret, second * 1000).as_deref(), Some(code), "{second}");
            assert_eq!(step_of(&secret, code, second * 1000), Some(second / 30));
        }
    }

    #[test]
    fn a_clock_may_be_a_step_off_and_no_more() {
        let secret = secret();
        let code = totp_code(&secret, 90_000).unwrap();
        let found = |now: i64| step_of(&secret, &code, now);
        assert_eq!((found(60_000), found(90_000), found(149_999)), (Some(3), Some(3), Some(3)));
        assert_eq!((found(59_999), found(150_000)), (None, None));
        assert_eq!((step_of(&secret, "", 90_000), step_of("0", &code, 90_000)), (None, None));
    }

    proptest! {
        #[test]
        fn bytes_are_read_as_written(given in proptest::collection::vec(any::<u8>(), 0..8)) {
            let whole: Vec<u8> = given.iter().copied().cycle().take(given.len() * 5).collect();
            prop_assert_eq!(bytes(&base32(&whole)), Some(whole));
        }
    }
}

//! Secrets: random tokens, of which the database keeps the SHA-256 only, and passwords by Argon2id.
//!
//! A token has 256 random bits, so a plain hash is enough to keep it; a password has few, so it is hashed
//! slowly (the parameters of the `argon2` crate: 19 MiB, two passes) and never inside a write transaction.

use super::memory::Memory;
use crate::{Error, Result};
use argon2::password_hash::phc::{Output, PasswordHash};
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use std::sync::OnceLock;

/// A fresh token of 256 random bits, safe in addresses and cookies.
pub fn token() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

/// What is stored of a token.
pub(crate) fn digest(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// A digest of a text as text, safe in addresses.
pub(super) fn text_digest(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(digest(text))
}

/// Whether two texts are the same, in the same time wherever they differ.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    let differences = one.bytes().zip(other.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
    !one.is_empty() && one.len() == other.len() && differences == 0
}

/// The stored form of a password. Slow on purpose: call it before the transaction that stores it.
///
/// # Errors
/// A machine without randomness.
pub fn hash_password(password: &str) -> Result<String> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    Ok(hash.map_err(|e| Error::Internal(format!("argon2: {e}")))?.to_string())
}

/// Whether the password is that of the hash. Without a hash it takes the same time and is not.
pub(super) fn is_password(password: &str, stored: Option<&str>) -> Result<bool> {
    let decoy = decoy()?;
    let hash = PasswordHash::new(stored.unwrap_or(decoy)).map_err(|e| Error::Internal(format!("stored hash: {e}")))?;
    Ok(is_of(password.as_bytes(), &hash) && stored.is_some())
}

/// Whether the password gives the hash: by the parameters of the crate in memory that is at hand, by others as the crate does it.
fn is_of(password: &[u8], hash: &PasswordHash) -> bool {
    let plain = Argon2::default();
    let ours = hash.algorithm == Algorithm::default().ident()
        && hash.version == Some(Version::default().into())
        && Params::try_from(&hash.params).is_ok_and(|params| params == *plain.params());
    let (Some(salt), Some(expected), true) = (&hash.salt, &hash.hash, ours) else {
        return plain.verify_password(password, hash).is_ok();
    };
    let mut found = [0; Output::MAX_LENGTH];
    let Some(found) = found.get_mut(..expected.len()) else { return false };
    let done = plain.hash_password_into_with_memory(password, salt, found, Memory::take());
    // Outputs are compared in the same time wherever they differ.
    done.is_ok() && Output::new(found).is_ok_and(|found| found == *expected)
}

/// The hash of a code that has too few bits for a plain one; the same code and salt give the same.
///
/// # Errors
/// A salt that is none.
pub(super) fn slow_digest(code: &str, salt: &str) -> Result<Vec<u8>> {
    let mut hash = vec![0; 32];
    let made = Argon2::default().hash_password_into(code.as_bytes(), salt.as_bytes(), &mut hash);
    made.map_err(|e| Error::Internal(format!("argon2: {e}")))?;
    Ok(hash)
}

/// The hash that is compared with where there is none.
fn decoy() -> Result<&'static str> {
    static DECOY: OnceLock<String> = OnceLock::new();
    if let Some(made) = DECOY.get() {
        return Ok(made);
    }
    let made = hash_password(&token())?;
    Ok(DECOY.get_or_init(|| made))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_known_by_its_hash_alone() {
        let hash = hash_password("correct horse battery").unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(is_password("correct horse battery", Some(&hash)).unwrap());
        assert!(!is_password("correct horse batterz", Some(&hash)).unwrap());
        assert!(!is_password("correct horse battery", None).unwrap());
        // As the crate itself finds, also in memory that another hash was made in, and by other parameters.
        assert!(
            Argon2::default().verify_password(b"correct horse battery", &PasswordHash::new(&hash).unwrap()).is_ok()
        );
        let _other = Memory::take();
        assert!(is_password("correct horse battery", Some(&hash)).unwrap());
        assert!(!is_password("correct horse", Some(&hash)).unwrap());
        assert!(is_password("correct horse battery", Some(&hash)).unwrap());
        let light = Argon2::from(Params::new(64, 1, 1, None).unwrap());
        let hash = light.hash_password(b"correct horse battery").unwrap().to_string();
        assert!(is_password("correct horse battery", Some(&hash)).unwrap());
        assert!(!is_password("correct horse", Some(&hash)).unwrap());
    }

    #[test]
    fn tokens_differ_and_fit_an_address() {
        let (one, two) = (token(), token());
        assert_ne!(one, two);
        assert_eq!(one.len(), 43);
        assert!(one.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
        assert_ne!(digest(&one), digest(&two));
    }
}

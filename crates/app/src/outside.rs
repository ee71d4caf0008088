//! What the house needs to speak with other servers: a key that keeps their passwords, and which hosts may be reached.
//!
//! The key never stands in the database: it comes from the environment, or from a file beside it that is made, readable by
//! its owner alone, when the first password is kept. Whoever has a copy of the database alone has no password.

use crate::{Error, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use domain::Refusal;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use std::io::Write;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// Bytes of a key,
const KEY: usize = 32;
/// of the number that is used once,
const NONCE: usize = 24;
/// and the first word of what is sealed, so that another way can be told apart later.
const FORM: &str = "x1.";

/// Where the key comes from.
#[derive(Clone, Default)]
pub enum Keyring {
    /// There is none: no password can be kept.
    #[default]
    None,
    /// It was given.
    Given([u8; KEY]),
    /// A file, made when it is first needed.
    File(PathBuf),
}

impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Keyring::None => "Keyring::None",
            Keyring::Given(_) => "Keyring::Given",
            Keyring::File(_) => "Keyring::File",
        })
    }
}

/// What the house needs to speak with other servers.
#[derive(Clone, Debug, Default)]
pub struct Outside {
    /// The key that passwords are sealed with.
    pub keys: Keyring,
    /// Hosts that may be reached.
    pub reach: post::Reach,
}

impl Keyring {
    /// A key from a secret of any length that someone chose.
    pub fn from_secret(secret: &str) -> Keyring {
        Keyring::Given(Sha256::digest(secret.trim().as_bytes()).into())
    }

    /// The keys that a file may hold: one that the product made, or a secret that somebody chose.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn of_file(path: &Path) -> Result<Vec<Keyring>> {
        let text = std::fs::read_to_string(path)?;
        let made = parsed(&text).ok().map(Keyring::Given);
        Ok(made.into_iter().chain([Keyring::from_secret(&text)]).collect())
    }

    fn key(&self, may_make: bool) -> Result<[u8; KEY]> {
        match self {
            Keyring::None => Err(Refusal::new("refusal-no-secret-key").into()),
            Keyring::Given(key) => Ok(*key),
            Keyring::File(path) => match std::fs::read_to_string(path) {
                Ok(text) => parsed(&text),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound && may_make => made(path),
                Err(error) => Err(Error::Internal(format!("the file of the secret key: {error}"))),
            },
        }
    }

    /// The same key, read once for much work.
    ///
    /// # Errors
    /// A file that cannot be read or written.
    pub fn read(&self) -> Result<Keyring> {
        Ok(match self {
            Keyring::None => Keyring::None,
            other => Keyring::Given(other.key(true)?),
        })
    }

    /// Seals a password that belongs to a row: elsewhere it does not open.
    ///
    /// # Errors
    /// `refusal-no-secret-key`; a file that cannot be written.
    pub fn seal(&self, of: Uuid, secret: &str) -> Result<String> {
        let cipher = XChaCha20Poly1305::new(&Key::from(self.key(true)?));
        let nonce: [u8; NONCE] = rand::random();
        let payload = Payload { msg: secret.as_bytes(), aad: of.as_bytes() };
        let sealed =
            cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| Error::Internal("sealing".to_owned()))?;
        let mut bytes = nonce.to_vec();
        bytes.extend(sealed);
        Ok(format!("{FORM}{}", STANDARD.encode(bytes)))
    }

    /// What a value is known by to whoever has the key, and to nobody else; none where there is no key.
    ///
    /// # Errors
    /// A file that cannot be read or written.
    pub fn digest(&self, kind: &str, value: &str) -> Result<Option<Vec<u8>>> {
        if matches!(self, Keyring::None) {
            return Ok(None);
        }
        let key = self.key(true)?;
        let short = |_| Error::Internal("a key of the wrong length".to_owned());
        let mut digest = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&key).map_err(short)?;
        for part in [kind.as_bytes(), &[0], value.as_bytes()] {
            digest.update(part);
        }
        Ok(Some(digest.finalize().into_bytes().to_vec()))
    }

    /// Opens what was sealed.
    ///
    /// # Errors
    /// `refusal-no-secret-key`; `refusal-secret-key-other` where it was sealed with another key.
    pub fn open(&self, of: Uuid, sealed: &str) -> Result<String> {
        let other = || Error::from(Refusal::new("refusal-secret-key-other").at("password"));
        let bytes = sealed.strip_prefix(FORM).and_then(|text| STANDARD.decode(text).ok()).ok_or_else(other)?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE).ok_or_else(other)?;
        let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| other())?;
        let key = self.key(false).map_err(|error| if matches!(error, Error::Internal(_)) { other() } else { error })?;
        let cipher = XChaCha20Poly1305::new(&Key::from(key));
        let payload = Payload { msg: sealed, aad: of.as_bytes() };
        let secret = cipher.decrypt(&XNonce::from(nonce), payload).map_err(|_| other())?;
        String::from_utf8(secret).map_err(|_| other())
    }
}

fn parsed(text: &str) -> Result<[u8; KEY]> {
    let bytes = STANDARD.decode(text.trim()).ok().and_then(|bytes| bytes.try_into().ok());
    bytes.ok_or_else(|| Error::Internal("the file of the secret key holds none".to_owned()))
}

/// Makes the file. Of two that make it at once the first counts.
fn made(path: &Path) -> Result<[u8; KEY]> {
    let key: [u8; KEY] = rand::random();
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(mut file) => {
            file.write_all(STANDARD.encode(key).as_bytes())?;
            file.sync_all()?;
            Ok(key)
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => parsed(&std::fs::read_to_string(path)?),
        Err(error) => Err(Error::Internal(format!("the file of the secret key: {error}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_in_its_own_place_alone() {
        let (here, there) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let keys = Keyring::from_secret("long and known to nobody");
        let sealed = keys.seal(here, "hush").expect("sealed");
        assert!(!sealed.contains("hush"));
        assert_eq!(keys.open(here, &sealed).expect("opened"), "hush");
        assert!(keys.open(there, &sealed).is_err());
        assert!(Keyring::from_secret("another").open(here, &sealed).is_err());
        assert_ne!(keys.seal(here, "hush").expect("sealed"), sealed);
    }

    #[test]
    fn a_file_is_made_once_and_is_its_owners() {
        let folder = std::env::temp_dir().join(format!("bailiwick-key-{}", rand::random::<u64>()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let keys = Keyring::File(folder.join("secret.key"));
        assert!(keys.open(Uuid::nil(), "x1.AAAA").is_err());
        assert!(!folder.join("secret.key").exists());
        let sealed = keys.seal(Uuid::nil(), "hush").expect("sealed");
        assert_eq!(keys.open(Uuid::nil(), &sealed).expect("opened"), "hush");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(folder.join("secret.key")).expect("the file").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        std::fs::remove_dir_all(&folder).expect("removed");
    }

    #[test]
    fn without_a_key_nothing_is_kept() {
        assert!(Keyring::None.seal(Uuid::nil(), "hush").is_err());
    }
}

//! What the product needs to speak with other servers, from the environment of whoever runs it.
//!
//! `BAILIWICK_SECRET_KEY` is the key that passwords of mailboxes are sealed with; without it SQLite keeps one in a file
//! beside the database (`FILE.key`), and on PostgreSQL no password can be kept. It is no option of the command line,
//! where every user of the machine could read it.

use app::outside::{Keyring, Outside};
use std::path::PathBuf;

const KEY: &str = "BAILIWICK_SECRET_KEY";
const KEY_FILE: &str = "BAILIWICK_SECRET_KEY_FILE";
/// Hosts of inner networks that may be reached, comma between.
const INNER: &str = "BAILIWICK_INNER_HOSTS";
/// Certificates (PEM) that are trusted beside the machine's, comma between.
const ROOTS: &str = "BAILIWICK_TRUSTED_CERTIFICATES";

/// For the database at an address.
pub fn of(url: &str) -> Outside {
    let reach = post::Reach {
        inner: list(INNER).iter().map(|host| host.to_lowercase()).collect(),
        roots: list(ROOTS).into_iter().map(PathBuf::from).collect(),
        ..post::Reach::default()
    };
    Outside { keys: keys(url), reach }
}

fn keys(url: &str) -> Keyring {
    if let Some(secret) = set(KEY) {
        return Keyring::from_secret(&secret);
    }
    if let Some(file) = set(KEY_FILE) {
        return Keyring::File(PathBuf::from(file));
    }
    match url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")) {
        Some(file) => Keyring::File(PathBuf::from(format!("{}.key", file.split('?').next().unwrap_or(file)))),
        None => Keyring::None,
    }
}

/// Whether there is a key for the database at an address, and its file, where it is kept in one.
pub fn key(url: &str) -> (bool, Option<PathBuf>) {
    match keys(url) {
        Keyring::File(path) => (path.is_file(), Some(path)),
        Keyring::Given(_) => (true, None),
        Keyring::None => (false, None),
    }
}

fn set(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty())
}

fn list(name: &str) -> Vec<String> {
    let all = set(name).unwrap_or_default();
    all.split(',').map(str::trim).filter(|one| !one.is_empty()).map(str::to_owned).collect()
}

//! Which passwords are taken: long enough, none that was found in a breach or that everyone tries, not the user's own name
//! nor the company's. Any characters, in any mixture.

use crate::{House, Result, settings};
use domain::Refusal;
use sha2::{Digest, Sha256};

/// The shortest password, in characters.
pub const SHORTEST: usize = 10;
/// The longest; longer ones only cost time.
const LONGEST: usize = 200;

/// Words that guesses begin with; a password that is one of them with digits or signs around it is refused.
const COMMON: [&str; 28] = [
    "password",
    "passord",
    "passw0rd",
    "p@ssword",
    "p@ssw0rd",
    "welcome",
    "velkommen",
    "qwerty",
    "qwertyuiop",
    "qwertyuiopå",
    "asdfghjkl",
    "letmein",
    "letmeinnow",
    "iloveyou",
    "administrator",
    "admin",
    "changeme",
    "sunshine",
    "princess",
    "football",
    "baseball",
    "superman",
    "trustno",
    "bailiwick",
    "sales",
    "company",
    "secret",
    "1q2w3e4r5t",
];

/// The hundred thousand commonest passwords of known breaches that are long enough for us: the first bytes of the SHA-256 of
/// each in lower case, in order (`scripts/known-passwords.py`).
const KNOWN: &[u8] = include_bytes!("known_passwords.bin");

/// As [`faults`], in the company of a house.
///
/// # Errors
/// The database's own.
pub(super) fn faults_in(house: &House, password: &str, email: &str, name: &str) -> Result<Vec<Refusal>> {
    let company = house.db().read(settings::find)?.map(|company| company.name).unwrap_or_default();
    Ok(faults(password, email, name, &company))
}

/// What is wrong with a new password; nothing where it may be used.
pub fn faults(password: &str, email: &str, name: &str, company: &str) -> Vec<Refusal> {
    let fault = |code: &str| Refusal::new(code).at("password");
    let length = password.chars().count();
    if length < SHORTEST {
        return vec![fault("password-too-short").with("count", SHORTEST)];
    }
    if length > LONGEST {
        return vec![fault("password-too-long").with("count", LONGEST)];
    }
    let lower = password.to_lowercase();
    if is_common(&lower) || is_known(&lower) || is_of(&lower, &names(company)) {
        return vec![fault("password-common")];
    }
    let email = email.to_lowercase();
    let local = email.split('@').next().unwrap_or_default().to_owned();
    if is_of(&lower, &[vec![email, local], names(name)].concat()) {
        return vec![fault("password-own-name")];
    }
    Vec::new()
}

fn is_common(lower: &str) -> bool {
    let core = lower.trim_matches(|c: char| !c.is_alphabetic());
    let kinds: std::collections::BTreeSet<char> = lower.chars().collect();
    COMMON.iter().any(|word| core == *word || lower == *word) || kinds.len() < 5 || is_run(lower)
}

/// `1234567890`, `abcdefghij`: each character follows the one before, up or down, nearly everywhere.
fn is_run(lower: &str) -> bool {
    let codes: Vec<i64> = lower.chars().map(|c| i64::from(u32::from(c))).collect();
    let steps = codes.iter().zip(codes.iter().skip(1)).map(|(a, b)| b - a);
    steps.filter(|step| step.abs() > 1).count() <= 1
}

fn is_known(lower: &str) -> bool {
    let digest = Sha256::digest(lower.as_bytes());
    let (known, _) = KNOWN.as_chunks::<5>();
    digest.first_chunk().is_some_and(|mark| known.binary_search(mark).is_ok())
}

/// A name as people type it: whole, without spaces, by its words.
fn names(name: &str) -> Vec<String> {
    let name = name.to_lowercase();
    let words = name.split_whitespace().map(str::to_owned);
    [name.clone(), name.split_whitespace().collect()].into_iter().chain(words).collect()
}

/// One or more of these with nothing of substance beside it.
fn is_of(lower: &str, names: &[String]) -> bool {
    let mut rest = lower.to_owned();
    for own in names.iter().filter(|own| own.chars().count() > 2) {
        rest = rest.replace(own.as_str(), "");
    }
    rest.len() < lower.len() && rest.chars().filter(|c| c.is_alphabetic()).count() < 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_passwords_are_in_order_and_many() {
        let (known, rest) = KNOWN.as_chunks::<5>();
        assert!(rest.is_empty() && known.len() >= 99_000 && known.is_sorted());
    }

    #[test]
    fn what_everyone_tries_is_refused() {
        let code = |p: &str| {
            let found = faults(p, "kari.nordmann@example.test", "Kari Nordmann", "Fjord Salg AS");
            found.first().map(|f| f.code.clone())
        };
        assert_eq!(code("short").as_deref(), Some("password-too-short"));
        assert_eq!(code(&"long words ".repeat(40)).as_deref(), Some("password-too-long"));
        for common in
            ["Password1234", "1234567890", "0987654321", "aaaaaaaaaaaa", "abcdefghijkl", "Velkommen2024!", "1q2w3e4r5t"]
        {
            assert_eq!(code(common).as_deref(), Some("password-common"), "{common}");
        }
        for known in ["1qaz2wsx3edc", "Manchester", "BASKETBALL", "Fjord-Salg-2026", "fjordsalg!!"] {
            assert_eq!(code(known).as_deref(), Some("password-common"), "{known}");
        }
        for own in ["Kari Nordmann", "kari.nordmann@example.test", "nordmann1990", "KariNordmann!"] {
            assert_eq!(code(own).as_deref(), Some("password-own-name"), "{own}");
        }
        for good in ["a few plain words", "tolv løse steiner", "红色的海和三只鸟飞过山", "kari likes blue boats"]
        {
            assert_eq!(code(good), None, "{good}");
        }
    }
}

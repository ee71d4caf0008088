//! Which passwords are taken: long enough, not of those that everyone tries, not the user's own name.

use domain::Refusal;

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

/// What is wrong with a new password; nothing where it may be used.
pub fn faults(password: &str, email: &str, name: &str) -> Vec<Refusal> {
    let fault = |code: &str| Refusal::new(code).at("password");
    let length = password.chars().count();
    if length < SHORTEST {
        return vec![fault("password-too-short").with("count", SHORTEST)];
    }
    if length > LONGEST {
        return vec![fault("password-too-long").with("count", LONGEST)];
    }
    let lower = password.to_lowercase();
    if is_common(&lower) {
        return vec![fault("password-common")];
    }
    if is_own(&lower, email, name) {
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

/// The user's address or name with nothing of substance beside it.
fn is_own(lower: &str, email: &str, name: &str) -> bool {
    let (email, name) = (email.to_lowercase(), name.to_lowercase());
    let local = email.split('@').next().unwrap_or_default().to_owned();
    let joined: String = name.split_whitespace().collect();
    let mut rest = lower.to_owned();
    for own in [email, name.clone(), joined, local].iter().filter(|own| own.chars().count() > 2) {
        rest = rest.replace(own.as_str(), "");
    }
    for word in name.split_whitespace().filter(|w| w.chars().count() > 2) {
        rest = rest.replace(word, "");
    }
    rest.len() < lower.len() && rest.chars().filter(|c| c.is_alphabetic()).count() < 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everyone_tries_is_refused() {
        let code = |p: &str| faults(p, "kari.nordmann@example.test", "Kari Nordmann").first().map(|f| f.code.clone());
        assert_eq!(code("short").as_deref(), Some("password-too-short"));
        assert_eq!(code(&"long words ".repeat(40)).as_deref(), Some("password-too-long"));
        for common in
            ["Password1234", "1234567890", "0987654321", "aaaaaaaaaaaa", "abcdefghijkl", "Velkommen2024!", "1q2w3e4r5t"]
        {
            assert_eq!(code(common).as_deref(), Some("password-common"), "{common}");
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

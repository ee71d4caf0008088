//! Persons: names, e-mail addresses, and the keys they are kept under.

use super::Person;
use super::place::Phone;
use super::words::words;
use std::collections::BTreeSet;

/// Boxes that several people read: they stand for a company, not for a person.
const SHARED: [&str; 40] = [
    "info",
    "post",
    "mail",
    "email",
    "contact",
    "kontakt",
    "office",
    "hello",
    "hei",
    "sales",
    "salg",
    "support",
    "service",
    "help",
    "admin",
    "administration",
    "firmapost",
    "accounts",
    "accounting",
    "billing",
    "invoice",
    "faktura",
    "finance",
    "regnskap",
    "hr",
    "jobs",
    "career",
    "press",
    "marketing",
    "team",
    "webmaster",
    "postmaster",
    "noreply",
    "no-reply",
    "reception",
    "resepsjon",
    "enquiries",
    "inquiries",
    "orders",
    "ordre",
];

/// An e-mail address in the form in which two are one: small letters, without what stands behind a plus; Gmail passes
/// over dots. None where it is no address.
pub fn mailbox(email: &str) -> Option<String> {
    let email = email.trim().to_lowercase();
    let (local, host) = email.rsplit_once('@')?;
    let local = local.split('+').next().unwrap_or_default();
    if local.is_empty() || !host.contains('.') || email.contains(char::is_whitespace) {
        return None;
    }
    let is_google = ["gmail.com", "googlemail.com"].contains(&host);
    Some(if is_google { format!("{}@gmail.com", local.replace('.', "")) } else { format!("{local}@{host}") })
}

/// Whether several people read the address.
pub fn is_shared(email: &str) -> bool {
    email.split('@').next().is_some_and(|local| SHARED.contains(&local.trim().to_lowercase().as_str()))
}

/// A name as given and family names, in words that can be compared. `Berg, Kari` is `Kari Berg`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Name {
    pub given: Vec<String>,
    pub family: String,
}

impl Name {
    pub(super) fn read(name: &str) -> Name {
        const TITLES: [&str; 12] =
            ["mr", "mrs", "ms", "miss", "dr", "prof", "herr", "frau", "sir", "mme", "ing", "dipl"];
        let turned = match name.split_once(',') {
            Some((family, given)) => format!("{given} {family}"),
            None => name.to_owned(),
        };
        let mut all = words(&turned);
        while all.len() > 1 && all.first().is_some_and(|w| TITLES.contains(&w.as_str())) {
            all.remove(0);
        }
        let family = all.pop().unwrap_or_default();
        Name { given: all, family }
    }

    pub(super) fn whole(&self) -> String {
        let all: Vec<&str> =
            self.given.iter().chain([&self.family]).map(String::as_str).filter(|w| !w.is_empty()).collect();
        all.join(" ")
    }
}

/// Letters of a family name by which misspelt ones are brought together.
const BEGINNING: usize = 4;

pub(super) fn keys(person: &Person, keys: &mut BTreeSet<String>) {
    let own = person.emails.iter().filter(|e| !is_shared(e)).filter_map(|e| mailbox(e));
    keys.extend(own.map(|mailbox| format!("pe:{mailbox}")));
    keys.extend(person.phones.iter().filter_map(|p| Phone::read(p)).map(|phone| format!("pp:{}", phone.tail())));
    let name = Name::read(&person.name);
    let mut all: Vec<&str> =
        name.given.iter().chain([&name.family]).map(String::as_str).filter(|w| !w.is_empty()).collect();
    // In any order: `Li Wei` and `Wei Li` meet.
    all.sort_unstable();
    if !all.is_empty() {
        keys.insert(format!("pn:{}", all.concat().chars().take(80).collect::<String>()));
    }
    if let Some(initial) = name.given.first().and_then(|given| given.chars().next()) {
        let family: String = name.family.chars().take(BEGINNING).collect();
        keys.insert(format!("pb:{family}.{initial}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mailboxes_are_one_however_they_are_written() {
        assert_eq!(mailbox(" Kari.Berg+crm@Fjord.NO ").as_deref(), Some("kari.berg@fjord.no"));
        assert_eq!(mailbox("k.a.r.i@googlemail.com").as_deref(), Some("kari@gmail.com"));
        for none in ["", "kari", "@fjord.no", "kari@localhost", "a b@fjord.no", "+x@fjord.no"] {
            assert_eq!(mailbox(none), None, "{none}");
        }
        assert!(is_shared("Post@fjord.no") && !is_shared("kari@fjord.no"));
    }

    #[test]
    fn names_are_turned_and_titles_dropped() {
        assert_eq!(Name::read("Berg, Kari Marie").whole(), "kari marie berg");
        assert_eq!(Name::read("Dr. Kari Berg").whole(), "kari berg");
        assert_eq!(Name::read("Madonna"), Name { given: Vec::new(), family: "madonna".into() });
    }
}

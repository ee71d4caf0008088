//! Personal data: what is left of a person who is erased, and how what they are known by is found in texts.
//!
//! The record of an erased person stays as a shell without a name, so that opportunities, money and counts hold. What is
//! personal is told by naming what is not: a field that nobody thought of is emptied.

use crate::Instant;
use crate::activities::Activity;
use crate::contacts::Contact;
use crate::custom_fields::Custom;
use crate::leads::{Lead, LeadStatus};
use crate::policy::Noun;
use serde::Serialize;

/// Kinds of records that are people.
pub const PEOPLE: [Noun; 2] = [Noun::Contact, Noun::Lead];
/// Digits that a number for phones has at least: fewer are found everywhere.
const DIGITS: usize = 7;
/// Digits from the end by which two ways to write a number are the same: with and without the country.
const SAME: usize = 8;
/// Characters that a name has at least to be looked for in texts, and it has two words.
const NAME: usize = 5;

/// Fields of a contact's JSON that say nothing of the person: whose it is and where it belongs.
const KEPT_OF_CONTACT: [&str; 6] = ["id", "version", "account", "buying_role", "owner", "created_on"];
/// Those of a lead's: the work on it, and what the figures are made of.
const KEPT_OF_LEAD: [&str; 26] = [
    "id",
    "version",
    "owner",
    "generated_by",
    "account",
    "contact",
    "opportunity",
    "product",
    "source",
    "campaign",
    "industry",
    "employees",
    "language",
    "status",
    "need",
    "budget",
    "timeline",
    "decision_process",
    "reason",
    "recycled",
    "assigned_at",
    "attempted_at",
    "received_at",
    "first_attempt_at",
    "created_on",
    "converted_on",
];
/// Further fields of the history of either, and of activities: ids, days and words of ours.
const KEPT_OF_ANY: [&str; 32] = [
    "won_on",
    "stints",
    "queue",
    "id",
    "version",
    "kind",
    "direction",
    "outcome",
    "is_automatic",
    "starts_at",
    "minutes",
    "due_on",
    "done_at",
    "next_on",
    "owner",
    "user",
    "noun",
    "record",
    "links",
    "account",
    "happened_at",
    "on",
    "is_accepted",
    "cadence",
    "list",
    "model",
    "position",
    "set",
    "opportunity",
    "status",
    "reason",
    "closed",
];

/// Whether an entry of the history keeps the values of a field, once the person that it is about is erased.
pub fn is_kept(noun: Noun, field: &str) -> bool {
    let own: &[&str] = match noun {
        Noun::Contact => &KEPT_OF_CONTACT,
        Noun::Lead => &KEPT_OF_LEAD,
        _ => &[],
    };
    own.contains(&field) || KEPT_OF_ANY.contains(&field)
}

/// The shell of a contact. `name` stands for the person.
pub fn erased_contact(old: &Contact, name: &str) -> Contact {
    Contact {
        id: old.id,
        version: old.version,
        name: name.to_owned(),
        account: old.account,
        buying_role: old.buying_role.clone(),
        owner: old.owner,
        created_on: old.created_on,
        ..Contact::default()
    }
}

/// The shell of a lead. One that somebody still works on is set aside: there is nobody to reach.
pub fn erased_lead(old: &Lead, name: &str) -> Lead {
    let is_open = old.status.is_open();
    Lead {
        name: name.to_owned(),
        first_name: None,
        last_name: None,
        title: None,
        company: None,
        email: None,
        phone: None,
        website: None,
        street: None,
        city: None,
        region: None,
        postal_code: None,
        country: None,
        landing_page: None,
        need_evidence: None,
        budget_evidence: None,
        timeline_evidence: None,
        decision_process_evidence: None,
        description: None,
        next_step: None,
        next_step_on: None,
        return_on: None,
        external_id: None,
        status: if is_open { LeadStatus::Disqualified } else { old.status },
        reason: if is_open { Some("other".to_owned()) } else { old.reason.clone() },
        custom: Custom::default(),
        ..old.clone()
    }
}

/// What is left of an activity that was with nobody but the erased: that it took place. What was still to be done with them
/// is off.
pub fn erased_activity(old: &Activity, name: &str, now: Instant) -> Activity {
    let is_off = old.is_open();
    let is_met = is_off && matches!(old.kind.as_str(), "meeting" | "demo");
    Activity {
        subject: name.to_owned(),
        body: String::new(),
        external_id: None,
        next_on: None,
        custom: Custom::default(),
        outcome: if is_met { Some("cancelled".to_owned()) } else { old.outcome.clone() },
        done_at: if is_off && !is_met { Some(now) } else { old.done_at },
        ..old.clone()
    }
}

/// What people are known by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Identity {
    names: Vec<String>,
    emails: Vec<String>,
    phones: Vec<String>,
}

impl Identity {
    /// Adds a person's name as it is written. A single or a short word is no name that can be told from others.
    pub fn add_name(&mut self, name: &str) {
        let name = name.trim();
        if name.chars().count() >= NAME && name.contains(' ') || name.chars().count() >= 2 && !name.is_ascii() {
            add(&mut self.names, name.to_lowercase());
        }
    }
    /// Adds an address.
    pub fn add_email(&mut self, email: &str) {
        if crate::contacts::is_address(email.trim()) {
            add(&mut self.emails, email.trim().to_lowercase());
        }
    }
    /// Adds a number.
    pub fn add_phone(&mut self, phone: &str) {
        let digits = digits(phone);
        if digits.len() >= DIGITS {
            add(&mut self.phones, digits);
        }
    }
    /// Their names, in lower case.
    pub fn names(&self) -> &[String] {
        &self.names
    }
    /// Their addresses, in lower case.
    pub fn emails(&self) -> &[String] {
        &self.emails
    }
    /// Their numbers, digits alone.
    pub fn phones(&self) -> &[String] {
        &self.phones
    }
    /// Whether an address is theirs.
    pub fn has_email(&self, email: &str) -> bool {
        let email = email.trim().to_lowercase();
        self.emails.contains(&email)
    }
    /// Whether a number is theirs, however it is written.
    pub fn has_phone(&self, phone: &str) -> bool {
        let other = digits(phone);
        other.len() >= DIGITS && self.phones.iter().any(|own| tail(own) == tail(&other))
    }
    /// The text with a word in place of what they are known by; none where nothing of it is in the text.
    pub fn without(&self, text: &str, word: &str) -> Option<String> {
        let mut told = text.to_owned();
        // The longest first: an address may be part of another.
        let mut known: Vec<&String> = self.emails.iter().chain(&self.names).collect();
        known.sort_by_key(|known| std::cmp::Reverse(known.len()));
        for known in known {
            told = replaced(&told, known, word);
        }
        told = without_numbers(&told, self, word);
        (told != text).then_some(told)
    }
    /// Whether anything that they are known by is in the text.
    pub fn is_in(&self, text: &str) -> bool {
        self.without(text, "").is_some()
    }
}

fn add(list: &mut Vec<String>, value: String) {
    if !list.contains(&value) {
        list.push(value);
    }
}

/// The digits of a number, without what is written for calls from abroad.
fn digits(phone: &str) -> String {
    phone.chars().filter(char::is_ascii_digit).collect::<String>().trim_start_matches("00").to_owned()
}

fn tail(digits: &str) -> &str {
    digits.get(digits.len().saturating_sub(SAME)..).unwrap_or(digits)
}

/// Every occurrence of a text in lower case, as a word of its own, replaced.
fn replaced(text: &str, known: &str, word: &str) -> String {
    let lower: String = text.to_lowercase();
    if !lower.contains(known) {
        return text.to_owned();
    }
    // Lower case may be longer or shorter than what it is of, so places are counted in characters as they come.
    let (mut told, mut rest) = (String::with_capacity(text.len()), text);
    let mut before: Option<char> = None;
    while let Some(first) = rest.chars().next() {
        match begins(rest, known) {
            Some(length) if is_edge(before) && is_edge(rest.get(length..).and_then(|after| after.chars().next())) => {
                told.push_str(word);
                before = rest.get(..length).and_then(|found| found.chars().next_back());
                rest = rest.get(length..).unwrap_or_default();
            }
            _ => {
                told.push(first);
                before = Some(first);
                rest = rest.get(first.len_utf8()..).unwrap_or_default();
            }
        }
    }
    told
}

/// How many bytes of the text are the known one, where it begins with that.
fn begins(text: &str, known: &str) -> Option<usize> {
    let mut wanted = known.chars().peekable();
    let mut length = 0;
    for here in text.chars() {
        if wanted.peek().is_none() {
            break;
        }
        for lower in here.to_lowercase() {
            if wanted.next() != Some(lower) {
                return None;
            }
        }
        length += here.len_utf8();
    }
    wanted.peek().is_none().then_some(length)
}

/// Whether a word may begin or end beside the character. Chinese is written without gaps.
fn is_edge(beside: Option<char>) -> bool {
    beside.is_none_or(|c| !c.is_alphanumeric() || !c.is_ascii() && !c.is_lowercase() && !c.is_uppercase())
}

/// Runs of digits and what stands between them in numbers, replaced where the number is theirs.
fn without_numbers(text: &str, identity: &Identity, word: &str) -> String {
    if identity.phones.is_empty() {
        return text.to_owned();
    }
    let between = |c: char| c.is_ascii_digit() || matches!(c, '+' | ' ' | '(' | ')' | '-' | '.' | '/' | '\u{a0}');
    let (mut told, mut run) = (String::with_capacity(text.len()), String::new());
    let settle = |told: &mut String, run: &mut String| {
        let inner = run.trim_matches(|c: char| !c.is_ascii_digit() && !matches!(c, '+' | '('));
        match identity.has_phone(inner) {
            true => told.push_str(&run.replacen(inner, word, 1)),
            false => told.push_str(run),
        }
        run.clear();
    };
    for c in text.chars() {
        if between(c) {
            run.push(c);
        } else {
            settle(&mut told, &mut run);
            told.push(c);
        }
    }
    settle(&mut told, &mut run);
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ola() -> Identity {
        let mut ola = Identity::default();
        ola.add_name("Ola Nordmann");
        ola.add_name("Ola");
        ola.add_email("Ola@Example.test");
        ola.add_phone("+47 900 12 345");
        ola
    }

    #[test]
    fn what_somebody_is_known_by_is_found_however_it_is_written() {
        let told = |text: &str| ola().without(text, "▪");
        assert_eq!(told("Ring OLA NORDMANN, ola@example.test.").as_deref(), Some("Ring ▪, ▪."));
        assert_eq!(told("tel. 0047 90012345 or 900 12 345!").as_deref(), Some("tel. ▪ or ▪!"));
        assert_eq!(told("Ola Nordmannsen, cola@example.test, 800 12 345"), None);
        assert_eq!(told("Ola said no"), None, "a single name is anybody's");
        let mut li = Identity::default();
        li.add_name("李小龙");
        assert_eq!(li.without("给李小龙打电话", "▪").as_deref(), Some("给▪打电话"));
    }

    #[test]
    fn nobody_is_known_by_little() {
        let mut short = Identity::default();
        short.add_name("Bo");
        short.add_phone("112");
        short.add_email("nothing");
        assert_eq!(short, Identity::default());
    }

    #[test]
    fn a_shell_has_nothing_of_the_person() {
        let lead = Lead {
            name: "Ola Nordmann".into(),
            email: Some("ola@example.test".into()),
            source: Some("event".into()),
            ..Lead::default()
        };
        let shell = erased_lead(&lead, "Erased person");
        assert_eq!((shell.name.as_str(), shell.email, shell.source), ("Erased person", None, Some("event".into())));
        assert_eq!((shell.status, shell.reason.as_deref()), (LeadStatus::Disqualified, Some("other")));
        let won = Lead { status: LeadStatus::Converted, ..lead };
        assert_eq!(erased_lead(&won, "Erased person").status, LeadStatus::Converted);
    }

    #[test]
    fn fields_that_nobody_thought_of_are_not_kept() {
        assert!(is_kept(Noun::Contact, "owner") && !is_kept(Noun::Contact, "email") && !is_kept(Noun::Lead, "x_shoes"));
        assert!(!is_kept(Noun::Contact, "name") && !is_kept(Noun::Activity, "body") && is_kept(Noun::Activity, "kind"));
    }

    proptest! {
        #[test]
        fn what_is_known_never_stays(before in "[a-zæøå .,]{0,12}", after in "[ .,!]{1}[A-Z ]{0,6}") {
            let text = format!("{before} Ola Nordmann{after}");
            let told = ola().without(&text, "▪").unwrap_or_default();
            prop_assert!(!told.to_lowercase().contains("ola nordmann"));
        }
    }
}

//! Mail: who sees what of it, whose mail comes in at all, and what becomes of a message that is to be sent.
//!
//! A message goes `queued → sending → sent`. What a server did not take is queued again, later each time, until it has
//! failed; what it may have taken is `unknown`, and is sent again only by a person who has looked. What waits for somebody who
//! says no to mails is `withheld`.

use crate::kernel::Instant;
use serde::{Deserialize, Serialize};

/// Waits between attempts, in minutes; after the last the message has failed.
const WAITS: [i64; 7] = [1, 5, 15, 60, 180, 360, 720];
/// How long one server may be at a message before another takes it for broken off: milliseconds.
pub const LEASE: i64 = 10 * MINUTE;
const MINUTE: i64 = 60_000;
/// Domains whose addresses belong to nobody's company: a colleague there is no colleague.
const PUBLIC_DOMAINS: [&str; 8] =
    ["gmail.com", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com", "proton.me", "qq.com", "163.com"];

/// What others see of a mail who see the record it is about. Ordered from the widest to the narrowest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sight {
    /// All of it.
    Whole,
    /// That there was one, with whom, and what about.
    Subject,
    /// Nothing: it is seen by those alone who have it in their own mailbox.
    Private,
}

/// Every sight.
pub const SIGHTS: [Sight; 3] = [Sight::Whole, Sight::Subject, Sight::Private];

impl Sight {
    /// Its word.
    pub fn key(self) -> &'static str {
        match self {
            Sight::Whole => "whole",
            Sight::Subject => "subject",
            Sight::Private => "private",
        }
    }
    /// From its word.
    pub fn from_key(key: &str) -> Option<Sight> {
        SIGHTS.into_iter().find(|sight| sight.key() == key)
    }
}

/// What others see of a mail that several have: the narrowest that one of them chose.
pub fn sight_of(copies: impl IntoIterator<Item = Sight>) -> Sight {
    copies.into_iter().max().unwrap_or(Sight::Private)
}

/// How a message to be sent stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It waits.
    Queued,
    /// A server of ours is at it.
    Sending,
    /// The other server took it.
    Sent,
    /// It was not taken, and is not tried again.
    Failed,
    /// Whether it was taken is not known.
    Unknown,
    /// Whoever it is to said no meanwhile: it was never handed to a server.
    Withheld,
}

/// Every state.
pub const STATES: [State; 6] =
    [State::Queued, State::Sending, State::Sent, State::Failed, State::Unknown, State::Withheld];

impl State {
    /// Its word.
    pub fn key(self) -> &'static str {
        match self {
            State::Queued => "queued",
            State::Sending => "sending",
            State::Sent => "sent",
            State::Failed => "failed",
            State::Unknown => "unknown",
            State::Withheld => "withheld",
        }
    }
    /// From its word.
    pub fn from_key(key: &str) -> Option<State> {
        STATES.into_iter().find(|state| state.key() == key)
    }
    /// Whether a person may have it sent again.
    pub fn may_retry(self) -> bool {
        matches!(self, State::Failed | State::Unknown | State::Withheld)
    }
}

/// What an attempt came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Came {
    /// The server took it.
    Taken,
    /// It was not taken; the same may work later.
    NotNow,
    /// It was not taken, and would not be later.
    Never,
    /// The connection broke when the server may have had it.
    Open,
    /// No server was asked: whoever it is to said no.
    Unwanted,
}

/// How a message stands after its `attempts`th attempt, and when it is tried again where it is.
pub fn after(came: Came, attempts: i64, now: Instant) -> (State, Instant) {
    let wait = usize::try_from(attempts - 1).ok().and_then(|at| WAITS.get(at));
    match (came, wait) {
        (Came::Taken, _) => (State::Sent, now),
        (Came::Open, _) => (State::Unknown, now),
        (Came::Unwanted, _) => (State::Withheld, now),
        (Came::NotNow, Some(minutes)) => (State::Queued, Instant(now.0 + minutes * MINUTE)),
        (Came::NotNow | Came::Never, _) => (State::Failed, now),
    }
}

/// How a message stands that somebody was sending when they broke off: where the content was on its way, nobody knows.
pub fn broken_off(content_was_on_its_way: bool) -> State {
    if content_was_on_its_way { State::Unknown } else { State::Queued }
}

/// When a mailbox is looked into again after so many failures in a row.
pub fn looked_into_again(failures: i64, every_minutes: i64, now: Instant) -> Instant {
    let wait = if failures == 0 {
        every_minutes
    } else {
        usize::try_from(failures - 1).ok().and_then(|at| WAITS.get(at)).copied().unwrap_or(720).max(every_minutes)
    };
    Instant(now.0 + wait * MINUTE)
}

/// The domain of an address, lower case.
pub fn domain_of(address: &str) -> String {
    address.rsplit_once('@').map_or_else(String::new, |(_, domain)| domain.trim().to_lowercase())
}

/// Whether an address is left out by a pattern: an address, or a domain with all below it.
pub fn excludes(pattern: &str, address: &str) -> bool {
    let (pattern, address) = (pattern.trim().to_lowercase(), address.trim().to_lowercase());
    let bare = pattern.trim_start_matches('@');
    if bare.is_empty() {
        return false;
    }
    if pattern.contains('@') && !pattern.starts_with('@') {
        return address == pattern;
    }
    let domain = domain_of(&address);
    domain == bare || domain.strip_suffix(bare).is_some_and(|rest| rest.ends_with('.'))
}

/// Domains that are the company's own: those of its users, but for those that anyone may have an address at.
pub fn own_domains<'a>(users: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut own: Vec<String> = users.into_iter().map(domain_of).filter(|domain| !domain.is_empty()).collect();
    own.retain(|domain| !PUBLIC_DOMAINS.contains(&domain.as_str()));
    own.sort_unstable();
    own.dedup();
    own
}

/// The outsiders of a mail who may be customers: everybody but oneself, colleagues, and who is excluded.
pub fn outsiders<'a>(
    people: impl IntoIterator<Item = &'a str>,
    mine: &[String],
    own_domains: &[String],
    exclusions: &[String],
) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for address in people {
        let address = address.trim().to_lowercase();
        let is_ours = mine.contains(&address) || own_domains.iter().any(|domain| excludes(domain, &address));
        let is_out = exclusions.iter().any(|pattern| excludes(pattern, &address));
        if address.contains('@') && !is_ours && !is_out && !found.contains(&address) {
            found.push(address);
        }
    }
    found
}

/// The words that a template's text may hold, in braces.
pub const PLACEHOLDERS: [&str; 6] =
    ["contact.name", "contact.first_name", "account.name", "opportunity.name", "owner.name", "company.name"];

/// A template's text with its placeholders filled; those that nothing is known for stand as they are, for the writer to
/// see. Answers those too.
pub fn filled(text: &str, value: impl Fn(&str) -> Option<String>) -> (String, Vec<String>) {
    let (mut out, mut missing, mut rest) = (String::with_capacity(text.len()), Vec::new(), text);
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((word, after_word)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        let word = word.trim();
        match (PLACEHOLDERS.contains(&word), value(word)) {
            (true, Some(known)) if !known.is_empty() => {
                out.push_str(&known);
                rest = after_word;
            }
            (is_placeholder, _) => {
                if is_placeholder && !missing.iter().any(|m| m == word) {
                    missing.push(word.to_owned());
                }
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    (out, missing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_may_have_arrived_is_not_sent_again() {
        assert_eq!(after(Came::Open, 1, Instant(7)), (State::Unknown, Instant(7)));
        assert_eq!(broken_off(true), State::Unknown);
        assert_eq!(broken_off(false), State::Queued);
    }

    #[test]
    fn waits_grow_and_end() {
        let mut last = 0;
        for attempt in 1..=7 {
            let (state, at) = after(Came::NotNow, attempt, Instant(0));
            assert_eq!(state, State::Queued);
            assert!(at.0 > last);
            last = at.0;
        }
        assert_eq!(after(Came::NotNow, 8, Instant(0)).0, State::Failed);
        assert_eq!(after(Came::Never, 1, Instant(0)).0, State::Failed);
        assert_eq!(after(Came::Unwanted, 1, Instant(0)).0, State::Withheld);
    }

    #[test]
    fn the_narrowest_sight_holds() {
        assert_eq!(sight_of([Sight::Whole, Sight::Private, Sight::Subject]), Sight::Private);
        assert_eq!(sight_of([Sight::Whole, Sight::Subject]), Sight::Subject);
        assert_eq!(sight_of([]), Sight::Private);
    }

    #[test]
    fn colleagues_and_the_excluded_are_no_customers() {
        let own = own_domains(["ida@fjord.test", "per@gmail.com"]);
        assert_eq!(own, ["fjord.test"]);
        let people = [
            "Ida@fjord.test",
            "kari@kunde.test",
            "x@sub.bank.test",
            "kari@KUNDE.test",
            "mum@home.test",
            "per@gmail.com",
        ];
        let found = outsiders(people, &["per@gmail.com".into()], &own, &["bank.test".into(), "mum@home.test".into()]);
        assert_eq!(found, ["kari@kunde.test"]);
        assert!(!excludes("ank.test", "x@bank.test"));
        assert!(excludes("@bank.test", "x@bank.test"));
    }

    #[test]
    fn templates_are_filled() {
        let value = |word: &str| match word {
            "contact.name" => Some("Kari {owner.name}".to_owned()),
            "account.name" => Some(String::new()),
            _ => None,
        };
        let (text, missing) = filled("Hei {contact.name}, {account.name} { x {ukjent}", value);
        // What is put in is not filled again.
        assert_eq!(text, "Hei Kari {owner.name}, {account.name} { x {ukjent}");
        assert_eq!(missing, ["account.name"]);
    }

    proptest! {
        #[test]
        fn text_without_placeholders_stays(text in "[^{]*") {
            prop_assert_eq!(filled(&text, |_| Some("x".into())).0, text);
        }
        #[test]
        fn nothing_is_lost_of_any_text(text in ".*") {
            prop_assert_eq!(filled(&text, |_| None).0, text);
        }
    }
}

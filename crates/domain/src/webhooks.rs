//! Webhooks: addresses that are told what happens, and when one that does not answer is tried again.
//!
//! What is told is one entry of the history, in the order of the history. Whoever answers otherwise than with a 2xx is
//! tried again after growing waits, and everything behind it waits along, so that the order holds; after the last try
//! the address is paused, and nothing is lost.

use crate::kernel::id::{UserId, WebhookId};
use crate::kernel::{Instant, Refusal};
use crate::policy::Noun;
use serde::{Deserialize, Serialize};

/// Kinds of records whose history is told.
pub const NOUNS: [Noun; 8] = [
    Noun::Account,
    Noun::Contact,
    Noun::Lead,
    Noun::Opportunity,
    Noun::Product,
    Noun::Activity,
    Noun::Handoff,
    Noun::Organisation,
];

/// What happens to records of each kind; further kinds may come.
pub fn kinds(noun: Noun) -> Vec<&'static str> {
    let parts: &[&[&str]] = match noun {
        Noun::Account => &[&MADE, &["team_joined", "team_left"], &PASSED, &MATCHED, &GONE],
        Noun::Lead => &[&MADE, &PASSED, &MATCHED, &["consent_said"], &GONE],
        Noun::Contact => &[&MADE, &MATCHED, &["consent_said"], &GONE],
        Noun::Opportunity => &[&MADE, &SOLD, &PASSED, &GONE],
        Noun::Product => &[&MADE, &GONE],
        Noun::Activity | Noun::Handoff => &[&MADE, &["undone"]],
        Noun::Organisation => &[&ORGANISATION],
        _ => &[],
    };
    parts.concat()
}

const MADE: [&str; 2] = ["created", "changed"];
const GONE: [&str; 4] = ["deleted", "restored", "ended", "undone"];
const MATCHED: [&str; 3] = ["merged", "merged_away", "unmerged"];
const PASSED: [&str; 7] = [
    "queued",
    "handoff_offered",
    "handoff_accepted",
    "handoff_returned",
    "handoff_withdrawn",
    "handoff_reopened",
    "handoff_expired",
];
const SOLD: [&str; 7] = ["stage_moved", "won", "lost", "no_decision", "reopened", "buying_role", "buying_job"];
const ORGANISATION: [&str; 9] = [
    "organisation_edited",
    "segment_defined",
    "segment_changed",
    "segment_ended",
    "person_left",
    "person_back",
    "departure_planned",
    "departure_dropped",
    "work_moved",
];

/// What of the organisation everybody is told who sees it; of the rest only who may change it, and of routing only who sees
/// every account besides.
pub const OPEN: [&str; 4] = ["organisation_edited", "segment_defined", "segment_changed", "segment_ended"];
/// What of the organisation only those are told who may change it.
pub const OF_EDITORS: [&str; 5] =
    ["person_left", "person_back", "departure_planned", "departure_dropped", "work_moved"];

/// What happens to records that is worth choosing by itself, in the order offered.
pub const OFFERED: [&str; 15] = [
    "account.created",
    "account.changed",
    "contact.created",
    "contact.changed",
    "lead.created",
    "lead.changed",
    "opportunity.created",
    "opportunity.changed",
    "opportunity.stage_moved",
    "opportunity.won",
    "opportunity.lost",
    "opportunity.reopened",
    "handoff.created",
    "handoff.changed",
    "organisation.organisation_edited",
];

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
/// How long is waited after each try that failed, in milliseconds; after the one behind the last, no more.
pub const WAITS: [i64; 7] = [5 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 24 * HOUR];
/// The longest wait that the other side may ask for.
const LONGEST_ASKED: i64 = HOUR;
/// Hours for which the secret before signs too, at most.
pub const MOST_OVERLAP_HOURS: i64 = 7 * 24;
/// Hours for which it does where nothing is said.
pub const OVERLAP_HOURS: i64 = 24;
/// Characters of an address,
const LONGEST_URL: usize = 2000;
/// of what is said of it,
const LONGEST_TEXT: usize = 500;
/// and how many words choose what is told.
const MOST_WORDS: usize = 50;

/// An address that is told what happens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Webhook {
    /// Which.
    pub id: WebhookId,
    /// The address.
    pub url: String,
    /// What it is for.
    pub description: String,
    /// What is told: kinds of records (`lead`) or what happens to them (`opportunity.won`); everything where it is empty.
    pub events: Vec<String>,
    /// With whose eyes: what this user may not see is not told.
    pub user: UserId,
    /// Whether it is told anything.
    pub is_active: bool,
    /// Its version.
    pub version: i64,
}

impl Default for Webhook {
    fn default() -> Webhook {
        Webhook {
            id: WebhookId::default(),
            url: String::new(),
            description: String::new(),
            events: Vec::new(),
            user: UserId::default(),
            is_active: true,
            version: 0,
        }
    }
}

/// What became of a try.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Came {
    /// It was taken.
    Taken,
    /// Not now; where the other side said so, not before so many seconds.
    NotNow(Option<i64>),
    /// The other side is no more, and says so (410).
    Gone,
}

/// What follows from it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum After {
    /// It is told.
    Delivered,
    /// It is tried again then.
    Again(Instant),
    /// It is tried no more, and the address is paused.
    Failed,
}

/// What an HTTP status says of a try.
pub fn came(status: u16, retry_after: Option<i64>) -> Came {
    match status {
        200..=299 => Came::Taken,
        410 => Came::Gone,
        _ => Came::NotNow(retry_after),
    }
}

/// What follows from what became of the `attempts`th try.
pub fn after(came: Came, attempts: i64, now: Instant) -> After {
    match came {
        Came::Taken => After::Delivered,
        Came::Gone => After::Failed,
        Came::NotNow(asked) => {
            let wait = usize::try_from(attempts - 1).ok().and_then(|at| WAITS.get(at));
            let asked = asked.unwrap_or(0).clamp(0, LONGEST_ASKED / SECOND) * SECOND;
            wait.map_or(After::Failed, |wait| After::Again(Instant(now.0 + wait.max(&asked))))
        }
    }
}

/// The rules of an address and of what it is told. Where it may be is asked elsewhere.
///
/// # Errors
/// `refusal-webhook-url`, `refusal-webhook-event`, `refusal-text-long`.
pub fn check(webhook: &Webhook) -> Result<(), Vec<Refusal>> {
    let mut faults = Vec::new();
    if !is_address(&webhook.url) {
        faults.push(Refusal::new("refusal-webhook-url").at("url"));
    }
    let length = webhook.description.chars().count();
    if length > LONGEST_TEXT {
        let told = Refusal::new("refusal-text-long").at("description");
        faults.push(told.with("count", length).with("most", LONGEST_TEXT));
    }
    if webhook.description.chars().any(char::is_control) {
        faults.push(Refusal::new("refusal-text-control").at("description"));
    }
    let unknown = |word: &&String| chosen(word).is_none();
    if let Some(word) = webhook.events.iter().find(unknown).or_else(|| webhook.events.get(MOST_WORDS)) {
        faults.push(Refusal::new("refusal-webhook-event").at("events").with("value", word));
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Whether a text is the whole address of something on the web, without a login in it, which logs would show.
fn is_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let authority = rest.and_then(|rest| rest.split(['/', '?']).next()).unwrap_or_default();
    let is_plain = url.bytes().all(|byte| byte.is_ascii_graphic() && !b"#\\<>\"".contains(&byte));
    is_plain && url.len() <= LONGEST_URL && !authority.is_empty() && !authority.contains('@')
}

/// What a word chooses: a kind of record, and of what happens to it one kind, or all.
pub fn chosen(word: &str) -> Option<(Noun, Option<&str>)> {
    let (noun, kind) = match word.split_once('.') {
        Some((noun, kind)) => (noun, Some(kind)),
        None => (word, None),
    };
    let is_kind = |kind: &str| {
        !kind.is_empty() && kind.len() <= 60 && kind.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    };
    let noun = NOUNS.into_iter().find(|known| known.key() == noun)?;
    kind.is_none_or(is_kind).then_some((noun, kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_offered_is_chosen_and_documented() {
        for word in OFFERED {
            let (noun, kind) = chosen(word).expect("known");
            assert!(kinds(noun).contains(&kind.expect("one kind")), "{word}");
        }
        for kind in OPEN.iter().chain(&OF_EDITORS) {
            assert!(kinds(Noun::Organisation).contains(kind), "{kind}");
        }
        assert!(
            NOUNS
                .iter()
                .all(|noun| kinds(*noun).iter().all(|kind| chosen(&format!("{}.{kind}", noun.key())).is_some()))
        );
    }

    fn at(url: &str) -> Webhook {
        Webhook { url: url.to_owned(), ..Webhook::default() }
    }

    #[test]
    fn an_address_is_whole_and_holds_no_login() {
        for url in ["https://hooks.example.com/in?a=1", "http://127.0.0.1:8080", "https://[2001:4860::1]/x"] {
            assert_eq!(check(&at(url)), Ok(()), "{url}");
        }
        for url in ["", "hooks.example.com", "ftp://x.example", "https://", "https:///x", "https://a b", "https://x#y"]
        {
            assert_eq!(check(&at(url)).unwrap_err()[0].code, "refusal-webhook-url", "{url}");
        }
        assert!(check(&at("https://ida:hush@x.example/")).is_err());
        assert!(check(&at("https://x.example/?to=ida@x.example")).is_ok());
    }

    #[test]
    fn what_is_said_of_it_is_one_line_of_text() {
        let said = |text: &str| Webhook { description: text.to_owned(), ..at("https://x.example/") };
        assert_eq!(check(&said("The warehouse — 仓库")), Ok(()));
        assert_eq!(check(&said("a\0b")).unwrap_err()[0].code, "refusal-text-control");
        assert_eq!(check(&said(&"x".repeat(501))).unwrap_err()[0].code, "refusal-text-long");
    }

    #[test]
    fn words_choose_kinds_of_records_and_what_happens_to_them() {
        assert_eq!(chosen("lead"), Some((Noun::Lead, None)));
        assert!(OFFERED.into_iter().all(|word| chosen(word).is_some_and(|(_, kind)| kind.is_some())));
        assert_eq!(chosen("opportunity.stage_moved"), Some((Noun::Opportunity, Some("stage_moved"))));
        for word in ["user", "opportunity.", "lead.Won", "lead.won'", "", "."] {
            assert_eq!(chosen(word), None, "{word}");
        }
    }

    #[test]
    fn waits_grow_and_end() {
        let now = Instant(1_000_000);
        let mut last = 0;
        for (attempt, wait) in (1..).zip(WAITS) {
            assert_eq!(after(Came::NotNow(None), attempt, now), After::Again(Instant(now.0 + wait)));
            assert!(wait > last);
            last = wait;
        }
        assert_eq!(after(Came::NotNow(None), 8, now), After::Failed);
        assert_eq!(after(Came::NotNow(Some(90)), 1, now), After::Again(Instant(now.0 + 90_000)));
        assert_eq!(after(Came::NotNow(Some(1_000_000)), 1, now), After::Again(Instant(now.0 + HOUR)));
        assert_eq!((after(Came::Gone, 1, now), after(Came::Taken, 1, now)), (After::Failed, After::Delivered));
        assert_eq!((came(204, None), came(410, None), came(302, None)), (Came::Taken, Came::Gone, Came::NotNow(None)));
    }
}

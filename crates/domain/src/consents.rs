//! Consent: whether a person lets themselves be written to or called, since when, on what ground and how we know.
//!
//! It is a dated list that is never overwritten; what was said last holds. Who said no or changed their mind is left alone.

use crate::kernel::{Day, Refusal};
use crate::policy::Noun;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What somebody may be asked for: e-mails and calls that sell.
pub const PURPOSES: [&str; 2] = ["email", "phone"];
/// What they said, in the order offered.
pub const STATES: [&str; 4] = ["unknown", "given", "refused", "withdrawn"];
/// Grounds of the law on which somebody is written to or called, in the order offered.
pub const BASES: [&str; 4] = ["consent", "contract", "legitimate_interest", "legal_obligation"];
/// Kinds of records that have consents.
pub const ASKED: [Noun; 2] = [Noun::Contact, Noun::Lead];
/// Characters that a source may have.
pub const LONGEST: usize = 500;

/// What a person said on a day.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Consent {
    /// Which entry.
    pub id: Uuid,
    /// One of [`PURPOSES`].
    pub purpose: String,
    /// One of [`STATES`].
    pub state: String,
    /// One of [`BASES`].
    pub basis: Option<String>,
    /// How we know: a form, a call, a card.
    pub source: Option<String>,
    /// The day it was said.
    pub on: Option<Day>,
}

/// Whether who said so is left alone.
pub fn forbids(state: &str) -> bool {
    matches!(state, "refused" | "withdrawn")
}

/// Whether nothing is left by which somebody may be reached who refuses these purposes: neither an address they let themselves
/// be written to, nor a number they let themselves be called on. Who refuses nothing is only hard to find.
pub fn leaves_no_way(refuses: &[&str], has_address: bool, has_number: bool) -> bool {
    let is_open = |purpose: &str, is_known: bool| is_known && !refuses.contains(&purpose);
    !refuses.is_empty() && !is_open("email", has_address) && !is_open("phone", has_number)
}

/// Checks what is written down; without a day it was said today.
///
/// # Errors
/// `refusal-choice-unknown` at `purpose`, `state` or `basis`; `refusal-consent-later` for a day to come;
/// `refusal-consent-source` for a source that is too long.
pub fn check(consent: &Consent, today: Day) -> Result<Consent, Refusal> {
    let unknown = |field: &str, value: &str, known: &[&str]| {
        Refusal::new("refusal-choice-unknown").at(field).with("value", value).with("known", known.join(", "))
    };
    let of = |field: &str, value: &str, known: &[&str]| match known.contains(&value) {
        true => Ok(()),
        false => Err(unknown(field, value, known)),
    };
    of("purpose", &consent.purpose, &PURPOSES)?;
    of("state", &consent.state, &STATES)?;
    let tidied = |text: &Option<String>| text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned);
    let (basis, source) = (tidied(&consent.basis), tidied(&consent.source));
    if let Some(basis) = &basis {
        of("basis", basis, &BASES)?;
    }
    if source.as_ref().is_some_and(|source| source.chars().count() > LONGEST) {
        return Err(Refusal::new("refusal-consent-source").at("source").with("most", LONGEST));
    }
    let on = consent.on.unwrap_or(today);
    if on > today {
        return Err(Refusal::new("refusal-consent-later").at("on"));
    }
    Ok(Consent { basis, source, on: Some(on), ..consent.clone() })
}

/// What holds for a purpose: what was said last. The entries are the newest first.
pub fn standing<'c>(newest_first: &'c [Consent], purpose: &str) -> &'c str {
    newest_first.iter().find(|consent| consent.purpose == purpose).map_or("unknown", |consent| &consent.state)
}

/// The purpose that a step of a cadence needs: mails and calls are for who lets themselves be written to and called.
pub fn purpose_of(step: &str) -> Option<&'static str> {
    match step {
        "email" => Some("email"),
        "call" => Some("phone"),
        _ => None,
    }
}

/// Whether a heading, folded to letters and digits, asks who does not want to: yes means no there.
pub fn asks_for_no(heading: &str) -> bool {
    ["optout", "optedout", "unsubscribed", "donot", "reservert", "退订", "拒绝"]
        .iter()
        .any(|word| heading.contains(word))
}

/// Words by which other systems say what somebody said, folded to letters and digits.
const WORDS: [(&str, &str); 22] = [
    ("unknown", "unknown"),
    ("noconsent", "unknown"),
    ("none", "unknown"),
    ("notspecified", "unknown"),
    ("ukjent", "unknown"),
    ("未知", "unknown"),
    ("given", "given"),
    ("granted", "given"),
    ("subscribed", "given"),
    ("archived", "given"),
    ("optedin", "given"),
    ("optin", "given"),
    ("同意", "given"),
    ("refused", "refused"),
    ("denied", "refused"),
    ("拒绝", "refused"),
    ("withdrawn", "withdrawn"),
    ("unsubscribed", "withdrawn"),
    ("optedout", "withdrawn"),
    ("optout", "withdrawn"),
    ("nomore", "withdrawn"),
    ("已撤回", "withdrawn"),
];

/// What a cell of a file says; none where it cannot be read. `flag` is the cell as yes or no, where it is that; under a heading
/// that asks for the no ([`asks_for_no`]), yes is one, and no says nothing: who has not opted out has not opted in.
pub fn read(cell: &str, flag: Option<bool>, asks_no: bool) -> Option<&'static str> {
    match (flag, asks_no) {
        (Some(true), true) | (Some(false), false) => return Some("refused"),
        (Some(false), true) => return Some("unknown"),
        (Some(true), false) => return Some("given"),
        (None, _) => {}
    }
    let word: String = cell.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    WORDS.iter().find(|(known, _)| *known == word).map(|(_, state)| *state)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(purpose: &str, state: &str) -> Consent {
        Consent { purpose: purpose.into(), state: state.into(), ..Consent::default() }
    }

    #[test]
    fn what_was_said_last_holds_for_its_purpose_alone() {
        let all = [said("email", "withdrawn"), said("phone", "given"), said("email", "given")];
        assert_eq!((standing(&all, "email"), standing(&all, "phone")), ("withdrawn", "given"));
        assert_eq!(standing(&all[1..2], "email"), "unknown");
        assert!(forbids("withdrawn") && forbids("refused") && !forbids("given") && !forbids("unknown"));
    }

    #[test]
    fn who_refuses_every_way_there_is_to_reach_them_is_left_alone() {
        let cases = [
            (&[][..], false, false, false),
            (&["phone"], true, true, false),
            (&["phone"], false, true, true),
            (&["email"], true, false, true),
            (&["email"], true, true, false),
            (&["email", "phone"], true, true, true),
        ];
        for (refuses, has_address, has_number, is_left) in cases {
            assert_eq!(leaves_no_way(refuses, has_address, has_number), is_left, "{refuses:?}");
        }
    }

    #[test]
    fn a_cell_is_read_as_its_heading_means_it() {
        for heading in ["hasoptedoutofemail", "emailoptout", "donotcall", "unsubscribedfromallemail", "hsemailoptout"] {
            assert!(asks_for_no(heading), "{heading}");
        }
        assert!(!asks_for_no("consentemail") && !asks_for_no("marketingstatus"));
        assert_eq!((read("TRUE", Some(true), true), read("0", Some(false), true)), (Some("refused"), Some("unknown")));
        assert_eq!((read("yes", Some(true), false), read("no", Some(false), false)), (Some("given"), Some("refused")));
        let words = ["subscribed", "Unsubscribed", "no_consent", "archived", "withdrawn", "no more", "maybe"];
        let states = ["given", "withdrawn", "unknown", "given", "withdrawn", "withdrawn"].map(Some);
        let read = words.map(|word| read(word, None, false));
        assert_eq!((&read[..6], read[6]), (&states[..], None));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let today = Day::new(2026, 5, 4).expect("a day");
        let code = |consent: &Consent| check(consent, today).err().map(|refusal| refusal.code);
        assert_eq!(code(&said("email", "given")), None);
        assert_eq!(code(&said("fax", "given")).as_deref(), Some("refusal-choice-unknown"));
        assert_eq!(code(&said("email", "maybe")).as_deref(), Some("refusal-choice-unknown"));
        let later = Consent { on: Day::new(2026, 5, 5), ..said("email", "given") };
        assert_eq!(code(&later).as_deref(), Some("refusal-consent-later"));
        assert_eq!(check(&said("phone", "given"), today).expect("said").on, Some(today));
    }
}

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

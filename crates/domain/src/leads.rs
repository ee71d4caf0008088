//! Leads: a person or company not yet qualified, from the first contact to the opportunity it becomes.
//!
//! What a lead counts for is a function of the lead as it stands ([`crate::measures::leads`]): the position that brought
//! it in, its source, the days on which it came, became an opportunity and was won never move by a change of owner.

pub mod stints;

use crate::custom_fields::Custom;
use crate::kernel::id::{AccountId, ContactId, LeadId, OpportunityId, PositionId, ProductId};
use crate::kernel::{Day, Instant, Refusal, length};
use serde::{Deserialize, Deserializer, Serialize};

/// Where leads come from, in the order offered; a company may write others.
pub const SOURCES: [&str; 9] =
    ["research", "call", "event", "email", "social", "marketing", "referral", "list", "web_form"];

/// What a lead has come to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeadStatus {
    /// Nobody has tried to reach it.
    #[default]
    New,
    /// Someone works on it.
    Working,
    /// Not ready yet: looked at again on a day.
    Nurturing,
    /// It became an account, a contact and an opportunity.
    Converted,
    /// It will not buy, or is no customer of ours.
    Disqualified,
}

/// What is known of one thing that qualifies a lead.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Nobody asked.
    #[default]
    Unknown,
    /// It is there.
    Known,
    /// It is not there.
    No,
}

/// Statuses, in the order of a lead's life.
pub const STATUSES: [&str; 5] = ["new", "working", "nurturing", "converted", "disqualified"];
/// Answers, as offered.
pub const ANSWERS: [&str; 3] = ["unknown", "known", "no"];
/// What qualifies a lead: fields, each with an evidence of its own.
pub const QUALIFIERS: [&str; 4] = ["need", "budget", "timeline", "decision_process"];
/// Why a lead is set aside, in the order offered.
pub const REASONS: [&str; 10] = [
    "no_need",
    "no_budget",
    "bad_timing",
    "no_authority",
    "not_a_fit",
    "no_response",
    "competitor",
    "duplicate",
    "wrong_details",
    "other",
];

impl LeadStatus {
    /// As stored.
    pub fn key(self) -> &'static str {
        match self {
            LeadStatus::New => "new",
            LeadStatus::Working => "working",
            LeadStatus::Nurturing => "nurturing",
            LeadStatus::Converted => "converted",
            LeadStatus::Disqualified => "disqualified",
        }
    }
    /// Whether someone has it to do.
    pub fn is_open(self) -> bool {
        matches!(self, LeadStatus::New | LeadStatus::Working | LeadStatus::Nurturing)
    }
}

impl std::str::FromStr for LeadStatus {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<LeadStatus, Refusal> {
        let all = [
            LeadStatus::New,
            LeadStatus::Working,
            LeadStatus::Nurturing,
            LeadStatus::Converted,
            LeadStatus::Disqualified,
        ];
        all.into_iter().find(|s| s.key() == text).ok_or_else(|| unknown("status", text, &STATUSES))
    }
}

impl Answer {
    /// As stored.
    pub fn key(self) -> &'static str {
        match self {
            Answer::Unknown => "unknown",
            Answer::Known => "known",
            Answer::No => "no",
        }
    }
    /// Of the key; what is not one is unknown.
    pub fn of(key: &str) -> Answer {
        [Answer::Known, Answer::No].into_iter().find(|a| a.key() == key).unwrap_or_default()
    }
}

fn unknown(field: &str, value: &str, known: &[&str]) -> Refusal {
    Refusal::new("refusal-choice-unknown").at(field).with("value", value).with("known", known.join(", "))
}

/// An empty answer is none.
fn or_unknown<'de, D: Deserializer<'de>>(reader: D) -> Result<Answer, D::Error> {
    Ok(Option::<Answer>::deserialize(reader)?.unwrap_or_default())
}

/// A person or company not yet qualified, as they stand.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields say what they are; texts of `field-*` name them for people")]
pub struct Lead {
    pub id: LeadId,
    /// The person, or the company where no person is known.
    pub name: String,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub title: Option<String>,
    pub company: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub website: Option<String>,
    pub street: Option<String>,
    pub city: Option<String>,
    pub region: Option<String>,
    pub postal_code: Option<String>,
    pub country: Option<String>,
    pub language: Option<String>,
    pub industry: Option<String>,
    pub employees: Option<i64>,
    pub product: Option<ProductId>,
    /// One of [`SOURCES`] or a word of the company's own; none where nobody said.
    pub source: Option<String>,
    pub campaign: Option<String>,
    pub landing_page: Option<String>,
    pub status: LeadStatus,
    #[serde(deserialize_with = "or_unknown")]
    pub need: Answer,
    pub need_evidence: Option<String>,
    #[serde(deserialize_with = "or_unknown")]
    pub budget: Answer,
    pub budget_evidence: Option<String>,
    #[serde(deserialize_with = "or_unknown")]
    pub timeline: Answer,
    pub timeline_evidence: Option<String>,
    #[serde(deserialize_with = "or_unknown")]
    pub decision_process: Answer,
    pub decision_process_evidence: Option<String>,
    pub owner: PositionId,
    /// The position that brought it in: its first owner.
    pub generated_by: PositionId,
    /// One of [`REASONS`], where it was set aside.
    pub reason: Option<String>,
    /// The day to look at it again, where it is nurtured.
    pub return_on: Option<Day>,
    pub description: Option<String>,
    pub next_step: Option<String>,
    pub next_step_on: Option<Day>,
    /// How often it came back after it had been set aside.
    pub recycled: i64,
    /// Since when its owner has it.
    pub assigned_at: Instant,
    /// When its owner first tried to reach it.
    pub attempted_at: Option<Instant>,
    /// When it came in, where the product saw it come.
    pub received_at: Option<Instant>,
    /// When a person first tried to reach it, whoever had it.
    pub first_attempt_at: Option<Instant>,
    /// Each time somebody was given it, oldest first.
    pub stints: Vec<stints::Stint>,
    pub account: Option<AccountId>,
    pub contact: Option<ContactId>,
    pub opportunity: Option<OpportunityId>,
    pub converted_on: Option<Day>,
    /// The day its opportunity was won.
    pub won_on: Option<Day>,
    pub external_id: Option<String>,
    pub created_on: Option<Day>,
    pub version: i64,
    /// Values of the company's own fields.
    #[serde(flatten)]
    pub custom: Custom,
}

/// Checks what every lead must have.
///
/// # Errors
/// `refusal-name-empty`, `refusal-name-long`, `refusal-text-long`, `refusal-email-unreadable`, `refusal-choice-unknown`, `refusal-lead-reason-missing`,
/// `refusal-lead-return-missing`.
pub fn check(lead: &Lead) -> Result<(), Refusal> {
    length::named(&lead.name, "name")?;
    length::lines([
        ("company", lead.company.as_ref()),
        ("title", lead.title.as_ref()),
        ("phone", lead.phone.as_ref()),
        ("city", lead.city.as_ref()),
        ("region", lead.region.as_ref()),
        ("postal_code", lead.postal_code.as_ref()),
        ("external_id", lead.external_id.as_ref()),
    ])?;
    if let Some(email) = lead.email.as_ref().filter(|e| !crate::contacts::is_address(e)) {
        return Err(Refusal::new("refusal-email-unreadable").at("email").with("value", email));
    }
    if let Some(reason) = lead.reason.as_ref().filter(|r| !REASONS.contains(&r.as_str())) {
        return Err(unknown("reason", reason, &REASONS));
    }
    match lead.status {
        LeadStatus::Disqualified | LeadStatus::Nurturing if lead.reason.is_none() => {
            Err(Refusal::new("refusal-lead-reason-missing").at("reason"))
        }
        LeadStatus::Nurturing if lead.return_on.is_none() => {
            Err(Refusal::new("refusal-lead-return-missing").at("return_on"))
        }
        _ => Ok(()),
    }
}

/// Sets a lead to a status, as a person does.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SetStatus {
    /// The new status.
    pub status: LeadStatus,
    /// Why; needed to set it aside.
    pub reason: Option<String>,
    /// The day to look at it again; needed to nurture it.
    pub return_on: Option<Day>,
}

/// A lead with another status. One that was set aside and is taken up again is counted as recycled; its clock
/// starts anew.
///
/// # Errors
/// `refusal-lead-converted` for one that has become an opportunity, `refusal-lead-convert-instead`, and those of
/// [`check`]; `refusal-lead-return-past`.
pub fn set_status(old: &Lead, command: &SetStatus, today: Day, now: Instant) -> Result<Lead, Refusal> {
    if old.status == LeadStatus::Converted {
        return Err(Refusal::new("refusal-lead-converted").at("status"));
    }
    if command.status == LeadStatus::Converted {
        return Err(Refusal::new("refusal-lead-convert-instead").at("status"));
    }
    let mut new = Lead { status: command.status, reason: None, return_on: None, ..old.clone() };
    if matches!(command.status, LeadStatus::Nurturing | LeadStatus::Disqualified) {
        new.reason.clone_from(&command.reason);
    }
    if command.status == LeadStatus::Nurturing {
        new.return_on = command.return_on;
        if command.return_on.is_some_and(|day| day <= today) {
            return Err(Refusal::new("refusal-lead-return-past").at("return_on"));
        }
    }
    let was_aside = matches!(old.status, LeadStatus::Nurturing | LeadStatus::Disqualified);
    if was_aside && matches!(new.status, LeadStatus::New | LeadStatus::Working) {
        new.recycled += 1;
        new.assigned_at = now;
        new.attempted_at = None;
    }
    check(&new)?;
    Ok(new)
}

/// A lead that became an account, a contact and an opportunity.
///
/// # Errors
/// `refusal-lead-converted` where it already did.
pub fn convert(old: &Lead, to: &Converted, on: Day) -> Result<Lead, Refusal> {
    if old.status == LeadStatus::Converted {
        return Err(Refusal::new("refusal-lead-converted").at("status"));
    }
    Ok(Lead {
        status: LeadStatus::Converted,
        reason: None,
        return_on: None,
        account: to.account.or(old.account),
        contact: to.contact.or(old.contact),
        opportunity: to.opportunity,
        converted_on: Some(on),
        ..old.clone()
    })
}

/// What a lead became.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Converted {
    /// The company.
    pub account: Option<AccountId>,
    /// The person.
    pub contact: Option<ContactId>,
    /// The possible sale; none where the customer is kept without one.
    pub opportunity: Option<OpportunityId>,
}

/// A lead in other hands: its clock starts anew, the first one's miss stays in the history.
#[must_use]
pub fn assign(old: &Lead, owner: PositionId, now: Instant) -> Lead {
    if old.owner == owner {
        return old.clone();
    }
    Lead { owner, assigned_at: now, attempted_at: None, ..old.clone() }
}

/// A lead that a person tried to reach. Only the first attempt moves the clock; a new lead is worked on from then.
#[must_use]
pub fn attempted(old: &Lead, at: Instant) -> Lead {
    let mut new = old.clone();
    if old.attempted_at.is_none_or(|first| at < first) {
        new.attempted_at = Some(at);
    }
    if old.first_attempt_at.is_none_or(|first| at < first) {
        new.first_attempt_at = Some(at);
    }
    stints::attempted(&mut new.stints, at);
    if old.status == LeadStatus::New {
        new.status = LeadStatus::Working;
    }
    new
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lead() -> Lead {
        Lead { name: "Kari Nordmann".into(), ..Lead::default() }
    }
    fn day(n: i64) -> Day {
        Day::new(2024, 1, 1).expect("a day").plus(n)
    }
    fn code<T: std::fmt::Debug>(refused: Result<T, Refusal>) -> String {
        refused.expect_err("refused").code
    }
    fn to(status: LeadStatus, reason: Option<&str>, return_on: Option<Day>) -> SetStatus {
        SetStatus { status, reason: reason.map(str::to_owned), return_on }
    }

    #[test]
    fn a_lead_is_set_aside_with_a_reason_and_comes_back_counted() {
        let set = |old: &Lead, command: &SetStatus| set_status(old, command, day(0), Instant(5));
        assert_eq!(code(set(&lead(), &to(LeadStatus::Disqualified, None, None))), "refusal-lead-reason-missing");
        assert_eq!(code(set(&lead(), &to(LeadStatus::Disqualified, Some("mood"), None))), "refusal-choice-unknown");
        assert_eq!(
            code(set(&lead(), &to(LeadStatus::Nurturing, Some("bad_timing"), None))),
            "refusal-lead-return-missing"
        );
        let past = to(LeadStatus::Nurturing, Some("bad_timing"), Some(day(0)));
        assert_eq!(code(set(&lead(), &past)), "refusal-lead-return-past");
        let nurtured = set(&lead(), &to(LeadStatus::Nurturing, Some("bad_timing"), Some(day(30)))).expect("nurtured");
        assert_eq!((nurtured.return_on, nurtured.recycled), (Some(day(30)), 0));
        let back =
            set(&Lead { attempted_at: Some(Instant(1)), ..nurtured }, &to(LeadStatus::New, None, None)).expect("back");
        assert_eq!((back.recycled, back.reason, back.return_on, back.attempted_at), (1, None, None, None));
        assert_eq!(back.assigned_at, Instant(5));
    }

    #[test]
    fn a_lead_is_converted_once_and_then_stands() {
        let done = convert(&lead(), &Converted::default(), day(3)).expect("converted");
        assert_eq!((done.status, done.converted_on), (LeadStatus::Converted, Some(day(3))));
        assert_eq!(code(convert(&done, &Converted::default(), day(4))), "refusal-lead-converted");
        assert_eq!(
            code(set_status(&done, &to(LeadStatus::New, None, None), day(4), Instant(0))),
            "refusal-lead-converted"
        );
        let by_hand = set_status(&lead(), &to(LeadStatus::Converted, None, None), day(0), Instant(0));
        assert_eq!(code(by_hand), "refusal-lead-convert-instead");
    }

    #[test]
    fn the_clock_runs_from_the_assignment_to_the_first_attempt() {
        let position = PositionId::from(uuid::Uuid::from_u128(7));
        let held = assign(&lead(), position, Instant(10));
        let tried = attempted(&attempted(&held, Instant(40)), Instant(90));
        assert_eq!((tried.assigned_at, tried.attempted_at), (Instant(10), Some(Instant(40))));
        assert_eq!(tried.status, LeadStatus::Working);
        assert_eq!(assign(&tried, position, Instant(99)), tried, "the same hands change nothing");
    }
}

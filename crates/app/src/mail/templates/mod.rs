//! Texts that mails begin with: data, in any language, with placeholders for whom and what a mail is about.

mod ready;
mod sql;

pub use ready::{add_ready, ready, ready_languages};

use super::{Desk, Recipient};
use crate::{Ctx, Error, Result};
use db::Tx;
use domain::Refusal;
use domain::kernel::id::MailTemplateId;
use domain::kernel::length;
use domain::mail::filled;
use domain::policy::{Action, Noun};
use serde::{Deserialize, Serialize};

/// Longest text.
const MOST_TEXT: usize = 20_000;
/// Languages of texts.
const LANGUAGES: [&str; 3] = ["en", "nb", "zh-Hans"];

/// A text that mails begin with.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct MailTemplate {
    /// Which.
    #[serde(default)]
    pub id: MailTemplateId,
    /// Its name.
    pub name: String,
    /// `en`, `nb`, `zh-Hans`.
    pub language: String,
    /// The subject, with placeholders.
    pub subject: String,
    /// The text, with placeholders.
    pub body: String,
    /// Whether it is offered.
    #[serde(default)]
    pub is_active: bool,
}

/// Every template, by name: those of the reader's language first.
///
/// # Errors
/// [`Error::Forbidden`].
pub fn templates(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Vec<MailTemplate>> {
    ctx.may(Action::See, Noun::Pipeline)?;
    let mut all = sql::all(tx)?;
    all.sort_by_key(|one| one.language != ctx.language);
    Ok(all)
}

/// Adds a template.
///
/// # Errors
/// [`Error::Forbidden`]; what is wrong with a field.
pub fn add_template(ctx: &Ctx, tx: &mut Tx<'_>, new: &MailTemplate) -> Result<MailTemplateId> {
    ctx.may(Action::Create, Noun::Pipeline)?;
    let new = MailTemplate { id: ctx.id(), is_active: true, ..checked(new)? };
    sql::save(ctx, tx, &new)?;
    Ok(new.id)
}

/// Changes a template.
///
/// # Errors
/// As [`add_template`]; [`Error::NotFound`].
pub fn change_template(ctx: &Ctx, tx: &mut Tx<'_>, new: &MailTemplate) -> Result<()> {
    ctx.may(Action::Edit, Noun::Pipeline)?;
    if !sql::all(tx)?.iter().any(|one| one.id == new.id) {
        return Err(Error::NotFound);
    }
    sql::save(ctx, tx, &checked(new)?)
}

fn checked(new: &MailTemplate) -> Result<MailTemplate> {
    let mut faults = Vec::new();
    faults.extend(length::named(&new.name, "name").err());
    if new.subject.trim().is_empty() {
        faults.push(Refusal::new("refusal-subject-empty").at("subject"));
    }
    if new.body.trim().is_empty() || new.body.chars().count() > MOST_TEXT {
        faults.push(Refusal::new("refusal-mail-text").at("body").with("most", MOST_TEXT));
    }
    if !LANGUAGES.contains(&new.language.as_str()) {
        let refusal = Refusal::new("refusal-choice-unknown").at("language").with("value", &new.language);
        faults.push(refusal.with("known", LANGUAGES.join(", ")));
    }
    let trimmed = |text: &str| text.trim().to_owned();
    let (name, subject, body) = (trimmed(&new.name), trimmed(&new.subject), new.body.trim_end().to_owned());
    if faults.is_empty() {
        Ok(MailTemplate { name, subject, body, ..new.clone() })
    } else {
        Err(Error::Refused(faults))
    }
}

/// Subject and text of a template for somebody, and the placeholders for which nothing is known.
pub fn fill(ctx: &Ctx, template: &MailTemplate, desk: &Desk, to: Option<&Recipient>) -> (String, String, Vec<String>) {
    let value = |word: &str| match word {
        "contact.name" => to.map(|to| to.name.clone()),
        "contact.first_name" => to.map(|to| to.first_name.clone()),
        "account.name" => desk.account_name.clone(),
        "opportunity.name" => desk.opportunity_name.clone(),
        "owner.name" => Some(ctx.name.clone()),
        "company.name" => Some(ctx.company.name.clone()),
        _ => None,
    };
    let (subject, mut missing) = filled(&template.subject, value);
    let (body, more) = filled(&template.body, value);
    missing.extend(more);
    missing.sort_unstable();
    missing.dedup();
    (subject, body, missing)
}

//! Ready texts to begin with, in each language: from the catalogue, and a company's own from the moment they are added.

use super::{LANGUAGES, MailTemplate, add_template, sql};
use crate::{Ctx, Result};
use db::Tx;
use domain::Refusal;
use domain::kernel::id::MailTemplateId;
use domain::policy::{Action, Noun};
use text::{Lang, t, tr};

/// Name, subject and text of each.
const READY: [[&str; 3]; 5] = [
    ["mail-ready-first", "mail-ready-first-subject", "mail-ready-first-body"],
    ["mail-ready-meeting", "mail-ready-meeting-subject", "mail-ready-meeting-body"],
    ["mail-ready-silence", "mail-ready-silence-subject", "mail-ready-silence-body"],
    ["mail-ready-proposal", "mail-ready-proposal-subject", "mail-ready-proposal-body"],
    ["mail-ready-renewal", "mail-ready-renewal-subject", "mail-ready-renewal-body"],
];

/// The ready texts of a language.
pub fn ready(lang: Lang) -> Vec<MailTemplate> {
    let words = [
        ("first_name", "{contact.first_name}"),
        ("account", "{account.name}"),
        ("opportunity", "{opportunity.name}"),
        ("owner", "{owner.name}"),
        ("company", "{company.name}"),
    ];
    let args = words.map(|(name, word)| (name, word.into()));
    let one = |[name, subject, body]: [&str; 3]| MailTemplate {
        name: t(lang, name).into_owned(),
        language: lang.tag().to_owned(),
        subject: tr(lang, subject, &args),
        body: tr(lang, body, &args),
        is_active: true,
        ..MailTemplate::default()
    };
    READY.map(one).to_vec()
}

/// Languages of which the company has no template yet.
///
/// # Errors
/// [`crate::Error::Forbidden`].
pub fn ready_languages(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Vec<Lang>> {
    ctx.may(Action::See, Noun::Pipeline)?;
    let has: Vec<String> = sql::all(tx)?.into_iter().map(|one| one.language).collect();
    Ok(Lang::ALL.into_iter().filter(|lang| !has.iter().any(|tag| tag == lang.tag())).collect())
}

/// Adds the ready texts of a language, but for those whose name there is already.
///
/// # Errors
/// [`crate::Error::Forbidden`]; `refusal-choice-unknown`.
pub fn add_ready(ctx: &Ctx, tx: &mut Tx<'_>, language: &str) -> Result<Vec<MailTemplateId>> {
    ctx.may(Action::Create, Noun::Pipeline)?;
    let unknown = || {
        let refusal = Refusal::new("refusal-choice-unknown").at("language").with("value", language);
        refusal.with("known", LANGUAGES.join(", "))
    };
    let lang = Lang::ALL.into_iter().find(|lang| lang.tag() == language).ok_or_else(unknown)?;
    let there = sql::all(tx)?;
    let is_there = |new: &MailTemplate| there.iter().any(|one| one.language == new.language && one.name == new.name);
    let missing = ready(lang).into_iter().filter(|new| !is_there(new));
    missing.map(|new| add_template(ctx, tx, &new)).collect()
}

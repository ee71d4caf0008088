//! Writes of web-to-lead forms, and what strangers send.

use super::{OpenForm, Taken, queries, sql};
use crate::consents::{self, Said};
use crate::events::{self, Cause};
use crate::{Ctx, Error, Result, leads};
use db::Tx;
use domain::Instant;
use domain::consents::{Consent, LONGEST};
use domain::custom_fields::CustomField;
use domain::kernel::id::LeadFormId;
use domain::lead_forms::{self as rules, LeadForm, TOKEN};
use domain::leads::Lead;
use domain::policy::{Action, Noun};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// How long the same submission makes no second lead, in milliseconds.
const SAME: i64 = 24 * 60 * 60 * 1000;
/// Why a lead came.
const FORM: Cause = Cause { word: "form", set: None };

/// The company's own fields that forms may ask for.
pub fn own(ctx: &Ctx) -> Vec<&'static CustomField> {
    ctx.fields.of(Noun::Lead).filter(|field| rules::may_ask(field)).collect()
}

/// Makes a form.
///
/// # Errors
/// [`Error::Forbidden`], the refusals of [`rules::check`], `refusal-form-key-taken`.
pub fn create(ctx: &Ctx, tx: &mut Tx<'_>, mut form: LeadForm) -> Result<LeadFormId> {
    ctx.may(Action::Create, Noun::Pipeline)?;
    (form.id, form.version) = (ctx.id(), 1);
    if form.key.is_empty() {
        form.key = rules::key_of(&form.name);
    }
    rules::check(&form, &own(ctx))?;
    sql::insert(ctx, tx, &form)?;
    events::append(tx, ctx, Cause::COMMAND, Noun::Pipeline, form.id, "created", &events::differences(None, &form)?)?;
    Ok(form.id)
}

/// Changes a form: `change` makes of it as it stands what it is to be. `version`, where given, is the one it was read at.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`], [`Error::Conflict`], and as [`create`].
pub fn change(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    id: LeadFormId,
    version: Option<i64>,
    change: impl FnOnce(&mut LeadForm) -> Result<()>,
) -> Result<()> {
    ctx.may(Action::Edit, Noun::Pipeline)?;
    let old = queries::one(ctx, tx, id)?.form;
    if version.is_some_and(|version| version != old.version) {
        return Err(Error::Conflict { version: old.version, fields: Vec::new() });
    }
    let mut new = old.clone();
    change(&mut new)?;
    (new.id, new.version) = (old.id, old.version);
    rules::check(&new, &own(ctx))?;
    if new == old {
        return Ok(());
    }
    new.version += 1;
    if !sql::change(ctx, tx, &new)? {
        return Err(Error::Conflict { version: old.version, fields: Vec::new() });
    }
    let told = events::differences(Some(&old), &new)?;
    events::append(tx, ctx, Cause::COMMAND, Noun::Pipeline, id, "changed", &told)
}

/// What a stranger sent to a form, read: a lead, and how it is known when it comes once more.
pub struct Sent {
    form: LeadFormId,
    hash: Vec<u8>,
    lead: Lead,
    /// The form's name and words, where the box beside them was ticked.
    consent: Option<(String, String)>,
}

/// Reads what was sent to a form.
///
/// # Errors
/// The refusals of [`rules::read`].
pub fn read(open: &OpenForm, sent: &[(String, String)]) -> Result<Sent> {
    let lead = rules::read(&open.form, &open.own, sent).map_err(Error::Refused)?;
    let words = open.form.consent.clone().filter(|_| rules::consents(&open.form, sent));
    let consent = words.map(|words| (open.form.name.clone(), words));
    Ok(Sent { form: open.form.id, hash: hash(sent), lead, consent })
}

/// Takes what strangers sent: leads, routed as any other. The same once more within a day makes no second one. Answers for
/// each in its order.
///
/// # Errors
/// The database's own.
pub fn take(ctx: &Ctx, tx: &mut Tx<'_>, sent: &[Sent]) -> Result<Vec<Taken>> {
    let (mut taken, mut leads) = (Vec::with_capacity(sent.len()), Vec::with_capacity(sent.len()));
    let mut consenting = Vec::new();
    for one in sent {
        // The place is taken first: of two at once the second waits for the first, and finds it taken.
        let lead = Lead { id: ctx.id(), ..one.lead.clone() };
        if sql::take(tx, one.form, &one.hash, lead.id, Instant(ctx.now.0 - SAME), ctx.now)? {
            taken.push(Taken { lead: lead.id, is_repeated: false });
            consenting.extend(one.consent.as_ref().map(|said| (lead.id.0, said)));
            leads.push(lead);
        } else {
            let lead = sql::sent(tx, one.form, &one.hash)?.ok_or(Error::NotFound)?;
            taken.push(Taken { lead, is_repeated: true });
        }
    }
    leads::commands::intake(ctx, tx, FORM, leads)?;
    consented(ctx, tx, &consenting)?;
    Ok(taken)
}

/// Writes down that visitors may be written to. Anybody can type anybody's address, so a no that stands is not lifted by it.
fn consented(ctx: &Ctx, tx: &mut Tx<'_>, all: &[(Uuid, &(String, String))]) -> Result<()> {
    let records: Vec<Uuid> = all.iter().map(|(lead, _)| *lead).collect();
    let refusing = consents::refusing(tx, "email", &records)?;
    let lang = text::Lang::parse(&ctx.company.language).unwrap_or_default();
    let said = |&(lead, (form, words)): &(Uuid, &(String, String))| {
        let source =
            text::tr(lang, "consent-source-form", &[("form", form.as_str().into()), ("words", words.as_str().into())]);
        let consent = Consent {
            purpose: "email".to_owned(),
            state: "given".to_owned(),
            basis: Some("consent".to_owned()),
            source: Some(source.chars().take(LONGEST).collect()),
            on: Some(ctx.today),
            ..Consent::default()
        };
        Said::now(ctx, (Noun::Lead, lead), consent)
    };
    let said: Vec<Said> = all.iter().filter(|(lead, _)| !refusing.contains(lead)).map(said).collect();
    consents::put(ctx, tx, FORM, &said)
}

/// What was sent, with its token: alike where every value is, in whatever order.
fn hash(sent: &[(String, String)]) -> Vec<u8> {
    let mut parts: Vec<&(String, String)> =
        sent.iter().filter(|(name, v)| name == TOKEN || !v.trim().is_empty()).collect();
    parts.sort();
    let mut hash = Sha256::new();
    for (name, value) in parts {
        hash.update((name.len() as u64).to_be_bytes());
        hash.update(name);
        hash.update((value.len() as u64).to_be_bytes());
        hash.update(value);
    }
    hash.finalize().to_vec()
}

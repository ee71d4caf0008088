//! Statements of web-to-lead forms.

use super::LeadFormView;
use crate::{Ctx, Error, Result};
use db::{Kind, Row, Tx, Value};
use domain::Instant;
use domain::Refusal;
use domain::kernel::id::{LeadFormId, LeadId};
use domain::lead_forms::{Asked, LeadForm};

const ALL: &str =
    "select f.id, f.name, f.key, f.source, f.campaign, f.landing_page, f.fields, f.consent, f.thanks, f.redirect_url,
 f.origins, f.per_minute, f.per_address, f.is_active, f.version,
 (select count(*) from lead_form_submissions s where s.form_id = f.id),
 (select max(s.at) from lead_form_submissions s where s.form_id = f.id) from lead_forms f order by f.name, f.id";
const BY_KEY: &str =
    "select f.id, f.name, f.key, f.source, f.campaign, f.landing_page, f.fields, f.consent, f.thanks, f.redirect_url,
 f.origins, f.per_minute, f.per_address, f.is_active, f.version from lead_forms f where f.key = $1";
const CHANGE: &str =
    "update lead_forms set name = $2, key = $3, source = $4, campaign = $5, landing_page = $6, fields = $7,
 consent = $8, thanks = $9, redirect_url = $10, origins = $11, per_minute = $12, per_address = $13, is_active = $14,
 updated_at = $15, version = $16 where id = $1 and version + 1 = $16";
const SENT: &str = "select lead_id from lead_form_submissions where form_id = $1 and hash = $2";
const TAKE: &str = "insert into lead_form_submissions (form_id, hash, lead_id, at) values ($1, $2, $3, $4)
 on conflict (form_id, hash) do update set lead_id = excluded.lead_id, at = excluded.at where lead_form_submissions.at < $5";

fn read(row: &Row<'_>) -> std::result::Result<LeadForm, db::Error> {
    Ok(LeadForm {
        id: row.id()?,
        name: row.next()?,
        key: row.next()?,
        source: row.next()?,
        campaign: row.next()?,
        landing_page: row.next()?,
        fields: row.next::<String>()?.split_whitespace().map(asked).collect(),
        consent: row.next()?,
        thanks: row.next()?,
        redirect_url: row.next()?,
        origins: row.next::<String>()?.split_whitespace().map(str::to_owned).collect(),
        per_minute: row.next()?,
        per_address: row.next()?,
        is_active: row.next()?,
        version: row.next()?,
    })
}

fn asked(word: &str) -> Asked {
    let field = word.trim_end_matches('*');
    Asked { field: field.to_owned(), is_required: word != field }
}

fn written(asked: &Asked) -> String {
    format!("{}{}", asked.field, if asked.is_required { "*" } else { "" })
}

pub(super) fn all(tx: &mut Tx<'_>) -> Result<Vec<LeadFormView>> {
    let view = |row: &Row<'_>| {
        let form = read(row)?;
        let (submissions, last_at) = (row.next()?, row.next::<Option<i64>>()?.map(Instant));
        Ok(LeadFormView { form, submissions, last_at })
    };
    Ok(tx.all(ALL, &[], view)?)
}

pub(super) fn by_key(tx: &mut Tx<'_>, key: &str) -> Result<Option<LeadForm>> {
    Ok(tx.first(BY_KEY, &[key.into()], read)?)
}

/// Values from `id` on, in the order of [`CHANGE`] but for its last two.
fn values(form: &LeadForm) -> Vec<Value> {
    let opt = |text: &Option<String>| text.as_deref().into();
    vec![
        Value::id(form.id),
        form.name.as_str().into(),
        form.key.as_str().into(),
        opt(&form.source),
        opt(&form.campaign),
        opt(&form.landing_page),
        form.fields.iter().map(written).collect::<Vec<_>>().join(" ").into(),
        opt(&form.consent),
        opt(&form.thanks),
        opt(&form.redirect_url),
        form.origins.join(" ").into(),
        form.per_minute.into(),
        form.per_address.into(),
        form.is_active.into(),
    ]
}

pub(super) fn insert(ctx: &Ctx, tx: &mut Tx<'_>, form: &LeadForm) -> Result<()> {
    let columns = [
        "id",
        "name",
        "key",
        "source",
        "campaign",
        "landing_page",
        "fields",
        "consent",
        "thanks",
        "redirect_url",
        "origins",
        "per_minute",
        "per_address",
        "is_active",
        "updated_at",
        "version",
        "recorded_at",
    ];
    let mut values = values(form);
    values.extend([ctx.now.0.into(), form.version.into(), ctx.now.0.into()]);
    tx.insert("lead_forms", &columns, &values).map_err(taken)
}

/// Whether the form still stood as it was read.
pub(super) fn change(ctx: &Ctx, tx: &mut Tx<'_>, form: &LeadForm) -> Result<bool> {
    let mut values = values(form);
    values.extend([ctx.now.0.into(), form.version.into()]);
    Ok(tx.run(CHANGE, &values).map_err(taken)? == 1)
}

fn taken(error: db::Error) -> Error {
    if error.kind() == Kind::Unique { Refusal::new("refusal-form-key-taken").at("key").into() } else { error.into() }
}

/// The lead that the same submission made.
pub(super) fn sent(tx: &mut Tx<'_>, form: LeadFormId, hash: &[u8]) -> Result<Option<LeadId>> {
    Ok(tx.first(SENT, &[Value::id(form), hash.to_vec().into()], |row| row.id())?)
}

/// Takes the place of a submission for a lead; false where the same took it since then.
pub(super) fn take(
    tx: &mut Tx<'_>,
    form: LeadFormId,
    hash: &[u8],
    lead: LeadId,
    since: Instant,
    now: Instant,
) -> Result<bool> {
    let args = [Value::id(form), hash.to_vec().into(), Value::id(lead), now.0.into(), since.0.into()];
    Ok(tx.run(TAKE, &args)? == 1)
}

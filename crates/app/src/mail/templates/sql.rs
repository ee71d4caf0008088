//! Statements of templates.

use super::MailTemplate;
use crate::{Ctx, Result};
use db::{Tx, Value};

const ALL: &str = "select id, name, language, subject, body, is_active from mail_templates order by name, language, id";
const COLUMNS: [&str; 7] = ["id", "name", "language", "subject", "body", "is_active", "recorded_at"];

pub(super) fn all(tx: &mut Tx<'_>) -> Result<Vec<MailTemplate>> {
    Ok(tx.all(ALL, &[], |row| {
        let (id, name, language) = (row.id()?, row.next()?, row.next()?);
        Ok(MailTemplate { id, name, language, subject: row.next()?, body: row.next()?, is_active: row.next()? })
    })?)
}

pub(super) fn save(ctx: &Ctx, tx: &mut Tx<'_>, template: &MailTemplate) -> Result<()> {
    let values = [
        Value::id(template.id),
        template.name.as_str().into(),
        template.language.as_str().into(),
        template.subject.as_str().into(),
        template.body.as_str().into(),
        template.is_active.into(),
        ctx.now.0.into(),
    ];
    let over = "on conflict (id) do update set name = excluded.name, language = excluded.language,
 subject = excluded.subject, body = excluded.body, is_active = excluded.is_active";
    Ok(tx.insert_or("mail_templates", &COLUMNS, &values, over)?)
}

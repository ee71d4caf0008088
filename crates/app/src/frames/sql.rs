//! Statements of frames.

use crate::{Ctx, Result};
use db::{Tx, Value};
use domain::frames::FrameAnswer;
use domain::leads::Answer;
use domain::policy::Noun;
use uuid::Uuid;

const CHOSEN: &str = "select value from settings where key = 'lead_frame'";
const CHOOSE: &str = "insert into settings (key, value) values ('lead_frame', $1) on conflict (key) do update set value = excluded.value";
const ANSWERS: &str = "select element, answer, evidence from frame_answers where record_id = $1 order by element";
const KEEP: &str = "insert into frame_answers (record_id, element, noun, answer, evidence, user_id, recorded_at)
 values ($1, $2, $3, $4, $5, $6, $7) on conflict (record_id, element) do update set answer = excluded.answer,
 evidence = excluded.evidence, user_id = excluded.user_id, recorded_at = excluded.recorded_at";

pub(super) fn chosen(tx: &mut Tx<'_>) -> Result<Option<String>> {
    Ok(tx.first(CHOSEN, &[], |row| row.next())?)
}

pub(super) fn choose(tx: &mut Tx<'_>, key: &str) -> Result<()> {
    tx.run(CHOOSE, &[key.into()])?;
    Ok(())
}

pub(super) fn answers(tx: &mut Tx<'_>, record: Uuid) -> Result<Vec<FrameAnswer>> {
    let read = |row: &db::Row<'_>| {
        let (element, answer) = (row.next()?, row.next::<String>()?);
        Ok(FrameAnswer { element, answer: Answer::of(&answer), evidence: row.next()? })
    };
    Ok(tx.all(ANSWERS, &[record.into()], read)?)
}

pub(super) fn keep(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, record: Uuid, answer: &FrameAnswer) -> Result<()> {
    let args = [
        record.into(),
        answer.element.as_str().into(),
        noun.key().into(),
        answer.answer.key().into(),
        answer.evidence.as_deref().into(),
        Value::opt_id(ctx.user),
        ctx.now.0.into(),
    ];
    tx.run(KEEP, &args)?;
    Ok(())
}

//! Hand-offs as rows, and what a write of them brings about: their measures.

use super::Record;
use crate::measures::Additions;
use crate::{Ctx, Result};
use db::{Row, Tx, Value};
use domain::handoffs::context::Told;
use domain::handoffs::{Cause, Handoff, State, Subject};
use domain::kernel::id::UnitId;
use domain::measures::handoffs::additions;
use domain::organisation::SalesModel;
use domain::organisation::routing::{WorkKind, WorkStage};
use domain::policy::Noun;
use domain::{Day, Instant};
use uuid::Uuid;

impl Record for Handoff {
    const NOUN: Noun = Noun::Handoff;
    const TABLE: &'static str = "handoffs";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "noun",
        "record_id",
        "name",
        "account_id",
        "opportunity_id",
        "cause",
        "model",
        "unit_id",
        "stage",
        "from_position_id",
        "to_position_id",
        "escalated_to_position_id",
        "escalations",
        "offered_on",
        "offered_at",
        "due_at",
        "context",
        "asked",
        "filled",
        "note",
        "state",
        "expired_at",
        "decided_at",
        "decided_by",
        "reason",
        "reply",
        "is_quiet",
        "is_settled",
        "version",
    ];
    const SELECT: &'static str = "r.id, r.noun, r.record_id, r.name, r.account_id, r.opportunity_id, r.cause, r.model,
 r.unit_id, r.stage, r.from_position_id, r.to_position_id, r.escalated_to_position_id, r.escalations, r.offered_on,
 r.offered_at, r.due_at, r.context, r.asked, r.filled, r.note, r.state, r.expired_at, r.decided_at, r.decided_by,
 r.reason, r.reply, r.is_quiet, r.is_settled, r.version";

    fn id(&self) -> Uuid {
        self.id.0
    }
    fn version(&self) -> i64 {
        self.version
    }
    fn set_version(&mut self, version: i64) {
        self.version = version;
    }
    fn values(&self) -> Vec<Value> {
        let instant = |value: Option<Instant>| Value::from(value.map(|at| at.0));
        let context = serde_json::to_string(&self.context).unwrap_or_default();
        vec![
            Value::id(self.id),
            Value::Word(self.subject.kind().key()),
            self.subject.id().into(),
            self.name.as_str().into(),
            Value::opt_id(self.account),
            Value::opt_id(self.opportunity),
            Value::Word(self.cause.key()),
            Value::from(self.model.map(|(model, _)| model.key().to_owned())),
            Value::opt_id(self.model.map(|(_, unit)| unit)),
            Value::Word(self.stage.key()),
            Value::id(self.from),
            Value::opt_id(self.to),
            Value::opt_id(self.escalated_to),
            self.escalations.into(),
            Value::text(self.offered_on),
            self.offered_at.0.into(),
            self.due_at.0.into(),
            context.into(),
            self.asked.into(),
            self.filled.into(),
            self.note.clone().into(),
            Value::Word(self.state.key()),
            instant(self.expired_at),
            instant(self.decided_at),
            Value::opt_id(self.decided_by),
            self.reason.clone().into(),
            self.reply.clone().into(),
            self.is_quiet.into(),
            self.is_settled.into(),
            self.version.into(),
        ]
    }
    fn read(row: &Row<'_>) -> std::result::Result<Self, db::Error> {
        let instant = |row: &Row<'_>| Ok::<_, db::Error>(row.next::<Option<i64>>()?.map(Instant));
        Ok(Handoff {
            id: row.id()?,
            subject: subject(row)?,
            name: row.next()?,
            account: row.opt_id()?,
            opportunity: row.opt_id()?,
            cause: Cause::from_key(&row.next::<String>()?).unwrap_or(Cause::Hand),
            model: model(row)?,
            stage: WorkStage::from_key(&row.next::<String>()?).unwrap_or(WorkStage::Prospecting),
            from: row.id()?,
            to: row.opt_id()?,
            escalated_to: row.opt_id()?,
            escalations: row.next()?,
            offered_on: row.opt_parsed()?.unwrap_or(Day::BEGINNING),
            offered_at: Instant(row.next()?),
            due_at: Instant(row.next()?),
            context: context(&row.next::<String>()?),
            asked: row.next()?,
            filled: row.next()?,
            note: row.next()?,
            state: State::from_key(&row.next::<String>()?).unwrap_or(State::Withdrawn),
            expired_at: instant(row)?,
            decided_at: instant(row)?,
            decided_by: row.opt_id()?,
            reason: row.next()?,
            reply: row.next()?,
            is_quiet: row.next()?,
            is_settled: row.next()?,
            version: row.next()?,
        })
    }
    fn written(_: &Ctx, tx: &mut Tx<'_>, changes: &[(Option<Handoff>, Handoff)]) -> Result<()> {
        let mut adds = Additions::default();
        for (before, after) in changes {
            adds.add(&additions(before.as_ref(), Some(after)));
        }
        adds.ready().write(tx)
    }
}

fn subject(row: &Row<'_>) -> std::result::Result<Subject, db::Error> {
    let (kind, id): (String, Uuid) = (row.next()?, row.next()?);
    Ok(Subject::of(WorkKind::from_key(&kind).unwrap_or(WorkKind::Opportunity), id))
}

fn model(row: &Row<'_>) -> std::result::Result<Option<(SalesModel, UnitId)>, db::Error> {
    let (model, unit): (Option<String>, Option<UnitId>) = (row.next()?, row.opt_id()?);
    Ok(model.and_then(|key| SalesModel::from_key(&key)).zip(unit))
}

/// What was told along, as stored.
fn context(text: &str) -> Vec<Told> {
    serde_json::from_str(text).unwrap_or_default()
}

/// What hand-offs that are removed had added.
///
/// # Errors
/// The database's own.
pub(crate) fn take_back(tx: &mut Tx<'_>, gone: &[Handoff]) -> Result<()> {
    let mut adds = Additions::default();
    for handoff in gone {
        adds.add(&additions(Some(handoff), None));
    }
    adds.ready().write(tx)
}

/// What hand-offs that came back add again.
///
/// # Errors
/// The database's own.
pub(crate) fn give_back(tx: &mut Tx<'_>, back: &[Handoff]) -> Result<()> {
    let mut adds = Additions::default();
    for handoff in back {
        adds.add(&additions(None, Some(handoff)));
    }
    adds.ready().write(tx)
}

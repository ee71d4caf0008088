//! Outbound lists as rows.

use super::Record;
use db::{Row, Value};
use domain::Day;
use domain::outbound::OutboundList;
use domain::policy::Noun;
use uuid::Uuid;

impl Record for OutboundList {
    const NOUN: Noun = Noun::OutboundList;
    const TABLE: &'static str = "outbound_lists";
    const COLUMNS: &'static [&'static str] =
        &["id", "name", "purpose", "owner_position_id", "starts_on", "due_on", "closed_on", "version"];
    const SELECT: &'static str =
        "r.id, r.name, r.purpose, r.owner_position_id, r.starts_on, r.due_on, r.closed_on, r.version";

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
        vec![
            Value::id(self.id),
            self.name.as_str().into(),
            self.purpose.clone().into(),
            Value::id(self.owner),
            Value::text(self.starts_on),
            Value::opt_text(self.due_on),
            Value::opt_text(self.closed_on),
            self.version.into(),
        ]
    }
    fn read(row: &Row<'_>) -> std::result::Result<Self, db::Error> {
        Ok(OutboundList {
            id: row.id()?,
            name: row.next()?,
            purpose: row.next()?,
            owner: row.id()?,
            starts_on: row.opt_parsed()?.unwrap_or(Day::BEGINNING),
            due_on: row.opt_parsed()?,
            closed_on: row.opt_parsed()?,
            version: row.next()?,
        })
    }
}

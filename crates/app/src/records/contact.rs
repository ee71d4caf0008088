//! Contacts as rows.

use super::Record;
use db::{Row, Value};
use domain::contacts::Contact;
use domain::custom_fields::Custom;
use domain::policy::Noun;
use uuid::Uuid;

impl Record for Contact {
    const NOUN: Noun = Noun::Contact;
    const TABLE: &'static str = "contacts";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "name",
        "sort_key",
        "folded",
        "first_name",
        "last_name",
        "email",
        "phone",
        "mobile",
        "title",
        "account_id",
        "buying_role",
        "owner_position_id",
        "description",
        "next_step",
        "next_step_on",
        "external_id",
        "created_on",
        "version",
    ];
    const SELECT: &'static str =
        "r.id, r.name, r.first_name, r.last_name, r.email, r.phone, r.mobile, r.title, r.account_id, r.buying_role,
 r.owner_position_id, r.description, r.next_step, r.next_step_on, r.external_id, r.created_on, r.version";

    fn id(&self) -> Uuid {
        self.id.0
    }
    fn custom_mut(&mut self) -> Option<&mut Custom> {
        Some(&mut self.custom)
    }
    fn custom(&self) -> Option<&Custom> {
        Some(&self.custom)
    }
    fn version(&self) -> i64 {
        self.version
    }
    fn external_id_mut(&mut self) -> Option<&mut Option<String>> {
        Some(&mut self.external_id)
    }
    fn set_version(&mut self, version: i64) {
        self.version = version;
    }
    fn values(&self) -> Vec<Value> {
        vec![
            Value::id(self.id),
            self.name.as_str().into(),
            text::sort_key(&self.name).into(),
            text::fold(&self.name).into(),
            self.first_name.clone().into(),
            self.last_name.clone().into(),
            self.email.clone().into(),
            self.phone.clone().into(),
            self.mobile.clone().into(),
            self.title.clone().into(),
            Value::opt_id(self.account),
            self.buying_role.clone().into(),
            Value::id(self.owner),
            self.description.clone().into(),
            self.next_step.clone().into(),
            Value::opt_text(self.next_step_on),
            self.external_id.clone().into(),
            Value::opt_text(self.created_on),
            Value::Int(self.version),
        ]
    }
    fn read(row: &Row<'_>) -> Result<Self, db::Error> {
        Ok(Contact {
            id: row.id()?,
            name: row.next()?,
            first_name: row.next()?,
            last_name: row.next()?,
            email: row.next()?,
            phone: row.next()?,
            mobile: row.next()?,
            title: row.next()?,
            account: row.opt_id()?,
            buying_role: row.next()?,
            owner: row.id()?,
            description: row.next()?,
            next_step: row.next()?,
            next_step_on: row.opt_parsed()?,
            external_id: row.next()?,
            created_on: row.opt_parsed()?,
            version: row.next()?,
            custom: Custom::default(),
        })
    }
}

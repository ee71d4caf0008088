//! Products as rows.

use super::Record;
use super::account::money;
use db::{Row, Value};
use domain::custom_fields::Custom;
use domain::policy::Noun;
use domain::products::Product;
use uuid::Uuid;

impl Record for Product {
    const NOUN: Noun = Noun::Product;
    const TABLE: &'static str = "products";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "name",
        "sort_key",
        "folded",
        "code",
        "line",
        "kind",
        "list_price_minor",
        "price_currency",
        "is_active",
        "description",
        "external_id",
        "version",
    ];
    const SELECT: &'static str =
        "r.id, r.name, r.code, r.line, r.kind, r.list_price_minor, r.price_currency, r.is_active, r.description,
 r.external_id, r.version";

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
    fn set_version(&mut self, version: i64) {
        self.version = version;
    }
    fn values(&self) -> Vec<Value> {
        vec![
            Value::id(self.id),
            self.name.as_str().into(),
            text::sort_key(&self.name).into(),
            text::fold(&self.name).into(),
            self.code.clone().into(),
            self.line.clone().into(),
            self.kind.clone().into(),
            self.list_price.map(|m| m.minor).into(),
            Value::opt_text(self.list_price.map(|m| m.currency)),
            self.is_active.into(),
            self.description.clone().into(),
            self.external_id.clone().into(),
            Value::Int(self.version),
        ]
    }
    fn read(row: &Row<'_>) -> Result<Self, db::Error> {
        Ok(Product {
            id: row.id()?,
            name: row.next()?,
            code: row.next()?,
            line: row.next()?,
            kind: row.next()?,
            list_price: money(row)?,
            is_active: row.next()?,
            description: row.next()?,
            external_id: row.next()?,
            version: row.next()?,
            custom: Custom::default(),
        })
    }
}

//! Figures: components added in the writing transaction, read by day and month, rolled up over the
//! organisation of the day, or of another day.
//!
//! Persons are not stored with a component: who held a position on a day is asked of the organisation,
//! so a corrected assignment corrects the figure without touching a component. Months in which nothing
//! changed in the organisation are read as months; the others by day.

mod attribute;
mod cells;
mod query;
mod rebuild;
mod records;
mod series;
mod sql;

pub use query::{Figures, MeasureQuery, MeasureRow, MeasureView, figures, measure};
pub use rebuild::{Difference, rebuild};
pub use series::{Subject, series};

use crate::Result;
use db::{Tx, Value};
use domain::measures::component::Add;
use std::collections::BTreeMap;

/// Components gathered over a batch, written once.
#[derive(Default)]
pub struct Additions {
    days: BTreeMap<DayKey, i64>,
}

/// Component, day, position, product, tier, bucket.
type DayKey = (&'static str, String, uuid::Uuid, uuid::Uuid, &'static str, i64);

impl Additions {
    /// Adds what one record contributes.
    pub fn add(&mut self, adds: &[Add]) {
        for add in adds {
            let key = (
                add.key.component.id,
                add.key.day.to_string(),
                add.key.position.0,
                add.key.product.map(|p| p.0).unwrap_or_default(),
                add.key.account_tier.map_or("", |t| t.key()),
                add.bucket,
            );
            *self.days.entry(key).or_default() += add.amount;
        }
    }

    /// Writes them.
    ///
    /// # Errors
    /// The database's own.
    pub fn write(self, tx: &mut Tx<'_>) -> Result<()> {
        let mut months: BTreeMap<(&str, String, uuid::Uuid, i64), i64> = BTreeMap::new();
        let mut values = Vec::with_capacity(self.days.len() * 7);
        for ((component, day, position, product, tier, bucket), amount) in self.days.iter().filter(|(_, a)| **a != 0) {
            *months.entry((component, day[..7].to_owned(), *position, *bucket)).or_default() += amount;
            values.extend([
                (*component).into(),
                day.as_str().into(),
                Value::Uuid(*position),
                Value::Uuid(*product),
                (*tier).into(),
                Value::Int(*bucket),
                Value::Int(*amount),
            ]);
        }
        sql::add_days(tx, &values)?;
        let values: Vec<Value> = months
            .into_iter()
            .filter(|(_, amount)| *amount != 0)
            .flat_map(|((component, month, position, bucket), amount)| {
                [component.into(), month.into(), Value::Uuid(position), Value::Int(bucket), Value::Int(amount)]
            })
            .collect();
        sql::add_months(tx, &values)
    }
}

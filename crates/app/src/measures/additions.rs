//! What records add to the components, gathered over a batch and written once, in the order of the keys.

use super::carried::{Carried, Work};
use super::sql;
use super::standing::Standing;
use crate::Result;
use db::{Tx, Value};
use domain::Day;
use domain::measures::component::{Add, Kind};
use domain::opportunities::Opportunity;
use uuid::Uuid;

/// Additions kept before those of one place are first added up.
const SETTLED_FROM: usize = 1 << 17;

/// Components gathered over a batch, written once.
#[derive(Default)]
pub struct Additions {
    rows: Vec<(Place, Amounts)>,
    settled: usize,
    standing: Standing,
    carried: Carried,
}

/// What an amount is stored under, in the order of the table's key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Place {
    pub part: &'static str,
    pub day: Day,
    pub position: Uuid,
    /// The product, of leads the source.
    pub subject: Uuid,
    pub tier: &'static str,
    pub bucket: i64,
}

/// The two numbers of a place.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Amounts {
    pub counted: i64,
    pub amount: i64,
}

impl Amounts {
    pub(super) fn add(&mut self, other: Amounts) {
        self.counted += other.counted;
        self.amount += other.amount;
    }
    pub(super) fn is_zero(self) -> bool {
        self == Amounts::default()
    }
}

impl Additions {
    /// Adds what one record contributes.
    pub fn add(&mut self, adds: &[Add]) {
        self.rows.extend(adds.iter().map(|add| {
            let key = &add.key;
            let place = Place {
                part: key.component.part,
                day: key.day,
                position: key.position.0,
                subject: key.product.map(|p| p.0).or(key.source.map(|s| s.0)).unwrap_or_default(),
                tier: key.account_tier.map_or("", |t| t.key()),
                bucket: add.bucket,
            };
            let amounts = match key.component.kind {
                Kind::Sum => Amounts { counted: 0, amount: add.amount },
                Kind::Count | Kind::Histogram => Amounts { counted: add.amount, amount: 0 },
            };
            (place, amounts)
        }));
        if self.rows.len() >= SETTLED_FROM.max(2 * self.settled) {
            self.settle();
        }
    }

    /// What changed of the state as it is now, for the sums of what is open.
    pub fn stand(&mut self, before: Option<&Opportunity>, after: Option<&Opportunity>) {
        self.standing.add(before, after);
        self.carry(before, after);
    }

    /// What changed of a record as it is now, for what its owner carries.
    pub fn carry<W: Work>(&mut self, before: Option<&W>, after: Option<&W>) {
        self.carried.add(before, after);
    }

    /// What each position carries.
    pub(super) fn carried(&self) -> &Carried {
        &self.carried
    }

    /// What is open, by stage and owner.
    pub(super) fn standing(&self) -> &Standing {
        &self.standing
    }

    /// Adds up what stands at one place, and drops what comes to nothing.
    fn settle(&mut self) {
        self.rows.sort_unstable_by_key(|(place, _)| *place);
        self.rows.dedup_by(|(next, more), (kept, amounts)| {
            let same = next == kept;
            if same {
                amounts.add(*more);
            }
            same
        });
        self.rows.retain(|(_, amounts)| !amounts.is_zero());
        self.settled = self.rows.len();
    }

    /// Every place that has something, in order.
    pub(super) fn settled(&mut self) -> &[(Place, Amounts)] {
        self.settle();
        &self.rows
    }

    /// Ready to be written: all that needs no database.
    pub fn ready(mut self) -> Ready {
        self.settle();
        let mut days = Vec::with_capacity(self.rows.len() * sql::DAYS.len());
        let mut day = (Day::BEGINNING, Day::BEGINNING.to_string());
        for (place, amounts) in &self.rows {
            if place.day != day.0 {
                day = (place.day, place.day.to_string());
            }
            days.extend([
                Value::Word(place.part),
                day.1.as_str().into(),
                Value::Uuid(place.position),
                Value::Uuid(place.subject),
                Value::Word(place.tier),
                Value::Int(place.bucket),
                Value::Int(amounts.counted),
                Value::Int(amounts.amount),
            ]);
        }
        let (standing, carried) = (std::mem::take(&mut self.standing), std::mem::take(&mut self.carried));
        let mut months = Vec::new();
        for (month, amounts) in self.months() {
            months.extend([
                Value::Word(month.part),
                month.day.to_string()[..7].into(),
                Value::Uuid(month.position),
                Value::Int(month.bucket),
                Value::Int(amounts.counted),
                Value::Int(amounts.amount),
            ]);
        }
        Ready { days, months, standing, carried }
    }

    /// The same by month, whatever the subject and the tier.
    fn months(self) -> Vec<(Place, Amounts)> {
        let month = |place: Place| Place { day: place.day.first_of_month(), subject: Uuid::nil(), tier: "", ..place };
        let rows = self.rows.into_iter().map(|(place, amounts)| (month(place), amounts)).collect();
        let mut months = Additions { rows, ..Additions::default() };
        months.settle();
        months.rows
    }
}

/// Additions as the tables take them.
pub struct Ready {
    days: Vec<Value>,
    months: Vec<Value>,
    standing: Standing,
    carried: Carried,
}

impl Ready {
    /// Writes them.
    ///
    /// # Errors
    /// The database's own.
    pub fn write(&self, tx: &mut Tx<'_>) -> Result<()> {
        sql::add_days(tx, &self.days)?;
        sql::add_months(tx, &self.months)?;
        self.standing.write(tx)?;
        self.carried.write(tx)
    }
}

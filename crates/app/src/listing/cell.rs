//! What a list answers: typed cells, with the JSON of the API.

use domain::custom_fields::{CustomField, FieldKind};
use domain::kernel::{Day, Instant, Money};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use uuid::Uuid;

/// A page of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListView {
    /// The kind's key.
    pub kind: &'static str,
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// The rows; each has a cell for every column.
    pub rows: Vec<ListRow>,
    /// Cursor of the next page.
    pub next_cursor: Option<String>,
    /// Cursor of the page before.
    pub previous_cursor: Option<String>,
    /// How many there are, up to a thousand.
    pub count: Counted,
    /// How many there are, where it was asked for.
    pub total: Option<i64>,
    /// The order: a field, or `-field`.
    pub sort: String,
    /// The filter as read, printed in the one form.
    pub filter: Option<String>,
    /// What was searched for.
    pub search: Option<String>,
}

/// A column of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    /// The field.
    pub key: &'static str,
    /// What it holds: `text`, `number`, `money`, `day`, `instant`, `bool`, `choice`, `record`, `owner`.
    #[serde(rename = "type")]
    pub ty: &'static str,
    /// Whether the list can be sorted by it.
    pub sortable: bool,
}

/// A record in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListRow {
    /// Which.
    pub id: Uuid,
    /// One cell for every column.
    pub cells: Vec<Cell>,
}

/// So many, or more than that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// How many were counted.
    pub n: i64,
    /// Whether there are more.
    pub more_than: bool,
}

/// A value of a record.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// No value.
    Empty,
    /// Text.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A number with its decimals: `-0.50`.
    Decimal(String),
    /// An amount.
    Money(Money),
    /// A day.
    Day(Day),
    /// An instant.
    Instant(Instant),
    /// Yes or no.
    Bool(bool),
    /// A word of a fixed list, by its key.
    Choice(String),
    /// One of a company's own words.
    Word(Word),
    /// Several of a company's own words.
    Words(Vec<Word>),
    /// Another record, or the owner.
    Record(Label),
    /// Another record that is there and that the reader may not see: neither its name nor its id.
    Hidden,
}

/// One of a company's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As stored.
    pub key: String,
    /// As shown.
    pub label: String,
}

/// Another record, as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Label {
    /// Which.
    pub id: Uuid,
    /// Its name. Of a position: who holds it, or its title while it is vacant.
    pub label: String,
    /// Its fixed key, where it has one (stages).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// What else tells it from others: of a position its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

impl Cell {
    /// Plain text, as in CSV: days in ISO form, amounts with a point and without currency.
    pub fn plain(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) | Cell::Choice(text) | Cell::Decimal(text) => text.clone(),
            Cell::Word(word) => word.label.clone(),
            Cell::Words(all) => all.iter().map(|word| word.label.as_str()).collect::<Vec<_>>().join("; "),
            Cell::Number(n) => n.to_string(),
            Cell::Money(money) => money.plain(),
            Cell::Day(day) => day.to_string(),
            Cell::Instant(at) => instant(*at),
            Cell::Bool(yes) => yes.to_string(),
            Cell::Record(label) => label.label.clone(),
            Cell::Hidden => HIDDEN.to_owned(),
        }
    }
    /// Plain text where there is a value that the reader may see.
    pub fn known(&self) -> Option<String> {
        Some(self.plain()).filter(|text| *self != Cell::Hidden && !text.is_empty())
    }
    /// The words that a column of a field holds.
    pub(super) fn words(field: &CustomField, stored: Option<String>) -> Cell {
        let word = |key: &str| {
            let found = field.choices.iter().find(|choice| choice.key == key);
            Word { key: key.to_owned(), label: found.map_or(key, |choice| &choice.label).to_owned() }
        };
        match stored {
            None => Cell::Empty,
            Some(all) if field.kind == FieldKind::MultiChoice => {
                Cell::Words(all.split('|').filter(|key| !key.is_empty()).map(word).collect())
            }
            Some(one) => Cell::Word(word(&one)),
        }
    }
    /// Text or nothing.
    pub fn text(text: Option<String>) -> Cell {
        text.map_or(Cell::Empty, Cell::Text)
    }
}

/// What files say in place of a record that their reader may not see.
pub const HIDDEN: &str = "hidden";

/// RFC 3339 in UTC.
pub fn instant(at: Instant) -> String {
    jiff::Timestamp::from_millisecond(at.0).map(|t| t.to_string()).unwrap_or_default()
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Cell::Empty => s.serialize_none(),
            Cell::Text(text) | Cell::Choice(text) | Cell::Decimal(text) => s.serialize_str(text),
            Cell::Word(word) => s.serialize_str(&word.key),
            Cell::Words(all) => s.collect_seq(all.iter().map(|word| &word.key)),
            Cell::Number(n) => s.serialize_i64(*n),
            Cell::Money(money) => money.serialize(s),
            Cell::Day(day) => day.serialize(s),
            Cell::Instant(at) => s.serialize_str(&instant(*at)),
            Cell::Bool(yes) => s.serialize_bool(*yes),
            Cell::Record(label) => label.serialize(s),
            Cell::Hidden => {
                let mut map = s.serialize_map(Some(3))?;
                map.serialize_entry("id", &None::<Uuid>)?;
                map.serialize_entry("label", &None::<String>)?;
                map.serialize_entry("hidden", &true)?;
                map.end()
            }
        }
    }
}

/// A row with the names of its cells: `{"id", field: value, …}`.
pub(super) struct Item<'a> {
    pub columns: &'a [Column],
    pub row: &'a ListRow,
}

impl Serialize for Item<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(Some(self.columns.len() + 1))?;
        map.serialize_entry("id", &self.row.id)?;
        for (column, cell) in self.columns.iter().zip(&self.row.cells) {
            map.serialize_entry(column.key, cell)?;
        }
        map.end()
    }
}

impl Serialize for ListView {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let items: Vec<Item<'_>> = self.rows.iter().map(|row| Item { columns: &self.columns, row }).collect();
        let mut map = s.serialize_map(None)?;
        map.serialize_entry("kind", self.kind)?;
        map.serialize_entry("items", &items)?;
        map.serialize_entry("next_cursor", &self.next_cursor)?;
        map.serialize_entry("previous_cursor", &self.previous_cursor)?;
        map.serialize_entry("count", &self.count)?;
        map.serialize_entry("total", &self.total)?;
        map.serialize_entry("sort", &self.sort)?;
        map.serialize_entry("filter", &self.filter)?;
        map.serialize_entry("search", &self.search)?;
        map.end()
    }
}

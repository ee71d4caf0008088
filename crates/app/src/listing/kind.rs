//! What a list must know of a kind of record, as data.

use super::memory::Row;
use crate::{Ctx, Result};
use domain::custom_fields::{CustomField, FieldKind};
use domain::policy::Noun;

/// A kind of record.
pub struct Kind {
    /// As in addresses and on the command line: `opportunities`.
    pub key: &'static str,
    /// As in permissions.
    pub noun: Noun,
    /// Where its records are.
    pub source: Source,
    /// Its fields, in the order shown.
    pub fields: &'static [Field],
    /// Columns shown where none are chosen.
    pub columns: &'static [&'static str],
    /// The order where none is chosen: a field, or `-field`.
    pub sort: &'static str,
}

/// Where records are.
pub enum Source {
    /// In a table.
    Table {
        /// Its name,
        table: &'static str,
        /// its name in statements,
        alias: &'static str,
        /// and what its labels are joined from.
        joins: &'static str,
    },
    /// In the organisation in memory: every row that may be seen, made when asked for.
    Memory(fn(&Ctx) -> Result<Vec<Row>>),
}

/// A field of a kind of record.
#[derive(Debug)]
pub struct Field {
    /// As in filters, columns and JSON.
    pub key: &'static str,
    /// What it holds.
    pub ty: Type,
    /// The column that filters look at.
    pub column: &'static str,
    /// The column of its order; fields without one cannot be sorted by, because no index would serve it.
    pub sort: Option<Sort>,
    /// Needs sight of this noun as well; else the field is as if it were not there.
    pub sensitive: Option<Noun>,
    /// Its definition, where it is the company's own.
    pub own: Option<&'static CustomField>,
}

/// A column to sort by.
#[derive(Clone, Copy, Debug)]
pub struct Sort {
    /// The column.
    pub column: &'static str,
    /// What is read from it.
    pub holds: Holds,
    /// Whether it may be missing.
    pub nullable: bool,
    /// What stands before the column in its index.
    pub within: Option<Within>,
}

/// A choice that an index orders by first: where a question does not ask for one value, the rows of each are read in
/// order and merged, instead of all rows gathered and sorted.
#[derive(Clone, Copy, Debug)]
pub struct Within {
    /// The field's key.
    pub field: &'static str,
    /// Its column.
    pub column: &'static str,
    /// Every value it may have.
    pub values: &'static [&'static str],
}

/// What a sort column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holds {
    /// A collation key.
    Bytes,
    /// A number, minor units, an instant.
    Int,
    /// A day or plain text.
    Text,
}

/// What a field holds, and how filters read their values.
#[derive(Clone, Copy, Debug)]
pub enum Type {
    /// Text; compared without case.
    Text,
    /// A name, with its collation key and, where there is one, its folded form.
    Name {
        /// Column of the folded form.
        folded: Option<&'static str>,
        /// Column of the collation key.
        key: &'static str,
    },
    /// A whole number.
    Number,
    /// A number of so many decimals, stored times that power of ten.
    Decimal(u8),
    /// An amount. Filters compare `column` with an amount of the company's currency.
    Money {
        /// Column of the minor units shown.
        minor: &'static str,
        /// Column of their currency.
        currency: &'static str,
    },
    /// A day.
    Day,
    /// An instant.
    Instant,
    /// Yes or no.
    Bool,
    /// One of a few words.
    Choice(&'static [&'static str]),
    /// One or several of a company's own words.
    Words(&'static CustomField),
    /// A person of the organisation.
    Person,
    /// Another record, named by its label where the reader may see it.
    Record {
        /// What it is, as in permissions,
        noun: Noun,
        /// its table, which has `id`, `folded` and `external_id`,
        table: &'static str,
        /// and the column of the label, from the joins.
        label: &'static str,
    },
    /// One of a short table of names that is read whole.
    Lookup {
        /// The table: columns `id` and `name`.
        table: &'static str,
        /// Its column of fixed keys; the name where there is none.
        key: &'static str,
        /// Column of the label, from the joins.
        label: &'static str,
        /// Column of the key, from the joins.
        label_key: &'static str,
    },
    /// The owner: a position.
    Owner,
}

impl Type {
    /// The type's name in JSON.
    pub fn key(&self) -> &'static str {
        match self {
            Type::Text | Type::Name { .. } => "text",
            Type::Number | Type::Decimal(_) => "number",
            Type::Money { .. } => "money",
            Type::Day => "day",
            Type::Instant => "instant",
            Type::Bool => "bool",
            Type::Choice(_) => "choice",
            Type::Words(field) if field.kind == FieldKind::MultiChoice => "choices",
            Type::Words(_) => "choice",
            Type::Record { .. } | Type::Lookup { .. } | Type::Person => "record",
            Type::Owner => "owner",
        }
    }
}

impl Kind {
    /// The field of that key, where the user may know of it.
    pub fn field(&self, ctx: &Ctx, key: &str) -> Option<&'static Field> {
        self.known(ctx).find(|field| field.key == key)
    }
    /// The fields that the user may know of, the company's own behind the product's.
    pub fn known<'c>(&self, ctx: &'c Ctx) -> impl Iterator<Item = &'static Field> + use<'c> {
        self.fields.iter().chain(ctx.fields.listed(self.noun)).filter(|field| field.may_be_known(ctx))
    }
    /// What statements call a record of it; none where its records stand in no table.
    pub fn alias(&self) -> Option<&'static str> {
        match self.source {
            Source::Table { alias, .. } => Some(alias),
            Source::Memory(_) => None,
        }
    }
}

impl Field {
    /// Whether the user may know of it at all.
    pub fn may_be_known(&self, ctx: &Ctx) -> bool {
        self.sensitive.is_none_or(|noun| ctx.can(domain::policy::Action::See, noun))
    }
    /// A field of this type and column, which cannot be sorted by.
    pub const fn new(key: &'static str, ty: Type, column: &'static str) -> Field {
        Field { key, ty, column, sort: None, sensitive: None, own: None }
    }
    /// Sorted by its own column, a missing value last.
    pub const fn sorted(self, holds: Holds) -> Field {
        let sort = Some(Sort { column: self.column, holds, nullable: true, within: None });
        Field { sort, ..self }
    }
    /// Sorted by its column, whose index orders by a choice first.
    pub const fn sorted_within(self, holds: Holds, within: Within) -> Field {
        let sort = Some(Sort { column: self.column, holds, nullable: true, within: Some(within) });
        Field { sort, ..self }
    }
    /// Sorted by another column that always has a value.
    pub const fn sorted_by(self, column: &'static str, holds: Holds) -> Field {
        Field { sort: Some(Sort { column, holds, nullable: false, within: None }), ..self }
    }
    /// The company's own.
    pub fn own(self, own: &'static CustomField) -> Field {
        Field { own: Some(own), ..self }
    }
    /// Needs sight of this noun.
    pub const fn only_with(self, noun: Noun) -> Field {
        Field { sensitive: Some(noun), ..self }
    }
}

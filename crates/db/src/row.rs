//! A row of an answer, read column after column.

use crate::Error;
use std::cell::Cell;
use uuid::Uuid;

/// A row; [`Row::next`] reads its columns in the order of the select list.
pub struct Row<'r> {
    pub(crate) inner: Inner<'r>,
    pub(crate) at: Cell<usize>,
}

pub(crate) enum Inner<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r ::postgres::Row),
}

/// A type that a column can be read as.
pub trait Get: rusqlite::types::FromSql + for<'a> ::postgres::types::FromSql<'a> {}
impl Get for i64 {}
impl Get for f64 {}
impl Get for bool {}
impl Get for String {}
impl Get for Vec<u8> {}
impl Get for Uuid {}
impl<T: Get> Get for Option<T> {}

impl<'r> Row<'r> {
    pub(crate) fn new(inner: Inner<'r>) -> Row<'r> {
        Row { inner, at: Cell::new(0) }
    }
    /// The next column.
    ///
    /// # Errors
    /// Another type than the column's, or no column left.
    pub fn next<T: Get>(&self) -> Result<T, Error> {
        let at = self.at.get();
        self.at.set(at + 1);
        match self.inner {
            Inner::Sqlite(row) => Ok(row.get(at)?),
            Inner::Postgres(row) => Ok(row.try_get(at)?),
        }
    }
    /// The next column, an id.
    ///
    /// # Errors
    /// As [`Row::next`].
    pub fn id<I: From<Uuid>>(&self) -> Result<I, Error> {
        Ok(self.next::<Uuid>()?.into())
    }
    /// The next column, an id or nothing.
    ///
    /// # Errors
    /// As [`Row::next`].
    pub fn opt_id<I: From<Uuid>>(&self) -> Result<Option<I>, Error> {
        Ok(self.next::<Option<Uuid>>()?.map(Into::into))
    }
    /// The next column, text that reads as `T` (a day).
    ///
    /// # Errors
    /// As [`Row::next`]; a text that does not read.
    pub fn parsed<T: std::str::FromStr>(&self) -> Result<T, Error>
    where
        T::Err: std::fmt::Display,
    {
        parse(&self.next::<String>()?)
    }
    /// The next column, text that reads as `T`, or nothing.
    ///
    /// # Errors
    /// As [`Row::parsed`].
    pub fn opt_parsed<T: std::str::FromStr>(&self) -> Result<Option<T>, Error>
    where
        T::Err: std::fmt::Display,
    {
        self.next::<Option<String>>()?.as_deref().map(parse).transpose()
    }
}

fn parse<T: std::str::FromStr>(text: &str) -> Result<T, Error>
where
    T::Err: std::fmt::Display,
{
    text.parse().map_err(|e: T::Err| Error::new(crate::Kind::Other, format!("stored text does not read: {e}")))
}

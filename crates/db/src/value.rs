//! Arguments of statements. Integers are 64 bits only: PostgreSQL types parameters by the statement.

use uuid::Uuid;

/// One argument.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A number, an amount in minor units, an instant.
    Int(i64),
    /// A measured quantity; never money.
    Real(f64),
    /// Text, and days as ISO text.
    Text(String),
    /// A text of the program's own: a key, a noun.
    Word(&'static str),
    /// Bytes: hashes, sort keys.
    Bytes(Vec<u8>),
    /// An id.
    Uuid(Uuid),
}

impl Value {
    /// An id of any kind.
    pub fn id(id: impl Into<Uuid>) -> Value {
        Value::Uuid(id.into())
    }
    /// An id where there is one.
    pub fn opt_id(id: Option<impl Into<Uuid>>) -> Value {
        id.map_or(Value::Null, Value::id)
    }
    /// Anything that writes itself as text (days).
    pub fn text(text: impl ToString) -> Value {
        Value::Text(text.to_string())
    }
    /// Text where there is one.
    pub fn opt_text(text: Option<impl ToString>) -> Value {
        text.map_or(Value::Null, Value::text)
    }
}

impl From<bool> for Value {
    fn from(v: bool) -> Value {
        Value::Bool(v)
    }
}
impl From<i64> for Value {
    fn from(v: i64) -> Value {
        Value::Int(v)
    }
}
impl From<i32> for Value {
    fn from(v: i32) -> Value {
        Value::Int(i64::from(v))
    }
}
impl From<u32> for Value {
    fn from(v: u32) -> Value {
        Value::Int(i64::from(v))
    }
}
impl From<f64> for Value {
    fn from(v: f64) -> Value {
        Value::Real(v)
    }
}
impl From<&str> for Value {
    fn from(v: &str) -> Value {
        Value::Text(v.to_owned())
    }
}
impl From<String> for Value {
    fn from(v: String) -> Value {
        Value::Text(v)
    }
}
impl From<Vec<u8>> for Value {
    fn from(v: Vec<u8>) -> Value {
        Value::Bytes(v)
    }
}
impl From<Uuid> for Value {
    fn from(v: Uuid) -> Value {
        Value::Uuid(v)
    }
}
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(v: Option<T>) -> Value {
        v.map_or(Value::Null, Into::into)
    }
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput, ValueRef};
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Bool(v) => ValueRef::Integer(i64::from(*v)),
            Value::Int(v) => ValueRef::Integer(*v),
            Value::Real(v) => ValueRef::Real(*v),
            Value::Text(v) => ValueRef::Text(v.as_bytes()),
            Value::Word(v) => ValueRef::Text(v.as_bytes()),
            Value::Bytes(v) => ValueRef::Blob(v),
            Value::Uuid(v) => ValueRef::Blob(v.as_bytes()),
        }))
    }
}

impl ::postgres::types::ToSql for Value {
    fn to_sql(
        &self,
        ty: &::postgres::types::Type,
        out: &mut ::postgres::types::private::BytesMut,
    ) -> Result<::postgres::types::IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Value::Null => Ok(::postgres::types::IsNull::Yes),
            Value::Bool(v) => v.to_sql_checked(ty, out),
            Value::Int(v) => v.to_sql_checked(ty, out),
            Value::Real(v) => v.to_sql_checked(ty, out),
            Value::Text(v) => v.to_sql_checked(ty, out),
            Value::Word(v) => v.to_sql_checked(ty, out),
            Value::Bytes(v) => v.to_sql_checked(ty, out),
            Value::Uuid(v) => v.to_sql_checked(ty, out),
        }
    }
    fn accepts(_: &::postgres::types::Type) -> bool {
        true
    }
    ::postgres::types::to_sql_checked!();
}

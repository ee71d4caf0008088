//! What a database can refuse, told apart where the product acts on it.

use std::fmt;

/// A refusal of the database, with the statement it refused.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
    message: String,
    statement: Option<String>,
}

/// What kind of refusal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A unique index already holds the value.
    Unique,
    /// Another transaction holds what this one wants; trying again may work.
    Busy,
    /// A row that names another that is not there.
    Reference,
    /// The address or the connection: the server is not there, or went away in the midst of it.
    Connection,
    /// There is no room where it is stored.
    Full,
    /// The deadline has passed ([`crate::deadline`]), and it was broken off.
    Late,
    /// Anything else: a defect of ours.
    Other,
}

impl Error {
    pub(crate) fn new(kind: Kind, message: impl Into<String>) -> Error {
        Error { kind, message: message.into(), statement: None }
    }
    pub(crate) fn address(url: &str) -> Error {
        let shown = url.split('@').next_back().unwrap_or(url);
        Error::new(
            Kind::Connection,
            format!("“{shown}” is no database address; write sqlite://FILE or postgres://USER@HOST/NAME"),
        )
    }
    pub(crate) fn at(mut self, sql: &str) -> Error {
        self.statement.get_or_insert_with(|| sql.chars().take(400).collect());
        self
    }
    /// For a closure that stops the reading for a reason of its own.
    pub fn stopped(reason: impl Into<String>) -> Error {
        Error::new(Kind::Other, reason)
    }
    /// What kind.
    pub fn kind(&self) -> Kind {
        self.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "database: {}", self.message)?;
        self.statement.as_ref().map_or(Ok(()), |sql| write!(f, " [in: {sql}]"))
    }
}
impl std::error::Error for Error {}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        use rusqlite::ffi;
        let kind = match &error {
            rusqlite::Error::SqliteFailure(e, _) => match (e.extended_code, e.code) {
                (ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY, _) => Kind::Unique,
                (ffi::SQLITE_CONSTRAINT_FOREIGNKEY, _) => Kind::Reference,
                (_, rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => Kind::Busy,
                (_, rusqlite::ErrorCode::CannotOpen) => Kind::Connection,
                (_, rusqlite::ErrorCode::OperationInterrupted) => Kind::Late,
                // Room that is missing shows as either, by which file of the database it was wanted for.
                (ffi::SQLITE_IOERR_WRITE | ffi::SQLITE_IOERR_SHMSIZE | ffi::SQLITE_IOERR_FSYNC, _)
                | (_, rusqlite::ErrorCode::DiskFull) => Kind::Full,
                _ => Kind::Other,
            },
            _ => Kind::Other,
        };
        Error::new(kind, error.to_string())
    }
}

impl From<::postgres::Error> for Error {
    fn from(error: ::postgres::Error) -> Error {
        use ::postgres::error::SqlState;
        let kind = match error.code() {
            Some(code) if *code == SqlState::UNIQUE_VIOLATION => Kind::Unique,
            Some(code) if *code == SqlState::FOREIGN_KEY_VIOLATION => Kind::Reference,
            Some(code)
                if [
                    SqlState::T_R_SERIALIZATION_FAILURE,
                    SqlState::T_R_DEADLOCK_DETECTED,
                    SqlState::LOCK_NOT_AVAILABLE,
                ]
                .contains(code) =>
            {
                Kind::Busy
            }
            Some(code) if *code == SqlState::QUERY_CANCELED => Kind::Late,
            Some(code) if [SqlState::DISK_FULL, SqlState::OUT_OF_MEMORY].contains(code) => Kind::Full,
            // It is being stopped, is starting, recovers, or has no session to give.
            Some(code) if code.code().starts_with("57P") || code.code().starts_with("08") => Kind::Connection,
            Some(code) if *code == SqlState::TOO_MANY_CONNECTIONS => Kind::Connection,
            None => Kind::Connection,
            _ => Kind::Other,
        };
        let message =
            error.as_db_error().map_or_else(|| full(&error), |e| format!("{} ({})", e.message(), e.code().code()));
        Error::new(kind, message)
    }
}

/// The error with its causes: the driver's own text leaves them out.
fn full(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    text
}

//! Why an export was not written, or not loaded.

use crate::backups;

/// Why an export was not written, or not loaded. Nothing was changed then.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// Its files are not as they were written.
    #[error("the export is damaged: {0}. Nothing was imported; export again")]
    Damaged(String),
    /// A newer release wrote it.
    #[error("the export is of release {0}, which is newer than this one; import it with that release or a later one")]
    Newer(String),
    /// There is a company already.
    #[error(
        "the database is not empty: {0} holds rows. An export is imported into an empty database; name another one with --database"
    )]
    NotEmpty(String),
    /// The database has no schema of ours.
    #[error("the database holds no company of Bailiwick")]
    NoCompany,
    /// A row cannot be written as what its column says.
    #[error("what the database holds is not what it says: {0}. `bailiwick doctor` tells more")]
    Differs(String),
    /// There is something where the files should go.
    #[error("there is {0} already; name an empty folder")]
    Exists(String),
    /// A file cannot be read or written.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// The database's own.
    #[error(transparent)]
    Database(#[from] db::Error),
    /// The product's own.
    #[error(transparent)]
    App(#[from] crate::Error),
    /// As of a backup that is restored.
    #[error("{0}")]
    Load(backups::Fault),
}

impl From<backups::Fault> for Fault {
    fn from(fault: backups::Fault) -> Fault {
        match fault {
            backups::Fault::NotEmpty(table) => Fault::NotEmpty(table),
            other => Fault::Load(other),
        }
    }
}

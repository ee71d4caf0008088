//! The files of a database and the disk they are on.

use super::{Finding, Look, broken, bytes, good, of_engine, warning};
use crate::Result;
use db::Db;
use std::path::{Path, PathBuf};

/// Less room than this and the next writes fail, in bytes.
const LITTLE: u64 = 200 << 20;

/// Looks at them; a database on a server has none here.
pub(super) fn examine(db: &Db, look: &Look) -> Result<Vec<Finding>> {
    let Some(file) = db.file() else { return Ok(Vec::new()) };
    let mut found: Vec<Finding> = db::health::of_files(file).into_iter().map(of_engine).collect();
    let beside = |end: &str| PathBuf::from(format!("{}{end}", file.display()));
    let mut all = vec![(file.to_owned(), "the whole company"), (beside("-wal"), "what was written last")];
    all.extend(look.key_file.clone().map(|key| (key, "the key of stored passwords")));
    found.extend(all.iter().filter_map(|(path, holds)| open_to_others(path, holds)));
    if found.is_empty() {
        found.push(good("permissions", "nobody else on this machine reads its files"));
    }
    found.extend(room(file)?);
    Ok(found)
}

/// A file that other users of the machine may read or write.
#[cfg(unix)]
fn open_to_others(path: &Path, holds: &str) -> Option<Finding> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path).ok()?.permissions().mode() & 0o777;
    let mend = format!("chmod 600 {}", path.display());
    let says = |may: &str| format!("everyone on this machine may {may} {}, which holds {holds}", path.display());
    if mode & 0o002 != 0 {
        Some(broken("permissions", says("change"), mend))
    } else if mode & 0o004 != 0 {
        Some(warning("permissions", says("read"), mend))
    } else {
        None
    }
}

#[cfg(not(unix))]
fn open_to_others(_: &Path, _: &str) -> Option<Finding> {
    None
}

/// Whether there is room left where the database lies.
#[cfg(unix)]
fn room(file: &Path) -> Result<Option<Finding>> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let told = rustix::fs::statvfs(folder).map_err(std::io::Error::from)?;
    let free = told.f_bavail.saturating_mul(told.f_frsize);
    let size = std::fs::metadata(file)?.len();
    let says = format!("{} free where the database lies", bytes(i64::try_from(free).unwrap_or(i64::MAX)));
    let mend = "make room, or move the database to a larger disk";
    Ok(Some(if free < LITTLE {
        broken("disk", says, mend)
    } else if free < size {
        warning("disk", format!("{says}: less than the database itself takes"), mend)
    } else {
        good("disk", says)
    }))
}

#[cfg(not(unix))]
fn room(_: &Path) -> Result<Option<Finding>> {
    Ok(None)
}

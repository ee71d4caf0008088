//! Backups as files. One is written under another name, brought to the disk, read back and verified, and only then has its own
//! name: what is called a backup is one. Files are readable by whoever runs the product alone.

use super::{Fault, Head, Passphrase, Told, take, verify};
use db::Db;
use domain::Instant;
use std::fs::{self, File, OpenOptions};
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

/// How backups of a schedule are called, with the instant between,
const BEGINNING: &str = "bailiwick-";
/// when they are open,
const OPEN: &str = ".backup";
/// and when they are sealed.
const SEALED: &str = ".backup.age";
/// What an unfinished file ends with.
const UNFINISHED: &str = ".part";

/// A backup in a folder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    /// Where it lies.
    pub path: PathBuf,
    /// When it was taken, to the second.
    pub at: Instant,
    /// How large it is.
    pub bytes: u64,
}

/// Opens a file for [`super::verify`] or [`super::restore`].
///
/// # Errors
/// A file that is not there or may not be read.
pub fn open(path: &Path) -> Result<BufReader<File>, Fault> {
    let named = |e: std::io::Error| std::io::Error::new(e.kind(), format!("{}: {e}", path.display()));
    Ok(BufReader::with_capacity(1 << 16, File::open(path).map_err(named)?))
}

/// Takes a backup into a file, and verifies it there.
///
/// # Errors
/// [`Fault`]; then no file of that name was made.
pub fn write(
    db: &Db,
    now: Instant,
    passphrase: Option<&Passphrase>,
    path: &Path,
    told: Told<'_>,
) -> Result<Head, Fault> {
    if path.exists() {
        return Err(Fault::Exists(path.display().to_string()));
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(UNFINISHED);
    let unfinished = path.with_file_name(name);
    let written = write_and_verify(db, now, passphrase, &unfinished, told);
    let done = written.and_then(|head| {
        fs::rename(&unfinished, path)?;
        // The name is in the folder, which has to reach the disk as well.
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(folder)?.sync_all()?;
        Ok(head)
    });
    if done.is_err() {
        let _ = fs::remove_file(&unfinished);
    }
    done
}

fn write_and_verify(
    db: &Db,
    now: Instant,
    passphrase: Option<&Passphrase>,
    path: &Path,
    told: Told<'_>,
) -> Result<Head, Fault> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let named = |e: std::io::Error| std::io::Error::new(e.kind(), format!("{}: {e}", path.display()));
    let file = BufWriter::with_capacity(1 << 16, options.open(path).map_err(named)?);
    let (head, mut file) = take(db, now, passphrase, file, told)?;
    file.flush()?;
    file.get_ref().sync_all()?;
    let read = verify(open(path)?, passphrase, told)?;
    if read == head { Ok(head) } else { Err(Fault::Damaged("what was written reads differently".to_owned())) }
}

/// The name of a backup taken then.
pub fn name(at: Instant, is_sealed: bool) -> String {
    let then = jiff::Timestamp::from_millisecond(at.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    format!("{BEGINNING}{}{}", then.strftime("%Y%m%dT%H%M%SZ"), if is_sealed { SEALED } else { OPEN })
}

/// When a backup of that name was taken; none for other files.
fn taken_at(name: &str) -> Option<Instant> {
    let middle = name.strip_prefix(BEGINNING)?;
    let middle = middle.strip_suffix(SEALED).or_else(|| middle.strip_suffix(OPEN))?;
    let then = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", middle).ok()?;
    Some(Instant(then.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_millisecond()))
}

/// Backups of a schedule in a folder, the newest first.
///
/// # Errors
/// A folder that cannot be read.
pub fn list(folder: &Path) -> Result<Vec<Kept>, Fault> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if let Some(at) = entry.file_name().to_str().and_then(taken_at) {
            all.push(Kept { path: entry.path(), at, bytes: entry.metadata()?.len() });
        }
    }
    all.sort_by(|a, b| (b.at, &b.path).cmp(&(a.at, &a.path)));
    Ok(all)
}

/// Removes all but the newest ones; answers how many went. Other files are left alone.
///
/// # Errors
/// A file that cannot be removed.
pub fn prune(folder: &Path, keep: usize) -> Result<usize, Fault> {
    let all = list(folder)?;
    let old = all.get(keep.max(1)..).unwrap_or_default();
    for one in old {
        fs::remove_file(&one.path)?;
    }
    Ok(old.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_when_and_other_names_tell_nothing() {
        let at = Instant(1_795_262_400_000);
        for is_sealed in [false, true] {
            assert_eq!(taken_at(&name(at, is_sealed)), Some(at));
        }
        for other in
            ["bailiwick-20261121T120000Z.backup.part", "bailiwick-now.backup", "notes.txt", "bailiwick-.backup"]
        {
            assert_eq!(taken_at(other), None, "{other}");
        }
    }
}

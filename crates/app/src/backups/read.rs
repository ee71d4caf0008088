//! Reading a backup: every line, every digest and every count is looked at, whether it is only verified or loaded.

use super::container::{Reader, hex};
use super::{End, FORM, Fault, Foot, Head, Passphrase, TableHead, Told, row};
use crate::schema::STEPS;
use db::{Holds, Value};
use sha2::{Digest, Sha256};
use std::io::BufRead;

/// Values that are handed on at once, about.
const BATCH: usize = 20_000;

/// Reads a whole backup and answers what it is. A file that is damaged, cut off, sealed with another passphrase or of a schema
/// that this release does not know is refused.
///
/// # Errors
/// [`Fault`], which says what is wrong.
pub fn verify(from: impl BufRead, passphrase: Option<&Passphrase>, told: Told<'_>) -> Result<Head, Fault> {
    let mut backup = Backup::open(from, passphrase)?;
    backup.each(told, &mut |_, _| Ok(()))?;
    backup.finish()
}

/// Takes rows of a table.
type Take<'t> = &'t mut dyn FnMut(&TableHead, &[Value]) -> Result<(), Fault>;

/// A backup that is being read.
pub(super) struct Backup<'r> {
    lines: Reader<'r>,
    pub(super) head: Head,
}

impl<'r> Backup<'r> {
    /// Reads the head, and refuses what this release cannot restore.
    pub(super) fn open(from: impl BufRead + 'r, passphrase: Option<&Passphrase>) -> Result<Backup<'r>, Fault> {
        let mut lines = Reader::new(from, passphrase)?;
        let mut line = Vec::new();
        if !lines.line(&mut line)? {
            return Err(Fault::NoBackup);
        }
        let head: Head = serde_json::from_slice(&line).map_err(|e| Fault::Damaged(format!("its head: {e}")))?;
        judged(&head)?;
        Ok(Backup { lines, head })
    }

    /// Hands rows on, some of a table at once.
    pub(super) fn each(&mut self, told: Told<'_>, take: Take<'_>) -> Result<(), Fault> {
        let (mut done, all) = (0, self.head.rows());
        for table in &self.head.tables {
            let rows = &mut |rows: u64| told(done + rows, all);
            one_table(&mut self.lines, table, rows, take)?;
            done += table.rows;
        }
        told(done, all);
        Ok(())
    }

    /// Reads the last line and proves the file's digest.
    pub(super) fn finish(mut self) -> Result<Head, Fault> {
        let mut line = Vec::new();
        self.lines.line(&mut line)?;
        let due = End { end: true, tables: self.head.tables.len(), rows: self.head.rows() };
        if serde_json::from_slice::<End>(&line).ok() != Some(due) {
            return Err(Fault::Damaged("its last line is another".to_owned()));
        }
        if self.lines.line(&mut line)? {
            return Err(Fault::Damaged("something follows its last line".to_owned()));
        }
        self.lines.finish()?;
        Ok(self.head)
    }
}

/// Whether this release knows the form and the schema.
fn judged(head: &Head) -> Result<(), Fault> {
    let had = head.schema.iter().zip(STEPS);
    if let Some((step, _)) = had.clone().find(|(had, step)| *had != step.name) {
        return Err(Fault::Schema(step.clone()));
    }
    if head.bailiwick_backup > FORM || head.schema.len() > STEPS.len() {
        return Err(Fault::Newer(head.release.clone()));
    }
    Ok(())
}

fn one_table(
    lines: &mut Reader<'_>,
    table: &TableHead,
    told: &mut dyn FnMut(u64),
    take: Take<'_>,
) -> Result<(), Fault> {
    let unknown = |word: &str| Fault::Damaged(format!("{} holds what is unknown: {word}", table.name));
    let holds: Vec<Holds> = table
        .columns
        .iter()
        .map(|(_, word)| Holds::of_word(word).ok_or_else(|| unknown(word)))
        .collect::<Result<_, _>>()?;
    let (mut digest, mut count, mut line, mut values) = (Sha256::new(), 0_u64, Vec::new(), Vec::new());
    loop {
        if !lines.line(&mut line)? {
            return Err(Fault::Damaged(format!("it ends within {}", table.name)));
        }
        if line.first() != Some(&b'[') {
            break;
        }
        row::read(&line, &holds, &mut values)?;
        digest.update(&line);
        digest.update(b"\n");
        count += 1;
        if values.len() >= BATCH {
            told(count);
            take(table, &values)?;
            values.clear();
        }
    }
    if !values.is_empty() {
        take(table, &values)?;
    }
    let due = Foot { table: table.name.clone(), rows: table.rows, sha256: hex(&digest.finalize()) };
    let foot = serde_json::from_slice::<Foot>(&line).ok();
    if count != table.rows || foot != Some(due) {
        return Err(Fault::Damaged(format!("the rows of {} are others than it says", table.name)));
    }
    Ok(())
}

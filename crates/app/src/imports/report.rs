//! What became of an import: counts, what was found out about the files, rejected rows with their reasons.

use super::kinds::Kind;
use domain::Refusal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How many of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Made.
    pub created: u64,
    /// Changed.
    pub updated: u64,
    /// As the file says already.
    pub unchanged: u64,
    /// Ended: absent from a complete roster.
    pub ended: u64,
    /// Given back.
    pub rejected: u64,
}

/// A row that was given back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reject {
    /// Line in the file, from 1.
    pub line: u64,
    /// Why.
    pub reason: Refusal,
    /// The row's cells, as they stood.
    pub cells: Vec<String>,
}

/// One file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FileReport {
    /// Its name.
    pub name: String,
    /// What its rows are; none where it was not recognised.
    pub kind: Option<Kind>,
    /// Its columns.
    pub header: Vec<String>,
    /// Our field → their column.
    pub columns: BTreeMap<String, String>,
    /// Columns that no field of ours takes.
    pub unused: Vec<String>,
    /// Name of the encoding; none for a workbook.
    pub encoding: Option<String>,
    /// The character between cells.
    pub separator: Option<char>,
    /// Our field → the style its dates or numbers are written in.
    pub styles: BTreeMap<String, String>,
    /// Rows.
    pub rows: u64,
    /// What became of them.
    pub counts: Counts,
    /// Values that are unknown and stay so, by field, e.g. `created_on` of opportunities.
    pub unknown: BTreeMap<String, u64>,
    /// Things to know that rejected nothing: line and text key.
    pub warnings: Vec<(u64, Refusal)>,
    /// Rows given back.
    pub rejects: Vec<Reject>,
}

/// A whole import.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Report {
    /// Whether nothing was written.
    pub dry_run: bool,
    /// All files together.
    pub counts: Counts,
    /// Each file.
    pub files: Vec<FileReport>,
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, o: Counts) {
        self.created += o.created;
        self.updated += o.updated;
        self.unchanged += o.unchanged;
        self.ended += o.ended;
        self.rejected += o.rejected;
    }
}

impl FileReport {
    /// Gives a row back.
    pub fn reject(&mut self, line: u64, reason: Refusal, cells: Vec<String>) {
        self.counts.rejected += 1;
        self.rejects.push(Reject { line, reason, cells });
    }
    /// Counts a value that is unknown.
    pub fn unknown(&mut self, field: &str) {
        *self.unknown.entry(field.to_owned()).or_default() += 1;
    }
}

/// Columns that the file of rejected rows has beside the row's own; ignored when it is imported again.
pub const REJECT_COLUMNS: [&str; 3] = ["rejected_file", "rejected_line", "rejected_reason"];

impl Report {
    /// The rejected rows as CSV: their own columns, then where they stood and why. One header a file; files
    /// of one header share it.
    pub fn rejects_csv(&self, lang: text::Lang) -> String {
        let mut out: Vec<u8> = Vec::new();
        let mut last: Option<&Vec<String>> = None;
        for file in self.files.iter().filter(|f| !f.rejects.is_empty()) {
            let Ok(mut writer) = sheet::write::CsvWriter::new(&mut out, sheet::write::CsvOptions::default()) else {
                continue;
            };
            if last != Some(&file.header) {
                let _ = writer.row(file.header.iter().map(String::as_str).chain(REJECT_COLUMNS));
            }
            for reject in &file.rejects {
                let reason = text::refusal(lang, &reject.reason.code, &reject.reason.args);
                let line = reject.line.to_string();
                let own = (0..file.header.len()).map(|i| reject.cells.get(i).map_or("", String::as_str));
                let _ = writer.row(own.chain([file.name.as_str(), line.as_str(), reason.as_str()]));
            }
            let _ = writer.finish();
            last = Some(&file.header);
        }
        String::from_utf8_lossy(&out).into_owned()
    }

    /// The report without the cells of rejected rows, which stand in the file of rejects.
    #[must_use]
    pub fn without_cells(&self) -> Report {
        let mut slim = self.clone();
        slim.files.iter_mut().flat_map(|f| &mut f.rejects).for_each(|r| r.cells.clear());
        slim
    }

    /// Adds the files' counts up.
    pub fn close(&mut self) {
        self.counts = Counts::default();
        for file in &self.files {
            self.counts += file.counts;
        }
    }
}

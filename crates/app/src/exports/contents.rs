//! What an export holds: a line for each file, with the table's columns and the digest of the file's bytes.

use super::{Fault, Format};
use db::{Column, Holds, Table};

/// Name of the file.
pub const CONTENTS: &str = "contents.csv";
/// Version of the form of the files.
const FORM: &str = "1";
/// Its header.
const HEADER: [&str; 8] = ["bailiwick_export", "release", "schema", "table", "file", "rows", "columns", "sha256"];

/// What an export holds.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Contents {
    /// The release that wrote it.
    pub release: String,
    /// The newest step of its schema.
    pub schema: String,
    /// Its files, those that others refer to first.
    pub files: Vec<Entry>,
}

/// A file of an export.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Its table,
    pub table: String,
    /// and that table's columns.
    pub columns: Vec<Column>,
    /// Its name.
    pub file: String,
    /// How many rows it has.
    pub rows: u64,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
}

impl Contents {
    /// Rows of all files.
    pub fn rows(&self) -> u64 {
        self.files.iter().map(|entry| entry.rows).sum()
    }

    /// As the file that says so.
    ///
    /// # Errors
    /// None that memory does not make.
    pub fn to_csv(&self) -> Result<Vec<u8>, Fault> {
        let mut to = csv::WriterBuilder::new().from_writer(Vec::new());
        to.write_record(HEADER).map_err(broken)?;
        for entry in &self.files {
            let columns: Vec<String> = entry.columns.iter().map(declared).collect();
            let rows = entry.rows.to_string();
            let line = [
                FORM,
                &self.release,
                &self.schema,
                &entry.table,
                &entry.file,
                &rows,
                &columns.join(", "),
                &entry.sha256,
            ];
            to.write_record(line).map_err(broken)?;
        }
        to.into_inner().map_err(|error| Fault::Io(error.into_error()))
    }

    /// Reads the file that [`Contents::to_csv`] wrote.
    ///
    /// # Errors
    /// [`Fault::Damaged`] where it is none, [`Fault::Newer`] where a later release wrote it.
    pub fn of_csv(bytes: &[u8]) -> Result<Contents, Fault> {
        let mut from = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
        let mut lines = from.records();
        let head = lines.next().transpose().map_err(broken)?;
        if head.is_none_or(|head| head.iter().ne(HEADER)) {
            return Err(Fault::Damaged(format!("{CONTENTS} is not what an export begins with")));
        }
        let mut contents = Contents::default();
        for line in lines {
            let line = line.map_err(broken)?;
            let cells: Vec<&str> = line.iter().collect();
            let [form, release, schema, table, file, rows, columns, sha256] = cells[..] else {
                return Err(Fault::Damaged(format!("{CONTENTS}: a line of {} cells", cells.len())));
            };
            if form != FORM {
                return Err(Fault::Newer(release.to_owned()));
            }
            (contents.release, contents.schema) = (release.to_owned(), schema.to_owned());
            let wrong = || Fault::Damaged(format!("{CONTENTS}: the line of {table}"));
            contents.files.push(Entry {
                table: table.to_owned(),
                columns: columns.split(", ").map(column).collect::<Option<_>>().ok_or_else(wrong)?,
                file: file.to_owned(),
                rows: rows.parse().map_err(|_| wrong())?,
                sha256: sha256.to_owned(),
            });
        }
        Ok(contents)
    }
}

impl Entry {
    /// Of a table that is about to be written.
    pub(super) fn new(table: &Table, format: Format) -> Entry {
        Entry {
            table: table.name.clone(),
            columns: table.columns.clone(),
            file: format!("{}.{}", table.name, format.key()),
            rows: 0,
            sha256: String::new(),
        }
    }

    /// What kind of file it is.
    pub(super) fn format(&self) -> Option<Format> {
        self.file.rsplit_once('.').and_then(|(_, ending)| Format::from_key(ending))
    }
}

/// `tier text?`: name, what it holds, and whether it may be empty.
fn declared(column: &Column) -> String {
    format!("{} {}{}", column.name, column.holds.word(), if column.is_nullable { "?" } else { "" })
}

fn column(text: &str) -> Option<Column> {
    let (name, word) = text.split_once(' ')?;
    let plain = word.strip_suffix('?');
    Some(Column { name: name.to_owned(), holds: Holds::of_word(plain.unwrap_or(word))?, is_nullable: plain.is_some() })
}

fn broken(error: csv::Error) -> Fault {
    Fault::Damaged(format!("{CONTENTS}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_what_it_wrote_and_nothing_else() {
        let column = |name: &str, holds, is_nullable| Column { name: name.to_owned(), holds, is_nullable };
        let columns = vec![column("id", Holds::Uuid, false), column("weight", Holds::Real, true)];
        let (file, sha256) = ("apes.csv".to_owned(), "ab12".to_owned());
        let contents = Contents {
            release: "1.0.0".to_owned(),
            schema: "0001_house".to_owned(),
            files: vec![Entry { table: "apes".to_owned(), columns, file, rows: 7, sha256 }],
        };
        let written = contents.to_csv().expect("written");
        assert_eq!(Contents::of_csv(&written).expect("read"), contents);
        assert!(matches!(Contents::of_csv(b"a,b\n1,2\n"), Err(Fault::Damaged(_))));
        let newer = String::from_utf8(written).expect("text").replace("\n1,", "\n2,");
        assert!(matches!(Contents::of_csv(newer.as_bytes()), Err(Fault::Newer(release)) if release == "1.0.0"));
    }
}

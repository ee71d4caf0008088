//! Tables as comma-separated values, with a header.

use super::{Fault, cell};
use db::{Column, Value};
use std::io::{Read, Write};

/// Writes a table.
pub(super) struct Writer<'t, W: Write> {
    columns: &'t [Column],
    to: csv::Writer<W>,
}

impl<'t, W: Write> Writer<'t, W> {
    /// Writes the header.
    pub(super) fn new(to: W, columns: &'t [Column]) -> Result<Self, Fault> {
        let mut to = csv::Writer::from_writer(to);
        to.write_record(columns.iter().map(|column| column.name.as_str())).map_err(unwritten)?;
        Ok(Writer { columns, to })
    }

    pub(super) fn row(&mut self, values: &[Value]) -> Result<(), Fault> {
        for (column, value) in self.columns.iter().zip(values) {
            let text = cell::plain(column, value).map_err(Fault::Differs)?;
            let text = text.map_or_else(String::new, |text| cell::escaped(column, text));
            self.to.write_field(text).map_err(unwritten)?;
        }
        self.to.write_record(None::<&[u8]>).map_err(unwritten)
    }

    pub(super) fn finish(mut self) -> Result<(), Fault> {
        Ok(self.to.flush()?)
    }
}

/// Hands every row on.
pub(super) fn each(
    from: impl Read,
    columns: &[Column],
    row: &mut dyn FnMut(Vec<Value>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut from = csv::Reader::from_reader(from);
    let header = from.headers().map_err(unread)?;
    if !header.iter().eq(columns.iter().map(|column| column.name.as_str())) {
        return Err(Fault::Damaged("its columns are others than the contents say".to_owned()));
    }
    let mut line = csv::StringRecord::new();
    while from.read_record(&mut line).map_err(unread)? {
        let of = |(column, cell)| {
            cell::of_cell(column, cell).ok_or_else(|| Fault::Damaged(format!("“{cell}” is no {}", column.name)))
        };
        row(columns.iter().zip(&line).map(of).collect::<Result<_, _>>()?)?;
    }
    Ok(())
}

fn unwritten(error: csv::Error) -> Fault {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => Fault::Io(error),
        other => Fault::Io(std::io::Error::other(format!("{other:?}"))),
    }
}

fn unread(error: csv::Error) -> Fault {
    if error.is_io_error() { unwritten(error) } else { Fault::Damaged(error.to_string()) }
}

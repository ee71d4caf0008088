//! Tables as Apache Parquet: each column of its own kind, compressed, in groups of rows of bounded size.

use super::{Fault, cell};
use db::{Column, Holds, Value};
use parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, FixedLenByteArray, FixedLenByteArrayType, Int64Type,
};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{ChunkReader, FileReader};
use parquet::file::serialized_reader::SerializedFileReader;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::record::Field;
use parquet::schema::types::Type;
use std::io::Write;
use std::sync::Arc;
use uuid::Uuid;

/// Values of a group of rows at most, about; they are in memory together.
const GROUP: usize = 400_000;

/// Writes a table.
pub(super) struct Writer<'t, W: Write + Send> {
    columns: &'t [Column],
    to: SerializedFileWriter<W>,
    rows: Vec<Vec<Value>>,
}

impl<'t, W: Write + Send> Writer<'t, W> {
    /// Begins the file.
    pub(super) fn new(to: W, table: &str, columns: &'t [Column]) -> Result<Self, Fault> {
        let fields = columns.iter().map(|column| declared(column).map(Arc::new)).collect::<Result<_, _>>();
        let schema = Type::group_type_builder(table).with_fields(fields.map_err(unwritten)?).build();
        // Who wrote it stands in the contents; here it would make files of two builds differ.
        let properties =
            WriterProperties::builder().set_compression(Compression::SNAPPY).set_created_by("Bailiwick".to_owned());
        let to = SerializedFileWriter::new(to, Arc::new(schema.map_err(unwritten)?), Arc::new(properties.build()));
        Ok(Writer { columns, to: to.map_err(unwritten)?, rows: Vec::new() })
    }

    pub(super) fn row(&mut self, values: Vec<Value>) -> Result<(), Fault> {
        self.rows.push(values);
        if self.rows.len() * self.columns.len() >= GROUP { self.group() } else { Ok(()) }
    }

    fn group(&mut self) -> Result<(), Fault> {
        let mut group = self.to.next_row_group().map_err(unwritten)?;
        for (at, column) in self.columns.iter().enumerate() {
            let Some(mut to) = group.next_column().map_err(unwritten)? else { break };
            let values = self.rows.iter().filter_map(|row| row.get(at));
            write(&mut to, column, values)?;
            to.close().map_err(unwritten)?;
        }
        group.close().map_err(unwritten)?;
        self.rows.clear();
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<(), Fault> {
        if !self.rows.is_empty() {
            self.group()?;
        }
        self.to.close().map(drop).map_err(unwritten)
    }
}

/// A column as the file declares it.
fn declared(column: &Column) -> Result<Type, ParquetError> {
    let physical = match column.holds {
        Holds::Text | Holds::Bytes => Physical::BYTE_ARRAY,
        Holds::Int => Physical::INT64,
        Holds::Real => Physical::DOUBLE,
        Holds::Bool => Physical::BOOLEAN,
        Holds::Uuid => Physical::FIXED_LEN_BYTE_ARRAY,
    };
    let repetition = if column.is_nullable { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    let plain = Type::primitive_type_builder(&column.name, physical).with_repetition(repetition);
    match column.holds {
        Holds::Text => plain.with_converted_type(ConvertedType::UTF8),
        Holds::Uuid => plain.with_length(16).with_logical_type(Some(LogicalType::Uuid)),
        Holds::Int if cell::is_instant(column) => plain.with_converted_type(ConvertedType::TIMESTAMP_MILLIS),
        _ => plain,
    }
    .build()
}

fn write<'v>(
    to: &mut SerializedColumnWriter<'_>,
    column: &Column,
    values: impl Iterator<Item = &'v Value>,
) -> Result<(), Fault> {
    match column.holds {
        Holds::Text => all::<ByteArrayType>(to, column, values, |value| match value {
            Value::Text(text) => Some(ByteArray::from(text.as_str())),
            Value::Word(word) => Some(ByteArray::from(*word)),
            _ => None,
        }),
        Holds::Bytes => all::<ByteArrayType>(to, column, values, |value| match value {
            Value::Bytes(bytes) => Some(ByteArray::from(bytes.as_slice())),
            _ => None,
        }),
        Holds::Int => all::<Int64Type>(to, column, values, |value| match value {
            Value::Int(number) => Some(*number),
            _ => None,
        }),
        Holds::Real => all::<DoubleType>(to, column, values, |value| match value {
            Value::Real(number) => Some(*number),
            _ => None,
        }),
        Holds::Bool => all::<BoolType>(to, column, values, |value| match value {
            Value::Bool(is) => Some(*is),
            _ => None,
        }),
        Holds::Uuid => all::<FixedLenByteArrayType>(to, column, values, |value| match value {
            Value::Uuid(id) => Some(FixedLenByteArray::from(id.as_bytes().to_vec())),
            _ => None,
        }),
    }
}

/// The values of a column that are there, and which are.
fn all<'v, T: DataType>(
    to: &mut SerializedColumnWriter<'_>,
    column: &Column,
    values: impl Iterator<Item = &'v Value>,
    of: impl Fn(&Value) -> Option<T::T>,
) -> Result<(), Fault> {
    let (mut there, mut levels) = (Vec::new(), Vec::new());
    for value in values {
        let is_there = !matches!(value, Value::Null);
        levels.push(i16::from(is_there));
        if is_there || !column.is_nullable {
            let wrong = || Fault::Differs(format!("{} holds what it does not say: {value:?}", column.name));
            there.push(of(value).ok_or_else(wrong)?);
        }
    }
    let levels = column.is_nullable.then_some(levels.as_slice());
    to.typed::<T>().write_batch(&there, levels, None).map(drop).map_err(unwritten)
}

/// Hands every row on.
pub(super) fn each(
    from: impl ChunkReader + 'static,
    columns: &[Column],
    row: &mut dyn FnMut(Vec<Value>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let from = SerializedFileReader::new(from).map_err(unread)?;
    for read in from.get_row_iter(None).map_err(unread)? {
        let fields = read.map_err(unread)?.into_columns();
        let is_known = fields.iter().map(|(name, _)| name).eq(columns.iter().map(|column| &column.name));
        if !is_known {
            return Err(Fault::Damaged("its columns are others than the contents say".to_owned()));
        }
        let of = |(column, (_, field)): (&Column, (String, Field))| {
            of_field(column.holds, field).ok_or_else(|| Fault::Damaged(format!("a value that is no {}", column.name)))
        };
        row(columns.iter().zip(fields).map(of).collect::<Result<_, _>>()?)?;
    }
    Ok(())
}

fn of_field(holds: Holds, field: Field) -> Option<Value> {
    Some(match (holds, field) {
        (_, Field::Null) => Value::Null,
        (Holds::Text, Field::Str(text)) => Value::Text(text),
        (Holds::Int, Field::Long(number) | Field::TimestampMillis(number)) => Value::Int(number),
        (Holds::Real, Field::Double(number)) => Value::Real(number),
        (Holds::Bool, Field::Bool(is)) => Value::Bool(is),
        (Holds::Bytes, Field::Bytes(bytes)) => Value::Bytes(bytes.data().to_vec()),
        (Holds::Uuid, Field::Bytes(bytes)) => Value::Uuid(Uuid::from_slice(bytes.data()).ok()?),
        _ => return None,
    })
}

fn unwritten(error: ParquetError) -> Fault {
    Fault::Io(std::io::Error::other(error))
}

fn unread(error: ParquetError) -> Fault {
    Fault::Damaged(error.to_string())
}

//! Rows in every table there is, made from the catalogue: what is tested of all tables can forget none. And all rows of a
//! database as they stand, to compare two.

use db::{Column, Db, Holds, Table, Tx, Value};
use std::collections::BTreeMap;

/// Rows that each table gets.
const ROWS: i64 = 5;
/// Tables that the schema's steps fill.
const BY_STEPS: [&str; 2] = ["schema_migrations", "organisation_version"];
/// Words that steps of the schema look for.
const WORDS: [(&str, &str, [&str; 3]); 2] =
    [("leads", "status", ["new", "working", "converted"]), ("opportunities", "outcome", ["open", "won", "lost"])];

/// Puts rows into every table.
pub fn fill(tx: &mut Tx<'_>) -> Result<(), db::Error> {
    let tables = tx.tables()?;
    for table in tables.iter().filter(|t| !BY_STEPS.contains(&t.name.as_str())) {
        let names: Vec<String> = table.columns.iter().map(|c| format!("\"{}\"", c.name)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let rows: Vec<Value> =
            (0..ROWS).flat_map(|row| table.columns.iter().map(move |column| value(table, column, row))).collect();
        tx.insert(&table.name, &names, &rows)?;
    }
    Ok(())
}

/// Empties every table but the ledger of steps, and puts rows into all of them.
pub fn fill_afresh(db: &Db) {
    db.write(|tx| {
        let tables = tx.tables()?;
        tx.empty(&tables.into_iter().filter(|t| t.name != "schema_migrations").collect::<Vec<_>>())?;
        tx.run("insert into organisation_version (one, version) values (1, 7)", &[])?;
        fill(tx)
    })
    .unwrap();
}

fn value(table: &Table, column: &Column, row: i64) -> Value {
    let reference = table.references.iter().find(|r| r.column == column.name);
    if column.is_nullable && row % 3 == 1 {
        return Value::Null;
    }
    if let Some((_, _, words)) = WORDS.iter().find(|(t, c, _)| (*t, *c) == (&table.name, &column.name)) {
        return words[usize::try_from(row % 3).unwrap()].into();
    }
    let (table, column_name) = reference.map_or((&table.name, &column.name), |r| (&r.table, &r.to));
    let seed = format!("{table}.{column_name} {row}");
    match column.holds {
        Holds::Text => format!("{seed} — “Å 中文”\n\\t").into(),
        Holds::Int => Value::Int((row + 1) * 1_000_003),
        Holds::Real => Value::Real(0.1 + row as f64),
        Holds::Bool => Value::Bool(row % 2 == 0),
        Holds::Bytes => Value::Bytes(seed.into_bytes()),
        Holds::Uuid => Value::Uuid(domain::kernel::id::derived(&[seed.as_bytes()])),
    }
}

/// Every row of every table, sorted; the search index, which each engine keeps in its own way, left out.
pub fn everything(db: &Db) -> BTreeMap<String, Vec<String>> {
    let tables = db.read(|tx| tx.tables()).unwrap();
    of_tables(db, &tables)
}

/// The rows of these tables, of the columns that these have.
pub fn of_tables(db: &Db, tables: &[Table]) -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::new();
    for table in tables.iter().filter(|table| !table.name.starts_with("search_")) {
        let mut rows = Vec::new();
        db.read(|tx| {
            tx.each_row(table, |row| {
                rows.push(format!("{row:?}"));
                Ok(())
            })
        })
        .unwrap();
        rows.sort();
        all.insert(table.name.clone(), rows);
    }
    all
}

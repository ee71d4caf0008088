//! Statements of a company's own fields, and of the columns that hold them.

use crate::sql::Sql;
use crate::{Ctx, Result};
use db::{Row, Tx, Value};
use domain::Refusal;
use domain::custom_fields::{Custom, CustomField, FieldKind, FieldValue, is_key, plain, scaled};
use domain::kernel::{Currency, Money};
use domain::policy::Noun;
use uuid::Uuid;

/// The ending of the column that an amount's currency stands in.
const CURRENCY: &str = "_currency";
/// Records that one statement asks for.
const PART: usize = 500;

type Read<T> = std::result::Result<T, db::Error>;

const ALL: &str = "select id, noun, key, label, help, kind, choices, target, decimals, is_required, is_sensitive,
 place, is_retired, version from custom_fields order by noun, place, id";
const CHANGE: &str = "update custom_fields set label = $2, help = $3, choices = $4, is_required = $5,
 is_sensitive = $6, place = $7, is_retired = $8, updated_at = $9, version = $10 where id = $1 and version + 1 = $10";
const COLUMNS: [&str; 15] = [
    "id",
    "noun",
    "key",
    "label",
    "help",
    "kind",
    "choices",
    "target",
    "decimals",
    "is_required",
    "is_sensitive",
    "place",
    "is_retired",
    "updated_at",
    "version",
];

/// The table that holds records of the kind.
pub(super) fn table(noun: Noun) -> Result<&'static str> {
    match noun {
        Noun::Account => Ok("accounts"),
        Noun::Contact => Ok("contacts"),
        Noun::Lead => Ok("leads"),
        Noun::Opportunity => Ok("opportunities"),
        Noun::Product => Ok("products"),
        Noun::Activity => Ok("activities"),
        _ => Err(Refusal::new("refusal-field-noun").at("noun").into()),
    }
}

/// None of a kind that this release does not know.
fn read(row: &Row<'_>) -> Read<Option<CustomField>> {
    let (id, noun) = (row.id()?, Noun::from_key(&row.next::<String>()?));
    let (key, label, help) = (row.next()?, row.next()?, row.next()?);
    let kind = FieldKind::from_key(&row.next::<String>()?);
    let Some((noun, kind)) = noun.zip(kind) else { return Ok(None) };
    Ok(Some(CustomField {
        id,
        noun,
        key,
        label,
        help,
        kind,
        choices: serde_json::from_str(&row.next::<String>()?).unwrap_or_default(),
        target: row.next::<Option<String>>()?.and_then(|noun| Noun::from_key(&noun)),
        decimals: u8::try_from(row.next::<i64>()?).unwrap_or(0),
        is_required: row.next()?,
        is_sensitive: row.next()?,
        place: row.next()?,
        is_retired: row.next()?,
        version: row.next()?,
    }))
}

pub(super) fn all(tx: &mut Tx<'_>) -> Result<Vec<CustomField>> {
    Ok(tx.all(ALL, &[], read)?.into_iter().flatten().collect())
}

pub(super) fn insert(ctx: &Ctx, tx: &mut Tx<'_>, field: &CustomField) -> Result<()> {
    let values = [
        Value::id(field.id),
        field.noun.key().into(),
        field.key.as_str().into(),
        field.label.as_str().into(),
        field.help.clone().into(),
        field.kind.key().into(),
        serde_json::to_string(&field.choices)?.into(),
        field.target.map(|noun| noun.key().to_owned()).into(),
        i64::from(field.decimals).into(),
        field.is_required.into(),
        field.is_sensitive.into(),
        field.place.into(),
        field.is_retired.into(),
        ctx.now.0.into(),
        field.version.into(),
    ];
    Ok(tx.insert("custom_fields", &COLUMNS, &values)?)
}

pub(super) fn change(ctx: &Ctx, tx: &mut Tx<'_>, field: &CustomField) -> Result<bool> {
    let values = [
        Value::id(field.id),
        field.label.as_str().into(),
        field.help.clone().into(),
        serde_json::to_string(&field.choices)?.into(),
        field.is_required.into(),
        field.is_sensitive.into(),
        field.place.into(),
        field.is_retired.into(),
        ctx.now.0.into(),
        field.version.into(),
    ];
    Ok(tx.run(CHANGE, &values)? > 0)
}

/// The columns of a field with their types: an amount has its currency beside it.
fn columns(field: &CustomField) -> Vec<(String, &'static str)> {
    let key = field.key.clone();
    let ty = match field.kind {
        FieldKind::Text | FieldKind::Link | FieldKind::Choice | FieldKind::MultiChoice | FieldKind::Date => "text",
        FieldKind::Number => "bigint",
        FieldKind::Money => return vec![(key, "bigint"), (currency_column(field), "text")],
        FieldKind::Person | FieldKind::Record => "uuid",
        FieldKind::YesNo => "boolean",
    };
    vec![(key, ty)]
}

/// The column of an amount's currency.
pub(super) fn currency_column(field: &CustomField) -> String {
    format!("{}{CURRENCY}", field.key)
}

/// The name of the record that a column names, as an expression.
pub(super) fn label_of(table: &str, column: &str) -> String {
    format!("(select named.name from {table} named where named.id = {column})")
}

/// Names of the columns of fields, in the order of [`values`].
pub(super) fn names<'f>(fields: impl Iterator<Item = &'f CustomField>) -> Vec<String> {
    fields.flat_map(columns).map(|(name, _)| name).collect()
}

/// What the columns of a field hold.
pub(super) fn values(field: &CustomField, value: Option<&FieldValue>) -> Vec<Value> {
    let text = || if let Some(FieldValue::Text(text)) = value { Some(text.as_str()) } else { None };
    let one = match field.kind {
        FieldKind::Text | FieldKind::Link | FieldKind::Choice | FieldKind::Date => text().map(str::to_owned).into(),
        FieldKind::MultiChoice => match value {
            Some(FieldValue::Words(all)) => format!("|{}|", all.join("|")).into(),
            _ => Value::Null,
        },
        FieldKind::Number => match value {
            Some(FieldValue::Whole(number)) => Value::Int(*number),
            _ => text().and_then(|number| scaled(number, field.decimals)).into(),
        },
        FieldKind::Money => {
            let amount = if let Some(FieldValue::Money(amount)) = value { Some(amount) } else { None };
            return vec![amount.map(|m| m.minor).into(), Value::opt_text(amount.map(|m| m.currency))];
        }
        FieldKind::Person | FieldKind::Record => Value::opt_id(text().and_then(|id| id.parse::<Uuid>().ok())),
        FieldKind::YesNo => match value {
            Some(FieldValue::YesNo(yes)) => (*yes).into(),
            _ => Value::Null,
        },
    };
    vec![one]
}

/// The value that the columns of a field hold, which come next.
fn value(row: &Row<'_>, field: &CustomField) -> Read<Option<FieldValue>> {
    Ok(match field.kind {
        FieldKind::Text | FieldKind::Link | FieldKind::Choice | FieldKind::Date => {
            row.next::<Option<String>>()?.map(FieldValue::Text)
        }
        FieldKind::MultiChoice => {
            let words = |all: String| all.split('|').filter(|word| !word.is_empty()).map(str::to_owned).collect();
            row.next::<Option<String>>()?.map(|all| FieldValue::Words(words(all)))
        }
        FieldKind::Number if field.decimals == 0 => row.next::<Option<i64>>()?.map(FieldValue::Whole),
        FieldKind::Number => row.next::<Option<i64>>()?.map(|n| FieldValue::Text(plain(n, field.decimals))),
        FieldKind::Money => {
            let (minor, code) = (row.next::<Option<i64>>()?, row.next::<Option<String>>()?);
            let currency = code.as_deref().and_then(Currency::new);
            minor.zip(currency).map(|(minor, currency)| FieldValue::Money(Money::new(minor, currency)))
        }
        FieldKind::Person | FieldKind::Record => row.next::<Option<Uuid>>()?.map(|id| FieldValue::Text(id.to_string())),
        FieldKind::YesNo => row.next::<Option<bool>>()?.map(FieldValue::YesNo),
    })
}

/// The values of records, by id. The caller has shown that they may be seen.
pub(super) fn held(tx: &mut Tx<'_>, noun: Noun, fields: &[&CustomField], ids: &[Uuid]) -> Result<Vec<(Uuid, Custom)>> {
    let (table, columns) = (table(noun)?, names(fields.iter().copied()).join(", "));
    let mut all = Vec::with_capacity(ids.len());
    for part in ids.chunks(PART) {
        let mut sql = Sql::new(&format!("select id, {columns} from {table} where id in "));
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id)));
        all.extend(tx.all(sql.text(), sql.args(), |row| {
            let (id, mut custom) = (row.next()?, Custom::default());
            for field in fields {
                custom.set(&field.key, value(row, field)?);
            }
            Ok((id, custom))
        })?);
    }
    Ok(all)
}

/// Writes values of a record whose version this transaction moves.
pub(super) fn save(
    tx: &mut Tx<'_>,
    noun: Noun,
    id: Uuid,
    changed: &[(&CustomField, Option<&FieldValue>)],
) -> Result<()> {
    let mut sql = Sql::new(&format!("update {} set ", table(noun)?));
    let columns =
        changed.iter().flat_map(|(field, value)| names(std::iter::once(*field)).into_iter().zip(values(field, *value)));
    for (at, (column, value)) in columns.enumerate() {
        sql.push(if at > 0 { ", " } else { "" }).push(&column).push(" = ").bind(value);
    }
    sql.push(" where id = ").bind(id);
    tx.run(sql.text(), sql.args())?;
    Ok(())
}

/// Which records name which of the ids in a field.
pub(super) fn naming(tx: &mut Tx<'_>, field: &CustomField, ids: &[Uuid]) -> Result<Vec<(Uuid, Uuid)>> {
    let (table, key, mut all) = (table(field.noun)?, &field.key, Vec::new());
    for part in ids.chunks(PART) {
        let mut sql = Sql::new(&format!("select id, {key} from {table} where {key} in "));
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id))).push(" order by id");
        all.extend(tx.all(sql.text(), sql.args(), |row| Ok((row.next()?, row.next()?)))?);
    }
    Ok(all)
}

/// Empties a field of records, which are another version then.
pub(super) fn empty(tx: &mut Tx<'_>, field: &CustomField, records: &[Uuid]) -> Result<()> {
    for part in records.chunks(PART) {
        let set = format!("update {} set {} = null, version = version + 1 where id in ", table(field.noun)?, field.key);
        let mut sql = Sql::new(&set);
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id)));
        tx.run(sql.text(), sql.args())?;
    }
    Ok(())
}

/// Fills an empty field of a record, which is another version then; answers whether it did.
pub(super) fn fill(tx: &mut Tx<'_>, field: &CustomField, record: Uuid, named: Uuid) -> Result<bool> {
    let (table, key) = (table(field.noun)?, &field.key);
    let fill = format!("update {table} set {key} = $1, version = version + 1 where id = $2 and {key} is null");
    Ok(tx.run(&fill, &[named.into(), record.into()])? > 0)
}

/// Makes the columns of a field, and the index that finds and orders by it. The key was checked: letters, digits and
/// underscores, and nothing else.
pub(super) fn add_columns(tx: &mut Tx<'_>, field: &CustomField) -> Result<()> {
    let table = table(field.noun)?;
    for (column, ty) in columns(field) {
        tx.run(&format!("alter table {table} add column {column} {ty}"), &[])?;
    }
    index(tx, table, &field.key)
}

fn index(tx: &mut Tx<'_>, table: &str, key: &str) -> Result<()> {
    tx.run(&format!("create index if not exists {table}_{key} on {table} ({key}, id)"), &[])?;
    Ok(())
}

/// Makes the columns that a table had elsewhere and lacks here, where they are those of such fields. Names and types come
/// from a file, so they are looked at.
pub(super) fn put_back(
    tx: &mut Tx<'_>,
    table: &str,
    columns: &[(String, String)],
    has: &dyn Fn(&str) -> bool,
) -> Result<()> {
    const TYPES: [&str; 4] = ["text", "bigint", "boolean", "uuid"];
    let lacks = |(name, ty): &&(String, String)| {
        is_key(name.trim_end_matches(CURRENCY)) && TYPES.contains(&ty.as_str()) && !has(name)
    };
    for (name, ty) in columns.iter().filter(lacks) {
        tx.run(&format!("alter table {table} add column {name} {ty}"), &[])?;
    }
    Ok(())
}

/// Makes the index of every field that is defined and has none.
pub(super) fn put_back_indexes(tx: &mut Tx<'_>) -> Result<()> {
    for field in all(tx)? {
        index(tx, table(field.noun)?, &field.key)?;
    }
    Ok(())
}

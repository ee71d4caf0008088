//! Lists of what stands in memory: people and positions of the organisation. The same question, the same
//! answer, evaluated on cells.

use super::cursor::{Key, hex};
use super::kind::{Field, Holds, Type};
use super::page::{Asked, Page, turn, view};
use super::sql::Place;
use super::{COUNT_CAP, Cell, Counted, Kind, ListQuery, ListRow, ListView, compile};
use crate::{Ctx, Result};
use domain::Refusal;
use domain::kernel::Money;
use domain::kernel::filter::{Filter, Op, Operand, Test};
use std::cmp::Ordering;
use uuid::Uuid;

/// A record with a cell for every field of its kind, in the kind's order.
#[derive(Clone, Debug)]
pub struct Row {
    /// Which.
    pub id: Uuid,
    /// One cell for every field.
    pub cells: Vec<Cell>,
}

impl Row {
    fn cell(&self, kind: &Kind, field: &Field) -> &Cell {
        let place = kind.fields.iter().position(|f| f.key == field.key);
        place.and_then(|i| self.cells.get(i)).unwrap_or(&Cell::Empty)
    }
}

pub(super) fn list(ctx: &Ctx, kind: &Kind, query: &ListQuery, asked: &Asked, all: Vec<Row>) -> Result<ListView> {
    let mut kept = narrowed(ctx, kind, query, asked, all)?;
    kept.sort_by(|(a, _), (b, _)| place_order(a, b, asked.descending));
    let found = i64::try_from(kept.len()).unwrap_or(i64::MAX);
    let backward = asked.cursor.as_ref().is_some_and(|c| c.backward);
    if backward {
        kept.reverse();
    }
    if let Some(cursor) = &asked.cursor {
        let at = (cursor.id, cursor.key.clone());
        let side = if backward { Ordering::Less } else { Ordering::Greater };
        kept.retain(|(place, _)| place_order(place, &at, asked.descending) == side);
    }
    kept.truncate(if query.limit == 0 { 0 } else { query.limit + 1 });
    let mut places: Vec<Place> = kept.iter().map(|(place, _)| place.clone()).collect();
    let (next, previous) = turn(&mut places, asked, query.limit);
    let mut rows: Vec<ListRow> = kept.into_iter().take(query.limit).map(|(_, row)| shown(kind, asked, &row)).collect();
    if backward {
        rows.reverse();
    }
    let count = Counted { n: found.min(COUNT_CAP), more_than: found > COUNT_CAP };
    let total = Some(found).filter(|_| query.exact || query.limit == 0);
    Ok(view(kind, query, asked, Page { rows, next, previous, count, total }))
}

fn shown(kind: &Kind, asked: &Asked, row: &Row) -> ListRow {
    ListRow { id: row.id, cells: asked.columns.iter().map(|field| row.cell(kind, field).clone()).collect() }
}

fn narrowed(ctx: &Ctx, kind: &Kind, query: &ListQuery, asked: &Asked, all: Vec<Row>) -> Result<Vec<(Place, Row)>> {
    let words: Vec<String> = query.search.iter().flat_map(|s| s.split_whitespace()).map(text::fold).collect();
    let mut kept = Vec::new();
    if let Some(filter) = &asked.filter {
        check(ctx, kind, filter)?;
    }
    for row in all {
        let has = |cell: &Cell, word: &str| matches!(cell, Cell::Text(t) if text::fold(t).contains(word));
        let found = words.iter().all(|word| row.cells.iter().any(|cell| has(cell, word)));
        if found && asked.filter.as_ref().map_or(Ok(true), |f| holds(ctx, kind, f, &row))? {
            kept.push(((row.id, sort_key(row.cell(kind, asked.sort_field), asked.sort.holds)), row));
        }
    }
    Ok(kept)
}

/// Missing values last in either direction, then by id.
fn place_order(a: &Place, b: &Place, descending: bool) -> Ordering {
    let missing = (a.1 == Key::Missing).cmp(&(b.1 == Key::Missing));
    let within = a.1.partial_cmp(&b.1).unwrap_or(Ordering::Equal).then(a.0.cmp(&b.0));
    missing.then(if descending { within.reverse() } else { within })
}

fn sort_key(cell: &Cell, holds: Holds) -> Key {
    match cell {
        Cell::Empty => Key::Missing,
        Cell::Number(n) => Key::Int(*n),
        Cell::Money(money) => Key::Int(money.minor),
        Cell::Instant(at) => Key::Int(at.0),
        Cell::Bool(yes) => Key::Int(i64::from(*yes)),
        cell if holds == Holds::Bytes => Key::Text(hex(&text::sort_key(&cell.plain()))),
        cell => Key::Text(cell.plain()),
    }
}

/// Refuses unknown fields even where no row is left to test.
fn check(ctx: &Ctx, kind: &Kind, filter: &Filter) -> Result<()> {
    for test in filter.tests().into_iter().filter(|t| t.field != "id") {
        let field = kind.field(ctx, &test.field).ok_or_else(|| compile::unknown_field(ctx, kind, test))?;
        let at = |code: &str| Refusal::new(code).at("filter").with("field", field.key).with("at", test.at);
        for operand in &test.operands {
            if matches!(field.ty, Type::Number) && operand.text.parse::<i64>().is_err() {
                return Err(at("refusal-filter-not-a-number").with("value", &operand.text).into());
            }
            if matches!(field.ty, Type::Day) && operand.day(ctx.today).is_none() {
                return Err(at("refusal-filter-not-a-day").with("value", &operand.text).into());
            }
        }
        if test.op == Op::Under {
            return Err(at("refusal-filter-operator-unfit").with("operator", test.op.word()).into());
        }
    }
    Ok(())
}

fn holds(ctx: &Ctx, kind: &Kind, filter: &Filter, row: &Row) -> Result<bool> {
    Ok(match filter {
        Filter::And(parts) => {
            for part in parts {
                if !holds(ctx, kind, part, row)? {
                    return Ok(false);
                }
            }
            true
        }
        Filter::Or(parts) => {
            for part in parts {
                if holds(ctx, kind, part, row)? {
                    return Ok(true);
                }
            }
            false
        }
        Filter::Not(one) => !holds(ctx, kind, one, row)?,
        Filter::Test(test) => test_holds(ctx, kind, test, row)?,
    })
}

fn test_holds(ctx: &Ctx, kind: &Kind, test: &Test, row: &Row) -> Result<bool> {
    if test.field == "id" {
        return Ok(test.operands.iter().any(|o| o.text.parse() == Ok(row.id)));
    }
    let field = kind.field(ctx, &test.field).ok_or_else(|| compile::unknown_field(ctx, kind, test))?;
    let cell = row.cell(kind, field);
    let any = |op: Op| test.operands.iter().any(|operand| compares(ctx, field, cell, op, operand));
    Ok(match test.op {
        Op::Empty => *cell == Cell::Empty,
        Op::NotEmpty => *cell != Cell::Empty,
        Op::NotEqual | Op::NotIn => !any(Op::Equal),
        Op::In => any(Op::Equal),
        op => any(op),
    })
}

fn compares(ctx: &Ctx, field: &Field, cell: &Cell, op: Op, operand: &Operand) -> bool {
    let ordered = |order: Option<Ordering>| match (op, order) {
        (_, None) => false,
        (Op::Equal, Some(o)) => o == Ordering::Equal,
        (Op::Less, Some(o)) => o == Ordering::Less,
        (Op::AtMost, Some(o)) => o != Ordering::Greater,
        (Op::Greater, Some(o)) => o == Ordering::Greater,
        (Op::AtLeast, Some(o)) => o != Ordering::Less,
        _ => false,
    };
    match cell {
        // Rows in memory have no fields of a company's own.
        Cell::Empty | Cell::Hidden | Cell::Decimal(_) | Cell::Word(_) | Cell::Words(_) => false,
        Cell::Number(n) => ordered(operand.text.parse::<i64>().ok().map(|value| n.cmp(&value))),
        Cell::Money(money) => {
            ordered(Money::parse(&operand.text, money.currency).map(|value| money.minor.cmp(&value.minor)))
        }
        Cell::Day(day) => ordered(operand.day(ctx.today).map(|value| day.cmp(&value))),
        Cell::Instant(at) => ordered(operand.day(ctx.today).map(|value| ctx.company.day_of(*at).cmp(&value))),
        Cell::Bool(yes) => {
            op == Op::Equal && *yes == matches!(operand.text.to_ascii_lowercase().as_str(), "true" | "yes")
        }
        Cell::Text(text) | Cell::Choice(text) => match op {
            Op::Equal | Op::Contains | Op::StartsWith => compile::named(Uuid::nil(), &[text], op, operand),
            _ => ordered(Some(text::sort_key(text).cmp(&text::sort_key(&operand.text)))),
        },
        Cell::Record(label) => {
            if operand.is("me") && matches!(field.ty, Type::Owner) {
                return ctx.positions.iter().any(|p| p.0 == label.id);
            }
            let names: Vec<&String> = [Some(&label.label), label.detail.as_ref()].into_iter().flatten().collect();
            matches!(op, Op::Equal | Op::Contains | Op::StartsWith) && compile::named(label.id, &names, op, operand)
        }
    }
}

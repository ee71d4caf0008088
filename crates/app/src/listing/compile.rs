//! Makes a filter part of a statement. Every test is one condition on the record's own row, other tables
//! only by semi-join, so that a condition never multiplies rows.
//!
//! `!=`, `not in` and `not` are true where there is no value: whoever is not known to be Won is not Won.
//!
//! A record that another names is found only where the reader may see it: what is hidden cannot be asked for.

use super::Kind;
use super::kind::{Field, Type};
use super::owners::Owners;
use crate::sql::Sql;
use crate::{Ctx, Result, Scope};
use db::{Tx, Value};
use domain::Refusal;
use domain::custom_fields::{CustomField, FieldChoice, FieldKind, scaled};
use domain::kernel::filter::{Filter, Op, Operand, Test};
use domain::kernel::{Currency, Money};
use domain::policy::{Action, Noun};
use uuid::Uuid;

/// What is needed to give values their meaning.
pub(super) struct Compiler<'a, 't, 'c> {
    pub ctx: &'a Ctx,
    pub tx: &'t mut Tx<'c>,
    pub kind: &'a Kind,
    pub alias: &'static str,
    pub owners: &'a Owners<'a>,
    /// Whose sight bounds the records that others name.
    pub sight: Sighted,
}

/// For whom a filter is compiled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sighted {
    /// For a reader: only by what they may see.
    Reader,
    /// For the product itself, which keeps segments up: by everything.
    Everyone,
}

/// A test of one field, and where it stands.
struct At<'a> {
    field: &'a Field,
    test: &'a Test,
}

impl Compiler<'_, '_, '_> {
    /// Adds the filter's condition, in brackets where it has parts.
    pub(super) fn filter(&mut self, filter: &Filter, sql: &mut Sql) -> Result<()> {
        let (parts, word) = match filter {
            Filter::And(parts) => (parts, " and "),
            Filter::Or(parts) => (parts, " or "),
            Filter::Not(one) => {
                sql.push("not coalesce(");
                self.filter(one, sql)?;
                sql.push(", false)");
                return Ok(());
            }
            Filter::Test(test) => return self.test(test, sql),
        };
        for (i, part) in parts.iter().enumerate() {
            sql.push(if i > 0 { word } else { "(" });
            self.filter(part, sql)?;
        }
        sql.push(")");
        Ok(())
    }

    fn test(&mut self, test: &Test, sql: &mut Sql) -> Result<()> {
        if test.field == "id" {
            return self.id(test, sql);
        }
        let field = self.kind.field(self.ctx, &test.field).ok_or_else(|| unknown_field(self.ctx, self.kind, test))?;
        let at = At { field, test };
        match test.op {
            Op::Empty => sql.push(field.column).push(" is null"),
            Op::NotEmpty => sql.push(field.column).push(" is not null"),
            Op::NotEqual | Op::NotIn => {
                sql.push("not coalesce(");
                self.any(&at, Op::Equal, sql)?;
                sql.push(", false)")
            }
            Op::In => return self.any(&at, Op::Equal, sql),
            op => return self.any(&at, op, sql),
        };
        Ok(())
    }

    /// The comparison holds for one of the operands.
    fn any(&mut self, at: &At<'_>, op: Op, sql: &mut Sql) -> Result<()> {
        for (i, operand) in at.test.operands.iter().enumerate() {
            sql.push(if i > 0 { " or " } else { "(" });
            self.compare(at, op, operand, sql)?;
        }
        sql.push(")");
        Ok(())
    }

    fn compare(&mut self, at: &At<'_>, op: Op, operand: &Operand, sql: &mut Sql) -> Result<()> {
        let field = at.field;
        match field.ty {
            Type::Text => text(&format!("lower({})", field.column), op, &operand.text.to_ascii_lowercase(), sql),
            Type::Name { folded, key } => name(field.column, folded, key, op, &operand.text, sql),
            Type::Number => {
                let number =
                    operand.text.parse::<i64>().map_err(|_| at.value("refusal-filter-not-a-number", operand))?;
                order(field.column, op, Value::Int(number), sql)
            }
            Type::Decimal(decimals) => {
                let number = scaled(operand.text.trim(), decimals);
                let number = number.ok_or_else(|| at.value("refusal-filter-not-a-number", operand))?;
                order(field.column, op, Value::Int(number), sql)
            }
            Type::Money { minor, currency } => return self.money(at, (minor, currency), op, operand, sql),
            Type::Day if op == Op::StartsWith => text(field.column, op, &operand.text, sql),
            Type::Day => order(field.column, op, Value::text(self.day(at, operand)?), sql),
            Type::Instant => return self.instant(at, op, operand, sql),
            Type::Bool => {
                let yes = match operand.text.to_ascii_lowercase().as_str() {
                    "true" | "yes" => true,
                    "false" | "no" => false,
                    _ => return Err(at.value("refusal-filter-not-yes-or-no", operand)),
                };
                op == Op::Equal && order(field.column, op, yes.into(), sql)
            }
            Type::Choice(keys) => {
                let word = operand.text.trim().to_lowercase().replace([' ', '-'], "_");
                if !keys.contains(&word.as_str()) {
                    let refusal = at.refusal("refusal-filter-choice-unknown").with("value", &operand.text);
                    return Err(refusal.with("known", keys.join(", ")).into());
                }
                op == Op::Equal && order(field.column, op, word.into(), sql)
            }
            Type::Words(own) => return words(at, own, op, operand, sql),
            Type::Person => {
                let people = self.ctx.history.rows().people.values();
                let found = people.filter(|p| {
                    named(p.id.0, &std::iter::once(&p.name).chain(&p.email).collect::<Vec<_>>(), op, operand)
                });
                sql.push(field.column).push(" in ").bind_list(found.map(|person| Value::id(person.id)));
                matches!(op, Op::Equal | Op::Contains | Op::StartsWith)
            }
            Type::Record { noun, table, .. } => self.record((noun, table), field.column, op, operand, sql),
            Type::Lookup { table, key, .. } => {
                let all = super::sql::lookup(self.tx, table, key)?;
                let found = all.into_iter().filter(|(id, key, name)| named(*id, &[key, name], op, operand));
                sql.push(field.column).push(" in ").bind_list(found.map(|(id, ..)| Value::Uuid(id)));
                matches!(op, Op::Equal | Op::Contains | Op::StartsWith)
            }
            Type::Owner => return self.owner(at, op, operand, sql),
        }
        .then_some(())
        .ok_or_else(|| at.refusal("refusal-filter-operator-unfit").with("operator", op.word()).into())
    }

    fn id(&mut self, test: &Test, sql: &mut Sql) -> Result<()> {
        let wrong = || Refusal::new("refusal-filter-not-an-id").at("filter").with("at", test.at);
        let ids: Option<Vec<Uuid>> = test.operands.iter().map(|o| o.text.parse().ok()).collect();
        let ids = ids.filter(|_| matches!(test.op, Op::Equal | Op::In)).ok_or_else(wrong)?;
        sql.push(&format!("{}.id in ", self.alias)).bind_list(ids.into_iter().map(Value::Uuid));
        Ok(())
    }

    fn day(&self, at: &At<'_>, operand: &Operand) -> Result<domain::Day> {
        operand.day(self.ctx.today).ok_or_else(|| at.value("refusal-filter-not-a-day", operand))
    }

    /// `1000` is of the company's currency; `"1000 EUR"` finds amounts stated in euro.
    fn money(
        &self,
        at: &At<'_>,
        (minor, currency): (&str, &str),
        op: Op,
        operand: &Operand,
        sql: &mut Sql,
    ) -> Result<()> {
        let wrong = || at.value("refusal-filter-not-an-amount", operand);
        // An amount of a field of the company's own is kept in its own currency alone.
        let code = self.ctx.company.currency;
        let stated = operand.text.trim().split_once(' ').or(at.field.own.map(|_| (operand.text.trim(), code.code())));
        let fits = match stated {
            None => {
                let amount = Money::parse(&operand.text, self.ctx.company.currency).ok_or_else(wrong)?;
                order(at.field.column, op, Value::Int(amount.minor), sql)
            }
            Some((amount, code)) => {
                let code = Currency::new(code).ok_or_else(wrong)?;
                let amount = Money::parse(amount, code).ok_or_else(wrong)?;
                sql.push(&format!("({currency} = ")).bind(code.code()).push(" and ");
                let fits = order(minor, op, Value::Int(amount.minor), sql);
                sql.push(")");
                fits
            }
        };
        fits.then_some(()).ok_or_else(|| at.refusal("refusal-filter-operator-unfit").with("operator", op.word()).into())
    }

    /// An instant is compared with a whole day of the company's time zone.
    fn instant(&self, at: &At<'_>, op: Op, operand: &Operand, sql: &mut Sql) -> Result<()> {
        let day = self.day(at, operand)?;
        let start = |day| Value::Int(self.ctx.company.start_of(day).0);
        let (first, next) = (start(day), start(day.next()));
        let column = at.field.column;
        match op {
            Op::Equal => {
                sql.push(&format!("({column} >= ")).bind(first).push(&format!(" and {column} < ")).bind(next).push(")")
            }
            Op::Less => sql.push(&format!("{column} < ")).bind(first),
            Op::AtLeast => sql.push(&format!("{column} >= ")).bind(first),
            Op::AtMost => sql.push(&format!("{column} < ")).bind(next),
            Op::Greater => sql.push(&format!("{column} >= ")).bind(next),
            _ => return Err(at.refusal("refusal-filter-operator-unfit").with("operator", op.word()).into()),
        };
        Ok(())
    }

    /// Another record by its id, its external id or its name.
    fn record(&self, (noun, table): (Noun, &str), column: &str, op: Op, operand: &Operand, sql: &mut Sql) -> bool {
        let scope = match self.sight {
            Sighted::Reader => self.ctx.may(Action::See, noun).map(Some),
            Sighted::Everyone => Ok(None),
        };
        let id = operand.text.parse::<Uuid>().ok().filter(|_| op == Op::Equal);
        if let (Some(id), true) = (id, scope.as_ref().is_ok_and(|s| s.as_ref().is_none_or(Scope::is_all))) {
            return order(column, op, Value::Uuid(id), sql);
        }
        sql.push(&format!("{column} in (select n.id from {table} n where ("));
        let fits = match id {
            Some(id) => order("n.id", op, Value::Uuid(id), sql),
            None => {
                let by_name = matches!(op, Op::Equal | Op::Contains | Op::StartsWith);
                let fits = by_name && text(folded_of(table), op, &text::fold(&operand.text), sql);
                if op == Op::Equal {
                    sql.push(" or n.external_id = ").bind(operand.text.as_str());
                }
                fits
            }
        };
        sql.push(")");
        match scope {
            Ok(Some(scope)) => scope.restrict(sql, noun, "n"),
            Ok(None) => {}
            Err(_) => drop(sql.push(" and 1 = 0")),
        }
        sql.push(")");
        fits
    }

    fn owner(&self, at: &At<'_>, op: Op, operand: &Operand, sql: &mut Sql) -> Result<()> {
        let (op, operand) = match op {
            Op::Equal if operand.is("team") => (Op::Under, Operand { text: "me".into(), quoted: false }),
            op => (op, operand.clone()),
        };
        let column = at.field.column;
        let found = self.owners.find(self.ctx, if op == Op::Under { Op::Equal } else { op }, &operand);
        match op {
            Op::Equal | Op::Contains | Op::StartsWith => {
                if found.len() > super::owners::MOST {
                    return Err(at.value("refusal-filter-owner-too-many", &operand));
                }
                sql.push(column).push(" in ").bind_list(found.into_iter().map(Value::id));
            }
            Op::Under => {
                sql.push(column).push(" in (");
                super::sql::below(self.ctx, &found, sql);
                sql.push(")");
            }
            _ => return Err(at.refusal("refusal-filter-operator-unfit").with("operator", op.word()).into()),
        }
        Ok(())
    }
}

impl At<'_> {
    fn refusal(&self, code: &str) -> Refusal {
        Refusal::new(code).at("filter").with("field", self.field.key).with("at", self.test.at)
    }
    fn value(&self, code: &str, operand: &Operand) -> crate::Error {
        self.refusal(code).with("value", &operand.text).into()
    }
}

/// A field that the kind does not have, or that this user may not know of.
pub(super) fn unknown_field(ctx: &Ctx, kind: &Kind, test: &Test) -> Refusal {
    let known: Vec<&str> = kind.known(ctx).map(|f| f.key).collect();
    let refusal = Refusal::new("refusal-filter-field-unknown").at("filter").with("field", &test.field);
    refusal.with("at", test.at).with("known", known.join(", "))
}

/// Names of a table without case: opportunities keep no folded name, for nobody looks them up by it in numbers.
fn folded_of(table: &str) -> &'static str {
    if table == "opportunities" { "lower(n.name)" } else { "n.folded" }
}

/// Words of a field of the company's own, by key or label, those it retired among them. Several stand as `|one|two|`.
fn words(at: &At<'_>, own: &CustomField, op: Op, operand: &Operand, sql: &mut Sql) -> Result<()> {
    if !matches!(op, Op::Equal | Op::Contains) {
        return Err(at.refusal("refusal-filter-operator-unfit").with("operator", op.word()).into());
    }
    let wanted = text::fold(operand.text.trim());
    let is_it = |choice: &&FieldChoice| choice.key == operand.text.trim() || text::fold(&choice.label) == wanted;
    let Some(found) = own.choices.iter().find(is_it) else {
        let known: Vec<&str> = own.choices.iter().filter(|c| !c.is_retired).map(|c| c.label.as_str()).collect();
        let refusal = at.refusal("refusal-filter-choice-unknown").with("value", &operand.text);
        return Err(refusal.with("known", known.join(", ")).into());
    };
    match own.kind {
        FieldKind::MultiChoice => {
            let pattern = format!("%|{}|%", escaped(&found.key));
            sql.push(&format!("{} like ", at.field.column)).bind(pattern).push(r" escape '\'");
        }
        _ => drop(sql.push(&format!("{} = ", at.field.column)).bind(found.key.as_str())),
    }
    Ok(())
}

/// `column op value`, where the operator orders or equals.
fn order(column: &str, op: Op, value: Value, sql: &mut Sql) -> bool {
    let fits = matches!(op, Op::Equal | Op::Less | Op::AtMost | Op::Greater | Op::AtLeast);
    sql.push(&format!("{column} {} ", if fits { op.word() } else { "=" })).bind(value);
    fits
}

/// A text without case against one made so.
fn text(column: &str, op: Op, value: &str, sql: &mut Sql) -> bool {
    let pattern = match op {
        Op::Contains => format!("%{}%", escaped(value)),
        Op::StartsWith => format!("{}%", escaped(value)),
        _ => return order(column, op, value.into(), sql),
    };
    sql.push(&format!("{column} like ")).bind(pattern).push(r" escape '\'");
    true
}

fn name(column: &str, folded: Option<&str>, key: &str, op: Op, value: &str, sql: &mut Sql) -> bool {
    match (op, folded) {
        (Op::Equal | Op::Contains | Op::StartsWith, Some(folded)) => text(folded, op, &text::fold(value), sql),
        (Op::Equal | Op::Contains | Op::StartsWith, None) => {
            text(&format!("lower({column})"), op, &value.to_ascii_lowercase(), sql)
        }
        _ => order(key, op, Value::Bytes(text::sort_key(value)), sql),
    }
}

/// Whether one of the names is what the operand says; or the id.
pub(super) fn named(id: Uuid, names: &[&String], op: Op, operand: &Operand) -> bool {
    let wanted = text::fold(&operand.text);
    let fits = |name: &&String| {
        let name = text::fold(name);
        match op {
            Op::Contains => name.contains(&wanted),
            Op::StartsWith => name.starts_with(&wanted),
            _ => name == wanted || name.replace('_', " ") == wanted,
        }
    };
    names.iter().any(fits) || (op == Op::Equal && operand.text.parse() == Ok(id))
}

/// A text with the signs of `like` made plain.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

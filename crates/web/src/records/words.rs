//! Filters in words: what a test asks of its field, and a whole condition as one sentence.

use super::shape::Shape;
use super::{fields, shown};
use app::listing::{self, Type};
use app::{Ctx, Tx};
use domain::kernel::filter::{Filter, Op, Test};
use text::{Lang, t, tr};
use uuid::Uuid;

/// A whole filter in words: `Country: Norway and (Tier: key or Employees: at least 500)`.
pub(crate) fn filtered(ctx: &Ctx, tx: &mut Tx<'_>, lang: Lang, shape: &Shape, filter: &Filter) -> app::Result<String> {
    Ok(match filter {
        Filter::Test(test) => format!(
            "{}: {}",
            fields::name_of(ctx, lang, shape.noun(), &test.field),
            tested(ctx, tx, lang, shape, test)?
        ),
        Filter::Not(one) => {
            let inner = filtered(ctx, tx, lang, shape, one)?;
            tr(lang, "condition-not", &[("test", inner.into())])
        }
        Filter::And(all) | Filter::Or(all) => {
            let is_or = matches!(filter, Filter::Or(_));
            let mut parts = Vec::with_capacity(all.len());
            for part in all {
                let said = filtered(ctx, tx, lang, shape, part)?;
                let is_compound = matches!(part, Filter::And(_) | Filter::Or(_));
                parts.push(if is_compound { format!("({said})") } else { said });
            }
            let key = if is_or { "condition-or" } else { "condition-and" };
            let joined = |one: String, other: String| tr(lang, key, &[("one", one.into()), ("other", other.into())]);
            parts.into_iter().reduce(joined).unwrap_or_default()
        }
    })
}

/// What a test asks of its field, in words.
pub(crate) fn tested(ctx: &Ctx, tx: &mut Tx<'_>, lang: Lang, shape: &Shape, test: &Test) -> app::Result<String> {
    let mut values = Vec::new();
    for operand in &test.operands {
        values.push(match operand.text.as_str() {
            "me" if !operand.quoted && test.op == Op::Equal => t(lang, "list-filter-mine").into_owned(),
            "team" | "me" if !operand.quoted => t(lang, "list-filter-team").into_owned(),
            "true" => t(lang, "word-yes").into_owned(),
            "false" => t(lang, "word-no").into_owned(),
            text => named(ctx, tx, lang, shape, &test.field, text)?,
        });
    }
    let value = values.join(", ");
    let key = match test.op {
        Op::Equal | Op::In | Op::Under => return Ok(value),
        Op::NotEqual | Op::NotIn => "list-filter-is-not",
        Op::Contains | Op::StartsWith => "list-filter-contains",
        Op::Less => "list-filter-before",
        Op::Greater => "list-filter-after",
        Op::AtMost => "list-filter-at-most",
        Op::AtLeast => "list-filter-at-least",
        Op::Empty => return Ok(t(lang, "list-filter-empty").into_owned()),
        Op::NotEmpty => return Ok(t(lang, "records-filter-not-empty").into_owned()),
    };
    Ok(format!("{} {value}", t(lang, key)))
}

/// A value of a filter: the name of the record it names, where the reader may see that; a word of a list.
fn named(ctx: &Ctx, tx: &mut Tx<'_>, lang: Lang, shape: &Shape, field: &str, text: &str) -> app::Result<String> {
    match shape.kind.field(ctx, field).map(|f| f.ty) {
        Some(Type::Words(own)) => {
            let found = own.choices.iter().find(|choice| choice.key == text);
            Ok(found.map_or_else(|| text.to_owned(), |choice| choice.label.clone()))
        }
        Some(Type::Choice(_)) => Ok(shown::choice(lang, shown::prefix(shape.kind.key, field), text)),
        Some(Type::Record { table, .. }) => {
            let noun = listing::kinds::find(table).map(|kind| kind.noun);
            let (Some(noun), Ok(id)) = (noun, text.parse::<Uuid>()) else { return Ok(text.to_owned()) };
            let seen = app::records::seen(ctx, tx, noun, &[id])?;
            let label = app::records::labels(tx, noun, &seen)?.pop();
            Ok(label.map_or_else(|| text.to_owned(), |label| label.label))
        }
        _ => Ok(text.to_owned()),
    }
}

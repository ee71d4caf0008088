//! Beginning from templates: what they would make of the organisation, and making it.
//!
//! A template may be segmented: by geography, size of customer, vertical and product line. What its units cover then
//! names segments, which are defined here: a geography is a country, region or city; a size is a tier or a number of
//! employees; a vertical is an industry. Accounts say nothing of product lines, so those divide units but no accounts.

use super::chart::{ChartQuery, ChartView, preview};
use super::commands::{self, Edited};
use crate::segments::{commands as segments, coverage};
use crate::{Ctx, Error, Result};
use db::Tx;
use domain::Refusal;
use domain::kernel::filter::{Filter, Op, Operand};
use domain::kernel::id::{SegmentId, UnitId};
use domain::organisation::templates::{self, Built, Company, Dimension, Segmentation, Template};
use domain::organisation::{Edit, History, State};
use domain::policy::{Action, Noun};
use serde::Serialize;
use std::collections::HashMap;
use text::Lang;

/// The most copies of a structure that one beginning makes.
const MOST_COPIES: usize = 400;
/// Tiers, as accounts name them.
const TIERS: [&str; 4] = ["key", "enterprise", "mid", "small"];

/// What to begin with.
#[derive(Clone, Debug, Default)]
pub struct Beginning {
    /// Keys of templates; they combine.
    pub templates: Vec<String>,
    /// What the structure is copied for.
    pub segmentation: Segmentation,
}

/// A segment that a beginning needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NeededSegment {
    /// Its name.
    pub name: String,
    /// Its condition.
    pub predicate: String,
}

/// What a beginning would make.
#[derive(Clone, Debug)]
pub struct Outlook {
    /// The chart as it would be.
    pub chart: ChartView,
    /// New units.
    pub units: usize,
    /// New positions.
    pub positions: usize,
    /// Segments that would be there, new or not.
    pub segments: Vec<NeededSegment>,
}

/// Shows what would be, and writes nothing.
///
/// # Errors
/// As [`begin`].
pub fn look(ctx: &Ctx, beginning: &Beginning, lang: Lang) -> Result<Outlook> {
    ctx.may(Action::Edit, Noun::Organisation)?;
    let built = built(ctx, beginning, root(ctx)?)?;
    let segments = needed(&built)?.into_iter().map(|(segment, _)| segment).collect();
    let mut state = State::new(ctx.history.rows());
    for edit in &built.edits {
        state.decide(edit, ctx.today)?;
    }
    let mut rows = ctx.history.rows().clone();
    state.close(ctx.now, &mut || ctx.id()).apply(&mut rows);
    let organisation = History::new(rows).on(ctx.today, None);
    let first = built.edits.iter().find_map(|edit| match edit {
        Edit::AddPosition { position } => Some(position.id.to_string()),
        _ => None,
    });
    let chart = preview(ctx, &organisation, &ChartQuery { lang, search: first, ..ChartQuery::default() })?;
    let count = |is: fn(&Edit) -> bool| built.edits.iter().filter(|edit| is(edit)).count();
    let units = count(|edit| matches!(edit, Edit::AddUnit { .. }));
    Ok(Outlook { chart, units, positions: count(|edit| matches!(edit, Edit::AddPosition { .. })), segments })
}

/// Builds the templates in the company from today on, as one set that can be undone; the segments they name stay.
///
/// # Errors
/// `refusal-template-unknown`, `refusal-template-none`, `refusal-size-unknown`, `refusal-too-many-copies`.
pub fn begin(ctx: &Ctx, tx: &mut Tx<'_>, beginning: &Beginning) -> Result<Edited> {
    ctx.may(Action::Edit, Noun::Organisation)?;
    let edits = edits(ctx, tx, beginning, root(ctx)?)?;
    let edits: Vec<_> = edits.into_iter().map(|edit| (edit, ctx.today)).collect();
    commands::edit(ctx, tx, &edits)
}

/// The edits of a beginning below the company's unit; the segments they name are defined, where there are none so
/// called.
pub(crate) fn edits(ctx: &Ctx, tx: &mut Tx<'_>, beginning: &Beginning, root: UnitId) -> Result<Vec<Edit>> {
    let mut built = built(ctx, beginning, root)?;
    let mut ids: HashMap<SegmentId, Option<SegmentId>> = built.segments.iter().map(|s| (s.id, None)).collect();
    for (segment, for_these) in needed(&built)? {
        let id = match coverage::find_segment(tx, ctx.today, &segment.name) {
            Ok(known) => known,
            Err(Error::NotFound) => segments::define(ctx, tx, &segment.name, &segment.predicate, ctx.today)?,
            Err(error) => return Err(error),
        };
        ids.extend(for_these.into_iter().map(|built| (built, Some(id))));
    }
    for edit in &mut built.edits {
        if let Edit::AddCoverage { coverage } = edit {
            coverage.segment = coverage.segment.and_then(|id| ids.get(&id).copied().flatten());
        }
    }
    Ok(built.edits)
}

fn root(ctx: &Ctx) -> Result<UnitId> {
    ctx.organisation.company().ok_or(Error::NotFound)
}

/// The structure, named in the company's language.
fn built(ctx: &Ctx, beginning: &Beginning, root: UnitId) -> Result<Built> {
    let known = |key: &String| {
        let unknown = || Refusal::new("refusal-template-unknown").at("templates").with("template", key);
        Template::from_key(key).ok_or_else(unknown)
    };
    let chosen = beginning.templates.iter().map(known).collect::<std::result::Result<Vec<_>, _>>()?;
    if chosen.is_empty() {
        return Err(Refusal::new("refusal-template-none").at("templates").into());
    }
    let dimensions = [Dimension::Geography, Dimension::Size, Dimension::Vertical, Dimension::ProductLine];
    let names = dimensions.map(|dimension| beginning.segmentation.names(dimension).len().max(1));
    let copies = names.into_iter().fold(1_usize, usize::saturating_mul);
    if copies > MOST_COPIES {
        let many = Refusal::new("refusal-too-many-copies").at("geographies");
        return Err(many.with("count", copies).with("most", MOST_COPIES).into());
    }
    let lang = Lang::parse(&ctx.company.language).unwrap_or_default();
    let namer = |key: &str| text::t(lang, key).into_owned();
    let company = Company::Existing(root);
    Ok(templates::build(&chosen, &beginning.segmentation, &company, &namer, &mut || ctx.id()))
}

/// Each segment once, with the ids by which the structure names it.
fn needed(built: &Built) -> Result<Vec<(NeededSegment, Vec<SegmentId>)>> {
    let mut found: Vec<(NeededSegment, Vec<SegmentId>)> = Vec::new();
    for segment in &built.segments {
        let parts: Vec<&(Dimension, String)> =
            segment.all_of.iter().filter(|(dimension, _)| *dimension != Dimension::ProductLine).collect();
        let conditions = parts.iter().map(|(d, name)| condition(*d, name)).collect::<Result<Vec<_>>>()?;
        let Some(condition) = conditions.into_iter().reduce(Filter::and) else { continue };
        let names: Vec<&str> = parts.iter().map(|(_, name)| name.as_str()).collect();
        let needed = NeededSegment { name: names.join(" · "), predicate: condition.to_string() };
        match found.iter_mut().find(|(other, _)| other.name == needed.name) {
            Some((_, ids)) => ids.push(segment.id),
            None => found.push((needed, vec![segment.id])),
        }
    }
    Ok(found)
}

/// The accounts that a name of a dimension means.
fn condition(dimension: Dimension, name: &str) -> Result<Filter> {
    let is = |field: &str, value: &str| Filter::test(field, Op::Equal, vec![Operand::quoted(value)]);
    Ok(match dimension {
        Dimension::Geography => Filter::Or(["country", "region", "city"].map(|field| is(field, name)).to_vec()),
        Dimension::Size => size(name)?,
        Dimension::Vertical | Dimension::ProductLine => is("industry", name),
    })
}

/// A tier by its key or its word in any language, or a number of employees: `500+`, `<50`, `50-499`.
fn size(name: &str) -> Result<Filter> {
    let folded = text::fold(name.trim());
    let called = |tier: &str| {
        let words = Lang::ALL.map(|lang| text::fold(&text::t(lang, &format!("tier-{tier}"))));
        folded == tier || words.contains(&folded)
    };
    if let Some(tier) = TIERS.into_iter().find(|tier| called(tier)) {
        return Ok(Filter::test("tier", Op::Equal, vec![Operand { text: tier.to_owned(), quoted: false }]));
    }
    let employees =
        |op: Op, number: u64| Filter::test("employees", op, vec![Operand { text: number.to_string(), quoted: false }]);
    let number = |text: &str| text.trim().parse::<u64>().ok();
    let text = folded.replace('–', "-");
    let range = || text.split_once('-').and_then(|(least, most)| number(least).zip(number(most)));
    if let Some(least) = text.strip_suffix('+').and_then(number) {
        return Ok(employees(Op::AtLeast, least));
    }
    if let Some(most) = text.strip_prefix('<').and_then(number) {
        return Ok(employees(Op::Less, most));
    }
    match range() {
        Some((least, most)) => Ok(employees(Op::AtLeast, least).and(employees(Op::AtMost, most))),
        None => Err(Refusal::new("refusal-size-unknown").at("sizes").with("value", name).into()),
    }
}

/// The names in a field: one a line, or with commas or semicolons between; each once.
pub fn names(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in text.split(['\n', ',', ';', '，', '；', '、']).map(str::trim).filter(|name| !name.is_empty()) {
        if !names.iter().any(|known| text::fold(known) == text::fold(name)) {
            names.push(name.to_owned());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_a_tier_in_any_language_or_a_number_of_employees() {
        let said = |name: &str| size(name).map(|filter| filter.to_string()).ok();
        assert_eq!(said("Enterprise").as_deref(), Some("tier = enterprise"));
        assert_eq!(said(&text::t(Lang::Nb, "tier-small")).as_deref(), Some("tier = small"));
        assert_eq!(said("500+").as_deref(), Some("employees >= 500"));
        assert_eq!(said("< 50").as_deref(), Some("employees < 50"));
        assert_eq!(said("50–499").as_deref(), Some("employees >= 50 and employees <= 499"));
        assert_eq!(said("huge"), None);
    }

    #[test]
    fn names_stand_once_however_they_are_parted() {
        assert_eq!(names("Norway, Sweden\n norway ;;Denmark、芬兰"), ["Norway", "Sweden", "Denmark", "芬兰"]);
    }
}

//! One page of a list: what is asked is checked, narrowed to what may be seen, then read by keyset.

use super::compile::{Compiler, Sighted};
use super::cursor::Cursor;
use super::kind::{Field, Sort, Source, Within};
use super::owners::Owners;
use super::sql::{self, Place, Table};
use super::{COUNT_CAP, Column, Counted, Kind, ListQuery, ListView, memory};
use crate::sql::Sql;
use crate::{Ctx, Result};
use db::Tx;
use domain::Refusal;
use domain::kernel::filter::Filter;
use domain::policy::Action;
use uuid::Uuid;

/// A question, checked.
pub(super) struct Asked {
    pub filter: Option<Filter>,
    pub columns: Vec<&'static Field>,
    /// The order as written: `-amount`.
    pub order: String,
    pub sort_field: &'static Field,
    pub sort: Sort,
    pub descending: bool,
    pub cursor: Option<Cursor>,
}

impl Asked {
    pub(super) fn read(ctx: &Ctx, kind: &Kind, query: &ListQuery) -> Result<Asked> {
        let filter = query.filter.as_deref().map(Filter::parse).transpose()?.flatten();
        let columns = columns(ctx, kind, &query.fields)?;
        let order = query.sort.clone().unwrap_or_else(|| kind.sort.to_owned());
        let (descending, key) = order.strip_prefix('-').map_or((false, order.as_str()), |key| (true, key));
        let wrong =
            || Refusal::new("refusal-sort-unknown").at("sort").with("field", key).with("known", sortable(ctx, kind));
        let sort_field = kind.field(ctx, key).ok_or_else(wrong)?;
        let sort = sort_field.sort.ok_or_else(wrong)?;
        let cursor = query.cursor.as_deref().map(|text| Cursor::read(text, &order)).transpose()?;
        let asks = |within: &Within| filter.as_ref().is_some_and(|f| f.tests().iter().any(|t| t.field == within.field));
        let sort = Sort { within: sort.within.filter(|within| !asks(within)), ..sort };
        Ok(Asked { filter, columns, sort_field, sort, descending, cursor, order })
    }
}

fn columns(ctx: &Ctx, kind: &Kind, chosen: &[String]) -> Result<Vec<&'static Field>> {
    let known = || kind.known(ctx);
    if chosen.iter().any(|c| c == "*") {
        return Ok(known().collect());
    }
    if chosen.is_empty() {
        return Ok(kind.columns.iter().filter_map(|key| kind.field(ctx, key)).collect());
    }
    let mut columns: Vec<&'static Field> = Vec::with_capacity(chosen.len());
    for key in chosen.iter().filter(|key| *key != "id") {
        let field = kind.field(ctx, key).ok_or_else(|| {
            let all = known().map(|f| f.key).collect::<Vec<_>>().join(", ");
            Refusal::new("refusal-field-unknown").at("fields").with("field", key).with("known", all)
        })?;
        if !columns.iter().any(|c| c.key == field.key) {
            columns.push(field);
        }
    }
    Ok(columns)
}

fn sortable(ctx: &Ctx, kind: &Kind) -> String {
    let fields = kind.known(ctx).filter(|f| f.sort.is_some());
    fields.map(|f| f.key).collect::<Vec<_>>().join(", ")
}

/// `from … where …`: the records of the kind that the user may see and the question leaves, for sums over
/// them. Columns are named by the kind's alias.
///
/// # Errors
/// As [`list`].
pub fn narrowed(ctx: &Ctx, tx: &mut Tx<'_>, kind: &Kind, query: &ListQuery) -> Result<Sql> {
    let filter = query.filter.as_deref().map(Filter::parse).transpose()?.flatten();
    Ok(narrow(ctx, tx, kind, Action::See, filter.as_ref(), query.search.as_deref())?.walked)
}

/// `from … where …` of a question, with the scope in it, in the two forms that databases read best.
struct Narrow {
    /// For counting: rows in any order.
    gathered: Sql,
    /// For the first rows of an order.
    walked: Sql,
}

fn narrow(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    kind: &Kind,
    action: Action,
    filter: Option<&Filter>,
    search: Option<&str>,
) -> Result<Narrow> {
    let scope = ctx.may(action, kind.noun)?;
    let table = Table::of(kind)?;
    let mut sql = Sql::new(&format!(" from {} {} where 1 = 1", table.name, table.alias));
    if let Some(filter) = filter {
        let owners = Owners::new(ctx);
        sql.push(" and ");
        let sight = Sighted::Reader;
        Compiler { ctx, tx, kind, alias: table.alias, owners: &owners, sight }.filter(filter, &mut sql)?;
    }
    if let Some(words) = search {
        crate::search::restrict(tx, kind.noun, words, &format!("{}.id", table.alias), &mut sql)?;
    }
    let is_plain = search.is_none() && filter.is_none_or(|f| f.tests().iter().all(|t| t.field == "outcome"));
    let mut walked = sql.clone();
    scope.restrict_walking(&mut walked, kind.noun, table.alias, is_plain);
    scope.restrict_gathering(&mut sql, kind.noun, table.alias);
    Ok(Narrow { gathered: sql, walked })
}

/// `select id …`: the records that a filter leaves, whoever may see them. For keeping segments up, never for
/// showing.
pub(crate) fn fitting(ctx: &Ctx, tx: &mut Tx<'_>, kind: &Kind, filter: &str, among: Option<&[Uuid]>) -> Result<Sql> {
    let table = Table::of(kind)?;
    let mut sql = sql::ids_of(&table);
    if let Some(filter) = Filter::parse(filter)? {
        let owners = Owners::new(ctx);
        sql.push(" and ");
        let sight = Sighted::Everyone;
        Compiler { ctx, tx, kind, alias: table.alias, owners: &owners, sight }.filter(&filter, &mut sql)?;
    }
    if let Some(ids) = among {
        sql.push(&format!(" and {}.id in ", table.alias)).bind_list(ids.iter().map(|&id| db::Value::Uuid(id)));
    }
    Ok(sql)
}

/// A page of a list.
///
/// # Errors
/// [`crate::Error::Forbidden`] for a kind the user may not see at all; refusals at `filter`, `sort`, `fields`, `cursor`.
pub fn list(ctx: &Ctx, tx: &mut Tx<'_>, kind: &Kind, query: &ListQuery) -> Result<ListView> {
    read(ctx, tx, kind, query, true)
}

/// A page of a list, without saying how many there are.
///
/// # Errors
/// As [`list`].
pub(crate) fn uncounted(ctx: &Ctx, tx: &mut Tx<'_>, kind: &Kind, query: &ListQuery) -> Result<ListView> {
    read(ctx, tx, kind, query, false)
}

/// A page of a list; exports do not count.
pub(super) fn read(ctx: &Ctx, tx: &mut Tx<'_>, kind: &Kind, query: &ListQuery, counting: bool) -> Result<ListView> {
    let asked = Asked::read(ctx, kind, query)?;
    if let Source::Memory(all) = kind.source {
        ctx.may(Action::See, kind.noun)?;
        return memory::list(ctx, kind, query, &asked, all(ctx)?);
    }
    let table = Table::of(kind)?;
    let narrow = narrow(ctx, tx, kind, Action::See, asked.filter.as_ref(), query.search.as_deref())?;
    let counted = if counting { sql::count(tx, &narrow.gathered, Some(COUNT_CAP + 1))? } else { 0 };
    let exact = query.exact || query.limit == 0;
    let total = match counted {
        _ if !exact => None,
        n if n <= COUNT_CAP => Some(n),
        _ => Some(sql::count(tx, &narrow.gathered, None)?),
    };
    let order = (asked.sort, asked.descending);
    let mut places = match query.limit {
        0 => Vec::new(),
        n => sql::places(tx, table.alias, &narrow.walked, order, asked.cursor.as_ref(), n + 1)?,
    };
    let (next, previous) = turn(&mut places, &asked, query.limit);
    let ids: Vec<Uuid> = places.iter().map(|(id, _)| *id).collect();
    let owners = Owners::new(ctx);
    let rows = if ids.is_empty() { Vec::new() } else { sql::rows(ctx, tx, table, &asked.columns, &ids, &owners)? };
    let count = Counted { n: counted.min(COUNT_CAP), more_than: counted > COUNT_CAP };
    Ok(view(kind, query, &asked, Page { rows, next, previous, count, total }))
}

/// What was read of a page.
pub(super) struct Page {
    pub rows: Vec<super::ListRow>,
    pub next: Option<String>,
    pub previous: Option<String>,
    pub count: Counted,
    pub total: Option<i64>,
}

pub(super) fn view(kind: &Kind, query: &ListQuery, asked: &Asked, page: Page) -> ListView {
    let column = |f: &&'static Field| Column { key: f.key, ty: f.ty.key(), sortable: f.sort.is_some() };
    ListView {
        kind: kind.key,
        columns: asked.columns.iter().map(column).collect(),
        rows: page.rows,
        next_cursor: page.next,
        previous_cursor: page.previous,
        count: page.count,
        total: page.total,
        sort: asked.order.clone(),
        filter: asked.filter.as_ref().map(ToString::to_string),
        search: query.search.clone(),
    }
}

/// Puts the places of a page in reading order, cuts the one too many, and says where the pages beside it begin.
pub(super) fn turn(places: &mut Vec<Place>, asked: &Asked, limit: usize) -> (Option<String>, Option<String>) {
    let backward = asked.cursor.as_ref().is_some_and(|c| c.backward);
    let more = places.len() > limit;
    places.truncate(limit);
    if backward {
        places.reverse();
    }
    let (has_next, has_previous) = if backward { (true, more) } else { (more, asked.cursor.is_some()) };
    let cursor = |place: Option<&Place>, backward: bool| {
        place.map(|(id, key)| Cursor { sort: asked.order.clone(), key: key.clone(), id: *id, backward }.write())
    };
    let next = cursor(places.last().filter(|_| has_next), false);
    (next, cursor(places.first().filter(|_| has_previous), true))
}

/// How many records the question leaves, exactly.
///
/// # Errors
/// As [`list`].
pub fn count(ctx: &Ctx, tx: &mut Tx<'_>, kind: &Kind, query: &ListQuery) -> Result<i64> {
    let query = ListQuery { limit: 0, exact: true, cursor: None, ..query.clone() };
    Ok(list(ctx, tx, kind, &query)?.total.unwrap_or(0))
}

/// The ids of records that the question leaves and the user may treat so, at most so many, in order of id.
///
/// # Errors
/// As [`list`].
pub fn ids(ctx: &Ctx, tx: &mut Tx<'_>, kind: &Kind, action: Action, query: &ListQuery, most: i64) -> Result<Vec<Uuid>> {
    let asked = Asked::read(ctx, kind, query)?;
    let narrow = narrow(ctx, tx, kind, action, asked.filter.as_ref(), query.search.as_deref())?;
    sql::ids(tx, Table::of(kind)?, &narrow.gathered, most)
}

/// The named records that the user may see, in the order of the ids, with the fields asked for.
///
/// # Errors
/// As [`list`].
pub fn named(ctx: &Ctx, tx: &mut Tx<'_>, kind: &Kind, fields: &[&str], ids: &[Uuid]) -> Result<ListView> {
    let query = ListQuery { fields: fields.iter().map(|f| (*f).to_owned()).collect(), ..ListQuery::default() };
    let asked = Asked::read(ctx, kind, &query)?;
    let seen: std::collections::HashSet<Uuid> = crate::records::seen(ctx, tx, kind.noun, ids)?.into_iter().collect();
    let ids: Vec<Uuid> = ids.iter().copied().filter(|id| seen.contains(id)).collect();
    let owners = Owners::new(ctx);
    let table = Table::of(kind)?;
    let rows = if ids.is_empty() { Vec::new() } else { sql::rows(ctx, tx, table, &asked.columns, &ids, &owners)? };
    let count = Counted { n: i64::try_from(rows.len()).unwrap_or(i64::MAX), more_than: false };
    Ok(view(kind, &query, &asked, Page { rows, next: None, previous: None, count, total: None }))
}

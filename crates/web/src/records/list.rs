//! The list page of every kind: bar, table, paging and files, from the kind's fields and the address.

use super::address::Address;
use super::fields;
use super::shape::{BoxFuture, Shape};
use super::{shown, words};
use crate::errors::Answer;
use crate::extract::SignedIn;
use crate::ui::field::{self, Field};
use crate::ui::icon::Icon;
use crate::ui::layout::{self, Action as Act, PageFrame};
use crate::ui::table::{self, Bulk, Chip, Choice, Column, Empty, List, Order, Row, View};
use crate::{options, views};
use app::listing::{self, Format, ListQuery, ListView, Type};
use app::{Ctx, Tx};
use axum::http::header;
use axum::response::{IntoResponse, Redirect};
use domain::kernel::filter::Filter;
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use text::{Lang, t, tr};

/// The list page.
pub(crate) fn page(shape: &'static Shape, signed: SignedIn, pairs: Vec<(String, String)>) -> BoxFuture {
    Box::pin(list(shape, signed, pairs, &[]))
}

/// A list page that offers further files of what it shows: the text of each, and its address.
pub(crate) fn page_with_files(
    shape: &'static Shape,
    signed: SignedIn,
    pairs: Vec<(String, String)>,
    files: &'static [(&'static str, &'static str)],
) -> BoxFuture {
    Box::pin(list(shape, signed, pairs, files))
}

async fn list(
    shape: &'static Shape,
    signed: SignedIn,
    pairs: Vec<(String, String)>,
    files: &'static [(&'static str, &'static str)],
) -> Answer {
    let address = Address::read(shape.kind, &pairs)?;
    if address.is_loose {
        return Ok(Redirect::to(&address.href(shape.paths.list)).into_response());
    }
    signed
        .page(move |ctx, tx, frame| {
            head(ctx, frame, shape);
            let view = listing::list(ctx, tx, shape.kind, &address.query)?;
            let mut list = whole(ctx, tx, frame, shape, &address, &view)?;
            let href = |path: &str| address.with(path, &address.query.first_page());
            list.exports.extend(files.iter().map(|(text, path)| (t(frame.lang, text).into_owned(), href(path))));
            Ok(layout::content(false, table::list(frame.lang, &frame.csrf, &list)))
        })
        .await
}

/// Title and the one action.
pub(crate) fn head(ctx: &Ctx, frame: &mut PageFrame, shape: &Shape) {
    let lang = frame.lang;
    frame.title = t(lang, shape.title).into_owned();
    frame.events = Some(crate::live::href(ctx, shape.noun(), None));
    frame.extra = crate::matching::audit_link(lang, shape);
    if shape.noun() == Noun::Lead {
        frame.tabs = crate::outbound::tabs(ctx, lang, shape.paths.list);
    }
    frame.action = ctx.can(Action::Create, shape.noun()).then(|| Act {
        href: shape.paths.new.to_owned(),
        label: t(lang, shape.new).into_owned(),
        icon: Icon::Add,
    });
}

/// The list component of a page of records.
pub(crate) fn whole(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &PageFrame,
    shape: &Shape,
    address: &Address,
    view: &ListView,
) -> app::Result<List> {
    let lang = frame.lang;
    let list = bar(ctx, tx, frame, shape, address)?;
    let is_asked = address.query.filter.is_some() || address.query.search.is_some();
    let empty = match is_asked {
        true => Empty {
            title: t(lang, "list-empty-filtered").into_owned(),
            text: String::new(),
            action: list.clear.clone().map(|href| (href, t(lang, "list-empty-filtered-action").into_owned())),
        },
        false => Empty {
            title: t(lang, "list-empty").into_owned(),
            text: t(lang, shape.empty).into_owned(),
            action: ctx
                .can(Action::Create, shape.noun())
                .then(|| (shape.paths.new.to_owned(), t(lang, shape.new).into_owned())),
        },
    };
    let turned = |cursor: &Option<String>| {
        let query = ListQuery { cursor: cursor.clone(), ..address.query.clone() };
        cursor.is_some().then(|| address.with(shape.paths.list, &query))
    };
    let name = |key: &str| fields::name_of(ctx, lang, shape.noun(), key);
    let chosen = |key: &str| view.columns.iter().any(|column| column.key == key);
    Ok(List {
        columns: columns(ctx, lang, shape, address, view),
        rows: rows(ctx, lang, shape.paths.list, view),
        choices: shape
            .kind
            .known(ctx)
            .map(|f| Choice { key: f.key.to_owned(), label: name(f.key), shown: chosen(f.key) })
            .collect(),
        exports: vec![
            (t(lang, "list-export-csv").into_owned(), address.with(shape.paths.csv, &address.query.first_page())),
            (t(lang, "list-export-xlsx").into_owned(), address.with(shape.paths.xlsx, &address.query.first_page())),
        ],
        bulk: bulk(ctx, tx, lang, shape, address, view)?,
        summary: Some(counted(lang, view)),
        pages: (turned(&view.previous_cursor), turned(&view.next_cursor)),
        peek: true,
        empty,
        ..list
    })
}

/// What stands above a list or board: views, chips, filter.
pub(crate) fn bar(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &PageFrame,
    shape: &Shape,
    address: &Address,
) -> app::Result<List> {
    let (lang, path) = (frame.lang, shape.paths.list);
    let here = address.with(path, &address.query.first_page());
    let saved = app::views::queries::list(ctx, tx, shape.kind.key)?;
    let view = |saved: app::views::SavedView| {
        let href = if saved.query.is_empty() { path.to_owned() } else { format!("{path}?{}", saved.query) };
        let delete = saved.is_mine.then(|| (views::delete_href(shape.kind.key), saved.id.to_string()));
        View { label: saved.name, active: href == here, href, shared: saved.is_shared, delete }
    };
    let chips = chips(ctx, tx, lang, shape, address)?;
    let query = here.split_once('?').map(|(_, query)| query.to_owned()).unwrap_or_default();
    let is_asked = address.query.filter.is_some() || address.query.search.is_some();
    let plain = ListQuery { filter: None, search: None, ..address.query.first_page() };
    Ok(List {
        id: shape.kind.key.to_owned(),
        path: path.to_owned(),
        keep: address.pairs(),
        search: Some(address.query.search.clone().unwrap_or_default()),
        chips,
        filters: Some(filters(ctx, tx, lang, shape)?),
        clear: is_asked.then(|| address.with(path, &plain)),
        views: saved.into_iter().map(view).collect(),
        save_view: ctx.user.map(|_| (views::href(shape.kind.key), query)),
        ..List::default()
    })
}

/// How many there are.
fn counted(lang: Lang, view: &ListView) -> String {
    let n = view.total.unwrap_or(view.count.n);
    if view.count.more_than && view.total.is_none() {
        return format!("{}+", text::fmt::number(lang, n));
    }
    tr(lang, "list-count", &[("count", n.into())])
}

fn columns(ctx: &Ctx, lang: Lang, shape: &Shape, address: &Address, view: &ListView) -> Vec<Column> {
    let now =
        view.sort.strip_prefix('-').map_or((view.sort.as_str(), Order::Ascending), |key| (key, Order::Descending));
    let column = |column: &listing::Column| {
        let label = fields::name_of(ctx, lang, shape.noun(), column.key);
        let shown = Column { label, number: matches!(column.ty, "money" | "number"), ..Column::default() };
        if !column.sortable {
            return shown;
        }
        let order = (now.0 == column.key).then_some(now.1);
        let sort = if order == Some(Order::Ascending) { format!("-{}", column.key) } else { column.key.to_owned() };
        let query = ListQuery { sort: Some(sort), ..address.query.first_page() };
        shown.sorted(address.with(shape.paths.list, &query), order)
    };
    view.columns.iter().map(column).collect()
}

/// Rows of records, the first cell a link to the record.
pub(crate) fn rows(ctx: &Ctx, lang: Lang, path: &str, view: &ListView) -> Vec<Row> {
    let zone = &ctx.company.time_zone;
    let row = |row: &listing::ListRow| Row {
        id: row.id.to_string(),
        href: Some(format!("{path}/{}", row.id)),
        cells: view
            .columns
            .iter()
            .zip(&row.cells)
            .map(|(column, cell)| shown::cell(lang, zone, view.kind, column.key, cell))
            .collect(),
        off: view
            .columns
            .iter()
            .zip(&row.cells)
            .any(|(c, cell)| c.key == "is_active" && *cell == listing::Cell::Bool(false)),
    };
    view.rows.iter().map(row).collect()
}

fn chips(ctx: &Ctx, tx: &mut Tx<'_>, lang: Lang, shape: &Shape, address: &Address) -> app::Result<Vec<Chip>> {
    let mut chips = Vec::new();
    if let Some(search) = &address.query.search {
        let query = ListQuery { search: None, ..address.query.first_page() };
        let label = t(lang, "action-search").into_owned();
        chips.push(Chip { label, value: search.clone(), remove: Some(address.with(shape.paths.list, &query)) });
    }
    for (part, without) in address.parts(shape.paths.list) {
        let (label, value) = match &part {
            Filter::Test(test) => {
                (fields::name_of(ctx, lang, shape.noun(), &test.field), words::tested(ctx, tx, lang, shape, test)?)
            }
            other => (String::new(), other.to_string()),
        };
        chips.push(Chip { label, value, remove: Some(without) });
    }
    Ok(chips)
}

/// The inputs of the filter form.
fn filters(ctx: &Ctx, tx: &mut Tx<'_>, lang: Lang, shape: &Shape) -> app::Result<Markup> {
    let mut inputs: Vec<Field> = Vec::new();
    let any = || (String::new(), t(lang, "word-all").into_owned());
    for key in shape.filters {
        let Some(known) = shape.kind.fields.iter().find(|f| f.key == *key) else { continue };
        let (name, label) = (format!("f-{key}"), fields::name(lang, key));
        let new = |kind| Field::new(name.clone(), label.clone(), kind).scope("filter");
        match known.ty {
            Type::Choice(keys) => {
                let prefix = shown::prefix(shape.kind.key, key);
                let words = keys.iter().map(|k| ((*k).to_owned(), shown::choice(lang, prefix, k)));
                inputs.push(new(field::Kind::Choice(std::iter::once(any()).chain(words).collect())));
            }
            Type::Owner => {
                let all = (String::new(), t(lang, "list-filter-everyone").into_owned());
                let own = [("me", "list-filter-mine"), ("team", "list-filter-team")];
                let own = own.map(|(value, key)| (value.to_owned(), t(lang, key).into_owned()));
                inputs.push(new(field::Kind::Choice(std::iter::once(all).chain(own).collect())));
            }
            Type::Lookup { table: "stages", .. } => {
                let stages = app::opportunities::pipelines::all(tx)?.into_iter().flat_map(|p| p.stages);
                let mut words: Vec<(String, String)> = vec![any()];
                for stage in stages {
                    if !words.iter().any(|(key, _)| *key == stage.key) {
                        words.push((stage.key, stage.name));
                    }
                }
                inputs.push(new(field::Kind::Choice(words)));
            }
            Type::Bool => {
                let words = [("true", "word-yes"), ("false", "word-no")];
                let words = words.map(|(value, key)| (value.to_owned(), t(lang, key).into_owned()));
                inputs.push(new(field::Kind::Choice(std::iter::once(any()).chain(words).collect())));
            }
            Type::Day => {
                for (end, word) in [("from", "word-from"), ("to", "word-to")] {
                    let label = format!("{label}, {}", t(lang, word));
                    inputs.push(Field::new(format!("f-{key}-{end}"), label, field::Kind::Day).scope("filter"));
                }
            }
            _ => inputs.push(new(field::Kind::Text)),
        }
    }
    let own = ctx.fields.of(shape.noun()).filter(|own| app::custom_fields::sees(ctx, own));
    inputs.extend(own.flat_map(|own| super::own::filters(lang, own)));
    Ok(html! { @for input in &inputs { (field::field(lang, input)) } })
}

/// What can be done with several of them.
fn bulk(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    lang: Lang,
    shape: &Shape,
    address: &Address,
    view: &ListView,
) -> app::Result<Vec<Bulk>> {
    let edit = crate::bulk::act(ctx, lang, shape, &address.query, view);
    let put_on = crate::outbound::bulk(ctx, tx, lang, shape, address, view)?;
    Ok(hand_over(ctx, lang, shape).into_iter().chain(put_on).chain(edit).collect())
}

fn hand_over(ctx: &Ctx, lang: Lang, shape: &Shape) -> Option<Bulk> {
    let has_owner = shape.entry("owner").is_some();
    if !has_owner || !ctx.can(Action::Edit, shape.noun()) || !ctx.can(Action::See, Noun::Organisation) {
        return None;
    }
    let kind = field::Kind::Record { options: options::href(options::OWNERS), label: String::new() };
    let owner = Field::new("owner", fields::name(lang, "owner"), kind).scope("bulk");
    Some(Bulk {
        action: shape.paths.bulk_owner.to_owned(),
        label: t(lang, "records-hand-over").into_owned(),
        fields: Some(field::field(lang, &owner)),
    })
}

/// A file of the whole list.
pub(super) async fn file(
    shape: &'static Shape,
    format: Format,
    signed: SignedIn,
    pairs: Vec<(String, String)>,
) -> Answer {
    let address = Address::read(shape.kind, &pairs)?;
    let ending = if format == Format::Csv { "csv" } else { "xlsx" };
    let query = address.query.clone();
    let bytes = signed
        .read(move |ctx, tx| {
            let mut bytes = Vec::new();
            listing::export(ctx, tx, shape.kind, &query, format, &mut bytes)?;
            Ok(bytes)
        })
        .await?;
    let asked = address.query.to_query();
    signed.write(move |ctx, tx| app::audit::commands::took(ctx, tx, shape.noun(), &asked, ending)).await?;
    let name = format!("attachment; filename=\"{}.{ending}\"", shape.kind.key);
    Ok(([(header::CONTENT_TYPE, format.media_type().to_owned()), (header::CONTENT_DISPOSITION, name)], bytes)
        .into_response())
}

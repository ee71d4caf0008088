//! The one list. Its address is its state: sort, filter, columns and page are all in the query, so a view
//! is a link. Works without script; with it, keys move (`list-keys`) and rows open at the side.
//!
//! At phone width each row becomes a card: the first column its title, every other cell with its label.

use super::icon::{Icon, icon, small};
use maud::{Markup, html};
use text::{Lang, t};

/// How the rows are ordered by a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// One column that is shown.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// Its name.
    pub label: String,
    /// Set right, in digits of equal width.
    pub number: bool,
    /// Where a press on the name leads: the same list in the other order.
    pub sort: Option<String>,
    /// How the list is ordered by it now.
    pub order: Option<Order>,
}

impl Column {
    /// A column of text.
    pub fn text(label: impl Into<String>) -> Column {
        Column { label: label.into(), ..Column::default() }
    }
    /// A column of figures.
    pub fn number(label: impl Into<String>) -> Column {
        Column { label: label.into(), number: true, ..Column::default() }
    }
    /// The same, sortable: where its name leads and how it orders the list now.
    pub fn sorted(mut self, href: impl Into<String>, order: Option<Order>) -> Column {
        (self.sort, self.order) = (Some(href.into()), order);
        self
    }
}

/// One row. Its first cell is the record's name and, where `href` is given, a link to it.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// The record's id; also what a selection sends.
    pub id: String,
    /// The record's page.
    pub href: Option<String>,
    /// One cell for each column, in their order.
    pub cells: Vec<Markup>,
    /// Shown as no longer in force.
    pub off: bool,
}

/// A filter in force, shown as a chip.
#[derive(Clone, Debug, Default)]
pub struct Chip {
    /// What is filtered: `Owner`.
    pub label: String,
    /// By what: `me and below`.
    pub value: String,
    /// The list without it.
    pub remove: Option<String>,
}

/// A saved view.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Its name.
    pub label: String,
    /// The list so.
    pub href: String,
    /// Whether the list is so.
    pub active: bool,
    /// Whether everybody has it.
    pub shared: bool,
    /// Where its id is posted to delete it; none of others' views.
    pub delete: Option<(String, String)>,
}

/// A column that may be shown or not.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// The value sent as `column`.
    pub key: String,
    /// Its name.
    pub label: String,
    /// Whether it is shown.
    pub shown: bool,
}

/// Something to do with every selected row.
#[derive(Clone, Debug, Default)]
pub struct Bulk {
    /// Where the ids are posted, as `id`.
    pub action: String,
    /// What it is called.
    pub label: String,
    /// What else it needs to know; inputs without labels carry an `aria-label`.
    pub fields: Option<Markup>,
}

/// What stands where nothing does.
#[derive(Clone, Debug, Default)]
pub struct Empty {
    /// What belongs here.
    pub title: String,
    /// A sentence more.
    pub text: String,
    /// The one thing to do next: where and what.
    pub action: Option<(String, String)>,
}

/// A list and everything on it. Leave out what a list does not have.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// Names the list among others on the page.
    pub id: String,
    /// The list's own path, where its filter form leads.
    pub path: String,
    /// What the query holds beside filters and page, and must keep: sort, columns.
    pub keep: Vec<(String, String)>,
    /// The columns shown.
    pub columns: Vec<Column>,
    /// The rows of this page.
    pub rows: Vec<Row>,
    /// The foot: totals, one cell per column.
    pub totals: Option<Vec<Markup>>,
    /// Text to search within the list; `None` leaves the box out.
    pub search: Option<String>,
    /// Filters in force.
    pub chips: Vec<Chip>,
    /// The fields of the filter form, inputs named as the query names them.
    pub filters: Option<Markup>,
    /// The list without any filter, where one is in force.
    pub clear: Option<String>,
    /// Saved views.
    pub views: Vec<View>,
    /// Where a view is saved; it posts `name`, `shared` and the query as it is.
    pub save_view: Option<(String, String)>,
    /// Every column there is.
    pub choices: Vec<Choice>,
    /// Files of the whole list: name and address.
    pub exports: Vec<(String, String)>,
    /// What can be done with selected rows.
    pub bulk: Vec<Bulk>,
    /// How much there is: `128 open · € 8.6 M`, `1,000+`.
    pub summary: Option<String>,
    /// The page before and the page after.
    pub pages: (Option<String>, Option<String>),
    /// Whether a row can be looked into at the side.
    pub peek: bool,
    /// What to say when there are no rows.
    pub empty: Empty,
}

/// The list with its bar, table, selection and paging.
pub fn list(lang: Lang, csrf: &str, list: &List) -> Markup {
    html! {
        list-keys class="list" {
            (bar(lang, csrf, list))
            @if list.rows.is_empty() {
                div class="card" { (empty(&list.empty)) }
            } @else {
                div class="card sheet" { (sheet(lang, list)) }
                @if !list.bulk.is_empty() { (bulk(lang, csrf, list)) }
            }
            @if list.pages.0.is_some() || list.pages.1.is_some() { (paging(lang, &list.pages)) }
        }
    }
}

/// Whether rows become cards at phone width: not where few figures stand beside a name.
fn is_stacked(columns: &[Column]) -> bool {
    columns.len() > 4 || (columns.len() > 2 && columns.iter().skip(1).any(|column| !column.number))
}

/// A table without a list around it: scorecards, the table of a picture, related records.
pub fn plain(columns: &[Column], rows: &[Row]) -> Markup {
    let stacked = is_stacked(columns);
    html! {
        div class="plain-scroll" tabindex="0" {
            table class=(if stacked { "table stacked" } else { "table" }) {
                thead { tr { @for column in columns {
                    // A column of buttons has no name; a head without words would be read out as one.
                    @if column.label.is_empty() { td {} } @else { th scope="col" class=[column.number.then_some("number")] { (column.label) } }
                } } }
                tbody {
                    @for row in rows {
                        tr class=[row.off.then_some("off")] {
                            @for (column, cell) in columns.iter().zip(&row.cells) {
                                td class=[column.number.then_some("number")] data-label=(column.label) {
                                    // Beside its label, what is in a cell stays together.
                                    @if stacked && !cell.0.is_empty() { div { (cell) } } @else { (cell) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What stands where nothing does: what belongs here, and the one thing to do next.
pub fn empty(empty: &Empty) -> Markup {
    html! {
        div class="empty" {
            (icon(Icon::Search))
            h2 { (empty.title) }
            p { (empty.text) }
            @if let Some((href, label)) = &empty.action { a class="button primary" href=(href) { (label) } }
        }
    }
}

/// The bar above a list alone, for a board.
pub fn bar(lang: Lang, csrf: &str, list: &List) -> Markup {
    html! {
        div class="bar" {
            @if !list.views.is_empty() || list.save_view.is_some() { (views(lang, csrf, list)) }
            @for chip in &list.chips {
                span class="chip" {
                    (chip.label) " " b { (chip.value) }
                    @if let Some(href) = &chip.remove {
                        a class="off" href=(href) aria-label={ (t(lang, "ui-remove-filter")) ": " (chip.label) } { (small(Icon::Close)) }
                    }
                }
            }
            @if list.filters.is_some() || list.search.is_some() { (filter(lang, list)) }
            @if list.columns.iter().any(|c| c.sort.is_some()) { (sorting(lang, list)) }
            @if let Some(summary) = &list.summary { span class="summary spread" role="status" { (summary) } }
            @if !list.choices.is_empty() { (columns(lang, list)) }
            @if !list.exports.is_empty() {
                details class="menu end" {
                    summary class="chip" { (small(Icon::Download)) (t(lang, "ui-export")) }
                    div class="drop" { @for (label, href) in &list.exports { a class="item" href=(href) download { (label) } } }
                }
            }
        }
    }
}

fn views(lang: Lang, csrf: &str, list: &List) -> Markup {
    let now = list.views.iter().find(|v| v.active);
    html! {
        details class="menu" {
            summary class="chip" { (t(lang, "ui-view")) @if let Some(view) = now { " " b { (view.label) } } (small(Icon::Unfold)) }
            div class="drop" {
                @for view in &list.views {
                    div class="saved" {
                        a class="item" href=(view.href) aria-current=[view.active.then_some("true")] {
                            (view.label) @if view.shared { span class="pill spread" { (t(lang, "ui-shared")) } }
                        }
                        @if let Some((action, id)) = &view.delete {
                            @let label = format!("{}: {}", t(lang, "list-view-delete"), view.label);
                            form method="post" action=(action) {
                                input type="hidden" name="csrf" value=(csrf);
                                input type="hidden" name="id" value=(id);
                                button class="button plain square" aria-label=(label) title=(label) { (small(Icon::Remove)) }
                            }
                        }
                    }
                }
                @if let Some((action, query)) = &list.save_view {
                    @if !list.views.is_empty() { hr; }
                    form class="form" method="post" action=(action) {
                        input type="hidden" name="csrf" value=(csrf);
                        input type="hidden" name="query" value=(query);
                        input class="input" name="name" required maxlength="80" placeholder=(t(lang, "ui-view-name")) aria-label=(t(lang, "ui-view-name"));
                        label class="check" { input type="checkbox" name="shared" value="1"; span { (t(lang, "ui-share-view")) } }
                        button class="button" { (icon(Icon::Bookmark)) (t(lang, "ui-save-view")) }
                    }
                }
            }
        }
    }
}

fn filter(lang: Lang, list: &List) -> Markup {
    html! {
        details class="menu" {
            summary class="chip" { (small(Icon::Add)) (t(lang, "ui-filter")) }
            div class="drop" {
                form class="form" method="get" action=(list.path) role="search" {
                    (kept(list, ""))
                    @if let Some(text) = &list.search {
                        input class="input" type="search" name="q" value=(text) placeholder=(t(lang, "ui-search-list")) aria-label=(t(lang, "ui-search-list"));
                    }
                    @if let Some(fields) = &list.filters { (fields) }
                    div class="buttons" {
                        button class="button primary" { (t(lang, "ui-apply")) }
                        @if let Some(clear) = &list.clear { a class="button plain" href=(clear) { (t(lang, "ui-clear")) } }
                    }
                }
            }
        }
    }
}

/// The order as a menu, for phone width, where the table has no heads to press.
fn sorting(lang: Lang, list: &List) -> Markup {
    html! {
        details class="menu narrow-only" {
            summary class="chip" { (t(lang, "list-sort")) (small(Icon::Unfold)) }
            div class="drop" {
                @for column in &list.columns {
                    @if let Some(href) = &column.sort {
                        a class="item" href=(href) aria-current=[column.order.map(|_| "true")] {
                            (column.label)
                            @match column.order { Some(Order::Ascending) => (small(Icon::Up)), Some(Order::Descending) => (small(Icon::Down)), None => {} }
                        }
                    }
                }
            }
        }
    }
}

fn columns(lang: Lang, list: &List) -> Markup {
    html! {
        details class="menu end" {
            summary class="chip" { (small(Icon::Columns)) (t(lang, "ui-columns")) }
            div class="drop" {
                form class="form" method="get" action=(list.path) {
                    (kept(list, "column"))
                    @for choice in &list.choices {
                        label class="check" { input type="checkbox" name="column" value=(choice.key) checked[choice.shown]; span { (choice.label) } }
                    }
                    button class="button" { (t(lang, "ui-apply")) }
                }
            }
        }
    }
}

/// The rest of the query as hidden fields, without the name that the form itself sends.
fn kept(list: &List, but: &str) -> Markup {
    html! { @for (name, value) in list.keep.iter().filter(|(name, _)| name != but) { input type="hidden" name=(name) value=(value); } }
}

fn sheet(lang: Lang, list: &List) -> Markup {
    let picks = !list.bulk.is_empty();
    html! {
        table class="table rows" {
            thead {
                tr {
                    @if picks { th class="picker" { input class="pick-all" type="checkbox" aria-label=(t(lang, "ui-select-all")); } }
                    @for column in &list.columns { (heading(column)) }
                    @if list.peek { th class="more-cell" { span class="hide" { (t(lang, "ui-look")) } } }
                }
            }
            tbody { @for row in &list.rows { (body_row(lang, list, row, picks)) } }
            @if let Some(totals) = &list.totals {
                tfoot {
                    tr {
                        @if picks { td {} }
                        @for (column, cell) in list.columns.iter().zip(totals) { td class=[column.number.then_some("number")] { (cell) } }
                        @if list.peek { td {} }
                    }
                }
            }
        }
    }
}

fn heading(column: &Column) -> Markup {
    let order = column.order.map(|o| if o == Order::Ascending { "ascending" } else { "descending" });
    html! {
        th scope="col" class=[column.number.then_some("number")] aria-sort=[order] {
            @if let Some(href) = &column.sort {
                a class="sort" href=(href) {
                    (column.label)
                    @match column.order { Some(Order::Ascending) => (small(Icon::Up)), Some(Order::Descending) => (small(Icon::Down)), None => {} }
                }
            } @else { (column.label) }
        }
    }
}

fn body_row(lang: Lang, list: &List, row: &Row, picks: bool) -> Markup {
    html! {
        tr id={ (list.id) "-" (row.id) } class=[row.off.then_some("off")] {
            @if picks {
                td class="picker" { input class="pick" type="checkbox" name="id" value=(row.id) form={ (list.id) "-bulk" } aria-label=(t(lang, "ui-select")); }
            }
            @for (at, (column, cell)) in list.columns.iter().zip(&row.cells).enumerate() {
                @let class = match (at, column.number, cell.0.is_empty()) { (0, ..) => "lead", (_, _, true) => "blank", (_, true, _) => "number", _ => "" };
                td class=[(!class.is_empty()).then_some(class)] data-label=(column.label) {
                    @match &row.href { Some(href) if at == 0 => a class="title" href=(href) { (cell) }, _ => (cell) }
                }
            }
            @if list.peek {
                td class="more-cell" {
                    @if let Some(href) = &row.href { a class="button plain square peek" href=(href) data-peek aria-label=(t(lang, "ui-look")) { (icon(Icon::Forth)) } }
                }
            }
        }
    }
}

fn bulk(lang: Lang, csrf: &str, list: &List) -> Markup {
    html! {
        form class="bulk" id={ (list.id) "-bulk" } method="post" {
            input type="hidden" name="csrf" value=(csrf);
            span class="small" { b class="picked-count" aria-live="polite" data-own {} " " (t(lang, "ui-selected")) }
            @for bulk in &list.bulk {
                span class="act" {
                    @if let Some(fields) = &bulk.fields { (fields) }
                    button class="button" formaction=(bulk.action) { (bulk.label) }
                }
            }
        }
    }
}

/// The ways to the pages before and after.
pub fn paging(lang: Lang, pages: &(Option<String>, Option<String>)) -> Markup {
    html! {
        nav class="paging" aria-label=(t(lang, "ui-pages")) {
            @if let Some(href) = &pages.0 { a class="button" rel="prev" href=(href) { (icon(Icon::Back)) (t(lang, "ui-previous")) } }
            @if let Some(href) = &pages.1 { a class="button" rel="next" href=(href) { (t(lang, "ui-next")) (icon(Icon::Forth)) } }
        }
    }
}

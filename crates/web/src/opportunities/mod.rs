//! Opportunities: table and board, the record with its stages, moves, history and credit.

mod board;
mod moves;
mod record;

use crate::errors::Answer;
use crate::extract::SignedIn;
use crate::records::shape::{BoxFuture, Paths};
use crate::records::{self, Address, Entry, How, Shape, Values, list, shape};
use crate::routes::Routes;
use crate::ui::layout::{self, PageFrame, Tab};
use crate::ui::table;
use app::listing::{self, ListQuery, kinds};
use app::opportunities::commands::{self, Fields};
use app::records::Patch;
use app::{Ctx, Tx};
use axum::response::{IntoResponse, Redirect};
use domain::kernel::id::OpportunityId;
use serde_json::{Value as Json, json};
use text::t;
use uuid::Uuid;

/// The list of opportunities.
pub const LIST: &str = "/opportunities";

/// Their shape.
pub static OPPORTUNITIES: Shape = Shape {
    kind: &kinds::OPPORTUNITIES,
    paths: Paths {
        list: LIST,
        new: "/opportunities/new",
        one: "/opportunities/{id}",
        edit: "/opportunities/{id}/edit",
        bulk_owner: "/opportunities/bulk-owner",
        csv: "/opportunities.csv",
        xlsx: "/opportunities.xlsx",
        api: "/api/v1/opportunities",
        api_one: "/api/v1/opportunities/{id}",
        api_batch: "/api/v1/opportunities/batch",
    },
    title: "opportunity-title",
    new: "opportunity-new",
    empty: "opportunity-empty",
    entries: &[
        Entry::new("name", How::Text).needed(),
        Entry::new("amount", How::Money),
        Entry::new("close_on", How::Day),
        Entry::new("account", How::Record("accounts")),
        Entry::new("contact", How::Record("contacts")),
        Entry::new("product", How::Record("products")),
        Entry::new("owner", How::Owner),
        Entry::new("forecast_category", How::Choice("category-", &[])).read(),
        Entry::new("probability_bp", How::Basis).read(),
        Entry::new("kind", How::Choice("opportunity-kind-", &["new", "expansion", "renewal"])),
        Entry::new("source", How::Word(crate::records::shown::SOURCE, &domain::leads::SOURCES)),
        Entry::new("sourced_by", How::Owner).read(),
        Entry::new("competitor", How::Text),
        Entry::new("outcome", How::Choice("outcome-", &[])).read(),
        Entry::new("reason", How::Choice("reason-", &REASONS)).read(),
        Entry::new("created_on", How::Day).unasked(),
        Entry::new("description", How::Long),
        Entry::new("next_step", How::Text),
        Entry::new("next_step_on", How::Day),
        Entry::new("external_id", How::Text).read(),
    ],
    filters: &["owner", "outcome", "stage", "close_on", "forecast_category", "kind"],
    detail: "account",
    list: page_of_list,
    page: record::page,
    create,
    change,
};

/// Reasons of an ending, in the order offered.
const REASONS: [&str; 13] = [
    "best_fit",
    "relationship",
    "price",
    "product_gap",
    "competitor",
    "delivery",
    "terms",
    "timing",
    "no_budget",
    "no_response",
    "project_stopped",
    "sponsor_left",
    "other",
];

/// These routes.
pub fn routes() -> Routes {
    records::routes(&OPPORTUNITIES).merge(moves::routes())
}

fn page_of_list(shape: &'static Shape, signed: SignedIn, pairs: Vec<(String, String)>) -> BoxFuture {
    Box::pin(table_or_board(shape, signed, pairs))
}

/// The view of an address that is the board.
const BOARD: &str = "board";

async fn table_or_board(shape: &'static Shape, signed: SignedIn, pairs: Vec<(String, String)>) -> Answer {
    let address = Address::read(shape.kind, &pairs)?;
    if address.is_loose {
        return Ok(Redirect::to(&address.href(LIST)).into_response());
    }
    let is_board = address.kept("view") == Some(BOARD);
    let address = if is_board { address } else { or_open(address) };
    signed
        .page(move |ctx, tx, frame| {
            list::head(ctx, frame, shape);
            frame.tabs = tabs(frame, &address, is_board);
            if is_board {
                return board::page(ctx, tx, frame, shape, &address);
            }
            let view = listing::list(ctx, tx, shape.kind, &address.query)?;
            let mut list = list::whole(ctx, tx, frame, shape, &address, &view)?;
            list.bulk.extend(moves::bulk(ctx, tx, frame.lang)?);
            Ok(layout::content(false, table::list(frame.lang, &frame.csrf, &list)))
        })
        .await
}

/// Where nothing is asked, the open ones by their close date: those of the board. Both stand in the list as if they had
/// been asked for, so each can be taken away.
fn or_open(mut address: Address) -> Address {
    if address.query == ListQuery::default() && address.kept.is_empty() {
        address.query.filter = Some("outcome = open".to_owned());
        address.query.sort = Some("close_on".to_owned());
    }
    address
}

/// Table and board of the same filter.
fn tabs(frame: &PageFrame, address: &Address, is_board: bool) -> Vec<Tab> {
    let mut other = address.clone();
    other.query = address.query.first_page();
    other.kept.retain(|(name, _)| name != "view");
    let table = other.href(LIST);
    other.kept.push(("view".to_owned(), BOARD.to_owned()));
    vec![
        Tab::new(table, t(frame.lang, "list-view-table"), !is_board),
        Tab::new(other.href(LIST), t(frame.lang, "board-title"), is_board),
    ]
}

fn create(ctx: &Ctx, tx: &mut Tx<'_>, all: &[Values]) -> app::Result<Vec<Uuid>> {
    all.iter().map(|values| Ok(commands::create(ctx, tx, &shape::read::<Fields>(values)?)?.0)).collect()
}

fn change(ctx: &Ctx, tx: &mut Tx<'_>, patch: &Patch) -> app::Result<()> {
    let mut values = patch.fields.clone();
    if values.get("name") == Some(&Json::Null) {
        values.insert("name".to_owned(), json!(""));
    }
    let fields: Fields = shape::read(&values)?;
    commands::change(ctx, tx, OpportunityId(patch.id), patch.version, &fields)
}

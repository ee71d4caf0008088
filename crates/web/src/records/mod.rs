//! One list page, one record page, one form and one set of routes for programs, for every kind of record.
//!
//! A slice (`accounts`, `contacts`, `products`, `opportunities`) gives a [`Shape`]: its kind, its addresses, its
//! fields, and what its page shows beyond them. Everything asks the app in the reader's name, so what a list
//! hides no page, picker, file or program sees.

mod address;
mod api;
mod batch;
mod conflict;
pub(crate) mod fields;
mod forms;
pub(crate) mod list;
mod own;
pub(crate) mod page;
pub(crate) mod shape;
pub(crate) mod shown;
mod story;
mod undo;
pub(crate) mod words;

pub(crate) use address::Address;
pub(crate) use api::{Making, SUMMARY as LISTED, matched, stands, tagged};
pub(crate) use page::{again, id_of};
pub(crate) use undo::{came_from, routes as undo_routes, undo_href};

pub use shape::{Desk, Entry, How, Page, Shape, Values};

use crate::extract::{Posted, SignedIn};
use crate::routes::Routes;
use app::listing::Format;
use axum::extract::{Path, Query};
use axum::http::HeaderMap;
use domain::policy::Noun;

/// Every kind that has pages.
pub static SHAPES: [&Shape; 6] = [
    &crate::leads::LEADS,
    &crate::opportunities::OPPORTUNITIES,
    &crate::accounts::ACCOUNTS,
    &crate::contacts::CONTACTS,
    &crate::products::PRODUCTS,
    &crate::activities::ACTIVITIES,
];

/// The shape of a kind's key: `accounts`.
pub fn shape_of(key: &str) -> Option<&'static Shape> {
    SHAPES.into_iter().find(|shape| shape.kind.key == key)
}

/// The shape of a noun.
pub fn shape_for(noun: Noun) -> Option<&'static Shape> {
    SHAPES.into_iter().find(|shape| shape.noun() == noun)
}

type Pairs = Query<Vec<(String, String)>>;

/// The routes of a kind: its list, its pages, its forms, its files, and those for programs.
pub fn routes(shape: &'static Shape) -> Routes {
    let (p, noun) = (&shape.paths, shape.noun());
    let routes = Routes::new()
        .page(p.list, noun, move |signed: SignedIn, Query(pairs): Pairs| (shape.list)(shape, signed, pairs))
        .page(p.csv, noun, move |signed: SignedIn, Query(pairs): Pairs| list::file(shape, Format::Csv, signed, pairs))
        .page(p.xlsx, noun, move |signed: SignedIn, Query(pairs): Pairs| list::file(shape, Format::Xlsx, signed, pairs))
        .page(p.new, noun, move |signed: SignedIn, Query(pairs): Pairs| forms::new(shape, signed, pairs))
        .page(p.one, noun, move |signed: SignedIn, Path(id): Path<String>, Query(pairs): Pairs| {
            page::one(shape, signed, id, pairs)
        })
        .page(p.edit, noun, move |signed: SignedIn, Path(id): Path<String>| forms::edit(shape, signed, id))
        .action(p.list, noun, move |posted: Posted| forms::create(shape, posted))
        .action(p.one, noun, move |Path(id): Path<String>, posted: Posted| forms::change(shape, id, posted))
        .merge(api::routes(shape));
    match shape.entry("owner") {
        Some(_) => routes.action(p.bulk_owner, noun, move |headers: HeaderMap, posted: Posted| {
            forms::hand_over(shape, headers, posted)
        }),
        None => routes,
    }
}

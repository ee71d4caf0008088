//! Products: what is sold, with the opportunities about them.

use crate::records::page::related;
use crate::records::shape::{Paths, values_of};
use crate::records::{self, Desk, Entry, How, Page, Shape, Values, list, shape};
use crate::routes::Routes;
use app::events::Cause;
use app::listing::kinds;
use app::products::{ProductView, commands, queries};
use app::records::Patch;
use app::{Ctx, Tx};
use domain::products::{KINDS, Product};
use maud::Markup;
use serde_json::json;
use text::t;
use uuid::Uuid;

/// The list of products.
pub const LIST: &str = "/products";

/// Their shape.
pub static PRODUCTS: Shape = Shape {
    kind: &kinds::PRODUCTS,
    paths: Paths {
        list: LIST,
        new: "/products/new",
        one: "/products/{id}",
        edit: "/products/{id}/edit",
        bulk_owner: "/products/bulk-owner",
        csv: "/products.csv",
        xlsx: "/products.xlsx",
        api: "/api/v1/products",
        api_one: "/api/v1/products/{id}",
        api_batch: "/api/v1/products/batch",
    },
    title: "product-title",
    new: "product-new",
    empty: "product-empty",
    entries: &[
        Entry::new("name", How::Text).needed(),
        Entry::new("code", How::Text),
        Entry::new("line", How::Text),
        Entry::new("kind", How::Choice("product-kind-", &KINDS)),
        Entry::new("list_price", How::Money),
        Entry::new("is_active", How::Flag),
        Entry::new("description", How::Long),
        Entry::new("external_id", How::Text).unasked(),
    ],
    filters: &["kind", "line", "is_active"],
    detail: "code",
    list: list::page,
    page,
    create,
    change,
};

/// These routes.
pub fn routes() -> Routes {
    records::routes(&PRODUCTS)
}

fn page(ctx: &Ctx, tx: &mut Tx<'_>, id: &str) -> app::Result<Box<dyn Page>> {
    Ok(Box::new(queries::page(ctx, tx, id)?))
}

/// A new product is for sale unless it is said not to be.
fn create(ctx: &Ctx, tx: &mut Tx<'_>, all: &[Values]) -> app::Result<Vec<Uuid>> {
    let read = |values: &Values| {
        let mut values = values.clone();
        values.entry("is_active").or_insert(json!(true));
        Ok(Product { id: ctx.id(), ..shape::read(&values)? })
    };
    let products = all.iter().map(read).collect::<app::Result<Vec<Product>>>()?;
    let ids = products.iter().map(|product| product.id.0).collect();
    commands::create(ctx, tx, Cause::COMMAND, products)?;
    Ok(ids)
}

fn change(ctx: &Ctx, tx: &mut Tx<'_>, patch: &Patch) -> app::Result<()> {
    commands::change(ctx, tx, Cause::COMMAND, std::slice::from_ref(patch)).map(drop)
}

impl Page for ProductView {
    fn values(&self) -> app::Result<Values> {
        values_of(self)
    }
    fn aside(&self, desk: &Desk<'_>) -> Markup {
        let title = t(desk.frame.lang, "account-opportunities");
        related(desk, &title, self.opportunities.as_ref(), "product", self.product.id.0, "amount")
    }
}

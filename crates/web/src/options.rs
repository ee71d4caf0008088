//! What pickers offer, as JSON `[{id,label,hint}]` for `?q=`: only what the one who asks may see.

use crate::api;
use crate::errors::Answer;
use crate::extract::SignedIn;
use crate::routes::Routes;
use app::Error;
use app::opportunities::queries;
use axum::extract::{Path, Query};
use serde::Deserialize;

const OPTIONS: &str = "/options/{kind}";
/// The key of positions that may own something.
pub const OWNERS: &str = "owners";

/// The key of people, for fields that name one.
pub const PEOPLE: &str = "people";

/// Where the options of a kind come from: the plural of a kind, [`OWNERS`] or [`PEOPLE`].
pub fn href(kind: &str) -> String {
    OPTIONS.replace("{kind}", kind)
}

/// These routes.
pub fn routes() -> Routes {
    Routes::new().own_page(OPTIONS, options)
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
}

async fn options(signed: SignedIn, Path(kind): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let found = signed
        .read(move |ctx, tx| {
            if kind == OWNERS {
                return queries::owners(ctx, &asked.q);
            }
            if kind == PEOPLE {
                return queries::people(ctx, &asked.q);
            }
            let shape = crate::records::shape_of(&kind).ok_or(Error::NotFound)?;
            queries::pickable(ctx, tx, shape.kind, shape.detail, &asked.q)
        })
        .await?;
    Ok(api::json(&found))
}

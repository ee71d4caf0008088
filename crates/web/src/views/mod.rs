//! Saved views: the address of a list under a name, one's own or everybody's.

use crate::errors::Answer;
use crate::extract::Posted;
use crate::routes::Routes;
use crate::ui::overlay::Toast;
use app::Error;
use app::views::commands;
use axum::extract::Path;
use text::{t, tr};

const SAVE: &str = "/views/{kind}";
const DELETE: &str = "/views/{kind}/delete";

/// Where a view of a kind is saved.
pub fn href(kind: &str) -> String {
    SAVE.replace("{kind}", kind)
}

/// These routes.
pub fn routes() -> Routes {
    Routes::new().own_action(SAVE, save).own_action(DELETE, delete)
}

/// Back to the list, as the view says.
fn list(kind: &str, query: &str) -> Result<String, Error> {
    let shape = crate::records::shape_of(kind).ok_or(Error::NotFound)?;
    Ok(if query.is_empty() { shape.paths.list.to_owned() } else { format!("{}?{query}", shape.paths.list) })
}

async fn save(Path(kind): Path<String>, posted: Posted) -> Answer {
    let (name, query) = (posted.fields.text("name"), posted.fields.text("query"));
    let is_shared = posted.fields.is_ticked("shared");
    let href = list(&kind, &query)?;
    let saved = posted.signed.write(move |ctx, tx| commands::save(ctx, tx, &kind, &name, &query, is_shared)).await?;
    let toast = Toast::said(tr(posted.signed.lang, "toast-created", &[("name", saved.name.into())]));
    posted.signed.done(&href, Some(&toast))
}

async fn delete(Path(kind): Path<String>, posted: Posted) -> Answer {
    let id = crate::api::id(posted.fields.raw("id"))?;
    let href = list(&kind, "")?;
    posted.signed.write(move |ctx, tx| commands::delete(ctx, tx, id)).await?;
    let toast = Toast::said(t(posted.signed.lang, "records-view-deleted"));
    posted.signed.done(&href, Some(&toast))
}

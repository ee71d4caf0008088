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

/// Where the id of a view of a kind is posted to delete it.
pub fn delete_href(kind: &str) -> String {
    DELETE.replace("{kind}", kind)
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
    let list = list(&kind, "")?;
    let again = href(&kind);
    let gone = posted.signed.write(move |ctx, tx| commands::delete(ctx, tx, &kind, id)).await?;
    let mut undo = vec![("name".to_owned(), gone.name), ("query".to_owned(), gone.query)];
    undo.extend(gone.is_shared.then(|| ("shared".to_owned(), "1".to_owned())));
    let said = t(posted.signed.lang, "records-view-deleted");
    posted.signed.done(&list, Some(&Toast { undo: Some((again, undo)), ..Toast::said(said) }))
}

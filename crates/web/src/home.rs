//! The first page: where one's work begins, which is the first place of the navigation.

use crate::errors::Answer;
use crate::extract::{Posted, SignedIn};
use crate::frame;
use crate::request;
use crate::routes::Routes;
use app::users::{Profile, save_profile};
use axum::http::HeaderMap;

/// These routes.
pub fn routes() -> Routes {
    Routes::new().own_page("/", first).own_action("/appearance", appearance)
}

async fn first(signed: SignedIn) -> Answer {
    let state = signed.state.clone();
    let places = signed.read(move |ctx, _| Ok(frame::of(ctx, &state, "/").nav)).await?;
    signed.done(places.first().map_or(crate::settings::MINE, |place| place.href.as_str()), None)
}

/// Language and theme from the menu of every page; back to where one was.
async fn appearance(headers: HeaderMap, posted: Posted) -> Answer {
    let (language, theme) = (posted.fields.text("lang"), posted.fields.text("theme"));
    posted
        .signed
        .write(move |ctx, tx| save_profile(ctx, tx, &Profile { name: ctx.name.clone(), language, theme }))
        .await?;
    let from = request::came_from(&headers).unwrap_or_else(|| "/".to_owned());
    posted.signed.done(&from, None)
}

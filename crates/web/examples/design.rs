//! Serves the component page on loopback, with the policy the product has, to look at components while
//! working on them: `cargo run -p web --example design`, then `/design?page=board&theme=dark&lang=nb`.
//! The form with a fault is refused again; every other form goes back to where it came from.
#![expect(clippy::print_stdout, reason = "an example that says where it listens")]

use axum::extract::{Path, Query};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};
use text::Lang;
use web::ui::design;
use web::ui::layout::Theme;

#[derive(Deserialize, Default)]
#[serde(default)]
struct Wish {
    page: String,
    theme: String,
    lang: String,
    q: String,
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new()
        .route("/", get(|| async { Redirect::to("/design") }))
        .route("/design", get(show))
        .route("/design/options", get(options))
        .route("/design/pages/{page}", get(one))
        .route("/design/form", post(refuse))
        .route("/palette", get(palette))
        .fallback(back)
        .merge(web::assets::router())
        .layer(map_response(guarded));
    let listener =
        tokio::net::TcpListener::bind(std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:7411".to_owned())).await?;
    println!("http://{}/design", listener.local_addr()?);
    axum::serve(listener, app).await
}

async fn show(Query(wish): Query<Wish>) -> maud::Markup {
    design::sample(&wish.page, Theme::parse(&wish.theme), Lang::parse(&wish.lang).unwrap_or_default())
}

async fn one(Path(page): Path<String>) -> maud::Markup {
    design::sample(&page, Theme::System, Lang::En)
}

/// The form of the component page is always refused, as a wrong form is: the same page, with the fault in it.
async fn refuse() -> (StatusCode, maud::Markup) {
    (StatusCode::UNPROCESSABLE_ENTITY, design::page())
}

async fn options(Query(wish): Query<Wish>) -> Json<Vec<Value>> {
    let names = ["Elvar", "Fossverk", "Havbris", "Kystverk", "Lastra", "Skogmark", "Tindra Group"];
    let fits = |name: &&&str| name.to_lowercase().contains(&wish.q.to_lowercase());
    Json(names.iter().filter(fits).map(|name| json!({"id": name, "label": name, "hint": "account"})).collect())
}

async fn palette(Query(wish): Query<Wish>) -> Json<Vec<Value>> {
    let fits = |label: &str| label.to_lowercase().contains(&wish.q.to_lowercase());
    let found = design::SAMPLES.iter().filter(|(_, label)| fits(label));
    Json(
        found
            .map(|(name, label)| json!({"group": "Pages", "label": label, "href": format!("/design?page={name}")}))
            .collect(),
    )
}

async fn back(headers: HeaderMap) -> Response {
    let from = headers.get(header::REFERER).and_then(|v| v.to_str().ok()).unwrap_or("/design").to_owned();
    Redirect::to(&from).into_response()
}

async fn guarded(mut response: Response) -> Response {
    const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    response
}

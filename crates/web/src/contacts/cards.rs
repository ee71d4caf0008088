//! Contacts as files of cards (vCard 3.0): one from its page, those of a list, and both for programs.

use crate::api::Caller;
use crate::api::docs::Doc;
use crate::errors::Answer;
use crate::extract::SignedIn;
use crate::routes::Routes;
use app::contacts::queries;
use app::listing::ListQuery;
use axum::extract::{Path, Query};
use axum::http::{HeaderValue, Method, header};
use axum::response::{IntoResponse, Response};
use domain::kernel::id::ContactId;
use domain::policy::Noun;

/// Those of a list.
pub(super) const LIST: &str = "/contacts.vcf";
const ONE: &str = "/contacts/{id}/card.vcf";
const API: &str = "/api/v1/contacts.vcf";
const API_ONE: &str = "/api/v1/contacts/{id}/card.vcf";

/// The card of a contact.
pub(super) fn href(id: ContactId) -> String {
    ONE.replace("{id}", &id.to_string())
}

type Pairs = Query<Vec<(String, String)>>;

/// These routes.
pub(super) fn routes() -> Routes {
    let all = Doc {
        summary: "Contacts that you may see as cards (vCard 3.0), at most 10,000; takes `filter` and `search` as the list does.",
        file: Some("text/vcard"),
        ..Doc::default()
    };
    let one = Doc {
        summary: "A contact as a card (vCard 3.0), by id or external id.",
        file: Some("text/vcard"),
        ..Doc::default()
    };
    Routes::new()
        .page(LIST, Noun::Contact, listed)
        .page(ONE, Noun::Contact, shown)
        .api(Method::GET, API, Noun::Contact, all, many)
        .api(Method::GET, API_ONE, Noun::Contact, one, single)
}

async fn listed(signed: SignedIn, Query(pairs): Pairs) -> Answer {
    let query = asked(&pairs)?;
    Ok(file("contacts", signed.read(move |ctx, tx| queries::cards(ctx, tx, &query)).await?))
}

async fn shown(signed: SignedIn, Path(id): Path<String>) -> Answer {
    Ok(file("contact", signed.read(move |ctx, tx| queries::card(ctx, tx, &id)).await?))
}

async fn many(caller: Caller, Query(pairs): Pairs) -> Answer {
    let query = asked(&pairs)?;
    Ok(file("contacts", caller.read(move |ctx, tx| queries::cards(ctx, tx, &query)).await?))
}

async fn single(caller: Caller, Path(id): Path<String>) -> Answer {
    Ok(file("contact", caller.read(move |ctx, tx| queries::card(ctx, tx, &id)).await?))
}

fn asked(pairs: &[(String, String)]) -> app::Result<ListQuery> {
    Ok(ListQuery::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))?)
}

/// Cards to be saved by the browser.
fn file(name: &str, cards: String) -> Response {
    let mut answer = cards.into_response();
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/vcard; charset=utf-8"));
    if let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename=\"{name}.vcf\"")) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    answer
}

//! The client's files, embedded with their compressed twins and served under names that carry their hash,
//! so a browser may keep them for ever. `href` turns a plain name into the served one.

use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, Response, StatusCode, header};
use axum::routing::get;

/// One embedded file.
#[derive(Debug)]
pub struct Asset {
    /// The plain name: `app.js`.
    pub name: &'static str,
    /// Where it is served: `/assets/<hash>-app.js`.
    pub href: &'static str,
    /// Its media type.
    pub kind: &'static str,
    /// The bytes as they are.
    pub plain: &'static [u8],
    /// The same by Brotli, where that is smaller.
    pub brotli: Option<&'static [u8]>,
    /// The same by gzip, where that is smaller.
    pub gzip: Option<&'static [u8]>,
}

/// Every embedded file, written by the build script.
pub static ASSETS: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// Where the file of this plain name is served; a name that is not embedded gives an address that is not found.
pub fn href(name: &str) -> &'static str {
    ASSETS.iter().find(|a| a.name == name).map_or("/assets/unknown", |a| a.href)
}

/// The routes below `/assets`.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{file}", get(serve))
}

async fn serve(Path(file): Path<String>, headers: HeaderMap) -> Response<Body> {
    let Some(asset) = ASSETS.iter().find(|a| a.href.strip_prefix("/assets/") == Some(&file)) else {
        return answer(StatusCode::NOT_FOUND, "text/plain; charset=utf-8", None, b"not found");
    };
    let wanted = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let (coding, bytes) = match (asset.brotli, asset.gzip) {
        (Some(bytes), _) if accepts(wanted, "br") => (Some("br"), bytes),
        (_, Some(bytes)) if accepts(wanted, "gzip") => (Some("gzip"), bytes),
        _ => (None, asset.plain),
    };
    answer(StatusCode::OK, asset.kind, coding, bytes)
}

/// Whether the header names the coding and does not refuse it with `q=0`.
fn accepts(header: &str, coding: &str) -> bool {
    header.split(',').any(|part| {
        let mut bits = part.split(';').map(str::trim);
        bits.next() == Some(coding) && !bits.any(|q| q == "q=0" || q == "q=0.0" || q == "q=0.00" || q == "q=0.000")
    })
}

fn answer(
    status: StatusCode,
    kind: &'static str,
    coding: Option<&'static str>,
    bytes: &'static [u8],
) -> Response<Body> {
    let keep = if status == StatusCode::OK { "public, max-age=31536000, immutable" } else { "no-store" };
    let mut answer = Response::new(Body::from(bytes));
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static(keep));
    headers.insert(header::VARY, header::HeaderValue::from_static("accept-encoding"));
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, header::HeaderValue::from_static(coding));
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_comes_compressed_and_may_be_kept() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, "gzip, deflate, br".parse().unwrap());
        let file = href("app.css").strip_prefix("/assets/").unwrap().to_owned();
        let answer = serve(Path(file.clone()), headers.clone()).await;
        assert_eq!(answer.headers()[header::CONTENT_ENCODING], "br");
        assert!(answer.headers()[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
        headers.insert(header::ACCEPT_ENCODING, "br;q=0, gzip".parse().unwrap());
        assert_eq!(serve(Path(file), headers.clone()).await.headers()[header::CONTENT_ENCODING], "gzip");
        assert_eq!(serve(Path("nothing".into()), headers).await.status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn the_first_load_is_under_100_kilobytes() {
        let sent = |name: &str| {
            let asset = ASSETS.iter().find(|a| a.name == name).unwrap();
            asset.brotli.unwrap_or(asset.plain).len()
        };
        let first: usize = ["app.js", "app.css", "icons.svg", "inter.woff2"].iter().map(|n| sent(n)).sum();
        assert!(first < 90_000, "{first} bytes before the page itself");
    }
}

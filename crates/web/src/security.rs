//! What browsers are told, and what they must tell: headers of every answer, cookies, and proof that a write
//! comes from a page of ours.

use crate::State;
use crate::errors::Failure;
use app::Error;
use axum::extract::{ConnectInfo, Request, State as Shared};
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::{IpAddr, SocketAddr};

/// Nothing is loaded from elsewhere, no script or style stands in a page.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
 connect-src 'self'; object-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

/// Refuses writes that another site sent; adds the headers to every answer.
pub async fn guard(Shared(state): Shared<State>, request: Request, next: Next) -> Response {
    let is_write = ![Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method());
    // A form for strangers knows itself which sites may send it.
    let is_write = is_write && !crate::lead_forms::is_open(request.uri().path());
    let mut answer = if is_write && !is_ours(request.headers(), state.options().public_url.as_deref()) {
        Failure::from(Error::Forbidden).because("error-form-expired").into_response()
    } else {
        next.run(request).await
    };
    let headers = answer.headers_mut();
    for (name, value) in HEADERS {
        // The page of a form that leads on to another site has a policy of its own.
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if state.is_https() {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    answer
}

/// Whether the browser says that a page of ours sent it. Programs say nothing; they prove themselves by tokens.
fn is_ours(headers: &HeaderMap, public_url: Option<&str>) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(origin) = text(header::ORIGIN) {
        let host = origin.split_once("://").map(|(_, host)| host);
        let public = public_url.and_then(|url| url.split_once("://")).map(|(_, host)| host.trim_end_matches('/'));
        return host.is_some() && (host == text(header::HOST) || host == public);
    }
    is_own_link(headers)
}

/// Whether no other site led here, as far as the browser says: a link of ours, or an address somebody typed.
pub fn is_own_link(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site").and_then(|v| v.to_str().ok());
    site.is_none_or(|site| site == "same-origin" || site == "none")
}

/// The cookie that holds the session.
pub const SESSION_COOKIE: &str = "bailiwick";
/// The cookie that ties a form to a browser before anyone is signed in.
pub const DOOR_COOKIE: &str = "bailiwick-door";
/// The cookie of a sign-in whose code is awaited.
pub const STEP_COOKIE: &str = "bailiwick-step";
/// The cookie of a sign-in that is under way at the identity provider: a secret, and where to go on.
pub const OPENID_COOKIE: &str = "bailiwick-openid";
/// The cookie that carries what was just done to the next page.
pub const SAID_COOKIE: &str = "bailiwick-said";

/// What browsers call a cookie. By HTTPS the prefix makes them refuse it from any other host and by plain HTTP.
fn named(state: &State, name: &str) -> String {
    if state.is_https() { format!("__Host-{name}") } else { name.to_owned() }
}

/// The value of a cookie of ours.
pub fn cookie<'h>(state: &State, headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    found(headers, &named(state, name))
}

fn found<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(other, _)| *other == name).map(|(_, value)| value)
}

/// A `Set-Cookie` that scripts cannot read and other sites' requests do not carry. Zero seconds take it away.
pub fn set_cookie(state: &State, name: &str, value: &str, seconds: i64) -> HeaderValue {
    let secure = if state.is_https() { "; Secure" } else { "" };
    let name = named(state, name);
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// Has the browser forget what it kept of the pages of someone who signed out.
pub fn forget(answer: &mut Response) {
    answer.headers_mut().insert(HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\""));
}

/// The address that a request came from; none where the server was not told (tests). Where a proxy stands in front (the
/// product is told its public address, and is reached from a private one), it is the last that the proxy has written
/// down; what a stranger writes before it counts for nothing.
pub fn peer(state: &State, headers: &HeaderMap, extensions: &Extensions) -> Option<IpAddr> {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    let told = || {
        let line = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
        line.rsplit(',').next()?.trim().parse::<IpAddr>().ok()
    };
    let has_proxy = state.options().public_url.is_some() && peer.is_none_or(is_private);
    if has_proxy { told().or(peer) } else { peer }
}

/// Whether a request comes from a private address, and not through a proxy.
pub fn is_beside(headers: &HeaderMap, extensions: &Extensions) -> bool {
    let passed_on =
        ["x-forwarded-for", "x-forwarded-host", "forwarded", "via"].iter().any(|name| headers.contains_key(*name));
    let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    !passed_on && peer.is_none_or(is_private)
}

fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private() || v4.is_link_local(),
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => is_private(IpAddr::V4(v4)),
            None => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
        },
    }
}

/// Whether two secrets are the same, in the same time wherever they differ.
pub fn same(one: &str, other: &str) -> bool {
    let differences = one.bytes().zip(other.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
    !one.is_empty() && one.len() == other.len() && differences == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
        let name = |n: &str| HeaderName::from_bytes(n.as_bytes()).unwrap();
        pairs.iter().map(|(n, v)| (name(n), HeaderValue::from_str(v).unwrap())).collect()
    }

    #[test]
    fn another_site_cannot_write() {
        let ours = |pairs: &[(&str, &str)]| is_ours(&headers(pairs), Some("https://sales.example.com/"));
        assert!(ours(&[("host", "localhost:7400"), ("origin", "http://localhost:7400")]));
        assert!(ours(&[("host", "10.0.0.1:7400"), ("origin", "https://sales.example.com")]));
        assert!(ours(&[("host", "localhost:7400")]), "a program");
        assert!(!ours(&[("host", "localhost:7400"), ("origin", "https://evil.example")]));
        assert!(!ours(&[("host", "localhost:7400"), ("origin", "null")]));
        assert!(!ours(&[("host", "localhost:7400"), ("sec-fetch-site", "cross-site")]));
        assert!(!ours(&[("host", "localhost:7400"), ("sec-fetch-site", "same-site")]));
    }

    #[test]
    fn cookies_are_found_by_their_whole_name() {
        let headers = headers(&[("cookie", "a=1; bailiwick-door=d; bailiwick=s")]);
        assert_eq!(found(&headers, "bailiwick"), Some("s"));
        assert_eq!(found(&headers, "bailiwick-door"), Some("d"));
        assert_eq!(found(&headers, "wick"), None);
    }

    #[test]
    fn a_proxy_stands_at_a_private_address() {
        assert!(is_private("127.0.0.1".parse().unwrap()) && !is_private("192.0.2.7".parse().unwrap()));
        assert!(is_private("::ffff:10.0.0.1".parse().unwrap()) && !is_private("::ffff:192.0.2.7".parse().unwrap()));
    }

    #[test]
    fn only_who_stands_beside_the_server_is_told_its_figures() {
        let from = |address: &str| {
            let mut extensions = Extensions::new();
            extensions.insert(ConnectInfo(SocketAddr::new(address.parse().unwrap(), 1)));
            extensions
        };
        assert!(is_beside(&headers(&[]), &from("127.0.0.1")) && is_beside(&headers(&[]), &from("10.1.2.3")));
        assert!(!is_beside(&headers(&[]), &from("192.0.2.7")));
        assert!(!is_beside(&headers(&[("x-forwarded-for", "10.1.2.3")]), &from("127.0.0.1")));
    }

    #[test]
    fn secrets_are_the_same_or_not() {
        assert!(same("abc", "abc"));
        assert!(!same("abc", "abd") && !same("abc", "ab") && !same("", ""));
    }
}

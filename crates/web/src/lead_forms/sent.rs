//! What a stranger sent, as names and values: from a form (percent-encoded) or a program (a JSON object). Bytes that are
//! no UTF-8 are refused at their field, never replaced: a name with question marks in it helps nobody.

use crate::errors::Failure;
use crate::request::Request as Current;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::Refusal;
use percent_encoding::percent_decode;

/// The largest submission, in bytes.
const BYTES: usize = 64 << 10;
/// Names and values of one submission.
const PAIRS: usize = 100;

/// Names and values, in the order in which they came.
pub(super) type Pairs = Vec<(String, String)>;

/// Whether a program asks: errors are then told as one reads them.
pub(super) fn is_program(headers: &HeaderMap) -> bool {
    let says = |name, what: &str| {
        let value = headers.get(name).and_then(|v: &axum::http::HeaderValue| v.to_str().ok()).unwrap_or_default();
        value.to_ascii_lowercase().contains(what)
    };
    says(header::CONTENT_TYPE, "json") || says(header::ACCEPT, "application/json")
}

/// Reads it.
///
/// # Errors
/// An answer: 413 for too much, 415 for another kind or encoding, 422 for what does not read.
pub(super) async fn read(request: Request) -> Result<Pairs, Response> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let kind = kind.to_ascii_lowercase();
    let (media, rest) = kind.split_once(';').unwrap_or((&kind, ""));
    let charset = rest.split(';').find_map(|part| part.trim().strip_prefix("charset=")).unwrap_or("utf-8");
    if !matches!(charset.trim_matches('"'), "utf-8" | "utf8" | "us-ascii") {
        return Err(refused(
            Refusal::new("error-form-charset").with("charset", charset),
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ));
    }
    let is_json = match media.trim() {
        "application/x-www-form-urlencoded" => false,
        "application/json" => true,
        other => {
            let refusal = Refusal::new("error-form-media").with("kind", other.chars().take(80).collect::<String>());
            return Err(refused(refusal, StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
    };
    let large = |_| refused(Refusal::new("error-form-large").with("bytes", BYTES), StatusCode::PAYLOAD_TOO_LARGE);
    let bytes = to_bytes(request.into_body(), BYTES).await.map_err(large)?;
    let pairs = if is_json { of_json(&bytes) } else { of_form(&bytes) };
    pairs.map_err(|refusal| Failure::from(refusal).into_response())
}

fn refused(refusal: Refusal, status: StatusCode) -> Response {
    let mut answer = Failure::from(refusal).into_response();
    *answer.status_mut() = status;
    answer
}

fn of_form(bytes: &[u8]) -> Result<Pairs, Refusal> {
    let parts = bytes.split(|&b| b == b'&').filter(|part| !part.is_empty());
    let mut pairs = Pairs::new();
    for part in parts {
        let mut sides = part.splitn(2, |&b| b == b'=');
        let (name, value) = (sides.next().unwrap_or_default(), sides.next().unwrap_or_default());
        let name = decoded(name).ok_or_else(|| Refusal::new("refusal-text-encoding"))?;
        let value = decoded(value).ok_or_else(|| Refusal::new("refusal-text-encoding").at(&name))?;
        pairs.push((name, value));
    }
    counted(pairs)
}

fn decoded(bytes: &[u8]) -> Option<String> {
    let spaced: Vec<u8> = bytes.iter().map(|&b| if b == b'+' { b' ' } else { b }).collect();
    percent_decode(&spaced).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}

fn of_json(bytes: &[u8]) -> Result<Pairs, Refusal> {
    let fault = |fault: String| Refusal::new("error-body").with("fault", fault);
    let text = std::str::from_utf8(bytes).map_err(|_| Refusal::new("refusal-text-encoding"))?;
    let map: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(text).map_err(|e| fault(e.to_string()))?;
    let mut pairs = Pairs::new();
    for (name, value) in map {
        let value = match value {
            serde_json::Value::Null => String::new(),
            serde_json::Value::String(text) => text,
            serde_json::Value::Number(number) => number.to_string(),
            serde_json::Value::Bool(ticked) => ticked.to_string(),
            _ => return Err(Refusal::new("refusal-form-text").at(&name.chars().take(40).collect::<String>())),
        };
        pairs.push((name, value));
    }
    counted(pairs)
}

fn counted(pairs: Pairs) -> Result<Pairs, Refusal> {
    if pairs.len() > PAIRS {
        return Err(Refusal::new("error-form-many").with("most", PAIRS));
    }
    Ok(pairs)
}

/// From here on errors are told to a program.
pub(super) fn told_to(headers: &HeaderMap) -> bool {
    let is_program = is_program(headers);
    if is_program {
        Current::asked_by_program();
    }
    is_program
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_browsers_write_it() {
        let pairs = of_form(b"name=Kari+Nordmann&email=a%40b.c&x=%C3%A5&empty=&&flag").unwrap();
        let text: Vec<String> = pairs.iter().map(|(n, v)| format!("{n}:{v}")).collect();
        assert_eq!(text, ["name:Kari Nordmann", "email:a@b.c", "x:å", "empty:", "flag:"]);
    }

    #[test]
    fn bytes_that_are_no_text_are_refused_at_their_field() {
        let fault = of_form(b"name=%E5se").unwrap_err();
        assert_eq!((fault.code.as_str(), fault.field.as_deref()), ("refusal-text-encoding", Some("name")));
        assert_eq!(of_json(b"{\"name\":\"\xE5se\"}").unwrap_err().code, "refusal-text-encoding");
        assert_eq!(of_json(b"{\"name\":\"\\ud800\"}").unwrap_err().code, "error-body");
        assert_eq!(of_json(b"{\"name\":[1]}").unwrap_err().code, "refusal-form-text");
        assert_eq!(of_json(b"[]").unwrap_err().code, "error-body");
        assert_eq!(of_form("a=1&".repeat(101).as_bytes()).unwrap_err().code, "error-form-many");
    }
}

//! The table of routes holds everything that is served.

use crate::browser::on_each;
use axum::http::{Method, StatusCode};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use web::routes::Kind;

fn walk(folder: &Path, found: &mut Vec<(String, String)>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            walk(&path, found);
        } else {
            found.push((path.display().to_string(), fs::read_to_string(&path).unwrap_or_default()));
        }
    }
}

#[test]
fn no_slice_goes_past_the_table() {
    let mut files = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let past: Vec<&str> = files
        .iter()
        .filter(|(path, text)| {
            text.contains(".route(") && !path.ends_with("src/routes.rs") && !path.ends_with("src/assets.rs")
        })
        .map(|(path, _)| path.as_str())
        .collect();
    assert!(past.is_empty(), "register by Routes: {past:?}");
}

#[test]
fn every_entry_is_served_once() {
    on_each(async |site| {
        let mut seen = BTreeSet::new();
        let mut owner = site.owner().await;
        for route in site.state.table() {
            assert!(seen.insert((route.method.to_string(), route.path)), "{} {} twice", route.method, route.path);
            if route.method == Method::GET && !route.path.contains('{') && route.path != "/set-up" {
                let answer = owner.get(&crate::forms::address(route.path)).await;
                let asks = matches!(answer.status, StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY);
                // The identity provider alone comes in there, by a secret of its own.
                let is_shut = route.path.starts_with("/scim/") && answer.status == StatusCode::UNAUTHORIZED;
                let fine = answer.status.is_success() || answer.status == StatusCode::SEE_OTHER || asks || is_shut;
                assert!(fine, "{} answers {}", route.path, answer.status);
                assert!(!asks || answer.header("content-type") != "text/plain; charset=utf-8", "{}", route.path);
            }
        }
    });
}

#[test]
fn pages_and_forms_ask_who_is_there() {
    on_each(async |site| {
        let mut nobody = site.browser();
        for route in site.state.table().iter().filter(|r| matches!(r.kind, Kind::Page | Kind::Action)) {
            let path = crate::forms::address(route.path);
            let answer = nobody.send(route.method.clone(), &path, &[], String::new()).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
            assert!(answer.location().starts_with("/sign-in"), "{path}");
        }
    });
}

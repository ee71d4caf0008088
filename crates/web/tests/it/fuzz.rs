//! What strangers and programs may send that is read before anything is known of them: cursors, filters, cookies, tokens.
//! Made by chance, none of it may be answered by a server error, or let anyone in. `PROPTEST_CASES` says how many are
//! tried; `make torture` asks for many.

use crate::browser::on_each;
use axum::http::{Method, StatusCode};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

/// How many of each, on each engine: a request is slower than a call.
fn cases() -> u32 {
    (Config::default().cases / 4).max(8)
}

/// Base64 of what looks like a cursor, spoilt; or text that is none.
fn cursor() -> impl Strategy<Value = String> {
    use base64::Engine as _;
    let key = prop_oneof![
        Just("null".to_owned()),
        any::<i64>().prop_map(|n| n.to_string()),
        "\"[0-9a-f]{0,9}\"",
        "\"[^\"\\\\]{0,6}\"",
        Just("{}".to_owned())
    ];
    let sort = prop_oneof![Just("name"), Just("-updated_at"), Just("x_none"), Just("")];
    let whole = (sort, key, any::<[u8; 16]>(), any::<bool>()).prop_map(|(sort, key, id, backward)| {
        let id = uuid::Uuid::from_bytes(id);
        format!("{{\"s\":\"{sort}\",\"v\":{key},\"i\":\"{id}\",\"b\":{backward}}}")
    });
    let cut = (whole, any::<prop::sample::Index>()).prop_map(|(text, at)| {
        let end = if at.index(3) == 0 { at.index(text.len() + 1) } else { text.len() };
        text.chars().take(end).collect::<String>()
    });
    let encoded = cut.prop_map(|text| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text));
    prop_oneof![3 => encoded, 1 => ".{0,40}"]
}

fn some<T>(runner: &mut TestRunner, of: &impl Strategy<Value = T>) -> T {
    of.new_tree(runner).unwrap().current()
}

#[test]
fn fuzz_what_is_asked_of_a_list_is_answered_or_refused() {
    on_each(async |site| {
        let mut owner = site.owner().await;
        let mut runner = TestRunner::new(Config::default());
        let (cursors, texts) = (cursor(), ".{0,40}");
        for _ in 0..cases() {
            let encode = |text: String| utf8_percent_encode(&text, NON_ALPHANUMERIC).to_string();
            let (cursor, text) = (encode(some(&mut runner, &cursors)), encode(some(&mut runner, &texts)));
            for asked in [
                format!("sort=name&cursor={cursor}"),
                format!("filter={text}"),
                format!("search={text}"),
                format!("sort={text}&fields={text}"),
                format!("limit={text}"),
            ] {
                let path = format!("/api/v1/accounts?{asked}");
                let answer = owner.get(&path).await;
                assert!(!answer.status.is_server_error(), "{path}: {} {}", answer.status, answer.body);
            }
        }
    });
}

#[test]
fn fuzz_no_cookie_or_token_made_up_lets_anyone_in() {
    on_each(async |site| {
        let mut runner = TestRunner::new(Config::default());
        let token = prop_oneof!["bwk_[A-Za-z0-9_-]{0,60}", "[ -~]{0,60}", "[A-Za-z0-9_-]{43}"];
        for _ in 0..cases() {
            let token = some(&mut runner, &token);
            for (name, value) in [
                ("authorization", format!("Bearer {token}")),
                ("authorization", token.clone()),
                ("cookie", format!("bailiwick={token}")),
                ("cookie", token.clone()),
            ] {
                let mut stranger = site.browser();
                let answer = stranger.send(Method::GET, "/api/v1/me", &[(name, &value)], String::new()).await;
                assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{name}: {value}: {}", answer.body);
            }
        }
    });
}

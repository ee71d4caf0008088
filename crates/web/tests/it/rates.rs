//! Exchange rates by page, file and API.

use crate::browser::{Browser, on_each};
use axum::http::{Method, StatusCode};
use serde_json::json;

async fn upload(browser: &mut Browser, csv: &str) -> crate::browser::Answer {
    let csrf = browser.csrf.clone();
    let part = |head: &str, body: &str| format!("--part\r\nContent-Disposition: form-data; {head}\r\n\r\n{body}\r\n");
    let body =
        format!("{}{}--part--\r\n", part("name=\"csrf\"", &csrf), part("name=\"files\"; filename=\"rates.csv\"", csv));
    let kind = [("content-type", "multipart/form-data; boundary=part")];
    browser.send(Method::POST, "/settings/rates/file", &kind, body).await
}

#[test]
fn rates_are_entered_by_hand_by_file_and_by_program() {
    on_each(async |site| {
        let mut owner = site.owner().await;
        assert_eq!(owner.get("/settings/rates").await.status, StatusCode::OK);
        let csrf = owner.csrf.clone();
        let own = owner.post("/settings/rates", &[("currency", "NOK"), ("on", "2025-01-01"), ("rate", "1")]).await;
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(own.body.contains("f-currency-wrong"));
        let one = owner.post("/settings/rates", &[("currency", "eur"), ("on", "2025-01-01"), ("rate", "11,45")]).await;
        assert_eq!((one.status, one.location()), (StatusCode::SEE_OTHER, "/settings/rates"), "{}", one.body);
        let bad = upload(&mut owner, "currency,date,rate\nUSD,2025-01-01,10.1\nNOK,2025-01-01,1\nUSD,soon,1\n").await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bad.body.contains("Line 3:") && bad.body.contains("Line 4:"), "each line is named");
        let good = upload(&mut owner, "currency,date,rate\nUSD,2025-01-01,10.1\nEUR,2025-01-01,11.45\n").await;
        assert_eq!(good.status, StatusCode::SEE_OTHER, "{}", good.body);
        let token = [("x-csrf-token", csrf.as_str())];
        let all = owner.call(Method::GET, "/api/v1/rates?currency=USD", &token, &json!(null)).await.json();
        assert_eq!(all, json!([{ "currency": "USD", "on": "2025-01-01", "rate": "10.1", "source": "rates.csv" }]));
        let items = json!({ "items": [{ "currency": "SEK", "on": "2025-01-01", "rate": "1.02" }, { "currency": "XX", "on": "2025-01-01", "rate": "0" }] });
        let refused = owner.call(Method::POST, "/api/v1/rates", &token, &items).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.json()["errors"][0]["pointer"], "/items/1/currency");
        let items = json!({ "items": [{ "currency": "SEK", "on": "2025-01-01", "rate": "1.02" }] });
        let saved = owner.call(Method::POST, "/api/v1/rates", &token, &items).await.json();
        assert_eq!(saved, json!({ "created": 1, "changed": 0, "unchanged": 0 }));
        let gone = owner.call(Method::DELETE, "/api/v1/rates/SEK/2025-01-01", &token, &json!(null)).await;
        assert_eq!((gone.status, &gone.json()["rate"]), (StatusCode::OK, &json!("1.02")));
        let twice = owner.call(Method::DELETE, "/api/v1/rates/SEK/2025-01-01", &token, &json!(null)).await;
        assert_eq!(twice.status, StatusCode::NOT_FOUND);
        let removed = owner.post("/settings/rates/EUR/2025-01-01/remove", &[]).await;
        assert_eq!(removed.status, StatusCode::SEE_OTHER);
    });
}

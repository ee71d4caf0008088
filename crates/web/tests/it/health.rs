//! What machines that watch are told.

use crate::browser::on_each;
use axum::http::StatusCode;

#[test]
fn it_lives_is_ready_and_counts() {
    on_each(async |site| {
        let mut watcher = site.browser();
        assert_eq!(watcher.get("/healthz").await.status, StatusCode::OK);
        assert_eq!(watcher.get("/readyz").await.status, StatusCode::OK);
        watcher.get("/settings/users/1").await;
        let metrics = watcher.get("/metrics").await.body;
        assert!(
            metrics
                .contains("bailiwick_requests_total{method=\"GET\",route=\"/settings/users/{id}\",status=\"303\"} 1")
        );
        assert!(metrics.contains("bailiwick_requests_total{method=\"GET\",route=\"/healthz\",status=\"200\"} 1"));
        assert!(metrics.contains("bailiwick_requests_under_way 1"), "this one");
        watcher.headers.push(("x-forwarded-for", "10.0.0.1".to_owned()));
        assert_eq!(watcher.get("/metrics").await.status, StatusCode::NOT_FOUND, "through a proxy");
        assert_eq!(watcher.get("/healthz").await.status, StatusCode::OK);
    });
}

//! What is counted of requests, in the text format of Prometheus: how many by route and status, how long they
//! took, how many are under way, how often the database was busy.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Upper bounds of the histogram, in seconds.
const BOUNDS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];

/// Counts since the start.
#[derive(Default)]
pub struct Metrics {
    routes: Mutex<BTreeMap<(String, String), Counted>>,
    under_way: AtomicI64,
    busy: AtomicU64,
}

/// What is known of one route.
#[derive(Default)]
struct Counted {
    by_status: BTreeMap<u16, u64>,
    buckets: [u64; BOUNDS.len()],
    seconds: f64,
    all: u64,
}

impl Metrics {
    /// A request began.
    pub fn begin(&self) {
        self.under_way.fetch_add(1, Ordering::Relaxed);
    }
    /// A request ended, or was given up.
    pub fn end(&self) {
        self.under_way.fetch_sub(1, Ordering::Relaxed);
    }
    /// A request of a route was answered.
    pub fn count(&self, method: &str, route: &str, status: u16, took: Duration) {
        let mut routes = self.routes();
        let counted = routes.entry((method.to_owned(), route.to_owned())).or_default();
        let seconds = took.as_secs_f64();
        *counted.by_status.entry(status).or_default() += 1;
        for (bucket, bound) in counted.buckets.iter_mut().zip(BOUNDS) {
            *bucket += u64::from(seconds <= bound);
        }
        counted.seconds += seconds;
        counted.all += 1;
    }
    /// The database was busy.
    pub fn count_busy(&self) {
        self.busy.fetch_add(1, Ordering::Relaxed);
    }

    /// Everything, as Prometheus reads it.
    pub fn text(&self) -> String {
        let mut out = String::from(
            "# HELP bailiwick_requests_total Requests answered.\n# TYPE bailiwick_requests_total counter\n",
        );
        let routes = self.routes();
        for ((method, route), counted) in routes.iter() {
            for (status, n) in &counted.by_status {
                let _ = writeln!(
                    out,
                    "bailiwick_requests_total{{method=\"{method}\",route=\"{route}\",status=\"{status}\"}} {n}"
                );
            }
        }
        out.push_str(
            "# HELP bailiwick_request_seconds How long requests took.\n# TYPE bailiwick_request_seconds histogram\n",
        );
        for ((method, route), counted) in routes.iter() {
            histogram(&mut out, &format!("method=\"{method}\",route=\"{route}\""), counted);
        }
        let (under_way, busy) = (self.under_way.load(Ordering::Relaxed), self.busy.load(Ordering::Relaxed));
        let _ = write!(
            out,
            "# HELP bailiwick_requests_under_way Requests being answered.\n# TYPE bailiwick_requests_under_way gauge\nbailiwick_requests_under_way {under_way}\n# HELP bailiwick_database_busy_total Times the database was busy.\n# TYPE bailiwick_database_busy_total counter\nbailiwick_database_busy_total {busy}\n"
        );
        out
    }

    fn routes(&self) -> MutexGuard<'_, BTreeMap<(String, String), Counted>> {
        self.routes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn histogram(out: &mut String, labels: &str, counted: &Counted) {
    for (bucket, bound) in counted.buckets.iter().zip(BOUNDS) {
        let _ = writeln!(out, "bailiwick_request_seconds_bucket{{{labels},le=\"{bound}\"}} {bucket}");
    }
    let _ = writeln!(out, "bailiwick_request_seconds_bucket{{{labels},le=\"+Inf\"}} {}", counted.all);
    let _ = writeln!(out, "bailiwick_request_seconds_sum{{{labels}}} {}", counted.seconds);
    let _ = writeln!(out, "bailiwick_request_seconds_count{{{labels}}} {}", counted.all);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_cumulative() {
        let metrics = Metrics::default();
        metrics.begin();
        metrics.count("GET", "/a", 200, Duration::from_millis(2));
        metrics.count("GET", "/a", 404, Duration::from_secs(9));
        let text = metrics.text();
        for line in [
            "bailiwick_requests_total{method=\"GET\",route=\"/a\",status=\"404\"} 1",
            "bailiwick_request_seconds_bucket{method=\"GET\",route=\"/a\",le=\"0.001\"} 0",
            "bailiwick_request_seconds_bucket{method=\"GET\",route=\"/a\",le=\"0.0025\"} 1",
            "bailiwick_request_seconds_bucket{method=\"GET\",route=\"/a\",le=\"+Inf\"} 2",
            "bailiwick_requests_under_way 1",
        ] {
            assert!(text.contains(line), "{line} in {text}");
        }
    }
}

//! A browser for tests: keeps cookies, finds the token of the form it last saw, and never follows a redirect by
//! itself. And a house to visit, with a clock that the test turns.

use app::House;
use app::founding::{Founding, found};
use app::organisation::templates::Beginning;
use app::outside::{Keyring, Outside};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use domain::Instant;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tower::ServiceExt;
use web::{Options, State};

pub const OWNER: &str = "owner@example.test";
pub const PASSWORD: &str = "a few plain words";
const START: i64 = 1_750_000_000_000;

/// The product, served; founded with an owner where the test wants one.
pub struct Site {
    pub state: State,
    pub router: Router,
    clock: Arc<AtomicI64>,
}

impl Site {
    /// Turns the clock on.
    pub fn later(&self, seconds: i64) {
        self.clock.fetch_add(seconds * 1000, Ordering::SeqCst);
    }
    pub fn browser(&self) -> Browser {
        Browser { router: self.router.clone(), cookies: BTreeMap::new(), csrf: String::new(), headers: Vec::new() }
    }
    /// A browser in which someone is signed in.
    pub async fn signed_in(&self, email: &str, password: &str) -> Browser {
        let mut browser = self.browser();
        browser.get("/sign-in").await;
        let answer = browser.post("/sign-in", &[("email", email), ("password", password)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        browser
    }
    pub async fn owner(&self) -> Browser {
        self.signed_in(OWNER, PASSWORD).await
    }
}

pub fn founding() -> Founding {
    Founding {
        company: "Nordlys AS".into(),
        currency: "NOK".into(),
        time_zone: "Europe/Oslo".into(),
        language: "en".into(),
        fiscal_first_month: 1,
        owner_name: "Kari Nordmann".into(),
        owner_email: OWNER.into(),
        owner_password: PASSWORD.into(),
        beginning: Beginning { templates: vec!["pod".into()], ..Beginning::default() },
    }
}

/// Runs a test on a founded house on each engine.
pub fn on_each(test: impl AsyncFn(&Site)) {
    visit(&Options::default(), true, test);
}

/// As [`on_each`], served otherwise or not founded yet.
pub fn visit(options: &Options, founded: bool, test: impl AsyncFn(&Site)) {
    db::testing::each_engine(|db| {
        let clock = Arc::new(AtomicI64::new(START));
        let ticking = clock.clone();
        let house = House::with_clock(db, Arc::new(move || Instant(ticking.load(Ordering::SeqCst)))).unwrap();
        let keys = Keyring::from_secret("a secret of the tests");
        let house = house.with_outside(Outside { keys, ..Outside::default() });
        if founded {
            found(&house, &founding()).unwrap();
        }
        let state = State::new(house, options.clone());
        let site = Site { router: web::router(state.clone()), state, clock };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(test(&site));
        drop(runtime);
    })
    .unwrap();
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn location(&self) -> &str {
        self.header("location")
    }
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }
    pub fn cookie(&self, name: &str) -> Option<String> {
        let lines = self.headers.get_all(header::SET_COOKIE).iter().map(|v| v.to_str().unwrap().to_owned());
        lines.into_iter().find(|line| line.starts_with(&format!("{name}=")))
    }
    /// The value of the first input of that label or name.
    pub fn value_after(&self, mark: &str) -> String {
        let rest = self.body.split_once(mark).unwrap_or_else(|| panic!("no {mark} in {}", self.body)).1;
        rest.split_once("value=\"").unwrap().1.split_once('"').unwrap().0.to_owned()
    }
}

pub struct Browser {
    router: Router,
    pub cookies: BTreeMap<String, String>,
    pub csrf: String,
    /// Sent with every request.
    pub headers: Vec<(&'static str, String)>,
}

impl Browser {
    pub async fn get(&mut self, path: &str) -> Answer {
        let answer = self.send(Method::GET, path, &[], String::new()).await;
        if answer.body.contains("name=\"csrf\"") {
            self.csrf = answer.value_after("name=\"csrf\"");
        }
        answer
    }
    /// Posts a form with the token of the form last seen.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = self.csrf.clone();
        let fields: Vec<(&str, &str)> = [("csrf", csrf.as_str())].into_iter().chain(fields.iter().copied()).collect();
        self.post_as_is(path, &fields).await
    }
    pub async fn post_as_is(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let escape =
            |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
        let body: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect();
        self.send(Method::POST, path, &[("content-type", "application/x-www-form-urlencoded")], body.join("&")).await
    }
    pub async fn send(&mut self, method: Method, path: &str, headers: &[(&str, &str)], body: String) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder().method(method).uri(path).header("host", "localhost:7400");
        if !cookies.is_empty() {
            request = request.header("cookie", cookies.join("; "));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let response = self.router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        let answer = Answer { status: parts.status, headers: parts.headers, body, bytes: bytes.to_vec() };
        self.keep(&answer);
        answer
    }
    /// A call of a program.
    pub async fn call(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: &serde_json::Value,
    ) -> Answer {
        let headers: Vec<(&str, &str)> =
            [("content-type", "application/json")].into_iter().chain(headers.iter().copied()).collect();
        let body = if body.is_null() { String::new() } else { body.to_string() };
        self.send(method, path, &headers, body).await
    }
    fn keep(&mut self, answer: &Answer) {
        for line in answer.headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

//! Every page in every language.

use crate::browser::on_each;
use axum::http::Method;
use text::Lang;
use web::routes::Kind;

#[test]
fn every_page_is_written_in_the_reader_s_language() {
    on_each(async |site| {
        let mut owner = site.owner().await;
        for lang in Lang::ALL {
            owner.get("/settings").await;
            owner.post("/appearance", &[("lang", lang.tag())]).await;
            let pages = site.state.table().iter().filter(|r| r.kind == Kind::Page && r.method == Method::GET);
            for route in pages.filter(|r| !r.path.contains('{')) {
                let page = owner.get(&crate::forms::address(route.path)).await;
                if page.body.contains("<html") {
                    assert!(page.body.contains(&format!("<html lang=\"{}\"", lang.tag())), "{}", route.path);
                    assert_eq!(unwritten(&page.body), None, "{} in {}", route.path, lang.tag());
                }
            }
        }
    });
}

#[test]
fn a_stranger_reads_what_the_browser_asks_for() {
    on_each(async |site| {
        let mut browser = site.browser();
        browser.headers = vec![("accept-language", "nb-NO,nb;q=0.9,en;q=0.5".into())];
        let page = browser.get("/sign-in").await;
        assert!(page.body.contains("<html lang=\"nb\"") && page.body.contains("Logg inn"), "{}", page.body);
    });
}

/// A key that stands where its text should: `>settings-title<`.
pub fn unwritten(body: &str) -> Option<&str> {
    body.split('>').filter_map(|rest| rest.split('<').next()).map(str::trim).find(|text| text::has(text))
}

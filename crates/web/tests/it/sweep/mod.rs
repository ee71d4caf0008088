//! The sweep: every route of the table, as everyone the organisation knows, by session and by token.
//!
//! What must come back is said by hand (`viewers`, `reads`, `writes`); a route without an expectation fails. Every
//! record carries a marker of whose it is, and an answer that holds the marker of a record its reader may not see is
//! a leak, whatever page, file or status it is.

mod activities;
mod bulk;
pub mod company;
mod figures;
mod handoffs;
mod leading;
mod mail;
mod outbound;
mod people;
mod privacy;
mod reads;
mod sensitive;
mod viewers;
mod webhooks;
mod writes;

use crate::browser::{Answer, Browser, OWNER, PASSWORD, Site, on_each};
use app::ctx::Who;
use app::listing::{self, Format, ListQuery, kinds};
use axum::http::{Method, StatusCode};
use company::{COST, Company, FILE, MARKERS, TARGET, VIEW, email};
use domain::policy::Action;
use reads::{Try, status, tries};
use sensitive::SECRET;
use viewers::{May, VIEWERS, Viewer};
use web::routes::{Kind, Route};
use writes::{Body, Need, Write, is_allowed, is_refused, writes};

/// A browser in which a viewer is signed in.
async fn browser(site: &Site, viewer: &Viewer) -> Browser {
    let address = if viewer.name == "Kari" { OWNER.to_owned() } else { email(viewer.name) };
    let mut browser = site.signed_in(&address, PASSWORD).await;
    browser.get("/settings").await;
    browser
}

/// A program that speaks for a viewer; it may write or not.
fn program(site: &Site, company: &Company, viewer: &Viewer, writes: bool) -> Browser {
    let (writing, reading) = &company.tokens[viewer.name];
    let mut browser = site.browser();
    browser.headers = vec![("authorization", format!("Bearer {}", if writes { writing } else { reading }))];
    browser
}

/// What an answer says, in small letters; a workbook's cells.
fn said(answer: &Answer) -> String {
    if answer.header("content-type").contains("spreadsheet") {
        let table = sheet::read(&answer.bytes, &sheet::ReadOptions::default()).unwrap();
        let rows = table.rows().map(|row| row.cells().collect::<Vec<_>>().join(" "));
        return rows.collect::<Vec<_>>().join("\n").to_lowercase();
    }
    answer.body.to_lowercase()
}

/// Everything in an answer that its reader must not see.
fn leaks(viewer: &Viewer, said: &str) -> Vec<String> {
    let digits: String =
        said.chars().filter(|c| !c.is_whitespace() && !matches!(c, ',' | '\u{a0}' | '\u{202f}')).collect();
    let mut found = Vec::new();
    for (marker, _, amounts) in MARKERS.iter().filter(|(marker, ..)| !viewer.sees(marker)) {
        found.extend(said.contains(&format!("{marker}-")).then(|| (*marker).to_owned()));
        let numbers = amounts.map(|amount| amount.to_string());
        found.extend(numbers.into_iter().filter(|number| digits.contains(number)));
    }
    let only = [
        (VIEW, viewer.name == "Bjorn"),
        (FILE, viewer.may(May::Import)),
        (COST, viewer.may(May::Cost)),
        (SECRET, viewer.may(May::Sensitive)),
        (TARGET, viewer.figures.contains(&"Bjorn")),
        ("bodil@sweep.test", viewer.may(May::Users) || viewer.name == "Bodil"),
    ];
    for (what, may) in only {
        found.extend((!may && (said.contains(what) || digits.contains(what))).then(|| what.to_owned()));
    }
    found
}

/// What is wrong with an answer.
fn faults(viewer: &Viewer, one: &Try, answer: &Answer, by: &str) -> Vec<String> {
    let (said, due) = (said(answer), status(viewer, one.need));
    let at = format!("{} by {by} at {}", viewer.name, one.address);
    let mut faults = Vec::new();
    if answer.status != due {
        faults.push(format!("{at} gets {}, not {due}", answer.status));
    }
    faults.extend(leaks(viewer, &said).into_iter().map(|leak| format!("{at} sees {leak}: {}", around(&said, &leak))));
    let missing = one.shows.iter().filter(|marker| viewer.sees(marker) && !said.contains(&format!("{marker}-")));
    if answer.status == StatusCode::OK {
        faults.extend(missing.map(|marker| format!("{at} does not see {marker}")));
    }
    faults
}

/// The text about a leak.
fn around(said: &str, leak: &str) -> String {
    let at = said.find(leak).unwrap_or_default();
    said.chars().skip(said[..at].chars().count().saturating_sub(120)).take(240).collect()
}

#[test]
fn leads_of_sales_and_the_north_read_what_the_organisation_lets_them_see_at_every_address() {
    everyone_reads(&VIEWERS[..4]);
}

#[test]
fn the_south_and_operations_read_what_the_organisation_lets_them_see_at_every_address() {
    everyone_reads(&VIEWERS[4..7]);
}

#[test]
fn everyone_else_reads_what_the_organisation_lets_them_see_at_every_address() {
    everyone_reads(&VIEWERS[7..]);
}

/// Every address, asked by some of the viewers: in parts, so that they run beside each other.
fn everyone_reads(viewers: &[Viewer]) {
    on_each(async |site| {
        let company = company::found(site);
        let reading = || site.state.table().iter().filter(|route| route.method == Method::GET);
        let unknown: Vec<&str> =
            reading().filter(|route| tries(route.path, &company).is_none()).map(|route| route.path).collect();
        assert!(unknown.is_empty(), "say in reads.rs what these must answer: {unknown:?}");
        let mut wrong = Vec::new();
        for viewer in viewers {
            let mut page = browser(site, viewer).await;
            let mut program = program(site, &company, viewer, false);
            for route in reading() {
                let is_silent = |one: &Try| !matches!(one.need, reads::Need::Heard(marker) if viewer.sees(marker));
                for one in tries(route.path, &company).unwrap().into_iter().filter(is_silent) {
                    wrong.extend(faults(viewer, &one, &page.get(&one.address).await, "session"));
                    if route.kind == Kind::Api {
                        site.later(1);
                        wrong.extend(faults(viewer, &one, &program.get(&one.address).await, "token"));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
    });
}

#[test]
fn whoever_is_not_signed_in_reads_nothing() {
    on_each(async |site| {
        let company = company::found(site);
        let nobody = VIEWERS.iter().find(|viewer| viewer.name == "Nils").unwrap();
        let mut browser = site.browser();
        for route in site.state.table().iter().filter(|route| route.method == Method::GET) {
            for one in tries(route.path, &company).unwrap() {
                let answer = browser.get(&one.address).await;
                let expected = match (one.need, route.kind) {
                    (reads::Need::Open(status), _) => StatusCode::from_u16(status).unwrap(),
                    (_, Kind::Api) => StatusCode::UNAUTHORIZED,
                    _ => StatusCode::SEE_OTHER,
                };
                assert_eq!(answer.status, expected, "{}", one.address);
                assert_eq!(leaks(nobody, &said(&answer)), [""; 0], "{}", one.address);
            }
        }
    });
}

/// Everything that is kept, in one text: what no refused write may change.
fn kept(site: &Site) -> String {
    company::apart(site, |house| {
        let read = house.read(Who::Console, |ctx, tx| {
            let mut out = Vec::new();
            for kind in kinds::KINDS {
                let query = ListQuery { fields: vec!["*".to_owned()], ..ListQuery::default() };
                listing::export(ctx, tx, kind, &query, Format::JsonLines, &mut out)?;
            }
            for kind in [&kinds::ACCOUNTS, &kinds::CONTACTS, &kinds::OPPORTUNITIES, &kinds::PRODUCTS] {
                for id in listing::ids(ctx, tx, kind, Action::See, &ListQuery::default(), 1000)? {
                    let later = domain::Instant(ctx.now.0 + 1);
                    let told = app::records::timeline(ctx, tx, kind.noun, id, later, 100)?;
                    out.extend(serde_json::to_vec(&told)?);
                }
            }
            for list in app::outbound::queries::all(ctx, tx)? {
                let page = app::outbound::queries::page(ctx, tx, list.list.id)?;
                out.extend(serde_json::to_vec(&page)?);
            }
            let users = app::users::list(ctx, tx)?;
            let users: Vec<_> = users.iter().map(|user| (&user.email, &user.grants, user.state, user.person)).collect();
            Ok(format!("{} {users:?} {:?}", String::from_utf8_lossy(&out), ctx.company))
        });
        read.unwrap()
    })
}

/// Sends a write as a page or a program would.
async fn send(browser: &mut Browser, method: &Method, write: &Write, tokened: bool) -> Answer {
    let csrf = browser.csrf.clone();
    match &write.body {
        Body::Form(fields) => {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            browser.post(&write.address, &fields).await
        }
        Body::Json(body) if tokened => browser.call(method.clone(), &write.address, &[], body).await,
        Body::Json(body) => browser.call(method.clone(), &write.address, &[("x-csrf-token", &csrf)], body).await,
        Body::File => {
            let part =
                |head: &str, text: &str| format!("--X\r\nContent-Disposition: form-data; {head}\r\n\r\n{text}\r\n");
            let file = part("name=\"files\"; filename=\"a.csv\"", "account\nMade\n");
            let body = format!("{}{file}--X--\r\n", part("name=\"csrf\"", &csrf));
            let kind = [("content-type", "multipart/form-data; boundary=X")];
            browser.send(method.clone(), &write.address, &kind, body).await
        }
    }
}

/// What is wrong with the answer to a write.
fn miswritten(viewer: &Viewer, write: &Write, answer: &Answer, by: &str) -> Vec<String> {
    let at = format!("{} by {by} to {}", viewer.name, write.address);
    let leaks = leaks(viewer, &said(answer)).into_iter().map(|leak| format!("{at} is told {leak}"));
    let mut faults: Vec<String> = leaks.collect();
    let is_right = match is_allowed(viewer, write.need) {
        true => answer.status.is_success() || answer.status.is_redirection(),
        false => is_refused(viewer, write.need, answer.status),
    };
    faults.extend((!is_right).then(|| format!("{at} gets {}: {}", answer.status, answer.body)));
    faults
}

#[test]
fn nobody_writes_what_they_may_not_see_or_change() {
    on_each(async |site| {
        let company = company::found(site);
        let writing = || site.state.table().iter().filter(|route| route.method != Method::GET);
        let of = |route: &Route| writes(route.method.as_str(), route.path, &company);
        let unknown: Vec<String> =
            writing().filter(|r| of(r).is_none()).map(|r| format!("{} {}", r.method, r.path)).collect();
        assert!(unknown.is_empty(), "say in writes.rs who may: {unknown:#?}");
        let (before, mut wrong) = (kept(site), Vec::new());
        for viewer in &VIEWERS {
            let mut page = browser(site, viewer).await;
            let mut writer = program(site, &company, viewer, true);
            let mut reader = program(site, &company, viewer, false);
            for route in writing() {
                for write in of(route).unwrap().into_iter().filter(|write| write.need != Need::Own) {
                    if is_allowed(viewer, write.need) && !write.is_idle {
                        continue;
                    }
                    let answer = send(&mut page, &route.method, &write, false).await;
                    wrong.extend(miswritten(viewer, &write, &answer, "session"));
                    if route.kind == Kind::Api {
                        site.later(1);
                        let answer = send(&mut writer, &route.method, &write, true).await;
                        wrong.extend(miswritten(viewer, &write, &answer, "token"));
                        let answer = send(&mut reader, &route.method, &write, true).await;
                        let is_refused = answer.status == StatusCode::FORBIDDEN;
                        wrong.extend(
                            (!is_refused).then(|| format!("{} reads only, and writes {}", viewer.name, write.address)),
                        );
                    }
                }
            }
            let after = kept(site);
            let lines = before.lines().zip(after.lines()).filter(|(old, new)| old != new);
            wrong.extend(lines.map(|(old, new)| format!("{} changed {old}\n  into {new}", viewer.name)));
            if before != after {
                break;
            }
        }
        assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
    });
}

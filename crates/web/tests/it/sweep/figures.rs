//! Figures and reasons: every number of a viewer is what the records they may see add up to, and every record says
//! truly why they see it.

use super::company::{Company, MARKERS, Marked, found, position};
use super::viewers::{May, VIEWERS, Viewer};
use super::{browser, program};
use crate::browser::{Browser, on_each};
use axum::http::StatusCode;
use serde_json::Value as Json;
use text::{Lang, t, tr};

const DAYS: &str = "from=2025-01-01&to=2025-12-31";

/// The seats at and below a seat, as the company was founded.
fn below(seat: &str) -> &'static [&'static str] {
    match seat {
        "Hedda" => &["Hedda", "Alma", "Arne", "Bodil", "Bjorn", "Enya"],
        "Alma" => &["Alma", "Arne"],
        "Bodil" => &["Bodil", "Bjorn"],
        "Arne" => &["Arne"],
        "Bjorn" => &["Bjorn"],
        _ => &["Enya"],
    }
}

/// What the deals of some seats come to: open and won amounts, open and won deals.
fn due(seats: &[&str]) -> [i64; 4] {
    let of = MARKERS.iter().filter(|(_, owner, _)| seats.contains(owner));
    let mut sums = [0; 4];
    for (_, _, [open, won]) in of {
        sums = [sums[0] + open, sums[1] + won, sums[2] + 1, sums[3] + 1];
    }
    // The deal that crosses the teams has no amount.
    sums[2] += i64::from(seats.contains(&"Arne"));
    sums
}

/// The measures of the sweep, and their place in [`due`].
const MEASURES: [(&str, usize); 4] =
    [("open_pipeline", 0), ("bookings_amount", 1), ("open_pipeline.count", 2), ("closed_opportunities.won", 3)];

/// A value of a figure: an amount in whole units, or a number.
fn whole(figure: &Json) -> i64 {
    let value = &figure["value"];
    match value["amount"].as_str() {
        Some(amount) => amount.trim_end_matches(".00").parse().unwrap(),
        None => value.as_i64().unwrap_or_default(),
    }
}

async fn asked(program: &mut Browser, path: &str) -> Json {
    let answer = program.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    answer.json()
}

#[test]
fn every_number_is_what_the_visible_records_add_up_to() {
    on_each(async |site| {
        let company = found(site);
        for viewer in VIEWERS.iter().filter(|viewer| viewer.may(May::Figures)) {
            let mut program = program(site, &company, viewer, false);
            let due_to_all = due(viewer.figures);
            for (measure, at) in MEASURES {
                site.later(10);
                for by in ["", "person", "position", "product", "account", "month"] {
                    let view = asked(&mut program, &format!("/api/v1/measures/{measure}?by={by}&{DAYS}")).await;
                    let told = format!("{} asks {measure} by {by}: {view}", viewer.name);
                    assert_eq!(whole(&view["total"]), due_to_all[at], "{told}");
                    let rows = view["rows"].as_array().unwrap();
                    let is_state = by == "month" && measure.starts_with("open");
                    if !by.is_empty() && !is_state {
                        assert_eq!(rows.iter().map(whole).sum::<i64>(), due_to_all[at], "{told}");
                    }
                    // Only the deal that crosses the teams has an account that its owner may not see.
                    let hidden = rows.iter().filter(|row| row["hidden"] == true).count();
                    let crosses = by == "account" && measure == "open_pipeline.count";
                    let is_hidden = crosses && viewer.figures.contains(&"Arne") && !viewer.sees("beta");
                    assert_eq!(hidden, usize::from(is_hidden), "{told}");
                }
            }
            for seat in viewer.figures {
                site.later(10);
                let path = format!("/api/v1/scorecards/positions/{}?period=year", position(seat));
                let card = asked(&mut program, &path).await;
                let rows = card["rows"].as_array().unwrap();
                let figure = |id: &str| rows.iter().find(|row| row["measure"] == id).map(|row| whole(&row["figure"]));
                let due = due(below(seat));
                for (measure, at) in MEASURES {
                    let found = figure(measure).unwrap_or(due[at]);
                    assert_eq!(found, due[at], "{} on {seat}'s card: {measure}", viewer.name);
                }
                assert!(*seat == "Enya" || figure("bookings_amount").is_some(), "{card}");
            }
        }
    });
}

#[test]
fn lists_and_board_count_and_sum_what_is_seen() {
    on_each(async |site| {
        let company = found(site);
        for viewer in VIEWERS.iter().filter(|viewer| viewer.may(May::Records)) {
            let mut program = program(site, &company, viewer, false);
            let seen = MARKERS.iter().filter(|(marker, ..)| viewer.sees(marker));
            let (deals, sum) = seen.fold((0, 0), |(n, sum), (_, _, [open, _])| (n + 1, sum + open));
            let deals = deals + i64::from(viewer.sees("alfa"));
            let path = "/api/v1/opportunities?filter=outcome%20%3D%20open&fields=amount&count=exact";
            let list = asked(&mut program, path).await;
            let amount = |item: &Json| item["amount"]["amount"].as_str().map(|a| a.trim_end_matches(".00").to_owned());
            let amounts = list["items"].as_array().unwrap().iter().filter_map(amount);
            assert_eq!(list["total"], deals, "{}", viewer.name);
            assert_eq!(amounts.map(|a| a.parse::<i64>().unwrap()).sum::<i64>(), sum, "{}", viewer.name);
            let board = browser(site, viewer).await.get("/opportunities?view=board").await.body;
            assert_eq!(
                board.matches("id=\"deal-").count(),
                usize::try_from(deals).unwrap(),
                "{}: {board}",
                viewer.name
            );
            let brief = text::fmt::money_short(Lang::En, sum * 100, "NOK", 2);
            assert!(deals == 0 || board.contains(&brief), "{} has {brief} on the board: {board}", viewer.name);
        }
    });
}

/// Why a viewer sees the records of a marker; nothing where they do not. Said by hand, from the design.
fn reason(viewer: &Viewer, marker: &str) -> Option<&'static str> {
    let owner = MARKERS.iter().find(|(found, ..)| *found == marker).map(|(_, owner, _)| *owner);
    Some(match (viewer.name, marker) {
        ("Opal" | "Fina" | "Kari", _) => "role",
        ("Arne", "delt") => "team",
        ("Bodil" | "Bjorn", "segm") => "segment",
        (name, _) if Some(name) == owner => "own",
        _ if viewer.sees(marker) => "below",
        _ => return None,
    })
}

/// The reasons that a page gives.
fn given(page: &str) -> Vec<String> {
    let asked = t(Lang::En, "record-why-see");
    let Some((_, rest)) = page.split_once(&format!("<summary>{asked}</summary>")) else { return Vec::new() };
    let list = rest.split_once("</ul>").unwrap().0;
    list.split("<li").skip(1).map(|item| item.split_once('>').unwrap().1.to_owned()).collect()
}

#[test]
fn every_record_says_truly_why_one_sees_it() {
    on_each(async |site| {
        let company: Company = found(site);
        let said = |key: &str| match key {
            "segment" => tr(Lang::En, "record-why-segment", &[("segment", "Fjords".into())]),
            key => t(Lang::En, &format!("record-why-{key}")).into_owned(),
        };
        for viewer in &VIEWERS {
            let mut page = browser(site, viewer).await;
            let all = company.marked.iter().map(|(marker, one)| (*marker, *one)).chain([("alfa", company.cross)]);
            for (marker, Marked { account, contact, deal, won, .. }) in all {
                let paths = [
                    format!("/accounts/{account}"),
                    format!("/contacts/{contact}"),
                    format!("/opportunities/{deal}"),
                    format!("/opportunities/{won}"),
                ];
                for path in paths {
                    let answer = page.get(&path).await;
                    let (due, given) = (reason(viewer, marker), given(&answer.body));
                    let at = format!("{} on {path} of {marker}: {given:?}", viewer.name);
                    assert_eq!(given.len(), usize::from(due.is_some()), "{at}");
                    let is_true = due.is_none_or(|due| given.iter().all(|one| one.starts_with(&said(due))));
                    assert!(is_true, "{at}, not {due:?}");
                    // Who stands above the owner is shown the whole line between them.
                    let line = if due == Some("below") { viewer.name } else { "" };
                    assert!(given.iter().all(|one| one.contains(line)), "{at}");
                }
            }
            let price = page.get(&format!("/products/{}", company.product)).await.body;
            assert_eq!(given(&price).len(), 1, "{}", viewer.name);
            assert!(given(&price)[0].starts_with(&said("everyone")), "{}: {:?}", viewer.name, given(&price));
        }
    });
}

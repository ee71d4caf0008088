//! Samples of pictures: the organisation chart, figures, a scorecard.

use super::super::chart::{ChangeDay, OrgChart, chart, days, figure, figures, legend, organisation, spark};
use super::super::icon::Icon;
use super::super::layout::{self, Action, Tab, Theme};
use super::super::pill::{Tone, pill};
use super::super::table::{self, Column, Row};
use draw::org_chart::{Node, Options, Value, org_chart};
use maud::{Markup, html};
use text::Lang;

/// Name, position, detail, index of the card above, step of the colour, figure.
type Person = (&'static str, &'static str, &'static str, Option<usize>, u8, &'static str);

const PEOPLE: [Person; 13] = [
    ("Ingrid Solheim", "VP Sales", "118 people · 6 units", None, 4, "92 %"),
    ("Pål Henriksen", "Key accounts", "14 · pod", Some(0), 5, "104 %"),
    ("Sara Lindqvist", "Mid-market Nordics", "32 · assembly line", Some(0), 4, "97 %"),
    ("Jonas Weber", "Mid-market DACH", "28 · assembly line", Some(0), 2, "71 %"),
    ("Chen Yu 陈瑜", "Inside sales", "19 · island", Some(0), 3, "88 %"),
    ("vacant", "Lead generation", "17 · acting: M. Berg", Some(0), 1, "64 %"),
    ("Pod Havbris", "3 roles", "AE · SE · CSM", Some(1), 5, "109 %"),
    ("Pod Tindra", "4 roles", "AE · SE · CSM · inside", Some(1), 4, "98 %"),
    ("Emil Dahl", "AE, Norway", "2 SDR · 1 SE", Some(2), 5, "112 %"),
    ("Aino Korhonen", "AE, Sweden", "2 SDR · 1 SE", Some(2), 4, "95 %"),
    ("Freja Holm", "AE, Denmark", "1 SDR · ramping", Some(2), 3, "83 %"),
    ("Lukas Braun", "AE, Germany", "3 SDR", Some(3), 3, "78 %"),
    ("vacant", "AE, Austria", "hire planned Jan", Some(3), 1, "–"),
];

fn drawn() -> String {
    let node = |(at, person): (usize, &Person)| Node {
        id: format!("n{at}"),
        parent: person.3,
        name: person.0.to_owned(),
        title: person.1.to_owned(),
        detail: person.2.to_owned(),
        vacant: person.0 == "vacant",
        value: Some(Value { label: person.5.to_owned(), class: Some(person.4) }),
        folded: 0,
    };
    let nodes: Vec<Node> = PEOPLE.iter().enumerate().map(node).collect();
    let options = Options { label: "Organisation on 21 November 2026".to_owned(), ..Options::default() };
    org_chart(&nodes, &options).map(|drawn| drawn.svg).unwrap_or_default()
}

pub(super) fn chart_page(lang: Lang, theme: Theme) -> Markup {
    let mut frame = super::frame(lang, theme, "Organisation", "Organisation");
    let tab = |label: &str| Tab::new("?page=organisation", label, label == "Chart");
    frame.tabs = vec![
        tab("Chart"),
        tab("People"),
        tab("Coverage"),
        Tab { count: Some("4".to_owned()), ..tab("Checks") },
        tab("Drafts"),
    ];
    frame.action = Some(Action {
        href: "?page=components".to_owned(),
        label: "Draft a reorganisation".to_owned(),
        icon: Icon::Edit,
    });
    let chip = |label: &str, value: &str| html! { span class="chip" { (label) " " b { (value) } } };
    let content = html! {
        (layout::bar(html! {
            (chip("On", "21 Nov 2026")) (chip("Show", "positions")) (chip("Colour by", "quota attainment, Q4 to date"))
            (legend("below 65 %", "over 100 %"))
            span class="spread" {} a class="chip" href="?page=organisation" { "Export" }
        }))
        (layout::content(false, html! { (framed(lang)) (tiles()) }))
    };
    layout::page(&frame, content)
}

fn framed(lang: Lang) -> Markup {
    let element = OrgChart {
        svg: drawn(),
        move_action: Some("/design/move".to_owned()),
        open: Some("?page=record&id={id}".to_owned()),
        toggle: Some("?page=organisation&toggle={id}".to_owned()),
        ..OrgChart::default()
    };
    let marks = ["1 Jan 2025", "1 Jun 2025", "3 Jan 2026", "3 Oct 2026", "1 Jan 2027"];
    let days_on = ["2025-01-01", "2025-06-01", "2026-01-03", "2026-10-03", "2027-01-01"];
    let marks: Vec<ChangeDay> = days_on
        .iter()
        .zip(marks)
        .map(|(day, label)| ChangeDay { day: (*day).to_owned(), label: label.to_owned() })
        .collect();
    let keep = [("page".to_owned(), "organisation".to_owned())];
    html! {
        div class="card" {
            (organisation(lang, "sample", &element))
            (days(lang, "/design", &keep, &marks, "2026-11-21", ("Jan 2025", "1 Jan 2027: pods for DACH (scheduled)")))
        }
    }
}

fn tiles() -> Markup {
    figures(&[
        figure("Role coverage", "96.4 %", pill(Tone::None, "2 responsibilities open"), Some("?page=list")),
        figure("Span of control", "7.1", html! { "1 manager over 10" }, None),
        figure("Double cover", "0", html! { "every segment × stage answered" }, None),
        figure("Changes in 90 days", "11", html! { "4 % of accounts changed owner" }, None),
    ])
}

pub(super) fn scorecard_page(lang: Lang, theme: Theme) -> Markup {
    let mut frame = super::frame(lang, theme, "Mid-market Nordics", "Scorecards");
    frame.tabs = ["Team", "People", "Accounts"].map(|t| Tab::new("?page=scorecard", t, t == "Team")).to_vec();
    frame.action = Some(Action { href: "?page=record".to_owned(), label: "Coach".to_owned(), icon: Icon::Note });
    let chip = |label: &str, value: &str| html! { span class="chip" { (label) " " b { (value) } } };
    let content = html! {
        (layout::bar(html! {
            (chip("Period", "Q4 2026, to date")) (chip("Organisation", "as it was then")) (chip("Currency", "EUR, actual rates"))
            span class="spread quiet small" { "every figure opens its records" }
        }))
        (layout::content(false, html! { div class="card" { (scorecard()) } }))
    };
    layout::page(&frame, content)
}

fn scorecard() -> Markup {
    type Line = (&'static str, &'static str, &'static str, [f64; 6], Tone, &'static str);
    const LINES: [Line; 5] = [
        ("Quota attainment", "97 %", "100 %", [71.0, 80.0, 84.0, 88.0, 93.0, 97.0], Tone::Won, "€ 2.91 M of € 3.00 M"),
        ("Win rate", "31.4 %", "30 %", [28.0, 27.0, 29.0, 30.0, 31.0, 31.4], Tone::Won, "44 of 140"),
        (
            "Sales cycle, median",
            "52 d",
            "45 d",
            [47.0, 48.0, 50.0, 55.0, 53.0, 52.0],
            Tone::Lost,
            "n = 44, 12 open counted",
        ),
        (
            "Pipeline coverage",
            "2.2 ×",
            "2.4 ×",
            [3.0, 2.8, 2.6, 2.4, 2.3, 2.2],
            Tone::None,
            "needed from own conversion: 2.4 ×",
        ),
        ("Selling time", "37 %", "40 %", [33.0, 34.0, 36.0, 35.0, 37.0, 37.0], Tone::None, "prep counted apart"),
    ];
    let word = |tone| match tone {
        Tone::Won => "ahead",
        Tone::Lost => "behind",
        _ => "watch",
    };
    let rows: Vec<Row> = LINES
        .iter()
        .map(|(name, now, target, six, tone, from)| Row {
            cells: vec![
                html! { a class="title" href="?page=list" { (name) } },
                html! { a class="strong" href="?page=list" { (now) } },
                html! { span class="quiet" { (target) } },
                spark(six, true, &format!("{name}, six periods, now {now}")),
                pill(*tone, word(*tone)),
                html! { span class="quiet small" { (from) } },
            ],
            ..Row::default()
        })
        .collect();
    table::plain(
        &[
            Column::text("Measure"),
            Column::number("Now"),
            Column::number("Target"),
            Column::text("Six periods"),
            Column::text("State"),
            Column::text("From"),
        ],
        &rows,
    )
}

pub(super) fn pieces(lang: Lang) -> Markup {
    let bars = [("Jul", 40), ("Aug", 62), ("Sep", 55), ("Oct", 88), ("Nov", 71)];
    let svg = html! {
        svg viewBox="0 0 400 120" role="img" aria-label="Won by month" {
            @for (at, (_, value)) in bars.iter().enumerate() { rect x=(10 + at * 78) y=(110 - value) width="56" height=(value) rx="3" fill="var(--s4)" {} }
        }
    };
    let rows: Vec<Row> = bars
        .iter()
        .map(|(m, v)| Row { cells: vec![html! { (m) }, html! { "€ " (v) " k" }], ..Row::default() })
        .collect();
    let table = table::plain(&[Column::text("Month"), Column::number("Won")], &rows);
    html! { (framed(lang)) (tiles()) (chart(lang, "Won by month", "€, actual rates", &svg.into_string(), table)) div class="card" { (scorecard()) } }
}

//! Samples of the list, the board, and a list with nothing in it.

use super::super::board::{Card, Lane, board};
use super::super::field::{Field, Kind, field};
use super::super::icon::Icon;
use super::super::layout::{self, Action, Tab, Theme};
use super::super::pill::{Tone, dot, face, pill};
use super::super::table::{self, Bulk, Chip, Choice, Column, Empty, List, Order, Row, View};
use maud::{Markup, html};
use text::Lang;

const DEALS: [(&str, &str, &str, Tone, &str, &str, &str); 8] = [
    ("Foss pilot line", "Fossverk", "€ 48,000", Tone::Today, "call today", "Emil Dahl", "Qualifying"),
    ("Torque sensors", "Lastra", "€ 112,500", Tone::Plain, "in 5 days", "Aino Korhonen", "Qualifying"),
    ("Calibration 2027", "Kystverk", "€ 18,200", Tone::None, "nothing planned", "Emil Dahl", "Qualifying"),
    ("Flow lab", "Havbris", "€ 410,000", Tone::Late, "2 days late", "Pål Henriksen", "Presenting"),
    ("Vision QA", "Skogmark", "€ 86,000", Tone::Today, "call today", "Aino Korhonen", "Presenting"),
    ("称重系统升级", "蓝海仪器", "€ 230,000", Tone::Plain, "in 5 days", "陈瑜", "Presenting"),
    (
        "Framework agreement for three years with every plant",
        "Tindra Group",
        "€ 1,250,000",
        Tone::Today,
        "call today",
        "Pål Henriksen",
        "Negotiating",
    ),
    ("Test bench", "Elvar", "€ 320,000", Tone::Late, "2 days late", "Jonas Weber", "Closing"),
];

fn views(lang: Lang, theme: Theme, board: bool) -> layout::PageFrame {
    let mut frame = super::frame(lang, theme, "Opportunities", "Opportunities");
    frame.tabs = vec![
        Tab::new("?page=board", "Board", board),
        Tab::new("?page=list", "Table", !board),
        Tab::new("?page=scorecard", "Timeline", false),
    ];
    frame.action =
        Some(Action { href: "?page=components".to_owned(), label: "New opportunity".to_owned(), icon: Icon::Add });
    frame
}

pub(super) fn list_page(lang: Lang, theme: Theme) -> Markup {
    layout::page(&views(lang, theme, false), layout::content(false, sample_list(lang)))
}

pub(super) fn empty_page(lang: Lang, theme: Theme) -> Markup {
    let list = List {
        id: "leads".to_owned(),
        path: "/design".to_owned(),
        search: Some(String::new()),
        empty: Empty {
            title: "No leads yet".to_owned(),
            text: "People who may buy stand here until somebody has talked to them. Import a list, or add the first one by hand.".to_owned(),
            action: Some(("?page=components".to_owned(), "Import leads".to_owned())),
        },
        ..List::default()
    };
    layout::page(
        &super::frame(lang, theme, "Leads", "Leads"),
        layout::content(false, table::list(lang, "sample", &list)),
    )
}

fn chips() -> Vec<Chip> {
    [("Owner", "me and below"), ("Close", "Q4 2026")]
        .map(|(label, value)| Chip {
            label: label.to_owned(),
            value: value.to_owned(),
            remove: Some("?page=list".to_owned()),
        })
        .to_vec()
}

pub(super) fn sample_list(lang: Lang) -> Markup {
    let rows = DEALS.iter().enumerate().map(|(at, (title, account, sum, tone, when, owner, stage))| Row {
        id: at.to_string(),
        href: Some("?page=record".to_owned()),
        cells: vec![
            html! { (title) },
            html! { (account) },
            html! { (pill(Tone::Accent, stage)) },
            html! { (sum) },
            html! { span class="row" { (dot(*tone)) (when) } },
            html! { span class="row" { (face(owner)) (owner) } },
        ],
        off: at == 5,
    });
    let list = List {
        id: "opportunities".to_owned(),
        path: "/design".to_owned(),
        keep: vec![("page".to_owned(), "list".to_owned()), ("sort".to_owned(), "-amount".to_owned())],
        columns: vec![
            Column::text("Name").sorted("?page=list&sort=name", None),
            Column::text("Account").sorted("?page=list&sort=account", None),
            Column::text("Stage"),
            Column::number("Amount").sorted("?page=list&sort=amount", Some(Order::Descending)),
            Column::text("Next step"),
            Column::text("Owner"),
        ],
        rows: rows.collect(),
        totals: Some(vec![
            html! { "8 opportunities" },
            html! {},
            html! {},
            html! { "€ 2,474,700" },
            html! {},
            html! {},
        ]),
        search: Some(String::new()),
        chips: chips(),
        filters: Some(html! {
            (field(lang, &Field::new("stage", "Stage", Kind::Choice(vec![(String::new(), "any".to_owned()), ("p".to_owned(), "Presenting".to_owned())])).scope("filter")))
            (field(lang, &Field::new("from", "Closes from", Kind::Day)))
        }),
        clear: Some("?page=list".to_owned()),
        views: vec![
            View {
                label: "Team, this quarter".to_owned(),
                href: "?page=list".to_owned(),
                active: true,
                shared: true,
                delete: None,
            },
            View {
                label: "Late and large".to_owned(),
                href: "?page=list".to_owned(),
                active: false,
                shared: false,
                delete: None,
            },
        ],
        save_view: Some(("/design/views".to_owned(), "sort=-amount".to_owned())),
        choices: ["Name", "Account", "Stage", "Amount", "Close date"]
            .map(|label| Choice { key: label.to_lowercase(), label: label.to_owned(), shown: label != "Close date" })
            .to_vec(),
        exports: vec![
            ("CSV".to_owned(), "/design/file.csv".to_owned()),
            ("Excel".to_owned(), "/design/file.xlsx".to_owned()),
        ],
        bulk: vec![
            Bulk {
                action: "/design/owner".to_owned(),
                label: "Hand over".to_owned(),
                fields: Some(
                    html! { select class="input" name="owner" aria-label="To whom" { option { "Aino Korhonen" } option { "Emil Dahl" } } },
                ),
            },
            Bulk { action: "/design/close".to_owned(), label: "Close".to_owned(), fields: None },
        ],
        summary: Some("128 open · € 8.6 M · weighted € 3.7 M".to_owned()),
        pages: (None, Some("?page=list&after=8".to_owned())),
        peek: true,
        empty: Empty::default(),
    };
    table::list(lang, "sample", &list)
}

pub(super) fn board_page(lang: Lang, theme: Theme) -> Markup {
    let totals = [
        ("Qualifying", "34", "€ 1.2 M"),
        ("Presenting", "28", "€ 2.9 M"),
        ("Negotiating", "17", "€ 3.4 M"),
        ("Closing", "9", "€ 1.1 M"),
        ("Waiting", "0", "€ 0"),
    ];
    let lanes: Vec<Lane> = totals
        .iter()
        .map(|(label, count, sum)| Lane {
            stage: label.to_lowercase(),
            label: (*label).to_owned(),
            count: (*count).to_owned(),
            sum: (*sum).to_owned(),
            cards: DEALS
                .iter()
                .enumerate()
                .filter(|(_, deal)| deal.6 == *label)
                .map(|(at, deal)| card(at, deal))
                .collect(),
            more: (*label == "Qualifying").then(|| ("?page=list".to_owned(), "31".to_owned())),
            empty: "Nothing here".to_owned(),
        })
        .collect();
    let further = [("won", "Won"), ("lost", "Lost")].map(|(value, label)| (value.to_owned(), label.to_owned()));
    let list = List {
        id: "bar".to_owned(),
        path: "/design".to_owned(),
        chips: chips(),
        search: Some(String::new()),
        ..List::default()
    };
    let content = html! {
        (table::bar(lang, "sample", &List { summary: Some("128 open · € 8.6 M · weighted € 3.7 M".to_owned()), ..list }))
        (board(lang, "sample", &lanes, &further))
    };
    layout::page(&views(lang, theme, true), layout::content(false, content))
}

fn card(at: usize, deal: &(&str, &str, &str, Tone, &str, &str, &str)) -> Card {
    Card {
        id: at.to_string(),
        href: "?page=record".to_owned(),
        title: deal.0.to_owned(),
        sub: deal.1.to_owned(),
        sum: deal.2.to_owned(),
        tone: deal.3,
        when: deal.4.to_owned(),
        owner: deal.5.to_owned(),
        action: Some(format!("/design/stage/{at}")),
        version: "3".to_owned(),
    }
}

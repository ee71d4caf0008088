//! Samples of a record page and its pieces.

use super::super::conflict::{Difference, conflict};
use super::super::field::{Field, Kind};
use super::super::icon::Icon;
use super::super::layout::{self, Action, Tab, Theme};
use super::super::pill::{Tone, face, pill};
use super::super::record::{self, Edit, Fact, Stage, Step, columns, facts, next_step, related, stages};
use super::super::timeline::{Event, timeline};
use super::super::{form, icon};
use maud::{Markup, html};
use text::Lang;

const CSRF: &str = "sample";

pub(super) fn record_page(lang: Lang, theme: Theme) -> Markup {
    let mut frame = super::frame(lang, theme, "Flow lab", "Opportunities");
    frame.of = Some("Havbris".to_owned());
    frame.action =
        Some(Action { href: "?page=components".to_owned(), label: "Log activity".to_owned(), icon: Icon::Call });
    let main = html! {
        (next_step(lang, Tone::Late, "Next: send revised delivery plan to K. Lund", "2 days late", html! {
            (form::post(CSRF, "/design/done", &[], "", html! { (icon::icon(Icon::Done)) "Done" }))
            (form::post(CSRF, "/design/later", &[], "", html! { "Move" }))
        }))
        (history(lang))
    };
    let aside = html! {
        (facts(lang, CSRF, None, &sample_facts("deal", None)))
        section class="card section" {
            header { h2 { "At this stage" } }
            div class="body" {
                p class="small quiet" { "Play “Trade, never give”, used in 31 won deals" }
                @for (done, text) in [(false, "Agree the payment terms before price"), (false, "Name the decision date in writing"), (true, "Second contact on the buying side")] {
                    label class="tick" { input type="checkbox" checked[done]; span { (text) } }
                }
            }
        }
        (contacts())
    };
    let content = html! { (stages(lang, CSRF, "3", Some("/design/stage"), &bar(3, Step::Now))) (columns(main, aside)) };
    layout::page(&frame, layout::content(true, content))
}

fn bar(at: usize, now: Step) -> Vec<Stage> {
    let names = ["Prospecting", "Qualifying", "Presenting", "Negotiating", "Closing", "Won"];
    let step = |i: usize| match i.cmp(&at) {
        std::cmp::Ordering::Less => Step::Past,
        std::cmp::Ordering::Equal => now,
        std::cmp::Ordering::Greater => Step::Ahead,
    };
    names
        .iter()
        .enumerate()
        .map(|(i, name)| Stage { value: name.to_lowercase(), label: (*name).to_owned(), step: step(i) })
        .collect()
}

fn sample_facts(scope: &str, error: Option<&str>) -> Vec<Fact> {
    let edit = |field: Field| {
        Some(Edit { action: "/design/facts".to_owned(), version: "3".to_owned(), field: field.scope(scope) })
    };
    vec![
        Fact {
            label: "Amount".to_owned(),
            value: html! { b { "€ 410,000" } },
            edit: edit(
                Field::new("amount", "Amount", Kind::Money("EUR".to_owned()))
                    .value("410000.00")
                    .error(error.map(str::to_owned)),
            ),
        },
        Fact {
            label: "Close date".to_owned(),
            value: html! { "15 Dec 2026 " (pill(Tone::None, "moved twice")) },
            edit: edit(Field::new("close", "Close date", Kind::Day).value("2026-12-15")),
        },
        Fact {
            label: "Forecast".to_owned(),
            value: html! { "Commit" },
            edit: edit(
                Field::new(
                    "forecast",
                    "Forecast",
                    Kind::Choice(vec![
                        ("commit".to_owned(), "Commit".to_owned()),
                        ("best".to_owned(), "Best case".to_owned()),
                    ]),
                )
                .value("commit"),
            ),
        },
        Fact {
            label: "Account".to_owned(),
            value: html! { "Havbris · Key" },
            edit: edit(
                Field::new(
                    "account",
                    "Account",
                    Kind::Record { options: "/design/options".to_owned(), label: "Havbris".to_owned() },
                )
                .value("1"),
            ),
        },
        Fact::read("Owner", html! { a class="link" href="?page=list" { "Pål Henriksen" } }),
        Fact::read("Team", html! { "SE Ola Vik · CSM Liv Moe" }),
        Fact::read("Competitors", html! { "Messtek, Krona" }),
        Fact::read("Decision", html! { "board, 9 Dec" }),
        Fact::read("Credit", html! { "Henriksen 60 · Dahl 40" }),
    ]
}

fn history(lang: Lang) -> Markup {
    let event = |when: &str, at: &str, who: &str, what: Markup, note: &str, tone| Event {
        at: at.to_owned(),
        when: when.to_owned(),
        who: who.to_owned(),
        what,
        note: (!note.is_empty()).then(|| html! { (note) }),
        tone,
    };
    let events = [
        event(
            "Today 10:12",
            "2026-11-21T10:12:00Z",
            "Emil Dahl",
            html! { "moved to " b { "Negotiating" } " from Presenting, after 11 days" },
            "",
            Tone::Accent,
        ),
        event(
            "Yesterday",
            "2026-11-20",
            "Aino Korhonen",
            html! { "accepted the hand-off from " b { "Mia Berg" } " (SDR) in 3 h 20 min" },
            "Context complete: 7 of 7",
            Tone::Won,
        ),
        event(
            "18 Nov",
            "2026-11-18",
            "Emil Dahl",
            html! { "held a demo, 45 min, with K. Lund and 2 others" },
            "Objection: delivery before May. Answered with the Lastra case.",
            Tone::Plain,
        ),
        event(
            "12 Nov",
            "2026-11-12",
            "Rule “Nordics, machinery, 200–999”",
            html! { "assigned to " b { "Mid-market Nordics" } },
            "Why here: segment since 3 Jan 2026, round robin, capacity 14 of 20",
            Tone::Plain,
        ),
    ];
    let kinds = ["Everything", "Mail", "Calls", "Changes"].map(|k| Tab::new("?page=record", k, k == "Everything"));
    timeline(lang, &kinds, None, &events, Some("?page=record"))
}

fn contacts() -> Markup {
    let items = [("Kari Lund", "Plant manager"), ("Per Østby", "Purchasing")].map(|(name, role)| html! { (face(name)) a href="?page=record" { (name) } span class="quiet small spread" { (role) } });
    related(
        "Contacts",
        Some("2"),
        Some(("?page=components", "Add a contact")),
        &items,
        Some(("?page=list", "All contacts of Havbris")),
    )
}

/// The pieces in states that the page above does not show.
pub(super) fn pieces(lang: Lang) -> Markup {
    let differences = [
        Difference {
            name: "close".to_owned(),
            label: "Close date".to_owned(),
            before: "1 Dec 2026".to_owned(),
            yours: ("2026-12-15".to_owned(), "15 Dec 2026".to_owned()),
            theirs: ("2027-01-10".to_owned(), "10 Jan 2027".to_owned()),
        },
        Difference {
            name: "amount_text".to_owned(),
            label: "Amount".to_owned(),
            before: "€ 400,000".to_owned(),
            yours: ("410000.00".to_owned(), "€ 410,000".to_owned()),
            theirs: ("€ 400,000".to_owned(), "€ 400,000".to_owned()),
        },
    ];
    html! {
        (stages(lang, CSRF, "3", None, &bar(5, Step::Won)))
        (stages(lang, CSRF, "3", None, &bar(3, Step::Lost)))
        (next_step(lang, Tone::Today, "Next: call K. Lund about the plan", "today, 14:00", html! {}))
        (next_step(lang, Tone::None, "Nothing is planned", "plan the next step", html! { button class="button primary" type="button" { "Plan" } }))
        div class="columns" {
            (record::facts(lang, CSRF, Some("After a refusal"), &sample_facts("refused", Some("An amount needs digits: 410000.00"))))
            (contacts())
        }
        (conflict(lang, CSRF, "/design/facts", "4", "Aino Korhonen was first, 3 minutes ago", &[], &differences))
    }
}

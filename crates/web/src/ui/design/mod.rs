//! The component page: every component in every state, with sample data of an invented company. It is what
//! people look at when they change a component, and what the pictures in tests are taken of.
//!
//! `page` holds everything, one section after the other; `sample` is one whole page of the product.

mod lists;
mod organisation;
mod records;
mod states;

use super::icon::Icon;
use super::layout::{self, Action, NavItem, PageFrame, Tab, Theme};
use super::overlay::Toast;
use maud::{Markup, html};
use text::Lang;

/// The sample pages: name, and how a link to them is called.
pub const SAMPLES: [(&str, &str); 8] = [
    ("components", "Components"),
    ("list", "List"),
    ("board", "Board"),
    ("record", "Record"),
    ("scorecard", "Scorecard"),
    ("organisation", "Organisation"),
    ("empty", "Empty"),
    ("sign-in", "Sign-in"),
];

/// Every component in every state.
pub fn page() -> Markup {
    sample("components", Theme::System, Lang::En)
}

/// One sample page; an unknown name gives the component page.
pub fn sample(name: &str, theme: Theme, lang: Lang) -> Markup {
    match name {
        "list" => lists::list_page(lang, theme),
        "board" => lists::board_page(lang, theme),
        "empty" => lists::empty_page(lang, theme),
        "record" => records::record_page(lang, theme),
        "scorecard" => organisation::scorecard_page(lang, theme),
        "organisation" => organisation::chart_page(lang, theme),
        "sign-in" => states::sign_in_page(lang, theme),
        _ => components(lang, theme),
    }
}

/// The frame that all samples share.
fn frame(lang: Lang, theme: Theme, title: &str, active: &str) -> PageFrame {
    let item = |href: &str, label: &str, icon, count: Option<&str>, apart: bool, key: char| NavItem {
        href: format!("?page={href}"),
        label: label.to_owned(),
        icon,
        count: count.map(str::to_owned),
        active: label == active,
        apart,
        key: Some(key),
    };
    PageFrame {
        lang,
        theme,
        company: "Nordlys Instruments".to_owned(),
        user: "Sara Lindqvist".to_owned(),
        user_href: "?page=components".to_owned(),
        nav: vec![
            item("components", "Today", Icon::Today, Some("6"), false, 't'),
            item("empty", "Leads", Icon::Leads, Some("41"), false, 'l'),
            item("list", "Accounts", Icon::Accounts, None, false, 'a'),
            item("board", "Opportunities", Icon::Opportunities, Some("128"), false, 'o'),
            item("record", "Forecast", Icon::Forecast, None, true, 'f'),
            item("scorecard", "Scorecards", Icon::Scorecards, None, false, 's'),
            item("organisation", "Organisation", Icon::Organisation, None, false, 'n'),
            item("list", "Customers", Icon::Customers, None, true, 'u'),
            item("list", "Analytics", Icon::Analytics, None, false, 'y'),
            item("components", "Operations", Icon::Operations, Some("3"), false, 'p'),
            item("components", "Settings", Icon::Settings, None, false, ','),
        ],
        title: title.to_owned(),
        csrf: "sample".to_owned(),
        ..PageFrame::default()
    }
}

fn components(lang: Lang, theme: Theme) -> Markup {
    let mut frame = frame(lang, theme, "Components", "Today");
    frame.tabs =
        SAMPLES.iter().map(|(name, label)| Tab::new(format!("?page={name}"), *label, *name == "components")).collect();
    frame.action = Some(Action { href: "?page=record".to_owned(), label: "New thing".to_owned(), icon: Icon::Add });
    frame.toast = Some(Toast {
        text: "Flow lab moved to Negotiating".to_owned(),
        undo: Some(("/design/undo".to_owned(), vec![("id".to_owned(), "1".to_owned())])),
        ..Toast::default()
    });
    let themes = [(Theme::Light, "Light"), (Theme::Dark, "Dark")];
    layout::page(
        &frame,
        layout::content(
            true,
            html! {
                (states::all(lang))
                @for (theme, name) in themes {
                    section class="card pad" data-theme=(theme.name()) { h2 { "Meanings, " (name) } (states::meanings()) }
                }
                (lists::sample_list(lang))
                (records::pieces(lang))
                (organisation::pieces(lang))
            },
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_page_carries_a_style_or_a_script_of_its_own() {
        for (name, _) in SAMPLES {
            for lang in Lang::ALL {
                let html = sample(name, Theme::Dark, lang).into_string();
                assert!(!html.contains(" style="), "{name}");
                assert!(!html.contains("<style"), "{name}");
                assert_eq!(html.matches("<script").count(), html.matches("<script src=\"/assets/").count(), "{name}");
                assert!(!html.contains(" onclick") && !html.contains("javascript:"), "{name}");
            }
        }
    }

    #[test]
    fn ids_are_unique_and_what_is_pointed_at_is_there() {
        for (name, _) in SAMPLES {
            let html = sample(name, Theme::Light, Lang::En).into_string();
            let values = |attribute: &str| {
                let start = format!(" {attribute}=\"");
                html.split(&start)
                    .skip(1)
                    .filter_map(|rest| rest.split('"').next())
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            };
            let ids = values("id");
            for id in &ids {
                assert_eq!(ids.iter().filter(|other| *other == id).count(), 1, "{name}: #{id}");
            }
            for attribute in
                ["for", "aria-labelledby", "aria-describedby", "aria-controls", "form", "popovertarget", "data-opens"]
            {
                for target in values(attribute).iter().flat_map(|v| v.split(' ')) {
                    assert!(ids.iter().any(|id| id == target), "{name}: {attribute}={target}");
                }
            }
        }
    }
}

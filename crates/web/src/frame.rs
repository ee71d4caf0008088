//! What stands around every page: the company, the reader, where one can go, what was just done.

use crate::State;
use crate::settings;
use crate::ui::icon::Icon;
use crate::ui::layout::{NavItem, PageFrame, Theme};
use crate::ui::overlay::Toast;
use crate::ui::pill::Tone;
use app::Ctx;
use domain::policy::{Action, Noun};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::json;
use text::{Lang, t};

/// A place in the navigation.
struct Place {
    path: &'static str,
    label: &'static str,
    icon: Icon,
    noun: Option<Noun>,
    key: Option<char>,
    apart: bool,
}

const fn place(path: &'static str, label: &'static str, icon: Icon, noun: Noun, key: char) -> Place {
    Place { path, label, icon, noun: Some(noun), key: Some(key), apart: false }
}

/// Every place, in order. One is shown where its path is served and the reader may see its noun.
const PLACES: [Place; 11] = [
    Place { path: "/today", label: "nav-today", icon: Icon::Today, noun: None, key: Some('t'), apart: false },
    place("/leads", "nav-leads", Icon::Leads, Noun::Lead, 'l'),
    place("/opportunities", "nav-opportunities", Icon::Opportunities, Noun::Opportunity, 'p'),
    place("/handoffs", "nav-handoffs", Icon::Handoffs, Noun::Handoff, 'h'),
    place("/accounts", "nav-accounts", Icon::Accounts, Noun::Account, 'a'),
    place("/scorecards", "nav-scorecards", Icon::Scorecards, Noun::Measure, 's'),
    place("/contacts", "nav-contacts", Icon::Contacts, Noun::Contact, 'c'),
    place("/activities", "nav-activities", Icon::Activity, Noun::Activity, 'v'),
    place("/products", "nav-products", Icon::Products, Noun::Product, 'd'),
    place("/organisation", "nav-organisation", Icon::Organisation, Noun::Organisation, 'o'),
    place("/imports", "nav-imports", Icon::Upload, Noun::Import, 'i'),
];

/// The frame of a page at this path, for this reader. Title and token are the page's to fill.
pub fn of(ctx: &Ctx, state: &State, path: &str) -> PageFrame {
    let lang = Lang::parse(&ctx.language).unwrap_or_default();
    PageFrame {
        lang,
        theme: Theme::parse(&ctx.theme),
        company: ctx.company.name.clone(),
        user: ctx.name.clone(),
        user_href: settings::MINE.to_owned(),
        nav: nav(ctx, state, lang, path),
        ..PageFrame::default()
    }
}

fn nav(ctx: &Ctx, state: &State, lang: Lang, path: &str) -> Vec<NavItem> {
    let settings =
        Place { path: settings::MINE, label: "nav-settings", icon: Icon::Settings, noun: None, key: None, apart: true };
    let shown = |place: &&Place| {
        state.table().iter().any(|route| route.path == place.path)
            && place.noun.is_none_or(|noun| ctx.can(Action::See, noun))
            && crate::today::is_home(ctx, place.path)
    };
    let item = |place: &Place| NavItem {
        href: place.path.to_owned(),
        label: t(lang, place.label).into_owned(),
        icon: place.icon,
        count: None,
        active: is_below(path, place.path),
        apart: place.apart,
        key: place.key,
    };
    PLACES.iter().chain([&settings]).filter(shown).map(item).collect()
}

fn is_below(path: &str, place: &str) -> bool {
    path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The value of the cookie that carries a toast to the next page.
pub(crate) fn write_said(toast: &Toast) -> String {
    let undo = toast.undo.as_ref().map(|(action, fields)| json!([action, fields]));
    let said = json!({ "text": toast.text, "lost": toast.tone == Tone::Lost, "undo": undo });
    utf8_percent_encode(&said.to_string(), NON_ALPHANUMERIC).to_string()
}

/// The toast of that cookie. An undo that leads to another site is left out.
pub(crate) fn read_said(cookie: &str) -> Option<Toast> {
    let text = percent_decode_str(cookie).decode_utf8().ok()?;
    let said: serde_json::Value = serde_json::from_str(&text).ok()?;
    let undo: Option<(String, Vec<(String, String)>)> = serde_json::from_value(said.get("undo")?.clone()).ok()?;
    Some(Toast {
        text: said.get("text")?.as_str().filter(|text| !text.is_empty())?.to_owned(),
        tone: if said.get("lost")?.as_bool()? { Tone::Lost } else { Tone::Plain },
        undo: undo.filter(|(action, _)| action.starts_with('/') && !action.starts_with("//")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_toast_survives_its_cookie() {
        let undo = Some(("/opportunities/1/stage".to_owned(), vec![("stage".to_owned(), "å; b".to_owned())]));
        let toast = Toast { text: "Flyttet til «Forhandling»; ferdig".to_owned(), tone: Tone::Lost, undo };
        let cookie = write_said(&toast);
        assert!(cookie.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'%'));
        let read = read_said(&cookie).unwrap();
        assert_eq!((read.text, read.tone, read.undo), (toast.text, toast.tone, toast.undo));
        assert!(read_said("").is_none() && read_said("%7B%7D").is_none());
    }

    #[test]
    fn a_place_is_active_on_its_pages_only() {
        assert!(is_below("/accounts/1", "/accounts") && is_below("/accounts", "/accounts"));
        assert!(!is_below("/accounts-old", "/accounts") && !is_below("/", "/accounts"));
    }
}

//! The page around the content: side navigation, head with search and the one main action, and the parts
//! that lie over it. `page` is for people signed in, `bare` for sign-in, first run and errors.

use super::icon::{Icon, icon};
use super::pill::initials;
use super::{hx, overlay};
use crate::assets;
use maud::{DOCTYPE, Markup, html};
use text::{Lang, t};

/// Which colours the reader wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the reader's system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// Every theme, in the order in which they are offered.
    pub const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];
    /// The value in the cookie and on the page.
    pub fn name(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
    /// The theme of a cookie's value; the system's for anything unknown.
    pub fn parse(name: &str) -> Theme {
        Theme::ALL.into_iter().find(|t| t.name() == name).unwrap_or_default()
    }
}

/// One place to go.
#[derive(Clone, Debug)]
pub struct NavItem {
    /// Where.
    pub href: String,
    /// Its name.
    pub label: String,
    /// Its picture.
    pub icon: Icon,
    /// How many things wait there: `6`, `1,000+`.
    pub count: Option<String>,
    /// Whether the page is there or below.
    pub active: bool,
    /// Whether a line stands above it.
    pub apart: bool,
    /// The letter after `g` that goes there.
    pub key: Option<char>,
}

/// One of several views of the same thing.
#[derive(Clone, Debug, Default)]
pub struct Tab {
    /// Where.
    pub href: String,
    /// Its name.
    pub label: String,
    /// Whether it is shown.
    pub active: bool,
    /// How many things need a look, shown as a pill.
    pub count: Option<String>,
}

impl Tab {
    /// A tab without a count.
    pub fn new(href: impl Into<String>, label: impl Into<String>, active: bool) -> Tab {
        Tab { href: href.into(), label: label.into(), active, count: None }
    }
}

/// The one thing a page is for.
#[derive(Clone, Debug)]
pub struct Action {
    /// Where it begins.
    pub href: String,
    /// Its name.
    pub label: String,
    /// Its picture, alone at phone width.
    pub icon: Icon,
}

/// Everything around a page's content.
#[derive(Clone, Debug, Default)]
pub struct PageFrame {
    /// The reader's language.
    pub lang: Lang,
    /// The reader's colours.
    pub theme: Theme,
    /// The company's name.
    pub company: String,
    /// The reader's name.
    pub user: String,
    /// Where the reader's own settings are.
    pub user_href: String,
    /// Where one can go; the first four are in the dock of a phone.
    pub nav: Vec<NavItem>,
    /// The page's name.
    pub title: String,
    /// What it belongs to: the account of an opportunity.
    pub of: Option<String>,
    /// Views of it.
    pub tabs: Vec<Tab>,
    /// Its like, under the names of their groups, where they are too many for tabs: they stand beside the content.
    pub places: Vec<(String, Vec<Tab>)>,
    /// What it is for.
    pub action: Option<Action>,
    /// Further controls in the head.
    pub extra: Option<Markup>,
    /// The token that every form carries.
    pub csrf: String,
    /// How much the reader was told and has not read; none where nobody is told anything.
    pub unread: Option<i64>,
    /// The address of the stream that says when the page changed.
    pub events: Option<String>,
    /// What was just done, with its undo.
    pub toast: Option<overlay::Toast>,
}

/// A whole page for a reader who is signed in.
pub fn page(frame: &PageFrame, content: Markup) -> Markup {
    let lang = frame.lang;
    let inner = html! {
        a class="skip" href="#content" { (t(lang, "ui-skip")) }
        div class="busy-bar" aria-hidden="true" {}
        div class="app" {
            (side(frame))
            div class="main" {
                (head(frame))
                @if frame.places.is_empty() { main id="content" tabindex="-1" { (content) } }
                @else { div class="beside" { (places(frame)) main id="content" tabindex="-1" { (content) } } }
            }
            (dock(frame))
        }
        @if let Some(toast) = &frame.toast { (overlay::toast(lang, &frame.csrf, toast)) }
        (overlay::keys(lang, &frame.nav))
        (overlay::palette(lang))
        (overlay::panel(lang))
        @if let Some(events) = &frame.events { (overlay::live(lang, events)) }
        div id="spoken" class="hide" aria-live="polite" data-keep {}
    };
    document(lang, frame.theme, &format!("{} · {}", frame.title, frame.company), &inner)
}

/// A page of its own: sign-in, first run, an error. `wide` gives room for a form of two columns.
pub fn bare(lang: Lang, theme: Theme, title: &str, wide: bool, content: Markup) -> Markup {
    let inner = html! {
        div class="busy-bar" aria-hidden="true" {}
        div class=(if wide { "bare wide" } else { "bare" }) { main id="content" tabindex="-1" { (content) } }
        div id="spoken" class="hide" aria-live="polite" data-keep {}
    };
    document(lang, theme, title, &inner)
}

fn document(lang: Lang, theme: Theme, title: &str, inner: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(lang.tag()) data-theme=(theme.name()) {
            head {
                meta charset="utf-8";
                title { (title) }
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                meta name="color-scheme" content="light dark";
                (hx::config())
                link rel="preload" href=(assets::href("inter.woff2")) as="font" type="font/woff2" crossorigin;
                link rel="stylesheet" href=(assets::href("app.css"));
                link rel="icon" href=(assets::href("mark.svg")) type="image/svg+xml";
                script src=(assets::href("app.js")) defer {}
            }
            (hx::body(&t(lang, "ui-offline"), inner))
        }
    }
}

fn side(frame: &PageFrame) -> Markup {
    let lang = frame.lang;
    html! {
        nav id="side" class="side" popover aria-label=(t(lang, "ui-navigation")) {
            a class="company" href="/" { span class="mark" aria-hidden="true" { (initial(&frame.company)) } (frame.company) }
            ul {
                @for item in &frame.nav {
                    li class=[item.apart.then_some("apart")] {
                        a href=(item.href) aria-current=[item.active.then_some("page")] data-go=[item.key] {
                            (icon(item.icon)) (item.label)
                            @if let Some(count) = &item.count { span class="tally" { (count) } }
                        }
                    }
                }
            }
            div class="foot" { (account(frame)) }
        }
    }
}

/// The reader's own menu: theme, language, keys, sign out. Forms, so that it works without script.
fn account(frame: &PageFrame) -> Markup {
    let lang = frame.lang;
    html! {
        details class="menu up" {
            summary class="button plain" { span class="face" aria-hidden="true" { (initials(&frame.user)) } (frame.user) }
            div class="drop" {
                a class="item" href=(frame.user_href) { (icon(Icon::Person)) (t(lang, "ui-account")) }
                button class="item" type="button" data-opens="keys" { (icon(Icon::Keys)) (t(lang, "ui-keys")) }
                hr;
                (settings(lang, frame.theme, &frame.csrf))
                hr;
                form method="post" action="/sign-out" data-plain {
                    input type="hidden" name="csrf" value=(frame.csrf);
                    button class="item" { (icon(Icon::SignOut)) (t(lang, "ui-sign-out")) }
                }
            }
        }
    }
}

/// Theme and language, each a form that posts to `/appearance` and comes back; the page is loaded anew.
pub fn settings(lang: Lang, theme: Theme, csrf: &str) -> Markup {
    html! {
        form method="post" action="/appearance" data-plain {
            input type="hidden" name="csrf" value=(csrf);
            div class="over" { (t(lang, "ui-theme")) }
            @for (choice, picture, key) in [(Theme::System, Icon::System, "ui-system"), (Theme::Light, Icon::Light, "ui-light"), (Theme::Dark, Icon::Dark, "ui-dark")] {
                button class="item" name="theme" value=(choice.name()) aria-current=[(choice == theme).then_some("true")] {
                    (icon(picture)) (t(lang, key))
                    @if choice == theme { span class="spread" { (icon(Icon::Done)) } }
                }
            }
            div class="over" { (t(lang, "ui-language")) }
            @for choice in Lang::ALL {
                button class="item" name="lang" value=(choice.tag()) lang=(choice.tag()) aria-current=[(choice == lang).then_some("true")] {
                    (choice.name())
                    @if choice == lang { span class="spread" { (icon(Icon::Done)) } }
                }
            }
        }
    }
}

fn head(frame: &PageFrame) -> Markup {
    let lang = frame.lang;
    html! {
        header class="head" {
            div class="titles" {
                h1 { (frame.title) @if let Some(of) = &frame.of { span class="of" { " · " (of) } } }
                @if !frame.tabs.is_empty() { (tabs(&t(lang, "ui-views"), &frame.tabs)) }
            }
            div class="spread" {
                @if let Some(extra) = &frame.extra { (extra) }
                @if let Some(unread) = frame.unread { (super::bell::bell(lang, unread)) }
                a class="find" href="/search" data-palette { (icon(Icon::Search)) span { (t(lang, "ui-search")) } kbd aria-hidden="true" { "Ctrl K" } }
                @if let Some(action) = &frame.action {
                    a class="button primary primary-action" href=(action.href) data-create { (icon(action.icon)) span class="label" { (action.label) } }
                }
            }
        }
    }
}

/// Views of the same thing, as links.
pub fn tabs(label: &str, tabs: &[Tab]) -> Markup {
    html! {
        nav class="tabs" aria-label=(label) {
            @for tab in tabs {
                a class="tab" href=(tab.href) aria-current=[tab.active.then_some("page")] {
                    (tab.label) @if let Some(count) = &tab.count { span class="pill none" { (count) } }
                }
            }
        }
    }
}

/// The groups of places beside the content; at phone width they open over it, by a button that says which is shown.
fn places(frame: &PageFrame) -> Markup {
    let here = frame.places.iter().flat_map(|(_, places)| places).find(|place| place.active);
    html! {
        button class="button narrow-only" type="button" popovertarget="places" { (here.map_or(&*frame.title, |place| &*place.label)) (icon(Icon::Unfold)) }
        nav id="places" class="places" popover aria-label=(frame.title) {
            @for (name, places) in &frame.places {
                h2 class="over" { (name) }
                ul { @for place in places { li { a href=(place.href) aria-current=[place.active.then_some("page")] { (place.label) } } } }
            }
        }
    }
}

fn dock(frame: &PageFrame) -> Markup {
    let lang = frame.lang;
    html! {
        nav class="dock" aria-label=(t(lang, "ui-shortcuts")) {
            @for item in frame.nav.iter().take(4) {
                a href=(item.href) aria-current=[item.active.then_some("page")] { (icon(item.icon)) span { (item.label) } }
            }
            button type="button" popovertarget="side" { (icon(Icon::Menu)) span { (t(lang, "ui-menu")) } }
        }
    }
}

/// A bar of chips and controls between head and content.
pub fn bar(content: Markup) -> Markup {
    html! { div class="bar" { (content) } }
}

/// The content below the bar, set in from the sides; `padded` where no bar stands above.
pub fn content(padded: bool, inner: Markup) -> Markup {
    html! { div class=(if padded { "content padded" } else { "content" }) { (inner) } }
}

/// A titled box.
pub fn section(title: &str, extra: Option<Markup>, body: Markup) -> Markup {
    html! {
        section class="card section" {
            header { h2 { (title) } @if let Some(extra) = extra { span class="spread" { (extra) } } }
            div class="body" { (body) }
        }
    }
}

fn initial(company: &str) -> String {
    company.chars().find(|c| c.is_alphanumeric()).map(|c| c.to_uppercase().to_string()).unwrap_or_default()
}

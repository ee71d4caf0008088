//! What lies over a page: the toast with its undo, dialogs, the side panel, the palette, the list of keys.

use super::icon::{Icon, icon};
use super::layout::NavItem;
use super::pill::Tone;
use maud::{Markup, html};
use text::{Lang, t};

/// What was just done, and how to undo it.
#[derive(Clone, Debug, Default)]
pub struct Toast {
    /// What was done.
    pub text: String,
    /// `Lost` for what went wrong.
    pub tone: Tone,
    /// Where to post the undo, with further fields.
    pub undo: Option<(String, Vec<(String, String)>)>,
}

impl Toast {
    /// A toast that only says something.
    pub fn said(text: impl Into<String>) -> Toast {
        Toast { text: text.into(), ..Toast::default() }
    }
}

/// Says what was done; stays until it is put away or the next page.
pub fn toast(lang: Lang, csrf: &str, toast: &Toast) -> Markup {
    html! {
        div class={ "toast " (toast.tone.class()) } role="status" {
            span { (toast.text) }
            @if let Some((action, fields)) = &toast.undo {
                form method="post" action=(action) {
                    input type="hidden" name="csrf" value=(csrf);
                    @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
                    button class="button" { (icon(Icon::Undo)) (t(lang, "ui-undo")) }
                }
            }
            button class="button square" type="button" data-dismiss aria-label=(t(lang, "ui-close")) { (icon(Icon::Close)) }
        }
    }
}

/// Listens for changes of what the page shows. They are shown at once, unless the reader is in the middle of something:
/// then a line says so, and waits to be pressed.
pub fn live(lang: Lang, events: &str) -> Markup {
    html! {
        live-page data-events=(events) {
            div class="toast" role="status" hidden data-own {
                span { (t(lang, "page-live-changed")) }
                button class="button" type="button" data-show { (t(lang, "page-live-reload")) }
            }
        }
    }
}

/// A dialog that a control with `data-opens=ID` opens.
pub fn dialog(lang: Lang, id: &str, title: &str, body: Markup) -> Markup {
    html! {
        dialog id=(id) aria-labelledby={ (id) "-title" } {
            div class="dialog-head" {
                h2 id={ (id) "-title" } { (title) }
                form method="dialog" class="spread" { button class="button plain square" aria-label=(t(lang, "ui-close")) { (icon(Icon::Close)) } }
            }
            div class="body" { (body) }
        }
    }
}

/// The panel into which a link with `data-peek` brings a record.
pub fn panel(lang: Lang) -> Markup {
    html! {
        side-panel data-keep {
            dialog class="panel" aria-label=(t(lang, "ui-look")) {
                div class="dialog-head" {
                    h2 class="panel-title" {}
                    a class="button plain panel-whole spread" href="/" { (icon(Icon::Fit)) (t(lang, "ui-open")) }
                    form method="dialog" { button class="button plain square" aria-label=(t(lang, "ui-close")) { (icon(Icon::Close)) } }
                }
                div class="panel-body" {}
            }
        }
    }
}

/// The command palette; its results come from `/palette?q=`.
pub fn palette(lang: Lang) -> Markup {
    html! {
        command-palette data-keep data-source="/palette" data-nothing=(t(lang, "ui-nothing-found")) {
            dialog class="palette" aria-label=(t(lang, "ui-search")) {
                div class="ask" {
                    (icon(Icon::Search))
                    input type="search" role="combobox" aria-expanded="true" aria-controls="palette-results" aria-autocomplete="list"
                        aria-label=(t(lang, "ui-search")) placeholder=(t(lang, "ui-search")) autocomplete="off" spellcheck="false";
                    kbd aria-hidden="true" { "Esc" }
                }
                div id="palette-results" class="results" role="listbox" aria-label=(t(lang, "ui-results")) {}
            }
        }
    }
}

/// Every key there is.
pub fn keys(lang: Lang, nav: &[NavItem]) -> Markup {
    let list: [(&[&str], &str); 10] = [
        (&["Ctrl K", "/"], "ui-key-search"),
        (&["c"], "ui-key-create"),
        (&["l"], "ui-key-log"),
        (&["j", "k"], "ui-key-rows"),
        (&["o"], "ui-key-look"),
        (&["x"], "ui-key-select"),
        (&["x", "s"], "ui-key-day"),
        (&["s"], "ui-key-pass"),
        (&["Ctrl ←", "Ctrl →"], "ui-key-card"),
        (&["?"], "ui-key-help"),
    ];
    let body = html! {
        dl class="keys" {
            @for (keys, text) in list {
                dt { @for key in keys { kbd { (key) } " " } } dd { (t(lang, text)) }
            }
            @for item in nav {
                @if let Some(key) = item.key { dt { kbd { "g" } " " kbd { (key) } } dd { (t(lang, "ui-key-go")) " " (item.label) } }
            }
        }
        p class="row" { label class="check" { input type="checkbox" id="letters" checked; span { (t(lang, "ui-key-letters")) } } }
    };
    dialog(lang, "keys", &t(lang, "ui-keys"), body)
}

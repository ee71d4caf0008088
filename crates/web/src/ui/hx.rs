//! htmx, in one place: no other file names an `hx-` attribute.
//!
//! Links and forms are boosted for the whole body: the answer is a whole page, and the client (`pages.ts`)
//! morphs it into place or puts it in the old one's stead. Attributes for other files:
//! `data-plain` (this link or form goes the browser's own way), `data-keep` (a morph leaves the element
//! alone), `data-own` (a morph leaves its children alone), `data-submits` (a control that sends its form).

use maud::{Markup, PreEscaped, html};

/// How htmx is set up; read from the page's head before it starts.
/// `style` and `open` are the client's: the server never sends a style, and what a person opened stays open.
const CONFIG: &str = r#"{"extensions":"none","includeIndicatorCSS":false,"defaultFocusScroll":false,"morphSkip":"[data-keep]","morphSkipChildren":"[data-own]","morphIgnore":["data-htmx-powered","style","open","data-ready"],"morphScanLimit":40}"#;

/// The configuration for the page's head.
pub fn config() -> Markup {
    html! { meta name="htmx-config" content=(CONFIG); }
}

/// The body of a page, its links and forms boosted. `offline` is what to say when the server cannot be reached.
pub fn body(offline: &str, content: &Markup) -> Markup {
    html! {
        body hx-boost:inherited="true" hx-target:inherited="body" hx-swap:inherited="outerMorph" data-offline=(offline) {
            (PreEscaped(&content.0))
        }
    }
}

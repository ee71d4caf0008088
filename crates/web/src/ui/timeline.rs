//! What happened to a record, newest first: who, what, when, and what was said.

use super::layout::{Tab, tabs};
use super::pill::Tone;
use maud::{Markup, html};
use text::{Lang, t};

/// One thing that happened.
#[derive(Clone, Debug)]
pub struct Event {
    /// When, for the machine: RFC 3339, or a day.
    pub at: String,
    /// When, for the reader.
    pub when: String,
    /// Who or what did it.
    pub who: String,
    /// What they did, names of things in `b`.
    pub what: Markup,
    /// What was said, or why.
    pub note: Option<Markup>,
    /// Won, lost, or nothing of the kind.
    pub tone: Tone,
}

/// The timeline with its kinds as tabs, a place to add to it, and the way to what is older.
pub fn timeline(lang: Lang, kinds: &[Tab], compose: Option<Markup>, events: &[Event], older: Option<&str>) -> Markup {
    html! {
        section class="card timeline" aria-label=(t(lang, "ui-timeline")) {
            @if !kinds.is_empty() { div class="bar" { (tabs(&t(lang, "ui-timeline"), kinds)) } }
            @if let Some(compose) = compose { (compose) }
            ol class="events" {
                @for event in events {
                    li {
                        time datetime=(event.at) { (event.when) }
                        span class={ "rail " (event.tone.class()) } aria-hidden="true" {}
                        div class="said" {
                            span class="who" { (event.who) } " " (event.what)
                            @if let Some(note) = &event.note { div class="note" { (note) } }
                        }
                    }
                }
            }
            @if let Some(href) = older { a class="button plain" href=(href) { (t(lang, "ui-earlier")) } }
        }
    }
}

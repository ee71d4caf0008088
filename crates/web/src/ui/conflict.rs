//! Two people changed the same record: every field that differs, with what it was, what you wrote and what
//! they wrote. One chooses for each field; nothing is lost.

use super::form;
use maud::{Markup, html};
use text::{Lang, t};

/// One field that differs.
#[derive(Clone, Debug, Default)]
pub struct Difference {
    /// The name it is sent by.
    pub name: String,
    /// What it is called.
    pub label: String,
    /// What both began from.
    pub before: String,
    /// What you wrote: value as sent, and as shown.
    pub yours: (String, String),
    /// What they wrote: value as sent, and as shown.
    pub theirs: (String, String),
}

/// The page's content. The form goes where the first attempt went, now with the newer version; `kept` are
/// the fields on which nobody differed. `who` says who was first: `Aino Korhonen, 3 minutes ago`.
pub fn conflict(
    lang: Lang,
    csrf: &str,
    action: &str,
    version: &str,
    who: &str,
    kept: &[(String, String)],
    fields: &[Difference],
) -> Markup {
    html! {
        section class="card section conflict" {
            header { h2 { (t(lang, "ui-conflict")) } }
            div class="body stack" {
                p class="soft" { (who) ". " (t(lang, "ui-conflict-how")) }
                form class="stack" method="post" action=(action) {
                    (form::hidden(csrf, Some(version)))
                    @for (name, value) in kept { input type="hidden" name=(name) value=(value); }
                    div class="plain-scroll" tabindex="0" role="group" aria-label=(t(lang, "ui-conflict")) { table class="table" {
                        thead { tr { @for key in ["ui-field", "ui-before", "ui-yours", "ui-theirs"] { th scope="col" { (t(lang, key)) } } } }
                        tbody { @for field in fields { (row(lang, field)) } }
                    } }
                    div class="buttons" { button class="button primary" { (t(lang, "ui-save")) } }
                }
            }
        }
    }
}

fn row(lang: Lang, field: &Difference) -> Markup {
    let mine = field.yours.0 != field.before && field.theirs.0 == field.before;
    html! {
        tr {
            th scope="row" { (field.label) }
            td class="quiet" data-label=(t(lang, "ui-before")) { (field.before) }
            @for (side, value, chosen) in [("ui-yours", &field.yours, true), ("ui-theirs", &field.theirs, false)] {
                td data-label=(t(lang, side)) class=[(!mine).then_some(if chosen { "pick-yours" } else { "pick-theirs" })] {
                    label {
                        input type="radio" name=(field.name) value=(value.0) checked[chosen] aria-label={ (field.label) ", " (t(lang, side)) ": " (value.1) };
                        span { (value.1) }
                    }
                }
            }
        }
    }
}

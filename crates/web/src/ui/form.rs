//! A form: its fields, the token against forged requests, the version it was made from, and its buttons.
//! A refusal that names a field stands beside that field; all of them stand in a summary at the top.

use super::field::{Field, field};
use maud::{Markup, html};
use text::{Lang, t};

/// A form around its fields.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// Where it posts.
    pub action: String,
    /// The token that every form carries.
    pub csrf: String,
    /// The version of the record it was made from.
    pub version: Option<String>,
    /// What its button says.
    pub submit: String,
    /// Whether it takes something away.
    pub ends: bool,
    /// Where giving up leads.
    pub cancel: Option<String>,
    /// Whether it carries files.
    pub files: bool,
    /// Refusals that name no field.
    pub errors: Vec<String>,
}

/// A form of fields, one below the other.
pub fn form(lang: Lang, form: &Form, fields: &[Field]) -> Markup {
    let body = html! { @for one in fields { (field(lang, one)) } };
    around(lang, form, &faults(lang, form, fields), body)
}

/// A form whose inside is laid out by the page; `fields` are those it holds, for the summary of faults.
pub fn laid_out(lang: Lang, form: &Form, fields: &[Field], body: Markup) -> Markup {
    around(lang, form, &faults(lang, form, fields), body)
}

/// Two or three fields beside each other.
pub fn pair(lang: Lang, fields: &[Field]) -> Markup {
    html! { div class="pair" { @for one in fields { (field(lang, one)) } } }
}

/// What is wrong, each with a link to its field.
pub fn faults(lang: Lang, form: &Form, fields: &[Field]) -> Markup {
    let wrong: Vec<&Field> = fields.iter().filter(|f| f.error.is_some()).collect();
    if wrong.is_empty() && form.errors.is_empty() {
        return Markup::default();
    }
    html! {
        div class="errors" role="alert" tabindex="-1" {
            @if !wrong.is_empty() { p { (t(lang, "ui-mend")) } }
            ul {
                @for error in &form.errors { li { (error) } }
                @for one in wrong { li { a href={ "#" (one.id()) } { (one.label) } ": " (one.error.as_deref().unwrap_or_default()) } }
            }
        }
    }
}

fn around(lang: Lang, form: &Form, faults: &Markup, body: Markup) -> Markup {
    html! {
        form class="form" method="post" action=(form.action) enctype=[form.files.then_some("multipart/form-data")] novalidate[!faults.0.is_empty()] {
            (hidden(&form.csrf, form.version.as_deref()))
            (faults)
            (body)
            div class="buttons" {
                button class=(if form.ends { "button danger" } else { "button primary" }) { (form.submit) }
                @if let Some(href) = &form.cancel { a class="button plain" href=(href) { (t(lang, "ui-cancel")) } }
            }
        }
    }
}

/// The fields that every form carries: token and version.
pub fn hidden(csrf: &str, version: Option<&str>) -> Markup {
    html! {
        input type="hidden" name="csrf" value=(csrf);
        @if let Some(version) = version { input type="hidden" name="version" value=(version); }
    }
}

/// A button that posts by itself: done, remove, cancel. `class` is `""`, `primary`, `danger` or `plain`.
pub fn post(csrf: &str, action: &str, fields: &[(&str, &str)], class: &str, label: Markup) -> Markup {
    html! {
        form method="post" action=(action) {
            (hidden(csrf, None))
            @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
            button class={ "button " (class) } { (label) }
        }
    }
}

//! The forms of edits: several folded away below each other, and those that belong to one row of a list.

use super::EDITS;
use super::fields::fields;
use crate::errors::Faults;
use crate::fields::Fields;
use crate::ui::field::field;
use crate::ui::form::{self, Form};
use crate::ui::icon::{Icon, small};
use domain::Day;
use maud::{Markup, html};
use text::{Lang, t};

/// What an edit is about.
#[derive(Clone)]
pub struct About {
    /// `add_position`, `rename_unit` …
    pub kind: &'static str,
    /// Fields that name what is edited, each with its id.
    pub targets: Vec<(&'static str, String)>,
    /// The page to come back to: `page` for a position's, `unit_page` for a unit's, `segment_page` for a segment's,
    /// and its id.
    pub page: (&'static str, String),
    /// The day it is seen on.
    pub day: Day,
}

/// What was typed into a form that was refused, and why; empty where none was.
#[derive(Clone, Copy)]
pub struct Refused<'a> {
    /// What was typed.
    pub typed: &'a Fields,
    /// Why it was refused.
    pub faults: &'a Faults,
}

impl About {
    /// Whether the refused form is this one.
    fn is_typed(&self, typed: &Fields) -> bool {
        typed.raw("edit") == self.kind && self.targets.iter().all(|(name, id)| typed.raw(name) == id)
    }
    /// Tells its controls from those of the same form about something else.
    fn scope(&self) -> String {
        let ids: Vec<&str> = self.targets.iter().map(|(_, id)| id.as_str()).collect();
        format!("{}-{}", self.kind, ids.join("-"))
    }
}

/// Edits under a heading: what each is about, and what its form begins with.
pub type Group = (&'static str, Vec<(About, Fields)>);

/// Every edit in groups, each folded away but the one that was refused.
pub fn all(lang: Lang, csrf: &str, groups: &[Group], refused: Refused<'_>) -> Markup {
    html! {
        section class="card section" {
            div class="body stack" {
                @for (heading, forms) in groups {
                    @if !heading.is_empty() && !forms.is_empty() { div class="over" { (t(lang, heading)) } }
                    @for (about, begun) in forms { (folded(lang, csrf, about, begun, refused)) }
                }
            }
        }
    }
}

/// One edit, folded away unless it was refused.
pub fn folded(lang: Lang, csrf: &str, about: &About, begun: &Fields, refused: Refused<'_>) -> Markup {
    let is_open = about.is_typed(refused.typed);
    html! {
        details open[is_open] {
            summary { (small(Icon::Forth)) (t(lang, &format!("edit-{}", about.kind))) }
            (form(lang, csrf, about, begun, refused))
        }
    }
}

/// The edits of one row of a list, behind one word.
pub fn of_row(lang: Lang, csrf: &str, forms: &[(About, Fields)], refused: Refused<'_>) -> Markup {
    let is_open = forms.iter().any(|(about, _)| about.is_typed(refused.typed));
    html! {
        details class="of-row" open[is_open] {
            summary class="link small" { (t(lang, "edit-row")) }
            div class="stack" { @for (about, begun) in forms { (form(lang, csrf, about, begun, refused)) } }
        }
    }
}

/// One form, with what it holds or what was typed.
fn form(lang: Lang, csrf: &str, about: &About, begun: &Fields, refused: Refused<'_>) -> Markup {
    let none = Faults::none();
    let (held, faults) = if about.is_typed(refused.typed) { (refused.typed, refused.faults) } else { (begun, &none) };
    let fields = fields(lang, about, &about.scope(), held, faults);
    let shown: Vec<&str> = fields.iter().map(|f| f.name.as_str()).collect();
    let frame = Form {
        action: EDITS.to_owned(),
        csrf: csrf.to_owned(),
        submit: t(lang, &format!("edit-{}", about.kind)).into_owned(),
        ends: about.kind.starts_with("end_") || about.kind == "vacate",
        errors: faults.beside(&shown),
        ..Form::default()
    };
    let body = html! {
        input type="hidden" name="edit" value=(about.kind);
        @for (name, id) in &about.targets { input type="hidden" name=(name) value=(id); }
        input type="hidden" name=(about.page.0) value=(about.page.1);
        @for one in &fields { (field(lang, one)) }
    };
    form::laid_out(lang, &frame, &fields, body)
}

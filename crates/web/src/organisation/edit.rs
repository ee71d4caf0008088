//! The forms of edits: which fields each has, and how several stand below each other.

use super::{EDITS, OPTIONS};
use crate::errors::Faults;
use crate::fields::Fields;
use crate::ui::field::{Field, Kind, field};
use crate::ui::form::{self, Form};
use crate::ui::icon::{Icon, small};
use domain::Day;
use maud::{Markup, html};
use text::{Lang, fmt, t};

/// What an edit is about.
pub struct About {
    /// `add_position`, `rename_unit` …
    pub kind: &'static str,
    /// The field that names what is edited, and its id.
    pub target: (&'static str, String),
    /// The page to come back to: `page` for a position's, `unit_page` for a unit's, and its id.
    pub page: (&'static str, String),
    /// The day it is seen on.
    pub day: Day,
}

/// Every edit, each folded away but the one that was refused.
pub fn all(
    lang: Lang,
    typed: &Fields,
    faults: &Faults,
    kinds: impl Iterator<Item = &'static str>,
    form: impl Fn(&'static str, Option<&Faults>) -> Markup,
) -> Markup {
    html! {
        section class="card section" {
            div class="body stack" {
                @for kind in kinds {
                    @let refused = (typed.raw("edit") == kind).then_some(faults);
                    details open[refused.is_some()] {
                        summary { (small(Icon::Forth)) (t(lang, &format!("edit-{kind}"))) }
                        (form(kind, refused))
                    }
                }
            }
        }
    }
}

/// One form, with what it holds.
pub fn form(lang: Lang, csrf: &str, about: &About, held: &Fields, faults: &Faults) -> Markup {
    let fields = fields(lang, about, held, faults);
    let shown: Vec<&str> = fields.iter().map(|f| f.name.as_str()).collect();
    let frame = Form {
        action: EDITS.to_owned(),
        csrf: csrf.to_owned(),
        submit: t(lang, &format!("edit-{}", about.kind)).into_owned(),
        errors: faults.beside(&shown),
        ..Form::default()
    };
    let body = html! {
        input type="hidden" name="edit" value=(about.kind);
        input type="hidden" name=(about.target.0) value=(about.target.1);
        input type="hidden" name=(about.page.0) value=(about.page.1);
        @for one in &fields { (field(lang, one)) }
    };
    form::laid_out(lang, &frame, &fields, body)
}

fn fields(lang: Lang, about: &About, held: &Fields, faults: &Faults) -> Vec<Field> {
    let record = |name: &str, of: &str| Kind::Record {
        options: format!("{OPTIONS}?kind={of}&day={}", about.day),
        label: held.raw(&format!("{name}_label")).to_owned(),
    };
    let field = |name: &str, key: &str, as_: Kind| {
        let value = if name == "on" && !held.has("on") { about.day.to_string() } else { held.raw(name).to_owned() };
        Field::new(name, t(lang, key), as_).value(value).error(faults.of(name)).scope(about.kind)
    };
    let mut fields = match about.kind {
        "assign" => vec![
            field("person", "field-person", record("person", "people")),
            field("name", "organisation-new-person", Kind::Text).autocomplete("off"),
            field("email", "field-email", Kind::Email).autocomplete("off"),
            field("replace", "organisation-replace", Kind::Check),
        ],
        "change_position" => vec![
            field("title", "field-title", Kind::Text).required(),
            field("roles", "field-roles", Kind::Choice(roles(lang))),
            field("location", "field-location", Kind::Text),
        ],
        "move_position" => vec![
            field("reports_to", "field-reports_to", record("reports_to", "positions")),
            field("unit", "field-unit", record("unit", "units")),
        ],
        "add_position" => vec![
            field("title", "field-title", Kind::Text).required(),
            field("roles", "field-roles", Kind::Choice(roles(lang))),
        ],
        "add_unit" => vec![
            field("name", "field-name", Kind::Text).required(),
            field("kind", "field-kind", Kind::Choice(kinds(lang))),
            field("model", "organisation-sales-model", Kind::Choice(models(lang))),
        ],
        "rename_unit" => vec![field("name", "field-name", Kind::Text).required()],
        "move_unit" => vec![field("parent", "field-parent", record("parent", "units")).required()],
        "set_sales_model" => vec![field("model", "organisation-sales-model", Kind::Choice(models(lang)))],
        _ => Vec::new(),
    };
    fields.push(field("on", "edit-effective", Kind::Day).required());
    fields
}

fn none() -> (String, String) {
    (String::new(), fmt::NONE.to_owned())
}

fn roles(lang: Lang) -> Vec<(String, String)> {
    let named = |key: &str| (key.to_owned(), t(lang, &format!("role-{key}")).into_owned());
    let mut all: Vec<_> = domain::organisation::roles::ROLES.iter().map(|role| named(role.key)).collect();
    all.sort_by_cached_key(|(_, name)| text::sort_key(name));
    std::iter::once(none()).chain(all).collect()
}

fn kinds(lang: Lang) -> Vec<(String, String)> {
    let kinds = ["team", "pod", "department", "region", "division"];
    kinds.map(|key| (key.to_owned(), t(lang, &format!("unit-kind-{key}")).into_owned())).to_vec()
}

fn models(lang: Lang) -> Vec<(String, String)> {
    let models = ["assembly_line", "island", "pod"];
    let models = models.map(|key| (key.to_owned(), t(lang, &format!("model-{key}")).into_owned()));
    std::iter::once(none()).chain(models).collect()
}

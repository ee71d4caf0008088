//! Fields of a company's own: defined below the settings and by programs. What records hold in them is shown, asked for and
//! listed by [`crate::records`], beside the fields of the product.

mod api;
mod one;
mod page;

use crate::fields::Fields;
use crate::routes::Routes;
use domain::custom_fields::{CustomField, FieldChoice};
use domain::kernel::id::CustomFieldId;
use domain::policy::Noun;
use text::{Lang, t};

/// Every field.
pub(crate) const FIELDS: &str = "/settings/fields";
const ONE: &str = "/settings/fields/{id}";
const RETIRED: &str = "/settings/fields/{id}/retired";
const MOVED: &str = "/settings/fields/{id}/moved";

/// These routes.
pub fn routes() -> Routes {
    let noun = Noun::Pipeline;
    Routes::new()
        .page(FIELDS, noun, page::list)
        .action(FIELDS, noun, page::create)
        .page(ONE, noun, one::page)
        .action(ONE, noun, one::save)
        .action(RETIRED, noun, one::set_retired)
        .action(MOVED, noun, page::shift)
        .merge(api::routes())
}

fn href(id: CustomFieldId) -> String {
    ONE.replace("{id}", &id.to_string())
}

/// The fields of a kind of record.
fn list_href(noun: Noun) -> String {
    let kind = app::listing::kinds::of(noun).map_or("", |kind| kind.key);
    format!("{FIELDS}?of={kind}")
}

/// The form of a new field of that name, for records of the kind with that key; none where it has no fields of its own.
pub(crate) fn new_href(kind: &str, label: &str) -> Option<String> {
    let noun = page::noun_of(kind)?;
    let label = percent_encoding::utf8_percent_encode(label, percent_encoding::NON_ALPHANUMERIC);
    Some(format!("{}&label={label}#f-label", list_href(noun)))
}

/// What a kind of record is called, in the plural.
fn plural(lang: Lang, noun: Noun) -> String {
    crate::records::shape_for(noun).map_or_else(String::new, |shape| t(lang, shape.title).into_owned())
}

/// New words, one a line, behind those that a field has.
fn add_words(field: &mut CustomField, sent: &Fields) {
    let lines = sent.raw("choices").lines().map(str::trim).filter(|line| !line.is_empty());
    field.choices.extend(lines.map(FieldChoice::new));
}

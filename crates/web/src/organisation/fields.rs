//! Which fields the form of each edit has.

use super::OPTIONS;
use super::edit::About;
use crate::errors::Faults;
use crate::fields::Fields;
use crate::ui::field::{Field, Kind};
use domain::organisation::roles::{Family, ROLES, STAGES};
use text::{Lang, fmt, t};

/// The families of roles, in the order in which they are offered.
const FAMILIES: [(Family, &str); 6] = [
    (Family::Sales, "role-family-sales"),
    (Family::CustomerSuccess, "role-family-customer_success"),
    (Family::Operations, "role-family-operations"),
    (Family::Enablement, "role-family-enablement"),
    (Family::Product, "role-family-product"),
    (Family::Finance, "role-family-finance"),
];

/// The fields of one form, with what it holds and what is wrong with it; the day on which it takes effect last.
pub fn fields(lang: Lang, about: &About, scope: &str, held: &Fields, faults: &Faults) -> Vec<Field> {
    let form = OneForm { lang, about, scope, held, faults };
    let mut fields = match about.kind {
        "assign" | "change_assignment" | "change_position" | "move_position" | "add_position" | "add_dotted_line" => {
            form.of_position()
        }
        "add_coverage" | "change_coverage" => form.of_coverage(),
        _ => form.of_unit(),
    };
    fields.push(form.field("on", "edit-effective", Kind::Day).required());
    fields
}

struct OneForm<'a> {
    lang: Lang,
    about: &'a About,
    scope: &'a str,
    held: &'a Fields,
    faults: &'a Faults,
}

impl OneForm<'_> {
    fn field(&self, name: &str, key: &str, kind: Kind) -> Field {
        let value = match (&kind, name) {
            (Kind::Several(_), _) => self.held.all(name).join(" "),
            (_, "on") if !self.held.has("on") => self.about.day.to_string(),
            _ => self.held.raw(name).to_owned(),
        };
        Field::new(name, t(self.lang, key), kind).value(value).error(self.faults.of(name)).scope(self.scope)
    }
    fn record(&self, name: &str, key: &str, of: &str) -> Field {
        let options = format!("{OPTIONS}?kind={of}&day={}", self.about.day);
        self.field(name, key, Kind::Record { options, label: self.held.raw(&format!("{name}_label")).to_owned() })
    }

    fn of_position(&self) -> Vec<Field> {
        let share = self.field("share", "organisation-share-percent", Kind::Percent);
        let kind = self.field("kind", "organisation-assignment-kind", Kind::Choice(assignments(self.lang)));
        match self.about.kind {
            "assign" => vec![
                self.record("person", "field-person", "people"),
                self.field("name", "organisation-new-person", Kind::Text).autocomplete("off"),
                self.field("email", "field-email", Kind::Email).autocomplete("off"),
                share,
                kind,
                self.field("replace", "organisation-replace", Kind::Check),
            ],
            "change_assignment" => vec![share.required(), kind],
            "change_position" => vec![
                self.field("title", "field-title", Kind::Text).required(),
                self.field("roles", "field-roles", Kind::Several(roles(self.lang))),
                self.field("location", "field-location", Kind::Text),
            ],
            "move_position" => vec![
                self.record("reports_to", "field-reports_to", "positions"),
                self.record("unit", "field-unit", "units"),
            ],
            "add_dotted_line" => vec![
                self.record("manager", "organisation-dotted-to", "positions").required(),
                self.field("label", "organisation-dotted-label", Kind::Text),
            ],
            _ => vec![
                self.field("title", "field-title", Kind::Text).required(),
                self.field("roles", "field-roles", Kind::Several(roles(self.lang))),
            ],
        }
    }

    fn of_unit(&self) -> Vec<Field> {
        let name = || self.field("name", "field-name", Kind::Text).required();
        let model = || self.field("model", "organisation-sales-model", Kind::Choice(models(self.lang)));
        match self.about.kind {
            "add_unit" => vec![name(), self.field("kind", "field-kind", Kind::Choice(kinds(self.lang))), model()],
            "rename_unit" => vec![name()],
            "move_unit" => vec![self.record("parent", "field-parent", "units").required()],
            "set_sales_model" => vec![model()],
            _ => Vec::new(),
        }
    }

    /// Who covers and what, each asked for only where the page does not say it, and on which terms.
    fn of_coverage(&self) -> Vec<Field> {
        let says = |name: &str| self.about.targets.iter().any(|(target, _)| *target == name);
        let (is_new, mut fields) = (self.about.kind == "add_coverage", Vec::new());
        if !says("segment") {
            let all = t(self.lang, "coverage-segment-hint");
            fields.push(self.record("segment", "coverage-segment", "segments").hint(all));
        }
        if is_new && !says("unit") && !says("position") {
            fields.push(self.record("unit", "field-unit", "units"));
            fields.push(self.record("position", "coverage-or-position", "positions"));
        }
        let keys = STAGES.iter().copied().chain(["account"]);
        let stages = keys.map(|key| (key.to_owned(), t(self.lang, &format!("stage-{key}")).into_owned()));
        let stages = Kind::Several(vec![(String::new(), stages.collect())]);
        fields.push(self.field("stages", "coverage-stages", stages).hint(t(self.lang, "coverage-stages-hint")));
        fields.push(self.field("distribution", "coverage-distribution", Kind::Choice(distributions(self.lang))));
        let first = t(self.lang, "coverage-priority-hint");
        fields.push(self.field("priority", "coverage-priority", Kind::Number).hint(first));
        let none = t(self.lang, "coverage-limit-hint");
        fields.push(self.field("most_open", "coverage-most-open", Kind::Number).hint(none.clone()));
        fields.push(self.field("most_a_day", "coverage-most-a-day", Kind::Number).hint(none));
        let word = |word: &str, key| (word.to_owned(), t(self.lang, key).into_owned());
        let yes_or_no = || Kind::Choice(vec![word("no", "coverage-no"), word("yes", "coverage-yes")]);
        let hours = t(self.lang, "coverage-ignores-hours-hint");
        fields.push(self.field("ignores_hours", "coverage-ignores-hours", yes_or_no()).hint(hours));
        let passes = t(self.lang, "coverage-passes-on-hint");
        fields.push(self.field("passes_on", "coverage-passes-on", yes_or_no()).hint(passes));
        fields
    }
}

fn worded(lang: Lang, prefix: &str, keys: &[&str]) -> Vec<(String, String)> {
    keys.iter().map(|key| ((*key).to_owned(), t(lang, &format!("{prefix}{key}")).into_owned())).collect()
}

/// Every role of the catalogue by family, in the order of their names.
fn roles(lang: Lang) -> Vec<(String, Vec<(String, String)>)> {
    let named = |key: &str| (key.to_owned(), t(lang, &format!("role-{key}")).into_owned());
    FAMILIES
        .iter()
        .map(|(family, heading)| {
            let mut roles: Vec<_> = ROLES.iter().filter(|r| r.family == *family).map(|r| named(r.key)).collect();
            roles.sort_by_cached_key(|(_, name)| text::sort_key(name));
            (t(lang, heading).into_owned(), roles)
        })
        .filter(|(_, roles)| !roles.is_empty())
        .collect()
}

fn kinds(lang: Lang) -> Vec<(String, String)> {
    worded(lang, "unit-kind-", &["team", "pod", "department", "region", "division"])
}

fn models(lang: Lang) -> Vec<(String, String)> {
    let none = (String::new(), fmt::NONE.to_owned());
    std::iter::once(none).chain(worded(lang, "model-", &["assembly_line", "island", "pod"])).collect()
}

fn assignments(lang: Lang) -> Vec<(String, String)> {
    worded(lang, "assignment-", &["regular", "acting"])
}

fn distributions(lang: Lang) -> Vec<(String, String)> {
    worded(lang, "distribution-", &["owner", "round_robin", "weighted", "least_loaded", "best_fit"])
}

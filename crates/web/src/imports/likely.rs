//! Rows that are likely a record that is here or lies in the trash, or another row of their file: each is told, and has a choice of its own
//! over that of the file.

use super::list::whole;
use crate::errors::said;
use crate::fields::Fields;
use crate::ui::field::{Field, Kind as Control, control};
use crate::ui::table::{self, Column, Row};
use app::imports::report::FileReport;
use app::imports::{Duplicates, Settings};
use domain::Refusal;
use maud::{Markup, html};
use text::{Lang, t, tr};

/// Rows that are shown; the others follow the file's choice.
const SHOWN: usize = 100;
/// What is said of such rows.
const TOLD: [&str; 9] = [
    "warning-likely",
    "warning-likely-updated",
    "warning-likely-row",
    "warning-likely-row-updated",
    "refusal-row-likely",
    "refusal-row-likely-row",
    "refusal-row-in-trash",
    "warning-likely-in-trash",
    "refusal-row-likely-in-trash",
];
/// What may become of a row, as it is chosen.
const CHOICES: [(Duplicates, &str); 3] = [
    (Duplicates::New, "import-row-new"),
    (Duplicates::Skip, "import-row-skip"),
    (Duplicates::Update, "import-row-update"),
];

/// Whether it says what a row likely is.
pub(super) fn is_told(reason: &Refusal) -> bool {
    TOLD.contains(&reason.code.as_str())
}

fn named(n: usize, line: &str) -> String {
    format!("row.{n}.{line}")
}

/// The rows of a file, in the order of their lines, each with its choice.
pub(super) fn drawn(lang: Lang, n: usize, report: &FileReport, settings: &Settings) -> Markup {
    let warnings = report.warnings.iter().map(|(line, reason)| (*line, reason));
    let rejects = report.rejects.iter().map(|reject| (reject.line, &reject.reason));
    let mut told: Vec<(u64, &Refusal)> = warnings.chain(rejects).filter(|(_, reason)| is_told(reason)).collect();
    if told.is_empty() {
        return Markup::default();
    }
    told.sort_by_key(|(line, _)| *line);
    let own = settings.of_file(&report.name).rows;
    let all = (String::new(), t(lang, "import-row-as-file").into_owned());
    let one = CHOICES.map(|(choice, key)| (choice.key().to_owned(), t(lang, key).into_owned()));
    let choices: Vec<(String, String)> = std::iter::once(all).chain(one).collect();
    let row = |(line, reason): &(u64, &Refusal)| {
        let label = tr(lang, "import-line", &[("line", whole(*line).into())]);
        let chosen = own.get(&line.to_string()).map_or("", |choice| choice.key());
        let name = named(n, &line.to_string());
        let to = Field::new(name.clone(), &label, Control::Choice(choices.clone())).value(chosen);
        let cells = vec![html! { label for=(to.id()) { (label) } }, html! { (said(lang, reason)) }, control(lang, &to)];
        Row { id: name, cells, ..Row::default() }
    };
    let heads = ["import-row", "import-row-likely", "import-row-becomes"].map(|key| Column::text(t(lang, key)));
    let rows: Vec<Row> = told.iter().take(SHOWN).map(row).collect();
    html! {
        h3 { (tr(lang, "import-rows-likely", &[("count", told.len().into())])) }
        (table::plain(&heads, &rows))
        @if told.len() > SHOWN { p class="soft" { (tr(lang, "import-more", &[("count", (told.len() - SHOWN).into())])) } }
    }
}

/// The choices for the rows that were shown; those of others stay.
pub(super) fn chosen(fields: &Fields, n: usize, own: Settings) -> Settings {
    let mut rows = own.rows;
    let head = named(n, "");
    for (name, value) in fields.pairs() {
        let Some(line) = name.strip_prefix(&head) else { continue };
        match value.parse() {
            Ok(choice) => drop(rows.insert(line.to_owned(), choice)),
            Err(_) => drop(rows.remove(line)),
        }
    }
    Settings { rows, ..own }
}

//! What the pages of pipelines and stages share: the form of a stage, and percentages between people and basis points.

use crate::errors::Faults;
use crate::fields::Fields;
use crate::records::{fields, shown};
use crate::ui::field::{Field, Kind, field};
use crate::ui::form::{self, Form};
use crate::ui::layout::PageFrame;
use app::Ctx;
use domain::Refusal;
use domain::opportunities::{Outcome, Stage};
use domain::pipelines::{ASKABLE, OPEN_CATEGORIES, StageFields};
use domain::policy::Noun;
use maud::{Markup, html};
use text::{Lang, fmt, t};

/// The fields that the form shows.
const SHOWN: [&str; 6] = ["name", "outcome", "probability_bp", "forecast_category", "needs", "entry_criteria"];

/// A stage as its form holds it.
pub fn held(stage: &Stage) -> Fields {
    let mut pairs = vec![
        ("name".to_owned(), stage.name.clone()),
        ("outcome".to_owned(), stage.outcome.key().to_owned()),
        ("probability_bp".to_owned(), hundredths(stage.probability_bp)),
        ("forecast_category".to_owned(), stage.forecast_category.clone()),
        ("entry_criteria".to_owned(), stage.entry_criteria.join("\n")),
    ];
    pairs.extend(stage.needs.iter().map(|key| ("needs".to_owned(), key.clone())));
    Fields::from(pairs)
}

/// The form of a stage.
pub fn stage_form(ctx: &Ctx, frame: &PageFrame, form: Form, values: &Fields, faults: &Faults) -> Markup {
    let lang = frame.lang;
    let form = Form { csrf: frame.csrf.clone(), errors: faults.beside(&SHOWN), ..form };
    let new = |name: &str, kind| {
        Field::new(name, fields::name(lang, name), kind).value(values.raw(name)).error(faults.of(name))
    };
    let option = |prefix: &str, key: &str| (key.to_owned(), shown::choice(lang, prefix, key));
    let outcomes = [Outcome::Open, Outcome::Won, Outcome::Lost, Outcome::NoDecision];
    let inputs = [
        new("name", Kind::Text).required().autocomplete("off"),
        new("outcome", Kind::Choice(outcomes.map(|o| option("outcome-", o.key())).to_vec())),
        new("probability_bp", Kind::Percent).hint(t(lang, "stage-open-only")),
        new("forecast_category", Kind::Choice(OPEN_CATEGORIES.map(|key| option("category-", key)).to_vec()))
            .hint(t(lang, "stage-open-only")),
        new("entry_criteria", Kind::LongText).hint(t(lang, "stage-criteria-explained")),
    ];
    let body = html! {
        @for one in &inputs[..2] { (field(lang, one)) }
        (form::pair(lang, &inputs[2..4]))
        (needs(ctx, lang, values, faults))
        @for one in &inputs[4..] { (field(lang, one)) }
    };
    form::laid_out(lang, &form, &inputs, body)
}

fn needs(ctx: &Ctx, lang: Lang, values: &Fields, faults: &Faults) -> Markup {
    let ticked = values.all("needs");
    let own = ctx.fields.of(Noun::Opportunity).map(|field| field.key.as_str());
    html! {
        fieldset class="field" {
            legend { (t(lang, "stage-needs")) }
            span class="hint" { (t(lang, "stage-needs-explained")) }
            div class="needs" {
                @for key in ASKABLE.into_iter().chain(own) {
                    label class="check" {
                        input type="checkbox" name="needs" value=(key) checked[ticked.contains(&key)];
                        span { (fields::name_of(ctx, lang, Noun::Opportunity, key)) }
                    }
                }
            }
            @if let Some(fault) = faults.of("needs") { span class="wrong" { (fault) } }
        }
    }
}

/// What the form asks for; every field of it, since an empty list of needs is none.
///
/// # Errors
/// `refusal-probability-range` for a percentage that does not read.
pub fn asked(sent: &Fields) -> Result<StageFields, Refusal> {
    let outcome = Outcome::from_key(sent.raw("outcome"));
    let probability_bp = match sent.some("probability_bp") {
        Some(text) => {
            let wrong = || Refusal::new("refusal-probability-range").at("probability_bp");
            Some(basis(&text).ok_or_else(wrong)?)
        }
        None => None,
    };
    Ok(StageFields {
        name: Some(sent.text("name")),
        outcome,
        probability_bp,
        forecast_category: sent.some("forecast_category").filter(|_| outcome == Some(Outcome::Open)),
        needs: Some(sent.all("needs").into_iter().map(str::to_owned).collect()),
        entry_criteria: Some(vec![sent.text("entry_criteria")]),
    })
}

/// `12,5 %` in parts of 10,000.
fn basis(text: &str) -> Option<i64> {
    let text = fields::figure(text.trim_end_matches('%'));
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    if part.len() > 2 || !part.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some(whole.parse::<i64>().ok()?.checked_mul(100)? + format!("{part:0<2}").parse::<i64>().ok()?)
}

/// Parts of 10,000 as a percentage to be edited: `12.5`.
fn hundredths(basis: i64) -> String {
    let text = format!("{}.{:02}", basis / 100, basis % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Parts of 10,000 as a percentage to be read.
pub fn percent(lang: Lang, basis: i64) -> String {
    fmt::percent_of(lang, basis, 10_000, usize::from(basis % 100 != 0)).unwrap_or_default()
}

/// The names of the fields that a stage asks for.
pub fn needed(ctx: &Ctx, lang: Lang, stage: &Stage) -> String {
    stage.needs.iter().map(|key| fields::name_of(ctx, lang, Noun::Opportunity, key)).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_go_there_and_back() {
        for basis_points in [0, 5, 50, 100, 1250, 3333, 10_000] {
            assert_eq!(basis(&hundredths(basis_points)), Some(basis_points));
        }
        assert_eq!((basis("12,5 %"), basis("1.234"), basis("much"), basis("-5")), (Some(1250), None, None, Some(-500)));
    }
}

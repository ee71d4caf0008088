//! Who covers what: the section of it on the pages of positions, units and segments.

use super::edit::About;
use super::segments::segment_href;
use super::{position_href, unit_href};
use crate::fields::Fields;
use crate::ui::layout;
use app::segments::CoverageView;
use domain::Day;
use domain::kernel::id::{PositionId, SegmentId, UnitId};
use maud::{Markup, html};
use text::{Lang, fmt, t, tr};

/// Whose page it stands on.
pub enum At {
    /// A position's: what its unit covers is shown, and edited at the unit.
    Position(PositionId),
    /// A unit's.
    Unit(UnitId),
    /// A segment's.
    Segment(SegmentId),
}

impl At {
    fn page(&self) -> (&'static str, String) {
        match self {
            At::Position(id) => ("page", id.to_string()),
            At::Unit(id) => ("unit_page", id.to_string()),
            At::Segment(id) => ("segment_page", id.to_string()),
        }
    }
    /// Whether the coverage is the page's own to edit.
    fn owns(&self, coverage: &CoverageView) -> bool {
        !matches!(self, At::Position(_)) || coverage.position.is_some()
    }
}

/// The coverages, each with its edits, which `row` draws where the reader may make them.
pub fn section(
    lang: Lang,
    coverages: &[CoverageView],
    day: Day,
    at: &At,
    row: impl Fn(&[(About, Fields)]) -> Markup,
) -> Markup {
    let title = match at {
        At::Segment(_) => "coverage-covered-by",
        _ => "coverage-covers",
    };
    layout::section(
        &t(lang, title),
        None,
        html! {
            @if coverages.is_empty() { p class="soft" { (t(lang, "coverage-nobody")) } }
            ul class="stack" { @for coverage in coverages {
                li id={ "coverage-" (coverage.id) } {
                    (one(lang, coverage, day, at))
                    @if at.owns(coverage) { (row(&forms(coverage, day, at))) }
                }
            } }
        },
    )
}

fn one(lang: Lang, coverage: &CoverageView, day: Day, at: &At) -> Markup {
    let distribution = serde_json::to_value(coverage.distribution).ok();
    let distribution = distribution.as_ref().and_then(|word| word.as_str()).unwrap_or_default();
    let terms = [
        stages(lang, &coverage.stages),
        t(lang, &format!("distribution-{distribution}")).into_owned(),
        lasting(lang, coverage.from, coverage.to),
    ];
    html! {
        @match at {
            At::Segment(_) => (by(coverage, day)),
            _ => { (what(lang, coverage)) }
        }
        @if let (At::Position(_), Some(unit)) = (at, &coverage.unit) {
            " " span class="quiet" { (tr(lang, "coverage-through", &[("unit", unit.name.clone().into())])) }
        }
        div class="quiet small" { (terms.join(" · ")) }
    }
}

/// What is covered.
fn what(lang: Lang, coverage: &CoverageView) -> Markup {
    html! {
        @match (coverage.segment, &coverage.segment_name) {
            (Some(id), Some(name)) => { a class="link" href=(segment_href(id)) { (name) } }
            (Some(_), None) => { (t(lang, "coverage-segment-ended")) }
            _ => { (t(lang, "coverage-everything")) }
        }
    }
}

/// Who covers.
pub fn by(coverage: &CoverageView, day: Day) -> Markup {
    html! {
        @if let Some(unit) = &coverage.unit { a class="link" href=(unit_href(unit.id.into(), day)) { (unit.name) } }
        @if let Some(seat) = &coverage.position {
            a class="link" href=(position_href(seat.id.into(), Some(day))) { (seat.name) }
            @if !seat.holders.is_empty() { " " span class="quiet" { (seat.holders.join(", ")) } }
        }
    }
}

/// The stages in words.
pub fn stages(lang: Lang, keys: &[String]) -> String {
    if keys.is_empty() {
        return t(lang, "coverage-all-stages").into_owned();
    }
    keys.iter().map(|key| t(lang, &format!("stage-{key}"))).collect::<Vec<_>>().join(", ")
}

/// From when to when something holds.
pub fn lasting(lang: Lang, from: Day, to: Option<Day>) -> String {
    let day = |day: Day| fmt::day(lang, day.civil());
    let since = match from {
        Day::BEGINNING => t(lang, "organisation-always").into_owned(),
        from => tr(lang, "organisation-since", &[("day", day(from).into())]),
    };
    let until = to.map(|to| tr(lang, "organisation-until", &[("day", day(to).into())]));
    until.map_or(since.clone(), |until| format!("{since} {until}"))
}

/// What the form of a coverage begins with.
pub(super) fn begun(coverage: &CoverageView) -> Fields {
    let distribution = serde_json::to_value(coverage.distribution).ok();
    let distribution = distribution.as_ref().and_then(|word| word.as_str()).unwrap_or_default();
    let mut begun = vec![
        ("segment", coverage.segment.map(|id| id.to_string()).unwrap_or_default()),
        ("segment_label", coverage.segment_name.clone().unwrap_or_default()),
        ("distribution", distribution.to_owned()),
        ("priority", coverage.priority.to_string()),
    ];
    begun.extend(coverage.stages.iter().map(|stage| ("stages", stage.clone())));
    let number = |most: Option<u32>| most.map(|most| most.to_string()).unwrap_or_default();
    let word = |is: bool| if is { "yes" } else { "no" }.to_owned();
    let limits = coverage.limits;
    begun.extend([("most_open", number(limits.most_open)), ("most_a_day", number(limits.most_a_day))]);
    begun.extend([("ignores_hours", word(limits.ignores_hours)), ("passes_on", word(limits.passes_on))]);
    Fields::from(begun.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Vec<_>>())
}

/// The forms that change and end a coverage.
fn forms(coverage: &CoverageView, day: Day, at: &At) -> [(About, Fields); 2] {
    let about = |kind: &'static str, segment: Option<SegmentId>| {
        let mut targets = vec![("coverage", coverage.id.to_string())];
        targets.extend(segment.map(|id| ("segment", id.to_string())));
        About { kind, targets, page: at.page(), day }
    };
    let segment = coverage.segment.filter(|_| matches!(at, At::Segment(_)));
    [(about("change_coverage", segment), begun(coverage)), (about("end_coverage", None), Fields::default())]
}

//! The organisation: the chart on any day, its people, who covers what, what is wrong with it, one position and
//! its edits.

mod api;
mod chart;
mod checks;
mod coverage;
mod edit;
mod fields;
mod forms;
mod outline;
mod params;
mod people;
mod position;
pub(crate) mod routing;
mod segments;
mod start;
mod unit;

use crate::routes::Routes;
use crate::ui::layout::{PageFrame, Tab};
use app::organisation::queries;
use app::{Ctx, Tx};
use domain::Day;
use domain::kernel::id::{PositionId, UnitId};
use domain::organisation::Severity;
use domain::policy::Noun;
use text::t;

/// The chart.
pub const CHART: &str = "/organisation";
/// The chart as a file.
pub const EXPORT: &str = "/organisation/export";
/// Everyone who holds a position.
pub const PEOPLE: &str = "/organisation/people";
/// What is wrong, and how to mend it.
pub const CHECKS: &str = "/organisation/checks";
/// One position.
pub const POSITION: &str = "/organisation/positions/{id}";
/// One unit.
pub const UNIT: &str = "/organisation/units/{id}";
/// Where edits of a form are posted.
pub const EDITS: &str = "/organisation/edits";
/// Where a card dropped on another is posted.
pub const MOVES: &str = "/organisation/moves";
/// Where a set of edits is taken back.
pub const UNDO: &str = "/organisation/undo";
/// Beginning from templates.
pub const START: &str = "/organisation/start";
/// The same, as the second step of the first run.
pub const FIRST_START: &str = "/organisation/start?first=1";
/// People from a file.
pub const START_PEOPLE: &str = "/organisation/start/people";
/// What a field that names a position, a unit or a person offers.
pub const OPTIONS: &str = "/organisation/options";

/// The page of a position.
pub fn position_href(id: PositionId, day: Option<Day>) -> String {
    match day {
        Some(day) => format!("/organisation/positions/{id}?day={day}"),
        None => format!("/organisation/positions/{id}"),
    }
}

/// The page of a unit.
pub fn unit_href(id: UnitId, day: Day) -> String {
    format!("/organisation/units/{id}?day={day}")
}

/// These routes.
pub fn routes() -> Routes {
    Routes::new()
        .page(CHART, Noun::Organisation, chart::page)
        .page(EXPORT, Noun::Organisation, chart::file)
        .page(PEOPLE, Noun::Organisation, people::page)
        .page(CHECKS, Noun::Organisation, checks::page)
        .page(POSITION, Noun::Organisation, position::page)
        .page(UNIT, Noun::Organisation, unit::page)
        .page(OPTIONS, Noun::Organisation, forms::options)
        .action(EDITS, Noun::Organisation, forms::edit)
        .action(MOVES, Noun::Organisation, forms::move_card)
        .action(UNDO, Noun::Organisation, forms::undo)
        .page(START, Noun::Organisation, start::page)
        .page(START_PEOPLE, Noun::Import, start::people)
        .action(START, Noun::Organisation, start::begin)
        .merge(segments::routes())
        .merge(routing::routes())
        .merge(api::routes())
}

/// Title and tabs of these pages; the checks tell how many findings are warnings or worse.
fn head(ctx: &Ctx, tx: &mut Tx<'_>, frame: &mut PageFrame, here: &str, day: Day) -> app::Result<()> {
    let lang = frame.lang;
    frame.title = t(lang, "organisation-title").into_owned();
    let on = if day == ctx.today { String::new() } else { format!("?day={day}") };
    let found = queries::structure(ctx, tx, Some(day))?.at_least(Severity::Warning);
    let tabs = [
        (CHART, "organisation-chart"),
        (PEOPLE, "organisation-people"),
        (segments::SEGMENTS, "organisation-coverage"),
        (routing::ROUTING, "organisation-routing"),
        (CHECKS, "organisation-checks"),
    ];
    frame.tabs = tabs
        .map(|(path, key)| Tab {
            count: (path == CHECKS && found > 0)
                .then(|| text::fmt::number(lang, i64::try_from(found).unwrap_or(i64::MAX))),
            ..Tab::new(format!("{path}{on}"), t(lang, key), path == here)
        })
        .to_vec();
    Ok(())
}

//! Rosters: people, positions, units and lines, reconciled by the domain and saved as one set.

use super::kinds::Kind;
use super::run::Import;
use super::source::Source;
use crate::events::Cause;
use crate::organisation::chart::{self, ChartQuery, ChartView};
use crate::{Ctx, Result, organisation};
use db::Tx;
use domain::Refusal;
use domain::kernel::id::SetId;
use domain::organisation::roster::{self, RosterOptions, RosterRow, TeamRow, TeamTitles};
use domain::organisation::{History, State};

/// Beyond so many people the chart to come is not drawn.
const MOST_DRAWN: usize = 2_000;

/// Reconciles a roster with the organisation.
///
/// # Errors
/// The database's own; rows that do not hold are in the source's report.
pub fn take(ctx: &Ctx, tx: &mut Tx<'_>, source: &mut Source, set: SetId) -> Result<()> {
    let (rows, options) = roster_of(ctx, source);
    let mut state = State::new(ctx.history.rows());
    let plan = roster::reconcile(&mut state, &rows, &options, ctx.now, &mut || ctx.id());
    let counts = &mut source.report.counts;
    counts.created += plan.created as u64;
    counts.updated += plan.updated as u64;
    counts.unchanged += plan.unchanged as u64;
    counts.ended += plan.ended as u64;
    source.report.warnings.extend(plan.warnings);
    for (line, reason) in plan.rejected.into_iter().chain(plan.replaced) {
        let cells = source.table.rows().find(|r| r.line() == line).map(|r| Source::cells(&r)).unwrap_or_default();
        source.report.reject(line, reason, cells);
    }
    let told = serde_json::json!({ "roster": source.report.name, "as_of": options.as_of });
    organisation::commands::save(ctx, tx, &plan.changes, set, Cause::import(set), &told)
}

/// The rows of a roster and how they are to be taken; rows that do not read are in the source's report.
fn roster_of(ctx: &Ctx, source: &mut Source) -> (Vec<RosterRow>, RosterOptions) {
    let (rows, unit_kind) = match source.kind {
        Kind::Teams => (teams(ctx, source), "region"),
        _ => (people(source), "department"),
    };
    let options = RosterOptions {
        as_of: source.settings.as_of,
        complete: source.settings.complete,
        root_marker: source.settings.root_marker.clone(),
        source: source.report.name.clone(),
        company: ctx.company.name.clone(),
        unit_kind: unit_kind.to_owned(),
    };
    (rows, options)
}

/// The chart as it would be with the people of the files, on the day they are taken as of; none where the files
/// bring no people, or so many that nobody would look through them. Writes nothing.
///
/// # Errors
/// The permission to see the organisation.
pub fn outlook(ctx: &Ctx, import: &Import, lang: text::Lang) -> Result<Option<ChartView>> {
    let opened = import.files.iter().filter_map(|(name, bytes)| Source::open(name, bytes, &import.settings).ok());
    let mut rosters: Vec<Source> = opened.filter(|s| matches!(s.kind, Kind::People | Kind::Teams)).collect();
    let people: usize = rosters.iter().map(|roster| roster.table.len()).sum();
    if people == 0 || people > MOST_DRAWN {
        return Ok(None);
    }
    let mut history = ctx.history.rows().clone();
    for roster in &mut rosters {
        let (rows, options) = roster_of(ctx, roster);
        let mut state = State::new(&history);
        let plan = roster::reconcile(&mut state, &rows, &options, ctx.now, &mut || ctx.id());
        plan.changes.apply(&mut history);
    }
    let on = rosters.iter().filter_map(|roster| roster.settings.as_of).max().unwrap_or(ctx.today);
    let organisation = History::new(history).on(on, None);
    Ok(Some(chart::preview(ctx, &organisation, &ChartQuery { lang, ..ChartQuery::default() })?))
}

fn teams(ctx: &Ctx, source: &mut Source) -> Vec<RosterRow> {
    let lang = text::Lang::parse(&ctx.company.language).unwrap_or_default();
    let mut rows = Vec::with_capacity(source.table.len());
    let mut incomplete = Vec::new();
    for row in source.table.rows() {
        match (source.owned(&row, "agent"), source.owned(&row, "manager"), source.owned(&row, "office")) {
            (Some(agent), Some(manager), Some(office)) => {
                rows.push(TeamRow { line: row.line(), agent, manager, office })
            }
            _ => incomplete.push((row.line(), Source::cells(&row))),
        }
    }
    for (line, cells) in incomplete {
        source.report.reject(line, Refusal::new("refusal-roster-team-incomplete"), cells);
    }
    let titles = TeamTitles {
        manager: text::t(lang, "role-sales_manager").to_string(),
        agent: text::t(lang, "role-account_executive").to_string(),
    };
    roster::from_teams(&rows, &titles)
}

fn people(source: &mut Source) -> Vec<RosterRow> {
    let mut rows = Vec::with_capacity(source.table.len());
    let mut refused = Vec::new();
    for row in source.table.rows() {
        match person(source, &row) {
            Ok(person) => rows.push(person),
            Err(reason) => refused.push((row.line(), reason, Source::cells(&row))),
        }
    }
    for (line, reason, cells) in refused {
        source.report.reject(line, reason, cells);
    }
    rows
}

fn person(source: &Source, row: &sheet::Row<'_>) -> std::result::Result<RosterRow, Refusal> {
    let whole = [source.text(row, "first_name"), source.text(row, "last_name")]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    let share = source.text(row, "share").map(|s| s.trim_end_matches('%').trim().parse::<u32>().map(|n| n * 100));
    let share_bp = share.transpose().map_err(|_| Refusal::new("refusal-number-unreadable").at("share"))?;
    Ok(RosterRow {
        line: row.line(),
        scope: source.owned(row, "id_scope"),
        external_id: source.owned(row, "id"),
        person_key: source.owned(row, "person"),
        name: source.owned(row, "name").or((!whole.is_empty()).then_some(whole)),
        email: source.owned(row, "email").map(|e| e.to_lowercase()),
        title: source.owned(row, "title"),
        unit: source
            .text(row, "unit")
            .map(|u| u.split('>').map(|part| part.trim().to_owned()).collect())
            .unwrap_or_default(),
        manager: source.owned(row, "manager"),
        starts_on: source.day(row, "starts_on")?,
        ends_on: source.day(row, "ends_on")?,
        location: source.owned(row, "location"),
        languages: Vec::new(),
        roles: source
            .text(row, "roles")
            .map(|r| r.split([',', ';', ' ']).filter(|w| !w.is_empty()).map(str::to_owned).collect())
            .unwrap_or_default(),
        share_bp,
        kind: domain::organisation::AssignmentKind::Regular,
    })
}

//! `bailiwick org`: the organisation counted, checked, compared, covered and drawn.

use crate::failure::Failure;
use crate::route::Route;
use crate::{Database, output};
use app::ctx::Who;
use app::organisation::chart::{ChartQuery, Show, chart};
use app::organisation::export::{Format, export};
use app::organisation::queries::{self, ChecksView, Finding, StatsView};
use app::segments::coverage::coverages;
use app::segments::{self, CoverageView, Covers, SegmentView};
use clap::{Args, Subcommand, ValueEnum};
use domain::Day;
use domain::organisation::Severity;
use domain::organisation::diff::{Change, Diff, SeatName};
use std::path::PathBuf;
use std::process::ExitCode;

/// The organisation: count it, check it, compare two days, draw it.
#[derive(Args, Debug)]
pub struct Org {
    #[command(flatten)]
    database: Database,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Positions, tops, managers, levels, spans. Example: `bailiwick org stats --as-of 2026-01-01 --under vp-sales --json`
    Stats(Stats),
    /// What is wrong with it, and how to mend it. Example: `bailiwick org check --fail-on error`
    Check(Check),
    /// Who joined, left and moved between two days. Example: `bailiwick org diff --from 2026-01-01 --to 2026-07-01`
    Diff(Compare),
    /// Segments and who covers them. Example: `bailiwick org coverage --as-of 2026-07-01`
    Coverage(Coverage),
    /// Routes accounts or open opportunities by coverage. Example: `bailiwick org route accounts --filter 'country = Norway' --dry-run`
    Route(Route),
    /// Draws it. Example: `bailiwick org chart --out org.png --by positions --colour-by win_rate`
    Chart(Chart),
}

/// Counts.
#[derive(Args, Debug)]
struct Stats {
    /// The day; today where none is given.
    #[arg(long)]
    as_of: Option<Day>,
    /// Only this position (by external id or id) and those below it.
    #[arg(long)]
    under: Option<String>,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

/// Checks.
#[derive(Args, Debug)]
struct Check {
    /// The day; today where none is given.
    #[arg(long)]
    as_of: Option<Day>,
    /// Ends with exit code 1 where something at least so bad is found.
    #[arg(long)]
    fail_on: Option<FailOn>,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

/// Lists segments with their coverage.
#[derive(Args, Debug)]
struct Coverage {
    /// The day; today where none is given.
    #[arg(long)]
    as_of: Option<Day>,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

/// How bad is too bad.
#[derive(ValueEnum, Clone, Copy, Debug)]
enum FailOn {
    Warning,
    Error,
}

/// Compares.
#[derive(Args, Debug)]
struct Compare {
    /// The earlier day.
    #[arg(long)]
    from: Day,
    /// The later day; today where none is given.
    #[arg(long)]
    to: Option<Day>,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

/// Draws.
#[derive(Args, Debug)]
struct Chart {
    /// The file to write; its ending (svg, png, pdf) says how.
    #[arg(long)]
    out: PathBuf,
    /// The day; today where none is given.
    #[arg(long)]
    as_of: Option<Day>,
    /// Only this position (by external id or id), or this unit (by name or id), and what is below it.
    #[arg(long)]
    under: Option<String>,
    /// What the cards stand for: people, positions, units.
    #[arg(long, default_value = "positions", value_parser = show)]
    by: Show,
    /// A measure that colours the cards, e.g. win_rate.
    #[arg(long, visible_alias = "color-by")]
    colour_by: Option<String>,
    /// First day of the measure's period; the beginning of the fiscal year where none is given.
    #[arg(long)]
    from: Option<Day>,
    /// Levels below this one are folded away; large organisations are folded where none is given.
    #[arg(long)]
    fold: Option<u32>,
    /// Language of the words on it: en, nb, zh-Hans.
    #[arg(long)]
    language: Option<String>,
}

fn show(text: &str) -> Result<Show, String> {
    Show::from_key(text)
        .ok_or_else(|| format!("no such kind of card; there are {}", Show::ALL.map(Show::key).join(", ")))
}

impl Chart {
    fn run(self, house: &app::House) -> Result<ExitCode, Failure> {
        let name = self.out.display().to_string();
        let wrong = || Failure::usage(format!("{name}: end the file's name in .svg, .png or .pdf"));
        let format = Format::of_name(&name).ok_or_else(wrong)?;
        let drawn = house.read(Who::Console, |ctx, tx| {
            let lang = text::Lang::parse(self.language.as_deref().unwrap_or(&ctx.language)).unwrap_or_default();
            let query = ChartQuery {
                as_of: self.as_of,
                show: self.by,
                colour_by: self.colour_by.clone(),
                from: self.from,
                under: self.under.clone(),
                fold: self.fold,
                lang,
                ..ChartQuery::default()
            };
            let view = chart(ctx, tx, &query)?;
            Ok((export(&view, lang, &ctx.company.name, format)?, view.nodes.len(), view.total))
        });
        let (bytes, shown, total) = drawn.map_err(|e| no_position(e, self.under.as_deref()))?;
        std::fs::write(&self.out, bytes).map_err(|e| Failure::other(format!("{name}: {e}")))?;
        output::text(&format!("{name}: {shown} of {total} cards"))?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Org {
    /// Runs it.
    ///
    /// # Errors
    /// A position that is not there; a database that does not open.
    pub fn run(self) -> Result<ExitCode, Failure> {
        let house = self.database.open()?;
        match self.command {
            Command::Stats(asked) => {
                let under = asked.under.as_deref();
                let found = house.read(Who::Console, |ctx, _| queries::stats(ctx, asked.as_of, under));
                let view = found.map_err(|e| no_position(e, under))?;
                if asked.json {
                    output::json(&view)?
                } else {
                    stats(&view)?
                }
                Ok(ExitCode::SUCCESS)
            }
            Command::Check(asked) => {
                let view = house.read(Who::Console, |ctx, tx| queries::check(ctx, tx, asked.as_of))?;
                if asked.json {
                    output::json(&view)?
                } else {
                    checks(&view)?
                }
                let bar = match asked.fail_on {
                    None => return Ok(ExitCode::SUCCESS),
                    Some(FailOn::Warning) => Severity::Warning,
                    Some(FailOn::Error) => Severity::Error,
                };
                Ok(if view.at_least(bar) > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
            }
            Command::Diff(asked) => {
                let diff =
                    house.read(Who::Console, |ctx, _| queries::diff(ctx, asked.from, asked.to.unwrap_or(ctx.today)))?;
                if asked.json {
                    output::json(&diff)?
                } else {
                    changes(&diff)?
                }
                Ok(ExitCode::SUCCESS)
            }
            Command::Coverage(asked) => {
                let read = house.read(Who::Console, |ctx, tx| {
                    let as_of = asked.as_of.unwrap_or(ctx.today);
                    Ok((segments::queries::list(ctx, tx, as_of)?, coverages(ctx, tx, as_of, Covers::All)?))
                });
                let (segments, all) = read?;
                if asked.json {
                    output::json(&serde_json::json!({ "segments": segments, "coverages": all }))?
                } else {
                    covered(&segments, &all)?
                }
                Ok(ExitCode::SUCCESS)
            }
            Command::Route(asked) => asked.run(&house).map(|()| ExitCode::SUCCESS),
            Command::Chart(asked) => asked.run(&house),
        }
    }
}

fn covered(segments: &[SegmentView], all: &[CoverageView]) -> Result<(), Failure> {
    let by = |coverage: &CoverageView| {
        let stages =
            if coverage.stages.is_empty() { String::new() } else { format!(" ({})", coverage.stages.join(" ")) };
        format!("{}{stages}", coverage.by())
    };
    let joined = |coverages: &mut dyn Iterator<Item = &CoverageView>| coverages.map(by).collect::<Vec<_>>().join(", ");
    let mut rows: Vec<Vec<String>> = segments
        .iter()
        .map(|s| vec![s.name.clone(), s.predicate.clone(), s.members.to_string(), joined(&mut s.coverages.iter())])
        .collect();
    let everything = joined(&mut all.iter().filter(|coverage| coverage.segment.is_none()));
    if !everything.is_empty() {
        rows.push(vec!["everything".to_owned(), String::new(), String::new(), everything]);
    }
    output::table(&["segment", "condition", "accounts", "covered by"], &rows)
}

/// Says which position there is none of.
fn no_position(error: app::Error, key: Option<&str>) -> Failure {
    match (error, key) {
        (app::Error::NotFound, Some(key)) => {
            Failure::usage(format!("no position has the id “{key}” on that day; `bailiwick list positions` names them"))
        }
        (error, _) => error.into(),
    }
}

fn stats(view: &StatsView) -> Result<(), Failure> {
    let s = &view.stats;
    let below = view.under.as_ref().map(|id| format!(", {id} and below")).unwrap_or_default();
    output::text(&format!("{}{below}", view.as_of))?;
    let rows = [
        ("positions", s.nodes),
        ("tops", s.roots),
        ("managers", s.managers),
        ("levels below the top", s.max_depth),
        ("largest span", s.largest_span),
        ("vacant", s.vacant),
        ("people", s.people),
        ("units", s.units),
    ];
    let rows: Vec<Vec<String>> = rows.iter().map(|(name, n)| vec![(*name).to_owned(), n.to_string()]).collect();
    output::table(&["", "number"], &rows)
}

fn checks(view: &ChecksView) -> Result<(), Failure> {
    let say = |key: &str| text::t(text::Lang::En, key).into_owned();
    let found: Vec<_> = view.checks.iter().filter(|c| c.count > 0).collect();
    if found.is_empty() {
        return output::text(&say("checks-none"));
    }
    for check in found {
        output::text(&format!("{} ({}): {}", say(&format!("check-{}", check.check)), check.check, check.count))?;
        if let Some(first) = check.items.first() {
            output::text(&format!("  {}", say(&format!("mend-{}", first.mend))))?;
        }
        for item in check.items.iter().take(SHOWN) {
            output::text(&format!("  - {}", line(item)))?;
        }
        if check.count > SHOWN {
            output::text(&format!("  … and {} more; --json lists them all", check.count - SHOWN))?;
        }
    }
    Ok(())
}

/// Findings of one check that are printed for people.
const SHOWN: usize = 5;

fn line(item: &Finding) -> String {
    let known = item.args.iter().map(|(name, value)| format!("{name} {value}"));
    let parts = [Some(item.subject.clone()), item.position.clone(), item.unit.clone(), item.person.clone()];
    let mut parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).chain(known).collect();
    parts.dedup();
    parts.join(" · ")
}

fn changes(diff: &Diff) -> Result<(), Failure> {
    output::text(&format!("{} to {}", diff.from, diff.to))?;
    let seats = |seats: &[SeatName]| seats.iter().map(seat).collect::<Vec<_>>();
    let moved = |c: &Change<SeatName, Option<SeatName>>| {
        let end = |s: &Option<SeatName>| s.as_ref().map_or_else(|| "the top".to_owned(), seat);
        format!("{}: from {} to {}", seat(&c.of), end(&c.from), end(&c.to))
    };
    list("joined", &seats(&diff.joined))?;
    list("left", &seats(&diff.left))?;
    list("moved", &diff.moved.iter().map(moved).collect::<Vec<_>>())
}

fn seat(seat: &SeatName) -> String {
    let names: Vec<&str> = seat.holders.iter().map(|h| h.name.as_str()).filter(|n| !n.is_empty()).collect();
    let id = seat.external_id.as_ref().map(|id| format!(" [{id}]")).unwrap_or_default();
    let who = if names.is_empty() { String::new() } else { format!("{}, ", names.join(" and ")) };
    format!("{who}{}{id}", seat.title)
}

fn list(title: &str, lines: &[String]) -> Result<(), Failure> {
    output::text(&format!("{title}: {}", lines.len()))?;
    lines.iter().try_for_each(|line| output::text(&format!("  {line}")))
}

//! Runs an import: files in the order in which they need each other, in steps that each commit; or all of it
//! in one transaction that is taken back (a dry run).

use super::kinds::Kind;
use super::report::Report;
use super::source::Source;
use super::{activities, leads, opportunities, people, pipelines, records, settings::Settings};
use crate::ctx::Who;
use crate::{Ctx, Error, House, Result};
use db::Tx;
use domain::Refusal;
use domain::kernel::id::SetId;
use domain::policy::{Action, Noun};

/// Rows that commit together.
const STEP: usize = 20_000;

/// What to bring in.
pub struct Import {
    /// Name and content of each file.
    pub files: Vec<(String, Vec<u8>)>,
    /// How to read them.
    pub settings: Settings,
    /// Whether to write nothing.
    pub dry_run: bool,
}

/// How far it is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// Rows done.
    pub done: u64,
    /// Rows in all.
    pub total: u64,
}

/// Runs it on behalf of someone. `told` hears of every step and stops the import by answering false: what was
/// committed stays, and can be undone. The search index follows by [`super::catch_up`].
///
/// # Errors
/// Files that cannot be read (all of them are named), [`Error::Forbidden`], the database's own.
pub fn run(
    house: &House,
    who: Who,
    import: &Import,
    told: &mut dyn FnMut(Progress) -> bool,
) -> Result<(SetId, Report)> {
    let set: SetId = house.read(who, |ctx, _| Ok(ctx.id()))?;
    run_as(house, who, set, import, told)
}

/// As [`run`], for an import that has its id already: its files were put down before.
///
/// # Errors
/// As there.
pub fn run_as(
    house: &House,
    who: Who,
    set: SetId,
    import: &Import,
    told: &mut dyn FnMut(Progress) -> bool,
) -> Result<(SetId, Report)> {
    let house = house.apart();
    house.read(who, |ctx, _| ctx.may(Action::Import, Noun::Import).map(|_| ()))?;
    let mut sources = open(import)?;
    let mut progress = Progress { done: 0, total: sources.iter().map(|s| s.table.len() as u64).sum() };
    if import.dry_run {
        dry(&house, who, &mut sources, set, &mut progress, told)?;
    } else {
        house.write(who, |ctx, tx| super::sql::start(ctx, tx, set, import, &sources))?;
        let done = all(&mut sources, set, &mut progress, told, &mut |step| house.write(who, |ctx, tx| step(ctx, tx)));
        let state = match &done {
            Ok(true) => "done",
            Ok(false) => "cancelled",
            Err(_) => "failed",
        };
        let report = closed(import, &sources);
        house.write(who, |ctx, tx| super::sql::finish(ctx, tx, set, state, &report))?;
        house.db().write(|tx| tx.analyse())?;
        done?;
    }
    Ok((set, closed(import, &sources)))
}

fn closed(import: &Import, sources: &[Source]) -> Report {
    let mut report = Report {
        dry_run: import.dry_run,
        files: sources.iter().map(|s| s.report.clone()).collect(),
        ..Report::default()
    };
    report.close();
    report
}

/// Every file, in the order of their kinds; every unreadable one is named.
fn open(import: &Import) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    let mut refused = Vec::new();
    for (name, bytes) in &import.files {
        match Source::open(name, bytes, &import.settings) {
            Ok(source) => sources.push(source),
            Err(refusal) => refused.push(refusal),
        }
    }
    if import.files.is_empty() {
        refused.push(Refusal::new("refusal-no-files").at("files"));
    }
    if !refused.is_empty() {
        return Err(Error::Refused(refused));
    }
    sources.sort_by_key(|s| s.kind);
    Ok(sources)
}

/// One step of an import, in whatever transaction it is given.
type Step<'s> = &'s mut dyn FnMut(&Ctx, &mut Tx<'_>) -> Result<()>;

/// Runs every step of every file through `commit`. Answers whether it came to the end.
fn all(
    sources: &mut [Source],
    set: SetId,
    progress: &mut Progress,
    told: &mut dyn FnMut(Progress) -> bool,
    commit: &mut dyn FnMut(Step<'_>) -> Result<()>,
) -> Result<bool> {
    for source in sources {
        let rows = source.table.len();
        if source.kind == Kind::Opportunities {
            let mut lookup = None;
            commit(&mut |ctx, tx| {
                lookup = Some(opportunities::prepare(ctx, tx, source, set)?);
                Ok(())
            })?;
            let Some(lookup) = lookup else { continue };
            for from in (0..rows).step_by(STEP) {
                let part = from..rows.min(from + STEP);
                commit(&mut |ctx, tx| opportunities::take(ctx, tx, source, &lookup, part.clone(), set))?;
                progress.done += part.len() as u64;
                if !told(*progress) {
                    return Ok(false);
                }
            }
        } else {
            commit(&mut |ctx, tx| whole(ctx, tx, source, set))?;
            progress.done += rows as u64;
            if !told(*progress) {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// A file that commits as one.
fn whole(ctx: &Ctx, tx: &mut Tx<'_>, source: &mut Source, set: SetId) -> Result<()> {
    match source.kind {
        Kind::People | Kind::Teams => people::take(ctx, tx, source, set),
        Kind::Pipelines => pipelines::take_pipelines(ctx, tx, source, set),
        Kind::Stages => pipelines::take_stages(ctx, tx, source, set),
        Kind::Accounts => records::take_accounts(ctx, tx, source, set),
        Kind::Products => records::take_products(ctx, tx, source, set),
        Kind::Contacts => records::take_contacts(ctx, tx, source, set),
        Kind::Leads => leads::take(ctx, tx, source, set),
        Kind::Activities => activities::take(ctx, tx, source, set),
        Kind::Opportunities => Ok(()),
    }
}

/// Runs every step in one transaction and takes it back.
fn dry(
    house: &House,
    who: Who,
    sources: &mut [Source],
    set: SetId,
    progress: &mut Progress,
    told: &mut dyn FnMut(Progress) -> bool,
) -> Result<()> {
    enum TakenBack {
        Done,
        Failed(Error),
    }
    impl From<db::Error> for TakenBack {
        fn from(error: db::Error) -> Self {
            TakenBack::Failed(error.into())
        }
    }
    let outcome: std::result::Result<(), TakenBack> = house.db().write(|tx| {
        let done = all(sources, set, progress, told, &mut |step| {
            let ctx = Ctx::load(house, tx, who)?;
            step(&ctx, tx)
        });
        Err(done.map_or_else(TakenBack::Failed, |_| TakenBack::Done))
    });
    match outcome {
        Ok(()) | Err(TakenBack::Done) => Ok(()),
        Err(TakenBack::Failed(error)) => Err(error),
    }
}

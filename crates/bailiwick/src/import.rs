//! `bailiwick import`: files in, counts and rejected rows out.

use crate::failure::Failure;
use crate::{Database, export, output};
use app::ctx::Who;
use app::imports::{Alias, Duplicates, Import as Job, Kind, Progress, Report, Settings, run};
use app::outbound::{LISTED, commands, queries};
use domain::Day;
use domain::kernel::id::{OutboundListId, SetId};
use domain::policy::Noun;
use std::path::PathBuf;
use std::process::ExitCode;

/// Brings files in. Kinds and columns are recognised. Examples:
/// `bailiwick import accounts.csv deals.csv --alias product:GTXPro="GTX Pro"`,
/// `bailiwick import --kind people --as-of 2026-01-01 --complete roster.xlsx`
#[derive(clap::Args, Debug)]
pub struct Import {
    #[command(flatten)]
    database: Database,
    /// CSV (also .gz), XLSX and vCard files, in any order; or an export's folder, or its files with `contents.csv`, into an
    /// empty database.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// A mapping file (TOML), as the web wizard saves it.
    #[arg(long)]
    mapping: Option<PathBuf>,
    /// people, teams, pipelines, stages, accounts, products, contacts, opportunities.
    #[arg(long, value_parser = kind)]
    kind: Option<Kind>,
    /// Our field = their column; may be given several times.
    #[arg(long = "map", value_name = "OURS=THEIRS", value_parser = pair)]
    map: Vec<(String, String)>,
    /// A value that we call differently; may be given several times.
    #[arg(long = "alias", value_name = "FIELD:THEIRS=OURS")]
    alias: Vec<Alias>,
    /// The character between cells.
    #[arg(long)]
    separator: Option<char>,
    /// The files have no header; --columns names them.
    #[arg(long, requires = "columns")]
    no_header: bool,
    /// Names of the columns, comma between.
    #[arg(long, value_delimiter = ',')]
    columns: Vec<String>,
    /// Their column within which ids are unique.
    #[arg(long)]
    id_scope: Option<String>,
    /// What stands for "no manager"; letter case does not matter.
    #[arg(long)]
    root_marker: Option<String>,
    /// The day a roster holds for; from the beginning where none is given.
    #[arg(long)]
    as_of: Option<Day>,
    /// Who is absent from the roster has gone; else nobody ends.
    #[arg(long)]
    complete: bool,
    /// The system the files come from, which names the pipeline its stages make.
    #[arg(long)]
    system: Option<String>,
    /// For dates that could be either.
    #[arg(long, value_parser = ["day_first", "month_first"])]
    day_order: Option<String>,
    /// What becomes of rows without a known id that are likely a record that is here: new, skip (they come back with the
    /// reason) or update. Nothing is looked for where none is given.
    #[arg(long)]
    duplicates: Option<Duplicates>,
    /// Puts the leads and contacts that the files made or changed on the open outbound list of that name.
    #[arg(long, value_name = "NAME")]
    list: Option<String>,
    /// Leaves the search index to the next server or import, which catches up by itself.
    #[arg(long)]
    defer_search: bool,
    /// Reads and decides everything, writes nothing.
    #[arg(long)]
    dry_run: bool,
    /// Writes the report as JSON.
    #[arg(long)]
    report: Option<PathBuf>,
    /// Writes rejected rows with their reasons as CSV; `rejects.csv` where none is given and some are.
    #[arg(long)]
    rejects: Option<PathBuf>,
    /// Prints the report as JSON.
    #[arg(long)]
    json: bool,
}

fn kind(text: &str) -> Result<Kind, String> {
    let known = || Kind::ALL.map(Kind::key).join(", ");
    Kind::from_key(text).ok_or_else(|| format!("no such kind; there are {}", known()))
}

fn pair(text: &str) -> Result<(String, String), String> {
    let wrong = || format!("“{text}” is no mapping; write ours=theirs");
    text.split_once('=').map(|(a, b)| (a.trim().to_owned(), b.trim().to_owned())).ok_or_else(wrong)
}

impl Import {
    /// Runs it.
    ///
    /// # Errors
    /// Files that cannot be read or understood.
    pub fn run(self) -> Result<ExitCode, Failure> {
        if let Some(folder) = export::folder_of(&self.files) {
            return export::load(&self.database, &folder, self.json);
        }
        let job = Job { settings: self.settings()?, files: self.read()?, dry_run: self.dry_run };
        let house = self.database.open()?;
        let list = self.list.as_ref().map(|name| open_list(&house, name)).transpose()?;
        let bar = indicatif::ProgressBar::new(0);
        let style = indicatif::ProgressStyle::with_template("{bar:30} {pos}/{len} rows, {per_sec}, {eta} left {msg}");
        bar.set_style(style.unwrap_or_else(|_| indicatif::ProgressStyle::default_bar()));
        let mut told = |progress: Progress| {
            bar.set_length(progress.total);
            bar.set_position(progress.done);
            true
        };
        let (set, report) = run(&house, Who::Console, &job, &mut told)?;
        if let Some(list) = list.filter(|_| !self.dry_run) {
            put_on(&house, set, list)?;
        }
        if !self.defer_search {
            bar.set_message("search index");
            while app::imports::catch_up(&house)? {}
        }
        bar.finish_and_clear();
        self.write(&report)?;
        if self.json {
            output::json(&report.without_cells())?
        } else {
            summary(&report)?
        }
        Ok(if report.counts.rejected > 0 { ExitCode::from(3) } else { ExitCode::SUCCESS })
    }

    fn settings(&self) -> Result<Settings, Failure> {
        let mut settings = match &self.mapping {
            Some(path) => Settings::from_toml(&std::fs::read_to_string(path).map_err(|e| at(path, &e))?)?,
            None => Settings::default(),
        };
        settings.kind = self.kind.or(settings.kind);
        settings.map.extend(self.map.iter().cloned());
        settings.alias.extend(self.alias.iter().cloned());
        settings.separator = self.separator.or(settings.separator);
        if self.no_header {
            settings.has_header = Some(false);
        }
        if !self.columns.is_empty() {
            settings.columns.clone_from(&self.columns);
        }
        settings.id_scope = self.id_scope.clone().or(settings.id_scope);
        settings.root_marker = self.root_marker.clone().or(settings.root_marker);
        settings.as_of = self.as_of.or(settings.as_of);
        settings.complete |= self.complete;
        settings.duplicates = self.duplicates.or(settings.duplicates);
        settings.system = self.system.clone().or(settings.system);
        settings.day_order = self.day_order.clone().or(settings.day_order);
        Ok(settings)
    }

    fn read(&self) -> Result<Vec<(String, Vec<u8>)>, Failure> {
        let name = |path: &PathBuf| {
            path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned())
        };
        self.files.iter().map(|path| Ok((name(path), std::fs::read(path).map_err(|e| at(path, &e))?))).collect()
    }

    fn write(&self, report: &Report) -> Result<(), Failure> {
        if let Some(path) = &self.report {
            std::fs::write(path, serde_json::to_vec_pretty(&report.without_cells())?).map_err(|e| at(path, &e))?;
        }
        let default = (report.counts.rejected > 0 && !self.dry_run).then(|| PathBuf::from("rejects.csv"));
        if let Some(path) = self.rejects.clone().or(default) {
            std::fs::write(&path, report.rejects_csv(text::Lang::En)).map_err(|e| at(&path, &e))?;
            if report.counts.rejected > 0 {
                eprintln!("{} rejected rows with their reasons are in {}", report.counts.rejected, path.display());
            }
        }
        Ok(())
    }
}

/// The open outbound list of that name.
fn open_list(house: &app::House, name: &str) -> Result<OutboundListId, Failure> {
    let lists = house.read(Who::Console, queries::open)?;
    let found = lists.into_iter().find(|list| list.name.to_lowercase() == name.trim().to_lowercase());
    found.map(|list| list.id).ok_or_else(|| Failure::usage(format!("there is no open list {name}; make it first")))
}

/// Puts what an import made or changed on an outbound list.
fn put_on(house: &app::House, set: SetId, list: OutboundListId) -> Result<(), Failure> {
    let put = house.write(Who::Console, |ctx, tx| {
        let events = app::events::of_set(tx, set)?;
        let noun = |event: &app::events::Event| Noun::from_key(&event.noun).filter(|noun| LISTED.contains(noun));
        let wanted: Vec<(Noun, _)> = events.iter().filter_map(|event| Some((noun(event)?, event.record))).collect();
        if wanted.is_empty() { Ok(None) } else { commands::put_on(ctx, tx, list, &wanted).map(Some) }
    })?;
    let (added, already) = put.map_or((0, 0), |put| (put.added, put.already));
    eprintln!("{added} put on the list, {already} were there already");
    Ok(())
}

fn at(path: &std::path::Path, error: &std::io::Error) -> Failure {
    Failure::other(format!("{}: {error}", path.display()))
}

fn summary(report: &Report) -> Result<(), Failure> {
    if report.dry_run {
        output::text("dry run: nothing was written")?;
    }
    let row = |name: &str, kind: &str, c: &app::imports::Counts| {
        let mut cells = vec![name.to_owned(), kind.to_owned()];
        cells.extend([c.created, c.updated, c.unchanged, c.ended, c.rejected].map(|n| n.to_string()));
        cells
    };
    let mut rows: Vec<Vec<String>> =
        report.files.iter().map(|f| row(&f.name, f.kind.map_or("?", Kind::key), &f.counts)).collect();
    rows.push(row("total", "", &report.counts));
    output::table(&["file", "kind", "created", "updated", "unchanged", "ended", "rejected"], &rows)?;
    for file in &report.files {
        for (field, style) in &file.styles {
            output::text(&format!("{}: {field} is written {style}", file.name))?;
        }
        for (field, count) in file.unknown.iter().filter(|(_, n)| **n > 0) {
            output::text(&format!("{}: {field} is unknown in {count} rows and stays so", file.name))?;
        }
        for (line, warning) in file.warnings.iter().take(10) {
            output::text(&format!(
                "{}:{line}: {}",
                file.name,
                text::refusal(text::Lang::En, &warning.code, &warning.args)
            ))?;
        }
        for reject in file.rejects.iter().take(5) {
            let why = text::refusal(text::Lang::En, &reject.reason.code, &reject.reason.args);
            output::text(&format!("{}:{}: rejected: {why}", file.name, reject.line))?;
        }
    }
    Ok(())
}

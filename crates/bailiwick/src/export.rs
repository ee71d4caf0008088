//! `bailiwick export`: everything a company has, as files that other programs read and that `bailiwick import` takes back.

use crate::backup::{now, with_bar};
use crate::failure::Failure;
use crate::{Database, output};
use app::ctx::Who;
use app::exports::{self, CONTENTS, Contents, Fault, Folder, Format, Loaded, Shape};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Everything as files, while the product runs. Examples: `bailiwick export --out company`,
/// `bailiwick export --format parquet --out company`. Back into an empty database: `bailiwick import company`
#[derive(clap::Args, Debug)]
pub struct Export {
    #[command(flatten)]
    database: Database,
    /// What the files are.
    #[arg(long, default_value = "csv", value_parser = format)]
    format: Format,
    /// The shape of another system instead, as CSV that its own importer takes: salesforce, hubspot, pipedrive.
    #[arg(long, value_parser = shape, conflicts_with = "format")]
    shape: Option<Shape>,
    /// The folder to write into; it must be empty or not there yet.
    #[arg(long)]
    out: PathBuf,
    /// What was written, as JSON.
    #[arg(long)]
    json: bool,
}

fn format(text: &str) -> Result<Format, String> {
    let known = || Format::ALL.map(Format::key).join(", ");
    Format::from_key(text).ok_or_else(|| format!("no such format; there are {}", known()))
}

fn shape(text: &str) -> Result<Shape, String> {
    let known = || Shape::ALL.map(Shape::key).join(", ");
    Shape::from_key(text).ok_or_else(|| format!("no such shape; there are {}", known()))
}

impl Export {
    /// Runs it.
    ///
    /// # Errors
    /// What is in the way; then the folder may hold part of the files, and no contents.
    pub fn run(self) -> Result<ExitCode, Failure> {
        if let Some(shape) = self.shape {
            return self.shaped(shape);
        }
        let db = db::Db::open_as_is(&self.database.url).map_err(Fault::from)?;
        let mut folder = Folder::make(&self.out)?;
        let contents = with_bar("Exporting", |told| exports::take(&db, self.format, &mut folder, told))?;
        if self.json {
            let rows = |entry: &exports::Entry| (entry.file.clone(), entry.rows.into());
            let files: serde_json::Map<String, serde_json::Value> = contents.files.iter().map(rows).collect();
            output::json(&serde_json::json!({ "rows": contents.rows(), "schema": contents.schema, "files": files }))?;
        } else {
            output::text(&format!("{} in {}", told(&contents), self.out.display()))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Export {
    fn shaped(&self, shape: Shape) -> Result<ExitCode, Failure> {
        let house = self.database.open()?;
        let mut folder = Folder::make(&self.out)?;
        let files = house.read(Who::Console, |ctx, tx| Ok(exports::shaped(ctx, tx, shape, &mut folder)))??;
        if self.json {
            let files: serde_json::Map<String, serde_json::Value> =
                files.iter().map(|(file, rows)| ((*file).to_owned(), (*rows).into())).collect();
            output::json(&serde_json::json!({ "shape": shape.key(), "files": files }))?;
        } else {
            let rows: Vec<Vec<String>> =
                files.iter().map(|(file, rows)| vec![(*file).to_owned(), rows.to_string()]).collect();
            output::table(&["file", "rows"], &rows)?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn told(contents: &Contents) -> String {
    format!("{} rows in {} files", contents.rows(), contents.files.len())
}

/// The folder of an export, where these files are one: it, or its contents, was named.
pub fn folder_of(files: &[PathBuf]) -> Option<PathBuf> {
    if let [folder] = files
        && folder.join(CONTENTS).is_file()
    {
        return Some(folder.clone());
    }
    let contents = files.iter().find(|file| file.file_name().is_some_and(|name| name == CONTENTS))?;
    let is_ours = std::fs::read(contents).is_ok_and(|bytes| Contents::of_csv(&bytes).is_ok());
    is_ours.then(|| contents.parent().map_or_else(PathBuf::new, Path::to_path_buf))
}

/// Loads an export into an empty database.
///
/// # Errors
/// An export that does not verify, a database that is not empty; nothing was changed then.
pub fn load(database: &Database, folder: &Path, is_json: bool) -> Result<ExitCode, Failure> {
    let db = db::Db::open(&database.url).map_err(Fault::from)?;
    let Loaded { contents, brought_up_by, differences, without_password } =
        with_bar("Importing", |told| exports::load(&db, folder, now(), told))?;
    if is_json {
        output::json(&serde_json::json!({
            "rows": contents.rows(), "files": contents.files.len(), "steps": brought_up_by.len(),
            "differences": differences, "without_password": without_password,
        }))?;
        return Ok(ExitCode::SUCCESS);
    }
    output::text(&format!("{} are imported from {}", told(&contents), folder.display()))?;
    if let Some(count) = differences.filter(|count| *count > 0) {
        output::text(&format!(
            "{count} components of its figures differ from the records, as they did there: run `bailiwick rebuild measures`"
        ))?;
    }
    if let Some(email) = without_password.first() {
        output::text(&format!(
            "{} users have no password here; `bailiwick user reset --email {email}` makes a link to set one",
            without_password.len()
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

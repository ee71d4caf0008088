//! What files would bring, before anything is written: what was found out about each, its first rows, values
//! that are unknown here, and the counts of a dry run.

use super::kinds::Kind;
use super::own::{self, Offered};
use super::report::{Counts, FileReport};
use super::run::{Import, run};
use super::settings::{Duplicates, Settings};
use super::source::Source;
use super::sql;
use crate::ctx::Who;
use crate::custom_fields::MASK;
use crate::{Error, House, Result};
use domain::Refusal;
use domain::policy::Noun;
use serde::Serialize;
use std::collections::BTreeMap;

/// Rows of each file that are shown.
const SHOWN: usize = 5;
/// Beyond so many rows the counts are left out: a dry run of them would take too long to wait for.
const MOST_TRIED: u64 = 50_000;
/// Unknown values of a field that are listed.
const MOST_UNKNOWN: usize = 100;

/// One file.
#[derive(Clone, Debug, Serialize)]
pub struct FilePreview {
    /// Its name.
    pub name: String,
    /// What its rows are; none where it was not recognised.
    pub kind: Option<Kind>,
    /// Its columns.
    pub header: Vec<String>,
    /// Our field by their column, none where it is left out; in the order of the columns.
    pub fields: Vec<Option<String>>,
    /// What was found out, and what would become of its rows; none where it cannot be read.
    pub report: Option<FileReport>,
    /// The company's own fields that its rows may have: key and name.
    pub own: Vec<(String, String)>,
    /// Its first rows.
    pub rows: Vec<Vec<String>>,
    /// Why it cannot be read.
    pub fault: Option<Refusal>,
}

/// A value that is not known here, with how many rows have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unknown {
    /// The field.
    pub field: String,
    /// As it stands in the file.
    pub theirs: String,
    /// Rows.
    pub rows: u64,
}

/// All files.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Preview {
    /// Each file.
    pub files: Vec<FilePreview>,
    /// Rows in all.
    pub rows: u64,
    /// What would become of them; none where a file cannot be read or there are too many to try.
    pub counts: Option<Counts>,
    /// Values that nobody knows here.
    pub unknown: Vec<Unknown>,
    /// Names that an unknown value may mean, by field.
    pub ours: BTreeMap<String, Vec<String>>,
}

/// Looks into files without writing anything.
///
/// # Errors
/// [`Error::Forbidden`], the database's own. What is wrong with a file stands beside it.
pub fn preview(house: &House, who: Who, import: &Import) -> Result<Preview> {
    let mut found = Preview::default();
    let mut products = Vec::new();
    let own = house.read(who, |ctx, _| Ok(Offered::to(ctx)))?;
    for (name, bytes) in &import.files {
        let file = look(name, bytes, &import.settings, &own, &mut products);
        found.rows += file.report.as_ref().map_or(0, |r| r.rows);
        found.files.push(file);
    }
    if found.files.iter().all(|f| f.fault.is_none()) && found.rows <= MOST_TRIED {
        try_out(house, who, import, &mut found)?;
    }
    found.files.iter_mut().for_each(|file| conceal(file, &own, &import.settings));
    if found.unknown.iter().any(|u| u.field == "product") {
        let known = house.read(who, |_, tx| sql::called(tx, Noun::Product))?;
        products.extend(known);
        products.sort();
        products.dedup();
        found.ours.insert("product".to_owned(), products);
    }
    Ok(found)
}

/// One file; names of its products are noted, since rows of other files may mean them.
fn look(name: &str, bytes: &[u8], settings: &Settings, offered: &Offered, products: &mut Vec<String>) -> FilePreview {
    let mut file = FilePreview {
        name: name.to_owned(),
        kind: settings.of_file(name).kind,
        header: Vec::new(),
        fields: Vec::new(),
        own: Vec::new(),
        report: None,
        rows: Vec::new(),
        fault: None,
    };
    match Source::open(name, bytes, settings) {
        Ok(mut source) => {
            file.kind = Some(source.kind);
            if let Some(noun) = own::noun_of(source.kind) {
                file.fault = own::columns(offered, &mut source, noun).err();
                file.own = offered.open(noun).map(|field| (field.key.clone(), field.label.clone())).collect();
            }
            file.header = source.table.header().to_vec();
            let ours =
                |theirs: &String| source.report.columns.iter().find(|(_, c)| *c == theirs).map(|(f, _)| f.clone());
            file.fields = file.header.iter().map(ours).collect();
            file.rows = source.table.rows().take(SHOWN).map(|row| Source::cells(&row)).collect();
            if source.kind == Kind::Products {
                products.extend(source.table.rows().filter_map(|row| source.owned(&row, "name")));
            }
            file.report = Some(source.report);
        }
        Err(fault) => {
            let options = sheet::ReadOptions { separator: settings.separator, ..sheet::ReadOptions::default() };
            if let Ok(table) = sheet::read(bytes, &options) {
                file.header = table.header().to_vec();
                file.fields = vec![None; file.header.len()];
                file.rows = table.rows().take(SHOWN).map(|row| Source::cells(&row)).collect();
            }
            file.fault = Some(fault);
        }
    }
    file
}

/// Puts a mask where a column holds what whoever looks does not read: another may have put the file down.
fn conceal(file: &mut FilePreview, offered: &Offered, settings: &Settings) {
    let (noun, map) = (file.kind.and_then(own::noun_of), settings.of_file(&file.name).map);
    for (at, theirs) in file.header.iter().enumerate() {
        let chosen = file.fields.get(at).cloned().flatten();
        let ours = chosen.or_else(|| map.iter().find(|(_, named)| *named == theirs).map(|(ours, _)| ours.clone()));
        if offered.is_unread(noun, theirs, ours.as_deref()) {
            let given_back =
                file.report.iter_mut().flat_map(|report| &mut report.rejects).map(|reject| &mut reject.cells);
            let rows = file.rows.iter_mut().chain(given_back);
            rows.filter_map(|row| row.get_mut(at)).for_each(|cell| MASK.clone_into(cell));
        }
    }
}

/// A dry run: counts, rejects and warnings of each file, and the values that are unknown.
fn try_out(house: &House, who: Who, import: &Import, found: &mut Preview) -> Result<()> {
    // Whoever looks is told of likely matches, whatever they have chosen yet.
    let duplicates = import.settings.duplicates.or(Some(Duplicates::New));
    let settings = Settings { duplicates, ..import.settings.clone() };
    let tried = Import { files: import.files.clone(), settings, dry_run: true };
    let report = match run(house, who, &tried, &mut |_| true) {
        Ok((_, report)) => report,
        Err(Error::Refused(refusals)) => {
            if let (Some(file), Some(fault)) = (found.files.first_mut(), refusals.into_iter().next()) {
                file.fault = Some(fault);
            }
            return Ok(());
        }
        Err(other) => return Err(other),
    };
    found.counts = Some(report.counts);
    let mut unknown: BTreeMap<(String, String), u64> = BTreeMap::new();
    for reject in report.files.iter().flat_map(|f| &f.rejects) {
        let theirs = reject.reason.args.iter().find(|(name, _)| name == "value");
        if let (true, Some(field), Some((_, theirs))) =
            (reject.reason.code.ends_with("-unknown"), &reject.reason.field, theirs)
        {
            *unknown.entry((field.clone(), theirs.clone())).or_default() += 1;
        }
    }
    found.unknown =
        unknown.into_iter().map(|((field, theirs), rows)| Unknown { field, theirs, rows }).take(MOST_UNKNOWN).collect();
    for file in report.files {
        if let Some(shown) = found.files.iter_mut().find(|f| f.name == file.name) {
            shown.report = Some(file);
        }
    }
    Ok(())
}

//! How files are to be read: the options of the command line, the web wizard and mapping files (TOML), alike.

use super::kinds::Kind;
use crate::{Error, Result};
use domain::{Day, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Theirs in a field means ours: `product:GTXPro="GTX Pro"`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alias {
    /// The field.
    pub field: String,
    /// As it stands in the file.
    pub theirs: String,
    /// As we call it.
    pub ours: String,
}

/// What becomes of a row that nobody knows by its id and that is likely a record that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duplicates {
    /// It is made anew, and told of.
    New,
    /// It comes back with the reason.
    Skip,
    /// The record that is there gets its values.
    Update,
}

impl Duplicates {
    /// As written.
    pub fn key(self) -> &'static str {
        match self {
            Duplicates::New => "new",
            Duplicates::Skip => "skip",
            Duplicates::Update => "update",
        }
    }
}

impl std::str::FromStr for Duplicates {
    type Err = String;
    fn from_str(text: &str) -> std::result::Result<Duplicates, String> {
        match text {
            "new" => Ok(Duplicates::New),
            "skip" => Ok(Duplicates::Skip),
            "update" => Ok(Duplicates::Update),
            _ => Err("write new, skip or update".to_owned()),
        }
    }
}

/// Options for all files, and for some by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The kind of every file; recognised where none is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// Our field → their column.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub map: BTreeMap<String, String>,
    /// Their columns that are left out, whatever their names say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skip: Vec<String>,
    /// Values that are called differently.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alias: Vec<Alias>,
    /// The character between cells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub separator: Option<char>,
    /// Whether the first row names the columns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_header: Option<bool>,
    /// Names of the columns of a file without header.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// The sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Their column within which ids are unique.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_scope: Option<String>,
    /// What stands for “no manager”.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub root_marker: Option<String>,
    /// The day a roster holds for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Day>,
    /// Whether whoever is absent from a roster has gone.
    pub complete: bool,
    /// The system the files come from; ids are unique within it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// `day_first` or `month_first`, for dates that could be either.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day_order: Option<String>,
    /// What becomes of rows that are likely a record that is there; none does not look for any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duplicates: Option<Duplicates>,
    /// The same for single rows, by their line in the file.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub rows: BTreeMap<String, Duplicates>,
    /// Options of single files, by the end of their name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub files: BTreeMap<String, Settings>,
}

impl Settings {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// `refusal-mapping-unreadable` with what and where.
    pub fn from_toml(text: &str) -> Result<Settings> {
        toml::from_str(text).map_err(|e| {
            Error::from(Refusal::new("refusal-mapping-unreadable").at("mapping").with("detail", e.message()))
        })
    }
    /// Writes a mapping file.
    ///
    /// # Errors
    /// Settings that TOML cannot hold; there are none.
    pub fn to_toml(&self) -> Result<String> {
        toml::to_string_pretty(self).map_err(|e| Error::Internal(e.to_string()))
    }
    /// What holds for one file: its own options over those of all.
    pub fn of_file(&self, name: &str) -> Settings {
        let mut merged = Settings { files: BTreeMap::new(), ..self.clone() };
        let own = self.files.iter().filter(|(end, _)| name.ends_with(end.as_str())).max_by_key(|(end, _)| end.len());
        let Some((_, own)) = own else { return merged };
        merged.kind = own.kind.or(merged.kind);
        merged.map.extend(own.map.clone());
        merged.skip.extend(own.skip.iter().cloned());
        merged.alias.extend(own.alias.iter().cloned());
        merged.separator = own.separator.or(merged.separator);
        merged.has_header = own.has_header.or(merged.has_header);
        if !own.columns.is_empty() {
            merged.columns.clone_from(&own.columns);
        }
        merged.sheet = own.sheet.clone().or(merged.sheet);
        merged.id_scope = own.id_scope.clone().or(merged.id_scope);
        merged.root_marker = own.root_marker.clone().or(merged.root_marker);
        merged.as_of = own.as_of.or(merged.as_of);
        merged.complete |= own.complete;
        merged.duplicates = own.duplicates.or(merged.duplicates);
        merged.rows.extend(own.rows.clone());
        merged.day_order = own.day_order.clone().or(merged.day_order);
        merged
    }
    /// What a value of a field is called here.
    pub fn ours<'a>(&'a self, field: &str, theirs: &'a str) -> &'a str {
        let found = self.alias.iter().find(|a| a.field == field && a.theirs == theirs);
        found.map_or(theirs, |a| a.ours.as_str())
    }
}

impl std::str::FromStr for Alias {
    type Err = String;
    /// Reads `field:THEIRS=OURS`.
    fn from_str(text: &str) -> std::result::Result<Alias, String> {
        let wrong = || format!("“{text}” is no alias; write field:THEIRS=OURS, e.g. product:GTXPro=\"GTX Pro\"");
        let (field, rest) = text.split_once(':').ok_or_else(wrong)?;
        let (theirs, ours) = rest.split_once('=').ok_or_else(wrong)?;
        let plain = |s: &str| s.trim().trim_matches('"').to_owned();
        Ok(Alias { field: plain(field), theirs: plain(theirs), ours: plain(ours) })
    }
}

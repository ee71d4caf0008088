//! `bailiwick list`: records, by the grammar of the web lists and the API.

use crate::failure::Failure;
use crate::{Database, output};
use app::ctx::Who;
use app::listing::{self, ListQuery, ListView, kinds};
use std::process::ExitCode;

/// Records of a kind. Example: `bailiwick list opportunities --filter 'stage = Won and amount >= 1000' --sort -amount --json`
#[derive(clap::Args, Debug)]
pub struct List {
    #[command(flatten)]
    database: Database,
    /// accounts, contacts, products, opportunities, people, positions, imports.
    kind: String,
    /// The filter, as in the web lists and the API (docs/api.md).
    #[arg(long)]
    filter: Option<String>,
    /// Words to search for.
    #[arg(long)]
    search: Option<String>,
    /// A field, or -field for descending.
    #[arg(long, allow_hyphen_values = true)]
    sort: Option<String>,
    /// Columns, comma between; * means all.
    #[arg(long, value_delimiter = ',')]
    fields: Vec<String>,
    /// Rows; 0 asks for the count alone.
    #[arg(long, default_value_t = 50)]
    limit: usize,
    /// Where the page begins: the cursor that the page before printed.
    #[arg(long)]
    cursor: Option<String>,
    /// Prints JSON, with the exact total.
    #[arg(long)]
    json: bool,
}

impl List {
    /// Runs it.
    ///
    /// # Errors
    /// A kind, field or filter that is not known.
    pub fn run(self) -> Result<ExitCode, Failure> {
        let kind = kinds::find(&self.kind).ok_or_else(|| {
            let known: Vec<&str> = kinds::KINDS.iter().map(|k| k.key).collect();
            Failure::usage(format!("there are no {}; there are {}", self.kind, known.join(", ")))
        })?;
        let query = ListQuery {
            filter: self.filter,
            search: self.search,
            sort: self.sort,
            fields: self.fields,
            limit: self.limit,
            cursor: self.cursor,
            exact: true,
        };
        let house = self.database.open()?;
        let view = house.read(Who::Console, |ctx, tx| listing::list(ctx, tx, kind, &query))?;
        if self.json {
            output::json(&view)?;
        } else {
            people(&view)?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn people(view: &ListView) -> Result<(), Failure> {
    let json = serde_json::to_value(view)?;
    let header: Vec<&str> = view.columns.iter().map(|c| c.key).collect();
    let plain = |value: &serde_json::Value| match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Object(map) => {
            let parts = ["label", "amount", "currency"].iter().filter_map(|k| map.get(*k)?.as_str());
            parts.collect::<Vec<_>>().join(" ")
        }
        other => other.to_string(),
    };
    let items = json["items"].as_array().cloned().unwrap_or_default();
    let rows: Vec<Vec<String>> =
        items.iter().map(|item| header.iter().map(|key| plain(&item[*key])).collect()).collect();
    if !header.is_empty() {
        output::table(&header, &rows)?;
    }
    output::text(&format!("{} in all", view.total.unwrap_or(view.count.n)))?;
    match &view.next_cursor {
        Some(cursor) => output::text(&format!("more: --cursor {cursor}")),
        None => Ok(()),
    }
}

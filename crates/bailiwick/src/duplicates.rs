//! `bailiwick duplicates`: records that are likely one.

use crate::failure::Failure;
use crate::{Database, output};
use app::ctx::Who;
use app::matching::{MATCHED, queries};
use domain::policy::Noun;
use std::process::ExitCode;

/// Records that are likely one company or one person, with why. Example: `bailiwick duplicates accounts`
#[derive(clap::Args, Debug)]
pub struct Duplicates {
    #[command(flatten)]
    database: Database,
    /// accounts, contacts or leads.
    #[arg(value_parser = kind)]
    kind: Noun,
    /// Clusters at most.
    #[arg(long, default_value_t = 1000)]
    limit: usize,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

fn kind(text: &str) -> Result<Noun, String> {
    let key = text.strip_suffix('s').unwrap_or(text);
    MATCHED.into_iter().find(|noun| noun.key() == key).ok_or_else(|| {
        let known: Vec<String> = MATCHED.iter().map(|noun| format!("{}s", noun.key())).collect();
        format!("no such kind; there are {}", known.join(", "))
    })
}

impl Duplicates {
    /// Runs it.
    ///
    /// # Errors
    /// A database that does not answer.
    pub fn run(self) -> Result<ExitCode, Failure> {
        let house = self.database.open()?;
        let audit = house.read(Who::Console, |ctx, tx| queries::duplicates(ctx, tx, self.kind, self.limit))?;
        if self.json {
            output::json(&audit)?;
            return Ok(ExitCode::SUCCESS);
        }
        let mut rows = Vec::new();
        for (number, cluster) in audit.clusters.iter().enumerate() {
            let name = |id| cluster.records.iter().find(|r| r.id == id).map_or("", |r| r.label.as_str());
            for pair in &cluster.pairs {
                let why: Vec<&str> = pair.other.reasons.iter().map(|reason| reason.what.key()).collect();
                rows.push(vec![
                    (number + 1).to_string(),
                    pair.other.score.to_string(),
                    format!("{} ({})", name(pair.one), pair.one),
                    format!("{} ({})", pair.other.record.label, pair.other.record.id),
                    why.join(", "),
                ]);
            }
        }
        output::table(&["cluster", "score", "one", "other", "why"], &rows)?;
        if audit.more {
            output::text("there are more; raise --limit")?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

//! `bailiwick score`: the chance that a lead becomes a deal, learned from the company's own past leads.

use crate::failure::Failure;
use crate::{Database, output};
use app::ctx::Who;
use app::lead_scores::{ModelView, commands, queries};
use clap::Args;
use domain::lead_scores::{Leak, Model, OTHER};
use std::process::ExitCode;

/// Log odds below which a value says next to nothing.
const TOLD: f64 = 0.005;

/// Shows what was learned last.
#[derive(Args, Debug)]
pub struct Score {
    #[command(flatten)]
    database: Database,
    /// Learns anew first.
    #[arg(long)]
    learn: bool,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

impl Score {
    /// Runs it.
    ///
    /// # Errors
    /// A database that does not open.
    pub fn run(self) -> Result<ExitCode, Failure> {
        let house = self.database.open()?;
        let view = match self.learn {
            true => Some(house.write(Who::Console, commands::learn)?),
            false => house.read(Who::Console, queries::last)?,
        };
        if self.json {
            return output::json(&view).map(|()| ExitCode::SUCCESS);
        }
        let Some(view) = view else {
            output::text("nothing has been learned yet: bailiwick score --learn")?;
            return Ok(ExitCode::SUCCESS);
        };
        output::text(&outcome(&view))?;
        if let Some(model) = &view.model {
            quality(model)?;
            weights(model)?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn outcome(view: &ModelView) -> String {
    let from = format!("{} past leads, {} of them deals", view.leads, view.deals);
    match view.outcome.as_str() {
        "used" => format!("used: leads are scored ({from})"),
        "no_better" => format!("refused: no better than the base rate ({from})"),
        _ => format!("refused: too few to learn from ({from})"),
    }
}

/// Beside the base rate: less is better but for the last.
fn quality(model: &Model) -> Result<(), Failure> {
    let it = &model.quality;
    let two = |name: &str, (own, base): (f64, f64)| vec![name.to_owned(), format!("{own:.4}"), format!("{base:.4}")];
    let auc = vec!["area under the curve".to_owned(), format!("{:.3}", it.auc), "0.500".to_owned()];
    let rows = [two("log loss", it.log_loss), two("Brier score", it.brier), auc];
    output::table(&[&format!("judged on {}", it.judged_on), "model", "base rate"], &rows)
}

fn weights(model: &Model) -> Result<(), Failure> {
    let mut rows: Vec<(f64, Vec<String>)> = Vec::new();
    for (feature, levels) in &model.features {
        for (level, weight) in levels.iter().filter(|(_, weight)| weight.abs() >= TOLD) {
            let level = match level.as_str() {
                "" => "(empty)",
                OTHER => "(any other)",
                level => level,
            };
            rows.push((*weight, vec![feature.clone(), level.to_owned(), format!("{weight:+.3}")]));
        }
    }
    rows.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let rows: Vec<Vec<String>> = rows.into_iter().map(|(_, row)| row).collect();
    output::table(&["field", "value", "log odds"], &rows)?;
    let why = |leak: &Leak| match leak {
        Leak::Later => "mostly filled in after the lead came",
        Leak::TooWell => "tells too well by itself",
    };
    let left: Vec<Vec<String>> =
        model.leaks.iter().map(|(field, leak)| vec![field.clone(), why(leak).to_owned()]).collect();
    if left.is_empty() { Ok(()) } else { output::table(&["left out", "why"], &left) }
}

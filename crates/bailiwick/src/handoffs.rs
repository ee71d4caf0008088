//! `bailiwick handoffs`: how work passes from one to the next, and how it ends there.

use crate::failure::Failure;
use crate::{Database, output};
use app::ctx::Who;
use app::handoffs::flow::{self, By, Flow};
use clap::{Args, ValueEnum};
use domain::Day;
use std::process::ExitCode;

/// How streams are told apart.
#[derive(ValueEnum, Clone, Copy, Debug, Default)]
enum Split {
    /// From unit to unit, with how it ended.
    #[default]
    Unit,
    /// From position to position.
    Position,
    /// By how it ended, and why it came back.
    Reason,
}

/// Prints the flow.
#[derive(Args, Debug)]
pub struct Handoffs {
    #[command(flatten)]
    database: Database,
    /// How streams are told apart.
    #[arg(long, value_enum, default_value_t)]
    by: Split,
    /// First day; from the beginning where none is given.
    #[arg(long)]
    from: Option<Day>,
    /// Last day, included; today where none is given.
    #[arg(long)]
    to: Option<Day>,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

impl Handoffs {
    /// Runs it.
    ///
    /// # Errors
    /// A period that runs backwards; a database that does not open.
    pub fn run(self) -> Result<ExitCode, Failure> {
        let house = self.database.open()?;
        let by = match self.by {
            Split::Unit => By::Unit,
            Split::Position => By::Position,
            Split::Reason => By::Reason,
        };
        let view = house.read(Who::Console, |ctx, tx| {
            let span = (self.from.unwrap_or(Day::BEGINNING), self.to.unwrap_or(ctx.today));
            flow::flow(ctx, tx, span, by)
        })?;
        if self.json {
            return output::json(&view).map(|()| ExitCode::SUCCESS);
        }
        let said = |text: &Option<String>| text.clone().unwrap_or_default();
        let row = |flow: &Flow| {
            vec![said(&flow.from), said(&flow.to), said(&flow.outcome), said(&flow.reason), flow.count.to_string()]
        };
        output::table(&["from", "to", "outcome", "reason", "count"], &view.flows.iter().map(row).collect::<Vec<_>>())?;
        let sum = [view.total.to_string(), view.pairs.to_string(), view.self_pairs.to_string()];
        output::table(&["hand-offs", "pairs", "of them to oneself"], &[sum.to_vec()])?;
        Ok(ExitCode::SUCCESS)
    }
}

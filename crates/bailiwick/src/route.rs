//! `bailiwick org route`: routes accounts or open opportunities again, or says where they would go.

use crate::failure::Failure;
use crate::output;
use app::ctx::Who;
use app::listing::kinds;
use app::routing::commands;
use clap::{Args, ValueEnum};
use domain::organisation::routing::{Target, WorkKind};
use std::collections::BTreeMap;

/// Records of one transaction.
const PART: usize = 500;

/// What is routed.
#[derive(ValueEnum, Clone, Copy, Debug)]
enum Kind {
    Accounts,
    Opportunities,
}

/// Routes.
#[derive(Args, Debug)]
pub struct Route {
    /// What to route.
    kind: Kind,
    /// Only what fits a filter of lists, e.g. `country = Norway`.
    #[arg(long, default_value = "")]
    filter: String,
    /// Says where they would go and writes nothing.
    #[arg(long)]
    dry_run: bool,
    /// Prints JSON: every record with the reason.
    #[arg(long)]
    json: bool,
}

impl Route {
    /// Runs it.
    ///
    /// # Errors
    /// A filter that does not read; a database that does not open.
    pub fn run(&self, house: &app::House) -> Result<(), Failure> {
        let (kind, list) = match self.kind {
            Kind::Accounts => (WorkKind::Account, &kinds::ACCOUNTS),
            Kind::Opportunities => (WorkKind::Opportunity, &kinds::OPPORTUNITIES),
        };
        let ids = house.read(Who::Console, |ctx, tx| commands::matching(ctx, tx, list, &self.filter))?;
        let mut went = Vec::with_capacity(ids.len());
        if self.dry_run {
            went.extend(house.read(Who::Console, |ctx, tx| commands::would_go(ctx, tx, kind, &ids))?);
        } else {
            house.write(Who::Console, commands::prepare)?;
            for part in ids.chunks(PART) {
                went.extend(house.write(Who::Console, |ctx, tx| commands::reroute(ctx, tx, kind, part))?);
            }
        }
        let named = house.read(Who::Console, |ctx, tx| {
            let targets: Vec<Target> = went.iter().map(|(_, decision)| decision.to).collect();
            app::routing::queries::named(ctx, tx, &targets)
        })?;
        if self.json {
            let rows = went.iter().zip(&named).map(|((id, decision), name)| {
                serde_json::json!({ "record": id, "to": decision.to, "name": name, "why": decision.why })
            });
            return output::json(&rows.collect::<Vec<_>>());
        }
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for name in named {
            let company = || text::t(text::Lang::En, "routing-company-queue").into_owned();
            *counts.entry(name.unwrap_or_else(company)).or_default() += 1;
        }
        let rows: Vec<Vec<String>> = counts.into_iter().map(|(name, count)| vec![name, count.to_string()]).collect();
        output::table(&["to", "records"], &rows)
    }
}

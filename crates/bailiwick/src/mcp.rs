//! `bailiwick mcp`: the tools of agents over standard input and output, for programs that start their servers themselves.

use crate::Database;
use crate::failure::Failure;
use std::process::ExitCode;

/// Tools for an agent, over standard input and output. Example: `BAILIWICK_TOKEN=bwk_… bailiwick mcp`
#[derive(clap::Args, Debug)]
pub struct Mcp {
    #[command(flatten)]
    database: Database,
    /// The token of the user it works for, as `bailiwick token` makes it.
    #[arg(long, env = "BAILIWICK_TOKEN", hide_env_values = true)]
    token: String,
}

impl Mcp {
    /// Runs it until the other side ends. Standard output belongs to the protocol: nothing else may be written there.
    ///
    /// # Errors
    /// A token that is not good; a line that breaks.
    pub fn run(self) -> Result<ExitCode, Failure> {
        let house = self.database.open()?;
        let state = web::State::new(house, web::Options::default());
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(web::mcp::stdio(state, self.token.trim()))?;
        Ok(ExitCode::SUCCESS)
    }
}

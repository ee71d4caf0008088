//! `bailiwick doctor`: what is wrong with an installation, where, and how it is mended.

use crate::failure::Failure;
use crate::{Database, output, outside};
use app::doctor::{Finding, Grade, Look, examine};
use std::process::ExitCode;

/// What is wrong and how to mend it; exit code 1 where something is broken. Example: `bailiwick doctor --database sqlite://company.db`
#[derive(clap::Args, Debug)]
pub struct Doctor {
    #[command(flatten)]
    database: Database,
    /// Leaves out what reads every page or every record.
    #[arg(long)]
    quick: bool,
    /// The findings as JSON.
    #[arg(long)]
    json: bool,
}

impl Doctor {
    /// Looks, and changes nothing.
    ///
    /// # Errors
    /// A database that does not answer.
    pub fn run(self) -> Result<ExitCode, Failure> {
        let found = match db::Db::open_as_is(&self.database.url) {
            Ok(db) => {
                let (has_key, key_file) = outside::key(&self.database.url);
                let keys = outside::of(&self.database.url).keys;
                let look = Look { is_quick: self.quick, key_file, has_key, keys };
                examine(&db, &look, crate::backup::now())?
            }
            Err(error) => vec![Finding {
                check: "connection",
                grade: Grade::Broken,
                says: error.to_string(),
                mend: Some("see that the file or server is there, and that --database names it".to_owned()),
            }],
        };
        if self.json {
            output::json(&found)?;
        } else {
            found.iter().try_for_each(|finding| output::text(&line(finding)))?;
        }
        let is_broken = found.iter().any(|finding| finding.grade == Grade::Broken);
        Ok(if is_broken { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }
}

fn line(finding: &Finding) -> String {
    let grade = match finding.grade {
        Grade::Broken => "BROKEN ",
        Grade::Warning => "warning",
        Grade::Good => "good   ",
    };
    let mend = finding.mend.as_ref().map(|mend| format!("\n         → {mend}")).unwrap_or_default();
    format!("{grade}  {}: {}{mend}", finding.check, finding.says)
}

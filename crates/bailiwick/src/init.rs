//! `bailiwick init`: a new company on a fresh database.

use crate::failure::Failure;
use crate::{Database, output};
use app::founding::{Founding, found};
use app::organisation::templates::Beginning;
use domain::organisation::templates::Segmentation;
use std::io::BufRead;
use std::process::ExitCode;

/// A new company. Example:
/// `bailiwick init --company Nordlys --currency EUR --template pod --geography Norway --geography Sweden --owner-email you@example.com --owner-password-stdin`
#[derive(clap::Args, Debug)]
pub struct Init {
    #[command(flatten)]
    database: Database,
    /// Name of the company.
    #[arg(long)]
    company: String,
    /// Its currency, an ISO 4217 code.
    #[arg(long)]
    currency: String,
    /// Its time zone, an IANA name such as Europe/Oslo.
    #[arg(long, default_value = "UTC")]
    time_zone: String,
    /// Language of those who choose none: en, nb, zh-Hans.
    #[arg(long, default_value = "en")]
    language: String,
    /// First month of the fiscal year, 1 to 12.
    #[arg(long, default_value_t = 1)]
    fiscal_first_month: u8,
    /// Templates the organisation begins with; may be given several times.
    #[arg(long = "template")]
    templates: Vec<String>,
    /// A country, region or city the templates are copied for; may be given several times, as the next three.
    #[arg(long = "geography", requires = "templates")]
    geographies: Vec<String>,
    /// A size of customers they are copied for: key, enterprise, mid, small, or employees such as 500+ or 50-499.
    #[arg(long = "size", requires = "templates")]
    sizes: Vec<String>,
    /// An industry they are copied for.
    #[arg(long = "vertical", requires = "templates")]
    verticals: Vec<String>,
    /// A product line that gets a pod or line of business of its own.
    #[arg(long = "product-line", requires = "templates")]
    product_lines: Vec<String>,
    /// Name of the owner.
    #[arg(long, default_value = "Owner")]
    owner_name: String,
    /// E-mail the owner signs in with.
    #[arg(long)]
    owner_email: String,
    /// Reads the owner's password from standard input instead of asking.
    #[arg(long)]
    owner_password_stdin: bool,
}

impl Init {
    /// Runs it.
    ///
    /// # Errors
    /// A company that is there already; settings that do not hold.
    pub fn run(self) -> Result<ExitCode, Failure> {
        let owner_password = self.password()?;
        let house = self.database.open()?;
        let founding = Founding {
            company: self.company,
            currency: self.currency,
            time_zone: self.time_zone,
            language: self.language,
            fiscal_first_month: self.fiscal_first_month,
            owner_name: self.owner_name,
            owner_email: self.owner_email.clone(),
            owner_password,
            beginning: Beginning {
                templates: self.templates,
                segmentation: Segmentation {
                    geographies: self.geographies,
                    sizes: self.sizes,
                    verticals: self.verticals,
                    product_lines: self.product_lines,
                },
            },
        };
        let name = founding.company.clone();
        found(&house, &founding)?;
        output::text(&format!("{name} is set up in {}. Sign in as {}.", self.database.url, self.owner_email))?;
        Ok(ExitCode::SUCCESS)
    }

    fn password(&self) -> Result<String, Failure> {
        if self.owner_password_stdin {
            let mut line = String::new();
            std::io::stdin().lock().read_line(&mut line)?;
            return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
        }
        Ok(rpassword::prompt_password(format!("Password for {}: ", self.owner_email))?)
    }
}

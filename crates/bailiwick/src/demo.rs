//! `bailiwick demo`: a believable company on a fresh database, then in the browser.
//!
//! It builds where there is nothing, or where an earlier demo stands; a database that holds another company is
//! refused.

use crate::failure::Failure;
use crate::{output, serve};
use app::House;
use indicatif::{ProgressBar, ProgressStyle};
use std::path::PathBuf;
use std::process::ExitCode;

/// A believable company. Example: `bailiwick demo --port 7400`
#[derive(clap::Args, Debug)]
pub struct Demo {
    /// Address of its database.
    #[arg(long = "database", default_value = "sqlite://demo.db")]
    url: String,
    /// Address to listen on.
    #[arg(long, env = "BAILIWICK_HOST", default_value = "127.0.0.1")]
    host: String,
    /// Port to listen on.
    #[arg(long, env = "BAILIWICK_PORT", default_value_t = 7400)]
    port: u16,
    /// Another seed makes another company.
    #[arg(long, default_value_t = 2026)]
    seed: u64,
    /// The last day of its history (YYYY-MM-DD); today where none is given.
    #[arg(long)]
    today: Option<domain::Day>,
    /// Some 15 people and three months instead of 120 and two years.
    #[arg(long)]
    small: bool,
    /// Goes on with the demo that is there instead of building it anew.
    #[arg(long)]
    keep: bool,
    /// Only builds it.
    #[arg(long)]
    no_serve: bool,
}

impl Demo {
    /// Runs it.
    ///
    /// # Errors
    /// A database that holds another company; a port that does not open.
    pub fn run(self) -> Result<ExitCode, Failure> {
        if !self.no_serve {
            // A port that is taken is told before the work, not after it.
            let taken = |e| Failure::other(format!("port {} on {} cannot be used: {e}", self.port, self.host));
            std::net::TcpListener::bind((self.host.as_str(), self.port)).map_err(taken)?;
        }
        let house = self.house()?;
        if !app::founding::is_founded(&house)? {
            self.build(&house)?;
        }
        if !self.no_serve {
            output::text(&format!("{} is at http://{}:{}", "Nordlys Instruments", self.host, self.port))?;
        }
        let row = |s: ::demo::SignIn| vec![s.role.to_owned(), s.name, s.email, s.password.to_owned()];
        let rows: Vec<Vec<String>> = ::demo::sign_ins(&house)?.into_iter().map(row).collect();
        output::table(&["sign in as", "name", "e-mail", "password"], &rows)?;
        if self.no_serve {
            return Ok(ExitCode::SUCCESS);
        }
        serve::logs(false);
        serve::serve(house, &self.host, self.port, web::Options::default())
    }

    /// A house to build in, or the demo to go on with.
    fn house(&self) -> Result<House, Failure> {
        let house = House::open(&self.url)?.with_outside(crate::outside::of(&self.url));
        let founded = app::founding::is_founded(&house)?;
        if !founded || (self.keep && ::demo::is_demo(&house)?) {
            return Ok(house);
        }
        if !::demo::is_demo(&house)? {
            return Err(Failure::usage(format!(
                "{} holds a company of its own; name another with --database",
                self.url
            )));
        }
        let Some(path) = self.url.strip_prefix("sqlite://") else {
            return Err(Failure::usage(format!("{} holds a demo already: go on with --keep, or empty it", self.url)));
        };
        drop(house);
        for end in ["", "-wal", "-shm"] {
            let file = PathBuf::from(format!("{path}{end}"));
            if file.exists() {
                std::fs::remove_file(&file)?;
            }
        }
        Ok(House::open(&self.url)?.with_outside(crate::outside::of(&self.url)))
    }

    fn build(&self, house: &House) -> Result<(), Failure> {
        let size = if self.small { ::demo::Size::Small } else { ::demo::Size::Full };
        let today = self.today.unwrap_or_else(|| ::demo::today(house));
        let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} days, {eta} left");
        let bar = ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message("Building Nordlys Instruments");
        let told = &mut |done: usize, all: usize| {
            bar.set_length(u64::try_from(all).unwrap_or(u64::MAX));
            bar.set_position(u64::try_from(done).unwrap_or(u64::MAX));
        };
        ::demo::build_sized(house, size, self.seed, today, told)?;
        bar.finish_and_clear();
        Ok(())
    }
}

//! `bailiwick serve`: the product in the browser and the API.

use crate::Database;
use crate::failure::Failure;
use app::backups::schedule::Plan;
use std::path::PathBuf;
use std::process::ExitCode;
use tracing::field::Field;
use tracing_subscriber::field::MakeExt;
use tracing_subscriber::fmt::format::{Writer, debug_fn};

/// The server. Example: `bailiwick serve --database postgres://bailiwick@localhost/bailiwick --port 7400`
#[derive(clap::Args, Debug)]
pub struct Serve {
    #[command(flatten)]
    database: Database,
    /// Address to listen on.
    #[arg(long, env = "BAILIWICK_HOST", default_value = "127.0.0.1")]
    host: String,
    /// Port to listen on.
    #[arg(long, env = "BAILIWICK_PORT", default_value_t = 7400)]
    port: u16,
    /// The address people use, where a proxy stands in front, e.g. https://sales.example.com.
    #[arg(long, env = "BAILIWICK_PUBLIC_URL")]
    public_url: Option<String>,
    /// Requests that a program may make in a minute.
    #[arg(long, env = "BAILIWICK_API_PER_MINUTE", default_value_t = web::Options::default().api_per_minute)]
    api_per_minute: u32,
    /// Seconds that a request may take; what takes longer is broken off.
    #[arg(long, env = "BAILIWICK_REQUEST_SECONDS", default_value_t = web::Options::default().timeout_seconds,
          value_parser = clap::value_parser!(u64).range(1..=3600))]
    request_seconds: u64,
    #[command(flatten)]
    backups: Backups,
    #[command(flatten)]
    openid: crate::openid::Args,
    /// Logs as JSON lines.
    #[arg(long, env = "BAILIWICK_LOG_JSON")]
    log_json: bool,
}

impl Serve {
    /// Runs it until it is told to stop.
    ///
    /// # Errors
    /// A database or port that does not open.
    pub fn run(self) -> Result<ExitCode, Failure> {
        logs(self.log_json);
        let house = self.database.open()?;
        let (public_url, api_per_minute, backups) = (self.public_url, self.api_per_minute, self.backups.plan());
        let (openid, timeout_seconds) = (self.openid.provider(), self.request_seconds);
        let options =
            web::Options { public_url, api_per_minute, backups, openid, timeout_seconds, ..web::Options::default() };
        serve(house, &self.host, self.port, options)
    }
}

/// Backups by the clock.
#[derive(clap::Args, Debug)]
struct Backups {
    /// Takes backups into this folder, verified, and readable by this user alone.
    #[arg(long, value_name = "DIR", env = "BAILIWICK_BACKUP_FOLDER")]
    backup_folder: Option<PathBuf>,
    /// Hours from one backup to the next.
    #[arg(long, value_name = "HOURS", env = "BAILIWICK_BACKUP_EVERY", default_value_t = 24)]
    backup_every: u32,
    /// The time of the company's day that they are counted from, e.g. 02:30.
    #[arg(long, value_name = "HH:MM", env = "BAILIWICK_BACKUP_AT", value_parser = time_of_day)]
    backup_at: Option<(i8, i8)>,
    /// How many are kept; older ones are removed.
    #[arg(long, value_name = "N", env = "BAILIWICK_BACKUP_KEEP", default_value_t = 14)]
    backup_keep: usize,
    /// Encrypts them with the passphrase in this file.
    #[arg(long, value_name = "FILE", env = "BAILIWICK_BACKUP_PASSPHRASE_FILE")]
    backup_passphrase_file: Option<PathBuf>,
}

impl Backups {
    fn plan(self) -> Option<Plan> {
        Some(Plan {
            folder: self.backup_folder?,
            every_hours: self.backup_every.max(1),
            at: self.backup_at,
            keep: self.backup_keep.max(1),
            passphrase_file: self.backup_passphrase_file,
        })
    }
}

/// `02:30`.
fn time_of_day(text: &str) -> Result<(i8, i8), String> {
    let parsed = text.split_once(':').and_then(|(hour, minute)| Some((hour.parse().ok()?, minute.parse().ok()?)));
    parsed
        .filter(|(hour, minute)| (0..24).contains(hour) && (0..60).contains(minute))
        .ok_or_else(|| "write hour and minute, as 02:30".to_owned())
}

/// Serves a house until the process is told to stop.
///
/// # Errors
/// A port that does not open.
pub fn serve(house: app::House, host: &str, port: u16, options: web::Options) -> Result<ExitCode, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind((host, port))
            .await
            .map_err(|e| Failure::other(format!("port {port} on {host} cannot be used: {e}")))?;
        tracing::info!(address = %listener.local_addr()?, "serving");
        web::serve(house, listener, options).await?;
        Ok(ExitCode::SUCCESS)
    })
}

/// Structured logs on standard error; `RUST_LOG` chooses what. What others may have had a hand in is escaped in both forms, so
/// that nobody writes lines of their own.
pub fn logs(json: bool) {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if json {
        builder.json().init();
    } else {
        let field = |out: &mut Writer<'_>, field: &Field, value: &dyn std::fmt::Debug| match field.name() {
            "message" => write!(out, "{}", one_line(&format!("{value:?}"))),
            name => write!(out, "{name}={}", one_line(&format!("{value:?}"))),
        };
        builder.fmt_fields(debug_fn(field).delimited(" ")).init();
    }
}

/// A text in which no character begins a line or does anything to a terminal.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{2028}' | '\u{2029}' => line.extend(c.escape_unicode()),
            c if c.is_control() => line.extend(c.escape_default()),
            c => line.push(c),
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn a_log_line_stays_one_line() {
        assert_eq!(one_line("a\r\nINFO signed in \u{1b}[31mred"), "a\\r\\nINFO signed in \\u{1b}[31mred");
        assert_eq!(one_line("Ærlig 红 plain=1"), "Ærlig 红 plain=1");
    }
}

//! `bailiwick serve`: the product in the browser and the API.

use crate::Database;
use crate::failure::Failure;
use std::process::ExitCode;

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
        let (public_url, api_per_minute) = (self.public_url, self.api_per_minute);
        serve(house, &self.host, self.port, web::Options { public_url, api_per_minute, ..web::Options::default() })
    }
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

/// Structured logs on standard error; `RUST_LOG` chooses what.
pub fn logs(json: bool) {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if json {
        builder.json().init();
    } else {
        builder.init();
    }
}

//! What a command says when it fails, and the exit code it ends with.

use std::fmt;
use std::process::ExitCode;

/// Why a command failed.
#[derive(Debug)]
pub struct Failure {
    text: String,
    code: u8,
}

impl Failure {
    /// Wrong usage: exit code 2.
    pub fn usage(text: impl Into<String>) -> Failure {
        Failure { text: text.into(), code: 2 }
    }
    /// Anything else: exit code 1.
    pub fn other(text: impl Into<String>) -> Failure {
        Failure { text: text.into(), code: 1 }
    }
    /// The exit code.
    pub fn code(&self) -> ExitCode {
        ExitCode::from(self.code)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "bailiwick: {}", self.text)
    }
}

impl From<app::Error> for Failure {
    fn from(error: app::Error) -> Failure {
        match error {
            app::Error::Refused(refusals) => {
                let say = |r: &domain::Refusal| {
                    let field = r.field.as_ref().map(|f| format!("{f}: ")).unwrap_or_default();
                    format!("{field}{}", text::refusal(text::Lang::En, &r.code, &r.args))
                };
                Failure::usage(refusals.iter().map(say).collect::<Vec<_>>().join("\n  "))
            }
            app::Error::NotFound => {
                Failure::other("there is no such record, or no company yet: run `bailiwick init` first")
            }
            app::Error::Internal(text) | app::Error::Lacking(_, text) => Failure::other(text),
            other => Failure::other(other.to_string()),
        }
    }
}
impl From<app::backups::Fault> for Failure {
    fn from(fault: app::backups::Fault) -> Failure {
        match fault {
            app::backups::Fault::App(error) => error.into(),
            other => Failure::other(other.to_string()),
        }
    }
}
impl From<app::exports::Fault> for Failure {
    fn from(fault: app::exports::Fault) -> Failure {
        match fault {
            app::exports::Fault::App(error) => error.into(),
            other => Failure::other(other.to_string()),
        }
    }
}
impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Failure {
        Failure::other(error.to_string())
    }
}
impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Failure {
        Failure::other(error.to_string())
    }
}

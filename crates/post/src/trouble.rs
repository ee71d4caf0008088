//! What goes wrong with another server, as a code and arguments that every language can tell.

/// Longest part of a server's own words that is passed on.
const MOST_SAID: usize = 300;

/// Why a server was not reached, or did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// No such host.
    #[error("no host is called {host}")]
    HostUnknown {
        /// Its name.
        host: String,
    },
    /// It stands in a network of ours that whoever runs the product did not open.
    #[error("{host} is in an inner network")]
    HostInner {
        /// Its name.
        host: String,
    },
    /// Nobody answers.
    #[error("{host}:{port} does not answer: {detail}")]
    NoAnswer {
        /// Its name.
        host: String,
        /// The port.
        port: u16,
        /// What the machine says.
        detail: String,
    },
    /// The connection cannot be made private: a certificate that does not hold, or a server without TLS.
    #[error("no private connection to {host}: {detail}")]
    Untrusted {
        /// Its name.
        host: String,
        /// What the machine says.
        detail: String,
    },
    /// Login or password are not right.
    #[error("the server refuses the login: {said}")]
    LoginRefused {
        /// What the server says.
        said: String,
    },
    /// It says no, and would again.
    #[error("the server refuses: {said}")]
    Refused {
        /// What the server says.
        said: String,
    },
    /// It says not now.
    #[error("the server says to come back: {said}")]
    Later {
        /// What the server says.
        said: String,
    },
    /// The connection broke, or what came is not of this protocol.
    #[error("the connection broke: {detail}")]
    Broken {
        /// What the machine says.
        detail: String,
    },
    /// An address that is none.
    #[error("{address} is no address")]
    Address {
        /// What was given.
        address: String,
    },
}

impl Trouble {
    /// Its key in the texts.
    pub fn code(&self) -> &'static str {
        match self {
            Trouble::HostUnknown { .. } => "trouble-host-unknown",
            Trouble::HostInner { .. } => "trouble-host-inner",
            Trouble::NoAnswer { .. } => "trouble-no-answer",
            Trouble::Untrusted { .. } => "trouble-untrusted",
            Trouble::LoginRefused { .. } => "trouble-login-refused",
            Trouble::Refused { .. } => "trouble-refused",
            Trouble::Later { .. } => "trouble-later",
            Trouble::Broken { .. } => "trouble-broken",
            Trouble::Address { .. } => "trouble-address",
        }
    }

    /// Its arguments.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Trouble::HostUnknown { host } | Trouble::HostInner { host } => vec![("host", host.clone())],
            Trouble::NoAnswer { host, port, detail } => {
                vec![("host", host.clone()), ("port", port.to_string()), ("detail", detail.clone())]
            }
            Trouble::Untrusted { host, detail } => vec![("host", host.clone()), ("detail", detail.clone())],
            Trouble::LoginRefused { said } | Trouble::Refused { said } | Trouble::Later { said } => {
                vec![("said", said.clone())]
            }
            Trouble::Broken { detail } => vec![("detail", detail.clone())],
            Trouble::Address { address } => vec![("address", address.clone())],
        }
    }

    /// The field that is likely wrong: `host`, `password`, or none.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Trouble::HostUnknown { .. }
            | Trouble::HostInner { .. }
            | Trouble::NoAnswer { .. }
            | Trouble::Untrusted { .. } => Some("host"),
            Trouble::LoginRefused { .. } => Some("password"),
            _ => None,
        }
    }

    /// Whether the same may work later without anybody changing anything.
    pub fn may_pass(&self) -> bool {
        matches!(
            self,
            Trouble::NoAnswer { .. }
                | Trouble::Later { .. }
                | Trouble::Broken { .. }
                | Trouble::HostUnknown { .. }
                | Trouble::LoginRefused { .. }
        )
    }
}

/// A server's own words, on one line and not too many.
pub(crate) fn said(words: &str) -> String {
    let line: Vec<&str> = words.split_whitespace().collect();
    line.join(" ").chars().filter(|c| !c.is_control()).take(MOST_SAID).collect()
}

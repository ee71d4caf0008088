//! Handing a message to an SMTP server, so that afterwards it is known what became of it.
//!
//! Until the last byte of the content goes out, a broken connection means that nothing was taken. From then until the
//! server's answer nobody can know: that is [`Fate::Unknown`], and such a message is never sent again unasked.
//! `before_content` is called once in between, so that the caller can write down that the point was reached; where it says
//! no, nothing is sent.

use crate::reach::{Login, Reach, Security, Server};
use crate::trouble::{Trouble, said};
use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};

/// Ways to sign in that we know.
const MECHANISMS: [Mechanism; 2] = [Mechanism::Plain, Mechanism::Login];

/// A message to be handed over.
#[derive(Clone, Debug)]
pub struct Delivery<'a> {
    /// Where it is answered to if it cannot be delivered.
    pub from: &'a str,
    /// Who gets it.
    pub to: &'a [String],
    /// The whole message.
    pub content: &'a [u8],
}

/// What became of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The server took it; what it said.
    Taken(String),
    /// The server did not take it.
    Not(Trouble),
    /// The connection broke after the content: the server may have taken it.
    Unknown(Trouble),
    /// The caller said no before the content.
    Stopped,
}

/// Hands a message over.
pub fn deliver(
    reach: &Reach,
    server: &Server,
    login: Option<&Login>,
    delivery: &Delivery<'_>,
    before_content: impl FnOnce() -> bool,
) -> Fate {
    let mut line = match open(reach, server, login).and_then(|mut line| {
        address(&mut line, delivery)?;
        Ok(line)
    }) {
        Ok(line) => line,
        Err(trouble) => return Fate::Not(trouble),
    };
    if !before_content() {
        line.abort();
        return Fate::Stopped;
    }
    match line.message(delivery.content) {
        Ok(answer) => {
            let words = said(&answer.message().collect::<Vec<_>>().join(" "));
            // It is taken; how the parting goes does not matter.
            let _ = line.quit();
            Fate::Taken(words)
        }
        Err(error) if error.status().is_some() => Fate::Not(trouble(&error, server)),
        Err(error) => Fate::Unknown(trouble(&error, server)),
    }
}

/// Whether the server lets us in.
///
/// # Errors
/// What is in the way.
pub fn greet(reach: &Reach, server: &Server, login: Option<&Login>) -> Result<(), Trouble> {
    let mut line = open(reach, server, login)?;
    let _ = line.quit();
    Ok(())
}

fn open(reach: &Reach, server: &Server, login: Option<&Login>) -> Result<SmtpConnection, Trouble> {
    let tls = || parameters(reach, server);
    let implicit = if server.security == Security::Tls { Some(tls()?) } else { None };
    let hello = ClientId::default();
    let mut opened = Err(Trouble::HostUnknown { host: server.host.clone() });
    for at in reach.addresses(server)? {
        opened = SmtpConnection::connect(at, Some(reach.patience), &hello, implicit.as_ref(), None)
            .map_err(|error| first_trouble(&error, server));
        if opened.is_ok() {
            break;
        }
    }
    let mut line = opened?;
    if server.security == Security::StartTls {
        if !line.can_starttls() {
            return Err(Trouble::Untrusted { host: server.host.clone(), detail: "STARTTLS".to_owned() });
        }
        line.starttls(&tls()?, &hello).map_err(|error| first_trouble(&error, server))?;
    }
    // A server that asks for no login takes mail without one.
    let asks = line.server_info().get_auth_mechanism(&MECHANISMS).is_some();
    if let Some(login) = login.filter(|_| asks) {
        let with = Credentials::new(login.name.clone(), login.password.clone());
        line.auth(&MECHANISMS, &with).map_err(|error| match trouble(&error, server) {
            Trouble::Refused { said } => Trouble::LoginRefused { said },
            other => other,
        })?;
    }
    Ok(line)
}

fn parameters(reach: &Reach, server: &Server) -> Result<TlsParameters, Trouble> {
    let untrusted = |detail: String| Trouble::Untrusted { host: server.host.clone(), detail: said(&detail) };
    let mut builder = TlsParameters::builder(server.host.clone());
    for der in reach.certificates().map_err(untrusted)? {
        builder = builder.add_root_certificate(Certificate::from_der(der).map_err(|e| untrusted(chain(&e)))?);
    }
    builder.build_rustls().map_err(|e| untrusted(chain(&e)))
}

/// Everything before the content.
fn address(line: &mut SmtpConnection, delivery: &Delivery<'_>) -> Result<(), Trouble> {
    let parsed = |text: &str| text.parse::<Address>().map_err(|_| Trouble::Address { address: text.to_owned() });
    let from = parsed(delivery.from)?;
    let to = delivery.to.iter().map(|to| parsed(to)).collect::<Result<Vec<_>, _>>()?;
    let mut options = Vec::new();
    let is_wide = std::iter::once(&from).chain(&to).any(|a| !AsRef::<str>::as_ref(a).is_ascii());
    if is_wide {
        if !line.server_info().supports_feature(Extension::SmtpUtfEight) {
            return Err(Trouble::Refused { said: "SMTPUTF8".to_owned() });
        }
        options.push(MailParameter::SmtpUtfEight);
    }
    if !delivery.content.is_ascii() && line.server_info().supports_feature(Extension::EightBitMime) {
        options.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    line.command(Mail::new(Some(from), options)).map_err(|e| spoken(&e))?;
    for to in to {
        line.command(Rcpt::new(to, Vec::new())).map_err(|e| spoken(&e))?;
    }
    line.command(Data).map(drop).map_err(|e| spoken(&e))
}

fn spoken(error: &Error) -> Trouble {
    if error.is_permanent() {
        Trouble::Refused { said: said(&chain(error)) }
    } else if error.is_transient() {
        Trouble::Later { said: said(&chain(error)) }
    } else {
        Trouble::Broken { detail: said(&chain(error)) }
    }
}

fn trouble(error: &Error, server: &Server) -> Trouble {
    if error.is_tls() {
        return Trouble::Untrusted { host: server.host.clone(), detail: said(&chain(error)) };
    }
    spoken(error)
}

/// Of the first words: a connection that fails before any is nobody answering.
fn first_trouble(error: &Error, server: &Server) -> Trouble {
    let detail = said(&chain(error));
    // A certificate that does not hold shows as an error of the stream.
    if error.is_tls() || detail.contains("certificate") || detail.contains("InvalidContentType") {
        return Trouble::Untrusted { host: server.host.clone(), detail };
    }
    match spoken(error) {
        Trouble::Broken { detail } => Trouble::NoAnswer { host: server.host.clone(), port: server.port, detail },
        other => other,
    }
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let next = error.to_string();
        if !words.contains(&next) {
            words.push_str(": ");
            words.push_str(&next);
        }
        cause = error.source();
    }
    words
}

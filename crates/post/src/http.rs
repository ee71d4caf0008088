//! HTTP to servers that were judged: no redirects, no proxy, the address that was judged is the one spoken to.

use crate::Trouble;
use crate::reach::{Reach, Security, Server};
use crate::trouble::said;
use std::sync::Arc;
use ureq::Agent;
use ureq::http::Uri;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

#[derive(Debug)]
struct Judged(Reach);

impl Resolver for Judged {
    fn resolve(&self, uri: &Uri, _: &ureq::config::Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let server = server(uri).ok_or(ureq::Error::HostNotFound)?;
        let mut found = self.empty();
        for address in self.0.addresses(&server).map_err(|_| ureq::Error::HostNotFound)?.into_iter().take(16) {
            found.push(address);
        }
        Ok(found)
    }
}

/// The server of an address.
pub(crate) fn server(uri: &Uri) -> Option<Server> {
    let (security, port) = match uri.scheme_str()? {
        "https" => (Security::Tls, 443),
        "http" => (Security::Plain, 80),
        _ => return None,
    };
    let host = uri.host()?.trim_matches(['[', ']']).to_owned();
    Some(Server { host, port: uri.port_u16().unwrap_or(port), security })
}

/// Whoever asks a server, once that was judged.
///
/// # Errors
/// A host that may not be reached; certificates that cannot be read.
pub(crate) fn agent(reach: &Reach, server: &Server) -> Result<Agent, Trouble> {
    // Judged before anything is sent; each request judges again and connects to what was judged.
    reach.addresses(server)?;
    let untrusted = |detail: String| Trouble::Untrusted { host: server.host.clone(), detail: said(&detail) };
    let mut certificates: Vec<Certificate<'static>> = Vec::new();
    for der in rustls_native_certs::load_native_certs().certs {
        certificates.push(Certificate::from_der(&der).to_owned());
    }
    for der in reach.certificates().map_err(untrusted)? {
        certificates.push(Certificate::from_der(&der).to_owned());
    }
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::Specific(Arc::new(certificates)))
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build();
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(None)
        .allow_non_standard_methods(true)
        .timeout_global(Some(reach.patience))
        .tls_config(tls)
        .build();
    Ok(Agent::with_parts(config, DefaultConnector::default(), Judged(reach.clone())))
}

/// What went wrong on the way.
pub(crate) fn trouble(error: ureq::Error, host: &str, port: u16) -> Trouble {
    let host = host.to_owned();
    match error {
        ureq::Error::Io(e) => Trouble::NoAnswer { host, port, detail: said(&e.to_string()) },
        ureq::Error::ConnectionFailed | ureq::Error::HostNotFound | ureq::Error::Timeout(_) => {
            Trouble::NoAnswer { host, port, detail: said(&error.to_string()) }
        }
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => Trouble::Untrusted { host, detail: said(&error.to_string()) },
        other => Trouble::Broken { detail: said(&other.to_string()) },
    }
}

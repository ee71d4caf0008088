//! Which hosts may be reached, and how: names become addresses once, the addresses are judged, and one of those very
//! addresses is connected to, so that a name cannot mean another address in between.
//!
//! People type these host names, so the product must not become their way into networks it stands in: loopback, private
//! and link-local addresses are refused, unless whoever runs the product named the host. Without TLS only hosts named
//! so are spoken to.

use crate::Trouble;
use crate::trouble::said;
use rustls::pki_types::{CertificateDer, ServerName, pem::PemObject};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream, ToSocketAddrs};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// How a connection is kept private.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Security {
    /// TLS from the first byte.
    Tls,
    /// TLS after a greeting (STARTTLS); without it nothing is said.
    StartTls,
    /// None.
    Plain,
}

impl Security {
    /// Its word in settings.
    pub fn key(self) -> &'static str {
        match self {
            Security::Tls => "tls",
            Security::StartTls => "starttls",
            Security::Plain => "plain",
        }
    }
    /// From that word.
    pub fn from_key(key: &str) -> Option<Security> {
        [Security::Tls, Security::StartTls, Security::Plain].into_iter().find(|s| s.key() == key)
    }
}

/// A server by name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Server {
    /// Name or address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// How the connection is kept private.
    pub security: Security,
}

/// Who we are to a server.
#[derive(Clone, PartialEq, Eq)]
pub struct Login {
    /// The name.
    pub name: String,
    /// The password.
    pub password: String,
}

impl std::fmt::Debug for Login {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Login").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Which hosts may be reached, and how long they are waited for.
#[derive(Clone, Debug)]
pub struct Reach {
    /// Hosts of inner networks that may be reached, lower case.
    pub inner: Vec<String>,
    /// Certificates (PEM) that are trusted beside those of the machine.
    pub roots: Vec<PathBuf>,
    /// How long a server is waited for, each time.
    pub patience: Duration,
}

impl Default for Reach {
    fn default() -> Reach {
        Reach { inner: Vec::new(), roots: Vec::new(), patience: Duration::from_secs(30) }
    }
}

/// A connection, private or not.
pub(crate) trait Line: Read + Write + Send {}
impl<T: Read + Write + Send> Line for T {}

impl Reach {
    /// Whether the host was named by whoever runs the product.
    fn is_named(&self, host: &str) -> bool {
        self.inner.iter().any(|named| named.eq_ignore_ascii_case(host))
    }

    /// The addresses of a server that may be reached.
    ///
    /// # Errors
    /// [`Trouble::HostUnknown`], [`Trouble::HostInner`], [`Trouble::Untrusted`] where it would be spoken to in the open.
    pub(crate) fn addresses(&self, server: &Server) -> Result<Vec<SocketAddr>, Trouble> {
        let host = server.host.trim();
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let unknown = || Trouble::HostUnknown { host: host.to_owned() };
        let found: Vec<SocketAddr> = (bare, server.port).to_socket_addrs().map_err(|_| unknown())?.collect();
        if found.is_empty() {
            return Err(unknown());
        }
        if self.is_named(bare) {
            return Ok(found);
        }
        if found.iter().any(|address| !is_public(address.ip())) {
            return Err(Trouble::HostInner { host: host.to_owned() });
        }
        if server.security == Security::Plain {
            let detail = "TLS is required".to_owned();
            return Err(Trouble::Untrusted { host: host.to_owned(), detail });
        }
        Ok(found)
    }

    /// A connection in the open, with times set.
    ///
    /// # Errors
    /// As [`Reach::addresses`]; [`Trouble::NoAnswer`].
    pub(crate) fn connect(&self, server: &Server) -> Result<TcpStream, Trouble> {
        let mut last = String::new();
        for address in self.addresses(server)? {
            match TcpStream::connect_timeout(&address, self.patience) {
                Ok(stream) => {
                    let broken = |e: std::io::Error| Trouble::Broken { detail: said(&e.to_string()) };
                    stream.set_read_timeout(Some(self.patience)).map_err(broken)?;
                    stream.set_write_timeout(Some(self.patience)).map_err(broken)?;
                    return Ok(stream);
                }
                Err(error) => last = said(&error.to_string()),
            }
        }
        Err(Trouble::NoAnswer { host: server.host.clone(), port: server.port, detail: last })
    }

    /// Makes a connection private.
    ///
    /// # Errors
    /// [`Trouble::Untrusted`].
    pub(crate) fn private<T: Read + Write + Send + 'static>(
        &self,
        server: &Server,
        mut stream: T,
    ) -> Result<Box<dyn Line>, Trouble> {
        let untrusted = |detail: String| Trouble::Untrusted { host: server.host.clone(), detail: said(&detail) };
        let name = ServerName::try_from(server.host.clone()).map_err(|e| untrusted(e.to_string()))?;
        let config = self.config().map_err(untrusted)?;
        let mut session = ClientConnection::new(Arc::new(config), name).map_err(|e| untrusted(e.to_string()))?;
        // The handshake now, so that what is wrong with it is told as that.
        while session.is_handshaking() {
            session.complete_io(&mut stream).map_err(|e| untrusted(e.to_string()))?;
        }
        Ok(Box::new(StreamOwned::new(session, stream)))
    }

    /// What is trusted: the machine's certificates and those named.
    fn config(&self) -> Result<ClientConfig, String> {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        for certificate in self.certificates()? {
            roots.add(CertificateDer::from(certificate)).map_err(|e| e.to_string())?;
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        Ok(builder.map_err(|e| e.to_string())?.with_root_certificates(roots).with_no_client_auth())
    }

    /// The certificates that are trusted beside the machine's, as DER.
    pub(crate) fn certificates(&self) -> Result<Vec<Vec<u8>>, String> {
        let mut found = Vec::new();
        for path in &self.roots {
            for certificate in CertificateDer::pem_file_iter(path).map_err(|e| e.to_string())? {
                found.push(certificate.map_err(|e| e.to_string())?.to_vec());
            }
        }
        Ok(found)
    }
}

/// Whether an address is of the open internet.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, ..] = address.octets();
    let is_shared = a == 100 && (64..128).contains(&b);
    let is_bench = a == 198 && (18..20).contains(&b);
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_multicast()
        || is_shared
        || is_bench
        || a == 0
        || a >= 240)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    // An older address in the newer form is judged as what it is.
    if let Some(v4) = address.to_ipv4_mapped() {
        return is_public_v4(v4);
    }
    let [first, second, ..] = address.segments();
    let is_translated = first == 0x64 && second == 0xff9b;
    let is_six_to_four = first == 0x2002;
    let is_global = (first & 0xe000) == 0x2000;
    // Protocol assignments, and addresses of documentation.
    let is_special = first == 0x2001 && (second < 0x0200 || second == 0x0db8);
    is_global && !is_translated && !is_six_to_four && !is_special
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(host: &str, security: Security) -> Server {
        Server { host: host.into(), port: 993, security }
    }

    #[test]
    fn inner_networks_are_reached_by_name_alone() {
        let closed = Reach::default();
        for host in [
            "127.0.0.1",
            "10.1.2.3",
            "169.254.169.254",
            "192.168.0.1",
            "::1",
            "fe80::1",
            "fd00::1",
            "0.0.0.0",
            "::ffff:127.0.0.1",
            "100.64.0.1",
            "localhost",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
        ] {
            let refused = closed.addresses(&server(host, Security::Tls));
            assert_eq!(refused, Err(Trouble::HostInner { host: host.into() }), "{host}");
        }
        assert!(closed.addresses(&server("8.8.8.8", Security::Tls)).is_ok());
        assert!(closed.addresses(&server("2001:4860:4860::8888", Security::Tls)).is_ok());
        let open = Reach { inner: vec!["127.0.0.1".into()], ..Reach::default() };
        assert!(open.addresses(&server("127.0.0.1", Security::Plain)).is_ok());
        assert!(open.addresses(&server("127.0.0.2", Security::Tls)).is_err());
    }

    #[test]
    fn nothing_is_said_in_the_open_to_strangers() {
        let refused = Reach::default().addresses(&server("8.8.8.8", Security::Plain));
        assert!(matches!(refused, Err(Trouble::Untrusted { .. })));
    }

    #[test]
    fn a_login_prints_no_password() {
        let login = Login { name: "ida".into(), password: "hush".into() };
        assert!(!format!("{login:?}").contains("hush"));
    }
}

//! TLS to a PostgreSQL server, where its address asks for it as that of libpq does: `sslmode=require` (or `verify-ca`,
//! `verify-full`, which are the same here), and `sslrootcert=FILE` for certificates that are trusted instead of the machine's.
//!
//! The certificate and its name are always verified, and nothing falls back to a connection in the open: a server that has no TLS
//! is not spoken to.

use crate::Error;
use crate::error::Kind;
use ::postgres::tls::{ChannelBinding, MakeTlsConnect, TlsConnect, TlsStream};
use rustls::pki_types::{CertificateDer, InvalidDnsNameError, ServerName, pem::PemObject};
use rustls::{ClientConfig, RootCertStore};
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream as Stream;

/// How connections are made private.
#[derive(Clone)]
pub(crate) struct Tls {
    connector: TlsConnector,
}

/// An address without what only this file reads, and the file of certificates that it named.
pub(crate) fn taken_out(url: &str) -> (String, Option<String>) {
    let Some((address, query)) = url.split_once('?') else { return (url.to_owned(), None) };
    let (mut kept, mut roots) = (Vec::new(), None);
    for pair in query.split('&') {
        match pair.split_once('=') {
            Some(("sslrootcert", file)) => roots = Some(file.replace("%2F", "/").replace("%2f", "/")),
            Some(("sslmode", "verify-ca" | "verify-full")) => kept.push("sslmode=require"),
            _ => kept.push(pair),
        }
    }
    (format!("{address}?{}", kept.join("&")), roots)
}

impl Tls {
    /// Trusts the certificates of a file, or those of the machine.
    ///
    /// # Errors
    /// A file that cannot be read or holds none.
    pub(crate) fn new(file: Option<&str>) -> Result<Tls, Error> {
        let broken = |detail: String| Error::new(Kind::Connection, format!("certificates for PostgreSQL: {detail}"));
        let mut roots = RootCertStore::empty();
        match file {
            None => drop(roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs)),
            Some(file) => {
                let told = |error: &dyn std::fmt::Display| broken(format!("{file}: {error}"));
                for certificate in CertificateDer::pem_file_iter(file).map_err(|e| told(&e))? {
                    roots.add(certificate.map_err(|e| told(&e))?).map_err(|e| told(&e))?;
                }
            }
        }
        if roots.is_empty() {
            return Err(broken("there are none".to_owned()));
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        let config = builder.map_err(|e| broken(e.to_string()))?.with_root_certificates(roots).with_no_client_auth();
        Ok(Tls { connector: TlsConnector::from(Arc::new(config)) })
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send + 'static> MakeTlsConnect<S> for Tls {
    type Stream = Private<S>;
    type TlsConnect = Handshake;
    type Error = InvalidDnsNameError;

    fn make_tls_connect(&mut self, host: &str) -> Result<Handshake, InvalidDnsNameError> {
        Ok(Handshake { connector: self.connector.clone(), name: ServerName::try_from(host)?.to_owned() })
    }
}

/// A handshake to come, with the server of a name.
pub(crate) struct Handshake {
    connector: TlsConnector,
    name: ServerName<'static>,
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send + 'static> TlsConnect<S> for Handshake {
    type Stream = Private<S>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Private<S>>> + Send>>;

    fn connect(self, stream: S) -> Self::Future {
        Box::pin(async move { Ok(Private(self.connector.connect(self.name, stream).await?)) })
    }
}

/// A connection that nobody else reads.
pub(crate) struct Private<S>(Stream<S>);

impl<S: AsyncRead + AsyncWrite + Unpin> TlsStream for Private<S> {
    fn channel_binding(&self) -> ChannelBinding {
        ChannelBinding::none()
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncRead for Private<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, to: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, to)
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Private<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, from: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, from)
    }
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }
    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};

    #[test]
    fn an_address_asks_as_for_other_programs() {
        let url = "postgres://a@db.test/b?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem&options=-csearch_path%3Dx";
        let (kept, roots) = taken_out(url);
        assert_eq!(kept, "postgres://a@db.test/b?sslmode=require&options=-csearch_path%3Dx");
        assert_eq!(roots.as_deref(), Some("/etc/ca.pem"));
        assert_eq!(taken_out("postgres://a@db.test/b"), ("postgres://a@db.test/b".to_owned(), None));
    }

    #[test]
    fn a_server_without_tls_is_refused_where_tls_is_asked() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut asked = [0; 8];
            stream.read_exact(&mut asked).unwrap();
            stream.write_all(b"N").unwrap();
            let mut rest = Vec::new();
            stream.read_to_end(&mut rest).unwrap();
            rest
        });
        let opened = crate::Db::open(&format!("postgres://ida:hush@127.0.0.1:{port}/b?sslmode=require"));
        assert!(opened.is_err_and(|error| error.kind() == Kind::Connection));
        assert!(heard.join().unwrap().is_empty(), "nothing is said in the open");
    }

    /// Where `scripts/with-postgres.sh` made a certificate for its server.
    #[test]
    fn a_server_is_spoken_to_where_its_certificate_holds() {
        let named = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let (Some(server), Some(roots)) =
            (named("BAILIWICK_TEST_POSTGRES"), named("BAILIWICK_TEST_POSTGRES_CERTIFICATE"))
        else {
            return;
        };
        let mark = if server.contains('?') { '&' } else { '?' };
        let open = |rest: &str| crate::Db::open(&format!("{server}{mark}sslmode=verify-full{rest}"));
        let db = open(&format!("&sslrootcert={roots}")).unwrap();
        let count = "select count(*) from pg_stat_ssl where ssl = $1 and pid = pg_backend_pid()";
        let private: i64 = db.read(|tx| tx.number(count, &[true.into()])).unwrap();
        assert_eq!(private, 1);
        assert!(open("").is_err_and(|error| error.kind() == Kind::Connection), "nobody vouches for it");
    }
}

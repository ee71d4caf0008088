//! Webhooks: a JSON document posted to an address, and the first part of what comes back.
//!
//! Redirects are not followed: whoever registered an address registered that one. One connection serves what is posted
//! in a row.

use crate::Trouble;
use crate::http;
use crate::reach::{Reach, Server};
use crate::trouble::said;
use std::io::Read;
use std::time::Duration;
use ureq::Agent;
use ureq::http::{Request, Uri};

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(15);
/// Bytes of an answer that are read, so that the connection can be used again,
const READ: u64 = 64 << 10;
/// and characters of it that are kept.
const KEPT: usize = 500;
/// Who posts.
const AGENT: &str = concat!("Bailiwick/", env!("CARGO_PKG_VERSION"));

/// An address that is posted to.
#[derive(Debug)]
pub struct Hook {
    agent: Agent,
    uri: Uri,
    server: Server,
}

/// What came back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answered {
    /// The status.
    pub status: u16,
    /// Seconds after which it asks to be tried again, where it does.
    pub retry_after: Option<i64>,
    /// The first part of its text.
    pub text: String,
}

fn parsed(url: &str) -> Result<(Uri, Server), Trouble> {
    let wrong = || Trouble::Address { address: said(url) };
    let uri: Uri = url.trim().parse().map_err(|_| wrong())?;
    let server = http::server(&uri).ok_or_else(wrong)?;
    Ok((uri, server))
}

impl Hook {
    /// An address, once its host was judged.
    ///
    /// # Errors
    /// An address that is none; a host that may not be reached.
    pub fn new(reach: &Reach, url: &str) -> Result<Hook, Trouble> {
        let (uri, server) = parsed(url)?;
        let reach = Reach { patience: PATIENCE.min(reach.patience), ..reach.clone() };
        let agent = http::agent(&reach, &server)?;
        Ok(Hook { agent, uri, server })
    }

    /// Whether an address may be posted to.
    ///
    /// # Errors
    /// As [`Hook::new`].
    pub fn judge(reach: &Reach, url: &str) -> Result<(), Trouble> {
        let (_, server) = parsed(url)?;
        reach.addresses(&server).map(drop)
    }

    /// Posts a document.
    ///
    /// # Errors
    /// What is in the way; an answer of whatever status is none.
    pub fn post(&self, headers: &[(&str, &str)], body: &str) -> Result<Answered, Trouble> {
        let mut request = Request::builder().method("POST").uri(self.uri.clone());
        request = request.header("Content-Type", "application/json").header("User-Agent", AGENT);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let broken = |detail: String| Trouble::Broken { detail: said(&detail) };
        let request = request.body(body.to_owned()).map_err(|e| broken(e.to_string()))?;
        let trouble = |error| http::trouble(error, &self.server.host, self.server.port);
        let mut answer = self.agent.run(request).map_err(trouble)?;
        let status = answer.status().as_u16();
        let retry_after =
            answer.headers().get("retry-after").and_then(|value| value.to_str().ok()?.trim().parse().ok());
        // Whoever says that it was taken has taken it, even where the rest of the answer is lost.
        let mut bytes = Vec::new();
        let _ = answer.body_mut().as_reader().take(READ).read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes);
        let text = text.chars().filter(|c| !c.is_control() || c.is_whitespace()).take(KEPT).collect();
        Ok(Answered { status, retry_after, text })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::net::TcpListener;

    /// A server that answers one request after the other over one connection, and what it was sent.
    fn answering(answers: &'static [&'static str]) -> (String, std::thread::JoinHandle<Vec<String>>) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}/in", listener.local_addr().expect("an address"));
        let serve = move || {
            let (mut stream, _) = listener.accept().expect("a connection");
            answers.iter().map(|answer| served(&mut stream, answer)).collect()
        };
        (address, std::thread::spawn(serve))
    }

    fn served(stream: &mut std::net::TcpStream, answer: &str) -> String {
        let (mut all, mut part) = (Vec::new(), [0_u8; 4096]);
        while !String::from_utf8_lossy(&all).ends_with('}') {
            let count = stream.read(&mut part).expect("read");
            all.extend_from_slice(&part[..count]);
        }
        stream.write_all(answer.as_bytes()).expect("written");
        String::from_utf8(all).expect("text")
    }

    fn open() -> Reach {
        Reach { inner: vec!["127.0.0.1".into()], ..Reach::default() }
    }

    #[test]
    fn what_is_posted_arrives_over_one_connection_and_the_answer_is_told() {
        let (url, served) = answering(&[
            "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 7\r\nContent-Length: 5\r\n\r\nlater",
            "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
        ]);
        let hook = Hook::new(&open(), &url).expect("reached");
        let first = hook.post(&[("webhook-id", "evt_1")], "{\"a\":1}").expect("an answer");
        assert_eq!(first, Answered { status: 503, retry_after: Some(7), text: "later".into() });
        assert_eq!(hook.post(&[], "{}").expect("an answer").status, 302);
        let sent = served.join().expect("served");
        assert!(sent[0].to_lowercase().contains("webhook-id: evt_1") && sent[0].ends_with("{\"a\":1}"));
        assert!(sent[0].starts_with("POST /in HTTP/1.1") && sent[1].to_lowercase().contains("application/json"));
    }

    #[test]
    fn inner_networks_and_the_open_are_refused_unless_named() {
        for url in ["https://127.0.0.1/", "https://10.0.0.1:8443/x", "http://[::1]/", "https://169.254.169.254/latest"]
        {
            assert!(matches!(Hook::judge(&Reach::default(), url), Err(Trouble::HostInner { .. })), "{url}");
            assert!(Hook::new(&Reach::default(), url).is_err());
        }
        assert!(matches!(Hook::judge(&Reach::default(), "http://8.8.8.8/"), Err(Trouble::Untrusted { .. })));
        assert!(matches!(Hook::judge(&Reach::default(), "file:///etc/passwd"), Err(Trouble::Address { .. })));
        assert_eq!(Hook::judge(&open(), "http://127.0.0.1:9/"), Ok(()));
    }

    #[test]
    fn a_server_that_is_not_there_is_trouble() {
        let closed = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
        let hook = Hook::new(&open(), &format!("http://{closed}/")).expect("judged");
        assert!(matches!(hook.post(&[], "{}"), Err(Trouble::NoAnswer { .. })));
    }
}

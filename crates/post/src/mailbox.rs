//! Reading somebody's mailbox over IMAP: folders are opened for reading only, contents are peeked at, so nothing is ever
//! marked as read, moved or deleted. The one thing written is a copy of what was sent, into the folder for that.

use crate::Trouble;
use crate::reach::{Line, Login, Reach, Security, Server};
use crate::trouble::said;
use imap::types::Flag;
use imap::{Client, Error, Session};
use imap_proto::NameAttribute;
use std::io::{Read, Write};
use std::net::TcpStream;

/// Headers that are fetched at once.
const AT_ONCE: usize = 200;
/// The largest message that is fetched whole; of larger ones the beginning.
const MOST_BYTES: u32 = 20 << 20;
/// How much of a larger one.
const BEGINNING: u32 = 1 << 20;

/// Lines and bytes of one that a server says before TLS, at most.
const MOST_LINES: usize = 20;
const LONGEST_LINE: usize = 2000;

/// A mailbox, signed in to.
pub struct Inbox {
    session: Session<Box<dyn Line>>,
}

impl std::fmt::Debug for Inbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inbox").finish_non_exhaustive()
    }
}

/// Folders that are read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Folders {
    /// What comes in.
    pub inbox: String,
    /// What went out, where the server has a folder for it.
    pub sent: Option<String>,
}

/// How far a folder was read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    /// Which numbering its messages have; where it is another, the old numbers mean nothing.
    pub validity: u32,
    /// The number that the next message gets.
    pub next: u32,
}

/// A folder that was opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Folder {
    /// How it stands.
    pub standing: Standing,
    /// How many messages it has.
    pub exists: u32,
}

/// The headers of one message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Envelope {
    /// Its number.
    pub uid: u32,
    /// Its size in bytes.
    pub bytes: u32,
    /// When it came: milliseconds since 1970, UTC.
    pub at: Option<i64>,
    /// Its headers.
    pub headers: Vec<u8>,
}

impl Inbox {
    /// Signs in.
    ///
    /// # Errors
    /// What is in the way.
    pub fn open(reach: &Reach, server: &Server, login: &Login) -> Result<Inbox, Trouble> {
        let stream = reach.connect(server)?;
        let mut client = match server.security {
            Security::Tls => greeted(reach.private(server, stream)?)?,
            Security::Plain => greeted(Box::new(stream))?,
            Security::StartTls => Client::new(reach.private(server, upgraded(server, stream)?)?),
        };
        let _ = client.capabilities();
        let session = client.login(&login.name, &login.password).map_err(|(error, _)| match trouble(&error) {
            Trouble::Refused { said } => Trouble::LoginRefused { said },
            other => other,
        })?;
        Ok(Inbox { session })
    }

    /// The folders to be read.
    ///
    /// # Errors
    /// What is in the way.
    pub fn folders(&mut self) -> Result<Folders, Trouble> {
        let names = self.session.list(Some(""), Some("*")).map_err(|e| trouble(&e))?;
        let mut found = Folders { inbox: "INBOX".to_owned(), sent: None };
        let mut likely = None;
        for name in names.iter() {
            if name.attributes().contains(&NameAttribute::Sent) {
                found.sent = Some(name.name().to_owned());
            }
            let last = name.name().rsplit(['/', '.']).next().unwrap_or_default().to_lowercase();
            if matches!(last.as_str(), "sent" | "sent items" | "sent messages" | "sent mail") {
                likely = Some(name.name().to_owned());
            }
        }
        found.sent = found.sent.or(likely);
        Ok(found)
    }

    /// Opens a folder for reading only.
    ///
    /// # Errors
    /// What is in the way.
    pub fn look_into(&mut self, folder: &str) -> Result<Folder, Trouble> {
        let opened = self.session.examine(folder).map_err(|e| trouble(&e))?;
        let standing =
            Standing { validity: opened.uid_validity.unwrap_or_default(), next: opened.uid_next.unwrap_or_default() };
        Ok(Folder { standing, exists: opened.exists })
    }

    /// Numbers of messages in the open folder that came since a day (`01-Feb-2026`), in order.
    ///
    /// # Errors
    /// What is in the way.
    pub fn since(&mut self, day: &str) -> Result<Vec<u32>, Trouble> {
        self.search(&format!("SINCE {day}"))
    }

    /// Numbers of messages in the open folder from one on, in order.
    ///
    /// # Errors
    /// What is in the way.
    pub fn from(&mut self, uid: u32) -> Result<Vec<u32>, Trouble> {
        // A range whose end is lower than its beginning names the last message all the same.
        Ok(self.search(&format!("UID {uid}:*"))?.into_iter().filter(|found| *found >= uid).collect())
    }

    /// Numbers of messages in the open folder with an id.
    ///
    /// # Errors
    /// What is in the way.
    pub fn with_id(&mut self, message_id: &str) -> Result<Vec<u32>, Trouble> {
        let quoted = message_id.replace(['"', '\\', '\r', '\n'], "");
        self.search(&format!("HEADER Message-ID \"<{quoted}>\""))
    }

    fn search(&mut self, query: &str) -> Result<Vec<u32>, Trouble> {
        let mut found: Vec<u32> = self.session.uid_search(query).map_err(|e| trouble(&e))?.into_iter().collect();
        found.sort_unstable();
        Ok(found)
    }

    /// Headers of messages in the open folder. What is gone in the meantime is left out.
    ///
    /// # Errors
    /// What is in the way.
    pub fn envelopes(&mut self, uids: &[u32]) -> Result<Vec<Envelope>, Trouble> {
        let mut found = Vec::with_capacity(uids.len());
        for part in uids.chunks(AT_ONCE) {
            let set = part.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
            let query = "(UID RFC822.SIZE INTERNALDATE BODY.PEEK[HEADER])";
            let fetched = self.session.uid_fetch(set, query).map_err(|e| trouble(&e))?;
            found.extend(fetched.iter().filter_map(|one| {
                Some(Envelope {
                    uid: one.uid?,
                    bytes: one.size.unwrap_or_default(),
                    at: one.internal_date().map(|at| at.timestamp_millis()),
                    headers: one.header()?.to_vec(),
                })
            }));
        }
        found.sort_by_key(|envelope| envelope.uid);
        Ok(found)
    }

    /// One message of the open folder; none where it is gone.
    ///
    /// # Errors
    /// What is in the way.
    pub fn whole(&mut self, envelope: &Envelope) -> Result<Option<Vec<u8>>, Trouble> {
        let query = match envelope.bytes {
            ..=MOST_BYTES => "(UID BODY.PEEK[])".to_owned(),
            _ => format!("(UID BODY.PEEK[]<0.{BEGINNING}>)"),
        };
        let fetched = self.session.uid_fetch(envelope.uid.to_string(), query).map_err(|e| trouble(&e))?;
        Ok(fetched.iter().find(|one| one.uid == Some(envelope.uid)).and_then(|one| Some(one.body()?.to_vec())))
    }

    /// Puts a copy of what was sent into a folder, as read.
    ///
    /// # Errors
    /// What is in the way.
    pub fn file(&mut self, folder: &str, content: &[u8]) -> Result<(), Trouble> {
        self.session.append(folder, content).flag(Flag::Seen).finish().map(drop).map_err(|e| trouble(&e))
    }

    /// Says good-bye.
    pub fn close(mut self) {
        let _ = self.session.logout();
    }
}

/// Asks for TLS. Read byte by byte, so that nothing said before TLS is taken for something said in it.
fn upgraded(server: &Server, mut stream: TcpStream) -> Result<TcpStream, Trouble> {
    line(&mut stream)?;
    stream.write_all(b"s STARTTLS\r\n").map_err(|e| Trouble::Broken { detail: said(&e.to_string()) })?;
    for _ in 0..MOST_LINES {
        let answer = line(&mut stream)?;
        if answer.starts_with("s OK") {
            return Ok(stream);
        }
        if answer.starts_with("s ") {
            return Err(Trouble::Untrusted { host: server.host.clone(), detail: said(&answer) });
        }
    }
    Err(Trouble::Broken { detail: "STARTTLS".to_owned() })
}

fn line(stream: &mut TcpStream) -> Result<String, Trouble> {
    let (mut line, mut byte) = (Vec::new(), [0_u8]);
    while line.len() < LONGEST_LINE && line.last() != Some(&b'\n') {
        stream.read_exact(&mut byte).map_err(|e| Trouble::Broken { detail: said(&e.to_string()) })?;
        line.extend(byte);
    }
    Ok(String::from_utf8_lossy(&line).into_owned())
}

fn greeted(line: Box<dyn Line>) -> Result<Client<Box<dyn Line>>, Trouble> {
    let mut client = Client::new(line);
    client.read_greeting().map_err(|e| trouble(&e))?;
    Ok(client)
}

fn trouble(error: &Error) -> Trouble {
    match error {
        Error::No(no) => Trouble::Refused { said: said(&no.information) },
        Error::Bad(bad) => Trouble::Refused { said: said(&bad.information) },
        Error::Bye(bye) => Trouble::Later { said: said(&bye.information) },
        other => Trouble::Broken { detail: said(&other.to_string()) },
    }
}

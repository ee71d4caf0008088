//! Writing a message: plain text, with the headers that let an answer be put to it.

use crate::Trouble;
use lettre::message::header::{ContentTransferEncoding, ContentType};
use lettre::message::{Mailbox as Named, SinglePart, header};
use lettre::{Address, Message};
use std::time::{Duration, SystemTime};

/// Whom a message names.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Mailbox {
    /// The name; may be empty.
    pub name: String,
    /// The address.
    pub address: String,
}

/// A message to be written.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Its id, without brackets.
    pub message_id: String,
    /// Who writes.
    pub from: Mailbox,
    /// To whom.
    pub to: Vec<Mailbox>,
    /// Who gets a copy.
    pub cc: Vec<Mailbox>,
    /// What about.
    pub subject: String,
    /// The text.
    pub text: String,
    /// Ids of the messages it answers, the oldest first.
    pub references: Vec<String>,
    /// Whether no human wrote it: machines do not answer such mail.
    pub is_automatic: bool,
    /// When: milliseconds since 1970, UTC.
    pub at: i64,
}

/// Whether a text is an address that mail can be sent to.
pub fn is_address(text: &str) -> bool {
    text.parse::<Address>().is_ok()
}

/// The id of a new message: a unique word at the domain of whoever writes.
pub fn message_id(unique: &str, from: &str) -> String {
    let domain = from.rsplit_once('@').map_or("localhost", |(_, domain)| domain);
    format!("{unique}@{domain}")
}

/// The message as bytes.
///
/// # Errors
/// [`Trouble::Address`].
pub fn written(draft: &Draft) -> Result<Vec<u8>, Trouble> {
    let at = SystemTime::UNIX_EPOCH + Duration::from_millis(draft.at.max(0).unsigned_abs());
    let mut builder = Message::builder()
        .from(named(&draft.from)?)
        .subject(one_line(&draft.subject))
        .date(at)
        .message_id(Some(format!("<{}>", draft.message_id)));
    for to in &draft.to {
        builder = builder.to(named(to)?);
    }
    for cc in &draft.cc {
        builder = builder.cc(named(cc)?);
    }
    if let Some(last) = draft.references.last() {
        builder = builder.in_reply_to(format!("<{last}>"));
        let all: Vec<String> = draft.references.iter().map(|id| format!("<{id}>")).collect();
        builder = builder.references(all.join(" "));
    }
    if draft.is_automatic {
        builder = builder.raw_header(header::HeaderValue::new(
            header::HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ));
    }
    let part = SinglePart::builder()
        .header(ContentType::TEXT_PLAIN)
        .header(ContentTransferEncoding::QuotedPrintable)
        .body(draft.text.replace("\r\n", "\n").replace('\n', "\r\n"));
    let broken = |error: lettre::error::Error| Trouble::Address { address: error.to_string() };
    Ok(builder.singlepart(part).map_err(broken)?.formatted())
}

fn named(mailbox: &Mailbox) -> Result<Named, Trouble> {
    let address = mailbox.address.parse().map_err(|_| Trouble::Address { address: mailbox.address.clone() })?;
    let name = one_line(&mailbox.name);
    Ok(Named::new(Some(name).filter(|name| !name.is_empty()), address))
}

/// A header has one line, so that nobody can write another into it.
fn one_line(text: &str) -> String {
    text.split(['\r', '\n']).map(str::trim).collect::<Vec<_>>().join(" ").chars().filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(subject: &str, text: &str) -> Draft {
        let mailbox = |name: &str, address: &str| Mailbox { name: name.into(), address: address.into() };
        Draft {
            message_id: "1@fjord.test".into(),
            from: mailbox("Ida Nær", "ida@fjord.test"),
            to: vec![mailbox("李", "li@kunde.test")],
            subject: subject.into(),
            text: text.into(),
            references: vec!["a@kunde.test".into(), "b@kunde.test".into()],
            at: 1_514_721_600_000,
            ..Draft::default()
        }
    }

    #[test]
    fn what_is_written_reads_back() {
        let bytes = written(&draft("Tilbud på ærfugl 价格", "Hei,\n.\nså\n从")).expect("a message");
        let read = crate::read(&bytes).expect("it reads");
        assert_eq!(read.message_id, "1@fjord.test");
        assert_eq!(read.subject, "Tilbud på ærfugl 价格");
        assert_eq!(read.text.trim_end(), "Hei,\n.\nså\n从");
        assert_eq!(read.references, ["a@kunde.test", "b@kunde.test"]);
        assert_eq!((read.from.name.as_str(), read.from.address.as_str()), ("Ida Nær", "ida@fjord.test"));
        assert_eq!(read.to.first().map(|m| (m.name.as_str(), m.address.as_str())), Some(("李", "li@kunde.test")));
        assert_eq!(read.at, Some(1_514_721_600_000));
    }

    #[test]
    fn a_subject_writes_no_header() {
        let bytes = written(&draft("Hei\r\nBcc: spy@evil.test", "x")).expect("a message");
        let text = String::from_utf8(bytes).expect("text");
        assert!(!text.lines().any(|line| line.to_lowercase().starts_with("bcc:")), "{text}");
    }
}

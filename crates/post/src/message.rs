//! Reading a message: who, whom, what about, its text, and which messages it answers.
//!
//! A message is whatever somebody sent: nothing of it is trusted, and what does not read is left empty. HTML becomes
//! text; pictures and files stay where they are, only their names and sizes are told.

use crate::compose::Mailbox;
use mail_parser::{Address, HeaderValue, MessageParser, MimeHeaders};

/// Characters of a text that are kept.
const MOST_TEXT: usize = 100_000;
/// Attachments that are listed.
const MOST_FILES: usize = 50;
/// Messages that one names as those it answers.
const MOST_REFERENCES: usize = 100;
/// Longest id that is taken.
const LONGEST_ID: usize = 400;

/// A file that came with a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attachment {
    /// Its name; may be empty.
    pub name: String,
    /// Its kind, as `application/pdf`.
    pub kind: String,
    /// Its size in bytes.
    pub bytes: u64,
}

/// A message.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Message {
    /// Its id, without brackets; may be empty.
    pub message_id: String,
    /// Who wrote it.
    pub from: Mailbox,
    /// To whom.
    pub to: Vec<Mailbox>,
    /// Who got copies.
    pub cc: Vec<Mailbox>,
    /// What about.
    pub subject: String,
    /// When, as its writer says: milliseconds since 1970, UTC.
    pub at: Option<i64>,
    /// Ids of the messages it answers, the oldest first.
    pub references: Vec<String>,
    /// Whether a machine wrote it: lists, replies while away, reports.
    pub is_automatic: bool,
    /// The text.
    pub text: String,
    /// Files.
    pub attachments: Vec<Attachment>,
}

/// A message from its bytes; none where they are no message.
pub fn read(bytes: &[u8]) -> Option<Message> {
    let parsed = MessageParser::default().parse(bytes)?;
    let mut message = heads(&parsed);
    message.text = text(&parsed);
    let file = |part: &mail_parser::MessagePart<'_>| Attachment {
        name: clean(part.attachment_name().unwrap_or_default(), 200),
        kind: part.content_type().map_or_else(String::new, |kind| {
            clean(&format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()), 100)
        }),
        bytes: u64::try_from(part.contents().len()).unwrap_or(u64::MAX),
    };
    message.attachments = parsed.attachments().take(MOST_FILES).map(file).collect();
    Some(message)
}

/// A message from its headers alone.
pub fn headers(bytes: &[u8]) -> Option<Message> {
    MessageParser::default().parse_headers(bytes).map(|parsed| heads(&parsed))
}

fn heads(parsed: &mail_parser::Message<'_>) -> Message {
    let mut references = ids(parsed.references());
    for answered in ids(parsed.in_reply_to()) {
        if !references.contains(&answered) {
            references.push(answered);
        }
    }
    let from = boxes(parsed.from()).into_iter().next().or_else(|| boxes(parsed.sender()).into_iter().next());
    Message {
        message_id: parsed.message_id().and_then(id).unwrap_or_default(),
        from: from.unwrap_or_default(),
        to: boxes(parsed.to()),
        cc: boxes(parsed.cc()),
        subject: clean(parsed.subject().unwrap_or_default(), 500),
        at: parsed.date().map(|date| date.to_timestamp().saturating_mul(1000)),
        references,
        is_automatic: is_automatic(parsed),
        ..Message::default()
    }
}

fn is_automatic(parsed: &mail_parser::Message<'_>) -> bool {
    let word = |name: &'static str| parsed.header_raw(name).unwrap_or_default().trim().to_lowercase();
    let submitted = word("Auto-Submitted");
    let is_answer = !submitted.is_empty() && submitted != "no";
    let is_bulk = matches!(word("Precedence").as_str(), "bulk" | "list" | "junk" | "auto_reply");
    is_answer || is_bulk || !word("List-Id").is_empty() || word("Return-Path") == "<>"
}

fn text(parsed: &mail_parser::Message<'_>) -> String {
    let mut text = String::new();
    for at in 0..parsed.text_body_count() {
        let Some(part) = parsed.body_text(at) else { continue };
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&part);
        if text.len() > MOST_TEXT * 4 {
            break;
        }
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).take(MOST_TEXT);
    squeezed(&kept.collect::<String>())
}

/// No more than one empty line in a row.
fn squeezed(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        if line.is_empty() && lines.last().is_none_or(|last| last.is_empty()) {
            continue;
        }
        lines.push(line);
    }
    lines.join("\n").trim_end().to_owned()
}

fn boxes(address: Option<&Address<'_>>) -> Vec<Mailbox> {
    let mailbox = |addr: &mail_parser::Addr<'_>| {
        let address = clean(addr.address()?, 320);
        address.contains('@').then(|| Mailbox { name: clean(addr.name().unwrap_or_default(), 200), address })
    };
    address.map(|all| all.iter().filter_map(mailbox).collect()).unwrap_or_default()
}

fn ids(value: &HeaderValue<'_>) -> Vec<String> {
    let all: Vec<String> = match value {
        HeaderValue::Text(text) => id(text).into_iter().collect(),
        HeaderValue::TextList(texts) => texts.iter().filter_map(|text| id(text)).collect(),
        _ => Vec::new(),
    };
    // Of too many the first, which began it, and the last ones count.
    match all.len().checked_sub(MOST_REFERENCES) {
        Some(over) if over > 0 => all.iter().take(1).chain(all.iter().skip(over + 1)).cloned().collect(),
        _ => all,
    }
}

fn id(text: &str) -> Option<String> {
    let bare = clean(text.trim().trim_start_matches('<').trim_end_matches('>'), LONGEST_ID);
    (!bare.is_empty() && !bare.contains(char::is_whitespace)).then_some(bare)
}

/// On one line, without what is no writing, and not too long.
fn clean(text: &str, most: usize) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(most).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn html_becomes_text() {
        let raw = b"From: A <a@x.test>\r\nTo: b@y.test\r\nSubject: Hi\r\nMessage-ID: <m@x.test>\r\nMIME-Version: 1.0\r\n\
            Content-Type: text/html; charset=utf-8\r\n\r\n<p>Hello <b>you</b></p><script>alert(1)</script><img src=x onerror=alert(2)>";
        let read = read(raw).expect("a message");
        assert!(read.text.contains("Hello you"), "{:?}", read.text);
        assert!(!read.text.contains('<') && !read.text.contains("alert"), "{:?}", read.text);
    }

    #[test]
    fn files_are_told_by_name_and_size() {
        let raw = b"From: a@x.test\r\nTo: b@y.test\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n\
            --q\r\nContent-Type: text/plain\r\n\r\nSee file\r\n--q\r\nContent-Type: application/pdf\r\n\
            Content-Disposition: attachment; filename=\"offer.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--q--\r\n";
        let read = read(raw).expect("a message");
        assert_eq!(read.text, "See file");
        let file = Attachment { name: "offer.pdf".into(), kind: "application/pdf".into(), bytes: 3 };
        assert_eq!(read.attachments, [file]);
    }

    #[test]
    fn machines_are_known() {
        let of = |line: &str| headers(format!("From: a@x.test\r\n{line}\r\n\r\n").as_bytes()).map(|m| m.is_automatic);
        assert_eq!(of("Auto-Submitted: auto-replied"), Some(true));
        assert_eq!(of("List-Id: <news.x.test>"), Some(true));
        assert_eq!(of("Auto-Submitted: no"), Some(false));
    }

    proptest! {
        #[test]
        fn nothing_breaks_it(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            if let Some(message) = read(&bytes) {
                prop_assert!(!message.subject.contains('\n'));
                prop_assert!(!message.message_id.contains(char::is_whitespace));
            }
        }
    }
}

//! Files that address books write: cards become rows of contacts, so that they go the way of every import.
//!
//! A card's UID is the id it has elsewhere, so the same file twice changes nothing. What the file says wrongly is a
//! warning with its line; a card that cannot be a contact comes back like any row.

use cards::{Card, Labelled};
use domain::Refusal;

/// Rows that were read, and what is to be known of them.
pub(super) struct Exchanged {
    pub table: sheet::Table,
    pub warnings: Vec<(u64, Refusal)>,
}

/// Our columns, by the names that contacts are recognised by.
const COLUMNS: [&str; 10] =
    ["id", "name", "first name", "last name", "title", "company", "email", "phone", "mobile", "description"];

/// Kinds of numbers that nobody calls.
const NO_VOICE: [&str; 2] = ["fax", "pager"];

/// Reads a file of cards; none where it is another kind of file.
pub(super) fn read(name: &str, bytes: &[u8]) -> Option<Result<Exchanged, Refusal>> {
    let is_named =
        name.rsplit('.').next().is_some_and(|ending| ["vcf", "vcard"].contains(&ending.to_lowercase().as_str()));
    if !is_named && !begins(bytes) {
        return None;
    }
    let fault = |e: cards::ReadError| told(Refusal::new(e.code()).at(name), e.args());
    Some(cards::read(bytes).map_err(fault).and_then(|file| exchanged(name, file)))
}

/// Whether the first words of a file open a card, in UTF-8 or ASCII.
fn begins(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    bytes.get(..11).is_some_and(|first| first.eq_ignore_ascii_case(b"BEGIN:VCARD"))
}

fn told(refusal: Refusal, args: Vec<(&'static str, String)>) -> Refusal {
    args.into_iter().fold(refusal, |refusal, (name, value)| refusal.with(name, value))
}

fn exchanged(name: &str, file: cards::File) -> Result<Exchanged, Refusal> {
    if file.cards.is_empty() {
        return Err(Refusal::new("cards-nothing-inside").at(name));
    }
    let warnings = file.findings.iter().map(|f| (f.line, told(Refusal::new(f.kind.code()), f.kind.args()))).collect();
    let rows = file.cards.into_iter().map(|found| (found.line, row(&found.item)));
    let unread =
        |e: sheet::ReadError| Refusal::new("refusal-file-unreadable").at(name).with("file", name).with("detail", e);
    Ok(Exchanged { table: sheet::Table::made(&COLUMNS, rows).map_err(unread)?, warnings })
}

fn row(card: &Card) -> Vec<String> {
    let is_cell = |p: &&Labelled| p.is("cell") || p.is("iphone") || p.is("mobile");
    let mobile = card.phones.iter().filter(is_cell).min_by_key(|p| p.preference.unwrap_or(u8::MAX));
    let is_voice = |p: &&Labelled| !is_cell(p) && !NO_VOICE.iter().any(|kind| p.is(kind));
    // Of several, the number at work before that at home.
    let phone = card.phones.iter().filter(is_voice).min_by_key(|p| (!p.is("work"), p.preference.unwrap_or(u8::MAX)));
    let given = [card.given.trim(), card.additional.trim()].into_iter().filter(|n| !n.is_empty());
    let value = |found: Option<&Labelled>| found.map(|l| l.value.clone()).unwrap_or_default();
    vec![
        card.uid.clone(),
        card.name.trim().to_owned(),
        given.collect::<Vec<_>>().join(" "),
        card.family.trim().to_owned(),
        card.title.trim().to_owned(),
        card.organisation.trim().to_owned(),
        value(Card::preferred(&card.emails)),
        value(phone),
        value(mobile),
        card.note.trim().to_owned(),
    ]
}

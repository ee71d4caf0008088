//! Where a page begins: the sort value and id of the row next to it. Opaque to callers, checked when read.

use super::kind::Holds;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use db::Value;
use domain::Refusal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A place between two rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Cursor {
    /// The order it was made for.
    #[serde(rename = "s")]
    pub sort: String,
    /// The sort value of the row before (after, where backward).
    #[serde(rename = "v")]
    pub key: Key,
    /// Its id.
    #[serde(rename = "i")]
    pub id: Uuid,
    /// Whether the page lies before the row.
    #[serde(rename = "b")]
    pub backward: bool,
}

/// A sort value.
#[derive(Clone, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Key {
    /// None: stands last.
    Missing,
    /// A number, an instant.
    Int(i64),
    /// A day, or a collation key in hexadecimal digits.
    Text(String),
}

impl Cursor {
    pub(super) fn write(&self) -> String {
        BASE64.encode(serde_json::to_vec(self).unwrap_or_default())
    }
    /// Reads a cursor made for this order.
    pub(super) fn read(text: &str, sort: &str) -> Result<Cursor, Refusal> {
        let bytes = BASE64.decode(text).ok();
        let cursor: Option<Cursor> = bytes.and_then(|b| serde_json::from_slice(&b).ok());
        cursor.filter(|c| c.sort == sort).ok_or_else(|| Refusal::new("refusal-cursor-stale").at("cursor"))
    }
}

impl Key {
    /// Reads the next column.
    pub(super) fn read(row: &db::Row<'_>, holds: Holds) -> Result<Key, db::Error> {
        Ok(match holds {
            Holds::Bytes => row.next::<Option<Vec<u8>>>()?.map_or(Key::Missing, |b| Key::Text(hex(&b))),
            Holds::Int => row.next::<Option<i64>>()?.map_or(Key::Missing, Key::Int),
            Holds::Text => row.next::<Option<String>>()?.map_or(Key::Missing, Key::Text),
        })
    }
    /// As an argument; none where it does not hold what the column holds.
    pub(super) fn value(&self, holds: Holds) -> Option<Value> {
        match (self, holds) {
            (Key::Int(n), Holds::Int) => Some(Value::Int(*n)),
            (Key::Text(text), Holds::Text) => Some(Value::Text(text.clone())),
            (Key::Text(text), Holds::Bytes) => unhex(text).map(Value::Bytes),
            _ => None,
        }
    }
}

/// Hexadecimal digits, which order as the bytes do.
pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text.chars().map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect();
    let digits = digits.filter(|d| d.len() % 2 == 0)?;
    Some(digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_for_its_own_order_only() {
        let cursor = Cursor { sort: "-amount".into(), key: Key::Int(7), id: Uuid::from_u128(3), backward: false };
        let text = cursor.write();
        assert_eq!(Cursor::read(&text, "-amount"), Ok(cursor));
        assert!(Cursor::read(&text, "amount").is_err());
        assert!(Cursor::read("nonsense", "amount").is_err());
        assert_eq!(unhex(&hex(&[0, 17, 255])), Some(vec![0, 17, 255]));
        assert_eq!(unhex("é1"), None);
    }
}

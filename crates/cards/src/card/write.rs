//! A card as text.

use super::{Address, Birthday, Card, Labelled, Version};
use crate::property::{Param, Property};
use crate::value;

pub(super) fn card(card: &Card, version: Version) -> String {
    let mut out = String::new();
    for property in properties(card, version) {
        property.write(&mut out);
    }
    out
}

fn properties(card: &Card, version: Version) -> Vec<Property> {
    let number = match version {
        Version::V3 => "3.0",
        Version::V4 => "4.0",
    };
    let mut list = vec![Property::new("BEGIN", "VCARD"), Property::new("VERSION", number)];
    list.push(Property::text("FN", &card.name));
    let name = [&card.family, &card.given, &card.additional, &card.prefix, &card.suffix];
    list.push(Property::new("N", value::join(name.map(String::as_str))));
    let texts = [("UID", &card.uid), ("TITLE", &card.title), ("NOTE", &card.note)];
    list.extend(texts.into_iter().filter(|(_, t)| !t.is_empty()).map(|(name, text)| Property::text(name, text)));
    if !card.organisation.is_empty() || !card.units.is_empty() {
        let parts = std::iter::once(&card.organisation).chain(&card.units);
        list.push(Property::new("ORG", value::join(parts.map(String::as_str))));
    }
    let lists = [("EMAIL", &card.emails), ("TEL", &card.phones), ("URL", &card.urls)];
    for (name, values) in lists {
        list.extend(values.iter().map(|v| labelled(name, v, value::escape(&v.value), version)));
    }
    list.extend(card.addresses.iter().map(|a| labelled("ADR", &a.label, address(a), version)));
    list.extend(card.birthday.map(|b| Property::new("BDAY", b.text(version))));
    list.extend(card.rest.iter().map(|p| embedded(p, version)));
    list.push(Property::new("END", "VCARD"));
    list
}

fn labelled(name: &str, label: &Labelled, value: String, version: Version) -> Property {
    let mut types = label.types.clone();
    let mut params = label.params.clone();
    match (label.preference, version) {
        (Some(1), Version::V3) => types.push("pref".to_owned()),
        (Some(n), _) => params.push(Param { name: "PREF".to_owned(), values: vec![n.to_string()] }),
        (None, _) => {}
    }
    if !types.is_empty() {
        params.insert(0, Param { name: "TYPE".to_owned(), values: types });
    }
    Property { group: label.group.clone(), params, ..Property::new(name, value) }
}

fn address(a: &Address) -> String {
    let parts = [&a.box_number, &a.extended, &a.street, &a.place, &a.region, &a.code, &a.country];
    value::join(parts.map(String::as_str))
}

/// Version 4.0 has no base64 values, but addresses that hold their data.
fn embedded(property: &Property, version: Version) -> Property {
    let family = match property.name.as_str() {
        "PHOTO" | "LOGO" => "image",
        "SOUND" => "audio",
        "KEY" => "application",
        _ => return property.clone(),
    };
    // The exact shape that reading gives back; any other stays as it is.
    let [encoding, kind, others @ ..] = property.params.as_slice() else { return property.clone() };
    let coded = encoding.name == "ENCODING" && encoding.values == ["b"] && kind.name == "TYPE";
    let plain = |k: &String| k.bytes().all(|b| b.is_ascii_alphanumeric() || b"-+.".contains(&b));
    let typed = others.iter().any(|p| p.name == "VALUE" || p.name == "MEDIATYPE");
    match kind.values.as_slice() {
        [kind] if coded && version == Version::V4 && plain(kind) && !typed => {
            let value = format!("data:{family}/{kind};base64,{}", property.value);
            Property { params: others.to_vec(), value, ..property.clone() }
        }
        _ => property.clone(),
    }
}

impl Birthday {
    /// 3.0 writes days with hyphens, 4.0 without.
    fn text(self, version: Version) -> String {
        let hyphen = if version == Version::V3 { "-" } else { "" };
        let day = format!("{:02}{hyphen}{:02}", self.month, self.day);
        self.year.map_or_else(|| format!("--{day}"), |year| format!("{year:04}{hyphen}{day}"))
    }
}

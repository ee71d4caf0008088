//! A card from its component.

use std::collections::BTreeSet;

use super::{Address, Birthday, Card, Labelled};
use crate::component::Component;
use crate::finding::{FindingKind, Findings};
use crate::property::{Param, Property};
use crate::value;

/// Reads a card; everything that has no field, and second values of what has room for one, goes to the rest.
pub(crate) fn card(component: Component, findings: &mut Findings) -> Card {
    let mut reader = Reader { card: Card::default(), seen: Vec::new(), findings };
    let line = component.line;
    for property in component.properties {
        reader.take(property);
    }
    if !component.components.is_empty() {
        reader.card.rest.retain(|p| p.name != "AGENT" || !p.value.is_empty());
    }
    for inner in component.components {
        // vCard 2.1 puts an agent's card inside; later versions write it as a text.
        let mut text = String::new();
        inner.write(&mut text);
        let agent = Property::text("AGENT", &text.replace("\r\n", "\n"));
        reader.card.rest.push(agent);
    }
    reader.finish(line)
}

struct Reader<'a> {
    card: Card,
    seen: Vec<&'static str>,
    findings: &'a mut Findings,
}

impl Reader<'_> {
    fn take(&mut self, property: Property) {
        let kept = match property.name.as_str() {
            "VERSION" => true,
            "UID" => self.once("UID", &property, |card, text| card.uid = text.trim().to_owned()),
            "FN" => self.once("FN", &property, |card, text| card.name = text),
            "TITLE" => self.once("TITLE", &property, |card, text| card.title = text),
            "NOTE" => self.once("NOTE", &property, |card, text| card.note = text),
            "N" => self.first("N") && self.name(&property),
            "ORG" => self.first("ORG") && self.organisation(&property),
            "BDAY" => self.first("BDAY") && self.birthday(&property),
            "EMAIL" => labelled(&property, email(&property)).is_some_and(|l| push(&mut self.card.emails, l)),
            "TEL" => labelled(&property, phone(&property)).is_some_and(|l| push(&mut self.card.phones, l)),
            "URL" => labelled(&property, url(&property)).is_some_and(|l| push(&mut self.card.urls, l)),
            "ADR" => push(&mut self.card.addresses, address(&property)),
            _ => false,
        };
        if !kept {
            self.card.rest.push(embedded(property));
        }
    }

    /// Whether nothing of the name was taken yet.
    fn first(&mut self, name: &'static str) -> bool {
        !self.seen.contains(&name)
    }

    fn once(&mut self, name: &'static str, property: &Property, set: impl FnOnce(&mut Card, String)) -> bool {
        if !self.first(name) {
            return false;
        }
        // An empty one says nothing, so a second may still speak.
        if !property.value.trim().is_empty() {
            self.seen.push(name);
            set(&mut self.card, property.as_text());
        }
        true
    }

    fn name(&mut self, property: &Property) -> bool {
        self.seen.push("N");
        let mut parts = value::parts(&property.value).into_iter();
        let mut next = || parts.next().unwrap_or_default();
        let card = &mut self.card;
        [card.family, card.given, card.additional, card.prefix, card.suffix] = [next(), next(), next(), next(), next()];
        true
    }

    fn organisation(&mut self, property: &Property) -> bool {
        let mut parts = value::parts(&property.value);
        if parts.iter().any(|p| !p.is_empty()) {
            self.seen.push("ORG");
        }
        self.card.organisation = parts.remove(0);
        while parts.last().is_some_and(String::is_empty) {
            parts.pop();
        }
        self.card.units = parts;
        true
    }

    fn birthday(&mut self, property: &Property) -> bool {
        if property.param("VALUE").is_some_and(|v| v.eq_ignore_ascii_case("text")) {
            return false;
        }
        match Birthday::read(&property.value) {
            Some(day) => {
                self.seen.push("BDAY");
                self.card.birthday = Some(day);
                true
            }
            None => {
                self.findings.odd_value(property.line, "BDAY", &property.value);
                false
            }
        }
    }

    fn finish(mut self, line: u64) -> Card {
        let card = &mut self.card;
        if card.name.trim().is_empty() {
            card.name = derived_name(card);
            let kind = if card.name.is_empty() { FindingKind::NameMissing } else { FindingKind::NameDerived };
            self.findings.add(line, kind);
        }
        self.card
    }
}

/// A name from what else the card holds.
fn derived_name(card: &Card) -> String {
    let parts = [&card.prefix, &card.given, &card.additional, &card.family, &card.suffix];
    let spoken: Vec<&str> = parts.into_iter().map(|p| p.trim()).filter(|p| !p.is_empty()).collect();
    if !spoken.is_empty() {
        return spoken.join(" ");
    }
    let organisation = card.organisation.trim();
    let email = card.emails.first().map(|e| e.value.as_str());
    if organisation.is_empty() { email.unwrap_or_default().to_owned() } else { organisation.to_owned() }
}

fn push<T>(list: &mut Vec<T>, item: T) -> bool {
    list.push(item);
    true
}

fn email(property: &Property) -> String {
    let text = property.as_text();
    let text = text.trim();
    strip_scheme(text, "mailto:").unwrap_or(text).to_owned()
}

fn phone(property: &Property) -> String {
    let text = property.as_text();
    let text = text.trim();
    match strip_scheme(text, "tel:") {
        None => text.to_owned(),
        Some(number) => match number.split_once(";ext=") {
            Some((number, extension)) => format!("{number} ext. {extension}"),
            None => number.to_owned(),
        },
    }
}

fn url(property: &Property) -> String {
    property.as_text().trim().to_owned()
}

fn strip_scheme<'a>(text: &'a str, scheme: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(scheme.len())?;
    head.eq_ignore_ascii_case(scheme).then_some(rest)
}

fn labelled(property: &Property, value: String) -> Option<Labelled> {
    if value.is_empty() {
        return None;
    }
    let mut label = label(property);
    label.params.retain(|p| p.name != "VALUE");
    Some(Labelled { value, ..label })
}

fn label(property: &Property) -> Labelled {
    let preferred = |p: &Param| p.name == "PREF";
    let said = property.params.iter().find(|p| preferred(p)).and_then(|p| p.values.first()?.trim().parse().ok());
    let mut seen = BTreeSet::new();
    let types = property.all("TYPE").filter(|t| *t != "pref" && seen.insert(*t)).map(str::to_owned).collect();
    let preference = if property.all("TYPE").any(|t| t == "pref") { Some(1) } else { said };
    let kept = |p: &&Param| p.name != "TYPE" && !(preferred(p) && preference.is_some());
    let params = property.params.iter().filter(kept).cloned().collect();
    Labelled { value: String::new(), types, preference, group: property.group.clone(), params }
}

fn address(property: &Property) -> Address {
    let mut parts = value::parts(&property.value).into_iter();
    let mut next = || parts.next().unwrap_or_default();
    let [box_number, extended, street, place, region, code, country] =
        [next(), next(), next(), next(), next(), next(), next()];
    Address { box_number, extended, street, place, region, code, country, label: label(property) }
}

/// A picture, sound or key within a `data:` address becomes base64 with a type, as version 3.0 has it.
fn embedded(mut property: Property) -> Property {
    let media = ["PHOTO", "LOGO", "SOUND", "KEY"].contains(&property.name.as_str());
    if media && property.param("ENCODING").is_some() {
        let place = |p: &Param| ["ENCODING", "TYPE"].iter().position(|n| p.name == *n).unwrap_or(2);
        property.params.sort_by_key(place);
    }
    let Some(data) = property.value.strip_prefix("data:").filter(|_| media) else { return property };
    let Some((kind, coded)) = data.split_once(";base64,").or_else(|| data.split_once("\\;base64\\,")) else {
        return property;
    };
    let subtype = kind.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let coded = coded.to_owned();
    property.params.retain(|p| p.name != "VALUE" && p.name != "MEDIATYPE");
    property.params.insert(0, Param { name: "ENCODING".to_owned(), values: vec!["b".to_owned()] });
    if !subtype.is_empty() {
        property.params.insert(1, Param { name: "TYPE".to_owned(), values: vec![subtype] });
    }
    property.value = coded;
    property
}

impl Birthday {
    /// Reads `19800321`, `1980-03-21` (with or without a time), `--0321` and `03-21`.
    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.split_once(['T', ' ']).map_or(text, |(day, _)| day);
        if let Some((date, _)) = crate::when::read_date(text) {
            return Some(Self { year: Some(date.year()), month: date.month(), day: date.day() });
        }
        let digits: String = text.strip_prefix("--").unwrap_or(text).split('-').collect();
        let without_year = text.contains('-') && digits.len() == 4;
        // A leap year, so that the 29th of February is a day.
        let date = crate::when::read_date(&format!("2000{digits}")).filter(|_| without_year)?.0;
        Some(Self { year: None, month: date.month(), day: date.day() })
    }
}

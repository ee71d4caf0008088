//! A contact as a card for an address book.

use cards::{Card, Labelled, Property, Version};
use domain::contacts::Contact;

/// The card of a contact. Its UID is the id it came with, else ours, so that an address book knows it again and a
/// file that comes back changes the same contact.
pub(super) fn written(contact: &Contact, account: Option<&str>) -> String {
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    let list = |field: &Option<String>, kind: &str| field.iter().map(|v| Labelled::new(v, kind)).collect::<Vec<_>>();
    let mut phones = list(&contact.phone, "work");
    phones.extend(list(&contact.mobile, "cell"));
    let card = Card {
        uid: contact.external_id.clone().unwrap_or_else(|| format!("urn:uuid:{}", contact.id)),
        name: contact.name.clone(),
        family: text(&contact.last_name),
        given: text(&contact.first_name),
        organisation: account.unwrap_or_default().to_owned(),
        title: text(&contact.title),
        emails: list(&contact.email, "work"),
        phones,
        note: text(&contact.description),
        rest: vec![Property::new("PRODID", "-//Bailiwick//EN")],
        ..Card::default()
    };
    card.write(Version::V3)
}

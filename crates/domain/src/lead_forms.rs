//! Web-to-lead forms: what a visitor is asked, and how what they send becomes a lead.
//!
//! A form may ask for the company's own fields of leads too ([`may_ask`]); what names people and records of ours is not for
//! strangers. One that is retired since is asked no more ([`asked_now`]).
//!
//! Whatever arrives comes from strangers. A value is text without control characters, no longer than its field allows,
//! or it is refused at its field; what is taken is stored as it was sent, and harmless by the way pages show text.

mod own;

pub use own::{asked_now, may_ask};

use crate::custom_fields::CustomField;
use crate::kernel::id::LeadFormId;
use crate::kernel::{Refusal, length};
use crate::leads::Lead;
use own::{most, put_own};
use serde::{Deserialize, Serialize};

/// Fields that a form may ask for, in the order asked, with the characters each may hold.
pub const FIELDS: [(&str, usize); 16] = [
    ("name", 200),
    ("first_name", 100),
    ("last_name", 100),
    ("title", 100),
    ("company", 200),
    ("email", 254),
    ("phone", 40),
    ("website", 300),
    ("street", 200),
    ("postal_code", 20),
    ("city", 100),
    ("region", 100),
    ("country", 60),
    ("industry", 100),
    ("employees", 9),
    ("description", 5000),
];
/// Values that a page may send along without asking: where the visitor came from.
pub const ALONG: [(&str, usize); 2] = [("campaign", 200), ("landing_page", 2000)];
/// The field that people leave empty and robots fill in.
pub const TRAP: &str = "company_fax";
/// The box that a visitor ticks who may be written to.
pub const CONSENT: &str = "consent_email";
/// Characters of the words beside it.
const LONGEST_CONSENT: usize = 300;
/// What names a submission, so that sending it twice makes one lead.
pub const TOKEN: &str = "submission";
/// Fields of which a form must need one, so that every lead can be called something.
pub const NAMING: [&str; 4] = ["name", "last_name", "company", "email"];
/// Submissions a minute that a form may take at most.
pub const MOST_A_MINUTE: i64 = 100_000;

/// A field that is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// One of [`FIELDS`], or the key of one of the company's own.
    pub field: String,
    /// Whether it may not be empty.
    #[serde(default)]
    pub is_required: bool,
}

/// A form that strangers may send.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LeadForm {
    /// Which.
    pub id: LeadFormId,
    /// What it is called among us, and on its page.
    pub name: String,
    /// The last part of its address.
    pub key: String,
    /// Where its leads come from.
    pub source: Option<String>,
    /// The campaign of leads that bring none.
    pub campaign: Option<String>,
    /// The landing page of leads that bring none.
    pub landing_page: Option<String>,
    /// What it asks.
    pub fields: Vec<Asked>,
    /// The words beside a box, not ticked, by which visitors consent to e-mails; without them nobody is asked.
    pub consent: Option<String>,
    /// What is said to whoever sent it.
    pub thanks: Option<String>,
    /// Where they are led instead.
    pub redirect_url: Option<String>,
    /// Sites whose pages may send it: `https://www.example.com`; `*` is every site. Our own page always may.
    pub origins: Vec<String>,
    /// Submissions it takes a minute.
    pub per_minute: i64,
    /// Submissions it takes a minute from one address.
    pub per_address: i64,
    /// Whether it takes any.
    pub is_active: bool,
    /// Its version.
    pub version: i64,
}

impl Default for LeadForm {
    fn default() -> LeadForm {
        let asked = |(field, is_required): (&str, bool)| Asked { field: field.to_owned(), is_required };
        let fields = [("name", true), ("company", false), ("email", true), ("phone", false), ("description", false)];
        LeadForm {
            id: LeadFormId::default(),
            name: String::new(),
            key: String::new(),
            source: Some("web_form".to_owned()),
            campaign: None,
            landing_page: None,
            fields: fields.into_iter().map(asked).collect(),
            consent: None,
            thanks: None,
            redirect_url: None,
            origins: Vec::new(),
            per_minute: 120,
            per_address: 10,
            is_active: true,
            version: 0,
        }
    }
}

/// The key that a name makes: small letters, digits and hyphens.
pub fn key_of(name: &str) -> String {
    let plain = name.to_lowercase().replace(['å', 'ä', 'æ'], "a").replace(['ø', 'ö'], "o");
    let mut key = String::new();
    for c in plain.chars() {
        if c.is_ascii_alphanumeric() {
            key.push(c);
        } else if !key.is_empty() && !key.ends_with('-') {
            key.push('-');
        }
    }
    key.truncate(40);
    key.trim_end_matches('-').to_owned()
}

/// Checks what every form must have; `own` are the company's own fields that it may ask for.
///
/// # Errors
/// `refusal-name-empty`, `refusal-name-long`, `refusal-form-key`, `refusal-choice-unknown`, `refusal-form-naming`,
/// `refusal-form-redirect`, `refusal-form-origin`, `refusal-form-rate`, `refusal-text-long`.
pub fn check(form: &LeadForm, own: &[&CustomField]) -> Result<(), Refusal> {
    length::named(&form.name, "name")?;
    let is_plain = form.key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if !is_plain || !(3..=60).contains(&form.key.len()) {
        return Err(Refusal::new("refusal-form-key").at("key"));
    }
    if let Some(odd) = form.fields.iter().find(|asked| most(&asked.field, own).is_none()) {
        let known: Vec<&str> = FIELDS.iter().map(|(field, _)| *field).chain(own.iter().map(|own| &*own.key)).collect();
        let known = known.join(", ");
        return Err(Refusal::new("refusal-choice-unknown").at("fields").with("value", &odd.field).with("known", known));
    }
    if !form.fields.iter().any(|asked| asked.is_required && NAMING.contains(&asked.field.as_str())) {
        return Err(Refusal::new("refusal-form-naming").at("required"));
    }
    let texts = [
        ("name", Some(&form.name), 200),
        ("source", form.source.as_ref(), 100),
        ("campaign", form.campaign.as_ref(), 200),
        ("landing_page", form.landing_page.as_ref(), 2000),
        ("consent", form.consent.as_ref(), LONGEST_CONSENT),
        ("thanks", form.thanks.as_ref(), 2000),
    ];
    for (field, text, most) in texts {
        if let Some(text) = text {
            sound(field, text, most, field == "thanks")?;
        }
    }
    if form.redirect_url.as_deref().is_some_and(|url| !is_web_address(url)) {
        return Err(Refusal::new("refusal-form-redirect").at("redirect_url"));
    }
    if let Some(odd) = form.origins.iter().find(|o| *o != "*" && !is_origin(o)) {
        return Err(Refusal::new("refusal-form-origin").at("origins").with("value", odd));
    }
    for (field, rate) in [("per_minute", form.per_minute), ("per_address", form.per_address)] {
        if !(1..=MOST_A_MINUTE).contains(&rate) {
            return Err(Refusal::new("refusal-form-rate").at(field).with("most", MOST_A_MINUTE));
        }
    }
    Ok(())
}

/// The characters that a field may hold.
pub fn longest(field: &str) -> Option<usize> {
    FIELDS.iter().find(|(name, _)| *name == field).map(|(_, most)| *most)
}

/// The origin of a web address: scheme, host and port.
pub fn origin_of(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let is_host = !host.is_empty()
        && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'[' | b']'));
    (matches!(scheme, "https" | "http") && is_host).then(|| url.get(..scheme.len() + 3 + host.len())).flatten()
}

/// Whether it is an address of the web, whole, with nothing in it that another reader could take otherwise.
fn is_web_address(url: &str) -> bool {
    url.len() <= 2000
        && url.bytes().all(|b| b.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&b))
        && origin_of(url).is_some()
}

fn is_origin(text: &str) -> bool {
    origin_of(text) == Some(text)
}

impl LeadForm {
    /// Whether pages of that origin may send it; `ours` is the origin of the product itself.
    pub fn takes_from(&self, origin: Option<&str>, ours: &[&str]) -> bool {
        let Some(origin) = origin else { return true };
        ours.contains(&origin) || self.origins.iter().any(|o| o == "*" || o.eq_ignore_ascii_case(origin))
    }
}

/// The lead that a submission makes. Names that the form does not ask for are refused, so that nothing is thrown away in
/// silence.
///
/// # Errors
/// Every fault of it, each at its field: `refusal-form-trap`, `refusal-form-field`, `refusal-form-needed`,
/// `refusal-text-control`, `refusal-text-long`, `refusal-email-unreadable`, `refusal-number-unreadable`, and of the company's
/// own fields `refusal-value-wrong`, `refusal-field-choice-unknown`.
pub fn read(form: &LeadForm, own: &[&CustomField], sent: &[(String, String)]) -> Result<Lead, Vec<Refusal>> {
    let mut faults = Vec::new();
    let mut lead = Lead {
        source: form.source.clone(),
        campaign: form.campaign.clone(),
        landing_page: form.landing_page.clone(),
        ..Lead::default()
    };
    for (name, value) in sent {
        let value = value.replace("\r\n", "\n");
        let value = value.trim();
        if name == TOKEN || value.is_empty() && name == TRAP {
            continue;
        }
        if name == TRAP {
            faults.push(Refusal::new("refusal-form-trap").at(TRAP));
            continue;
        }
        if name == CONSENT && form.consent.is_some() {
            let odd = || Refusal::new("refusal-value-wrong").at(CONSENT).with("value", shortened(value));
            faults.extend(ticked(value).is_none().then(odd));
            continue;
        }
        let asked = form.fields.iter().find(|asked| asked.field == *name).and_then(|asked| most(&asked.field, own));
        let Some(most) = asked.or_else(|| ALONG.iter().find(|(along, _)| along == name).map(|(_, most)| *most)) else {
            faults.push(Refusal::new("refusal-form-field").at(&shortened(name)));
            continue;
        };
        if value.is_empty() {
            continue;
        }
        let field = own.iter().find(|own| own.key == *name);
        let put = |lead: &mut Lead| match field {
            Some(field) => put_own(lead, field, value),
            None => put(lead, name, value),
        };
        match sound(name, value, most, name == "description").and_then(|()| put(&mut lead)) {
            Ok(()) => {}
            Err(fault) => faults.push(fault),
        }
    }
    for asked in form.fields.iter().filter(|asked| asked.is_required) {
        let is_there = sent.iter().any(|(name, value)| *name == asked.field && !value.trim().is_empty());
        if !is_there {
            faults.push(Refusal::new("refusal-form-needed").at(&asked.field));
        }
    }
    if faults.is_empty() { Ok(lead) } else { Err(faults) }
}

/// Whether whoever sent it ticked that they may be written to.
pub fn consents(form: &LeadForm, sent: &[(String, String)]) -> bool {
    let is_ticked = |(name, value): &(String, String)| name == CONSENT && ticked(value.trim()) == Some(true);
    form.consent.is_some() && sent.iter().any(is_ticked)
}

/// What a box sends: as browsers do, and as programs write it.
fn ticked(value: &str) -> Option<bool> {
    match value.to_ascii_lowercase().as_str() {
        "1" | "on" | "true" | "yes" => Some(true),
        "" | "0" | "off" | "false" | "no" => Some(false),
        _ => None,
    }
}

/// A stranger's name for a field, short enough to be said back.
fn shortened(name: &str) -> String {
    name.chars().filter(|c| !is_unsound(*c, false)).take(40).collect()
}

/// Text that can be kept and shown: no control characters, and not too long.
fn sound(field: &str, text: &str, most: usize, has_lines: bool) -> Result<(), Refusal> {
    if text.chars().any(|c| is_unsound(c, has_lines)) {
        return Err(Refusal::new("refusal-text-control").at(field));
    }
    let count = text.chars().count();
    if count > most {
        return Err(Refusal::new("refusal-text-long").at(field).with("most", most).with("count", count));
    }
    Ok(())
}

/// Characters that are no text: control codes (lines and tabs where there may be lines), what turns the direction of the
/// text that follows, and what stands for no character at all.
fn is_unsound(c: char, has_lines: bool) -> bool {
    if matches!(c, '\n' | '\t') {
        return !has_lines;
    }
    let code = u32::from(c);
    c.is_control()
        || matches!(code, 0x202A..=0x202E | 0x2066..=0x2069 | 0x2028 | 0x2029 | 0xFFF9..=0xFFFB | 0xFDD0..=0xFDEF | 0xE0000..=0xE007F)
        || code & 0xFFFE == 0xFFFE
}

fn put(lead: &mut Lead, field: &str, value: &str) -> Result<(), Refusal> {
    let text = Some(value.to_owned());
    match field {
        "name" => lead.name = value.to_owned(),
        "first_name" => lead.first_name = text,
        "last_name" => lead.last_name = text,
        "title" => lead.title = text,
        "company" => lead.company = text,
        "email" if !crate::contacts::is_address(value) => {
            return Err(Refusal::new("refusal-email-unreadable").at("email").with("value", value));
        }
        "email" => lead.email = text,
        "phone" => lead.phone = text,
        "website" => lead.website = text,
        "street" => lead.street = text,
        "postal_code" => lead.postal_code = text,
        "city" => lead.city = text,
        "region" => lead.region = text,
        "country" => lead.country = text,
        "industry" => lead.industry = text,
        "employees" => {
            let count = value.parse::<u32>().ok();
            let fault = || Refusal::new("refusal-form-count").at("employees");
            lead.employees = Some(count.ok_or_else(fault)?.into());
        }
        "description" => lead.description = text,
        "campaign" => lead.campaign = text,
        _ => lead.landing_page = text,
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn form() -> LeadForm {
        LeadForm { name: "Contact us".into(), key: "contact-us".into(), ..LeadForm::default() }
    }
    fn sent(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }
    fn codes(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let faults = read(&form(), &[], &sent(pairs)).expect_err("refused");
        faults.into_iter().map(|f| (f.field.unwrap_or_default(), f.code)).collect()
    }
    fn pair(field: &str, code: &str) -> (String, String) {
        (field.to_owned(), code.to_owned())
    }

    #[test]
    fn a_submission_is_a_lead_of_the_form_s_source() {
        let all =
            [("name", " Kari "), ("email", "kari@x.example"), ("description", "a\r\nb"), (TRAP, ""), (TOKEN, "t")];
        let lead = read(&form(), &[], &sent(&all)).expect("a lead");
        assert_eq!((lead.name.as_str(), lead.source.as_deref()), ("Kari", Some("web_form")));
        assert_eq!(lead.description.as_deref(), Some("a\nb"));
        let along =
            read(&form(), &[], &sent(&[("name", "K"), ("email", "k@x"), ("campaign", "spring")])).expect("a lead");
        assert_eq!(along.campaign.as_deref(), Some("spring"));
    }

    #[test]
    fn consent_is_what_somebody_ticked_and_nobody_is_asked_without_words() {
        let with = |value: &str| sent(&[("name", "K"), ("email", "k@x"), (CONSENT, value)]);
        let asking = LeadForm { consent: Some("Write to me".into()), ..form() };
        assert!(consents(&asking, &with("1")) && consents(&asking, &with("true")));
        assert!(!consents(&asking, &with("")) && !consents(&asking, &sent(&[("name", "K")])));
        assert!(read(&asking, &[], &with("1")).is_ok() && read(&asking, &[], &with("perhaps")).is_err());
        assert!(!consents(&form(), &with("1")) && read(&form(), &[], &with("1")).is_err());
        let long = LeadForm { consent: Some("x".repeat(301)), ..form() };
        assert_eq!(check(&long, &[]).err().map(|fault| fault.code).as_deref(), Some("refusal-text-long"));
    }

    #[test]
    fn every_fault_is_said_at_its_field() {
        let long = "x".repeat(201);
        assert_eq!(
            codes(&[("name", &long), ("email", "no")]),
            [pair("name", "refusal-text-long"), pair("email", "refusal-email-unreadable"),]
        );
        assert_eq!(codes(&[("name", "a\0b"), ("email", "k@x")]), [pair("name", "refusal-text-control")]);
        assert_eq!(codes(&[("name", "a\u{202e}b"), ("email", "k@x")]), [pair("name", "refusal-text-control")]);
        assert_eq!(codes(&[("name", "a")]), [pair("email", "refusal-form-needed")]);
        assert_eq!(codes(&[("name", "a"), ("email", "k@x"), ("owner", "me")]), [pair("owner", "refusal-form-field")]);
        assert_eq!(codes(&[("name", "a"), ("email", "k@x"), (TRAP, "7")]), [pair(TRAP, "refusal-form-trap")]);
    }

    #[test]
    fn a_form_leads_and_listens_to_the_web_alone() {
        let of = |change: &dyn Fn(&mut LeadForm)| {
            let mut form = form();
            change(&mut form);
            check(&form, &[]).err().map(|fault| fault.code)
        };
        assert_eq!(of(&|_| ()), None);
        for url in [
            "javascript:alert(1)",
            "//evil.example",
            "https://",
            "https://a b",
            "data:text/html,x",
            "https://u@evil.example",
        ] {
            assert_eq!(of(&|f| f.redirect_url = Some(url.into())).as_deref(), Some("refusal-form-redirect"), "{url}");
        }
        assert_eq!(of(&|f| f.redirect_url = Some("https://www.example.com/thanks?a=1".into())), None);
        assert_eq!(
            of(&|f| f.origins = vec!["https://www.example.com/".into()]).as_deref(),
            Some("refusal-form-origin")
        );
        assert_eq!(of(&|f| f.origins = vec!["https://www.example.com:8443".into(), "*".into()]), None);
        assert_eq!(of(&|f| f.fields.clear()).as_deref(), Some("refusal-form-naming"));
        assert_eq!(of(&|f| f.key = "A b".into()).as_deref(), Some("refusal-form-key"));
        assert_eq!(of(&|f| f.per_minute = 0).as_deref(), Some("refusal-form-rate"));
        assert_eq!(key_of("Be om å bli ringt!"), "be-om-a-bli-ringt");
    }

    proptest! {
        #[test]
        fn what_is_taken_is_kept_as_it_was_sent(name in "\\PC{1,60}", text in any::<String>()) {
            let all = sent(&[("name", &name), ("email", "k@x"), ("description", &text)]);
            if let Ok(lead) = read(&form(), &[], &all) {
                prop_assert_eq!(&lead.name, name.trim());
                let text = text.replace("\r\n", "\n");
                prop_assert_eq!(lead.description.unwrap_or_default(), text.trim());
                prop_assert!(!lead.name.contains('\0'));
            }
        }
    }
}

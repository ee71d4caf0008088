//! How likely two records are one, from 0 to 100, and why. Every reason has a fixed weight, for or against, so that a
//! score can be read like a sum.

use super::company::{bare_name, domain};
use super::person::{Name, is_shared, mailbox};
use super::place::{domain_of, shares_phone};
use super::words::likeness;
use super::{CERTAIN, Company, LIKELY, Person, Traits};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Something that speaks for or against two records being one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sameness {
    /// The same e-mail address, which one person reads.
    Email,
    /// The same name, legal forms and accents aside.
    Name,
    /// A name that differs by little.
    NameAlike,
    /// The same web domain.
    Domain,
    /// The same phone.
    Phone,
    /// The same company.
    Company,
    /// The same place.
    City,
    /// Names that differ: another person or company.
    OtherName,
    /// Web domains that differ.
    OtherDomain,
    /// Countries that differ.
    OtherCountry,
}

impl Sameness {
    /// As stored and used in texts.
    pub fn key(self) -> &'static str {
        match self {
            Sameness::Email => "email",
            Sameness::Name => "name",
            Sameness::NameAlike => "name_alike",
            Sameness::Domain => "domain",
            Sameness::Phone => "phone",
            Sameness::Company => "company",
            Sameness::City => "city",
            Sameness::OtherName => "other_name",
            Sameness::OtherDomain => "other_domain",
            Sameness::OtherCountry => "other_country",
        }
    }
}

/// A reason and its weight; below zero it speaks against.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Reason {
    /// What.
    pub what: Sameness,
    /// How much.
    pub weight: i32,
}

/// How likely two records are one.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Match {
    /// From 0 to 100.
    pub score: u32,
    /// Why, the heaviest first.
    pub reasons: Vec<Reason>,
}

impl Match {
    fn of(mut reasons: Vec<Reason>) -> Match {
        reasons.sort_by_key(|r| (-r.weight.abs(), r.what));
        let sum: i32 = reasons.iter().map(|r| r.weight).sum();
        Match { score: u32::try_from(sum.clamp(0, 100)).unwrap_or(0), reasons }
    }
    /// Whether they are shown as likely one.
    pub fn is_likely(&self) -> bool {
        self.score >= LIKELY
    }
    /// Whether they are as good as certainly one.
    pub fn is_certain(&self) -> bool {
        self.score >= CERTAIN
    }
}

/// Compares what two records are known by: persons with persons where both have one, else companies with companies.
/// The same whichever comes first.
pub fn compare(a: &Traits, b: &Traits) -> Match {
    match (&a.person, &b.person, &a.company, &b.company) {
        (Some(a), Some(b), ..) => Match::of(persons(a, b)),
        (_, _, Some(a), Some(b)) => Match::of(companies(a, b)),
        _ => Match::default(),
    }
}

/// Likeness in hundredths from which names differ by little.
const ALIKE: u32 = 80;
/// Likeness below which names are of others.
const OTHER: u32 = 50;

fn companies(a: &Company, b: &Company) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut add = |what, weight| reasons.push(Reason { what, weight });
    let (a_name, b_name) = (bare_name(&a.name), bare_name(&b.name));
    match likeness(&a_name, &b_name) {
        _ if a_name.is_empty() || b_name.is_empty() => {}
        100 => add(Sameness::Name, 60),
        alike if alike >= ALIKE => add(Sameness::NameAlike, 35),
        alike if alike < OTHER => add(Sameness::OtherName, -25),
        _ => {}
    }
    match (domain(a), domain(b)) {
        (Some(a), Some(b)) if a == b => add(Sameness::Domain, 40),
        (Some(_), Some(_)) => add(Sameness::OtherDomain, -20),
        _ => {}
    }
    if shares_phone(&a.phones, &b.phones) {
        add(Sameness::Phone, 25);
    }
    if is_same_text(&a.city, &b.city) == Some(true) {
        add(Sameness::City, 5);
    }
    if is_same_text(&a.country, &b.country) == Some(false) {
        add(Sameness::OtherCountry, -15);
    }
    reasons
}

fn persons(a: &Person, b: &Person) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut add = |what, weight| reasons.push(Reason { what, weight });
    let boxes = |p: &Person| {
        let own = p.emails.iter().filter(|e| !is_shared(e)).filter_map(|e| mailbox(e));
        own.collect::<BTreeSet<String>>()
    };
    if !boxes(a).is_disjoint(&boxes(b)) {
        add(Sameness::Email, 70);
    }
    match names(&Name::read(&a.name), &Name::read(&b.name)) {
        Some(what @ Sameness::Name) => add(what, 40),
        Some(what @ Sameness::NameAlike) => add(what, 25),
        Some(what) => add(what, -45),
        None => {}
    }
    if shares_phone(&a.phones, &b.phones) {
        add(Sameness::Phone, 30);
    }
    let named = |p: &Person| p.company.as_deref().map(bare_name).filter(|n| !n.is_empty());
    let domains = |p: &Person| p.emails.iter().filter_map(|e| domain_of(e)).collect::<BTreeSet<_>>();
    let same_company = matches!((named(a), named(b)), (Some(a), Some(b)) if a == b);
    if same_company || !domains(a).is_disjoint(&domains(b)) {
        add(Sameness::Company, 25);
    }
    reasons
}

/// How names of persons stand to each other; none where one has none, or they might be one or not.
fn names(a: &Name, b: &Name) -> Option<Sameness> {
    let (whole_a, whole_b) = (a.whole(), b.whole());
    if whole_a.is_empty() || whole_b.is_empty() {
        return None;
    }
    let all = likeness(&whole_a, &whole_b);
    if all == 100 {
        return Some(Sameness::Name);
    }
    let family = likeness(&a.family, &b.family);
    let (Some(first_a), Some(first_b)) = (a.given.first(), b.given.first()) else {
        // One is known by a single name, as part of the other or not.
        return if family < OTHER && all < OTHER { Some(Sameness::OtherName) } else { None };
    };
    let begins = first_a.starts_with(first_b.as_str()) || first_b.starts_with(first_a.as_str());
    let given = likeness(first_a, first_b);
    if family == 100 && begins {
        return Some(Sameness::NameAlike);
    }
    match (family >= ALIKE && given >= ALIKE) || all >= ALIKE {
        true if given >= OTHER || all >= 95 => Some(Sameness::NameAlike),
        _ if given < OTHER || family < OTHER => Some(Sameness::OtherName),
        _ => None,
    }
}

fn is_same_text(a: &Option<String>, b: &Option<String>) -> Option<bool> {
    let plain = |t: &Option<String>| t.as_deref().map(|t| super::words::words(t).concat()).filter(|t| !t.is_empty());
    Some(plain(a)? == plain(b)?)
}

#[cfg(test)]
mod tests {
    use super::super::keys;
    use super::*;
    use proptest::prelude::*;

    fn company(name: &str, website: &str, phone: &str) -> Traits {
        let some = |t: &str| (!t.is_empty()).then(|| t.to_owned());
        let phones = some(phone).into_iter().collect();
        Traits::company(Company { name: name.into(), website: some(website), phones, ..Company::default() })
    }

    fn person(name: &str, email: &str, phone: &str, company: &str) -> Traits {
        let some = |t: &str| (!t.is_empty()).then(|| t.to_owned());
        let list = |t: &str| some(t).into_iter().collect();
        Traits::person(Person { name: name.into(), emails: list(email), phones: list(phone), company: some(company) })
    }

    fn is_likely(a: &Traits, b: &Traits) -> bool {
        let found = compare(a, b);
        let shares = !keys(a).is_disjoint(&keys(b));
        assert!(!found.is_likely() || shares, "likely, but no key brings them together: {found:?}");
        found.is_likely()
    }

    #[test]
    fn companies_that_are_one_are_found() {
        let fjord = company("Fjord Foods AS", "https://www.fjord.no", "+47 22 33 44 55");
        for same in [
            company("FJORD FOODS A/S", "", ""),
            company("Fjord Foodz", "fjord.no", ""),
            company("Fjord Foods", "", "22 33 44 55"),
        ] {
            assert!(is_likely(&fjord, &same), "{same:?}: {:?}", compare(&fjord, &same));
        }
    }

    #[test]
    fn companies_that_belong_together_are_not_one() {
        let fjord = company("Fjord Foods AS", "https://www.fjord.no", "+47 22 33 44 55");
        for other in [
            // A parent and its daughter share a domain and a switchboard.
            company("Nordlys Holding ASA", "fjord.no", "+47 22 33 44 55"),
            company("Fjord Logistics AS", "fjord.no", ""),
            company("Nordlys Energi AS", "nordlys.no", ""),
            company("Fjord Foods", "fjordfoods.com.au", ""),
            company("Bergen Bakeri", "bergen.bakeri@gmail.com", ""),
        ] {
            assert!(!is_likely(&fjord, &other), "{other:?}: {:?}", compare(&fjord, &other));
        }
        let by_mail = |name: &str| company(name, "https://gmail.com", "");
        assert!(!is_likely(&by_mail("Bergen Bakeri"), &by_mail("Oslo Frukt")));
    }

    #[test]
    fn persons_that_are_one_are_found() {
        let kari = person("Kari Berg", "kari.berg@fjord.no", "+47 900 11 222", "Fjord Foods AS");
        for same in [
            person("Kari Berg", "Kari.Berg+x@fjord.no", "", ""),
            person("Berg, Kari", "", "90011222", ""),
            person("Kari Marie Berg", "kari.berg@fjord.no", "", ""),
            person("Kari Berg", "", "", "FJORD FOODS"),
            person("K. Berg", "kari.berg@fjord.no", "", ""),
        ] {
            assert!(is_likely(&kari, &same), "{same:?}: {:?}", compare(&kari, &same));
        }
    }

    #[test]
    fn assistants_colleagues_and_shared_boxes_make_nobody_one() {
        let kari = person("Kari Berg", "kari.berg@fjord.no", "+47 900 11 222", "Fjord Foods AS");
        for other in [
            // Her assistant answers the same phone; her owner's address stands on another's card.
            person("Ola Nord", "ola.nord@fjord.no", "+47 900 11 222", "Fjord Foods AS"),
            person("Ola Nord", "kari.berg@fjord.no", "", "Fjord Foods AS"),
            person("Per Berg", "per.berg@fjord.no", "", "Fjord Foods AS"),
            person("Kari Berg", "", "", "Bergen Bakeri"),
        ] {
            assert!(!is_likely(&kari, &other), "{other:?}: {:?}", compare(&kari, &other));
        }
        let shared = |name: &str| person(name, "post@fjord.no", "", "");
        assert!(!is_likely(&shared("Kari Berg"), &shared("Ola Nord")));
    }

    fn traits() -> impl Strategy<Value = Traits> {
        let some = |pattern: &'static str| prop::option::of(pattern);
        let company = ("[A-Za-zøå ]{0,12}( AS| GmbH)?", some("[a-z]{1,6}\\.(no|com)"), some("\\+47[0-9]{8}"));
        let person = ("[A-Z][a-z]{1,6} [A-Z][a-z]{1,6}", some("[a-z]{1,4}@[a-z]{1,3}\\.no"), some("[0-9]{6,9}"));
        (prop::option::of(company), prop::option::of(person)).prop_map(|(company, person)| Traits {
            company: company.map(|(name, website, phone)| Company {
                name,
                website,
                phones: phone.into_iter().collect(),
                ..Company::default()
            }),
            person: person.map(|(name, email, phone)| Person {
                name,
                emails: email.into_iter().collect(),
                phones: phone.into_iter().collect(),
                company: None,
            }),
        })
    }

    proptest! {
        #[test]
        fn it_does_not_matter_which_comes_first(a in traits(), b in traits()) {
            prop_assert_eq!(compare(&a, &b), compare(&b, &a));
        }

        #[test]
        fn whatever_is_likely_shares_a_key(a in traits(), b in traits()) {
            is_likely(&a, &b);
        }

        #[test]
        fn everything_with_a_name_and_an_address_is_like_itself(a in traits()) {
            if a.person.as_ref().is_some_and(|p| !p.emails.is_empty()) {
                prop_assert!(compare(&a, &a).is_likely());
            }
        }

        #[test]
        fn no_text_breaks_it(name in ".{0,30}", email in ".{0,20}", phone in ".{0,20}") {
            let both = Traits {
                company: Some(Company { name: name.clone(), website: Some(email.clone()), phones: vec![phone.clone()], ..Company::default() }),
                person: Some(Person { name, emails: vec![email], phones: vec![phone], company: None }),
            };
            prop_assert!(compare(&both, &both).score <= 100 && keys(&both).len() < 20);
        }
    }
}

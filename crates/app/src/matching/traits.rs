//! What records are known by, from their own fields alone: neither owner nor parent has a place here.

use super::sql;
use crate::records::{self, Record};
use crate::{Ctx, Result, privacy};
use db::Tx;
use domain::accounts::Account;
use domain::contacts::Contact;
use domain::leads::Lead;
use domain::matching::{Company, Person, Traits};
use domain::policy::Noun;
use serde_json::{Map, Value as Json};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// A record with what it is known by.
pub(super) struct Known {
    pub id: Uuid,
    pub name: String,
    pub traits: Traits,
    /// The record it belongs to, which is never the same as it.
    pub parent: Option<Uuid>,
}

fn list<const N: usize>(texts: [&Option<String>; N]) -> Vec<String> {
    texts.into_iter().flatten().cloned().collect()
}

/// The records of a kind with what they are known by; ids that are not there are left out.
pub(super) fn known(tx: &mut Tx<'_>, noun: Noun, ids: &[Uuid]) -> Result<Vec<Known>> {
    match noun {
        Noun::Account => Ok(records::some::<Account>(tx, None, ids)?.iter().map(account).collect()),
        Noun::Contact => contacts(tx, ids),
        Noun::Lead => {
            // What a lead became stands for it.
            let open = records::some::<Lead>(tx, None, ids)?.into_iter().filter(|lead| lead.status.is_open());
            Ok(open.map(lead).collect())
        }
        _ => Ok(Vec::new()),
    }
}

/// A lead is a person, a company, or a person at a company.
fn lead(lead: Lead) -> Known {
    let phones = list([&lead.phone]);
    let is_person = lead.first_name.is_some() || lead.last_name.is_some() || lead.company.as_ref() != Some(&lead.name);
    let company = lead.company.clone().map(|name| Company {
        name,
        website: lead.website,
        phones: phones.clone(),
        city: lead.city,
        country: lead.country,
    });
    let person = is_person.then(|| Person {
        name: lead.name.clone(),
        emails: list([&lead.email]),
        phones,
        company: lead.company,
    });
    Known { id: lead.id.0, name: lead.name, traits: Traits { company, person }, parent: None }
}

fn account(account: &Account) -> Known {
    let company = Company {
        name: account.name.clone(),
        website: account.website.clone(),
        phones: list([&account.phone]),
        city: account.city.clone(),
        country: account.country.clone(),
    };
    let parent = account.parent.map(|parent| parent.0);
    Known { id: account.id(), name: account.name.clone(), traits: Traits::company(company), parent }
}

fn contacts(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<Vec<Known>> {
    // Shells of people who were erased are all called the same, and are not the same.
    let shells: HashSet<Uuid> = privacy::erased(tx, ids)?.into_iter().map(|(id, _)| id).collect();
    let mut found = records::some::<Contact>(tx, None, ids)?;
    found.retain(|contact| !shells.contains(&contact.id.0));
    let mut accounts: Vec<Uuid> = found.iter().filter_map(|c| c.account.map(|a| a.0)).collect();
    accounts.sort_unstable();
    accounts.dedup();
    let companies: HashMap<Uuid, String> = sql::account_names(tx, &accounts)?;
    let known = |contact: Contact| {
        let person = Person {
            name: contact.name.clone(),
            emails: list([&contact.email]),
            phones: list([&contact.phone, &contact.mobile]),
            company: contact.account.and_then(|account| companies.get(&account.0).cloned()),
        };
        Known { id: contact.id.0, name: contact.name, traits: Traits::person(person), parent: None }
    };
    Ok(found.into_iter().map(known).collect())
}

/// What the fields of a record, as forms and programs send them, make it known by. None for kinds that are not matched.
///
/// # Errors
/// The database's own.
pub fn of_fields(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, fields: &Map<String, Json>) -> Result<Option<Traits>> {
    let account = fields.get("account").and_then(Json::as_str).and_then(|id| id.trim().parse::<Uuid>().ok());
    let company = match account.filter(|_| noun == Noun::Contact) {
        Some(account) => {
            let seen = records::seen(ctx, tx, Noun::Account, &[account])?;
            sql::account_names(tx, &seen)?.into_values().next()
        }
        None => None,
    };
    Ok(of_values(noun, fields, company))
}

/// The same, where the name of a contact's company is known.
pub(super) fn of_values(noun: Noun, fields: &Map<String, Json>, company_name: Option<String>) -> Option<Traits> {
    let text = |field: &str| {
        let value = fields.get(field).and_then(Json::as_str).map(str::trim).filter(|t| !t.is_empty());
        value.map(str::to_owned)
    };
    let name = || {
        let parts: Vec<String> = ["first_name", "last_name"].into_iter().filter_map(text).collect();
        text("name").or_else(|| (!parts.is_empty()).then(|| parts.join(" "))).unwrap_or_default()
    };
    let phones = || ["phone", "mobile"].into_iter().filter_map(text).collect::<Vec<_>>();
    let company = |name: String| Company {
        name,
        website: text("website"),
        phones: phones(),
        city: text("city"),
        country: text("country"),
    };
    match noun {
        Noun::Account => Some(Traits::company(company(name()))),
        Noun::Contact => Some(Traits::person(Person {
            name: name(),
            emails: text("email").into_iter().collect(),
            phones: phones(),
            company: company_name,
        })),
        Noun::Lead => {
            let (name, named) = (name(), text("company"));
            let is_person = text("first_name").or(text("last_name")).is_some() || named.as_ref() != Some(&name);
            let person = is_person.then(|| Person {
                name,
                emails: text("email").into_iter().collect(),
                phones: phones(),
                company: named.clone(),
            });
            Some(Traits { company: named.map(company), person })
        }
        _ => None,
    }
}

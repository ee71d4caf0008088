//! What people who are erased leave of the mails with them: that they were written. Mails with others stay, without what the
//! people are known by. What waits to be sent to them is not.

use super::{Mail, Person, sql};
use crate::Result;
use db::Tx;
use domain::Refusal;
use domain::kernel::id::MailId;
use domain::privacy::Identity;
use std::collections::HashSet;
use uuid::Uuid;

/// That none of the mails is on its way out at this moment.
///
/// # Errors
/// `refusal-erase-sending`.
pub(crate) fn unsent(tx: &mut Tx<'_>, mails: &[Uuid]) -> Result<()> {
    match sql::going_out(tx, mails)? {
        0 => Ok(()),
        _ => Err(Refusal::new("refusal-erase-sending").at("records").into()),
    }
}

/// Empties those that were with nobody else of outside, and takes out of the others what the people are known by. Answers how
/// many. The caller has the permission.
///
/// # Errors
/// The database's own.
pub(crate) fn erase(tx: &mut Tx<'_>, mails: &[Uuid], identity: &Identity, word: &str) -> Result<i64> {
    let ours = sql::own_addresses(tx)?;
    let mut touched = 0;
    for &id in mails {
        let Some(mut mail) = sql::one(tx, MailId(id))? else { continue };
        if is_theirs(&mail, &ours, identity) {
            (mail.subject, mail.body, mail.files) = (word.to_owned(), String::new(), Vec::new());
        } else {
            for text in [&mut mail.subject, &mut mail.body] {
                overwrite(text, identity, word);
            }
            mail.files.iter_mut().for_each(|file| overwrite(&mut file.name, identity, word));
        }
        let people = &mut mail.people;
        for person in std::iter::once(&mut mail.from).chain(&mut people.to).chain(&mut people.cc) {
            if identity.has_email(&person.address) {
                *person = Person { name: word.to_owned(), address: String::new() };
            }
        }
        sql::overwrite(tx, &mail)?;
        touched += 1;
    }
    Ok(touched)
}

fn overwrite(text: &mut String, identity: &Identity, word: &str) {
    if let Some(told) = identity.without(text, word) {
        *text = told;
    }
}

/// Whether everybody of outside that it names is among them.
fn is_theirs(mail: &Mail, ours: &HashSet<String>, identity: &Identity) -> bool {
    let all = std::iter::once(&mail.from).chain(&mail.people.to).chain(&mail.people.cc);
    let mut outside = all.filter(|person| !ours.contains(&person.address.to_lowercase()));
    outside.all(|person| identity.has_email(&person.address))
}

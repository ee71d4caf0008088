//! Who can sign in to the demo: one of each kind, all with one password.

use crate::careers::Staff;
use app::ctx::Who;
use app::founding::Founding;
use app::users::{NewUser, add, hash_password};
use app::{Error, House};
use domain::policy::Grant;

/// The password of every user of the demo.
pub const PASSWORD: &str = "polar-lights-2026";

/// A user of the demo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// Key of what they are: `head`, `manager`, `rep`, `operations`, `finance`, `inside`, `owner`.
    pub role: &'static str,
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    /// Password.
    pub password: &'static str,
}

const OWNER: (&str, &str) = ("Astrid Nordby", "astrid.nordby@nordlys.example");

/// Role, name, grants, language.
const USERS: [(&str, &str, &[Grant], &str); 8] = [
    ("head", "Ingrid Solheim", &[], "en"),
    ("manager", "Sara Lindqvist", &[], "en"),
    ("key accounts", "Pål Henriksen", &[], "nb"),
    ("manager, DACH", "Jonas Weber", &[], "en"),
    ("manager, inside sales", "Chen Yu 陈瑜", &[], "zh-Hans"),
    ("rep", "Emil Dahl", &[], "nb"),
    ("operations", "Hanne Aas", &[Grant::Operations], "en"),
    ("finance", "Knut Fjeld", &[Grant::Finance], "en"),
];

/// Founds the company.
///
/// # Errors
/// `refusal-company-exists`; the database's own.
pub fn found(house: &House) -> Result<(), Error> {
    let founding = Founding {
        company: "Nordlys Instruments".to_owned(),
        currency: "EUR".to_owned(),
        time_zone: "Europe/Oslo".to_owned(),
        language: "en".to_owned(),
        fiscal_first_month: 1,
        owner_name: OWNER.0.to_owned(),
        owner_email: OWNER.1.to_owned(),
        owner_password: PASSWORD.to_owned(),
        templates: Vec::new(),
    };
    app::founding::found(house, &founding).map(|_| ())
}

/// Makes the users, each linked to the person they are.
///
/// # Errors
/// The database's own.
pub fn write(house: &House, staff: &Staff) -> Result<Vec<SignIn>, Error> {
    let hash = hash_password(PASSWORD)?;
    let mut all = Vec::new();
    house.write(Who::Console, |ctx, tx| {
        for (role, name, grants, language) in USERS {
            let Some(person) = staff.person(name) else { continue };
            let user = NewUser {
                email: person.email.clone(),
                name: name.to_owned(),
                person: Some(person.id),
                grants: grants.to_vec(),
                password_hash: Some(hash.clone()),
                language: language.to_owned(),
            };
            add(ctx, tx, &user)?;
            all.push(SignIn { role, name: name.to_owned(), email: person.email.clone(), password: PASSWORD });
        }
        Ok(())
    })?;
    all.push(SignIn { role: "owner", name: OWNER.0.to_owned(), email: OWNER.1.to_owned(), password: PASSWORD });
    Ok(all)
}

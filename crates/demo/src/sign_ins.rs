//! Who can sign in to the demo: one of each kind, all with one password.

use app::ctx::Who;
use app::founding::Founding;
use app::organisation::templates::Beginning;
use app::settings::Company;
use app::users::list;
use app::{Error, House};
use domain::Day;
use domain::kernel::{Calendar, Currency};
use domain::policy::Grant;

/// The password of every user of the demo.
pub const PASSWORD: &str = "polar-lights-2026";

/// A user of the demo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// Key of what they are: `head`, `manager`, `rep`, `lead development`, `operations`, `finance`, `owner`.
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
const USERS: [(&str, &str, &[Grant], &str); 9] = [
    ("head", "Ingrid Solheim", &[], "en"),
    ("manager", "Sara Lindqvist", &[], "en"),
    ("key accounts", "Pål Henriksen", &[], "nb"),
    ("manager, DACH", "Jonas Weber", &[], "en"),
    ("manager, inside sales", "Chen Yu 陈瑜", &[], "zh-Hans"),
    ("rep", "Emil Dahl", &[], "nb"),
    ("lead development", "Mia Berg", &[], "nb"),
    ("operations", "Hanne Aas", &[Grant::Operations], "en"),
    ("finance", "Knut Fjeld", &[Grant::Finance], "en"),
];

const COMPANY: &str = "Nordlys Instruments";
const ZONE: &str = "Europe/Oslo";

/// Today, where the company is.
pub fn today(house: &House) -> Day {
    let company = Company {
        name: COMPANY.to_owned(),
        currency: Currency::default(),
        calendar: Calendar { first_month: 1 },
        time_zone: ZONE.to_owned(),
        language: "en".to_owned(),
    };
    company.day_of(house.now())
}

/// Whether the company there is a demo, or is going to be one.
///
/// # Errors
/// The database's own.
pub fn is_demo(house: &House) -> Result<bool, Error> {
    if !app::founding::is_founded(house)? {
        return Ok(false);
    }
    house.read(Who::Console, |ctx, tx| {
        Ok(ctx.company.name == COMPANY && list(ctx, tx)?.iter().any(|user| user.email == OWNER.1))
    })
}

/// Who can sign in to the demo that is there.
///
/// # Errors
/// The database's own.
pub fn sign_ins(house: &House) -> Result<Vec<SignIn>, Error> {
    let users = house.read(Who::Console, list)?;
    let known = USERS.iter().map(|(role, name, ..)| (*role, *name)).chain([("owner", OWNER.0)]);
    let of = |(role, name): (&'static str, &str)| {
        let user = users.iter().find(|user| user.name == name)?;
        Some(SignIn { role, name: name.to_owned(), email: user.email.clone(), password: PASSWORD })
    };
    Ok(known.filter_map(of).collect())
}

/// Founds the company.
///
/// # Errors
/// `refusal-company-exists`; the database's own.
pub fn found(house: &House) -> Result<(), Error> {
    let founding = Founding {
        company: COMPANY.to_owned(),
        currency: "EUR".to_owned(),
        time_zone: ZONE.to_owned(),
        language: "en".to_owned(),
        fiscal_first_month: 1,
        owner_name: OWNER.0.to_owned(),
        owner_email: OWNER.1.to_owned(),
        owner_password: PASSWORD.to_owned(),
        beginning: Beginning::default(),
    };
    app::founding::found(house, &founding).map(|_| ())
}

/// What a person of that name is granted, and that they have a password; none for all others.
pub fn known(name: &str) -> Option<(&'static [Grant], &'static str)> {
    USERS.iter().find(|user| user.1 == name).map(|(_, _, grants, language)| (*grants, *language))
}

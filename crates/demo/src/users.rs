//! Users of the demo: everyone who works there has one from the day they come to the day they leave; only those
//! of [`crate::sign_ins`] have a password.

use crate::careers::Staff;
use crate::places::Country;
use crate::sign_ins::{PASSWORD, known};
use app::ctx::Who;
use app::users::{NewUser, add, hash_password, set_active};
use app::{Error, House};
use domain::Day;
use domain::kernel::id::{PositionId, UserId};
use std::collections::BTreeMap;

/// Who is a user, by the person's place among all people.
pub struct Users {
    hash: String,
    known: BTreeMap<usize, UserId>,
    names: BTreeMap<String, UserId>,
}

impl Users {
    /// Nobody yet.
    ///
    /// # Errors
    /// A machine without randomness.
    pub fn new() -> Result<Users, Error> {
        Ok(Users { hash: hash_password(PASSWORD)?, known: BTreeMap::new(), names: BTreeMap::new() })
    }
    /// The user of that name.
    pub fn of_name(&self, name: &str) -> Option<UserId> {
        self.names.get(name).copied()
    }
    /// Who sits on a position on a day.
    pub fn at(&self, staff: &Staff, position: PositionId, day: Day) -> Option<UserId> {
        let seat = staff.positions.iter().position(|p| *p == position)?;
        self.known.get(&staff.holder(seat, day)?.person).copied()
    }

    /// Everybody has read what they were told.
    ///
    /// # Errors
    /// The database's own.
    pub fn read_all(&self, house: &House) -> Result<(), Error> {
        for user in self.known.values() {
            match house.write_as(*user, app::notifications::commands::mark_all_read) {
                // They work here no more.
                Ok(_) | Err(Error::SignedOut) => {}
                Err(fault) => return Err(fault),
            }
        }
        Ok(())
    }

    /// Those who came today become users, those who left are none any more.
    ///
    /// # Errors
    /// The database's own.
    pub fn follow(&mut self, house: &House, staff: &Staff, day: Day) -> Result<(), Error> {
        let came = staff.tenures.iter().filter(|t| t.from == day);
        let came: Vec<_> = came.filter(|t| !self.known.contains_key(&t.person)).collect();
        let stays = |person: usize| staff.tenures.iter().any(|t| t.person == person && t.to > day);
        let left: Vec<UserId> = staff
            .tenures
            .iter()
            .filter(|t| t.to == day && !stays(t.person))
            .filter_map(|t| self.known.get(&t.person).copied())
            .collect();
        let made = house.write(Who::Console, |ctx, tx| {
            let mut made = Vec::with_capacity(came.len());
            for tenure in came {
                let (Some(person), Some(seat)) = (staff.people.get(tenure.person), staff.seats.get(tenure.seat)) else {
                    continue;
                };
                let name = person.name.whole.as_str();
                let (grants, language) = known(name).unwrap_or((&[], language(seat.country)));
                let user = NewUser {
                    email: person.email.clone(),
                    name: name.to_owned(),
                    person: Some(person.id),
                    grants: grants.to_vec(),
                    password_hash: known(name).map(|_| self.hash.clone()),
                    language: language.to_owned(),
                };
                made.push((tenure.person, name.to_owned(), add(ctx, tx, &user)?));
            }
            for user in left {
                set_active(ctx, tx, user, false)?;
            }
            Ok(made)
        })?;
        for (person, name, user) in made {
            self.known.insert(person, user);
            self.names.insert(name, user);
        }
        Ok(())
    }
}

fn language(country: Country) -> &'static str {
    match country {
        Country::Norway => "nb",
        Country::China => "zh-Hans",
        _ => "en",
    }
}

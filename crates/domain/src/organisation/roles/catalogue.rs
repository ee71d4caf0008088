//! All roles, those that sell first.

mod selling;
mod serving;

use super::Role;

const COUNT: usize = selling::ROLES.len() + serving::ROLES.len();

/// Every role of the catalogue.
pub static ROLES: &[Role] = &join();

const fn join() -> [Role; COUNT] {
    let mut all = [selling::ROLES[0]; COUNT];
    let mut place = 0;
    while place < COUNT {
        let sells = place < selling::ROLES.len();
        all[place] = if sells { selling::ROLES[place] } else { serving::ROLES[place - selling::ROLES.len()] };
        place += 1;
    }
    all
}

//! What routes of mail are asked and sent, and who must get what.

use super::reads::{self, Try, ask};
use super::viewers::May;
use super::writes::{self, Write, form};

pub fn reads(pattern: &str) -> Option<Vec<Try>> {
    Some(match pattern {
        "/settings/outbox" => vec![ask(pattern, reads::Need::SignedIn(200))],
        "/settings/sender" => vec![ask(pattern, reads::Need::To(May::Settings))],
        _ => return None,
    })
}

pub fn writes(pattern: &str) -> Option<Vec<Write>> {
    const OWN: [&str; 3] =
        ["/settings/outbox/{id}/again", "/settings/outbox/{id}/arrived", "/settings/outbox/{id}/never"];
    if OWN.contains(&pattern) {
        return Some(vec![form(pattern.to_owned(), writes::Need::Own, &[])]);
    }
    Some(match pattern {
        "/settings/sender" | "/settings/sender/end" => {
            vec![form(pattern.to_owned(), writes::Need::To(May::Settings), &[])]
        }
        _ => return None,
    })
}

//! Who stands at the door of a form: from which address and which site, and whether it is their turn.

use crate::State;
use crate::errors::Failure;
use crate::security;
use app::Error;
use axum::extract::Request;
use axum::http::{HeaderMap, header};
use domain::Refusal;
use domain::lead_forms::LeadForm;
use std::net::IpAddr;

/// Turns of a form, or of one address at it, are kept by this.
pub(crate) type DoorKey = (uuid::Uuid, Option<IpAddr>);

/// The address that turns are counted by.
pub(super) fn address(state: &State, request: &Request) -> IpAddr {
    let found = security::peer(state, request.headers(), request.extensions());
    network(found.unwrap_or(IpAddr::from([0, 0, 0, 0])))
}

/// One subscriber has a whole network of the newer kind: its first half is what counts.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => IpAddr::V4(v4),
            None => {
                let [a, b, c, d, ..] = v6.segments();
                IpAddr::from([a, b, c, d, 0, 0, 0, 0])
            }
        },
        v4 => v4,
    }
}

/// Takes a turn of the address, then one of the form.
///
/// # Errors
/// `error-too-many` with the seconds to wait.
pub(super) fn turn(state: &State, form: &LeadForm, address: IpAddr) -> Result<(), Failure> {
    let now = state.house().now();
    let rate = |rate: i64| u32::try_from(rate).unwrap_or(1);
    let turns = [((form.id.0, Some(address)), rate(form.per_address)), ((form.id.0, None), rate(form.per_minute))];
    for (key, rate) in turns {
        let turn = state.doors().take(key, rate, now);
        if turn.wait_seconds > 0 {
            return Err(Refusal::new("error-too-many").with("seconds", turn.wait_seconds).into());
        }
    }
    Ok(())
}

/// The site whose page sent this, where the browser says so and the form takes it.
///
/// # Errors
/// [`Error::Forbidden`] for a site that the form does not know.
pub(super) fn origin(state: &State, form: &LeadForm, headers: &HeaderMap) -> Result<Option<String>, Failure> {
    let text = |name: header::HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
    let origin = text(header::ORIGIN);
    let host = text(header::HOST).unwrap_or_default();
    let (plain, tls) = (format!("http://{host}"), format!("https://{host}"));
    let public = state.options().public_url.as_deref().map(|url| url.trim_end_matches('/')).unwrap_or(&plain);
    let ours = [plain.as_str(), tls.as_str(), public];
    if form.takes_from(origin, &ours) {
        return Ok(origin.filter(|origin| !ours.contains(origin)).map(str::to_owned));
    }
    Err(Failure::from(Error::Forbidden).because("form-origin-refused"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_the_newer_kind_counts_by_its_network() {
        let of = |text: &str| network(text.parse().unwrap()).to_string();
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(of("2001:db8:1:2:ffff::1"), "2001:db8:1:2::");
        assert_eq!(of("::ffff:192.0.2.7"), "192.0.2.7");
    }
}

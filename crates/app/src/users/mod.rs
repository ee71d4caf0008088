//! Who signs in: users and what they were granted, passwords, second factors, sessions, links that set a password, API tokens.
//!
//! Secrets (passwords, session and API tokens, links) are stored as hashes only, shown once, and never
//! stand in events or logs. E-mail addresses are kept in lower case and are unique. An owner is touched by
//! owners alone, and the last one stays. What stands before any user, [`sign_in`], [`session`], [`token`]
//! and [`set_password`], takes the [`crate::House`]; the rest takes a [`crate::Ctx`].

mod commands;
mod details;
mod feeds;
mod links;
mod memory;
mod openid;
mod passkeys;
mod password;
mod profile;
mod second;
mod secret;
mod sessions;
mod sign_in;
mod sql;
mod tokens;
mod totp;
mod tries;

pub use commands::{
    Invitation, NewUser, add, create_owner, free_person_of, get, invite, link_person, list, set_active, set_grants,
};
pub use details::{Details, forget_sign_in, set_details};
pub use feeds::{end_feed, feed_made_at, feed_owner, make_feed};
pub use links::{HandOver, Link, LinkKind, link, reset, set_password};
pub use openid::{Identity, OpenId, openid_door, openid_enter, openid_sign_in};
pub use passkeys::{
    Ceremony, Passkey, add_passkey, begin_passkey, name_passkey, passkey_door, passkey_sign_in, passkeys,
    remove_passkey,
};
pub use password::{SHORTEST as SHORTEST_PASSWORD, faults as password_faults};
pub use post::Provider;
pub use profile::{Profile, change_password, save_profile};
pub use second::{
    CODES as RECOVERY_CODES, SecondFactor, awaited_secret, begin_second_factor, confirm_second_factor,
    end_second_factor, has_password, renew_recovery_codes, require_second_factor, reset_second_factor, second_factor,
    second_factor_required,
};
pub(crate) use secret::digest as token_digest;
pub use secret::{hash_password, token as random_token};
pub use sessions::{
    Device, Method, OpenSession, Opened, Session, end_other_sessions, end_session, end_sessions_of, session, sessions,
    sign_out, sign_out_everywhere,
};
pub use sign_in::{Entry, code_due, finish_sign_in, sign_in};
pub(crate) use sql::SEALED;
pub use tokens::{ApiToken, Bearer, NewToken, ShownOnce, create_token, revoke_token, token, tokens};
pub use totp::totp_code;

use domain::Instant;
use domain::kernel::id::{PersonId, UserId};
use domain::policy::Grant;
use serde::Serialize;

/// Whether a user can sign in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum UserState {
    /// Has a link but no password yet.
    Invited,
    /// Can sign in.
    Active,
    /// May not.
    Disabled,
}

/// Someone who signs in.
#[derive(Clone, Debug, Serialize)]
pub struct User {
    /// Which.
    pub id: UserId,
    /// Their address, in lower case.
    pub email: String,
    /// Name.
    pub name: String,
    /// The person they are.
    pub person: Option<PersonId>,
    /// What they were granted.
    pub grants: Vec<Grant>,
    /// Whether they can sign in.
    pub state: UserState,
    /// Language of their pages.
    pub language: String,
    /// `light`, `dark`, `system`.
    pub theme: String,
    /// When they were last seen, while a session of theirs is kept.
    pub seen_at: Option<Instant>,
}

/// As stored: lower case, without space around it.
fn address(email: &str) -> String {
    email.trim().to_lowercase()
}

/// As stored: the words of grants, space between.
fn words(grants: &[Grant]) -> String {
    let mut all = grants.to_vec();
    all.sort_unstable();
    all.dedup();
    all.iter().map(|g| g.key()).collect::<Vec<_>>().join(" ")
}

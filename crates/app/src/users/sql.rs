//! Statements on users, their sessions, links and tokens.

use super::{User, UserState};
use crate::{Error, Result};
use db::{Row, Tx};
use domain::Instant;
use domain::kernel::id::UserId;
use domain::policy::Grant;

pub const INSERT: &str = "insert into users (id, email, name, person_id, grants, password_hash, language, theme, is_active, created_at, version)
 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)";
pub const TAKEN: &str = "select count(*) from users where email = $1";
pub const BY_EMAIL: &str = "select id, password_hash, is_active from users where email = $1";
pub const PASSWORD_OF: &str = "select password_hash, email, name from users where id = $1 and is_active = $2";
pub const SET_PASSWORD: &str = "update users set password_hash = $2, version = version + 1 where id = $1";
pub const SET_GRANTS: &str = "update users set grants = $2, version = version + 1 where id = $1";
pub const SET_PERSON: &str = "update users set person_id = $2, version = version + 1 where id = $1";
pub const SET_ACTIVE: &str = "update users set is_active = $2, version = version + 1 where id = $1";
pub const SET_PROFILE: &str =
    "update users set name = $2, language = $3, theme = $4, version = version + 1 where id = $1";
pub const SET_DETAILS: &str =
    "update users set email = $2, name = $3, language = $4, version = version + 1 where id = $1";
pub const DROP_PASSWORD: &str = "update users set password_hash = null, version = version + 1 where id = $1";
pub const DROP_SUBJECTS: &str = "delete from openid_subjects where user_id = $1";
/// Takes hold of every owner, so that two who leave at once cannot leave none.
pub const HOLD_OWNERS: &str = "update users set version = version where grants like '%owner%' and is_active = $1";
pub const OWNERS: &str = "select count(*) from users where grants like '%owner%' and is_active = $1 and id <> $2";
pub const PERSON_TAKEN: &str = "select count(*) from users where person_id = $1 and id <> $2";
pub const PERSON_KNOWN: &str = "select count(*) from people where id = $1";

const LIST: &str = "select u.id, u.email, u.name, u.person_id, u.grants, u.password_hash is not null
 or exists (select 1 from openid_subjects o where o.user_id = u.id), u.is_active, u.language, u.theme,
 (select max(s.seen_at) from sessions s where s.user_id = u.id) from users u order by u.name, u.email";
const GET: &str = "select u.id, u.email, u.name, u.person_id, u.grants, u.password_hash is not null
 or exists (select 1 from openid_subjects o where o.user_id = u.id), u.is_active, u.language, u.theme,
 (select max(s.seen_at) from sessions s where s.user_id = u.id) from users u where u.id = $1";

pub const TRY: &str = "insert into sign_in_attempts (email_hash, failures, blocked_until, at) values ($1, 1, 0, $2)
 on conflict (email_hash) do update set failures = sign_in_attempts.failures + 1";
pub const TRIED: &str = "select failures, blocked_until, at from sign_in_attempts where email_hash = $1";
pub const BLOCK: &str = "update sign_in_attempts set failures = $2, blocked_until = $3, at = $4 where email_hash = $1";
pub const FORGIVE: &str = "delete from sign_in_attempts where email_hash = $1";
pub const FORGET_OLD: &str = "delete from sign_in_attempts where at < $1";

pub const OPEN: &str =
    "insert into sessions (token_hash, user_id, csrf, created_at, seen_at, expires_at, method, address, browser)
 values ($1, $2, $3, $4, $4, $5, $6, $7, $8)";
pub const SESSION: &str = "select s.user_id, s.csrf, u.language, u.theme, s.seen_at, s.expires_at,
 s.method in ('password', 'openid') and exists (select 1 from settings where key = 'two_factor' and value = $3)
 and not exists (select 1 from second_factors f where f.user_id = s.user_id and f.confirmed_at is not null),
 s.created_at from sessions s join users u on u.id = s.user_id where s.token_hash = $1 and u.is_active = $2";
pub const SEEN: &str = "update sessions set seen_at = $2 where token_hash = $1";
pub const CLOSE: &str = "delete from sessions where token_hash = $1";
pub const CLOSE_ALL: &str = "delete from sessions where user_id = $1";
pub const CLOSE_OTHERS: &str = "delete from sessions where user_id = $1 and token_hash <> $2";
pub const CLOSE_OLD: &str = "delete from sessions where user_id = $1 and (expires_at <= $2 or seen_at <= $3)";
pub const SESSIONS: &str = "select token_hash, created_at, seen_at, address, browser from sessions
 where user_id = $1 and expires_at > $2 and seen_at > $3 order by seen_at desc, created_at desc, token_hash";

pub const OF_SUBJECT: &str = "select u.id, u.is_active from openid_subjects o join users u on u.id = o.user_id
 where o.issuer = $1 and o.subject = $2";
pub const ADD_SUBJECT: &str = "insert into openid_subjects (issuer, subject, user_id) values ($1, $2, $3)";

pub const BEGIN_STEP: &str = "insert into sign_in_steps (token_hash, user_id, expires_at) values ($1, $2, $3)";
pub const STEP: &str = "select s.user_id from sign_in_steps s join users u on u.id = s.user_id
 where s.token_hash = $1 and s.expires_at > $2 and u.is_active = $3";
pub const END_STEP: &str = "delete from sign_in_steps where token_hash = $1";
pub const END_STEPS: &str = "delete from sign_in_steps where user_id = $1";
pub const END_OLD_STEPS: &str = "delete from sign_in_steps where expires_at <= $1";

pub const SECOND: &str = "select secret, salt, begun_at, confirmed_at from second_factors where user_id = $1";
pub const BEGIN_SECOND: &str = "insert into second_factors (user_id, secret, salt, begun_at, confirmed_at, last_step) values ($1, $2, $3, $4, null, 0)";
pub const CONFIRM_SECOND: &str = "update second_factors set confirmed_at = $2, last_step = $3, salt = $4
 where user_id = $1 and confirmed_at is null";
/// Secrets of authenticators, which are sealed for their user.
pub const SEALED: crate::reseal::Place = (
    "select user_id, user_id, secret from second_factors order by user_id",
    "update second_factors set secret = $2 where user_id = $1",
);
pub const SET_SALT: &str = "update second_factors set salt = $2 where user_id = $1";
pub const SPEND_STEP: &str = "update second_factors set last_step = $2 where user_id = $1 and last_step < $2";
pub const END_SECOND: &str = "delete from second_factors where user_id = $1";
pub const ADD_CODE: &str = "insert into recovery_codes (user_id, code_hash, used_at) values ($1, $2, null)";
pub const CODE_KNOWN: &str =
    "select count(*) from recovery_codes where user_id = $1 and code_hash = $2 and used_at is null";
pub const SPEND_CODE: &str =
    "update recovery_codes set used_at = $3 where user_id = $1 and code_hash = $2 and used_at is null";
pub const CODES_LEFT: &str = "select count(*) from recovery_codes where user_id = $1 and used_at is null";
pub const DROP_CODES: &str = "delete from recovery_codes where user_id = $1";

pub const PASSKEYS: &str =
    "select id, name, created_at, used_at from passkeys where user_id = $1 order by created_at, id";
pub const PASSKEY_IDS: &str = "select credential_id from passkeys where user_id = $1 order by created_at, id";
pub const PASSKEY_COUNT: &str = "select count(*) from passkeys where user_id = $1";
pub const PASSKEY_NAME: &str = "select name from passkeys where id = $1 and user_id = $2";
pub const NAME_PASSKEY: &str = "update passkeys set name = $3 where id = $1 and user_id = $2";
pub const DROP_PASSKEY: &str = "delete from passkeys where id = $1 and user_id = $2";
pub const DROP_PASSKEYS: &str = "delete from passkeys where user_id = $1";
pub const CREDENTIAL_TAKEN: &str = "select count(*) from passkeys where credential_id = $1";
pub const ADD_PASSKEY: &str = "insert into passkeys (id, user_id, name, credential_id, credential, created_at, used_at)
 values ($1, $2, $3, $4, $5, $6, null)";
pub const BY_CREDENTIAL: &str = "select p.id, p.user_id, p.credential, u.is_active from passkeys p
 join users u on u.id = p.user_id where p.credential_id = $1";
pub const PASSKEY_USED: &str = "update passkeys set credential = $2, used_at = $3 where id = $1";
pub const ADD_PASSKEY_STEP: &str =
    "insert into passkey_steps (token_hash, user_id, state, expires_at) values ($1, $2, $3, $4)";
pub const PASSKEY_STEP: &str = "select user_id, state from passkey_steps where token_hash = $1 and expires_at > $2";
pub const DROP_PASSKEY_STEP: &str = "delete from passkey_steps where token_hash = $1";
pub const DROP_PASSKEY_STEPS: &str = "delete from passkey_steps where user_id = $1";
pub const END_PASSKEY_STEPS: &str = "delete from passkey_steps where expires_at <= $1";

pub const ADD_LINK: &str =
    "insert into sign_in_links (token_hash, user_id, kind, expires_at, used_at) values ($1, $2, $3, $4, null)";
pub const LINK: &str = "select l.user_id, u.email, u.name, l.kind from sign_in_links l join users u on u.id = l.user_id
 where l.token_hash = $1 and l.used_at is null and l.expires_at > $2 and u.is_active = $3";
pub const USE_LINK: &str =
    "update sign_in_links set used_at = $2 where token_hash = $1 and used_at is null and expires_at > $2";
pub const SPEND_LINKS: &str = "update sign_in_links set used_at = $2 where user_id = $1 and used_at is null";

pub const ADD_TOKEN: &str =
    "insert into api_tokens (id, user_id, name, token_hash, scopes, created_at, expires_at, revoked_at)
 values ($1, $2, $3, $4, $5, $6, $7, null)";
pub const TOKENS: &str = "select id, name, scopes, created_at, expires_at, used_at from api_tokens
 where user_id = $1 and revoked_at is null order by created_at desc, id desc";
pub const TOKEN: &str = "select t.id, t.user_id, t.scopes, t.used_at from api_tokens t join users u on u.id = t.user_id
 where t.token_hash = $1 and t.revoked_at is null and t.expires_at > $2 and u.is_active = $3";
pub const TOKEN_USED: &str = "update api_tokens set used_at = $2 where id = $1";
pub const TOKEN_OWNER: &str = "select user_id, name from api_tokens where id = $1 and revoked_at is null";
pub const REVOKE: &str = "update api_tokens set revoked_at = $2 where id = $1 and revoked_at is null";
pub const REVOKE_ALL: &str = "update api_tokens set revoked_at = $2 where user_id = $1 and revoked_at is null";

pub const FEED_MADE: &str = "select created_at from calendar_feeds where user_id = $1";
pub const ADD_FEED: &str = "insert into calendar_feeds (user_id, secret_hash, created_at) values ($1, $2, $3)";
pub const END_FEED: &str = "delete from calendar_feeds where user_id = $1";
pub const FEED_OWNER: &str = "select f.user_id from calendar_feeds f join users u on u.id = f.user_id
 where f.secret_hash = $1 and u.is_active = $2";

/// Every user, by name.
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<User>> {
    Ok(tx.all(LIST, &[], read)?)
}

/// One user.
pub fn get(tx: &mut Tx<'_>, id: UserId) -> Result<User> {
    tx.first(GET, &[db::Value::id(id)], read)?.ok_or(Error::NotFound)
}

fn read(row: &Row<'_>) -> std::result::Result<User, db::Error> {
    let (id, email, name, person) = (row.id()?, row.next()?, row.next()?, row.opt_id()?);
    let grants = row.next::<String>()?.split_whitespace().filter_map(Grant::from_key).collect();
    let (has_password, is_active) = (row.next::<bool>()?, row.next::<bool>()?);
    let state = match (is_active, has_password) {
        (false, _) => UserState::Disabled,
        (true, false) => UserState::Invited,
        (true, true) => UserState::Active,
    };
    let (language, theme) = (row.next()?, row.next()?);
    Ok(User {
        id,
        email,
        name,
        person,
        grants,
        state,
        language,
        theme,
        seen_at: row.next::<Option<i64>>()?.map(Instant),
    })
}
/// How many tries at addresses that belong to nobody are noted since an instant.
pub(super) const STRANGERS: &str =
    "select count(*) from events where record_id = $1 and at > $2 and kind = 'sign_in_refused'";

//! Statements of exports.

use crate::Result;
use db::Tx;

/// Tables that hold something as soon as a company is used.
const USED: [&str; 7] = ["accounts", "contacts", "leads", "opportunities", "activities", "products", "imports"];
const MOMENTS: &str = "select count(distinct at) from events";
const PASSWORDS: &str = "select email, password_hash from users where password_hash is not null order by email";
const PUT_PASSWORD: &str = "update users set password_hash = $1 where email = $2 and password_hash is null";
const WITHOUT: &str = "select email from users where is_active = $1 and password_hash is null order by email";

/// Whether a company stands here in which nobody has done anything since it was founded, which is one moment.
pub(super) fn is_untouched(tx: &mut Tx<'_>) -> Result<bool> {
    let tables = tx.tables()?;
    let has = |name: &str| tables.iter().any(|table| table.name == name);
    if !USED.iter().chain(&["events", "users"]).all(|name| has(name)) {
        return Ok(false);
    }
    for table in USED {
        if tx.rows_in(table)? > 0 {
            return Ok(false);
        }
    }
    Ok(tx.number(MOMENTS, &[])? <= 1)
}

/// E-mails and hashed passwords of users.
pub(super) fn passwords(tx: &mut Tx<'_>) -> Result<Vec<(String, String)>> {
    Ok(tx.all(PASSWORDS, &[], |row| Ok((row.next()?, row.next()?)))?)
}

/// Gives users without a password the one of that e-mail.
pub(super) fn put_passwords(tx: &mut Tx<'_>, passwords: &[(String, String)]) -> Result<()> {
    for (email, hash) in passwords {
        tx.run(PUT_PASSWORD, &[hash.as_str().into(), email.as_str().into()])?;
    }
    Ok(())
}

/// E-mails of active users without a password.
pub(super) fn without_password(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    Ok(tx.all(WITHOUT, &[true.into()], |row| row.next())?)
}

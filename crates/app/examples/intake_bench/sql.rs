//! Statements of the bench: what was stored, and the bare rows beside.

use app::{House, Tx};
use db::Error;

/// How many leads of the crowd are stored.
pub fn stored(house: &House) -> Result<i64, Error> {
    house.db().read(|tx| tx.number("select count(*) from leads where name like 'lead %'", &[]))
}

/// Makes the table of bare rows.
pub fn prepare(house: &House) -> Result<(), Error> {
    house.db().write(|tx| tx.batch("create table bare (id uuid primary key, name text not null, body text not null)"))
}

/// Writes one bare row, in a transaction of its own.
pub fn bare(house: &House, body: &str) -> Result<(), Error> {
    let id = app::ctx::new_id(house.now());
    let write = |tx: &mut Tx<'_>| {
        tx.run("insert into bare (id, name, body) values ($1, $2, $3)", &[id.into(), "lead".into(), body.into()])
    };
    house.db().write(write).map(drop)
}

//! Mail, against real servers on loopback and one of ours that misbehaves.

mod boxes;
mod calendars;
mod dovecot;
mod outbox;
mod ready;
mod refused;
mod servers;

use crate::world::{NOW, World, user};
use app::ctx::Who;
use app::mail::{self, Notice, Outgoing, SenderForm};
use app::outside::{Keyring, Outside};
use domain::Instant;
use std::sync::Arc;
use std::time::Duration;

/// A house that may speak to this machine, with a key; and a minute is a minute of its clock only.
pub fn outward(world: &World) -> World {
    let reach =
        post::Reach { inner: vec!["127.0.0.1".into()], patience: Duration::from_secs(10), ..post::Reach::default() };
    let outside = Outside { keys: Keyring::from_secret("a secret of the tests"), reach };
    World { house: world.house.clone().with_outside(outside) }
}

/// The same so many minutes later.
pub fn later(world: &World, minutes: i64) -> World {
    World { house: world.house.at(Arc::new(move || Instant(NOW.0 + minutes * 60_000))) }
}

pub fn form(port: u16) -> SenderForm {
    SenderForm {
        address: "crm@fjord.test".into(),
        name: "Fjord".into(),
        host: "127.0.0.1".into(),
        port: port.to_string(),
        security: "plain".into(),
        ..SenderForm::default()
    }
}

/// Sets the company's sender without trying it.
pub fn sends_by(world: &World, port: u16) {
    let sink = servers::Sink::start(&[]);
    mail::set_sender(&world.house, Who::Console, &form(sink.port)).expect("a sender");
    let change = |text: String| text.replace(&sink.port.to_string(), &port.to_string());
    let all = world
        .house
        .db()
        .read(|tx| tx.first("select value from settings where key = 'mail_sender'", &[], |row| row.next::<String>()));
    let value = change(all.expect("it reads").expect("a sender"));
    let run = |tx: &mut db::Tx<'_>| tx.run("update settings set value = $1 where key = 'mail_sender'", &[value.into()]);
    world.house.db().write(run).expect("it is written");
}

pub fn tell(world: &World, once: Option<&str>) -> bool {
    let notice = Notice { to: user("Rune"), subject: "Ny lead på ærfugl", text: "Hei Rune,\n.\ndu har en.", once };
    world.console(|ctx, tx| mail::tell(ctx, tx, &notice))
}

pub fn outgoing(world: &World) -> Vec<Outgoing> {
    world.read("Rune", mail::recent).expect("it reads")
}

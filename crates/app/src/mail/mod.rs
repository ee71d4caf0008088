//! Mail: the company's own sender, and what waits to be sent.
//!
//! Whatever is to be sent is written into the outbox by the transaction that wants it, and handed to a server by a thread
//! afterwards ([`deliver`]): a command that does not stay sends nothing, and a server that does not answer holds nothing up.

mod accounts;
mod letters;
mod outbox;
mod sender;
mod templates;

pub(crate) use accounts::SEALED;
pub use accounts::{
    AccountForm, Exclusion, MailAccount, Place, USUAL_DAYS, account, accounts, connect, disconnect, exclude,
    exclusions, include, look, look_now, turn,
};
pub use letters::queries::{self, MailView};
pub use letters::writing::{Desk, NewMail, Recipient, desk, write};
pub use letters::{File, People, Person, set_sight};
pub(crate) use letters::{erasing, follow};
pub use outbox::deliver;
pub(crate) use outbox::withhold;
pub use outbox::{Notice, Outgoing, can_tell, recent, retry, settle, tell};
pub(crate) use sender::reseal as reseal_sender;
pub use sender::{Sender, SenderForm, end_sender, sender, set_sender};
pub use templates::{MailTemplate, add_ready, add_template, change_template, fill, ready, ready_languages, templates};

use domain::Refusal;
use post::Trouble;

/// What is in the way of a server, at a field of a form where one is likely wrong. `prefix` stands before its name.
pub(crate) fn fault(trouble: &Trouble, prefix: &str) -> Refusal {
    let told = trouble.args().into_iter().fold(Refusal::new(trouble.code()), |r, (name, value)| r.with(name, value));
    match trouble.field() {
        Some("password") => told.at("password"),
        Some(field) => told.at(&format!("{prefix}{field}")),
        None => told,
    }
}

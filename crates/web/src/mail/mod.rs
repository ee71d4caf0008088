//! Mail: one's mailboxes, what was written with whom, writing from a record with templates; the company's own sender, and
//! what waits to be sent.

mod api;
mod boxes;
mod outbox;
mod sender;
mod shown;
mod templates;
mod threads;
pub(crate) mod worker;
mod write;

use crate::routes::Routes;

pub(crate) use boxes::MAILBOXES;
pub(crate) use outbox::OUTBOX;
pub(crate) use sender::SENDER;
pub(crate) use shown::note;
pub(crate) use templates::TEMPLATES;
pub(crate) use write::{can_write_on, href as write_href};

/// These routes.
pub fn routes() -> Routes {
    Routes::new()
        .merge(sender::routes())
        .merge(outbox::routes())
        .merge(boxes::routes())
        .merge(templates::routes())
        .merge(threads::routes())
        .merge(write::routes())
        .merge(api::routes())
}

//! Mail: the company's own sender, and what waits to be sent.

mod outbox;
mod sender;
pub(crate) mod worker;

use crate::routes::Routes;

pub(crate) use outbox::OUTBOX;
pub(crate) use sender::SENDER;

/// These routes.
pub fn routes() -> Routes {
    Routes::new().merge(sender::routes()).merge(outbox::routes())
}

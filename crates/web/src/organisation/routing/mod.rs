//! Routing: the rules in their order, queues, what is set beside them, the coverage map, trying a rule out, and why a
//! record went where it went.

mod api;
mod forms;
mod map;
mod page;
mod queue;
mod told;
mod try_out;
pub(crate) mod why;
pub(crate) mod worker;

use crate::routes::Routes;
use domain::kernel::id::{CoverageId, QueueId};
use domain::policy::Noun;

/// Rules, queues and settings; where a new setting is posted.
pub const ROUTING: &str = "/organisation/routing";
/// Where the end of a setting is posted.
const END: &str = "/organisation/routing/settings/{id}/end";
/// What waits in a queue.
/// What is routed, and waits in queues.
const ROUTED: [Noun; 3] = [Noun::Lead, Noun::Account, Noun::Opportunity];
const QUEUE: &str = "/organisation/routing/queues/{id}";
/// Where what waits in a queue is routed again.
const AGAIN: &str = "/organisation/routing/queues/{id}/again";
/// Who covers what, by segment and stage.
const MAP: &str = "/organisation/routing/map";
/// A changed rule, tried out.
const TRY: &str = "/organisation/routing/try";

/// The page of a queue.
pub fn queue_href(id: QueueId) -> String {
    QUEUE.replace("{id}", &id.to_string())
}

/// The page on which a coverage is tried out.
fn try_href(id: CoverageId) -> String {
    format!("{TRY}?coverage={id}")
}

/// These routes.
pub(super) fn routes() -> Routes {
    Routes::new()
        .page(ROUTING, Noun::Organisation, page::page)
        .action(ROUTING, Noun::Organisation, forms::set)
        .action(END, Noun::Organisation, forms::end)
        .page(QUEUE, Noun::Organisation, queue::page)
        .action(AGAIN, Noun::Organisation, queue::again)
        .page(MAP, Noun::Organisation, map::page)
        .page(TRY, Noun::Organisation, try_out::page)
        .merge(api::routes())
}

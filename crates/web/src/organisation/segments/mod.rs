//! Segments and who covers them: the list, one segment, the form, and the same for programs.

mod api;
mod form;
mod list;
mod show;

pub(super) use show::drawn;

use crate::routes::Routes;
use domain::kernel::id::SegmentId;
use domain::policy::Noun;

/// The list of segments, and where a new one is posted.
pub const SEGMENTS: &str = "/organisation/segments";
/// The form of a new one.
const NEW: &str = "/organisation/segments/new";
/// One segment, and where a change is posted.
const SEGMENT: &str = "/organisation/segments/{id}";
/// The form of a change.
const EDIT: &str = "/organisation/segments/{id}/edit";
/// Where its end is posted.
const END: &str = "/organisation/segments/{id}/end";

/// The page of a segment.
pub fn segment_href(id: SegmentId) -> String {
    SEGMENT.replace("{id}", &id.to_string())
}

/// These routes.
pub(super) fn routes() -> Routes {
    Routes::new()
        .page(SEGMENTS, Noun::Organisation, list::page)
        .page(NEW, Noun::Organisation, form::new)
        .page(SEGMENT, Noun::Organisation, show::page)
        .page(EDIT, Noun::Organisation, form::edit)
        .action(SEGMENTS, Noun::Organisation, form::define)
        .action(SEGMENT, Noun::Organisation, form::change)
        .action(END, Noun::Organisation, show::end)
        .merge(api::routes())
}

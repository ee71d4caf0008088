//! Many records changed at once: from the list that they were chosen on, to the field and its value, what would happen,
//! how far it is, and back.

mod api;
mod page;
pub mod worker;

use crate::fields::Fields;
use crate::records::{Shape, shape_of};
use crate::routes::Routes;
use crate::ui::table::Bulk as Act;
use app::bulk::{KINDS, Which, commands};
use app::listing::{ListQuery, ListView};
use app::{Ctx, Error, Tx};
use domain::kernel::id::SetId;
use domain::policy::Action;
use maud::html;
use text::{Lang, t, tr};

/// What one did so far.
pub const LIST: &str = "/bulk";
const ONE: &str = "/bulk/{id}";
const BEGIN: &str = "/bulk/{id}/begin";
const STOP: &str = "/bulk/{id}/stop";
const UNDO: &str = "/bulk/{id}/undo";

/// These routes. Everyone has their own; what may be changed is looked at record by record.
pub fn routes() -> Routes {
    Routes::new()
        .own_page(LIST, page::list)
        .own_action(LIST, page::choose)
        .own_page(ONE, page::one)
        .own_action(ONE, page::describe)
        .own_action(BEGIN, page::begin)
        .own_action(STOP, page::stop)
        .own_action(UNDO, page::undo)
        .merge(api::routes())
}

fn href(path: &str, id: SetId) -> String {
    path.replace("{id}", &id.to_string())
}

/// What a list offers for the rows that are selected, or for all that match.
pub(crate) fn act(ctx: &Ctx, lang: Lang, shape: &Shape, query: &ListQuery, view: &ListView) -> Option<Act> {
    let is_changed_so = KINDS.iter().any(|kind| kind.key == shape.kind.key);
    if !is_changed_so || !ctx.can(Action::Edit, shape.noun()) {
        return None;
    }
    let has_more = view.next_cursor.is_some() || view.previous_cursor.is_some();
    let fields = html! {
        input type="hidden" name="kind" value=(shape.kind.key);
        @if has_more {
            input type="hidden" name="matching_filter" value=(query.filter.as_deref().unwrap_or_default());
            input type="hidden" name="matching_search" value=(query.search.as_deref().unwrap_or_default());
            label class="check" { input type="checkbox" name="matching" value="1"; span { (all(lang, view)) } }
        }
    };
    Some(Act { action: LIST.to_owned(), label: t(lang, "bulk-edit").into_owned(), fields: Some(fields) })
}

fn all(lang: Lang, view: &ListView) -> String {
    match view.total {
        None if view.count.more_than => t(lang, "bulk-all").into_owned(),
        total => tr(lang, "bulk-all-of", &[("count", total.unwrap_or(view.count.n).into())]),
    }
}

/// The records that a list's form means.
fn meant(sent: &Fields) -> Which {
    if sent.is_ticked("matching") {
        let (filter, search) = (sent.some("matching_filter"), sent.some("matching_search"));
        return Which::All(ListQuery { filter, search, ..ListQuery::default() });
    }
    Which::These(sent.all("id").into_iter().filter_map(|id| id.parse().ok()).collect())
}

/// Notes the records that a list's form means.
pub(crate) fn chosen(ctx: &Ctx, tx: &mut Tx<'_>, shape: &Shape, sent: &Fields) -> app::Result<SetId> {
    commands::choose(ctx, tx, shape.kind, &meant(sent))
}

/// The shape of what is stored.
fn shape(kind: &str) -> app::Result<&'static Shape> {
    shape_of(kind).ok_or(Error::NotFound)
}

//! What was deleted and can be taken back: the button on a record's form, the list, and the same for programs.

mod api;
mod page;

use crate::records::Shape;
use crate::routes::Routes;
use crate::settings::moment;
use crate::ui::form;
use crate::ui::icon::{Icon, icon};
use crate::ui::layout::section;
use crate::ui::overlay::dialog;
use app::Ctx;
use app::trash::{DELETED, Moved, Trashed};
use maud::{Markup, html};
use text::{Lang, t, tr};
use uuid::Uuid;

/// What was deleted.
pub const LIST: &str = "/trash";
const DELETE: &str = "/trash/{kind}/{id}";
const RESTORE: &str = "/trash/{id}";

pub(crate) use api::delete as delete_by_program;

/// These routes. Whoever may change a record may delete it and take it back; that is looked at record by record.
pub fn routes() -> Routes {
    Routes::new()
        .own_page(LIST, page::list)
        .own_action(DELETE, page::delete)
        .own_action(RESTORE, page::restore)
        .merge(api::routes())
}

fn restore_href(id: Uuid) -> String {
    RESTORE.replace("{id}", &id.to_string())
}

/// Whether records of the kind are deleted so.
pub(crate) fn takes(shape: &Shape) -> bool {
    DELETED.contains(&shape.noun())
}

/// The button that deletes a record, and what it asks first.
pub(crate) fn button(lang: Lang, csrf: &str, shape: &Shape, id: Uuid, name: &str) -> Markup {
    let href = DELETE.replace("{kind}", shape.kind.key).replace("{id}", &id.to_string());
    let label = html! { (icon(Icon::Remove)) (t(lang, "trash-delete")) };
    let body = html! {
        div class="stack" {
            p { (tr(lang, "trash-ask", &[("name", name.into())])) }
            p class="soft" { (t(lang, "trash-explained")) }
            (form::post(csrf, &href, &[], "danger", label))
        }
    };
    html! {
        div class="buttons" { button class="button danger" type="button" data-opens="delete-it" { (icon(Icon::Remove)) (t(lang, "trash-delete")) " …" } }
        (dialog(lang, "delete-it", &t(lang, "trash-delete"), body))
    }
}

/// That a record is back, and with whom where whoever had it is not there any more.
fn back(lang: Lang, one: &Trashed) -> String {
    let name = ("name", one.name.as_str().into());
    let who = match &one.moved {
        None => return tr(lang, "trash-restored", &[name]),
        Some(Moved::Seat(who)) | Some(Moved::Queue(Some(who))) => who.clone(),
        Some(Moved::Queue(None)) => t(lang, "routing-company-queue").into_owned(),
    };
    tr(lang, "trash-restored-to", &[name, ("who", who.into())])
}

/// What stands in place of a record that was deleted.
pub(crate) fn gone(ctx: &Ctx, lang: Lang, csrf: &str, one: &Trashed) -> Markup {
    let at = [("at", moment(ctx, lang, one.deleted_at).into()), ("ends", moment(ctx, lang, one.ends_at).into())];
    section(
        &one.name,
        None,
        html! { div class="stack" { p { (tr(lang, "trash-was", &at)) } (restore(lang, csrf, one)) } },
    )
}

fn restore(lang: Lang, csrf: &str, one: &Trashed) -> Markup {
    form::post(csrf, &restore_href(one.id), &[], "", html! { (icon(Icon::Undo)) (t(lang, "trash-restore")) })
}

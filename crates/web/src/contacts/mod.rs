//! Contacts: people at accounts, and the opportunities they take part in.

mod cards;

use crate::records::page::related;
use crate::records::shape::{Paths, values_of};
use crate::records::{self, Desk, Entry, How, Page, Shape, Values, list, shape};
use crate::routes::Routes;
use app::contacts::{ContactView, commands, queries};
use app::events::Cause;
use app::listing::{Label, kinds};
use app::records::Patch;
use app::{Ctx, Tx};
use domain::consents::STATES as CONSENTS;
use domain::contacts::{BUYING_ROLES, Contact};
use domain::policy::Noun;
use maud::{Markup, html};
use text::t;
use uuid::Uuid;

/// The list of contacts.
pub const LIST: &str = "/contacts";

/// Their shape.
pub static CONTACTS: Shape = Shape {
    kind: &kinds::CONTACTS,
    paths: Paths {
        list: LIST,
        new: "/contacts/new",
        one: "/contacts/{id}",
        edit: "/contacts/{id}/edit",
        bulk_owner: "/contacts/bulk-owner",
        csv: "/contacts.csv",
        xlsx: "/contacts.xlsx",
        api: "/api/v1/contacts",
        api_one: "/api/v1/contacts/{id}",
        api_batch: "/api/v1/contacts/batch",
    },
    title: "contact-title",
    new: "contact-new",
    empty: "contact-empty",
    entries: &[
        Entry::new("name", How::Text),
        Entry::new("first_name", How::Text).unasked(),
        Entry::new("last_name", How::Text).unasked(),
        Entry::new("title", How::Text),
        Entry::new("account", How::Record("accounts")),
        Entry::new("buying_role", How::Choice("buying-role-", &BUYING_ROLES)),
        Entry::new("email", How::Email),
        Entry::new("phone", How::Text),
        Entry::new("mobile", How::Text),
        Entry::new("consent_email", How::Choice("consent-state-", &CONSENTS)).read().apart(),
        Entry::new("consent_phone", How::Choice("consent-state-", &CONSENTS)).read().apart(),
        Entry::new("owner", How::Owner),
        Entry::new("description", How::Long),
        Entry::new("next_step", How::Text),
        Entry::new("next_step_on", How::Day),
        Entry::new("external_id", How::Text).unasked(),
        Entry::new("created_on", How::Day).unasked(),
    ],
    filters: &["owner", "buying_role", "title", "consent_email"],
    detail: "account",
    list: |shape, signed, pairs| list::page_with_files(shape, signed, pairs, &[("contact-export-cards", cards::LIST)]),
    page,
    create,
    change,
};

/// These routes.
pub fn routes() -> Routes {
    records::routes(&CONTACTS).merge(cards::routes())
}

fn page(ctx: &Ctx, tx: &mut Tx<'_>, id: &str) -> app::Result<Box<dyn Page>> {
    Ok(Box::new(queries::page(ctx, tx, id)?))
}

fn create(ctx: &Ctx, tx: &mut Tx<'_>, all: &[Values]) -> app::Result<Vec<Uuid>> {
    let read = |values| {
        let contact: Contact = shape::read(values)?;
        Ok(Contact { id: ctx.id(), created_on: contact.created_on.or(Some(ctx.today)), ..contact })
    };
    let contacts = all.iter().map(read).collect::<app::Result<Vec<Contact>>>()?;
    let ids = contacts.iter().map(|contact| contact.id.0).collect();
    commands::create(ctx, tx, Cause::COMMAND, contacts)?;
    Ok(ids)
}

fn change(ctx: &Ctx, tx: &mut Tx<'_>, patch: &Patch) -> app::Result<()> {
    commands::change(ctx, tx, Cause::COMMAND, std::slice::from_ref(patch)).map(drop)
}

impl Page for ContactView {
    fn values(&self) -> app::Result<Values> {
        values_of(self)
    }
    fn of(&self) -> Option<&Label> {
        self.account_label.as_ref()
    }
    fn aside(&self, desk: &Desk<'_>) -> Markup {
        let title = t(desk.frame.lang, "account-opportunities");
        html! {
            (crate::consents::on_record(desk, Noun::Contact, self.contact.id.0, &self.consents))
            (related(desk, &title, self.opportunities.as_ref(), "contact", self.contact.id.0, "amount"))
            p class="small" { a class="link" href=(cards::href(self.contact.id)) download { (t(desk.frame.lang, "contact-save-card")) } }
        }
    }
}

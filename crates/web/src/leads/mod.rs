//! Leads: the list, the record, setting it aside, and turning it into a customer.

mod actions;
mod conversion;

use crate::records::shape::{Paths, values_of};
use crate::records::{self, Desk, Entry, How, Page, Shape, Values, list, shape};
use crate::routes::Routes;
use app::events::Cause;
use app::leads::{LeadView, commands, queries};
use app::listing::{Label, kinds};
use app::records::Patch;
use app::{Ctx, Tx};
use domain::Instant;
use domain::consents::STATES as CONSENTS;
use domain::leads::{ANSWERS, Lead, REASONS, STATUSES};
use domain::policy::Noun;
use maud::{Markup, html};
use uuid::Uuid;

/// The list of leads.
pub const LIST: &str = "/leads";

/// Their shape.
pub static LEADS: Shape = Shape {
    kind: &kinds::LEADS,
    paths: Paths {
        list: LIST,
        new: "/leads/new",
        one: "/leads/{id}",
        edit: "/leads/{id}/edit",
        bulk_owner: "/leads/bulk-owner",
        csv: "/leads.csv",
        xlsx: "/leads.xlsx",
        api: "/api/v1/leads",
        api_one: "/api/v1/leads/{id}",
        api_batch: "/api/v1/leads/batch",
    },
    title: "lead-title",
    new: "lead-new",
    empty: "lead-empty",
    entries: &[
        Entry::new("name", How::Text),
        Entry::new("first_name", How::Text).unasked(),
        Entry::new("last_name", How::Text).unasked(),
        Entry::new("company", How::Text),
        Entry::new("title", How::Text),
        Entry::new("status", How::Choice("lead-status-", &STATUSES)).read(),
        Entry::new("reason", How::Choice("lead-reason-", &REASONS)).read(),
        Entry::new("return_on", How::Day).read(),
        Entry::new("email", How::Email),
        Entry::new("phone", How::Text),
        Entry::new("consent_email", How::Choice("consent-state-", &CONSENTS)).read().apart(),
        Entry::new("consent_phone", How::Choice("consent-state-", &CONSENTS)).read().apart(),
        Entry::new("website", How::Text),
        Entry::new("source", How::Word(crate::records::shown::SOURCE, &domain::leads::SOURCES)),
        Entry::new("campaign", How::Text).unasked(),
        Entry::new("landing_page", How::Text).unasked(),
        Entry::new("product", How::Record("products")),
        Entry::new("need", How::Choice("lead-answer-", &ANSWERS)),
        Entry::new("need_evidence", How::Text),
        Entry::new("budget", How::Choice("lead-answer-", &ANSWERS)),
        Entry::new("budget_evidence", How::Text),
        Entry::new("timeline", How::Choice("lead-answer-", &ANSWERS)),
        Entry::new("timeline_evidence", How::Text),
        Entry::new("decision_process", How::Choice("lead-answer-", &ANSWERS)),
        Entry::new("decision_process_evidence", How::Text),
        Entry::new("street", How::Text).unasked(),
        Entry::new("postal_code", How::Text).unasked(),
        Entry::new("city", How::Text),
        Entry::new("region", How::Text).unasked(),
        Entry::new("country", How::Text),
        Entry::new("language", How::Text).unasked(),
        Entry::new("industry", How::Text),
        Entry::new("employees", How::Number),
        Entry::new("owner", How::Owner),
        Entry::new("account", How::Record("accounts")),
        Entry::new("contact", How::Record("contacts")).read(),
        Entry::new("opportunity", How::Record("opportunities")).read(),
        Entry::new("converted_on", How::Day).read(),
        Entry::new("won_on", How::Day).read(),
        Entry::new("score_bp", How::Basis).read().unasked(),
        Entry::new("recycled", How::Number).read(),
        Entry::new("description", How::Long),
        Entry::new("next_step", How::Text),
        Entry::new("next_step_on", How::Day),
        Entry::new("external_id", How::Text).unasked(),
        Entry::new("created_on", How::Day).unasked(),
    ],
    filters: &["owner", "status", "source", "country", "consent_email"],
    detail: "company",
    list: list::page,
    page,
    create,
    change,
};

/// These routes.
pub fn routes() -> Routes {
    records::routes(&LEADS).merge(actions::routes()).merge(conversion::routes())
}

fn page(ctx: &Ctx, tx: &mut Tx<'_>, id: &str) -> app::Result<Box<dyn Page>> {
    Ok(Box::new(queries::page(ctx, tx, id)?))
}

/// One that names no owner goes where coverage sends it.
fn create(ctx: &Ctx, tx: &mut Tx<'_>, all: &[Values]) -> app::Result<Vec<Uuid>> {
    let read = |values| Ok(Lead { id: ctx.id(), ..shape::read(values)? });
    let leads = all.iter().map(read).collect::<app::Result<Vec<Lead>>>()?;
    let ids = leads.iter().map(|lead| lead.id.0).collect();
    commands::intake(ctx, tx, Cause::COMMAND, leads)?;
    Ok(ids)
}

fn change(ctx: &Ctx, tx: &mut Tx<'_>, patch: &Patch) -> app::Result<()> {
    commands::change(ctx, tx, Cause::COMMAND, std::slice::from_ref(patch)).map(drop)
}

impl Page for LeadView {
    fn values(&self) -> app::Result<Values> {
        let mut values = values_of(self)?;
        for field in ["assigned_at", "attempted_at", "received_at", "first_attempt_at"] {
            if let Some(at) = values.get(field).and_then(serde_json::Value::as_i64) {
                values.insert(field.to_owned(), crate::api::instant(Instant(at)).into());
            }
        }
        values.insert("score_bp".to_owned(), self.score.as_ref().map(|view| view.score.chance_bp).into());
        Ok(values)
    }
    fn of(&self) -> Option<&Label> {
        self.account_label.as_ref()
    }
    fn above(&self, desk: &Desk<'_>) -> Markup {
        actions::bar(desk, self)
    }
    fn aside(&self, desk: &Desk<'_>) -> Markup {
        html! {
            @if let Some(view) = &self.score { (crate::lead_scores::on_lead(desk, view)) }
            (crate::consents::on_record(desk, Noun::Lead, self.lead.id.0, &self.consents))
        }
    }
    fn below(&self, desk: &Desk<'_>) -> Markup {
        crate::frames::on_record(desk, Noun::Lead, self.lead.id.0, &self.frame, self.may_edit)
    }
}

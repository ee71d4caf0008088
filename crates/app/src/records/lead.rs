//! Leads as rows, and what a write of them brings about: the measures and the names of their sources.

use super::{Editable, Record};
use crate::measures::Additions;
use crate::{Ctx, Result};
use db::{Row, Tx, Value};
use domain::Refusal;
use domain::custom_fields::Custom;
use domain::kernel::id::{LeadId, PositionId};
use domain::leads::{self, Answer, Lead, stints};
use domain::measures::leads::{additions, source_id};
use domain::policy::Noun;
use domain::{Instant, measures};
use std::collections::BTreeSet;
use uuid::Uuid;

impl Record for Lead {
    const NOUN: Noun = Noun::Lead;
    const TABLE: &'static str = "leads";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "name",
        "sort_key",
        "folded",
        "first_name",
        "last_name",
        "title",
        "company",
        "email",
        "phone",
        "website",
        "street",
        "city",
        "region",
        "postal_code",
        "country",
        "language",
        "industry",
        "employees",
        "product_id",
        "source",
        "campaign",
        "landing_page",
        "status",
        "need",
        "need_evidence",
        "budget",
        "budget_evidence",
        "timeline",
        "timeline_evidence",
        "decision_process",
        "decision_process_evidence",
        "owner_position_id",
        "generated_by_position_id",
        "reason",
        "return_on",
        "description",
        "next_step",
        "next_step_on",
        "recycled",
        "assigned_at",
        "attempted_at",
        "received_at",
        "first_attempt_at",
        "stints",
        "stint_due_at",
        "account_id",
        "contact_id",
        "opportunity_id",
        "converted_on",
        "won_on",
        "external_id",
        "created_on",
        "version",
    ];
    const SELECT: &'static str =
        "r.id, r.name, r.first_name, r.last_name, r.title, r.company, r.email, r.phone, r.website,
 r.street, r.city, r.region, r.postal_code, r.country, r.language, r.industry, r.employees, r.product_id, r.source,
 r.campaign, r.landing_page, r.status, r.need, r.need_evidence, r.budget, r.budget_evidence, r.timeline,
 r.timeline_evidence, r.decision_process, r.decision_process_evidence, r.owner_position_id, r.generated_by_position_id,
 r.reason, r.return_on, r.description, r.next_step, r.next_step_on, r.recycled, r.assigned_at, r.attempted_at,
 r.received_at, r.first_attempt_at, r.stints, r.account_id, r.contact_id, r.opportunity_id, r.converted_on, r.won_on,
 r.external_id, r.created_on, r.version";

    fn id(&self) -> Uuid {
        self.id.0
    }
    fn custom_mut(&mut self) -> Option<&mut Custom> {
        Some(&mut self.custom)
    }
    fn custom(&self) -> Option<&Custom> {
        Some(&self.custom)
    }
    fn version(&self) -> i64 {
        self.version
    }
    fn external_id_mut(&mut self) -> Option<&mut Option<String>> {
        Some(&mut self.external_id)
    }
    fn set_version(&mut self, version: i64) {
        self.version = version;
    }
    fn values(&self) -> Vec<Value> {
        let text = |value: &Option<String>| Value::from(value.clone());
        let instant = |value: Option<Instant>| Value::from(value.map(|at| at.0));
        let mut values = vec![
            Value::id(self.id),
            self.name.as_str().into(),
            text::sort_key(&self.name).into(),
            text::fold(&self.name).into(),
        ];
        values.extend([&self.first_name, &self.last_name, &self.title, &self.company, &self.email].map(text));
        values.extend([&self.phone, &self.website, &self.street, &self.city, &self.region].map(text));
        values.extend([&self.postal_code, &self.country, &self.language, &self.industry].map(text));
        values.extend([self.employees.into(), Value::opt_id(self.product)]);
        values.extend([&self.source, &self.campaign, &self.landing_page].map(text));
        values.push(Value::Word(self.status.key()));
        for (answer, evidence) in [
            (self.need, &self.need_evidence),
            (self.budget, &self.budget_evidence),
            (self.timeline, &self.timeline_evidence),
            (self.decision_process, &self.decision_process_evidence),
        ] {
            values.extend([Value::Word(answer.key()), text(evidence)]);
        }
        values.extend([Value::id(self.owner), Value::id(self.generated_by), text(&self.reason)]);
        values.extend([Value::opt_text(self.return_on), text(&self.description), text(&self.next_step)]);
        values.extend([Value::opt_text(self.next_step_on), Value::Int(self.recycled), Value::Int(self.assigned_at.0)]);
        values.extend([self.attempted_at, self.received_at, self.first_attempt_at].map(instant));
        values.extend([serde_json::to_string(&self.stints).unwrap_or_default().into(), instant(stints::due(self))]);
        values.extend([Value::opt_id(self.account), Value::opt_id(self.contact), Value::opt_id(self.opportunity)]);
        values.extend([Value::opt_text(self.converted_on), Value::opt_text(self.won_on), text(&self.external_id)]);
        values.extend([Value::opt_text(self.created_on), Value::Int(self.version)]);
        values
    }
    fn read(row: &Row<'_>) -> std::result::Result<Self, db::Error> {
        let answer = |row: &Row<'_>| Ok::<_, db::Error>(Answer::of(&row.next::<String>()?));
        let instant = |row: &Row<'_>| Ok::<_, db::Error>(row.next::<Option<i64>>()?.map(Instant));
        Ok(Lead {
            id: row.id()?,
            name: row.next()?,
            first_name: row.next()?,
            last_name: row.next()?,
            title: row.next()?,
            company: row.next()?,
            email: row.next()?,
            phone: row.next()?,
            website: row.next()?,
            street: row.next()?,
            city: row.next()?,
            region: row.next()?,
            postal_code: row.next()?,
            country: row.next()?,
            language: row.next()?,
            industry: row.next()?,
            employees: row.next()?,
            product: row.opt_id()?,
            source: row.next()?,
            campaign: row.next()?,
            landing_page: row.next()?,
            status: row.parsed()?,
            need: answer(row)?,
            need_evidence: row.next()?,
            budget: answer(row)?,
            budget_evidence: row.next()?,
            timeline: answer(row)?,
            timeline_evidence: row.next()?,
            decision_process: answer(row)?,
            decision_process_evidence: row.next()?,
            owner: row.id()?,
            generated_by: row.id()?,
            reason: row.next()?,
            return_on: row.opt_parsed()?,
            description: row.next()?,
            next_step: row.next()?,
            next_step_on: row.opt_parsed()?,
            recycled: row.next()?,
            assigned_at: Instant(row.next()?),
            attempted_at: instant(row)?,
            received_at: instant(row)?,
            first_attempt_at: instant(row)?,
            stints: serde_json::from_str(&row.next::<String>()?).unwrap_or_default(),
            account: row.opt_id()?,
            contact: row.opt_id()?,
            opportunity: row.opt_id()?,
            converted_on: row.opt_parsed()?,
            won_on: row.opt_parsed()?,
            external_id: row.next()?,
            created_on: row.opt_parsed()?,
            version: row.next()?,
            custom: Custom::default(),
        })
    }
    fn followed(ctx: &Ctx, tx: &mut Tx<'_>, changes: &mut [(Option<Lead>, Lead)]) -> Result<()> {
        let terms = crate::routing::terms(ctx, tx)?;
        for (before, after) in changes {
            stints::follow(before.as_ref(), after, &terms, |at| ctx.company.day_of(at));
        }
        Ok(())
    }
    fn written(_: &Ctx, tx: &mut Tx<'_>, changes: &[(Option<Lead>, Lead)]) -> Result<()> {
        let mut adds = Additions::default();
        let known: BTreeSet<&str> = changes.iter().filter_map(|(b, _)| b.as_ref()?.source.as_deref()).collect();
        let mut sources: BTreeSet<&str> = changes.iter().filter_map(|(_, after)| after.source.as_deref()).collect();
        sources.retain(|source| !known.contains(source));
        for (before, after) in changes {
            adds.add(&additions(before.as_ref(), Some(after)));
            adds.carry(before.as_ref(), Some(after));
        }
        adds.ready().write(tx)?;
        super::sql::name_sources(tx, sources.iter().filter_map(|name| Some((source_id(Some(name))?.0, *name))))
    }
    fn removed(tx: &mut Tx<'_>, gone: &Lead) -> Result<()> {
        take_back(tx, std::slice::from_ref(gone))
    }
    fn returned(tx: &mut Tx<'_>, back: &Lead) -> Result<()> {
        let mut adds = Additions::default();
        adds.add(&additions(None, Some(back)));
        adds.carry(None, Some(back));
        adds.ready().write(tx)
    }
}

impl Editable for Lead {
    fn set_id(&mut self, id: Uuid) {
        self.id = LeadId(id);
    }
    fn owner_mut(&mut self) -> Option<&mut PositionId> {
        Some(&mut self.owner)
    }
    fn references(&self) -> Vec<(&'static str, Noun, Uuid)> {
        let named = [
            ("product", Noun::Product, self.product.map(|id| id.0)),
            ("account", Noun::Account, self.account.map(|id| id.0)),
            ("contact", Noun::Contact, self.contact.map(|id| id.0)),
            ("opportunity", Noun::Opportunity, self.opportunity.map(|id| id.0)),
        ];
        named.into_iter().filter_map(|(field, noun, id)| Some((field, noun, id?))).collect()
    }
    /// The whole name, where only its parts or the company are given.
    fn complete(&mut self) {
        if self.name.trim().is_empty() {
            let parts = [self.first_name.as_deref(), self.last_name.as_deref()];
            let whole = parts.into_iter().flatten().map(str::trim).collect::<Vec<_>>().join(" ");
            let others = [Some(whole), self.company.clone(), self.email.clone()];
            self.name = others.into_iter().flatten().find(|name| !name.trim().is_empty()).unwrap_or_default();
        }
    }
    fn check(&self) -> std::result::Result<(), Refusal> {
        leads::check(self)
    }
    fn settle(&mut self, before: Option<&Lead>, now: Instant) {
        match before {
            None => {
                if self.generated_by == PositionId::default() {
                    self.generated_by = self.owner;
                }
                if self.assigned_at == Instant::default() {
                    self.assigned_at = now;
                }
            }
            Some(before) if before.owner != self.owner => {
                let owner = self.owner;
                *self = leads::assign(&Lead { owner: before.owner, ..self.clone() }, owner, now);
            }
            Some(_) => {}
        }
    }
}

/// What leads that are removed had added.
///
/// # Errors
/// The database's own.
pub(crate) fn take_back(tx: &mut Tx<'_>, gone: &[Lead]) -> Result<()> {
    let mut adds = Additions::default();
    for lead in gone {
        adds.add(&measures::leads::additions(Some(lead), None));
        adds.carry(Some(lead), None);
    }
    adds.ready().write(tx)
}

//! Activities as a kind of record: their list, page, form, files and programs.

use super::LIST;
use super::told::named;
use crate::errors::Answer;
use crate::extract::SignedIn;
use crate::records::shape::{BoxFuture, Paths, values_of};
use crate::records::{Address, Desk, Entry, How, Page, Shape, Values, list, shape, shown};
use crate::ui::layout;
use crate::ui::record;
use app::activities::commands::{self, ActivityPatch, NewActivity};
use app::activities::{ActivityView, queries};
use app::events::Cause;
use app::listing::{ListQuery, kinds};
use app::records::Patch;
use app::{Ctx, Error, Tx};
use axum::response::{IntoResponse, Redirect};
use domain::Refusal;
use domain::activities::{DIRECTIONS, KINDS, Link, OUTCOMES, outcomes};
use domain::kernel::id::ActivityId;
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use serde_json::{Value as Json, json};
use text::{t, tr};
use uuid::Uuid;

/// Their shape.
pub static ACTIVITIES: Shape = Shape {
    kind: &kinds::ACTIVITIES,
    paths: Paths {
        list: LIST,
        new: "/activities/new",
        one: "/activities/{id}",
        edit: "/activities/{id}/edit",
        bulk_owner: "/activities/bulk-owner",
        csv: "/activities.csv",
        xlsx: "/activities.xlsx",
        api: "/api/v1/activities",
        api_one: "/api/v1/activities/{id}",
        api_batch: "/api/v1/activities/batch",
    },
    title: "activity-title",
    new: "activity-new",
    empty: "activity-empty",
    entries: &[
        Entry::new("kind", How::Choice("activity-kind-", &KINDS)).needed(),
        Entry::new("subject", How::Text),
        Entry::new("opportunity", How::Record("opportunities")),
        Entry::new("account", How::Record("accounts")),
        Entry::new("contact", How::Record("contacts")),
        Entry::new("outcome", How::ChoiceOf("activity-outcome-", "kind", fitting)),
        Entry::new("direction", How::Choice("activity-direction-", &DIRECTIONS)),
        Entry::new("starts_at", How::Moment),
        Entry::new("minutes", How::Number),
        Entry::new("due_on", How::Day),
        Entry::new("next_on", How::Day),
        Entry::new("owner", How::Owner),
        Entry::new("happened_at", How::Moment),
        Entry::new("body", How::Long),
        Entry::new("is_automatic", How::Flag).unasked(),
        Entry::new("external_id", How::Text).unasked(),
    ],
    filters: &["owner", "kind", "outcome", "is_open", "on", "due_on"],
    detail: "account",
    list: page_of_list,
    page,
    create,
    change,
};

/// Fields that name a record it stands on.
const RECORDS: [(&str, Noun); 3] =
    [("opportunity", Noun::Opportunity), ("account", Noun::Account), ("contact", Noun::Contact)];
/// Fields that hold an hour.
const HOURS: [&str; 2] = ["starts_at", "happened_at"];

fn fitting(kind: &str) -> &'static [&'static str] {
    if kind.is_empty() { &OUTCOMES } else { outcomes(kind) }
}

fn page_of_list(shape: &'static Shape, signed: SignedIn, pairs: Vec<(String, String)>) -> BoxFuture {
    Box::pin(own_or_all(shape, signed, pairs))
}

/// Where nothing is asked, one's own and one's team's: the filter stands there to be taken away.
async fn own_or_all(shape: &'static Shape, signed: SignedIn, pairs: Vec<(String, String)>) -> Answer {
    let mut address = Address::read(shape.kind, &pairs)?;
    if address.is_loose {
        return Ok(Redirect::to(&address.href(LIST)).into_response());
    }
    let is_plain = address.query == ListQuery::default() && address.kept.is_empty();
    signed
        .page(move |ctx, tx, frame| {
            list::head(ctx, frame, shape);
            if ctx.can(Action::Create, Noun::Activity) {
                let from = t(frame.lang, "arriving-title");
                frame.extra = Some(html! { a class="button" href=(super::arriving::PAGE) { (from) } });
            }
            if is_plain && !ctx.positions.is_empty() {
                address.query.filter = Some("owner = team".to_owned());
            }
            let view = app::listing::list(ctx, tx, shape.kind, &address.query)?;
            let list = list::whole(ctx, tx, frame, shape, &address, &view)?;
            Ok(layout::content(false, crate::ui::table::list(frame.lang, &frame.csrf, &list)))
        })
        .await
}

/// An activity, and the time zone that its hours are told in.
struct Told {
    view: ActivityView,
    zone: String,
}

fn page(ctx: &Ctx, tx: &mut Tx<'_>, id: &str) -> app::Result<Box<dyn Page>> {
    Ok(Box::new(Told { view: queries::page(ctx, tx, id)?, zone: ctx.company.time_zone.clone() }))
}

impl Page for Told {
    fn values(&self) -> app::Result<Values> {
        let mut values = values_of(&self.view)?;
        let activity = &self.view.activity;
        let told = |at: Option<domain::Instant>| at.map_or(Json::Null, |at| json!(shown::offset(at, &self.zone)));
        for (field, at) in [
            ("starts_at", activity.starts_at),
            ("happened_at", Some(activity.happened_at)),
            ("done_at", activity.done_at),
        ] {
            values.insert(field.to_owned(), told(at));
        }
        for (field, noun) in RECORDS {
            let first = self.view.on.iter().find(|on| on.noun == noun).map(|on| &on.record);
            values.insert(field.to_owned(), first.map_or(Json::Null, |record| json!(record.id)));
            values.insert(format!("{field}_label"), serde_json::to_value(first)?);
        }
        // The account it was with is shown where it is not itself among the records.
        if let Some(account) = &self.view.account_label {
            values.insert("account".to_owned(), json!(account.id));
            values.insert("account_label".to_owned(), serde_json::to_value(account)?);
        }
        Ok(values)
    }

    fn aside(&self, desk: &Desk<'_>) -> Markup {
        let lang = desk.frame.lang;
        let item = |on: &app::activities::On| {
            html! { (named(on)) span class="small quiet spread" { (shown::choice(lang, "noun-", on.noun.key())) } }
        };
        let mut items: Vec<Markup> = self.view.on.iter().map(item).collect();
        if self.view.unseen > 0 {
            let count = i64::try_from(self.view.unseen).unwrap_or(i64::MAX);
            items.push(html! { span class="quiet" { (tr(lang, "activity-unseen", &[("count", count.into())])) } });
        }
        let file = super::event::href(self.view.activity.id);
        html! {
            (record::related(&t(lang, "activity-stands-on"), None, None, &items, None))
            @if matches!(self.view.activity.kind.as_str(), "call" | "meeting" | "demo" | "task") {
                p class="small" { a class="link" href=(file) download="event.ics" { (t(lang, "activity-save-event")) } }
            }
        }
    }
}

/// The values with hours as the app reads them.
fn timed(ctx: &Ctx, values: &Values) -> app::Result<Values> {
    let mut timed = values.clone();
    for field in HOURS {
        let Some(text) = values.get(field).and_then(Json::as_str) else { continue };
        let at = shown::instant(text, &ctx.company.time_zone)
            .ok_or_else(|| Refusal::new("refusal-value-wrong").at(field).with("value", text))?;
        timed.insert(field.to_owned(), json!(at));
    }
    Ok(timed)
}

/// A record that a value names.
fn record_of(values: &Values, field: &str, noun: Noun) -> app::Result<Option<Link>> {
    let Some(text) = values.get(field).and_then(Json::as_str) else { return Ok(None) };
    let record = text.parse().map_err(|_| Refusal::new("refusal-record-unknown").at(field))?;
    Ok(Some(Link { noun, record, takes_part: noun == Noun::Contact }))
}

fn create(ctx: &Ctx, tx: &mut Tx<'_>, all: &[Values]) -> app::Result<Vec<Uuid>> {
    all.iter().map(|values| create_one(ctx, tx, values)).collect()
}

fn create_one(ctx: &Ctx, tx: &mut Tx<'_>, values: &Values) -> app::Result<Uuid> {
    ctx.may(Action::Create, Noun::Activity)?;
    let mut values = timed(ctx, values)?;
    let mut links = Vec::new();
    for (field, noun) in RECORDS {
        links.extend(record_of(&values, field, noun)?);
        values.remove(field);
    }
    let first = *links.first().ok_or_else(|| Refusal::new("refusal-links-none").at("account"))?;
    let named = |link: &Link| match app::records::seen(ctx, tx, link.noun, &[link.record])?.is_empty() {
        true => Err(Error::from(Refusal::new("refusal-record-unknown").at(link.noun.key()))),
        false => Ok(()),
    };
    links.iter().try_for_each(named)?;
    values.insert("noun".to_owned(), json!(first.noun));
    values.insert("record".to_owned(), json!(first.record));
    if values.get("kind").is_none_or(Json::is_null) {
        return Err(Refusal::new("refusal-value-missing").at("kind").into());
    }
    // What cannot be read is told at its field, by the fields that a change has as well.
    shape::read::<ActivityPatch>(&values)?;
    let new = NewActivity { links, ..serde_json::from_value(Json::Object(values))? };
    let made = commands::add(ctx, tx, Cause::COMMAND, vec![new])?.pop();
    made.map(|activity| activity.id.0).ok_or(Error::NotFound)
}

fn change(ctx: &Ctx, tx: &mut Tx<'_>, patch: &Patch) -> app::Result<()> {
    let mut values = timed(ctx, &patch.fields)?;
    let standing = page(ctx, tx, &patch.id.to_string())?.values()?;
    let (mut add, mut remove) = (Vec::new(), Vec::new());
    for (field, noun) in RECORDS {
        let is_other = values.get(field).is_some_and(|value| standing.get(field) != Some(value));
        if is_other {
            add.extend(record_of(&values, field, noun)?);
            remove.extend(record_of(&standing, field, noun)?.map(|link| link.record));
        }
        values.remove(field);
    }
    for field in ["subject", "body"] {
        if values.get(field) == Some(&Json::Null) {
            values.insert(field.to_owned(), json!(""));
        }
    }
    values.retain(|field, value| !(value.is_null() && matches!(field.as_str(), "happened_at" | "owner" | "kind")));
    let patch_of = ActivityPatch { version: patch.version, add, remove, ..shape::read(&values)? };
    commands::change(ctx, tx, ActivityId(patch.id), &patch_of).map(drop)
}

//! Reads of activities. Each asks for its records first.

use super::{ActivityView, On, calendar, sql};
use crate::custom_fields;
use crate::listing::{Label, Owners};
use crate::{Ctx, Error, Result, records};
use db::Tx;
use domain::activities::Activity;
use domain::kernel::id::{ActivityId, ContactId};
use domain::policy::{Action, Noun};
use domain::{Day, Instant};
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// Open activities that a record's page shows.
const OPEN: i64 = 50;
/// Activities of one record that are read at once.
const WHOLE: i64 = 100_000;

/// Days that a calendar reaches back,
const FEED_BACK: i64 = 90;
/// and ahead.
const FEED_AHEAD: i64 = 366;
/// Events and to-dos of a calendar at most, of each.
const FEED_MOST: i64 = 2000;

/// One activity.
///
/// # Errors
/// [`Error::NotFound`] where there is none, or none of its records may be seen.
pub fn get(ctx: &Ctx, tx: &mut Tx<'_>, id: ActivityId) -> Result<Activity> {
    let scope = ctx.may(Action::See, Noun::Activity).map_err(|_| Error::NotFound)?;
    sql::some(tx, Some(&scope), &[id])?.pop().ok_or(Error::NotFound)
}

/// One activity as its page and the API show it, by id or external id.
///
/// # Errors
/// [`Error::NotFound`].
pub fn page(ctx: &Ctx, tx: &mut Tx<'_>, id: &str) -> Result<ActivityView> {
    let id = records::named(ctx, tx, Noun::Activity, id)?;
    let found = get(ctx, tx, ActivityId(id))?;
    let mut view = views(ctx, tx, vec![found])?.pop().ok_or(Error::NotFound)?;
    view.own = custom_fields::queries::shown(ctx, tx, Noun::Activity, id, &mut view.hidden)?;
    Ok(view)
}

/// Activities as their reader sees them. The caller has shown that they may be seen.
///
/// # Errors
/// The database's own.
pub fn views(ctx: &Ctx, tx: &mut Tx<'_>, activities: Vec<Activity>) -> Result<Vec<ActivityView>> {
    let names = names(ctx, tx, &activities)?;
    let owners = Owners::new(ctx);
    let ids: Vec<Uuid> = activities.iter().map(|a| a.id.0).collect();
    let editable: HashSet<Uuid> = match ctx.may(Action::Edit, Noun::Activity) {
        Ok(scope) => sql::some(tx, Some(&scope), &ids.into_iter().map(ActivityId).collect::<Vec<_>>())?
            .into_iter()
            .map(|a| a.id.0)
            .collect(),
        Err(_) => HashSet::new(),
    };
    let of_mail: Vec<ActivityId> = activities.iter().filter(|a| a.kind == "email").map(|a| a.id).collect();
    let mut mails = crate::mail::queries::of_activities(ctx, tx, &of_mail)?;
    let told = |activity: Activity| {
        let mail = mails.remove(&activity.id).map(Box::new);
        ActivityView { mail, ..view(activity, &names, &owners, &editable) }
    };
    Ok(activities.into_iter().map(told).collect())
}

fn view(
    mut activity: Activity,
    names: &HashMap<Uuid, Label>,
    owners: &Owners<'_>,
    editable: &HashSet<Uuid>,
) -> ActivityView {
    let total = activity.links.len();
    activity.links.retain(|link| names.contains_key(&link.record));
    let main = activity.record;
    activity.links.sort_by_key(|link| (link.record != main, link.noun, link.record));
    let mut hidden = Vec::new();
    if let Some(first) = activity.links.first().filter(|_| !names.contains_key(&main)) {
        (activity.noun, activity.record) = (first.noun, first.record);
        hidden.push("record");
    }
    let account_label = activity.account.and_then(|account| names.get(&account.0).cloned());
    if activity.account.is_some() && account_label.is_none() {
        activity.account = None;
        hidden.push("account");
    }
    let on = |link: &domain::activities::Link| {
        let record = names.get(&link.record).cloned()?;
        Some(On { noun: link.noun, record, takes_part: link.takes_part })
    };
    ActivityView {
        own: custom_fields::Shown::default(),
        name: name(&activity),
        owner_label: activity.owner.map(|owner| owners.label(owner)),
        account_label,
        on: activity.links.iter().filter_map(on).collect(),
        unseen: total - activity.links.len(),
        is_open: activity.is_open(),
        hidden,
        mail: None,
        may_edit: editable.contains(&activity.id.0),
        activity,
    }
}

/// What it is called: its subject, or the first line of its text.
pub(super) fn name(activity: &Activity) -> String {
    let text = if activity.subject.is_empty() { &activity.body } else { &activity.subject };
    text.lines().next().unwrap_or_default().chars().take(120).collect()
}

/// Names of the records that activities stand on, as far as the user may see them.
fn names(ctx: &Ctx, tx: &mut Tx<'_>, activities: &[Activity]) -> Result<HashMap<Uuid, Label>> {
    let mut named: BTreeMap<Noun, Vec<Uuid>> = BTreeMap::new();
    for activity in activities {
        for link in &activity.links {
            named.entry(link.noun).or_default().push(link.record);
        }
        named.entry(Noun::Account).or_default().extend(activity.account.map(|account| account.0));
    }
    let mut names = HashMap::new();
    for (noun, mut ids) in named {
        ids.sort_unstable();
        ids.dedup();
        let seen = records::seen(ctx, tx, noun, &ids)?;
        names.extend(records::labels(tx, noun, &seen)?.into_iter().map(|label| (label.id, label)));
    }
    Ok(names)
}

/// The user's calendar as iCalendar: what they have planned from three months back to a year ahead, and their open tasks
/// with a day. What they may not see, their calendar does not show.
///
/// # Errors
/// The database's own.
pub fn feed(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<String> {
    let scope = ctx.may(Action::See, Noun::Activity)?;
    let day = |days: i64| ctx.company.start_of(ctx.today.plus(days));
    let span = (day(-FEED_BACK), day(FEED_AHEAD), ctx.today.plus(FEED_AHEAD));
    let found = sql::calendar(tx, &scope, &ctx.positions, span, FEED_MOST)?;
    let found = views(ctx, tx, found)?;
    calendar::written(ctx, tx, &found, Some(&ctx.name))
}

/// What the user has planned for an hour with others between two days, the last not included.
///
/// # Errors
/// The database's own.
pub(crate) fn meetings(ctx: &Ctx, tx: &mut Tx<'_>, from: Day, to: Day) -> Result<Vec<Activity>> {
    let scope = ctx.may(Action::See, Noun::Activity)?;
    let span = (ctx.company.start_of(from), ctx.company.start_of(to), from.plus(-1));
    let found = sql::calendar(tx, &scope, &ctx.positions, span, FEED_MOST)?;
    Ok(found.into_iter().filter(|a| matches!(a.kind.as_str(), "meeting" | "demo") && a.starts_at.is_some()).collect())
}

/// One activity as iCalendar, by id or external id: an event where it is planned for an hour, else a to-do.
///
/// # Errors
/// [`Error::NotFound`].
pub fn event(ctx: &Ctx, tx: &mut Tx<'_>, id: &str) -> Result<String> {
    let found = page(ctx, tx, id)?;
    calendar::written(ctx, tx, &[found], None)
}

/// Activities on a record before an instant, newest first. The caller has shown that the record may be seen.
///
/// # Errors
/// The database's own.
pub(crate) fn before(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    record: Uuid,
    before: Instant,
    limit: i64,
) -> Result<Vec<ActivityView>> {
    let found = sql::before(tx, record, before, limit)?;
    views(ctx, tx, found)
}

/// Everything on a record, whoever may see it.
pub(super) fn all_on(tx: &mut Tx<'_>, record: Uuid) -> Result<Vec<Activity>> {
    sql::before(tx, record, Instant(i64::MAX), WHOLE)
}

/// Everything that stands on a record or was with it, whoever may see it.
pub(super) fn all_naming(tx: &mut Tx<'_>, record: Uuid) -> Result<Vec<Activity>> {
    let mut found = all_on(tx, record)?;
    let known: HashSet<ActivityId> = found.iter().map(|activity| activity.id).collect();
    let with: Vec<ActivityId> = sql::with_account(tx, record)?.into_iter().filter(|id| !known.contains(id)).collect();
    found.extend(sql::some(tx, None, &with)?);
    Ok(found)
}

/// What waits to be done on a record, tasks and what is planned, the one due first before the others.
///
/// # Errors
/// [`Error::NotFound`] where the record may not be seen.
pub fn open_on(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, id: Uuid) -> Result<Vec<Activity>> {
    records::visible(ctx, tx, noun, id)?;
    sql::open_on(tx, id, OPEN)
}

/// Who is most likely to take part in what is logged on a record: the contact of an opportunity.
///
/// # Errors
/// The database's own.
pub fn likely(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, id: Uuid) -> Result<Option<Label>> {
    if noun != Noun::Opportunity {
        return Ok(None);
    }
    let mut contact = sql::contact_of(tx, id)?.map(ContactId);
    records::reference(ctx, tx, Noun::Contact, "contact", &mut contact, &mut Vec::new())
}

/// What waits of the user and is due up to a day, the earliest first.
///
/// # Errors
/// The database's own.
pub fn waiting(ctx: &Ctx, tx: &mut Tx<'_>, until: Day, limit: i64) -> Result<Vec<Activity>> {
    let Ok(scope) = ctx.may(Action::See, Noun::Activity) else { return Ok(Vec::new()) };
    sql::due(tx, &scope, &ctx.positions, until, limit)
}

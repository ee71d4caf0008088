//! The record page of every kind: next step, timeline and tasks beside facts that are edited where they stand,
//! related lists, and why the reader sees it.

use super::fields;
use super::shape::{Desk, Entry, How, Shape};
use super::story;
use super::{Values, shown};
use crate::activities;
use crate::errors::{Answer, Faults};
use crate::extract::SignedIn;
use crate::fields::Fields;
use crate::ui::form;
use crate::ui::icon::{Icon, icon};
use crate::ui::layout::{self, Action as Act, PageFrame};
use crate::ui::pill::Tone;
use crate::ui::record::{self, Edit, Fact};
use app::listing::ListView;
use app::opportunities::queries::Next;
use app::records::Reason;
use app::{Ctx, Error, Tx};
use domain::Day;
use domain::custom_fields::FieldKind;
use domain::kernel::id::OutboundListId;
use domain::organisation::routing::WorkKind;
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use text::{Lang, fmt, t, tr};
use uuid::Uuid;

/// The page of one record.
pub(super) async fn one(shape: &'static Shape, signed: SignedIn, id: String, pairs: Vec<(String, String)>) -> Answer {
    let named = |name: &str| pairs.iter().find(|(found, _)| found == name).map(|(_, value)| value.clone());
    let part =
        Part { show: named("show"), before: named("before").and_then(|at| at.parse().ok()).map(domain::Instant) };
    signed.page(move |ctx, tx, frame| drawn(ctx, tx, frame, shape, &id, &part, &Faults::none(), None)).await
}

/// The page again, after something on it was refused.
pub(crate) fn again(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    shape: &Shape,
    id: &str,
    faults: &Faults,
) -> app::Result<Markup> {
    drawn(ctx, tx, frame, shape, id, &Part::default(), faults, None)
}

/// Which part of the timeline is asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    /// Notes alone, changes alone, or all.
    pub show: Option<String>,
    /// What happened before then.
    pub before: Option<domain::Instant>,
}

/// The content of a record's page; `typed` stand in for its values after a refusal.
#[expect(clippy::too_many_arguments, reason = "a page is drawn from all of them")]
pub(super) fn drawn(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    shape: &Shape,
    id: &str,
    part: &Part,
    faults: &Faults,
    typed: Option<&Values>,
) -> app::Result<Markup> {
    let lang = frame.lang;
    let page = match (shape.page)(ctx, tx, id) {
        Err(Error::NotFound) => return deleted(ctx, tx, frame, shape, id),
        page => page?,
    };
    let values = page.values()?;
    let id = id_of(&values)?;
    let may_edit = is_true(&values, "may_edit");
    frame.title = text_of(&values, "name");
    frame.of = page.of().map(|label| label.label.clone());
    frame.events = Some(crate::live::href(ctx, shape.noun(), Some(id)));
    // An activity carries no activities.
    let carries = shape.noun() != Noun::Activity && ctx.can(Action::Create, Noun::Activity);
    frame.action =
        carries.then(|| Act { href: "#log".to_owned(), label: t(lang, "activity-log").into_owned(), icon: Icon::Note });
    let writes = carries && crate::mail::can_write_on(shape.noun());
    let write = writes.then(|| {
        let href = crate::mail::write_href(shape.noun(), id);
        html! { a class="button" href=(href) { (icon(Icon::Mail)) span class="label" { (t(lang, "mail-write")) } } " " }
    });
    frame.extra.clone_from(&write);
    if may_edit {
        let edit = t(lang, "action-edit");
        let href = format!("{}/edit", shape.href(id));
        frame.extra = Some(
            html! { @if let Some(write) = &write { (write) } a class="button" href=(href) { (icon(Icon::Edit)) span class="label" { (edit) } } },
        );
    }
    let erased = match domain::privacy::PEOPLE.contains(&shape.noun()) {
        true => app::privacy::erased_at(tx, id)?,
        false => None,
    };
    let before = part.before.unwrap_or_else(|| after_now(ctx));
    let mut entries = app::records::timeline(ctx, tx, shape.noun(), id, before, story::LENGTH + 1)?;
    let older = story::cut(&mut entries);
    let tasks = app::activities::queries::open_on(ctx, tx, shape.noun(), id)?;
    let reasons = app::records::why_visible(ctx, tx, shape.noun(), id)?;
    let routed = crate::organisation::routing::why::details(ctx, tx, lang, shape.noun(), id)?;
    let handoffs = match WorkKind::from_key(shape.noun().key()) {
        Some(_) if ctx.can(Action::See, Noun::Handoff) => app::handoffs::queries::of_record(ctx, tx, shape.noun(), id)?,
        _ => Vec::new(),
    };
    let desk = Desk { ctx, frame, faults };
    let cadences = match app::cadences::ENROLLED.contains(&shape.noun()) {
        true => {
            let enrolments = app::cadences::queries::on_record(ctx, tx, shape.noun(), id)?;
            let all = if carries { app::cadences::queries::all(ctx, tx)? } else { Vec::new() };
            crate::cadences::on_record(&desk, shape.noun(), id, &enrolments, &all)
        }
        false => Markup::default(),
    };
    let lists = match app::outbound::LISTED.contains(&shape.noun()) {
        true => {
            let on = app::outbound::queries::on_record(ctx, tx, shape.noun(), id)?;
            let open = app::outbound::queries::open(ctx, tx)?;
            crate::outbound::on_record(&desk, shape.noun(), id, &on, &open)
        }
        false => Markup::default(),
    };
    let with = shown::label(&values, "contact");
    let name = &desk.frame.title;
    let about =
        activities::About { noun: shape.noun(), record: id, name, with, chosen: None, begins: false, working: None };
    let compose = carries.then(|| activities::compose(&desk, &about, &crate::fields::Fields::default()));
    let main = html! {
        @if values.contains_key("next_step") { (next(&desk, shape, &values, may_edit)) }
        (activities::tasks(&desk, &tasks))
        (story::timeline(&desk, shape, id, part, compose, &entries, older))
        (page.below(&desk))
    };
    let aside = html! {
        (record::facts(lang, &desk.frame.csrf, None, &facts(&desk, shape, &values, typed, may_edit)))
        (crate::handoffs::on_record(&desk, shape.noun(), id, &handoffs, may_edit && ctx.can(Action::Create, Noun::Handoff)))
        (cadences)
        (lists)
        (page.aside(&desk))
        (why(lang, &reasons))
        (routed)
    };
    let form = form::Form { errors: faults.beside(&asked(ctx, shape)), ..form::Form::default() };
    let content = html! {
        @if let Some(at) = erased { (crate::privacy::was_erased(ctx, lang, at)) }
        (form::faults(lang, &form, &[]))
        (page.above(&desk))
        (record::columns(main, aside))
    };
    Ok(layout::content(true, content))
}

/// In place of a record that was deleted, for whoever may take it back.
fn deleted(ctx: &Ctx, tx: &mut Tx<'_>, frame: &mut PageFrame, shape: &Shape, id: &str) -> app::Result<Markup> {
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let one = app::trash::queries::one(ctx, tx, id)?;
    if one.noun != shape.noun() {
        return Err(Error::NotFound);
    }
    frame.title.clone_from(&one.name);
    Ok(layout::content(true, crate::trash::gone(ctx, frame.lang, &frame.csrf, &one)))
}

/// One of a list that is worked through.
pub(crate) struct AtWork<'a> {
    /// Who.
    pub record: Uuid,
    /// The list.
    pub list: OutboundListId,
    /// What was typed, where it was refused.
    pub typed: &'a Fields,
}

/// The record as one works through a list of them: what can be done with it, the form that logs what was done and stands
/// ready for it, what happened before, and its facts to be read; with its values that are known.
pub(crate) fn at_work(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &PageFrame,
    shape: &Shape,
    at: &AtWork<'_>,
    faults: &Faults,
) -> app::Result<(Markup, Values)> {
    let id = at.record;
    let page = (shape.page)(ctx, tx, &id.to_string())?;
    let mut values = page.values()?;
    // What is not known helps nobody on the phone.
    values.retain(|_, value| !value.is_null());
    let may_edit = is_true(&values, "may_edit");
    let mut entries = app::records::timeline(ctx, tx, shape.noun(), id, after_now(ctx), story::LENGTH + 1)?;
    let older = story::cut(&mut entries);
    let tasks = app::activities::queries::open_on(ctx, tx, shape.noun(), id)?;
    let desk = Desk { ctx, frame, faults };
    let (name, with) = (text_of(&values, "name"), shown::label(&values, "contact"));
    let (noun, chosen, working) = (shape.noun(), Some("call"), Some(at.list));
    let about = activities::About { noun, record: id, name: &name, with, chosen, begins: true, working };
    let may_log = ctx.can(Action::Create, Noun::Activity);
    let compose = may_log.then(|| activities::compose(&desk, &about, at.typed));
    // What was wrong was wrong with that form alone.
    let none = Faults::none();
    let desk = Desk { faults: &none, ..desk };
    let main = html! {
        (story::timeline(&desk, shape, id, &Part::default(), compose, &entries, older))
        (activities::tasks(&desk, &tasks))
    };
    let aside = html! {
        (next(&desk, shape, &values, may_edit))
        (record::facts(frame.lang, &frame.csrf, None, &facts(&desk, shape, &values, None, false)))
        (page.aside(&desk))
    };
    Ok((html! { (page.above(&desk)) (record::columns(main, aside)) }, values))
}

/// The fields of a kind's form.
pub(super) fn asked(ctx: &Ctx, shape: &Shape) -> Vec<&'static str> {
    shape.all(ctx).filter(|e| e.is_set).map(|e| e.key).collect()
}

fn after_now(ctx: &Ctx) -> domain::Instant {
    domain::Instant(ctx.now.0.saturating_add(1))
}

/// The id of a view.
pub(crate) fn id_of(values: &Values) -> app::Result<Uuid> {
    let id = values.get("id").and_then(|id| id.as_str()).and_then(|id| id.parse().ok());
    id.ok_or_else(|| Error::Internal("a view without an id".to_owned()))
}

/// The version of a view.
pub(crate) fn version_of(values: &Values) -> i64 {
    values.get("version").and_then(serde_json::Value::as_i64).unwrap_or_default()
}

pub(super) fn is_true(values: &Values, key: &str) -> bool {
    values.get(key).and_then(serde_json::Value::as_bool) == Some(true)
}

pub(super) fn text_of(values: &Values, key: &str) -> String {
    values.get(key).map(shown::plain).unwrap_or_default()
}

/// Whether a field is changed on the form alone: what leads elsewhere, and what takes room.
fn is_on_form(entry: &Entry) -> bool {
    match entry.how {
        How::Record(_) | How::Long => true,
        How::Own(own) => matches!(own.kind, FieldKind::Record | FieldKind::Link | FieldKind::MultiChoice),
        _ => false,
    }
}

fn facts(desk: &Desk<'_>, shape: &Shape, values: &Values, typed: Option<&Values>, may_edit: bool) -> Vec<Fact> {
    let lang = desk.frame.lang;
    let (href, version) = (shape.href(text_of(values, "id")), version_of(values).to_string());
    let mut facts = Vec::new();
    let is_shown = |key: &str, is_set: bool| values.get(key).is_some_and(|value| is_set || !value.is_null());
    for entry in shape.all(desk.ctx).filter(|e| e.key != "name" && !e.is_apart && is_shown(e.key, e.is_asked)) {
        // What names another record leads there; it is changed on the form.
        let is_inline = may_edit && entry.is_set && !is_on_form(&entry);
        let label = entry.name(lang);
        let value = shown::fact(lang, shape.kind.key, &entry, values, !is_inline);
        let edit = is_inline.then(|| Edit {
            action: href.clone(),
            version: version.clone(),
            field: fields::control(desk, &entry, typed.unwrap_or(values)).scope("fact"),
        });
        facts.push(Fact { label, value, edit });
    }
    facts
}

/// The tone of a next step.
pub(crate) fn tone(next: Next) -> Tone {
    match next {
        Next::Late => Tone::Late,
        Next::Today => Tone::Today,
        Next::Planned => Tone::Plain,
        Next::None => Tone::None,
    }
}

fn next(desk: &Desk<'_>, shape: &Shape, values: &Values, may_edit: bool) -> Markup {
    let (lang, ctx) = (desk.frame.lang, desk.ctx);
    let step = Some(text_of(values, "next_step")).filter(|s| !s.is_empty());
    let on: Option<Day> = text_of(values, "next_step_on").parse().ok();
    let how = Next::of(step.as_deref(), on, ctx.today);
    let what = match &step {
        Some(step) => tr(lang, "record-next-step-is", &[("step", step.into())]),
        None if on.is_some() => t(lang, "record-next-step").into_owned(),
        None => t(lang, "record-next-step-none").into_owned(),
    };
    let when = on.map(|on| fmt::due(lang, on.civil(), ctx.today.civil())).unwrap_or_default();
    let (href, version) = (shape.href(text_of(values, "id")), version_of(values).to_string());
    let done: [(&str, &str); 3] = [("version", &version), ("next_step", ""), ("next_step_on", "")];
    let actions = html! {
        @if may_edit && how != Next::None { (form::post(&desk.frame.csrf, &href, &done, "", html! { (icon(Icon::Done)) (t(lang, "action-done")) })) }
        @if may_edit {
            a class="button" href={ (href) "/edit#f-next_step" } { (t(lang, if how == Next::None { "record-next-step-set" } else { "action-move" })) }
        }
    };
    record::next_step(lang, tone(how), &what, &when, actions)
}

/// "Why can I see this?", closed until asked.
fn why(lang: Lang, reasons: &[Reason]) -> Markup {
    html! {
        details class="card pad" {
            summary { (t(lang, "record-why-see")) }
            ul { @for reason in reasons { li class="small" { (because(lang, reason)) } } }
        }
    }
}

fn because(lang: Lang, reason: &Reason) -> Markup {
    match reason {
        Reason::Own { position } => {
            html! { (t(lang, "record-why-own")) " " span class="quiet" { (position.detail.as_deref().unwrap_or(&position.label)) } }
        }
        Reason::Below { chain } => {
            let names: Vec<&str> = chain.iter().map(|label| label.label.as_str()).collect();
            html! { (t(lang, "record-why-below")) " " span class="quiet" { (names.join(" → ")) } }
        }
        Reason::Team { role, .. } => {
            html! { (t(lang, "record-why-team")) " " span class="quiet" { (shown::choice(lang, "role-", role)) } }
        }
        Reason::Segment { name } => html! { (tr(lang, "record-why-segment", &[("segment", name.into())])) },
        Reason::Granted => html! { (t(lang, "record-why-role")) },
        Reason::Nobodys => html! { (t(lang, "record-why-nobodys")) },
        Reason::Everyone => html! { (t(lang, "record-why-everyone")) },
    }
}

/// A related list of a record's page; nothing where the reader may see none of the kind. `field` names this
/// record in the other kind.
pub(crate) fn related(
    desk: &Desk<'_>,
    title: &str,
    view: Option<&ListView>,
    field: &str,
    id: Uuid,
    note: &str,
) -> Markup {
    let (lang, Some(view)) = (desk.frame.lang, view) else { return Markup::default() };
    let Some(shape) = super::shape_of(view.kind) else { return Markup::default() };
    let count = if view.count.more_than { format!("{}+", view.count.n) } else { view.count.n.to_string() };
    let at = |key: &str| view.columns.iter().position(|column| column.key == key);
    let zone = &desk.ctx.company.time_zone;
    let item = |row: &app::listing::ListRow| {
        let cell = |key: &str| at(key).and_then(|at| row.cells.get(at));
        let name = cell("name").map(app::listing::Cell::plain).unwrap_or_default();
        html! {
            a class="link" href=(shape.href(row.id)) { (name) }
            @if let Some(cell) = cell(note) { span class="small spread" { (shown::cell(lang, zone, view.kind, note, cell)) } }
        }
    };
    let items: Vec<Markup> = view.rows.iter().map(item).collect();
    let add = ctx_can_add(desk.ctx, shape).then(|| (format!("{}?{field}={id}", shape.paths.new), t(lang, shape.new)));
    let all = view.next_cursor.is_some().then(|| {
        let query = app::listing::ListQuery::filtered(format!("{field} = {id}"));
        (format!("{}?{}", shape.paths.list, query.to_query()), t(lang, "word-all"))
    });
    record::related(
        title,
        Some(&count),
        add.as_ref().map(|(href, label)| (href.as_str(), label.as_ref())),
        &items,
        all.as_ref().map(|(href, label)| (href.as_str(), label.as_ref())),
    )
}

fn ctx_can_add(ctx: &Ctx, shape: &Shape) -> bool {
    ctx.can(Action::Create, shape.noun())
}

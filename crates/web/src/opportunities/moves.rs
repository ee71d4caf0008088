//! Moving opportunities: by the stage bar, by the board, by the closing form, several at once, and by programs.
//! A move says what it did and offers its inverse.

use super::{LIST, OPPORTUNITIES, REASONS, record};
use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Body, Caller};
use crate::errors::{Answer, Failure, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::records::shape::{self, values_of};
use crate::records::{Desk, Entry, came_from, fields, shown, undo_href};
use crate::routes::Routes;
use crate::ui::conflict::{Difference, conflict};
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::layout::{self, PageFrame};
use crate::ui::overlay::{Toast, dialog};
use crate::ui::table::Bulk;
use app::opportunities::commands::{Move, change, move_stages};
use app::opportunities::pipelines;
use app::opportunities::queries::{self, OpportunityView};
use app::{Ctx, Error, Tx};
use axum::extract::Path;
use axum::http::{HeaderMap, Method, StatusCode};
use domain::Refusal;
use domain::custom_fields::PREFIX;
use domain::kernel::id::{OpportunityId, StageId};
use domain::opportunities::{MoveStage, Outcome, Stage};
use domain::pipelines::ASKABLE;
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;
use text::{Lang, t, tr};

const STAGE: &str = "/opportunities/{id}/stage";
const BULK: &str = "/opportunities/bulk-stage";
const API: &str = "/api/v1/opportunities/{id}/stage";

const MOVE: &[Part] = &[
    part("stage", "string", "The stage, by id or key: `negotiating`, `won`."),
    maybe("on", "date", "Since when; today where none is given."),
    maybe("reason", "string", "Why it ended so; needed for lost and no decision."),
    maybe("competitor", "string", "Who else was there."),
];
const STANDS: &[Part] = &[part("id", "uuid", "The opportunity."), part("stage", "uuid", "Its stage.")];

/// Where a move is posted.
pub(super) fn href(id: OpportunityId) -> String {
    STAGE.replace("{id}", &id.to_string())
}

pub(super) fn routes() -> Routes {
    let doc = Doc {
        summary: "Moves it to a stage; closing takes a reason. With `If-Match` only from that version.",
        body: MOVE,
        answer: STANDS,
        is_conditional: true,
        ..Doc::default()
    };
    Routes::new().action(STAGE, Noun::Opportunity, moved).action(BULK, Noun::Opportunity, several).api(
        Method::POST,
        API,
        Noun::Opportunity,
        doc,
        by_program,
    )
}

/// The list or board that one came from; the record where one came from elsewhere.
fn back(headers: &HeaderMap, id: OpportunityId) -> String {
    came_from(headers, LIST).unwrap_or_else(|| record::href(id))
}

fn command(id: OpportunityId, sent: &Fields) -> Result<Move, Refusal> {
    let unknown = || Refusal::new("refusal-stage-unknown").at("stage");
    let stage = sent.parsed::<StageId>("stage").ok_or_else(unknown)?;
    let on = sent
        .some("on")
        .map(|on| on.parse().map_err(|_| Refusal::new("refusal-value-wrong").at("on").with("value", on)));
    let with = MoveStage { on: on.transpose()?, reason: sent.some("reason"), competitor: sent.some("competitor") };
    Ok(Move { id, stage, version: sent.parsed("version"), with })
}

/// What was done: the name, the stage it went to, and the form that takes it back.
struct Done {
    name: String,
    to: String,
    undo: Vec<(String, String)>,
}

async fn moved(headers: HeaderMap, Path(id): Path<String>, posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let id: OpportunityId = crate::api::id(&id)?;
    let sent = fields.clone();
    let done = signed
        .write(move |ctx, tx| {
            let command = command(id, &sent)?;
            let before = queries::page(ctx, tx, &id.to_string())?;
            if !before.may_edit {
                return Err(Error::Forbidden);
            }
            if before.opportunity.stage == command.stage {
                return Ok(None);
            }
            let filled = fill(ctx, tx, &before, &command, &sent)?;
            let command = Move { version: command.version.filter(|_| !filled), ..command };
            move_stages(ctx, tx, std::slice::from_ref(&command))?;
            let (version, _) = queries::version(ctx, tx, id)?;
            let to = before.stages.iter().find(|stage| stage.id == command.stage);
            let old = before.opportunity;
            let mut undo =
                vec![("version".to_owned(), version.to_string()), ("stage".to_owned(), old.stage.to_string())];
            undo.extend(old.reason.map(|reason| ("reason".to_owned(), reason)));
            Ok(Some(Done { name: old.name, to: to.map(|stage| stage.name.clone()).unwrap_or_default(), undo }))
        })
        .await;
    let href = back(&headers, id);
    match done {
        Ok(None) => signed.done(&href, None),
        Ok(Some(Done { name, to, undo })) => {
            let text = tr(signed.lang, "toast-moved", &[("name", name.into()), ("place", to.into())]);
            let toast = Toast { undo: Some((self::href(id), undo)), ..Toast::said(text) };
            signed.done(&href, Some(&toast))
        }
        Err(Failure { error: Error::Conflict { .. }, .. }) => collided(&signed, id, fields).await,
        Err(refused) => {
            signed.again(refused, move |ctx, tx, frame, faults| ask(ctx, tx, frame, id, &fields, faults)).await
        }
    }
}

/// Fills the fields that the form of a move asked for because the stage needs them. Says whether any was new.
fn fill(ctx: &Ctx, tx: &mut Tx<'_>, view: &OpportunityView, command: &Move, sent: &Fields) -> app::Result<bool> {
    let standing = values_of(view)?;
    let mut values = fields::read(ctx, &OPPORTUNITIES, sent, &standing)?;
    let needs = view.stages.iter().find(|stage| stage.id == command.stage).map(|stage| stage.needs.clone());
    let needs = needs.unwrap_or_default();
    values.retain(|key, value| needs.contains(key) && !value.is_null() && standing.get(key) != Some(value));
    if values.is_empty() {
        return Ok(false);
    }
    change(ctx, tx, command.id, command.version, &shape::read(&values)?)?;
    Ok(true)
}

/// Someone else changed it first: which stage shall it have?
async fn collided(signed: &SignedIn, id: OpportunityId, sent: Fields) -> Answer {
    let page = move |ctx: &Ctx, tx: &mut Tx<'_>, frame: &mut PageFrame| {
        let view = queries::page(ctx, tx, &id.to_string())?;
        let (lang, o) = (frame.lang, &view.opportunity);
        let name = |id: &str| {
            view.stages.iter().find(|stage| stage.id.to_string() == id).map(|s| s.name.clone()).unwrap_or_default()
        };
        let (yours, theirs) = (sent.text("stage"), o.stage.to_string());
        let difference = Difference {
            name: "stage".to_owned(),
            label: fields::name(lang, "stage"),
            before: String::new(),
            yours: (yours.clone(), name(&yours)),
            theirs: (theirs.clone(), name(&theirs)),
        };
        let kept: Vec<(String, String)> = ["on", "reason", "competitor"]
            .into_iter()
            .filter_map(|key| Some((key.to_owned(), sent.some(key)?)))
            .collect();
        frame.title = o.name.clone();
        let (action, version) = (href(id), o.version.to_string());
        Ok(layout::content(true, conflict(lang, &frame.csrf, &action, &version, "", &kept, &[difference])))
    };
    let mut answer = signed.page(page).await?;
    *answer.status_mut() = StatusCode::CONFLICT;
    Ok(answer)
}

/// The form of a move that lacked something: the reason of a loss, mostly.
fn ask(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    id: OpportunityId,
    sent: &Fields,
    faults: &Faults,
) -> app::Result<Markup> {
    let view = queries::page(ctx, tx, &id.to_string())?;
    frame.title = view.opportunity.name.clone();
    let desk = Desk { ctx, frame, faults };
    let body = asking(&desk, &view, &view.stages, sent, "move");
    Ok(layout::content(true, html! { section class="card section" { div class="body" { (body) } } }))
}

/// `scope` tells the form apart from another of the page that it may be morphed from: its controls must not keep the
/// values of those.
fn asking(desk: &Desk<'_>, view: &OpportunityView, stages: &[Stage], sent: &Fields, scope: &str) -> Markup {
    let lang = desk.frame.lang;
    let used = |stage: &&Stage| !stage.is_retired || stage.id.to_string() == sent.raw("stage");
    let stages = stages.iter().filter(used).map(|stage| (stage.id.to_string(), stage.name.clone())).collect();
    let new = |key: &str, kind| {
        let field = Field::new(key, fields::name(lang, key), kind).scope(scope).value(sent.text(key));
        field.error(desk.faults.of(key))
    };
    let mut inputs = vec![new("stage", Kind::Choice(stages))];
    let is_open = view.stages.iter().any(|s| s.id.to_string() == sent.raw("stage") && s.outcome == Outcome::Open);
    inputs.extend(lacking(desk, view, sent, is_open));
    if !is_open {
        inputs.push(new("reason", Kind::Choice(reasons(lang))));
        inputs.push(new("competitor", Kind::Text).autocomplete("off"));
    }
    inputs.push(new("on", Kind::Day).hint(t(lang, "records-today-else")));
    let shown: Vec<&str> = inputs.iter().map(|field| field.name.as_str()).collect();
    let errors = desk.faults.beside(&shown);
    let form = Form {
        action: href(view.opportunity.id),
        csrf: desk.frame.csrf.clone(),
        version: Some(sent.some("version").unwrap_or_else(|| view.opportunity.version.to_string())),
        submit: t(lang, "action-save").into_owned(),
        cancel: Some(record::href(view.opportunity.id)),
        errors,
        ..Form::default()
    };
    form::form(lang, &form, &inputs)
}

/// Controls of the fields that the stage needs and the opportunity lacks, so that they are filled on the way. The
/// form of a closing asks for the competitor anyway.
fn lacking(desk: &Desk<'_>, view: &OpportunityView, sent: &Fields, is_open: bool) -> Vec<Field> {
    let Ok(standing) = values_of(view) else { return Vec::new() };
    let values = fields::typed(desk.ctx, &OPPORTUNITIES, sent, &standing);
    let is_askable = |key: &str| ASKABLE.contains(&key) || key.starts_with(PREFIX);
    let asked = |entry: &Entry| {
        is_askable(entry.key) && (is_open || entry.key != "competitor") && desk.faults.of(entry.key).is_some()
    };
    let control = |entry: Entry| fields::control(desk, &entry, &values).scope("move");
    OPPORTUNITIES.all(desk.ctx).filter(asked).map(control).collect()
}

fn reasons(lang: Lang) -> Vec<(String, String)> {
    let none = (String::new(), t(lang, "opportunity-reason-ask").into_owned());
    std::iter::once(none).chain(REASONS.map(|key| (key.to_owned(), shown::choice(lang, "reason-", key)))).collect()
}

/// The button that closes, and its dialog.
pub(super) fn closing(desk: &Desk<'_>, view: &OpportunityView) -> Markup {
    let lang = desk.frame.lang;
    let ends: Vec<Stage> = view.stages.iter().filter(|stage| stage.outcome != Outcome::Open).cloned().collect();
    let body = asking(&Desk { faults: &Faults::none(), ..*desk }, view, &ends, &Fields::default(), "close");
    html! {
        div class="buttons" { button class="button" type="button" data-opens="close-it" { (t(lang, "opportunity-close")) " …" } }
        (dialog(lang, "close-it", &t(lang, "opportunity-close"), body))
    }
}

/// Moving several at once, to a stage of the first pipeline that takes no reason.
pub(super) fn bulk(ctx: &Ctx, tx: &mut Tx<'_>, lang: Lang) -> app::Result<Option<Bulk>> {
    if !ctx.can(Action::Edit, Noun::Opportunity) {
        return Ok(None);
    }
    let pipelines = pipelines::all(tx)?;
    let several = pipelines.len() > 1;
    let takes = |stage: &&Stage| matches!(stage.outcome, Outcome::Open | Outcome::Won);
    let stages = pipelines.iter().flat_map(|p| p.used().filter(takes).map(move |stage| (p, stage)));
    let stages = stages.map(|(p, stage)| {
        let label = if several { format!("{} · {}", p.name, stage.name) } else { stage.name.clone() };
        (stage.id.to_string(), label)
    });
    let field = Field::new("stage", fields::name(lang, "stage"), Kind::Choice(stages.collect())).scope("bulk");
    Ok(Some(Bulk {
        action: BULK.to_owned(),
        label: t(lang, "opportunity-move").into_owned(),
        fields: Some(crate::ui::field::field(lang, &field)),
    }))
}

/// Moves the selected ones: all of them, or none. Those that are there already stay.
async fn several(headers: HeaderMap, posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let ids: Vec<OpportunityId> = fields.all("id").into_iter().filter_map(|id| id.parse().ok()).collect();
    let (count, set) = signed
        .write(move |ctx, tx| {
            let set = ctx.begin_set();
            let mut moves = Vec::new();
            for id in ids {
                let (version, stage) = queries::version(ctx, tx, id)?;
                let command = Move { version: Some(version), ..command(id, &fields)? };
                if stage != command.stage {
                    moves.push(command);
                }
            }
            move_stages(ctx, tx, &moves)?;
            Ok((moves.len(), set))
        })
        .await?;
    let said = tr(signed.lang, "records-moved", &[("count", count.into())]);
    let undo = (count > 0).then(|| (undo_href(set), Vec::new()));
    let place = came_from(&headers, LIST).unwrap_or_else(|| LIST.to_owned());
    signed.done(&place, Some(&Toast { undo, ..Toast::said(said) }))
}

#[derive(Deserialize)]
struct Asked {
    stage: String,
    #[serde(flatten)]
    with: MoveStage,
}

async fn by_program(caller: Caller, Path(id): Path<String>, headers: HeaderMap, Body(asked): Body<Asked>) -> Answer {
    let version = crate::records::matched(&headers)?;
    let values = caller
        .write(move |ctx, tx| {
            let view = queries::page(ctx, tx, &id)?;
            let named = |stage: &&Stage| stage.key == asked.stage || stage.id.to_string() == asked.stage;
            let stage = view.stages.iter().find(named).map(|stage| stage.id);
            let stage = stage.ok_or_else(|| Refusal::new("refusal-stage-unknown").at("stage"))?;
            let id = view.opportunity.id;
            let wanted = [("stage".to_owned(), json!(stage))].into_iter().collect();
            crate::records::stands(&values_of(&view)?, version, &wanted)?;
            move_stages(ctx, tx, &[Move { id, stage, version, with: asked.with }])?;
            values_of(&queries::page(ctx, tx, &id.to_string())?)
        })
        .await
        .map_err(|failure| failure.under(version))?;
    Ok(crate::records::tagged(StatusCode::OK, &values))
}

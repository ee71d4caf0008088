//! How long an answer may take, by stage; and putting open work of a unit under its model of today.

use super::{RULES, head};
use crate::errors::{Answer, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::organisation::unit_href;
use crate::ui::field::{self, Field, Kind};
use crate::ui::form;
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use app::handoffs::commands;
use app::handoffs::rules::{self, Rule};
use app::{Ctx, Tx};
use axum::extract::Path;
use domain::Refusal;
use domain::kernel::id::UnitId;
use domain::organisation::routing::WorkStage;
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use text::{fmt, t, tr};

pub(super) async fn page(signed: SignedIn) -> Answer {
    signed.page(|ctx, tx, frame| drawn(ctx, tx, frame, &Fields::default(), &Faults::none())).await
}

fn drawn(ctx: &Ctx, tx: &mut Tx<'_>, frame: &mut PageFrame, sent: &Fields, faults: &Faults) -> app::Result<Markup> {
    let all = rules::all(ctx, tx)?;
    head(frame, RULES);
    let may = ctx.can(Action::Edit, Noun::Organisation);
    let lang = frame.lang;
    let row = |(stage, rule): &(WorkStage, Rule)| {
        let key = stage.key();
        let is_this = sent.text("stage") == key;
        let input = |name: &str, label: &str, value: i64| {
            let shown = if is_this { sent.text(name) } else { value.to_string() };
            let error = if is_this { faults.of(name) } else { None };
            Field::new(name, t(lang, label), Kind::Number).scope(key).required().value(shown).error(error)
        };
        html! {
            section class="card section" {
                h2 { (t(lang, &format!("stage-{key}"))) }
                div class="body" {
                    @if may {
                        form method="post" action=(RULES) class="row" {
                            (form::hidden(&frame.csrf, None))
                            input type="hidden" name="stage" value=(key);
                            (field::field(lang, &input("hours", "handoff-hours", rule.hours)))
                            (field::field(lang, &input("quiet_days", "handoff-quiet-days", rule.quiet_days)))
                            button class="button" { (t(lang, "action-save")) span class="hide" { ": " (t(lang, &format!("stage-{key}"))) } }
                        }
                    } @else {
                        p { (t(lang, "handoff-hours")) ": " (fmt::number(lang, rule.hours)) " · " (t(lang, "handoff-quiet-days")) ": " (fmt::number(lang, rule.quiet_days)) }
                    }
                }
            }
        }
    };
    Ok(content(
        true,
        html! {
            (section(&t(lang, "handoffs-how"), None, html! {
                ul { @for model in ["assembly_line", "island", "pod"] { li { strong { (t(lang, &format!("model-{model}"))) } ": " (t(lang, &format!("handoffs-how-{model}"))) } } }
                p class="quiet small" { (t(lang, "handoffs-how-switch")) }
            }))
            @for one in &all { (row(one)) }
        },
    ))
}

pub(super) async fn set(posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let sent = fields.clone();
    let done = signed
        .write(move |ctx, tx| {
            let stage = WorkStage::from_key(&sent.text("stage")).filter(|stage| rules::STAGES.contains(stage));
            let stage = stage.ok_or_else(|| Refusal::new("refusal-choice-unknown").at("stage"))?;
            let number =
                |name: &str| sent.parsed::<i64>(name).ok_or_else(|| Refusal::new("refusal-number-unreadable").at(name));
            rules::set(ctx, tx, stage, Rule { hours: number("hours")?, quiet_days: number("quiet_days")? })
        })
        .await;
    match done {
        Ok(()) => signed.done(RULES, Some(&Toast::said(t(signed.lang, "handoff-rule-set")))),
        Err(refused) => {
            signed.again(refused, move |ctx, tx, frame, faults| drawn(ctx, tx, frame, &fields, faults)).await
        }
    }
}

pub(super) async fn move_to_model(Path(id): Path<String>, posted: Posted) -> Answer {
    let unit: UnitId = crate::api::id(&id)?;
    let (moved, today) =
        posted.signed.write(move |ctx, tx| Ok((commands::move_to_model(ctx, tx, unit)?, ctx.today))).await?;
    let said = tr(posted.signed.lang, "handoff-models-moved", &[("count", moved.into())]);
    posted.signed.done(&unit_href(unit, today), Some(&Toast::said(said)))
}

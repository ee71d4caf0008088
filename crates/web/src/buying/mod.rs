//! How the customer of a deal buys: its buying group, the customer's own jobs and what they object to stand on the deal's
//! page; the library of answers below the settings.

mod answers;
mod page;

pub(crate) use page::{group, jobs, objections};

use crate::api::Caller;
use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{self, Body};
use crate::errors::Answer;
use crate::extract::Posted;
use crate::routes::Routes;
use crate::ui::overlay::Toast;
use app::buying::commands::{self, JobStands, Part as Playing, Said};
use app::{Ctx, Error, Tx};
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use axum::response::IntoResponse;
use domain::Refusal;
use domain::buying::Standing;
use domain::kernel::id::OpportunityId;
use domain::policy::Noun;
use serde_json::json;
use text::t;

const PLAY: &str = "/opportunities/{id}/buyers";
const STAND: &str = "/opportunities/{id}/jobs";
const OBJECT: &str = "/opportunities/{id}/objections";
const API_PLAY: &str = "/api/v1/opportunities/{id}/buyers";
const API_STAND: &str = "/api/v1/opportunities/{id}/jobs";
const API_OBJECT: &str = "/api/v1/opportunities/{id}/objections";

/// The library of answers.
pub(crate) use answers::ANSWERS;

const PLAYING: &[Part] = &[
    part("contact", "uuid", "Who."),
    maybe("role", "string", "Their part in this purchase, a buying role; without one they leave the group."),
];
const STANDS: &[Part] = &[
    part(
        "job",
        "string",
        "`problem_identification`, `solution_exploration`, `requirements_building`, `supplier_selection`.",
    ),
    part("standing", "string", "`open`, `begun` or `done`."),
    maybe("on", "date", "Since when; today where none is given."),
];
const SAID: &[Part] = &[
    maybe("id", "uuid", "An objection that was written down before."),
    maybe("topic", "string", "`price`, `budget`, `timing`, `product`, `competitor`, `trust`, `terms`, `other`."),
    maybe("said", "string", "In their words."),
    maybe("contact", "uuid", "Who said it."),
    maybe("answer", "string", "What was answered."),
    maybe("taken", "uuid", "An answer of the library that was given."),
    maybe("case_study", "string", "The case study that was shown."),
    maybe("outcome", "string", "`accepted` or `stands`."),
];

/// These routes.
pub fn routes() -> Routes {
    let play = Doc { summary: "Gives a contact a part in the purchase.", body: PLAYING, ..Doc::default() };
    let stand = Doc { summary: "Says where one of the customer's jobs stands.", body: STANDS, ..Doc::default() };
    let object = Doc { summary: "Writes down an objection, or its answer.", body: SAID, ..Doc::default() };
    Routes::new()
        .action(PLAY, Noun::Opportunity, play_form)
        .action(STAND, Noun::Opportunity, stand_form)
        .action(OBJECT, Noun::Opportunity, object_form)
        .api(
            Method::POST,
            API_PLAY,
            Noun::Opportunity,
            play.silent(),
            |id: Path<String>, caller: Caller, body: Body<Playing>| {
                by_program(id, caller, move |ctx, tx, deal| commands::play(ctx, tx, deal, &body.0))
            },
        )
        .api(
            Method::POST,
            API_STAND,
            Noun::Opportunity,
            stand.silent(),
            |id: Path<String>, caller: Caller, body: Body<JobStands>| {
                by_program(id, caller, move |ctx, tx, deal| commands::stand(ctx, tx, deal, &body.0))
            },
        )
        .api(Method::POST, API_OBJECT, Noun::Opportunity, object.made(), object_by_program)
        .merge(answers::routes())
}

/// The address of something done to a deal.
fn href(path: &str, id: OpportunityId) -> String {
    path.replace("{id}", &id.to_string())
}

async fn by_program(
    Path(id): Path<String>,
    caller: Caller,
    f: impl FnOnce(&Ctx, &mut Tx<'_>, OpportunityId) -> app::Result<()> + Send + 'static,
) -> Answer {
    let id: OpportunityId = api::id(&id)?;
    caller.write(move |ctx, tx| f(ctx, tx, id)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn object_by_program(Path(id): Path<String>, caller: Caller, Body(said): Body<Said>) -> Answer {
    let id: OpportunityId = api::id(&id)?;
    let made = caller.write(move |ctx, tx| commands::object(ctx, tx, id, &said)).await?;
    Ok((StatusCode::CREATED, api::json(&json!({ "id": made }))).into_response())
}

async fn play_form(Path(id): Path<String>, posted: Posted) -> Answer {
    let contact = posted.fields.parsed("contact");
    let role = posted.fields.some("role");
    done(id, posted, "buying-saved", move |ctx, tx, deal| {
        let contact = contact.ok_or_else(|| Refusal::new("refusal-record-unknown").at("contact"))?;
        commands::play(ctx, tx, deal, &Playing { contact, role })
    })
    .await
}

async fn stand_form(Path(id): Path<String>, posted: Posted) -> Answer {
    let (job, on) = (posted.fields.text("job"), posted.fields.parsed("on"));
    let standing = match posted.fields.raw("standing") {
        "done" => Standing::Done,
        "begun" => Standing::Begun,
        _ => Standing::Open,
    };
    done(id, posted, "buying-saved", move |ctx, tx, deal| {
        commands::stand(ctx, tx, deal, &JobStands { job, standing, on })
    })
    .await
}

async fn object_form(Path(id): Path<String>, posted: Posted) -> Answer {
    let sent = &posted.fields;
    let said = Said {
        id: sent.parsed("objection"),
        topic: sent.some("topic"),
        said: sent.some("said"),
        contact: sent.parsed("contact"),
        answer: sent.some("answer"),
        taken: sent.parsed("taken"),
        case_study: sent.some("case_study"),
        outcome: sent.some("outcome"),
    };
    done(id, posted, "buying-saved", move |ctx, tx, deal| commands::object(ctx, tx, deal, &said).map(drop)).await
}

/// Does it, and goes back to the deal; what was refused is said there.
async fn done(
    id: String,
    posted: Posted,
    said: &'static str,
    f: impl FnOnce(&Ctx, &mut Tx<'_>, OpportunityId) -> app::Result<()> + Send + 'static,
) -> Answer {
    let id: OpportunityId = api::id(&id)?;
    let signed = posted.signed;
    let there = crate::opportunities::OPPORTUNITIES.href(id);
    match signed.write(move |ctx, tx| f(ctx, tx, id)).await {
        Ok(()) => signed.done(&there, Some(&Toast::said(t(signed.lang, said)))),
        Err(failure) if matches!(failure.error, Error::Refused(_)) => {
            signed
                .again(failure, move |ctx, tx, frame, faults| {
                    crate::records::page::again(
                        ctx,
                        tx,
                        frame,
                        &crate::opportunities::OPPORTUNITIES,
                        &id.to_string(),
                        faults,
                    )
                })
                .await
        }
        Err(failure) => Err(failure),
    }
}

//! Offering and answering by form. Who answers comes back to the page they came from.

use super::{LIST, ONE, UNDO, href, lines, page};
use crate::errors::{Answer, Failure, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::records::{Desk, came_from, shape_for};
use crate::ui::layout::content;
use crate::ui::overlay::Toast;
use app::handoffs::{Accept, GiveBack, Offer, commands, queries};
use app::{Ctx, Error, Tx};
use axum::extract::{Path, Query};
use axum::http::HeaderMap;
use domain::kernel::id::{HandoffId, PositionId, SetId};
use domain::policy::Noun;
use maud::html;
use text::{t, tr};
use uuid::Uuid;

#[derive(serde::Deserialize)]
pub(super) struct Of {
    noun: Option<String>,
    record: Option<Uuid>,
}

pub(super) async fn offer(Query(of): Query<Of>, posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    // The token is checked before what is asked for: a forged form learns nothing.
    let (name, record) = of.noun.zip(of.record).ok_or(Error::NotFound)?;
    let noun = Noun::from_key(&name).ok_or(Error::NotFound)?;
    let shape = shape_for(noun).ok_or(Error::NotFound)?;
    let command =
        Offer { noun: name, record, to: fields.parsed("to"), stage: fields.some("stage"), note: fields.some("note") };
    let done = signed
        .write(move |ctx, tx| {
            let id = app::handoffs::offer(ctx, tx, &command)?;
            queries::one(ctx, tx, id)
        })
        .await;
    match done {
        Ok(view) => {
            let to = view.to.map(|to| to.label).unwrap_or_default();
            let said = tr(signed.lang, "handoff-was-offered", &[("name", view.name.into()), ("to", to.into())]);
            signed.done(&shape.href(record), Some(&Toast::said(said)))
        }
        Err(refused) => {
            signed
                .again(refused, move |ctx, _, frame, faults| {
                    frame.title = t(frame.lang, "handoff-offer").into_owned();
                    let body = lines::offering(&Desk { ctx, frame, faults }, noun, record, &fields);
                    Ok(content(true, html! { section class="card section" { div class="body" { (body) } } }))
                })
                .await
        }
    }
}

/// What a command does with one of them; answers the set by which it is undone, where it can be.
type Doing = fn(&Ctx, &mut Tx<'_>, HandoffId, &Fields) -> app::Result<Option<SetId>>;

async fn done(headers: &HeaderMap, id: &str, posted: Posted, doing: Doing, said: &str) -> Answer {
    let id: HandoffId = crate::api::id(id)?;
    let Posted { signed, fields } = posted;
    let sent = fields.clone();
    let answer = signed
        .write(move |ctx, tx| {
            let name = queries::one(ctx, tx, id)?.name;
            Ok((name, doing(ctx, tx, id, &sent)?))
        })
        .await;
    match answer {
        Ok((name, set)) => {
            let undo = set.map(|set| (href(UNDO, id), vec![("set".to_owned(), set.to_string())]));
            let toast = Toast { undo, ..Toast::said(tr(signed.lang, said, &[("name", name.into())])) };
            let own = href(ONE, id);
            // From its own page one goes on to what else waits.
            let back = came_from(headers, LIST).filter(|path| !path.starts_with(&own));
            let back = if said == "handoff-was-told" { own } else { back.unwrap_or_else(|| LIST.to_owned()) };
            signed.done(&back, Some(&toast))
        }
        Err(refused) => again(&signed, refused, id, fields).await,
    }
}

async fn again(signed: &SignedIn, refused: Failure, id: HandoffId, fields: Fields) -> Answer {
    let drawn = move |ctx: &Ctx, tx: &mut Tx<'_>, frame: &mut _, faults: &Faults| {
        page::drawn(ctx, tx, frame, id, &fields, faults)
    };
    signed.again(refused, drawn).await
}

pub(super) async fn accept(headers: HeaderMap, Path(id): Path<String>, posted: Posted) -> Answer {
    let doing: Doing = |ctx, tx, id, sent| {
        let command = Accept { position: sent.parsed("position"), version: sent.parsed("version") };
        commands::accept(ctx, tx, id, &command).map(Some)
    };
    done(&headers, &id, posted, doing, "handoff-was-accepted").await
}

/// Takes an acceptance back.
pub(super) async fn undo(headers: HeaderMap, Path(id): Path<String>, posted: Posted) -> Answer {
    let doing: Doing = |ctx, tx, id, sent| {
        let set: SetId = sent.parsed("set").ok_or(Error::NotFound)?;
        commands::undo_accept(ctx, tx, id, set).map(|()| None)
    };
    done(&headers, &id, posted, doing, "handoff-was-reopened").await
}

pub(super) async fn give_back(headers: HeaderMap, Path(id): Path<String>, posted: Posted) -> Answer {
    let doing: Doing = |ctx, tx, id, sent| {
        let command =
            GiveBack { reason: sent.text("reason"), reply: sent.some("reply"), version: sent.parsed("version") };
        commands::give_back(ctx, tx, id, &command).map(|()| None)
    };
    done(&headers, &id, posted, doing, "handoff-was-returned").await
}

pub(super) async fn withdraw(headers: HeaderMap, Path(id): Path<String>, posted: Posted) -> Answer {
    done(
        &headers,
        &id,
        posted,
        |ctx, tx, id, _| commands::withdraw(ctx, tx, id).map(|()| None),
        "handoff-was-withdrawn",
    )
    .await
}

pub(super) async fn redirect(headers: HeaderMap, Path(id): Path<String>, posted: Posted) -> Answer {
    let doing: Doing = |ctx, tx, id, sent| {
        let missing = || domain::Refusal::new("refusal-owner-unknown").at("to");
        let to: PositionId = sent.parsed("to").ok_or_else(missing)?;
        commands::redirect(ctx, tx, id, to).map(|()| None)
    };
    done(&headers, &id, posted, doing, "handoff-was-redirected").await
}

pub(super) async fn tell(headers: HeaderMap, Path(id): Path<String>, posted: Posted) -> Answer {
    let doing: Doing = |ctx, tx, id, sent| commands::tell(ctx, tx, id, sent.some("note").as_deref()).map(|()| None);
    done(&headers, &id, posted, doing, "handoff-was-told").await
}

//! One user: what they are granted, which person they are, a link for a new password, and whether they may sign in.

use super::users::{base, grant_fields, hand_over, person_field, ticked};
use super::{USERS, head, user_href};
use crate::errors::{Answer, Faults};
use crate::extract::{Posted, SignedIn};
use crate::ui::field::field;
use crate::ui::form::{self, Form};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use app::users::{self, User, UserState};
use app::{Ctx, Error, Tx};
use axum::extract::Path;
use axum::http::HeaderMap;
use domain::kernel::id::UserId;
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use text::t;

/// The page.
pub async fn page(Path(id): Path<String>, signed: SignedIn) -> Answer {
    let id = read(&id)?;
    signed.page(move |ctx, tx, frame| drawn(ctx, tx, frame, id, None, &Faults::none())).await
}

fn read(id: &str) -> Result<UserId, Error> {
    id.parse().map_err(|_| Error::NotFound)
}

fn drawn(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    id: UserId,
    handed: Option<&Markup>,
    faults: &Faults,
) -> app::Result<Markup> {
    ctx.may(Action::See, Noun::User)?;
    let user = users::get(ctx, tx, id)?;
    head(ctx, frame, USERS);
    let lang = frame.lang;
    (frame.title, frame.of) = (user.name.clone(), Some(user.email.clone()));
    let active = user.state != UserState::Disabled;
    let href = user_href(id);
    let (turn, key, class) = if active { ("0", "user-disable", "danger") } else { ("1", "user-enable", "") };
    let may = ctx.can(Action::Edit, Noun::User);
    let second = users::second_factor(ctx, tx, id)?;
    let button = |at: &str, fields: &[(&str, &str)], class: &str, key: &str| {
        form::post(&frame.csrf, &format!("{href}/{at}"), fields, class, html! { (t(lang, key)) })
    };
    Ok(content(
        true,
        html! {
            @if let Some(handed) = handed { (handed) }
            (section(&t(lang, "user-grants"), None, access_form(ctx, frame, &user, faults)))
            @if may {
                (section(&t(lang, "sign-in-title"), None, html! {
                    div class="stack" {
                        p class="soft" { (t(lang, if second.since.is_some() { "user-second-on" } else { "user-second-off" })) }
                        div class="buttons" {
                            @if active { (button("link", &[], "", "user-reset")) }
                            @if second.since.is_some() || second.passkeys > 0 { (button("two-factor", &[], "", "user-second-reset")) }
                            @if active { (button("sessions", &[], "", "user-end-sessions")) }
                            (button("access", &[("active", turn)], class, key))
                            @if let Some(person) = user.person {
                                a class="button" href={ (crate::departures::DEPARTURES) "?person=" (person) } { (t(lang, "departure-user-leaves")) }
                            }
                        }
                    }
                }))
            }
        },
    ))
}

fn access_form(ctx: &Ctx, frame: &PageFrame, user: &User, faults: &Faults) -> Markup {
    let lang = frame.lang;
    let form = Form {
        action: user_href(user.id),
        csrf: frame.csrf.clone(),
        submit: t(lang, "ui-save").into_owned(),
        errors: faults.beside(&["person"]),
        ..Form::default()
    };
    let person = user.person.and_then(|id| ctx.history.rows().people.get(&id));
    let id = user.person.map(|id| id.to_string()).unwrap_or_default();
    let label = person.map(|p| p.name.clone()).unwrap_or_default();
    let fields = [person_field(lang, &id, &label).error(faults.of("person"))];
    let body = html! { @for one in &fields { (field(lang, one)) } (grant_fields(ctx, lang, &user.grants)) };
    form::laid_out(lang, &form, &fields, body)
}

/// Saves person and grants.
pub async fn save(Path(id): Path<String>, posted: Posted) -> Answer {
    let id = read(&id)?;
    let Posted { signed, fields } = posted;
    let (person, grants) = (fields.parsed("person"), ticked(&fields));
    let saved = signed.write(move |ctx, tx| {
        users::link_person(ctx, tx, id, person)?;
        users::set_grants(ctx, tx, id, &grants)
    });
    match saved.await {
        Ok(()) => signed.done(&user_href(id), Some(&Toast::said(t(signed.lang, "settings-saved")))),
        Err(fault) => signed.again(fault, move |ctx, tx, frame, faults| drawn(ctx, tx, frame, id, None, faults)).await,
    }
}

/// Makes a link for a new password; the page then shows it.
pub async fn link(Path(id): Path<String>, headers: HeaderMap, posted: Posted) -> Answer {
    let id = read(&id)?;
    if let Some(away) = posted.signed.prove_first(&user_href(id)) {
        return Ok(away);
    }
    let signed = posted.signed;
    let base = base(&signed, &headers);
    let handed = signed.write(move |ctx, tx| users::reset(ctx, tx, id)).await?;
    signed
        .page(move |ctx, tx, frame| {
            let link = hand_over(ctx, frame.lang, &base, &handed);
            drawn(ctx, tx, frame, id, Some(&link), &Faults::none())
        })
        .await
}

/// Lets a user sign in, or no more.
pub async fn access(Path(id): Path<String>, posted: Posted) -> Answer {
    let id = read(&id)?;
    let Posted { signed, fields } = posted;
    let active = fields.is_ticked("active");
    match signed.write(move |ctx, tx| users::set_active(ctx, tx, id, active)).await {
        Ok(()) => signed.done(&user_href(id), Some(&Toast::said(t(signed.lang, "settings-saved")))),
        Err(fault) => signed.again(fault, move |ctx, tx, frame, faults| drawn(ctx, tx, frame, id, None, faults)).await,
    }
}

/// Ends a user's second factor, which they have lost.
pub async fn reset_second(Path(id): Path<String>, posted: Posted) -> Answer {
    let id = read(&id)?;
    if let Some(away) = posted.signed.prove_first(&user_href(id)) {
        return Ok(away);
    }
    posted.signed.write(move |ctx, tx| users::reset_second_factor(ctx, tx, id)).await?;
    posted.signed.done(&user_href(id), Some(&Toast::said(t(posted.signed.lang, "second-factor-ended"))))
}

/// Signs a user out everywhere.
pub async fn end_sessions(Path(id): Path<String>, posted: Posted) -> Answer {
    let id = read(&id)?;
    posted.signed.write(move |ctx, tx| users::end_sessions_of(ctx, tx, id)).await?;
    posted.signed.done(&user_href(id), Some(&Toast::said(t(posted.signed.lang, "session-ended"))))
}

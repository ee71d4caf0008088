//! One's own passkeys: made by the device after the password was given again, named, taken away.

use super::users::base;
use super::{SECURITY, moment, two_factor};
use crate::errors::{Answer, Faults};
use crate::extract::{Posted, SignedIn};
use crate::routes::Routes;
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use crate::ui::passkey;
use crate::ui::table::{self, Column, Row};
use app::users::{self, Passkey};
use app::{Ctx, Error, Tx};
use axum::extract::Path;
use axum::http::HeaderMap;
use maud::{Markup, html};
use text::{Lang, t, tr};
use uuid::Uuid;

const PASSKEYS: &str = "/settings/passkeys";
const ANSWER: &str = "/settings/passkeys/answer";
const NAME: &str = "/settings/passkeys/{id}/name";
const REMOVAL: &str = "/settings/passkeys/{id}/removal";

/// These routes.
pub(super) fn routes() -> Routes {
    Routes::new()
        .own_action(PASSKEYS, begin)
        .own_action(ANSWER, add)
        .own_action(NAME, rename)
        .own_action(REMOVAL, remove)
}

/// Those one has, and a new one.
pub(super) fn drawn(ctx: &Ctx, tx: &mut Tx<'_>, frame: &PageFrame, faults: &Faults) -> app::Result<Markup> {
    let lang = frame.lang;
    let all = users::passkeys(ctx, tx)?;
    let columns =
        ["passkey-name", "passkey-made", "passkey-used", "passkey-remove"].map(|key| Column::text(t(lang, key)));
    let rows: Vec<Row> = all.iter().map(|one| row(ctx, frame, one)).collect();
    let form = Form {
        action: PASSKEYS.to_owned(),
        csrf: frame.csrf.clone(),
        submit: t(lang, "passkey-new").into_owned(),
        ..Form::default()
    };
    let mut fields = vec![
        Field::new("name", t(lang, "passkey-name"), Kind::Text)
            .hint(t(lang, "passkey-name-hint"))
            .scope("passkey")
            .required(),
    ];
    if users::has_password(tx, ctx.user.ok_or(Error::Forbidden)?)? {
        fields.push(
            Field::new("password", t(lang, "sign-in-password"), Kind::Password("current-password"))
                .scope("passkey")
                .required()
                .error(faults.of("passkey-password")),
        );
    }
    Ok(section(
        &t(lang, "passkey-title"),
        None,
        html! {
            div class="stack" {
                p { (t(lang, "passkey-explained")) }
                @if !rows.is_empty() { (table::plain(&columns, &rows)) }
                (form::form(lang, &form, &fields))
            }
        },
    ))
}

fn row(ctx: &Ctx, frame: &PageFrame, one: &Passkey) -> Row {
    let lang = frame.lang;
    let label = |key| tr(lang, key, &[("name", one.name.as_str().into())]);
    let at = |path: &str| path.replace("{id}", &one.id.to_string());
    let cells = vec![
        html! {
            form class="row" method="post" action=(at(NAME)) {
                (form::hidden(&frame.csrf, None))
                input class="input" name="name" required maxlength="80" value=(one.name) aria-label=(label("passkey-name-of"));
                button class="button" { (t(lang, "ui-save")) }
            }
        },
        html! { (moment(ctx, lang, one.created_at)) },
        html! { (one.used_at.map_or_else(|| t(lang, "user-never").into_owned(), |used| moment(ctx, lang, used))) },
        html! {
            form method="post" action=(at(REMOVAL)) {
                (form::hidden(&frame.csrf, None))
                button class="button danger" aria-label=(label("passkey-remove-of")) { (t(lang, "passkey-remove")) }
            }
        },
    ];
    Row { id: one.id.to_string(), cells, ..Row::default() }
}

/// Asks the device for a new one.
async fn begin(headers: HeaderMap, posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    if let Some(away) = signed.prove_first(SECURITY) {
        return Ok(away);
    }
    let (user, origin) = (signed.user, base(&signed, &headers));
    let (name, password) = (fields.text("name"), fields.raw("password").to_owned());
    match signed.state.hashing(move |house| users::begin_passkey(house, user, &origin, &password)).await {
        Ok(ceremony) => {
            signed
                .page(move |ctx, _, frame| {
                    super::head(ctx, frame, SECURITY);
                    Ok(content(true, asking(frame, &name, &passkey::ask(frame.lang, true, &ceremony))))
                })
                .await
        }
        Err(fault) => refused(&signed, fault).await,
    }
}

fn asking(frame: &PageFrame, name: &str, ask: &Markup) -> Markup {
    let lang: Lang = frame.lang;
    let body = html! {
        form class="form" method="post" action=(ANSWER) {
            (form::hidden(&frame.csrf, None))
            input type="hidden" name="name" value=(name);
            (ask)
        }
        p { a href=(SECURITY) { (t(lang, "ui-cancel")) } }
    };
    section(&t(lang, "passkey-new"), None, body)
}

/// Keeps what the device has made.
async fn add(headers: HeaderMap, posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let (user, origin) = (signed.user, base(&signed, &headers));
    let (token, answer, name) = (fields.text("token"), fields.raw("answer").to_owned(), fields.text("name"));
    let made =
        signed.state.blocking(move |house| users::add_passkey(house, user, &origin, (&token, &answer), &name)).await;
    match made {
        Ok(()) => signed.done(SECURITY, Some(&Toast::said(t(signed.lang, "passkey-kept")))),
        Err(fault) => refused(&signed, fault).await,
    }
}

async fn refused(signed: &SignedIn, fault: Error) -> Answer {
    two_factor::again(
        signed,
        two_factor::named(fault, |field| if field == "password" { "passkey-password" } else { field }),
    )
    .await
}

async fn rename(Path(id): Path<String>, posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let (id, name): (Uuid, _) = (id.parse().map_err(|_| Error::NotFound)?, fields.text("name"));
    signed.write(move |ctx, tx| users::name_passkey(ctx, tx, id, &name)).await?;
    signed.done(SECURITY, Some(&Toast::said(t(signed.lang, "settings-saved"))))
}

async fn remove(Path(id): Path<String>, posted: Posted) -> Answer {
    if let Some(away) = posted.signed.prove_first(SECURITY) {
        return Ok(away);
    }
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    posted.signed.write(move |ctx, tx| users::remove_passkey(ctx, tx, id)).await?;
    posted.signed.done(SECURITY, Some(&Toast::said(t(posted.signed.lang, "passkey-removed"))))
}

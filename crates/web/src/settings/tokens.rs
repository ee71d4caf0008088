//! One's own API tokens. A new one is shown once, on the answer that made it.

use super::{TOKENS, head, moment};
use crate::errors::{Answer, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::table::{self, Column, Row};
use app::users::{self, NewToken};
use app::{Ctx, Error, Tx};
use axum::extract::Path;
use domain::Day;
use maud::{Markup, html};
use text::t;
use uuid::Uuid;

/// Days a token lives where one says nothing.
const DAYS: i64 = 90;

/// The page.
pub async fn page(signed: SignedIn) -> Answer {
    signed.page(|ctx, tx, frame| drawn(ctx, tx, frame, None, None, &Faults::none())).await
}

fn drawn(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    shown_once: Option<&str>,
    typed: Option<&Fields>,
    faults: &Faults,
) -> app::Result<Markup> {
    head(ctx, frame, TOKENS);
    let lang = frame.lang;
    let own = ctx.user.map_or(Ok(Vec::new()), |user| users::tokens(ctx, tx, user))?;
    let rows: Vec<Row> = own.iter().map(|token| row(ctx, frame, token)).collect();
    let columns = ["token-name", "token-scopes", "token-used", "token-expires", "token-revoke"]
        .map(|key| Column::text(t(lang, key)));
    Ok(content(
        true,
        html! {
            @if let Some(token) = shown_once {
                section class="card section" role="status" {
                    div class="body stack" { p { (t(lang, "token-shown-once")) } input class="input" readonly aria-label=(t(lang, "token-title")) value=(token); }
                }
            }
            (section(&t(lang, "token-title"), None, html! {
                @if rows.is_empty() { p class="soft" { (t(lang, "token-empty")) } } @else { (table::plain(&columns, &rows)) }
                p { a href=(crate::api::DOCS) { (t(lang, "api-docs-title")) } }
            }))
            (section(&t(lang, "token-new"), None, new_form(ctx, frame, typed, faults)))
        },
    ))
}

fn row(ctx: &Ctx, frame: &PageFrame, token: &users::ApiToken) -> Row {
    let lang = frame.lang;
    let scopes = if token.writes { "token-writes" } else { "token-reads" };
    let end = format!("{TOKENS}/{}/end", token.id);
    let cells = vec![
        html! { (token.name) },
        html! { (t(lang, scopes)) },
        html! { (token.used_at.map_or_else(|| t(lang, "token-unused").into_owned(), |at| moment(ctx, lang, at))) },
        html! { (moment(ctx, lang, token.expires_at)) },
        form::post(&frame.csrf, &end, &[], "danger", html! { (t(lang, "token-revoke")) }),
    ];
    Row { id: token.id.to_string(), cells, ..Row::default() }
}

fn new_form(ctx: &Ctx, frame: &PageFrame, typed: Option<&Fields>, faults: &Faults) -> Markup {
    let lang = frame.lang;
    let form = Form {
        action: TOKENS.to_owned(),
        csrf: frame.csrf.clone(),
        submit: t(lang, "token-new").into_owned(),
        ..Form::default()
    };
    let typed = |name: &str, otherwise: String| typed.map_or(otherwise, |fields| fields.text(name));
    let scopes = vec![
        ("read".to_owned(), t(lang, "token-reads").into_owned()),
        ("write".to_owned(), t(lang, "token-writes").into_owned()),
    ];
    let fields = [
        Field::new("name", t(lang, "token-name"), Kind::Text)
            .value(typed("name", String::new()))
            .required()
            .error(faults.of("name")),
        Field::new("scope", t(lang, "token-scopes"), Kind::Choice(scopes)).value(typed("scope", "read".to_owned())),
        Field::new("expires_on", t(lang, "token-expires"), Kind::Day)
            .value(typed("expires_on", ctx.today.plus(DAYS).to_string()))
            .required()
            .error(faults.of("expires_on")),
    ];
    form::form(lang, &form, &fields)
}

/// Makes one, and shows it this once.
pub async fn make(posted: Posted) -> Answer {
    if let Some(away) = posted.signed.prove_first(TOKENS) {
        return Ok(away);
    }
    let Posted { signed, fields } = posted;
    let user = signed.user;
    let new = NewToken {
        name: fields.text("name"),
        writes: fields.raw("scope") == "write",
        expires_on: fields.parsed("expires_on").unwrap_or(Day::BEGINNING),
    };
    match signed.write(move |ctx, tx| users::create_token(ctx, tx, user, &new)).await {
        Ok(made) => {
            signed.page(move |ctx, tx, frame| drawn(ctx, tx, frame, Some(&made.text), None, &Faults::none())).await
        }
        Err(fault) => {
            signed.again(fault, move |ctx, tx, frame, faults| drawn(ctx, tx, frame, None, Some(&fields), faults)).await
        }
    }
}

/// Ends one at once.
pub async fn end(Path(id): Path<String>, posted: Posted) -> Answer {
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    posted.signed.write(move |ctx, tx| users::revoke_token(ctx, tx, id)).await?;
    posted.signed.done(TOKENS, None)
}

//! One's second factor: set up with a QR code and a first code, recovery codes shown once, ended by a code.
//!
//! The secret stands on the page that sets it up and on no other; recovery codes on the page that made them.

use super::{SECURITY, moment, security};
use crate::errors::{Answer, Failure, Faults};
use crate::extract::{Posted, SignedIn};
use crate::routes::Routes;
use crate::ui::field::{Field, Kind, field};
use crate::ui::form::{self, Form};
use crate::ui::layout::{PageFrame, section};
use crate::ui::overlay::Toast;
use app::users::{self, RECOVERY_CODES};
use app::{Ctx, Error, Tx};
use domain::Refusal;
use maud::{Markup, PreEscaped, html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use text::{Lang, t, tr};

/// Set it up.
pub(super) const TWO_FACTOR: &str = "/settings/two-factor";
const CONFIRMATION: &str = "/settings/two-factor/confirmation";
const END: &str = "/settings/two-factor/end";
const CODES: &str = "/settings/two-factor/codes";

/// These routes.
pub(super) fn routes() -> Routes {
    Routes::new()
        .own_action(TWO_FACTOR, begin)
        .own_action(CONFIRMATION, confirm)
        .own_action(END, end)
        .own_action(CODES, renew)
}

/// How it stands, and what can be done about it.
pub(super) fn drawn(ctx: &Ctx, tx: &mut Tx<'_>, frame: &PageFrame, faults: &Faults) -> app::Result<Markup> {
    let lang = frame.lang;
    let second = users::second_factor(ctx, tx, ctx.user.ok_or(Error::Forbidden)?)?;
    let me = ctx.user.ok_or(Error::Forbidden)?;
    let due = second.since.is_none() && users::second_factor_required(tx)?;
    let password = users::has_password(tx, me)?.then(|| {
        Field::new("password", t(lang, "sign-in-password"), Kind::Password("current-password"))
            .scope("second")
            .required()
            .error(faults.of("current"))
    });
    let body = match second.since {
        None => html! {
            div class="stack" {
                @if due { p role="status" { strong { (t(lang, "second-factor-due")) } } }
                p { (t(lang, "second-factor-explained")) }
                (form::form(lang, &about(frame, TWO_FACTOR, "second-factor-begin", false), password.as_slice()))
            }
        },
        Some(since) => {
            let left = [("since", moment(ctx, lang, since).into()), ("count", second.codes_left.into())];
            html! {
                div class="stack" {
                    p { (tr(lang, "second-factor-on-since", &left)) }
                    (form::form(lang, &about(frame, CODES, "second-factor-renew", false), &[code_field(lang, "renew", faults)]))
                    (form::form(lang, &about(frame, END, "second-factor-end", true), &[code_field(lang, "end", faults)]))
                }
            }
        }
    };
    Ok(section(&t(lang, "second-factor-title"), None, body))
}

fn about(frame: &PageFrame, action: &str, submit: &str, ends: bool) -> Form {
    let (action, csrf) = (action.to_owned(), frame.csrf.clone());
    Form { action, csrf, submit: t(frame.lang, submit).into_owned(), ends, ..Form::default() }
}

fn code_field(lang: Lang, scope: &str, faults: &Faults) -> Field {
    Field::new("code", t(lang, "code-title"), Kind::Text)
        .scope(scope)
        .hint(t(lang, "code-hint"))
        .required()
        .autocomplete("one-time-code")
        .error(faults.of(&format!("code-{scope}")))
}

/// The QR code, the secret for who types it, and the field for the first code.
fn set_up(ctx: &Ctx, frame: &PageFrame, email: &str, secret: &str, faults: &Faults) -> Markup {
    let lang = frame.lang;
    let uri = uri(&ctx.company.name, email, secret);
    let picture = draw::qr(&uri, &t(lang, "second-factor-qr")).unwrap_or_default();
    let parts: Vec<String> = secret.as_bytes().chunks(4).map(|p| String::from_utf8_lossy(p).into_owned()).collect();
    let form = about(frame, CONFIRMATION, "second-factor-confirm", false);
    let fields = [Field::new("code", t(lang, "code-title"), Kind::Text)
        .scope("first")
        .hint(t(lang, "second-factor-first"))
        .required()
        .autocomplete("one-time-code")
        .error(faults.of("code"))];
    let body = html! { @for one in &fields { (field(lang, one)) } };
    section(
        &t(lang, "second-factor-title"),
        None,
        html! {
            div class="stack" {
                p { (t(lang, "second-factor-scan")) }
                (PreEscaped(picture))
                p { (t(lang, "second-factor-type")) " " code class="secret" { (parts.join(" ")) } }
                (form::laid_out(lang, &form, &fields, body))
            }
        },
    )
}

/// As authenticators read it.
fn uri(company: &str, email: &str, secret: &str) -> String {
    let plain = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let issuer = plain(&format!("Bailiwick {company}"));
    format!("otpauth://totp/{issuer}:{}?secret={secret}&issuer={issuer}", plain(email))
}

/// The recovery codes, this once.
fn codes(lang: Lang, codes: &[String]) -> Markup {
    html! {
        section class="card section" role="status" {
            h2 { (t(lang, "recovery-title")) }
            div class="body stack" {
                p { (tr(lang, "recovery-explained", &[("count", RECOVERY_CODES.into())])) }
                ol class="codes" { @for code in codes { li { code { (code) } } } }
            }
        }
    }
}

/// Makes a secret, and shows it with the field for its first code.
async fn begin(posted: Posted) -> Answer {
    if let Some(away) = posted.signed.prove_first(SECURITY) {
        return Ok(away);
    }
    let Posted { signed, fields } = posted;
    let (user, password) = (signed.user, fields.raw("password").to_owned());
    match signed.state.hashing(move |house| users::begin_second_factor(house, user, &password)).await {
        Ok(secret) => {
            signed
                .page(move |ctx, tx, frame| {
                    let email = users::get(ctx, tx, user)?.email;
                    super::head(ctx, frame, SECURITY);
                    Ok(crate::ui::layout::content(true, set_up(ctx, frame, &email, &secret, &Faults::none())))
                })
                .await
        }
        // The page has another field of that name.
        Err(fault) => again(&signed, named(fault, |field| if field == "password" { "current" } else { field })).await,
    }
}

/// Turns it on by its first code, and shows the recovery codes.
async fn confirm(posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let (user, code) = (signed.user, fields.text("code"));
    match signed.state.hashing(move |house| users::confirm_second_factor(house, user, &code)).await {
        Ok(made) => shown(&signed, made).await,
        Err(fault) => {
            let waiting = signed.state.blocking(move |house| users::awaited_secret(house, user)).await;
            let Ok(secret) = waiting else { return again(&signed, fault).await };
            signed
                .again(fault.into(), move |ctx, tx, frame, faults| {
                    let email = users::get(ctx, tx, user)?.email;
                    super::head(ctx, frame, SECURITY);
                    Ok(crate::ui::layout::content(true, set_up(ctx, frame, &email, &secret, faults)))
                })
                .await
        }
    }
}

/// Makes new recovery codes, and shows them.
async fn renew(posted: Posted) -> Answer {
    if let Some(away) = posted.signed.prove_first(SECURITY) {
        return Ok(away);
    }
    let Posted { signed, fields } = posted;
    let (user, code) = (signed.user, fields.text("code"));
    match signed.state.hashing(move |house| users::renew_recovery_codes(house, user, &code)).await {
        Ok(made) => shown(&signed, made).await,
        Err(fault) => again(&signed, named(fault, |field| if field == "code" { "code-renew" } else { field })).await,
    }
}

/// Ends it.
async fn end(posted: Posted) -> Answer {
    if let Some(away) = posted.signed.prove_first(SECURITY) {
        return Ok(away);
    }
    let Posted { signed, fields } = posted;
    let (user, code) = (signed.user, fields.text("code"));
    match signed.state.hashing(move |house| users::end_second_factor(house, user, &code)).await {
        Ok(()) => signed.done(SECURITY, Some(&Toast::said(t(signed.lang, "second-factor-ended")))),
        Err(fault) => again(&signed, named(fault, |field| if field == "code" { "code-end" } else { field })).await,
    }
}

async fn shown(signed: &SignedIn, made: Vec<String>) -> Answer {
    let token = signed.token.clone();
    signed
        .page(move |ctx, tx, frame| {
            let ahead = codes(frame.lang, &made);
            security::drawn(ctx, tx, frame, &token, Some(&ahead), &Faults::none())
        })
        .await
}

pub(super) async fn again(signed: &SignedIn, fault: Error) -> Answer {
    let token = signed.token.clone();
    let failure = Failure::from(fault);
    signed.again(failure, move |ctx, tx, frame, faults| {
        let said = faults.beside(&["current", "code-renew", "code-end", "passkey-password"]);
        let ahead = html! { @if !said.is_empty() { (form::faults(frame.lang, &Form { errors: said, ..Form::default() }, &[])) } };
        security::drawn(ctx, tx, frame, &token, Some(&ahead), faults)
    }).await
}

/// The same refusals at fields by other names.
pub(super) fn named(fault: Error, name: impl Fn(&str) -> &str) -> Error {
    let Error::Refused(refusals) = fault else { return fault };
    let at = |refusal: Refusal| {
        let field = refusal.field.as_deref().map(|field| name(field).to_owned());
        Refusal { field, ..refusal }
    };
    Error::Refused(refusals.into_iter().map(at).collect())
}

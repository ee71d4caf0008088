//! The page on which an owner gives the identity provider its secret, which is shown on the answer that made it.

use super::base;
use crate::errors::Answer;
use crate::extract::{Posted, SignedIn};
use crate::routes::Routes;
use crate::settings::{head, moment};
use crate::ui::form;
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use app::scim::{self, Access, OVERLAP_HOURS};
use app::{Ctx, Tx};
use axum::http::{HeaderMap, header};
use domain::policy::Noun;
use maud::{Markup, html};
use text::{Lang, t, tr};

/// The page.
pub(crate) const PAGE: &str = "/settings/scim";
const END: &str = "/settings/scim/end";

/// These routes.
pub(super) fn routes() -> Routes {
    Routes::new().page(PAGE, Noun::Company, page).action(PAGE, Noun::Company, rotate).action(END, Noun::Company, end)
}

async fn page(headers: HeaderMap, signed: SignedIn) -> Answer {
    shown(&headers, &signed, None).await
}

async fn shown(headers: &HeaderMap, signed: &SignedIn, secret: Option<String>) -> Answer {
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or("localhost");
    let base = base(&signed.state, host);
    signed.page(move |ctx, tx, frame| drawn(ctx, tx, frame, &base, secret.as_deref())).await
}

fn drawn(ctx: &Ctx, tx: &mut Tx<'_>, frame: &mut PageFrame, base: &str, secret: Option<&str>) -> app::Result<Markup> {
    let access = scim::access(ctx, tx)?;
    head(ctx, frame, PAGE);
    let lang = frame.lang;
    let make = if access.is_some() { "scim-rotate" } else { "scim-make" };
    Ok(content(
        true,
        html! {
            @if let Some(secret) = secret {
                section class="card section" role="status" {
                    div class="body stack" { p { (t(lang, "scim-shown-once")) } input class="input" readonly aria-label=(t(lang, "scim-secret")) value=(secret); }
                }
            }
            (section(&t(lang, "scim-title"), None, html! {
                div class="stack" {
                    p class="soft" { (t(lang, "scim-explained")) }
                    label class="field" { span { (t(lang, "scim-address")) } input class="input" readonly value=(base); }
                    (standing(ctx, lang, access))
                    div class="buttons" {
                        (form::post(&frame.csrf, PAGE, &[], "primary", html! { (t(lang, make)) }))
                        @if access.is_some() { (form::post(&frame.csrf, END, &[], "danger", html! { (t(lang, "scim-end")) })) }
                    }
                }
            }))
            (section(&t(lang, "scim-rules-title"), None, html! {
                ul class="stack" { @for key in ["scim-rule-person", "scim-rule-owner", "scim-rule-roles", "scim-rule-gone"] { li { (t(lang, key)) } } }
            }))
        },
    ))
}

fn standing(ctx: &Ctx, lang: Lang, access: Option<Access>) -> Markup {
    let Some(access) = access else { return html! { p { (t(lang, "scim-closed")) } } };
    let at = |at| moment(ctx, lang, at);
    html! {
        p {
            (tr(lang, "scim-made", &[("at", at(access.made_at).into())])) " "
            @match access.used_at {
                Some(used) => (tr(lang, "scim-used", &[("at", at(used).into())])),
                None => (t(lang, "scim-unused")),
            }
        }
        @if let Some(until) = access.before_until {
            p { (tr(lang, "scim-overlapping", &[("at", at(until).into()), ("count", OVERLAP_HOURS.into())])) }
        }
    }
}

async fn rotate(headers: HeaderMap, posted: Posted) -> Answer {
    if let Some(away) = posted.signed.prove_first(PAGE) {
        return Ok(away);
    }
    let secret = posted.signed.write(scim::rotate).await?;
    shown(&headers, &posted.signed, Some(secret)).await
}

async fn end(posted: Posted) -> Answer {
    posted.signed.write(scim::end).await?;
    posted.signed.done(PAGE, Some(&Toast::said(t(posted.signed.lang, "scim-ended"))))
}

//! How one signs in: the password, the second factor, and every device one is signed in on.

use super::{PASSWORD, SECURITY, SESSION_END, SESSIONS, SESSIONS_OTHER, head, moment, passkeys, two_factor};
use crate::errors::{Answer, Failure, Faults};
use crate::extract::{Posted, SignedIn};
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use crate::ui::pill::{Tone, pill};
use crate::ui::table::{self, Column, Row};
use app::users::{self, OpenSession, SHORTEST_PASSWORD};
use app::{Ctx, Tx};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::Refusal;
use maud::{Markup, html};
use text::{Lang, t, tr};

/// The page.
pub async fn page(signed: SignedIn) -> Answer {
    let token = signed.token.clone();
    signed.page(move |ctx, tx, frame| drawn(ctx, tx, frame, &token, None, &Faults::none())).await
}

/// The page; `ahead` stands before everything else: what is shown once, or asked for next.
pub(super) fn drawn(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    token: &str,
    ahead: Option<&Markup>,
    faults: &Faults,
) -> app::Result<Markup> {
    head(ctx, frame, SECURITY);
    let lang = frame.lang;
    let second = two_factor::drawn(ctx, tx, frame, faults)?;
    let keys = passkeys::drawn(ctx, tx, frame, faults)?;
    let open = users::sessions(ctx, tx, token)?;
    Ok(content(
        true,
        html! {
            @if let Some(ahead) = ahead { (ahead) }
            (second)
            (keys)
            (section(&t(lang, "settings-sessions"), None, devices(ctx, frame, &open)))
            (section(&t(lang, "sign-in-password"), None, password(frame, faults)))
        },
    ))
}

fn devices(ctx: &Ctx, frame: &PageFrame, open: &[OpenSession]) -> Markup {
    let lang = frame.lang;
    let columns = ["session-browser", "session-address", "session-since", "session-seen", "session-end"]
        .map(|key| Column::text(t(lang, key)));
    let rows: Vec<Row> = open.iter().map(|session| row(ctx, frame, session)).collect();
    html! {
        div class="stack" {
            (table::plain(&columns, &rows))
            div class="row" {
                @if open.len() > 1 { (form::post(&frame.csrf, SESSIONS_OTHER, &[], "", html! { (t(lang, "session-end-others")) })) }
                (form::post(&frame.csrf, SESSIONS, &[], "", html! { (t(lang, "sign-out-everywhere")) }))
            }
        }
    }
}

fn row(ctx: &Ctx, frame: &PageFrame, session: &OpenSession) -> Row {
    let lang = frame.lang;
    let end = SESSION_END.replace("{key}", &session.key);
    let browser = browser_words(lang, &session.browser);
    let label = tr(lang, "session-end-of", &[("browser", browser.as_str().into())]);
    let cells = vec![
        html! { (browser) @if session.is_this { " " (pill(Tone::Won, &t(lang, "session-this"))) } },
        html! { (session.address) },
        html! { (moment(ctx, lang, session.created_at)) },
        html! { (moment(ctx, lang, session.seen_at)) },
        html! { @if !session.is_this {
            form method="post" action=(end) {
                (form::hidden(&frame.csrf, None))
                button class="button danger" aria-label=(label) { (t(lang, "session-end")) }
            }
        } },
    ];
    Row { id: session.key.clone(), cells, ..Row::default() }
}

/// A browser by how it names itself: `Firefox, Windows`. What nobody knows is said so.
fn browser_words(lang: Lang, named: &str) -> String {
    const BROWSERS: [(&str, &str); 8] = [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 7] = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    let of = |all: &[(&str, &'static str)]| all.iter().find(|(mark, _)| named.contains(mark)).map(|(_, name)| *name);
    match (of(&BROWSERS), of(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => t(lang, "session-unknown").into_owned(),
    }
}

fn password(frame: &PageFrame, faults: &Faults) -> Markup {
    let lang = frame.lang;
    let form = Form {
        action: PASSWORD.to_owned(),
        csrf: frame.csrf.clone(),
        submit: t(lang, "password-set").into_owned(),
        ..Form::default()
    };
    let hint = tr(lang, "password-hint", &[("count", SHORTEST_PASSWORD.into())]);
    let new = Kind::Password("new-password");
    let fields = [
        Field::new("old", t(lang, "sign-in-password"), Kind::Password("current-password"))
            .required()
            .error(faults.of("old")),
        Field::new("password", t(lang, "password-new"), new.clone()).hint(hint).required().error(faults.of("password")),
        Field::new("repeat", t(lang, "password-repeat"), new).required().error(faults.of("repeat")),
    ];
    form::form(lang, &form, &fields)
}

/// Changes one's own password; sessions elsewhere end.
pub async fn change_password(posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let (user, keep) = (signed.user, signed.token.clone());
    let (old, new) = (fields.raw("old").to_owned(), fields.raw("password").to_owned());
    let is_same = fields.raw("repeat") == new;
    let changed = signed.state.hashing(move |house| {
        if !is_same {
            return Err(Refusal::new("password-differs").at("repeat").into());
        }
        users::change_password(house, user, &old, &new, Some(&keep))
    });
    match changed.await {
        Ok(()) => signed.done(SECURITY, Some(&Toast::said(t(signed.lang, "password-changed")))),
        Err(fault) => {
            let token = signed.token.clone();
            let failure = Failure::from(fault);
            signed
                .again(failure, move |ctx, tx, frame, faults| {
                    let errors = faults.beside(&["old", "password", "repeat"]);
                    let said = form::faults(frame.lang, &Form { errors, ..Form::default() }, &[]);
                    drawn(ctx, tx, frame, &token, Some(&said), faults)
                })
                .await
        }
    }
}

/// Ends every session, this one too.
pub async fn sign_out_everywhere(posted: Posted) -> Answer {
    if let Some(away) = posted.signed.prove_first(SECURITY) {
        return Ok(away);
    }
    posted.signed.write(users::sign_out_everywhere).await?;
    let mut answer = Redirect::to(crate::users::SIGN_IN).into_response();
    crate::security::forget(&mut answer);
    Ok(answer)
}

/// Ends every session but this one.
pub async fn end_others(posted: Posted) -> Answer {
    if let Some(away) = posted.signed.prove_first(SECURITY) {
        return Ok(away);
    }
    let keep = posted.signed.token.clone();
    posted.signed.write(move |ctx, tx| users::end_other_sessions(ctx, tx, &keep)).await?;
    posted.signed.done(SECURITY, Some(&Toast::said(t(posted.signed.lang, "session-ended"))))
}

/// Ends one session.
pub async fn end_one(Path(key): Path<String>, posted: Posted) -> Answer {
    if let Some(away) = posted.signed.prove_first(SECURITY) {
        return Ok(away);
    }
    posted.signed.write(move |ctx, tx| users::end_session(ctx, tx, &key)).await?;
    posted.signed.done(SECURITY, Some(&Toast::said(t(posted.signed.lang, "session-ended"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_named_as_people_do() {
        for (named, said) in [
            ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Windows"),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0",
                "Edge, Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1",
                "Safari, iPhone",
            ),
            (
                "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/141.0.0.0 Mobile Safari/537.36",
                "Chrome, Android",
            ),
            ("curl/8.0", "A browser nobody knows"),
        ] {
            assert_eq!(browser_words(Lang::En, named), said);
        }
    }
}

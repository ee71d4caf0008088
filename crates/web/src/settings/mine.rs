//! One's own settings: name, language, theme, password, sessions.

use super::{MINE, PASSWORD, SESSIONS, head};
use crate::errors::{Answer, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::layout::{PageFrame, Theme, content, section};
use crate::ui::overlay::Toast;
use app::users::{self, Profile, SHORTEST_PASSWORD};
use app::{Ctx, Tx};
use axum::response::{IntoResponse, Redirect};
use domain::Refusal;
use maud::{Markup, html};
use text::{Lang, t, tr};

/// The page.
pub async fn page(signed: SignedIn) -> Answer {
    signed.page(|ctx, tx, frame| drawn(ctx, tx, frame, None, &Faults::none())).await
}

fn drawn(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    typed: Option<&Fields>,
    faults: &Faults,
) -> app::Result<Markup> {
    head(ctx, frame, MINE);
    let lang = frame.lang;
    let sessions = users::open_sessions(ctx, tx)?;
    let out = form::post(&frame.csrf, SESSIONS, &[], "", html! { (t(lang, "sign-out-everywhere")) });
    let devices = tr(lang, "settings-sessions-count", &[("count", sessions.into())]);
    Ok(content(
        true,
        html! {
            (section(&t(lang, "settings-mine"), None, profile(ctx, frame, typed, faults)))
            (section(&t(lang, "sign-in-password"), None, password(frame, faults)))
            (section(&t(lang, "settings-sessions"), None, html! { div class="stack" { p { (devices) } (out) } }))
        },
    ))
}

fn profile(ctx: &Ctx, frame: &PageFrame, typed: Option<&Fields>, faults: &Faults) -> Markup {
    let lang = frame.lang;
    let form = Form {
        action: MINE.to_owned(),
        csrf: frame.csrf.clone(),
        submit: t(lang, "ui-save").into_owned(),
        ..Form::default()
    };
    let name = typed.map_or_else(|| ctx.name.clone(), |fields| fields.text("name"));
    let languages = Lang::ALL.map(|l| (l.tag().to_owned(), l.name().to_owned())).to_vec();
    let themes =
        Theme::ALL.map(|c| (c.name().to_owned(), t(lang, &format!("theme-{}", c.name())).into_owned())).to_vec();
    let fields = [
        Field::new("name", t(lang, "user-name"), Kind::Text)
            .value(name)
            .required()
            .autocomplete("name")
            .error(faults.of("name")),
        Field::new("language", t(lang, "settings-language"), Kind::Choice(languages)).value(lang.tag()),
        Field::new("theme", t(lang, "settings-theme"), Kind::Choice(themes)).value(frame.theme.name()),
    ];
    // Language and colours stand on the whole document, so it is loaded anew.
    html! { div data-plain { (form::form(lang, &form, &fields)) } }
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

/// Saves name, language, theme.
pub async fn save(posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let profile = Profile { name: fields.text("name"), language: fields.text("language"), theme: fields.text("theme") };
    let lang = Lang::parse(&profile.language).unwrap_or(signed.lang);
    match signed.write(move |ctx, tx| users::save_profile(ctx, tx, &profile)).await {
        Ok(()) => signed.done(MINE, Some(&Toast::said(t(lang, "settings-saved")))),
        Err(fault) => {
            signed.again(fault, move |ctx, tx, frame, faults| drawn(ctx, tx, frame, Some(&fields), faults)).await
        }
    }
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
        Ok(()) => signed.done(MINE, Some(&Toast::said(t(signed.lang, "password-changed")))),
        Err(fault) => signed.again(fault.into(), |ctx, tx, frame, faults| drawn(ctx, tx, frame, None, faults)).await,
    }
}

/// Ends every session, this one too.
pub async fn sign_out_everywhere(posted: Posted) -> Answer {
    posted.signed.write(users::sign_out_everywhere).await?;
    Ok(Redirect::to(crate::users::SIGN_IN).into_response())
}

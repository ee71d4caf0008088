//! One's calendar on a server (CalDAV), kept in step with one's meetings: connected, turned off, looked into.

use super::{calendar::CALENDAR, moment};
use crate::errors::{Answer, Faults};
use crate::extract::Posted;
use crate::fields::Fields;
use crate::routes::Routes;
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::layout::{PageFrame, section};
use crate::ui::overlay::Toast;
use crate::ui::pill::{Tone, pill};
use app::calendars::{self, CalendarAccount, CalendarForm};
use app::{Ctx, Tx};
use maud::{Markup, html};
use text::{Lang, t, tr};

const SERVER: &str = "/settings/calendar/server";
const LOOK: &str = "/settings/calendar/server/look";
const ON: &str = "/settings/calendar/server/on";
const OFF: &str = "/settings/calendar/server/off";
const END: &str = "/settings/calendar/server/end";

pub(super) fn routes() -> Routes {
    Routes::new()
        .own_action(SERVER, connect)
        .own_action(LOOK, look)
        .own_action(ON, on)
        .own_action(OFF, off)
        .own_action(END, end)
}

/// The section of it on the page of one's calendar.
pub(super) fn drawn(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &PageFrame,
    typed: Option<&Fields>,
    faults: &Faults,
) -> app::Result<Markup> {
    let lang = frame.lang;
    let account = calendars::account(ctx, tx)?;
    let body = html! {
        div class="stack" {
            p class="soft" { (t(lang, "caldav-explained")) }
            @if let Some(account) = &account { (told(ctx, frame, account)) }
            (connect_form(frame, account.as_ref(), typed, faults))
        }
    };
    Ok(section(&t(lang, "caldav-title"), None, body))
}

fn state(lang: Lang, account: &CalendarAccount) -> Markup {
    let (tone, key) = match account.state.as_str() {
        "working" => (Tone::Won, "mail-account-working"),
        "failing" => (Tone::Lost, "mail-account-failing"),
        "off" => (Tone::Plain, "mail-account-off"),
        _ => (Tone::Plain, "mail-account-new"),
    };
    pill(tone, &t(lang, key))
}

fn told(ctx: &Ctx, frame: &PageFrame, account: &CalendarAccount) -> Markup {
    let lang = frame.lang;
    let button =
        |path: &str, class: &str, key: &str| form::post(&frame.csrf, path, &[], class, html! { (t(lang, key)) });
    html! {
        div class="row" {
            b { @if account.name.is_empty() { (account.url) } @else { (account.name) } }
            (state(lang, account))
            @if let Some(at) = account.checked_at { span class="quiet small" { (tr(lang, "mail-checked", &[("at", moment(ctx, lang, at).into())])) } }
        }
        @if let Some(fault) = &account.fault {
            p role="status" { (text::refusal(lang, &fault.code, &fault.args)) " " (t(lang, "mail-failing-explained")) }
        }
        div class="row" {
            @if account.state == "off" { (button(ON, "", "mail-turn-on")) }
            @else { (button(LOOK, "", "mail-look")) (button(OFF, "", "mail-turn-off")) }
            (button(END, "danger", "mail-disconnect"))
        }
    }
}

fn connect_form(
    frame: &PageFrame,
    account: Option<&CalendarAccount>,
    typed: Option<&Fields>,
    faults: &Faults,
) -> Markup {
    let lang = frame.lang;
    let form = Form {
        action: SERVER.to_owned(),
        csrf: frame.csrf.clone(),
        submit: t(lang, "mail-try-and-save").into_owned(),
        errors: faults.beside(&["url", "login", "password"]),
        ..Form::default()
    };
    let value = |name: &str, held: Option<&String>| match typed {
        Some(typed) => typed.raw(name).to_owned(),
        None => held.cloned().unwrap_or_default(),
    };
    let kept = if account.is_some() { "mail-password-kept" } else { "mail-password-app" };
    let fields = [
        Field::new("url", t(lang, "caldav-url"), Kind::Text)
            .value(value("url", account.map(|account| &account.url)))
            .hint(t(lang, "caldav-url-hint"))
            .required()
            .autocomplete("off")
            .error(faults.of("url")),
        Field::new("login", t(lang, "mail-login"), Kind::Text)
            .value(value("login", account.map(|account| &account.login)))
            .autocomplete("off")
            .error(faults.of("login")),
        Field::new("password", t(lang, "mail-password"), Kind::Password("new-password"))
            .hint(t(lang, kept))
            .error(faults.of("password")),
    ];
    form::form(lang, &form, &fields)
}

async fn connect(posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let form = CalendarForm {
        url: fields.text("url"),
        login: fields.text("login"),
        password: fields.raw("password").to_owned(),
    };
    let user = signed.user;
    match signed.state.blocking(move |house| calendars::connect(house, user, &form)).await {
        Ok(()) => signed.done(CALENDAR, Some(&Toast::said(t(signed.lang, "caldav-connected")))),
        Err(fault) => {
            signed
                .again(fault.into(), move |ctx, tx, frame, faults| {
                    super::calendar::drawn(ctx, tx, frame, None, Some(&fields), faults)
                })
                .await
        }
    }
}

async fn look(posted: Posted) -> Answer {
    done(posted, "mail-looking", calendars::look_now).await
}
async fn on(posted: Posted) -> Answer {
    done(posted, "mail-turned-on", |ctx, tx| calendars::turn(ctx, tx, true)).await
}
async fn off(posted: Posted) -> Answer {
    done(posted, "mail-turned-off", |ctx, tx| calendars::turn(ctx, tx, false)).await
}
async fn end(posted: Posted) -> Answer {
    done(posted, "caldav-disconnected", calendars::disconnect).await
}

async fn done(
    posted: Posted,
    said: &str,
    f: impl FnOnce(&Ctx, &mut Tx<'_>) -> app::Result<()> + Send + 'static,
) -> Answer {
    posted.signed.write(f).await?;
    posted.signed.done(CALENDAR, Some(&Toast::said(t(posted.signed.lang, said))))
}

//! One's own mailboxes: connected, changed, turned off; and whose mail stays out.

use super::{sender::securities, shown};
use crate::errors::{Answer, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::routes::Routes;
use crate::settings::{head, moment};
use crate::ui::field::{self, Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use crate::ui::pill::{Tone, pill};
use crate::ui::table::{self, Column, Row};
use app::mail::{self, AccountForm, MailAccount};
use app::{Ctx, Error, Tx};
use axum::extract::Path;
use domain::kernel::id::MailAccountId;
use domain::mail::SIGHTS;
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use text::{Lang, t, tr};

/// One's own mailboxes.
pub(crate) const MAILBOXES: &str = "/settings/mail";
const ONE: &str = "/settings/mail/{id}";
const LOOK: &str = "/settings/mail/{id}/look";
const ON: &str = "/settings/mail/{id}/on";
const OFF: &str = "/settings/mail/{id}/off";
const END: &str = "/settings/mail/{id}/end";
const EXCLUDE: &str = "/settings/mail-exclusions";
const INCLUDE: &str = "/settings/mail-exclusions/{id}/end";

const NAMES: [&str; 12] = [
    "address",
    "sender",
    "login",
    "password",
    "imap_host",
    "imap_port",
    "imap_security",
    "smtp_host",
    "smtp_port",
    "smtp_security",
    "sight",
    "since",
];

pub(super) fn routes() -> Routes {
    Routes::new()
        .own_page(MAILBOXES, page)
        .own_action(MAILBOXES, connect)
        .own_page(ONE, one)
        .own_action(ONE, save)
        .own_action(LOOK, look)
        .own_action(ON, on)
        .own_action(OFF, off)
        .own_action(END, end)
        .own_action(EXCLUDE, exclude)
        .own_action(INCLUDE, include)
}

fn href(path: &str, id: impl std::fmt::Display) -> String {
    path.replace("{id}", &id.to_string())
}

async fn page(signed: SignedIn) -> Answer {
    signed.page(|ctx, tx, frame| drawn(ctx, tx, frame, &usual(ctx), &Faults::none())).await
}

/// What most mailboxes need.
fn usual(ctx: &Ctx) -> Fields {
    let pairs = [
        ("sender", ctx.name.clone()),
        ("imap_port", "993".to_owned()),
        ("imap_security", "tls".to_owned()),
        ("smtp_port", "465".to_owned()),
        ("smtp_security", "tls".to_owned()),
        ("sight", "subject".to_owned()),
        ("since", ctx.today.plus(-mail::USUAL_DAYS).to_string()),
    ];
    Fields::from(pairs.map(|(name, value)| (name.to_owned(), value)).to_vec())
}

fn drawn(ctx: &Ctx, tx: &mut Tx<'_>, frame: &mut PageFrame, typed: &Fields, faults: &Faults) -> app::Result<Markup> {
    head(ctx, frame, MAILBOXES);
    let lang = frame.lang;
    let accounts = mail::accounts(ctx, tx)?;
    let out = exclusions(ctx, tx, frame, typed, faults)?;
    Ok(content(
        true,
        html! {
            div class="stack" {
                p class="soft" { (t(lang, "mail-explained")) }
                @for account in &accounts { (told(ctx, frame, account)) }
                (section(&t(lang, "mail-connect"), None, account_form(frame, MAILBOXES, false, typed, faults)))
                (section(&t(lang, "mail-exclusions"), None, out))
            }
        },
    ))
}

fn state(lang: Lang, account: &MailAccount) -> Markup {
    let (tone, key) = match account.state.as_str() {
        "working" => (Tone::Won, "mail-account-working"),
        "failing" => (Tone::Lost, "mail-account-failing"),
        "off" => (Tone::Plain, "mail-account-off"),
        _ => (Tone::Plain, "mail-account-new"),
    };
    pill(tone, &t(lang, key))
}

fn told(ctx: &Ctx, frame: &PageFrame, account: &MailAccount) -> Markup {
    let lang = frame.lang;
    let button = |path: &str, class: &str, key: &str| {
        form::post(&frame.csrf, &href(path, account.id), &[], class, html! { (t(lang, key)) })
    };
    let body = html! {
        div class="stack" {
            div class="row" {
                (state(lang, account))
                (pill(Tone::Plain, &shown::sight(lang, account.sight)))
                @if let Some(at) = account.checked_at { span class="quiet small" { (tr(lang, "mail-checked", &[("at", moment(ctx, lang, at).into())])) } }
            }
            @if let Some(fault) = &account.fault {
                p role="status" { (text::refusal(lang, &fault.code, &fault.args)) " " (t(lang, "mail-failing-explained")) }
            }
            div class="row" {
                a class="button" href=(href(ONE, account.id)) { (t(lang, "action-edit")) }
                @if account.is_on() { (button(LOOK, "", "mail-look")) (button(OFF, "", "mail-turn-off")) }
                @else { (button(ON, "", "mail-turn-on")) }
                (button(END, "danger", "mail-disconnect"))
            }
        }
    };
    section(&account.address, None, body)
}

fn account_form(frame: &PageFrame, action: &str, is_kept: bool, typed: &Fields, faults: &Faults) -> Markup {
    let lang = frame.lang;
    let form = Form {
        action: action.to_owned(),
        csrf: frame.csrf.clone(),
        submit: t(lang, "mail-try-and-save").into_owned(),
        cancel: is_kept.then(|| MAILBOXES.to_owned()),
        errors: faults.beside(&NAMES),
        ..Form::default()
    };
    let field = |name: &str, key: &str, kind: Kind| {
        Field::new(name, t(lang, key), kind).value(typed.raw(name)).error(faults.of(name)).autocomplete("off")
    };
    let sights = SIGHTS.map(|one| (one.key().to_owned(), shown::sight(lang, one))).to_vec();
    let password = Field::new("password", t(lang, "mail-password"), Kind::Password("new-password"))
        .hint(t(lang, if is_kept { "mail-password-kept" } else { "mail-password-app" }))
        .error(faults.of("password"));
    let fields = [
        field("address", "mail-address", Kind::Email).required(),
        field("sender", "mail-name", Kind::Text),
        field("login", "mail-login", Kind::Text).hint(t(lang, "mail-login-address")),
        password,
        field("imap_host", "mail-imap-host", Kind::Text).required(),
        field("imap_port", "mail-port", Kind::Number).required(),
        field("imap_security", "mail-security", securities(lang)),
        field("smtp_host", "mail-smtp-host", Kind::Text).required(),
        field("smtp_port", "mail-port", Kind::Number).required(),
        field("smtp_security", "mail-security", securities(lang)),
        field("sight", "mail-others-see", Kind::Choice(sights)).hint(t(lang, "mail-sight-hint")),
        field("since", "mail-since", Kind::Day).required(),
    ];
    let body = html! {
        @for pair in fields.chunks(2).take(2) { (form::pair(lang, pair)) }
        @for part in [fields.get(4..7), fields.get(7..10)].into_iter().flatten() {
            @if let [host, rest @ ..] = part { (field::field(lang, host)) (form::pair(lang, rest)) }
        }
        @if let Some(rest) = fields.get(10..) { (form::pair(lang, rest)) }
    };
    form::laid_out(lang, &form, &fields, body)
}

fn read(fields: &Fields) -> AccountForm {
    AccountForm {
        address: fields.text("address"),
        sender: fields.text("sender"),
        login: fields.text("login"),
        password: fields.raw("password").to_owned(),
        imap_host: fields.text("imap_host"),
        imap_port: fields.text("imap_port"),
        imap_security: fields.text("imap_security"),
        smtp_host: fields.text("smtp_host"),
        smtp_port: fields.text("smtp_port"),
        smtp_security: fields.text("smtp_security"),
        sight: fields.text("sight"),
        since: fields.text("since"),
    }
}

async fn connect(posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let (user, form) = (signed.user, read(&fields));
    match signed.state.blocking(move |house| mail::connect(house, user, None, &form)).await {
        Ok(_) => signed.done(MAILBOXES, Some(&Toast::said(t(signed.lang, "mail-connected")))),
        Err(fault) => {
            signed.again(fault.into(), move |ctx, tx, frame, faults| drawn(ctx, tx, frame, &fields, faults)).await
        }
    }
}

async fn one(signed: SignedIn, Path(id): Path<String>) -> Answer {
    let id: MailAccountId = crate::api::id(&id)?;
    signed.page(move |ctx, tx, frame| edited(ctx, tx, frame, id, None, &Faults::none())).await
}

fn edited(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    id: MailAccountId,
    typed: Option<&Fields>,
    faults: &Faults,
) -> app::Result<Markup> {
    let account = mail::account(ctx, tx, id)?;
    head(ctx, frame, MAILBOXES);
    let held = held(&account);
    let form = account_form(frame, &href(ONE, id), true, typed.unwrap_or(&held), faults);
    Ok(content(true, section(&account.address, None, form)))
}

fn held(account: &MailAccount) -> Fields {
    let pairs = [
        ("address", account.address.clone()),
        ("sender", account.sender.clone()),
        ("login", account.login.clone()),
        ("imap_host", account.imap.host.clone()),
        ("imap_port", account.imap.port.to_string()),
        ("imap_security", account.imap.security.clone()),
        ("smtp_host", account.smtp.host.clone()),
        ("smtp_port", account.smtp.port.to_string()),
        ("smtp_security", account.smtp.security.clone()),
        ("sight", account.sight.key().to_owned()),
        ("since", account.since.to_string()),
    ];
    Fields::from(pairs.map(|(name, value)| (name.to_owned(), value)).to_vec())
}

async fn save(Path(id): Path<String>, posted: Posted) -> Answer {
    let id: MailAccountId = crate::api::id(&id)?;
    let Posted { signed, fields } = posted;
    let (user, form) = (signed.user, read(&fields));
    match signed.state.blocking(move |house| mail::connect(house, user, Some(id), &form)).await {
        Ok(_) => signed.done(MAILBOXES, Some(&Toast::said(t(signed.lang, "mail-connected")))),
        Err(fault) => {
            signed
                .again(fault.into(), move |ctx, tx, frame, faults| edited(ctx, tx, frame, id, Some(&fields), faults))
                .await
        }
    }
}

async fn look(Path(id): Path<String>, posted: Posted) -> Answer {
    done(&id, posted, "mail-looking", mail::look_now).await
}
async fn on(Path(id): Path<String>, posted: Posted) -> Answer {
    done(&id, posted, "mail-turned-on", |ctx, tx, id| mail::turn(ctx, tx, id, true)).await
}
async fn off(Path(id): Path<String>, posted: Posted) -> Answer {
    done(&id, posted, "mail-turned-off", |ctx, tx, id| mail::turn(ctx, tx, id, false)).await
}
async fn end(Path(id): Path<String>, posted: Posted) -> Answer {
    done(&id, posted, "mail-disconnected", mail::disconnect).await
}

async fn done(
    id: &str,
    posted: Posted,
    said: &str,
    f: impl FnOnce(&Ctx, &mut Tx<'_>, MailAccountId) -> app::Result<()> + Send + 'static,
) -> Answer {
    let id: MailAccountId = crate::api::id(id)?;
    posted.signed.write(move |ctx, tx| f(ctx, tx, id)).await?;
    posted.signed.done(MAILBOXES, Some(&Toast::said(t(posted.signed.lang, said))))
}

/// Whose mail stays out.
fn exclusions(ctx: &Ctx, tx: &mut Tx<'_>, frame: &PageFrame, typed: &Fields, faults: &Faults) -> app::Result<Markup> {
    let (lang, keeps) = (frame.lang, ctx.can(Action::Edit, Noun::Setting));
    let all = mail::exclusions(ctx, tx)?;
    let columns = ["mail-pattern", "mail-holds-for", "action-remove"].map(|key| Column::text(t(lang, key)));
    let row = |one: &mail::Exclusion| {
        let may = keeps || !one.of_company;
        let remove = may.then(|| {
            form::post(
                &frame.csrf,
                &href(INCLUDE, one.id),
                &[],
                "plain",
                html! { (t(lang, "action-remove")) span class="hide" { ": " (one.pattern) } },
            )
        });
        let cells = vec![
            html! { (one.pattern) },
            html! { (t(lang, if one.of_company { "mail-for-company" } else { "mail-for-me" })) },
            remove.unwrap_or_default(),
        ];
        Row { id: one.id.to_string(), cells, ..Row::default() }
    };
    let rows: Vec<Row> = all.iter().map(row).collect();
    let mut fields = vec![
        Field::new("pattern", t(lang, "mail-pattern"), Kind::Text)
            .value(typed.raw("pattern"))
            .hint(t(lang, "mail-pattern-hint"))
            .required()
            .autocomplete("off")
            .error(faults.of("pattern")),
    ];
    if keeps {
        fields.push(Field::new("company", t(lang, "mail-for-company"), Kind::Check));
    }
    let form = Form {
        action: EXCLUDE.to_owned(),
        csrf: frame.csrf.clone(),
        submit: t(lang, "action-add").into_owned(),
        ..Form::default()
    };
    Ok(html! {
        div class="stack" {
            p class="soft" { (t(lang, "mail-exclusions-explained")) }
            @if !rows.is_empty() { (table::plain(&columns, &rows)) }
            (form::form(lang, &form, &fields))
        }
    })
}

async fn exclude(posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let (pattern, of_company) = (fields.text("pattern"), fields.is_ticked("company"));
    match signed.write(move |ctx, tx| mail::exclude(ctx, tx, &pattern, of_company)).await {
        Ok(()) => signed.done(MAILBOXES, Some(&Toast::said(t(signed.lang, "settings-saved")))),
        Err(refused) => {
            signed
                .again(refused, move |ctx, tx, frame, faults| {
                    let mut pairs = usual(ctx).pairs().to_vec();
                    pairs.push(("pattern".to_owned(), fields.text("pattern")));
                    drawn(ctx, tx, frame, &Fields::from(pairs), faults)
                })
                .await
        }
    }
}

async fn include(Path(id): Path<String>, posted: Posted) -> Answer {
    let id: uuid::Uuid = id.parse().map_err(|_| Error::NotFound)?;
    posted.signed.write(move |ctx, tx| mail::include(ctx, tx, id)).await?;
    posted.signed.done(MAILBOXES, Some(&Toast::said(t(posted.signed.lang, "settings-saved"))))
}

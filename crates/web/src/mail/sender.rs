//! The company's own sender: the server that the product's messages to its users go out by. Tried before it is saved.

use crate::errors::{Answer, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::routes::Routes;
use crate::settings::head;
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use app::ctx::Who;
use app::mail::{self, SenderForm};
use app::{Ctx, Tx};
use domain::policy::Noun;
use maud::{Markup, html};
use text::{Lang, t};

/// The company's sender.
pub(crate) const SENDER: &str = "/settings/sender";
const END: &str = "/settings/sender/end";

/// Ways to keep a connection private, in the order that is offered.
pub(super) const SECURITIES: [&str; 3] = ["tls", "starttls", "plain"];

pub(super) fn routes() -> Routes {
    Routes::new().page(SENDER, Noun::Setting, page).action(SENDER, Noun::Setting, save).action(END, Noun::Setting, end)
}

async fn page(signed: SignedIn) -> Answer {
    signed.page(|ctx, tx, frame| drawn(ctx, tx, frame, None, &Faults::none())).await
}

/// Ways to keep a connection private, as a choice.
pub(super) fn securities(lang: Lang) -> Kind {
    Kind::Choice(SECURITIES.map(|key| (key.to_owned(), t(lang, &format!("mail-security-{key}")).into_owned())).to_vec())
}

fn held(tx: &mut Tx<'_>, ctx: &Ctx) -> app::Result<(Fields, bool)> {
    let Some(sender) = mail::sender(ctx, tx)? else {
        let usual = [("name", ctx.company.name.clone()), ("port", "465".to_owned()), ("security", "tls".to_owned())];
        return Ok((Fields::from(usual.map(|(name, value)| (name.to_owned(), value)).to_vec()), false));
    };
    let pairs = [
        ("address", sender.address),
        ("name", sender.name),
        ("host", sender.host),
        ("port", sender.port.to_string()),
        ("security", sender.security),
        ("login", sender.login),
    ];
    Ok((Fields::from(pairs.map(|(name, value)| (name.to_owned(), value)).to_vec()), true))
}

fn drawn(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    typed: Option<&Fields>,
    faults: &Faults,
) -> app::Result<Markup> {
    let (held, is_set) = held(tx, ctx)?;
    let values = typed.unwrap_or(&held);
    head(ctx, frame, SENDER);
    let lang = frame.lang;
    let names = ["address", "name", "host", "port", "security", "login", "password"];
    let form = Form {
        action: SENDER.to_owned(),
        csrf: frame.csrf.clone(),
        submit: t(lang, "mail-try-and-save").into_owned(),
        errors: faults.beside(&names),
        ..Form::default()
    };
    let field = |name: &str, key: &str, kind: Kind| {
        Field::new(name, t(lang, key), kind).value(values.raw(name)).error(faults.of(name)).autocomplete("off")
    };
    let kept = if is_set { "mail-password-kept" } else { "mail-password-hint" };
    let fields = [
        field("address", "mail-address", Kind::Text).required(),
        field("name", "mail-name", Kind::Text),
        field("host", "mail-smtp-host", Kind::Text).required(),
        field("port", "mail-port", Kind::Number).required(),
        field("security", "mail-security", securities(lang)),
        field("login", "mail-login", Kind::Text).hint(t(lang, "mail-login-hint")),
        Field::new("password", t(lang, "mail-password"), Kind::Password("new-password"))
            .hint(t(lang, kept))
            .error(faults.of("password")),
    ];
    Ok(content(
        true,
        html! {
            (section(&t(lang, "mail-sender"), None, html! {
                div class="stack" {
                    p class="soft" { (t(lang, "mail-sender-explained")) }
                    (form::form(lang, &form, &fields))
                    @if is_set { (form::post(&frame.csrf, END, &[], "danger", html! { (t(lang, "mail-sender-end")) })) }
                }
            }))
            p { a href=(super::OUTBOX) { (t(lang, "mail-outbox")) } }
        },
    ))
}

async fn save(posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let form = SenderForm {
        address: fields.text("address"),
        name: fields.text("name"),
        host: fields.text("host"),
        port: fields.text("port"),
        security: fields.text("security"),
        login: fields.text("login"),
        password: fields.raw("password").to_owned(),
    };
    let who = Who::User(signed.user);
    match signed.state.blocking(move |house| mail::set_sender(house, who, &form)).await {
        Ok(()) => signed.done(SENDER, Some(&Toast::said(t(signed.lang, "mail-sender-saved")))),
        Err(fault) => {
            signed.again(fault.into(), move |ctx, tx, frame, faults| drawn(ctx, tx, frame, Some(&fields), faults)).await
        }
    }
}

async fn end(posted: Posted) -> Answer {
    posted.signed.write(mail::end_sender).await?;
    posted.signed.done(SENDER, Some(&Toast::said(t(posted.signed.lang, "mail-sender-ended"))))
}

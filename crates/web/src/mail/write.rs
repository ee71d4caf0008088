//! Writing a mail on a record: to whom, from a template, looked at before it is sent.

use super::shown;
use crate::errors::{Answer, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::records::shape_for;
use crate::routes::Routes;
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use app::mail::{self, Desk, MailTemplate, MailView, NewMail, Recipient};
use app::{Ctx, Error, Tx};
use axum::extract::{Path, Query};
use domain::kernel::id::{MailId, MailTemplateId};
use domain::mail::{SIGHTS, Sight};
use domain::policy::Noun;
use maud::{Markup, html};
use serde::Deserialize;
use text::{Lang, t, tr};
use uuid::Uuid;

const WRITE: &str = "/mail/write/{noun}/{record}";

pub(super) fn routes() -> Routes {
    Routes::new().page(WRITE, Noun::Activity, page).action(WRITE, Noun::Activity, send)
}

/// Where one writes on a record.
pub(crate) fn href(noun: Noun, record: Uuid) -> String {
    WRITE.replace("{noun}", noun.key()).replace("{record}", &record.to_string())
}

/// What one writes on.
pub(crate) fn can_write_on(noun: Noun) -> bool {
    matches!(noun, Noun::Account | Noun::Contact | Noun::Lead | Noun::Opportunity)
}

/// What a page begins from.
#[derive(Deserialize, Default)]
struct Begin {
    template: Option<String>,
    to: Option<String>,
    answers: Option<String>,
}

fn on(noun: &str, record: &str) -> app::Result<(Noun, Uuid)> {
    let noun = Noun::from_key(noun).filter(|noun| can_write_on(*noun)).ok_or(Error::NotFound)?;
    Ok((noun, record.parse().map_err(|_| Error::NotFound)?))
}

async fn page(signed: SignedIn, Path((noun, record)): Path<(String, String)>, Query(begin): Query<Begin>) -> Answer {
    let (noun, record) = on(&noun, &record)?;
    signed
        .page(move |ctx, tx, frame| {
            let desk = mail::desk(ctx, tx, noun, record)?;
            let typed = begun(ctx, tx, frame.lang, &desk, &begin)?;
            drawn(ctx, tx, frame, &On { noun, record, desk, is_shown: false }, &typed, &Faults::none())
        })
        .await
}

struct On {
    noun: Noun,
    record: Uuid,
    desk: Desk,
    /// Whether it is shown as it would go out.
    is_shown: bool,
}

/// The form as it begins: from a template, as an answer, or empty.
fn begun(ctx: &Ctx, tx: &mut Tx<'_>, lang: Lang, desk: &Desk, begin: &Begin) -> app::Result<Fields> {
    let chosen = |one: &&Recipient| begin.to.as_deref() == Some(one.address.as_str());
    let to = desk.recipients.iter().find(chosen).or(desk.recipients.first());
    let mut values = vec![("to".to_owned(), to.map(|to| to.address.clone()).unwrap_or_default())];
    if let Some(account) = desk.accounts.first() {
        values.push(("account".to_owned(), account.id.to_string()));
        values.push(("sight".to_owned(), account.sight.key().to_owned()));
    }
    let template = begin.template.as_ref().and_then(|id| id.parse::<MailTemplateId>().ok());
    if let Some(template) = mail::templates(ctx, tx)?.into_iter().find(|one| Some(one.id) == template) {
        let (subject, body, missing) = mail::fill(ctx, &template, desk, to);
        values.extend([("subject".to_owned(), subject), ("body".to_owned(), body)]);
        values.push(("missing".to_owned(), missing.join(", ")));
        values.push(("template".to_owned(), template.id.to_string()));
    }
    if let Some(answered) = answered(ctx, tx, begin.answers.as_deref())? {
        values.retain(|(name, _)| name != "to");
        values.extend(answer(lang, &answered));
    }
    Ok(Fields::from(values))
}

fn answered(ctx: &Ctx, tx: &mut Tx<'_>, id: Option<&str>) -> app::Result<Option<MailView>> {
    let Some(id) = id.and_then(|id| id.parse::<MailId>().ok()) else { return Ok(None) };
    mail::queries::one(ctx, tx, id).map(Some)
}

fn answer(lang: Lang, mail: &MailView) -> Vec<(String, String)> {
    let people = if mail.direction == "in" {
        vec![mail.from.address.clone()]
    } else {
        mail.people.to.iter().map(|one| one.address.clone()).collect()
    };
    let is_answer = mail.subject.to_lowercase().starts_with("re:");
    let subject = if is_answer { mail.subject.clone() } else { format!("Re: {}", mail.subject) };
    let quoted = mail.body.as_deref().map(|body| {
        let lines: Vec<String> = body.lines().map(|line| format!("> {line}")).collect();
        let head = tr(lang, "mail-quoted", &[("who", shown::person(&mail.from).into())]);
        format!("\n\n{head}\n{}\n", lines.join("\n"))
    });
    vec![
        ("to".to_owned(), people.join(", ")),
        ("subject".to_owned(), subject),
        ("body".to_owned(), quoted.unwrap_or_default()),
        ("answers".to_owned(), mail.id.to_string()),
    ]
}

fn drawn(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    on: &On,
    typed: &Fields,
    faults: &Faults,
) -> app::Result<Markup> {
    let lang = frame.lang;
    let label = app::records::labels(tx, on.noun, &[on.record])?.pop();
    frame.title = t(lang, "mail-write").into_owned();
    frame.of = label.map(|label| label.label);
    if on.desk.accounts.is_empty() {
        let body = html! { div class="stack" { p { (t(lang, "mail-no-mailbox")) } div { a class="button primary" href=(super::MAILBOXES) { (t(lang, "mail-connect")) } } } };
        return Ok(content(true, section(&t(lang, "mail-write"), None, body)));
    }
    let templates: Vec<MailTemplate> = mail::templates(ctx, tx)?.into_iter().filter(|one| one.is_active).collect();
    Ok(content(
        true,
        html! {
            @if on.is_shown { (preview(lang, &on.desk, typed)) }
            @if !templates.is_empty() { (section(&t(lang, "mail-template-begin"), None, chooser(lang, on, &templates, typed))) }
            (section(&t(lang, "mail-write"), None, html! {
                div class="stack" {
                    @if !typed.text("missing").is_empty() {
                        p role="status" { (tr(lang, "mail-template-missing", &[("words", typed.text("missing").into())])) }
                    }
                    (compose(frame, on, typed, faults))
                }
            }))
        },
    ))
}

/// What would go out.
fn preview(lang: Lang, desk: &Desk, typed: &Fields) -> Markup {
    let from = desk.accounts.iter().find(|one| one.id.to_string() == typed.raw("account"));
    let from = from.map(|one| format!("{} <{}>", one.sender, one.address)).unwrap_or_default();
    let body = html! {
        div class="stack" role="status" {
            div class="quiet small" { (tr(lang, "mail-from-to", &[("from", from.into()), ("to", typed.text("to").into())])) }
            b { (typed.text("subject")) }
            div class="letter" { (typed.raw("body").trim_end()) }
        }
    };
    section(&t(lang, "mail-preview"), None, body)
}

fn chooser(lang: Lang, on: &On, templates: &[MailTemplate], typed: &Fields) -> Markup {
    let label = |one: &MailTemplate| (one.id.to_string(), format!("{} ({})", one.name, one.language));
    let choices = templates.iter().map(label).collect();
    let to = on.desk.recipients.iter().map(|one| (one.address.clone(), one.name.clone())).collect();
    let fields = [
        Field::new("template", t(lang, "mail-template"), Kind::Choice(choices))
            .scope("begin")
            .value(typed.raw("template")),
        Field::new("to", t(lang, "mail-to"), Kind::Choice(to)).scope("begin").value(typed.raw("to")),
    ];
    html! {
        form class="form" method="get" action=(href(on.noun, on.record)) {
            (form::pair(lang, &fields))
            div { button class="button" { (t(lang, "mail-template-use")) } }
        }
    }
}

fn compose(frame: &PageFrame, on: &On, typed: &Fields, faults: &Faults) -> Markup {
    let lang = frame.lang;
    let accounts = on.desk.accounts.iter().map(|one| (one.id.to_string(), one.address.clone())).collect();
    let sights = SIGHTS.map(|one| (one.key().to_owned(), shown::sight(lang, one))).to_vec();
    let field = |name: &str, key: &str, kind: Kind| {
        Field::new(name, t(lang, key), kind).value(typed.raw(name)).error(faults.of(name)).autocomplete("off")
    };
    let known: Vec<String> =
        on.desk.recipients.iter().take(8).map(|one| format!("{} <{}>", one.name, one.address)).collect();
    let mut to = field("to", "mail-to", Kind::Text).required();
    if known.len() > 1 {
        to = to.hint(known.join(", "));
    }
    let fields = [
        field("account", "mail-by", Kind::Choice(accounts)),
        to,
        field("cc", "mail-cc", Kind::Text),
        field("subject", "field-subject", Kind::Text).required(),
        field("body", "field-body", Kind::LongText).required(),
        field("sight", "mail-others-see", Kind::Choice(sights)),
    ];
    let form = Form {
        action: href(on.noun, on.record),
        csrf: frame.csrf.clone(),
        submit: t(lang, "mail-send").into_owned(),
        cancel: shape_for(on.noun).map(|shape| shape.href(on.record)),
        errors: faults.beside(&["account", "to", "cc", "subject", "body", "sight"]),
        ..Form::default()
    };
    let body = html! {
        @for field in &fields { (crate::ui::field::field(lang, field)) }
        input type="hidden" name="answers" value=(typed.raw("answers"));
        div { button class="button" name="preview" value="1" formnovalidate { (t(lang, "mail-preview")) } }
    };
    form::laid_out(lang, &form, &fields, body)
}

fn read(sent: &Fields) -> NewMail {
    let list = |name: &str| -> Vec<String> {
        let text = sent.text(name);
        text.split([',', ';']).map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect()
    };
    NewMail {
        account: sent.parsed("account").unwrap_or_default(),
        to: list("to"),
        cc: list("cc"),
        subject: sent.text("subject"),
        body: sent.raw("body").to_owned(),
        sight: Sight::from_key(sent.raw("sight")),
        answers: sent.parsed("answers"),
    }
}

async fn send(Path((noun, record)): Path<(String, String)>, posted: Posted) -> Answer {
    let (noun, record) = on(&noun, &record)?;
    let Posted { signed, fields: sent } = posted;
    if sent.is_ticked("preview") {
        return signed
            .page(move |ctx, tx, frame| {
                let desk = mail::desk(ctx, tx, noun, record)?;
                drawn(ctx, tx, frame, &On { noun, record, desk, is_shown: true }, &sent, &Faults::none())
            })
            .await;
    }
    let new = read(&sent);
    match signed.write(move |ctx, tx| mail::write(ctx, tx, noun, record, &new)).await {
        Ok(_) => {
            let back = shape_for(noun).map_or_else(|| super::OUTBOX.to_owned(), |shape| shape.href(record));
            signed.done(&back, Some(&Toast::said(t(signed.lang, "mail-on-its-way"))))
        }
        Err(refused) => {
            signed
                .again(refused, move |ctx, tx, frame, faults| {
                    let desk = mail::desk(ctx, tx, noun, record)?;
                    drawn(ctx, tx, frame, &On { noun, record, desk, is_shown: false }, &sent, faults)
                })
                .await
        }
    }
}

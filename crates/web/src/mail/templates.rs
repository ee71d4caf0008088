//! Texts that mails begin with, below the settings.

use crate::errors::{Answer, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::routes::Routes;
use crate::settings::head;
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use crate::ui::pill::{Tone, pill};
use app::mail::{self, MailTemplate};
use app::{Ctx, Tx};
use axum::extract::Path;
use domain::kernel::id::MailTemplateId;
use domain::mail::PLACEHOLDERS;
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use text::{Lang, t, tr};

/// Every template.
pub(crate) const TEMPLATES: &str = "/settings/mail-templates";
const ONE: &str = "/settings/mail-templates/{id}";
const READY: &str = "/settings/mail-templates/ready";

pub(super) fn routes() -> Routes {
    let noun = Noun::Pipeline;
    Routes::new()
        .page(TEMPLATES, noun, page)
        .action(TEMPLATES, noun, add)
        .action(READY, noun, add_ready)
        .action(ONE, noun, change)
}

async fn page(signed: SignedIn) -> Answer {
    signed.page(|ctx, tx, frame| drawn(ctx, tx, frame, None, &Faults::none())).await
}

/// What was typed for one of them; for a new one without an id.
struct Typed {
    id: Option<MailTemplateId>,
    fields: Fields,
}

fn drawn(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    typed: Option<&Typed>,
    faults: &Faults,
) -> app::Result<Markup> {
    let (all, lacking) = (mail::templates(ctx, tx)?, mail::ready_languages(ctx, tx)?);
    head(ctx, frame, TEMPLATES);
    let (lang, may) = (frame.lang, ctx.can(Action::Create, Noun::Pipeline));
    let words = PLACEHOLDERS.map(|word| format!("{{{word}}}")).join(", ");
    let of = |id: Option<MailTemplateId>| typed.filter(|typed| typed.id == id);
    let none = Faults::none();
    let faults_of = |id| if of(id).is_some() { faults } else { &none };
    Ok(content(
        true,
        html! {
            div class="stack" {
                p class="soft" { (tr(lang, "mail-templates-explained", &[("words", words.into())])) }
                @if may && !lacking.is_empty() { (ready(frame, &lacking)) }
                @for one in &all { (told(frame, one, may, of(Some(one.id)), faults_of(Some(one.id)))) }
                @if may {
                    (section(&t(lang, "mail-template-new"), None, template_form(frame, None, of(None).map(|typed| &typed.fields), faults_of(None))))
                }
            }
        },
    ))
}

/// The ready texts, for languages that have none.
fn ready(frame: &PageFrame, lacking: &[Lang]) -> Markup {
    let lang = frame.lang;
    let languages = lacking.iter().map(|l| (l.tag().to_owned(), l.name().to_owned())).collect();
    let own = lacking.iter().find(|l| **l == lang).or(lacking.first()).map_or("", |l| l.tag());
    let fields =
        [Field::new("language", t(lang, "settings-language"), Kind::Choice(languages)).scope("ready").value(own)];
    let form = Form {
        action: READY.to_owned(),
        csrf: frame.csrf.clone(),
        submit: t(lang, "mail-ready-add").into_owned(),
        ..Form::default()
    };
    let body = html! { p class="soft" { (t(lang, "mail-ready-explained")) } (form::form(lang, &form, &fields)) };
    section(&t(lang, "mail-ready-title"), None, body)
}

async fn add_ready(posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let added = signed.write(move |ctx, tx| mail::add_ready(ctx, tx, fields.raw("language"))).await?;
    let said = tr(signed.lang, "mail-ready-added", &[("count", added.len().into())]);
    signed.done(TEMPLATES, Some(&Toast::said(said)))
}

fn told(frame: &PageFrame, one: &MailTemplate, may: bool, typed: Option<&Typed>, faults: &Faults) -> Markup {
    let lang = frame.lang;
    let extra = html! {
        (pill(Tone::Plain, &language(&one.language))) " "
        @if !one.is_active { (pill(Tone::None, &t(lang, "mail-template-resting"))) }
    };
    let body = html! {
        div class="stack" {
            b { (one.subject) }
            div class="letter" { (one.body) }
            @if may {
                details open[typed.is_some()] { summary class="button" { (t(lang, "action-edit")) }
                    (template_form(frame, Some(one), typed.map(|typed| &typed.fields), faults)) }
            }
        }
    };
    section(&one.name, Some(extra), body)
}

fn language(tag: &str) -> String {
    Lang::parse(tag).map_or_else(|| tag.to_owned(), |lang| lang.name().to_owned())
}

fn template_form(frame: &PageFrame, held: Option<&MailTemplate>, typed: Option<&Fields>, faults: &Faults) -> Markup {
    let lang = frame.lang;
    let scope = held.map_or_else(|| "new".to_owned(), |one| one.id.to_string());
    let value = |name: &str| match (typed, held) {
        (Some(typed), _) => typed.raw(name).to_owned(),
        (None, Some(one)) => match name {
            "name" => one.name.clone(),
            "language" => one.language.clone(),
            "subject" => one.subject.clone(),
            "body" => one.body.clone(),
            _ => if one.is_active { "1" } else { "" }.to_owned(),
        },
        (None, None) if name == "language" => lang.tag().to_owned(),
        (None, None) => String::new(),
    };
    let languages = Lang::ALL.map(|l| (l.tag().to_owned(), l.name().to_owned())).to_vec();
    let field = |name: &str, key: &str, kind: Kind| {
        Field::new(name, t(lang, key), kind)
            .scope(scope.clone())
            .value(value(name))
            .error(faults.of(name))
            .autocomplete("off")
    };
    let mut fields = vec![
        field("name", "field-name", Kind::Text).required(),
        field("language", "settings-language", Kind::Choice(languages)),
        field("subject", "field-subject", Kind::Text).required(),
        field("body", "field-body", Kind::LongText).required(),
    ];
    if held.is_some() {
        fields.push(field("active", "mail-template-offered", Kind::Check));
    }
    let form = Form {
        action: held.map_or_else(|| TEMPLATES.to_owned(), |one| ONE.replace("{id}", &one.id.to_string())),
        csrf: frame.csrf.clone(),
        submit: t(lang, if held.is_some() { "ui-save" } else { "action-create" }).into_owned(),
        ..Form::default()
    };
    form::form(lang, &form, &fields)
}

fn read(fields: &Fields, id: MailTemplateId) -> MailTemplate {
    MailTemplate {
        id,
        name: fields.text("name"),
        language: fields.text("language"),
        subject: fields.text("subject"),
        body: fields.raw("body").to_owned(),
        is_active: fields.is_ticked("active"),
    }
}

async fn add(posted: Posted) -> Answer {
    let new = read(&posted.fields, MailTemplateId::default());
    kept(posted, None, move |ctx, tx| mail::add_template(ctx, tx, &new).map(drop)).await
}

async fn change(Path(id): Path<String>, posted: Posted) -> Answer {
    let id: MailTemplateId = crate::api::id(&id)?;
    let new = read(&posted.fields, id);
    kept(posted, Some(id), move |ctx, tx| mail::change_template(ctx, tx, &new)).await
}

async fn kept(
    posted: Posted,
    id: Option<MailTemplateId>,
    f: impl FnOnce(&Ctx, &mut Tx<'_>) -> app::Result<()> + Send + 'static,
) -> Answer {
    let Posted { signed, fields } = posted;
    match signed.write(f).await {
        Ok(()) => signed.done(TEMPLATES, Some(&Toast::said(t(signed.lang, "settings-saved")))),
        Err(refused) => {
            let typed = Typed { id, fields };
            signed.again(refused, move |ctx, tx, frame, faults| drawn(ctx, tx, frame, Some(&typed), faults)).await
        }
    }
}

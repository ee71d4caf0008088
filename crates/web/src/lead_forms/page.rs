//! The settings of forms: every one, one with what it asks, and the HTML to paste into a site of one's own.

use super::{ACTIVE, FORMS, ONE, open_href};
use crate::errors::{Answer, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::settings::{head, moment};
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use crate::ui::pill::{Tone, pill};
use crate::ui::table::{self, Column, Row};
use app::lead_forms::{LeadFormView, commands, queries};
use app::{Ctx, Tx};
use axum::extract::Path;
use domain::custom_fields::{CustomField, FieldKind};
use domain::kernel::id::LeadFormId;
use domain::lead_forms::{Asked, CONSENT, FIELDS, LeadForm, TRAP};
use domain::leads::SOURCES;
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use text::{Lang, fmt, t};

/// Names of the fields of the page's form.
const NAMES: [&str; 13] = [
    "name",
    "key",
    "source",
    "campaign",
    "landing_page",
    "fields",
    "required",
    "consent",
    "thanks",
    "redirect_url",
    "origins",
    "per_minute",
    "per_address",
];

fn href(id: LeadFormId) -> String {
    ONE.replace("{id}", &id.to_string())
}

pub(super) async fn list(signed: SignedIn) -> Answer {
    signed.page(|ctx, tx, frame| drawn_list(ctx, tx, frame, &Fields::default(), &Faults::none())).await
}

fn drawn_list(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    typed: &Fields,
    faults: &Faults,
) -> app::Result<Markup> {
    let all = queries::all(ctx, tx)?;
    head(ctx, frame, FORMS);
    let lang = frame.lang;
    let columns = [
        Column::text(t(lang, "field-name")),
        Column::text(t(lang, "form-address")),
        Column::text(t(lang, "field-source")),
        Column::number(t(lang, "form-submissions")),
        Column::text(t(lang, "form-last")),
    ];
    let row = |view: &LeadFormView| {
        let form = &view.form;
        let cells = vec![
            html! { a class="title" href=(href(form.id)) { (form.name) } @if !form.is_active { " " (pill(Tone::None, &t(lang, "form-resting"))) } },
            html! { code { (open_href(&form.key)) } },
            html! { (form.source.as_deref().unwrap_or_default()) },
            html! { (fmt::number(lang, view.submissions)) },
            html! { @if let Some(at) = view.last_at { (moment(ctx, lang, at)) } },
        ];
        Row { id: form.id.to_string(), cells, ..Row::default() }
    };
    let rows: Vec<Row> = all.iter().map(row).collect();
    let new = Form {
        action: FORMS.to_owned(),
        csrf: frame.csrf.clone(),
        submit: t(lang, "action-create").into_owned(),
        errors: faults.beside(&["name"]),
        ..Form::default()
    };
    let name = Field::new("name", t(lang, "field-name"), Kind::Text)
        .value(typed.raw("name"))
        .required()
        .autocomplete("off")
        .hint(t(lang, "form-name-hint"))
        .error(faults.of("name"));
    Ok(content(
        true,
        html! {
            div class="stack" {
                (section(&t(lang, "form-title"), None, html! {
                    div class="stack" {
                        p class="soft" { (t(lang, "form-explained")) }
                        @if rows.is_empty() { p { (t(lang, "form-empty")) } } @else { (table::plain(&columns, &rows)) }
                    }
                }))
                @if ctx.can(Action::Create, Noun::Pipeline) { (section(&t(lang, "form-new"), None, form::form(lang, &new, &[name]))) }
            }
        },
    ))
}

pub(super) async fn create(posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let form = LeadForm { name: fields.text("name"), ..LeadForm::default() };
    match signed.write(move |ctx, tx| commands::create(ctx, tx, form)).await {
        Ok(id) => signed.done(&href(id), Some(&Toast::said(t(signed.lang, "form-made")))),
        Err(fault) => {
            signed.again(fault, move |ctx, tx, frame, faults| drawn_list(ctx, tx, frame, &fields, faults)).await
        }
    }
}

pub(super) async fn one(signed: SignedIn, Path(id): Path<String>) -> Answer {
    let id: LeadFormId = crate::api::id(&id)?;
    let address = address(&signed);
    signed.page(move |ctx, tx, frame| drawn(ctx, tx, frame, id, None, &address, &Faults::none())).await
}

/// Where people reach us, for the HTML that stands on another site.
fn address(signed: &SignedIn) -> String {
    let public = signed.state.options().public_url.clone();
    public.unwrap_or_default().trim_end_matches('/').to_owned()
}

fn drawn(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    id: LeadFormId,
    typed: Option<&Fields>,
    address: &str,
    faults: &Faults,
) -> app::Result<Markup> {
    let view = queries::one(ctx, tx, id)?;
    head(ctx, frame, FORMS);
    frame.of = Some(view.form.name.clone());
    let (lang, form) = (frame.lang, &view.form);
    let turn = if form.is_active { ("0", "form-rest") } else { ("1", "form-use") };
    let may = ctx.can(Action::Edit, Noun::Pipeline);
    let action = ACTIVE.replace("{id}", &id.to_string());
    let extra = html! {
        @if !form.is_active { (pill(Tone::None, &t(lang, "form-resting"))) " " }
        @if may { (form::post(&frame.csrf, &action, &[("active", turn.0)], "plain", html! { (t(lang, turn.1)) })) }
    };
    let link = open_href(&form.key);
    let came = html! {
        div class="stack" {
            p { (t(lang, "form-submissions")) ": " strong { (fmt::number(lang, view.submissions)) }
                @if let Some(at) = view.last_at { " · " (t(lang, "form-last")) ": " (moment(ctx, lang, at)) } }
            p { (t(lang, "form-page")) ": " a href=(link) data-plain { (address) (link) } }
            details { summary class="button" { (t(lang, "form-snippet")) }
                p class="soft" { (t(lang, "form-snippet-explained")) }
                textarea class="input" rows="14" readonly aria-label=(t(lang, "form-snippet")) spellcheck="false" { (snippet(lang, form, &commands::own(ctx), address)) }
            }
        }
    };
    Ok(content(
        true,
        html! {
            div class="stack" {
                (section(&form.name, Some(extra), came))
                @if may { (section(&t(lang, "form-settings"), None, settings(frame, form, &commands::own(ctx), typed, faults))) }
            }
        },
    ))
}

fn settings(
    frame: &PageFrame,
    form: &LeadForm,
    own: &[&'static CustomField],
    typed: Option<&Fields>,
    faults: &Faults,
) -> Markup {
    let lang = frame.lang;
    let about = Form {
        action: href(form.id),
        csrf: frame.csrf.clone(),
        version: Some(form.version.to_string()),
        submit: t(lang, "ui-save").into_owned(),
        cancel: Some(FORMS.to_owned()),
        errors: faults.beside(&NAMES),
        ..Form::default()
    };
    let held = held(form);
    let values = typed.unwrap_or(&held);
    let value = |name: &str| match name {
        "fields" | "required" => values.all(name).join(" "),
        _ => values.raw(name).to_owned(),
    };
    let known = FIELDS.iter().map(|(field, _)| *field).chain(own.iter().map(|own| own.key.as_str()));
    let known: Vec<(String, String)> =
        known.map(|field| (field.to_owned(), super::open::label(lang, field, own))).collect();
    let all = || vec![(String::new(), known.clone())];
    let kind = |name: &str| match name {
        "fields" | "required" => Kind::Several(all()),
        "thanks" | "origins" => Kind::LongText,
        "per_minute" | "per_address" => Kind::Number,
        _ => Kind::Text,
    };
    let fields = NAMES.map(|name| {
        let label = match name {
            "key" => t(lang, "form-key"),
            "fields" => t(lang, "form-fields"),
            "required" => t(lang, "form-required"),
            "consent" => t(lang, "form-consent"),
            "thanks" => t(lang, "form-thanks-text"),
            "redirect_url" => t(lang, "form-redirect"),
            "origins" => t(lang, "form-origins"),
            "per_minute" => t(lang, "form-per-minute"),
            "per_address" => t(lang, "form-per-address"),
            other => t(lang, &format!("field-{other}")),
        };
        let field = Field::new(name, label, kind(name)).value(value(name)).autocomplete("off").error(faults.of(name));
        let hint = match name {
            "key" => Some(t(lang, "form-key-hint").into_owned()),
            "source" => Some(SOURCES.join(", ")),
            "consent" => Some(t(lang, "form-consent-hint").into_owned()),
            "redirect_url" => Some(t(lang, "form-redirect-hint").into_owned()),
            "origins" => Some(t(lang, "form-origins-hint").into_owned()),
            "per_address" => Some(t(lang, "form-rate-hint").into_owned()),
            _ => None,
        };
        Field { hint, required: matches!(name, "name" | "key" | "per_minute" | "per_address"), ..field }
    });
    form::form(lang, &about, &fields)
}

fn held(form: &LeadForm) -> Fields {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let pair = |name: &str, value: String| (name.to_owned(), value);
    let mut pairs = vec![
        pair("name", form.name.clone()),
        pair("key", form.key.clone()),
        pair("source", text(&form.source)),
        pair("campaign", text(&form.campaign)),
        pair("landing_page", text(&form.landing_page)),
        pair("consent", text(&form.consent)),
        pair("thanks", text(&form.thanks)),
        pair("redirect_url", text(&form.redirect_url)),
        pair("origins", form.origins.join("\n")),
        pair("per_minute", form.per_minute.to_string()),
        pair("per_address", form.per_address.to_string()),
    ];
    for asked in &form.fields {
        pairs.push(pair("fields", asked.field.clone()));
        pairs.extend(asked.is_required.then(|| pair("required", asked.field.clone())));
    }
    Fields::from(pairs)
}

/// What was typed, put on a form. A field that is needed is asked for, those of the company's own behind the others.
fn typed_on(form: &mut LeadForm, own: &[&'static CustomField], sent: &Fields) {
    let (asked, needed) = (sent.all("fields"), sent.all("required"));
    let asks = |field: &str| asked.contains(&field) || needed.contains(&field);
    let made = |field: &str| Asked { field: field.to_owned(), is_required: needed.contains(&field) };
    let known = FIELDS.iter().map(|(field, _)| *field).chain(own.iter().map(|own| own.key.as_str()));
    form.fields = known.filter(|field| asks(field)).map(made).collect();
    (form.name, form.key) = (sent.text("name"), sent.text("key"));
    (form.source, form.campaign) = (sent.some("source"), sent.some("campaign"));
    (form.landing_page, form.thanks) =
        (sent.some("landing_page"), sent.some("thanks").map(|t| t.replace("\r\n", "\n")));
    form.consent = sent.some("consent");
    form.redirect_url = sent.some("redirect_url");
    form.origins = sent.raw("origins").split_whitespace().map(str::to_owned).collect();
    form.per_minute = sent.parsed("per_minute").unwrap_or(0);
    form.per_address = sent.parsed("per_address").unwrap_or(0);
}

pub(super) async fn save(Path(id): Path<String>, posted: Posted) -> Answer {
    let id: LeadFormId = crate::api::id(&id)?;
    let Posted { signed, fields } = posted;
    let (typed, version) = (fields.clone(), fields.parsed("version"));
    let saved = signed.write(move |ctx, tx| {
        commands::change(ctx, tx, id, version, |form| {
            typed_on(form, &commands::own(ctx), &typed);
            Ok(())
        })
    });
    match saved.await {
        Ok(()) => signed.done(&href(id), Some(&Toast::said(t(signed.lang, "form-saved")))),
        Err(fault) => {
            let address = address(&signed);
            let drawn = move |ctx: &Ctx, tx: &mut Tx<'_>, frame: &mut PageFrame, faults: &Faults| {
                drawn(ctx, tx, frame, id, Some(&fields), &address, faults)
            };
            signed.again(fault, drawn).await
        }
    }
}

pub(super) async fn set_active(Path(id): Path<String>, posted: Posted) -> Answer {
    let id: LeadFormId = crate::api::id(&id)?;
    let is_active = posted.fields.is_ticked("active");
    let set = move |form: &mut LeadForm| {
        form.is_active = is_active;
        Ok(())
    };
    posted.signed.write(move |ctx, tx| commands::change(ctx, tx, id, None, set)).await?;
    posted.signed.done(&href(id), Some(&Toast::said(t(posted.signed.lang, "form-saved"))))
}

/// The words of a field of the company's own, to choose from.
fn words(own: &[&'static CustomField], asked: &Asked) -> Markup {
    let field = own.iter().find(|own| own.key == asked.field);
    let many = field.is_some_and(|field| field.kind == FieldKind::MultiChoice);
    html! {
        select name=(asked.field) multiple[many] required[asked.is_required] {
            @if !many { option value="" {} }
            @for choice in field.into_iter().flat_map(|field| &field.choices).filter(|choice| !choice.is_retired) {
                option value=(choice.key) { (choice.label) }
            }
        }
    }
}

/// HTML for a page of another site: plain, so that it takes that site's own looks.
fn snippet(lang: Lang, form: &LeadForm, own: &[&'static CustomField], address: &str) -> String {
    let fields = form.fields.iter().map(|asked| {
        let name = &asked.field;
        let control = match name.as_str() {
            "description" => html! { textarea name=(name) rows="4" required[asked.is_required] {} },
            "email" => html! { input type="email" name=(name) autocomplete="email" required[asked.is_required]; },
            _ if own.iter().any(|own| own.key == *name && own.kind.has_choices()) => words(own, asked),
            _ => html! { input type="text" name=(name) required[asked.is_required]; },
        };
        html! { label { (super::open::label(lang, name, own)) " " (control) } }.into_string()
    });
    let consent = form
        .consent
        .as_ref()
        .map(|words| html! { label { input type="checkbox" name=(CONSENT) value="1"; " " (words) } }.into_string());
    let open = html! { form method="post" action={ (address) (open_href(&form.key)) } accept-charset="utf-8" {} };
    let trap = html! { label hidden { (t(lang, "form-trap")) " " input type="text" name=(TRAP) tabindex="-1" autocomplete="off"; } };
    let send = html! { button type="submit" { (t(lang, "form-send")) } };
    let lines = fields.chain(consent).chain([trap.into_string(), send.into_string()]).map(|line| format!("  {line}\n"));
    let open = open.into_string().replace("</form>", "");
    format!("{open}\n{}</form>\n", lines.collect::<String>())
}

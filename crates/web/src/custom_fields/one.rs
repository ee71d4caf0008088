//! One field: what it is called, its words, whether it is needed, and whether it is in use.

use super::page::held;
use super::{FIELDS, RETIRED, add_words, href, list_href, plural};
use crate::errors::{Answer, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::settings::head;
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use crate::ui::pill::{Tone, pill};
use app::custom_fields::{commands, queries};
use app::{Ctx, Tx};
use axum::extract::Path;
use domain::custom_fields::CustomField;
use domain::kernel::id::CustomFieldId;
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use text::{t, tr};

pub(super) async fn page(signed: SignedIn, Path(id): Path<String>) -> Answer {
    let id: CustomFieldId = crate::api::id(&id)?;
    signed.page(move |ctx, tx, frame| drawn(ctx, tx, frame, id, None, &Faults::none())).await
}

fn drawn(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    id: CustomFieldId,
    typed: Option<&Fields>,
    faults: &Faults,
) -> app::Result<Markup> {
    let field = queries::one(ctx, tx, id)?;
    head(ctx, frame, FIELDS);
    frame.of = Some(field.label.clone());
    let lang = frame.lang;
    let may = ctx.can(Action::Edit, Noun::Pipeline);
    let turn = if field.is_retired { ("0", "fields-restore") } else { ("1", "fields-retire") };
    let action = RETIRED.replace("{id}", &id.to_string());
    let extra = html! {
        @if field.is_sensitive { (pill(Tone::Today, &t(lang, "fields-sensitive"))) " " }
        @if field.is_retired { (pill(Tone::None, &t(lang, "fields-retired"))) " " }
        @if may { (form::post(&frame.csrf, &action, &[("retired", turn.0)], "plain", html! { (t(lang, turn.1)) })) }
    };
    let about = html! {
        p { (plural(lang, field.noun)) " · " (held(lang, &field)) " · " code { (field.key) } }
        p class="soft" { (t(lang, "fields-fixed")) }
        @if field.is_sensitive { p class="soft" { (t(lang, "fields-sensitive-explained")) } }
        @if field.is_retired { p class="soft" { (t(lang, "fields-retired-explained")) } }
    };
    Ok(content(
        true,
        html! {
            div class="stack" {
                (section(&field.label, Some(extra), about))
                @if may { (section(&t(lang, "form-settings"), None, settings(ctx, frame, &field, typed, faults))) }
            }
        },
    ))
}

fn settings(ctx: &Ctx, frame: &PageFrame, field: &CustomField, typed: Option<&Fields>, faults: &Faults) -> Markup {
    let lang = frame.lang;
    let held = held_values(field);
    let values = typed.unwrap_or(&held);
    let new = |name: &str, key: &str, kind| {
        Field::new(name, t(lang, key), kind).value(values.raw(name)).autocomplete("off").error(faults.of(name))
    };
    let mut inputs = vec![
        new("label", "fields-label", Kind::Text).required(),
        new("help", "fields-help", Kind::Text).hint(t(lang, "fields-help-hint")),
        new("is_required", "fields-is-required", Kind::Check).hint(t(lang, "fields-required-hint")),
    ];
    if ctx.can(Action::Edit, Noun::Sensitive) {
        inputs.push(new("is_sensitive", "fields-is-sensitive", Kind::Check).hint(t(lang, "fields-sensitive-hint")));
    }
    for choice in &field.choices {
        let name = format!("label-{}", choice.key);
        let label = tr(lang, "fields-choice", &[("key", choice.key.as_str().into())]);
        inputs.push(Field::new(name.clone(), label, Kind::Text).value(values.raw(&name)).autocomplete("off"));
    }
    if field.kind.has_choices() {
        let words = field.choices.iter().map(|choice| (choice.key.clone(), choice.label.clone())).collect();
        let rested = values.all("rested").join(" ");
        inputs.push(
            Field::new("rested", t(lang, "fields-choices-retired"), Kind::Several(vec![(String::new(), words)]))
                .value(rested)
                .hint(t(lang, "fields-choices-retired-hint")),
        );
        inputs.push(new("choices", "fields-choices-more", Kind::LongText).hint(t(lang, "fields-choices-hint")));
    }
    let shown: Vec<&str> = inputs.iter().map(|input| input.name.as_str()).collect();
    let about = Form {
        action: href(field.id),
        csrf: frame.csrf.clone(),
        version: Some(typed.map_or_else(|| field.version.to_string(), |sent| sent.text("version"))),
        submit: t(lang, "action-save").into_owned(),
        cancel: Some(list_href(field.noun)),
        errors: faults.beside(&shown),
        ..Form::default()
    };
    form::form(lang, &about, &inputs)
}

fn held_values(field: &CustomField) -> Fields {
    let pair = |name: String, value: &str| (name, value.to_owned());
    let mut pairs = vec![
        pair("label".to_owned(), &field.label),
        pair("help".to_owned(), field.help.as_deref().unwrap_or_default()),
        pair("is_required".to_owned(), if field.is_required { "1" } else { "" }),
        pair("is_sensitive".to_owned(), if field.is_sensitive { "1" } else { "" }),
    ];
    for choice in &field.choices {
        pairs.push(pair(format!("label-{}", choice.key), &choice.label));
        pairs.extend(choice.is_retired.then(|| pair("rested".to_owned(), &choice.key)));
    }
    Fields::from(pairs)
}

/// What was typed, put on a field.
fn typed_on(ctx: &Ctx, field: &mut CustomField, sent: &Fields) {
    field.label = sent.text("label");
    field.help = sent.some("help");
    field.is_required = sent.is_ticked("is_required");
    // Whoever may not say so was not asked.
    if ctx.can(Action::Edit, Noun::Sensitive) {
        field.is_sensitive = sent.is_ticked("is_sensitive");
    }
    let rested = sent.all("rested");
    for choice in &mut field.choices {
        let name = format!("label-{}", choice.key);
        if sent.has(&name) {
            choice.label = sent.text(&name);
        }
        choice.is_retired = rested.contains(&choice.key.as_str());
    }
    if field.kind.has_choices() {
        add_words(field, sent);
    }
}

pub(super) async fn save(Path(id): Path<String>, posted: Posted) -> Answer {
    let id: CustomFieldId = crate::api::id(&id)?;
    let Posted { signed, fields } = posted;
    let (typed, version) = (fields.clone(), fields.parsed("version"));
    let saved =
        signed.write(move |ctx, tx| commands::change(ctx, tx, id, version, |field| typed_on(ctx, field, &typed))).await;
    match saved {
        Ok(field) => {
            let said = tr(signed.lang, "toast-changed", &[("name", field.label.as_str().into())]);
            signed.done(&href(id), Some(&Toast::said(said)))
        }
        Err(fault) => {
            signed.again(fault, move |ctx, tx, frame, faults| drawn(ctx, tx, frame, id, Some(&fields), faults)).await
        }
    }
}

/// Takes a field out of use, or into use again.
pub(super) async fn set_retired(Path(id): Path<String>, posted: Posted) -> Answer {
    let id: CustomFieldId = crate::api::id(&id)?;
    let is_retired = posted.fields.raw("retired") == "1";
    let set =
        move |ctx: &Ctx, tx: &mut Tx<'_>| commands::change(ctx, tx, id, None, |field| field.is_retired = is_retired);
    let field = posted.signed.write(set).await?;
    let key = if is_retired { "fields-retired-toast" } else { "fields-restored-toast" };
    let said = tr(posted.signed.lang, key, &[("name", field.label.as_str().into())]);
    posted.signed.done(&href(id), Some(&Toast::said(said)))
}

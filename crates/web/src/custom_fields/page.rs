//! The fields of a kind of record, in their order, and a new one.

use super::{FIELDS, MOVED, add_words, href, list_href, plural};
use crate::errors::{Answer, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::records::shape_of;
use crate::settings::head;
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::icon::{Icon, small};
use crate::ui::layout::{PageFrame, Tab, content, section, tabs};
use crate::ui::overlay::Toast;
use crate::ui::pill::{Tone, pill};
use crate::ui::table::{self, Column, Row};
use app::custom_fields::{commands, queries};
use app::{Ctx, Error, Tx};
use axum::extract::{Path, Query};
use domain::custom_fields::{CustomField, FieldKind, NOUNS, TARGETS};
use domain::kernel::id::CustomFieldId;
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use text::{Lang, t, tr};

/// Names of the fields of the form.
const NAMES: [&str; 8] = ["label", "kind", "choices", "target", "decimals", "help", "is_required", "is_sensitive"];

pub(super) async fn list(signed: SignedIn, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let brought = Fields::from(pairs);
    let noun = noun_of(brought.raw("of")).unwrap_or(Noun::Account);
    signed.page(move |ctx, tx, frame| drawn(ctx, tx, frame, noun, &brought, &Faults::none())).await
}

/// The kind of record that an address or a form names: `accounts`.
pub(super) fn noun_of(key: &str) -> Option<Noun> {
    shape_of(key).map(crate::records::Shape::noun).filter(|noun| NOUNS.contains(noun))
}

fn drawn(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    noun: Noun,
    typed: &Fields,
    faults: &Faults,
) -> app::Result<Markup> {
    let all = queries::all(ctx, tx)?;
    head(ctx, frame, FIELDS);
    let lang = frame.lang;
    let may = ctx.can(Action::Edit, Noun::Pipeline);
    let fields: Vec<&CustomField> = all.all().iter().copied().filter(|field| field.noun == noun).collect();
    let (used, retired): (Vec<&CustomField>, Vec<&CustomField>) = fields.iter().partition(|field| !field.is_retired);
    let last = used.len().saturating_sub(1);
    let rows: Vec<Row> = used
        .iter()
        .enumerate()
        .map(|(at, field)| row(lang, field, may.then(|| shifts(frame, field, (at > 0, at < last)))))
        .chain(retired.iter().map(|field| row(lang, field, may.then(Markup::default))))
        .collect();
    let mut columns = vec![
        Column::text(t(lang, "field-name")),
        Column::text(t(lang, "field-holds")),
        Column::text(t(lang, "field-key")),
        Column::text(t(lang, "field-state")),
    ];
    columns.extend(may.then(|| Column::text(t(lang, "fields-order"))));
    let tab = |one: Noun| Tab::new(list_href(one), plural(lang, one), one == noun);
    let kinds = tabs(&t(lang, "fields-of"), &NOUNS.map(tab));
    let title = tr(lang, "fields-of-kind", &[("kind", plural(lang, noun).into())]);
    Ok(content(
        true,
        html! {
            div class="stack" {
                (section(&t(lang, "fields-title"), None, html! {
                    div class="stack" { p class="soft" { (t(lang, "fields-explained")) } (kinds) }
                }))
                (section(&title, None, html! {
                    @if rows.is_empty() { p { (t(lang, "fields-empty")) } } @else { (table::plain(&columns, &rows)) }
                }))
                @if may { (section(&t(lang, "fields-new"), None, new(ctx, frame, noun, typed, faults))) }
            }
        },
    ))
}

fn row(lang: Lang, field: &CustomField, shifts: Option<Markup>) -> Row {
    let mut cells = vec![
        html! { a class="title" href=(href(field.id)) { (field.label) } @if let Some(help) = &field.help { " " span class="quiet small" { (help) } } },
        html! { (held(lang, field)) },
        html! { code { (field.key) } },
        html! {
            @if field.is_required { (pill(Tone::Accent, &t(lang, "fields-required"))) }
            @if field.is_sensitive { (pill(Tone::Today, &t(lang, "fields-sensitive"))) }
            @if field.is_retired { (pill(Tone::None, &t(lang, "fields-retired"))) }
        },
    ];
    cells.extend(shifts);
    Row { id: field.id.to_string(), cells, off: field.is_retired, ..Row::default() }
}

/// What a field holds, in words: `Choice: Gold, Silver`.
pub(super) fn held(lang: Lang, field: &CustomField) -> String {
    let kind = t(lang, &format!("field-kind-{}", field.kind.key())).into_owned();
    let words: Vec<&str> = field.choices.iter().filter(|c| !c.is_retired).map(|c| c.label.as_str()).collect();
    match (field.kind, field.target) {
        (FieldKind::Record, Some(target)) => format!("{kind}: {}", plural(lang, target)),
        (FieldKind::Number, _) if field.decimals > 0 => {
            format!("{kind}, {}", tr(lang, "fields-digits", &[("count", i64::from(field.decimals).into())]))
        }
        _ if !words.is_empty() => format!("{kind}: {}", words.join(", ")),
        _ => kind,
    }
}

/// Buttons that move a field up or down.
fn shifts(frame: &PageFrame, field: &CustomField, (up, down): (bool, bool)) -> Markup {
    let (lang, action) = (frame.lang, MOVED.replace("{id}", &field.id.to_string()));
    let button = |way: &str, key: &str, sign: Icon, is_free: bool| {
        let label = tr(lang, key, &[("name", field.label.as_str().into())]);
        html! {
            form method="post" action=(action) {
                (form::hidden(&frame.csrf, None))
                input type="hidden" name="way" value=(way);
                button class="button plain square" aria-label=(label) title=(label) disabled[!is_free] { (small(sign)) }
            }
        }
    };
    html! {
        div class="buttons tight" {
            (button("up", "fields-up", Icon::Up, up)) (button("down", "fields-down", Icon::Down, down))
        }
    }
}

fn new(ctx: &Ctx, frame: &PageFrame, noun: Noun, typed: &Fields, faults: &Faults) -> Markup {
    let lang = frame.lang;
    let about = Form {
        action: list_href(noun),
        csrf: frame.csrf.clone(),
        submit: t(lang, "action-create").into_owned(),
        errors: faults.beside(&NAMES),
        ..Form::default()
    };
    let kinds =
        FieldKind::ALL.map(|kind| (kind.key().to_owned(), t(lang, &format!("field-kind-{}", kind.key())).into_owned()));
    let none = (String::new(), t(lang, "word-not-set").into_owned());
    let targets = TARGETS.map(|noun| (noun.key().to_owned(), plural(lang, noun)));
    let words = Kind::Choice(std::iter::once(none).chain(targets).collect());
    let fields = [
        ("label", "fields-label", Kind::Text, "fields-label-hint"),
        ("kind", "fields-kind", Kind::Choice(kinds.to_vec()), "fields-kind-hint"),
        ("choices", "fields-choices", Kind::LongText, "fields-choices-hint"),
        ("target", "fields-target", words, "fields-target-hint"),
        ("decimals", "fields-decimals", Kind::Number, "fields-decimals-hint"),
        ("help", "fields-help", Kind::Text, "fields-help-hint"),
        ("is_required", "fields-is-required", Kind::Check, "fields-required-hint"),
        ("is_sensitive", "fields-is-sensitive", Kind::Check, "fields-sensitive-hint"),
    ];
    let is_offered = |name: &str| name != "is_sensitive" || ctx.can(Action::Edit, Noun::Sensitive);
    let fields = fields.into_iter().filter(|(name, ..)| is_offered(name)).map(|(name, label, kind, hint)| {
        let field = Field::new(name, t(lang, label), kind).hint(t(lang, hint)).value(typed.raw(name));
        let field = Field { required: name == "label", ..field };
        field.autocomplete("off").error(faults.of(name))
    });
    form::form(lang, &about, &fields.collect::<Vec<_>>())
}

pub(super) async fn create(Query(pairs): Query<Vec<(String, String)>>, posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let of = pairs.into_iter().find(|(name, _)| name == "of").map(|(_, value)| value).unwrap_or_default();
    let noun = noun_of(&of).ok_or(Error::NotFound)?;
    let sent = fields.clone();
    let made = signed.write(move |ctx, tx| commands::define(ctx, tx, asked(noun, &sent))).await;
    match made {
        Ok(field) => {
            let said = tr(signed.lang, "toast-created", &[("name", field.label.as_str().into())]);
            signed.done(&list_href(noun), Some(&Toast::said(said)))
        }
        Err(fault) => {
            signed.again(fault, move |ctx, tx, frame, faults| drawn(ctx, tx, frame, noun, &fields, faults)).await
        }
    }
}

/// The field that a form describes. What does not belong to its kind is left aside.
fn asked(noun: Noun, sent: &Fields) -> CustomField {
    let kind = FieldKind::from_key(sent.raw("kind")).unwrap_or(FieldKind::Text);
    let mut field = CustomField::new(noun, kind, &sent.text("label"));
    field.help = sent.some("help");
    field.is_required = sent.is_ticked("is_required");
    field.is_sensitive = sent.is_ticked("is_sensitive");
    if kind.has_choices() {
        add_words(&mut field, sent);
    }
    if kind == FieldKind::Record {
        field.target = Noun::from_key(sent.raw("target"));
    }
    if kind == FieldKind::Number {
        field.decimals = sent.parsed("decimals").unwrap_or(0);
    }
    field
}

/// Moves a field one place up or down.
pub(super) async fn shift(Path(id): Path<String>, posted: Posted) -> Answer {
    let id: CustomFieldId = crate::api::id(&id)?;
    let is_up = posted.fields.raw("way") == "up";
    let noun = posted
        .signed
        .write(move |ctx, tx| {
            let all = queries::all(ctx, tx)?;
            let noun = all.all().iter().find(|field| field.id == id).ok_or(Error::NotFound)?.noun;
            let mut ids: Vec<CustomFieldId> = all.of(noun).map(|field| field.id).collect();
            let at = ids.iter().position(|one| *one == id).ok_or(Error::NotFound)?;
            let to = if is_up { at.saturating_sub(1) } else { (at + 1).min(ids.len() - 1) };
            ids.swap(at, to);
            commands::order(ctx, tx, noun, &ids)?;
            Ok(noun)
        })
        .await?;
    posted.signed.done(&list_href(noun), None)
}

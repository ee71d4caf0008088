//! Fields of records as forms: from a value to its control, and from what was sent back to a value.

use super::shape::{Desk, Entry, How, Shape};
use super::{Values, shown};
use crate::Fields;
use crate::options;
use crate::ui::field::{Field, Kind};
use app::{Ctx, Error};
use domain::Refusal;
use domain::custom_fields::{CustomField, FieldKind};
use domain::kernel::{Currency, Money};
use domain::policy::Noun;
use serde_json::{Value as Json, json};
use text::{Lang, t};

/// The name of a field.
pub fn name(lang: Lang, key: &str) -> String {
    t(lang, &format!("field-{key}")).into_owned()
}

/// The name of a field of a kind of record, the company's own among them.
pub fn name_of(ctx: &Ctx, lang: Lang, noun: Noun, key: &str) -> String {
    ctx.fields.known(noun, key).map_or_else(|| name(lang, key), |field| field.label.clone())
}

/// The control of a field that holds this value; what was wrong with it stands beside it.
pub fn control(desk: &Desk<'_>, entry: &Entry, values: &Values) -> Field {
    let lang = desk.frame.lang;
    if entry.is_masked() {
        return Field::new(entry.key, entry.name(lang), Kind::Masked).hint(t(lang, "record-masked-why"));
    }
    let value = values.get(entry.key).unwrap_or(&Json::Null);
    let kind = match entry.how {
        How::Text => Kind::Text,
        How::Word(prefix, keys) => Kind::Words(keys.iter().map(|key| shown::choice(lang, prefix, key)).collect()),
        How::Email => Kind::Email,
        How::Long => Kind::LongText,
        How::Number => Kind::Number,
        How::Basis => Kind::Percent,
        How::Money => Kind::Money(currency_of(value, desk.ctx.company.currency).code().to_owned()),
        How::Day => Kind::Day,
        How::Moment => Kind::Text,
        How::Flag => Kind::Choice(
            [("true", "word-yes"), ("false", "word-no")].map(|(v, k)| (v.to_owned(), t(lang, k).into_owned())).to_vec(),
        ),
        How::Choice(prefix, keys) => choice(lang, prefix, keys),
        How::ChoiceOf(prefix, other, keys) => {
            choice(lang, prefix, keys(values.get(other).and_then(Json::as_str).unwrap_or_default()))
        }
        How::Record(kind) => picker(options::href(kind), values, entry.key),
        How::Owner => picker(options::href(options::OWNERS), values, entry.key),
        How::Own(own) => super::own::control(desk, own, values),
    };
    let mut field = Field::new(entry.key, entry.name(lang), kind).value(match entry.how {
        How::Own(own) => super::own::sent(own, value),
        How::Moment => shown::civil(&sent(value)),
        How::Word(prefix, keys) if keys.contains(&sent(value).as_str()) => shown::choice(lang, prefix, &sent(value)),
        _ => sent(value),
    });
    if matches!(entry.how, How::Moment) {
        field = field.hint(t(lang, "record-moment-form"));
    }
    if let How::Own(CustomField { help: Some(help), .. }) = entry.how {
        field = field.hint(help.clone());
    }
    field.required = entry.is_needed;
    if !matches!(entry.how, How::Email) {
        field = field.autocomplete("off");
    }
    if shown::is_hidden(values, entry.key) {
        field = field.hint(t(lang, "record-hidden-kept"));
    }
    field.error(desk.faults.of(entry.key))
}

fn choice(lang: Lang, prefix: &str, keys: &[&str]) -> Kind {
    let none = (String::new(), t(lang, "word-not-set").into_owned());
    let word = |key: &&str| ((*key).to_owned(), shown::choice(lang, prefix, key));
    Kind::Choice(std::iter::once(none).chain(keys.iter().map(word)).collect())
}

/// The key of a word that was chosen by its name, in any language; another word is the company's own.
fn key_of(prefix: &str, keys: &[&str], text: &str) -> String {
    let is_it = |key: &&&str| Lang::ALL.iter().any(|lang| shown::choice(*lang, prefix, key).eq_ignore_ascii_case(text));
    keys.iter().find(is_it).map_or_else(|| text.to_owned(), |key| (*key).to_owned())
}

pub(super) fn picker(options: String, values: &Values, key: &str) -> Kind {
    let label = shown::label(values, key).map(|label| label.label).unwrap_or_default();
    Kind::Record { options, label }
}

/// A value as a form sends it.
pub fn sent(value: &Json) -> String {
    match value.get("amount").and_then(Json::as_str) {
        Some(amount) => amount.to_owned(),
        None => shown::plain(value),
    }
}

pub(super) fn currency_of(value: &Json, company: Currency) -> Currency {
    value.get("currency").and_then(Json::as_str).and_then(Currency::new).unwrap_or(company)
}

/// The values of a form: every field of the kind that it has. `standing` are those of the record, whose
/// amounts keep their currency.
///
/// # Errors
/// `refusal-value-wrong`, `refusal-record-unknown`, each at its field.
pub fn read(ctx: &Ctx, shape: &Shape, fields: &Fields, standing: &Values) -> app::Result<Values> {
    let (mut values, mut faults) = (Values::new(), Vec::new());
    for entry in shape.all(ctx).filter(|entry| entry.is_set && fields.has(entry.key)) {
        // A word of the company's own that reads like one of ours stays theirs.
        let stands = standing.get(entry.key).filter(|stands| stands.as_str() == Some(fields.text(entry.key).as_str()));
        if let (How::Word(..), Some(stands)) = (entry.how, stands) {
            values.insert(entry.key.to_owned(), stands.clone());
            continue;
        }
        let currency = currency_of(standing.get(entry.key).unwrap_or(&Json::Null), ctx.company.currency);
        match one(&entry, fields, currency) {
            Ok(value) => drop(values.insert(entry.key.to_owned(), value)),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(values) } else { Err(Error::Refused(faults)) }
}

/// The value of a field as it was sent.
///
/// # Errors
/// `refusal-value-wrong`, `refusal-record-unknown`.
pub(super) fn one(entry: &Entry, fields: &Fields, currency: Currency) -> Result<Json, Refusal> {
    if let How::Own(CustomField { kind: FieldKind::MultiChoice, .. }) = entry.how {
        let ticked: Vec<&str> = fields.all(entry.key).into_iter().filter(|key| !key.is_empty()).collect();
        return Ok(if ticked.is_empty() { Json::Null } else { json!(ticked) });
    }
    let text = fields.text(entry.key);
    let wrong = || Refusal::new("refusal-value-wrong").at(entry.key).with("value", &text);
    if text.is_empty() {
        let typed = fields.text(&format!("{}_label", entry.key));
        let is_named = entry.is_named() && !typed.is_empty();
        return if is_named { Err(Refusal::new("refusal-record-unknown").at(entry.key)) } else { Ok(Json::Null) };
    }
    Ok(match entry.how {
        How::Number | How::Basis => json!(figure(&text).parse::<i64>().map_err(|_| wrong())?),
        How::Money => {
            let amount = Money::parse(&figure(&text), currency).ok_or_else(wrong)?;
            json!({ "amount": amount.plain(), "currency": currency.code() })
        }
        How::Day => json!(text.parse::<domain::Day>().map_err(|_| wrong())?.to_string()),
        How::Flag => json!(text == "true" || text == "1"),
        How::Record(_) | How::Owner => json!(text.parse::<uuid::Uuid>().map_err(|_| wrong())?.to_string()),
        How::Word(prefix, keys) => json!(key_of(prefix, keys, &text)),
        How::Own(own) => super::own::read(own, &text, currency).ok_or_else(wrong)?,
        How::Text | How::Email | How::Long | How::Choice(..) | How::ChoiceOf(..) | How::Moment => json!(text),
    })
}

/// Digits as people write them, with a point: `410 000,50` and `410,000.50` are `410000.50`.
pub fn figure(text: &str) -> String {
    let text: String =
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\'')).collect();
    let is_decimal = |(_, rest): &(&str, &str)| rest.len() != 3 && !rest.contains(['.', ',']);
    match text.rsplit_once(',').filter(is_decimal) {
        Some((whole, part)) if !text.contains('.') || text.find('.') < text.find(',') => {
            format!("{}.{part}", whole.replace(['.', ','], ""))
        }
        _ => text.replace(',', ""),
    }
}

/// The values of a form as they were typed, for the form to be shown again.
pub fn typed(ctx: &Ctx, shape: &Shape, fields: &Fields, standing: &Values) -> Values {
    let mut values = standing.clone();
    for entry in shape.all(ctx).filter(|entry| fields.has(entry.key)) {
        let text = fields.raw(entry.key);
        let value = match entry.how {
            How::Own(CustomField { kind: FieldKind::MultiChoice, .. }) => json!(fields.all(entry.key)),
            How::Money | How::Own(CustomField { kind: FieldKind::Money, .. }) if !text.is_empty() => {
                let currency = standing.get(entry.key).and_then(|v| v.get("currency")).cloned().unwrap_or(Json::Null);
                json!({ "amount": text, "currency": currency })
            }
            _ => json!(text),
        };
        values.insert(entry.key.to_owned(), value);
        let label = fields.text(&format!("{}_label", entry.key));
        if entry.is_named() {
            values.insert(format!("{}_label", entry.key), json!({ "id": text, "label": label }));
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::{figure, key_of};
    use domain::leads::SOURCES;

    #[test]
    fn a_word_is_known_by_its_name_in_any_language() {
        for (text, key) in [
            ("Web form", "web_form"),
            ("Nettskjema", "web_form"),
            ("网页表单", "web_form"),
            ("web_form", "web_form"),
            ("Hannover fair", "Hannover fair"),
        ] {
            assert_eq!(key_of("lead-source-", &SOURCES, text), key);
        }
    }

    #[test]
    fn amounts_are_read_as_people_of_all_three_languages_write_them() {
        for (text, read) in [
            ("410000", "410000"),
            ("410 000,50", "410000.50"),
            ("410\u{a0}000,5", "410000.5"),
            ("410,000.50", "410000.50"),
            ("410,000", "410000"),
            ("1.234,50", "1234.50"),
            ("1234.50", "1234.50"),
            ("1,234,567", "1234567"),
            ("abc", "abc"),
        ] {
            assert_eq!(figure(text), read, "{text}");
        }
    }
}

//! One field of a form: label, control, hint, and what is wrong with it. The control names its hint and its
//! fault for those who listen, and a fault is said in words, not in colour alone.

use super::icon::{Icon, small};
use maud::{Markup, html};
use text::{Lang, t};

/// How a value is entered.
#[derive(Clone, Debug, Default)]
pub enum Kind {
    /// One line of text.
    #[default]
    Text,
    /// One line of text, with words to choose from.
    Words(Vec<String>),
    /// An e-mail address.
    Email,
    /// A password; the word is what `autocomplete` says: `new-password`, `current-password`.
    Password(&'static str),
    /// A whole or decimal number.
    Number,
    /// A percentage.
    Percent,
    /// An amount; the unit before it is the currency's code.
    Money(String),
    /// A day.
    Day,
    /// Several lines.
    LongText,
    /// Yes or no; the value `1` means yes.
    Check,
    /// One of few: value and label. An empty value means none.
    Choice(Vec<(String, String)>),
    /// Several of many, in named groups; what is chosen stands in the value with a space between. A group without
    /// a name has no heading.
    Several(Vec<(String, Vec<(String, String)>)>),
    /// One record of many: where options come from, and the name of the chosen one.
    Record {
        /// Answers `?q=` with JSON `[{id,label,hint}]`.
        options: String,
        /// What the chosen record is called; sent along as `<name>_label`.
        label: String,
    },
    /// A file; the text is what `accept` says.
    File(&'static str),
    /// A value that is there or not, and is neither shown nor entered.
    Masked,
}

/// One field. `Field::new` and the methods below fill it.
#[derive(Clone, Debug, Default)]
pub struct Field {
    /// The name it is sent by.
    pub name: String,
    /// What it is called.
    pub label: String,
    /// How it is entered.
    pub kind: Kind,
    /// What it holds, as sent.
    pub value: String,
    /// A sentence of help.
    pub hint: Option<String>,
    /// What is wrong with it.
    pub error: Option<String>,
    /// Whether it may not be empty.
    pub required: bool,
    /// Told apart from fields of the same name elsewhere on the page.
    pub scope: String,
    /// Whether no label stands beside its control, which then carries it itself.
    pub is_bare: bool,
    /// What browsers may fill in: `name`, `email`, `organization`, `off`.
    pub autocomplete: Option<&'static str>,
}

impl Field {
    /// A field of a kind.
    pub fn new(name: impl Into<String>, label: impl Into<String>, kind: Kind) -> Field {
        Field { name: name.into(), label: label.into(), kind, ..Field::default() }
    }
    /// With what it holds.
    pub fn value(mut self, value: impl Into<String>) -> Field {
        self.value = value.into();
        self
    }
    /// With a sentence of help.
    pub fn hint(mut self, hint: impl Into<String>) -> Field {
        self.hint = Some(hint.into());
        self
    }
    /// With what is wrong, where something is.
    pub fn error(mut self, error: Option<String>) -> Field {
        self.error = error;
        self
    }
    /// That may not be empty.
    pub fn required(mut self) -> Field {
        self.required = true;
        self
    }
    /// On a page with others of its name.
    pub fn scope(mut self, scope: impl Into<String>) -> Field {
        self.scope = scope.into();
        self
    }
    /// That a browser may fill in.
    pub fn autocomplete(mut self, what: &'static str) -> Field {
        self.autocomplete = Some(what);
        self
    }
    /// The id of its control.
    pub fn id(&self) -> String {
        if self.scope.is_empty() { format!("f-{}", self.name) } else { format!("f-{}-{}", self.scope, self.name) }
    }
    fn describer(&self) -> Option<String> {
        let id = self.id();
        match (&self.error, &self.hint) {
            (Some(_), Some(_)) => Some(format!("{id}-wrong {id}-hint")),
            (Some(_), None) => Some(format!("{id}-wrong")),
            (None, Some(_)) => Some(format!("{id}-hint")),
            (None, None) => None,
        }
    }
}

/// The field with its label, hint and fault.
pub fn field(lang: Lang, field: &Field) -> Markup {
    let id = field.id();
    let about = html! {
        @if let Some(error) = &field.error { span class="wrong" id={ (id) "-wrong" } { (small(Icon::Wrong)) (error) } }
        @if let Some(hint) = &field.hint { span class="hint" id={ (id) "-hint" } { (hint) } }
    };
    if let Kind::Check = field.kind {
        return html! {
            div class="field" {
                label class="check" { (control(lang, field)) span { (field.label) } }
                (about)
            }
        };
    }
    if let Kind::Several(groups) = &field.kind {
        return html! {
            fieldset class="field" id=(id) aria-describedby=[field.describer()] {
                legend { (field.label) }
                (several(field, groups))
                (about)
            }
        };
    }
    html! {
        div class="field" {
            label for=(id) { (field.label) @if field.required { span class="needed" title=(t(lang, "ui-required")) aria-hidden="true" { " *" } } }
            (control(lang, field))
            (about)
        }
    }
}

/// The control alone, for a place that labels it itself.
pub fn control(lang: Lang, field: &Field) -> Markup {
    match &field.kind {
        Kind::Choice(choices) => choice(field, choices),
        Kind::Several(groups) => several(field, groups),
        Kind::LongText => html! {
            textarea class="input" id=(field.id()) name=(field.name) rows="4" required[field.required]
                aria-invalid=[wrong(field)] aria-describedby=[field.describer()] { (field.value) }
        },
        Kind::Check => html! {
            input type="checkbox" id=(field.id()) name=(field.name) value="1" checked[field.value == "1"]
                aria-invalid=[wrong(field)] aria-describedby=[field.describer()];
        },
        Kind::Record { options, label } => record(lang, field, options, label),
        Kind::Money(unit) => html! {
            span class="money-input" { span class="unit" aria-hidden="true" { (unit) } (input(field, "text", Some("decimal"))) }
        },
        Kind::Text => input(field, "text", None),
        Kind::Words(words) => words_of(field, words),
        Kind::Email => input(field, "email", None),
        Kind::Number | Kind::Percent => input(field, "text", Some("decimal")),
        Kind::Day => day(lang, field),
        Kind::Password(_) => input(field, "password", None),
        Kind::Masked => html! {
            output class="masked quiet" id=(field.id()) aria-describedby=[field.describer()] { (mask(lang)) }
        },
        Kind::File(accept) => html! {
            input class="input" type="file" id=(field.id()) name=(field.name) accept=(accept) multiple required[field.required]
                aria-invalid=[wrong(field)] aria-describedby=[field.describer()];
        },
    }
}

/// What stands for a value that the reader does not see, be there one or not.
pub fn mask(lang: Lang) -> Markup {
    html! { (small(Icon::Lock)) span aria-hidden="true" { (app::custom_fields::MASK) } span class="hide" { (t(lang, "word-masked")) } }
}

fn wrong(field: &Field) -> Option<&'static str> {
    field.error.as_ref().map(|_| "true")
}

fn input(field: &Field, kind: &str, mode: Option<&str>) -> Markup {
    let fill = match field.kind {
        Kind::Password(what) => Some(what),
        Kind::Email => Some(field.autocomplete.unwrap_or("email")),
        _ => field.autocomplete,
    };
    html! {
        input class="input" type=(kind) id=(field.id()) name=(field.name) value=(field.value) inputmode=[mode] autocomplete=[fill]
            required[field.required] aria-invalid=[wrong(field)] aria-describedby=[field.describer()];
    }
}

fn words_of(field: &Field, words: &[String]) -> Markup {
    let list = format!("{}-words", field.id());
    html! {
        input class="input" type="text" id=(field.id()) name=(field.name) value=(field.value) list=(list) autocomplete="off"
            required[field.required] aria-invalid=[wrong(field)] aria-describedby=[field.describer()];
        datalist id=(list) { @for word in words { option value=(word) {} } }
    }
}

/// A day as `2026-11-22`, which is read alike in every language. The browser's own control would write it in the language
/// of the browser; it stays behind a button, for those who would rather pick.
pub fn day(lang: Lang, field: &Field) -> Markup {
    html! {
        day-input {
            input class="input" type="text" inputmode="numeric" id=(field.id()) name=(field.name) value=(field.value) maxlength="12"
                placeholder=(t(lang, "ui-day-form")) autocomplete="off" required[field.required]
                aria-label=[field.is_bare.then_some(&field.label)] aria-invalid=[wrong(field)] aria-describedby=[field.describer()];
            input class="native" type="date" tabindex="-1" aria-hidden="true" value=(field.value) data-own;
            button class="button plain square" type="button" tabindex="-1" aria-label=(t(lang, "ui-day-pick")) title=(t(lang, "ui-day-pick")) { (small(Icon::Day)) }
        }
    }
}

fn choice(field: &Field, choices: &[(String, String)]) -> Markup {
    html! {
        select class="input" id=(field.id()) name=(field.name) required[field.required] aria-invalid=[wrong(field)] aria-describedby=[field.describer()] {
            @for (value, label) in choices { option value=(value) selected[*value == field.value] { (label) } }
        }
    }
}

/// Boxes to tick. An empty value goes along, so that ticking none is told from not having been asked.
fn several(field: &Field, groups: &[(String, Vec<(String, String)>)]) -> Markup {
    let chosen: Vec<&str> = field.value.split_whitespace().collect();
    html! {
        input type="hidden" name=(field.name) value="";
        div class="several" {
            @for (group, choices) in groups {
                div class="group" {
                    @if !group.is_empty() { div class="over" { (group) } }
                    @for (value, label) in choices {
                        label class="check" {
                            input type="checkbox" name=(field.name) value=(value) checked[chosen.contains(&value.as_str())];
                            span { (label) }
                        }
                    }
                }
            }
        }
    }
}

fn record(lang: Lang, field: &Field, options: &str, label: &str) -> Markup {
    let id = field.id();
    let empty = if field.required { t(lang, "ui-type-a-name") } else { t(lang, "ui-none-chosen") };
    html! {
        combo-box data-options=(options) data-nothing=(t(lang, "ui-nothing-found")) {
            input class="input" type="text" id=(id) name={ (field.name) "_label" } value=(label) role="combobox" autocomplete="off" spellcheck="false"
                aria-autocomplete="list" aria-expanded="false" aria-controls={ (id) "-options" } placeholder=(empty)
                required[field.required] aria-invalid=[wrong(field)] aria-describedby=[field.describer()];
            input type="hidden" name=(field.name) value=(field.value);
            div class="options" id={ (id) "-options" } role="listbox" aria-label=(field.label) data-own hidden {}
        }
    }
}

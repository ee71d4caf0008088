//! The one record page: stage bar, next step and timeline beside facts that are edited where they stand,
//! and lists of what belongs to the record.

use super::field::{self, Field};
use super::form;
use super::icon::{Icon, icon, small};
use super::pill::{Tone, dot};
use maud::{Markup, html};
use text::{Lang, t};

/// Where a stage stands to the record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    /// Passed.
    Past,
    /// Where the record is.
    Now,
    /// Ahead.
    #[default]
    Ahead,
    /// Closed as won.
    Won,
    /// Closed as lost, or without a decision.
    Lost,
}

/// One stage of the bar.
#[derive(Clone, Debug, Default)]
pub struct Stage {
    /// The value sent to move there.
    pub value: String,
    /// Its name.
    pub label: String,
    /// Where it stands.
    pub step: Step,
}

/// The stages in order. With `action`, each but the current is a button that posts `stage` there.
pub fn stages(lang: Lang, csrf: &str, version: &str, action: Option<&str>, stages: &[Stage]) -> Markup {
    html! {
        form method="post" action=[action] {
            (form::hidden(csrf, Some(version)))
            ol class="stages" aria-label=(t(lang, "ui-stages")) {
                @for stage in stages {
                    @let class = match stage.step { Step::Past => "step past", Step::Now => "step now", Step::Ahead => "step", Step::Won => "step won", Step::Lost => "step lost" };
                    @let current = matches!(stage.step, Step::Now | Step::Won | Step::Lost);
                    li {
                        @if action.is_some() && !current {
                            button class=(class) name="stage" value=(stage.value) { (stage.label) }
                        } @else {
                            span class=(class) aria-current=[current.then_some("step")] { (stage.label) }
                        }
                    }
                }
            }
        }
    }
}

/// What to do next, and what can be done with it.
pub fn next_step(lang: Lang, tone: Tone, what: &str, when: &str, actions: Markup) -> Markup {
    let shade = match tone {
        Tone::Late | Tone::Lost => "when tone-late",
        Tone::Today | Tone::Won => "when tone-today",
        Tone::None => "when tone-none",
        Tone::Plain | Tone::Accent => "when quiet",
    };
    html! {
        div class={ "card next " (tone.class()) } role="group" aria-label=(t(lang, "ui-next-step")) {
            (dot(tone)) span class="what" { (what) } span class=(shade) { (when) }
            div class="buttons spread" { (actions) }
        }
    }
}

/// How a fact is edited.
#[derive(Clone, Debug)]
pub struct Edit {
    /// Where it posts.
    pub action: String,
    /// The record's version.
    pub version: String,
    /// Its field; a fault in it keeps the form open after a refusal.
    pub field: Field,
}

/// One fact of a record.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its name.
    pub label: String,
    /// Its value.
    pub value: Markup,
    /// How it is edited, where it may be.
    pub edit: Option<Edit>,
}

impl Fact {
    /// A fact that is only read.
    pub fn read(label: impl Into<String>, value: Markup) -> Fact {
        Fact { label: label.into(), value, edit: None }
    }
}

/// The facts of a record, each edited where it stands.
pub fn facts(lang: Lang, csrf: &str, title: Option<&str>, facts: &[Fact]) -> Markup {
    html! {
        section class="card facts" aria-label=(title.map_or_else(|| t(lang, "ui-facts"), Into::into)) {
            @if let Some(title) = title { h2 { (title) } }
            dl {
                @for fact in facts {
                    div class="fact" {
                        dt { (fact.label) }
                        dd { @match &fact.edit { Some(edit) => (inline(lang, csrf, fact, edit)), None => div class="plain" { (fact.value) } } }
                    }
                }
            }
        }
    }
}

fn inline(lang: Lang, csrf: &str, fact: &Fact, edit: &Edit) -> Markup {
    let id = edit.field.id();
    html! {
        inline-edit id={ "edit-" (id) } {
            details class="inline" open[edit.field.error.is_some()] {
                summary title=(t(lang, "ui-edit")) { span { (fact.value) } span class="hide" { (t(lang, "ui-edit")) } (small(Icon::Edit)) }
                form method="post" action=(edit.action) {
                    (form::hidden(csrf, Some(&edit.version)))
                    label class="hide" for=(id) { (fact.label) }
                    (field::control(lang, &edit.field))
                    @if let Some(error) = &edit.field.error { div class="field" { span class="wrong" id={ (id) "-wrong" } { (small(Icon::Wrong)) (error) } } }
                    div class="buttons" {
                        button class="button primary" { (t(lang, "ui-save")) }
                        button class="button plain" type="button" data-cancel { (t(lang, "ui-cancel")) }
                    }
                }
            }
        }
    }
}

/// Records that belong to this one, the first few; `all` leads to the rest.
pub fn related(
    title: &str,
    count: Option<&str>,
    add: Option<(&str, &str)>,
    items: &[Markup],
    all: Option<(&str, &str)>,
) -> Markup {
    html! {
        section class="card related" {
            header {
                h2 { (title) } @if let Some(count) = count { span class="quiet small" { (count) } }
                @if let Some((href, label)) = add { a class="button plain square spread" href=(href) aria-label=(label) title=(label) { (icon(Icon::Add)) } }
            }
            ul {
                @for item in items { li { (item) } }
                @if let Some((href, label)) = all { li { a class="link small" href=(href) { (label) } } }
            }
        }
    }
}

/// The two columns of a record page.
pub fn columns(main: Markup, aside: Markup) -> Markup {
    html! { div class="record" { div { (main) } aside { (aside) } } }
}

//! Samples of what is small: buttons, pills, fields in every state, progress, notices, sign-in.

use super::super::field::{Field, Kind};
use super::super::form::{self, Form};
use super::super::icon::{Icon, icon};
use super::super::layout::{self, Theme};
use super::super::pill::{Tone, dot, face, pill};
use super::super::progress::{Progress, progress};
use maud::{Markup, html};
use text::Lang;

/// Every meaning a colour has, on its ground.
pub(super) fn meanings() -> Markup {
    let tones = [
        (Tone::Plain, "plain"),
        (Tone::Accent, "accent"),
        (Tone::Won, "won"),
        (Tone::Lost, "lost"),
        (Tone::Late, "late"),
        (Tone::Today, "today"),
        (Tone::None, "watch"),
    ];
    html! {
        p class="row" { @for (tone, word) in tones { (pill(tone, word)) } }
        p class="row small" { @for (tone, word) in tones { span class="row" { (dot(tone)) (word) } } (face("Pål Henriksen")) (face("陈瑜")) }
        p class="row" {
            button class="button primary" type="button" { "Primary" } button class="button" type="button" { (icon(Icon::Edit)) "Plain" }
            button class="button plain" type="button" { "Quiet" } button class="button danger" type="button" { "Remove" } button class="button" type="button" disabled { "Not now" }
            span class="chip" { "Owner " b { "me and below" } } kbd { "Ctrl K" }
        }
        p { "Text, " span class="soft" { "softer, " } span class="quiet" { "quiet, " } a class="link" href="?page=list" { "a link" } ", " span class="tone-late" { "2 days late" } }
    }
}

pub(super) fn all(lang: Lang) -> Markup {
    html! {
        div class="columns" { (forms(lang)) (notices(lang)) }
    }
}

fn forms(lang: Lang) -> Markup {
    let stages = vec![(String::new(), "–".to_owned()), ("q".to_owned(), "Qualifying".to_owned())];
    let record = Kind::Record { options: "/design/options".to_owned(), label: "Havbris".to_owned() };
    let fields = [
        Field::new("name", "Name", Kind::Text).value("Flow lab").required(),
        Field::new("amount", "Amount", Kind::Money("EUR".to_owned()))
            .value("410 tousand")
            .error(Some("An amount needs digits: 410000.00".to_owned())),
        Field::new("account", "Account", record).value("1").hint("Type a few letters of its name"),
        Field::new("stage", "Stage", Kind::Choice(stages)).value("q"),
        Field::new("close", "Close date", Kind::Day).value("2026-12-15"),
        Field::new("note", "Note", Kind::LongText).hint("Stays with the opportunity"),
        Field::new("file", "Files", Kind::File(".csv,.xlsx")),
        Field::new("tell", "Tell the team", Kind::Check).value("1"),
        Field::new("margin", "Margin", Kind::Masked).hint("Only those who have the right “Sensitive fields” see this"),
    ];
    let about = Form {
        action: "/design/form".to_owned(),
        csrf: "sample".to_owned(),
        submit: "Create".to_owned(),
        cancel: Some("?page=list".to_owned()),
        files: true,
        ..Form::default()
    };
    layout::section("A form with a fault", None, form::form(lang, &about, &fields))
}

fn notices(lang: Lang) -> Markup {
    let running = Progress {
        title: "Importing sales_pipeline.csv".to_owned(),
        running: false,
        done: 5800,
        total: Some(8800),
        rows: "5,800 of 8,800".to_owned(),
        rate: Some("24,100".to_owned()),
        left: Some("1 s".to_owned()),
        figures: vec![("created".to_owned(), "5,120".to_owned()), ("rejected".to_owned(), "12".to_owned())],
        actions: Some(html! { button class="button" type="button" { "Cancel" } }),
    };
    html! {
        div class="stack" {
            (progress(lang, &running))
            div class="notice none" { (icon(Icon::Wrong)) div { b { "12 rows were not taken." } " They are in a file, each with its reason." } }
            div class="notice lost" { (icon(Icon::Wrong)) div { b { "The file could not be read." } " Line 14: a quote is not closed." } }
            div class="notice won" { (icon(Icon::Good)) div { b { "8,800 rows are in." } " Everything adds up." } }
            section class="card pad" { h2 { "Meanings, this theme" } (meanings()) }
        }
    }
}

pub(super) fn sign_in_page(lang: Lang, theme: Theme) -> Markup {
    let fields = [
        Field::new("email", "E-mail", Kind::Email).value("sara@nordlys.example").required(),
        Field::new("password", "Password", Kind::Password("current-password"))
            .required()
            .error(Some("E-mail and password do not belong together".to_owned())),
    ];
    let about = Form {
        action: "/design/sign-in".to_owned(),
        csrf: "sample".to_owned(),
        submit: "Sign in".to_owned(),
        ..Form::default()
    };
    let content = html! { div class="card" { h1 { "Nordlys Instruments" } (form::form(lang, &about, &fields)) } };
    layout::bare(lang, theme, "Sign in", false, content)
}

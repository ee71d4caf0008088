//! How the reader wants to be told, kind by kind.

use crate::errors::Answer;
use crate::extract::{Posted, SignedIn};
use crate::routes::Routes;
use crate::ui::field::{Field, Kind as Control, field};
use crate::ui::form::{self, Form};
use crate::ui::layout::{content, section};
use crate::ui::overlay::Toast;
use app::notifications::{choices, choose, words};
use domain::Refusal;
use domain::notifications::{self as rules, Choice, Kind};
use maud::html;
use text::t;

/// The page.
pub(crate) const CHOICES: &str = "/settings/notifications";

/// These routes.
pub(super) fn routes() -> Routes {
    Routes::new().own_page(CHOICES, page).own_action(CHOICES, save)
}

async fn page(signed: SignedIn) -> Answer {
    signed
        .page(|ctx, tx, frame| {
            crate::settings::head(ctx, frame, CHOICES);
            let lang = frame.lang;
            let offered = rules::CHOICES.map(|choice| (choice.key().to_owned(), words::choice(lang, choice))).to_vec();
            let one = |(kind, choice): (Kind, Choice)| {
                Field::new(kind.key(), words::kind(lang, kind), Control::Choice(offered.clone())).value(choice.key())
            };
            let fields: Vec<Field> = choices(ctx, tx)?.into_iter().map(one).collect();
            let form = Form {
                action: CHOICES.to_owned(),
                csrf: frame.csrf.clone(),
                submit: t(lang, "ui-save").into_owned(),
                ..Form::default()
            };
            let laid = html! { div class="pair" { @for one in &fields { (field(lang, one)) } } };
            let body = html! {
                div class="stack" {
                    p class="soft" { (t(lang, "notification-choices-explained")) }
                    (form::laid_out(lang, &form, &fields, laid))
                }
            };
            Ok(content(true, section(&t(lang, "notification-choices"), None, body)))
        })
        .await
}

async fn save(posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let sent = rules::KINDS.into_iter().filter(|kind| fields.has(kind.key()));
    let chosen: Result<Vec<(Kind, Choice)>, Refusal> =
        sent.map(|kind| Ok((kind, fields.text(kind.key()).parse()?))).collect();
    let chosen = chosen?;
    signed.write(move |ctx, tx| choose(ctx, tx, &chosen)).await?;
    signed.done(CHOICES, Some(&Toast::said(t(signed.lang, "settings-saved"))))
}

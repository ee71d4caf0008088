//! One's own settings: name, language, theme.

use super::{MINE, head};
use crate::errors::{Answer, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::layout::{PageFrame, Theme, content, section};
use crate::ui::overlay::Toast;
use app::Ctx;
use app::users::{self, Profile};
use maud::{Markup, html};
use text::{Lang, t};

/// The page.
pub async fn page(signed: SignedIn) -> Answer {
    signed.page(|ctx, _, frame| Ok(drawn(ctx, frame, None, &Faults::none()))).await
}

fn drawn(ctx: &Ctx, frame: &mut PageFrame, typed: Option<&Fields>, faults: &Faults) -> Markup {
    head(ctx, frame, MINE);
    let lang = frame.lang;
    content(true, section(&t(lang, "settings-mine"), None, profile(ctx, frame, typed, faults)))
}

fn profile(ctx: &Ctx, frame: &PageFrame, typed: Option<&Fields>, faults: &Faults) -> Markup {
    let lang = frame.lang;
    let form = Form {
        action: MINE.to_owned(),
        csrf: frame.csrf.clone(),
        submit: t(lang, "ui-save").into_owned(),
        ..Form::default()
    };
    let name = typed.map_or_else(|| ctx.name.clone(), |fields| fields.text("name"));
    let languages = Lang::ALL.map(|l| (l.tag().to_owned(), l.name().to_owned())).to_vec();
    let themes =
        Theme::ALL.map(|c| (c.name().to_owned(), t(lang, &format!("theme-{}", c.name())).into_owned())).to_vec();
    let fields = [
        Field::new("name", t(lang, "user-name"), Kind::Text)
            .value(name)
            .required()
            .autocomplete("name")
            .error(faults.of("name")),
        Field::new("language", t(lang, "settings-language"), Kind::Choice(languages)).value(lang.tag()),
        Field::new("theme", t(lang, "settings-theme"), Kind::Choice(themes)).value(frame.theme.name()),
    ];
    // Language and colours stand on the whole document, so it is loaded anew.
    html! { div data-plain { (form::form(lang, &form, &fields)) } }
}

/// Saves name, language, theme.
pub async fn save(posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let profile = Profile { name: fields.text("name"), language: fields.text("language"), theme: fields.text("theme") };
    let lang = Lang::parse(&profile.language).unwrap_or(signed.lang);
    match signed.write(move |ctx, tx| users::save_profile(ctx, tx, &profile)).await {
        Ok(()) => signed.done(MINE, Some(&Toast::said(t(lang, "settings-saved")))),
        Err(fault) => {
            signed.again(fault, move |ctx, _, frame, faults| Ok(drawn(ctx, frame, Some(&fields), faults))).await
        }
    }
}

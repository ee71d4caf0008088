//! One's own absences: when one is away, and who stands in.

use super::head;
use crate::api::id;
use crate::errors::{Answer, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::routes::Routes;
use crate::ui::field::{Field, Kind};
use crate::ui::form::{self, Form};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use crate::ui::table::{self, Column, Row};
use app::routing::absences::{self, Absence};
use app::{Ctx, Tx};
use axum::extract::Path;
use domain::kernel::id::RoutingSettingId;
use domain::{Day, Refusal};
use maud::{Markup, html};
use text::{Lang, fmt, t};

/// One's own absences.
pub(super) const ABSENCES: &str = "/settings/absences";
const END: &str = "/settings/absences/{id}/end";

/// These routes.
pub(super) fn routes() -> Routes {
    Routes::new().own_page(ABSENCES, page).own_action(ABSENCES, set).own_action(END, end)
}

async fn page(signed: SignedIn) -> Answer {
    signed.page(|ctx, tx, frame| drawn(ctx, tx, frame, &Fields::default(), &Faults::none())).await
}

fn drawn(ctx: &Ctx, tx: &mut Tx<'_>, frame: &mut PageFrame, typed: &Fields, faults: &Faults) -> app::Result<Markup> {
    head(ctx, frame, ABSENCES);
    let lang = frame.lang;
    let rows: Vec<Row> = absences::own(ctx, tx)?.iter().map(|absence| row(frame, absence)).collect();
    let columns = ["routing-from", "routing-until", "absence-deputy", "routing-note", "session-end"]
        .map(|key| Column::text(t(lang, key)));
    Ok(content(
        true,
        html! {
            (section(&t(lang, "absence-new"), None, html! {
                div class="stack" {
                    p { (t(lang, "absence-explained")) }
                    @if ctx.person.is_some() { (asking(ctx, frame, typed, faults)) } @else { p class="soft" { (t(lang, "absence-nobody")) } }
                }
            }))
            (section(&t(lang, "absence-title"), None, html! {
                @if rows.is_empty() { p class="soft" { (t(lang, "absence-none")) } } @else { (table::plain(&columns, &rows)) }
            }))
        },
    ))
}

fn row(frame: &PageFrame, absence: &Absence) -> Row {
    let lang = frame.lang;
    let day = |day: Day| fmt::day(lang, day.civil());
    let end = END.replace("{id}", &absence.id.to_string());
    let cells = vec![
        html! { (day(absence.from)) },
        html! { (absence.until.map(day).unwrap_or_default()) },
        html! { (absence.deputy_name.as_deref().unwrap_or_default()) },
        html! { (absence.note.as_deref().unwrap_or_default()) },
        form::post(&frame.csrf, &end, &[], "danger", html! { (t(lang, "session-end")) }),
    ];
    Row { id: absence.id.to_string(), cells, ..Row::default() }
}

fn asking(ctx: &Ctx, frame: &PageFrame, typed: &Fields, faults: &Faults) -> Markup {
    let lang: Lang = frame.lang;
    let options = format!("{}?kind=people&day={}", crate::organisation::OPTIONS, ctx.today);
    let from = Some(typed.text("from")).filter(|day| !day.is_empty()).unwrap_or_else(|| ctx.today.to_string());
    let fields = [
        Field::new("from", t(lang, "routing-from"), Kind::Day).value(from).required().error(faults.of("from")),
        Field::new("until", t(lang, "routing-until"), Kind::Day)
            .value(typed.raw("until"))
            .error(faults.of("until").or_else(|| faults.of("to"))),
        Field::new("deputy", t(lang, "absence-deputy"), Kind::Record { options, label: typed.text("deputy_label") })
            .value(typed.raw("deputy"))
            .hint(t(lang, "absence-deputy-hint"))
            .error(faults.of("deputy")),
        Field::new("note", t(lang, "routing-note"), Kind::Text).value(typed.raw("note")),
    ];
    let about = Form {
        action: ABSENCES.to_owned(),
        csrf: frame.csrf.clone(),
        submit: t(lang, "ui-save").into_owned(),
        errors: faults.beside(&["from", "until", "to", "deputy"]),
        ..Form::default()
    };
    form::form(lang, &about, &fields)
}

async fn set(posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let asked = fields.clone();
    let done = signed.write(move |ctx, tx| {
        let day = |name: &str| -> app::Result<Option<Day>> {
            let text = asked.text(name);
            let fault =
                || Refusal::new("refusal-day-unreadable").at(name).with("value", &text).with("style", "YYYY-MM-DD");
            if text.is_empty() { Ok(None) } else { Ok(Some(text.parse().map_err(|_| fault())?)) }
        };
        let from = day("from")?.unwrap_or(ctx.today);
        absences::set_own(ctx, tx, (from, day("until")?), asked.parsed("deputy"), asked.some("note"))
    });
    match done.await {
        Ok(_) => signed.done(ABSENCES, Some(&Toast::said(t(signed.lang, "settings-saved")))),
        Err(fault) => signed.again(fault, move |ctx, tx, frame, faults| drawn(ctx, tx, frame, &fields, faults)).await,
    }
}

async fn end(Path(absence): Path<String>, posted: Posted) -> Answer {
    let absence: RoutingSettingId = id(&absence)?;
    posted.signed.write(move |ctx, tx| absences::end_own(ctx, tx, absence)).await?;
    posted.signed.done(ABSENCES, Some(&Toast::said(t(posted.signed.lang, "settings-saved"))))
}

//! The pages of personal data.

use super::{ERASE, FILE, PERSON, PRIVACY, person_href, retention};
use crate::errors::{Answer, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::records::{shape_for, shape_of};
use crate::settings::{head, moment};
use crate::ui::field::{Field, Kind, field};
use crate::ui::form;
use crate::ui::icon::{Icon, icon};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use crate::ui::pill::{Tone, pill};
use crate::ui::table::{self, Column, Row};
use app::events::Cause;
use app::privacy::{self, Asked, Found, Preview, Request, Standing};
use app::{Ctx, Tx};
use axum::extract::Query;
use axum::http::header;
use axum::response::IntoResponse;
use domain::Refusal;
use maud::{Markup, html};
use std::collections::BTreeMap;
use text::{Lang, t, tr};
use uuid::Uuid;

/// Tables that are told by name, and those that are theirs.
const NAMED: [&str; 3] = ["activities", "mails", "events"];
const THEIRS: [&str; 3] = ["contacts", "leads", "trash"];

/// Who may be meant, and what was done.
pub async fn list(signed: SignedIn, Query(asked): Query<Vec<(String, String)>>) -> Answer {
    let words = Fields::from(asked).some("q");
    signed
        .page(move |ctx, tx, frame| whole(ctx, tx, frame, words.as_deref(), (&Fields::default(), &Faults::none())))
        .await
}

/// The search with what it answers, who is due to be erased, and what was done; `sent` is what was typed into the rules and
/// what is wrong with it.
pub(super) fn whole(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    words: Option<&str>,
    sent: (&Fields, &Faults),
) -> app::Result<Markup> {
    head(ctx, frame, PRIVACY);
    let lang = frame.lang;
    let found = match words {
        Some(words) => Some(privacy::find(ctx, tx, words)?),
        None => None,
    };
    let requests = privacy::requests(ctx, tx)?;
    let search = Field::new("q", t(lang, "privacy-find"), Kind::Text).value(words.unwrap_or_default());
    Ok(content(
        true,
        html! {
            (section(&t(lang, "privacy-title"), None, html! {
                div class="stack" {
                    p { (t(lang, "privacy-explained")) }
                    form class="form inline" method="get" action=(PRIVACY) role="search" {
                        (field(lang, &search))
                        div class="buttons" { button class="button primary" { (t(lang, "privacy-search")) } }
                    }
                    @if let Some(found) = &found { (answered(lang, found, words.unwrap_or_default())) }
                }
            }))
            (retention::sections(ctx, tx, frame, sent)?)
            (section(&t(lang, "privacy-requests"), None, done(ctx, lang, &requests)))
        },
    ))
}

/// The records that were found, to be ticked; ticked already where the address asked for is theirs. Of a name there are many.
fn answered(lang: Lang, found: &[Found], words: &str) -> Markup {
    if found.is_empty() {
        return html! { p class="empty" { (t(lang, "privacy-none")) } };
    }
    let is_theirs = |one: &Found| one.email.as_ref().is_some_and(|email| email.eq_ignore_ascii_case(words.trim()));
    html! {
        p class="soft" { (t(lang, "privacy-kept-explained")) }
        form class="form" method="get" action=(PERSON) {
            ul class="lines" {
                @for one in found {
                    li class="line" {
                        label class="check what" {
                            input type="checkbox" name="record" value=(one.id) checked[is_theirs(one)];
                            span { b { (one.name) } " " (described(lang, one)) }
                        }
                        (standing(lang, one))
                    }
                }
            }
            div class="buttons" { button class="button primary" { (t(lang, "privacy-choose")) } }
        }
    }
}

fn described(lang: Lang, one: &Found) -> Markup {
    let kind = t(lang, &format!("noun-{}", one.noun.key()));
    let known = [&one.company, &one.email, &one.phone].into_iter().flatten();
    html! { span class="soft" { (kind) @for value in known { " · " (value) } } }
}

fn standing(lang: Lang, one: &Found) -> Markup {
    match one.standing {
        Standing::Live => html! {},
        Standing::Deleted => pill(Tone::None, &t(lang, "privacy-standing-deleted")),
        Standing::Erased => pill(Tone::Plain, &t(lang, "privacy-standing-erased")),
    }
}

/// What was done for whom, the latest first.
fn done(ctx: &Ctx, lang: Lang, requests: &[Request]) -> Markup {
    if requests.is_empty() {
        return html! { p class="empty" { (t(lang, "privacy-requests-none")) } };
    }
    let [when, what, reason, who] =
        ["privacy-when", "privacy-what", "privacy-reason", "privacy-who"].map(|key| Column::text(t(lang, key)));
    let columns = [when, what, reason, who, Column::number(t(lang, "privacy-rows"))];
    let row = |request: &Request| Row {
        id: request.id.to_string(),
        cells: vec![
            html! { (moment(ctx, lang, request.at)) },
            html! { (t(lang, if request.kind == "erased" { "privacy-kind-erased" } else { "privacy-kind-exported" })) },
            html! { (request.reason) },
            html! { (request.user_name.clone().unwrap_or_else(|| t(lang, "privacy-by-rule").into_owned())) },
            html! { (text::fmt::number(lang, request.counts.values().sum::<i64>())) },
        ],
        ..Row::default()
    };
    table::plain(&columns, &requests.iter().map(row).collect::<Vec<_>>())
}

/// What is kept of the records, the file, and the erasure.
pub async fn person(signed: SignedIn, Query(asked): Query<Vec<(String, String)>>) -> Answer {
    let asked = Fields::from(asked);
    signed.page(move |ctx, tx, frame| drawn(ctx, tx, frame, &asked, &Faults::none())).await
}

fn records(asked: &Fields) -> Vec<Uuid> {
    asked.all("record").into_iter().filter_map(|id| id.parse().ok()).collect()
}

fn drawn(ctx: &Ctx, tx: &mut Tx<'_>, frame: &mut PageFrame, asked: &Fields, faults: &Faults) -> app::Result<Markup> {
    head(ctx, frame, PRIVACY);
    let lang = frame.lang;
    let preview = privacy::preview(ctx, tx, &records(asked))?;
    let may_erase = preview.found.iter().all(|one| one.standing != Standing::Erased);
    Ok(content(
        true,
        html! {
            (section(&t(lang, "privacy-kept"), None, kept(lang, &preview)))
            @if !preview.mentions.is_empty() {
                (section(&t(lang, "privacy-mentions"), None, mentions(lang, &preview)))
            }
            (section(&t(lang, "privacy-hand-over"), None, hand_over(frame, &preview)))
            @if may_erase { (section(&t(lang, "privacy-erase"), None, erasing(frame, asked, &preview, faults))) }
        },
    ))
}

/// Whether the records may be of several people: they have other addresses, or other names where none is known.
fn are_several(preview: &Preview) -> bool {
    let known = |one: &Found| one.email.clone().unwrap_or_else(|| one.name.clone()).to_lowercase();
    let mut all: Vec<String> = preview.found.iter().map(known).collect();
    all.sort_unstable();
    all.dedup();
    all.len() > 1
}

fn kept(lang: Lang, preview: &Preview) -> Markup {
    html! {
        div class="stack" {
            @if are_several(preview) { p class="notice none" role="status" { (t(lang, "privacy-several")) } }
            ul class="lines" {
                @for one in &preview.found {
                    li class="line" {
                        div class="what" {
                            @match shape_for(one.noun).filter(|_| one.standing != Standing::Deleted) {
                                Some(shape) => a class="link" href=(shape.href(one.id)) { b { (one.name) } },
                                None => b { (one.name) },
                            }
                            " " (described(lang, one))
                        }
                        (standing(lang, one))
                    }
                }
            }
            p { (summed(lang, &preview.counts)) }
        }
    }
}

/// Rows by what they are, as a sentence.
fn summed(lang: Lang, counts: &BTreeMap<String, i64>) -> String {
    let sum = |tables: &[&str]| tables.iter().filter_map(|table| counts.get(*table)).sum::<i64>();
    let known: Vec<&str> = THEIRS.into_iter().chain(NAMED).collect();
    let other: i64 = counts.iter().filter(|(table, _)| !known.contains(&table.as_str())).map(|(_, count)| count).sum();
    let parts = [
        ("privacy-count-records", sum(&THEIRS)),
        ("privacy-count-activities", sum(&NAMED[..1])),
        ("privacy-count-mails", sum(&NAMED[1..2])),
        ("privacy-count-events", sum(&NAMED[2..])),
        ("privacy-count-other", other),
    ];
    let told = parts.into_iter().filter(|(_, count)| *count > 0);
    told.map(|(key, count)| tr(lang, key, &[("count", count.into())])).collect::<Vec<_>>().join(" · ")
}

fn mentions(lang: Lang, preview: &Preview) -> Markup {
    html! {
        div class="stack" {
            p class="soft" { (t(lang, "privacy-mentions-explained")) }
            ul class="lines" {
                @for one in &preview.mentions {
                    li class="line" {
                        @match shape_of(one.kind) {
                            Some(shape) => a class="link what" href=(shape.href(one.id)) { (one.name) },
                            None => span class="what" { (one.name) },
                        }
                    }
                }
            }
        }
    }
}

fn named(preview: &Preview) -> Markup {
    html! { @for one in &preview.found { input type="hidden" name="record" value=(one.id); } }
}

fn hand_over(frame: &PageFrame, preview: &Preview) -> Markup {
    let lang = frame.lang;
    html! {
        div class="stack" {
            p { (t(lang, "privacy-hand-over-explained")) }
            form method="post" action=(FILE) data-plain {
                (form::hidden(&frame.csrf, None))
                (named(preview))
                button class="button" { (icon(Icon::Download)) (t(lang, "privacy-download")) }
            }
        }
    }
}

fn erasing(frame: &PageFrame, asked: &Fields, preview: &Preview, faults: &Faults) -> Markup {
    let lang = frame.lang;
    let reason = Field::new("reason", t(lang, "privacy-reason"), Kind::Text)
        .value(asked.text("reason"))
        .hint(t(lang, "privacy-reason-hint"))
        .error(faults.of("reason"));
    let sure = Field::new("sure", t(lang, "privacy-sure"), Kind::Check).error(faults.of("sure"));
    let about = form::Form { errors: faults.beside(&["reason", "sure"]), ..form::Form::default() };
    let fields = [reason, sure];
    html! {
        div class="stack" {
            p { (t(lang, "privacy-erase-explained")) }
            form class="form" method="post" action=(ERASE) {
                (form::hidden(&frame.csrf, None))
                (form::faults(lang, &about, &fields))
                (named(preview))
                @for one in &fields { (field(lang, one)) }
                div class="buttons" { button class="button danger" { (icon(Icon::Remove)) (t(lang, "privacy-erase-button")) } }
            }
        }
    }
}

/// Everything kept of them, as a file.
pub async fn file(posted: Posted) -> Answer {
    let asked = Asked { records: records(&posted.fields), reason: posted.fields.text("reason") };
    let written = posted.signed.write(move |ctx, tx| privacy::export(ctx, tx, &asked)).await?;
    let body = serde_json::to_string_pretty(&written).map_err(app::Error::from)?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"person.json\""),
    ];
    Ok((headers, body).into_response())
}

/// Erases them, once who asks has proved who they are.
pub async fn erase(posted: Posted) -> Answer {
    let asked = Asked { records: records(&posted.fields), reason: posted.fields.text("reason") };
    if let Some(away) = posted.signed.prove_first(&person_href(&asked.records)) {
        return Ok(away);
    }
    let (sent, is_sure) = (posted.fields.clone(), posted.fields.is_ticked("sure"));
    let erased = posted.signed.write(move |ctx, tx| {
        ctx.may(domain::policy::Action::Edit, domain::policy::Noun::Privacy)?;
        if !is_sure {
            return Err(Refusal::new("refusal-privacy-sure").at("sure").into());
        }
        privacy::erase(ctx, tx, Cause::COMMAND, &asked)
    });
    match erased.await {
        Ok(request) => {
            let told = tr(posted.signed.lang, "privacy-erased-done", &[("count", request.records.len().into())]);
            posted.signed.done(PRIVACY, Some(&Toast::said(told)))
        }
        Err(refused) => {
            posted.signed.again(refused, move |ctx, tx, frame, faults| drawn(ctx, tx, frame, &sent, faults)).await
        }
    }
}

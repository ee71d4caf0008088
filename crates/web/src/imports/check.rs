//! Step two: what was found out about the files, every choice open to change, and what loading would do.

use super::likely;
use super::list::{counted, whole};
use super::{at_step, check_href, field_name, href, kind_name, named};
use crate::errors::{Answer, said};
use crate::extract::SignedIn;
use crate::ui::chart::{OrgChart, organisation};
use crate::ui::field::{Field, Kind as Control, control, field};
use crate::ui::form;
use crate::ui::icon::{Icon, icon};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::pill::{Tone, pill};
use crate::ui::table::{self, Column, Row};
use app::Ctx;
use app::ctx::Who;
use app::imports::preview::{self, FilePreview, Preview};
use app::imports::report::{FileReport, Reject};
use app::imports::{Duplicates, Import, Kind, Settings, jobs, people};
use axum::extract::Path;
use domain::custom_fields::PREFIX;
use domain::kernel::id::SetId;
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use text::{Lang, t, tr};

/// Rejected rows of a file that are shown.
const REJECTS_SHOWN: usize = 5;

/// The page.
pub async fn page(Path(id): Path<String>, signed: SignedIn) -> Answer {
    let id = named(&id)?;
    let who = Who::User(signed.user);
    let look = move |house: &app::House| {
        let import = house.read(who, |ctx, tx| jobs::read(ctx, tx, id))?;
        let found = preview::preview(house, who, &import)?;
        Ok((import, found))
    };
    let (import, found) = signed.state.blocking(look).await?;
    signed
        .page(move |ctx, _, frame| {
            at_step(frame, 2, "import-step-check");
            let chart = chart(ctx, frame, &import)?;
            Ok(content(
                true,
                html! { (drawn(frame, id, &import.settings, &found)) @if let Some(chart) = chart { (chart) } },
            ))
        })
        .await
}

/// The organisation as it would be with the people of the files, for those who see it.
fn chart(ctx: &Ctx, frame: &PageFrame, import: &Import) -> app::Result<Option<Markup>> {
    if !ctx.can(Action::See, Noun::Organisation) {
        return Ok(None);
    }
    let Some(view) = people::outlook(ctx, import, frame.lang)? else { return Ok(None) };
    let svg = view.svg(frame.lang, &ctx.company.name, draw::Theme::Page)?.svg;
    let title = t(frame.lang, "start-people-chart");
    Ok(Some(html! {
        section class="card section" {
            header { h2 { (title) } }
            (organisation(frame.lang, &frame.csrf, &OrgChart { svg, ..OrgChart::default() }))
        }
    }))
}

fn drawn(frame: &PageFrame, id: SetId, settings: &Settings, found: &Preview) -> Markup {
    let lang = frame.lang;
    let ready = found.files.iter().all(|f| f.fault.is_none());
    html! {
        form class="stack" method="post" action=(check_href(id)) {
            (form::hidden(&frame.csrf, None))
            (outlook(lang, found))
            @for (n, file) in found.files.iter().enumerate() { (section(&file.name, file_extra(lang, n, file), html! { div class="stack" { (one(lang, n, file, settings)) } })) }
            @if !found.unknown.is_empty() || !settings.alias.is_empty() { (unknown(lang, settings, found)) }
            (section(&t(lang, "import-options"), None, html! { div class="form" { (options(lang, settings)) } }))
            (section(&t(lang, "import-mapping-save"), None, html! { div class="form" { (keep(lang, id)) } }))
            div class="buttons" {
                button class="button primary" name="then" value="load" disabled[!ready] {
                    (icon(Icon::Upload)) (tr(lang, "import-start", &[("count", whole(found.rows).into())]))
                }
                button class="button" name="then" value="check" { (t(lang, "import-check-again")) }
                a class="button plain" href=(super::LIST) { (t(lang, "ui-cancel")) }
            }
        }
        (form::post(&frame.csrf, &format!("{}/discard", href(id)), &[], "danger", html! { (icon(Icon::Remove)) (t(lang, "import-discard")) }))
    }
}

/// What loading would do.
fn outlook(lang: Lang, found: &Preview) -> Markup {
    let body = html! {
        @if let Some(counts) = &found.counts {
            p { (t(lang, "import-dry-run-would")) " " b { (counted(lang, counts)) } }
        } @else if found.files.iter().all(|f| f.fault.is_none()) {
            p { (tr(lang, "import-too-many", &[("count", whole(found.rows).into())])) }
        }
        p class="soft" { (t(lang, "import-dry-run")) }
    };
    section(&t(lang, "import-preview"), None, body)
}

/// Kind and how the file is written, in the head of its box.
fn file_extra(lang: Lang, n: usize, file: &FilePreview) -> Option<Markup> {
    let report = file.report.as_ref()?;
    let separator =
        report.separator.map(|c| if c == '\t' { t(lang, "import-separator-tab").into_owned() } else { c.to_string() });
    Some(html! {
        span class="row" id={ "about-" (n) } {
            @if let Some(encoding) = &report.encoding { (pill(Tone::Plain, &format!("{}: {encoding}", t(lang, "import-encoding")))) }
            @if let Some(separator) = separator { (pill(Tone::Plain, &format!("{}: {separator}", t(lang, "import-separator")))) }
            (pill(Tone::Plain, &tr(lang, "import-unknown-rows", &[("count", whole(report.rows).into())])))
        }
    })
}

fn one(lang: Lang, n: usize, file: &FilePreview, settings: &Settings) -> Markup {
    let kind = file.kind.map_or("", Kind::key);
    let unknown = (String::new(), t(lang, "import-kind-unknown").into_owned());
    let kinds = std::iter::once(unknown).chain(Kind::ALL.map(|k| (k.key().to_owned(), kind_name(lang, k))));
    html! {
        input type="hidden" name={ "file." (n) } value=(file.name);
        input type="hidden" name={ "was." (n) } value=(kind);
        @if let Some(fault) = &file.fault { p class="wrong" role="alert" { (t(lang, "import-file-unread")) ": " (said(lang, fault)) } }
        (field(lang, &Field::new(format!("kind.{n}"), t(lang, "import-kind"), Control::Choice(kinds.collect())).value(kind)))
        @if let Some(kind) = file.kind { (columns(lang, n, file, kind)) (id_scope(lang, n, file, kind, settings)) }
        @else { @for (i, theirs) in file.header.iter().enumerate() { input type="hidden" name=(format!("head.{n}.{i}")) value=(theirs); } }
        @if let Some(report) = &file.report { (findings(lang, report)) (likely::drawn(lang, n, report, settings)) }
    }
}

/// Every column: what it is called there, which field of ours it becomes, what it holds, how it is written.
fn columns(lang: Lang, n: usize, file: &FilePreview, kind: Kind) -> Markup {
    let heads = ["import-column", "import-column-to", "import-column-sample", "import-date-style"];
    let heads = heads.map(|key| Column::text(t(lang, key)));
    let skip = (String::new(), t(lang, "import-column-skip").into_owned());
    let ours = kind.names().fields.iter().map(|f| (f.field.to_owned(), field_name(lang, f.field)));
    let choices: Vec<(String, String)> = std::iter::once(skip).chain(ours).chain(file.own.iter().cloned()).collect();
    let style = |field: &str| file.report.as_ref().and_then(|r| r.styles.get(field)).cloned().unwrap_or_default();
    let row = |(i, theirs): (usize, &String)| {
        let chosen = file.fields.get(i).cloned().flatten().unwrap_or_default();
        let to = Field::new(format!("col.{n}.{i}"), theirs, Control::Choice(choices.clone())).value(&chosen);
        let samples: Vec<&str> =
            file.rows.iter().filter_map(|r| r.get(i)).map(|c| c.trim()).filter(|c| !c.is_empty()).take(3).collect();
        let name = html! {
            label for=(to.id()) { (theirs) }
            input type="hidden" name=(format!("head.{n}.{i}")) value=(theirs);
            @if chosen.starts_with(PREFIX) { input type="hidden" name=(format!("own.{n}.{i}")) value=(chosen); }
        };
        let cells = vec![
            name,
            control(lang, &to),
            html! { span class="soft" { (samples.join(" · ")) } },
            html! { @if chosen.is_empty() { (make_field(lang, kind, theirs)) } @else { (style(&chosen)) } },
        ];
        Row { id: format!("{n}-{i}"), cells, off: chosen.is_empty(), ..Row::default() }
    };
    let rows: Vec<Row> = file.header.iter().enumerate().map(row).collect();
    table::plain(&heads, &rows)
}

/// The way to a new field for a column that nobody knows, in a window beside, so that what was chosen here stays.
fn make_field(lang: Lang, kind: Kind, theirs: &str) -> Markup {
    let Some(href) = crate::custom_fields::new_href(kind.key(), theirs) else { return Markup::default() };
    html! { a class="link small" href=(href) target="_blank" { (t(lang, "import-make-field")) } }
}

/// For rosters whose ids are unique within a column only.
fn id_scope(lang: Lang, n: usize, file: &FilePreview, kind: Kind, settings: &Settings) -> Markup {
    let whole_file = (String::new(), t(lang, "import-id-scope-none").into_owned());
    let choices = std::iter::once(whole_file).chain(file.header.iter().map(|h| (h.clone(), h.clone()))).collect();
    let now = settings.of_file(&file.name).id_scope.unwrap_or_default();
    html! {
        @if kind == Kind::People {
            (field(lang, &Field::new(format!("id_scope.{n}"), t(lang, "import-id-scope"), Control::Choice(choices)).value(now)))
        }
    }
}

/// What would become of the file's rows, with the first that would be given back.
fn findings(lang: Lang, report: &FileReport) -> Markup {
    let rejects: Vec<&Reject> = report.rejects.iter().filter(|reject| !likely::is_told(&reject.reason)).collect();
    let more = rejects.len().saturating_sub(REJECTS_SHOWN);
    html! {
        @if report.counts != app::imports::Counts::default() { p { b { (counted(lang, &report.counts)) } } }
        @if !report.unused.is_empty() { p class="soft" { (t(lang, "import-column-skip")) ": " (report.unused.join(", ")) } }
        @if !rejects.is_empty() {
            ul {
                @for reject in rejects.iter().take(REJECTS_SHOWN) {
                    li { (tr(lang, "import-line", &[("line", whole(reject.line).into())])) ": " (said(lang, &reject.reason)) }
                }
                @if more > 0 { li { (tr(lang, "import-more", &[("count", more.into())])) } }
            }
        }
    }
}

/// Values that nobody knows here, each with what it may mean; those given a meaning already too.
fn unknown(lang: Lang, settings: &Settings, found: &Preview) -> Markup {
    let given = settings.alias.iter().map(|a| (a.field.as_str(), a.theirs.as_str(), a.ours.as_str(), None));
    let open = found.unknown.iter().map(|u| (u.field.as_str(), u.theirs.as_str(), "", Some(u.rows)));
    let open =
        open.filter(|(field, theirs, ..)| !settings.alias.iter().any(|a| a.field == *field && a.theirs == *theirs));
    let body = html! {
        p class="soft" { (t(lang, "import-unknown-hint")) }
        @for (n, (field_key, theirs, ours, rows)) in given.chain(open).enumerate() {
            input type="hidden" name=(format!("alias.{n}.field")) value=(field_key);
            input type="hidden" name=(format!("alias.{n}.theirs")) value=(theirs);
            (meaning(lang, n, found, (field_key, theirs, ours, rows)))
        }
    };
    section(&t(lang, "import-unknown-values"), None, html! { div class="form" { (body) } })
}

fn meaning(
    lang: Lang,
    n: usize,
    found: &Preview,
    (key, theirs, ours, rows): (&str, &str, &str, Option<u64>),
) -> Markup {
    let label = format!("{}: {}", field_name(lang, key), tr(lang, "import-alias-is", &[("theirs", theirs.into())]));
    let kind = match found.ours.get(key) {
        Some(known) => {
            let leave = (String::new(), t(lang, "import-unknown-leave").into_owned());
            let mut choices: Vec<(String, String)> =
                std::iter::once(leave).chain(known.iter().map(|k| (k.clone(), k.clone()))).collect();
            if !ours.is_empty() && !known.iter().any(|k| k == ours) {
                choices.push((ours.to_owned(), ours.to_owned()));
            }
            Control::Choice(choices)
        }
        None => Control::Text,
    };
    let mut one = Field::new(format!("alias.{n}.ours"), label, kind).value(ours);
    if let Some(rows) = rows {
        one = one.hint(tr(lang, "import-unknown-rows", &[("count", whole(rows).into())]));
    }
    field(lang, &one)
}

fn options(lang: Lang, settings: &Settings) -> Markup {
    let orders =
        [("", "import-mapping-none"), ("day_first", "import-day-first"), ("month_first", "import-month-first")];
    let orders = orders.map(|(value, key)| (value.to_owned(), t(lang, key).into_owned())).to_vec();
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let duplicates = [
        ("", "import-mapping-none"),
        ("new", "import-duplicates-new"),
        ("skip", "import-duplicates-skip"),
        ("update", "import-duplicates-update"),
    ];
    let duplicates = duplicates.map(|(value, key)| (value.to_owned(), t(lang, key).into_owned())).to_vec();
    let chosen = settings.duplicates.map_or("", Duplicates::key);
    html! {
        (form::pair(lang, &[
            Field::new("system", t(lang, "import-system"), Control::Text).value(text(&settings.system)),
            Field::new("day_order", t(lang, "import-day-order"), Control::Choice(orders)).value(text(&settings.day_order)),
        ]))
        (field(lang, &Field::new("duplicates", t(lang, "import-duplicates"), Control::Choice(duplicates)).value(chosen)))
        h3 { (t(lang, "import-options-rosters")) }
        (form::pair(lang, &[
            Field::new("as_of", t(lang, "import-as-of"), Control::Day)
                .value(settings.as_of.map(|d| d.to_string()).unwrap_or_default())
                .hint(t(lang, "import-as-of-hint")),
            Field::new("root_marker", t(lang, "import-root-marker"), Control::Text).value(text(&settings.root_marker)),
        ]))
        (field(lang, &Field::new("complete", t(lang, "import-complete"), Control::Check).value(if settings.complete { "1" } else { "" })))
    }
}

/// Saving the choices: under a name here, or as a file.
fn keep(lang: Lang, id: SetId) -> Markup {
    html! {
        (field(lang, &Field::new("mapping_name", t(lang, "import-mapping-name"), Control::Text)))
        div class="buttons" {
            button class="button" name="then" value="save" { (icon(Icon::Bookmark)) (t(lang, "import-mapping-save")) }
            a class="button plain" href={ (href(id)) "/mapping.toml" } download { (icon(Icon::Download)) (t(lang, "import-mapping-download")) }
        }
    }
}

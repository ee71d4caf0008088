//! Beginning an organisation: from templates, segmented and combined, seen as a chart before it is built; then its
//! people from a file. Both are steps of the first run and stay open to those who edit the organisation.

use super::params::address;
use super::{CHART, FIRST_START, START, START_PEOPLE, head};
use crate::errors::{Answer, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::imports;
use crate::ui::chart::{OrgChart, organisation};
use crate::ui::field::{Field, Kind, field};
use crate::ui::form::{self, Form};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use crate::ui::table::{self, Column, Row};
use app::organisation::templates::{self, Beginning, Outlook};
use app::{Ctx, Error, Tx};
use axum::extract::Query;
use domain::organisation::templates::{Segmentation, Template};
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use text::{Lang, t, tr};

/// The dimensions of segmentation: field, text and hint.
const DIMENSIONS: [(&str, &str, &str); 4] = [
    ("geographies", "start-geographies", "start-geographies-hint"),
    ("sizes", "start-sizes", "start-sizes-hint"),
    ("verticals", "start-verticals", "start-verticals-hint"),
    ("product_lines", "start-product-lines", "start-product-lines-hint"),
];
/// Steps of the first run.
const STEPS: i64 = 3;

type Pairs = Query<Vec<(String, String)>>;

fn beginning(fields: &Fields) -> Beginning {
    let names = |field: &str| templates::names(fields.raw(field));
    Beginning {
        templates: fields.all("templates").into_iter().filter(|key| !key.is_empty()).map(str::to_owned).collect(),
        segmentation: Segmentation {
            geographies: names("geographies"),
            sizes: names("sizes"),
            verticals: names("verticals"),
            product_lines: names("product_lines"),
        },
    }
}

/// Whether this is part of the first run.
fn is_first(fields: &Fields) -> bool {
    fields.raw("first") == "1"
}

fn step(frame: &mut PageFrame, fields: &Fields, at: i64) {
    if is_first(fields) {
        frame.of = Some(tr(frame.lang, "import-step", &[("step", at.into()), ("steps", STEPS.into())]));
    }
}

/// The page: the choices, and the chart they would make.
pub async fn page(signed: SignedIn, Query(pairs): Pairs) -> Answer {
    signed.page(move |ctx, tx, frame| drawn(ctx, tx, frame, &Fields::from(pairs), &Faults::none())).await
}

fn drawn(ctx: &Ctx, tx: &mut Tx<'_>, frame: &mut PageFrame, asked: &Fields, faults: &Faults) -> app::Result<Markup> {
    ctx.may(Action::Edit, Noun::Organisation)?;
    head(ctx, tx, frame, "", ctx.today)?;
    let lang = frame.lang;
    frame.title = t(lang, "organisation-empty-template").into_owned();
    step(frame, asked, 2);
    let wanted = beginning(asked);
    let (outlook, faults) = match templates::look(ctx, &wanted, lang) {
        _ if wanted.templates.is_empty() => (None, faults.clone()),
        Ok(outlook) => (Some(outlook), faults.clone()),
        Err(Error::Refused(refusals)) if faults.is_empty() => (None, Faults::new(lang, refusals)),
        Err(Error::Refused(_)) => (None, faults.clone()),
        Err(error) => return Err(error),
    };
    let picture = match &outlook {
        Some(outlook) => Some(shown(ctx, frame, outlook)?),
        None => None,
    };
    Ok(content(
        true,
        html! { (choices(frame, asked, &faults, outlook.is_some())) @if let Some(picture) = picture { (picture) } },
    ))
}

fn choices(frame: &PageFrame, asked: &Fields, faults: &Faults, is_shown: bool) -> Markup {
    let lang = frame.lang;
    let held = asked.all("templates");
    let dimension = |(name, key, hint): (&str, &str, &str)| {
        let field = Field::new(name, t(lang, key), Kind::LongText).value(asked.raw(name)).hint(t(lang, hint));
        field.error(faults.of(name))
    };
    let segments = DIMENSIONS.map(dimension);
    let form = Form {
        action: START.to_owned(),
        csrf: frame.csrf.clone(),
        errors: faults.beside(&["templates", "geographies", "sizes", "verticals", "product_lines"]),
        ..Form::default()
    };
    let about = Field::new("templates", t(lang, "first-run-templates"), Kind::Check).error(faults.of("templates"));
    let mut all = vec![about];
    all.extend(segments.iter().cloned());
    let skip =
        if is_first(asked) { address(START_PEOPLE, &[("first".to_owned(), "1".to_owned())]) } else { CHART.to_owned() };
    let body = html! {
        form class="form wide" method="post" action=(START) {
            (form::hidden(&frame.csrf, None))
            @if is_first(asked) { input type="hidden" name="first" value="1"; }
            (form::faults(lang, &form, &all))
            fieldset class="field" id="f-templates" {
                legend { (t(lang, "start-how")) }
                div class="choices" { @for template in Template::ALL { (offered(lang, template, held.contains(&template.key()))) } }
            }
            fieldset class="field" {
                legend { (t(lang, "start-by-what")) }
                span class="hint" { (t(lang, "start-by-what-hint")) }
                div class="pair" { @for one in &segments { (field(lang, one)) } }
            }
            div class="buttons" {
                button class=(if is_shown { "button" } else { "button primary" }) name="step" value="look" { (t(lang, "start-look")) }
                button class=(if is_shown { "button primary" } else { "button" }) name="step" value="build" { (t(lang, "start-build")) }
                a class="button plain" href=(skip) { (t(lang, if is_first(asked) { "start-skip" } else { "ui-cancel" })) }
            }
        }
    };
    section(&t(lang, "organisation-empty-template"), None, body)
}

fn offered(lang: Lang, template: Template, is_chosen: bool) -> Markup {
    let key = template.key();
    html! {
        label class="choice" {
            input type="checkbox" name="templates" value=(key) checked[is_chosen];
            span { b { (t(lang, &format!("template-{key}"))) } span class="hint" { (t(lang, &format!("template-{key}-explained"))) } }
        }
    }
}

/// The chart that would be, and the segments its units would cover.
fn shown(ctx: &Ctx, frame: &PageFrame, outlook: &Outlook) -> app::Result<Markup> {
    let lang = frame.lang;
    let svg = outlook.chart.svg(lang, &ctx.company.name, draw::Theme::Page)?.svg;
    let chart =
        organisation(lang, &frame.csrf, &OrgChart { svg, focus: outlook.chart.focus.clone(), ..OrgChart::default() });
    let counts = [("units", outlook.units.into()), ("positions", outlook.positions.into())];
    let columns = ["coverage-segment", "segment-condition"].map(|key| Column::text(t(lang, key)));
    let row = |segment: &templates::NeededSegment| Row {
        cells: vec![html! { (segment.name) }, html! { code { (segment.predicate) } }],
        ..Row::default()
    };
    let rows: Vec<Row> = outlook.segments.iter().map(row).collect();
    Ok(html! {
        section class="card section" id="outlook" {
            header { h2 { (t(lang, "start-outlook")) } span class="spread quiet small" role="status" { (tr(lang, "start-would-make", &counts)) } }
            (chart)
        }
        @if !rows.is_empty() { (section(&t(lang, "segment-title"), None, table::plain(&columns, &rows))) }
    })
}

/// Shows what would be, or builds it.
pub async fn begin(posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    if fields.raw("step") != "build" {
        let kept = fields.pairs().iter().filter(|(name, value)| name != "csrf" && name != "step" && !value.is_empty());
        let kept: Vec<(String, String)> = kept.cloned().collect();
        return signed.done(&format!("{}#outlook", address(START, &kept)), None);
    }
    let wanted = beginning(&fields);
    match signed.write(move |ctx, tx| templates::begin(ctx, tx, &wanted)).await {
        Ok(made) => {
            let next = if is_first(&fields) {
                address(START_PEOPLE, &[("first".to_owned(), "1".to_owned())])
            } else {
                CHART.to_owned()
            };
            let undo = vec![("set".to_owned(), made.set.to_string()), ("back".to_owned(), FIRST_START.to_owned())];
            let toast = Toast {
                text: t(signed.lang, "start-built").into_owned(),
                undo: Some((super::UNDO.to_owned(), undo)),
                ..Toast::default()
            };
            signed.done(&next, Some(&toast))
        }
        Err(fault) => signed.again(fault, move |ctx, tx, frame, faults| drawn(ctx, tx, frame, &fields, faults)).await,
    }
}

/// People from a file: the same upload as that of any import, with what the file should say.
pub async fn people(signed: SignedIn, Query(pairs): Pairs) -> Answer {
    signed
        .page(move |ctx, tx, frame| {
            ctx.may(Action::Import, Noun::Import)?;
            let asked = Fields::from(pairs);
            head(ctx, tx, frame, "", ctx.today)?;
            let lang = frame.lang;
            frame.title = t(lang, "first-run-people").into_owned();
            step(frame, &asked, 3);
            let form = Form {
                action: imports::LIST.to_owned(),
                csrf: frame.csrf.clone(),
                submit: t(lang, "import-step-check").into_owned(),
                files: true,
                ..Form::default()
            };
            let file = Field::new("files", t(lang, "import-files-choose"), Kind::File(imports::ACCEPTED))
                .hint(t(lang, "start-people-hint"))
                .required();
            let body = html! {
                p { (t(lang, "start-people-about")) }
                pre class="code" tabindex="0" { (EXAMPLE) }
                (form::form(lang, &form, &[file]))
                p { a class="link" href=(CHART) { (t(lang, "start-later")) } }
            };
            Ok(content(true, section(&t(lang, "first-run-people"), None, body)))
        })
        .await
}

/// A file of people, as one may write it.
const EXAMPLE: &str = "Employee ID,Name,Email,Title,Unit,Manager ID
E1,Kari Moe,kari@example.com,Head of sales,Sales,
E2,Ola Lie,ola@example.com,Account executive,Sales,E1";

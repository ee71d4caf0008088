//! Everything as files: the page that offers it, and the archive itself.

use super::head;
use crate::api::Caller;
use crate::api::docs::{Doc, Part, maybe};
use crate::errors::Answer;
use crate::extract::SignedIn;
use crate::outgoing::Outgoing;
use crate::routes::Routes;
use crate::ui::icon::{Icon, icon};
use crate::ui::layout::{content, section};
use app::Error;
use app::ctx::Who;
use app::exports::{self, Format, Shape};
use axum::body::Body;
use axum::extract::Query;
use axum::http::{Method, header};
use axum::response::IntoResponse;
use domain::Refusal;
use domain::policy::{Action, Noun};
use maud::html;
use serde::Deserialize;
use text::t;

/// The page.
pub(crate) const EXPORT: &str = "/settings/export";
const FILE: &str = "/settings/export/file";
const API: &str = "/api/v1/export";
const ARCHIVE: &str = "application/zip";

const ASKED: &[Part] = &[
    maybe("format", "string", "`csv` (the default), `jsonl` or `parquet`."),
    maybe("shape", "string", "Instead: `salesforce`, `hubspot` or `pipedrive`, as their own importers take it."),
];

/// How it is taken back.
const COMMANDS: &str = "unzip bailiwick-csv.zip -d company
bailiwick import company --database sqlite://new.db";

/// These routes.
pub(super) fn routes() -> Routes {
    let doc = Doc {
        summary: "Everything the company has, a file for each table, in one archive; for the owner alone.",
        query: ASKED,
        file: Some(ARCHIVE),
        ..Doc::default()
    };
    Routes::new().page(EXPORT, Noun::Company, page).page(FILE, Noun::Company, file).api(
        Method::GET,
        API,
        Noun::Company,
        doc,
        read,
    )
}

/// What was asked in the address.
#[derive(Deserialize)]
struct Asked {
    format: Option<String>,
    shape: Option<String>,
}

/// As what everything goes out.
#[derive(Clone, Copy)]
enum Wanted {
    /// Every table, to come back to the same state.
    Whole(Format),
    /// The records, as the importer of another system takes them.
    Shaped(Shape),
}

impl Wanted {
    fn key(self) -> &'static str {
        match self {
            Wanted::Whole(format) => format.key(),
            Wanted::Shaped(shape) => shape.key(),
        }
    }
}

impl Asked {
    fn wanted(&self) -> Result<Wanted, Error> {
        let unknown = |field: &str, asked: &str, known: [&str; 3]| {
            let refusal = Refusal::new("refusal-choice-unknown").at(field).with("value", asked);
            Error::Refused(vec![refusal.with("known", known.join(", "))])
        };
        if let Some(asked) = &self.shape {
            let shape = Shape::from_key(asked).ok_or_else(|| unknown("shape", asked, Shape::ALL.map(Shape::key)));
            return shape.map(Wanted::Shaped);
        }
        let asked = self.format.as_deref().unwrap_or("csv");
        let format = Format::from_key(asked).ok_or_else(|| unknown("format", asked, Format::ALL.map(Format::key)));
        format.map(Wanted::Whole)
    }
}

async fn page(signed: SignedIn) -> Answer {
    signed
        .page(|ctx, _, frame| {
            ctx.may(Action::See, Noun::Company)?;
            head(ctx, frame, EXPORT);
            let lang = frame.lang;
            let offered = [
                (Format::Csv, "CSV", "export-csv"),
                (Format::JsonLines, "JSON lines", "export-jsonl"),
                (Format::Parquet, "Parquet", "export-parquet"),
            ];
            let body = html! {
                div class="stack" {
                    p { (t(lang, "export-text")) }
                    ul class="lines" {
                        @for (format, name, about) in offered {
                            li class="line" {
                                div class="what" { b { (name) } " " span class="soft" { (t(lang, about)) } }
                                a class="button" href={ (FILE) "?format=" (format.key()) } download {
                                    (icon(Icon::Download)) (t(lang, "export-download")) " " span class="hide" { (name) }
                                }
                            }
                        }
                    }
                    p class="soft" { (t(lang, "export-left-out")) }
                }
            };
            let back = html! {
                div class="stack" {
                    p { (t(lang, "export-back-text")) }
                    pre class="code" tabindex="0" { (COMMANDS) }
                }
            };
            let shapes = [(Shape::Salesforce, "Salesforce"), (Shape::HubSpot, "HubSpot"), (Shape::Pipedrive, "Pipedrive")];
            let elsewhere = html! {
                div class="stack" {
                    p { (t(lang, "export-shape-text")) }
                    div class="buttons" {
                        @for (shape, name) in shapes {
                            a class="button" href={ (FILE) "?shape=" (shape.key()) } download { (icon(Icon::Download)) (name) }
                        }
                    }
                }
            };
            Ok(content(
                true,
                html! {
                    (section(&t(lang, "export-title"), None, body))
                    (section(&t(lang, "export-back"), None, back))
                    (section(&t(lang, "export-shape"), None, elsewhere))
                },
            ))
        })
        .await
}

async fn file(signed: SignedIn, Query(asked): Query<Asked>) -> Answer {
    let wanted = asked.wanted()?;
    signed.write(move |ctx, tx| exports::commands::begin(ctx, tx, wanted.key())).await?;
    archive(&signed.state, Who::User(signed.user), wanted)
}

async fn read(caller: Caller, Query(asked): Query<Asked>) -> Answer {
    let wanted = asked.wanted()?;
    caller.write(move |ctx, tx| exports::commands::begin(ctx, tx, wanted.key())).await?;
    archive(&caller.state, Who::User(caller.user), wanted)
}

/// The archive, as it is made: first in a file of its own that nobody else sees, so that the moment it is of is not held
/// while a slow line takes it.
fn archive(state: &crate::State, who: Who, wanted: Wanted) -> Answer {
    let house = state.house().clone();
    let body = Outgoing::filled("export", move |to| {
        let mut zip = exports::Zip::new(to);
        match wanted {
            Wanted::Whole(format) => {
                exports::take(house.db(), format, &mut zip, &mut |_, _| {}).map_err(std::io::Error::other)?;
            }
            Wanted::Shaped(shape) => {
                let shaped = house.read(who, |ctx, tx| Ok(exports::shaped(ctx, tx, shape, &mut zip)));
                shaped.map_err(std::io::Error::other)?.map_err(std::io::Error::other)?;
            }
        }
        zip.finish().map(drop).map_err(std::io::Error::other)
    })?;
    let name = format!("attachment; filename=\"bailiwick-{}.zip\"", wanted.key());
    let headers = [(header::CONTENT_TYPE, ARCHIVE.to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, Body::from_stream(body)).into_response())
}

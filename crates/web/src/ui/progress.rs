//! Long work in sight: rows done, rate, time left. While it runs the page is fetched again every second
//! and morphed (`import-progress`), so it also goes on by itself when the tab was closed and opened again.

use maud::{Markup, html};
use text::{Lang, t};

/// How far some work is. Figures come written out for the reader.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// What is done: `Importing sales_pipeline.csv`.
    pub title: String,
    /// Whether it still runs.
    pub running: bool,
    /// Rows done.
    pub done: u64,
    /// Rows there are, where known.
    pub total: Option<u64>,
    /// `8,800 of 24,000`.
    pub rows: String,
    /// Rows a second.
    pub rate: Option<String>,
    /// Time left: `12 s`.
    pub left: Option<String>,
    /// Further figures: created, updated, rejected.
    pub figures: Vec<(String, String)>,
    /// Buttons: cancel, undo.
    pub actions: Option<Markup>,
}

/// The bar with its figures.
pub fn progress(lang: Lang, progress: &Progress) -> Markup {
    html! {
        import-progress data-state=(if progress.running { "running" } else { "done" }) {
            section class="card job" {
                div class="row" { h2 id="job-title" { (progress.title) } @if let Some(actions) = &progress.actions { span class="spread buttons" { (actions) } } }
                progress aria-labelledby="job-title" value=[progress.total.map(|_| progress.done)] max=[progress.total.map(|t| t.max(1))] {}
                div class="figures" role="status" {
                    span { b { (progress.rows) } " " (t(lang, "ui-rows")) }
                    @if let Some(rate) = &progress.rate { span { b { (rate) } " " (t(lang, "ui-per-second")) } }
                    @if let Some(left) = &progress.left { span { b { (left) } " " (t(lang, "ui-left")) } }
                    @for (label, value) in &progress.figures { span { (label) " " b { (value) } } }
                }
            }
        }
    }
}

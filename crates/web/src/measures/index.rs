//! Every measure: what it says, how it is made, and what it can be split by.

use super::{href, shown};
use crate::errors::Answer;
use crate::extract::SignedIn;
use crate::ui::layout::{content, section};
use crate::ui::table::{self, Column, Row};
use domain::measures::catalogue::{self, Measure};
use domain::policy::{Action, Noun};
use maud::html;
use text::{Lang, t};

/// The page.
pub async fn page(signed: SignedIn) -> Answer {
    signed
        .page(|ctx, _, frame| {
            ctx.may(Action::See, Noun::Measure)?;
            let lang = frame.lang;
            frame.title = t(lang, "scorecard-measures").into_owned();
            let columns =
                ["scorecard-measure", "scorecard-says", "scorecard-splits"].map(|key| Column::text(t(lang, key)));
            let rows: Vec<Row> = catalogue::all().map(|of| row(lang, of)).collect();
            Ok(content(true, section(&t(lang, "scorecard-measures"), None, table::plain(&columns, &rows))))
        })
        .await
}

fn row(lang: Lang, of: &Measure) -> Row {
    let ways = of.by.iter().map(|d| t(lang, &format!("dimension-{}", d.key())).into_owned());
    let cells = vec![
        html! { a class="title" href=(href(of.id)) { (shown::name(lang, of)) } },
        html! { (shown::explained(lang, of)) },
        html! { span class="soft" { (ways.collect::<Vec<_>>().join(", ")) } },
    ];
    Row { id: of.id.to_owned(), cells, ..Row::default() }
}

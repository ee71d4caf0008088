//! The board of a pipeline: a column for each open stage, with its sums.

use super::{LIST, OPPORTUNITIES, moves};
use crate::records::shape::Shape;
use crate::records::{Address, list, page::tone, shown};
use crate::ui::board::{Card, Lane, board};
use crate::ui::layout::{self, PageFrame, Tab};
use crate::ui::table;
use app::listing::ListQuery;
use app::opportunities::queries::{self, BoardView, CardView, LaneView, Next};
use app::{Ctx, Tx};
use domain::kernel::Money;
use domain::kernel::filter::Filter;
use domain::kernel::id::PipelineId;
use maud::{Markup, html};
use text::{Lang, fmt, t, tr};

/// The content of the board's page.
pub(super) fn page(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &PageFrame,
    shape: &Shape,
    address: &Address,
) -> app::Result<Markup> {
    let lang = frame.lang;
    let pipeline: Option<PipelineId> = address.kept("pipeline").and_then(|id| id.parse().ok());
    let view = queries::board(ctx, tx, pipeline, &address.query)?;
    let mut bar = list::bar(ctx, tx, frame, shape, address)?;
    let count =
        tr(lang, "opportunity-open-sum", &[("count", view.count.into()), ("amount", brief(lang, view.sum).into())]);
    let weighted = tr(lang, "opportunity-weighted", &[("amount", brief(lang, view.weighted).into())]);
    bar.summary = Some(format!("{count} · {weighted}"));
    let lanes: Vec<Lane> = view.lanes.iter().map(|one| lane(ctx, lang, &view, address, one)).collect();
    let further: Vec<(String, String)> =
        view.closing.iter().map(|stage| (stage.id.to_string(), stage.name.clone())).collect();
    Ok(layout::content(
        false,
        html! {
            (table::bar(lang, &frame.csrf, &bar))
            @if view.pipelines.len() > 1 { (layout::bar(layout::tabs(&t(lang, "opportunity-pipeline"), &pipelines(address, &view)))) }
            (board(lang, &frame.csrf, &lanes, &further))
        },
    ))
}

fn brief(lang: Lang, money: Money) -> String {
    shown::brief(lang, money)
}

fn pipelines(address: &Address, view: &BoardView) -> Vec<Tab> {
    let tab = |pipeline: &app::opportunities::pipelines::Pipeline| {
        let mut other = address.clone();
        other.kept.retain(|(name, _)| name != "pipeline");
        other.kept.push(("pipeline".to_owned(), pipeline.id.to_string()));
        Tab::new(other.href(LIST), pipeline.name.clone(), pipeline.id == view.pipeline)
    };
    view.pipelines.iter().map(tab).collect()
}

fn lane(ctx: &Ctx, lang: Lang, view: &BoardView, address: &Address, lane: &LaneView) -> Lane {
    let shown = i64::try_from(lane.cards.len()).unwrap_or(0);
    let rest = lane.count - shown;
    Lane {
        stage: lane.stage.id.to_string(),
        label: lane.stage.name.clone(),
        count: fmt::number(lang, lane.count),
        sum: brief(lang, lane.sum),
        cards: lane.cards.iter().map(|one| card(ctx, lang, view.may_move, one)).collect(),
        more: (rest > 0).then(|| (all_of(address, lane), fmt::number(lang, rest))),
        empty: t(lang, "board-column-empty").into_owned(),
    }
}

/// The table of one stage, with the board's filter.
fn all_of(address: &Address, lane: &LaneView) -> String {
    let stage = format!("stage = \"{}\" and outcome = open", lane.stage.key.replace('"', "\"\""));
    let stage = Filter::parse(&stage).ok().flatten();
    let filter = address.query.filter.as_deref().and_then(|text| Filter::parse(text).ok().flatten());
    let both = match (filter, stage) {
        (Some(one), Some(other)) => Some(one.and(other)),
        (one, other) => one.or(other),
    };
    let query = ListQuery {
        filter: both.map(|f| f.to_string()),
        sort: Some("close_on".to_owned()),
        ..address.query.first_page()
    };
    let mut table = address.clone();
    table.kept.clear();
    table.with(LIST, &query)
}

fn card(ctx: &Ctx, lang: Lang, may_move: bool, card: &CardView) -> Card {
    let when = match (card.next, card.next_on) {
        (Next::None, _) => t(lang, "record-next-step-none").into_owned(),
        (_, Some(on)) => fmt::due(lang, on.civil(), ctx.today.civil()),
        (_, None) => card.next_step.clone().unwrap_or_default(),
    };
    Card {
        id: card.id.to_string(),
        href: OPPORTUNITIES.href(card.id),
        title: card.name.clone(),
        sub: account(lang, card),
        sum: card.amount.map(|amount| shown::whole(lang, amount)).unwrap_or_default(),
        tone: tone(card.next),
        when,
        owner: card.owner.label.clone(),
        action: may_move.then(|| moves::href(card.id)),
        version: card.version.to_string(),
    }
}

fn account(lang: Lang, card: &CardView) -> String {
    match &card.account {
        Some(account) => account.label.clone(),
        None if card.account_hidden => t(lang, "word-hidden").into_owned(),
        None => t(lang, "opportunity-account-unknown").into_owned(),
    }
}

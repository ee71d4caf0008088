//! The board: a column per stage with its count and sum, cards with their next step. A card moves by
//! pointer, by Ctrl and an arrow, or by its button; all three send one form (`deal-board`). Columns show
//! at most about 50 cards and a way to the rest.

use super::form;
use super::icon::{Icon, icon};
use super::pill::{Tone, dot, face};
use maud::{Markup, html};
use text::{Lang, t};

/// One card.
#[derive(Clone, Debug, Default)]
pub struct Card {
    /// The record's id.
    pub id: String,
    /// Its page.
    pub href: String,
    /// Its name.
    pub title: String,
    /// What it belongs to.
    pub sub: String,
    /// How its next step stands.
    pub tone: Tone,
    /// The next step in a word or two.
    pub when: String,
    /// Its amount.
    pub sum: String,
    /// Whose it is.
    pub owner: String,
    /// Where a move is posted, as `stage` and `version`; `None` where the reader may not move it.
    pub action: Option<String>,
    /// The record's version.
    pub version: String,
}

/// One column.
#[derive(Clone, Debug, Default)]
pub struct Lane {
    /// The stage's value.
    pub stage: String,
    /// The stage's name.
    pub label: String,
    /// How many records are in it.
    pub count: String,
    /// What they sum to.
    pub sum: String,
    /// The first of them.
    pub cards: Vec<Card>,
    /// The rest: where, and how many.
    pub more: Option<(String, String)>,
    /// What to say when there are none.
    pub empty: String,
}

/// The board. `further` are stages a card can be moved to that have no column, such as won and lost.
pub fn board(lang: Lang, csrf: &str, lanes: &[Lane], further: &[(String, String)]) -> Markup {
    html! {
        deal-board {
            div class="board" tabindex="0" { @for lane in lanes { (column(lang, lane)) } }
            dialog id="move-card" aria-labelledby="move-card-title" {
                div class="dialog-head" {
                    h2 id="move-card-title" { (t(lang, "ui-move")) " " span class="what" data-own {} }
                    form method="dialog" class="spread" { button class="button plain square" aria-label=(t(lang, "ui-close")) { (icon(Icon::Close)) } }
                }
                form class="body form" method="post" data-move {
                    (form::hidden(csrf, Some("")))
                    div class="field" {
                        label for="move-card-stage" { (t(lang, "ui-move-to")) }
                        select class="input" id="move-card-stage" name="stage" {
                            @for lane in lanes { option value=(lane.stage) { (lane.label) } }
                            @for (value, label) in further { option value=(value) { (label) } }
                        }
                    }
                    div class="buttons" { button class="button primary" { (t(lang, "ui-move")) } }
                }
            }
        }
    }
}

fn column(lang: Lang, lane: &Lane) -> Markup {
    html! {
        section class="lane" id={ "lane-" (lane.stage) } data-stage=(lane.stage) aria-label=(lane.label) {
            header { h2 { (lane.label) } span class="small quiet" { (lane.count) } span class="total" { (lane.sum) } }
            div class="cards" {
                @for card in &lane.cards { (self::card(lang, card)) }
                @if lane.cards.is_empty() { p class="bare-lane" { (lane.empty) } }
            }
            @if let Some((href, count)) = &lane.more { a class="more" href=(href) { (count) " " (t(lang, "ui-more")) } }
        }
    }
}

fn card(lang: Lang, card: &Card) -> Markup {
    html! {
        article class="deal" id={ "deal-" (card.id) } data-action=[card.action.as_ref()] data-version=(card.version) {
            a class="title" href=(card.href) { (card.title) }
            span class="sub" { (card.sub) }
            div class="line" {
                (dot(card.tone)) span class="when" { (card.when) }
                span class="sum" { (card.sum) }
                @if !card.owner.is_empty() { (face(&card.owner)) }
            }
            @if card.action.is_some() {
                button class="button plain square shift" type="button" aria-label={ (t(lang, "ui-move")) ": " (card.title) } { (icon(Icon::More)) }
            }
        }
    }
}

//! The chart as nested lists: the same cards in the same order, to be read or heard.

use super::chart::card_href;
use crate::ui::icon::{Icon, small};
use app::organisation::chart::ChartView;
use draw::org_chart::Node;
use maud::{Markup, PreEscaped, html};
use text::{Lang, t, tr};

/// The outline, closed until it is asked for. Cards come in preorder, so no depth of lines costs stack.
pub fn tree(lang: Lang, view: &ChartView) -> Markup {
    let mut levels: Vec<usize> = Vec::with_capacity(view.nodes.len());
    let mut lists = String::new();
    let mut open = 0;
    for node in &view.nodes {
        let level = node.parent.and_then(|above| levels.get(above)).map_or(1, |above| above + 1);
        levels.push(level);
        if level > open {
            lists.push_str("<ul>");
        } else {
            lists.push_str("</li>");
            (level..open).for_each(|_| lists.push_str("</ul></li>"));
        }
        open = level;
        lists.push_str("<li>");
        lists.push_str(&card(lang, view, node).0);
    }
    (0..open).for_each(|_| lists.push_str("</li></ul>"));
    html! {
        section class="card section" {
            div class="body" {
                details {
                    summary { (small(Icon::Forth)) (t(lang, "organisation-outline")) }
                    div class="outline-tree" { (PreEscaped(lists)) }
                }
            }
        }
    }
}

fn card(lang: Lang, view: &ChartView, node: &Node) -> Markup {
    let href = card_href(view, &node.id);
    let more = (node.folded > 0).then(|| tr(lang, "organisation-below", &[("count", node.folded.into())]));
    html! {
        @match &href { Some(href) => { a class="link" href=(href) data-peek { (node.name) } } None => { (node.name) } }
        @if !node.title.is_empty() { ", " (node.title) }
        @if let Some(value) = &node.value { " · " b { (value.label) } }
        @if let Some(more) = more { " · " span class="quiet" { (more) } }
    }
}

//! One card: outline, coloured edge, three lines, the pill with the figure, the count of what is folded away.
//!
//! Units: pixels from the card's corner. Presentation attributes alone: the page's content security policy allows no
//! `style` attributes. The first card can be reached by Tab, the others from it by arrow keys.

use std::fmt::Write as _;

use super::fold::Card;
use super::{Density, Options};
use crate::svg::{Esc, Ink, Num, put, text};
use crate::theme::{Colour, Theme};
use crate::tree::Rect;
use crate::width::{clip, two_lines, width};

/// Where a card stands.
pub(super) struct Setting<'a> {
    pub(super) place: Rect,
    pub(super) level: u32,
    /// Whether cards below it are shown.
    pub(super) open: bool,
    /// The id of the card above it.
    pub(super) above: Option<&'a str>,
}

/// The lines of one density: font size and baseline of each, and the left edge of the text.
struct Lines {
    name: (f64, f64),
    title: (f64, f64),
    detail: Option<(f64, f64)>,
    left: f64,
    pill: (f64, f64),
}

fn lines(density: Density) -> Lines {
    match density {
        Density::Comfortable => Lines {
            name: (12.5, 20.0),
            title: (11.5, 36.0),
            detail: Some((11.0, 53.0)),
            left: 16.0,
            pill: (25.0, 15.0),
        },
        Density::Compact => {
            Lines { name: (11.5, 18.0), title: (10.5, 33.0), detail: None, left: 13.0, pill: (22.5, 14.0) }
        }
    }
}

/// Draws one card.
pub(super) fn draw(svg: &mut String, card: &Card<'_>, setting: &Setting<'_>, options: &Options) {
    let Rect { x, y, width, height } = setting.place;
    let theme = options.theme;
    put!(svg, r#"<g class="org-card" transform="translate({} {})""#, Num(x), Num(y));
    if !theme.stands_alone() {
        attributes(svg, card, setting);
    }
    svg.push('>');
    if !theme.stands_alone() {
        title(svg, card);
    }
    let (surface, line) = (theme.colour(Colour::Surface), theme.colour(Colour::LineStrong));
    put!(svg, r#"<rect width="{}" height="{}" rx="8" fill="{surface}" stroke="{line}""#, Num(width), Num(height));
    svg.push_str(if card.node.vacant { r#" stroke-dasharray="4 3"/>"# } else { "/>" });
    let class = card.node.value.as_ref().and_then(|v| v.class);
    let edge = class.map_or(line, |c| theme.class(c).0);
    put!(svg, r#"<rect width="5" height="{}" rx="2" fill="{edge}"/>"#, Num(height));
    let lines = lines(options.density);
    let pill = pill(svg, card, &lines, width, theme);
    words(svg, card, &lines, (width, pill), theme);
    if card.folded > 0 {
        folded(svg, card.folded, setting.place, theme);
    }
    svg.push_str("</g>");
}

/// What the page and a screen reader need to know.
fn attributes(svg: &mut String, card: &Card<'_>, setting: &Setting<'_>) {
    let node = card.node;
    put!(svg, r#" data-id="{}" role="treeitem" aria-level="{}""#, Esc(&node.id), setting.level + 1);
    if let Some(above) = setting.above {
        put!(svg, r#" data-parent="{}""#, Esc(above));
    }
    put!(svg, r#" aria-posinset="{}" aria-setsize="{}""#, card.place.0, card.place.1);
    if setting.open || card.folded > 0 {
        put!(svg, r#" aria-expanded="{}""#, setting.open);
    }
    let first = setting.level == 0 && card.place.0 == 1;
    put!(svg, r#" tabindex="{}""#, if first { 0 } else { -1 });
}

/// The whole text of a card on the page: its name for a screen reader, a tooltip for others. No `aria-label`, which
/// would have to repeat the lines as they are clipped.
fn title(svg: &mut String, card: &Card<'_>) {
    let node = card.node;
    let value = node.value.as_ref().map_or("", |v| v.label.as_str());
    let parts: Vec<&str> =
        [&*node.name, &*node.title, &*node.detail, value].into_iter().filter(|p| !p.is_empty()).collect();
    put!(svg, "<title>{}</title>", Esc(&parts.join(", ")));
}

/// Draws the pill; answers how much room it leaves to its left.
fn pill(svg: &mut String, card: &Card<'_>, lines: &Lines, card_width: f64, theme: Theme) -> f64 {
    let Some(value) = card.node.value.as_ref().filter(|v| !v.label.is_empty()) else { return card_width - 8.0 };
    let label = clip(&value.label, 10.5, true, card_width / 2.0);
    let wide = (width(&label, 10.5, true) + 10.0).max(44.0);
    let left = card_width - 8.0 - wide;
    let (top, tall) = lines.pill;
    let (fill, ink) = value.class.map_or((theme.colour(Colour::Line), theme.colour(Colour::Ink2)), |c| theme.class(c));
    put!(svg, r#"<rect x="{}" y="{}" width="{}" height="{}""#, Num(left), Num(top), Num(wide), Num(tall));
    put!(svg, r#" rx="{}" fill="{fill}"/>"#, Num(tall / 2.0));
    let ink = Ink { size: 10.5, weight: 600, colour: ink, anchor: "middle", theme };
    text(svg, left + wide / 2.0, top + tall / 2.0 + 3.7, ink, &label);
    left - 6.0
}

/// The lines of text, clipped; the whole text as a tooltip where something was cut.
fn words(svg: &mut String, card: &Card<'_>, lines: &Lines, (card_width, pill): (f64, f64), theme: Theme) {
    let node = card.node;
    let colour = theme.colour(if node.vacant { Colour::Ink2 } else { Colour::Ink });
    let room = card_width - 8.0 - lines.left;
    let (size, y) = lines.name;
    let ink = Ink { size, weight: 600, colour, anchor: "start", theme };
    let (name, title) = if node.title.is_empty() {
        let (first, second) =
            two_lines(&node.name, size, true, if card_width - pill > 8.0 { room.min(pill - lines.left) } else { room });
        (first, (second, Ink { ..ink }))
    } else {
        let small =
            Ink { size: lines.title.0, weight: 400, colour: theme.colour(Colour::Ink2), anchor: "start", theme };
        (clip(&node.name, size, true, room), (clip(&node.title, small.size, false, pill - lines.left), small))
    };
    text(svg, lines.left, y, ink, &name);
    if !title.0.is_empty() {
        text(svg, lines.left, lines.title.1, title.1, &title.0);
    }
    let mut cut = name.ends_with('…') || title.0.ends_with('…');
    if let Some((size, y)) = lines.detail.filter(|_| !node.detail.is_empty()) {
        let ink = Ink { size, weight: 400, colour: theme.colour(Colour::Ink3), anchor: "start", theme };
        let detail = clip(&node.detail, size, false, room);
        cut |= detail.ends_with('…');
        text(svg, lines.left, y, ink, &detail);
    }
    if cut && theme.stands_alone() {
        put!(svg, "<title>{}", Esc(&node.name));
        [&node.title, &node.detail].into_iter().filter(|p| !p.is_empty()).for_each(|p| put!(svg, " · {}", Esc(p)));
        svg.push_str("</title>");
    }
}

/// How many are folded away, on the lower edge.
fn folded(svg: &mut String, count: u32, place: Rect, theme: Theme) {
    let label = format!("+{count}");
    let wide = (width(&label, 10.0, true) + 12.0).max(28.0);
    let (fill, line) = (theme.colour(Colour::Surface), theme.colour(Colour::LineStrong));
    let (x, y) = ((place.width - wide) / 2.0, place.height - 5.0);
    put!(svg, r#"<g class="org-fold"><rect x="{}" y="{}" width="{}" height="16""#, Num(x), Num(y), Num(wide));
    put!(svg, r#" rx="8" fill="{fill}" stroke="{line}"/>"#);
    let ink = Ink { size: 10.0, weight: 600, colour: theme.colour(Colour::Ink2), anchor: "middle", theme };
    text(svg, place.width / 2.0, y + 11.5, ink, &label);
    svg.push_str("</g>");
}

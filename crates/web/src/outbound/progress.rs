//! How far a list is, as a bar of parts and in words. Colours keep their meaning: what was won is green, what nobody has
//! tried is the empty ground.

use crate::ui::pill::{Tone, pill};
use domain::outbound::{Progress, STANDINGS, Standing};
use maud::{Markup, html};
use text::{Lang, fmt, t, tr};

/// The name of a standing.
pub(super) fn named(lang: Lang, standing: Standing) -> String {
    t(lang, &format!("outbound-standing-{}", standing.key())).into_owned()
}

/// What somebody said no to, at a glance.
pub(super) fn refusals(lang: Lang, refuses: &[&str]) -> Markup {
    let words = |purpose: &str| match purpose {
        "email" => t(lang, "outbound-refuses-email"),
        _ => t(lang, "outbound-refuses-phone"),
    };
    html! { @for purpose in refuses { " " (pill(Tone::Lost, &words(purpose))) } }
}

/// A standing at a glance.
pub(super) fn standing(lang: Lang, standing: Standing) -> Markup {
    let tone = match standing {
        Standing::Untried => Tone::Plain,
        Standing::Tried => Tone::None,
        Standing::Reached => Tone::Accent,
        Standing::Meeting | Standing::Converted => Tone::Won,
        Standing::SetAside => Tone::Lost,
    };
    pill(tone, &named(lang, standing))
}

/// The parts of the bar that there are: best first, so that it fills from the left.
fn parts(progress: &Progress) -> Vec<(Standing, i64)> {
    let order = [
        Standing::Converted,
        Standing::Meeting,
        Standing::Reached,
        Standing::Tried,
        Standing::SetAside,
        Standing::Untried,
    ];
    order.into_iter().map(|standing| (standing, progress.of(standing))).filter(|(_, count)| *count > 0).collect()
}

/// The bar: as wide as its place, each part as wide as its share.
pub(super) fn bar(lang: Lang, progress: &Progress) -> Markup {
    let total = progress.total();
    let words: Vec<String> = STANDINGS
        .into_iter()
        .filter(|standing| progress.of(*standing) > 0)
        .map(|standing| format!("{}: {}", named(lang, standing), fmt::number(lang, progress.of(standing))))
        .collect();
    let words = if words.is_empty() { t(lang, "outbound-nobody").into_owned() } else { words.join(", ") };
    let mut from = 0;
    let placed: Vec<(Standing, i64, i64)> = parts(progress)
        .into_iter()
        .map(|(standing, count)| {
            let at = from;
            from += count;
            (standing, at, count)
        })
        .collect();
    html! {
        svg class="standings" viewBox={ "0 0 " (total.max(1)) " 1" } preserveAspectRatio="none" role="img" aria-label=(words) {
            @for (standing, at, count) in &placed {
                rect class={ "standing-" (standing.key()) } x=(at) y="0" width=(count) height="1" {}
            }
        }
    }
}

/// `12 of 40 tried`, with what is hidden.
pub(super) fn said(lang: Lang, progress: &Progress, hidden: i64) -> String {
    let done = [("worked", progress.worked().into()), ("total", progress.total().into())];
    let mut words = match progress.total() {
        0 => t(lang, "outbound-nobody").into_owned(),
        _ => tr(lang, "outbound-worked", &done),
    };
    if hidden > 0 {
        words.push_str(" · ");
        words.push_str(&tr(lang, "outbound-hidden", &[("count", hidden.into())]));
    }
    words
}

/// What the parts mean, each with its count and a way to those who stand so.
pub(super) fn legend(
    lang: Lang,
    progress: &Progress,
    shown: Option<Standing>,
    to: impl Fn(Standing) -> String,
) -> Markup {
    html! {
        ul class="standing-legend" {
            @for standing in STANDINGS {
                @let count = progress.of(standing);
                li {
                    @if count > 0 {
                        a class="chip" href=(to(standing)) aria-current=[(shown == Some(standing)).then_some("true")] {
                            span class={ "swatch standing-" (standing.key()) } aria-hidden="true" {}
                            (named(lang, standing)) " " b { (fmt::number(lang, count)) }
                        }
                    } @else {
                        span class="chip none" { span class={ "swatch standing-" (standing.key()) } aria-hidden="true" {} (named(lang, standing)) " " b { "0" } }
                    }
                }
            }
        }
    }
}

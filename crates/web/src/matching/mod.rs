//! Records that are likely one: told beside a form before it is saved, and listed by kind to be gone through.

mod api;
mod audit;
mod merge;
mod typing;

use crate::records::{Shape, shape_for};
use crate::routes::Routes;
use app::matching::{MATCHED, Match};
use domain::matching::{CERTAIN, Reason};
use maud::{Markup, html};
use text::{Lang, t, tr};

pub(crate) use typing::beside;

/// The field by which a form says that another record is meant.
pub(crate) const ANYWAY: &str = "anyway";

/// These routes.
pub fn routes() -> Routes {
    audit::routes().merge(merge::routes()).merge(api::routes()).merge(typing::routes())
}

/// Records that the one on a form may be, with the field that says it is another; nothing where there are none.
pub(crate) fn notice(lang: Lang, likely: &[Match]) -> Markup {
    if likely.is_empty() {
        return Markup::default();
    }
    html! {
        input type="hidden" name=(ANYWAY) value="1";
        div class="card pad stack" id="likely" {
            p { (tr(lang, "matching-likely", &[("count", likely.len().into())])) }
            ul { @for one in likely { li { (told(lang, one)) } } }
        }
    }
}

/// A record that is likely the one, with why.
fn told(lang: Lang, found: &Match) -> Markup {
    let href = shape_for(found.noun).map(|shape| shape.href(found.record.id));
    let kind = t(lang, &format!("noun-{}", found.noun.key()));
    html! {
        @match &href { Some(href) => { a class="link" href=(href) target="_blank" { (found.record.label) } } None => { (found.record.label) } }
        " " span class="quiet small" { (kind) " · " (sure(lang, found.score)) " · " (why(lang, &found.reasons)) }
    }
}

/// How sure it is, in words: a number of hundredths would say more than is known.
fn sure(lang: Lang, score: u32) -> String {
    t(lang, if score >= CERTAIN { "matching-certain" } else { "matching-probable" }).into_owned()
}

/// Reasons in words, the heaviest first.
fn why(lang: Lang, reasons: &[Reason]) -> String {
    let words: Vec<String> = reasons
        .iter()
        .map(|reason| t(lang, &format!("sameness-{}", reason.what.key().replace('_', "-"))).into_owned())
        .collect();
    words.join(", ")
}

/// The way from a list to its records that are likely one; none for kinds that are not matched.
pub(crate) fn audit_link(lang: Lang, shape: &Shape) -> Option<Markup> {
    MATCHED.contains(&shape.noun()).then(|| {
        html! { a class="button" href=(audit::href(shape.kind.key)) { (t(lang, "matching-duplicates")) } }
    })
}

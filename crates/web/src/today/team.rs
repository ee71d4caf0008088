//! What asks for attention in the team and what has nobody to do it: counts, each with the list behind it.

use crate::activities;
use crate::opportunities;
use crate::ui::layout::section;
use crate::ui::pill::face;
use app::listing::{Label, ListQuery};
use app::today::{MemberView, TodayView};
use maud::{Markup, html};
use text::{Lang, fmt, t, tr};

/// A count that leads to its list; a nought leads nowhere.
fn count(lang: Lang, n: i64, list: &str, filter: &str, label: &str) -> Markup {
    if n == 0 {
        return html! { span class="quiet" { "–" } };
    }
    let query = ListQuery::filtered(filter);
    html! { a class="link" href={ (list) "?" (query.to_query()) } aria-label={ (label) ": " (fmt::number(lang, n)) } { (fmt::number(lang, n)) } }
}

/// Whose: a position, or all below it.
fn whose(position: &Label, leads: bool) -> String {
    format!("owner {} \"{}\"", if leads { "under" } else { "=" }, position.id)
}

/// The team, a row for each who reports to the reader.
pub(super) fn team(lang: Lang, view: &TodayView) -> Markup {
    let Some(members) = view.team.as_ref().filter(|members| !members.is_empty()) else { return Markup::default() };
    let today = view.today;
    let heads = ["today-team-late", "today-team-no-step", "today-team-step-late", "today-team-close-late"];
    let row = |member: &MemberView| {
        let own = whose(&member.position, member.leads);
        let open = format!("{own} and outcome = open");
        let cells = [
            (member.late, activities::LIST, format!("{own} and is_open = true and due_on < {today}")),
            (member.without_step, opportunities::LIST, format!("{open} and next_step_on is empty")),
            (member.step_late, opportunities::LIST, format!("{open} and next_step_on < {today}")),
            (member.close_late, opportunities::LIST, format!("{open} and close_on < {today}")),
        ];
        html! {
            tr {
                th scope="row" { span class="person" { (face(&member.position.label)) (member.position.label) } }
                @for ((n, list, filter), head) in cells.iter().zip(heads) { td class="number" { (count(lang, *n, list, filter, &t(lang, head))) } }
            }
        }
    };
    let body = html! {
        table class="table team" {
            thead { tr { th scope="col" { (t(lang, "field-person")) } @for head in heads { th scope="col" class="number" { (t(lang, head)) } } } }
            tbody { @for member in members { (row(member)) } }
        }
    };
    section(&t(lang, "today-team"), None, body)
}

/// What has nobody to do it.
pub(super) fn orphans(lang: Lang, view: &TodayView) -> Markup {
    let Some(orphans) = &view.orphans else { return Markup::default() };
    let counted = |key: &str, n: i64, href: &str| {
        html! { @if n > 0 { li class="row small" { a class="link" href=(href) { (tr(lang, key, &[("count", n.into())])) } } } }
    };
    if orphans.vacant.is_empty() && orphans.imports_waiting == 0 && orphans.defects == 0 {
        return Markup::default();
    }
    let body = html! {
        ul {
            @for vacant in &orphans.vacant {
                @let filter = ListQuery::filtered(format!("{} and outcome = open", whose(&vacant.position, false)));
                li class="row small" {
                    a class="link" href={ (opportunities::LIST) "?" (filter.to_query()) } { (vacant.position.label) }
                    span class="quiet spread" { (tr(lang, "noun-many-opportunity", &[("count", vacant.open.into())])) }
                }
            }
            (counted("today-imports-waiting", orphans.imports_waiting, "/imports"))
            (counted("today-defects", orphans.defects, "/organisation/checks"))
        }
    };
    section(&t(lang, "today-orphans"), None, body)
}

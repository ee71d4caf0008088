//! How much working time stood behind a subject: what a number per full-time day is divided by.

use super::Subject;
use crate::Ctx;
use domain::Day;
use domain::kernel::Span;
use domain::measures::working_days;

/// Full-time working days of the subject in the span, in basis points of a day: Mondays to Fridays, each with what those who
/// held its positions on that day worked of a full post. Holidays and absences are not taken off.
pub(crate) fn full_days_bp(ctx: &Ctx, subject: Subject, span: Span) -> i64 {
    let within = |day: &Day| span.from < *day && *day < span.to;
    let changes: Vec<Day> = ctx.history.change_days(None).into_iter().filter(within).collect();
    let starts = std::iter::once(span.from).chain(changes.iter().copied());
    let ends = changes.iter().copied().chain([span.to]);
    let of = |(from, to): (Day, Day)| {
        let organisation = ctx.organisation_on(from);
        let held = organisation.positions().map(|p| p.id).filter(|&id| subject.holds(&organisation, id));
        working_days(Span { from, to }) * organisation.full_time_bp(held)
    };
    starts.zip(ends).map(of).sum()
}

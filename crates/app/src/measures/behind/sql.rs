//! Which records may stand behind a figure: more than those that do, never fewer, and in the order shown.

use crate::Scope;
use crate::sql::Sql;
use db::Value;
use domain::kernel::id::PositionId;
use domain::kernel::{Day, Span};
use domain::measures::component::Source;
use domain::policy::Noun;

const DAY: i64 = 24 * 3_600_000;
/// Positions that are looked for within a text, one after another.
const FEW: usize = 8;

/// What is looked for.
pub(super) struct Wanted<'a> {
    pub source: Source,
    pub noun: Noun,
    /// The days that count.
    pub window: Span,
    /// The positions that may count, where they are few.
    pub positions: Option<&'a [PositionId]>,
    /// What may be seen; everything without one.
    pub scope: Option<&'a Scope>,
}

/// `select id …`, the latest first.
pub(super) fn candidates(wanted: &Wanted<'_>) -> Sql {
    let (table, order) = match wanted.source {
        Source::Created => ("opportunities", "created_on"),
        Source::Booked | Source::Closed | Source::Open => ("opportunities", "close_on"),
        Source::Done => ("activities", "happened_at"),
        Source::LeadWon => ("leads", "won_on"),
        Source::Given => ("leads", "assigned_at"),
        Source::Came | Source::Organisation => ("leads", "created_on"),
        Source::Offered => ("handoffs", "offered_on"),
    };
    let mut sql = Sql::new(&format!("select r.id from {table} r where 1 = 1"));
    narrow(&mut sql, wanted);
    if let Some(scope) = wanted.scope {
        scope.restrict_gathering(&mut sql, wanted.noun, "r");
    }
    sql.push(&format!(" order by r.{order} desc, r.id desc"));
    sql
}

fn narrow(sql: &mut Sql, wanted: &Wanted<'_>) {
    let Span { from, to } = wanted.window;
    match wanted.source {
        Source::Created => {
            turned(sql, wanted.window);
            held_by(sql, "coalesce(r.sourced_position_id, r.owner_position_id)", wanted);
        }
        Source::Booked => {
            sql.push(
                " and r.id in (select b.opportunity_id from bookings b join credit_lines c on c.booking_id = b.id",
            );
            sql.push(" where b.booked_on >= ").bind(from.to_string()).push(" and b.booked_on < ").bind(to.to_string());
            held_by(sql, "c.position_id", wanted);
            sql.push(")");
        }
        Source::Closed => {
            turned(sql, wanted.window);
            once_held_by(sql, wanted);
        }
        Source::Open => {
            // What was open then is open now, or has ended since.
            sql.push(" and (r.outcome = 'open' or (1 = 1");
            turned(sql, Span::since(to));
            sql.push("))");
            once_held_by(sql, wanted);
        }
        Source::Done => {
            // By the instant, which is in an index; a day is within two of it in every time zone.
            sql.push(" and r.happened_at >= ").bind(midnight(from).saturating_sub(2 * DAY));
            sql.push(" and r.happened_at < ").bind(midnight(to).saturating_add(2 * DAY));
            sql.push(" and r.kind not in ('note', 'task')");
            held_by(sql, "r.owner_position_id", wanted);
        }
        Source::Came | Source::Organisation => {
            dated(sql, "r.created_on", wanted.window);
            held_by(sql, "r.generated_by_position_id", wanted);
        }
        Source::LeadWon => {
            dated(sql, "r.won_on", wanted.window);
            held_by(sql, "r.generated_by_position_id", wanted);
        }
        Source::Given => {
            // Whoever is given a lead changes it, so it has changed since the first of the days.
            sql.push(" and r.updated_at >= ")
                .bind(midnight(from).saturating_sub(2 * DAY))
                .push(" and r.stints <> '[]'");
            if let Some(positions) = wanted.positions.filter(|few| few.len() <= FEW) {
                sql.push(" and (1 = 0");
                for position in positions {
                    sql.push(" or r.stints like ").bind(format!("%{position}%"));
                }
                sql.push(")");
            }
        }
        Source::Offered => {
            dated(sql, "r.offered_on", wanted.window);
            held_by(sql, "r.from_position_id", wanted);
        }
    }
}

/// ` and …`: opportunities that began, ended or were opened again within the days. Their steps say so: what the
/// opportunity itself says of its days may have been corrected since.
fn turned(sql: &mut Sql, window: Span) {
    sql.push(" and r.id in (select s.opportunity_id from opportunity_steps s where s.kind in ");
    sql.push("('opened', 'won', 'lost', 'no_decision', 'reopened')");
    dated(sql, "s.on_day", window);
    sql.push(")");
}

/// ` and column …`: within the days. What has no day counts on the first there is.
fn dated(sql: &mut Sql, column: &str, window: Span) {
    sql.push(&format!(" and (({column} >= ")).bind(window.from.to_string());
    sql.push(&format!(" and {column} < ")).bind(window.to.to_string()).push(")");
    if window.contains(Day::BEGINNING) {
        sql.push(&format!(" or {column} is null"));
    }
    sql.push(")");
}

fn held_by(sql: &mut Sql, column: &str, wanted: &Wanted<'_>) {
    if let Some(positions) = wanted.positions {
        sql.push(&format!(" and {column} in ")).bind_list(positions.iter().map(|&id| Value::id(id)));
    }
}

/// Opportunities that one of the positions has, or had at one of their steps.
fn once_held_by(sql: &mut Sql, wanted: &Wanted<'_>) {
    let Some(positions) = wanted.positions else { return };
    let list = || positions.iter().map(|&id| Value::id(id));
    sql.push(" and (r.owner_position_id in ").bind_list(list());
    sql.push(" or exists (select 1 from opportunity_steps p where p.opportunity_id = r.id and p.owner_position_id in ");
    sql.bind_list(list()).push("))");
}

/// The instant a day begins at in UTC.
fn midnight(day: Day) -> i64 {
    /// Days from the first there is to 1970.
    const EPOCH: i64 = 719_162;
    (day.days_since(Day::BEGINNING) - EPOCH).saturating_mul(DAY)
}

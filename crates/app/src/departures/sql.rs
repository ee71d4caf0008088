//! Statements on departures, and on what lies on a seat.

use super::{Count, Departure, Progress};
use crate::sql::Sql;
use crate::{Ctx, Error, Result};
use db::{Row, Tx, Value};
use domain::departures::Heir;
use domain::kernel::id::{PersonId, PositionId, SetId, UserId};
use domain::policy::Noun;
use domain::{Day, Instant};
use uuid::Uuid;

const INSERT: &str =
    "insert into departures (id, person_id, user_id, by_user_id, heir, heir_position_id, seats, on_day,
 edits_set_id, moved, state, begun_at, ended_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $11, null)";
const PLANNED_OF: &str = "select id from departures where person_id = $1 and state = 'planned'";
const PLANNED_UNTIL: &str = "select id from departures where state = 'planned' and on_day <= $1 order by on_day, id";
const BEGIN: &str = "update departures set state = 'moving' where id = $1 and state = 'planned'";
const CARRIED_OUT: &str = "update departures set user_id = $2, heir = $3, heir_position_id = $4, seats = $5,
 edits_set_id = $6, state = $7, begun_at = $8 where id = $1";
const MOVED: &str = "update departures set moved = moved + $2 where id = $1";
const TURN: &str = "update departures set state = $2, ended_at = $3 where id = $1 and state <> $2";
const ONE: &str =
    "select id, person_id, user_id, heir, heir_position_id, seats, on_day, edits_set_id, moved, state, begun_at
 from departures where id = $1";
const ALL: &str =
    "select id, person_id, user_id, heir, heir_position_id, seats, on_day, edits_set_id, moved, state, begun_at
 from departures order by begun_at desc, id limit 200";
const USER_OF: &str = "select id from users where person_id = $1";
const WAITING: &str = "select count(*) from handoffs where state = 'offered' and to_position_id = $1";

/// What lies open on a seat, by kind, in the order in which it is moved: contacts go with their accounts first.
const OPEN: [(Noun, &str); 5] = [
    (Noun::Account, " from accounts r where r.owner_position_id = "),
    (Noun::Opportunity, " from opportunities r where r.outcome = 'open' and r.owner_position_id = "),
    (Noun::Lead, " from leads r where r.status in ('new', 'working', 'nurturing') and r.owner_position_id = "),
    (Noun::Contact, " from contacts r where r.owner_position_id = "),
    (Noun::OutboundList, " from outbound_lists r where r.closed_on is null and r.owner_position_id = "),
];

/// Kinds of open work, in the order in which it is moved; activities come last.
pub(super) fn kinds() -> impl Iterator<Item = Noun> {
    OPEN.iter().map(|(noun, _)| *noun)
}

/// Writes a departure down.
pub(super) fn insert(ctx: &Ctx, tx: &mut Tx<'_>, d: &Departure) -> Result<()> {
    let args = [
        Value::id(d.id),
        Value::id(d.person),
        Value::opt_id(d.user),
        Value::opt_id(ctx.user),
        d.heir.key().into(),
        seat_of(d.heir),
        seats(d).into(),
        Value::text(d.on),
        Value::opt_id(d.edits),
        d.state.key().into(),
        d.begun_at.0.into(),
    ];
    tx.run(INSERT, &args)?;
    Ok(())
}

fn seats(d: &Departure) -> String {
    d.seats.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// The seat that takes the work, where one does.
fn seat_of(heir: Heir) -> Value {
    Value::opt_id(if let Heir::Position(position) = heir { Some(position) } else { None })
}

/// The departure of a person that is planned.
pub(super) fn planned_of(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<SetId>> {
    Ok(tx.first(PLANNED_OF, &[Value::id(person)], |row| row.id())?)
}

/// What is planned for a day or before.
pub(super) fn planned_until(tx: &mut Tx<'_>, day: Day) -> Result<Vec<SetId>> {
    Ok(tx.all(PLANNED_UNTIL, &[Value::text(day)], |row| row.id())?)
}

/// Takes one up whose day has come; false where another server did, or it does not come.
pub(super) fn begin(tx: &mut Tx<'_>, id: SetId) -> Result<bool> {
    Ok(tx.run(BEGIN, &[Value::id(id)])? == 1)
}

/// Writes down what became of one that was planned.
pub(super) fn carried_out(tx: &mut Tx<'_>, d: &Departure) -> Result<()> {
    let args = [
        Value::id(d.id),
        Value::opt_id(d.user),
        d.heir.key().into(),
        seat_of(d.heir),
        seats(d).into(),
        Value::opt_id(d.edits),
        d.state.key().into(),
        d.begun_at.0.into(),
    ];
    tx.run(CARRIED_OUT, &args)?;
    Ok(())
}

/// Notes that so many more were moved.
pub(super) fn moved(tx: &mut Tx<'_>, id: SetId, count: i64) -> Result<()> {
    tx.run(MOVED, &[Value::id(id), count.into()])?;
    Ok(())
}

/// Notes how far it is; answers whether that is news.
pub(super) fn turn(tx: &mut Tx<'_>, id: SetId, state: Progress, now: Instant) -> Result<bool> {
    Ok(tx.run(TURN, &[Value::id(id), state.key().into(), now.0.into()])? > 0)
}

/// One departure, its name and what is left still to be said.
pub(super) fn one(tx: &mut Tx<'_>, id: SetId) -> Result<Departure> {
    tx.first(ONE, &[Value::id(id)], read)?.ok_or(Error::NotFound)
}

/// The newest, newest first.
pub(super) fn all(tx: &mut Tx<'_>) -> Result<Vec<Departure>> {
    Ok(tx.all(ALL, &[], read)?)
}

fn read(row: &Row<'_>) -> std::result::Result<Departure, db::Error> {
    let (id, person, user) = (row.id()?, row.id()?, row.opt_id()?);
    let (heir, position) = (row.next::<String>()?, row.opt_id()?);
    let seats: String = row.next()?;
    let on: String = row.next()?;
    Ok(Departure {
        id,
        person,
        user,
        heir: Heir::from_key(&heir, position).unwrap_or(Heir::Successor),
        seats: seats.split_whitespace().filter_map(|id| id.parse().ok()).collect(),
        on: on.parse().unwrap_or(Day::BEGINNING),
        edits: row.opt_id()?,
        moved: row.next()?,
        state: Progress::from_key(&row.next::<String>()?),
        begun_at: Instant(row.next()?),
        name: String::new(),
        left: 0,
    })
}

/// The user who is a person.
pub(super) fn user_of(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<UserId>> {
    Ok(tx.first(USER_OF, &[Value::id(person)], |row| row.id())?)
}

/// Hand-offs that wait for the answer of a seat.
pub(super) fn waiting(tx: &mut Tx<'_>, seat: PositionId) -> Result<i64> {
    Ok(tx.number(WAITING, &[Value::id(seat)])?)
}

/// How much lies open on some seats, kind by kind.
pub(super) fn counts(tx: &mut Tx<'_>, seats: &[PositionId]) -> Result<Vec<Count>> {
    let mut counts = Vec::new();
    let of_activities = (Noun::Activity, " from activities r where r.is_open and r.owner_position_id = ");
    for (noun, open) in OPEN.into_iter().chain([of_activities]) {
        let mut count = 0;
        for seat in seats {
            let mut sql = Sql::new("select count(*)");
            sql.push(open).bind(Value::id(*seat));
            count += tx.number(sql.text(), sql.args())?;
        }
        counts.push(Count { kind: noun.key(), count });
    }
    Ok(counts)
}

/// What lies open on a seat of a kind, in the order of their ids, after one of them.
pub(super) fn open(
    tx: &mut Tx<'_>,
    noun: Noun,
    seat: PositionId,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Uuid>> {
    let Some((_, open)) = OPEN.iter().find(|(of, _)| *of == noun) else { return Ok(Vec::new()) };
    let mut sql = Sql::new("select r.id");
    sql.push(open).bind(Value::id(seat));
    if let Some(after) = after {
        sql.push(" and r.id > ").bind(after);
    }
    sql.push(" order by r.id limit ").bind(limit);
    Ok(tx.all(sql.text(), sql.args(), |row| row.next())?)
}

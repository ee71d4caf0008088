//! Who acts, when, in which organisation: handed to every command and query.

use crate::custom_fields::CustomFields;
use crate::house::Known;
use crate::routing::Prepared;
use crate::scope::{Covered, FEW, Scope, Sight};
use crate::settings::Company;
use crate::sql::Sql;
use crate::{Error, House, Result};
use db::{Tx, Value};
use domain::kernel::id::{PersonId, PositionId, SegmentId, SetId, UserId};
use domain::organisation::{History, Organisation};
use domain::policy::{Action, Grant, Noun, Reach, reach};
use domain::{Day, Instant};
use std::cell::Cell;
use std::sync::Arc;
use uuid::Uuid;

/// On whose behalf.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Who {
    /// Someone who signed in, or a token of theirs.
    User(UserId),
    /// The company's identity provider, which keeps users as an administrator would.
    Provider,
    /// The command line on this machine, which may do everything: who can read the file can.
    Console,
}

/// Who acts, when, in which organisation.
pub struct Ctx {
    /// The user; none at the console.
    pub user: Option<UserId>,
    /// Their name.
    pub name: String,
    /// The person they are.
    pub person: Option<PersonId>,
    /// What they were given.
    pub grants: Vec<Grant>,
    /// The positions they hold today.
    pub positions: Vec<PositionId>,
    /// Language of their pages: `en`, `nb`, `zh-Hans`.
    pub language: String,
    /// `light`, `dark`, `system`.
    pub theme: String,
    /// Now.
    pub now: Instant,
    /// Today, in the company's time zone.
    pub today: Day,
    /// The company.
    pub company: Company,
    /// The company's own fields.
    pub fields: Arc<CustomFields>,
    /// Everything recorded about the organisation.
    pub history: Arc<History>,
    /// The organisation today, as known now.
    pub organisation: Arc<Organisation>,
    has_teams: bool,
    version: i64,
    tree: i64,
    house: House,
    set: Cell<Option<SetId>>,
    carries: Cell<bool>,
    tells_together: Cell<bool>,
    sealed_until: Option<Instant>,
    by_provider: bool,
}

/// The version of what is kept in memory, how far the history is sealed, and whoever acts, in one statement: it stands before
/// every other.
const BEGINNING: &str =
    "select v.version, (select s.until_at from audit_seals s order by s.seq desc limit 1), u.name, u.person_id, u.grants,
 u.language, u.theme from organisation_version v left join users u on u.id = $1 and u.is_active = $2 where v.one = 1";

/// A user as stored.
struct UserRow {
    name: String,
    person: Option<PersonId>,
    grants: String,
    language: String,
    theme: String,
}

fn beginning(tx: &mut Tx<'_>, user: Option<UserId>) -> Result<(i64, Option<Instant>, Option<UserRow>)> {
    let read = |row: &db::Row<'_>| {
        let (version, sealed) = (row.next()?, row.next::<Option<i64>>()?.map(Instant));
        let (name, person) = (row.next::<Option<String>>()?, row.opt_id()?);
        let (grants, language, theme) = (row.next::<Option<String>>()?, row.next()?, row.next()?);
        let text = |value: Option<String>| value.unwrap_or_default();
        let user = |name| UserRow { name, person, grants: text(grants), language: text(language), theme: text(theme) };
        Ok((version, sealed, name.map(user)))
    };
    let found = tx.first(BEGINNING, &[Value::opt_id(user), true.into()], read)?;
    Ok(found.unwrap_or_default())
}

impl Ctx {
    pub(crate) fn load(house: &House, tx: &mut Tx<'_>, who: Who) -> Result<Ctx> {
        let id = if let Who::User(user) = who { Some(user) } else { None };
        let (version, sealed_until, user) = beginning(tx, id)?;
        let Known { company, fields, history } = house.known(tx, version)?;
        let now = house.now();
        let today = company.day_of(now);
        let organisation = house.organisation(version, &history, today);
        let tree = house.tree(tx, version, today)?;
        let mut ctx = Ctx {
            user: None,
            name: "console".to_owned(),
            person: None,
            grants: vec![Grant::Owner],
            positions: Vec::new(),
            language: company.language.clone(),
            theme: "system".to_owned(),
            now,
            today,
            company,
            fields,
            history,
            organisation,
            has_teams: false,
            version,
            tree,
            house: house.clone(),
            set: Cell::new(None),
            carries: Cell::new(false),
            tells_together: Cell::new(false),
            sealed_until,
            by_provider: who == Who::Provider,
        };
        if ctx.by_provider {
            ctx.grants = vec![Grant::Administrator];
        }
        if let Some(id) = id {
            ctx.be(tx, id, user.ok_or(Error::SignedOut)?)?;
        }
        Ok(ctx)
    }

    fn be(&mut self, tx: &mut Tx<'_>, id: UserId, user: UserRow) -> Result<()> {
        let UserRow { name, person, grants, language, theme } = user;
        self.user = Some(id);
        self.name = name;
        self.person = person;
        self.grants = grants.split_whitespace().filter_map(Grant::from_key).collect();
        (self.language, self.theme) = (language, theme);
        self.positions =
            person.map(|p| self.organisation.positions_of(p).iter().map(|a| a.position).collect()).unwrap_or_default();
        if !self.positions.is_empty() {
            let mut sql = Sql::new("select count(*) from account_teams where position_id in ");
            sql.bind_list(self.positions.iter().map(|&p| Value::id(p)));
            sql.push(" and superseded_at is null and valid_from_on <= ").bind(self.today.to_string());
            sql.push(" and valid_to_on > ").bind(self.today.to_string());
            self.has_teams = tx.number(sql.text(), sql.args())? > 0;
        }
        Ok(())
    }

    /// The permission to do something: the only maker of a [`Scope`].
    ///
    /// # Errors
    /// [`Error::Forbidden`] where the user may not at all.
    pub fn may(&self, action: Action, noun: Noun) -> Result<Scope> {
        match reach(&self.grants, !self.positions.is_empty(), action, noun) {
            Reach::None => Err(Error::Forbidden),
            Reach::All => Ok(Scope { reach: Sight::All }),
            Reach::Covered => Ok(Scope { reach: Sight::Covered(self.covered(action)) }),
        }
    }

    /// Whether the user may at all.
    pub fn can(&self, action: Action, noun: Noun) -> bool {
        reach(&self.grants, !self.positions.is_empty(), action, noun) != Reach::None
    }

    /// From here on, what is written in this transaction belongs together, so that it can be undone together.
    pub fn begin_set(&self) -> SetId {
        let set = self.id();
        self.set.set(Some(set));
        set
    }

    /// From here on, what is written in this transaction belongs to a set that was begun before.
    pub(crate) fn go_on_with(&self, set: SetId) {
        self.set.set(Some(set));
    }

    /// Whether the clock stands before the end of the last seal of the history: what is written now does not belong to the
    /// stretch that it bears the time of.
    pub(crate) fn is_late(&self) -> bool {
        self.sealed_until.is_some_and(|until| self.now < until)
    }

    /// From here on, whoever is given a record in this transaction is not told of it: they are told of all of them afterwards.
    pub(crate) fn tell_together(&self) {
        self.tells_together.set(true);
    }

    /// Whether that is so.
    pub(crate) fn tells_together(&self) -> bool {
        self.tells_together.get()
    }

    /// From here on, values of fields that the user does not read go along in this transaction: nobody typed them.
    pub(crate) fn carry(&self) {
        self.carries.set(true);
    }

    /// Whether values go along that nobody typed.
    pub(crate) fn carries(&self) -> bool {
        self.carries.get()
    }

    /// What routing prepared for today, made by `build` where nothing is kept.
    pub(crate) fn routing(&self, build: impl FnOnce() -> Result<Prepared>) -> Result<Arc<Prepared>> {
        self.house.routing(self.version, self.today, build)
    }

    /// What the house needs to speak with other servers.
    pub fn outside(&self) -> &crate::outside::Outside {
        self.house.outside()
    }

    /// Why a change is made that somebody asked for: by hand, or by the identity provider.
    pub(crate) fn command_word(&self) -> &'static str {
        if self.by_provider { "provider" } else { "command" }
    }

    /// What is written now belongs to this.
    pub(crate) fn set(&self) -> Option<SetId> {
        self.set.get()
    }

    /// Which of the stored reporting trees is today's.
    pub(crate) fn tree(&self) -> i64 {
        self.tree
    }

    fn covered(&self, action: Action) -> Covered {
        let placed = || self.positions.iter().filter_map(|&p| Some((p, self.organisation.interval(p)?)));
        let reached = placed().map(|(_, (l, r))| (r - l) as usize + 1).sum();
        let named = || placed().flat_map(|(p, _)| self.organisation.subtree(p).iter().copied()).collect();
        Covered {
            tree: self.tree,
            today: self.today,
            ranges: placed().map(|(_, (l, r))| (i64::from(l), i64::from(r))).collect(),
            positions: self.positions.clone(),
            segments: self.segments_covered(),
            has_teams: self.has_teams,
            nobody: if action == Action::See { self.nobody() } else { Vec::new() },
            sees: action == Action::See,
            few: (reached <= FEW).then(named),
            reached,
            total: self.organisation.positions().len(),
        }
    }

    /// Positions that stand for nobody today.
    fn nobody(&self) -> Vec<PositionId> {
        self.organisation.positions().filter(|p| p.is_nobody()).map(|p| p.id).collect()
    }

    /// Segments that the user's positions cover, themselves or by their unit.
    pub fn segments_covered(&self) -> Vec<SegmentId> {
        let units: Vec<_> =
            self.positions.iter().filter_map(|&p| self.organisation.position(p)).map(|p| p.unit).collect();
        let mine = |c: &&domain::organisation::Coverage| {
            c.position.is_some_and(|p| self.positions.contains(&p)) || c.unit.is_some_and(|u| units.contains(&u))
        };
        self.organisation.coverages().filter(mine).filter_map(|c| c.segment).collect()
    }

    /// The organisation of another day, as known now.
    pub fn organisation_on(&self, day: Day) -> Arc<Organisation> {
        self.house.organisation(self.version, &self.history, day)
    }

    /// A new id, ordered by time.
    pub fn id<I: From<Uuid>>(&self) -> I {
        new_id(self.now).into()
    }
}

/// A new id (UUIDv7), ordered by time.
pub fn new_id(now: Instant) -> Uuid {
    static COUNTER: std::sync::Mutex<uuid::ContextV7> = std::sync::Mutex::new(uuid::ContextV7::new());
    let counter = COUNTER.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let (seconds, nanos) = (now.0.div_euclid(1000), now.0.rem_euclid(1000) * 1_000_000);
    Uuid::new_v7(uuid::Timestamp::from_unix(&*counter, seconds.unsigned_abs(), u32::try_from(nanos).unwrap_or(0)))
}

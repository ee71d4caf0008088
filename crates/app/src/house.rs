//! The running product: the database, the clock, and the organisation kept in memory.
//!
//! No state lives here that the database does not hold: what is kept of the company and its organisation is dropped when
//! the `organisation_version` read in a request's own transaction has moved.

use crate::custom_fields::CustomFields;
use crate::outside::Outside;
use crate::routing::Prepared;
use crate::settings::Company;
use crate::{Ctx, Error, Result, ctx::Who, idempotency};
use db::{Db, Tx};
use domain::kernel::id::UserId;
use domain::organisation::{History, Organisation};
use domain::{Day, Instant};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Days whose organisation is kept in memory.
const DAYS_KEPT: usize = 64;

/// A clock: the world's, or a test's.
pub type Clock = Arc<dyn Fn() -> Instant + Send + Sync>;

/// The running product. Cheap to clone.
#[derive(Clone)]
pub struct House {
    db: Db,
    clock: Clock,
    kept: Arc<Mutex<Option<Kept>>>,
    outside: Arc<Outside>,
}

/// The company and everything recorded about its organisation at one version, and the days asked for so far.
struct Kept {
    version: i64,
    known: Known,
    days: HashMap<Day, Arc<Organisation>>,
    /// Which of the stored reporting trees is a day's.
    tree: Option<(Day, i64)>,
    routing: Option<(Day, Arc<Prepared>)>,
}

/// The company, its own fields, and everything recorded about its organisation.
#[derive(Clone)]
pub(crate) struct Known {
    pub company: Company,
    pub fields: Arc<CustomFields>,
    pub history: Arc<History>,
}

impl House {
    /// Opens a database and brings its schema up to date.
    ///
    /// # Errors
    /// An address that does not open; a step the engine refuses.
    pub fn open(url: &str) -> Result<House> {
        House::with_clock(Db::open(url)?, Arc::new(|| Instant(jiff::Timestamp::now().as_millisecond())))
    }

    /// As [`House::open`], on a database already open and with a clock of one's own (tests, the demo's past).
    ///
    /// # Errors
    /// A step of the schema the engine refuses.
    pub fn with_clock(db: Db, clock: Clock) -> Result<House> {
        let now = clock();
        db::migrate(&db, crate::schema::STEPS, now.0)?;
        Ok(House::as_it_stands(db, clock))
    }

    /// On a database whose schema is known to be up to date: nothing is asked of it or written to it.
    pub(crate) fn as_it_stands(db: Db, clock: Clock) -> House {
        House { db, clock, kept: Arc::new(Mutex::new(None)), outside: Arc::default() }
    }

    /// The same product, with what it needs to speak with other servers.
    #[must_use]
    pub fn with_outside(self, outside: Outside) -> House {
        House { outside: Arc::new(outside), ..self }
    }

    /// What it needs to speak with other servers.
    pub fn outside(&self) -> &Outside {
        &self.outside
    }

    /// The same product at another time.
    #[must_use]
    pub fn at(&self, clock: Clock) -> House {
        House { clock, ..self.clone() }
    }

    /// The same product with a memory of its own: for work that reads what it has written and may take it
    /// back, so that what never was is never remembered.
    #[must_use]
    pub fn apart(&self) -> House {
        House { kept: Arc::new(Mutex::new(None)), ..self.clone() }
    }

    /// The database, for what stands outside of any user (health, backup).
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// Now.
    pub fn now(&self) -> Instant {
        (self.clock)()
    }

    /// A read on behalf of someone.
    ///
    /// # Errors
    /// What the query answers.
    pub fn read<T>(&self, who: Who, f: impl FnOnce(&Ctx, &mut Tx<'_>) -> Result<T>) -> Result<T> {
        self.db.read(|tx| {
            let ctx = Ctx::load(self, tx, who)?;
            f(&ctx, tx)
        })
    }

    /// A write on behalf of someone: all of it, or nothing.
    ///
    /// # Errors
    /// What the command answers; then nothing of it stays.
    pub fn write<T>(&self, who: Who, f: impl FnOnce(&Ctx, &mut Tx<'_>) -> Result<T>) -> Result<T> {
        self.db.write(|tx| {
            let ctx = Ctx::load(self, tx, who)?;
            let done = f(&ctx, tx)?;
            idempotency::worked(tx)?;
            Ok(done)
        })
    }

    /// Who acts inside a transaction that is open already: for the founding of a company, which must write
    /// its settings before anyone can act in it.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no company yet.
    pub(crate) fn ctx(&self, tx: &mut Tx<'_>, who: Who) -> Result<Ctx> {
        Ctx::load(self, tx, who)
    }

    /// A read on behalf of a user.
    ///
    /// # Errors
    /// As [`House::read`].
    pub fn read_as<T>(&self, user: UserId, f: impl FnOnce(&Ctx, &mut Tx<'_>) -> Result<T>) -> Result<T> {
        self.read(Who::User(user), f)
    }

    /// A write on behalf of a user.
    ///
    /// # Errors
    /// As [`House::write`].
    pub fn write_as<T>(&self, user: UserId, f: impl FnOnce(&Ctx, &mut Tx<'_>) -> Result<T>) -> Result<T> {
        self.write(Who::User(user), f)
    }

    /// What is known of the company at the version that this transaction reads.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no company yet.
    pub(crate) fn known(&self, tx: &mut Tx<'_>, version: i64) -> Result<Known> {
        if let Some(kept) = self.kept().as_ref().filter(|k| k.version == version) {
            return Ok(kept.known.clone());
        }
        let known = Known {
            company: crate::settings::find(tx)?.ok_or(Error::NotFound)?,
            fields: Arc::new(crate::custom_fields::queries::load(tx)?),
            history: Arc::new(History::new(crate::organisation::load(tx)?)),
        };
        *self.kept() = Some(Kept { version, known: known.clone(), days: HashMap::new(), tree: None, routing: None });
        Ok(known)
    }

    /// Which of the stored reporting trees is the day's at the version that this transaction reads.
    pub(crate) fn tree(&self, tx: &mut Tx<'_>, version: i64, day: Day) -> Result<i64> {
        let found = self.kept().as_ref().filter(|k| k.version == version).and_then(|k| k.tree);
        if let Some((_, tree)) = found.filter(|(of, _)| *of == day) {
            return Ok(tree);
        }
        let tree = crate::organisation::tree_on(tx, day)?;
        if let Some(kept) = self.kept().as_mut().filter(|k| k.version == version) {
            kept.tree = Some((day, tree));
        }
        Ok(tree)
    }

    /// The organisation of a day, as known now.
    pub(crate) fn organisation(&self, version: i64, history: &History, day: Day) -> Arc<Organisation> {
        if let Some(found) = self.kept().as_ref().filter(|k| k.version == version).and_then(|k| k.days.get(&day)) {
            return found.clone();
        }
        let built = Arc::new(history.on(day, None));
        if let Some(kept) = self.kept().as_mut().filter(|k| k.version == version) {
            if kept.days.len() >= DAYS_KEPT {
                kept.days.clear();
            }
            kept.days.insert(day, built.clone());
        }
        built
    }

    /// What routing prepared for a day at a version; where nothing is kept, what `build` makes.
    pub(crate) fn routing(
        &self,
        version: i64,
        day: Day,
        build: impl FnOnce() -> Result<Prepared>,
    ) -> Result<Arc<Prepared>> {
        let found = self.kept().as_ref().filter(|k| k.version == version).and_then(|k| k.routing.clone());
        if let Some((_, prepared)) = found.filter(|(of, _)| *of == day) {
            return Ok(prepared);
        }
        let built = Arc::new(build()?);
        if let Some(kept) = self.kept().as_mut().filter(|k| k.version == version) {
            kept.routing = Some((day, built.clone()));
        }
        Ok(built)
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Option<Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Error {
        Error::Internal(error.to_string())
    }
}

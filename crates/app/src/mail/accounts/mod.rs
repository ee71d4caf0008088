//! Mailboxes of users: connected by themselves, tried before they are saved, seen and changed by nobody else.

mod look;
mod sql;

pub use look::look;
pub(crate) use sql::SEALED;

use super::sender::server;
use super::{fault, letters};
use crate::ctx::{Who, new_id};
use crate::events::{self, Cause};
use crate::{Ctx, Error, House, Result};
use db::Tx;
use domain::kernel::id::{MailAccountId, UserId};
use domain::mail::{self as rules, Sight};
use domain::policy::Noun;
use domain::{Day, Instant, Refusal};
use post::{Inbox, Login, Server};
use serde::Serialize;
use serde_json::json;

/// Minutes between two looks.
pub const EVERY: i64 = 2;
/// Days that the first look reaches back.
pub const USUAL_DAYS: i64 = 30;
/// Days that it may reach back at most.
const MOST_DAYS: i64 = 730;

/// A mailbox of a user, without its password.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct MailAccount {
    /// Which.
    pub id: MailAccountId,
    /// Whose.
    pub user: UserId,
    /// Its address, lower case.
    pub address: String,
    /// The name mails go out under.
    pub sender: String,
    /// The login at both servers.
    pub login: String,
    /// The server that mail comes in by.
    pub imap: Place,
    /// The server that mail goes out by.
    pub smtp: Place,
    /// The folder of what was sent; none where the server has none.
    pub sent_folder: Option<String>,
    /// What others see of its mails.
    pub sight: Sight,
    /// No mail from before is read.
    pub since: Day,
    /// `new`, `working`, `failing`, `off`.
    pub state: String,
    /// What is in the way.
    pub fault: Option<Refusal>,
    /// When it was looked into last.
    pub checked_at: Option<Instant>,
    /// Looks that failed, in a row.
    pub failures: i64,
    /// When it was connected.
    pub recorded_at: Instant,
    /// The password, sealed.
    #[serde(skip)]
    pub(in crate::mail) secret: String,
}

/// A server as it is kept.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Place {
    /// Name.
    pub host: String,
    /// Port.
    pub port: i64,
    /// `tls`, `starttls`, `plain`.
    pub security: String,
}

/// What someone typed.
#[derive(Clone, Default)]
#[expect(missing_docs, reason = "the fields are those of the mailbox, as text")]
pub struct AccountForm {
    pub address: String,
    pub sender: String,
    pub login: String,
    /// The one that is kept where nothing is said.
    pub password: String,
    pub imap_host: String,
    pub imap_port: String,
    pub imap_security: String,
    pub smtp_host: String,
    pub smtp_port: String,
    pub smtp_security: String,
    pub sight: String,
    pub since: String,
}

impl MailAccount {
    pub(in crate::mail) fn imap(&self) -> Result<Server> {
        server(&self.imap.host, self.imap.port, &self.imap.security, "imap_")
    }
    pub(in crate::mail) fn smtp(&self) -> Result<Server> {
        server(&self.smtp.host, self.smtp.port, &self.smtp.security, "smtp_")
    }
    pub(in crate::mail) fn open(&self, house: &House) -> Result<Login> {
        let password = house.outside().keys.open(self.id.0, &self.secret)?;
        Ok(Login { name: self.login.clone(), password })
    }
    /// Whether it is looked into and sends.
    pub fn is_on(&self) -> bool {
        self.state != "off"
    }
}

/// The user's own mailboxes, by address.
///
/// # Errors
/// The database's own.
pub fn accounts(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Vec<MailAccount>> {
    ctx.user.map_or_else(|| Ok(Vec::new()), |user| sql::of_user(tx, user))
}

/// One of them.
///
/// # Errors
/// [`Error::NotFound`] where it is not theirs.
pub fn account(ctx: &Ctx, tx: &mut Tx<'_>, id: MailAccountId) -> Result<MailAccount> {
    accounts(ctx, tx)?.into_iter().find(|account| account.id == id).ok_or(Error::NotFound)
}

/// Connects a mailbox, or changes one, after both its servers have let us in.
///
/// # Errors
/// What is wrong with a field; what is in the way of a server, at its field; [`Error::NotFound`] where the mailbox is
/// another's.
pub fn connect(house: &House, user: UserId, id: Option<MailAccountId>, form: &AccountForm) -> Result<MailAccountId> {
    let (was, today) = house.read_as(user, |ctx, tx| {
        let was = id.map(|id| account(ctx, tx, id)).transpose()?;
        Ok((was, ctx.today))
    })?;
    let mut new = read(house, user, was.as_ref(), form, today)?;
    new.secret = match (form.password.as_str(), was.as_ref()) {
        // The kept password goes to the kept servers alone.
        ("", Some(was))
            if was.imap.host == new.imap.host && was.smtp.host == new.smtp.host && was.login == new.login =>
        {
            was.secret.clone()
        }
        ("", _) => return Err(Refusal::new("refusal-password-needed").at("password").into()),
        (typed, _) => house.outside().keys.seal(new.id.0, typed)?,
    };
    new.sent_folder = tried(house, &new)?;
    house.write(Who::User(user), |ctx, tx| {
        let all = accounts(ctx, tx)?;
        if all.iter().any(|other| other.address == new.address && other.id != new.id) {
            return Err(Refusal::new("refusal-mailbox-exists").at("address").into());
        }
        sql::save(tx, &new, ctx.now)?;
        told(ctx, tx, was.map(|was| was.address), Some(new.address.clone()))
    })?;
    Ok(new.id)
}

/// Signs in at both servers; answers the folder of what was sent.
fn tried(house: &House, account: &MailAccount) -> Result<Option<String>> {
    let (reach, login) = (&house.outside().reach, account.open(house)?);
    let (imap, smtp) = (account.imap()?, account.smtp()?);
    let folders = Inbox::open(reach, &imap, &login).and_then(|mut inbox| {
        let folders = inbox.folders();
        inbox.close();
        folders
    });
    let folders = folders.map_err(|trouble| fault(&trouble, "imap_"))?;
    post::greet(reach, &smtp, Some(&login)).map_err(|trouble| fault(&trouble, "smtp_"))?;
    Ok(folders.sent)
}

fn read(house: &House, user: UserId, was: Option<&MailAccount>, form: &AccountForm, today: Day) -> Result<MailAccount> {
    let mut faults = Vec::new();
    let address = form.address.trim().to_lowercase();
    if !post::is_address(&address) {
        faults.push(Refusal::new("trouble-address").at("address").with("address", &form.address));
    }
    let mut place = |host: &str, port: &str, security: &str, prefix: &str| match server(
        host,
        port.trim().parse().unwrap_or_default(),
        security,
        prefix,
    ) {
        Ok(found) => Place { host: found.host, port: i64::from(found.port), security: security.to_owned() },
        Err(Error::Refused(more)) => {
            faults.extend(more);
            Place { host: String::new(), port: 0, security: String::new() }
        }
        Err(_) => Place { host: String::new(), port: 0, security: String::new() },
    };
    let imap = place(&form.imap_host, &form.imap_port, &form.imap_security, "imap_");
    let smtp = place(&form.smtp_host, &form.smtp_port, &form.smtp_security, "smtp_");
    let sight = Sight::from_key(&form.sight).unwrap_or(Sight::Subject);
    let since = form.since.trim();
    let since = if since.is_empty() { Some(today.plus(-USUAL_DAYS)) } else { since.parse::<Day>().ok() };
    if since.is_none_or(|day| day < today.plus(-MOST_DAYS) || day > today) {
        faults.push(Refusal::new("refusal-since").at("since").with("most", MOST_DAYS));
    }
    let Some(since) = since.filter(|_| faults.is_empty()) else { return Err(Error::Refused(faults)) };
    let login = form.login.trim();
    Ok(MailAccount {
        id: was.map_or_else(|| new_id(house.now()).into(), |was| was.id),
        user,
        sender: form.sender.trim().to_owned(),
        login: if login.is_empty() { address.clone() } else { login.to_owned() },
        address,
        imap,
        smtp,
        sent_folder: None,
        sight,
        since,
        state: "new".to_owned(),
        fault: None,
        checked_at: was.and_then(|was| was.checked_at),
        failures: 0,
        recorded_at: was.map_or(house.now(), |was| was.recorded_at),
        secret: String::new(),
    })
}

/// A mailbox that is on, whosever it is: for what is sent by it.
pub(in crate::mail) fn sending(tx: &mut Tx<'_>, id: MailAccountId) -> Result<Option<MailAccount>> {
    Ok(sql::one(tx, id)?.filter(MailAccount::is_on))
}

/// Lets it be looked into soon, since something was sent by it.
pub(in crate::mail) fn look_soon(tx: &mut Tx<'_>, id: MailAccountId, now: Instant) -> Result<()> {
    sql::due_now(tx, id, now)
}

/// Turns a mailbox off or on again. What is off is neither looked into nor sends.
///
/// # Errors
/// [`Error::NotFound`].
pub fn turn(ctx: &Ctx, tx: &mut Tx<'_>, id: MailAccountId, on: bool) -> Result<()> {
    account(ctx, tx, id)?;
    sql::turn(tx, id, if on { "new" } else { "off" }, ctx.now)
}

/// Lets a mailbox be looked into at once.
///
/// # Errors
/// [`Error::NotFound`].
pub fn look_now(ctx: &Ctx, tx: &mut Tx<'_>, id: MailAccountId) -> Result<()> {
    account(ctx, tx, id)?;
    sql::due_now(tx, id, ctx.now)
}

/// Disconnects a mailbox and forgets its password. Mails that came in stay.
///
/// # Errors
/// [`Error::NotFound`].
pub fn disconnect(ctx: &Ctx, tx: &mut Tx<'_>, id: MailAccountId) -> Result<()> {
    let was = account(ctx, tx, id)?;
    sql::remove(tx, id)?;
    told(ctx, tx, Some(was.address), None)
}

fn told(ctx: &Ctx, tx: &mut Tx<'_>, before: Option<String>, after: Option<String>) -> Result<()> {
    let changes = json!({ "mailbox": [before, after] });
    events::append(tx, ctx, Cause::COMMAND, Noun::User, ctx.user.unwrap_or_default(), "changed", &changes)
}

/// What keeps mail out: an address, or a domain with all below it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Exclusion {
    /// Which.
    pub id: uuid::Uuid,
    /// Address or domain.
    pub pattern: String,
    /// Whether it holds for everybody.
    pub of_company: bool,
}

/// What keeps mail out of the user's timeline: their own and the company's.
///
/// # Errors
/// The database's own.
pub fn exclusions(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Vec<Exclusion>> {
    sql::exclusions(tx, ctx.user)
}

/// Keeps mail of an address or domain out from now on; for everybody where the user keeps the company's settings.
///
/// # Errors
/// [`Error::Forbidden`]; `refusal-exclusion-wrong`.
pub fn exclude(ctx: &Ctx, tx: &mut Tx<'_>, pattern: &str, of_company: bool) -> Result<()> {
    if of_company {
        ctx.may(domain::policy::Action::Edit, Noun::Setting)?;
    }
    let user = ctx.user.ok_or(Error::Forbidden)?;
    let pattern = pattern.trim().to_lowercase();
    let domain = pattern.rsplit('@').next().unwrap_or_default();
    let is_right = domain.contains('.') && !pattern.contains(char::is_whitespace) && pattern.len() < 300;
    if !is_right {
        return Err(Refusal::new("refusal-exclusion-wrong").at("pattern").into());
    }
    sql::exclude(ctx, tx, (!of_company).then_some(user), &pattern)
}

/// Lets it in again.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`].
pub fn include(ctx: &Ctx, tx: &mut Tx<'_>, id: uuid::Uuid) -> Result<()> {
    let found = exclusions(ctx, tx)?.into_iter().find(|one| one.id == id).ok_or(Error::NotFound)?;
    if found.of_company {
        ctx.may(domain::policy::Action::Edit, Noun::Setting)?;
    }
    sql::include(tx, id)
}

/// What decides whether a mail comes in: one's own addresses, the company's domains, what is excluded.
pub(in crate::mail) struct Borders {
    pub mine: Vec<String>,
    pub own_domains: Vec<String>,
    pub exclusions: Vec<String>,
}

impl Borders {
    pub(in crate::mail) fn of(ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Borders> {
        let users = sql::user_addresses(tx)?;
        let mut mine: Vec<String> = accounts(ctx, tx)?.into_iter().map(|account| account.address).collect();
        mine.extend(users.iter().filter(|(id, _)| Some(*id) == ctx.user).map(|(_, address)| address.clone()));
        let own_domains = rules::own_domains(users.iter().map(|(_, address)| address.as_str()));
        let exclusions = exclusions(ctx, tx)?.into_iter().map(|one| one.pattern).collect();
        Ok(Borders { mine, own_domains, exclusions })
    }

    pub(in crate::mail) fn outsiders(&self, message: &post::Message) -> Vec<String> {
        let people = letters::people(message);
        rules::outsiders(people.iter().map(String::as_str), &self.mine, &self.own_domains, &self.exclusions)
    }

    /// Whether we wrote it: oneself or a colleague.
    pub(in crate::mail) fn is_ours(&self, address: &str) -> bool {
        let address = address.to_lowercase();
        self.mine.contains(&address) || self.own_domains.iter().any(|domain| rules::excludes(domain, &address))
    }
}

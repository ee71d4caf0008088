//! Statements of mails. Each that answers a text takes the reader, and joins what they have in a mailbox of their own.

use super::queries::MailView;
use super::writing::Recipient;
use super::{File, Mail, People, Person};
use crate::sql::Sql;
use crate::{Ctx, Result, Scope};
use db::{Row, Tx, Value};
use domain::Instant;
use domain::activities::Link;
use domain::kernel::id::{ActivityId, MailAccountId, MailId, OutgoingId, ThreadId, UserId};
use domain::mail::{Sight, State};
use domain::policy::Noun;
use std::collections::HashSet;
use uuid::Uuid;

const BY_MESSAGE: &str = "select id from mails where message_id = $1";
const OPEN_OF_CONTACT_HEAD: &str = "select id from opportunities where outcome = 'open' and ";
const COLUMNS: [&str; 15] = [
    "id",
    "message_id",
    "thread_id",
    "activity_id",
    "direction",
    "from_name",
    "from_address",
    "people",
    "subject",
    "body",
    "files",
    "is_automatic",
    "sight",
    "sent_at",
    "recorded_at",
];
const ONE: &str =
    "select id, message_id, thread_id, activity_id, direction, from_name, from_address, people, subject, body,
 files, is_automatic, sight, sent_at from mails where id = $1";
const COPIES: &str = "select user_id, sight from mail_copies where mail_id = $1 order by user_id";
const SET_SIGHT: &str = "update mail_copies set sight = $3 where mail_id = $1 and user_id = $2";
const RESIGHT: &str = "update mails set sight = $2, activity_id = $3 where id = $1";
const LINKS: &str = "select noun, record_id from mail_links where mail_id = $1 order by record_id";
const JOIN: &str = "update mails set thread_id = $2 where thread_id = $1";
const FOUND_AS_SENT: &str = "update outbox set state = 'sent', done_at = $2, fault = null, filed_at = $2
 where message_id = $1 and state = 'unknown'";
/// What a reader sees: the text is there for whoever has it in a mailbox of theirs, and for others where its sight is whole.
const VIEW_HEAD: &str = "select m.id, m.thread_id, m.activity_id, m.direction, m.from_name, m.from_address, m.people,
 m.subject, case when c.user_id is not null or m.sight = 'whole' then m.body else null end,
 case when c.user_id is not null or m.sight = 'whole' then m.files else '[]' end, m.sight, c.sight, m.sent_at,
 (select count(*) from mails t where t.thread_id = m.thread_id and (t.sight <> 'private'
   or exists (select 1 from mail_copies k where k.mail_id = t.id and k.user_id = c.user_id))), o.id, o.state
 from mails m left join outbox o on o.mail_id = m.id left join mail_copies c on c.mail_id = m.id and c.user_id = ";
/// Mails asked for at once.
const AT_ONCE: usize = 300;

pub(super) fn by_message_id(tx: &mut Tx<'_>, id: &str) -> Result<Option<MailId>> {
    Ok(tx.first(BY_MESSAGE, &[id.into()], |row| row.id())?)
}

const UNSENT: &str = "select count(*) from outbox where mail_id = $1 and state <> 'sent'";

/// Whether it was written here and has not been sent.
pub(super) fn is_unsent(tx: &mut Tx<'_>, id: MailId) -> Result<bool> {
    Ok(tx.number(UNSENT, &[Value::id(id)])? > 0)
}

const REFERENCES: &str = "select message_id from mail_references where mail_id = $1 order by message_id";

/// What a mail answers, and itself.
pub(super) fn references(tx: &mut Tx<'_>, id: MailId) -> Result<Vec<String>> {
    Ok(tx.all(REFERENCES, &[Value::id(id)], |row| row.next())?)
}

const WRITTEN_TO_HEAD: &str =
    "select id, name, coalesce(first_name, ''), email from contacts c where email is not null and ";

/// Contacts with an address, by one of their columns, as far as the scope leaves them.
pub(super) fn contacts(tx: &mut Tx<'_>, scope: &Scope, column: &str, of: Uuid) -> Result<Vec<Recipient>> {
    let mut sql = Sql::new(WRITTEN_TO_HEAD);
    sql.push("c.").push(column).push(" = ").bind(Value::Uuid(of));
    scope.restrict(&mut sql, Noun::Contact, "c");
    sql.push(" order by c.sort_key, c.id limit 50");
    Ok(tx.all(sql.text(), sql.args(), |row| {
        let (record, name, first_name, address) = (row.next()?, row.next()?, row.next()?, row.next()?);
        Ok(Recipient { record, name, first_name, address })
    })?)
}

/// Open opportunities of contacts; where there is none, those of their accounts.
pub(super) fn open_opportunities(tx: &mut Tx<'_>, contacts: &[Uuid], accounts: &[Uuid]) -> Result<Vec<Uuid>> {
    for (column, ids) in [("contact_id", contacts), ("account_id", accounts)] {
        let mut sql = Sql::new(OPEN_OF_CONTACT_HEAD);
        sql.push(column).push(" in ").bind_list(ids.iter().map(|&id| Value::Uuid(id))).push(" order by id limit 20");
        let found: Vec<Uuid> = tx.all(sql.text(), sql.args(), |row| row.next())?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

pub(super) fn insert(ctx: &Ctx, tx: &mut Tx<'_>, mail: &Mail, references: &[String], links: &[Link]) -> Result<()> {
    let values = [
        Value::id(mail.id),
        mail.message_id.as_str().into(),
        Value::id(mail.thread),
        Value::opt_id(mail.activity),
        mail.direction.into(),
        mail.from.name.as_str().into(),
        mail.from.address.as_str().into(),
        serde_json::to_string(&mail.people)?.into(),
        mail.subject.as_str().into(),
        mail.body.as_str().into(),
        serde_json::to_string(&mail.files)?.into(),
        mail.is_automatic.into(),
        mail.sight.key().into(),
        mail.sent_at.0.into(),
        ctx.now.0.into(),
    ];
    tx.insert("mails", &COLUMNS, &values)?;
    let mut all: Vec<&str> = references.iter().map(String::as_str).collect();
    all.push(&mail.message_id);
    all.sort_unstable();
    all.dedup();
    let rows: Vec<Value> = all.into_iter().flat_map(|id| [Value::from(id), Value::id(mail.id)]).collect();
    tx.insert("mail_references", &["message_id", "mail_id"], &rows)?;
    add_links(tx, mail, links)
}

pub(super) fn add_links(tx: &mut Tx<'_>, mail: &Mail, links: &[Link]) -> Result<()> {
    let row = |link: &Link| {
        [Value::Uuid(link.record), mail.sent_at.0.into(), Value::id(mail.id), Value::Word(link.noun.key())]
    };
    let rows: Vec<Value> = links.iter().flat_map(row).collect();
    let over = "on conflict (record_id, sent_at, mail_id) do nothing";
    Ok(tx.insert_or("mail_links", &["record_id", "sent_at", "mail_id", "noun"], &rows, over)?)
}

pub(super) fn add_copy(
    tx: &mut Tx<'_>,
    mail: MailId,
    user: UserId,
    account: MailAccountId,
    sight: Sight,
) -> Result<()> {
    let values = [Value::id(mail), Value::id(user), Value::id(account), sight.key().into()];
    Ok(tx.insert("mail_copies", &["mail_id", "user_id", "account_id", "sight"], &values)?)
}

pub(super) fn copies(tx: &mut Tx<'_>, id: MailId) -> Result<Vec<(UserId, Sight)>> {
    Ok(tx.all(COPIES, &[Value::id(id)], |row| {
        let (user, sight): (UserId, String) = (row.id()?, row.next()?);
        Ok((user, Sight::from_key(&sight).unwrap_or(Sight::Private)))
    })?)
}

pub(super) fn set_sight(tx: &mut Tx<'_>, id: MailId, user: UserId, sight: Sight) -> Result<()> {
    tx.run(SET_SIGHT, &[Value::id(id), Value::id(user), sight.key().into()])?;
    Ok(())
}

pub(super) fn resight(tx: &mut Tx<'_>, id: MailId, sight: Sight, activity: Option<ActivityId>) -> Result<()> {
    tx.run(RESIGHT, &[Value::id(id), sight.key().into(), Value::opt_id(activity)])?;
    Ok(())
}

pub(super) fn links(tx: &mut Tx<'_>, id: MailId) -> Result<Vec<Link>> {
    let found: Vec<(String, Uuid)> = tx.all(LINKS, &[Value::id(id)], |row| Ok((row.next()?, row.next()?)))?;
    let link = |(noun, record): (String, Uuid)| {
        let noun = Noun::from_key(&noun)?;
        Some(Link { noun, record, takes_part: noun == Noun::Contact })
    };
    let mut links: Vec<Link> = found.into_iter().filter_map(link).collect();
    links.sort_by_key(|link| (link.noun != Noun::Contact, link.noun, link.record));
    Ok(links)
}

/// Threads that messages with such ids are of, or that answer them.
pub(super) fn threads(tx: &mut Tx<'_>, message_ids: &[String]) -> Result<Vec<ThreadId>> {
    let mut found = Vec::new();
    for part in message_ids.chunks(AT_ONCE) {
        let mut sql = Sql::new(
            "select distinct m.thread_id from mail_references r join mails m on m.id = r.mail_id where r.message_id in ",
        );
        sql.bind_list(part.iter().map(|id| Value::from(id.as_str())));
        found.extend(tx.all(sql.text(), sql.args(), |row| row.id::<ThreadId>())?);
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

pub(super) fn join(tx: &mut Tx<'_>, from: ThreadId, to: ThreadId) -> Result<()> {
    tx.run(JOIN, &[Value::id(from), Value::id(to)])?;
    Ok(())
}

/// What is found in the folder of what was sent has been sent, whatever was known of it.
pub(super) fn found_as_sent(tx: &mut Tx<'_>, message_id: &str, now: Instant) -> Result<()> {
    tx.run(FOUND_AS_SENT, &[message_id.into(), now.0.into()])?;
    Ok(())
}

type StoredMail = (Mail, String, String, String);

pub(super) fn one(tx: &mut Tx<'_>, id: MailId) -> Result<Option<Mail>> {
    let found = tx.first(ONE, &[Value::id(id)], |row| -> std::result::Result<StoredMail, db::Error> {
        let (id, message_id, thread, activity) = (row.id()?, row.next()?, row.id()?, row.opt_id()?);
        let direction = if row.next::<String>()? == "out" { "out" } else { "in" };
        let from = Person { name: row.next()?, address: row.next()? };
        let (people, subject, body, files): (String, String, String, String) =
            (row.next()?, row.next()?, row.next()?, row.next()?);
        let (is_automatic, sight, sent_at) = (row.next()?, row.next()?, Instant(row.next()?));
        let mail = Mail {
            id,
            message_id,
            thread,
            activity,
            direction,
            from,
            people: People::default(),
            subject,
            body,
            files: Vec::new(),
            is_automatic,
            sight: Sight::Private,
            sent_at,
        };
        Ok((mail, people, files, sight))
    })?;
    let Some((mut mail, people, files, sight)) = found else { return Ok(None) };
    (mail.people, mail.files) = (serde_json::from_str(&people)?, serde_json::from_str(&files)?);
    mail.sight = Sight::from_key(&sight).unwrap_or(Sight::Private);
    Ok(Some(mail))
}

type StoredView = (MailView, String, String);

fn read(row: &Row<'_>) -> std::result::Result<StoredView, db::Error> {
    let sight = |key: &str| Sight::from_key(key).unwrap_or(Sight::Private);
    let (id, thread, activity, direction) = (row.id()?, row.id()?, row.opt_id()?, row.next()?);
    let from = Person { name: row.next()?, address: row.next()? };
    let people: String = row.next()?;
    let (subject, body, files) = (row.next()?, row.next()?, row.next::<String>()?);
    let (all, own): (String, Option<String>) = (row.next()?, row.next()?);
    let (sent_at, of_thread) = (Instant(row.next()?), row.next()?);
    let (outgoing, state): (Option<OutgoingId>, Option<String>) = (row.opt_id()?, row.next()?);
    let view = MailView {
        id,
        thread,
        activity,
        direction,
        from,
        people: People::default(),
        subject,
        body,
        files: Vec::new(),
        sight: sight(&all),
        own_sight: own.map(|own| sight(&own)),
        sent_at,
        of_thread,
        outgoing: outgoing.zip(state.and_then(|state| State::from_key(&state))),
    };
    Ok((view, people, files))
}

fn told((mut view, people, files): StoredView) -> Result<MailView> {
    view.people = serde_json::from_str(&people)?;
    view.files = serde_json::from_str::<Vec<File>>(&files)?;
    Ok(view)
}

fn viewing(user: Option<UserId>) -> Sql {
    let mut sql = Sql::new(VIEW_HEAD);
    sql.bind(Value::id(user.unwrap_or_default()));
    sql
}

fn views(tx: &mut Tx<'_>, sql: &Sql) -> Result<Vec<MailView>> {
    tx.all(sql.text(), sql.args(), read)?.into_iter().map(told).collect()
}

/// Mails of activities that the reader was shown to see.
pub(super) fn views_of(tx: &mut Tx<'_>, user: Option<UserId>, ids: &[ActivityId]) -> Result<Vec<MailView>> {
    let mut found = Vec::new();
    for part in ids.chunks(AT_ONCE) {
        let mut sql = viewing(user);
        sql.push(" where m.activity_id in ").bind_list(part.iter().map(|&id| Value::id(id)));
        found.extend(views(tx, &sql)?);
    }
    Ok(found)
}

const LINKED: &str = "select sent_at, mail_id from mail_links where record_id = $1 order by sent_at, mail_id";

/// Lets mails about one record be about another too.
pub(super) fn follow(tx: &mut Tx<'_>, from: Uuid, noun: Noun, to: Uuid) -> Result<()> {
    let linked: Vec<(i64, Uuid)> = tx.all(LINKED, &[from.into()], |row| Ok((row.next()?, row.next()?)))?;
    let row =
        |(sent_at, mail): &(i64, Uuid)| [to.into(), Value::Int(*sent_at), Value::Uuid(*mail), Value::Word(noun.key())];
    let rows: Vec<Value> = linked.iter().flat_map(row).collect();
    let over = "on conflict (record_id, sent_at, mail_id) do nothing";
    Ok(tx.insert_or("mail_links", &["record_id", "sent_at", "mail_id", "noun"], &rows, over)?)
}

/// Private mails of a user on a record, the latest first.
pub(super) fn private_on(
    tx: &mut Tx<'_>,
    user: UserId,
    record: Uuid,
    before: Instant,
    limit: i64,
) -> Result<Vec<MailView>> {
    let mut sql = viewing(Some(user));
    sql.push(
        " join mail_links l on l.mail_id = m.id where c.user_id is not null \
          and not exists (select 1 from activities x where x.id = m.activity_id)",
    );
    sql.push(" and l.record_id = ").bind(Value::Uuid(record)).push(" and l.sent_at < ").bind(before.0);
    sql.push(" order by l.sent_at desc, m.id desc limit ").bind(limit);
    views(tx, &sql)
}

/// Mails of a thread that a reader may know of: those they have, and those whose activity they may see.
pub(super) fn thread(
    tx: &mut Tx<'_>,
    user: Option<UserId>,
    scope: Option<&Scope>,
    id: ThreadId,
) -> Result<Vec<MailView>> {
    let mut sql = viewing(user);
    sql.push(" where m.thread_id = ").bind(Value::id(id)).push(" and (c.user_id is not null");
    if let Some(scope) = scope {
        sql.push(" or exists (select 1 from activities x where x.id = m.activity_id");
        scope.restrict(&mut sql, Noun::Activity, "x");
        sql.push(")");
    }
    sql.push(") order by m.sent_at, m.id limit 500");
    views(tx, &sql)
}

/// Messages of these mails that a server may be taking at this moment.
pub(super) fn going_out(tx: &mut Tx<'_>, mails: &[Uuid]) -> Result<i64> {
    let mut sum = 0;
    for part in mails.chunks(AT_ONCE) {
        let mut sql = Sql::new("select count(*) from outbox where state = 'sending' and mail_id in ");
        sql.bind_list(part.iter().map(|&id| Value::Uuid(id)));
        sum += tx.number(sql.text(), sql.args())?;
    }
    Ok(sum)
}

const OWN_ADDRESSES: &str = "select address from mail_accounts union select email from users union
 select email from people where email is not null";

/// Addresses of those who work here, in lower case.
pub(super) fn own_addresses(tx: &mut Tx<'_>) -> Result<HashSet<String>> {
    let all = tx.all(OWN_ADDRESSES, &[], |row| row.next::<String>())?;
    Ok(all.into_iter().map(|address| address.to_lowercase()).collect())
}

const OVERWRITE: &str = "update mails set from_name = $2, from_address = $3, people = $4, subject = $5, body = $6,
 files = $7 where id = $1";

/// Overwrites whom a mail names, and its text.
pub(super) fn overwrite(tx: &mut Tx<'_>, mail: &Mail) -> Result<()> {
    let values = [
        Value::id(mail.id),
        mail.from.name.as_str().into(),
        mail.from.address.as_str().into(),
        serde_json::to_string(&mail.people)?.into(),
        mail.subject.as_str().into(),
        mail.body.as_str().into(),
        serde_json::to_string(&mail.files)?.into(),
    ];
    tx.run(OVERWRITE, &values)?;
    Ok(())
}

//! People are found, told what is kept of them, and erased: nothing that names them stays in any table, the figures and
//! the index hold, and the history shows that it was overwritten, and nothing else.

use crate::filled::everything;
use crate::world::{NOW, World, position, user};
use app::accounts::commands as accounts;
use app::activities::commands::{ActivityPatch, NewActivity, add, change, take_back};
use app::audit::seals::{Verdict, seal, verify};
use app::ctx::Who;
use app::events::Cause;
use app::imports::{Import, Settings, run};
use app::measures::rebuild;
use app::outside::{Keyring, Outside};
use app::privacy::{self, Asked, Standing};
use app::records::Patch;
use app::{Error, House, contacts, leads, matching, trash};
use domain::Instant;
use domain::accounts::Account;
use domain::activities::Link;
use domain::contacts::Contact;
use domain::kernel::id::{AccountId, ContactId, LeadId};
use domain::leads::{Lead, LeadStatus};
use domain::policy::Noun;
use serde_json::json;
use std::sync::Arc;
use uuid::Uuid;

const HOUR: i64 = 60 * 60 * 1000;
/// What nobody may find afterwards, in small letters.
const MARKS: [&str; 7] = ["ola", "nordmann", "@privat.test", "90012345", "900 12 345", "likes fishing", "secret wish"];

struct Things {
    account: AccountId,
    ola: ContactId,
    kari: ContactId,
    lead: LeadId,
    gone: LeadId,
}

impl Things {
    fn asked(&self) -> Asked {
        Asked { records: vec![self.ola.0, self.lead.0, self.gone.0], reason: "case 7".into() }
    }
}

fn note(subject: &str, body: &str, noun: Noun, record: Uuid, links: Vec<Link>) -> NewActivity {
    NewActivity { subject: subject.into(), body: body.into(), links, ..NewActivity::on("note", noun, record) }
}

/// The house with a key, some hours on.
fn later(world: &World, hours: i64) -> House {
    let outside = Outside { keys: Keyring::from_secret("a key of the house"), ..Outside::default() };
    world.house.at(Arc::new(move || Instant(NOW.0 + hours * HOUR))).with_outside(outside)
}

/// Ola as a contact, as an open lead and as a deleted one, with what was said, beside Kari, who stays.
fn things(world: &World) -> Things {
    let account = Account { name: "Kunde".into(), owner: position("Rune"), ..Account::default() };
    let account = world.console(|ctx, tx| accounts::create(ctx, tx, Cause::COMMAND, vec![account]))[0].id;
    let contact = |name: &str, email: &str| Contact {
        name: name.into(),
        email: Some(email.into()),
        owner: position("Rune"),
        account: Some(account),
        ..Contact::default()
    };
    let both = vec![
        Contact {
            phone: Some("+47 900 12 345".into()),
            description: Some("Likes fishing".into()),
            ..contact("Ola Nordmann", "ola@privat.test")
        },
        contact("Kari Vik", "kari@kunde.test"),
    ];
    let made = world.console(|ctx, tx| contacts::commands::create(ctx, tx, Cause::COMMAND, both));
    let lead = |name: &str| Lead {
        name: name.into(),
        email: Some("Ola@Privat.test".into()),
        company: Some("Ola Nordmann AS".into()),
        owner: position("Rune"),
        source: Some("event".into()),
        ..Lead::default()
    };
    let both = vec![lead("Ola Nordmann"), lead("O. Nordmann")];
    let leads = world.console(|ctx, tx| leads::commands::create(ctx, tx, Cause::COMMAND, both));
    let things = Things { account, ola: made[0].id, kari: made[1].id, lead: leads[0].id, gone: leads[1].id };
    said(world, &things);
    let gone = things.gone.0;
    world.console(|ctx, tx| trash::commands::delete(ctx, tx, Cause::COMMAND, Noun::Lead, &[gone]));
    things
}

fn said(world: &World, things: &Things) {
    let with = |record: ContactId| Link { noun: Noun::Contact, record: record.0, takes_part: true };
    let alone = note("Ola called", "A secret wish", Noun::Contact, things.ola.0, vec![with(things.ola)]);
    let both = note(
        "Lunch with Ola Nordmann",
        "Mail ola@privat.test, tel 0047 90012345. Kari agreed.",
        Noun::Account,
        things.account.0,
        vec![with(things.ola), with(things.kari)],
    );
    let on_lead = note("Ola Nordmann rang", "secret wish again", Noun::Lead, things.lead.0, vec![]);
    let on_gone = note("Ola Nordmann wrote", "secret wish", Noun::Lead, things.gone.0, vec![]);
    let regretted = note("Ola Nordmann, wrong", "secret wish", Noun::Contact, things.ola.0, vec![with(things.ola)]);
    let written = world
        .write("Rune", |ctx, tx| add(ctx, tx, Cause::COMMAND, vec![alone, both, on_lead, on_gone, regretted]))
        .unwrap();
    let more = ActivityPatch { body: Some("A secret wish, told twice".into()), ..ActivityPatch::default() };
    world.write("Rune", |ctx, tx| change(ctx, tx, written[0].id, &more)).unwrap();
    world.write("Rune", |ctx, tx| take_back(ctx, tx, written[4].id)).unwrap();
    // What they were called before is theirs too.
    for (field, value) in [("email", "ola.gammel@privat.test"), ("email", "ola@privat.test"), ("title", "Mr Nordmann")]
    {
        let patch = Patch::new(things.ola, [(field, json!(value))]);
        world.write("Rune", |ctx, tx| contacts::commands::change(ctx, tx, Cause::COMMAND, &[patch])).unwrap();
    }
    let patch = Patch::new(things.kari, [("title", json!("Chief"))]);
    world.write("Rune", |ctx, tx| contacts::commands::change(ctx, tx, Cause::COMMAND, &[patch])).unwrap();
    let known = note("Not about anybody", "Nothing", Noun::Account, things.account.0, vec![]);
    world.write("Rune", |ctx, tx| add(ctx, tx, Cause::COMMAND, vec![known])).unwrap();
}

/// Every row of every table in which one of the marks stands.
fn left(world: &World) -> Vec<String> {
    let all = everything(world.house.db()).into_iter();
    let rows = all.flat_map(|(table, rows)| rows.into_iter().map(move |row| format!("{table}: {row}")));
    rows.filter(|row| MARKS.iter().any(|mark| row.to_lowercase().contains(mark))).collect()
}

fn erase(house: &House, asked: &Asked) -> app::Result<privacy::Request> {
    house.write(Who::Console, |ctx, tx| privacy::erase(ctx, tx, Cause::COMMAND, asked))
}

fn verdict(house: &House) -> Verdict {
    house.db().read(verify).unwrap()
}

fn code<T: std::fmt::Debug>(answer: app::Result<T>) -> String {
    match answer {
        Err(Error::Refused(refusals)) => refusals[0].code.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn whoever_is_erased_is_nowhere_and_everything_else_holds() {
    World::each(|world| {
        let things = things(world);
        let house = later(world, 1);
        assert!(!left(world).is_empty());
        let request = erase(&house, &things.asked()).unwrap();
        assert_eq!(left(world), Vec::<String>::new(), "nothing of them stays");
        assert_eq!(request.counts["contacts"], 1);
        assert!(request.counts["events"] > 4 && request.counts["activities"] == 3, "{:?}", request.counts);
        let ola = world.read("Rune", |ctx, tx| contacts::queries::get(ctx, tx, things.ola)).unwrap();
        assert_eq!((ola.name.as_str(), ola.account), ("Erased person", Some(things.account)));
        let lead = world.read("Rune", |ctx, tx| app::records::seen_by::<Lead>(ctx, tx, things.lead.0)).unwrap();
        assert_eq!((lead.status, lead.source.as_deref()), (LeadStatus::Disqualified, Some("event")));
        let kari = world.read("Rune", |ctx, tx| contacts::queries::get(ctx, tx, things.kari)).unwrap();
        assert_eq!(kari.email.as_deref(), Some("kari@kunde.test"));
        let feed = |record: Uuid, noun: Noun| {
            let told =
                world.read("Rune", |ctx, tx| app::records::timeline(ctx, tx, noun, record, Instant(i64::MAX), 99));
            serde_json::to_string(&told.unwrap()).unwrap()
        };
        let told = feed(things.kari.0, Noun::Contact);
        assert!(told.contains("Lunch with Erased person") && told.contains("Kari agreed"), "{told}");
        assert!(feed(things.ola.0, Noun::Contact).contains("erased"));
        assert_eq!(world.console(|ctx, tx| rebuild(ctx, tx, false)), [], "figures follow");
        assert_eq!(world.console(|_, tx| app::search::check(tx)), 0, "the index follows");
        assert_eq!(
            code(erase(&house, &Asked { records: vec![things.ola.0], ..Asked::default() })),
            "refusal-erase-done"
        );
        // A form that was open since before brings nothing back.
        let stale = Patch::new(things.ola, [("email", json!("ola@privat.test"))]).at(ola.version - 1);
        let saved =
            house.write_as(user("Rune"), |ctx, tx| contacts::commands::change(ctx, tx, Cause::COMMAND, &[stale]));
        assert!(matches!(saved, Err(Error::Conflict { .. })), "{saved:?}");
        let requests = world.console(privacy::requests);
        assert_eq!((requests[0].kind.as_str(), requests[0].reason.as_str(), requests.len()), ("erased", "case 7", 1));
    });
}

#[test]
fn shells_are_not_told_to_be_one() {
    World::each(|world| {
        let things = things(world);
        let records = vec![things.ola.0, things.kari.0];
        erase(&later(world, 1), &Asked { records, reason: String::new() }).unwrap();
        world.console(|_, tx| app::search::rebuild(tx));
        let alike = world.console(|ctx, tx| matching::queries::duplicates(ctx, tx, Noun::Contact, 10));
        assert!(alike.clusters.is_empty(), "{alike:?}");
    });
}

#[test]
fn a_person_is_found_by_what_they_are_known_by_and_told_what_is_kept() {
    World::each(|world| {
        let things = things(world);
        let found = |words: &str| world.write("Opal", |ctx, tx| privacy::find(ctx, tx, words)).unwrap();
        for words in ["nordmann", "OLA@privat.test", "900 12 345"] {
            let ids: Vec<Uuid> = found(words).iter().map(|one| one.id).collect();
            assert!(ids.contains(&things.ola.0) && ids.contains(&things.lead.0), "{words}: {ids:?}");
        }
        let gone = found("nordmann").into_iter().find(|one| one.id == things.gone.0).unwrap();
        assert_eq!(gone.standing, Standing::Deleted);
        assert!(found("Kari").iter().all(|one| one.id == things.kari.0));
        let preview = world.write("Opal", |ctx, tx| privacy::preview(ctx, tx, &things.asked().records)).unwrap();
        assert_eq!((preview.counts["contacts"], preview.counts["trash"]), (1, 1));
        let file = world.write("Opal", |ctx, tx| privacy::export(ctx, tx, &things.asked())).unwrap();
        let text = file.to_string();
        for told in
            ["Likes fishing", "A secret wish, told twice", "ola.gammel@privat.test", "O. Nordmann", "Ola@Privat.test"]
        {
            assert!(text.contains(told), "{told}: {text}");
        }
        assert_eq!(file["data"]["contacts"][0]["phone"], "+47 900 12 345");
        assert!(!text.contains("Not about anybody"), "what is not theirs stays");
        assert_eq!(world.console(privacy::requests)[0].kind, "exported");
        for name in ["Rune", "Hanna", "Fina", "Nils"] {
            let asked = things.asked();
            let none = |answer: app::Result<()>| assert!(matches!(answer, Err(Error::Forbidden)), "{name}: {answer:?}");
            none(world.write(name, |ctx, tx| privacy::find(ctx, tx, "ola").map(drop)));
            none(world.write(name, |ctx, tx| privacy::export(ctx, tx, &asked).map(drop)));
            none(world.write(name, |ctx, tx| privacy::erase(ctx, tx, Cause::COMMAND, &asked).map(drop)));
        }
        let account = Asked { records: vec![things.account.0], ..Asked::default() };
        assert!(matches!(world.write("Opal", |ctx, tx| privacy::export(ctx, tx, &account)), Err(Error::NotFound)));
    });
}

#[test]
fn a_history_that_was_erased_from_holds_and_one_that_was_changed_besides_does_not() {
    World::each(|world| {
        let things = things(world);
        let house = later(world, 1);
        assert!(seal(&house).unwrap());
        let Verdict::Whole { seals: 1, entries, late: 0 } = verdict(&house) else { panic!("it stands") };
        erase(&house, &things.asked()).unwrap();
        assert_eq!(verdict(&house), Verdict::Whole { seals: 1, entries, late: 0 }, "with its redaction");
        let house = later(world, 2);
        assert!(seal(&house).unwrap());
        let Verdict::Whole { seals: 2, .. } = verdict(&house) else {
            panic!("the chain goes on: {:?}", verdict(&house))
        };
        // Somebody else of the same stretch, later.
        erase(&house, &Asked { records: vec![things.kari.0], reason: String::new() }).unwrap();
        assert!(matches!(verdict(&house), Verdict::Whole { seals: 2, .. }));
        assert!(seal(&later(world, 3)).unwrap());
        assert!(matches!(verdict(&house), Verdict::Whole { seals: 3, .. }));
        let run = |sql: &str| house.db().write(|tx| tx.run(sql, &[])).unwrap();
        run("update events set cause = 'rule' where noun = 'account'");
        assert!(matches!(verdict(&house), Verdict::Broken { seq: 1, .. }), "what was changed since is found");
        run("update events set cause = 'command' where noun = 'account'");
        assert!(matches!(verdict(&house), Verdict::Whole { .. }));
        run("update audit_seals set digest = (select digest from audit_redactions where seal_seq = 1 and number = 2)
 where seq = 1");
        assert!(matches!(verdict(&house), Verdict::Broken { .. }), "the chain holds the seal as it was set");
    });
}

#[test]
fn what_a_clock_set_back_wrote_is_erased_from_the_history_too() {
    for is_sealed in [false, true] {
        World::each(|world| {
            let things = things(world);
            let titled = |house: &House, id: ContactId, title: &str| {
                let patch = Patch::new(id, [("title", json!(title))]);
                let write = |ctx: &app::Ctx, tx: &mut db::Tx<'_>| {
                    contacts::commands::change(ctx, tx, Cause::COMMAND, std::slice::from_ref(&patch)).map(drop)
                };
                house.write(Who::Console, write).unwrap();
            };
            titled(&later(world, 24), things.kari, "Chief");
            assert!(seal(&later(world, 26)).unwrap(), "a day ahead");
            titled(&later(world, 1), things.ola, "Likes fishing most");
            if is_sealed {
                assert!(seal(&later(world, 2)).unwrap());
            }
            erase(&later(world, 3), &things.asked()).unwrap();
            let stands = || {
                let verdict = verdict(&later(world, 4));
                assert!(matches!(verdict, Verdict::Whole { .. }), "sealed: {is_sealed}: {verdict:?}");
            };
            stands();
            assert!(seal(&later(world, 4)).unwrap());
            stands();
            let told = everything(world.house.db())["events"].join("\n").to_lowercase();
            assert!(!told.contains("likes fishing"), "{told}");
        });
    }
}

#[test]
fn a_redaction_that_the_history_does_not_tell_of_is_found() {
    World::each(|world| {
        let things = things(world);
        let house = later(world, 1);
        assert!(seal(&house).unwrap());
        erase(&house, &things.asked()).unwrap();
        let Verdict::Whole { .. } = verdict(&house) else { panic!("it stands") };
        // What the stretch comes to is right, and no entry says why.
        let gone = "delete from events where noun = 'privacy' and kind = 'erased'";
        house.db().write(|tx| tx.run(gone, &[])).unwrap();
        assert!(matches!(verdict(&house), Verdict::Broken { seq: 1, .. }));
        house.db().write(|tx| tx.run("update events set cause = 'rule' where noun = 'account'", &[])).unwrap();
        // And nothing more is erased over it.
        let refused = erase(&house, &Asked { records: vec![things.kari.0], reason: String::new() });
        assert_eq!(code(refused), "refusal-erase-history");
    });
}

#[test]
fn what_imports_keep_of_them_goes_or_keeps_them() {
    World::each(|world| {
        let file = "First name,Last name,Company name,Email\nOla,Nordmann,Kunde,ola@privat.test\nOla,Nordmann,Kunde,ola nordmann\n";
        let files = vec![("contacts.csv".to_owned(), file.as_bytes().to_vec())];
        let import = Import { files, settings: Settings::default(), dry_run: false };
        let opal = Who::User(user("Opal"));
        run(&world.house, opal, &import, &mut |_| true).unwrap();
        let rejects = "First name,Last name,rejected_line\nOla,Nordmann,3\nPer,Dal,4\n";
        let set = "update imports set rejects = $1";
        world.house.db().write(|tx| tx.run(set, &[rejects.into()])).unwrap();
        let found = world.write("Opal", |ctx, tx| privacy::find(ctx, tx, "nordmann")).unwrap();
        assert_eq!(found.len(), 2, "{found:?}");
        let of_imports = || left(world).into_iter().filter(|row| row.starts_with("imports:")).collect::<String>();
        assert!(of_imports().contains("Ola,Nordmann,3"), "{}", of_imports());
        let asked = Asked { records: found.iter().map(|one| one.id).collect(), reason: String::new() };
        let draft = vec![("more.csv".to_owned(), file.as_bytes().to_vec())];
        let put =
            world.write("Opal", |ctx, tx| app::imports::jobs::put_down(ctx, tx, draft, &Settings::default())).unwrap();
        let house = later(world, 1);
        assert_eq!(code(erase(&house, &asked)), "refusal-erase-import");
        world.write("Opal", |ctx, tx| app::imports::jobs::discard(ctx, tx, put)).unwrap();
        erase(&house, &asked).unwrap();
        assert_eq!(left(world), Vec::<String>::new());
        assert!(everything(world.house.db())["imports"][0].contains("Per,Dal,4"), "others' rows stay");
        // The same file brings them back, which is told.
        let returned = |house: &House| {
            let keys = house.outside().keys.clone();
            house.read(Who::Console, |_, tx| privacy::returned(tx, &keys)).unwrap()
        };
        assert!(returned(&house).is_empty());
        let warned = |house: &House, import: &Import| -> Vec<(u64, String)> {
            let (_, report) = run(house, opal, import, &mut |_| true).unwrap();
            assert_eq!(report.counts.rejected, 0, "nothing is lost: {report:?}");
            let warnings = report.files.iter().flat_map(|file| &file.warnings);
            warnings
                .map(|(line, told)| (*line, told.code.clone()))
                .filter(|(_, code)| code == "warning-erased")
                .collect()
        };
        let told = vec![(2, "warning-erased".to_owned())];
        let trial = Import { files: import.files.clone(), settings: Settings::default(), dry_run: true };
        assert_eq!(warned(&house, &trial), told, "the check says so before anything is loaded");
        assert!(returned(&house).is_empty());
        assert_eq!(warned(&house, &import), told);
        assert_eq!(returned(&house).len(), 1);
        assert_eq!(warned(&house, &import), told, "and again, since they are back");
        let bare = house.clone().with_outside(Outside::default());
        assert_eq!(warned(&bare, &import), [], "without the key nobody can tell");
        let other = house.with_outside(Outside { keys: Keyring::from_secret("another"), ..Outside::default() });
        assert!(returned(&other).is_empty(), "nobody without the key can tell");
    });
}

#[test]
fn a_backup_from_before_is_erased_from_again_by_the_ledger() {
    World::each(|world| {
        let things = things(world);
        let house = later(world, 1);
        erase(&house, &things.asked()).unwrap();
        let ledger = house.read(Who::Console, privacy::ledger).unwrap();
        assert!(!serde_json::to_string(&ledger).unwrap().contains("nordmann"));
        assert!(house.write(Who::Console, |ctx, tx| privacy::again(ctx, tx, &ledger)).unwrap().is_empty());
    });
    World::each(|world| {
        // The same company from before: the ids are those of the first.
        let things = things(world);
        let house = later(world, 1);
        let told = privacy::Entry {
            id: Uuid::from_u128(7),
            at: NOW.0,
            reason: "case 7".into(),
            records: vec![privacy::Subject { noun: Noun::Contact, id: things.ola.0 }],
            digests: Vec::new(),
        };
        let again = house.write(Who::Console, |ctx, tx| privacy::again(ctx, tx, &[told])).unwrap();
        assert_eq!((again.len(), again[0].records.len()), (1, 1));
        // By the address that was kept of the contact the lead of the same is known.
        let again = house.write(Who::Console, |ctx, tx| privacy::again(ctx, tx, &[])).unwrap();
        assert_eq!(again[0].records[0].id, things.lead.0);
    });
}

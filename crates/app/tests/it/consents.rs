//! What people said of being written to and called: kept, shown, listed, and kept to.

use crate::world::{NOW, World, position};
use app::cadences::{commands as cadences, queries as enrolments};
use app::consents::{self, ConsentsView};
use app::ctx::Who;
use app::events::Cause;
use app::imports::{Import, Report, Settings, run, undo};
use app::leads::{commands as leads, convert};
use app::listing::{self, ListQuery, kinds};
use app::opportunities::commands as opportunities;
use app::records::Patch;
use app::{Error, contacts, matching, notifications, privacy, trash};
use domain::cadences::Step;
use domain::consents::Consent;
use domain::contacts::Contact;
use domain::kernel::id::{CadenceId, ContactId, LeadId};
use domain::leads::Lead;
use domain::notifications::Kind;
use domain::policy::Noun;
use domain::{Day, Instant};
use serde_json::json;
use std::sync::Arc;
use uuid::Uuid;

fn contact(world: &World, name: &str, email: Option<&str>) -> ContactId {
    let new =
        Contact { name: name.into(), email: email.map(Into::into), owner: position("Rune"), ..Contact::default() };
    world.console(|ctx, tx| contacts::commands::create(ctx, tx, Cause::COMMAND, vec![new]))[0].id
}

fn lead(world: &World, name: &str, email: Option<&str>) -> LeadId {
    let new = Lead { name: name.into(), email: email.map(Into::into), owner: position("Rune"), ..Lead::default() };
    world.console(|ctx, tx| leads::create(ctx, tx, Cause::COMMAND, vec![new]))[0].id
}

fn said(purpose: &str, state: &str) -> Consent {
    Consent { purpose: purpose.into(), state: state.into(), ..Consent::default() }
}

fn say(world: &World, on: (Noun, Uuid), consent: &Consent) {
    world.write("Rune", |ctx, tx| consents::say(ctx, tx, on, consent)).expect("said");
}

fn view(world: &World, (noun, record): (Noun, Uuid)) -> ConsentsView {
    world.console(|ctx, tx| consents::of_record(ctx, tx, noun, record))
}

fn states(world: &World, on: (Noun, Uuid)) -> (String, String) {
    let view = view(world, on);
    (view.email, view.phone)
}

fn pair(email: &str, phone: &str) -> (String, String) {
    (email.to_owned(), phone.to_owned())
}

fn cadence(world: &World, kinds: &[&str]) -> CadenceId {
    world.console(|ctx, tx| {
        let id = cadences::create(ctx, tx, &kinds.join(" and "))?;
        for kind in kinds {
            let step = Step { day: 0, kind: (*kind).into(), subject: (*kind).into(), body: String::new() };
            cadences::add_step(ctx, tx, id, step)?;
        }
        Ok(id)
    })
}

fn enrol(world: &World, cadence: CadenceId, (noun, record): (Noun, Uuid)) -> String {
    match world.write("Rune", |ctx, tx| cadences::enrol(ctx, tx, cadence, noun, record)) {
        Ok(_) => "begun".to_owned(),
        Err(Error::Refused(refusals)) => refusals[0].code.clone(),
        Err(other) => panic!("{other:?}"),
    }
}

fn stopped(world: &World, (noun, record): (Noun, Uuid)) -> Vec<Option<String>> {
    let all = world.read("Rune", |ctx, tx| enrolments::on_record(ctx, tx, noun, record)).expect("seen");
    all.into_iter().map(|one| one.stop_reason).collect()
}

#[test]
fn what_was_said_last_holds_and_nothing_is_overwritten() {
    World::each(|world| {
        let kari = (Noun::Contact, contact(world, "Kari Vik", None).0);
        assert_eq!(states(world, kari), pair("unknown", "unknown"));
        let day = |text: &str| text.parse::<Day>().ok();
        let card = Consent {
            basis: Some("consent".into()),
            source: Some(" A card ".into()),
            on: day("2017-03-01"),
            ..said("email", "given")
        };
        say(world, kari, &card);
        say(world, kari, &Consent { on: day("2017-06-01"), ..said("email", "withdrawn") });
        // Found out late: it does not hold.
        say(world, kari, &Consent { on: day("2017-05-01"), ..said("email", "given") });
        say(world, kari, &said("phone", "refused"));
        say(world, kari, &said("phone", "given"));
        assert_eq!(states(world, kari), pair("withdrawn", "given"));
        let all = view(world, kari).said;
        let email: Vec<_> = all.iter().filter(|one| one.consent.purpose == "email").collect();
        assert_eq!(
            email.iter().map(|one| one.consent.state.as_str()).collect::<Vec<_>>(),
            ["withdrawn", "given", "given"]
        );
        assert_eq!((email[2].consent.source.as_deref(), email[2].by.as_deref()), (Some("A card"), Some("Rune")));
        let refused = |consent: &Consent| match world.write("Rune", |ctx, tx| consents::say(ctx, tx, kari, consent)) {
            Err(Error::Refused(refusals)) => refusals[0].field.clone().unwrap_or_default(),
            other => panic!("{other:?}"),
        };
        assert_eq!(refused(&said("fax", "given")), "purpose");
        assert_eq!(refused(&Consent { on: day("2018-01-01"), ..said("email", "given") }), "on");
        let other = |name: &str| world.write(name, |ctx, tx| consents::say(ctx, tx, kari, &said("email", "given")));
        assert!(matches!(other("Olga"), Err(Error::NotFound)));
        assert!(matches!(other("Fina"), Err(Error::Forbidden)));
        let account = world.write("Rune", |ctx, tx| consents::say(ctx, tx, (Noun::Account, kari.1), &card));
        assert!(matches!(account, Err(Error::NotFound)));
        let story = world.read("Rune", |ctx, tx| app::records::timeline(ctx, tx, kari.0, kari.1, Instant(i64::MAX), 9));
        let story = serde_json::to_string(&story.unwrap()).unwrap();
        assert!(story.contains(r#""field":"consent_email","before":"unknown","after":"given""#), "{story}");
    });
}

#[test]
fn lists_are_filtered_by_what_people_said() {
    World::each(|world| {
        let (yes, no) = (contact(world, "Yes", None), contact(world, "No", None));
        contact(world, "Who knows", None);
        say(world, (Noun::Contact, yes.0), &said("email", "given"));
        say(world, (Noun::Contact, no.0), &said("email", "given"));
        say(world, (Noun::Contact, no.0), &said("email", "withdrawn"));
        let names = |kind, filter: &str| {
            let query = ListQuery::filtered(filter.to_owned());
            let found = world.read("Rune", |ctx, tx| listing::list(ctx, tx, kind, &query)).expect("a list");
            let mut names: Vec<Uuid> = found.rows.into_iter().map(|row| row.id).collect();
            names.sort_unstable();
            names
        };
        assert_eq!(names(&kinds::CONTACTS, "consent_email = withdrawn"), [no.0]);
        assert_eq!(names(&kinds::CONTACTS, "consent_email = given"), [yes.0]);
        assert_eq!(names(&kinds::CONTACTS, "consent_phone = unknown").len(), 3);
        let ola = lead(world, "Ola", None);
        say(world, (Noun::Lead, ola.0), &said("phone", "refused"));
        assert_eq!(names(&kinds::LEADS, "consent_phone = refused and consent_email = unknown"), [ola.0]);
    });
}

#[test]
fn no_cadence_begins_with_who_said_no() {
    World::each(|world| {
        let (writes, calls, meets) =
            (cadence(world, &["task", "email"]), cadence(world, &["call"]), cadence(world, &["meeting", "task"]));
        let kari = (Noun::Contact, contact(world, "Kari Vik", Some("Kari@Kunde.test")).0);
        say(world, kari, &said("email", "refused"));
        assert_eq!(enrol(world, writes, kari), "refusal-consent-no");
        assert_eq!(enrol(world, calls, kari), "begun");
        assert_eq!(enrol(world, meets, kari), "begun");
        // The same address is the same person, as far as mails go; and of a deal it is the contact.
        let same = (Noun::Lead, lead(world, "K. Vik", Some("kari@kunde.test")).0);
        assert_eq!(enrol(world, writes, same), "refusal-consent-no");
        let fields = opportunities::Fields {
            name: Some("Pump".into()),
            owner: Some(position("Rune")),
            contact: Some(Some(ContactId(kari.1))),
            ..opportunities::Fields::default()
        };
        let deal = (Noun::Opportunity, world.console(|ctx, tx| opportunities::create(ctx, tx, &fields)).0);
        assert_eq!(enrol(world, writes, deal), "refusal-consent-no");
        assert_eq!(enrol(world, calls, deal), "begun");
        // They changed their mind, said on the lead.
        assert_eq!(view(world, same).address.as_deref(), Some("refused"));
        let hour = World { house: world.house.at(Arc::new(|| Instant(NOW.0 + 3_600_000))) };
        say(&hour, same, &said("email", "given"));
        assert_eq!(view(world, kari).address.as_deref(), Some("given"));
        assert_eq!(enrol(world, writes, kari), "begun");
        assert_eq!(enrol(world, writes, deal), "begun");
    });
}

#[test]
fn a_no_ends_what_would_go_on_to_disturb_them_and_the_owner_hears_of_it() {
    World::each(|world| {
        let (writes, calls) = (cadence(world, &["email", "task"]), cadence(world, &["call"]));
        let kari = (Noun::Contact, contact(world, "Kari Vik", Some("kari@kunde.test")).0);
        let same = (Noun::Lead, lead(world, "K. Vik", Some("KARI@kunde.test")).0);
        let other = (Noun::Lead, lead(world, "Ola", Some("ola@kunde.test")).0);
        for on in [kari, same, other] {
            assert_eq!(enrol(world, writes, on), "begun");
        }
        assert_eq!(enrol(world, calls, kari), "begun");
        world.console(|ctx, tx| consents::say(ctx, tx, kari, &said("email", "withdrawn")));
        let no = Some("consent".to_owned());
        let mut on_kari = stopped(world, kari);
        on_kari.sort();
        assert_eq!(on_kari, [None, no.clone()], "calls go on");
        assert_eq!(stopped(world, same), [no]);
        assert_eq!(stopped(world, other), [None]);
        let told = world.read("Rune", |ctx, tx| notifications::queries::list(ctx, tx, false, None, 20)).expect("told");
        let told = told.notifications.iter().filter(|one| one.kind == Kind::ConsentRefused).count();
        assert_eq!(told, 2, "of the contact and of the lead");
        assert_eq!(world.console(|ctx, tx| app::measures::rebuild(ctx, tx, false)), []);
    });
}

#[test]
fn consent_goes_where_the_person_goes() {
    World::each(|world| {
        let ola = (Noun::Lead, lead(world, "Ola Nordmann", Some("ola@kunde.test")).0);
        say(world, ola, &said("email", "refused"));
        say(world, ola, &said("phone", "given"));
        let made = world
            .write("Rune", |ctx, tx| convert::convert(ctx, tx, LeadId(ola.1), &convert::Convert::default()))
            .expect("converted");
        let contact_of_ola = (Noun::Contact, made.contact.expect("a contact").0);
        assert_eq!(states(world, contact_of_ola), pair("refused", "given"));
        // One with another, and two again.
        let twin = (Noun::Contact, contact(world, "Ola N.", None).0);
        let calls = cadence(world, &["call"]);
        let merge = |kept: Uuid, gone: Uuid| {
            world.write("Rune", |ctx, tx| matching::merge::merge(ctx, tx, Noun::Contact, kept, gone, &[])).expect("one")
        };
        say(world, contact_of_ola, &said("phone", "refused"));
        assert_eq!(enrol(world, calls, twin), "begun");
        let merged = merge(twin.1, contact_of_ola.1);
        assert_eq!(states(world, twin), pair("refused", "refused"));
        assert_eq!(stopped(world, twin), [Some("consent".to_owned())]);
        world.write("Rune", |ctx, tx| matching::merge::undo(ctx, tx, merged.id)).expect("two");
        assert_eq!(
            (states(world, twin), states(world, contact_of_ola)),
            (pair("unknown", "unknown"), pair("refused", "refused"))
        );
        // Deleted and back.
        let lies = (Noun::Contact, contact(world, "Kari", None).0);
        say(world, lies, &said("email", "given"));
        world.console(|ctx, tx| trash::commands::delete(ctx, tx, Cause::COMMAND, lies.0, &[lies.1]));
        world.console(|ctx, tx| trash::commands::restore(ctx, tx, &[lies.1]).map(drop));
        assert_eq!(states(world, lies), pair("given", "unknown"));
        // Handed over with what is kept of them, and erased.
        let asked = privacy::Asked { records: vec![lies.1], reason: "case 9".into() };
        let file = world.console(|ctx, tx| privacy::export(ctx, tx, &asked));
        assert_eq!(file["data"]["consents"][0]["state"], json!("given"), "{file}");
        world.console(|ctx, tx| privacy::erase(ctx, tx, Cause::COMMAND, &asked));
        assert_eq!(states(world, lies), pair("unknown", "unknown"));
    });
}

#[test]
fn what_was_said_is_no_version_of_the_record() {
    World::each(|world| {
        let kari = contact(world, "Kari Vik", None);
        say(world, (Noun::Contact, kari.0), &said("email", "given"));
        let patch = Patch::new(kari, [("title", json!("Chief"))]).at(1);
        world.write("Rune", |ctx, tx| contacts::commands::change(ctx, tx, Cause::COMMAND, &[patch])).expect("changed");
    });
}

#[test]
fn a_file_says_no_and_lifts_none_and_is_taken_back() {
    World::each(|world| {
        let file = |world: &World, name: &str, text: &str| {
            let files = vec![(name.to_owned(), text.as_bytes().to_vec())];
            let import = Import { files, settings: Settings::default(), dry_run: false };
            run(&world.house, Who::Console, &import, &mut |_| true).expect("it runs")
        };
        let contacts = "Id,LastName,Email,HasOptedOutOfEmail,DoNotCall\n\
            C1,Vik,kari@kunde.test,true,false\nC2,Berg,ola@kunde.test,false,1\nC3,Dahl,eva@kunde.test,perhaps,0\n";
        let (set, report) = file(world, "Contact.csv", contacts);
        assert_eq!((report.counts.created, report.counts.rejected), (3, 0), "{report:?}");
        let codes = |report: &Report| -> Vec<(u64, String)> {
            report.files[0].warnings.iter().map(|(line, warning)| (*line, warning.code.clone())).collect()
        };
        assert_eq!(codes(&report), [(4, "warning-consent-unreadable".to_owned())]);
        let named = |id: &str| world.console(|ctx, tx| app::records::named(ctx, tx, Noun::Contact, id));
        let all = ["C1", "C2", "C3"].map(|id| (Noun::Contact, named(id)));
        let states_of = |all: &[(Noun, Uuid); 3]| all.map(|on| states(world, on));
        let read = [pair("refused", "unknown"), pair("unknown", "refused"), pair("unknown", "unknown")];
        assert_eq!(states_of(&all), read);
        assert_eq!(view(world, all[0]).said[0].consent.source.as_deref(), Some("The file Contact.csv"));
        // The same again says nothing new.
        file(world, "Contact.csv", contacts);
        assert_eq!(view(world, all[0]).said.len(), 1);
        // A yes lifts no no, on whichever record of theirs; of the others it is taken.
        let people = "Person - ID,Person - Name,Person - Email - Work,Person - Marketing status\n\
            P1,Kari Vik,KARI@kunde.test,subscribed\nP2,Per Moe,per@kunde.test,subscribed\nP3,Siv Lie,siv@kunde.test,unsubscribed\nP4,Una,una@kunde.test,no_consent\n";
        let (second, report) = file(world, "people.csv", people);
        assert_eq!(codes(&report), [(2, "warning-consent-stays".to_owned())]);
        let email = |id: &str| states(world, (Noun::Contact, named(id))).0;
        assert_eq!(["P1", "P2", "P3", "P4"].map(email), ["unknown", "given", "withdrawn", "unknown"]);
        let leads = "Record ID,First Name,Last Name,Email,Lead Status,Unsubscribed from all email\n\
            L1,Odd,Aas,odd@kunde.test,NEW,true\nL2,Liv,Aas,liv@kunde.test,NEW,\n";
        file(world, "leads.csv", leads);
        let lead = |id: &str| {
            let id = world.console(|ctx, tx| app::records::named(ctx, tx, Noun::Lead, id));
            states(world, (Noun::Lead, id)).0
        };
        assert_eq!((lead("L1"), lead("L2")), ("refused".to_owned(), "unknown".to_owned()));
        // Taken back: what was changed since stays, without what the file said.
        let patch = Patch::new(named("P3"), [("title", json!("Chief"))]);
        world.console(|ctx, tx| contacts::commands::change(ctx, tx, Cause::COMMAND, &[patch]));
        let undone = world.console(|ctx, tx| undo(ctx, tx, second));
        assert_eq!((undone.removed, undone.kept.len()), (3, 1), "{undone:?}");
        assert_eq!(email("P3"), "unknown");
        world.console(|ctx, tx| undo(ctx, tx, set));
        let left = crate::filled::everything(world.house.db());
        let left: Vec<_> = left["consents"].iter().filter(|row| row.contains("Contact.csv")).collect();
        assert!(left.is_empty(), "{left:?}");
    });
}

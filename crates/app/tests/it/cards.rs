//! Contacts that come in as cards and go out as cards; calendars that go out by a secret address.

use crate::world::{NOW, World, position};
use app::activities::commands::{NewActivity, add};
use app::ctx::Who;
use app::events::Cause;
use app::imports::{Counts, Import, Report, Settings, run};
use app::listing::{ListQuery, kinds};
use domain::Instant;
use domain::contacts::Contact;
use domain::policy::{Action, Noun};

const CARDS: &str = "BEGIN:VCARD
VERSION:3.0
UID:kari-1
N:Berg;Kari;Marie;;
FN:Kari Marie Berg
ORG:Fjord Foods;Innkjøp
TITLE:Innkjøpssjef
TEL;TYPE=home:+47 22 00 00 00
TEL;TYPE=work,fax:+47 22 11 11 11
TEL;TYPE=work:+47 22 33 44 55
TEL;TYPE=cell:900 11 222
EMAIL;TYPE=home:kari@home.example
EMAIL;TYPE=work,pref:Kari@Fjord.example
NOTE:Liker kaffe\\, ikke te
END:VCARD
BEGIN:VCARD
VERSION:3.0
UID:none-2
TEL:12345678
broken line
END:VCARD
";

fn load(world: &World, name: &str, text: &str) -> Report {
    let files = vec![(name.to_owned(), text.as_bytes().to_vec())];
    let job = Import { files, settings: Settings::default(), dry_run: false };
    run(&world.house, Who::Console, &job, &mut |_| true).unwrap().1
}

fn contacts(world: &World) -> Vec<Contact> {
    world.console(|ctx, tx| {
        let ids = app::listing::ids(ctx, tx, &kinds::CONTACTS, Action::See, &ListQuery::default(), 100)?;
        app::records::some(tx, None, &ids)
    })
}

#[test]
fn cards_become_contacts_and_the_same_file_twice_changes_nothing() {
    World::each(|world| {
        let report = load(world, "people.vcf", CARDS);
        assert_eq!(report.counts, Counts { created: 1, rejected: 1, ..Counts::default() });
        let [kari] = contacts(world).try_into().unwrap();
        let text = |field: &Option<String>| field.clone().unwrap_or_default();
        assert_eq!(kari.name, "Kari Marie Berg");
        assert_eq!([text(&kari.first_name), text(&kari.last_name)], ["Kari Marie", "Berg"]);
        assert_eq!([text(&kari.email), text(&kari.phone)], ["kari@fjord.example", "+47 22 33 44 55"]);
        assert_eq!([text(&kari.mobile), text(&kari.title)], ["900 11 222", "Innkjøpssjef"]);
        assert_eq!([text(&kari.description), text(&kari.external_id)], ["Liker kaffe, ikke te", "kari-1"]);
        let rejected = &report.files[0].rejects[0];
        assert_eq!((rejected.line, rejected.reason.code.as_str()), (16, "refusal-name-empty"));
        let warned: Vec<(u64, &str)> = report.files[0].warnings.iter().map(|(l, r)| (*l, r.code.as_str())).collect();
        assert_eq!(warned, [(16, "cards-name-missing"), (20, "cards-unreadable")]);
        let again = load(world, "people.vcf", CARDS);
        assert_eq!(again.counts, Counts { unchanged: 1, rejected: 1, ..Counts::default() });
    });
}

#[test]
fn a_contact_that_went_out_as_a_card_comes_back_as_itself() {
    World::each(|world| {
        load(
            world,
            "people.csv",
            "Contact Name,First Name,Last Name,Email,Account Name\nOla Nord,Ola,Nord,ola@nord.example,\n",
        );
        let [ola] = contacts(world).try_into().unwrap();
        let written = world.console(|ctx, tx| app::contacts::queries::cards(ctx, tx, &ListQuery::default()));
        assert!(written.contains(&format!("UID:urn:uuid:{}", ola.id)), "{written}");
        let report = load(world, "back.vcf", &written);
        assert_eq!(report.counts, Counts { unchanged: 1, ..Counts::default() }, "{report:?}");
        assert_eq!(contacts(world), [ola]);
    });
}

#[test]
fn a_file_that_holds_no_cards_is_refused_with_its_reason() {
    World::each(|world| {
        let files = vec![("people.vcf".to_owned(), b"name;email\n".to_vec())];
        let job = Import { files, settings: Settings::default(), dry_run: true };
        match run(&world.house, Who::Console, &job, &mut |_| true) {
            Err(app::Error::Refused(why)) => assert_eq!(why[0].code, "cards-nothing-inside"),
            other => panic!("{:?}", other.map(|(_, report)| report)),
        }
    });
}

#[test]
fn a_calendar_shows_what_its_user_has_planned_and_nothing_else() {
    World::each(|world| {
        let hours = |n: i64| Some(Instant(NOW.0 + n * 3_600_000));
        world.console(|ctx, tx| {
            let ours = Contact {
                name: "Kari".into(),
                email: Some("kari@fjord.example".into()),
                owner: position("Rune"),
                ..Contact::default()
            };
            let kari = app::contacts::commands::create(ctx, tx, Cause::COMMAND, vec![ours])?.remove(0).id;
            let of = |kind: &str, subject: &str, owner: &str| NewActivity {
                subject: subject.into(),
                owner: Some(position(owner)),
                ..NewActivity::on(kind, Noun::Contact, kari.0)
            };
            let demo = NewActivity {
                starts_at: hours(2),
                minutes: Some(45),
                external_id: Some("demo-1".into()),
                ..of("demo", "First demo", "Rune")
            };
            let task = NewActivity { due_on: Some(ctx.today), ..of("task", "Send the offer", "Rune") };
            let other = NewActivity { starts_at: hours(3), ..of("meeting", "Another's meeting", "Rita") };
            let old = NewActivity { starts_at: hours(-24 * 200), ..of("meeting", "Long ago", "Rune") };
            add(ctx, tx, Cause::COMMAND, vec![demo, task, other, old, of("note", "A note", "Rune")])
        });
        let secret = world.write("Rune", app::users::make_feed).unwrap();
        let user = app::users::feed_owner(&world.house, &secret).unwrap();
        let text = world.house.read_as(user, app::activities::queries::feed).unwrap();
        let file = cards::read(text.as_bytes()).unwrap();
        assert_eq!(file.findings, []);
        let calendar = &file.calendars[0].item;
        let [demo] = calendar.events().collect::<Vec<_>>().try_into().unwrap();
        assert_eq!((demo.uid.as_str(), demo.summary.as_str()), ("demo-1", "First demo"));
        assert_eq!(demo.attendees[0].address, "kari@fjord.example");
        let from = jiff::Timestamp::from_millisecond(NOW.0).unwrap();
        let to = from + jiff::SignedDuration::from_hours(24);
        let seen = calendar.occurrences(from, to, &jiff::tz::TimeZone::UTC, 9);
        assert_eq!(seen[0].end.duration_since(seen[0].start).as_mins(), 45);
        assert_eq!(calendar.todos().map(|t| t.summary.as_str()).collect::<Vec<_>>(), ["Send the offer"]);
        let anew = world.write("Rune", app::users::make_feed).unwrap();
        assert!(app::users::feed_owner(&world.house, &secret).is_err());
        assert_eq!(app::users::feed_owner(&world.house, &anew).unwrap(), user);
        world.write("Rune", app::users::end_feed).unwrap();
        assert!(app::users::feed_owner(&world.house, &anew).is_err());
    });
}

#[test]
fn meetings_come_in_on_their_contacts_and_move_with_a_newer_file() {
    World::each(|world| {
        world.console(|ctx, tx| {
            let kari = Contact {
                name: "Kari".into(),
                email: Some("kari@fjord.example".into()),
                owner: position("Rune"),
                ..Contact::default()
            };
            app::contacts::commands::create(ctx, tx, Cause::COMMAND, vec![kari])
        });
        let file = |hour: &str, rest: &str| {
            format!(
                "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:m-1\nSUMMARY:First meeting\nDTSTART:20180105T{hour}0000Z\nDURATION:PT45M\n\
                 ATTENDEE:mailto:Kari+crm@Fjord.example\nATTENDEE:mailto:post@fjord.example\n{rest}END:VEVENT\n\
                 BEGIN:VEVENT\nUID:m-2\nSUMMARY:Strangers\nDTSTART:20180105T120000Z\nATTENDEE:mailto:who@else.example\nEND:VEVENT\n\
                 BEGIN:VEVENT\nUID:m-3\nSUMMARY:Weekly\nDTSTART:20180102T080000Z\nRRULE:FREQ=WEEKLY;COUNT=3\n\
                 ATTENDEE:mailto:kari@fjord.example\nEND:VEVENT\nEND:VCALENDAR\n"
            )
        };
        let take = |name: &str, text: String| {
            world.write(name, |ctx, tx| app::activities::take_calendar(ctx, tx, text.as_bytes()))
        };
        let first = take("Rune", file("09", "")).unwrap();
        assert_eq!((first.added, first.changed, first.unchanged), (4, 0, 0), "{first:?}");
        assert_eq!(
            first.left.iter().map(|(name, why)| (name.as_str(), why.code.as_str())).collect::<Vec<_>>(),
            [("Strangers", "refusal-event-nobody")]
        );
        let again = take("Rune", file("09", "")).unwrap();
        assert_eq!((again.added, again.changed, again.unchanged), (0, 0, 4));
        let moved = take("Rune", file("10", "")).unwrap();
        assert_eq!((moved.added, moved.changed, moved.unchanged), (0, 1, 3));
        let off = take("Rune", file("10", "STATUS:CANCELLED\n")).unwrap();
        assert_eq!((off.added, off.changed), (0, 1));
        // Another knows nobody of them.
        let other = take("Olga", file("09", "")).unwrap();
        assert_eq!((other.added, other.left.len()), (0, 5), "{other:?}");
        let refused = world.write("Nils", |ctx, tx| app::activities::take_calendar(ctx, tx, file("09", "").as_bytes()));
        assert!(matches!(refused, Err(app::Error::Forbidden)));
        match take("Rune", "no calendar".to_owned()) {
            Err(app::Error::Refused(why)) => assert_eq!(why[0].code, "cards-nothing-inside"),
            other => panic!("{other:?}"),
        }
    });
}

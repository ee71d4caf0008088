//! Calendars on a real Radicale: what goes there, what comes in, what both changed, what is gone.

use super::servers::{Folder, Running, free_port, has};
use super::{later, outward};
use crate::world::{NOW, World, position, user};
use app::activities::commands::{ActivityPatch, NewActivity, add, change, take_back};
use app::calendars::{self, CalendarForm};
use app::contacts;
use app::events::Cause;
use app::{Error, activities};
use domain::Instant;
use domain::activities::Activity;
use domain::contacts::Contact;
use domain::kernel::id::ActivityId;
use domain::policy::Noun;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use uuid::Uuid;

const HOUR: i64 = 3_600_000;

/// A running Radicale with one calendar of Rune.
struct Radicale {
    port: u16,
    folder: Folder,
    running: Option<Running>,
}

impl Radicale {
    fn start() -> Radicale {
        let radicale = Radicale { port: free_port(), folder: Folder::new("radicale"), running: None };
        let at = |name: &str| radicale.folder.0.join(name);
        let config = format!(
            "[server]\nhosts = 127.0.0.1:{}\n[auth]\ntype = htpasswd\nhtpasswd_filename = {}\nhtpasswd_encryption = plain\ndelay = 0\n\
             [storage]\nfilesystem_folder = {}\n[rights]\ntype = owner_only\n[web]\ntype = none\n",
            radicale.port,
            at("users").display(),
            at("store").display()
        );
        fs::write(at("config"), config).expect("its settings");
        fs::write(at("users"), "rune:hush-hush\n").expect("its users");
        fs::create_dir_all(radicale.items()).expect("a calendar");
        let props = "{\"tag\": \"VCALENDAR\", \"D:displayname\": \"Work\"}";
        fs::write(radicale.items().join(".Radicale.props"), props).expect("its name");
        let mut radicale = radicale;
        radicale.wake();
        radicale
    }

    fn items(&self) -> PathBuf {
        self.folder.0.join("store/collection-root/rune/work")
    }

    fn wake(&mut self) {
        let mut command = Command::new("radicale");
        command.arg("--config").arg(self.folder.0.join("config"));
        self.running = Some(Running::start(&mut command, self.port, &self.folder.0.join("log")));
    }

    /// What lies in the calendar: name and text.
    fn kept(&self) -> Vec<(String, String)> {
        let entries = fs::read_dir(self.items()).expect("a folder").map(|entry| entry.expect("an entry").path());
        let mut found: Vec<(String, String)> = entries
            .filter(|path| path.extension().is_some_and(|e| e == "ics"))
            .map(|path| {
                (
                    path.file_name().expect("a name").to_string_lossy().into_owned(),
                    fs::read_to_string(&path).expect("text"),
                )
            })
            .collect();
        found.sort();
        found
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.items().join(name), text.replace("\r\n", "\n").replace('\n', "\r\n")).expect("written");
    }

    /// As another program changes an item.
    fn edit(&self, name: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.items().join(name)).expect("an item");
        assert!(text.contains(from), "{text}");
        self.write(name, &text.replace(from, to));
    }

    fn form(&self) -> CalendarForm {
        CalendarForm {
            url: format!("http://127.0.0.1:{}/rune/", self.port),
            login: "rune".into(),
            password: "hush-hush".into(),
        }
    }
}

fn event(uid: &str, start: &str, more: &str) -> String {
    format!(
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Test//EN\nBEGIN:VEVENT\nUID:{uid}\nDTSTAMP:20171231T000000Z\nSUMMARY:Theirs {uid}\n\
         {start}\n{more}END:VEVENT\nEND:VCALENDAR\n"
    )
}

fn kari(world: &World) -> Uuid {
    world.console(|ctx, tx| {
        let kari = Contact {
            name: "Kari".into(),
            email: Some("kari@kunde.test".into()),
            owner: position("Rune"),
            ..Contact::default()
        };
        Ok(contacts::commands::create(ctx, tx, Cause::COMMAND, vec![kari])?.remove(0).id.0)
    })
}

fn meeting(world: &World, kari: Uuid) -> ActivityId {
    world
        .write("Rune", |ctx, tx| {
            let new = NewActivity {
                subject: "Ours".into(),
                starts_at: Some(Instant(NOW.0 + 24 * HOUR)),
                minutes: Some(45),
                ..NewActivity::on("meeting", Noun::Contact, kari)
            };
            Ok(add(ctx, tx, Cause::COMMAND, vec![new])?.remove(0).id)
        })
        .expect("planned")
}

fn one(world: &World, id: ActivityId) -> Activity {
    world.read("Rune", |ctx, tx| activities::queries::get(ctx, tx, id)).expect("a meeting")
}

fn on(world: &World, kari: Uuid) -> Vec<Activity> {
    world.read("Rune", |ctx, tx| activities::queries::open_on(ctx, tx, Noun::Contact, kari)).expect("what waits")
}

fn look(world: &World, minutes: i64) -> usize {
    calendars::look(&later(world, minutes).house).expect("looked")
}

fn connected(world: &World, radicale: &Radicale) -> World {
    let world = outward(world);
    calendars::connect(&world.house, user("Rune"), &radicale.form()).expect("connected");
    world
}

fn patch(world: &World, id: ActivityId, patch: &ActivityPatch) {
    world.write("Rune", |ctx, tx| change(ctx, tx, id, patch)).expect("changed");
}

#[test]
fn ours_go_there_and_changes_go_both_ways() {
    if !has("radicale") {
        return;
    }
    World::each(|world| {
        let radicale = Radicale::start();
        let world = connected(world, &radicale);
        let kari = kari(&world);
        let id = meeting(&world, kari);
        assert_eq!(look(&world, 0), 1);
        let kept = radicale.kept();
        assert_eq!(kept.len(), 1);
        let (name, text) = &kept[0];
        assert!(text.contains("SUMMARY:Ours") && text.contains("kari@kunde.test"), "{text}");
        assert!(!text.contains("METHOD"), "{text}");
        assert_eq!(look(&world, 10), 0, "both know it");
        // Moved there.
        radicale.edit(name, "DTSTART:20180101T120000Z", "DTSTART:20180102T090000Z\nX-KEEP:me");
        assert_eq!(look(&world, 20), 1);
        assert_eq!(one(&world, id).starts_at, Some(Instant(NOW.0 + 45 * HOUR)));
        // Renamed here: what else stands in it stays.
        patch(&world, id, &ActivityPatch { subject: Some("Ours, renamed".into()), ..Default::default() });
        assert_eq!(look(&world, 30), 1);
        let text = &radicale.kept()[0].1;
        assert!(text.contains("SUMMARY:Ours\\, renamed") && text.contains("X-KEEP:me"), "{text}");
        assert!(text.contains("20180102T090000Z"), "{text}");
        assert_eq!(look(&world, 40), 0);
        // Both: the calendar's time and title hold.
        radicale.edit(name, "SUMMARY:Ours\\, renamed", "SUMMARY:Theirs now");
        patch(&world, id, &ActivityPatch { subject: Some("Ours again".into()), ..Default::default() });
        look(&world, 50);
        look(&world, 60);
        assert_eq!(one(&world, id).subject, "Theirs now");
        assert!(radicale.kept()[0].1.contains("SUMMARY:Theirs now"));
        // Called off here.
        patch(&world, id, &ActivityPatch { outcome: Some(Some("cancelled".into())), ..Default::default() });
        look(&world, 70);
        assert!(radicale.kept()[0].1.contains("STATUS:CANCELLED"), "{}", radicale.kept()[0].1);
        assert_eq!(look(&world, 80), 0);
    });
}

#[test]
fn theirs_come_in_with_people_we_know() {
    if !has("radicale") {
        return;
    }
    World::each(|world| {
        let radicale = Radicale::start();
        let world = connected(world, &radicale);
        let kari = kari(&world);
        let with = "ATTENDEE:mailto:kari@kunde.test\n";
        let at = "DTSTART:20180105T090000Z\nDTEND:20180105T100000Z";
        radicale.write("a.ics", &event("a", at, with));
        radicale.write("b.ics", &event("b", at, "ATTENDEE:mailto:x@else.test\n"));
        radicale.write("c.ics", &event("c", at, &format!("{with}CLASS:PRIVATE\n")));
        radicale.write("d.ics", &event("d", "DTSTART;VALUE=DATE:20180108\nDTEND;VALUE=DATE:20180110", with));
        assert_eq!(look(&world, 0), 2);
        let waits = on(&world, kari);
        let told: Vec<(&str, Option<i64>, Option<i64>)> =
            waits.iter().map(|a| (a.subject.as_str(), a.starts_at.map(|at| at.0), a.minutes)).collect();
        let morning = NOW.0 + (4 * 24 + 21) * HOUR;
        let midnight = NOW.0 + (7 * 24 + 11) * HOUR;
        assert_eq!(told, [("Theirs a", Some(morning), Some(60)), ("Theirs d", Some(midnight), None)]);
        // Deleted there: called off here. What is out of sight is not gone.
        fs::remove_file(radicale.items().join("a.ics")).expect("removed");
        assert_eq!(look(&world, 10), 1);
        assert_eq!(one(&world, waits[0].id).outcome.as_deref(), Some("cancelled"));
        assert_eq!(look(&world, 20), 0);
        assert_eq!(radicale.kept().len(), 3, "nothing of theirs was deleted");
        assert_eq!(on(&world, kari).len(), 1);
    });
}

#[test]
fn what_was_never_to_be_is_gone_there_and_a_server_that_rests_is_waited_for() {
    if !has("radicale") {
        return;
    }
    World::each(|world| {
        let mut radicale = Radicale::start();
        let world = connected(world, &radicale);
        let kari = kari(&world);
        let id = meeting(&world, kari);
        look(&world, 0);
        assert_eq!(radicale.kept().len(), 1);
        radicale.running = None;
        world.write("Rune", |ctx, tx| take_back(ctx, tx, id)).expect("taken back");
        assert_eq!(look(&world, 10), 0);
        let state = world.read("Rune", calendars::account).expect("read").expect("a calendar");
        assert_eq!(
            (state.state.as_str(), state.fault.map(|f| f.code)),
            ("failing", Some("trouble-no-answer".to_owned()))
        );
        radicale.wake();
        assert_eq!(look(&world, 30), 1);
        assert!(radicale.kept().is_empty());
        let state = world.read("Rune", calendars::account).expect("read").expect("a calendar");
        assert_eq!(state.state, "working");
        assert!(world.read("Mona", calendars::account).expect("read").is_none());
    });
}

#[test]
fn what_is_in_the_way_of_a_calendar_is_told() {
    if !has("radicale") {
        return;
    }
    let radicale = Radicale::start();
    World::each(|world| {
        let world = outward(world);
        let refused = |form: &CalendarForm| match calendars::connect(&world.house, user("Rune"), form) {
            Err(Error::Refused(faults)) => (faults[0].code.clone(), faults[0].field.clone().unwrap_or_default()),
            other => panic!("{other:?}"),
        };
        let of = |code: &str, field: &str| (code.to_owned(), field.to_owned());
        let good = radicale.form();
        let wrong = CalendarForm { password: "wrong".into(), ..good.clone() };
        assert_eq!(refused(&wrong), of("trouble-login-refused", "password"));
        let inner = CalendarForm { url: "http://169.254.169.254/latest/".into(), ..good.clone() };
        assert_eq!(refused(&inner), of("trouble-host-inner", "url"));
        let none = CalendarForm { url: format!("http://127.0.0.1:{}/rune/work/nothing/", radicale.port), ..good };
        assert_eq!(refused(&none).1, "url");
        let secret = "select count(*) from calendar_accounts";
        assert_eq!(world.house.db().read(|tx| tx.number(secret, &[])).expect("counted"), 0);
    });
}

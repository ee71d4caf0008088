//! Imports and the trash: no record is made twice, what an import made and somebody deleted goes with it, and what comes
//! back finds somebody who has it.

use crate::world::{NOW, World, position};
use app::accounts::commands as accounts;
use app::ctx::Who;
use app::events::Cause;
use app::imports::{Duplicates, Import, Report, Settings, Undone, run, undo};
use app::trash::{Moved, Trashed, commands};
use app::{Error, contacts, leads, records};
use domain::accounts::Account;
use domain::contacts::Contact;
use domain::kernel::id::{PersonId, PositionId, SetId, derived};
use domain::leads::Lead;
use domain::organisation::Edit;
use domain::policy::Noun;
use uuid::Uuid;

const ACCOUNTS: &str =
    "Account ID,Account Name,Website,Account Owner\nA1,Fjord Foods,fjord.no,Rune\nA2,Nordlys,nordlys.no,Rune\n";
const DEALS: &str = "opportunity_id,account,deal_stage,engage_date,close_value,owner\nD1,Fjord Foods,Engaging,2017-02-01,50,Rune\nD2,Nordlys,Engaging,2017-02-01,70,Rune\n";

fn bring_with(world: &World, files: &[(&str, &str)], settings: Settings) -> (SetId, Report) {
    let files = files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    run(&world.house, Who::Console, &Import { files, settings, dry_run: false }, &mut |_| true).expect("brought in")
}

fn bring(world: &World, files: &[(&str, &str)]) -> (SetId, Report) {
    bring_with(world, files, Settings::default())
}

fn id(world: &World, table: &str, external: &str) -> Uuid {
    let sql = format!("select id from {table} where external_id = $1");
    world.console(|_, tx| Ok(tx.first(&sql, &[external.into()], |row| row.next())?)).expect("there")
}

fn count(world: &World, table: &str) -> i64 {
    world.console(|_, tx| Ok(tx.number(&format!("select count(*) from {table}"), &[])?))
}

fn delete(world: &World, noun: Noun, id: Uuid) {
    world.console(|ctx, tx| {
        ctx.begin_set();
        commands::delete(ctx, tx, Cause::COMMAND, noun, &[id])
    });
}

fn back(world: &World, name: &str, id: Uuid) -> app::Result<Trashed> {
    Ok(world.write(name, |ctx, tx| commands::restore(ctx, tx, &[id]))?.remove(0))
}

fn told(report: &Report) -> Vec<(u64, &str)> {
    let file = &report.files[0];
    let warned = file.warnings.iter().map(|(line, why)| (*line, why.code.as_str()));
    warned.chain(file.rejects.iter().map(|one| (one.line, one.reason.code.as_str()))).collect()
}

#[test]
fn a_row_whose_record_lies_in_the_trash_comes_back_with_the_reason() {
    World::each(|world| {
        bring(world, &[("accounts.csv", ACCOUNTS)]);
        let account = id(world, "accounts", "A1");
        delete(world, Noun::Account, account);
        let (_, again) = bring(world, &[("accounts.csv", ACCOUNTS)]);
        assert_eq!(told(&again), [(2, "refusal-row-in-trash")]);
        let args = &again.files[0].rejects[0].reason.args;
        assert!(args.contains(&("name".to_owned(), "Fjord Foods".to_owned())), "{args:?}");
        assert!(args.contains(&("on".to_owned(), "2017-12-31".to_owned())), "{args:?}");
        assert_eq!((again.counts.created, count(world, "accounts")), (0, 1));
        // A file without ids means records by their names.
        let (_, named) = bring(world, &[("accounts.csv", "Account Name,Industry\nfjord foods,food\n")]);
        assert_eq!(told(&named), [(2, "refusal-row-in-trash")]);
        // Another id and another name, at the same address on the web: only likely, and told where somebody asks.
        let other = "Account ID,Account Name,Website\nX9,Fjord Foods AS,https://www.fjord.no\n";
        let skip = Settings { duplicates: Some(Duplicates::Skip), ..Settings::default() };
        assert_eq!(told(&bring_with(world, &[("a.csv", other)], skip).1), [(2, "refusal-row-likely-in-trash")]);
        back(world, "Rune", account).expect("back");
        let (_, after) = bring(world, &[("accounts.csv", ACCOUNTS)]);
        assert_eq!((after.counts.unchanged, after.counts.rejected, count(world, "accounts")), (2, 0, 2));
        // Who wants it twice says so of the row.
        delete(world, Noun::Account, account);
        let rows = [("2".to_owned(), Duplicates::New)].into();
        let (_, anew) = bring_with(world, &[("accounts.csv", ACCOUNTS)], Settings { rows, ..Settings::default() });
        assert_eq!((anew.counts.created, count(world, "accounts")), (1, 2));
        let (_, last) = bring(world, &[("accounts.csv", ACCOUNTS)]);
        assert_eq!((last.counts.unchanged, last.counts.rejected), (2, 0), "what stands goes before what was deleted");
    });
}

#[test]
fn a_deal_in_the_trash_is_not_made_again() {
    World::each(|world| {
        bring(world, &[("accounts.csv", ACCOUNTS), ("deals.csv", DEALS)]);
        delete(world, Noun::Opportunity, id(world, "opportunities", "D1"));
        let (_, again) = bring(world, &[("deals.csv", DEALS)]);
        assert_eq!(told(&again), [(2, "refusal-row-in-trash")]);
        let rows = [("2".to_owned(), Duplicates::New)].into();
        bring_with(world, &[("deals.csv", DEALS)], Settings { rows, ..Settings::default() });
        let (_, last) = bring(world, &[("deals.csv", DEALS)]);
        assert_eq!((last.counts.unchanged, last.counts.rejected, count(world, "opportunities")), (2, 0, 2));
    });
}

fn take_back(world: &World, set: SetId) -> Undone {
    world.console(|ctx, tx| undo(ctx, tx, set))
}

#[test]
fn what_an_import_made_and_somebody_deleted_goes_with_it() {
    World::each(|world| {
        let (set, _) = bring(world, &[("accounts.csv", ACCOUNTS), ("deals.csv", DEALS)]);
        let (one, two) = (id(world, "opportunities", "D1"), id(world, "opportunities", "D2"));
        delete(world, Noun::Opportunity, one);
        delete(world, Noun::Opportunity, two);
        // To come back as it was is no change.
        back(world, "Rune", two).expect("back");
        let undone = take_back(world, set);
        assert_eq!((undone.removed, undone.from_trash, undone.kept), (4, 1, vec![]));
        assert_eq!((count(world, "opportunities"), count(world, "accounts"), count(world, "trash")), (0, 0, 0));
        assert!(matches!(back(world, "Rune", one), Err(Error::NotFound)), "it does not come back alone");
        let history = world.console(|_, tx| app::events::of_record(tx, one, domain::Instant(NOW.0 + 1), 9));
        assert!(history.iter().any(|event| event.kind == "undone"), "the history says so");
    });
}

#[test]
fn what_others_worked_on_before_it_was_deleted_stays_in_the_trash() {
    World::each(|world| {
        let (set, _) = bring(world, &[("accounts.csv", ACCOUNTS)]);
        let (one, two) = (id(world, "accounts", "A1"), id(world, "accounts", "A2"));
        let patch = app::records::Patch::new(one, [("city", "Bergen".into())]);
        world.console(|ctx, tx| accounts::change(ctx, tx, Cause::COMMAND, std::slice::from_ref(&patch)));
        let call = app::activities::commands::NewActivity {
            subject: "Said hello".into(),
            ..app::activities::commands::NewActivity::on("note", Noun::Account, two)
        };
        world.console(|ctx, tx| app::activities::commands::add(ctx, tx, Cause::COMMAND, vec![call]));
        delete(world, Noun::Account, one);
        delete(world, Noun::Account, two);
        let undone = take_back(world, set);
        let kept: Vec<&str> = undone.kept.iter().map(|kept| kept.reason.code.as_str()).collect();
        assert_eq!((undone.removed, kept), (0, vec!["refusal-undo-in-trash", "refusal-undo-in-trash"]));
        back(world, "Rune", one).expect("back");
        back(world, "Rune", two).expect("back");
        assert_eq!((count(world, "accounts"), count(world, "activities")), (2, 1));
    });
}

fn leave(world: &World, name: &str) {
    let person: PersonId = derived(&[b"person", name.as_bytes()]);
    let gone = Edit::EndAssignment { person, position: position(name) };
    world.console(|ctx, tx| app::organisation::commands::edit(ctx, tx, &[(gone.clone(), ctx.today)]).map(drop));
}

fn owner(world: &World, noun: Noun, id: Uuid) -> PositionId {
    world.console(|_, tx| records::owner_of(tx, noun, id)).expect("an owner")
}

#[test]
fn what_comes_back_after_its_owner_left_is_with_who_took_it_back() {
    World::each(|world| {
        let account = Account { name: "Nordfjord".into(), owner: position("Rune"), ..Account::default() };
        let account = world.console(|ctx, tx| accounts::create(ctx, tx, Cause::COMMAND, vec![account]))[0].id.0;
        let contact = Contact { name: "Kari Vik".into(), owner: position("Rune"), ..Contact::default() };
        let contact =
            world.console(|ctx, tx| contacts::commands::create(ctx, tx, Cause::COMMAND, vec![contact]))[0].id.0;
        let lead = Lead { name: "Per Dal".into(), owner: position("Rune"), ..Lead::default() };
        let lead = world.console(|ctx, tx| leads::commands::create(ctx, tx, Cause::COMMAND, vec![lead]))[0].id.0;
        let all = [(Noun::Account, account), (Noun::Contact, contact), (Noun::Lead, lead)];
        for (noun, id) in all {
            delete(world, noun, id);
        }
        leave(world, "Rune");
        for (noun, id) in all {
            let one = back(world, "Mona", id).expect("back");
            assert_eq!(one.moved, Some(Moved::Seat("Mona".into())), "{noun:?}");
            assert_eq!(owner(world, noun, id), position("Mona"));
        }
    });
}

#[test]
fn what_comes_back_to_a_queue_that_ended_goes_where_coverage_sends_it() {
    World::each(|world| {
        use app::routing::settings;
        use domain::kernel::id::QueueId;
        use domain::organisation::routing::Setting;
        let nobody = world.console(app::routing::commands::nobody);
        let lead = Lead { name: "Per Dal".into(), owner: nobody, ..Lead::default() };
        let lead = world.console(|ctx, tx| leads::commands::create(ctx, tx, Cause::COMMAND, vec![lead]))[0].id.0;
        let queue = Setting::Queue { name: "North waits".into(), unit: None };
        let queue = world.console(|ctx, tx| settings::set(ctx, tx, &queue, ctx.today.plus(-9), None));
        world.console(|_, tx| {
            let values = [lead.into(), "lead".into(), db::Value::Uuid(queue.0), NOW.0.into()];
            Ok(tx.insert("routing_queued", &["record_id", "noun", "queue_id", "since"], &values)?)
        });
        let waits = |id: Uuid| {
            world.console(|_, tx| {
                let sql = "select queue_id from routing_queued where record_id = $1";
                Ok(tx.first(sql, &[id.into()], |row| row.id::<QueueId>())?)
            })
        };
        assert_eq!(waits(lead), Some(QueueId(queue.0)));
        delete(world, Noun::Lead, lead);
        world.console(|ctx, tx| settings::end(ctx, tx, queue, ctx.today));
        let one = world.console(|ctx, tx| commands::restore(ctx, tx, &[lead])).remove(0);
        assert_eq!(one.moved, Some(Moved::Queue(None)), "nobody covers it: the company's own queue");
        assert_ne!(waits(lead), Some(QueueId(queue.0)));
        assert!(waits(lead).is_some());
    });
}

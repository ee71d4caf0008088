//! Activities from files: on the records that they name, once, and taken back with their import.

use crate::world::{World, position};
use app::ctx::Who;
use app::imports::{Import, Kind, Report, Settings, catch_up, run, undo};
use app::measures::rebuild;
use domain::kernel::id::SetId;
use domain::policy::Noun;

const ACCOUNTS: &str = "Account ID,Account Name,Website,Account Owner\nA1,Fjord Foods,fjord.no,Rune\n";
const CONTACTS: &str =
    "Contact ID,First Name,Last Name,Email,Account ID,Contact Owner\nC1,Kari,Vik,kari@fjord.no,A1,Rune\n";
const DEALS: &str = "opportunity_id,opportunity_name,account,deal_stage,engage_date,close_value,owner\nD1,Nets,Fjord Foods,Engaging,2017-02-01,50,Rune\n";
const ACTIVITIES: &str =
    "Activity ID,Type,Subject,Description,Date,Due Date,Status,Minutes,Assigned To,Deal ID,Contact Email,Related To
1,Call,First call,They want nets,2017-03-01 10:30,,,12,Rune,D1,kari@fjord.no,
2,Meeting,Visit,,2017-03-02T09:00:00Z,,,60,Rune,,,A1
3,Task,Send the offer,,,2018-01-15,Open,,Rita,,,Fjord Foods
4,To do,Sent the list,,2017-03-03,,Completed,,Rune,,,kari@fjord.no
5,note,,Lost in space,2017-03-03,,,,Rune,,,Nobody Here
6,fax,Sent a fax,,2017-03-03,,,,Rune,D1,,
,note,,Without an id,2017-03-04,,,,Somebody Else,D1,,
";

fn bring(world: &World, files: &[(&str, &str)]) -> (SetId, Report) {
    let files = files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    let import = Import { files, settings: Settings::default(), dry_run: false };
    run(&world.house, Who::Console, &import, &mut |_| true).expect("brought in")
}

type Seen = (String, String, String, bool, i64, Option<i64>);

fn seen(world: &World) -> Vec<Seen> {
    let sql = "select x.kind, x.subject, x.noun, x.is_open,
 (select count(*) from activity_links l where l.activity_id = x.id), x.minutes from activities x order by x.happened_at, x.subject";
    world.console(|_, tx| {
        Ok(tx.all(sql, &[], |row| Ok((row.next()?, row.next()?, row.next()?, row.next()?, row.next()?, row.next()?)))?)
    })
}

fn one(kind: &str, subject: &str, noun: Noun, is_open: bool, links: i64, minutes: Option<i64>) -> Seen {
    (kind.to_owned(), subject.to_owned(), noun.key().to_owned(), is_open, links, minutes)
}

#[test]
fn a_file_of_activities_stands_on_the_records_it_names_once_and_goes_with_its_import() {
    World::each(|world| {
        bring(world, &[("accounts.csv", ACCOUNTS), ("contacts.csv", CONTACTS), ("deals.csv", DEALS)]);
        let (set, report) = bring(world, &[("activities.csv", ACTIVITIES)]);
        let file = &report.files[0];
        assert_eq!(file.kind, Some(Kind::Activities));
        let rejects: Vec<(u64, &str)> = file.rejects.iter().map(|one| (one.line, one.reason.code.as_str())).collect();
        assert_eq!(rejects, [(6, "refusal-activity-unknown"), (7, "refusal-choice-unknown")]);
        assert_eq!((report.counts.created, report.counts.unchanged), (5, 0));
        let all = [
            one("call", "First call", Noun::Opportunity, false, 2, Some(12)),
            one("meeting", "Visit", Noun::Account, false, 1, Some(60)),
            one("task", "Sent the list", Noun::Contact, false, 1, None),
            one("note", "", Noun::Opportunity, false, 1, None),
            one("task", "Send the offer", Noun::Account, true, 1, None),
        ];
        assert_eq!(seen(world), all);
        let owner = "select count(*) from activities where owner_position_id = $1";
        let of = |name: &str| world.console(|_, tx| Ok(tx.number(owner, &[db::Value::id(position(name))])?));
        assert_eq!((of("Rune"), of("Rita")), (3, 1), "somebody else is a placeholder");
        assert_eq!(world.console(|ctx, tx| rebuild(ctx, tx, false)), [], "figures follow");
        let (again, report) = bring(world, &[("activities.csv", ACTIVITIES)]);
        assert_eq!((report.counts.created, report.counts.unchanged, seen(world).len()), (0, 5, 5));
        world.console(|ctx, tx| undo(ctx, tx, again));
        assert_eq!(seen(world).len(), 5, "what an import did not bring in stays");
        // What somebody went on with stays with its reason.
        let done = app::activities::commands::ActivityPatch { done: Some(true), ..Default::default() };
        let id = world.console(|_, tx| {
            Ok(tx.first("select id from activities where subject = 'Send the offer'", &[], |row| row.id())?)
        });
        world.console(|ctx, tx| app::activities::commands::change(ctx, tx, id.expect("there"), &done));
        let undone = world.console(|ctx, tx| undo(ctx, tx, set));
        let kept: Vec<(&str, &str)> =
            undone.kept.iter().map(|kept| (kept.noun.as_str(), kept.reason.code.as_str())).collect();
        assert_eq!((undone.removed, &kept[..1]), (4, &[("activity", "refusal-undo-changed-since")][..]));
        assert_eq!(seen(world).len(), 1);
        assert_eq!(world.console(|ctx, tx| rebuild(ctx, tx, false)), [], "figures follow");
        // The server indexes what files brought in; activities are found at once.
        while catch_up(&world.house).expect("indexed") {}
        assert_eq!(world.console(|_, tx| app::search::check(tx)), 0, "the index follows");
    });
}

#[test]
fn a_record_goes_with_the_activities_that_came_with_it() {
    World::each(|world| {
        let files = [
            ("accounts.csv", ACCOUNTS),
            ("contacts.csv", CONTACTS),
            ("deals.csv", DEALS),
            ("activities.csv", ACTIVITIES),
        ];
        let (set, report) = bring(world, &files);
        assert_eq!(report.counts.created, 8, "{report:?}");
        let undone = world.console(|ctx, tx| undo(ctx, tx, set));
        assert_eq!((undone.removed, undone.kept), (8, vec![]));
        assert!(seen(world).is_empty());
        assert_eq!(world.console(|ctx, tx| rebuild(ctx, tx, false)), [], "figures follow");
    });
}

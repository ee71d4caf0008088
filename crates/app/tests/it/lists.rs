//! The list: filters, orders, pages, counts, and who sees what.

use crate::world::{World, position};
use app::listing::{self, Cell, Format, ListQuery, kinds};
use app::opportunities::commands::{Fields, create};
use app::{Error, search};
use domain::kernel::{Currency, Day, Money};

/// Seven opportunities; Ragnhild's amount and two close days are unknown.
const DEALS: [(&str, &str, Option<i64>, Option<&str>); 7] = [
    ("Ålesund harbour", "Rune", Some(50_000), Some("2018-02-01")),
    ("Zebra 2", "Rune", Some(100_000), None),
    ("Zebra 10", "Rita", None, Some("2018-01-15")),
    ("apple", "Rita", Some(25_050), Some("2018-03-01")),
    ("Émile & fils", "Olga", Some(999), None),
    ("100% \"sure\"", "Olga", Some(7_000_000), Some("2018-02-01")),
    ("北京 office", "Mona", Some(100_000), Some("2017-12-01")),
];

fn deals(world: &World) {
    let euro = Currency::new("EUR").expect("a currency");
    world.console(|ctx, tx| {
        for (name, owner, amount, close) in DEALS {
            let fields = Fields {
                name: Some(name.into()),
                owner: Some(position(owner)),
                amount: Some(amount.map(|minor| Money::new(minor, euro))),
                close_on: Some(close.map(|day| day.parse::<Day>().expect("a day"))),
                ..Fields::default()
            };
            create(ctx, tx, &fields)?;
        }
        search::rebuild(tx).map(|_| ())
    });
}

fn names(world: &World, user: &str, query: &ListQuery) -> Vec<String> {
    let query = ListQuery { fields: vec!["name".into()], ..query.clone() };
    let page = world.read(user, |ctx, tx| listing::list(ctx, tx, &kinds::OPPORTUNITIES, &query)).expect("a page");
    page.rows.iter().map(|row| row.cells[0].plain()).collect()
}

fn filtered(filter: &str) -> ListQuery {
    ListQuery { sort: Some("name".into()), ..ListQuery::filtered(filter) }
}

#[test]
fn filters_find_what_they_say() {
    World::each(|world| {
        deals(world);
        for (filter, expected) in [
            ("name = ZEBRA or name = \"zebra 2\"", &["Zebra 2"][..]),
            ("name contains \"100%\"", &["100% \"sure\""]),
            ("name contains \"0_ \"", &[]),
            ("name starts with zeb", &["Zebra 2", "Zebra 10"]),
            ("name >= \"Zebra 10\" and name < 北", &["Zebra 10", "Ålesund harbour"]),
            ("amount >= 1000", &["100% \"sure\"", "Zebra 2", "北京 office"]),
            ("amount = \"9.99 EUR\"", &["Émile & fils"]),
            ("amount is empty", &["Zebra 10"]),
            (
                "amount != 1000 and not amount > 1000 and close_on is not empty",
                &["apple", "Zebra 10", "Ålesund harbour"],
            ),
            ("close_on < today", &["北京 office"]),
            ("close_on starts with 2018-02", &["100% \"sure\"", "Ålesund harbour"]),
            ("close_on in (2018-01-15, 2018-03-01)", &["apple", "Zebra 10"]),
            ("owner = rita", &["apple", "Zebra 10"]),
            ("owner under Otto", &["100% \"sure\"", "Émile & fils"]),
            ("owner contains seat and not owner under mona", &["100% \"sure\"", "Émile & fils"]),
            ("stage = Prospecting and outcome = open and name = apple", &["apple"]),
            ("stage = won or outcome in (won, lost)", &[]),
            ("account is empty and pipeline is not empty and name = apple", &["apple"]),
            ("account != Acme and name = apple", &["apple"]),
            ("updated_at = today and name = apple", &["apple"]),
            ("updated_at < today or updated_at > today", &[]),
            ("not (name = apple or amount is not empty)", &["Zebra 10"]),
        ] {
            assert_eq!(names(world, "Hanna", &filtered(filter)), expected, "{filter}");
        }
    });
}

#[test]
fn each_sees_what_the_lines_allow() {
    World::each(|world| {
        deals(world);
        for (user, count) in
            [("Rune", 2), ("Rita", 2), ("Mona", 5), ("Olga", 2), ("Otto", 2), ("Hanna", 7), ("Fina", 7), ("Opal", 7)]
        {
            assert_eq!(names(world, user, &ListQuery::default()).len(), count, "{user}");
            let kind = &kinds::OPPORTUNITIES;
            let counted = world.read(user, |ctx, tx| listing::count(ctx, tx, kind, &ListQuery::default()));
            assert_eq!(counted.expect("a count"), count as i64, "{user}");
            let mut out = Vec::new();
            let asked = ListQuery { search: Some("e".into()), ..ListQuery::default() };
            let written =
                world.read(user, |ctx, tx| listing::export(ctx, tx, kind, &asked, Format::JsonLines, &mut out));
            let found = world.read(user, |ctx, tx| search::find(ctx, tx, "e", 50)).expect("hits");
            let seen = found.iter().filter(|hit| hit.kind == "opportunities").count();
            assert_eq!(written.expect("an export"), seen as u64, "{user}");
            assert!(seen <= count);
        }
        let refused =
            world.read("Nils", |ctx, tx| listing::list(ctx, tx, &kinds::OPPORTUNITIES, &ListQuery::default()));
        assert!(matches!(refused, Err(Error::Forbidden)));
        assert!(world.read("Nils", |ctx, tx| search::find(ctx, tx, "apple", 9)).expect("hits").is_empty());
        assert_eq!(names(world, "Mona", &filtered("owner = me")), ["北京 office"]);
        assert_eq!(names(world, "Mona", &filtered("owner = team")).len(), 5);
        assert_eq!(names(world, "Mona", &filtered("owner under Otto")).len(), 0);
    });
}

#[test]
fn pages_meet_without_gap_in_both_directions() {
    World::each(|world| {
        deals(world);
        for sort in ["name", "-name", "amount", "-amount", "close_on", "-close_on", "updated_at", "-updated_at"] {
            let all = ListQuery { sort: Some(sort.into()), ..ListQuery::default() };
            let whole = names(world, "Hanna", &all);
            assert_eq!(whole.len(), DEALS.len(), "{sort}");
            let (mut query, mut forward) = (ListQuery { limit: 2, ..all.clone() }, Vec::new());
            let list = |query: &ListQuery| {
                world.read("Hanna", |ctx, tx| listing::list(ctx, tx, &kinds::OPPORTUNITIES, query)).expect("a page")
            };
            let first = |page: &listing::ListView| page.rows.iter().map(|r| r.cells[0].plain()).collect::<Vec<_>>();
            let mut last = list(&query);
            loop {
                forward.extend(first(&last));
                let Some(next) = last.next_cursor.clone() else { break };
                query.cursor = Some(next);
                last = list(&query);
            }
            assert_eq!(forward, whole, "{sort}");
            let mut backward = first(&last);
            while let Some(previous) = last.previous_cursor.clone() {
                query.cursor = Some(previous);
                last = list(&query);
                backward.splice(0..0, first(&last));
            }
            assert_eq!(backward, whole, "{sort}, backwards");
        }
        assert_eq!(names(world, "Hanna", &filtered("close_on is empty")), ["Émile & fils", "Zebra 2"]);
        let by_day = ListQuery { sort: Some("-close_on".into()), ..ListQuery::default() };
        assert_eq!(names(world, "Hanna", &by_day)[0], "apple");
    });
}

#[test]
fn refusals_name_what_is_wrong() {
    World::each(|world| {
        let code = |kind, query: ListQuery| {
            let answer = world.read("Hanna", |ctx, tx| listing::list(ctx, tx, kind, &query));
            let Err(Error::Refused(refusals)) = answer else { panic!("{query:?} was answered") };
            refusals[0].code.clone()
        };
        for (filter, expected) in [
            ("salary = 1", "field-unknown"),
            ("outcome = maybe", "choice-unknown"),
            ("amount = much", "not-an-amount"),
            ("amount contains 3", "operator-unfit"),
            ("close_on > soon", "not-a-day"),
            ("probability_bp > 3.5", "not-a-number"),
            ("name under me", "operator-unfit"),
            ("id > 3", "not-an-id"),
        ] {
            let expected = format!("refusal-filter-{expected}");
            assert_eq!(code(&kinds::OPPORTUNITIES, ListQuery::filtered(filter)), expected, "{filter}");
        }
        let sort = |key: &str| ListQuery { sort: Some(key.into()), ..ListQuery::default() };
        assert_eq!(code(&kinds::OPPORTUNITIES, sort("reason")), "refusal-sort-unknown");
        let cursor = ListQuery { cursor: Some("x".into()), ..ListQuery::default() };
        assert_eq!(code(&kinds::OPPORTUNITIES, cursor), "refusal-cursor-stale");
        let hidden = ListQuery::filtered("cost_per_year > 1");
        assert_eq!(code(&kinds::POSITIONS, hidden), "refusal-filter-field-unknown");
        assert_eq!(code(&kinds::POSITIONS, sort("cost_per_year")), "refusal-sort-unknown");
    });
}

#[test]
fn people_and_positions_are_lists_too() {
    World::each(|world| {
        let list = |kind, query: &ListQuery| {
            let page = world.read("Nils", |ctx, tx| listing::list(ctx, tx, kind, query)).expect("a page");
            page.rows.iter().map(|row| row.cells[0].plain()).collect::<Vec<_>>()
        };
        let all = ListQuery::default();
        assert_eq!(list(&kinds::PEOPLE, &all), ["Hanna", "Mona", "Olga", "Otto", "Rita", "Rune"]);
        assert_eq!(list(&kinds::PEOPLE, &filtered("manager = Mona and name != rune")), ["Rita"]);
        assert_eq!(
            list(&kinds::PEOPLE, &ListQuery { limit: 2, sort: Some("-name".into()), ..all.clone() }),
            ["Rune", "Rita"]
        );
        let by_title = ListQuery { sort: Some("title".into()), ..ListQuery::filtered("reports >= 2") };
        assert_eq!(list(&kinds::POSITIONS, &by_title), ["Hanna's seat", "Mona's seat"]);
        let hits = world.read("Nils", |ctx, tx| search::find(ctx, tx, "ha", 9)).expect("hits");
        assert_eq!(hits.iter().map(|h| h.label.as_str()).collect::<Vec<_>>(), ["Hanna"]);
        let near = world.read("Nils", |ctx, tx| search::find(ctx, tx, "hanan", 9)).expect("hits");
        assert_eq!(near.iter().map(|h| (h.label.as_str(), h.is_likely)).collect::<Vec<_>>(), [("Hanna", true)]);
    });
}

#[test]
fn search_finds_parts_of_words_in_any_script() {
    World::each(|world| {
        deals(world);
        let found = |words: &str| {
            let hits = world.read("Hanna", |ctx, tx| search::find(ctx, tx, words, 9)).expect("hits");
            hits.into_iter().map(|hit| hit.label).collect::<Vec<_>>()
        };
        assert_eq!(found("EMIL"), ["Émile & fils"]);
        assert_eq!(found("bra 2"), ["Zebra 2"]);
        assert_eq!(found("北京"), ["北京 office"]);
        assert_eq!(found("åle"), ["Ålesund harbour"]);
        assert_eq!(found("100%"), ["100% \"sure\""]);
        assert_eq!(found("\"sure\""), ["100% \"sure\""]);
        assert_eq!(found("zebra apple"), [""; 0]);
        // A slip of the fingers, where nothing holds what was typed.
        assert_eq!(found("ålesnud"), ["Ålesund harbour"]);
        assert_eq!(found("harbor"), ["Ålesund harbour"]);
        assert_eq!(found("xyzzyq"), [""; 0]);
        assert_eq!(world.console(|_, tx| search::check(tx)), 0);
        let id = world
            .read("Hanna", |ctx, tx| listing::list(ctx, tx, &kinds::OPPORTUNITIES, &filtered("name = apple")))
            .expect("a page")
            .rows[0]
            .id;
        world.console(|_, tx| search::put(tx, domain::policy::Noun::Opportunity, &[id]));
        assert_eq!(world.console(|_, tx| search::check(tx)), 0);
        world.console(|_, tx| search::remove(tx, &[id]));
        assert_eq!((found("apple").len(), world.console(|_, tx| search::check(tx))), (0, 1));
    });
}

#[test]
fn an_export_is_read_by_any_program() {
    World::each(|world| {
        deals(world);
        let query =
            ListQuery { fields: vec!["name".into(), "amount".into(), "owner".into()], ..filtered("owner = olga") };
        let mut out = Vec::new();
        let kind = &kinds::OPPORTUNITIES;
        let count = world.read("Hanna", |ctx, tx| listing::export(ctx, tx, kind, &query, Format::Csv, &mut out));
        assert_eq!(count.expect("an export"), 2);
        let text = String::from_utf8(out).expect("UTF-8");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "id,name,amount,amount_currency,owner,owner_id");
        let mut book = Vec::new();
        let written = world.read("Hanna", |ctx, tx| listing::export(ctx, tx, kind, &query, Format::Xlsx, &mut book));
        assert_eq!((written.expect("a workbook"), &book[..2]), (2, &b"PK"[..]));
        assert!(lines[1].contains(",\"100% \"\"sure\"\"\",70000.00,EUR,Olga,"), "{}", lines[1]);
        let page = world.read("Hanna", |ctx, tx| listing::list(ctx, tx, kind, &query)).expect("a page");
        let json = serde_json::to_value(&page).expect("JSON");
        assert_eq!(json["items"][0]["amount"], serde_json::json!({ "amount": "70000.00", "currency": "EUR" }));
        assert_eq!(json["items"][0]["owner"]["label"], "Olga");
        assert_eq!(json["count"], serde_json::json!({ "n": 2, "more_than": false }));
        assert!(matches!(page.rows[0].cells[2], Cell::Record(_)));
    });
}

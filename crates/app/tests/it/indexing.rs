//! The search index follows an import: nothing is missing from it once it has caught up, whatever the import changed.

use crate::founded::{NOW, company};
use app::House;
use app::ctx::Who;
use app::founding::Founding;
use app::imports::{Import, Settings, catch_up, run};
use app::organisation::templates::Beginning;
use app::search;
use db::Dialect;
use db::testing::each_engine;
use std::sync::Arc;

fn load(house: &House, accounts: &str) {
    let files = vec![("accounts.csv".to_owned(), format!("id,name,city\n{accounts}").into_bytes())];
    let import = Import { files, settings: Settings::default(), dry_run: false };
    let (_, report) = run(house, Who::Console, &import, &mut |_| true).unwrap();
    assert_eq!(report.counts.rejected, 0);
}

fn found(house: &House, words: &str) -> Vec<String> {
    let hits = house.read(Who::Console, |ctx, tx| search::find(ctx, tx, words, 10)).unwrap();
    hits.into_iter().map(|hit| hit.label).collect()
}

#[test]
fn in_a_company_that_begins_nothing_waits() {
    each_engine(|db| {
        let house = House::with_clock(db, Arc::new(|| NOW)).unwrap();
        let founding = Founding {
            company: "Kyst".to_owned(),
            currency: "NOK".to_owned(),
            time_zone: String::new(),
            language: "en".to_owned(),
            fiscal_first_month: 1,
            owner_name: "Opal".to_owned(),
            owner_email: "opal@kyst.example".to_owned(),
            owner_password: "a long password for the test".to_owned(),
            beginning: Beginning::default(),
        };
        app::founding::found(&house, &founding).unwrap();
        assert!(!search::catch_up(&house).unwrap(), "else all that an import brings would be indexed twice");
    })
    .unwrap();
}

#[test]
fn records_of_an_import_are_found_once_the_index_has_caught_up() {
    each_engine(|db| {
        let house = company(db, "Kyst", "NOK");
        while catch_up(&house).unwrap() {}
        load(&house, "1,Halvorsen Verft,Bergen\n2,Nordkapp Fisk,Honningsvåg\n");
        assert_eq!(found(&house, "verft"), Vec::<String>::new());
        assert!(catch_up(&house).unwrap());
        assert!(!catch_up(&house).unwrap(), "nothing waits any more");
        assert_eq!(found(&house, "verft"), ["Halvorsen Verft"]);
        // Two imports wait; the second renames what the first brought in.
        load(&house, "3,Bryggen Handel,Bergen\n");
        load(&house, "1,Halvorsen Slip,Bergen\n");
        while catch_up(&house).unwrap() {}
        assert_eq!(found(&house, "verft"), Vec::<String>::new());
        assert_eq!(found(&house, "halvorsen slip"), ["Halvorsen Slip"]);
        assert_eq!(house.db().read(search::check).unwrap(), 0);
    })
    .unwrap();
}

/// Without them the planner takes an index of ten thousand entries for one of fifty, and reads all of it for every search.
#[test]
fn what_the_planner_knows_of_the_index_was_counted_when_it_was_full() {
    each_engine(|db| {
        let counted = match db.dialect() {
            Dialect::Sqlite => "select count(*) from sqlite_stat1 where tbl = 'search_rows'",
            Dialect::Postgres => "select count(*) from pg_stats where tablename = 'search_rows' and attname = 'noun'",
        };
        let house = company(db, "Kyst", "NOK");
        while catch_up(&house).unwrap() {}
        let rows: String = (0..1_200).map(|n| format!("{n},Verft {n},Bergen\n")).collect();
        load(&house, &rows);
        while catch_up(&house).unwrap() {}
        assert!(house.db().read(|tx| tx.number(counted, &[])).unwrap() > 0);
    })
    .unwrap();
}

//! An import that is undone leaves the records as they were, and what was changed since as it is.

use crate::founded::{company, files, real_data};
use app::House;
use app::ctx::Who;
use app::imports::{Import, Settings, Undone, catch_up, run, undo};
use app::measures::rebuild;
use app::opportunities::commands::{self, Fields};
use db::testing::each_engine;
use domain::kernel::id::{OpportunityId, SetId};

const TEAMS: &str = "sales_agent,manager,regional_office\nAnn Lee,Max Berg,West\nBo Ek,Max Berg,West\n";
const ACCOUNTS: &str = "account,sector,subsidiary_of\nAcme,retail,\nAcme North,retail,Acme\n";
const PRODUCTS: &str = "product,series,sales_price\nGTX,GTX,100\n";
const DEALS: &str = "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
1,Ann Lee,GTX,Acme,Won,2026-01-10,2026-03-01,120
2,Bo Ek,GTX,Acme North,Engaging,2026-02-01,,
3,Zoe Nobody,GTX,,Lost,2026-02-01,2026-05-01,0
";
/// Tables that must be as before; the organisation's rows and people stay as history.
const TABLES: [&str; 14] = [
    "accounts",
    "contacts",
    "products",
    "opportunities",
    "opportunity_steps",
    "bookings",
    "credit_lines",
    "pipelines",
    "stages",
    "external_ids",
    "search_rows",
    "organisation_intervals",
    "segment_members",
    "activities",
];

fn load(house: &House, files: &[(&str, &str)]) -> SetId {
    let files = files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    bring(house, files)
}

fn bring(house: &House, files: Vec<(String, Vec<u8>)>) -> SetId {
    let alias = vec!["product:GTXPro=GTX Pro".parse().unwrap()];
    let import = Import { files, settings: Settings { alias, ..Settings::default() }, dry_run: false };
    let (set, report) = run(house, Who::Console, &import, &mut |_| true).unwrap();
    assert_eq!(report.counts.rejected, 0);
    assert!(catch_up(house).unwrap(), "its records are searched");
    set
}

fn take_back(house: &House, set: SetId) -> Undone {
    house.write(Who::Console, |ctx, tx| undo(ctx, tx, set)).unwrap()
}

fn counts(house: &House) -> Vec<(&'static str, i64)> {
    let count = |table: &'static str| {
        (table, house.db().read(|tx| tx.number(&format!("select count(*) from {table}"), &[])).unwrap())
    };
    TABLES.into_iter().map(count).collect()
}

fn figures(house: &House) -> Vec<(String, i64)> {
    let sql = "select part || on_day, cast(sum(counted) + 7 * sum(amount) as bigint) from measure_days
     group by part, on_day having sum(counted) <> 0 or sum(amount) <> 0 order by 1";
    house.db().read(|tx| tx.all(sql, &[], |row| Ok((row.next()?, row.next()?)))).unwrap()
}

fn is_sound(house: &House) {
    let differences = house.read(Who::Console, |ctx, tx| rebuild(ctx, tx, false)).unwrap();
    assert_eq!(differences, []);
}

fn standing(house: &House) -> (usize, usize) {
    house.read(Who::Console, |ctx, _| Ok((ctx.organisation.positions().len(), ctx.organisation.units().len()))).unwrap()
}

fn opportunity(house: &House, external: &str) -> OpportunityId {
    let sql = "select id from opportunities where external_id = $1";
    house.db().read(|tx| tx.first(sql, &[external.into()], |row| row.id())).unwrap().unwrap()
}

#[test]
fn all_of_it_goes_and_comes_again() {
    each_engine(|db| {
        let house = company(db, "Acme Sales", "USD");
        let (before, seats) = (counts(&house), standing(&house));
        let all = [("teams.csv", TEAMS), ("accounts.csv", ACCOUNTS), ("products.csv", PRODUCTS), ("deals.csv", DEALS)];
        for _ in 0..2 {
            let set = load(&house, &all);
            assert!(!figures(&house).is_empty());
            let undone = take_back(&house, set);
            assert_eq!((undone.removed, undone.restored, undone.kept), (6, 0, vec![]));
            assert_eq!((counts(&house), standing(&house)), (before.clone(), seats));
            assert_eq!(figures(&house), []);
            is_sound(&house);
            let again = house.write(Who::Console, |ctx, tx| undo(ctx, tx, set));
            assert!(matches!(again, Err(app::Error::Refused(_))), "undone once");
        }
    })
    .unwrap();
}

#[test]
fn what_it_changed_is_as_it_was() {
    each_engine(|db| {
        let house = company(db, "Acme Sales", "USD");
        load(
            &house,
            &[("teams.csv", TEAMS), ("accounts.csv", ACCOUNTS), ("products.csv", PRODUCTS), ("deals.csv", DEALS)],
        );
        let (before, was) = (figures(&house), records(&house));
        let deals = DEALS
            .replace("2026-03-01,120", "2026-04-02,150")
            .replace("Engaging,2026-02-01,,", "Won,2026-02-01,2026-06-01,70");
        let accounts = ACCOUNTS.replace("Acme North,retail,Acme", "Acme North,energy,");
        let set = load(&house, &[("deals.csv", &deals), ("accounts.csv", &accounts)]);
        assert_ne!(figures(&house), before);
        // Every deal: without an open one, the file's stages are those of the default pipeline.
        let undone = take_back(&house, set);
        assert_eq!((undone.removed, undone.restored, undone.kept), (0, 4, vec![]));
        assert_eq!((figures(&house), records(&house)), (before, was));
        is_sound(&house);
    })
    .unwrap();
}

/// What records and their steps say, without their versions.
fn records(house: &House) -> Vec<serde_json::Value> {
    let told = |_: &app::Ctx, tx: &mut app::Tx<'_>| {
        let mut all = Vec::new();
        app::opportunities::history::each(tx, None, |told| {
            let mut state = serde_json::to_value(&told.state)?;
            state["version"] = 0.into();
            all.push(serde_json::json!([state, told.steps]));
            Ok(())
        })?;
        let ids = tx.all("select id from accounts order by id", &[], |row| row.next())?;
        for account in app::records::some::<domain::accounts::Account>(tx, None, &ids)? {
            all.push(serde_json::to_value(domain::accounts::Account { version: 0, ..account })?);
        }
        Ok(all)
    };
    house.read(Who::Console, told).unwrap()
}

#[test]
fn what_was_changed_since_stays_with_its_reason() {
    each_engine(|db| {
        let house = company(db, "Acme Sales", "USD");
        let set = load(
            &house,
            &[("teams.csv", TEAMS), ("accounts.csv", ACCOUNTS), ("products.csv", PRODUCTS), ("deals.csv", DEALS)],
        );
        let fields = Fields { next_step: Some(Some("Call".to_owned())), ..Fields::default() };
        let two = opportunity(&house, "2");
        house.write(Who::Console, |ctx, tx| commands::change(ctx, tx, two, None, &fields)).unwrap();
        let undone = take_back(&house, set);
        let kept: Vec<(&str, &str, &str)> =
            undone.kept.iter().map(|k| (k.noun.as_str(), k.name.as_str(), k.reason.code.as_str())).collect();
        assert_eq!(
            kept,
            [
                ("opportunity", "GTX – Acme North", "refusal-undo-changed-since"),
                ("account", "Acme North", "refusal-undo-in-use"),
                ("account", "Acme", "refusal-undo-in-use"),
                ("product", "GTX", "refusal-undo-in-use"),
                ("organisation", "Acme Sales", "refusal-undo-organisation-owns"),
            ]
        );
        assert_eq!(undone.removed, 2);
        is_sound(&house);
    })
    .unwrap();
}

#[test]
fn a_real_export_comes_and_goes() {
    let Some(folder) = real_data("crm_sales_opportunities/original") else { return };
    let names = ["accounts.csv", "products.csv", "sales_pipeline.csv", "sales_teams.csv"];
    each_engine(|db| {
        let house = company(db, "Maven", "USD");
        let (before, seats) = (counts(&house), standing(&house));
        let set = bring(&house, files(&folder, &names));
        let undone = take_back(&house, set);
        assert_eq!((undone.removed, undone.kept), (8800 + 85 + 7, vec![]));
        assert_eq!((counts(&house), standing(&house)), (before, seats));
        assert_eq!(figures(&house), []);
        is_sound(&house);
    })
    .unwrap();
}

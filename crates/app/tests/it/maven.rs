//! The facts of a real pipeline export come out of the measures, whatever its date style; twice changes nothing.

use crate::founded::{company, files, real_data};
use app::House;
use app::ctx::Who;
use app::imports::{Counts, Import, Report, Settings, run};
use app::measures::{MeasureQuery, MeasureView, measure};
use db::testing::each_engine;
use serde_json::Value as Json;

const ORIGINAL: [&str; 4] = ["accounts.csv", "products.csv", "sales_pipeline.csv", "sales_teams.csv"];

fn import(house: &House, files: Vec<(String, Vec<u8>)>, alias: bool, dry_run: bool) -> Report {
    let alias = if alias { vec!["product:GTXPro=GTX Pro".parse().unwrap()] } else { Vec::new() };
    let settings = Settings { alias, ..Settings::default() };
    run(house, Who::Console, &Import { files, settings, dry_run }, &mut |_| true).unwrap().1
}

fn ask(house: &House, id: &str, by: Option<&str>) -> MeasureView {
    let query = MeasureQuery {
        measure: id.to_owned(),
        by: by.map(str::to_owned),
        from: "2016-01-01".parse().ok(),
        to: "2017-12-31".parse().ok(),
        ..MeasureQuery::default()
    };
    house.read(Who::Console, |ctx, tx| measure(ctx, tx, &query)).unwrap()
}

fn total(house: &House, id: &str) -> Json {
    serde_json::to_value(ask(house, id, None).total).unwrap()
}

fn rows(house: &House, id: &str, by: &str) -> Vec<(String, Json)> {
    ask(house, id, Some(by)).rows.into_iter().map(|r| (r.label, serde_json::to_value(r.figure).unwrap())).collect()
}

fn value(rows: &[(String, Json)], label: &str) -> Json {
    rows.iter().find(|(l, _)| l == label).map(|(_, f)| f["value"].clone()).unwrap_or(Json::Null)
}

fn money(amount: &str) -> Json {
    serde_json::json!({ "amount": amount, "currency": "USD" })
}

fn facts(house: &House) {
    assert_eq!(total(house, "win_rate")["numerator"], 4238);
    assert_eq!(total(house, "win_rate")["denominator"], 6711);
    assert_eq!(total(house, "bookings_amount")["value"], money("10005534.00"));
    for (id, expected) in [
        ("sales_cycle_days", 57.0),
        ("sales_cycle_days.mean", 51.782),
        ("sales_cycle_days.lost", 14.0),
        ("sales_cycle_days.lost.mean", 41.4792),
    ] {
        let found = total(house, id)["value"].as_f64().unwrap();
        assert!((found - expected).abs() < 0.0005, "{id}: {found}");
    }
    let offices = rows(house, "bookings_amount", "unit");
    for (office, revenue) in
        [("West", "3568647.00"), ("Central", "3346293.00"), ("East", "3090594.00"), ("Maven", "10005534.00")]
    {
        assert_eq!(value(&offices, office), money(revenue), "{office}");
    }
    let managers = rows(house, "bookings_amount", "manager");
    let rates = rows(house, "win_rate", "manager");
    let cycles = rows(house, "sales_cycle_days.mean", "manager");
    assert_eq!(rates.len(), 6);
    for (manager, revenue, rate, cycle) in [
        ("Melvin Marxen", "2251930.00", 62.2, 50.8299),
        ("Summer Sewald", "1964750.00", 64.336, 51.4469),
        ("Rocco Neubert", "1960545.00", 62.084, 49.3994),
        ("Celia Rouche", "1603897.00", 63.41, 52.3607),
        ("Cara Losch", "1130049.00", 64.43, 52.4146),
        ("Dustin Brinkmann", "1094363.00", 62.985, 54.6024),
    ] {
        assert_eq!(value(&managers, manager), money(revenue), "{manager}");
        assert!((value(&rates, manager).as_f64().unwrap() * 100.0 - rate).abs() < 0.001, "{manager}");
        assert!((value(&cycles, manager).as_f64().unwrap() - cycle).abs() < 0.0001, "{manager}");
    }
    let (won, lost, revenue) = (
        rows(house, "closed_opportunities.won", "quarter"),
        rows(house, "closed_opportunities.lost", "quarter"),
        rows(house, "bookings_amount", "quarter"),
    );
    for (quarter, w, l, r) in [
        ("2017-01-01", 531, 116, "1134672.00"),
        ("2017-04-01", 1254, 778, "3086111.00"),
        ("2017-07-01", 1257, 790, "2982255.00"),
        ("2017-10-01", 1196, 789, "2802496.00"),
    ] {
        assert_eq!(
            (value(&won, quarter), value(&lost, quarter), value(&revenue, quarter)),
            (w.into(), l.into(), money(r)),
            "{quarter}"
        );
    }
    let open = rows(house, "open_pipeline.count", "stage");
    assert_eq!((value(&open, "Engaging"), value(&open, "Prospecting")), (1589.into(), 500.into()));
    let differences = house.read(Who::Console, |ctx, tx| app::measures::rebuild(ctx, tx, false)).unwrap();
    assert_eq!(differences, []);
}

#[test]
fn the_facts_come_out_and_twice_changes_nothing() {
    let Some(folder) = real_data("crm_sales_opportunities/original") else { return };
    each_engine(|db| {
        let house = company(db, "Maven", "USD");
        let dry = import(&house, files(&folder, &ORIGINAL), true, true);
        assert_eq!(dry.counts.created, 8800 + 85 + 7 + 41);
        assert_eq!(total(&house, "closed_opportunities")["value"], 0, "a dry run writes nothing");
        let report = import(&house, files(&folder, &ORIGINAL), true, false);
        assert_eq!(report.counts, Counts { created: 8800 + 85 + 7 + 41, ..Counts::default() });
        let pipeline = report.files.iter().find(|f| f.name == "sales_pipeline.csv").unwrap();
        assert_eq!(pipeline.unknown["created_on"], 500);
        facts(&house);
        let again = import(&house, files(&folder, &ORIGINAL), true, false);
        assert_eq!(again.counts, Counts { unchanged: 8800 + 85 + 7 + 41, ..Counts::default() });
        for variant in ["variant_us_dates", "variant_dmy_2digit_year"] {
            let file = files(&folder.with_file_name(variant), &["sales_pipeline.csv"]);
            let report = import(&house, file, true, false);
            assert_eq!(report.counts, Counts { unchanged: 8800, ..Counts::default() }, "{variant}");
        }
        facts(&house);
    })
    .unwrap();
}

#[test]
fn rejected_rows_come_back_and_complete_the_facts() {
    let Some(folder) = real_data("crm_sales_opportunities/original") else { return };
    each_engine(|db| {
        let house = company(db, "Maven", "USD");
        let report = import(&house, files(&folder, &ORIGINAL), false, false);
        assert_eq!((report.counts.rejected, report.counts.created), (1480, 8800 - 1480 + 85 + 7 + 41));
        let rejects = report.rejects_csv(text::Lang::En);
        assert_eq!(rejects.lines().count(), 1481);
        assert!(rejects.contains("GTXPro"));
        let report = import(&house, vec![("rejects.csv".to_owned(), rejects.into_bytes())], true, false);
        assert_eq!(report.counts, Counts { created: 1480, ..Counts::default() });
        facts(&house);
    })
    .unwrap();
}

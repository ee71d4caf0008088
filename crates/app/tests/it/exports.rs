//! Exports of other systems come in without a mapping: Salesforce's data loader, HubSpot's tables.

use crate::founded::{company, files, real_data};
use app::House;
use app::ctx::Who;
use app::imports::{Import, Report, Settings, run};
use app::listing::{self, ListQuery, kinds};
use app::opportunities::pipelines;
use db::testing::each_engine;
use domain::opportunities::Outcome;

fn import(house: &House, files: Vec<(String, Vec<u8>)>) -> Report {
    let import = Import { files, settings: Settings::default(), dry_run: false };
    run(house, Who::Console, &import, &mut |_| true).expect("an import").1
}

fn count(house: &House, kind: &listing::Kind, filter: &str) -> i64 {
    house.read(Who::Console, |ctx, tx| listing::count(ctx, tx, kind, &ListQuery::filtered(filter))).expect("a count")
}

#[test]
fn a_salesforce_export_comes_in_whole_and_its_names_are_right() {
    let Some(folder) = real_data("crm_exports/salesforce_dataloader") else { return };
    each_engine(|db| {
        let house = company(db, "Widgets", "USD");
        let report = import(&house, files(&folder, &["opportunityData.csv", "accountData.csv"]));
        assert_eq!((report.counts.created, report.counts.rejected), (423 + 38, 0));
        assert_eq!(report.files[0].encoding.as_deref(), Some("windows-1252"));
        assert_eq!(count(&house, &kinds::ACCOUNTS, "region = CA"), 100);
        for (stage, n) in [("Prospecting", 9), ("Closed Won", 8), ("Negotiation/Review", 4), ("Needs Analysis", 1)] {
            assert_eq!(count(&house, &kinds::OPPORTUNITIES, &format!("stage = \"{stage}\"")), n, "{stage}");
        }
        assert_eq!(count(&house, &kinds::OPPORTUNITIES, "outcome = won and amount > 0"), 8);
    })
    .expect("a database");
}

#[test]
fn hubspots_six_pipelines_are_kept_and_every_contact() {
    let Some(folder) = real_data("crm_exports/hubspot_fivetran_seeds") else { return };
    each_engine(|db| {
        let house = company(db, "Hub", "USD");
        let names = ["deal_data.csv", "contact_data.csv", "deal_pipeline_stage_data.csv", "owner_data.csv"];
        let report = import(&house, files(&folder, &names));
        assert_eq!(report.counts.rejected, 0, "{:?}", report.files.iter().map(|f| &f.rejects).collect::<Vec<_>>());
        let imported: Vec<_> = house
            .read(Who::Console, |_, tx| pipelines::all(tx))
            .expect("pipelines")
            .into_iter()
            .filter(|p| p.is_imported && !p.stages.is_empty())
            .collect();
        let stages: Vec<_> = imported.iter().flat_map(|p| &p.stages).collect();
        let won = stages.iter().filter(|s| s.outcome == Outcome::Won).count();
        assert_eq!((imported.len(), stages.len(), won), (6, 71, 5));
        assert_eq!(count(&house, &kinds::OPPORTUNITIES, ""), 44);
        assert!(report.files.iter().any(|f| f.warnings.iter().any(|(_, w)| w.code == "warning-email-unreadable")));
    })
    .expect("a database");
}

//! Builds the demo and tells its figures: `cargo run --release -p demo --example figures [small] [SEED]`.

use app::ctx::Who;
use app::measures::{MeasureQuery, measure};
use demo::{Size, build_sized};
use domain::Day;
use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let size = if words.iter().any(|w| w == "small") { Size::Small } else { Size::Full };
    let seed = words.iter().find_map(|w| w.parse().ok()).unwrap_or(2026);
    let folder = tempfile::tempdir()?;
    let house = app::House::open(&format!("sqlite://{}", folder.path().join("demo.db").display()))?;
    let today: Day = "2026-11-20".parse()?;
    let begun = std::time::Instant::now();
    let company = build_sized(&house, size, seed, today, &mut |_, _| {})?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "built in {:?}, reorganised on {}", begun.elapsed(), company.reorganised_on)?;
    for (id, by) in [
        ("bookings_amount", "quarter"),
        ("bookings_amount", "month"),
        ("win_rate", "quarter"),
        ("sales_cycle_days", "quarter"),
        ("opportunities_created", "month"),
        ("open_pipeline", "month"),
        ("avg_deal_size", "quarter"),
        ("bookings_amount", "manager"),
        ("bookings_amount", "person"),
        ("win_rate", "manager"),
    ] {
        let query = MeasureQuery {
            measure: id.to_owned(),
            by: Some(by.to_owned()),
            from: Some(today.plus_months(if by.len() > 6 && by != "quarter" { -12 } else { -24 })),
            ..MeasureQuery::default()
        };
        match house.read(Who::Console, |ctx, tx| measure(ctx, tx, &query)) {
            Err(error) => writeln!(out, "{id} by {by}: {error}")?,
            Ok(view) => {
                writeln!(out, "{id} by {by}: {:?} {:?}", view.total.value, view.total.denominator)?;
                for row in view.rows {
                    writeln!(out, "   {:<34} {:?} {:?}", row.label, row.figure.value, row.figure.denominator)?;
                }
            }
        }
    }
    house.read(Who::Console, |ctx, _| {
        let organisation = &ctx.organisation;
        let vacant = organisation.vacancies().filter_map(|p| organisation.position(p)).map(|p| p.title.clone());
        let vacant: Vec<String> = vacant.collect();
        let stats = domain::organisation::stats(organisation, None);
        let told = writeln!(out, "{stats:?}\n{} people, vacant: {vacant:?}", organisation.people_count());
        told.map_err(|e| app::Error::Internal(e.to_string()))?;
        for check in domain::organisation::checks(organisation, None, &domain::organisation::CheckRules::default()) {
            writeln!(out, "{check:?}").map_err(|e| app::Error::Internal(e.to_string()))?;
        }
        Ok(())
    })?;
    Ok(())
}

//! A company to test with, and the real data where it is.

use app::House;
use app::ctx::Who;
use app::settings::{self, Company};
use db::Db;
use domain::kernel::{Calendar, Currency};
use domain::organisation::{Edit, Unit};
use domain::{Day, Instant};
use std::path::PathBuf;
use std::sync::Arc;

/// 2026-11-21, noon UTC.
pub const NOW: Instant = Instant(1_795_262_400_000);

/// A company with its root unit and default pipeline, at a fixed time.
pub fn company(db: Db, name: &str, currency: &str) -> House {
    let house = House::with_clock(db, Arc::new(|| NOW)).unwrap();
    let company = Company {
        name: name.to_owned(),
        currency: Currency::new(currency).unwrap(),
        calendar: Calendar::default(),
        time_zone: "UTC".to_owned(),
        language: "en".to_owned(),
    };
    house.db().write(|tx| settings::save(tx, &company)).unwrap();
    house
        .write(Who::Console, |ctx, tx| {
            let unit =
                Unit { id: ctx.id(), parent: None, name: name.to_owned(), kind: "company".to_owned(), model: None };
            app::organisation::commands::edit(ctx, tx, &[(Edit::AddUnit { unit }, Day::BEGINNING)])?;
            app::opportunities::pipelines::found_default(ctx, tx)
        })
        .unwrap();
    house
}

/// A folder of the real data; says so and answers none where it is absent.
pub fn real_data(folder: &str) -> Option<PathBuf> {
    let root = std::env::var_os("BAILIWICK_REAL_DATA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    let found = root.join(folder);
    if !found.is_dir() {
        eprintln!("skipped: no ../shared/data");
        return None;
    }
    Some(found)
}

/// Files of a folder, with their names.
pub fn files(folder: &std::path::Path, names: &[&str]) -> Vec<(String, Vec<u8>)> {
    names.iter().map(|name| ((*name).to_owned(), std::fs::read(folder.join(name)).unwrap())).collect()
}

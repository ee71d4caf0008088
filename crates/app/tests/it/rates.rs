//! Exchange rates: the newest on or before a day counts, a missing one is named, a file says what does not read.

use crate::world::World;
use app::Error;
use app::measures::rebuild;
use app::opportunities::commands::{Fields, Move, change, create, move_stages};
use app::opportunities::pipelines;
use app::opportunities::rates::{self, NewRate, Saved};
use domain::Day;
use domain::kernel::{Currency, Money};
use domain::opportunities::MoveStage;

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn new(currency: &str, on: &str, rate: &str) -> NewRate {
    NewRate { currency: currency.into(), on: day(on), rate: rate.into() }
}

fn worth(world: &World, on: &str) -> app::Result<i64> {
    let money = Money::new(100_000, Currency::new("USD").expect("a currency"));
    world.read("Rune", |ctx, tx| rates::to_company(tx, ctx, money, day(on)))
}

#[test]
fn the_newest_rate_on_or_before_the_day_counts_and_a_missing_one_is_named() {
    World::each(|world| {
        let fields = Fields {
            name: Some("Abroad".into()),
            amount: Some(Some(Money::new(100, Currency::new("USD").expect("a currency")))),
            close_on: Some(Some(day("2018-03-01"))),
            ..Fields::default()
        };
        match world.write("Rune", |ctx, tx| create(ctx, tx, &fields)) {
            Err(Error::Refused(all)) => {
                let said = text::refusal(text::Lang::En, &all[0].code, &all[0].args).replace('\u{a0}', " ");
                assert_eq!((all.len(), all[0].field.as_deref()), (1, Some("amount")));
                assert!(said.contains("USD") && said.contains("1 Mar 2018") && said.contains("Settings"), "{said}");
            }
            other => panic!("{other:?}"),
        }
        let two = [new("usd", "2018-01-01", "0.8"), new("USD", "2018-03-01", "0.75")];
        let saved = world.write("Opal", |ctx, tx| rates::save(ctx, tx, &two, "manual")).expect("operations may");
        assert_eq!(saved, Saved { created: 2, changed: 0, unchanged: 0 });
        assert!(worth(world, "2017-12-31").is_err());
        assert_eq!(worth(world, "2018-02-28").expect("a rate"), 80_000);
        assert_eq!(worth(world, "2019-01-01").expect("a rate"), 75_000);
        let again = [new("USD", "2018-01-01", "0.80"), new("USD", "2018-03-01", "0.9")];
        let saved = world.write("Fina", |ctx, tx| rates::save(ctx, tx, &again, "manual")).expect("finance may");
        assert_eq!(saved, Saved { created: 0, changed: 1, unchanged: 1 });
        world.write("Rune", |ctx, tx| create(ctx, tx, &fields)).expect("there is a rate now");
        let usd = Currency::new("USD").expect("a currency");
        world.write("Opal", |ctx, tx| rates::remove(ctx, tx, usd, day("2018-03-01"))).expect("removed");
        assert_eq!(worth(world, "2019-01-01").expect("a rate"), 80_000);
        let events = world.console(|_, tx| Ok(tx.number("select count(*) from events where noun = 'rate'", &[])?));
        assert_eq!(events, 4, "two entered, one changed, one removed");
    });
}

#[test]
fn only_those_with_the_grant_enter_rates_and_all_may_read_them() {
    World::each(|world| {
        let one = [new("USD", "2018-01-01", "0.8")];
        for who in ["Rune", "Hanna", "Nils"] {
            let answer = world.write(who, |ctx, tx| rates::save(ctx, tx, &one, "manual"));
            assert!(matches!(answer, Err(Error::Forbidden)), "{who}");
            assert_eq!(world.read(who, |ctx, tx| rates::list(ctx, tx, None)).expect("a list"), [], "{who}");
        }
        for (wrong, field) in [
            (new("EUR", "2018-01-01", "1"), "currency"),
            (new("dollars", "2018-01-01", "1"), "currency"),
            (new("USD", "2018-01-01", "-1"), "rate"),
        ] {
            match world.write("Opal", |ctx, tx| rates::save(ctx, tx, std::slice::from_ref(&wrong), "manual")) {
                Err(Error::Refused(all)) => assert_eq!(all[0].field.as_deref(), Some(field)),
                other => panic!("{other:?}"),
            }
        }
    });
}

#[test]
fn a_file_is_read_in_the_style_of_its_columns() {
    let csv = "Dato;Valuta;Kurs\n31.12.2017;USD;8,2050\n15.01.2018;JPY;0,0729\nnext year;USD;8\n16.01.2018;SEK;much\n";
    let read = rates::read("kurser.csv", csv.as_bytes()).expect("columns are known");
    let rates: Vec<NewRate> = read.rates.into_iter().map(|(_, new)| new).collect();
    assert_eq!(rates, [new("USD", "2017-12-31", "8.2050"), new("JPY", "2018-01-15", "0.0729")]);
    let rejected: Vec<(u64, &str)> = read.rejected.iter().map(|(line, r)| (*line, r.code.as_str())).collect();
    assert_eq!(rejected, [(4, "refusal-day-unreadable"), (5, "refusal-rate-unreadable")]);
    let other = rates::read("people.csv", b"name,mail\nKari,k@example.test\n").expect_err("no rates");
    assert_eq!(other.code, "refusal-rate-columns");
}

#[test]
fn a_booking_keeps_the_rate_of_the_day_it_was_won() {
    World::each(|world| {
        let rates_are = |all: &[NewRate]| {
            world.write("Opal", |ctx, tx| rates::save(ctx, tx, all, "manual")).expect("operations may");
        };
        rates_are(&[new("USD", "2017-06-01", "0.8"), new("USD", "2017-12-30", "0.9")]);
        let fields = Fields {
            name: Some("Abroad".into()),
            amount: Some(Some(Money::new(100_000, Currency::new("USD").expect("a currency")))),
            close_on: Some(Some(day("2017-07-01"))),
            ..Fields::default()
        };
        let id = world.write("Rune", |ctx, tx| create(ctx, tx, &fields)).expect("a deal");
        let go = |stage: &str| {
            let moved = world.write("Rune", |ctx, tx| {
                let stage = pipelines::all(tx)?[0].stage(stage).expect("a stage").id;
                move_stages(ctx, tx, &[Move { id, stage, version: None, with: MoveStage::default() }])
            });
            moved.expect("a move");
        };
        let booked = || {
            let sql =
                "select company_minor, rate_scaled, rate_on, rate_source from bookings order by company_minor desc";
            let row = |row: &db::Row<'_>| Ok((row.next()?, row.next()?, row.next::<String>()?, row.next::<String>()?));
            world.console(|_, tx| Ok(tx.all(sql, &[], row)?))
        };
        go("won");
        let at = |minor: i64| (minor, 900_000_000_i64, "2017-12-30".to_owned(), "manual".to_owned());
        assert_eq!(booked(), [at(90_000)]);
        // A corrected rate changes nothing that was booked, whatever else is edited.
        rates_are(&[new("USD", "2017-12-30", "0.95")]);
        let renamed = Fields { name: Some("Far abroad".into()), ..Fields::default() };
        world.write("Rune", |ctx, tx| change(ctx, tx, id, None, &renamed)).expect("a new name");
        assert_eq!(booked(), [at(90_000)]);
        go("qualifying");
        let all = booked();
        assert_eq!((all.len(), all[0].0 + all[1].0), (2, 0));
        assert_eq!((all[1].1, all[1].3.as_str()), (900_000_000, "converted before"));
        assert_eq!(world.console(|ctx, tx| rebuild(ctx, tx, false)), []);
    });
}

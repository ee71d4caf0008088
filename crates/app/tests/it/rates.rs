//! Exchange rates: the newest on or before a day counts, a missing one is named, a file says what does not read.

use crate::world::World;
use app::Error;
use app::opportunities::commands::{Fields, create};
use app::opportunities::rates::{self, NewRate, Saved};
use domain::Day;
use domain::kernel::{Currency, Money};

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

//! What is found: the best first, whatever the script, only what one may see, however much others have; and an index that is made
//! while people work.

use crate::world::World;
use app::accounts::{self, commands::create};
use app::activities::{self, commands::NewActivity};
use app::events::Cause;
use app::listing::{self, ListQuery, kinds};
use app::search;
use domain::accounts::Account;
use domain::policy::Noun;
use uuid::Uuid;

/// So many that lists of them go another way than lists of few.
const MANY: usize = 2_100;

fn make(world: &World, user: &str, names: &[String]) -> Vec<Uuid> {
    let account = |name: &String| Account { name: name.clone(), ..Account::default() };
    let accounts = names.iter().map(account).collect();
    let made = world.write(user, |ctx, tx| create(ctx, tx, Cause::COMMAND, accounts)).unwrap();
    made.into_iter().map(|account| account.id.0).collect()
}

fn named(world: &World, user: &str, names: &[&str]) -> Vec<Uuid> {
    make(world, user, &names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
}

fn found(world: &World, user: &str, words: &str) -> Vec<String> {
    let hits = world.read(user, |ctx, tx| search::find(ctx, tx, words, 5)).unwrap();
    hits.into_iter().map(|hit| hit.label).collect()
}

fn listed(world: &World, user: &str, words: &str) -> Vec<String> {
    let query = ListQuery { search: Some(words.into()), limit: 1000, ..ListQuery::default() };
    let page = world.read(user, |ctx, tx| listing::list(ctx, tx, &kinds::ACCOUNTS, &query)).unwrap();
    page.rows.iter().map(|row| row.cells[0].plain()).collect()
}

#[test]
fn what_was_written_last_comes_first_behind_what_begins_so() {
    World::each(|world| {
        let ids = named(world, "Rune", &["Kraft", "Kraft Nord", "Elkraft", "Vindkraft", "Solkraft", "Nord"]);
        assert_eq!(found(world, "Rune", "kraft"), ["Kraft", "Kraft Nord", "Solkraft", "Vindkraft", "Elkraft"]);
        world.console(|_, tx| search::put(tx, Noun::Account, &[ids[2]]));
        assert_eq!(found(world, "Rune", "kraft"), ["Kraft", "Kraft Nord", "Elkraft", "Solkraft", "Vindkraft"]);
        // The last entry of all is the next to be written again.
        world.console(|_, tx| search::put(tx, Noun::Account, &[ids[2]]));
        assert_eq!(found(world, "Rune", "elk"), ["Elkraft"]);
        assert_eq!(found(world, "Rune", "nord kraft"), ["Kraft Nord"]);
        assert_eq!(world.console(|_, tx| search::check(tx)), 0);
    });
}

#[test]
fn one_and_two_letters_begin_words_and_chinese_is_found_from_within() {
    World::each(|world| {
        named(
            world,
            "Rune",
            &["Å Energi", "Hafslund E-CO", "中国石油天然气", "Ab 北京大学", "C++ Bureau", "O'Neill (no)"],
        );
        for (words, expected) in [
            ("å", &["Å Energi"][..]),
            ("en", &["Å Energi"]),
            ("nergi", &["Å Energi"]),
            ("co", &["Hafslund E-CO"]),
            ("af", &[]),
            ("e-co", &["Hafslund E-CO"]),
            ("石油", &["中国石油天然气"]),
            ("石", &["中国石油天然气"]),
            ("国石油天", &["中国石油天然气"]),
            ("国油", &[]),
            ("北京 ab", &["Ab 北京大学"]),
            ("ab北京", &[]),
            ("c++", &["C++ Bureau"]),
            ("o'n", &["O'Neill (no)"]),
            ("no", &["O'Neill (no)"]),
            ("(no", &["O'Neill (no)"]),
            ("%", &[]),
            ("  ", &[]),
        ] {
            assert_eq!(found(world, "Rune", words), expected, "{words}");
            if !words.trim().is_empty() {
                assert_eq!(listed(world, "Rune", words), expected, "the list of {words}");
            }
        }
    });
}

#[test]
fn nobody_loses_what_is_theirs_among_what_others_have() {
    World::each(|world| {
        named(world, "Rune", &["Wave of mine", "Calm"]);
        let others: Vec<String> = (0..MANY).map(|n| format!("Wave {n} rider")).collect();
        make(world, "Olga", &others);
        assert_eq!(found(world, "Rune", "wave"), ["Wave of mine"]);
        assert_eq!(found(world, "Rune", "wa"), ["Wave of mine"]);
        assert_eq!(listed(world, "Rune", "wave"), ["Wave of mine"]);
        assert_eq!(listed(world, "Rune", "wave mi"), ["Wave of mine"]);
        assert_eq!(listed(world, "Rune", "ave"), ["Wave of mine"]);
        assert_eq!(listed(world, "Rune", "wave ri"), [""; 0]);
        assert_eq!(listed(world, "Olga", "wave ri 2099"), ["Wave 2099 rider"]);
        assert_eq!(listed(world, "Olga", "av id").len(), 0, "two letters begin a word");
        assert_eq!(listed(world, "Olga", "wa ri").len(), 1000);
        assert_eq!(found(world, "Olga", "wave")[0], "Wave 2099 rider");
        // One slip among thousands that are near: the other words tell which are meant.
        assert_eq!(found(world, "Olga", "rdier 2017"), ["Wave 2017 rider"]);
        let count = |words: &str| {
            let query = ListQuery { search: Some(words.into()), ..ListQuery::default() };
            world.read("Hanna", |ctx, tx| listing::count(ctx, tx, &kinds::ACCOUNTS, &query)).unwrap()
        };
        assert_eq!((count("wave"), count("wa ri"), count("wave 17")), (2_101, 2_100, 111));
    });
}

#[test]
fn the_index_is_made_anew_beside_those_who_work() {
    World::each(|world| {
        let ids = named(world, "Rune", &["Kraft", "Kraft Nord", "Elkraft"]);
        while search::catch_up(&world.house).unwrap() {}
        let due = "insert into search_due (step) values (1)";
        // As a step of the schema leaves it, and somebody has written since.
        world.console(|_, tx| {
            tx.run("delete from search_words where word = 'elkraft'", &[])?;
            search::remove(tx, &ids)?;
            search::put(tx, Noun::Account, &ids[1..2])?;
            Ok(tx.run(due, &[]).map(|_| ())?)
        });
        // Two entries, and the word "elkraft".
        assert_eq!(world.console(|_, tx| search::check(tx)), 3);
        assert!(search::catch_up(&world.house).unwrap());
        assert_eq!(world.console(|_, tx| search::check(tx)), 0);
        assert_eq!(found(world, "Rune", "elk"), ["Elkraft"]);
        assert!(!search::catch_up(&world.house).unwrap());
        let page = world.read("Rune", |ctx, tx| accounts::queries::page(ctx, tx, &ids[0].to_string())).unwrap();
        assert_eq!(page.account.name, "Kraft");
    });
}

fn kept(world: &World) -> Vec<String> {
    world.console(|_, tx| Ok(tx.all("select distinct word from search_words order by word", &[], |row| row.next())?))
}

#[test]
fn a_word_that_nobody_writes_any_more_is_forgotten() {
    World::each(|world| {
        let ids = named(world, "Rune", &["Solfjell Havlin", "Solfjell Drift", "Hemmelig Drift", "Hemmeligheten"]);
        while search::forget(&world.house).unwrap() {}
        let before = kept(world);
        assert!(["drift", "havlin", "hemmelig", "solfjell"].iter().all(|word| before.iter().any(|kept| kept == word)));
        assert_eq!(found(world, "Rune", "hemmleig drift"), ["Hemmelig Drift"]);
        world.console(|_, tx| search::remove(tx, &ids[1..3]));
        assert_eq!(kept(world), before, "they are looked at afterwards");
        assert!(search::forget(&world.house).unwrap());
        assert!(!search::forget(&world.house).unwrap());
        let after: Vec<String> =
            before.into_iter().filter(|word| !["drift", "hemmelig"].contains(&word.as_str())).collect();
        assert_eq!(kept(world), after);
        // The longer word stays; one that was meant by it is not known any more.
        assert_eq!(found(world, "Rune", "hemmelig"), ["Hemmeligheten"]);
        assert_eq!(found(world, "Rune", "hemmleig"), [""; 0]);
        // What comes back between the note and the looking stays.
        world.console(|_, tx| {
            search::remove(tx, &ids[..1])?;
            search::put(tx, Noun::Account, &ids[..1])
        });
        while search::forget(&world.house).unwrap() {}
        assert_eq!(kept(world), after);
        assert_eq!(found(world, "Rune", "solfjlel"), ["Solfjell Havlin"]);
    });
}

#[test]
fn what_was_meant_is_found_by_all_of_its_words() {
    World::each(|world| {
        named(world, "Rune", &["Hydro Nordfjord", "Hydro Sogn", "Instruments Fjell", "Fjellstrand Kraft"]);
        named(world, "Olga", &["Hydra of others"]);
        for (asked, meant) in [
            ("hydor", &["Hydro Sogn", "Hydro Nordfjord"][..]),
            ("hydor sogn", &["Hydro Sogn"]),
            ("hydor songe", &[]),
            ("nordfjrod hydro", &["Hydro Nordfjord"]),
            ("nordfjrod hydor", &["Hydro Nordfjord"]),
            ("instrumnets fj", &["Instruments Fjell"]),
            ("isntrumnets", &["Instruments Fjell"]),
            ("fiellstrand", &["Fjellstrand Kraft"]),
            ("jfellstrand kr", &["Fjellstrand Kraft"]),
            ("hydr4", &["Hydro Sogn", "Hydro Nordfjord"]),
            ("sognn fjell", &[]),
            ("xyzzy quux", &[]),
            // Words within words, and beside them.
            ("ellstr", &["Fjellstrand Kraft"]),
            ("strand raft", &["Fjellstrand Kraft"]),
            ("jell fjell", &["Fjellstrand Kraft", "Instruments Fjell"]),
            ("strand hydro", &[]),
        ] {
            assert_eq!(found(world, "Rune", asked), meant, "{asked}");
        }
    });
}

#[test]
fn a_word_without_end_is_taken_and_found_by_its_parts() {
    World::each(|world| {
        // Letters that no engine packs together, more than a key of an index may have.
        let mut seed = 7_u32;
        let letters = (0..6_000).map(|_| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from(b'a' + u8::try_from(seed >> 24).unwrap() % 26)
        });
        let word: String = letters.collect();
        let kraft = named(world, "Rune", &["Kraft"])[0];
        let note = NewActivity { subject: word.clone(), ..NewActivity::on("note", Noun::Account, kraft) };
        world.write("Rune", |ctx, tx| activities::commands::add(ctx, tx, Cause::COMMAND, vec![note])).unwrap();
        assert_eq!(world.console(|_, tx| search::check(tx)), 0);
        for part in [&word[..20], &word[2_990..3_022], &word[5_975..]] {
            assert_eq!(found(world, "Rune", part), [&*word], "{part}");
        }
        assert_eq!(found(world, "Rune", &word[100..140]), [&*word], "longer than is looked up");
    });
}

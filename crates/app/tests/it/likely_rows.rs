//! Rows of a file that are likely a record that is here, or another row of it: made anew, skipped or filling that one.

use crate::world::{World, position};
use app::accounts::commands::create;
use app::events::Cause;
use app::imports::{Duplicates, Import, Kind, Report, Settings, run};
use domain::accounts::Account;

fn here(world: &World) {
    let account = |name: &str, website: &str| Account {
        name: name.into(),
        website: Some(website.into()),
        owner: position("Rune"),
        ..Account::default()
    };
    let accounts = vec![account("Fjord Foods AS", "fjord.no"), account("Nordlys AS", "nordlys.no")];
    world.write("Hanna", |ctx, tx| create(ctx, tx, Cause::COMMAND, accounts)).unwrap();
}

#[test]
fn rows_that_are_likely_here_are_made_skipped_or_update_as_chosen() {
    World::each(|world| {
        here(world);
        let file = b"Account ID,Account Name,Website,City\nX1,FJORD FOODS A/S,https://www.fjord.no,Bergen\nX2,Bakeriet,bakeri.no,Oslo\nX3,Fjord Foods,fjord.no,Moss\n";
        let bring = |settings: Settings, dry_run: bool| -> Report {
            let settings = Settings { kind: Some(Kind::Accounts), ..settings };
            let import = Import { files: vec![("a.csv".into(), file.to_vec())], settings, dry_run };
            run(&world.house, app::ctx::Who::Console, &import, &mut |_| true).unwrap().1
        };
        let by = |duplicates: Option<Duplicates>| Settings { duplicates, ..Settings::default() };
        let codes = |report: &Report| {
            let told = report.files[0].warnings.iter().map(|(line, why)| (*line, why.code.clone()));
            let mut all: Vec<(u64, String)> = told.collect();
            all.extend(report.files[0].rejects.iter().map(|reject| (reject.line, reject.reason.code.clone())));
            all
        };
        let looked = |all: &[(u64, &str)]| all.iter().map(|(n, code)| (*n, (*code).to_owned())).collect::<Vec<_>>();
        let dry = bring(by(None), true);
        assert_eq!((dry.counts.created, codes(&dry)), (3, Vec::new()), "nobody asked");
        let dry = bring(by(Some(Duplicates::New)), true);
        assert_eq!((dry.counts.created, codes(&dry)), (3, looked(&[(2, "warning-likely"), (4, "warning-likely")])));
        let dry = bring(by(Some(Duplicates::Skip)), true);
        assert_eq!((dry.counts.created, dry.counts.rejected), (1, 2));
        // Of two rows that mean one record, the first changes it.
        let mut chosen = by(Some(Duplicates::Update));
        chosen.rows.insert("4".into(), Duplicates::Skip);
        let done = bring(chosen, false);
        assert_eq!((done.counts.created, done.counts.updated, done.counts.rejected), (1, 1, 1));
        assert_eq!(codes(&done), looked(&[(2, "warning-likely-updated"), (4, "refusal-row-likely")]));
        let stands = world.console(|_, tx| {
            let sql = "select name, city, external_id from accounts where website like '%fjord.no'";
            Ok(tx.all(sql, &[], |row| {
                Ok((row.next::<String>()?, row.next::<String>()?, row.next::<Option<String>>()?))
            })?)
        });
        assert_eq!(stands, [("FJORD FOODS A/S".into(), "Bergen".into(), Some("X1".into()))]);
    });
}

#[test]
fn rows_that_are_likely_one_another_are_made_skipped_or_united_as_chosen() {
    World::each(|world| {
        here(world);
        let files: [(Kind, &str); 3] = [
            (
                Kind::Leads,
                "Lead ID,name,company,email,phone\nL1,Kari Berg,Alfa AS,kari.berg@alfa.no,\nL2,Bo Dahl,Beta AS,bo@beta.no,\n\
                 L3,BERG Kari,Alfa,Kari.Berg+fair@ALFA.no,22 33 44 55\n",
            ),
            (
                Kind::Contacts,
                "name,email,phone\nKari Berg,kari.berg@alfa.no,\nBo Dahl,bo@beta.no,\nKari Berg,KARI.BERG@alfa.no,22 33 44 55\n",
            ),
            (
                Kind::Accounts,
                "name,website,phone\nAlfa AS,alfa.no,\nBeta AS,beta.no,\nALFA A/S,https://www.alfa.no/om,22 33 44 55\n",
            ),
        ];
        for (kind, file) in files {
            let bring = |duplicates: Option<Duplicates>, rows: &[(&str, Duplicates)], dry_run: bool| -> Report {
                let rows = rows.iter().map(|(line, choice)| ((*line).to_owned(), *choice)).collect();
                let settings = Settings { kind: Some(kind), duplicates, rows, ..Settings::default() };
                let import = Import { files: vec![("a.csv".into(), file.as_bytes().to_vec())], settings, dry_run };
                run(&world.house, app::ctx::Who::Console, &import, &mut |_| true).unwrap().1
            };
            let told = |report: &Report| {
                let of = |line: u64, why: &domain::Refusal| {
                    let at = why.args.iter().find(|(name, _)| name == "line").map(|(_, line)| line.clone());
                    (line, why.code.clone(), at)
                };
                let file = &report.files[0];
                let rejects = file.rejects.iter().map(|reject| of(reject.line, &reject.reason));
                file.warnings.iter().map(|(line, why)| of(*line, why)).chain(rejects).collect::<Vec<_>>()
            };
            let one = |code: &str| vec![(4, code.to_owned(), Some("2".to_owned()))];
            let dry = bring(None, &[], true);
            assert_eq!((dry.counts.created, told(&dry)), (3, Vec::new()), "nobody asked: {kind:?}");
            let dry = bring(Some(Duplicates::New), &[], true);
            assert_eq!((dry.counts.created, told(&dry)), (3, one("warning-likely-row")), "{kind:?}");
            let dry = bring(Some(Duplicates::Skip), &[], true);
            assert_eq!((dry.counts.created, dry.counts.rejected, told(&dry)), (2, 1, one("refusal-row-likely-row")));
            let dry = bring(Some(Duplicates::Update), &[("4", Duplicates::New)], true);
            assert_eq!(
                (dry.counts.created, told(&dry)),
                (3, one("warning-likely-row")),
                "a row's own choice: {kind:?}"
            );
            let done = bring(Some(Duplicates::Update), &[], false);
            assert_eq!((done.counts.created, done.counts.updated), (2, 1), "{kind:?}");
            assert_eq!(told(&done), one("warning-likely-row-updated"));
            let table = kind.key();
            let phones = world.console(|_, tx| {
                let sql = format!(
                    "select count(*), count(phone) from {table} where name in ('Kari Berg', 'BERG Kari', 'ALFA A/S')"
                );
                Ok(tx.all(&sql, &[], |row| Ok((row.next::<i64>()?, row.next::<i64>()?)))?)
            });
            assert_eq!(phones, [(1, 1)], "one, with what the second row says: {kind:?}");
        }
    });
}

#[test]
fn rows_that_mean_one_record_fill_it_one_after_another() {
    World::each(|world| {
        here(world);
        let file = b"Account ID,Account Name,Website,City\nX1,FJORD FOODS A/S,https://www.fjord.no,Bergen\nX3,Fjord Foods,fjord.no,Moss\n";
        let settings =
            Settings { kind: Some(Kind::Accounts), duplicates: Some(Duplicates::Update), ..Settings::default() };
        let import = Import { files: vec![("a.csv".into(), file.to_vec())], settings, dry_run: false };
        let counts = run(&world.house, app::ctx::Who::Console, &import, &mut |_| true).unwrap().1.counts;
        assert_eq!((counts.created, counts.updated, counts.rejected), (0, 2, 0));
        let stands = world.console(|_, tx| {
            let sql = "select name, city, external_id from accounts where website like '%fjord.no'";
            Ok(tx.all(sql, &[], |row| {
                Ok((row.next::<String>()?, row.next::<String>()?, row.next::<Option<String>>()?))
            })?)
        });
        assert_eq!(stands, [("Fjord Foods".into(), "Moss".into(), Some("X1".into()))]);
    });
}

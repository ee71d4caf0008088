//! What both engines must do alike.

use db::{Db, Dialect, Error, Kind, Migration, Tx, Value, testing::each_engine};
use uuid::Uuid;

const TABLE: Migration = Migration::both(
    "0001_things",
    "create table things (id uuid primary key, name text not null, size bigint, weight double precision, done boolean, blob bytea);
     create unique index things_name on things (name);",
);

fn fresh(db: &Db) {
    assert_eq!(db::migrate(db, &[TABLE], 1).ok(), Some(vec!["0001_things"]));
    assert_eq!(db::migrate(db, &[TABLE], 1).ok(), Some(vec![]), "a step runs once");
}

#[test]
fn values_come_back_as_they_went_in_one_by_one_and_in_bulk() {
    each_engine(|db| {
        fresh(&db);
        let row = |n: u128, name: &str| {
            vec![
                Value::id(Uuid::from_u128(n)),
                name.into(),
                Value::Int(i64::MIN),
                Value::Real(1.5e300),
                true.into(),
                vec![0_u8, 255, 9].into(),
            ]
        };
        let columns = ["id", "name", "size", "weight", "done", "blob"];
        let hard = "tab\there \\N back\\slash\nline\r ’ 客户 \u{1}";
        let mut rows = row(1, hard);
        for n in 2..40 {
            rows.extend(row(n, &format!("{n}{hard}")));
        }
        rows.extend(vec![
            Value::id(Uuid::from_u128(99)),
            "null".into(),
            Value::Null,
            Value::Null,
            Value::Null,
            Value::Null,
        ]);
        db.write(|tx| tx.insert("things", &columns, &rows)).unwrap();
        db.write(|tx| tx.insert("things", &columns, &row(100, "one"))).unwrap();
        db.read(|tx| -> Result<(), Error> {
            let all = tx.all("select name, size, weight, done, blob, id from things order by id", &[], |r| {
                Ok((
                    r.next::<String>()?,
                    r.next::<Option<i64>>()?,
                    r.next::<Option<f64>>()?,
                    r.next::<Option<bool>>()?,
                    r.next::<Option<Vec<u8>>>()?,
                    r.next::<Uuid>()?,
                ))
            })?;
            assert_eq!(all.len(), 41);
            assert_eq!(
                all[0],
                (hard.into(), Some(i64::MIN), Some(1.5e300), Some(true), Some(vec![0, 255, 9]), Uuid::from_u128(1))
            );
            assert_eq!(all[39], ("null".into(), None, None, None, None, Uuid::from_u128(99)));
            Ok(())
        })
        .unwrap();
    })
    .unwrap();
}

#[test]
fn arguments_stand_by_number_not_by_order() {
    each_engine(|db| {
        let sql = "select $2 || $1 || $2";
        let answer = db.read(|tx| tx.first(sql, &["a".into(), "b".into()], |r| r.next::<String>())).unwrap();
        assert_eq!(answer.as_deref(), Some("bab"));
    })
    .unwrap();
}

#[test]
fn a_refused_transaction_leaves_nothing_and_says_why() {
    each_engine(|db| {
        fresh(&db);
        let insert = "insert into things (id, name) values ($1, $2)";
        let add = |n: u128, name: &str| db.write(|tx| tx.run(insert, &[Value::id(Uuid::from_u128(n)), name.into()]));
        add(1, "a").unwrap();
        let twice = db.write(|tx| {
            tx.run(insert, &[Value::id(Uuid::from_u128(2)), "b".into()])?;
            tx.run(insert, &[Value::id(Uuid::from_u128(3)), "a".into()])
        });
        assert_eq!(twice.map_err(|e| e.kind()), Err(Kind::Unique));
        assert_eq!(db.read(|tx| tx.number("select count(*) from things", &[])).unwrap(), 1);
        assert!(
            db.read(|tx| tx.run(insert, &[Value::id(Uuid::from_u128(4)), "c".into()])).is_err()
                || db.dialect() == db::Dialect::Sqlite
        );
        add(5, "e").unwrap();
    })
    .unwrap();
}

#[test]
fn conflicts_add_up() {
    each_engine(|db| {
        db::migrate(
            &db,
            &[Migration::both("0001_sums", "create table sums (k text primary key, n bigint not null)")],
            1,
        )
        .unwrap();
        for _ in 0..3 {
            db.write(|tx| {
                let mut rows = vec!["a".into(), Value::Int(2), "b".into(), Value::Int(5)];
                rows.extend((0..100).flat_map(|n: i64| [format!("{n}").into(), Value::Int(0)]));
                tx.insert_or("sums", &["k", "n"], &rows, "on conflict (k) do update set n = sums.n + excluded.n")
            })
            .unwrap();
        }
        assert_eq!(db.read(|tx| tx.number("select cast(sum(n) as bigint) from sums", &[])).unwrap(), 21);
    })
    .unwrap();
}

#[test]
fn many_rows_keep_their_empty_columns_and_fall_together() {
    each_engine(|db| {
        fresh(&db);
        let columns = ["id", "name", "size", "weight", "done", "blob"];
        let rows = |from: u128, to: u128| -> Vec<Value> {
            let row = |n: u128| {
                let size = if n == 70 { Value::Int(7) } else { Value::Null };
                [Value::id(Uuid::from_u128(n)), format!("{n:03}").into(), size, Value::Null, false.into(), Value::Null]
            };
            (from..to).flat_map(row).collect()
        };
        db.write(|tx| tx.insert("things", &columns, &rows(0, 100))).unwrap();
        let read = "select count(*), count(size), count(weight), count(done), count(blob) from things";
        let counts = |db: &Db| {
            let row = |r: &db::Row<'_>| {
                Ok([r.next::<i64>()?, r.next::<i64>()?, r.next::<i64>()?, r.next::<i64>()?, r.next::<i64>()?])
            };
            db.read(|tx| tx.first(read, &[], row)).unwrap()
        };
        assert_eq!(counts(&db), Some([100, 1, 0, 100, 0]));
        // The name of the last of 64 is taken: none of them stays, nor what was written before them.
        let broken = db.write(|tx| {
            tx.run("update things set size = 1 where size is null", &[])?;
            let mut more = rows(100, 163);
            more.extend(rows(99, 100));
            tx.insert("things", &columns, &more)
        });
        assert_eq!(broken.map_err(|e| e.kind()), Err(Kind::Unique));
        assert_eq!(counts(&db), Some([100, 1, 0, 100, 0]));
        db.write(|tx| tx.insert("things", &columns, &rows(100, 101))).unwrap();
        assert_eq!(counts(&db), Some([101, 1, 0, 101, 0]));
    })
    .unwrap();
}

#[test]
fn writers_wait_their_turn() {
    each_engine(|db| {
        db::migrate(
            &db,
            &[Migration::both(
                "0001_sums",
                "create table sums (k text primary key, n bigint not null); insert into sums values ('a', 0)",
            )],
            1,
        )
        .unwrap();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..5 {
                        db.write(|tx| tx.run("update sums set n = n + 1", &[])).unwrap();
                    }
                });
            }
        });
        assert_eq!(db.read(|tx| tx.number("select n from sums", &[])).unwrap(), 40);
    })
    .unwrap();
}

#[test]
fn how_long_others_have_had_a_transaction_open_is_told() {
    each_engine(|db| {
        fresh(&db);
        let (began, end) = (std::sync::Barrier::new(2), std::sync::Barrier::new(2));
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let write = db.write(|tx| -> Result<(), Error> {
                    tx.number("select count(*) from things", &[])?;
                    began.wait();
                    std::thread::sleep(std::time::Duration::from_millis(50));
                    end.wait();
                    Ok(())
                });
                write.unwrap();
            });
            began.wait();
            std::thread::sleep(std::time::Duration::from_millis(20));
            let open_for = db.read_once(|tx| tx.others_open_for()).unwrap();
            end.wait();
            assert!(open_for >= if db.dialect() == db::Dialect::Postgres { 20 } else { 0 });
        });
    })
    .unwrap();
}

/// Longer than any test waits.
const ENDLESS: &str =
    "with recursive n (i) as (select cast(1 as bigint) union all select i + 1 from n where i < 1000000000000)
 select count(*) from n";

#[test]
fn what_is_late_is_broken_off_and_the_connection_goes_on() {
    each_engine(|db| {
        fresh(&db);
        let soon = || Some(std::time::Instant::now() + std::time::Duration::from_millis(100));
        for _ in 0..3 {
            let read = db::deadline::by(soon(), || db.read(|tx| tx.number(ENDLESS, &[])));
            assert_eq!(read.map_err(|e| e.kind()), Err(Kind::Late));
            let write = db::deadline::by(soon(), || {
                db.write(|tx| {
                    tx.run("insert into things (id, name) values ($1, 'late')", &[Value::id(Uuid::from_u128(1))])?;
                    tx.number(ENDLESS, &[])
                })
            });
            assert_eq!(write.map_err(|e| e.kind()), Err(Kind::Late));
        }
        assert_eq!(db.read(|tx| tx.number("select count(*) from things", &[])).unwrap(), 0, "nothing of it stays");
        db.write(|tx| tx.run("insert into things (id, name) values ($1, 'in time')", &[Value::id(Uuid::from_u128(1))]))
            .unwrap();
    })
    .unwrap();
}

#[test]
fn who_waits_for_a_writer_waits_until_the_deadline() {
    let folder = tempfile::tempdir().unwrap();
    let db = db::Db::open(&format!("sqlite://{}", folder.path().join("a.db").display())).unwrap();
    fresh(&db);
    let (began, end) = (std::sync::Barrier::new(2), std::sync::Barrier::new(2));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let long = db.write(|_| {
                began.wait();
                end.wait();
                Ok::<_, Error>(())
            });
            long.unwrap();
        });
        began.wait();
        let soon = Some(std::time::Instant::now() + std::time::Duration::from_millis(50));
        let late = db::deadline::by(soon, || db.write(|_| Ok::<_, Error>(())));
        assert_eq!(late.map_err(|e| e.kind()), Err(Kind::Busy));
        end.wait();
    });
    db.write(|_| Ok::<_, Error>(())).unwrap();
}

/// Which way a statement goes through its table, as SQLite tells it.
fn way(db: &Db, sql: &str) -> Result<String, Error> {
    let steps = |tx: &mut Tx<'_>| {
        tx.all(&format!("explain query plan {sql}"), &[], |row| {
            let _: (i64, i64, i64) = (row.next()?, row.next()?, row.next()?);
            row.next::<String>()
        })
    };
    Ok(db.read(steps)?.join("; "))
}

#[test]
fn a_planner_that_has_counted_sorts_by_an_index_what_a_common_value_leaves() {
    each_engine(|db| {
        if db.dialect() == Dialect::Postgres {
            return;
        }
        db.write(|tx| {
            tx.batch(
                "create table deals (id integer primary key, outcome text not null, amount integer);
                 create index deals_outcome on deals (outcome); create index deals_amount on deals (amount);
                 insert into deals (id, outcome, amount) values (-1, 'open', 1); analyze;",
            )
        })
        .unwrap();
        let biggest =
            "select id from deals where outcome = 'open' and amount is not null order by amount desc limit 10";
        way(&db, biggest).unwrap();
        db.write(|tx| {
            let row = |n: i64| {
                [Value::Int(n), ["open", "won", "lost"][(n % 3) as usize].into(), Value::Int(n * 7919 % 30_011)]
            };
            tx.insert("deals", &["id", "outcome", "amount"], &(0..30_000).flat_map(row).collect::<Vec<_>>())
        })
        .unwrap();
        db.write(|tx| tx.analyse()).unwrap();
        // Also by who had begun before.
        let way = way(&db, biggest).unwrap();
        assert!(way.contains("deals_amount") && !way.contains("ORDER BY"), "{way}");
    })
    .unwrap();
}

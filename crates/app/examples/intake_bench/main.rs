//! How many leads the API takes in and routes in a second, for `bench/intake/run.sh`.
//!
//! A company of sixty sellers in six units; six segments by country, shared out in turn or by least load. The binary is
//! served as people serve it; sixteen clients send one lead after another on kept connections. Afterwards as many rows
//! are written bare, by sixteen threads, a transaction each, on a database of the same engine. Prints one line of JSON:
//! leads a second, bare rows a second, their ratio, and how many leads are stored.
#![expect(clippy::print_stdout, reason = "its output is what it is for")]

mod sql;

use app::ctx::Who;
use app::founding::{Founding, found};
use app::organisation::templates::Beginning;
use app::users::{self, NewToken};
use app::{House, organisation, segments};
use domain::kernel::Day;
use domain::kernel::id::{CoverageId, PersonId, PositionId, SegmentId, UnitId};
use domain::organisation::{AssignmentKind, Coverage, Distribution, Edit, Limits, Person, Position, Unit};
use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

const CLIENTS: usize = 16;
const COUNTRIES: [&str; 6] = ["NO", "SE", "DK", "FI", "DE", "CN"];
const SELLERS: usize = 10;
const PORT: u16 = 7491;

fn main() -> Outcome<()> {
    let mut args = std::env::args().skip(1);
    let (Some(binary), Some(url)) = (args.next(), args.next()) else { return Err("binary and address".into()) };
    let seconds = args.next().and_then(|s| s.parse().ok()).unwrap_or(10);
    let token = prepare(&url)?;
    let server = Served(
        Command::new(binary)
            .args(["serve", "--database", &url, "--port", &PORT.to_string(), "--api-per-minute", "100000000"])
            .env("RUST_LOG", "warn")
            .spawn()?,
    );
    for _ in 0..100 {
        if TcpStream::connect(("127.0.0.1", PORT)).is_ok() {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    crowd(Duration::from_secs(1), &|client| Client::new(&token, client, "warm"))?;
    let leads = crowd(Duration::from_secs(seconds), &|client| Client::new(&token, client, "lead"))?;
    drop(server);
    let house = House::open(&url)?;
    let stored = sql::stored(&house)?;
    sql::prepare(&house)?;
    let bare = crowd(Duration::from_secs(seconds), &|_| Ok(Bare(house.clone())))?;
    let engine = if url.starts_with("sqlite") { "sqlite" } else { "postgres" };
    let rate = |count: u64| count / seconds;
    println!(
        "{{\"engine\":\"{engine}\",\"leads_per_s\":{},\"bare_rows_per_s\":{},\"ratio\":{:.2},\"answered\":{leads},\"stored\":{stored}}}",
        rate(leads),
        rate(bare),
        leads as f64 / bare.max(1) as f64
    );
    if u64::try_from(stored)? != leads { Err("what was answered is not what is stored".into()) } else { Ok(()) }
}

/// The server, ended when dropped.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// One thread's work, over and over.
trait Turn {
    fn turn(&mut self, n: u64) -> Outcome<()>;
}

/// Does it in as many threads as there are clients, for so long; answers how often it was done.
fn crowd<T: Turn>(long: Duration, make: &(dyn Fn(usize) -> Outcome<T> + Sync)) -> Outcome<u64> {
    let (done, end) = (AtomicU64::new(0), Instant::now() + long);
    std::thread::scope(|scope| {
        let work = |client: usize| {
            let done = &done;
            move || -> Outcome<()> {
                let mut one = make(client)?;
                let mut n = 0;
                while Instant::now() < end {
                    one.turn(n)?;
                    n += 1;
                    done.fetch_add(1, Ordering::Relaxed);
                }
                Ok(())
            }
        };
        let threads: Vec<_> = (0..CLIENTS).map(|client| scope.spawn(work(client))).collect();
        threads.into_iter().try_for_each(|thread| thread.join().map_err(|_| "a client broke off")?)
    })?;
    Ok(done.into_inner())
}

/// A program on a kept connection.
struct Client {
    stream: BufReader<TcpStream>,
    token: String,
    client: usize,
    word: &'static str,
}

impl Client {
    fn new(token: &str, client: usize, word: &'static str) -> Outcome<Client> {
        let stream = TcpStream::connect(("127.0.0.1", PORT))?;
        stream.set_nodelay(true)?;
        Ok(Client { stream: BufReader::new(stream), token: token.to_owned(), client, word })
    }
}

impl Turn for Client {
    fn turn(&mut self, n: u64) -> Outcome<()> {
        let country = COUNTRIES.get((self.client + usize::try_from(n)?) % COUNTRIES.len()).copied().unwrap_or("NO");
        let body = format!(
            "{{\"name\":\"{} {}-{n}\",\"company\":\"Firm {n}\",\"email\":\"p{n}@c{}.example\",\"country\":\"{country}\",\"source\":\"web_form\"}}",
            self.word, self.client, self.client
        );
        let request = format!(
            "POST /api/v1/leads HTTP/1.1\r\nhost: 127.0.0.1:{PORT}\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            self.token,
            body.len()
        );
        self.stream.get_mut().write_all(request.as_bytes())?;
        let (mut line, mut status, mut length) = (String::new(), String::new(), 0);
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            if status.is_empty() {
                status = line.trim().to_owned();
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse()?;
            }
            if line.trim().is_empty() {
                break;
            }
        }
        let mut answer = vec![0; length];
        self.stream.read_exact(&mut answer)?;
        if status.contains(" 201 ") {
            Ok(())
        } else {
            Err(format!("{status}: {}", String::from_utf8_lossy(&answer)).into())
        }
    }
}

/// Rows without a product around them.
struct Bare(House);

impl Turn for Bare {
    fn turn(&mut self, n: u64) -> Outcome<()> {
        Ok(sql::bare(&self.0, &format!("Firm {n} p{n}@c.example NO web_form"))?)
    }
}

/// A company whose leads go to somebody by their country; answers a token that may write.
fn prepare(url: &str) -> Outcome<String> {
    let house = House::open(url)?;
    let founding = Founding {
        company: "Bench".into(),
        currency: "EUR".into(),
        time_zone: "Europe/Oslo".into(),
        language: "en".into(),
        fiscal_first_month: 1,
        owner_name: "Olav Owner".into(),
        owner_email: "owner@example.test".into(),
        owner_password: "a long password for the bench".into(),
        beginning: Beginning { templates: vec!["pod".into()], ..Beginning::default() },
    };
    let owner = found(&house, &founding)?;
    house.write(Who::Console, |ctx, tx| {
        let root = ctx.organisation.units().find(|unit| unit.parent.is_none()).map(|unit| unit.id);
        let mut edits = Vec::new();
        for (at, country) in COUNTRIES.into_iter().enumerate() {
            let condition = format!("country = {country}");
            let segment = segments::commands::define(ctx, tx, country, &condition, Day::BEGINNING)?;
            edits.extend(covered(root, ctx.id(), segment, at).into_iter().map(|edit| (edit, ctx.today)));
        }
        organisation::commands::edit(ctx, tx, &edits).map(drop)
    })?;
    let until = house.read(Who::Console, |ctx, _| Ok(ctx.today.plus(30)))?;
    let new = NewToken { name: "bench".into(), writes: true, expires_on: until };
    Ok(house.write(Who::User(owner), |ctx, tx| users::create_token(ctx, tx, owner, &new))?.text)
}

/// A unit of sellers, below the company, that covers a segment.
fn covered(parent: Option<UnitId>, unit: UnitId, segment: SegmentId, at: usize) -> Vec<Edit> {
    let name = format!("Team {at}");
    let mut edits = vec![Edit::AddUnit { unit: Unit { id: unit, parent, name, kind: "team".into(), model: None } }];
    for seat in 0..SELLERS {
        let id = |kind: &str| {
            domain::kernel::id::derived::<uuid::Uuid>(&[kind.as_bytes(), &at.to_be_bytes(), &seat.to_be_bytes()])
        };
        let (position, person) = (PositionId(id("position")), PersonId(id("person")));
        edits.push(Edit::AddPosition {
            position: Box::new(Position {
                id: position,
                external_id: None,
                unit,
                title: format!("Seller {at}-{seat}"),
                roles: vec!["sales_representative".into()],
                reports_to: None,
                location: None,
                languages: Vec::new(),
                cost_per_year: None,
                quota_class: None,
                capacity: None,
                is_stub: false,
            }),
        });
        let who =
            Person { id: person, name: format!("Person {at}-{seat}"), email: None, is_active: true, external_id: None };
        edits.push(Edit::PutPerson { person: who });
        edits.push(Edit::Assign { person, position, share_bp: 10_000, kind: AssignmentKind::Regular });
    }
    edits.push(Edit::AddCoverage {
        coverage: Coverage {
            id: CoverageId(unit.0),
            segment: Some(segment),
            stages: Vec::new(),
            unit: Some(unit),
            position: None,
            distribution: if at.is_multiple_of(2) { Distribution::RoundRobin } else { Distribution::LeastLoaded },
            priority: 1,
            limits: Limits::default(),
        },
    });
    edits
}

//! A receiver that answers what it is told to, and a company whose clock is turned by hand.

use crate::world::{NOW, World, position, user};
use app::House;
use app::accounts::commands as accounts;
use app::ctx::Who;
use app::events::Cause;
use app::outside::{Keyring, Outside};
use app::records::Patch;
use app::webhooks::{self, State, WebhookView, commands, queries};
use domain::Instant;
use domain::accounts::Account;
use domain::kernel::id::{AccountId, WebhookId};
use domain::webhooks::Webhook;
use serde_json::{Value as Json, json};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

/// What a receiver was sent.
#[derive(Clone, Debug)]
pub struct Got {
    pub id: String,
    pub timestamp: i64,
    pub signatures: usize,
    pub body: Json,
}

/// A receiver that answers what it is told to, and with 200 when nothing is said.
#[derive(Clone)]
pub struct Receiver {
    pub url: String,
    got: Arc<Mutex<Vec<Got>>>,
    answers: Arc<Mutex<Vec<u16>>>,
}

impl Receiver {
    pub fn open() -> Receiver {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/in", listener.local_addr().unwrap());
        let receiver = Receiver { url, got: Arc::default(), answers: Arc::default() };
        let serving = receiver.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let serving = serving.clone();
                std::thread::spawn(move || serving.serve(stream.unwrap()));
            }
        });
        receiver
    }
    pub fn serve(&self, mut stream: TcpStream) {
        while let Some(got) = read(&mut stream) {
            self.got.lock().unwrap().push(got);
            let mut answers = self.answers.lock().unwrap();
            let status = if answers.is_empty() { 200 } else { answers.remove(0) };
            let answer = format!("HTTP/1.1 {status} Said\r\nContent-Length: 4\r\n\r\nsaid");
            stream.write_all(answer.as_bytes()).unwrap();
        }
    }
    /// What it was sent since it was asked last.
    pub fn taken(&self) -> Vec<Got> {
        std::mem::take(&mut self.got.lock().unwrap())
    }
    pub fn will_say(&self, statuses: &[u16]) {
        self.answers.lock().unwrap().extend(statuses);
    }
}

fn read(stream: &mut TcpStream) -> Option<Got> {
    let (mut all, mut part) = (Vec::new(), [0_u8; 8192]);
    loop {
        let text = String::from_utf8_lossy(&all).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let header = |name: &str| {
                let found = head.lines().find_map(|line| line.to_lowercase().strip_prefix(name).map(str::to_owned));
                found.unwrap_or_default().trim_start_matches(':').trim().to_owned()
            };
            if body.len() == header("content-length").parse().unwrap_or(0) {
                let signatures = header("webhook-signature").split(' ').filter(|one| one.starts_with("v1,")).count();
                let (id, timestamp) = (header("webhook-id"), header("webhook-timestamp").parse().unwrap());
                return Some(Got { id, timestamp, signatures, body: serde_json::from_str(body).unwrap() });
            }
        }
        match stream.read(&mut part) {
            Ok(0) | Err(_) => return None,
            Ok(count) => all.extend_from_slice(&part[..count]),
        }
    }
}

/// A company whose clock is turned by hand, which may reach this machine.
pub struct Told {
    pub house: House,
    pub clock: Arc<AtomicI64>,
}

impl Told {
    pub fn of(world: &World) -> Told {
        let reach = post::Reach { inner: vec!["127.0.0.1".to_owned()], ..post::Reach::default() };
        let clock = Arc::new(AtomicI64::new(NOW.0));
        let turned = clock.clone();
        let house = world.house.at(Arc::new(move || Instant(turned.load(Ordering::SeqCst))));
        let outside = Outside { keys: Keyring::from_secret("of the tests"), reach };
        Told { house: house.with_outside(outside), clock }
    }
    pub fn later(&self, millis: i64) {
        self.clock.fetch_add(millis, Ordering::SeqCst);
    }
    /// Told of records where nothing is chosen: the company was founded at the same instant, and that is told too.
    pub fn hook(&self, url: &str, events: &[&str], eyes: &str) -> WebhookId {
        let records = ["account", "contact", "lead", "opportunity", "product", "activity"];
        let events = if events.is_empty() { &records[..] } else { events };
        let events = events.iter().map(|word| (*word).to_owned()).collect();
        let webhook = Webhook { url: url.to_owned(), events, user: user(eyes), ..Webhook::default() };
        self.write("Opal", |ctx, tx| Ok(commands::create(ctx, tx, webhook)?.id))
    }
    pub fn write<T>(&self, by: &str, f: impl FnOnce(&app::Ctx, &mut app::Tx<'_>) -> app::Result<T>) -> T {
        self.house.write_as(user(by), f).unwrap()
    }
    pub fn account(&self, name: &str, owner: &str) -> AccountId {
        let account = Account { name: name.into(), owner: position(owner), ..Account::default() };
        self.write("Opal", |ctx, tx| accounts::create(ctx, tx, Cause::COMMAND, vec![account]))[0].id
    }
    pub fn rename(&self, id: AccountId, name: &str) {
        let patch = Patch::new(id, [("name", json!(name))]);
        self.write("Opal", |ctx, tx| accounts::change(ctx, tx, Cause::COMMAND, &[patch]).map(drop));
    }
    pub fn look(&self) -> usize {
        webhooks::look(&self.house).unwrap()
    }
    pub fn view(&self, id: WebhookId) -> WebhookView {
        self.house.read(Who::Console, |ctx, tx| queries::one(ctx, tx, id)).unwrap()
    }
    pub fn states(&self, id: WebhookId) -> Vec<(State, usize)> {
        let read = self.house.read(Who::Console, |ctx, tx| queries::deliveries(ctx, tx, id, None, None, 100));
        read.unwrap().iter().rev().map(|one| (one.state, one.attempts.len())).collect()
    }
}

//! How many passwords a second this machine compares, for `bench/sign-in/run.sh`: Argon2id as the product sets it and nothing
//! else, by four threads, as many as a server lets compare at once.
#![expect(clippy::print_stdout, reason = "its output is what it is for")]

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use std::error::Error;
use std::time::{Duration, Instant};

const THREADS: usize = 4;
const PASSWORD: &[u8] = b"a long password for the bench";

fn main() -> Result<(), Box<dyn Error>> {
    let seconds = std::env::args().nth(1).and_then(|s| s.parse().ok()).unwrap_or(10);
    let stored = Argon2::default().hash_password(PASSWORD)?.to_string();
    let end = Instant::now() + Duration::from_secs(seconds);
    let compared: u64 = std::thread::scope(|scope| {
        let work = || {
            let mut count = 0_u64;
            while Instant::now() < end {
                let hash = PasswordHash::new(&stored).ok()?;
                Argon2::default().verify_password(PASSWORD, &hash).ok()?;
                count += 1;
            }
            Some(count)
        };
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(work)).collect();
        threads.into_iter().map(|thread| thread.join().ok().flatten().unwrap_or(0)).sum()
    });
    println!("{}", compared / seconds.max(1));
    Ok(())
}

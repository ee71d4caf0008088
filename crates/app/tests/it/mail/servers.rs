//! Real servers on free ports of 127.0.0.1, each in a folder of its own, ended and removed with the value that stands for
//! it: an SMTP server (aiosmtpd). And one of our own that misbehaves as it is told.
//!
//! `make test` installs them from Debian. Where one is missing, its test says so and passes.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// A port that nobody listens on just now.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("its address").port()
}

/// Whether a program is installed; says so where not.
pub fn has(program: &str) -> bool {
    let paths = std::env::var("PATH").unwrap_or_default();
    let places = paths.split(':').map(PathBuf::from).chain(["/usr/sbin".into(), "/usr/bin".into()]);
    let found = places.map(|place| place.join(program)).any(|path| path.exists());
    if !found {
        eprintln!("skipped: no {program}");
    }
    found
}

/// A folder that is removed with it.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("bailiwick-{name}-{}", rand::random::<u64>()));
        fs::create_dir_all(&path).expect("a folder");
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A running program, ended with it.
pub struct Running(Child);

impl Running {
    pub fn start(command: &mut Command, port: u16, log: &Path) -> Running {
        let out = fs::OpenOptions::new().create(true).append(true).open(log).expect("a log");
        let err = out.try_clone().expect("the log");
        let child = command.stdin(Stdio::null()).stdout(out).stderr(err).spawn().expect("the program starts");
        let mut running = Running(child);
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let ended = running.0.try_wait().expect("its state");
            let log = || fs::read_to_string(log).unwrap_or_default();
            assert!(ended.is_none() && begun.elapsed() < PATIENCE, "no server: {}", log());
            std::thread::sleep(Duration::from_millis(50));
        }
        running
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Asked first, so that it ends its own children.
        let _ = Command::new("kill").arg(self.0.id().to_string()).status();
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(5) {
            if matches!(self.0.try_wait(), Ok(Some(_))) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// An SMTP server that keeps what it takes in a Maildir.
pub struct Smtp {
    pub port: u16,
    folder: Folder,
    running: Option<Running>,
}

impl Smtp {
    /// One that does not run yet.
    pub fn resting() -> Smtp {
        Smtp { port: free_port(), folder: Folder::new("smtp"), running: None }
    }

    pub fn wake(&mut self) {
        let mut command = Command::new("aiosmtpd");
        command.args(["-n", "-l", &format!("127.0.0.1:{}", self.port), "-c", "aiosmtpd.handlers.Mailbox"]);
        command.arg(self.folder.0.join("mail"));
        self.running = Some(Running::start(&mut command, self.port, &self.folder.0.join("log")));
    }

    /// What it took, as text.
    pub fn taken(&self) -> Vec<String> {
        let Ok(found) = fs::read_dir(self.folder.0.join("mail/new")) else { return Vec::new() };
        let read = |entry: fs::DirEntry| fs::read_to_string(entry.path()).expect("a mail");
        found.map(|entry| read(entry.expect("an entry"))).collect()
    }
}

/// How our own server behaves with the next message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Manner {
    /// Takes it.
    Take,
    /// Goes away in the middle of the content.
    LeaveInContent,
    /// Takes the whole content, and goes away without a word.
    LeaveAfterContent,
    /// Goes away before any content.
    LeaveBefore,
    /// Refuses the recipient for ever.
    Refuse,
    /// Refuses the content for now.
    Later,
}

/// An SMTP server of our own: one manner for each connection, in turn; after the last it takes everything.
pub struct Sink {
    pub port: u16,
    /// Contents that came whole.
    pub came: Arc<Mutex<Vec<String>>>,
}

impl Sink {
    pub fn start(manners: &[Manner]) -> Sink {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let sink = Sink { port: listener.local_addr().expect("its address").port(), came: Arc::default() };
        let (came, manners) = (sink.came.clone(), manners.to_vec());
        // Ends with the process of the tests.
        std::thread::spawn(move || {
            let mut manners = manners.into_iter();
            for stream in listener.incoming().flatten() {
                let _ = talk(stream, manners.next().unwrap_or(Manner::Take), &came);
            }
        });
        sink
    }

    pub fn count(&self) -> usize {
        self.came.lock().expect("the list").len()
    }
}

fn talk(stream: TcpStream, manner: Manner, came: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut out = stream.try_clone()?;
    let mut lines = BufReader::new(stream).lines();
    out.write_all(b"220 sink\r\n")?;
    while let Some(line) = lines.next().transpose()? {
        let word = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        let answer: &[u8] = match (word.as_str(), manner) {
            ("EHLO" | "HELO", _) => b"250 sink\r\n",
            ("RCPT", Manner::Refuse) => b"550 no such user\r\n",
            ("DATA", Manner::LeaveBefore) => return Ok(()),
            ("DATA", _) => {
                out.write_all(b"354 go on\r\n")?;
                let mut content = String::new();
                for line in lines.by_ref() {
                    let line = line?;
                    if manner == Manner::LeaveInContent {
                        return Ok(());
                    }
                    if line == "." {
                        break;
                    }
                    content.push_str(&line);
                    content.push('\n');
                }
                if manner == Manner::Later {
                    b"451 come back\r\n"
                } else {
                    came.lock().expect("the list").push(content);
                    if manner == Manner::LeaveAfterContent {
                        return Ok(());
                    }
                    b"250 taken\r\n"
                }
            }
            ("QUIT", _) => {
                out.write_all(b"221 bye\r\n")?;
                return Ok(());
            }
            _ => b"250 fine\r\n",
        };
        out.write_all(answer)?;
    }
    Ok(())
}

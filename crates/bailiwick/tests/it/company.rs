//! A company to run the program on.

use app::House;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// A company in a folder of its own, for the time of a test.
pub struct Company {
    pub folder: PathBuf,
}

impl Drop for Company {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Company {
    /// One named so.
    pub fn found(name: &str) -> Company {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let company = Company { folder };
        let owner = ["--owner-email", "owner@example.test", "--owner-password-stdin"];
        let init = [&["init", "--company", "Nordlys", "--currency", "NOK", "--template", "pod"][..], &owner].concat();
        assert!(company.run(&init, "a long enough passphrase\n").status.success());
        company
    }

    fn url(&self) -> String {
        self.url_of("company.db")
    }

    /// The address of a database in its folder.
    pub fn url_of(&self, file: &str) -> String {
        format!("sqlite://{}", self.folder.join(file).display())
    }

    /// Runs the program on it.
    pub fn run(&self, words: &[&str], input: &str) -> Output {
        self.run_on("company.db", words, input)
    }

    /// Runs the program on another database in its folder.
    pub fn run_on(&self, file: &str, words: &[&str], input: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bailiwick"));
        command.args(words).args(["--database", &self.url_of(file)]).current_dir(&self.folder);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    }

    /// The product itself.
    pub fn house(&self) -> House {
        House::open(&self.url()).unwrap()
    }
}

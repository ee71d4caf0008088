//! Dovecot on a free port: any login with one password, a Maildir each, a folder for what was sent.

use super::servers::{Folder, Running, free_port};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

pub const PASSWORD: &str = "hush-hush";

/// A running Dovecot.
pub struct Dovecot {
    /// Without TLS, and with STARTTLS.
    pub port: u16,
    /// With TLS from the first byte.
    pub tls_port: u16,
    folder: Folder,
    running: Option<Running>,
    is_root: bool,
}

impl Dovecot {
    pub fn start() -> Dovecot {
        let id = Command::new("id").arg("-u").output().expect("who we are").stdout;
        let is_root = String::from_utf8_lossy(&id).trim() == "0";
        let (port, tls_port, folder) = (free_port(), free_port(), Folder::new("dovecot"));
        let mut dovecot = Dovecot { port, tls_port, folder, running: None, is_root };
        dovecot.certify();
        fs::write(dovecot.at("dovecot.conf"), dovecot.config()).expect("its settings");
        fs::create_dir_all(dovecot.at("mail")).expect("a folder");
        dovecot.own();
        dovecot.wake();
        dovecot
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.0.join(name)
    }

    /// Its own certificate, in `cert.pem`.
    fn certify(&self) {
        let done = Command::new("openssl")
            .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"])
            .args(["-addext", "subjectAltName=IP:127.0.0.1", "-addext", "basicConstraints=critical,CA:FALSE"])
            .arg("-keyout")
            .arg(self.at("key.pem"))
            .arg("-out")
            .arg(self.certificate())
            .output()
            .expect("openssl runs");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }

    pub fn certificate(&self) -> PathBuf {
        self.at("cert.pem")
    }

    fn config(&self) -> String {
        let name = Command::new("id").arg("-un").output().expect("who we are").stdout;
        let name = String::from_utf8_lossy(&name).trim().to_owned();
        let (user, inner) = if self.is_root {
            ("nobody".to_owned(), String::new())
        } else {
            (name.clone(), format!("default_internal_user = {name}\ndefault_login_user = {name}\n"))
        };
        let base = self.folder.0.display();
        format!(
            "base_dir = {base}/run\nlog_path = {base}/log\nprotocols = imap\nlisten = 127.0.0.1\n{inner}\
             ssl = yes\nssl_cert = <{base}/cert.pem\nssl_key = <{base}/key.pem\ndisable_plaintext_auth = no\n\
             auth_mechanisms = plain\nfirst_valid_uid = 1\nmail_location = maildir:{base}/mail/%u\n\
             passdb {{\n  driver = static\n  args = password={PASSWORD}\n}}\n\
             userdb {{\n  driver = static\n  args = uid={user} gid={user_group} home={base}/mail/%u\n}}\n\
             namespace inbox {{\n  inbox = yes\n  separator = /\n  mailbox Sent {{\n    auto = create\n    special_use = \\Sent\n  }}\n}}\n\
             service imap-login {{\n  chroot =\n  inet_listener imap {{\n    port = {port}\n  }}\n\
             \x20 inet_listener imaps {{\n    port = {tls}\n    ssl = yes\n  }}\n}}\n\
             service anvil {{\n  chroot =\n}}\n",
            user_group = group(&user),
            port = self.port,
            tls = self.tls_port,
        )
    }

    /// Lets it read and move what we write.
    fn own(&self) {
        if self.is_root {
            let _ = Command::new("chmod").arg("755").arg(&self.folder.0).status();
            let done = Command::new("chown").args(["-R", "nobody"]).arg(self.at("mail")).status().expect("chown runs");
            assert!(done.success());
        }
    }

    pub fn wake(&mut self) {
        let mut command = Command::new("/usr/sbin/dovecot");
        command.args(["-F", "-c"]).arg(self.at("dovecot.conf"));
        self.running = Some(Running::start(&mut command, self.port, &self.at("out")));
    }

    pub fn rest(&mut self) {
        self.running = None;
    }

    fn folder_of(&self, user: &str, sent: bool) -> PathBuf {
        let folder = self.at("mail").join(user);
        if sent { folder.join(".Sent") } else { folder }
    }

    /// Puts a message into somebody's mailbox, unread.
    pub fn put(&self, user: &str, sent: bool, name: &str, message: &str) {
        let folder = self.folder_of(user, sent);
        for part in ["new", "cur", "tmp"] {
            fs::create_dir_all(folder.join(part)).expect("a folder");
        }
        fs::write(folder.join("new").join(name), message.replace('\n', "\r\n")).expect("written");
        self.own();
    }

    /// Names of the messages in somebody's mailbox, and whether each was marked as read.
    pub fn kept(&self, user: &str, sent: bool) -> Vec<(String, bool)> {
        let folder = self.folder_of(user, sent);
        let mut found = Vec::new();
        for part in ["new", "cur"] {
            let Ok(entries) = fs::read_dir(folder.join(part)) else { continue };
            found.extend(entries.map(|entry| {
                let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
                let flags = name.split_once(":2,").map_or("", |(_, flags)| flags).to_owned();
                (name.split([',', ':']).next().unwrap_or_default().to_owned(), flags.contains('S'))
            }));
        }
        found.sort();
        found
    }

    /// Lets the server forget its numbering: all messages get new numbers.
    pub fn renumber(&mut self, user: &str) {
        self.rest();
        for sent in [false, true] {
            let folder = self.folder_of(user, sent);
            for entry in fs::read_dir(&folder).into_iter().flatten() {
                let path = entry.expect("an entry").path();
                if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("dovecot")) {
                    let _ = fs::remove_file(path);
                }
            }
        }
        self.wake();
    }
}

fn group(user: &str) -> String {
    let found = Command::new("id").args(["-gn", user]).output().expect("a group").stdout;
    String::from_utf8_lossy(&found).trim().to_owned()
}

//! The drill: a backup is taken, the company is lost, the backup brings it back; what does not verify brings nothing. And the
//! doctor, who finds both well.

use crate::company::Company;
use serde_json::Value;
use std::process::Output;

const LEADS: &str = "Lead ID,Name,Email,Source,Created on
1,Ane Vik,ane@a.example,fair,2026-03-02
2,Bo Dahl,bo@b.example,fair,2026-03-03
";

fn company(name: &str) -> Company {
    let company = Company::found(name);
    std::fs::write(company.folder.join("leads.csv"), LEADS).unwrap();
    assert!(company.run(&["import", "--kind", "leads", "leads.csv"], "").status.success());
    company
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr].concat()).into_owned()
}

fn ok(output: Output) -> String {
    assert!(output.status.success(), "{}", said(&output));
    said(&output)
}

fn refused(output: &Output, why: &str) {
    assert_eq!(output.status.code(), Some(1), "{}", said(output));
    assert!(said(output).contains(why), "{}", said(output));
}

fn leads(company: &Company, file: &str) -> Value {
    serde_json::from_slice(&company.run_on(file, &["list", "leads", "--json"], "").stdout).unwrap()
}

#[test]
fn what_was_lost_comes_back() {
    let company = company("drill");
    let before = leads(&company, "company.db");
    assert!(ok(company.run(&["backup", "--out", "a.backup"], "")).contains("Nordlys"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(company.folder.join("a.backup")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    refused(&company.run(&["backup", "--out", "a.backup"], ""), "is there already");
    assert!(ok(company.run(&["backup", "--verify", "a.backup"], "")).contains("verifies"));

    std::fs::remove_file(company.folder.join("company.db")).unwrap();
    let told = ok(company.run_on("new.db", &["restore", "a.backup"], ""));
    assert!(told.contains("is restored"), "{told}");
    assert_eq!(leads(&company, "new.db"), before);
    refused(&company.run_on("new.db", &["restore", "a.backup"], ""), "not empty");
    ok(company.run_on("new.db", &["restore", "a.backup", "--replace"], ""));
    assert_eq!(leads(&company, "new.db"), before);
}

#[test]
fn what_does_not_verify_brings_nothing() {
    let company = company("damage");
    ok(company.run(&["backup", "--out", "a.backup"], ""));
    let mut bytes = std::fs::read(company.folder.join("a.backup")).unwrap();
    let middle = bytes.len() / 2;
    std::fs::write(company.folder.join("cut.backup"), &bytes[..middle]).unwrap();
    bytes[middle] ^= 0x40;
    std::fs::write(company.folder.join("flipped.backup"), &bytes).unwrap();
    for file in ["cut.backup", "flipped.backup"] {
        refused(&company.run(&["backup", "--verify", file], ""), "damaged");
        refused(&company.run_on("none.db", &["restore", file], ""), "damaged");
    }
    refused(&company.run_on("none.db", &["restore", "leads.csv"], ""), "no backup");
    assert!(!company.folder.join("none.db").exists(), "no database is made of what does not verify");
}

#[test]
fn an_encrypted_backup_needs_its_passphrase() {
    let company = company("sealed");
    for (file, passphrase) in [("right", "correct horse battery staple\n"), ("wrong", "another"), ("empty", " \n")] {
        std::fs::write(company.folder.join(file), passphrase).unwrap();
    }
    ok(company.run(&["backup", "--out", "a.backup.age", "--passphrase-file", "right"], ""));
    let file = std::fs::read(company.folder.join("a.backup.age")).unwrap();
    assert!(file.starts_with(b"age-encryption.org/v1\n-> scrypt "));
    let restore = |words: &[&str]| company.run_on("new.db", &[&["restore", "a.backup.age"], words].concat(), "");
    refused(&restore(&[]), "encrypted");
    refused(&restore(&["--passphrase-file", "wrong"]), "passphrase is not the one");
    refused(&restore(&["--passphrase-file", "empty"]), "holds no passphrase");
    ok(restore(&["--passphrase-file", "right"]));
    assert_eq!(leads(&company, "new.db"), leads(&company, "company.db"));
}

#[test]
fn the_doctor_finds_the_sound_well_and_the_broken_broken() {
    let company = company("doctor");
    let examined = |file: &str| {
        let output = company.run_on(file, &["doctor", "--json"], "");
        let found: Value = serde_json::from_slice(&output.stdout).unwrap();
        (output.status.success(), found.as_array().unwrap().clone())
    };
    let (is_well, found) = examined("company.db");
    assert!(is_well, "{found:?}");
    assert!(found.iter().any(|f| f["check"] == "figures" && f["grade"] == "good"), "{found:?}");
    let plain = ok(company.run(&["doctor", "--quick"], ""));
    assert!(plain.contains("backups") && plain.contains("--backup-folder"), "{plain}");

    let (is_well, found) = examined("nowhere.db");
    assert!(!is_well && found[0]["check"] == "connection", "{found:?}");
    assert!(!company.folder.join("nowhere.db").exists());
    company.house().db().write(|tx| tx.run("delete from search_rows", &[])).unwrap();
    let (is_well, found) = examined("company.db");
    assert!(!is_well && found[0]["check"] == "search" && found[0]["mend"].is_string(), "{found:?}");
}

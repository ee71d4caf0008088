//! Reads the cards and calendars that other programs really write, from the shared data set where it is present.
//! Set `BAILIWICK_REAL_DATA` to its folder; without it and without `../shared/data` the tests are skipped.

#![expect(clippy::unwrap_used, reason = "a test stops where a step fails")]

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use cards::{Calendar, Card, File, ReadError, Version};

fn real_data() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("BAILIWICK_REAL_DATA").map_or(beside, PathBuf::from).join("vcard_ical");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: no ../shared/data");
    None
}

/// All files of a folder by name, unpacked.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<(String, Vec<u8>)> = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let mut bytes = std::fs::read(&path).unwrap();
        if path.extension().is_some_and(|e| e == "gz") {
            let mut unpacked = Vec::new();
            flate2::read::GzDecoder::new(bytes.as_slice()).read_to_end(&mut unpacked).unwrap();
            bytes = unpacked;
        }
        found.push((path.file_name().unwrap().to_string_lossy().into_owned(), bytes));
    }
    found.sort();
    found
}

fn codes(file: &File) -> Vec<&'static str> {
    file.findings.iter().map(|f| f.kind.code()).collect()
}

fn cards(file: File) -> Vec<Card> {
    file.cards.into_iter().map(|c| c.item).collect()
}

fn calendars(file: File) -> Vec<Calendar> {
    file.calendars.into_iter().map(|c| c.item).collect()
}

#[test]
fn everything_read_is_written_and_read_back_the_same() {
    let Some(data) = real_data() else { return };
    let mut seen = 0;
    for folder in ["ezvcard", "icaljs", "vobject", "libical"] {
        for (name, bytes) in files(&data.join(folder)) {
            seen += 1;
            let Ok(file) = cards::read(&bytes) else { continue };
            for version in [Version::V3, Version::V4] {
                let written: String = file.cards.iter().map(|c| c.item.write(version)).collect();
                assert!(written.lines().all(|l| l.len() <= 76), "{folder}/{name}: a line is too long");
                let again = cards::read(written.as_bytes()).map(cards).unwrap_or_default();
                assert_eq!(again, cards(file.clone()), "{folder}/{name} in {version:?}");
            }
            let written: String = file.calendars.iter().map(|c| c.item.write()).collect();
            let again = cards::read(written.as_bytes()).map(calendars).unwrap_or_default();
            assert_eq!(again, calendars(file), "{folder}/{name}");
        }
    }
    assert_eq!(seen, 150);
}

#[test]
fn as_many_are_found_as_there_are() {
    let Some(data) = real_data() else { return };
    let facts = std::fs::read_to_string(data.join("../facts.json")).unwrap();
    let facts: serde_json::Value = serde_json::from_str(&facts).unwrap();
    let fact =
        |id: &str| facts["vcard_ical"].as_array().unwrap().iter().find(|f| f["id"] == id).unwrap()["value"].clone();
    for folder in ["ezvcard", "icaljs", "vobject", "libical"] {
        let mut found = [0, 0, 0, 0];
        for (name, bytes) in files(&data.join(folder)) {
            found[0] += 1;
            let Ok(file) = cards::read(&bytes) else { continue };
            // A page of documentation and a card whose first line carries a group: both are cards to us, but not to
            // those who counted lines that begin with BEGIN:VCARD. The page is no file of cards.
            let page = name == "more_tests.txt";
            found[1] += file.cards.len() - usize::from(page);
            found[2] += file.calendars.iter().flat_map(|c| c.item.events()).count();
            found[3] += file.calendars.iter().flat_map(|c| c.item.todos()).count();
        }
        assert_eq!(serde_json::json!(found), fact(&format!("vcard_ical.{folder}")), "{folder}");
    }
    let versions = |version: &str| {
        let cards = files(&data.join("ezvcard")).into_iter().filter(|(name, _)| name.ends_with(".vcf"));
        let texts = cards.map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned());
        texts.map(|t| t.lines().filter(|l| l.trim() == format!("VERSION:{version}")).count()).sum::<usize>()
    };
    let found = serde_json::json!({ "2.1": versions("2.1"), "3.0": versions("3.0"), "4.0": versions("4.0") });
    assert_eq!(found, fact("vcard_ical.ezvcard_versions"));
}

#[test]
fn what_other_readers_find_in_a_file_is_found() {
    let Some(data) = real_data() else { return };
    let all = files(&data.join("icaljs"));
    let mut compared = 0;
    for (name, bytes) in &all {
        let Some(stem) = name.strip_suffix(".ics") else { continue };
        let Some((_, answer)) = all.iter().find(|(n, _)| *n == format!("{stem}.json")) else { continue };
        let answer: serde_json::Value = serde_json::from_slice(answer).unwrap();
        let file = cards::read(bytes).unwrap();
        let Some(expected) = answer.get(1).filter(|_| answer[0] == "vcalendar").and_then(|p| p.as_array()) else {
            continue;
        };
        let found: Vec<&cards::Property> = file.calendars[0].item.properties.iter().collect();
        let expected: Vec<&serde_json::Value> = expected.iter().filter(|p| p[0] != "version").collect();
        assert_eq!(found.len(), expected.len(), "{name}");
        for (property, expected) in found.iter().zip(expected) {
            let group = property.group.as_ref().map_or_else(String::new, |g| format!("{g}."));
            assert_eq!(expected[0].as_str().unwrap().to_uppercase(), group + &property.name, "{name}");
            for (param, value) in expected[1].as_object().unwrap().iter().filter(|(param, _)| *param != "group") {
                let found: Vec<&str> = property
                    .params
                    .iter()
                    .filter(|p| p.name.eq_ignore_ascii_case(param))
                    .flat_map(|p| p.values.iter().map(String::as_str))
                    .collect();
                let wanted: Vec<&str> = value
                    .as_array()
                    .map_or_else(|| vec![value.as_str().unwrap()], |v| v.iter().map(|v| v.as_str().unwrap()).collect());
                let same =
                    found.len() == wanted.len() && found.iter().zip(&wanted).all(|(a, b)| a.eq_ignore_ascii_case(b));
                assert!(same || param == "encoding", "{name}: {param} is {found:?}, not {wanted:?}");
                compared += 1;
            }
            let single = expected[2] == "text" && expected.as_array().unwrap().len() == 4;
            if let Some(text) = expected[3].as_str().filter(|_| single) {
                assert_eq!(text, property.as_text(), "{name}");
                compared += 1;
            }
        }
    }
    assert!(compared > 30, "only {compared} values were compared");
}

#[test]
fn every_bad_file_is_refused_or_repaired_with_a_message() {
    let Some(data) = real_data() else { return };
    let mut all = BTreeMap::new();
    for folder in ["ezvcard", "icaljs", "vobject", "libical"] {
        for (name, bytes) in files(&data.join(folder)) {
            all.insert(format!("{folder}/{name}"), cards::read(&bytes));
        }
    }
    let said = |name: &str| codes(all[name].as_ref().unwrap());
    for (name, expected) in [
        ("vobject/badline.ics", "cards-odd-name"),
        ("vobject/badstream.ics", "cards-odd-value"),
        ("vobject/ruby_rrule.ics", "cards-repaired"),
        ("libical/recur-errors.ics", "cards-no-calendar"),
        ("libical/recur-errors.ics", "cards-unknown-zone"),
        ("libical/restriction.ics", "cards-repeated"),
        ("libical/smallcluster.ics", "cards-odd-value"),
        ("libical/incoming.ics", "cards-odd-value"),
        ("libical/crash.ics", "cards-control-characters"),
        ("libical/malloc.ics", "cards-other-encoding"),
        ("libical/issue251.ics", "cards-not-closed"),
        ("libical/issue252.ics", "cards-unreadable"),
        ("libical/issue253.ics", "cards-not-closed"),
        ("libical/stresstest.ics", "cards-unreadable"),
        ("libical/get_char_test.ics", "cards-more"),
        ("libical/zday.ics", "cards-not-open"),
        ("icaljs/google_birthday.ics", "cards-repaired"),
        ("icaljs/parser_vcard_grouped.vcf", "cards-name-missing"),
    ] {
        assert!(said(name).contains(&expected), "{name}: {:?}", said(name));
    }
    // Neither pages, pictures of the same data in another syntax, nor noise are taken for cards.
    let refused: Vec<&str> = all.iter().filter(|(_, read)| read.is_err()).map(|(name, _)| name.as_str()).collect();
    let noise = ["libical/issue250.ics", "vobject/silly_test.ics"];
    for name in noise {
        assert!(matches!(all[name], Err(ReadError::NothingInside)), "{name}");
    }
    let other = |name: &&&str| noise.contains(*name) || [".json", ".xml", ".txt"].iter().any(|e| name.ends_with(e));
    assert_eq!(refused.iter().filter(other).count(), refused.len(), "{refused:?}");
}

#[test]
fn the_address_books_of_the_world_are_understood() {
    let Some(data) = real_data() else { return };
    let read = |name: &str| cards(cards::read(&std::fs::read(data.join(name)).unwrap()).unwrap());
    let outlook = &read("ezvcard/John_Doe_MS_OUTLOOK.vcf")[0];
    assert_eq!(
        (outlook.given.as_str(), outlook.family.as_str(), outlook.organisation.as_str()),
        ("John", "Doe", "IBM")
    );
    assert_eq!(outlook.emails[0].value, "john.doe@ibm.cm");
    assert_eq!(outlook.emails[0].preference, Some(1));
    assert_eq!(outlook.phones.iter().filter(|p| p.is("work")).count(), 1);
    assert!(
        outlook.rest.iter().any(|p| p.name == "LABEL" && p.as_text() == "Silicon Alley 5,\nNew York, New York  12345")
    );
    let android = read("ezvcard/John_Doe_ANDROID.vcf");
    assert!(android[2].name.starts_with("Ñ Ñ"), "{}", android[2].name);
    let modern = &read("ezvcard/rfc6350-example.vcf")[0];
    assert_eq!(modern.phones[0].value, "+1-418-656-9254 ext. 102");
    assert_eq!(modern.birthday, Some(cards::Birthday { year: None, month: 2, day: 3 }));
    let german = &read("vobject/vcard_with_groups.ics")[0];
    assert_eq!((german.title.as_str(), german.phones[0].group.as_deref()), ("Mayor", Some("home")));
}

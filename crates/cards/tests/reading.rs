//! What is read from small files in the ways of several programs, and what is said about their faults.

#![expect(clippy::unwrap_used, reason = "a test stops where a step fails")]

use cards::{Card, End, File, FindingKind, Kind, Version, When};

fn read(text: &str) -> File {
    cards::read(text.as_bytes()).unwrap()
}

fn card(lines: &str) -> (Card, Vec<&'static str>) {
    let mut file = read(&format!("BEGIN:VCARD\n{lines}\nEND:VCARD\n"));
    let codes = file.findings.iter().map(|f| f.kind.code()).collect();
    (file.cards.remove(0).item, codes)
}

#[test]
fn a_card_of_the_elder_version_is_brought_to_the_form_of_the_new() {
    let (card, said) = card(
        "VERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=98deg=C3=A5rd;Kari;;;\nFN:Kari Ødegård\n\
         ORG:Fjord Foods AS;Innkjøp;\nTEL;WORK;PREF;VOICE:+47 22 33 44 55\nTEL;CELL:900 11 222\nEMAIL;INTERNET:kari@fjord.example\n\
         ADR;WORK;ENCODING=QUOTED-PRINTABLE:;;Storgata 1=0D=0A3. etasje;Oslo;;0155;Norge\nBDAY:19800321\n\
         LABEL;HOME;ENCODING=QUOTED-PRINTABLE:Storgata 1=0D=0A=\nOslo\nPHOTO;JPEG;BASE64:\n AAAA\n BBBB\n\nX-OWN:kept",
    );
    assert_eq!(said, Vec::<&str>::new());
    assert_eq!(
        (card.family.as_str(), card.organisation.as_str(), card.units.join("/")),
        ("Ødegård", "Fjord Foods AS", "Innkjøp".to_owned())
    );
    assert_eq!(Card::preferred(&card.phones).unwrap().value, "+47 22 33 44 55");
    assert!(card.phones[1].is("cell") && card.emails[0].is("internet"));
    assert_eq!(card.addresses[0].street, "Storgata 1\n3. etasje");
    let written = card.write(Version::V3);
    for line in [
        "N:Ødegård;Kari;;;",
        "TEL;TYPE=work,voice,pref:+47 22 33 44 55",
        "BDAY:1980-03-21",
        "LABEL;TYPE=home:Storgata 1\\nOslo",
        "PHOTO;ENCODING=b;TYPE=jpeg:AAAABBBB",
        "X-OWN:kept",
    ] {
        assert!(written.lines().any(|l| l == line), "{line} is not in\n{written}");
    }
    let written = card.write(Version::V4);
    for line in ["TEL;TYPE=work,voice;PREF=1:+47 22 33 44 55", "BDAY:19800321", "PHOTO:data:image/jpeg;base64,AAAABBBB"]
    {
        assert!(written.lines().any(|l| l == line), "{line} is not in\n{written}");
    }
}

#[test]
fn an_agents_card_is_kept_within_and_another_card_stands_beside() {
    let (outer, _) = card("FN:A\nAGENT:\nBEGIN:VCARD\nFN:B\nEND:VCARD\nTITLE:T");
    assert_eq!((outer.name.as_str(), outer.title.as_str()), ("A", "T"));
    assert_eq!(outer.rest[0].as_text(), "BEGIN:VCARD\nFN:B\nEND:VCARD\n");
    let file = read("BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\nEND:VCARD\n");
    assert_eq!(file.cards.iter().map(|c| (c.line, c.item.name.as_str())).collect::<Vec<_>>(), [(1, "A"), (3, "B")]);
    assert_eq!(file.findings[0].kind, FindingKind::NotClosed { name: "VCARD".to_owned() });
}

#[test]
fn a_name_is_derived_from_what_there_is() {
    let name = |lines: &str| {
        let (card, said) = card(lines);
        (card.name.clone(), said.first().copied(), card.is_company())
    };
    assert_eq!(name("N:Berg;Kari;;Dr."), ("Dr. Kari Berg".to_owned(), Some("cards-name-derived"), false));
    assert_eq!(name("ORG:Fjord"), ("Fjord".to_owned(), Some("cards-name-derived"), true));
    assert_eq!(name("EMAIL:a@b.example"), ("a@b.example".to_owned(), Some("cards-name-derived"), false));
    assert_eq!(name("NOTE:x"), (String::new(), Some("cards-name-missing"), false));
    assert_eq!(name("FN:Fjord\nKIND:org"), ("Fjord".to_owned(), None, true));
}

#[test]
fn an_event_and_a_task_are_read_whole() {
    let file = read(
        "BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1@x\nDTSTAMP:20260101T000000Z\n\
         DTSTART;TZID=Europe/Oslo:20260131T093000\nDURATION:PT45M\nSUMMARY:Demo\\, first\nLOCATION:Oslo\nSTATUS:confirmed\n\
         ORGANIZER;CN=\"Berg, Kari\":mailto:kari@fjord.example\nATTENDEE;ROLE=REQ-PARTICIPANT:MAILTO:ola@nord.example\n\
         RRULE:FREQ=WEEKLY;COUNT=3\nX-OWN;A=1:b\nBEGIN:VALARM\nTRIGGER:-PT15M\nEND:VALARM\nEND:VEVENT\nBEGIN:VTODO\nUID:2\n\
         DUE;VALUE=DATE:20260201\nSTATUS:NEEDS-ACTION\nEND:VTODO\nEND:VCALENDAR\n",
    );
    assert_eq!(file.findings, []);
    let [event, todo] = file.calendars[0].item.entries.as_slice() else { panic!("two entries") };
    assert_eq!((event.summary.as_str(), event.status.as_str(), event.all_day()), ("Demo, first", "CONFIRMED", false));
    assert_eq!(
        event.organiser.as_ref().map(|o| (o.name.as_str(), o.address.as_str())),
        Some(("Berg, Kari", "kari@fjord.example"))
    );
    assert_eq!(event.attendees[0].address, "ola@nord.example");
    let expected = When::Zoned { at: "2026-01-31T10:15:00".parse().unwrap(), zone: "Europe/Oslo".to_owned() };
    assert_eq!(event.ends(), Some(expected));
    assert_eq!((event.rest[0].name.as_str(), event.components.len()), ("X-OWN", 1));
    assert_eq!((todo.kind, todo.end.clone()), (Kind::Todo, Some(End::At(When::Day("2026-02-01".parse().unwrap())))));
}

#[test]
fn each_fault_is_told_with_its_line() {
    let text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nno colon\nDTSTART:20260131\nDTEND:20260130\nDTSTART:20260201\nSEQUENCE:many\n\
        RRULE:FREQ=NEVER\nDTSTAMP;TZID=Nowhere:20260101T0900\nX_ODD:1\nBEGIN:VALARM\nTRIGGER:soon\nEND:VALARM\nEND:VTODO\nEND:VEVENT\n\
        END:VCALENDAR\nSTRAY:1\n";
    let file = read(text);
    let said: Vec<(u64, &str)> = file.findings.iter().map(|f| (f.line, f.kind.code())).collect();
    let expected = [
        (2, "cards-end-before-start"),
        (3, "cards-unreadable"),
        (6, "cards-repeated"),
        (7, "cards-odd-value"),
        (8, "cards-odd-value"),
        (9, "cards-repaired"),
        (9, "cards-unknown-zone"),
        (10, "cards-odd-name"),
        (12, "cards-odd-value"),
        (14, "cards-not-open"),
        (17, "cards-stray"),
    ];
    assert_eq!(said, expected);
    let odd = file.findings.iter().find(|f| f.line == 8).unwrap();
    assert_eq!(odd.kind.args(), [("name", "RRULE".to_owned()), ("value", "FREQ=NEVER".to_owned())]);
    let losses: Vec<u64> = file.findings.iter().filter(|f| f.kind.is_loss()).map(|f| f.line).collect();
    assert_eq!(losses, [3, 14, 17]);
}

#[test]
fn files_without_cards_or_calendars_are_refused() {
    for (text, code) in [
        ("", "cards-empty"),
        (" \r\n", "cards-empty"),
        ("name;email\nKari;k@x", "cards-nothing-inside"),
        ("{\"a\":1}", "cards-nothing-inside"),
        ("BEGIN:X\nEND:X", "cards-nothing-inside"),
    ] {
        assert_eq!(cards::read(text.as_bytes()).unwrap_err().code(), code, "{text:?}");
    }
    let many = "BEGIN:VCARD\nEND:VCARD\n".repeat(cards::MOST_PARTS + 1);
    assert_eq!(cards::read(many.as_bytes()).unwrap_err().code(), "cards-too-many");
}

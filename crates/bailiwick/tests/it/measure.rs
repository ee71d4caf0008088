//! `bailiwick measure --records`: what stands behind a figure, by the row of a split as well.

use crate::company::Company;
use serde_json::Value;

const LEADS: &str = "Lead ID,Name,Email,Source,Created on
1,Ane Vik,ane@a.example,fair,2026-03-02
2,Bo Dahl,bo@b.example,fair,2026-03-03
3,Cy Lund,cy@c.example,call,2026-03-04
";
const DAYS: [&str; 4] = ["--from", "2026-01-01", "--to", "2026-12-31"];

#[test]
fn the_records_behind_a_figure_are_as_many_as_it_counts() {
    let company = Company::found("measure");
    std::fs::write(company.folder.join("leads.csv"), LEADS).unwrap();
    assert!(company.run(&["import", "--kind", "leads", "leads.csv"], "").status.success());
    let json = |words: &[&str]| -> Value {
        let printed = company.run(&[&["measure", "leads_generated", "--json"], &DAYS[..], words].concat(), "");
        serde_json::from_slice(&printed.stdout).unwrap()
    };
    let split = json(&["--by", "source"]);
    let rows = split["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 2);
    for row in rows {
        let behind = json(&["--by", "source", "--row", row["key"].as_str().unwrap(), "--records"]);
        assert_eq!(behind["seen"]["n"], row["value"], "{behind}");
    }
    assert_eq!(json(&["--records", "--skip", "2"])["rows"].as_array().unwrap().len(), 1);
    let printed = company.run(&[&["measure", "leads_generated", "--records"], &DAYS[..]].concat(), "");
    let text = String::from_utf8(printed.stdout).unwrap();
    assert!(["Ane Vik", "Bo Dahl", "Cy Lund"].iter().all(|name| text.contains(name)), "{text}");
    let wrong = company.run(&["measure", "leads_generated", "--records", "--by", "source", "--row", "x"], "");
    assert!(!wrong.status.success());
}

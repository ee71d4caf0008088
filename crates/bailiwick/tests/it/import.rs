//! `bailiwick import --list`: what a file brings stands on an outbound list that is there.

use crate::company::Company;
use app::ctx::Who;
use app::outbound::{Draft, commands};
use std::process::Output;

impl Company {
    fn import(&self, file: &str, options: &[&str]) -> Output {
        std::fs::write(self.folder.join("leads.csv"), file).unwrap();
        self.run(&[&["import", "--kind", "leads", "leads.csv"], options].concat(), "")
    }

    /// Names on the list.
    fn on(&self, list: &str) -> Vec<String> {
        let printed = self.run(&["outbound", list, "--json"], "");
        let page: serde_json::Value = serde_json::from_slice(&printed.stdout).unwrap();
        let members = page["members"].as_array().unwrap();
        let mut names: Vec<String> = members.iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect();
        names.sort();
        names
    }

    fn leads(&self) -> usize {
        let count = |_: &app::Ctx, tx: &mut app::Tx<'_>| Ok(tx.number("select count(*) from leads", &[])?);
        usize::try_from(self.house().read(Who::Console, count).unwrap()).unwrap()
    }
}

#[test]
fn what_a_file_brings_stands_on_the_list_that_is_named() {
    let company = Company::found("list");
    company
        .house()
        .write(Who::Console, |ctx, tx| {
            let owner = ctx.organisation.positions().find(|seat| !seat.is_nobody()).map(|seat| seat.id);
            commands::create(ctx, tx, &Draft { name: "Thursday calls".into(), owner, ..Draft::default() })
        })
        .unwrap();
    let file = "Lead ID,Name,Email\n1,Ane Vik,ane@vik.no\n2,Bo Dahl,bo@dahl.no\n";
    let missing = company.import(file, &["--list", "Friday calls"]);
    assert_eq!(missing.status.code(), Some(2), "{missing:?}");
    assert!(String::from_utf8_lossy(&missing.stderr).contains("Friday calls"), "{missing:?}");
    assert_eq!(company.leads(), 0, "a list that is not there is told before anything is written");

    assert!(company.import(file, &["--list", "Thursday calls", "--dry-run"]).status.success());
    assert_eq!((company.leads(), company.on("Thursday calls")), (0, Vec::new()));

    let first = company.import(file, &["--list", " thursday CALLS"]);
    assert!(first.status.success(), "{first:?}");
    assert!(String::from_utf8_lossy(&first.stderr).contains("2 put on the list, 0 were there already"), "{first:?}");
    assert_eq!(company.on("Thursday calls"), ["Ane Vik", "Bo Dahl"]);

    // Of a file that comes again, what is new and what was changed is meant; what stands as it stood is not.
    let more = "Lead ID,Name,Email\n1,Ane Vik,ane@vik.no\n2,Bo Dahl Moe,bo@dahl.no\n3,Cato Lund,cato@lund.no\n";
    let second = company.import(more, &["--list", "Thursday calls"]);
    assert!(String::from_utf8_lossy(&second.stderr).contains("1 put on the list, 1 were there already"), "{second:?}");
    assert_eq!(company.on("Thursday calls"), ["Ane Vik", "Bo Dahl Moe", "Cato Lund"]);

    let without = company.import("Lead ID,Name,Email\n4,Dina Moe,dina@moe.no\n", &[]);
    assert!(without.status.success(), "{without:?}");
    assert_eq!((company.leads(), company.on("Thursday calls").len()), (4, 3));
}

//! Fields of a company's own, by the command line alone.

use crate::company::Company;

#[test]
fn a_field_is_defined_renamed_and_listed() {
    let company = Company::found("field");
    let run = |words: &[&str]| {
        let done = company.run(words, "");
        assert!(done.status.success(), "{words:?}: {}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap()
    };
    let made = run(&["field", "add", "lead", "Number of sites", "--kind", "number", "--hint", "All that they run"]);
    let id = made.split_whitespace().next().unwrap();
    assert!(made.contains("x_number_of_sites"), "{made}");
    run(&["field", "rename", id, "Sites"]);
    let listed: serde_json::Value = serde_json::from_str(&run(&["field", "list", "--json"])).unwrap();
    let field = &listed.as_array().unwrap()[0];
    assert_eq!((field["label"].as_str(), field["help"].as_str()), (Some("Sites"), Some("All that they run")));
}

//! The organisation chart: what it looks like, and what it promises to page and screen reader.

use draw::Theme;
use draw::org_chart::{Density, Node, Options, Value, org_chart};
use proptest::prelude::*;

fn node(id: &str, parent: Option<usize>, name: &str, title: &str) -> Node {
    Node { id: id.into(), parent, name: name.into(), title: title.into(), ..Node::default() }
}

fn value(label: &str, class: Option<u8>) -> Option<Value> {
    Some(Value { label: label.into(), class })
}

/// A head, two managers, of whom one has two reports and one is missing.
fn small() -> Vec<Node> {
    let head = Node {
        detail: "6 people".into(),
        value: value("92 %", Some(4)),
        ..node("h", None, "Ingrid Solheim", "VP Sales")
    };
    let vacant =
        Node { vacant: true, value: value("–", None), ..node("v", Some(0), "vacant", "Lead generation & \"more\"") };
    let chinese =
        Node { value: value("104 %", Some(5)), folded: 3, ..node("c", Some(1), "Chen Yu 陈瑜", "AE, Norway") };
    vec![
        head,
        node("m", Some(0), "Sara Lindqvist", "Mid-market Nordics"),
        vacant,
        chinese,
        node("e", Some(1), "Emil Dahl", "AE, Sweden"),
    ]
}

/// One element a line, so that a change is easy to see.
fn lines(svg: &str) -> String {
    svg.replace("><", ">\n<")
}

#[test]
fn a_small_chart_for_the_page() {
    let options = Options { label: "Organisation".into(), ..Options::default() };
    insta::assert_snapshot!(lines(&org_chart(&small(), &options).unwrap().svg));
}

#[test]
fn a_small_chart_for_a_file() {
    let options = Options {
        theme: Theme::Light,
        density: Density::Compact,
        label: "Sales".into(),
        note: "Today".into(),
        scale: Some(("low".into(), "high".into())),
        ..Options::default()
    };
    insta::assert_snapshot!(lines(&org_chart(&small(), &options).unwrap().svg));
}

#[test]
fn folding_counts_what_it_hides() {
    let chart = org_chart(&small(), &Options { fold_below: Some(1), ..Options::default() }).unwrap();
    assert_eq!(chart.shown, 3);
    assert!(chart.svg.contains(">+2</text>") && chart.svg.contains(r#"aria-expanded="false""#));
    assert!(!chart.svg.contains("Emil Dahl"));
}

#[test]
fn no_people_give_an_empty_chart() {
    let chart = org_chart(&[], &Options::default()).unwrap();
    assert_eq!((chart.shown, chart.svg.matches("treeitem").count()), (0, 0));
}

#[test]
fn a_head_of_many_keeps_proportions() {
    let mut nodes = vec![node("0", None, "Head", "")];
    nodes.extend((1..=300).map(|i| node(&i.to_string(), Some(0), "Report", "")));
    let chart = org_chart(&nodes, &Options::default()).unwrap();
    assert!((0.8..3.0).contains(&(chart.width / chart.height)), "{} × {}", chart.width, chart.height);
}

#[test]
fn five_thousand_eight_hundred_in_seven_levels_keep_proportions() {
    let parent = |i: usize| i.checked_sub(1).map(|below| below / 4);
    let nodes: Vec<Node> = (0..5_800).map(|i| node(&i.to_string(), parent(i), "Name", "Title")).collect();
    let chart = org_chart(&nodes, &Options::default()).unwrap();
    assert_eq!(chart.shown, 5_800);
    assert!((0.8..3.5).contains(&(chart.width / chart.height)), "{} × {}", chart.width, chart.height);
}

proptest! {
    #[test]
    fn every_card_is_reachable_and_no_text_escapes(
        names in prop::collection::vec(("\\PC{0,40}", any::<prop::sample::Index>(), 0..5_u8), 1..40),
        fold in prop::option::of(0..4_u32),
    ) {
        let nodes: Vec<Node> = names.iter().enumerate().map(|(i, (name, pick, root))| {
            node(&i.to_string(), (i > 0 && *root > 0).then(|| pick.index(i)), name, name)
        }).collect();
        let options = Options { fold_below: fold, ..Options::default() };
        let chart = org_chart(&nodes, &options).unwrap();
        prop_assert_eq!(chart.svg.matches(r#"role="treeitem""#).count(), chart.shown);
        prop_assert_eq!(chart.svg.matches(r#"tabindex="0""#).count(), 1);
        prop_assert!(!chart.svg.contains("style="));
        let (opened, closed) = (chart.svg.matches("<g").count(), chart.svg.matches("</g>").count());
        prop_assert_eq!(opened, closed);
        if fold.is_none() {
            prop_assert_eq!(chart.shown, nodes.len());
        }
        prop_assert_eq!(chart, org_chart(&nodes, &options).unwrap());
    }
}

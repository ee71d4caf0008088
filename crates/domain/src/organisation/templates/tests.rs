//! Every template, plain and segmented, stands by itself.

use super::*;
use crate::kernel::{Day, Instant};
use crate::organisation::model::Rows;
use crate::organisation::roles::{STAGES, role};
use crate::organisation::state::State;
use crate::organisation::{CheckRules, History, Severity, checks};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn built(templates: &[Template], segmentation: &Segmentation) -> (Built, Rows) {
    let mut next = 0_u128;
    let mut ids = || {
        next += 1;
        uuid::Uuid::from_u128(next)
    };
    let company = Company::New("Example".to_owned());
    let built = build(templates, segmentation, &company, &|key| key.to_owned(), &mut ids);
    let mut rows = Rows::default();
    let mut state = State::new(&rows);
    for edit in &built.edits {
        state.decide(edit, Day::BEGINNING).unwrap_or_else(|refusal| panic!("{refusal}: {edit:?}"));
    }
    state.close(Instant(1), &mut ids).apply(&mut rows);
    (built, rows)
}

fn names(prefix: &str, count: usize) -> Vec<String> {
    (1..=count).map(|number| format!("{prefix} {number}")).collect()
}

fn is_sound(built: &Built, rows: &Rows) {
    let organisation = History::new(rows.clone()).on(Day::BEGINNING, None);
    assert_eq!(rows.units.iter().filter(|row| row.dated.value.parent.is_none()).count(), 1);
    assert_eq!(rows.positions.iter().filter(|row| row.dated.value.reports_to.is_none()).count(), 1);
    for check in checks(&organisation, None, &CheckRules::default()) {
        let errors: Vec<_> = check.items.iter().filter(|item| item.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
    for row in &rows.positions {
        assert!(row.dated.value.roles.iter().all(|key| role(key).is_some()), "{:?}", row.dated.value.roles);
    }
    let known: BTreeSet<_> = built.segments.iter().map(|segment| segment.id).collect();
    assert!(rows.coverages.iter().filter_map(|row| row.dated.value.segment).all(|id| known.contains(&id)));
}

#[test]
fn each_template_is_one_tree_and_those_that_sell_cover_every_stage() {
    for template in Template::ALL {
        let (built, rows) = built(&[template], &Segmentation::default());
        is_sound(&built, &rows);
        let covered: BTreeSet<&str> =
            rows.coverages.iter().flat_map(|row| &row.dated.value.stages).map(String::as_str).collect();
        let wanted: BTreeSet<&str> =
            if template == Template::Enablement { BTreeSet::new() } else { STAGES.iter().copied().collect() };
        assert_eq!(covered, wanted, "{template:?}");
        assert_eq!(Template::from_key(template.key()), Some(template));
    }
}

#[test]
fn every_segment_is_covered_at_every_stage_and_product_lines_get_their_pods() {
    let segmentation =
        Segmentation { geographies: names("Region", 2), product_lines: names("Line", 3), ..Segmentation::default() };
    let (built, rows) = built(&[Template::Pod], &segmentation);
    is_sound(&built, &rows);
    assert_eq!(rows.units.iter().filter(|row| row.dated.value.kind == "pod").count(), 6);
    let mut stages: BTreeMap<_, BTreeSet<&str>> = BTreeMap::new();
    for row in &rows.coverages {
        let covered = row.dated.value.stages.iter().map(String::as_str);
        stages.entry(row.dated.value.segment).or_default().extend(covered);
    }
    assert_eq!(stages.len(), 6);
    assert!(stages.values().all(|covered| covered.len() == STAGES.len()));
    assert!(built.segments.iter().all(|segment| segment.all_of.len() == 2));
}

#[test]
fn what_serves_all_stands_once() {
    let segmentation = Segmentation { geographies: names("Region", 3), ..Segmentation::default() };
    let (built, rows) = built(&[Template::Enablement, Template::AccountBased], &segmentation);
    is_sound(&built, &rows);
    let count = |name: &str| rows.units.iter().filter(|row| row.dated.value.name == name).count();
    assert_eq!((count("template-unit-sales-operations"), count("template-enablement")), (1, 1));
    assert_eq!(count("template-unit-key-accounts"), 3);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_combination_stands(
        chosen in prop::sample::subsequence(Template::ALL.to_vec(), 1..=6),
        counts in prop::array::uniform4(0_usize..3),
    ) {
        let [geographies, sizes, verticals, product_lines] = counts;
        let segmentation = Segmentation {
            geographies: names("Region", geographies),
            sizes: names("Size", sizes),
            verticals: names("Vertical", verticals),
            product_lines: names("Line", product_lines),
        };
        let (built, rows) = built(&chosen, &segmentation);
        is_sound(&built, &rows);
    }
}

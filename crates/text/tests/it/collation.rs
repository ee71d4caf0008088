//! Names stand where readers look for them, and spellings of one name meet.

use proptest::prelude::*;
use text::{fold, sort_key};

fn sorted(mut names: Vec<&str>) -> Vec<&str> {
    names.sort_by_key(|name| sort_key(name));
    names
}

#[test]
fn the_alphabet_ends_in_norwegian() {
    let order = vec!["Aaron", "Abel", "Zebra", "Ærlig", "Ødegård", "Ås"];
    assert_eq!(sorted(vec!["Ås", "Zebra", "Ødegård", "Abel", "Ærlig", "Aaron"]), order);
}

#[test]
fn accents_stand_beside_their_letter() {
    assert_eq!(sorted(vec!["Emilie", "Émile", "Emile", "Ema"]), ["Ema", "Emile", "Émile", "Emilie"]);
}

#[test]
fn case_matters_last() {
    assert_eq!(
        sorted(vec!["Beta", "alpha", "Alpha 2", "ALPHA", "beta"]),
        ["alpha", "ALPHA", "Alpha 2", "beta", "Beta"]
    );
}

#[test]
fn numbers_by_value() {
    assert_eq!(sorted(vec!["Office 10", "Office 2", "Office 1"]), ["Office 1", "Office 2", "Office 10"]);
}

#[test]
fn chinese_follows_the_alphabets_by_stroke() {
    assert_eq!(sorted(vec!["陈瑜", "丁一", "Ås", "王芳", "Zebra"]), ["Zebra", "Ås", "丁一", "王芳", "陈瑜"]);
}

#[test]
fn keys_do_not_change_unnoticed() {
    // Stored keys must be made anew when this changes: raise SORT_KEY_VERSION then.
    insta::assert_snapshot!(format!("{} {:02x?}", text::collation::SORT_KEY_VERSION, sort_key("Åse Émile 10 陈")));
}

#[test]
fn spellings_meet() {
    assert_eq!(fold("  José\u{a0} PÉREZ "), "jose perez");
    assert_eq!(fold("Jose\u{301} Perez"), "jose perez");
    assert_eq!(fold("ÅSE ØDEGÅRD Ærlig"), "åse ødegård ærlig");
    assert_eq!(fold("A\u{30a}se"), "åse");
    assert_eq!(fold("Müller-Groß"), "muller-gross");
    assert_eq!(fold("ＡＢＣ　公司"), "abc 公司");
    assert_eq!(fold("Йод"), "йод");
    assert_eq!(fold("O’Neil\u{200b}"), "o'neil");
    assert_eq!(fold("がく"), "がく");
    assert_ne!(fold("Hål"), fold("Hal"));
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing(name in "\\PC{0,20}") {
        let once = fold(&name);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn keys_order_like_their_folded_letters(a in "[a-zA-Z]{0,8}", b in "[a-zA-Z]{0,8}") {
        let (low_a, low_b) = (a.to_lowercase(), b.to_lowercase());
        if low_a != low_b {
            prop_assert_eq!(sort_key(&a).cmp(&sort_key(&b)), low_a.cmp(&low_b));
        }
    }

    #[test]
    fn a_longer_name_stands_after_its_beginning(name in "[a-zæøå ]{1,8}", more in "[a-z]{1,4}") {
        let longer = format!("{name}{more}");
        prop_assert!(sort_key(&name) < sort_key(&longer));
    }
}

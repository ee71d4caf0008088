//! Companies: names without their legal form, and the keys they are kept under.

use super::place::{Phone, domain_of};
use super::words::words;
use super::{Company, place};
use std::collections::BTreeSet;

/// Legal forms, as words; they say how a company is owned, not which it is.
const FORMS: [&str; 74] = [
    "as",
    "asa",
    "ans",
    "da",
    "enk",
    "nuf",
    "ab",
    "hb",
    "kb",
    "oy",
    "oyj",
    "ky",
    "aps",
    "is",
    "ps",
    "amba",
    "gmbh",
    "mbh",
    "ag",
    "kg",
    "kgaa",
    "ohg",
    "ug",
    "gbr",
    "ev",
    "se",
    "sa",
    "sas",
    "sasu",
    "sarl",
    "eurl",
    "sci",
    "snc",
    "sl",
    "slu",
    "srl",
    "spa",
    "nv",
    "bv",
    "bvba",
    "cv",
    "vof",
    "ltd",
    "limited",
    "plc",
    "llc",
    "llp",
    "lp",
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "co",
    "company",
    "pty",
    "pte",
    "kk",
    "gk",
    "sdn",
    "bhd",
    "doo",
    "dd",
    "ad",
    "ooo",
    "oao",
    "zao",
    "kft",
    "zrt",
    "nyrt",
    "sro",
    "sia",
    "uab",
    "hf",
    "ehf",
];

/// Legal forms written without a space before them.
const ATTACHED: [&str; 8] =
    ["股份有限公司", "有限责任公司", "有限公司", "集团", "公司", "株式会社", "有限会社", "주식회사"];

/// Words that join names.
const JOINING: [&str; 7] = ["and", "og", "och", "und", "et", "y", "the"];

/// The name without its legal form, words with a space between. A name that is nothing else stays whole.
pub(super) fn bare_name(name: &str) -> String {
    let all = words(name);
    let is_own = |w: &String| !w.is_empty() && !JOINING.contains(&w.as_str());
    let mut left: Vec<String> = all.iter().map(|word| detached(word)).filter(is_own).collect();
    while left.len() > 1 && left.last().is_some_and(|w| FORMS.contains(&w.as_str())) {
        left.pop();
    }
    // Some put it first: `AB Volvo`, `PT Nusantara`.
    if left.len() > 1 && left.first().is_some_and(|w| FORMS.contains(&w.as_str()) && w.len() <= 3) {
        left.remove(0);
    }
    if left.is_empty() { all.join(" ") } else { left.join(" ") }
}

fn detached(word: &str) -> String {
    let mut word = word;
    for form in ATTACHED {
        let bare = word.strip_suffix(form).or_else(|| word.strip_prefix(form));
        word = bare.filter(|rest| !rest.is_empty()).unwrap_or(word);
    }
    word.to_owned()
}

/// Letters of a name by which misspelt ones are brought together.
const BEGINNING: usize = 6;

pub(super) fn keys(company: &Company, keys: &mut BTreeSet<String>) {
    let name: String = bare_name(&company.name).split(' ').collect();
    if !name.is_empty() {
        keys.insert(format!("cn:{}", name.chars().take(80).collect::<String>()));
        keys.insert(format!("cb:{}", name.chars().take(BEGINNING).collect::<String>()));
    }
    keys.extend(company.website.as_deref().and_then(domain_of).map(|domain| format!("cd:{domain}")));
    keys.extend(company.phones.iter().filter_map(|p| Phone::read(p)).map(|phone| format!("cp:{}", phone.tail())));
}

/// The domain of a company.
pub(super) fn domain(company: &Company) -> Option<String> {
    company.website.as_deref().and_then(place::domain_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_legal_form_is_no_part_of_a_name() {
        for (name, bare) in [
            ("Fjord Foods AS", "fjord foods"),
            ("FJORD FOODS A/S", "fjord foods"),
            ("Fjord Foods Holding GmbH & Co. KG", "fjord foods holding"),
            ("AB Volvo", "volvo"),
            ("Société Générale S.A.", "societe generale"),
            ("Smith and Sons Pty. Ltd.", "smith sons"),
            ("北京云科技有限公司", "北京云科技"),
            ("株式会社東芝", "東芝"),
            ("The Company", "company"),
            ("AS", "as"),
            ("Co & Co", "co"),
        ] {
            assert_eq!(bare_name(name), bare, "{name}");
        }
    }
}

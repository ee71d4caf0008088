//! Names of people: Nordic, German and Chinese, written as their bearers write them, and never twice.

use crate::chance::Chance;
use crate::places::Country;
use std::collections::BTreeSet;

#[rustfmt::skip]
const NORDIC_GIVEN: [&str; 40] = [
    "Anne", "Kari", "Ida", "Nora", "Silje", "Marte", "Hilde", "Astrid", "Elin", "Sofie", "Maja", "Frida", "Tuva",
    "Solveig", "Karin", "Linnea", "Johanne", "Aino", "Helmi", "Signe", "Lars", "Erik", "Magnus", "Henrik", "Jonas",
    "Kristian", "Øyvind", "Håkon", "Sindre", "Anders", "Mikkel", "Rasmus", "Oskar", "Nils", "Gustav", "Eero", "Tor",
    "Bjørn", "Even", "Mats",
];
#[rustfmt::skip]
const NORDIC_FAMILY: [&str; 44] = [
    "Hansen", "Johansen", "Berg", "Haugen", "Lie", "Moen", "Dahl", "Solberg", "Bakken", "Lund", "Nygård", "Strand",
    "Ødegård", "Hagen", "Aas", "Ruud", "Vik", "Lindqvist", "Sjöberg", "Nyström", "Ekström", "Åkesson", "Holmgren",
    "Wallin", "Bergström", "Nilsson", "Jensen", "Nørgaard", "Kjær", "Holm", "Møller", "Thomsen", "Lauridsen",
    "Virtanen", "Korhonen", "Mäkinen", "Laine", "Heikkinen", "Rantanen", "Fossum", "Tangen", "Grønli", "Sætre",
    "Myhre",
];
#[rustfmt::skip]
const GERMAN_GIVEN: [&str; 32] = [
    "Anna", "Julia", "Katharina", "Lena", "Sabine", "Petra", "Claudia", "Franziska", "Hannah", "Marie", "Theresa",
    "Johanna", "Nina", "Silke", "Ute", "Birgit", "Thomas", "Stefan", "Andreas", "Markus", "Lukas", "Felix", "Jan",
    "Tobias", "Florian", "Matthias", "Jürgen", "Björn", "Christoph", "Maximilian", "Uwe", "Günther",
];
#[rustfmt::skip]
const GERMAN_FAMILY: [&str; 36] = [
    "Müller", "Schmidt", "Schneider", "Fischer", "Weber", "Wagner", "Becker", "Hoffmann", "Schäfer", "Koch", "Bauer",
    "Richter", "Klein", "Wolf", "Schröder", "Neumann", "Braun", "Zimmermann", "Krüger", "Hartmann", "Lange", "Krause",
    "Lehmann", "Köhler", "Maier", "Huber", "Gruber", "Steiner", "Brunner", "Keller", "Frei", "Vogt", "Jäger",
    "Winkler", "Böhm", "Seidel",
];
#[rustfmt::skip]
const CHINESE_FAMILY: [(&str, &str); 20] = [
    ("Wang", "王"), ("Li", "李"), ("Zhang", "张"), ("Liu", "刘"), ("Chen", "陈"), ("Yang", "杨"), ("Zhao", "赵"),
    ("Huang", "黄"), ("Zhou", "周"), ("Wu", "吴"), ("Xu", "徐"), ("Sun", "孙"), ("Hu", "胡"), ("Zhu", "朱"),
    ("Gao", "高"), ("Lin", "林"), ("He", "何"), ("Guo", "郭"), ("Ma", "马"), ("Luo", "罗"),
];
#[rustfmt::skip]
const CHINESE_GIVEN: [(&str, &str); 24] = [
    ("Fang", "芳"), ("Wei", "伟"), ("Na", "娜"), ("Min", "敏"), ("Jing", "静"), ("Lei", "磊"), ("Qiang", "强"),
    ("Yan", "艳"), ("Juan", "娟"), ("Jie", "杰"), ("Tao", "涛"), ("Chao", "超"), ("Ping", "平"), ("Ting", "婷"),
    ("Hao", "浩"), ("Xin", "欣"), ("Yue", "悦"), ("Bo", "博"), ("Rui", "睿"), ("Xiaoyu", "晓雨"),
    ("Zihan", "子涵"), ("Jiahui", "嘉慧"), ("Mingyu", "明宇"), ("Lihua", "丽华"),
];

/// A name, in its parts too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As written: the family first, with its characters, where it is Chinese.
    pub whole: String,
    /// As others call them.
    pub given: String,
    /// Of the family.
    pub family: String,
    /// Before the `@`.
    pub mailbox: String,
}

impl Name {
    /// A name given by hand: `Given Family`.
    pub fn of(whole: &str) -> Name {
        let (given, family) = whole.split_once(' ').unwrap_or((whole, ""));
        Name {
            whole: whole.to_owned(),
            given: given.to_owned(),
            family: family.to_owned(),
            mailbox: mailbox(given, family),
        }
    }
}

/// Letters an address can carry.
pub fn plain(text: &str) -> String {
    let mut out = String::new();
    for letter in text.to_lowercase().chars() {
        match letter {
            'å' | 'ä' | 'á' | 'à' => out.push('a'),
            'ø' | 'ö' | 'ó' => out.push('o'),
            'ü' | 'ú' => out.push('u'),
            'é' | 'è' | 'ë' => out.push('e'),
            'æ' => out.push_str("ae"),
            'ß' => out.push_str("ss"),
            c if c.is_ascii_alphanumeric() => out.push(c),
            _ => {}
        }
    }
    out
}

fn mailbox(given: &str, family: &str) -> String {
    format!("{}.{}", plain(given), plain(family))
}

/// Draws names, none of them twice.
#[derive(Default)]
pub struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// Keeps a name from being drawn.
    pub fn take(&mut self, name: &Name) {
        self.taken.insert(name.mailbox.clone());
    }
    /// A new name of that country.
    pub fn draw(&mut self, country: Country, chance: &mut Chance) -> Name {
        loop {
            let mut name = one(country, chance);
            if self.taken.len() > 900 && self.taken.contains(&name.mailbox) {
                // Few names are left: a second initial tells two people apart.
                let initial = chance.word(&["A.", "B.", "E.", "H.", "J.", "K.", "L.", "M.", "R.", "S."]);
                name = Name { whole: format!("{} {initial} {}", name.given, name.family), ..name };
                name.mailbox = format!("{}.{}.{}", plain(&name.given), plain(initial), plain(&name.family));
            }
            if self.taken.insert(name.mailbox.clone()) {
                return name;
            }
        }
    }
}

fn one(country: Country, chance: &mut Chance) -> Name {
    if country == Country::China {
        let (family, family_mark) = chance.one(&CHINESE_FAMILY).copied().unwrap_or_default();
        let (given, given_mark) = chance.one(&CHINESE_GIVEN).copied().unwrap_or_default();
        return Name {
            whole: format!("{family} {given} {family_mark}{given_mark}"),
            given: given.to_owned(),
            family: family.to_owned(),
            mailbox: mailbox(given, family),
        };
    }
    let (given, family) = if country.is_nordic() {
        (chance.word(&NORDIC_GIVEN), chance.word(&NORDIC_FAMILY))
    } else {
        (chance.word(&GERMAN_GIVEN), chance.word(&GERMAN_FAMILY))
    };
    Name::of(&format!("{given} {family}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_drawn_once_and_mailboxes_are_plain() {
        let (mut names, mut chance) = (Names::default(), Chance::new(3, 0));
        let mut seen = BTreeSet::new();
        for turn in 0..3000 {
            let country = [Country::Norway, Country::Germany, Country::China][turn % 3];
            let name = names.draw(country, &mut chance);
            assert!(name.mailbox.bytes().all(|b| b.is_ascii_lowercase() || b == b'.'), "{}", name.mailbox);
            assert!(seen.insert(name.mailbox.clone()), "{}", name.mailbox);
        }
        assert_eq!(Name::of("Pål Henriksen").mailbox, "pal.henriksen");
    }
}

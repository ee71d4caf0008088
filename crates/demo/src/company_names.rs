//! Names of customers and of what they buy, in the languages of the territories.

use crate::chance::Chance;
use crate::places::Country;
use std::collections::BTreeSet;

#[rustfmt::skip]
const NORDIC_STEMS: [&str; 40] = [
    "Nord", "Fjord", "Elv", "Stein", "Skog", "Kyst", "Berg", "Hav", "Vind", "Sund", "Malm", "Is", "Dal", "Strand",
    "Lyng", "Storm", "Grøn", "Sol", "Ask", "Bjørk", "Foss", "Varme", "Kraft", "Salt", "Stål", "Tømmer", "Vik", "Holm",
    "Øst", "Vest", "Midt", "Lande", "Brage", "Frøya", "Heim", "Ran", "Syn", "Ull", "Tor", "Vang",
];
const NORDIC_ENDS: [&str; 20] = [
    "verk",
    "teknikk",
    "mekanikk",
    "industri",
    "prosess",
    " Marin",
    " Energi",
    "plast",
    "papir",
    " Automasjon",
    "støperi",
    " Offshore",
    "bruk",
    "foods",
    " Hydro",
    " Robotics",
    "kjemi",
    "glass",
    " Aqua",
    " Shipping",
];
#[rustfmt::skip]
const GERMAN_STEMS: [&str; 32] = [
    "Rhein", "Main", "Neckar", "Elbe", "Weser", "Isar", "Donau", "Harz", "Eifel", "Taunus", "Lech", "Spree", "Ruhr",
    "Alpen", "Inn", "Saale", "Mosel", "Lahn", "Werra", "Fulda", "Aller", "Enz", "Salzach", "Mur", "Limmat", "Aare",
    "Jura", "Tauern", "Brocken", "Oder", "Havel", "Ems",
];
const GERMAN_ENDS: [&str; 18] = [
    "werk",
    "technik",
    " Maschinenbau",
    "metall",
    " Antriebe",
    "guss",
    "optik",
    "chemie",
    "papier",
    " Getriebe",
    " Anlagenbau",
    " Elektronik",
    " Hydraulik",
    "pharma",
    " Lebensmittel",
    "stahl",
    " Verpackung",
    " Robotik",
];
const CHINESE_STEMS: [&str; 24] = [
    "华恒", "瑞海", "信达", "东升", "鼎新", "恒通", "金泰", "海辰", "博远", "智成", "天工", "明德", "力源", "新北",
    "中科", "腾跃", "正泰", "宏图", "凯旋", "永盛", "星辉", "百川", "安捷", "立信",
];
const CHINESE_ENDS: [&str; 12] = [
    "精密仪器",
    "自动化",
    "机械",
    "电子科技",
    "新能源",
    "化工",
    "食品",
    "制药",
    "汽车零部件",
    "造纸",
    "船舶设备",
    "钢铁",
];

/// Named customers: territory, name, country. The first of each pod is the group it is named after.
pub const KNOWN: [(&str, &str, Country); 12] = [
    ("norway", "Havbris", Country::Norway),
    ("sweden", "Tindra Group", Country::Sweden),
    ("north", "Rheinwerk AG", Country::Germany),
    ("china", "蓝海仪器", Country::China),
    ("norway", "Fossverk", Country::Norway),
    ("norway", "Lastra", Country::Norway),
    ("norway", "Kystverk", Country::Norway),
    ("norway", "Skogmark", Country::Norway),
    ("denmark", "Stalvik", Country::Denmark),
    ("south", "Elvar", Country::Germany),
    ("denmark", "Varmekon", Country::Denmark),
    ("sweden", "Malmverket", Country::Sweden),
];

/// Draws names of companies, none of them twice.
#[derive(Default)]
pub struct CompanyNames {
    taken: BTreeSet<String>,
}

impl CompanyNames {
    /// A new name in that country.
    pub fn draw(&mut self, country: Country, chance: &mut Chance) -> String {
        loop {
            let name = one(country, chance);
            let is_known = KNOWN.iter().any(|(_, known, _)| name.starts_with(known));
            if !is_known && self.taken.insert(name.clone()) {
                return name;
            }
        }
    }
}

fn one(country: Country, chance: &mut Chance) -> String {
    match country {
        Country::China => {
            let town = chance.word(country.towns());
            format!("{town}{}{}有限公司", chance.word(&CHINESE_STEMS), chance.word(&CHINESE_ENDS))
        }
        Country::Germany | Country::Austria | Country::Switzerland => {
            let legal =
                if country == Country::Switzerland { &["AG", "AG", "SA"] } else { &["GmbH", "AG", "GmbH & Co. KG"] };
            format!("{}{} {}", chance.word(&GERMAN_STEMS), chance.word(&GERMAN_ENDS), chance.word(legal))
        }
        _ => {
            let legal = match country {
                Country::Sweden => " AB",
                Country::Denmark => " A/S",
                Country::Finland => " Oy",
                _ => " AS",
            };
            let legal = if chance.happens(0.6) { legal } else { "" };
            format!("{}{}{legal}", chance.word(&NORDIC_STEMS), chance.word(&NORDIC_ENDS))
        }
    }
}

/// What a customer calls the project for which it buys of a product line.
pub fn project(line: &str, country: Country, year: i16, chance: &mut Chance) -> String {
    if country == Country::China {
        return match line {
            "Flow" => chance.word(&["流量实验室", "流量计改造", "水厂计量", "灌装线流量"]),
            "Torque" => chance.word(&["扭矩测试台", "装配线扭矩传感器", "电机测试台", "称重系统升级"]),
            "Vision" => chance.word(&["视觉质检", "包装检测线", "焊缝检测", "机器人视觉"]),
            _ => chance.word(&["年度校准", "备件框架", "服务合同", "仪器租赁"]),
        }
        .to_owned();
    }
    let plain = match line {
        "Flow" => {
            chance.word(&["Flow lab", "Flow meters", "Pilot line", "Custody metering", "Water works", "Dosing line"])
        }
        "Torque" => chance.word(&["Torque sensors", "Test bench", "Assembly line", "Drive train test", "Load cells"]),
        "Vision" => chance.word(&["Vision QA", "Weld inspection", "Packaging line", "Robot guidance", "Sorting line"]),
        _ => chance.word(&["Calibration", "Spare parts", "Service agreement", "Framework 3 y", "Sensors"]),
    };
    match chance.between(0, 3) {
        0 => format!("{plain} {year}"),
        1 => format!(
            "{plain}, {}",
            chance.word(&["plant 1", "plant 2", "phase 2", "new line", "replacement", "extension"])
        ),
        _ => plain.to_owned(),
    }
}

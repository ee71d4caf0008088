//! Where the company works: countries, territories and their towns.

/// A country of the company or of its customers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Country {
    Norway,
    Sweden,
    Denmark,
    Finland,
    Germany,
    Austria,
    Switzerland,
    China,
}

impl Country {
    /// ISO 3166.
    pub fn code(self) -> &'static str {
        match self {
            Country::Norway => "NO",
            Country::Sweden => "SE",
            Country::Denmark => "DK",
            Country::Finland => "FI",
            Country::Germany => "DE",
            Country::Austria => "AT",
            Country::Switzerland => "CH",
            Country::China => "CN",
        }
    }
    /// Whether July is quiet there.
    pub fn is_nordic(self) -> bool {
        matches!(self, Country::Norway | Country::Sweden | Country::Denmark | Country::Finland)
    }
    /// Code for calls from abroad.
    pub fn dial(self) -> &'static str {
        match self {
            Country::Norway => "+47",
            Country::Sweden => "+46",
            Country::Denmark => "+45",
            Country::Finland => "+358",
            Country::Germany => "+49",
            Country::Austria => "+43",
            Country::Switzerland => "+41",
            Country::China => "+86",
        }
    }
    /// BCP 47 tags of the languages one sells in there.
    pub fn languages(self) -> &'static [&'static str] {
        match self {
            Country::Norway => &["nb", "en"],
            Country::Sweden => &["sv", "en"],
            Country::Denmark => &["da", "en"],
            Country::Finland => &["fi", "en"],
            Country::Germany | Country::Austria | Country::Switzerland => &["de", "en"],
            Country::China => &["zh-Hans", "en"],
        }
    }
    /// Towns.
    pub fn towns(self) -> &'static [&'static str] {
        match self {
            Country::Norway => {
                &["Oslo", "Bergen", "Trondheim", "Stavanger", "Kongsberg", "Raufoss", "Ålesund", "Tromsø"]
            }
            Country::Sweden => &["Stockholm", "Göteborg", "Malmö", "Västerås", "Linköping", "Luleå"],
            Country::Denmark => &["København", "Aarhus", "Odense", "Aalborg", "Esbjerg"],
            Country::Finland => &["Helsinki", "Tampere", "Turku", "Oulu"],
            Country::Germany => {
                &["Hamburg", "Bremen", "Hannover", "Köln", "Stuttgart", "München", "Nürnberg", "Dresden"]
            }
            Country::Austria => &["Wien", "Linz", "Graz"],
            Country::Switzerland => &["Zürich", "Winterthur", "Basel"],
            Country::China => &["上海", "苏州", "宁波", "无锡", "杭州", "深圳", "青岛", "南京"],
        }
    }
}

/// A territory: the countries in it, each as heavy as it has customers, and its share of all customers.
pub struct Territory {
    pub key: &'static str,
    pub countries: &'static [(Country, f64)],
    pub share: f64,
}

/// Every territory.
pub const TERRITORIES: [Territory; 7] = [
    Territory { key: "norway", countries: &[(Country::Norway, 1.0)], share: 0.22 },
    Territory { key: "sweden", countries: &[(Country::Sweden, 1.0)], share: 0.16 },
    Territory { key: "denmark", countries: &[(Country::Denmark, 0.6), (Country::Finland, 0.4)], share: 0.14 },
    Territory { key: "north", countries: &[(Country::Germany, 1.0)], share: 0.16 },
    Territory { key: "south", countries: &[(Country::Germany, 1.0)], share: 0.13 },
    Territory { key: "alps", countries: &[(Country::Austria, 0.6), (Country::Switzerland, 0.4)], share: 0.06 },
    Territory { key: "china", countries: &[(Country::China, 1.0)], share: 0.13 },
];

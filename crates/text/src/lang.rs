//! The languages of the product and how a reader's wish becomes one of them.

/// A language with a whole catalogue. English is the one that others fall back to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Lang {
    /// English, written the British way.
    #[default]
    En,
    /// Norwegian bokmål.
    Nb,
    /// Simplified Chinese.
    Zh,
}

impl Lang {
    /// All, in the order in which a reader is offered them.
    pub const ALL: [Lang; 3] = [Lang::En, Lang::Nb, Lang::Zh];

    /// BCP 47 tag, for the `lang` attribute, cookies and the API.
    pub const fn tag(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Nb => "nb",
            Lang::Zh => "zh-Hans",
        }
    }

    /// What speakers call it.
    pub const fn name(self) -> &'static str {
        match self {
            Lang::En => "English",
            Lang::Nb => "Norsk bokmål",
            Lang::Zh => "简体中文",
        }
    }

    /// The language of a BCP 47 tag in any case and with any region; none where we do not speak it.
    /// Norwegian of any kind is bokmål, Chinese of any kind is simplified.
    pub fn parse(tag: &str) -> Option<Lang> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        match primary.as_str() {
            "en" => Some(Lang::En),
            "nb" | "no" | "nn" => Some(Lang::Nb),
            "zh" => Some(Lang::Zh),
            _ => None,
        }
    }

    /// The best of an `Accept-Language` header (RFC 9110, 12.5.4); none where nothing fits.
    /// The highest quality wins, the earlier of equals; quality 0 means never.
    pub fn from_accept_language(header: &str) -> Option<Lang> {
        let mut best: Option<(u32, Lang)> = None;
        for part in header.split(',') {
            let mut pieces = part.split(';');
            let tag = pieces.next().unwrap_or_default();
            let quality = pieces.find_map(|p| p.trim().strip_prefix("q=")).map_or(1000, thousandths);
            let Some(lang) = Lang::parse(tag) else { continue };
            if quality > 0 && best.is_none_or(|(q, _)| quality > q) {
                best = Some((quality, lang));
            }
        }
        best.map(|(_, lang)| lang)
    }
}

/// A quality value such as `0.8` as thousandths; 0 where it is not one.
fn thousandths(text: &str) -> u32 {
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let padded = format!("{whole}{fraction:0<3}");
    if fraction.len() > 3 { 0 } else { padded.parse::<u32>().map_or(0, |q| q.min(1000)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_every_kind() {
        assert_eq!(Lang::parse("nb-NO"), Some(Lang::Nb));
        assert_eq!(Lang::parse("no"), Some(Lang::Nb));
        assert_eq!(Lang::parse("zh_CN"), Some(Lang::Zh));
        assert_eq!(Lang::parse("EN-gb"), Some(Lang::En));
        assert_eq!(Lang::parse("de"), None);
        for lang in Lang::ALL {
            assert_eq!(Lang::parse(lang.tag()), Some(lang));
        }
    }

    #[test]
    fn accept_language_by_quality() {
        assert_eq!(Lang::from_accept_language("de-DE,de;q=0.9,nb;q=0.4,en;q=0.5"), Some(Lang::En));
        assert_eq!(Lang::from_accept_language("zh-CN,zh;q=0.9,en;q=0.8"), Some(Lang::Zh));
        assert_eq!(Lang::from_accept_language("en;q=0, nn"), Some(Lang::Nb));
        assert_eq!(Lang::from_accept_language("nb;q=0.81, en;q=0.9"), Some(Lang::En));
        assert_eq!(Lang::from_accept_language("fr, *;q=0.1"), None);
        assert_eq!(Lang::from_accept_language(""), None);
    }
}

//! Where a record is reached: web domains and phones in a form that can be compared.

/// Providers whose addresses say nothing about a company. A name without an ending stands for all its endings.
const PUBLIC: [&str; 62] = [
    "gmail.com",
    "googlemail.com",
    "google.com",
    "hotmail",
    "outlook",
    "live",
    "msn.com",
    "yahoo",
    "ymail.com",
    "rocketmail.com",
    "icloud.com",
    "me.com",
    "mac.com",
    "aol",
    "gmx",
    "web.de",
    "t-online.de",
    "freenet.de",
    "arcor.de",
    "mail.ru",
    "bk.ru",
    "list.ru",
    "inbox.ru",
    "yandex",
    "ya.ru",
    "rambler.ru",
    "qq.com",
    "163.com",
    "126.com",
    "139.com",
    "sina.com",
    "sina.cn",
    "foxmail.com",
    "yeah.net",
    "protonmail",
    "proton.me",
    "pm.me",
    "zoho.com",
    "fastmail.com",
    "hey.com",
    "tutanota.com",
    "orange.fr",
    "wanadoo.fr",
    "free.fr",
    "laposte.net",
    "sfr.fr",
    "libero.it",
    "virgilio.it",
    "online.no",
    "broadpark.no",
    "frisurf.no",
    "telia.com",
    "naver.com",
    "hanmail.net",
    "uol.com.br",
    "bol.com.br",
    "terra.com.br",
    "comcast.net",
    "verizon.net",
    "btinternet.com",
    "bigpond.com",
    "seznam.cz",
];

/// Sites on which anyone has a page.
const HOSTS: [&str; 16] = [
    "facebook.com",
    "linkedin.com",
    "instagram.com",
    "twitter.com",
    "x.com",
    "youtube.com",
    "wordpress.com",
    "blogspot.com",
    "wixsite.com",
    "github.io",
    "github.com",
    "squarespace.com",
    "weebly.com",
    "shopify.com",
    "myshopify.com",
    "google.com",
];

/// Second levels below which companies register: `example.co.uk` is one company.
const SECOND: [&str; 12] = ["co", "com", "net", "org", "gov", "ac", "edu", "or", "ne", "go", "gob", "priv"];

/// Characters of each part of a domain at most (RFC 1035, 2.3.4).
const LONGEST_LABEL: usize = 63;

/// The domain that stands for whoever a website or e-mail address belongs to: `https://www.shop.fjord.co.uk/x` and
/// `kari@fjord.co.uk` are both `fjord.co.uk`. None for public providers and for what is no domain.
pub fn domain_of(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let rest = text.split_once("://").map_or(text.as_str(), |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?.split(':').next()?.trim_end_matches('.').trim_start_matches("www.");
    let labels: Vec<&str> = host.split('.').collect();
    let is_label = |l: &str| {
        (1..=LONGEST_LABEL).contains(&l.chars().count()) && l.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let is_address = labels.last().is_some_and(|top| top.bytes().all(|b| b.is_ascii_digit()));
    if labels.len() < 2 || is_address || !labels.iter().all(|l| is_label(l)) {
        return None;
    }
    let [.., second, top] = labels.as_slice() else { return None };
    let kept = if top.len() == 2 && SECOND.contains(second) && labels.len() > 2 { 3 } else { 2 };
    let domain = labels.get(labels.len() - kept..)?.join(".");
    (!is_public(&domain)).then_some(domain)
}

/// Whether a domain is that of a provider or a host, where anyone may be.
pub fn is_public(domain: &str) -> bool {
    let first = domain.split('.').next().unwrap_or_default();
    HOSTS.contains(&domain) || PUBLIC.iter().any(|p| *p == domain || (!p.contains('.') && *p == first))
}

/// A number in the manner of E.164: digits alone, with the country where it was written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Phone {
    /// The digits, without the zeros that lead out of a place or country.
    pub digits: String,
    /// Whether they begin with a country.
    pub is_international: bool,
    /// The extension behind it; empty where there is none.
    pub extension: String,
}

/// The fewest digits that tell a number from others.
const FEWEST: usize = 7;
/// Digits of the end that stand for a number whose country was not written.
const TAIL: usize = 8;

impl Phone {
    /// Reads a number as people write it; none where there are too few digits to tell anything.
    pub fn read(text: &str) -> Option<Phone> {
        let text = text.trim().to_lowercase();
        let at = ["ext", "x", "#", "linje", "доб"].iter().filter_map(|mark| text.find(mark)).min();
        let (number, extension) = text.split_at_checked(at.unwrap_or(text.len()))?;
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        // `+47 (0) 22 …`: the zero in brackets is dialled only at home.
        let written = number.replace("(0)", "");
        let all = digits(&written);
        let (all, is_international) = match (written.trim_start().starts_with('+'), all.strip_prefix("00")) {
            (true, _) => (all, true),
            (false, Some(rest)) => (rest.to_owned(), true),
            (false, None) => (all, false),
        };
        let bare = all.trim_start_matches('0').to_owned();
        let is_one_digit = bare.bytes().all(|b| Some(b) == bare.bytes().next());
        let is_number = (FEWEST..=15).contains(&bare.len()) && !is_one_digit;
        is_number.then(|| Phone { digits: bare, is_international, extension: digits(extension) })
    }

    /// Whether two are one number: with countries they must agree whole; without, the one ends in the other.
    pub fn is_same(&self, other: &Phone) -> bool {
        let extensions = self.extension == other.extension || self.extension.is_empty() || other.extension.is_empty();
        let numbers = match (self.is_international, other.is_international) {
            (true, false) => self.digits.ends_with(&other.digits),
            (false, true) => other.digits.ends_with(&self.digits),
            _ => self.digits == other.digits,
        };
        extensions && numbers
    }

    /// The end of the number, by which records are brought together.
    pub(super) fn tail(&self) -> &str {
        let from = self.digits.len().saturating_sub(TAIL);
        self.digits.get(from..).unwrap_or(&self.digits)
    }
}

/// Whether any number of the one is any of the other.
pub(super) fn shares_phone(a: &[String], b: &[String]) -> bool {
    let read = |list: &[String]| list.iter().filter_map(|p| Phone::read(p)).collect::<Vec<_>>();
    let (a, b) = (read(a), read(b));
    a.iter().any(|own| b.iter().any(|other| own.is_same(other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_that_of_its_company() {
        let of = |text: &str| domain_of(text);
        for same in ["https://www.shop.fjord.co.uk/x?y", "kari@fjord.co.uk", "FJORD.co.uk", "http://fjord.co.uk:8080"] {
            assert_eq!(of(same).as_deref(), Some("fjord.co.uk"), "{same}");
        }
        assert_eq!(of("nordlys.no").as_deref(), Some("nordlys.no"));
        assert_eq!(of("www.co.no").as_deref(), Some("co.no"));
        for none in [
            "",
            "kari@gmail.com",
            "ola@hotmail.no",
            "li@163.com",
            "localhost",
            "10.0.0.1",
            "a b.no",
            "https://linkedin.com/in/x",
            "x@yahoo.co.uk",
        ] {
            assert_eq!(of(none), None, "{none}");
        }
    }

    #[test]
    fn phones_are_one_however_they_are_written() {
        let same = |a: &str, b: &str| Phone::read(a).unwrap().is_same(&Phone::read(b).unwrap());
        assert!(same("+47 22 33 44 55", "0047 22334455"));
        assert!(same("+47 22 33 44 55", "22 33 44 55"));
        assert!(same("+44 (0)20 7946 0123", "020 7946 0123"));
        assert!(same("+1-418-656-9254 ext. 102", "+1 (418) 656 9254 x102"));
        assert!(!same("+1-418-656-9254 ext. 102", "+1-418-656-9254 ext. 103"));
        assert!(!same("+47 22 33 44 55", "+46 22 33 44 55"));
        for none in ["", "12345", "0000000", "call me", "99999999999999999999"] {
            assert_eq!(Phone::read(none), None, "{none}");
        }
    }
}

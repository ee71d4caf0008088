//! What the address of the chart says, and addresses that say something else beside it.

use app::organisation::chart::{ChartQuery, Show};
use domain::Day;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use text::Lang;

/// The query of the chart's address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Params {
    /// The day; today where none is given.
    pub day: Option<String>,
    /// `people`, `positions`, `units`.
    pub show: Option<String>,
    /// A measure.
    pub colour: Option<String>,
    /// First day of the measure's period.
    pub from: Option<String>,
    /// Only what is at and below this.
    pub under: Option<String>,
    /// Levels below this are folded away.
    pub fold: Option<String>,
    /// Cards folded or opened against that, comma between.
    pub turned: Option<String>,
    /// One more of them.
    pub turn: Option<String>,
    /// What to open at.
    pub find: Option<String>,
    /// Of a file: `svg`, `png`, `pdf`.
    pub format: Option<String>,
}

impl Params {
    /// The day, where it is one.
    pub fn day(&self) -> Option<Day> {
        self.day.as_deref()?.trim().parse().ok()
    }

    /// The cards turned, the last one counted.
    pub fn turned(&self) -> Vec<String> {
        let listed = self.turned.as_deref().unwrap_or_default().split(',').filter(|id| !id.is_empty());
        let mut turned: Vec<String> = listed.map(str::to_owned).collect();
        if let Some(turn) = &self.turn {
            match turned.iter().position(|id| id == turn) {
                Some(at) => drop(turned.remove(at)),
                None => turned.push(turn.clone()),
            }
        }
        turned
    }

    /// What is asked of the app.
    pub fn query(&self, lang: Lang) -> ChartQuery {
        ChartQuery {
            as_of: self.day(),
            show: self.show.as_deref().and_then(Show::from_key).unwrap_or_default(),
            colour_by: self.colour.clone().filter(|id| domain::measures::catalogue::find(id).is_some()),
            from: self.from.as_deref().and_then(|day| day.parse().ok()),
            under: self.under.clone().filter(|id| !id.is_empty()),
            fold: self.fold.as_deref().and_then(|level| level.parse().ok()),
            turned: self.turned().into_iter().collect(),
            search: self.find.clone(),
            lang,
        }
    }

    /// Everything that stays the same when one thing changes; `without` is left out.
    pub fn keep(&self, without: &[&str]) -> Vec<(String, String)> {
        let turned = Some(self.turned().join(","));
        let all = [
            ("day", &self.day),
            ("show", &self.show),
            ("colour", &self.colour),
            ("from", &self.from),
            ("under", &self.under),
            ("fold", &self.fold),
            ("turned", &turned),
        ];
        let given = all.into_iter().filter(|(name, _)| !without.contains(name));
        given.filter_map(|(name, value)| Some((name.to_owned(), value.clone().filter(|v| !v.is_empty())?))).collect()
    }

    /// This address with one thing changed; an empty value takes it away.
    pub fn with(&self, path: &str, name: &str, value: &str) -> String {
        let mut pairs = self.keep(&[name]);
        if !value.is_empty() {
            pairs.push((name.to_owned(), value.to_owned()));
        }
        address(path, &pairs)
    }
}

/// A path with a query.
pub fn address(path: &str, pairs: &[(String, String)]) -> String {
    let pairs: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC))).collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_turned_twice_is_as_it_was() {
        let once = Params { turned: Some("a,b".to_owned()), turn: Some("c".to_owned()), ..Params::default() };
        assert_eq!(once.turned(), ["a", "b", "c"]);
        let twice = Params { turned: Some(once.turned().join(",")), turn: Some("c".to_owned()), ..Params::default() };
        assert_eq!(twice.turned(), ["a", "b"]);
    }

    #[test]
    fn an_address_keeps_what_it_does_not_change() {
        let params = Params { day: Some("2026-01-01".to_owned()), show: Some("units".to_owned()), ..Params::default() };
        assert_eq!(params.with("/o", "fold", "2"), "/o?day=2026%2D01%2D01&show=units&fold=2");
        assert_eq!(params.with("/o", "day", ""), "/o?show=units");
    }
}

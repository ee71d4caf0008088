//! The chart: which cards there are on a day, what they say, which of them are folded away.
//!
//! Cards come in preorder, each after the one above it. Without people nobody is vacant: a roster of posts
//! shows posts. A large organisation opens folded to its upper levels.

use super::figures::{Figures, Legend, Wanted};
use super::find;
use crate::{Ctx, Result};
use db::Tx;
use domain::Day;
use domain::kernel::id::{PositionId, UnitId};
use domain::organisation::{AssignmentKind, Organisation};
use domain::policy::{Action, Noun};
use draw::org_chart::{Node, Value};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use text::{Arg, Lang, t, tr};

/// Above so many cards a chart opens folded.
const MANY: usize = 300;
/// The level below which it is then folded; roots are level 0.
const FIRST_LEVELS: u32 = 2;

/// What the cards stand for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Show {
    /// Seats, with who holds them.
    #[default]
    Positions,
    /// People, each once, at their main position.
    People,
    /// Units inside units.
    Units,
}

impl Show {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Show; 3] = [Show::People, Show::Positions, Show::Units];
    /// As in addresses and texts.
    pub fn key(self) -> &'static str {
        match self {
            Show::Positions => "positions",
            Show::People => "people",
            Show::Units => "units",
        }
    }
    /// The one of that key.
    pub fn from_key(key: &str) -> Option<Show> {
        Show::ALL.into_iter().find(|show| show.key() == key)
    }
}

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct ChartQuery {
    /// The day; today where none is given.
    pub as_of: Option<Day>,
    /// What the cards stand for.
    pub show: Show,
    /// The measure that colours them.
    pub colour_by: Option<String>,
    /// First day of its period, which ends on the chart's day; the beginning of the fiscal year where none is given.
    pub from: Option<Day>,
    /// Only this position (or unit, by name or id) and what is below it.
    pub under: Option<String>,
    /// Levels below this one are folded away; `None` leaves it to the size.
    pub fold: Option<u32>,
    /// Cards folded or opened against that rule.
    pub turned: HashSet<String>,
    /// A name, title or id to open at.
    pub search: Option<String>,
    /// Language of the words on the cards.
    pub lang: Lang,
}

/// A chart, ready to draw.
#[derive(Clone, Debug)]
pub struct ChartView {
    /// The day.
    pub day: Day,
    /// What the cards stand for.
    pub show: Show,
    /// The cards shown.
    pub nodes: Vec<Node>,
    /// Cards in all, folded ones too.
    pub total: usize,
    /// The level below which it is folded; none where all is open.
    pub fold: Option<u32>,
    /// What the colours mean.
    pub legend: Option<Legend>,
    /// The card to open at.
    pub focus: Option<String>,
}

/// Makes the chart.
///
/// # Errors
/// Not found where `under` is not there on the day; `refusal-measure-unknown`.
pub fn chart(ctx: &Ctx, tx: &mut Tx<'_>, query: &ChartQuery) -> Result<ChartView> {
    ctx.may(Action::See, Noun::Organisation)?;
    let day = query.as_of.unwrap_or(ctx.today);
    let organisation = ctx.organisation_on(day);
    let mut cards = cards(ctx, &organisation, query)?;
    let measure = query.colour_by.as_deref().filter(|m| !m.is_empty() && ctx.can(Action::See, Noun::Measure));
    let figures = measure
        .map(|measure| {
            let wanted = Wanted { measure, from: query.from, day, units: query.show == Show::Units, lang: query.lang };
            Figures::read(ctx, tx, &organisation, &wanted)
        })
        .transpose()?;
    if let Some(figures) = &figures {
        for card in &mut cards {
            let value = card.id.parse().ok().and_then(|id| figures.of(id));
            card.value = Some(value.unwrap_or(Value { label: text::fmt::NONE.to_owned(), class: None }));
        }
    }
    Ok(view(ctx, &organisation, query, cards, figures.map(|figures| figures.legend)))
}

/// Makes the chart of an organisation that is nowhere stored: what would be.
///
/// # Errors
/// As [`chart`].
pub fn preview(ctx: &Ctx, organisation: &Organisation, query: &ChartQuery) -> Result<ChartView> {
    ctx.may(Action::See, Noun::Organisation)?;
    let cards = cards(ctx, organisation, query)?;
    Ok(view(ctx, organisation, query, cards, None))
}

fn cards(ctx: &Ctx, organisation: &Organisation, query: &ChartQuery) -> Result<Vec<Node>> {
    let cards = Cards { organisation, lang: query.lang };
    match query.show {
        Show::Positions => cards.positions(ctx, query),
        Show::People => cards.people(ctx, query),
        Show::Units => cards.units(ctx, query),
    }
}

/// What of the cards is shown, and where it opens.
fn view(
    ctx: &Ctx,
    organisation: &Organisation,
    query: &ChartQuery,
    cards: Vec<Node>,
    legend: Option<Legend>,
) -> ChartView {
    let total = cards.len();
    let focus =
        query.search.as_deref().filter(|s| !s.trim().is_empty()).and_then(|s| seek(ctx, organisation, &cards, s));
    let fold = query.fold.or((total > MANY).then_some(FIRST_LEVELS));
    let nodes = folded(cards, fold, &query.turned, focus);
    let focus = focus.and_then(|at| nodes.1.get(&at).cloned());
    ChartView { day: organisation.day(), show: query.show, nodes: nodes.0, total, fold, legend, focus }
}

/// The first card that reads so, or that has the id.
fn seek(ctx: &Ctx, organisation: &Organisation, cards: &[Node], wanted: &str) -> Option<usize> {
    let id = find::position(ctx, organisation, wanted).ok().map(|id| id.to_string());
    let by_id = cards.iter().position(|card| Some(&card.id) == id.as_ref() || card.id == wanted.trim());
    let wanted = text::fold(wanted.trim());
    let reads = |card: &Node| text::fold(&card.name).contains(&wanted) || text::fold(&card.title).contains(&wanted);
    by_id.or_else(|| cards.iter().position(reads))
}

/// Leaves out what is folded away; answers where each card came to stand.
fn folded(
    cards: Vec<Node>,
    below: Option<u32>,
    turned: &HashSet<String>,
    focus: Option<usize>,
) -> (Vec<Node>, HashMap<usize, String>) {
    let mut inside = vec![0_u32; cards.len()];
    for at in (0..cards.len()).rev() {
        if let Some(above) = cards[at].parent {
            inside[above] += inside[at] + 1;
        }
    }
    let mut open_for_focus = HashSet::new();
    let mut above = focus.and_then(|at| cards.get(at)?.parent);
    while let Some(at) = above {
        open_for_focus.insert(at);
        above = cards[at].parent;
    }
    let (mut levels, mut places) = (vec![0_u32; cards.len()], HashMap::new());
    let mut closed: Vec<bool> = Vec::with_capacity(cards.len());
    let (mut shown, mut ids): (Vec<Node>, HashMap<usize, String>) = Default::default();
    for (at, mut card) in cards.into_iter().enumerate() {
        let hidden = card.parent.is_some_and(|above| !places.contains_key(&above) || closed[above]);
        levels[at] = card.parent.map_or(0, |above| levels[above] + 1);
        let by_rule = below.is_some_and(|below| levels[at] >= below);
        let is_closed = inside[at] > 0 && !open_for_focus.contains(&at) && by_rule != turned.contains(&card.id);
        closed.push(is_closed);
        if hidden {
            continue;
        }
        card.parent = card.parent.and_then(|above| places.get(&above).copied());
        card.folded = if is_closed { inside[at] } else { 0 };
        places.insert(at, shown.len());
        ids.insert(at, card.id.clone());
        shown.push(card);
    }
    (shown, ids)
}

/// Makes cards of one day, in one language.
struct Cards<'a> {
    organisation: &'a Organisation,
    lang: Lang,
}

impl Cards<'_> {
    /// The positions asked for, in preorder: all, those at and below one, or those of a unit and what is in it.
    /// What stands for the owner of records that name nobody is no seat of the organisation.
    fn seats(&self, ctx: &Ctx, query: &ChartQuery) -> Result<Vec<PositionId>> {
        let mut seats = self.seats_asked(ctx, query)?;
        let real = |id: &PositionId| self.organisation.position(*id).is_some_and(|p| !p.is_stub);
        seats.retain(|id| real(id) || self.organisation.reports_of(*id).next().is_some());
        Ok(seats)
    }

    fn seats_asked(&self, ctx: &Ctx, query: &ChartQuery) -> Result<Vec<PositionId>> {
        let organisation = self.organisation;
        let Some(under) = query.under.as_deref() else { return Ok(organisation.lines().order().to_vec()) };
        if let Ok(top) = find::position(ctx, organisation, under) {
            return Ok(organisation.subtree(top).to_vec());
        }
        let mut inside = organisation.positions_in(find::unit(ctx, organisation, under)?, true).to_vec();
        inside.sort_by_key(|id| organisation.lines().place(*id));
        Ok(inside)
    }

    fn positions(&self, ctx: &Ctx, query: &ChartQuery) -> Result<Vec<Node>> {
        let peopled = self.organisation.people_count() > 0;
        let mut places = HashMap::new();
        let mut cards = Vec::new();
        for id in self.seats(ctx, query)? {
            let above = self.organisation.manager_of(id).and_then(|m| places.get(&m).copied());
            places.insert(id, cards.len());
            cards.push(self.seat(id, above, peopled));
        }
        Ok(cards)
    }

    /// People at their main positions; where nobody stands between, the next above counts.
    fn people(&self, ctx: &Ctx, query: &ChartQuery) -> Result<Vec<Node>> {
        if self.organisation.people_count() == 0 {
            return self.positions(ctx, query);
        }
        let main = |id: PositionId| {
            let holder = self.organisation.holders(id).first()?;
            let first = self.organisation.positions_of(holder.person).first()?;
            (first.position == id).then_some(())
        };
        let mut places: HashMap<PositionId, usize> = HashMap::new();
        let mut cards = Vec::new();
        for id in self.seats(ctx, query)?.into_iter().filter(|id| main(*id).is_some()) {
            let above = self.organisation.ancestors(id).find_map(|m| places.get(&m).copied());
            places.insert(id, cards.len());
            cards.push(self.seat(id, above, true));
        }
        Ok(cards)
    }

    fn seat(&self, id: PositionId, parent: Option<usize>, peopled: bool) -> Node {
        let organisation = self.organisation;
        let position = organisation.position(id);
        let label = position.map(|p| p.title.clone()).unwrap_or_default();
        let holders = organisation.holders(id);
        let vacant = peopled && holders.is_empty() && position.is_some_and(|p| !p.is_stub);
        let (name, title) = match find::holders(organisation, id).as_slice() {
            _ if !peopled => (label, String::new()),
            [] if vacant => (t(self.lang, "organisation-vacant").into_owned(), label),
            [] => (label, t(self.lang, "organisation-stub").into_owned()),
            [only] => (only.clone(), label),
            [first, rest @ ..] => (format!("{first} +{}", rest.len()), label),
        };
        let acting = holders.first().is_some_and(|h| h.kind == AssignmentKind::Acting);
        let mut detail = vec![self.place(id)];
        if acting {
            detail.insert(0, t(self.lang, "assignment-acting").into_owned());
        }
        detail.retain(|part| !part.is_empty());
        Node { id: id.to_string(), parent, name, title, detail: detail.join(" · "), vacant, ..Node::default() }
    }

    /// How many stand below, or where it belongs.
    fn place(&self, id: PositionId) -> String {
        let below = self.organisation.subtree(id).len().saturating_sub(1);
        let unit = self.organisation.position(id).and_then(|p| self.organisation.unit(p.unit));
        if below == 0 {
            return unit.map(|u| u.name.clone()).unwrap_or_default();
        }
        let count = tr(self.lang, "organisation-below", &[("count", Arg::from(below))]);
        match unit.and_then(|u| self.model(u.id)) {
            Some(model) => format!("{count} · {model}"),
            None => count,
        }
    }

    fn model(&self, unit: UnitId) -> Option<String> {
        let model = self.organisation.model_of(unit)?;
        let key = serde_json::to_value(model).ok()?;
        Some(t(self.lang, &format!("model-{}", key.as_str()?)).into_owned())
    }

    fn units(&self, ctx: &Ctx, query: &ChartQuery) -> Result<Vec<Node>> {
        let organisation = self.organisation;
        let top = query.under.as_deref().map(|key| find::unit(ctx, organisation, key)).transpose()?;
        let order = match top {
            Some(top) => organisation.units_under(top),
            None => organisation.unit_tree().order(),
        };
        let mut places: HashMap<UnitId, usize> = HashMap::new();
        let mut cards = Vec::with_capacity(order.len());
        for unit in order.iter().filter_map(|id| organisation.unit(*id)) {
            let parent = organisation.unit_tree().parent(unit.id).and_then(|u| places.get(&u).copied());
            places.insert(unit.id, cards.len());
            let seats = organisation.positions_in(unit.id, true);
            let people: HashSet<_> =
                seats.iter().flat_map(|s| organisation.holders(*s)).map(|holder| holder.person).collect();
            let kind = t(self.lang, &format!("unit-kind-{}", unit.kind)).into_owned();
            let units = tr(
                self.lang,
                "organisation-unit-count",
                &[("count", Arg::from(organisation.units_under(unit.id).len().saturating_sub(1)))],
            );
            cards.push(Node {
                id: unit.id.to_string(),
                parent,
                name: unit.name.clone(),
                title: self.model(unit.id).map_or(kind.clone(), |model| format!("{kind} · {model}")),
                detail: tr(
                    self.lang,
                    "organisation-people-units",
                    &[("people", Arg::from(people.len())), ("units", units.into())],
                ),
                ..Node::default()
            });
        }
        Ok(cards)
    }
}

//! A score for leads: how likely one is to become a deal, learned from the company's own past ones, with reasons.
//!
//! Plain logistic regression with a penalty on the squares of its weights, by Newton's method. Each feature is a group of
//! levels (one of which a lead is in), so a weight is read as it stands: a push up or down beside the average lead. Trained
//! on the earlier leads, judged on the later ones, never mixed. Only what was known when a lead came in may speak: a feature
//! that is mostly filled in later, or that alone tells too well, is named and left out. A model that does not say more
//! than the share of all leads would is refused. Pure: the same leads give the same model.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Leads that a model is learned from, at least.
pub const FEWEST: usize = 200;
/// Of them, those that became deals, at least; half as many in the later part.
pub const FEWEST_DEALS: usize = 20;
/// Leads of a level, at least; rarer ones count as other.
const RARE: usize = 15;
/// Levels of a feature, at most.
const LEVELS: usize = 20;
/// The share of leads in the earlier part.
const EARLIER: f64 = 0.7;
/// A feature that alone orders leads so well knows what came after.
const TOO_WELL: f64 = 0.9;
/// A feature of which so large a share was filled in later was not known.
const LATER: f64 = 0.05;
/// Penalties that are tried on the last part of the earlier leads.
const PENALTIES: [f64; 4] = [1.0, 4.0, 16.0, 64.0];
/// How many standard errors a model must be better than the base rate.
const MARGIN: f64 = 3.0;
/// Bars of the picture of calibration.
const BINS: usize = 8;
/// The level of what is rare or unheard of.
pub const OTHER: &str = "…";

/// A past lead: the day it came, what was known then, what was filled in later, and what came of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Past {
    /// The day it came, as days since some day.
    pub day: i64,
    /// Feature → level, as known when it came; nothing known is a level too: the empty text.
    pub known: BTreeMap<&'static str, String>,
    /// Features that were filled in or changed afterwards.
    pub later: Vec<&'static str>,
    /// Whether it became a deal within the time that counts.
    pub became: bool,
}

/// Why a feature is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Leak {
    /// It is mostly filled in after the lead came.
    Later,
    /// It alone tells too well.
    TooWell,
}

/// What is learned of one feature: level → weight beside the average lead, in log odds.
pub type Weights = BTreeMap<String, f64>;

/// How good a model is on the later leads, beside saying the same of all.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Quality {
    /// Leads learned from, and those judged on.
    pub learned_on: usize,
    /// Leads that it was judged on.
    pub judged_on: usize,
    /// The share of the earlier leads that became deals: what the model must beat.
    pub base_rate: f64,
    /// Mean log loss, of the model and of the base rate.
    pub log_loss: (f64, f64),
    /// Mean squared error, of the model and of the base rate.
    pub brier: (f64, f64),
    /// How often a lead that became a deal stands above one that did not.
    pub auc: f64,
    /// Calibration: mean score, share that became deals, leads; from the lowest scores to the highest.
    pub bins: Vec<(f64, f64, usize)>,
}

/// What was learned.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// The log odds of the average lead.
    pub base: f64,
    /// Feature → its levels.
    pub features: BTreeMap<String, Weights>,
    /// The penalty that was found best.
    pub penalty: f64,
    /// How good it is.
    pub quality: Quality,
    /// Features that were left out, and why.
    pub leaks: BTreeMap<String, Leak>,
}

/// Why there is no model.
#[derive(Clone, Debug, PartialEq)]
pub enum Refused {
    /// Too few leads, or too few that became deals: how many there are of each.
    Few(usize, usize),
    /// It does not beat the base rate; this is how it did, and what was left out.
    NoBetter(Box<Model>),
}

/// A score with its reasons.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Score {
    /// The chance in parts of 10,000.
    pub chance_bp: i64,
    /// Feature, level and push in log odds, the strongest first.
    pub reasons: Vec<(String, String, f64)>,
}

impl Model {
    /// The score of a lead of which this is known.
    pub fn score(&self, known: &BTreeMap<&'static str, String>) -> Score {
        let mut reasons = Vec::new();
        for (feature, weights) in &self.features {
            let level = known.get(feature.as_str()).cloned().unwrap_or_default();
            let push = weights.get(&level).or_else(|| weights.get(OTHER)).copied().unwrap_or(0.0);
            reasons.push((feature.clone(), level, push));
        }
        let odds = self.base + reasons.iter().map(|(.., push)| push).sum::<f64>();
        reasons.retain(|(.., push)| push.abs() >= 0.005);
        reasons.sort_by(|(.., a), (.., b)| b.abs().total_cmp(&a.abs()));
        #[expect(clippy::cast_possible_truncation, reason = "between 0 and 10,000")]
        let chance_bp = (chance(odds) * 10_000.0).round() as i64;
        Score { chance_bp, reasons }
    }
}

fn chance(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

/// Learns a model from past leads.
///
/// # Errors
/// [`Refused`].
pub fn learn(past: &[Past]) -> Result<Model, Refused> {
    let deals = past.iter().filter(|lead| lead.became).count();
    if past.len() < FEWEST || deals < FEWEST_DEALS {
        return Err(Refused::Few(past.len(), deals));
    }
    let mut order: Vec<&Past> = past.iter().collect();
    order.sort_by_key(|lead| lead.day);
    let (earlier, later) = order.split_at(split(&order, EARLIER));
    let counts = |part: &[&Past]| part.iter().filter(|lead| lead.became).count();
    if counts(earlier) < FEWEST_DEALS || counts(later) < FEWEST_DEALS / 2 {
        return Err(Refused::Few(past.len(), deals));
    }
    let leaks = leaks(earlier);
    let names: Vec<&'static str> = names(earlier).into_iter().filter(|name| !leaks.contains_key(*name)).collect();
    let (first, last) = earlier.split_at(split(earlier, EARLIER));
    let tried = PENALTIES.map(|penalty| (penalty, losses(&fit(first, &names, penalty), last)));
    let best = tried.iter().min_by(|(_, a), (_, b)| mean(a).total_cmp(&mean(b))).map_or(1.0, |(penalty, _)| *penalty);
    let mut model = fit(earlier, &names, best);
    model.leaks = leaks.into_iter().map(|(name, leak)| (name.to_owned(), leak)).collect();
    let is_better = judge(&mut model, earlier, later);
    if is_better { Ok(model) } else { Err(Refused::NoBetter(Box::new(model))) }
}

/// The place where a share of the leads ends; leads of one day stay together.
fn split(order: &[&Past], share: f64) -> usize {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a count"
    )]
    let at = (order.len() as f64 * share) as usize;
    let day = order.get(at).map_or(i64::MAX, |lead| lead.day);
    order.partition_point(|lead| lead.day < day)
}

fn names(past: &[&Past]) -> Vec<&'static str> {
    past.first().map(|lead| lead.known.keys().copied().collect()).unwrap_or_default()
}

#[expect(clippy::cast_precision_loss, reason = "counts of leads are far below 2^52")]
fn float(count: usize) -> f64 {
    count as f64
}

/// Features that know more than they could have.
fn leaks(past: &[&Past]) -> BTreeMap<&'static str, Leak> {
    let mut found = BTreeMap::new();
    for name in names(past) {
        let later = past.iter().filter(|lead| lead.later.contains(&name)).count();
        if float(later) > LATER * float(past.len()) {
            found.insert(name, Leak::Later);
        } else if auc(&rates(past, name)) > TOO_WELL {
            found.insert(name, Leak::TooWell);
        }
    }
    found
}

/// Of each lead: the share of its level that became deals, and whether it did. Rare levels are one.
fn rates(past: &[&Past], name: &'static str) -> Vec<(f64, bool)> {
    let levels = levels(past, name);
    let mut shares: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for lead in past {
        let share = shares.entry(level(&levels, lead, name)).or_default();
        share.0 += usize::from(lead.became);
        share.1 += 1;
    }
    let rate = |lead: &&Past| {
        let (became, all) = shares.get(level(&levels, lead, name)).copied().unwrap_or((0, 1));
        (float(became) / float(all.max(1)), lead.became)
    };
    past.iter().map(rate).collect()
}

/// Levels that are common enough to have a weight of their own, the most common first.
fn levels(past: &[&Past], name: &'static str) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for lead in past {
        *counts.entry(lead.known.get(name).map_or("", String::as_str)).or_default() += 1;
    }
    let mut common: Vec<(&str, usize)> = counts.into_iter().filter(|(_, count)| *count >= RARE).collect();
    common.sort_by(|(a, x), (b, y)| y.cmp(x).then(a.cmp(b)));
    common.truncate(LEVELS);
    common.into_iter().map(|(level, _)| level.to_owned()).collect()
}

fn level<'a>(levels: &'a [String], lead: &Past, name: &'static str) -> &'a str {
    let own = lead.known.get(name).map_or("", String::as_str);
    levels.iter().find(|level| *level == own).map_or(OTHER, String::as_str)
}

/// How often one that became a deal stands above one that did not; ties count half.
fn auc(scored: &[(f64, bool)]) -> f64 {
    let mut order: Vec<&(f64, bool)> = scored.iter().collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below, mut wins, mut became) = (0.0, 0.0, 0.0);
    for tie in order.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let yes = float(tie.iter().filter(|(_, is)| *is).count());
        let no = float(tie.len()) - yes;
        wins += yes * (below + no / 2.0);
        below += no;
        became += yes;
    }
    if became == 0.0 || below == 0.0 { 0.5 } else { wins / (became * below) }
}

/// Fits the weights: Newton's method on the penalised likelihood, which has one summit.
fn fit(past: &[&Past], names: &[&'static str], penalty: f64) -> Model {
    let groups: Vec<(&'static str, Vec<String>)> = names.iter().map(|name| (*name, levels(past, name))).collect();
    let mut columns: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    for (group, (_, levels)) in groups.iter().enumerate() {
        for level in levels.iter().map(String::as_str).chain([OTHER]) {
            let next = columns.len() + 1;
            columns.insert((group, level), next);
        }
    }
    let place = |group: usize, level: &str| columns.get(&(group, level)).copied().unwrap_or(0);
    let rows: Vec<Vec<usize>> = past
        .iter()
        .map(|lead| groups.iter().enumerate().map(|(g, (name, l))| place(g, level(l, lead, name))).collect())
        .collect();
    let became: Vec<bool> = past.iter().map(|lead| lead.became).collect();
    let weights = newton(&rows, &became, columns.len() + 1, penalty);
    let at = |column: usize| weights.get(column).copied().unwrap_or(0.0);
    let mut model = Model { base: at(0), penalty, ..Model::default() };
    for (group, (name, levels)) in groups.iter().enumerate() {
        // Beside the average lead: what a feature gives to all of them goes to the base.
        let given = rows.iter().filter_map(|row| row.get(group)).map(|column| at(*column)).sum::<f64>();
        let middle = given / float(rows.len().max(1));
        model.base += middle;
        let own = levels.iter().map(String::as_str).chain([OTHER]);
        let weights = own.map(|level| (level.to_owned(), at(place(group, level)) - middle)).collect();
        model.features.insert((*name).to_owned(), weights);
    }
    model
}

/// The weights where the penalised likelihood is highest; the first is the base, which is not penalised.
fn newton(rows: &[Vec<usize>], became: &[bool], width: usize, penalty: f64) -> Vec<f64> {
    let mut weights = vec![0.0; width];
    for _ in 0..30 {
        let mut slope: Vec<f64> = weights.iter().map(|weight| -penalty * weight).collect();
        let mut bend = vec![vec![0.0; width]; width];
        for (at, row) in bend.iter_mut().enumerate() {
            if let Some(cell) = row.get_mut(at) {
                *cell = if at == 0 { 1e-9 } else { penalty };
            }
        }
        if let Some(first) = slope.first_mut() {
            *first = 0.0;
        }
        for (row, is) in rows.iter().zip(became) {
            let one: Vec<usize> = std::iter::once(0).chain(row.iter().copied()).collect();
            let p = chance(one.iter().filter_map(|&column| weights.get(column)).sum());
            let (pull, weight) = (if *is { 1.0 - p } else { -p }, (p * (1.0 - p)).max(1e-9));
            for &a in &one {
                slope.get_mut(a).into_iter().for_each(|cell| *cell += pull);
                let Some(line) = bend.get_mut(a) else { continue };
                for &b in &one {
                    line.get_mut(b).into_iter().for_each(|cell| *cell += weight);
                }
            }
        }
        let step = solved(bend, slope);
        weights.iter_mut().zip(&step).for_each(|(weight, step)| *weight += step.clamp(-4.0, 4.0));
        if step.iter().all(|step| step.abs() < 1e-8) {
            break;
        }
    }
    weights
}

/// Solves a symmetric positive system by elimination along the diagonal.
fn solved(mut a: Vec<Vec<f64>>, mut b: Vec<f64>) -> Vec<f64> {
    let n = b.len();
    for k in 0..n {
        let (Some(line), Some(value)) = (a.get(k).cloned(), b.get(k).copied()) else { continue };
        let pivot = line.get(k).copied().unwrap_or(1.0);
        for (row, right) in a.iter_mut().zip(&mut b).skip(k + 1) {
            let factor = row.get(k).copied().unwrap_or(0.0) / pivot;
            if factor != 0.0 {
                row.iter_mut().zip(&line).skip(k).for_each(|(cell, above)| *cell -= factor * above);
                *right -= factor * value;
            }
        }
    }
    let mut x = vec![0.0; n];
    for k in (0..n).rev() {
        let (Some(line), Some(value)) = (a.get(k), b.get(k)) else { continue };
        let known: f64 = line.iter().zip(&x).skip(k + 1).map(|(cell, x)| cell * x).sum();
        let pivot = line.get(k).copied().unwrap_or(1.0);
        x.get_mut(k).into_iter().for_each(|cell| *cell = (value - known) / pivot);
    }
    x
}

fn predicted(model: &Model, leads: &[&Past]) -> Vec<(f64, bool)> {
    #[expect(clippy::cast_precision_loss, reason = "at most 10,000")]
    let one = |lead: &&Past| ((model.score(&lead.known).chance_bp as f64 / 10_000.0), lead.became);
    leads.iter().map(one).collect()
}

/// The log loss of each lead.
fn losses(model: &Model, leads: &[&Past]) -> Vec<f64> {
    predicted(model, leads).into_iter().map(|(p, is)| loss(p, is)).collect()
}

fn loss(p: f64, is: bool) -> f64 {
    let p = p.clamp(1e-4, 1.0 - 1e-4);
    if is { -p.ln() } else { -(1.0 - p).ln() }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / float(values.len().max(1))
}

/// Judges a model on the later leads. Answers whether it beats the base rate by more than chance would.
fn judge(model: &mut Model, earlier: &[&Past], later: &[&Past]) -> bool {
    let base = float(earlier.iter().filter(|lead| lead.became).count()) / float(earlier.len().max(1));
    let scored = predicted(model, later);
    let error = |p: f64, is: bool| (p - f64::from(u8::from(is))).powi(2);
    let pairs = |of: &dyn Fn(f64, bool) -> f64| -> (Vec<f64>, Vec<f64>) {
        scored.iter().map(|(p, is)| (of(*p, *is), of(base, *is))).unzip()
    };
    let (own_loss, base_loss) = pairs(&loss);
    let (own_error, base_error) = pairs(&error);
    let gains: Vec<f64> = base_loss.iter().zip(&own_loss).map(|(base, own)| base - own).collect();
    let (gain, count) = (mean(&gains), float(gains.len().max(2)));
    let spread = gains.iter().map(|one| (one - gain).powi(2)).sum::<f64>() / (count - 1.0);
    model.quality = Quality {
        learned_on: earlier.len(),
        judged_on: later.len(),
        base_rate: base,
        log_loss: (mean(&own_loss), mean(&base_loss)),
        brier: (mean(&own_error), mean(&base_error)),
        auc: auc(&scored),
        bins: bins(scored),
    };
    gain > MARGIN * (spread / count).sqrt() && model.quality.brier.0 < model.quality.brier.1
}

/// Scores in groups of about the same size, from the lowest to the highest.
fn bins(mut scored: Vec<(f64, bool)>) -> Vec<(f64, f64, usize)> {
    scored.sort_by(|a, b| a.0.total_cmp(&b.0));
    let size = scored.len().div_ceil(BINS).max(1);
    let bin = |part: &[(f64, bool)]| {
        let became = part.iter().filter(|(_, is)| *is).count();
        (part.iter().map(|(p, _)| p).sum::<f64>() / float(part.len()), float(became) / float(part.len()), part.len())
    };
    scored.chunks(size).map(bin).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A generator without a crate: the same numbers each time.
    struct Dice(u64);
    impl Dice {
        fn roll(&mut self) -> f64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            f64::from(u32::try_from(self.0 >> 33).unwrap()) / f64::from(1_u32 << 31)
        }
        fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
            let roll = self.roll();
            let at = words.iter().enumerate().position(|(at, _)| roll * float(words.len()) < float(at + 1));
            at.and_then(|at| words.get(at)).copied().unwrap_or("a")
        }
    }

    /// Leads whose source moves their chance by `strength` in log odds, whose colour says nothing.
    fn past(count: i64, strength: f64, seed: u64) -> Vec<Past> {
        let mut dice = Dice(seed.wrapping_mul(2_654_435_761) + 1);
        (0..count)
            .map(|day| {
                let (source, colour) = (dice.of(&["event", "list", "web"]), dice.of(&["red", "green"]));
                let push = match source {
                    "event" => strength,
                    "list" => -strength,
                    _ => 0.0,
                };
                let became = dice.roll() < chance(-1.4 + push);
                let known = [("source", source.to_owned()), ("colour", colour.to_owned())].into();
                Past { day: day / 3, known, later: Vec::new(), became }
            })
            .collect()
    }

    #[test]
    fn what_moves_leads_is_found_and_said() {
        let model = learn(&past(3000, 1.5, 7)).expect("a model");
        let known = |source: &str| [("source", source.to_owned()), ("colour", "red".to_owned())].into();
        let (good, bad) = (model.score(&known("event")), model.score(&known("list")));
        assert!(good.chance_bp > 3500 && bad.chance_bp < 1000, "{} {}", good.chance_bp, bad.chance_bp);
        let (feature, level, push) = good.reasons.first().unwrap().clone();
        assert_eq!((feature.as_str(), level.as_str()), ("source", "event"));
        assert!(push > 0.8 && bad.reasons.first().unwrap().2 < -0.8);
        assert!(model.quality.log_loss.0 < model.quality.log_loss.1 && model.quality.auc > 0.65);
        assert_eq!(model.quality.bins.iter().map(|(.., n)| n).sum::<usize>(), model.quality.judged_on);
        // What was never seen is scored by the rest.
        assert!(model.score(&known("moon")).chance_bp > bad.chance_bp);
    }

    #[test]
    fn a_planted_leak_is_named_and_left_out() {
        let mut leads = past(2000, 1.5, 3);
        for lead in &mut leads {
            lead.known.insert("stage", if lead.became { "signed" } else { "" }.to_owned());
            lead.known.insert("note", String::new());
            lead.later.extend(lead.became.then_some("note"));
        }
        let model = learn(&leads).expect("a model");
        let named: Vec<(&str, Leak)> = model.leaks.iter().map(|(name, leak)| (name.as_str(), *leak)).collect();
        assert_eq!(named, [("note", Leak::Later), ("stage", Leak::TooWell)]);
        assert!(!model.features.contains_key("stage") && model.quality.auc < 0.9);
    }

    #[test]
    fn few_leads_teach_nothing() {
        assert_eq!(
            learn(&past(150, 2.0, 1)),
            Err(Refused::Few(150, past(150, 2.0, 1).iter().filter(|l| l.became).count()))
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn where_nothing_moves_leads_the_model_is_refused(seed in 0_u64..40) {
            let refused = learn(&past(1200, 0.0, seed));
            prop_assert!(matches!(refused, Err(Refused::NoBetter(_))), "{refused:?}");
        }
        #[test]
        fn pushes_add_up_to_the_score(seed in 0_u64..1000) {
            if let Ok(model) = learn(&past(900, 1.6, seed)) {
                let known = [("source", "event".to_owned()), ("colour", "green".to_owned())].into();
                let score = model.score(&known);
                let odds = model.base + score.reasons.iter().map(|(.., push)| push).sum::<f64>();
                prop_assert!((chance(odds) * 10_000.0 - score.chance_bp as f64).abs() < 25.0);
            }
        }
    }
}

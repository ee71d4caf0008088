//! What each position carries, and whose turn it is: kept by the caller, moved by each decision.

use super::router::Router;
use super::work::WorkKind;
use crate::kernel::id::{CoverageId, PositionId};

/// Counts by position, turns by coverage. Belongs to the router it was made for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loads {
    open: Vec<[u32; 3]>,
    today: Vec<u32>,
    held_over: Vec<u32>,
    turns: Vec<u64>,
}

impl Loads {
    /// Nobody carries anything.
    pub fn new(router: &Router) -> Loads {
        let count = router.seats.len();
        let turns = vec![0; router.rules.len()];
        Loads { open: vec![[0; 3]; count], today: vec![0; count], held_over: vec![0; count], turns }
    }
    /// How many open records of the kind the position carries. Positions that are not there on the day carry none.
    pub fn set_open(&mut self, router: &Router, position: PositionId, kind: WorkKind, count: u32) {
        if let Some(open) = router.place(position).and_then(|place| self.open.get_mut(place as usize)) {
            open[kind as usize] = count;
        }
    }
    /// How many records the position was given today.
    pub fn set_today(&mut self, router: &Router, position: PositionId, count: u32) {
        if let Some(today) = router.place(position).and_then(|place| self.today.get_mut(place as usize)) {
            *today = count;
        }
    }
    /// How many records the position keeps that would be another's.
    pub fn set_held_over(&mut self, router: &Router, position: PositionId, count: u32) {
        if let Some(held) = router.place(position).and_then(|place| self.held_over.get_mut(place as usize)) {
            *held = count;
        }
    }
    /// How many turns a coverage has given out.
    pub fn set_turn(&mut self, router: &Router, coverage: CoverageId, turn: u64) {
        if let Some(slot) = router.rule_of(coverage).and_then(|rule| self.turns.get_mut(rule as usize)) {
            *slot = turn;
        }
    }
    /// One open record of the kind less: it was closed, or is to be decided anew.
    pub fn release(&mut self, router: &Router, position: PositionId, kind: WorkKind) {
        if let Some(open) = router.place(position).and_then(|place| self.open.get_mut(place as usize)) {
            open[kind as usize] = open[kind as usize].saturating_sub(1);
        }
    }
    /// How many open records of the kind the position carries.
    pub fn open(&self, router: &Router, position: PositionId, kind: WorkKind) -> u32 {
        router.place(position).map_or(0, |place| self.open_at(place, kind))
    }
    /// The turns of coverages that have given out any.
    pub fn turns<'a>(&'a self, router: &'a Router) -> impl Iterator<Item = (CoverageId, u64)> + 'a {
        let turns = router.rules.iter().zip(&self.turns);
        turns.filter(|(_, turn)| **turn > 0).map(|(rule, turn)| (rule.coverage, *turn))
    }

    pub(super) fn open_at(&self, place: u32, kind: WorkKind) -> u32 {
        self.open.get(place as usize).map_or(0, |open| open[kind as usize])
    }
    pub(super) fn today_at(&self, place: u32) -> u32 {
        self.today.get(place as usize).copied().unwrap_or(0)
    }
    pub(super) fn held_over_at(&self, place: u32) -> u32 {
        self.held_over.get(place as usize).copied().unwrap_or(0)
    }
    pub(super) fn turn_at(&self, rule: u32) -> u64 {
        self.turns.get(rule as usize).copied().unwrap_or(0)
    }
    pub(super) fn turn_to(&mut self, rule: u32, turn: u64) {
        if let Some(slot) = self.turns.get_mut(rule as usize) {
            *slot = turn;
        }
    }
    pub(super) fn give(&mut self, place: u32, kind: WorkKind) {
        if let Some((open, today)) = self.open.get_mut(place as usize).zip(self.today.get_mut(place as usize)) {
            open[kind as usize] = open[kind as usize].saturating_add(1);
            *today = today.saturating_add(1);
        }
    }
    pub(super) fn hold_over(&mut self, place: u32) {
        if let Some(held) = self.held_over.get_mut(place as usize) {
            *held = held.saturating_add(1);
        }
    }
}

//! The standing rows of one kind of thing, as a working copy that edits are decided on.
//!
//! A [`Series`] holds, for each thing, its rows in order of days; they never overlap. An edit replaces the
//! part of a row inside a span and leaves the rest. Row ids and instants are given out only when the batch
//! is closed ([`Series::drain`]), so whatever a batch made and unmade leaves no trace in the books.

use crate::kernel::id::RowId;
use crate::kernel::{Dated, Day, Instant, Span};
use crate::organisation::model::Row;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::hash::Hash;

/// What a batch did to the rows of one kind. A superseded row carries the instant it was superseded at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed<T> {
    /// Rows that no longer stand.
    pub supersede: Vec<Row<T>>,
    /// Rows that stand instead.
    pub insert: Vec<Row<T>>,
}

impl<T> Default for Changed<T> {
    fn default() -> Self {
        Changed { supersede: Vec::new(), insert: Vec::new() }
    }
}

impl<T> Changed<T> {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.supersede.is_empty() && self.insert.is_empty()
    }
}

/// The standing rows of one kind of thing.
#[derive(Clone, Debug)]
pub struct Series<K, T> {
    rows: HashMap<K, Vec<Row<T>>>,
    /// Rows as they stood when the batch first touched them.
    touched: HashMap<K, Vec<Row<T>>>,
    /// Keys in the order they were touched.
    order: Vec<K>,
}

impl<K, T> Default for Series<K, T> {
    fn default() -> Self {
        Series { rows: HashMap::new(), touched: HashMap::new(), order: Vec::new() }
    }
}

/// A row of this batch: it has no id until the batch is closed.
fn fresh<T>(span: Span, value: T) -> Row<T> {
    let unwritten = Dated { value, span, recorded_at: Instant(i64::MIN), superseded_at: None };
    Row { row_id: RowId::default(), dated: unwritten }
}

fn is_fresh<T>(row: &Row<T>) -> bool {
    row.row_id == RowId::default()
}

fn same<T: PartialEq>(a: &Row<T>, b: &Row<T>) -> bool {
    a.dated.span == b.dated.span && a.dated.value == b.dated.value
}

/// Adjoining rows of one value drawn together, as spans and values.
fn merged<T: PartialEq>(rows: &[Row<T>]) -> Vec<(Span, &T)> {
    let mut runs: Vec<(Span, &T)> = Vec::with_capacity(rows.len());
    for Row { dated, .. } in rows {
        match runs.last_mut() {
            Some((span, value)) if span.to == dated.span.from && **value == dated.value => span.to = dated.span.to,
            _ => runs.push((dated.span, &dated.value)),
        }
    }
    runs
}

impl<K: Hash + Eq + Clone, T: Clone + PartialEq> Series<K, T> {
    /// A working copy of the rows that stand.
    pub fn new<'a>(rows: impl IntoIterator<Item = &'a Row<T>>, key: impl Fn(&T) -> K) -> Self
    where
        T: 'a,
    {
        let mut series = Self::default();
        for row in rows.into_iter().filter(|row| row.dated.superseded_at.is_none()) {
            series.rows.entry(key(&row.dated.value)).or_default().push(row.clone());
        }
        for rows in series.rows.values_mut() {
            rows.sort_by_key(|row| row.dated.span.from);
        }
        series
    }
    /// The standing rows of a thing, in order of days.
    pub fn rows(&self, key: &K) -> &[Row<T>] {
        self.rows.get(key).map_or(&[], Vec::as_slice)
    }
    /// Everything that has a standing row, in no particular order.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.rows.iter().filter(|(_, rows)| !rows.is_empty()).map(|(key, _)| key)
    }
    /// What holds of the thing on the day.
    pub fn at(&self, key: &K, day: Day) -> Option<&T> {
        self.rows(key).iter().find(|row| row.dated.span.contains(day)).map(|row| &row.dated.value)
    }
    /// The day after the unbroken run of rows around the day; none where the thing does not hold then.
    pub fn run_end(&self, key: &K, day: Day) -> Option<Day> {
        let mut end = None;
        for Row { dated, .. } in self.rows(key) {
            match end {
                None if dated.span.contains(day) => end = Some(dated.span.to),
                Some(last) if last == dated.span.from => end = Some(dated.span.to),
                Some(_) => break,
                None => {}
            }
        }
        end
    }
    /// Whether the thing holds on every day of the span.
    pub fn covers(&self, key: &K, span: Span) -> bool {
        span.is_empty() || self.run_end(key, span.from).is_some_and(|end| end >= span.to)
    }
    /// The days within the span on which nothing holds.
    pub fn gaps(&self, key: &K, span: Span) -> Vec<Span> {
        let (mut gaps, mut from) = (Vec::new(), span.from);
        for Row { dated, .. } in self.rows(key) {
            let gap = Span { from, to: dated.span.from.min(span.to) };
            if !gap.is_empty() {
                gaps.push(gap);
            }
            from = from.max(dated.span.to);
        }
        let last = Span { from, to: span.to };
        if !last.is_empty() {
            gaps.push(last);
        }
        gaps
    }

    /// Adds a value on days that are free.
    pub fn add(&mut self, key: K, span: Span, value: T) {
        if span.is_empty() {
            return;
        }
        self.touch(&key);
        let rows = self.rows.entry(key).or_default();
        let place = rows.partition_point(|row| row.dated.span.from < span.from);
        rows.insert(place, fresh(span, value));
    }
    /// Replaces what holds on the days of the span: `change` gives the new value, or none where the thing
    /// ends. Says whether anything differs.
    pub fn edit(&mut self, key: &K, span: Span, mut change: impl FnMut(&T) -> Option<T>) -> bool {
        let Some(rows) = self.rows.get(key) else { return false };
        let mut pieces = Vec::with_capacity(rows.len() + 2);
        let mut differs = false;
        for row in rows {
            let within = overlap(row.dated.span, span);
            let new = if within.is_empty() { None } else { Some(change(&row.dated.value)) };
            match new {
                None => pieces.push(row.clone()),
                Some(Some(value)) if value == row.dated.value => pieces.push(row.clone()),
                Some(new) => {
                    differs = true;
                    let part = |from, to| Span { from, to };
                    let (before, after) = (part(row.dated.span.from, within.from), part(within.to, row.dated.span.to));
                    let old = |span| fresh(span, row.dated.value.clone());
                    pieces.extend((!before.is_empty()).then(|| old(before)));
                    pieces.extend(new.map(|value| fresh(within, value)));
                    pieces.extend((!after.is_empty()).then(|| old(after)));
                }
            }
        }
        if differs {
            self.touch(key);
            self.rows.insert(key.clone(), pieces);
        }
        differs
    }
    /// Ends the thing on the days of the span. Says whether it held on any.
    pub fn remove(&mut self, key: &K, span: Span) -> bool {
        self.edit(key, span, |_| None)
    }

    fn touch(&mut self, key: &K) {
        if !self.touched.contains_key(key) {
            self.touched.insert(key.clone(), self.rows(key).to_vec());
            self.order.push(key.clone());
        }
    }
    /// Forgets the batch: everything stands as it did when the batch began.
    pub fn rollback(&mut self) {
        for (key, rows) in self.touched.drain() {
            self.rows.insert(key, rows);
        }
        self.order.clear();
    }
    /// Closes the batch: writes ids and instants on what is new and gives the net of it.
    pub fn drain(&mut self, at: Instant, ids: &mut dyn FnMut() -> uuid::Uuid) -> Changed<T> {
        let mut changed = Changed::default();
        for key in std::mem::take(&mut self.order) {
            let Some(before) = self.touched.remove(&key) else { continue };
            let mut after = settle(&before, self.rows.remove(&key).unwrap_or_default());
            for row in after.iter_mut().filter(|row| is_fresh(row)) {
                row.row_id = RowId(ids());
                row.dated.recorded_at = at;
                changed.insert.push(row.clone());
            }
            let gone = before.into_iter().filter(|row| !after.iter().any(|kept| kept.row_id == row.row_id));
            changed.supersede.extend(gone.map(|mut row| {
                row.dated.superseded_at = Some(at);
                row
            }));
            if !after.is_empty() {
                self.rows.insert(key, after);
            }
        }
        changed
    }
}

/// The days that both spans have.
pub fn overlap(a: Span, b: Span) -> Span {
    Span { from: a.from.max(b.from), to: a.to.min(b.to) }
}

/// The rows of one thing at the end of a batch: a row that came out as it was before is the one before.
fn settle<T: Clone + PartialEq>(before: &[Row<T>], after: Vec<Row<T>>) -> Vec<Row<T>> {
    if merged(before) == merged(&after) {
        return before.to_vec();
    }
    let mut settled: Vec<Row<T>> = Vec::with_capacity(after.len());
    for row in after {
        match settled.last_mut() {
            Some(last)
                if is_fresh(last)
                    && is_fresh(&row)
                    && last.dated.span.to == row.dated.span.from
                    && last.dated.value == row.dated.value =>
            {
                last.dated.span.to = row.dated.span.to;
            }
            _ => settled.push(row),
        }
    }
    for row in settled.iter_mut().filter(|row| is_fresh(row)) {
        if let Some(old) = before.iter().find(|old| same(old, row)) {
            *row = old.clone();
        }
    }
    settled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    fn series() -> Series<u8, &'static str> {
        let mut series = Series::default();
        series.add(1, Span::since(day("2020-01-01")), "a");
        let mut next = 0_u128;
        let first = series.drain(Instant(1), &mut || ids(&mut next));
        assert_eq!((first.insert.len(), first.supersede.len()), (1, 0));
        series
    }

    fn ids(next: &mut u128) -> uuid::Uuid {
        *next += 1;
        uuid::Uuid::from_u128(*next)
    }

    #[test]
    fn an_edit_splits_the_row_that_holds() {
        let mut series = series();
        assert!(series.edit(&1, Span::since(day("2021-01-01")), |_| Some("b")));
        let mut next = 100;
        let changed = series.drain(Instant(2), &mut || ids(&mut next));
        let shown: Vec<_> = changed.insert.iter().map(|r| (r.dated.span.from.to_string(), r.dated.value)).collect();
        assert_eq!(shown, [("2020-01-01".to_owned(), "a"), ("2021-01-01".to_owned(), "b")]);
        assert_eq!(changed.supersede.len(), 1);
        assert_eq!(series.at(&1, day("2020-12-31")), Some(&"a"));
        assert_eq!(series.at(&1, day("2019-12-31")), None);
    }

    #[test]
    fn what_a_batch_unmakes_leaves_no_trace() {
        let mut series = series();
        series.edit(&1, Span::since(day("2021-01-01")), |_| Some("b"));
        series.edit(&1, Span::since(day("2021-01-01")), |_| Some("a"));
        series.add(2, Span::ALWAYS, "c");
        series.remove(&2, Span::ALWAYS);
        let mut next = 100;
        assert!(series.drain(Instant(2), &mut || ids(&mut next)).is_empty());
        assert_eq!(series.rows(&1).len(), 1);
    }

    #[test]
    fn gaps_are_the_days_without_a_row() {
        let mut series = series();
        series.remove(&1, Span { from: day("2021-01-01"), to: day("2022-01-01") });
        let gaps = series.gaps(&1, Span::since(day("2019-01-01")));
        let shown: Vec<_> = gaps.iter().map(|g| format!("{}..{}", g.from, g.to)).collect();
        assert_eq!(shown, ["2019-01-01..2020-01-01", "2021-01-01..2022-01-01"]);
        assert!(series.covers(&1, Span { from: day("2020-01-01"), to: day("2021-01-01") }));
        assert!(!series.covers(&1, Span::since(day("2020-01-01"))));
    }
}

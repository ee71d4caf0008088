//! How fast a tree of 100,000 boxes is laid out, for `bench/layout/run.sh`.
//!
//! The tree comes from a generator that `bench/layout/flextree.mjs` repeats number by number, so both lay out the same one;
//! gaps below boxes are part of their heights, as there. Prints one line of JSON: milliseconds (median of the runs) to lay
//! out, and to build the tree from a list of parents and lay it out; boxes per second; width of the picture.
#![expect(clippy::print_stdout, reason = "its output is what it is for")]

use std::hint::black_box;
use std::time::Instant;

use draw::tree::{Forest, Gaps, NotAForest, Size, Style, layout};

const RUNS: usize = 7;

/// Xorshift of 32 bits.
struct Random(u32);

impl Random {
    fn below(&mut self, end: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 % end
    }
}

fn main() -> Result<(), NotAForest> {
    let count: u32 = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let mut random = Random(2_463_534_242);
    let (mut parents, mut sizes) = (Vec::new(), Vec::new());
    for i in 0..count {
        parents.push((i > 0).then(|| random.below(i) as usize));
        let (width, height) = (f64::from(120 + random.below(100)), f64::from(40 + random.below(40)));
        sizes.push(Size { width, height });
    }
    let gaps = Gaps { across: 25.0, down: 0.0, stack: 0.0, ..Gaps::default() };
    let (mut alone, mut whole, mut width) = (Vec::new(), Vec::new(), 0.0);
    for _ in 0..RUNS {
        let start = Instant::now();
        let forest = Forest::new(black_box(&parents).iter().copied())?;
        let built = Instant::now();
        let placed = black_box(layout(&forest, |i| sizes[i], |_| Style::Beside, &gaps));
        alone.push(built.elapsed().as_secs_f64() * 1000.0);
        whole.push(start.elapsed().as_secs_f64() * 1000.0);
        width = placed.width;
    }
    let (layout, build_and_layout) = (median(alone), median(whole));
    let rate = f64::from(count) / layout * 1000.0;
    println!(
        r#"{{"boxes":{count},"layout_ms":{layout:.3},"build_and_layout_ms":{build_and_layout:.3},"boxes_per_second":{rate:.0},"width":{width:.3}}}"#
    );
    Ok(())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

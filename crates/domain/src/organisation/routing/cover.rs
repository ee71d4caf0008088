//! What coverage says of a combination of segments at a stage: one answer, none, or several.

use super::router::{Router, Rule};
use super::work::WorkStage;
use crate::kernel::id::{CoverageId, SegmentId};
use serde::Serialize;

/// Who answers for what is in some segments, at a stage.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "cover", rename_all = "snake_case")]
pub enum Cover {
    /// Nobody.
    Hole,
    /// A coverage behind which nobody stands today.
    Unstaffed {
        /// Which.
        coverage: CoverageId,
    },
    /// One coverage.
    One {
        /// Which.
        coverage: CoverageId,
    },
    /// Several of one rank: the first takes it, the others believe it theirs.
    Double {
        /// Which, the one that takes it first.
        coverages: Vec<CoverageId>,
    },
}

impl Router {
    /// Who answers for what is in these segments and no other, at the stage.
    pub fn cover(&self, segments: &[SegmentId], stage: WorkStage) -> Cover {
        let Some(first) = self.next_rule(segments, stage, None) else { return Cover::Hole };
        let rule = |rank: u32| self.rules.get(rank as usize);
        let Some(top) = rule(first) else { return Cover::Hole };
        let class = |rule: &Rule| (rule.priority, rule.segment.is_none());
        let mut coverages = vec![top.coverage];
        let mut after = first;
        while let Some(rank) = self.next_rule(segments, stage, Some(after)) {
            let Some(next) = rule(rank).filter(|next| class(next) == class(top)) else { break };
            coverages.push(next.coverage);
            after = rank;
        }
        let is_staffed = self.pool(top, stage).is_some_and(|pool| !pool.free.is_empty());
        match (coverages.len(), is_staffed) {
            (1, true) => Cover::One { coverage: top.coverage },
            (1, false) => Cover::Unstaffed { coverage: top.coverage },
            _ => Cover::Double { coverages },
        }
    }
}

//! Ready structures: what units, seats, lines and coverage a way to sell needs, as a list of edits.
//!
//! Templates combine: the first is led from the top, the others report to its head. Any of them can be
//! segmented: by geography, customer size and vertical the structure is copied, one inside the other; by
//! product line there is a pod (or a line of business) for each. What serves all, such as sales operations
//! and enablement, stands once. Seats begin vacant. Names come from the catalogue through `namer`.

mod build;
mod plans;
#[cfg(test)]
mod tests;

use super::edits::Edit;
use crate::kernel::id::{SegmentId, UnitId};
use serde::{Deserialize, Serialize};

pub use build::build;

/// A way to organise selling.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Template {
    /// Teams around key accounts and small ones, lead generation, customer success, operations.
    AccountBased,
    /// A role per part of the journey.
    AssemblyLine,
    /// One generalist from prospecting to onboarding.
    Island,
    /// Small teams of several roles.
    Pod,
    /// A team of many levels around large accounts.
    KeyAccountTeam,
    /// Those who make sellers able.
    Enablement,
}

impl Template {
    /// All of them.
    pub const ALL: [Template; 6] = [
        Template::AccountBased,
        Template::AssemblyLine,
        Template::Island,
        Template::Pod,
        Template::KeyAccountTeam,
        Template::Enablement,
    ];
    /// Key as in commands and texts (`template-<key>`).
    pub fn key(self) -> &'static str {
        match self {
            Template::AccountBased => "account-based",
            Template::AssemblyLine => "assembly-line",
            Template::Island => "island",
            Template::Pod => "pod",
            Template::KeyAccountTeam => "key-account-team",
            Template::Enablement => "enablement",
        }
    }
    /// The template of that key; `_` may stand for `-`.
    pub fn from_key(key: &str) -> Option<Template> {
        let key = key.trim().to_lowercase().replace('_', "-");
        Template::ALL.into_iter().find(|template| template.key() == key)
    }
}

/// By what customers are told apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// Where they are.
    Geography,
    /// How large they are.
    Size,
    /// What they do.
    Vertical,
    /// What they buy.
    ProductLine,
}

/// The segments a structure is copied for. Empty lists do not segment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Segmentation {
    /// A copy of the structure for each.
    pub geographies: Vec<String>,
    /// A copy for each, inside each geography.
    pub sizes: Vec<String>,
    /// A copy for each, inside each size.
    pub verticals: Vec<String>,
    /// A pod or line of business for each, or a copy where the template has neither.
    pub product_lines: Vec<String>,
}

impl Segmentation {
    /// The names of one dimension.
    pub fn names(&self, dimension: Dimension) -> &[String] {
        match dimension {
            Dimension::Geography => &self.geographies,
            Dimension::Size => &self.sizes,
            Dimension::Vertical => &self.verticals,
            Dimension::ProductLine => &self.product_lines,
        }
    }
}

/// A segment that coverages of the built structure name: customers to whom all of these apply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateSegment {
    /// Its id, as in the coverages.
    pub id: SegmentId,
    /// What applies.
    pub all_of: Vec<(Dimension, String)>,
}

/// A structure, ready to be decided.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Built {
    /// Segments to be made before the coverages that name them.
    pub segments: Vec<TemplateSegment>,
    /// The edits, each resting only on those before it.
    pub edits: Vec<Edit>,
}

/// The company that the structure is built in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Company {
    /// There is one.
    Existing(UnitId),
    /// A new one of that name.
    New(String),
}

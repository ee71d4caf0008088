//! Frames of qualification: what a company wants to know of a lead before it is a deal. The plain one is four fields of the
//! lead itself; a further one has elements of its own. Answers are kept by element, so another frame loses none.

use crate::kernel::Refusal;
use crate::leads::{Answer, QUALIFIERS};
use serde::{Deserialize, Serialize};

/// A frame: its key, and its elements in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// As stored in the settings, and in texts (`frame-`).
    pub key: &'static str,
    /// What it asks.
    pub elements: &'static [&'static str],
}

/// The frames to choose from; the first holds where nobody chose.
pub const FRAMES: [Frame; 2] = [
    Frame { key: "plain", elements: &QUALIFIERS },
    Frame {
        key: "meddicc",
        elements: &[
            "metrics",
            "economic_buyer",
            "decision_criteria",
            "decision_process",
            "identify_pain",
            "champion",
            "competition",
        ],
    },
];
/// Characters of an evidence at most.
pub const LONGEST: usize = 2000;

/// What is known of one element.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FrameAnswer {
    /// Which.
    pub element: String,
    /// Known, unknown or no.
    #[serde(default)]
    pub answer: Answer,
    /// What makes one think so.
    #[serde(default)]
    pub evidence: Option<String>,
}

/// The frame of a key.
///
/// # Errors
/// `refusal-choice-unknown`.
pub fn frame(key: &str) -> Result<Frame, Refusal> {
    let fault = || {
        let known = FRAMES.map(|frame| frame.key).join(", ");
        Refusal::new("refusal-choice-unknown").at("frame").with("value", key).with("known", known)
    };
    FRAMES.into_iter().find(|frame| frame.key == key).ok_or_else(fault)
}

/// An answer as it is kept: of an element that some frame has, and known or no only with what makes one think so.
///
/// # Errors
/// `refusal-choice-unknown`, `refusal-frame-evidence`, `refusal-text-long`.
pub fn answer(given: &FrameAnswer) -> Result<FrameAnswer, Refusal> {
    let further = FRAMES.iter().skip(1).flat_map(|frame| frame.elements);
    if !further.clone().any(|element| *element == given.element) {
        let known = further.copied().collect::<Vec<_>>().join(", ");
        let refusal = Refusal::new("refusal-choice-unknown").at("element");
        return Err(refusal.with("value", &given.element).with("known", known));
    }
    let evidence = given.evidence.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    if given.answer != Answer::Unknown && evidence.is_none() {
        return Err(Refusal::new("refusal-frame-evidence").at(&given.element));
    }
    let count = evidence.as_deref().map_or(0, |text| text.chars().count());
    if count > LONGEST {
        let refusal = Refusal::new("refusal-text-long").at(&given.element);
        return Err(refusal.with("most", LONGEST).with("count", count));
    }
    Ok(FrameAnswer { evidence, ..given.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_has_a_reason() {
        let of = |element: &str, is: Answer, evidence: &str| {
            answer(&FrameAnswer { element: element.into(), answer: is, evidence: Some(evidence.into()) })
        };
        assert_eq!(of("champion", Answer::Known, " Kari ").unwrap().evidence.as_deref(), Some("Kari"));
        assert_eq!(of("champion", Answer::Known, " ").unwrap_err().code, "refusal-frame-evidence");
        assert_eq!(of("champion", Answer::Unknown, "").unwrap().evidence, None);
        assert_eq!(of("mood", Answer::Unknown, "").unwrap_err().code, "refusal-choice-unknown");
        assert_eq!(of("champion", Answer::No, &"x".repeat(2001)).unwrap_err().code, "refusal-text-long");
        assert_eq!(frame("meddicc").unwrap().elements.len(), 7);
        assert_eq!(frame("none").unwrap_err().code, "refusal-choice-unknown");
    }
}

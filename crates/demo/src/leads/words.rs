//! What is written on leads: subjects of attempts, evidence, campaigns.

/// Subjects by kind of attempt.
pub fn subjects(kind: &str) -> &'static [&'static str] {
    match kind {
        "call" => &["First call", "Call about the request", "Asked for the plant manager", "Second call", "Call back"],
        "email" => &["Introduction", "Case study from Lastra", "Data sheet asked for", "Three dates for a meeting"],
        "meeting" => &["First meeting", "Needs of the laboratory", "Meeting with purchasing"],
        _ => &["Demonstration online", "Demonstration at the plant"],
    }
}

/// Campaigns by source.
pub fn campaigns(source: &str) -> &'static [&'static str] {
    match source {
        "event" => &["Nor-Shipping", "Hannover Messe", "SPS Nürnberg", "上海工博会"],
        "marketing" => &["Flow metering guide", "Webinar: torque in drive trains", "Vision for food lines"],
        "social" => &["LinkedIn: calibration costs", "LinkedIn: vision QA"],
        "list" => &["Members of Process Industry Nordics", "Exhibitors 2026"],
        _ => &[],
    }
}

/// Pages that the web form stands on.
pub const PAGES: [&str; 4] = ["/flow", "/torque", "/vision", "/service/calibration"];

/// Evidence, by what it qualifies: known, then not there.
pub fn evidence(qualifier: &str) -> (&'static [&'static str], &'static str) {
    match qualifier {
        "need" => (
            &["Scrap rate of 4 % on line 2", "Old meters fail the next calibration", "New plant from next autumn"],
            "They renewed their instruments last year",
        ),
        "budget" => (&["In this year's plan", "Up to 60,000 without the board"], "Nothing left before next year"),
        "timeline" => (&["To be in use before summer", "Decision within two months"], "No date, and none in sight"),
        _ => (
            &["Plant manager decides, purchasing signs", "Committee of three, next meeting on the 12th"],
            "Nobody can say who decides",
        ),
    }
}

/// What comes next on a lead that is worked.
pub const STEPS: [&str; 6] = [
    "Call to ask who decides",
    "Send the data sheet",
    "Agree a date for a meeting",
    "Ask about the budget",
    "Call back after the trade fair",
    "Send the case from Lastra",
];

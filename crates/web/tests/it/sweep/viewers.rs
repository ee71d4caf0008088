//! Everyone who may look at the company, and what the organisation lets each see. Said here by hand, from the
//! design, not asked of the code that is tested.

use domain::policy::Grant;

/// What a viewer may do beyond looking at the chart and the price list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum May {
    /// See accounts, contacts and opportunities at all.
    Records,
    /// Change those they see.
    Change,
    /// Change the price list.
    Products,
    /// See figures.
    Figures,
    /// See what seats cost.
    Cost,
    /// Bring files in.
    Import,
    /// See and change who signs in.
    Users,
    /// See and change the company's settings.
    Settings,
    /// Change the organisation.
    Organise,
    /// Enter exchange rates.
    Rates,
    /// Take everything away.
    Everything,
    /// Have other programs told what happens.
    Webhooks,
    /// Answer people who ask what is kept of them.
    Privacy,
    /// Read fields that are sensitive.
    Sensitive,
}

/// One who looks.
pub struct Viewer {
    pub name: &'static str,
    /// Manager and unit of their seat.
    pub seat: Option<(Option<&'static str>, &'static str)>,
    pub role: &'static str,
    pub grants: &'static [Grant],
    /// Markers of the records they see.
    pub sees: &'static [&'static str],
    /// Seats whose figures they see.
    pub figures: &'static [&'static str],
    pub may: &'static [May],
}

const ALL: &[&str] = &["alfa", "beta", "topp", "delt", "segm"];
const SEATS: &[&str] = &["Hedda", "Alma", "Arne", "Bodil", "Bjorn", "Enya"];
const SELLER: &[May] = &[May::Records, May::Change, May::Figures];

pub const VIEWERS: [Viewer; 11] = [
    Viewer {
        name: "Hedda",
        seat: Some((None, "")),
        role: "head_of_sales",
        grants: &[],
        sees: ALL,
        figures: SEATS,
        may: SELLER,
    },
    Viewer {
        name: "Alma",
        seat: Some((Some("Hedda"), "North")),
        role: "sales_manager",
        grants: &[],
        sees: &["alfa"],
        figures: &["Alma", "Arne"],
        may: SELLER,
    },
    Viewer {
        name: "Arne",
        seat: Some((Some("Alma"), "North")),
        role: "account_executive",
        grants: &[],
        sees: &["alfa", "delt"],
        figures: &["Arne"],
        may: SELLER,
    },
    Viewer {
        name: "Bodil",
        seat: Some((Some("Hedda"), "South")),
        role: "sales_manager",
        grants: &[],
        sees: &["beta", "delt", "segm"],
        figures: &["Bodil", "Bjorn"],
        may: SELLER,
    },
    Viewer {
        name: "Bjorn",
        seat: Some((Some("Bodil"), "South")),
        role: "account_executive",
        grants: &[],
        sees: &["beta", "delt", "segm"],
        figures: &["Bjorn"],
        may: SELLER,
    },
    Viewer {
        name: "Enya",
        seat: Some((Some("Hedda"), "")),
        role: "enablement_specialist",
        grants: &[],
        sees: &[],
        figures: &["Enya"],
        may: SELLER,
    },
    Viewer {
        name: "Opal",
        seat: None,
        role: "",
        grants: &[Grant::Operations],
        sees: ALL,
        figures: SEATS,
        may: &[
            May::Records,
            May::Change,
            May::Products,
            May::Figures,
            May::Import,
            May::Organise,
            May::Rates,
            May::Webhooks,
            May::Privacy,
        ],
    },
    Viewer {
        name: "Fina",
        seat: None,
        role: "",
        grants: &[Grant::Finance],
        sees: ALL,
        figures: SEATS,
        may: &[May::Records, May::Figures, May::Cost, May::Rates],
    },
    Viewer {
        name: "Adam",
        seat: None,
        role: "",
        grants: &[Grant::Administrator],
        sees: &[],
        figures: &[],
        may: &[May::Users, May::Settings, May::Organise, May::Rates],
    },
    Viewer {
        name: "Kari",
        seat: None,
        role: "",
        grants: &[Grant::Owner],
        sees: ALL,
        figures: SEATS,
        may: &[
            May::Records,
            May::Change,
            May::Products,
            May::Figures,
            May::Cost,
            May::Import,
            May::Users,
            May::Settings,
            May::Organise,
            May::Rates,
            May::Everything,
            May::Webhooks,
            May::Privacy,
            May::Sensitive,
        ],
    },
    Viewer { name: "Nils", seat: None, role: "", grants: &[], sees: &[], figures: &[], may: &[] },
];

impl Viewer {
    pub fn may(&self, what: May) -> bool {
        self.may.contains(&what)
    }
    pub fn sees(&self, marker: &str) -> bool {
        self.sees.contains(&marker)
    }
}

//! Colours by meaning: as variables of the page, or as values for a file that stands alone.
//!
//! The values are those of the interface's design tokens. Invariant: both file themes and the page know every colour.

/// Where the picture will be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// In a page: colours are its CSS variables, the font is inherited.
    #[default]
    Page,
    /// In a file, on white.
    Light,
    /// In a file, on black.
    Dark,
}

/// A colour by what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub(crate) enum Colour {
    Background,
    Surface,
    Line,
    LineStrong,
    Ink,
    Ink2,
    Ink3,
    Accent,
    Won,
    Lost,
    Watch,
}

/// (page, light, dark), in the order of [`Colour`].
const COLOURS: [(&str, &str, &str); 11] = [
    ("var(--bg)", "#f7f7f5", "#141513"),
    ("var(--surface)", "#ffffff", "#1b1c1a"),
    ("var(--line)", "#e4e3df", "#30322f"),
    ("var(--line-strong)", "#cfcdc7", "#454743"),
    ("var(--ink)", "#1d1d1b", "#efeeea"),
    ("var(--ink-2)", "#55534e", "#bdbab2"),
    ("var(--ink-3)", "#6f6c66", "#9a978f"),
    ("var(--accent)", "#0b6b5f", "#55c4b1"),
    ("var(--won)", "#1c7a3e", "#6fce8e"),
    ("var(--lost)", "#b3372b", "#f08a7d"),
    ("var(--none)", "#96680a", "#e2b655"),
];

/// The scale of a measure from low to high, with the ink that can be read on it: the page's `--s1-ink` … where it has them.
const SCALE: [[(&str, &str); 3]; 5] = [
    [("var(--s1)", "var(--s1-ink, var(--ink))"), ("#dcefe9", "#1d1d1b"), ("#1d453e", "#efeeea")],
    [("var(--s2)", "var(--s2-ink, var(--ink))"), ("#a9d8cc", "#1d1d1b"), ("#245b51", "#efeeea")],
    [("var(--s3)", "var(--s3-ink, var(--ink))"), ("#6dbbaa", "#1d1d1b"), ("#2f7568", "#ffffff")],
    [("var(--s4)", "var(--s4-ink, var(--ink))"), ("#2f9484", "#1d1d1b"), ("#4fb3a3", "#08211d")],
    [("var(--s5)", "var(--s5-ink, var(--accent-ink))"), ("#0b6b5f", "#ffffff"), ("#86e3d3", "#08211d")],
];

/// The fonts of a picture that stands alone.
pub(crate) const FONTS: &str = "'Inter Variable', Inter, 'DejaVu Sans', 'Noto Sans', 'Noto Sans CJK SC', 'Noto Sans SC', \
                                'PingFang SC', 'Microsoft YaHei', sans-serif";

/// The fonts of Chinese, Japanese and Korean words in such a picture.
pub(crate) const WIDE_FONTS: &str = "'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";

impl Theme {
    /// The value of a colour in this theme.
    pub(crate) fn colour(self, colour: Colour) -> &'static str {
        let (page, light, dark) = COLOURS.get(colour as usize).copied().unwrap_or(("currentColor", "#000", "#fff"));
        self.pick([page, light, dark])
    }

    /// Fill and ink of a class of a measure, 1 (low) to 5 (high); what lies outside counts as the nearest.
    pub(crate) fn class(self, class: u8) -> (&'static str, &'static str) {
        let step = usize::from(class.clamp(1, 5)) - 1;
        SCALE.get(step).map_or(("none", "currentColor"), |pairs| self.pick(*pairs))
    }

    /// Whether the picture stands alone in a file.
    pub(crate) fn stands_alone(self) -> bool {
        self != Self::Page
    }

    fn pick<T>(self, [page, light, dark]: [T; 3]) -> T {
        match self {
            Self::Page => page,
            Self::Light => light,
            Self::Dark => dark,
        }
    }
}

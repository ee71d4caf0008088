//! The chart as a file: SVG, PNG, PDF, with its heading and what its colours mean written in.

use super::chart::ChartView;
use crate::{Error, Result};
use draw::Theme;
use draw::org_chart::{Options, org_chart};
use text::{Lang, fmt, t, tr};

/// What kind of file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Lines and words, at any size.
    Svg,
    /// Pixels.
    Png,
    /// Paper.
    Pdf,
}

impl Format {
    /// The one that a file's name ends with.
    pub fn of_name(name: &str) -> Option<Format> {
        match name.rsplit('.').next()?.to_lowercase().as_str() {
            "svg" => Some(Format::Svg),
            "png" => Some(Format::Png),
            "pdf" => Some(Format::Pdf),
            _ => None,
        }
    }
    /// What a file of it is called at the end.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Svg => "svg",
            Format::Png => "png",
            Format::Pdf => "pdf",
        }
    }
    /// What the file is, for browsers.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Svg => "image/svg+xml",
            Format::Png => "image/png",
            Format::Pdf => "application/pdf",
        }
    }
}

impl ChartView {
    /// What the chart is: the company and the day.
    pub fn label(&self, lang: Lang, company: &str) -> String {
        let day = tr(lang, "organisation-on-day", &[("day", fmt::day(lang, self.day.civil()).into())]);
        format!("{company} · {day}")
    }

    /// The drawing: for the page, or standing alone.
    ///
    /// # Errors
    /// Cards that do not make a forest, which no query answers.
    pub fn svg(&self, lang: Lang, company: &str, theme: Theme) -> Result<draw::org_chart::Chart> {
        let measure = self.legend.as_ref().map(|legend| {
            let name = domain::measures::catalogue::find(&legend.measure).map(|m| t(lang, &m.text_key()).into_owned());
            let days = [legend.from, legend.to].map(|d| fmt::day(lang, d.civil()));
            format!("{}, {} – {}", name.unwrap_or_default(), days[0], days[1])
        });
        let options = Options {
            theme,
            label: self.label(lang, company),
            note: measure.unwrap_or_default(),
            scale: self.legend.as_ref().map(|legend| {
                let say = |key: &str, value: &String| tr(lang, key, &[("value", value.into())]);
                (say("organisation-legend-below", &legend.low), say("organisation-legend-over", &legend.high))
            }),
            ..Options::default()
        };
        org_chart(&self.nodes, &options).map_err(|e| Error::Internal(e.to_string()))
    }
}

/// The chart as a file.
///
/// # Errors
/// No fonts on this system.
pub fn export(view: &ChartView, lang: Lang, company: &str, format: Format) -> Result<Vec<u8>> {
    let chart = view.svg(lang, company, Theme::Light)?;
    let failed = |e: print::Error| Error::Internal(e.to_string());
    match format {
        Format::Svg => Ok(chart.svg.into_bytes()),
        Format::Png => print::png(&chart.svg, print::fitting_scale(chart.width, chart.height, 2.0)).map_err(failed),
        Format::Pdf => print::pdf(&chart.svg).map_err(failed),
    }
}

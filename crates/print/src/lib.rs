//! Pictures on paper and screen: SVG to PNG and to PDF.
//!
//! What: [`png`] and [`pdf`] take a picture that stands alone (its colours and fonts written in it), as `draw` makes them for
//! files. Heavy to build, so a crate of its own. Fonts are those of the system, read once.
//! Units: one SVG unit is one pixel at scale 1 and one point on paper. Invariants: a picture too large to make is refused
//! before memory is taken for it; a system without fonts is an error, not a picture without words.

mod fonts;

use resvg::{tiny_skia, usvg};

/// The most pixels a PNG may have: 100 megapixels take 400 MB while drawing.
pub const MOST_PIXELS: f64 = 100_000_000.0;
/// The longest side of a PDF page that readers accept, in points; larger pictures are made smaller to fit.
const LONGEST_SIDE: f32 = 14_400.0;

/// Why a picture could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The text is no SVG picture.
    #[error("not a readable SVG picture: {0}")]
    Unreadable(String),
    /// The system has no font.
    #[error("no fonts found on this system: install one, such as the packages fonts-dejavu-core and fonts-noto-cjk")]
    NoFonts,
    /// The scale is no positive number.
    #[error("a scale must be a number above 0, not {0}")]
    BadScale(f32),
    /// More pixels than can be drawn.
    #[error(
        "{width} × {height} pixels are too many for a PNG: lower the scale to {most:.3} or less, fold the picture, or take PDF or SVG"
    )]
    TooLarge {
        /// Width at the scale asked for.
        width: f64,
        /// Height at the scale asked for.
        height: f64,
        /// The largest scale that would do.
        most: f64,
    },
    /// The picture was read but could not be drawn or written.
    #[error("the picture could not be made: {0}")]
    Failed(String),
}

/// Draws an SVG picture as PNG; `scale` 2 doubles width and height.
///
/// # Errors
/// When the text is no SVG, no font is installed, or the picture would have more than [`MOST_PIXELS`].
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, Error> {
    if !(scale.is_finite() && scale > 0.0) {
        return Err(Error::BadScale(scale));
    }
    let tree = read(svg)?;
    let (width, height) = pixels(tree.size(), scale)?;
    let failed = || Error::Failed(format!("no room for {width} × {height} pixels"));
    let mut pixmap = tiny_skia::Pixmap::new(width, height).ok_or_else(failed)?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|e| Error::Failed(e.to_string()))
}

/// Writes an SVG picture as a PDF of one page, with its text as text.
///
/// # Errors
/// When the text is no SVG, or no font is installed.
pub fn pdf(svg: &str) -> Result<Vec<u8>, Error> {
    let tree = read(svg)?;
    let longest = tree.size().width().max(tree.size().height());
    let page = svg2pdf::PageOptions { dpi: 72.0 * (longest / LONGEST_SIDE).max(1.0) };
    svg2pdf::to_pdf(&tree, svg2pdf::ConversionOptions::default(), page).map_err(|e| Error::Failed(e.to_string()))
}

/// The largest scale, at most `wanted`, at which [`png`] can draw a picture of this size.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "a scale needs no more than the precision of f32")]
pub fn fitting_scale(width: f64, height: f64, wanted: f32) -> f32 {
    let most = (MOST_PIXELS / (width * height).max(1.0)).sqrt() * 0.999;
    wanted.min(most as f32)
}

fn read(svg: &str) -> Result<usvg::Tree, Error> {
    let fonts = fonts::system();
    if fonts.is_empty() {
        return Err(Error::NoFonts);
    }
    let options = usvg::Options {
        fontdb: fonts,
        font_family: "sans-serif".to_owned(),
        font_resolver: fonts::resolver(svg.contains("<tspan font-family=")),
        ..usvg::Options::default()
    };
    usvg::Tree::from_str(svg, &options).map_err(|e| Error::Unreadable(e.to_string()))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to lie between 1 and MOST_PIXELS")]
fn pixels(size: usvg::Size, scale: f32) -> Result<(u32, u32), Error> {
    let side = |length: f32| (f64::from(length) * f64::from(scale)).ceil().max(1.0);
    let (width, height) = (side(size.width()), side(size.height()));
    if width * height > MOST_PIXELS {
        let most = (MOST_PIXELS / (f64::from(size.width()) * f64::from(size.height()))).sqrt();
        // Rounded down, so that the scale that is told works.
        return Err(Error::TooLarge { width, height, most: (most * 1000.0 - 1.0).floor() / 1000.0 });
    }
    Ok((width as u32, height as u32))
}

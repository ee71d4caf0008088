//! PNG and PDF of small pictures; needs fonts on the system, as the product does.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

use print::Error;

const PICTURE: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40" width="120" height="40" font-family="Inter, sans-serif">
<rect width="120" height="40" fill="#fff"/><text x="8" y="24" font-size="14" fill="#000">Chen Yu 陈瑜</text></svg>"##;

/// Width and height of a PNG, decoded, and whether any pixel of its right half is not white.
fn decoded(png: &[u8]) -> (u32, u32, bool) {
    let pixmap = resvg::tiny_skia::Pixmap::decode_png(png).unwrap();
    let half = pixmap.width() / 2;
    let inked = (half..pixmap.width()).any(|x| (0..pixmap.height()).any(|y| pixmap.pixel(x, y).unwrap().red() < 128));
    (pixmap.width(), pixmap.height(), inked)
}

#[test]
fn a_png_has_the_size_asked_for_and_its_words() {
    assert_eq!(decoded(&print::png(PICTURE, 1.0).unwrap()), (120, 40, true));
    assert_eq!(decoded(&print::png(PICTURE, 2.5).unwrap()), (300, 100, true));
}

#[test]
fn a_pdf_carries_its_words_as_text() {
    let pdf = print::pdf(PICTURE).unwrap();
    assert!(pdf.starts_with(b"%PDF-"));
    let has = |words: &[u8]| pdf.windows(words.len()).any(|w| w == words);
    assert!(has(b"/ToUnicode") && has(b"/FontFile"));
}

#[test]
fn a_picture_too_large_is_refused_with_the_scale_that_would_do() {
    let large = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40000 30000" width="40000" height="30000"/>"#;
    let error = print::png(large, 1.0).unwrap_err();
    assert!(error.to_string().contains("lower the scale to 0.287"), "{error}");
    assert!(matches!(error, Error::TooLarge { .. }));
    let scale = f64::from(print::fitting_scale(40_000.0, 30_000.0, 2.0));
    assert!(scale > 0.28 && (40_000.0 * scale).ceil() * (30_000.0 * scale).ceil() <= print::MOST_PIXELS);
}

#[test]
fn what_is_no_picture_is_refused() {
    assert!(matches!(print::png("hello", 1.0), Err(Error::Unreadable(_))));
    assert!(matches!(print::png(PICTURE, 0.0), Err(Error::BadScale(_))));
    assert!(matches!(print::pdf("<p>hello</p>"), Err(Error::Unreadable(_))));
}

//! A text as a QR code, for the camera of a telephone.
//!
//! Black on white in every theme, since cameras want it so, with the quiet zone of four modules that the standard asks for.
//! One path of unit squares; its size on the page is the caller's (`viewBox`).

use crate::svg::{Esc, put};
use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write;

/// Modules left free on each side.
const QUIET: i32 = 4;

/// The code, named `label` for those who do not see it; none where the text is too long for any.
pub fn qr(text: &str, label: &str) -> Option<String> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let side = code.size() + 2 * QUIET;
    let mut svg = String::new();
    put!(
        svg,
        r#"<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="0 0 {side} {side}" role="img" aria-label="{}""#,
        Esc(label)
    );
    put!(
        svg,
        r##" shape-rendering="crispEdges"><rect width="{side}" height="{side}" fill="#fff"/><path fill="#000" d=""##
    );
    for y in 0..code.size() {
        for (x, length) in runs(&code, y) {
            put!(svg, "M{} {}h{length}v1h-{length}z", x + QUIET, y + QUIET);
        }
    }
    svg.push_str(r#""/></svg>"#);
    Some(svg)
}

/// Stretches of dark modules in a row: where each begins, and how long it is.
fn runs(code: &QrCode, y: i32) -> Vec<(i32, i32)> {
    let mut runs: Vec<(i32, i32)> = Vec::new();
    for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
        match runs.last_mut() {
            Some((from, length)) if *from + *length == x => *length += 1,
            _ => runs.push((x, 1)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_module_is_drawn_once() {
        let code = QrCode::encode_text("otpauth://totp/x", QrCodeEcc::Medium).unwrap();
        let dark = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
        let dark = dark.filter(|(x, y)| code.get_module(*x, *y)).count();
        let drawn: i32 = (0..code.size()).flat_map(|y| runs(&code, y)).map(|(_, length)| length).sum();
        assert_eq!(usize::try_from(drawn).unwrap(), dark);
    }

    #[test]
    fn the_picture_is_as_it_was() {
        insta::assert_snapshot!(qr("otpauth", "Code <for> a camera").unwrap());
        assert!(qr(&"x".repeat(5000), "").is_none(), "too long for any code");
    }
}

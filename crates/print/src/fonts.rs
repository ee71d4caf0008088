//! The fonts of the system, read once, and which of them stand in for others.
//!
//! Invariants: text without its own font takes the first of [`SANS`] that is installed; Chinese takes a sans face of the
//! weight of the text around it, whatever order the system lists its fonts in.

use std::sync::{Arc, OnceLock};

use resvg::usvg::{FontResolver, fontdb};

/// Families for text, best first.
const SANS: [&str; 6] = ["Inter", "DejaVu Sans", "Noto Sans", "Liberation Sans", "Arial", "Noto Sans CJK SC"];
/// Families that help out where a letter is missing, best first.
const HELPERS: [&str; 6] =
    ["Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei", "DejaVu Sans"];

/// Families of Chinese words that pictures name.
const WIDE: [&str; 4] = ["Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei"];

fn is_wide(letter: char) -> bool {
    matches!(letter, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}')
}

/// The fonts of the system; empty where there are none.
pub(crate) fn system() -> Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    Arc::clone(FONTS.get_or_init(|| {
        let mut found = fontdb::Database::new();
        found.load_system_fonts();
        Arc::new(ordered(&found))
    }))
}

/// The same fonts with the helpers first, because the first that has a letter is taken for it.
fn ordered(found: &fontdb::Database) -> fontdb::Database {
    let mut faces: Vec<fontdb::FaceInfo> = found.faces().cloned().collect();
    let rank = |face: &fontdb::FaceInfo| HELPERS.iter().position(|name| is_of(face, name)).unwrap_or(HELPERS.len());
    faces.sort_by_key(rank);
    let mut fonts = fontdb::Database::new();
    faces.into_iter().for_each(|face| {
        fonts.push_face_info(face);
    });
    let installed = |name: &&&str| fonts.faces().any(|face| is_of(face, name));
    let fallback = fonts.faces().next().and_then(|face| face.families.first()).map(|family| family.0.clone());
    let sans = SANS.iter().find(installed).map(|name| (*name).to_owned()).or(fallback).unwrap_or_default();
    fonts.set_sans_serif_family(sans.clone());
    // The last resort of the SVG reader is the serif family: pictures here have none of their own.
    fonts.set_serif_family(sans);
    fonts
}

fn is_of(face: &fontdb::FaceInfo, name: &str) -> bool {
    face.families.iter().any(|family| family.0 == name)
}

/// Finds missing letters as the SVG reader does, then takes the face of that family nearest in weight.
/// `marked`: the picture names the font of its Chinese words itself. Then none is looked for, because the reader would give
/// the whole line to a font that has all its letters, and the Latin ones would look foreign.
pub(crate) fn resolver(marked: bool) -> FontResolver<'static> {
    let first_with = FontResolver::default_fallback_selector();
    let select_fallback = move |letter: char, used: &[fontdb::ID], fonts: &mut Arc<fontdb::Database>| {
        if marked && is_wide(letter) && fonts.faces().any(|face| WIDE.iter().any(|name| is_of(face, name))) {
            return None;
        }
        let found = first_with(letter, used, fonts)?;
        let weight = used.first().and_then(|id| fonts.face(*id)).map_or(400, |face| face.weight.0);
        let face = fonts.face(found)?;
        let family = face.families.first().map(|f| f.0.clone())?;
        let style = face.style;
        let alike = fonts.faces().filter(|f| f.style == style && is_of(f, &family) && !used.contains(&f.id));
        alike.min_by_key(|f| f.weight.0.abs_diff(weight)).map(|f| f.id).or(Some(found))
    };
    FontResolver { select_fallback: Box::new(select_fallback), ..FontResolver::default() }
}

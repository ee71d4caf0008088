//! Lists the files of `catalogue/<language>/` so that a new slice needs no line of code.
//!
//! Writes `files.rs`: one constant per language, each a list of (slice, text) by `include_str!`.

use std::path::Path;
use std::{env, fs, io};

/// Folder and name of the constant; the languages themselves are declared in `src/lang.rs`.
const LANGUAGES: [(&str, &str); 3] = [("en", "EN"), ("nb", "NB"), ("zh-Hans", "ZH")];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=catalogue");
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("catalogue");
    let mut code = String::new();
    for (folder, constant) in LANGUAGES {
        code.push_str(&format!("pub(crate) const {constant}: &[(&str, &str)] = &[\n"));
        for slice in slices(&root.join(folder))? {
            let path = root.join(folder).join(format!("{slice}.ftl"));
            code.push_str(&format!("    ({slice:?}, include_str!({path:?})),\n"));
        }
        code.push_str("];\n");
    }
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("files.rs"), code)
}

/// Names of the word files of one language, in order.
fn slices(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ext| ext == "ftl")
            && let Some(stem) = path.file_stem().and_then(|stem| stem.to_str())
        {
            names.push(stem.to_owned());
        }
    }
    names.sort();
    Ok(names)
}

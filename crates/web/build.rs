//! Puts the client into the binary: builds it with npm when `assets/` is missing or older than its sources,
//! then writes the table of files that `src/assets.rs` includes. Does nothing more on an unchanged tree.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;
use std::{env, fs};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// What the client is made of, below `client/`.
const SOURCES: [&str; 7] = ["src", "css", "mark.svg", "build.mjs", "icons.json", "package.json", "package-lock.json"];

fn main() -> Outcome<()> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let (client, assets) = (here.join("client"), here.join("assets"));
    for source in SOURCES {
        println!("cargo::rerun-if-changed=client/{source}");
    }
    println!("cargo::rerun-if-changed=assets/manifest.txt");
    let mut newest = SystemTime::UNIX_EPOCH;
    for source in SOURCES {
        newest = newest.max(newest_in(&client.join(source))?);
    }
    let built = fs::metadata(assets.join("manifest.txt")).and_then(|m| m.modified()).ok();
    if built.is_none_or(|built| built < newest) {
        build_client(&client)?;
    }
    write_table(&assets, &PathBuf::from(env::var("OUT_DIR")?).join("assets.rs"))
}

/// When the newest file at or below the path was changed.
fn newest_in(path: &Path) -> Outcome<SystemTime> {
    let about = fs::metadata(path).map_err(|e| format!("{}: {e}", path.display()))?;
    if about.is_file() {
        return Ok(about.modified()?);
    }
    let mut newest = SystemTime::UNIX_EPOCH;
    for entry in fs::read_dir(path)? {
        newest = newest.max(newest_in(&entry?.path())?);
    }
    Ok(newest)
}

/// Installs what the lock file names, where it is not there yet, and bundles.
fn build_client(client: &Path) -> Outcome<()> {
    let changed = |path: &str| fs::metadata(client.join(path)).and_then(|m| m.modified()).ok();
    if changed("node_modules/.package-lock.json") < changed("package-lock.json") {
        npm(client, &["ci", "--no-audit", "--no-fund"])?;
    }
    npm(client, &["run", "--silent", "build"])
}

fn npm(client: &Path, arguments: &[&str]) -> Outcome<()> {
    let run = Command::new("npm").args(arguments).current_dir(client).output();
    let done = run.map_err(|e| {
        format!("the web client is built with npm, which could not be started: {e}. Install Node 20 or later.")
    })?;
    if done.status.success() {
        return Ok(());
    }
    let said = [done.stdout, done.stderr].concat();
    Err(format!("npm {} failed:\n{}", arguments.join(" "), String::from_utf8_lossy(&said)).into())
}

/// One line of Rust per file of the manifest.
fn write_table(assets: &Path, target: &Path) -> Outcome<()> {
    let manifest = fs::read_to_string(assets.join("manifest.txt"))?;
    let mut code = String::from("&[\n");
    for line in manifest.lines() {
        let [name, file, kind]: [&str; 3] =
            line.split('\t').collect::<Vec<_>>().try_into().map_err(|_| format!("manifest line {line:?}"))?;
        let include = |suffix: &str| {
            let path = assets.join(format!("{file}{suffix}"));
            if path.exists() {
                format!("Some(include_bytes!({:?}))", path.display().to_string())
            } else {
                "None".to_owned()
            }
        };
        let plain = assets.join(file).display().to_string();
        writeln!(
            code,
            "Asset {{ name: {name:?}, href: \"/assets/{file}\", kind: {kind:?}, plain: include_bytes!({plain:?}), brotli: {}, gzip: {} }},",
            include(".br"),
            include(".gz")
        )?;
    }
    code.push_str("]\n");
    fs::write(target, code)?;
    Ok(())
}

//! What other people wrote comes from a registry, with a checksum: each entry of a lock file says so.

use super::Offence;
use crate::tree::File;

const CRATES: &str = "source = \"registry+";

/// Checks `Cargo.lock`, or a lock file of the client's.
pub fn check(file: &File, offences: &mut Vec<Offence>) {
    if file.path == "Cargo.lock" {
        let mut line = 1;
        for entry in file.text.split("[[package]]") {
            let is_proved = entry.contains(CRATES) && entry.contains("\nchecksum = ");
            if entry.contains("\nsource = ") && !is_proved {
                offences.push(Offence::new(&file.path, line, "a component is of no registry or has no checksum"));
            }
            line += entry.matches('\n').count();
        }
    } else if file.path.ends_with("package-lock.json") {
        for (line, text) in (1..).zip(file.text.lines()) {
            let next = file.text.lines().nth(line).unwrap_or_default();
            if text.trim().starts_with("\"resolved\":") && !next.trim().starts_with("\"integrity\":") {
                offences.push(Offence::new(&file.path, line, "a component has no checksum"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_come_from_registries_with_a_checksum() {
        let count = |path: &str, text: &str| {
            let mut offences = Vec::new();
            check(&File::new(path, text), &mut offences);
            offences.len()
        };
        let good =
            "[[package]]\nname = \"a\"\nsource = \"registry+x\"\nchecksum = \"1\"\n[[package]]\nname = \"ours\"\n";
        assert_eq!(count("Cargo.lock", good), 0);
        assert_eq!(count("Cargo.lock", "[[package]]\nname = \"a\"\nsource = \"git+x\"\n"), 1);
        assert_eq!(count("web/package-lock.json", "\"resolved\": \"x\",\n\"integrity\": \"y\"\n"), 0);
        assert_eq!(count("web/package-lock.json", "\"resolved\": \"x\",\n\"dev\": true\n"), 1);
    }
}

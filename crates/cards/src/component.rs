//! What stands between a BEGIN and its END: properties and further components. One pass, bounded in depth and number.

use crate::error::ReadError;
use crate::finding::{FindingKind, Findings, beginning};
use crate::lines::Line;
use crate::property::Property;

/// Parts within parts: a calendar holds an event, which holds an alarm; more than this is nonsense.
const DEEPEST: usize = 8;

/// A part of a file as it stands.
#[derive(Debug, Clone, Default)]
pub struct Component {
    /// The line of its BEGIN, from 1; 0 where it was made. Where it stood is no part of what it says.
    pub line: u64,
    /// Its name in capitals.
    pub name: String,
    /// Its properties in order.
    pub properties: Vec<Property>,
    /// The components in it in order.
    pub components: Vec<Component>,
}

impl PartialEq for Component {
    fn eq(&self, other: &Self) -> bool {
        (&self.name, &self.properties, &self.components) == (&other.name, &other.properties, &other.components)
    }
}

impl Eq for Component {}

impl Component {
    /// An empty one.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// The first property of a name.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<&Property> {
        self.properties.iter().find(|p| p.name == name)
    }

    fn awaits_agent(&self) -> bool {
        self.properties.last().is_some_and(|p| p.name == "AGENT" && p.value.trim().is_empty())
    }

    pub(crate) fn write(&self, out: &mut String) {
        Property::new("BEGIN", self.name.as_str()).write(out);
        self.properties.iter().for_each(|p| p.write(out));
        self.components.iter().for_each(|c| c.write(out));
        Property::new("END", self.name.as_str()).write(out);
    }
}

/// Builds the trees of a file.
pub(crate) fn trees(lines: &[Line], most: usize, findings: &mut Findings) -> Result<Vec<Component>, ReadError> {
    let mut forest = Forest { done: Vec::new(), open: Vec::new(), skipped: 0, made: 0 };
    for line in lines {
        let Some(property) = Property::read(line, findings) else { continue };
        let name = property.value.trim().to_ascii_uppercase();
        if property.name == "BEGIN" {
            forest.make_room(&name, findings);
        }
        match property.name.as_str() {
            "BEGIN" if forest.skipped > 0 || forest.open.len() == DEEPEST => {
                if forest.skipped == 0 {
                    findings.add(line.number, FindingKind::TooDeep);
                }
                forest.skipped += 1;
            }
            "BEGIN" => {
                forest.made += 1;
                if forest.made > most {
                    return Err(ReadError::TooMany { limit: most });
                }
                forest.open.push(Component { line: line.number, name, ..Component::default() });
            }
            "END" if forest.skipped > 0 => forest.skipped -= 1,
            "END" => forest.end(&name, line.number, findings),
            _ if forest.skipped > 0 => {}
            _ => match forest.open.last_mut() {
                Some(open) => open.properties.push(property),
                None => findings.add(line.number, FindingKind::Stray),
            },
        }
    }
    while let Some(open) = forest.open.last() {
        findings.add(open.line, FindingKind::NotClosed { name: beginning(&open.name) });
        forest.close();
    }
    Ok(forest.done)
}

struct Forest {
    done: Vec<Component>,
    open: Vec<Component>,
    skipped: usize,
    made: usize,
}

impl Forest {
    /// Closes the component of that name, and with it those in it that were left open.
    fn end(&mut self, name: &str, line: u64, findings: &mut Findings) {
        if !self.open.iter().any(|c| c.name == name) {
            return findings.add(line, FindingKind::NotOpen { name: beginning(name) });
        }
        while let Some(open) = self.open.last() {
            let found = open.name == name;
            if !found {
                findings.add(open.line, FindingKind::NotClosed { name: beginning(&open.name) });
            }
            self.close();
            if found {
                break;
            }
        }
    }

    /// Closes what cannot hold a component of that name: its END is missing or was garbled.
    fn make_room(&mut self, name: &str, findings: &mut Findings) {
        const IN_CALENDARS: [&str; 5] = ["VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE"];
        let innermost = match name {
            // An agent's card of vCard 2.1 follows an empty AGENT; any other card stands on its own.
            "VCARD" => self.open.iter().rposition(|open| open.name == "VCARD" && !open.awaits_agent()),
            // A calendar within a calendar is read as one with it.
            "VCALENDAR" => self.open.iter().position(|open| open.name != "VCALENDAR"),
            _ if IN_CALENDARS.contains(&name) => {
                let calendar = self.open.iter().rposition(|open| open.name == "VCALENDAR");
                Some(calendar.map_or(0, |at| at + 1))
            }
            _ => None,
        };
        if innermost.is_some() {
            self.skipped = 0;
        }
        let Some(place) = innermost else { return };
        while self.open.len() > place {
            if let Some(open) = self.open.last() {
                findings.add(open.line, FindingKind::NotClosed { name: beginning(&open.name) });
            }
            self.close();
        }
    }

    fn close(&mut self) {
        let Some(component) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(outer) => outer.components.push(component),
            None => self.done.push(component),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<Component>, Vec<&'static str>) {
        let mut findings = Findings::default();
        let lines = crate::lines::logical(text.as_bytes(), &mut findings);
        let trees = trees(&lines, 50, &mut findings).unwrap();
        (trees, findings.into_list().iter().map(|f| f.kind.code()).collect())
    }

    #[test]
    fn parts_that_were_left_open_are_closed_where_the_outer_ends() {
        let (trees, said) = read("BEGIN:VCALENDAR\nBEGIN:vevent\nUID:1\nEND:VCALENDAR\nEND:VEVENT\nX:1\nBEGIN:A");
        assert_eq!(said, ["cards-not-closed", "cards-not-open", "cards-stray", "cards-not-closed"]);
        assert_eq!(trees.len(), 2);
        assert_eq!(trees[0].components[0].properties[0], Property::new("UID", "1"));
    }

    #[test]
    fn depth_and_number_are_bounded() {
        let deep = "BEGIN:A\n".repeat(20) + "X:1\n" + &"END:A\n".repeat(20) + "BEGIN:B\nEND:B\n";
        let (trees, said) = read(&deep);
        assert_eq!((trees.len(), said), (2, vec!["cards-too-deep"]));
        let many = "BEGIN:A\nEND:A\n".repeat(51);
        let lines = crate::lines::logical(many.as_bytes(), &mut Findings::default());
        let refused = super::trees(&lines, 50, &mut Findings::default());
        assert_eq!(refused, Err(ReadError::TooMany { limit: 50 }));
    }
}

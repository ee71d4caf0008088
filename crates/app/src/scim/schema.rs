//! The attributes of a user that are read and kept, as RFC 7643 writes them: one table, from which the schema that is shown,
//! the reading of what is sent, and the paths of filters and patches are made.

use super::Fault;
use domain::policy::Grant;
use serde_json::{Map, Value as Json, json};

/// The schema of users.
pub const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
/// The longest text that is kept, in bytes.
const LONGEST: usize = 1000;
/// Most values of one attribute.
const MOST: usize = 50;

/// What rights of users are called as roles. Owners are made here alone.
pub const ROLES: [Grant; 4] = [Grant::Administrator, Grant::Operations, Grant::Finance, Grant::Sensitive];

/// What an attribute holds.
#[derive(Clone, Copy, Debug)]
pub enum Holds {
    /// A text; upper and lower case are the same, or not.
    Text {
        /// Whether they differ.
        exact: bool,
    },
    /// Yes or no.
    Bool,
    /// The address of something elsewhere.
    Link,
    /// When.
    Instant,
    /// Attributes of its own.
    Parts(&'static [Attribute]),
}

/// An attribute.
#[derive(Clone, Copy, Debug)]
pub struct Attribute {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// Whether it has several values.
    pub many: bool,
    /// Whether it always has one.
    pub required: bool,
    /// Whether it is told here, whatever is sent.
    pub fixed: bool,
    /// Whether nobody is told it.
    pub hidden: bool,
    /// The values it may have, where there are few.
    pub words: &'static [&'static str],
    /// What it means.
    pub about: &'static str,
}

const fn text(name: &'static str, about: &'static str) -> Attribute {
    let holds = Holds::Text { exact: false };
    Attribute { name, holds, many: false, required: false, fixed: false, hidden: false, words: &[], about }
}
const fn required(attribute: Attribute) -> Attribute {
    Attribute { required: true, ..attribute }
}
const fn fixed(attribute: Attribute) -> Attribute {
    Attribute { fixed: true, ..attribute }
}
const fn holding(holds: Holds, attribute: Attribute) -> Attribute {
    Attribute { holds, ..attribute }
}
const fn many(parts: &'static [Attribute], attribute: Attribute) -> Attribute {
    Attribute { holds: Holds::Parts(parts), many: true, ..attribute }
}

const EXACT: Holds = Holds::Text { exact: true };
const NAME: &[Attribute] = &[
    text("formatted", "The whole name, as it is shown."),
    text("familyName", "The family name."),
    text("givenName", "The given name."),
];
const EMAIL: &[Attribute] = &[
    required(text("value", "The address.")),
    text("type", "What for: `work`, `home`."),
    holding(Holds::Bool, text("primary", "Whether it is the one they sign in with.")),
];
const ROLE: &[Attribute] = &[required(Attribute {
    words: &["administrator", "operations", "finance"],
    ..text("value", "`administrator`, `operations` or `finance`.")
})];
const GROUP: &[Attribute] = &[fixed(text("value", "Its id.")), fixed(text("display", "Its name."))];
const VALUE: &[Attribute] = &[fixed(text("value", "Its value."))];
const ADDRESS: &[Attribute] = &[
    fixed(text("formatted", "All of it, in lines.")),
    fixed(text("streetAddress", "The street.")),
    fixed(text("postalCode", "The postal code.")),
    fixed(text("locality", "The town.")),
    fixed(text("region", "The region.")),
];
const META: &[Attribute] = &[
    fixed(text("resourceType", "`User`.")),
    fixed(holding(Holds::Instant, text("created", "When they were made."))),
    fixed(holding(Holds::Instant, text("lastModified", "When the provider changed them last."))),
    fixed(holding(EXACT, text("location", "Their address here."))),
    fixed(holding(EXACT, text("version", "Their version, as an ETag."))),
];

/// Attributes that every resource has; they stand in no schema.
pub const COMMON: &[Attribute] = &[
    fixed(holding(EXACT, text("id", "Their id here."))),
    holding(EXACT, text("externalId", "The provider's own name for them.")),
    fixed(holding(Holds::Parts(META), text("meta", "Of the resource."))),
];

/// Attributes of a user.
pub const ATTRIBUTES: &[Attribute] = &[
    required(text("userName", "What the provider calls them; no two have the same.")),
    holding(Holds::Parts(NAME), text("name", "The parts of their name.")),
    text("displayName", "The name they are shown by; else the whole name."),
    text("title", "Their title."),
    holding(Holds::Link, text("profileUrl", "A page about them.")),
    text("preferredLanguage", "`en`, `nb` or `zh-Hans`; another is kept, and the company's is shown."),
    required(holding(Holds::Bool, text("active", "Whether they may sign in; they may where nothing is said."))),
    fixed(Attribute { hidden: true, ..text("password", "Not taken: passwords are set by their users.") }),
    required(many(EMAIL, text("emails", "Addresses; they sign in with the primary one, else the first."))),
    many(ROLE, text("roles", "What they may beside what their position sees. Left out, it stays as it is.")),
    fixed(many(GROUP, text("groups", "None are kept: rights are given by roles."))),
    // Providers that ask what there is send these to whoever names them, and to others nothing.
    fixed(many(VALUE, text("phoneNumbers", "None are kept: they are of no use here."))),
    fixed(many(ADDRESS, text("addresses", "None are kept: they are of no use here."))),
    fixed(many(VALUE, text("photos", "None are kept: they are of no use here."))),
];

/// The attribute of a name, in any case.
pub fn attribute(name: &str) -> Option<&'static Attribute> {
    found(COMMON, name).or_else(|| found(ATTRIBUTES, name))
}

/// The one of a name among these, in any case.
pub fn found(among: &'static [Attribute], name: &str) -> Option<&'static Attribute> {
    among.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name))
}

impl Attribute {
    /// Attributes of its own.
    pub fn parts(&self) -> &'static [Attribute] {
        if let Holds::Parts(parts) = self.holds { parts } else { &[] }
    }

    /// As the schema says it.
    pub fn shown(&self) -> Json {
        let (kind, exact) = match self.holds {
            Holds::Text { exact } => ("string", exact),
            Holds::Bool => ("boolean", false),
            Holds::Link => ("reference", true),
            Holds::Instant => ("dateTime", true),
            Holds::Parts(_) => ("complex", false),
        };
        let mut shown = json!({
            "name": self.name, "type": kind, "multiValued": self.many, "description": self.about,
            "required": self.required, "caseExact": exact,
            "mutability": if self.fixed { "readOnly" } else { "readWrite" },
            "returned": if self.hidden { "never" } else { "default" },
            "uniqueness": if self.name == "userName" { "server" } else { "none" },
        });
        if !self.words.is_empty() {
            shown["canonicalValues"] = json!(self.words);
        }
        match self.holds {
            Holds::Parts(parts) => shown["subAttributes"] = parts.iter().map(Attribute::shown).collect(),
            Holds::Link => shown["referenceTypes"] = json!(["external"]),
            _ => {}
        }
        shown
    }

    /// What was sent for it as it is kept: names as the schema writes them, what is unknown left out; none where nothing is left.
    ///
    /// # Errors
    /// A value of another kind; too long a text.
    pub fn read(&self, sent: &Json) -> Result<Option<Json>, Fault> {
        match sent {
            Json::Null => Ok(None),
            Json::Array(values) if self.many && values.len() <= MOST => {
                let read: Result<Vec<_>, Fault> = values.iter().map(|value| self.one(value)).collect();
                let read: Vec<Json> = read?.into_iter().flatten().collect();
                Ok((!read.is_empty()).then_some(Json::Array(read)))
            }
            Json::Array(_) => Err(self.unfit()),
            one if self.many => Ok(self.one(one)?.map(|one| Json::Array(vec![one]))),
            one => self.one(one),
        }
    }

    /// One value.
    fn one(&self, sent: &Json) -> Result<Option<Json>, Fault> {
        match (self.holds, sent) {
            (_, Json::Null) => Ok(None),
            (Holds::Text { .. } | Holds::Link | Holds::Instant, Json::String(text)) if text.len() <= LONGEST => {
                Ok(Some(json!(text)))
            }
            (Holds::Bool, Json::Bool(yes)) => Ok(Some(json!(yes))),
            // As some providers write it.
            (Holds::Bool, Json::String(text)) if text.eq_ignore_ascii_case("true") => Ok(Some(json!(true))),
            (Holds::Bool, Json::String(text)) if text.eq_ignore_ascii_case("false") => Ok(Some(json!(false))),
            (Holds::Parts(parts), Json::Object(map)) => {
                let read = read_all(parts, map)?;
                Ok((!read.is_empty()).then_some(Json::Object(read)))
            }
            // A value of several that is written without its name.
            (Holds::Parts(parts), Json::String(_)) if self.many => match found(parts, "value") {
                Some(value) => Ok(value.one(sent)?.map(|value| json!({ "value": value }))),
                None => Err(self.unfit()),
            },
            _ => Err(self.unfit()),
        }
    }

    pub(super) fn unfit(&self) -> Fault {
        Fault::value(self.name)
    }
}

/// Attributes as they are kept; what is told here, whatever is sent, is left out.
///
/// # Errors
/// As [`Attribute::read`].
pub fn read_all(among: &'static [Attribute], sent: &Map<String, Json>) -> Result<Map<String, Json>, Fault> {
    let mut read = Map::new();
    for (name, value) in sent {
        let Some(attribute) = found(among, name).filter(|attribute| !attribute.fixed) else { continue };
        if let Some(value) = attribute.read(value)? {
            read.insert(attribute.name.to_owned(), value);
        }
    }
    Ok(read)
}

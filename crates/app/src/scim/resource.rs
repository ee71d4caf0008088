//! A user as the provider reads and writes them, and what of it is theirs: pure.
//!
//! What stands in `users` counts: a name or an address that was changed here is shown, whatever was sent before.

use super::Fault;
use super::schema::{self, ROLES, USER};
use domain::Instant;
use domain::kernel::id::UserId;
use domain::policy::Grant;
use serde_json::{Map, Value as Json, json};

/// What roles do not show: owners are made here alone.
pub(super) const ROLES_NOT_SHOWN: [Grant; 1] = [Grant::Owner];

/// A user as stored.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Which.
    pub id: UserId,
    /// Their address.
    pub email: String,
    /// Their name.
    pub name: String,
    /// What they were granted.
    pub grants: Vec<Grant>,
    /// Whether they may sign in.
    pub is_active: bool,
    /// When they were made.
    pub created_at: Instant,
    /// Their version.
    pub version: i64,
    /// What the provider said of them; none of those it never spoke of.
    pub said: Option<Said>,
}

/// What the provider said of a user that stands nowhere else.
#[derive(Clone, PartialEq, Debug)]
pub struct Said {
    /// Its own name for them.
    pub external_id: Option<String>,
    /// What it calls them.
    pub user_name: String,
    /// Further attributes.
    pub attributes: Map<String, Json>,
    /// When it said so last.
    pub changed_at: Instant,
}

/// What the provider wants a user to be.
#[derive(Clone, PartialEq, Debug)]
pub struct Wanted {
    /// The address they sign in with.
    pub email: String,
    /// The name they are shown by.
    pub name: String,
    /// Whether they may sign in; as it is where nothing is said.
    pub active: Option<bool>,
    /// What they are granted; as it is where nothing is said.
    pub roles: Option<Vec<Grant>>,
    /// The language they prefer.
    pub language: Option<String>,
    /// What stands nowhere else.
    pub said: Said,
}

/// Attributes that stand elsewhere than among those that are kept as they were sent.
const ELSEWHERE: [&str; 5] = ["userName", "externalId", "active", "roles", "schemas"];

/// A user as the provider reads them; `base` is the address of the service.
pub fn resource(stored: &Stored, base: &str) -> Json {
    let mut shown = stored.said.as_ref().map(|said| said.attributes.clone()).unwrap_or_default();
    let user_name = stored.said.as_ref().map_or(stored.email.as_str(), |said| said.user_name.as_str());
    if name_of(&shown, user_name) != stored.name {
        shown.insert("displayName".to_owned(), json!(stored.name));
    }
    show_address(&mut shown, &stored.email);
    let roles: Vec<Json> = stored
        .grants
        .iter()
        .filter(|grant| ROLES.contains(grant))
        .map(|grant| json!({ "value": grant.key() }))
        .collect();
    if !roles.is_empty() {
        shown.insert("roles".to_owned(), Json::Array(roles));
    }
    let changed_at = stored.said.as_ref().map_or(stored.created_at, |said| said.changed_at);
    shown.insert("schemas".to_owned(), json!([USER]));
    shown.insert("id".to_owned(), json!(stored.id));
    shown.insert("userName".to_owned(), json!(user_name));
    shown.insert("active".to_owned(), json!(stored.is_active));
    if let Some(external) = stored.said.as_ref().and_then(|said| said.external_id.as_ref()) {
        shown.insert("externalId".to_owned(), json!(external));
    }
    let meta = json!({
        "resourceType": "User", "created": stamp(stored.created_at), "lastModified": stamp(changed_at),
        "location": format!("{base}/Users/{}", stored.id), "version": etag(stored.version),
    });
    shown.insert("meta".to_owned(), meta);
    Json::Object(shown)
}

/// A version as an ETag.
pub fn etag(version: i64) -> String {
    format!("W/\"{version}\"")
}

fn stamp(at: Instant) -> String {
    jiff::Timestamp::from_millisecond(at.0).unwrap_or_default().to_string()
}

/// Puts the address they sign in with where the provider put it.
fn show_address(shown: &mut Map<String, Json>, email: &str) {
    let entry = shown.entry("emails").or_insert_with(|| json!([{ "value": email, "primary": true }]));
    let Json::Array(emails) = entry else { return };
    let at = primary(emails);
    let there = emails.get(at).and_then(|one| one.get("value")).and_then(Json::as_str);
    if there.map(|there| there.trim().to_lowercase()).as_deref() != Some(email)
        && let Some(one) = emails.get_mut(at).and_then(Json::as_object_mut)
    {
        one.insert("value".to_owned(), json!(email));
    }
}

/// Which of the addresses is the primary one, else the first.
fn primary(emails: &[Json]) -> usize {
    emails.iter().position(|one| one.get("primary") == Some(&Json::Bool(true))).unwrap_or_default()
}

/// The name that they are shown by.
fn name_of(attributes: &Map<String, Json>, user_name: &str) -> String {
    let text =
        |of: Option<&Json>| of.and_then(Json::as_str).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let part = |name: &str| text(attributes.get("name").and_then(|all| all.get(name)));
    let parts = || {
        let both: Vec<String> = [part("givenName"), part("familyName")].into_iter().flatten().collect();
        (!both.is_empty()).then(|| both.join(" "))
    };
    let said = text(attributes.get("displayName")).or_else(|| part("formatted")).or_else(parts);
    said.unwrap_or_else(|| user_name.trim().to_owned())
}

/// What was sent, as it is kept.
///
/// # Errors
/// Something that is no resource, or an attribute of another kind.
pub fn read(sent: &Json) -> Result<Map<String, Json>, Fault> {
    let Json::Object(sent) = sent else { return Err(Fault::syntax("{}")) };
    let mut read = schema::read_all(schema::COMMON, sent)?;
    read.extend(schema::read_all(schema::ATTRIBUTES, sent)?);
    // To say that there are no roles is to say something.
    let is_none = |value: &Json| value.is_null() || value.as_array().is_some_and(Vec::is_empty);
    if sent.iter().any(|(name, value)| name.eq_ignore_ascii_case("roles") && is_none(value)) {
        read.insert("roles".to_owned(), json!([]));
    }
    Ok(read)
}

/// What the provider wants.
///
/// # Errors
/// No name, no address, a role that is none.
pub fn wanted(mut read: Map<String, Json>, now: Instant) -> Result<Wanted, Fault> {
    let text =
        |of: Option<&Json>| of.and_then(Json::as_str).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let user_name = text(read.get("userName")).ok_or_else(|| Fault::value("userName"))?;
    let emails = read.get("emails").and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    let address = text(emails.get(primary(emails)).and_then(|one| one.get("value")));
    let email = address.or_else(|| Some(user_name.clone()).filter(|name| name.contains('@')));
    let email = email.ok_or_else(|| Fault::value("emails"))?;
    let roles =
        read.get("roles").and_then(Json::as_array).map(|roles| roles.iter().map(role).collect::<Result<_, _>>());
    let (roles, active) = (roles.transpose()?, read.get("active").and_then(Json::as_bool));
    let external_id = text(read.get("externalId"));
    let language = text(read.get("preferredLanguage"));
    read.retain(|name, value| !ELSEWHERE.contains(&name.as_str()) && *value != json!([]));
    let name = name_of(&read, &user_name);
    let said = Said { external_id, user_name, attributes: read, changed_at: now };
    Ok(Wanted { email, name, active, roles, language, said })
}

fn role(role: &Json) -> Result<Grant, Fault> {
    let word = role.get("value").and_then(Json::as_str).unwrap_or_default().trim().to_lowercase();
    let grant = Grant::from_key(&word).filter(|grant| ROLES.contains(grant));
    grant.ok_or_else(|| Fault::value("roles"))
}

/// Only what was asked for: `attributes`, or all but `excluded`. What every resource has stays.
pub fn narrowed(resource: &Json, attributes: &str, excluded: &str) -> Json {
    let Json::Object(map) = resource else { return resource.clone() };
    let names =
        |list: &str| list.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    let (only, but): (Vec<String>, Vec<String>) = (names(attributes), names(excluded));
    let always = |name: &str| name == "id" || name == "schemas";
    let mut shown = Map::new();
    for (name, value) in map {
        let kept = match (always(name), only.is_empty()) {
            (true, _) => Some(value.clone()),
            (false, true) => without(name, value, &but),
            (false, false) => with(name, value, &only),
        };
        if let Some(kept) = kept {
            shown.insert(name.clone(), kept);
        }
    }
    Json::Object(shown)
}

/// The parts of an attribute that these paths name; none where they name all of it; nothing where they do not name it.
fn parts_named(name: &str, paths: &[String]) -> Option<Option<Vec<&'static str>>> {
    let mut parts = Vec::new();
    let named = paths.iter().filter_map(|path| super::path::Path::parse(path).ok());
    for path in named.filter(|path| path.attribute.name == name) {
        match path.part {
            None => return Some(None),
            Some(part) => parts.push(part.name),
        }
    }
    (!parts.is_empty()).then_some(Some(parts))
}

fn with(name: &str, value: &Json, only: &[String]) -> Option<Json> {
    match parts_named(name, only)? {
        None => Some(value.clone()),
        Some(parts) => Some(of_parts(value, &|part| parts.contains(&part))),
    }
}

fn without(name: &str, value: &Json, but: &[String]) -> Option<Json> {
    match parts_named(name, but) {
        None => Some(value.clone()),
        // What an attribute must have cannot be left out of it, nor it of the resource.
        Some(None) => None,
        Some(Some(parts)) => Some(of_parts(value, &|part| !parts.contains(&part))),
    }
}

fn of_parts(value: &Json, is_kept: &impl Fn(&str) -> bool) -> Json {
    match value {
        Json::Array(values) => values.iter().map(|value| of_parts(value, is_kept)).collect(),
        Json::Object(map) => {
            Json::Object(map.iter().filter(|(name, _)| is_kept(name)).map(|(n, v)| (n.clone(), v.clone())).collect())
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kari() -> Stored {
        let read = read(&json!({
            "schemas": [USER], "USERNAME": "kari.nord", "externalId": "7", "id": "theirs", "unheardOf": [1],
            "name": { "familyName": "Nord", "givenName": "Kari" }, "active": true, "password": "never kept",
            "emails": [{ "value": "k@home.test" }, { "value": "Kari@Example.test", "primary": true }],
        }));
        let said = wanted(read.unwrap(), Instant(5000)).unwrap();
        let (email, name) = (said.email.to_lowercase(), said.name);
        let (grants, created_at) = (vec![Grant::Owner, Grant::Finance], Instant(1000));
        Stored {
            id: UserId::default(),
            email,
            name,
            grants,
            is_active: true,
            created_at,
            version: 3,
            said: Some(said.said),
        }
    }

    #[test]
    fn what_was_said_comes_back_and_nothing_else() {
        let stored = kari();
        assert_eq!((stored.email.as_str(), stored.name.as_str()), ("kari@example.test", "Kari Nord"));
        let shown = resource(&stored, "https://x.test/scim/v2");
        assert_eq!(shown["userName"], "kari.nord");
        assert_eq!(shown["externalId"], "7");
        assert_eq!(shown["emails"][1]["value"], "Kari@Example.test", "as it was written");
        assert_eq!(shown["roles"], json!([{ "value": "finance" }]), "owners are made here alone");
        assert_eq!(shown["meta"]["version"], "W/\"3\"");
        assert_eq!(shown["meta"]["lastModified"], "1970-01-01T00:00:05Z");
        for name in ["password", "unheardOf", "displayName"] {
            assert_eq!(shown.get(name), None, "{name}");
        }
    }

    #[test]
    fn what_was_changed_here_is_shown() {
        let changed = Stored { name: "Kari Vik".into(), email: "vik@example.test".into(), ..kari() };
        let shown = resource(&changed, "");
        assert_eq!(
            (&shown["displayName"], &shown["emails"][1]["value"]),
            (&json!("Kari Vik"), &json!("vik@example.test"))
        );
        let unspoken = Stored { said: None, ..changed };
        let shown = resource(&unspoken, "");
        assert_eq!((&shown["userName"], &shown["emails"][0]["primary"]), (&json!("vik@example.test"), &json!(true)));
    }

    #[test]
    fn what_is_wanted_must_hold() {
        let kind = |sent: Json| read(&sent).and_then(|read| wanted(read, Instant(0))).map_err(|fault| fault.kind);
        assert_eq!(kind(json!([])).unwrap_err(), "invalidSyntax");
        assert_eq!(kind(json!({ "emails": [{ "value": "a@b" }] })).unwrap_err(), "invalidValue", "no name");
        assert_eq!(kind(json!({ "userName": "kari" })).unwrap_err(), "invalidValue", "no address");
        assert_eq!(kind(json!({ "userName": "a@b", "roles": [{ "value": "owner" }] })).unwrap_err(), "invalidValue");
        assert_eq!(kind(json!({ "userName": "a@b", "displayName": 7 })).unwrap_err(), "invalidValue");
        let plain = kind(json!({ "userName": "a@b" })).unwrap();
        assert_eq!((plain.email.as_str(), plain.name.as_str(), plain.roles, plain.active), ("a@b", "a@b", None, None));
        let none = kind(json!({ "userName": "a@b", "roles": [] })).unwrap();
        assert_eq!(none.roles, Some(vec![]));
    }

    #[test]
    fn a_resource_is_narrowed_to_what_was_asked_for() {
        let shown = resource(&kari(), "");
        let narrow = narrowed(&shown, "name.familyName,emails.value", "");
        assert_eq!(narrow["name"], json!({ "familyName": "Nord" }));
        assert_eq!(narrow["emails"][0], json!({ "value": "k@home.test" }));
        assert!(narrow.get("id").is_some() && narrow.get("userName").is_none());
        let wide = narrowed(&shown, "", "name,meta.location,id");
        assert!(wide.get("name").is_none() && wide.get("id").is_some() && wide["meta"].get("location").is_none());
    }
}

//! Patches of RFC 7644 §3.5.2: operations on a resource, one after the other, all or none.

use super::Fault;
use super::filter::Filter;
use super::path::{Path, Target};
use super::schema::{self, Attribute, USER};
use serde_json::{Map, Value as Json};

/// Most operations of a patch.
const MOST: usize = 200;

#[derive(Clone, Copy, PartialEq)]
enum Op {
    Add,
    Replace,
    Remove,
}

/// The resource as a patch leaves it.
///
/// # Errors
/// What does not read, names nothing, or is told here alone. Then nothing of it counts.
pub fn patched(resource: &Map<String, Json>, patch: &Json) -> Result<Map<String, Json>, Fault> {
    let operations = member(patch, "Operations").and_then(Json::as_array).ok_or_else(|| Fault::syntax("Operations"))?;
    if operations.len() > MOST {
        return Err(Fault::syntax("Operations"));
    }
    let mut after = resource.clone();
    for operation in operations {
        let op = match member(operation, "op").and_then(Json::as_str).map(str::to_lowercase).as_deref() {
            Some("add") => Op::Add,
            Some("replace") => Op::Replace,
            Some("remove") => Op::Remove,
            _ => return Err(Fault::syntax("op")),
        };
        let value = member(operation, "value").unwrap_or(&Json::Null);
        match member(operation, "path").and_then(Json::as_str) {
            Some(path) => change(&mut after, op, path, value)?,
            None => each(&mut after, op, value)?,
        }
    }
    Ok(after)
}

/// A member of an object, its name in any case.
fn member<'j>(of: &'j Json, name: &str) -> Option<&'j Json> {
    of.as_object()?.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// An operation without a path: each attribute of its value.
fn each(after: &mut Map<String, Json>, op: Op, value: &Json) -> Result<(), Fault> {
    let Json::Object(value) = value else {
        return Err(if op == Op::Remove { Fault::target() } else { Fault::value("value") });
    };
    if op == Op::Remove {
        return Err(Fault::target());
    }
    for (name, value) in value {
        if name.eq_ignore_ascii_case(USER) {
            each(after, op, value)?;
            continue;
        }
        // What is unknown, or told here alone, is passed over, as where the whole resource is sent.
        let known = Target::parse(name).is_ok_and(|target| !target.path.attribute.fixed);
        if known {
            change(after, op, name, value)?;
        }
    }
    Ok(())
}

fn change(after: &mut Map<String, Json>, op: Op, path: &str, value: &Json) -> Result<(), Fault> {
    let Target { path, which } = Target::parse(path)?;
    if path.attribute.fixed || path.part.is_some_and(|part| part.fixed) {
        return Err(Fault::fixed(path.attribute.name));
    }
    let value = prepared(&path, which.is_some(), value)?;
    let op = if value.is_none() { Op::Remove } else { op };
    match (op, which) {
        (Op::Remove, None) => remove(after, &path, value.as_ref()),
        (Op::Remove, Some(which)) => remove_from(after, &path, &which),
        (_, None) => put(after, op, &path, value.unwrap_or_default()),
        (_, Some(which)) => put_among(after, op, &path, &which, value.unwrap_or_default()),
    }
}

/// The value as it is kept: of the part, of one among several, or of the attribute.
fn prepared(path: &Path, is_one: bool, value: &Json) -> Result<Option<Json>, Fault> {
    match path.part {
        Some(part) => part.read(value),
        None if is_one => Ok(one_of(path.attribute.read(value)?)),
        None => path.attribute.read(value),
    }
}

fn one_of(value: Option<Json>) -> Option<Json> {
    match value {
        Some(Json::Array(values)) => values.into_iter().next(),
        other => other,
    }
}

fn put(after: &mut Map<String, Json>, op: Op, path: &Path, value: Json) -> Result<(), Fault> {
    let name = path.attribute.name.to_owned();
    let Some(part) = path.part else {
        match (after.get_mut(&name), value) {
            (Some(Json::Array(there)), Json::Array(new)) if op == Op::Add => add_values(there, new),
            (Some(Json::Object(there)), Json::Object(new)) => there.extend(new),
            (_, value) => {
                after.insert(name, value);
            }
        }
        return Ok(());
    };
    match after.get_mut(&name) {
        Some(Json::Object(there)) => {
            there.insert(part.name.to_owned(), value);
        }
        Some(Json::Array(values)) if !values.is_empty() => {
            set_part(values.iter_mut(), part, &value);
        }
        _ => {
            let one = Json::Object(Map::from_iter([(part.name.to_owned(), value)]));
            after.insert(name, if path.attribute.many { Json::Array(vec![one]) } else { one });
        }
    }
    Ok(())
}

fn set_part<'v>(values: impl Iterator<Item = &'v mut Json>, part: &Attribute, to: &Json) {
    for value in values.filter_map(Json::as_object_mut) {
        value.insert(part.name.to_owned(), to.clone());
    }
}

/// Adds values that are not there yet. Of several that are primary, the last one stays so.
fn add_values(there: &mut Vec<Json>, new: Vec<Json>) {
    for one in new {
        if there.contains(&one) {
            continue;
        }
        if one.get("primary") == Some(&Json::Bool(true)) {
            for other in there.iter_mut().filter_map(Json::as_object_mut) {
                other.entry("primary").and_modify(|primary| *primary = Json::Bool(false));
            }
        }
        there.push(one);
    }
}

fn put_among(after: &mut Map<String, Json>, op: Op, path: &Path, which: &Filter, value: Json) -> Result<(), Fault> {
    let entry = after.entry(path.attribute.name).or_insert_with(|| Json::Array(Vec::new()));
    let Json::Array(values) = entry else { return Err(Fault::target()) };
    let mut found = false;
    for one in values.iter_mut().filter(|one| which.holds(one)) {
        found = true;
        merge(one, path.part, &value);
    }
    if found {
        return Ok(());
    }
    let says = which.says();
    if op == Op::Replace || says.is_empty() {
        return Err(Fault::target());
    }
    let mut made = Json::Object(says.into_iter().map(|(name, value)| (name.to_owned(), value)).collect());
    merge(&mut made, path.part, &value);
    add_values(values, vec![made]);
    Ok(())
}

fn merge(one: &mut Json, part: Option<&'static Attribute>, value: &Json) {
    let Some(map) = one.as_object_mut() else { return };
    match (part, value) {
        (Some(part), value) => {
            map.insert(part.name.to_owned(), value.clone());
        }
        (None, Json::Object(new)) => map.extend(new.clone()),
        _ => {}
    }
}

/// Takes an attribute away, a part of it, or those of its values that are named.
fn remove(after: &mut Map<String, Json>, path: &Path, named: Option<&Json>) -> Result<(), Fault> {
    let attribute = path.attribute;
    if let (None, Some(Json::Array(named)), Some(Json::Array(there))) =
        (path.part, named, after.get_mut(attribute.name))
    {
        there.retain(|one| !named.iter().any(|name| is_named(one, name)));
    } else if let Some(part) = path.part {
        without(after.get_mut(attribute.name), part)?;
    } else {
        after.remove(attribute.name);
    }
    kept(after, attribute)
}

fn is_named(one: &Json, name: &Json) -> bool {
    one == name || (one.get("value").is_some() && one.get("value") == name.get("value"))
}

fn without(value: Option<&mut Json>, part: &Attribute) -> Result<(), Fault> {
    let values = match value {
        Some(Json::Array(values)) => values.iter_mut().filter_map(Json::as_object_mut).collect(),
        Some(Json::Object(map)) => vec![map],
        _ => Vec::new(),
    };
    for map in values {
        if part.required && map.contains_key(part.name) {
            return Err(Fault::fixed(part.name));
        }
        map.remove(part.name);
    }
    Ok(())
}

fn remove_from(after: &mut Map<String, Json>, path: &Path, which: &Filter) -> Result<(), Fault> {
    let Some(Json::Array(values)) = after.get_mut(path.attribute.name) else { return Ok(()) };
    match path.part {
        None => values.retain(|one| !which.holds(one)),
        Some(part) => {
            for one in values.iter_mut().filter(|one| which.holds(one)) {
                without(Some(one), part)?;
            }
        }
    }
    kept(after, path.attribute)
}

/// Takes away what holds nothing any more; what must have a value keeps one.
fn kept(after: &mut Map<String, Json>, attribute: &'static Attribute) -> Result<(), Fault> {
    let is_empty = match after.get(attribute.name) {
        Some(Json::Array(values)) => values.is_empty(),
        Some(Json::Object(map)) => map.is_empty(),
        Some(_) => false,
        None => true,
    };
    if !is_empty {
        return Ok(());
    }
    if attribute.required {
        return Err(Fault::fixed(attribute.name));
    }
    // Roles that are left out stay as they are: no roles are said to be none.
    if attribute.many && schema::found(schema::ATTRIBUTES, attribute.name).is_some() {
        after.insert(attribute.name.to_owned(), Json::Array(Vec::new()));
    } else {
        after.remove(attribute.name);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(operations: &Json) -> Result<Json, &'static str> {
        let kari = json!({
            "userName": "kari", "active": true, "title": "Rep", "name": { "familyName": "Nord", "givenName": "Kari" },
            "emails": [{ "value": "kari@example.test", "type": "work", "primary": true }],
            "roles": [{ "value": "finance" }, { "value": "operations" }],
        });
        let patch = json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": operations });
        patched(kari.as_object().unwrap(), &patch).map(Json::Object).map_err(|fault| fault.kind)
    }

    fn one(op: &str, path: &str, value: Json) -> Result<Json, &'static str> {
        of(&json!([{ "op": op, "path": path, "value": value }]))
    }

    #[test]
    fn operations_change_what_they_name() {
        assert_eq!(one("replace", "active", json!(false)).unwrap()["active"], false);
        assert_eq!(one("Replace", "ACTIVE", json!("False")).unwrap()["active"], false, "as Entra writes it");
        assert_eq!(one("add", "name.formatted", json!("K. Nord")).unwrap()["name"]["formatted"], "K. Nord");
        let name = one("replace", "name", json!({ "givenName": "K" })).unwrap()["name"].clone();
        assert_eq!(name, json!({ "familyName": "Nord", "givenName": "K" }), "what is not said stays");
        assert_eq!(one("remove", "title", Json::Null).unwrap().get("title"), None);
        assert_eq!(one("replace", "title", Json::Null).unwrap().get("title"), None);
        let added = one("add", "emails", json!([{ "value": "k@home.test", "primary": true }])).unwrap();
        assert_eq!(added["emails"][0]["primary"], false);
        assert_eq!(added["emails"][1], json!({ "value": "k@home.test", "primary": true }));
        let changed = one("replace", "emails[type eq \"work\"].value", json!("new@example.test")).unwrap();
        assert_eq!(changed["emails"][0]["value"], "new@example.test");
        let made = one("add", "emails[type eq \"home\"].value", json!("k@home.test")).unwrap();
        assert_eq!(made["emails"][1], json!({ "type": "home", "value": "k@home.test" }));
        assert_eq!(
            one("remove", "roles[value eq \"finance\"]", Json::Null).unwrap()["roles"],
            json!([{ "value": "operations" }])
        );
        assert_eq!(
            one("remove", "roles", json!([{ "value": "finance" }])).unwrap()["roles"],
            json!([{ "value": "operations" }])
        );
        assert_eq!(one("remove", "roles", Json::Null).unwrap()["roles"], json!([]));
    }

    #[test]
    fn operations_without_a_path_name_their_attributes() {
        let both = of(&json!([{ "op": "replace", "value": {
            "active": false, "name.familyName": "Vik", "id": "x", "unheardOf": 1, USER: { "title": "Head" },
        } }]));
        let both = both.unwrap();
        assert_eq!(
            (&both["active"], &both["name"]["familyName"], &both["title"]),
            (&json!(false), &json!("Vik"), &json!("Head"))
        );
        assert_eq!((both.get("id"), both.get("unheardOf")), (None, None));
    }

    #[test]
    fn what_cannot_be_changed_is_refused_with_its_kind() {
        assert_eq!(one("replace", "id", json!("x")), Err("mutability"));
        assert_eq!(one("remove", "userName", Json::Null), Err("mutability"));
        assert_eq!(one("remove", "emails", Json::Null), Err("mutability"));
        assert_eq!(one("remove", "emails[type eq \"work\"]", Json::Null), Err("mutability"));
        assert_eq!(one("replace", "unheardOf", json!("x")), Err("invalidPath"));
        assert_eq!(one("replace", "emails[type eq]", json!("x")), Err("invalidFilter"));
        assert_eq!(one("replace", "name[familyName pr].givenName", json!("x")), Err("invalidPath"));
        assert_eq!(one("replace", "emails[type eq \"home\"].value", json!("x")), Err("noTarget"));
        assert_eq!(one("replace", "active", json!("perhaps")), Err("invalidValue"));
        assert_eq!(of(&json!([{ "op": "remove" }])), Err("noTarget"));
        assert_eq!(of(&json!([{ "op": "turn", "path": "title" }])), Err("invalidSyntax"));
        assert_eq!(of(&json!({})), Err("invalidSyntax"));
    }
}

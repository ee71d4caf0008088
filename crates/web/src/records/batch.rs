//! Many records in one request: made, changed and deleted, each answered by itself.
//!
//! What can be written together is, and halves where one of them is refused, so that a thousand cost little more than one and
//! a bad one keeps no other from being done. First what is new is made, then changes are made, then records are deleted.

use super::Values;
use super::api::{left, stands};
use super::page::{id_of, version_of};
use super::shape::Shape;
use crate::State;
use crate::api::docs::{Doc, Part, maybe, part};
use crate::api::{Body, Caller, json};
use crate::errors::{Answer, Failure, said};
use crate::gather;
use crate::request::Request;
use crate::routes::Routes;
use app::ctx::Who;
use app::events::Cause;
use app::records::Patch;
use app::{Ctx, Error, Result, Tx};
use axum::http::Method;
use domain::Refusal;
use serde::Deserialize;
use serde_json::{Value as Json, json as value};
use text::Lang;
use uuid::Uuid;

/// Records of a batch at most, whatever becomes of them.
const MOST: usize = 1000;

const SENT: &[Part] = &[
    maybe("items", "any[]", "Records to be made, by field."),
    maybe(
        "changes",
        "any[]",
        "Records to be changed: `id` (or their external id), `fields`, and `version` or `etag` for only what stands at that version.",
    ),
    maybe(
        "deletes",
        "any[]",
        "Records to be deleted: `id`, and `version` or `etag` as in `changes`. Daughters go with their mothers.",
    ),
];
const RESULTS: &[Part] = &[
    part(
        "results",
        "any[]",
        "For each of `items`, in order: `status` 201 with `id` and `version`, or 422 with `errors`.",
    ),
    part(
        "changed",
        "any[]",
        "For each of `changes`: `status` 200 with `id` and `version`; 204 where it went to someone whose records you do not see; 404, 403, 412 with `version` and `errors`, or 422 with `errors`.",
    ),
    part("deleted", "any[]", "For each of `deletes`: `status` 204, or as in `changed`."),
];

/// This route.
pub(super) fn routes(shape: &'static Shape) -> Routes {
    let doc = Doc {
        summary: "Makes, changes and deletes up to 1,000 records in all; each is done or refused by itself.",
        body: SENT,
        answer: RESULTS,
        ..Doc::default()
    };
    let handler = move |caller: Caller, Body(sent): Body<Sent>| many(shape, caller, sent);
    Routes::new().api(Method::POST, shape.paths.api_batch, shape.noun(), doc, handler)
}

/// What a batch is sent.
#[derive(Deserialize)]
struct Sent {
    #[serde(default)]
    items: Vec<Values>,
    #[serde(default)]
    changes: Vec<Change>,
    #[serde(default)]
    deletes: Vec<Named>,
}

/// A record that is there, with the version that is meant.
#[derive(Deserialize)]
struct Named {
    id: String,
    version: Option<i64>,
    etag: Option<String>,
}

#[derive(Deserialize)]
struct Change {
    #[serde(flatten)]
    named: Named,
    fields: Values,
}

impl Named {
    /// The version, however it was written.
    fn version(&self) -> Result<Option<i64>> {
        match (&self.etag, self.version) {
            (Some(tag), None) => Ok(super::api::version_in(tag)?),
            (_, version) => Ok(version),
        }
    }
}

/// What became of one: its id and version, where it can still be read.
type Done = Option<(Uuid, i64)>;

async fn many(shape: &'static Shape, caller: Caller, sent: Sent) -> Answer {
    if sent.items.len() + sent.changes.len() + sent.deletes.len() > MOST {
        return Err(Refusal::new("refusal-limit-range").at("items").with("limit", MOST).into());
    }
    if !sent.deletes.is_empty() && !crate::trash::takes(shape) {
        let refusal = Refusal::new("refusal-field-unknown").at("deletes").with("field", "deletes");
        return Err(refusal.with("known", "items, changes").into());
    }
    let (lang, who) = (Request::current().lang, Who::User(caller.user));
    let state: &State = &caller.state;
    let done = state.blocking(move |house| {
        let made = gather::each(&sent.items, &|all: &[Values]| {
            gather::attempt(house, who, all, &|ctx, tx, all: &[Values]| make(shape, ctx, tx, all))
        });
        let changed = gather::each(&sent.changes, &|all: &[Change]| {
            gather::attempt(house, who, all, &|ctx, tx, all: &[Change]| change(shape, ctx, tx, all))
        });
        let deleted = gather::each(&sent.deletes, &|all: &[Named]| {
            gather::attempt(house, who, all, &|ctx, tx, all: &[Named]| delete(shape, ctx, tx, all))
        });
        Ok([made, changed, deleted])
    });
    answered(lang, done.await?)
}

fn make(shape: &Shape, ctx: &Ctx, tx: &mut Tx<'_>, all: &[Values]) -> Result<Vec<Done>> {
    all.iter().try_for_each(|values| shape.check(values))?;
    // Whatever is made stands at its first version.
    Ok(shape.create_all(ctx, tx, all)?.into_iter().map(|id| Some((id, 1))).collect())
}

fn change(shape: &Shape, ctx: &Ctx, tx: &mut Tx<'_>, all: &[Change]) -> Result<Vec<Done>> {
    let one = |Change { named, fields }: &Change| {
        shape.check(fields)?;
        app::custom_fields::in_use(ctx, shape.noun(), fields.keys())?;
        let (id, version) = standing(shape, ctx, tx, named, fields)?;
        (shape.change)(ctx, tx, &Patch { id, version, fields: fields.clone() })?;
        Ok(left(ctx, tx, shape, id)?.map(|values| (id, version_of(&values))))
    };
    all.iter().map(one).collect()
}

/// Which record is meant, and the version to keep to; what stands at another is a conflict.
fn standing(shape: &Shape, ctx: &Ctx, tx: &mut Tx<'_>, named: &Named, fields: &Values) -> Result<(Uuid, Option<i64>)> {
    let version = named.version()?;
    let standing = (shape.page)(ctx, tx, &named.id)?.values()?;
    stands(&standing, version, fields)?;
    Ok((id_of(&standing)?, version))
}

fn delete(shape: &Shape, ctx: &Ctx, tx: &mut Tx<'_>, all: &[Named]) -> Result<Vec<Done>> {
    let found = all.iter().map(|named| Ok(standing(shape, ctx, tx, named, &Values::new())?.0));
    let ids = found.collect::<Result<Vec<Uuid>>>()?;
    ctx.begin_set();
    app::trash::commands::delete(ctx, tx, Cause::COMMAND, shape.noun(), &ids)?;
    Ok(vec![None; all.len()])
}

/// What each came to. What keeps every one of them from being done is told once, as of any request.
fn answered(lang: Lang, done: [Vec<Result<Done>>; 3]) -> Answer {
    let is_told =
        |one: &Result<Done>| matches!(one, Ok(_) | Err(Error::Refused(_) | Error::NotFound | Error::Conflict { .. }));
    let is_any_told = done.iter().flatten().any(is_told);
    if !is_any_told && done.iter().any(|all| !all.is_empty()) {
        return Err(done.into_iter().flatten().find_map(Result::err).unwrap_or(Error::Busy).into());
    }
    let [made, changed, deleted] = done;
    let told = |all: Vec<Result<Done>>, fresh: u16| -> Vec<Json> {
        all.into_iter().map(|one| shown(lang, one, fresh)).collect()
    };
    let (made, changed, deleted) = (told(made, 201), told(changed, 200), told(deleted, 204));
    Ok(json(&value!({ "results": made, "changed": changed, "deleted": deleted })))
}

fn shown(lang: Lang, one: Result<Done>, fresh: u16) -> Json {
    match one {
        Ok(Some((id, version))) => value!({ "status": fresh, "id": id, "version": version }),
        Ok(None) => value!({ "status": 204 }),
        Err(Error::Refused(refusals)) => {
            let fault = |r: &Refusal| value!({ "pointer": r.field.as_ref().map(|f| format!("/{f}")), "code": r.code, "detail": said(lang, r) });
            value!({ "status": 422, "errors": refusals.iter().map(fault).collect::<Vec<Json>>() })
        }
        Err(Error::Conflict { version, fields }) => {
            value!({ "status": 412, "version": version, "conflicts": fields, "errors": [] })
        }
        Err(error) => value!({ "status": Failure::from(error).status().as_u16(), "errors": [] }),
    }
}

//! Who else is on a field of the record that a page shows: pages say where their readers are, and are told of others.

use super::Listener;
use crate::errors::Answer;
use crate::extract::Posted;
use crate::routes::Routes;
use app::ctx::Who;
use app::presence::{Came, Present, commands, queries};
use app::{Ctx, Error, Tx};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::sse::Event;
use domain::Refusal;
use domain::policy::Noun;
use serde_json::json;
use text::{Lang, tr};
use uuid::Uuid;

/// Where a page says on which field its reader is: `noun`, `id`, `field` (empty: none any more).
const PRESENCE: &str = "/live/presence";

/// These routes.
pub(super) fn routes() -> Routes {
    Routes::new().own_action(PRESENCE, be)
}

async fn be(Posted { signed, fields }: Posted) -> Answer {
    signed
        .write(move |ctx, tx| {
            let key = fields.text("noun");
            let unknown = || Refusal::new("refusal-value-wrong").at("noun").with("value", &key);
            let noun = Noun::from_key(&key).ok_or_else(unknown)?;
            let record: Uuid = fields.parsed("id").ok_or(Error::NotFound)?;
            commands::be(ctx, tx, noun, record, &fields.text("field"))
        })
        .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

impl Listener {
    /// Whether another came to a field of the record that the page shows.
    pub(super) fn is_met(&self, came: &[Came]) -> bool {
        came.iter().any(|came| {
            came.user != self.user && self.watch.iter().any(|w| w.noun == came.noun && w.record == Some(came.record))
        })
    }

    /// Says who else is on which field: `[{"field": "next_step", "text": "Sara Lindqvist is editing this"}]`. With
    /// `even_nobody` also that nobody is. False ends the stream: the browser went, or the reader may no longer.
    pub(super) async fn say_present(&self, even_nobody: bool) -> bool {
        if self.is_signed_in().await.is_err() {
            return false;
        }
        let watch = self.watch.clone();
        let read = move |ctx: &Ctx, tx: &mut Tx<'_>| {
            let mut all = Vec::new();
            for one in watch {
                if let Some(record) = one.record {
                    all.extend(queries::on(ctx, tx, one.noun, record)?);
                }
            }
            Ok((Lang::parse(&ctx.language).unwrap_or_default(), all))
        };
        let Ok((lang, all)) = self.state.read(Who::User(self.user), read).await else { return false };
        if all.is_empty() && !even_nobody {
            return true;
        }
        self.said.send(Event::default().event("present").data(words(lang, &all))).await.is_ok()
    }
}

/// One line for each field, however many are on it.
fn words(lang: Lang, all: &[Present]) -> String {
    let lines: Vec<_> = all
        .chunk_by(|a, b| a.field == b.field)
        .map(|here| {
            let names: Vec<&str> = here.iter().map(|one| one.name.as_str()).collect();
            let (count, names) = (i64::try_from(here.len()).unwrap_or(i64::MAX), names.join(", "));
            let text = tr(lang, "record-present", &[("names", names.as_str().into()), ("count", count.into())]);
            json!({ "field": here.first().map(|one| one.field.as_str()), "text": text })
        })
        .collect();
    json!(lines).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_on_one_field_are_told_of_in_one_line() {
        let on = |field: &str, name: &str| Present { field: field.to_owned(), name: name.to_owned() };
        let all = [on("amount", "Mona"), on("amount", "Rune"), on("name", "Rita")];
        let told = words(Lang::En, &all);
        assert!(told.contains("Mona, Rune are editing this") && told.contains("Rita is editing this"), "{told}");
        assert_eq!(words(Lang::En, &[]), "[]");
    }
}

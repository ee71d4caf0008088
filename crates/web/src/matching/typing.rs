//! Who may be meant, told while a new record is typed: below the fields that a record is known by, asked for by the element
//! `likely-records`. Who may not see a record hears nothing of it, as in the notice before saving.

use super::told;
use crate::errors::Answer;
use crate::extract::Posted;
use crate::fields::Fields;
use crate::records::{Shape, Values, fields, shape_of};
use crate::routes::Routes;
use app::Error;
use app::matching::queries::likely;
use app::matching::{MATCHED, Match};
use axum::extract::Path;
use axum::response::IntoResponse;
use domain::policy::{Action, Noun};
use maud::{Markup, html};
use text::{Lang, tr};

const LIKELY: &str = "/duplicates/{kind}/likely";
/// Fields that a record is known by.
const KNOWN_BY: [&str; 8] = ["name", "first_name", "last_name", "company", "email", "phone", "mobile", "website"];

pub(super) fn routes() -> Routes {
    Routes::new().action(LIKELY, Noun::Account, ask)
}

/// The element below a field of a new record's form, where it is the last of those that the record is known by.
pub(crate) fn beside(shape: &Shape, asked: &[&str], field: &str) -> Option<Markup> {
    let last = asked.iter().rfind(|key| KNOWN_BY.contains(key))?;
    let is_place = MATCHED.contains(&shape.noun()) && *last == field;
    let from = LIKELY.replace("{kind}", shape.kind.key);
    is_place.then(|| html! { likely-records data-from=(from) data-fields=(KNOWN_BY.join(" ")) role="status" {} })
}

/// Reads by POST: names and addresses of people have no place in the logs of addresses.
async fn ask(Path(kind): Path<String>, posted: Posted) -> Answer {
    let shape = shape_of(&kind).filter(|shape| MATCHED.contains(&shape.noun())).ok_or(Error::NotFound)?;
    let Posted { signed, fields: sent } = posted;
    let found = signed
        .read(move |ctx, tx| {
            ctx.may(Action::Create, shape.noun())?;
            let known: Vec<(String, String)> =
                sent.pairs().iter().filter(|(name, _)| KNOWN_BY.contains(&name.as_str())).cloned().collect();
            let values = fields::typed(ctx, shape, &Fields::from(known), &Values::new());
            likely(ctx, tx, shape.noun(), &values, None)
        })
        .await?;
    Ok(shown(signed.lang, &found).into_response())
}

fn shown(lang: Lang, likely: &[Match]) -> Markup {
    if likely.is_empty() {
        return Markup::default();
    }
    html! {
        div class="card pad stack" {
            p { (tr(lang, "matching-likely", &[("count", likely.len().into())])) }
            ul { @for one in likely { li { (told(lang, one)) } } }
        }
    }
}

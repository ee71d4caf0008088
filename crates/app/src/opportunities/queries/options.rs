//! What pickers offer: a picker is a door, so it offers what its reader may see and nothing else.

use crate::listing::{self, Cell, Kind, ListQuery, Owners};
use crate::{Ctx, Result};
use db::Tx;
use domain::organisation::Person;
use domain::policy::{Action, Noun};
use serde::Serialize;
use uuid::Uuid;

/// Records a picker offers at once.
const OFFERED: usize = 20;

/// One record to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// Which.
    pub id: Uuid,
    /// Its name.
    pub label: String,
    /// What tells it from others of that name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

/// Records of a kind that hold the words, by name; the first ones where there are no words. `detail` is the
/// field that tells two of one name apart.
///
/// # Errors
/// [`crate::Error::Forbidden`] for a kind the reader may not see.
pub fn pickable(ctx: &Ctx, tx: &mut Tx<'_>, kind: &Kind, detail: &str, words: &str) -> Result<Vec<Choice>> {
    let query = ListQuery {
        search: Some(words.to_owned()).filter(|w| !text::fold(w).is_empty()),
        sort: Some("name".to_owned()),
        fields: vec!["name".to_owned(), detail.to_owned()],
        limit: OFFERED,
        ..ListQuery::default()
    };
    let page = listing::list(ctx, tx, kind, &query)?;
    let choice = |row: &listing::ListRow| {
        let mut cells = row.cells.iter().map(Cell::known);
        let (label, hint) = (cells.next().flatten().unwrap_or_default(), cells.next().flatten());
        Choice { id: row.id, label, hint }
    };
    Ok(page.rows.iter().map(choice).collect())
}

/// People who work here, whose name has the words.
///
/// # Errors
/// [`crate::Error::Forbidden`] for those who may not see the organisation.
pub fn people(ctx: &Ctx, words: &str) -> Result<Vec<Choice>> {
    ctx.may(Action::See, Noun::Organisation)?;
    let wanted = text::fold(words);
    let people = ctx.history.rows().people.values().filter(|person| person.is_active);
    let named = people.filter(|person| text::fold(&person.name).contains(&wanted));
    let mut found: Vec<_> = named.map(|person| (text::sort_key(&person.name), person)).collect();
    found.sort_by(|a, b| (&a.0, a.1.id).cmp(&(&b.0, b.1.id)));
    let choice = |person: &Person| Choice { id: person.id.0, label: person.name.clone(), hint: person.email.clone() };
    Ok(found.into_iter().take(OFFERED).map(|(_, person)| choice(person)).collect())
}

/// Positions that may own something, by the name of their holder: those whose holder or title has the words.
/// Whom the reader could hand a record to stands first: themselves.
///
/// # Errors
/// [`crate::Error::Forbidden`] for those who may not see the organisation.
pub fn owners(ctx: &Ctx, words: &str) -> Result<Vec<Choice>> {
    ctx.may(Action::See, Noun::Organisation)?;
    let (owners, wanted) = (Owners::new(ctx), text::fold(words));
    let fits = |text: &str| text::fold(text).contains(&wanted);
    let mut found: Vec<(bool, Vec<u8>, Choice)> = Vec::new();
    for position in ctx.organisation.positions() {
        let label = owners.label(position.id);
        if fits(&label.label) || fits(&position.title) {
            let hint = label.detail.filter(|title| *title != label.label);
            let choice = Choice { id: label.id, hint, label: label.label };
            found.push((!ctx.positions.contains(&position.id), text::sort_key(&choice.label), choice));
        }
    }
    found.sort_by(|a, b| (a.0, &a.1, a.2.id).cmp(&(b.0, &b.1, b.2.id)));
    Ok(found.into_iter().take(OFFERED).map(|(.., choice)| choice).collect())
}

//! What is shown of the records: the fields that say what each is and how it stands.

use crate::handoffs::{HandoffView, queries};
use crate::listing::{self, Cell, Column, Kind, kinds};
use crate::{Ctx, Result};
use db::Tx;
use domain::policy::Noun;
use std::collections::HashMap;
use uuid::Uuid;

const LEADS: [&str; 4] = ["name", "company", "status", "source"];
const ACTIVITIES: [&str; 5] = ["subject", "kind", "outcome", "account", "opportunity"];
const OPPORTUNITIES: [&str; 5] = ["name", "account", "outcome", "amount", "close_on"];

/// The fields of some records.
pub(super) struct Fields {
    pub kind: &'static str,
    pub columns: Vec<Column>,
    pub cells: HashMap<Uuid, Vec<Cell>>,
    pub handoffs: HashMap<Uuid, HandoffView>,
}

/// Of the named records, as far as the reader may see them.
pub(super) fn fields(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, ids: &[Uuid]) -> Result<Fields> {
    let (kind, chosen): (&Kind, &[&str]) = match noun {
        Noun::Lead => (&kinds::LEADS, &LEADS),
        Noun::Activity => (&kinds::ACTIVITIES, &ACTIVITIES),
        Noun::Handoff => {
            let views = queries::some(ctx, tx, ids)?.into_iter().map(|view| (view.id.0, view)).collect();
            return Ok(Fields { kind: "handoffs", columns: Vec::new(), cells: HashMap::new(), handoffs: views });
        }
        _ => (&kinds::OPPORTUNITIES, &OPPORTUNITIES),
    };
    let view = listing::named(ctx, tx, kind, chosen, ids)?;
    let cells = view.rows.into_iter().map(|row| (row.id, row.cells)).collect();
    Ok(Fields { kind: kind.key, columns: view.columns, cells, handoffs: HashMap::new() })
}

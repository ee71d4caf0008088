//! Companies that are deleted together: daughters go before their mothers, so that nothing rests on what goes; mothers come
//! back first.

use super::sql;
use crate::Result;
use db::Tx;
use domain::policy::Noun;
use std::collections::HashMap;
use uuid::Uuid;

/// The records in the order in which they can go; else in the order in which they were named.
///
/// # Errors
/// The database's own.
pub(crate) fn daughters_first(tx: &mut Tx<'_>, noun: Noun, ids: &[Uuid]) -> Result<Vec<Uuid>> {
    let mut ordered = ids.to_vec();
    if noun == Noun::Account && ids.len() > 1 {
        let mothers = sql::mothers(tx, ids)?;
        ordered.sort_by_cached_key(|id| std::cmp::Reverse(depth(&mothers, *id)));
    }
    Ok(ordered)
}

/// How many of the others stand above it.
fn depth(mothers: &HashMap<Uuid, Uuid>, id: Uuid) -> usize {
    let above = std::iter::successors(mothers.get(&id), |mother| mothers.get(mother));
    // No company stands below itself; should one, the count ends.
    above.take(mothers.len()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_company_is_as_deep_as_it_has_others_above_it() {
        let [a, b, c, d] = [1, 2, 3, 4].map(Uuid::from_u128);
        let mothers = HashMap::from([(a, b), (b, c), (d, c)]);
        assert_eq!([a, b, c, d].map(|id| depth(&mothers, id)), [2, 1, 0, 1]);
        assert_eq!(depth(&HashMap::from([(a, b), (b, a)]), a), 2, "a ring ends");
    }
}

//! Asking the index: of each kind the entries whose titles begin so and the latest that hold the words, of these what the user
//! may see.
//!
//! The latest are read in steps. Where most of them may not be seen, the other way round is shorter: from what may be seen to
//! what holds the words, as lists go. So a question costs what it shows, however many records there are.

use super::grams::Words;
use super::sql::{self, Candidate};
use super::{Hit, slips, words};
use crate::listing::{self, Cell, Kind, ListQuery, Source, kinds};
use crate::{Ctx, Error, Result, records};
use db::Tx;
use domain::policy::{Action, Noun};
use std::cmp::Reverse;
use std::collections::HashSet;
use uuid::Uuid;

/// Entries that are read for their titles,
const BEGINNING: i64 = 20;
/// and for being the latest, step by step.
const STEPS: [i64; 3] = [50, 400, 3_000];

/// People that are compared with a slip of the fingers.
const IN_MEMORY: usize = 10_000;

/// A kind that is searched.
struct Searched {
    kind: &'static Kind,
    /// The field that it is shown by,
    title: &'static str,
    /// the one that tells two of that name apart,
    detail: &'static str,
    /// and the order of a list of it, the latest first where it has that.
    sort: &'static str,
}

/// Kinds that are searched.
const SEARCHED: [Searched; 7] = [
    Searched { kind: &kinds::ACCOUNTS, title: "name", detail: "city", sort: "-updated_at" },
    Searched { kind: &kinds::CONTACTS, title: "name", detail: "account", sort: "-updated_at" },
    Searched { kind: &kinds::LEADS, title: "name", detail: "company", sort: "-updated_at" },
    Searched { kind: &kinds::OPPORTUNITIES, title: "name", detail: "account", sort: "-updated_at" },
    Searched { kind: &kinds::PRODUCTS, title: "name", detail: "code", sort: "name" },
    Searched { kind: &kinds::PEOPLE, title: "name", detail: "title", sort: "name" },
    Searched { kind: &kinds::ACTIVITIES, title: "subject", detail: "account", sort: "-happened_at" },
];

/// Records whose texts hold every word, of all kinds the user may see, so many of each: names that are the text first, then
/// names that begin with it, then what was written last. Where nothing holds them, those whose words are a slip of the fingers
/// away.
///
/// # Errors
/// The database's own.
pub fn find(ctx: &Ctx, tx: &mut Tx<'_>, asked: &str, limit: usize) -> Result<Vec<Hit>> {
    let Some(words) = words::read(tx, asked)? else { return Ok(Vec::new()) };
    let mut hits = Vec::new();
    for searched in may_see(ctx) {
        match of_kind(ctx, tx, searched, (asked, &words), limit) {
            Err(Error::Forbidden) => {}
            found => hits.extend(found?),
        }
    }
    if hits.is_empty() {
        return likely(ctx, tx, &words.folded, limit);
    }
    hits.sort_by_key(|hit| rank(&text::fold(&hit.label), &words));
    Ok(hits)
}

fn may_see(ctx: &Ctx) -> impl Iterator<Item = &'static Searched> {
    SEARCHED.iter().filter(|searched| ctx.can(Action::See, searched.kind.noun))
}

/// What is looked for stands before what begins with it, and that before the rest.
fn rank(title: &str, words: &Words) -> (bool, bool) {
    (title != words.folded, !title.starts_with(&words.folded))
}

fn of_kind(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    searched: &Searched,
    (asked, words): (&str, &Words),
    limit: usize,
) -> Result<Vec<Hit>> {
    match indexed(ctx, tx, searched.kind.noun, std::slice::from_ref(words), limit)? {
        Some(Seen { ids, is_enough: true }) => shown(ctx, tx, searched, &ids, false),
        _ => by_list(ctx, tx, searched, asked, limit),
    }
}

/// Entries that the user may see, the best first.
struct Seen {
    ids: Vec<Uuid>,
    /// Whether they are all there are, or as many as are wanted.
    is_enough: bool,
}

/// The best entries of a kind that hold the words of any of the questions; none of a kind that is not in the index.
fn indexed(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, any: &[Words], limit: usize) -> Result<Option<Seen>> {
    if !sql::SEARCHED.iter().any(|(of, _)| *of == noun) {
        return Ok(None);
    }
    let (mut known, mut unseen) = (HashSet::new(), Vec::new());
    for words in any {
        unseen.extend(sql::beginning(tx, noun, &words.folded, BEGINNING)?);
    }
    let (mut seen, mut before, mut is_enough) = (Vec::new(), None, false);
    for most in STEPS {
        let latest = sql::latest(tx, noun, any, before, most)?;
        let is_all = usize::try_from(most).is_ok_and(|most| latest.len() < most);
        before = latest.last().map(|candidate| candidate.seq).or(before);
        unseen.extend(latest);
        unseen.retain(|candidate| known.insert(candidate.id));
        seen.extend(visible(ctx, tx, noun, std::mem::take(&mut unseen))?);
        is_enough = is_all || seen.len() >= limit;
        if is_enough {
            break;
        }
    }
    let best = |title: &str| any.iter().map(|words| rank(title, words)).min();
    seen.sort_by_key(|candidate| (best(&candidate.title), Reverse(candidate.seq)));
    Ok(Some(Seen { ids: seen.into_iter().take(limit).map(|candidate| candidate.id).collect(), is_enough }))
}

fn visible(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, candidates: Vec<Candidate>) -> Result<Vec<Candidate>> {
    let ids: Vec<Uuid> = candidates.iter().map(|candidate| candidate.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let seen: HashSet<Uuid> = records::seen(ctx, tx, noun, &ids)?.into_iter().collect();
    Ok(candidates.into_iter().filter(|candidate| seen.contains(&candidate.id)).collect())
}

/// From what the user may see to what holds the words.
fn by_list(ctx: &Ctx, tx: &mut Tx<'_>, searched: &Searched, asked: &str, limit: usize) -> Result<Vec<Hit>> {
    let query = ListQuery {
        search: Some(asked.to_owned()),
        sort: Some(searched.sort.to_owned()),
        fields: vec![searched.title.to_owned(), searched.detail.to_owned()],
        limit,
        ..ListQuery::default()
    };
    let page = listing::uncounted(ctx, tx, searched.kind, &query)?;
    Ok(page.rows.iter().map(|row| hit(searched.kind, row, false)).collect())
}

/// What is a slip away and the user may see: of what stands in the index that with the fewest slips, and who in memory.
fn likely(ctx: &Ctx, tx: &mut Tx<'_>, folded: &str, limit: usize) -> Result<Vec<Hit>> {
    let Some(asked) = slips::Asked::read(folded) else { return Ok(Vec::new()) };
    let mut hits = Vec::new();
    for alike in asked.meant(tx)?.chunk_by(|a, b| a.0 == b.0) {
        let any: Vec<Words> = alike.iter().map(|(_, words)| words.clone()).collect();
        for searched in may_see(ctx) {
            if let Some(Seen { ids, .. }) = indexed(ctx, tx, searched.kind.noun, &any, limit)? {
                hits.extend(shown(ctx, tx, searched, &ids, true)?);
            }
        }
        if !hits.is_empty() {
            break;
        }
    }
    for searched in may_see(ctx).filter(|searched| matches!(searched.kind.source, Source::Memory(_))) {
        hits.extend(likely_in_memory(ctx, tx, searched, &asked)?.into_iter().take(limit));
    }
    Ok(hits)
}

/// What stands in memory is compared as it is.
fn likely_in_memory(ctx: &Ctx, tx: &mut Tx<'_>, searched: &Searched, asked: &slips::Asked) -> Result<Vec<Hit>> {
    let fields = vec![searched.title.to_owned(), searched.detail.to_owned()];
    let all = ListQuery { fields, limit: IN_MEMORY, ..ListQuery::default() };
    let page = match listing::uncounted(ctx, tx, searched.kind, &all) {
        Err(Error::Forbidden) => return Ok(Vec::new()),
        page => page?,
    };
    let hits = page.rows.iter().map(|row| hit(searched.kind, row, true));
    let mut near: Vec<(usize, Hit)> =
        hits.filter_map(|hit| Some((asked.slips_of(&text::fold(&hit.label))?, hit))).collect();
    near.sort_by_key(|(slips, _)| *slips);
    Ok(near.into_iter().map(|(_, hit)| hit).collect())
}

/// Records by their ids and in their order, those that the user may see.
fn shown(ctx: &Ctx, tx: &mut Tx<'_>, searched: &Searched, ids: &[Uuid], is_likely: bool) -> Result<Vec<Hit>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let found = listing::named(ctx, tx, searched.kind, &[searched.title, searched.detail], ids)?;
    Ok(found.rows.iter().map(|row| hit(searched.kind, row, is_likely)).collect())
}

fn hit(kind: &Kind, row: &listing::ListRow, is_likely: bool) -> Hit {
    let mut cells = row.cells.iter().map(Cell::known);
    let (label, detail) = (cells.next().flatten().unwrap_or_default(), cells.next().flatten());
    Hit { kind: kind.key, id: row.id, label, detail, is_likely }
}

//! Reads of frames.

use super::{FrameView, sql};
use crate::{Ctx, Result, records};
use db::Tx;
use domain::frames::{FRAMES, Frame, FrameAnswer, frame};
use domain::policy::Noun;
use uuid::Uuid;

/// The company's frame.
///
/// # Errors
/// The database's own.
pub fn chosen(tx: &mut Tx<'_>) -> Result<Frame> {
    let [plain, ..] = FRAMES;
    Ok(sql::chosen(tx)?.and_then(|key| frame(&key).ok()).unwrap_or(plain))
}

/// The frame on a record that the user may see.
///
/// # Errors
/// [`crate::Error::NotFound`].
pub fn on_record(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, record: Uuid) -> Result<FrameView> {
    records::visible(ctx, tx, noun, record)?;
    of(tx, record)
}

/// The same of a record that the reader is known to see.
///
/// # Errors
/// The database's own.
pub(crate) fn of(tx: &mut Tx<'_>, record: Uuid) -> Result<FrameView> {
    let chosen = chosen(tx)?;
    let [plain, ..] = FRAMES;
    if chosen == plain {
        return Ok(FrameView { frame: chosen.key.to_owned(), answers: Vec::new() });
    }
    let known = sql::answers(tx, record)?;
    let of = |element: &&str| {
        let blank = || FrameAnswer { element: (*element).to_owned(), ..FrameAnswer::default() };
        known.iter().find(|answer| answer.element == *element).cloned().unwrap_or_else(blank)
    };
    Ok(FrameView { frame: chosen.key.to_owned(), answers: chosen.elements.iter().map(of).collect() })
}

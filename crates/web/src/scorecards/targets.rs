//! A target set on a scorecard.

use super::position_href;
use crate::errors::Answer;
use crate::extract::Posted;
use crate::ui::overlay::Toast;
use app::Error;
use app::scorecards::{PeriodChoice, set_target};
use axum::extract::Path;
use domain::kernel::id::PositionId;
use text::t;

/// Sets it from the first day of the period shown.
pub async fn set(Path(id): Path<String>, posted: Posted) -> Answer {
    let id: PositionId = id.parse().map_err(|_| Error::NotFound)?;
    let choice = PeriodChoice::from_key(posted.fields.raw("period"));
    let (measure, value) = (posted.fields.text("measure"), posted.fields.some("value"));
    posted
        .signed
        .write(move |ctx, tx| {
            let period = choice.period(ctx);
            set_target(ctx, tx, &measure, id, period.grain, period.span.from, value.as_deref())
        })
        .await?;
    let href = format!("{}?period={}", position_href(id), choice.key());
    posted.signed.done(&href, Some(&Toast::said(t(posted.signed.lang, "scorecard-target-saved"))))
}

//! `bailiwick bulk`: one change to many records, tried first if asked, and taken back.

use crate::failure::Failure;
use crate::{Database, output, user};
use app::bulk::preview::{Preview, preview};
use app::bulk::{self, Bulk, What, Which, commands, queries};
use app::ctx::Who;
use app::listing::{Kind, ListQuery, Type};
use app::{Ctx, House};
use domain::Refusal;
use domain::kernel::Money;
use domain::kernel::id::{PositionId, SetId};
use serde_json::{Map, Value, json};
use std::process::ExitCode;
use std::time::Duration;

/// Changes or deletes all records that match. Example:
/// `bailiwick bulk accounts --filter 'country = Norway and tier is empty' --set tier=mid --dry-run`
#[derive(clap::Args, Debug)]
pub struct Change {
    #[command(flatten)]
    database: Database,
    /// leads, accounts, contacts, products or opportunities.
    #[arg(required_unless_present_any = ["undo", "stop"])]
    kind: Option<String>,
    /// The filter, as in the web lists and the API (docs/api.md).
    #[arg(long, required_unless_present_any = ["search", "undo", "stop"])]
    filter: Option<String>,
    /// Words that the records have.
    #[arg(long)]
    search: Option<String>,
    /// FIELD=VALUE; without a value it takes away what stands there. May be given several times.
    #[arg(long = "set", required_unless_present_any = ["delete", "undo", "stop"])]
    fields: Vec<String>,
    /// Deletes them instead; for 30 days they can be taken back.
    #[arg(long, conflicts_with = "fields")]
    delete: bool,
    /// Only says what would happen.
    #[arg(long)]
    dry_run: bool,
    /// Takes a change back, by the id that was printed.
    #[arg(long, conflicts_with_all = ["kind", "filter", "search", "fields", "delete", "dry_run"])]
    undo: Option<SetId>,
    /// Stops a change where it is; what was changed stays so.
    #[arg(long, conflicts_with_all = ["kind", "filter", "search", "fields", "delete", "dry_run", "undo"])]
    stop: Option<SetId>,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

impl Change {
    /// Runs it.
    ///
    /// # Errors
    /// A kind, filter, field or value that does not hold.
    pub fn run(self) -> Result<ExitCode, Failure> {
        let house = self.database.open()?;
        if let Some(id) = self.stop {
            house.write(Who::Console, |ctx, tx| commands::stop(ctx, tx, id))?;
            output::text("stopped; take it back with --undo")?;
            return Ok(ExitCode::SUCCESS);
        }
        if let Some(id) = self.undo {
            house.write(Who::Console, |ctx, tx| commands::undo(ctx, tx, id))?;
            let bulk = brought_to_an_end(&house, id)?;
            let (back, kept) = (bulk.back, bulk.changed - bulk.back);
            match self.json {
                true => output::json(&bulk)?,
                false => output::text(&format!("{back} records went back, {kept} were changed since and stay"))?,
            }
            return Ok(ExitCode::SUCCESS);
        }
        let id = house.write(Who::Console, |ctx, tx| {
            let kind = bulk::kind_of(self.kind.as_deref().unwrap_or_default())?;
            let fields = self.fields.iter().map(|text| value(ctx, kind, text)).collect::<app::Result<Map<_, _>>>()?;
            let (filter, search) = (self.filter.clone(), self.search.clone());
            let filter = filter.filter(|filter| !filter.trim().is_empty());
            let which = Which::All(ListQuery { filter, search, ..ListQuery::default() });
            let id = commands::choose(ctx, tx, kind, &which)?;
            let what = if self.delete { What::Delete } else { What::Change(fields) };
            commands::describe(ctx, tx, id, what)?;
            Ok(id)
        })?;
        if self.dry_run {
            let found = preview(&house, Who::Console, id);
            house.write(Who::Console, |ctx, tx| commands::discard(ctx, tx, id))?;
            return self.tried(&found?);
        }
        self.done(&house, id)
    }

    fn tried(&self, found: &Preview) -> Result<ExitCode, Failure> {
        if self.json {
            output::json(found)?;
            return Ok(ExitCode::SUCCESS);
        }
        let Preview { total, tried, changing, kept, .. } = found;
        output::text(&format!(
            "{total} records; of the first {tried}, {changing} would {}, {} would stay",
            if self.delete { "be deleted" } else { "change" },
            kept.len()
        ))?;
        for one in &found.samples {
            let fields: Vec<String> =
                one.fields.iter().map(|f| format!("{}: {} → {}", f.field, plain(&f.before), plain(&f.after))).collect();
            output::text(&format!("  {}: {}", one.name, fields.join(", ")))?;
        }
        for one in kept {
            output::text(&format!("  stays: {} {}", one.record, reasons(&one.reasons)))?;
        }
        Ok(ExitCode::SUCCESS)
    }

    fn done(&self, house: &House, id: SetId) -> Result<ExitCode, Failure> {
        house.write(Who::Console, |ctx, tx| commands::begin(ctx, tx, id))?;
        if !self.json {
            output::text(&format!("change {id}"))?;
        }
        let bulk = brought_to_an_end(house, id)?;
        if self.json {
            output::json(&bulk)?;
        } else {
            output::text(&format!(
                "{} of {} records {}; undo with --undo {id}",
                bulk.changed,
                bulk.total,
                if bulk.deletes { "deleted" } else { "changed" }
            ))?;
            for one in &bulk.kept {
                output::text(&format!("  stays: {} {}", one.record, reasons(&one.reasons)))?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Does it, with a bar. A server on the same database may take it over: then that brings it to its end.
fn brought_to_an_end(house: &House, id: SetId) -> Result<Bulk, Failure> {
    let bar = indicatif::ProgressBar::new(0);
    let shown = |done: i64, total: i64| {
        bar.set_length(u64::try_from(total).unwrap_or_default());
        bar.set_position(u64::try_from(done).unwrap_or_default());
    };
    commands::finish(house, id, &mut |done, total| shown(done, total))?;
    loop {
        let stands = house.read(Who::Console, |ctx, tx| queries::get(ctx, tx, id))?;
        if !stands.state.is_open() {
            bar.finish_and_clear();
            return Ok(stands);
        }
        shown(stands.done, stands.total);
        std::thread::sleep(Duration::from_millis(300));
    }
}

fn reasons(all: &[Refusal]) -> String {
    all.iter().map(|one| text::refusal(text::Lang::En, &one.code, &one.args)).collect::<Vec<_>>().join(" ")
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => "—".to_owned(),
        Value::String(text) => text.clone(),
        other => other.get("label").and_then(Value::as_str).map_or_else(|| other.to_string(), str::to_owned),
    }
}

/// `FIELD=VALUE` as the JSON of the API; owners are named as people are, by their external id, e-mail or name.
fn value(ctx: &Ctx, kind: &Kind, text: &str) -> app::Result<(String, Value)> {
    let wrong = |field: &str, text: &str| Refusal::new("refusal-value-wrong").at(field).with("value", text);
    let (field, text) = text.split_once('=').ok_or_else(|| wrong("set", text))?;
    let (field, text) = (field.trim(), text.trim());
    if text.is_empty() {
        return Ok((field.to_owned(), Value::Null));
    }
    let value = match kind.field(ctx, field).map(|known| known.ty) {
        Some(Type::Number) => json!(text.parse::<i64>().map_err(|_| wrong(field, text))?),
        Some(Type::Bool) => json!(text.parse::<bool>().map_err(|_| wrong(field, text))?),
        Some(Type::Money { .. }) => {
            let (amount, currency) = text.split_once(' ').unwrap_or((text, ctx.company.currency.code()));
            let currency = domain::kernel::Currency::new(currency).ok_or_else(|| wrong(field, text))?;
            let amount = Money::parse(amount, currency).ok_or_else(|| wrong(field, text))?;
            json!({ "amount": amount.plain(), "currency": currency.code() })
        }
        Some(Type::Owner) => json!(seat(ctx, text)?),
        Some(Type::Words(own)) if own.kind == domain::custom_fields::FieldKind::MultiChoice => {
            json!(text.split(',').map(str::trim).collect::<Vec<_>>())
        }
        _ => json!(text),
    };
    Ok((field.to_owned(), value))
}

fn seat(ctx: &Ctx, text: &str) -> app::Result<PositionId> {
    if let Ok(position) = text.parse() {
        return Ok(position);
    }
    let person = user::found(ctx, text)?;
    let seat = ctx.organisation.positions_of(person).first().map(|held| held.position);
    Ok(seat.ok_or_else(|| Refusal::new("refusal-owner-unknown").at("owner"))?)
}

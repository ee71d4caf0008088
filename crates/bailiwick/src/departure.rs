//! `bailiwick user leave`: somebody leaves the company, and their open work moves.

use crate::failure::Failure;
use crate::{output, user};
use app::ctx::Who;
use app::departures::{self, Count, Preview, Progress};
use app::{Ctx, House};
use domain::Day;
use domain::departures::Heir;
use domain::kernel::id::SetId;
use std::process::ExitCode;

/// Example: `bailiwick user leave --person "Kari Nord" --to coverage --dry-run`
#[derive(clap::Args, Debug)]
pub struct Leave {
    /// Who: external id, e-mail or name.
    #[arg(long, required_unless_present = "undo")]
    person: Option<String>,
    /// Where the work goes: `coverage`, `successor` (it stays on the seat), or a person whose seat takes all of it.
    #[arg(long, default_value = "coverage")]
    to: String,
    /// The first day they are gone; today unless said otherwise. One to come is planned, and carried out by the server then.
    #[arg(long)]
    on: Option<Day>,
    /// Only says what would happen.
    #[arg(long)]
    dry_run: bool,
    /// Takes a departure back, by the id that was printed.
    #[arg(long, conflicts_with_all = ["person", "dry_run"])]
    undo: Option<SetId>,
}

impl Leave {
    /// Runs it.
    ///
    /// # Errors
    /// A person that is not known; what is wrong with where the work is to go.
    pub fn run(&self, house: &House) -> Result<ExitCode, Failure> {
        if let Some(id) = self.undo {
            let (back, kept) = departures::undo(house, Who::Console, id)?;
            output::text(&format!("{back} records went back, {kept} were changed since and stay"))?;
            return Ok(ExitCode::SUCCESS);
        }
        let preview = house.read(Who::Console, |ctx, tx| {
            let (person, heir) = self.asked(ctx)?;
            departures::preview(ctx, tx, person, heir)
        })?;
        told(&preview)?;
        if self.dry_run {
            return Ok(ExitCode::SUCCESS);
        }
        let id = house.write(Who::Console, |ctx, tx| {
            let (person, heir) = self.asked(ctx)?;
            departures::begin(ctx, tx, &departures::Leave { person, heir, on: self.on.unwrap_or(ctx.today) })
        })?;
        let bar = indicatif::ProgressBar::new(0);
        loop {
            let stands = departures::go_on(house, Who::Console, id)?;
            bar.set_length(u64::try_from(stands.moved + stands.left).unwrap_or_default());
            bar.set_position(u64::try_from(stands.moved).unwrap_or_default());
            if stands.state != Progress::Moving {
                bar.finish_and_clear();
                if stands.state == Progress::Planned {
                    output::text(&format!("planned for {}; departure {id}", stands.on))?;
                    return Ok(ExitCode::SUCCESS);
                }
                output::text(&format!("{} records moved; departure {id}", stands.moved))?;
                return Ok(ExitCode::SUCCESS);
            }
        }
    }

    fn asked(&self, ctx: &Ctx) -> app::Result<(domain::kernel::id::PersonId, Heir)> {
        let person = user::found(ctx, self.person.as_deref().unwrap_or_default())?;
        let heir = match self.to.as_str() {
            "coverage" => Heir::Coverage,
            "successor" => Heir::Successor,
            name => {
                let heir = user::found(ctx, name)?;
                let seat = ctx.organisation.positions_of(heir).first().map(|held| held.position);
                Heir::Position(seat.ok_or_else(|| domain::Refusal::new("departure-heir").at("position"))?)
            }
        };
        Ok((person, heir))
    }
}

fn told(preview: &Preview) -> Result<(), Failure> {
    output::text(&format!("{}: {}", preview.name, worded(&preview.counts)))?;
    for (_, title) in &preview.seats {
        output::text(&format!("  leaves empty: {title}"))?;
    }
    for (_, title) in &preview.shared {
        output::text(&format!("  stays with those who share it: {title}"))?;
    }
    for share in &preview.shares {
        output::text(&format!("  {}: {}", share.name.as_deref().unwrap_or("a queue"), worded(&share.counts)))?;
    }
    Ok(())
}

fn worded(counts: &[Count]) -> String {
    let said: Vec<String> =
        counts.iter().filter(|count| count.count > 0).map(|count| format!("{} {}", count.count, count.kind)).collect();
    if said.is_empty() { "nothing open".to_owned() } else { said.join(", ") }
}

//! `bailiwick outbound`: outbound lists and how far each is, or everyone on one of them.

use crate::failure::Failure;
use crate::{Database, output};
use app::ctx::Who;
use app::outbound::{ListPage, ListView, MemberView, queries};
use clap::Args;
use domain::outbound::STANDINGS;
use std::process::ExitCode;

/// Prints the lists, or one of them.
#[derive(Args, Debug)]
pub struct Outbound {
    #[command(flatten)]
    database: Database,
    /// The list, by name or id; every list where none is named.
    list: Option<String>,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

impl Outbound {
    /// Runs it.
    ///
    /// # Errors
    /// A list that is not there; a database that does not open.
    pub fn run(self) -> Result<ExitCode, Failure> {
        let house = self.database.open()?;
        let all = house.read(Who::Console, queries::all)?;
        let Some(named) = &self.list else {
            if self.json {
                return output::json(&all).map(|()| ExitCode::SUCCESS);
            }
            lists(&all)?;
            return Ok(ExitCode::SUCCESS);
        };
        let is_it = |view: &&ListView| view.list.name == *named || view.list.id.to_string() == *named;
        let found = all.iter().find(is_it).map(|view| view.list.id);
        let id = found.ok_or_else(|| Failure::usage(format!("there is no list {named}")))?;
        let page = house.read(Who::Console, |ctx, tx| queries::page(ctx, tx, id))?;
        if self.json {
            return output::json(&page).map(|()| ExitCode::SUCCESS);
        }
        members(&page)?;
        Ok(ExitCode::SUCCESS)
    }
}

fn lists(all: &[ListView]) -> Result<(), Failure> {
    let mut header = vec!["name", "owner", "due", "closed", "members"];
    header.extend(STANDINGS.map(|standing| standing.key()));
    let row = |view: &ListView| {
        let day = |day: Option<domain::Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let list = &view.list;
        let mut cells = vec![list.name.clone(), view.owner_label.label.clone(), day(list.due_on), day(list.closed_on)];
        cells.push((view.progress.total() + view.hidden).to_string());
        cells.extend(STANDINGS.map(|standing| view.progress.of(standing).to_string()));
        cells
    };
    output::table(&header, &all.iter().map(row).collect::<Vec<_>>())
}

fn members(page: &ListPage) -> Result<(), Failure> {
    let row = |member: &MemberView| {
        vec![
            member.noun.key().to_owned(),
            member.name.clone(),
            member.detail.clone().unwrap_or_default(),
            member.owner.as_ref().map(|owner| owner.label.clone()).unwrap_or_default(),
            member.standing.key().to_owned(),
            member.attempts.to_string(),
            member.again_on.map(|day| day.to_string()).unwrap_or_default(),
        ]
    };
    let header = ["kind", "name", "detail", "owner", "standing", "tries", "again"];
    output::table(&header, &page.members.iter().map(row).collect::<Vec<_>>())
}

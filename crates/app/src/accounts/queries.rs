//! Reads of accounts.

use super::{AccountView, TeamMember, sql};
use crate::custom_fields;
use crate::listing::Owners;
use crate::records;
use crate::{Ctx, Result};
use db::Tx;
use domain::accounts::Account;
use domain::kernel::id::AccountId;
use domain::policy::{Action, Noun};

/// One account.
///
/// # Errors
/// [`crate::Error::NotFound`].
pub fn get(ctx: &Ctx, tx: &mut Tx<'_>, id: AccountId) -> Result<Account> {
    records::seen_by(ctx, tx, id.0)
}

/// An account's page, by id or external id.
///
/// # Errors
/// [`crate::Error::NotFound`].
pub fn page(ctx: &Ctx, tx: &mut Tx<'_>, id: &str) -> Result<AccountView> {
    let mut account: Account = records::opened(ctx, tx, id)?;
    let id = account.id.0;
    let mut hidden = Vec::new();
    let parent_label = records::reference(ctx, tx, Noun::Account, "parent", &mut account.parent, &mut hidden)?;
    Ok(AccountView {
        own: custom_fields::queries::shown(ctx, tx, Noun::Account, id, &mut hidden)?,
        owner_label: Owners::new(ctx).label(account.owner),
        parent_label,
        hidden,
        may_edit: records::may_also(ctx, tx, Action::Edit, Noun::Account, id)?,
        team: team(ctx, tx, account.id)?,
        subsidiaries: records::related(ctx, tx, "accounts", "parent", id)?,
        contacts: records::related(ctx, tx, "contacts", "account", id)?,
        opportunities: records::related(ctx, tx, "opportunities", "account", id)?,
        account,
    })
}

fn team(ctx: &Ctx, tx: &mut Tx<'_>, account: AccountId) -> Result<Vec<TeamMember>> {
    let owners = Owners::new(ctx);
    let member = |(position, role, line_of_business, product_line, from)| TeamMember {
        position: owners.label(position),
        role,
        line_of_business,
        product_line,
        from,
    };
    Ok(sql::team(ctx, tx, account)?.into_iter().map(member).collect())
}

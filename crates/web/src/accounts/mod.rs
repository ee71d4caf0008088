//! Accounts: companies we sell to, with their hierarchy, team, contacts and opportunities.

use crate::records::page::related;
use crate::records::shape::{Paths, values_of};
use crate::records::{self, Desk, Entry, How, Page, Shape, Values, list, shape};
use crate::routes::Routes;
use crate::ui::pill::face;
use crate::ui::record;
use app::accounts::{AccountView, TeamMember, commands, queries};
use app::events::Cause;
use app::listing::{Label, kinds};
use app::records::Patch;
use app::{Ctx, Tx};
use domain::accounts::Account;
use domain::kernel::id::{AccountId, PositionId};
use domain::policy::Noun;
use maud::{Markup, html};
use text::{fmt, t, tr};
use uuid::Uuid;

mod team;

/// The list of accounts.
pub const LIST: &str = "/accounts";

/// Their shape.
pub static ACCOUNTS: Shape = Shape {
    kind: &kinds::ACCOUNTS,
    paths: Paths {
        list: LIST,
        new: "/accounts/new",
        one: "/accounts/{id}",
        edit: "/accounts/{id}/edit",
        bulk_owner: "/accounts/bulk-owner",
        csv: "/accounts.csv",
        xlsx: "/accounts.xlsx",
        api: "/api/v1/accounts",
        api_one: "/api/v1/accounts/{id}",
        api_batch: "/api/v1/accounts/batch",
    },
    title: "account-title",
    new: "account-new",
    empty: "account-empty",
    entries: &[
        Entry::new("name", How::Text).needed(),
        Entry::new("owner", How::Owner),
        Entry::new("parent", How::Record("accounts")),
        Entry::new("tier", How::Choice("tier-", &["key", "enterprise", "mid", "small"])),
        Entry::new("industry", How::Text),
        Entry::new("website", How::Text),
        Entry::new("phone", How::Text),
        Entry::new("street", How::Text),
        Entry::new("postal_code", How::Text),
        Entry::new("city", How::Text),
        Entry::new("region", How::Text),
        Entry::new("country", How::Text),
        Entry::new("employees", How::Number),
        Entry::new("revenue", How::Money),
        Entry::new("founded_year", How::Number),
        Entry::new("description", How::Long),
        Entry::new("next_step", How::Text),
        Entry::new("next_step_on", How::Day),
        Entry::new("external_id", How::Text).unasked(),
        Entry::new("created_on", How::Day).unasked(),
    ],
    filters: &["owner", "tier", "industry", "country", "city"],
    detail: "city",
    list: list::page,
    page,
    create,
    change,
};

/// These routes.
pub fn routes() -> Routes {
    records::routes(&ACCOUNTS).merge(team::routes())
}

fn page(ctx: &Ctx, tx: &mut Tx<'_>, id: &str) -> app::Result<Box<dyn Page>> {
    Ok(Box::new(queries::page(ctx, tx, id)?))
}

fn create(ctx: &Ctx, tx: &mut Tx<'_>, all: &[Values]) -> app::Result<Vec<Uuid>> {
    let read = |values| {
        let account: Account = shape::read(values)?;
        Ok(Account { id: ctx.id(), created_on: account.created_on.or(Some(ctx.today)), ..account })
    };
    let accounts = all.iter().map(read).collect::<app::Result<Vec<Account>>>()?;
    let ids = accounts.iter().map(|account| account.id.0).collect();
    commands::create(ctx, tx, Cause::COMMAND, accounts)?;
    Ok(ids)
}

fn change(ctx: &Ctx, tx: &mut Tx<'_>, patch: &Patch) -> app::Result<()> {
    commands::change(ctx, tx, Cause::COMMAND, std::slice::from_ref(patch)).map(drop)
}

impl Page for AccountView {
    fn values(&self) -> app::Result<Values> {
        values_of(self)
    }
    fn of(&self) -> Option<&Label> {
        self.parent_label.as_ref()
    }
    fn aside(&self, desk: &Desk<'_>) -> Markup {
        let (lang, id) = (desk.frame.lang, self.account.id.0);
        let title = |key: &str| t(lang, key);
        html! {
            (related(desk, &title("account-opportunities"), self.opportunities.as_ref(), "account", id, "amount"))
            (related(desk, &title("account-contacts"), self.contacts.as_ref(), "account", id, "title"))
            @if self.account.parent.is_some() || self.subsidiaries.as_ref().is_some_and(|list| !list.rows.is_empty()) {
                (related(desk, &title("account-hierarchy"), self.subsidiaries.as_ref(), "parent", id, "city"))
            }
            (members(desk, self))
        }
    }
}

fn members(desk: &Desk<'_>, view: &AccountView) -> Markup {
    let lang = desk.frame.lang;
    let member = |member: &TeamMember| {
        let who = &member.position;
        let role = records::shown::choice(lang, "role-", &member.role);
        let lines = [Some(role), member.line_of_business.clone(), member.product_line.clone()];
        let day = member.from.civil();
        let later = (member.from > desk.ctx.today)
            .then(|| tr(lang, "organisation-since", &[("day", fmt::day(lang, day).into())]));
        let said: Vec<String> = lines.into_iter().flatten().chain(later).collect();
        html! {
            (face(&who.label)) (who.label) span class="quiet small spread" { (said.join(" · ")) }
            @if view.may_edit { (team::leave(lang, &desk.frame.csrf, view.account.id, who.id)) }
        }
    };
    let items: Vec<Markup> = view.team.iter().map(member).collect();
    html! {
        (record::related(&t(lang, "account-team"), Some(&items.len().to_string()), None, &items, None))
        @if view.may_edit { (team::join(desk, view.account.id)) }
    }
}

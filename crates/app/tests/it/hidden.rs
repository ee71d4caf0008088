//! Seeing a record is not seeing what it names: an account or contact that the reader may not see has neither name
//! nor id on the opportunity they may see, wherever that is shown, and cannot be asked for.

use crate::world::{NOW, World, position};
use app::ctx::Who;
use app::events::Cause;
use app::imports::{Import, Settings, run};
use app::listing::{self, Cell, ListQuery, kinds};
use app::measures::{MeasureQuery, measure};
use app::opportunities::commands::{self, Fields};
use app::opportunities::queries::{self, board};
use app::records::{self, Patch};
use app::{accounts, contacts, search};
use domain::Instant;
use domain::accounts::Account;
use domain::contacts::Contact;
use domain::kernel::id::{AccountId, ContactId, OpportunityId};
use domain::kernel::{Currency, Money};
use domain::policy::Noun;
use serde_json::{Value as Json, json};

/// Rune's deal with Olga's account and contact, and his own subsidiary of that account.
struct Crossed {
    account: AccountId,
    contact: ContactId,
    own: AccountId,
    deal: OpportunityId,
}

fn crossed(world: &World) -> Crossed {
    world.console(|ctx, tx| {
        let account = Account { name: "Secret Works".into(), owner: position("Olga"), ..Account::default() };
        let account = Account { external_id: Some("S-1".into()), ..account };
        let account = accounts::commands::create(ctx, tx, Cause::COMMAND, vec![account])?.remove(0).id;
        let own =
            Account { name: "Branch".into(), owner: position("Rune"), parent: Some(account), ..Account::default() };
        let own = accounts::commands::create(ctx, tx, Cause::COMMAND, vec![own])?.remove(0).id;
        let contact = Contact {
            name: "Secret Buyer".into(),
            account: Some(account),
            owner: position("Olga"),
            ..Contact::default()
        };
        let contact = contacts::commands::create(ctx, tx, Cause::COMMAND, vec![contact])?.remove(0).id;
        let mine =
            Contact { name: "Åse".into(), account: Some(account), owner: position("Rune"), ..Contact::default() };
        contacts::commands::create(ctx, tx, Cause::COMMAND, vec![mine])?;
        let fields = Fields {
            name: Some("Pump".into()),
            owner: Some(position("Rune")),
            amount: Some(Currency::new("EUR").map(|euro| Money::new(100_000, euro))),
            ..Fields::default()
        };
        let deal = commands::create(ctx, tx, &fields)?;
        let named = Fields { account: Some(Some(account)), contact: Some(Some(contact)), ..Fields::default() };
        commands::change(ctx, tx, deal, None, &named)?;
        Ok(Crossed { account, contact, own, deal })
    })
}

fn deals(filter: &str) -> ListQuery {
    let fields = ["name", "account", "contact"].map(str::to_owned).to_vec();
    ListQuery { fields, ..ListQuery::filtered(filter.to_owned()) }
}

/// Everything of the deal that a reader is shown, in one text.
fn shown(world: &World, name: &str, crossed: &Crossed) -> String {
    let read = world.read(name, |ctx, tx| {
        let later = Instant(NOW.0 + 1);
        let asked =
            MeasureQuery { measure: "open_pipeline".into(), by: Some("account".into()), ..MeasureQuery::default() };
        let mut csv = Vec::new();
        listing::export(ctx, tx, &kinds::OPPORTUNITIES, &deals("outcome = open"), listing::Format::Csv, &mut csv)?;
        let mut all = vec![
            serde_json::to_value(queries::page(ctx, tx, &crossed.deal.to_string())?)?,
            serde_json::to_value(accounts::queries::page(ctx, tx, &crossed.own.to_string())?)?,
            serde_json::to_value(board(ctx, tx, None, &ListQuery::default())?)?,
            serde_json::to_value(listing::list(ctx, tx, &kinds::OPPORTUNITIES, &deals("outcome = open"))?)?,
            serde_json::to_value(listing::list(ctx, tx, &kinds::CONTACTS, &ListQuery::default())?)?,
            serde_json::to_value(records::timeline(ctx, tx, Noun::Opportunity, crossed.deal.0, later, 50)?)?,
            serde_json::to_value(queries::pickable(ctx, tx, &kinds::OPPORTUNITIES, "account", "")?)?,
            serde_json::to_value(measure(ctx, tx, &asked)?)?,
            json!(String::from_utf8_lossy(&csv)),
        ];
        for words in ["pump", "åse", "secret"] {
            all.push(serde_json::to_value(search::find(ctx, tx, words, 9)?)?);
        }
        Ok(Json::from(all).to_string())
    });
    read.expect("the deal may be seen")
}

#[test]
fn what_a_visible_record_names_is_shown_only_to_who_may_see_it() {
    World::each(|world| {
        let crossed = crossed(world);
        let secrets = ["Secret".to_owned(), crossed.account.to_string(), crossed.contact.to_string()];
        for (name, sees) in [("Rune", false), ("Mona", false), ("Hanna", true), ("Opal", true)] {
            let shown = shown(world, name, &crossed);
            for secret in &secrets {
                assert_eq!(shown.contains(secret.as_str()), sees, "{name}, {secret}: {shown}");
            }
            assert_eq!(shown.contains("hidden\":true"), !sees, "{name}: {shown}");
        }
        let page = world.read("Rune", |ctx, tx| queries::page(ctx, tx, &crossed.deal.to_string())).expect("a page");
        assert_eq!((page.opportunity.account, page.opportunity.contact), (None, None));
        assert_eq!(page.hidden, ["account", "contact"]);
        let list = |name: &str| {
            let read = |filter: &str| {
                world
                    .read(name, |ctx, tx| listing::list(ctx, tx, &kinds::OPPORTUNITIES, &deals(filter)))
                    .expect("a list")
            };
            let asked = [
                "account = \"Secret Works\"".to_owned(),
                "account contains \"secret\"".to_owned(),
                "account = \"S-1\"".to_owned(),
                format!("account = {}", crossed.account),
                format!("contact = {}", crossed.contact),
            ];
            (read("outcome = open").rows.remove(0).cells, asked.map(|filter| read(&filter).rows.len()))
        };
        assert_eq!(list("Rune"), (vec![Cell::Text("Pump".into()), Cell::Hidden, Cell::Hidden], [0; 5]));
        assert_eq!(list("Hanna").1, [1; 5]);
    });
}

#[test]
fn what_is_hidden_stays_where_it_reads_as_empty_and_may_be_replaced() {
    World::each(|world| {
        let crossed = crossed(world);
        let stands = || world.console(|ctx, tx| queries::page(ctx, tx, &crossed.deal.to_string())).opportunity;
        let change = |fields: Fields| {
            world.write("Rune", |ctx, tx| commands::change(ctx, tx, crossed.deal, None, &fields)).expect("changed")
        };
        change(Fields {
            account: Some(None),
            contact: Some(None),
            source: Some(Some("fair".into())),
            ..Fields::default()
        });
        assert_eq!((stands().account, stands().contact), (Some(crossed.account), Some(crossed.contact)));
        assert_eq!(stands().source.as_deref(), Some("fair"));
        change(Fields { account: Some(Some(crossed.own)), ..Fields::default() });
        assert_eq!(stands().account, Some(crossed.own));
        change(Fields { account: Some(None), ..Fields::default() });
        assert_eq!(stands().account, None, "what one sees one may take away");
        let parent = Patch::new(crossed.own, [("parent", Json::Null), ("city", json!("Moss"))]);
        let kept = world.write("Rune", |ctx, tx| accounts::commands::change(ctx, tx, Cause::COMMAND, &[parent]));
        assert_eq!(kept.expect("changed")[0].parent, Some(crossed.account));
    });
}

#[test]
fn customers_without_an_owner_are_for_all_to_see_and_for_none_to_change() {
    World::each(|world| {
        let files = [
            ("accounts.csv", "id,name,city\nA1,Open Works,Bergen\n"),
            ("deals.csv", "opportunity_id,name,account,stage,amount\nD1,Nobody's pump,A1,Prospecting,10\n"),
        ];
        let files = files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).to_vec();
        let import = Import { files, settings: Settings::default(), dry_run: false };
        run(&world.house, Who::Console, &import, &mut |_| true).expect("an import");
        for who in ["Hanna", "Rita", "Olga"] {
            let names = |kind| {
                let page = world.read(who, |ctx, tx| listing::list(ctx, tx, kind, &ListQuery::default()));
                page.expect("a list").rows.iter().map(|row| row.cells[0].plain()).collect::<Vec<_>>()
            };
            assert_eq!(names(&kinds::ACCOUNTS), ["Open Works"], "{who}");
            assert_eq!(
                names(&kinds::OPPORTUNITIES),
                Vec::<String>::new(),
                "{who}: a deal without owner is no one's to see"
            );
        }
        let id = world.read("Rita", |ctx, tx| records::named(ctx, tx, Noun::Account, "A1")).expect("seen");
        let why = world.read("Rita", |ctx, tx| records::why_visible(ctx, tx, Noun::Account, id)).expect("reasons");
        assert_eq!(why, [records::Reason::Nobodys]);
        let mine = [("city".to_owned(), json!("Oslo"))].into_iter().collect();
        let patch = Patch { id, version: None, fields: mine };
        let changed = world.write("Rita", |ctx, tx| accounts::commands::change(ctx, tx, Cause::COMMAND, &[patch]));
        assert!(changed.is_err(), "nobody's is not everybody's to change");
        // A deal of her own there says whom it is with.
        let fields = Fields { name: Some("Pump".into()), account: Some(Some(AccountId(id))), ..Fields::default() };
        let deal = world.write("Rita", |ctx, tx| commands::create(ctx, tx, &fields)).expect("a deal");
        let page = world.read("Rita", |ctx, tx| queries::page(ctx, tx, &deal.0.to_string())).expect("her deal");
        assert_eq!(page.account_label.map(|label| label.label).as_deref(), Some("Open Works"));
        assert_eq!(page.hidden, Vec::<&str>::new());
    });
}

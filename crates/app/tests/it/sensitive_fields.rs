//! Fields of a company's own that are sensitive: read and entered by those alone who were given that, kept as they stand
//! whatever others write, and told nowhere else.

use crate::world::{World, position, user};
use app::accounts::commands as accounts;
use app::bulk::{What, Which, commands as bulk};
use app::ctx::Who;
use app::custom_fields::commands::{change, define};
use app::custom_fields::queries::held;
use app::events::Cause;
use app::imports::{Import, Kind, Settings, preview, run};
use app::leads::convert::{Convert, convert};
use app::listing::{self, ListQuery, kinds};
use app::matching::merge;
use app::opportunities::commands::{self as deals, Fields, Move};
use app::records::Patch;
use app::{Error, opportunities::pipelines, segments, views};
use domain::accounts::Account;
use domain::custom_fields::{CustomField, FieldKind, FieldValue};
use domain::kernel::id::{AccountId, SetId};
use domain::leads::Lead;
use domain::opportunities::MoveStage;
use domain::pipelines::StageFields;
use domain::policy::{Grant, Noun};
use serde_json::{Value as Json, json};

/// What nobody may read but for those who were given it.
const SECRET: &str = "quicksilver";

/// A sensitive text on records of a kind.
fn secret(world: &World, noun: Noun) -> CustomField {
    let field = CustomField { is_sensitive: true, ..CustomField::new(noun, FieldKind::Text, "Secret") };
    world.console(|ctx, tx| define(ctx, tx, field))
}

fn named(name: &str, secret: Option<&str>) -> Account {
    let values = json!({ "name": name, "x_secret": secret });
    Account { owner: position("Rune"), ..serde_json::from_value(values).expect("an account") }
}

fn made(world: &World, name: &str, secret: Option<&str>) -> AccountId {
    let account = named(name, secret);
    world.console(|ctx, tx| accounts::create(ctx, tx, Cause::COMMAND, vec![account]))[0].id
}

/// What a record holds, whoever asks.
fn value(world: &World, noun: Noun, id: impl Into<uuid::Uuid>) -> Option<FieldValue> {
    let id = id.into();
    world.console(|ctx, tx| Ok(held(ctx, tx, noun, &[id])?.remove(&id).unwrap_or_default().get("x_secret").cloned()))
}

fn text(value: &str) -> Option<FieldValue> {
    Some(FieldValue::Text(value.to_owned()))
}

fn page(world: &World, who: &str, id: AccountId) -> Json {
    let view = world.read(who, |ctx, tx| app::accounts::queries::page(ctx, tx, &id.to_string())).expect("in sight");
    serde_json::to_value(view).expect("JSON")
}

/// The code and field of what is refused first.
fn refused<T: std::fmt::Debug>(result: app::Result<T>) -> (String, String) {
    match result {
        Err(Error::Refused(all)) => (all[0].code.clone(), all[0].field.clone().unwrap_or_default()),
        other => panic!("not refused: {other:?}"),
    }
}

fn pair(code: &str, field: &str) -> (String, String) {
    (code.to_owned(), field.to_owned())
}

fn grant(world: &World, who: &str, grants: &[Grant]) {
    world.console(|ctx, tx| app::users::set_grants(ctx, tx, user(who), grants));
}

#[test]
fn a_value_is_shown_to_who_was_given_that_and_kept_from_everybody_else() {
    World::each(|world| {
        secret(world, Noun::Account);
        let id = made(world, "Nord", Some(SECRET));
        let again = Patch::new(id, [("x_secret", json!(format!("{SECRET} two")))]);
        world.console(|ctx, tx| accounts::change(ctx, tx, Cause::COMMAND, std::slice::from_ref(&again)));
        for who in ["Hanna", "Rune", "Opal", "Fina"] {
            let seen = page(world, who, id);
            assert_eq!((&seen["x_secret"], &seen["hidden"]), (&Json::Null, &json!(["x_secret"])), "{who}");
            let story = world.read(who, |ctx, tx| {
                app::records::timeline(ctx, tx, Noun::Account, id.0, domain::Instant(ctx.now.0 + 1), 50)
            });
            let story = serde_json::to_string(&story.expect("a story")).expect("JSON");
            assert!(story.contains("x_secret") && !story.contains(SECRET), "{who}: {story}");
            let hits = world.read(who, |ctx, tx| app::search::find(ctx, tx, SECRET, 5)).expect("searched");
            assert!(hits.is_empty(), "{who}");
        }
        grant(world, "Rune", &[Grant::Sensitive]);
        let seen = page(world, "Rune", id);
        assert_eq!((&seen["x_secret"], &seen["hidden"]), (&json!("quicksilver two"), &json!([])));
        let own = Patch::new(id, [("x_secret", json!("mercury"))]);
        world.write("Rune", |ctx, tx| accounts::change(ctx, tx, Cause::COMMAND, &[own])).expect("entered");
        assert_eq!(value(world, Noun::Account, id), text("mercury"));
        let beside = world.read("Olga", |ctx, tx| app::accounts::queries::page(ctx, tx, &id.to_string()));
        assert!(matches!(beside, Err(Error::NotFound)), "the right opens no record");
    });
}

#[test]
fn whoever_does_not_read_it_neither_enters_nor_empties_it() {
    World::each(|world| {
        secret(world, Noun::Account);
        let id = made(world, "Nord", Some(SECRET));
        let write = |patch: Patch| world.write("Rune", |ctx, tx| accounts::change(ctx, tx, Cause::COMMAND, &[patch]));
        let kept = Patch::new(id, [("x_secret", Json::Null), ("city", json!("Bergen"))]);
        write(kept).expect("what is left empty stays");
        assert_eq!(value(world, Noun::Account, id), text(SECRET));
        // Whatever is given, and whatever version it was read at: what stands is not told by the answer.
        for given in ["guess", SECRET] {
            for patch in
                [Patch::new(id, [("x_secret", json!(given))]), Patch::new(id, [("x_secret", json!(given))]).at(1)]
            {
                assert_eq!(refused(write(patch)), pair("refusal-field-sensitive", "x_secret"), "{given}");
            }
        }
        let new = named("Sør", Some("mine"));
        let made = world.write("Rune", |ctx, tx| accounts::create(ctx, tx, Cause::COMMAND, vec![new]));
        assert_eq!(refused(made), pair("refusal-field-sensitive", "x_secret"));
        assert_eq!(value(world, Noun::Account, id), text(SECRET));
        let which = || Which::All(ListQuery::default());
        let many = world.write("Rune", |ctx, tx| {
            let set = bulk::choose(ctx, tx, &kinds::ACCOUNTS, &which())?;
            let fields = json!({ "x_secret": null }).as_object().cloned().unwrap_or_default();
            bulk::describe(ctx, tx, set, What::Change(fields))
        });
        assert_eq!(refused(many), pair("refusal-field-sensitive", "x_secret"));
    });
}

#[test]
fn it_is_no_column_no_filter_and_no_order_of_theirs() {
    World::each(|world| {
        secret(world, Noun::Account);
        made(world, "Nord", Some(SECRET));
        made(world, "Sør", None);
        let asked = |who: &str, query: ListQuery| {
            world.read(who, |ctx, tx| listing::list(ctx, tx, &kinds::ACCOUNTS, &query)).map(|view| {
                assert!(!serde_json::to_string(&view).expect("JSON").contains(SECRET) || who == "Rune");
                view.rows.len()
            })
        };
        let filtered = || ListQuery::filtered(format!("x_secret = {SECRET}"));
        let sorted = || ListQuery { sort: Some("-x_secret".into()), ..ListQuery::default() };
        let column = || ListQuery { fields: vec!["x_secret".into()], ..ListQuery::default() };
        let whole = || ListQuery { fields: vec!["*".into()], ..ListQuery::default() };
        for query in [filtered(), sorted(), column()] {
            for who in ["Hanna", "Opal", "Fina"] {
                assert!(matches!(asked(who, query.clone()), Err(Error::Refused(_))), "{who}: {query:?}");
            }
        }
        assert_eq!(asked("Hanna", whole()).expect("the others"), 2);
        let shared = |query: &str| {
            world.console(|ctx, tx| app::users::set_grants(ctx, tx, user("Rune"), &[Grant::Sensitive]));
            world
                .write("Rune", |ctx, tx| views::commands::save(ctx, tx, "accounts", "Hushed", query, true))
                .expect("saved");
        };
        shared("filter=x_secret%20%3D%20quicksilver");
        assert_eq!(asked("Rune", filtered()).expect("their own"), 1);
        assert_eq!(asked("Rune", sorted()).expect("their own"), 2);
        assert_eq!(asked("Rune", column()).expect("their own"), 2);
        let offered =
            |who: &str| world.read(who, |ctx, tx| views::queries::list(ctx, tx, "accounts")).expect("views").len();
        assert_eq!((offered("Rune"), offered("Hanna")), (1, 0), "a shared view is offered to who may ask so");
    });
}

#[test]
fn what_is_needed_is_asked_of_those_who_may_enter_it() {
    World::each(|world| {
        for noun in [Noun::Account, Noun::Opportunity] {
            let field = secret(world, noun);
            world.console(|ctx, tx| change(ctx, tx, field.id, None, |field| field.is_required = true));
        }
        let lacks = |who: &str| world.read(who, |ctx, _| app::custom_fields::complete(ctx, Noun::Account, |_| false));
        lacks("Hanna").expect("not asked");
        grant(world, "Mona", &[Grant::Sensitive]);
        assert_eq!(refused(lacks("Mona")), pair("refusal-field-needed", "x_secret"));
        let stage = world.console(|ctx, tx| {
            let stage = pipelines::all(tx)?.remove(0).stages[1].id;
            let fields = StageFields { needs: Some(vec!["x_secret".into()]), ..StageFields::default() };
            pipelines::commands::change_stage(ctx, tx, stage, None, &fields)?;
            Ok(stage)
        });
        let fields = Fields { name: Some("Deal".into()), ..Fields::default() };
        let deal = world.write("Rune", |ctx, tx| deals::create(ctx, tx, &fields)).expect("made without it");
        let to = Move { id: deal, stage, version: None, with: MoveStage::default() };
        let moved = world.write("Rune", |ctx, tx| deals::move_stages(ctx, tx, std::slice::from_ref(&to)));
        assert_eq!(refused(moved), pair("refusal-stage-needs-sensitive", "stage"));
        let own = json!({ "x_secret": SECRET });
        let fields: Fields = serde_json::from_value(own).expect("fields");
        world.write("Mona", |ctx, tx| deals::change(ctx, tx, deal, None, &fields)).expect("entered");
        world.write("Rune", |ctx, tx| deals::move_stages(ctx, tx, std::slice::from_ref(&to))).expect("it is there");
    });
}

#[test]
fn only_who_reads_such_fields_masks_and_unmasks_one() {
    World::each(|world| {
        let field = secret(world, Noun::Account);
        let open = world.write("Opal", |ctx, tx| change(ctx, tx, field.id, None, |field| field.is_sensitive = false));
        assert_eq!(refused(open), pair("refusal-field-masks", "is_sensitive"));
        let renamed =
            world.write("Opal", |ctx, tx| change(ctx, tx, field.id, None, |field| field.label = "Hushed".into()));
        assert!(renamed.expect("renamed").is_sensitive);
        let new = CustomField { is_sensitive: true, ..CustomField::new(Noun::Lead, FieldKind::Text, "Other") };
        let another = world.write("Opal", |ctx, tx| define(ctx, tx, new.clone()));
        assert_eq!(refused(another), pair("refusal-field-masks", "is_sensitive"));
        grant(world, "Opal", &[Grant::Operations, Grant::Sensitive]);
        world.write("Opal", |ctx, tx| define(ctx, tx, new)).expect("defined");
        let open = world.write("Opal", |ctx, tx| change(ctx, tx, field.id, None, |field| field.is_sensitive = false));
        assert!(!open.expect("unmasked").is_sensitive);
        let by = |key: &str| format!("{key} is not empty");
        world.console(|ctx, tx| segments::commands::define(ctx, tx, "Open", &by("x_secret"), ctx.today));
        let mask = world.write("Opal", |ctx, tx| change(ctx, tx, field.id, None, |field| field.is_sensitive = true));
        assert_eq!(refused(mask), pair("refusal-field-masks-segment", "is_sensitive"));
        let new = CustomField { is_sensitive: true, ..CustomField::new(Noun::Account, FieldKind::Text, "Third") };
        world.console(|ctx, tx| define(ctx, tx, new));
        let goes = world
            .house
            .write(Who::Console, |ctx, tx| segments::commands::define(ctx, tx, "Masked", &by("x_third"), ctx.today));
        assert_eq!(refused(goes), pair("refusal-segment-sensitive", "predicate"));
    });
}

#[test]
fn values_go_along_unread_where_records_become_one_or_another() {
    World::each(|world| {
        secret(world, Noun::Account);
        secret(world, Noun::Lead);
        world.console(|ctx, tx| define(ctx, tx, CustomField::new(Noun::Contact, FieldKind::Text, "Secret")));
        let (kept, gone) = (made(world, "Nord", None), made(world, "Nord AS", Some(SECRET)));
        let both =
            |take: &[String]| world.write("Rune", |ctx, tx| merge::merge(ctx, tx, Noun::Account, kept.0, gone.0, take));
        assert_eq!(refused(both(&["x_secret".to_owned()])), pair("refusal-field-sensitive", "x_secret"));
        let merged = both(&[]).expect("merged");
        assert_eq!(value(world, Noun::Account, kept), text(SECRET));
        world.write("Rune", |ctx, tx| merge::undo(ctx, tx, merged.id)).expect("two again");
        assert_eq!((value(world, Noun::Account, kept), value(world, Noun::Account, gone)), (None, text(SECRET)));
        let lead = json!({
            "name": "Kari Vik", "first_name": "Kari", "last_name": "Vik", "company": "Fjord Foods", "x_secret": SECRET,
        });
        let lead = Lead { owner: position("Rune"), ..serde_json::from_value(lead).expect("a lead") };
        let lead = world.console(|ctx, tx| app::leads::commands::create(ctx, tx, Cause::COMMAND, vec![lead]))[0].id;
        let became = world.write("Rune", |ctx, tx| convert(ctx, tx, lead, &Convert::default())).expect("converted");
        let (account, contact) = (became.account.expect("an account"), became.contact.expect("a contact"));
        assert_eq!(value(world, Noun::Account, account), text(SECRET));
        assert_eq!(value(world, Noun::Contact, contact), None, "what is sensitive goes where it is so too");
        assert_eq!(page(world, "Rune", account)["x_secret"], Json::Null);
    });
}

/// A file with a column of the field, a row that fits and one that does not.
const FILE: &str = "Account ID,Account Name,Secret\nn-1,Nord,quicksilver\nn-2,,quicksilver reject\n";

fn file(settings: Settings) -> Import {
    let settings = Settings { kind: Some(Kind::Accounts), ..settings };
    Import { files: vec![("accounts.csv".to_owned(), FILE.as_bytes().to_vec())], settings, dry_run: false }
}

fn brought(world: &World, who: &str) -> SetId {
    let settings = Settings { system: Some(who.to_owned()), ..Settings::default() };
    run(&world.house, Who::User(user(who)), &file(settings), &mut |_| true).expect("brought").0
}

#[test]
fn files_bring_it_for_those_alone_who_may_enter_it() {
    World::each(|world| {
        secret(world, Noun::Account);
        let map = [("x_secret".to_owned(), "Secret".to_owned())].into();
        let mapped = file(Settings { map, ..Settings::default() });
        let run_mapped =
            run(&world.house, Who::User(user("Opal")), &mapped, &mut |_| true).map(|(_, report)| report.counts);
        assert_eq!(refused(run_mapped), pair("refusal-field-sensitive", "x_secret"));
        for settings in [mapped.settings, Settings::default()] {
            let seen = preview::preview(&world.house, Who::User(user("Opal")), &file(settings)).expect("looked at");
            let told = serde_json::to_string(&seen).expect("JSON");
            assert!(!told.contains(SECRET) && told.contains("••••"), "another may have put it down: {told}");
        }
        let all = |who: &str, set: SetId| {
            let told = world.read(who, |ctx, tx| app::imports::queries::get(ctx, tx, set)).expect("told");
            (told.has_rejects, world.read(who, |ctx, tx| app::imports::queries::rejects(ctx, tx, set)))
        };
        let plain = brought(world, "Opal");
        let id = world.console(|_, tx| {
            Ok(tx
                .first("select id from accounts where name = 'Nord'", &[], |row| row.next::<uuid::Uuid>())?
                .expect("made"))
        });
        assert_eq!(value(world, Noun::Account, id), None, "a column that may not be entered is left out");
        assert!(all("Opal", plain).1.is_ok(), "nothing was read from it");
        grant(world, "Fina", &[Grant::Operations, Grant::Sensitive]);
        let whole = brought(world, "Fina");
        let held: Vec<Option<FieldValue>> = world.console(|ctx, tx| {
            let ids = tx.all("select id from accounts where name = 'Nord'", &[], |row| row.next::<uuid::Uuid>())?;
            let held = held(ctx, tx, Noun::Account, &ids)?;
            Ok(held.values().filter_map(|custom| custom.get("x_secret").cloned()).map(Some).collect())
        });
        assert_eq!(held, [text(SECRET)]);
        let (offered, taken) = all("Opal", whole);
        assert!(!offered);
        assert_eq!(refused(taken), pair("refusal-import-sensitive", ""));
        let (offered, taken) = all("Fina", whole);
        assert!(offered && taken.expect("theirs").contains("quicksilver reject"));
    });
}

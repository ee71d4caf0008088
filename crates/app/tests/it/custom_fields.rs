//! A company's own fields: defined, changed, retired; each with its columns, on both engines.

use crate::world::World;
use app::ctx::Who;
use app::custom_fields::commands::{change, define, order};
use app::custom_fields::queries;
use app::events::Cause;
use app::imports::{Import, Kind, Report, Settings, preview, run, undo};
use app::{Ctx, Error, Tx};
use domain::accounts::Account;
use domain::custom_fields::{Custom, CustomField, FieldChoice, FieldKind};
use domain::kernel::id::{CustomFieldId, SetId};
use domain::policy::Noun;

fn field(noun: Noun, label: &str, kind: FieldKind) -> CustomField {
    let word = |key: &str| FieldChoice { key: key.into(), label: key.into(), is_retired: false };
    CustomField {
        id: CustomFieldId::default(),
        noun,
        key: String::new(),
        label: label.into(),
        help: None,
        kind,
        choices: if kind.has_choices() { ["gold", "silver"].map(word).into() } else { Vec::new() },
        target: (kind == FieldKind::Record).then_some(Noun::Contact),
        decimals: 0,
        is_required: false,
        is_sensitive: false,
        place: 0,
        is_retired: false,
        version: 0,
    }
}

fn defined(ctx: &Ctx, tx: &mut Tx<'_>, noun: Noun, label: &str, kind: FieldKind) -> app::Result<CustomField> {
    define(ctx, tx, field(noun, label, kind))
}

/// A field of each kind on every kind of record, and an account that has a value in most.
pub fn one_of_each(world: &World) {
    for noun in domain::custom_fields::NOUNS {
        for kind in FieldKind::ALL {
            world.console(|ctx, tx| defined(ctx, tx, noun, kind.key(), kind));
        }
    }
    let values = serde_json::json!({
        "name": "Own", "x_text": "one", "x_number": 3, "x_money": { "amount": "7.50", "currency": "EUR" }, "x_yes_no": true,
        "x_multi_choice": ["silver", "gold"], "x_date": "2026-11-22",
    });
    world.console(|ctx, tx| {
        let owner = ctx.organisation.positions().next().map(|position| position.id).ok_or(Error::NotFound)?;
        let account: Account = serde_json::from_value(values)?;
        app::accounts::commands::create(ctx, tx, Cause::COMMAND, vec![Account { owner, ..account }])
    });
}

#[test]
fn a_field_of_every_kind_has_its_columns_on_every_record() {
    World::each(|world| {
        for noun in domain::custom_fields::NOUNS {
            for kind in FieldKind::ALL {
                let made = world.console(|ctx, tx| defined(ctx, tx, noun, kind.key(), kind));
                assert_eq!(made.key, format!("x_{}", kind.key()));
            }
        }
        let reads = world.read("Opal", |ctx, tx| {
            assert_eq!(ctx.fields.of(Noun::Lead).count(), FieldKind::ALL.len());
            let columns = FieldKind::ALL.map(|kind| format!("x_{}", kind.key())).join(", ");
            for table in ["accounts", "contacts", "leads", "opportunities", "products", "activities"] {
                tx.prepare(&format!("select {columns}, x_money_currency from {table} where x_text = $1"))?;
            }
            Ok(())
        });
        reads.expect("columns of every kind");
    });
}

#[test]
fn a_field_is_renamed_ordered_and_retired_and_its_key_stays() {
    World::each(|world| {
        let one = world.console(|ctx, tx| defined(ctx, tx, Noun::Account, "Contract type", FieldKind::Choice));
        let two = world.console(|ctx, tx| defined(ctx, tx, Noun::Account, "Contract type!", FieldKind::Text));
        assert_eq!((one.key.as_str(), two.key.as_str()), ("x_contract_type", "x_contract_type_2"));
        let keys = || -> Vec<String> {
            let read = world.read("Hanna", |ctx, _| Ok(ctx.fields.of(Noun::Account).map(|f| f.key.clone()).collect()));
            read.expect("read by everyone")
        };
        assert_eq!(keys(), ["x_contract_type", "x_contract_type_2"]);
        world.console(|ctx, tx| order(ctx, tx, Noun::Account, &[two.id, one.id]));
        assert_eq!(keys(), ["x_contract_type_2", "x_contract_type"]);
        world.console(|ctx, tx| change(ctx, tx, two.id, None, |field| field.is_retired = true));
        assert_eq!(keys(), ["x_contract_type"]);
        let back = world.console(|ctx, tx| {
            change(ctx, tx, two.id, None, |field| (field.is_retired, field.label) = (false, "Terms".into()))
        });
        assert_eq!((back.key.as_str(), back.label.as_str()), ("x_contract_type_2", "Terms"));
        let stale = world.house.write(app::ctx::Who::Console, |ctx, tx| change(ctx, tx, two.id, Some(1), |_| ()));
        assert!(matches!(stale, Err(Error::Conflict { .. })));
        let fixed = world.house.write(app::ctx::Who::Console, |ctx, tx| {
            change(ctx, tx, one.id, None, |field| field.kind = FieldKind::Text)
        });
        assert!(matches!(fixed, Err(Error::Refused(_))), "{fixed:?}");
    });
}

#[test]
fn only_who_keeps_the_settings_defines_and_what_is_refused_leaves_nothing() {
    World::each(|world| {
        let as_rep = world.write("Rune", |ctx, tx| defined(ctx, tx, Noun::Account, "Mine", FieldKind::Text));
        assert!(matches!(as_rep, Err(Error::Forbidden)));
        let broken: app::Result<()> = world.house.write(app::ctx::Who::Console, |ctx, tx| {
            defined(ctx, tx, Noun::Lead, "Gone", FieldKind::Text)?;
            Err(Error::NotFound)
        });
        assert!(broken.is_err());
        world.console(|ctx, tx| {
            assert!(queries::all(ctx, tx)?.all().is_empty());
            defined(ctx, tx, Noun::Lead, "Gone", FieldKind::Number)
        });
        let count = world.read("Opal", |ctx, _| Ok(ctx.fields.of(Noun::Lead).count()));
        assert_eq!(count.expect("read"), 1);
    });
}

/// What a file of each kind says in every kind of field, as our own exports write it.
const OWN: &str =
    "x_text,Own number,x_money,x_money_currency,x_date,x_choice,x_multi_choice,x_person,x_record,x_yes_no,x_link";
const ROW: &str = "two words,\"1,5\",\"12,50\",SEK,22.11.2026,Gold,Silver; gold,RUNE,Kari Nord,yes,https://a.example/b";
const ROW_2: &str = "other,\"2,5\",\"1,00\",,23.11.2026,,,,,no,";

fn brought(world: &World, name: &str, text: &str) -> (SetId, Report) {
    let files = vec![(name.to_owned(), text.as_bytes().to_vec())];
    // A file of leads looks like one of contacts.
    let kind = Kind::from_key(name);
    let import = Import { files, settings: Settings { kind, ..Settings::default() }, dry_run: false };
    run(&world.house, Who::Console, &import, &mut |_| true).unwrap()
}

fn held(world: &World, noun: Noun, table: &str) -> Custom {
    world.console(|ctx, tx| {
        let id =
            tx.first(&format!("select id from {table} where external_id = 'own-1'"), &[], |row| row.next())?.unwrap();
        Ok(queries::held(ctx, tx, noun, &[id])?.remove(&id).unwrap_or_default())
    })
}

#[test]
fn files_bring_values_for_every_kind_of_record_and_undoing_takes_them_back() {
    World::each(|world| {
        for noun in domain::custom_fields::NOUNS {
            for kind in FieldKind::ALL {
                let label = if kind == FieldKind::Number { "Own number" } else { kind.key() };
                let decimals = if kind == FieldKind::Number { 2 } else { 0 };
                let new = CustomField { decimals, ..field(noun, label, kind) };
                world.console(|ctx, tx| define(ctx, tx, new));
            }
        }
        brought(world, "contacts", "Contact ID,Name,Email\nk-1,Kari Nord,kari@nord.test\n");
        for (noun, table, known) in [
            (Noun::Account, "accounts", "Account ID,Account Name,Industry,Website\nown-1,Fjord,Fish,fjord.test"),
            (Noun::Contact, "contacts", "Contact ID,Name,Email\nown-1,Ola Vik,ola@vik.test"),
            (Noun::Lead, "leads", "Lead ID,Name,Email\nown-1,Ane Vik,ane@vik.test"),
            (Noun::Product, "products", "Product ID,Product Name,Product Code,List Price\nown-1,Pump,P-1,10"),
            (
                Noun::Opportunity,
                "opportunities",
                "Opportunity ID,Opportunity Name,Stage,Amount\nown-1,Deal,Prospecting,10",
            ),
        ] {
            let (header, cells) = known.split_once('\n').unwrap();
            let file = |row: &str| format!("{header},{OWN}\n{cells},{row}\n");
            let files = vec![("own.csv".to_owned(), file(ROW).into_bytes())];
            let settings = Settings { kind: Kind::from_key(table), ..Settings::default() };
            let seen =
                preview::preview(&world.house, Who::Console, &Import { files, settings, dry_run: false }).unwrap();
            let offered = &seen.files[0];
            assert!(offered.own.iter().any(|(key, label)| key == "x_own_number" && label == "Own number"), "{table}");
            let found: Vec<&str> = offered.fields.iter().flatten().map(String::as_str).collect();
            assert!(found.contains(&"x_own_number") && found.contains(&"x_link"), "{table}: {found:?}");
            let (_, report) = brought(world, table, &file(ROW));
            let told = report.files[0].rejects.iter().map(|reject| reject.reason.clone()).collect::<Vec<_>>();
            assert_eq!((report.counts.created, told), (1, Vec::new()), "{table}");
            assert_eq!(report.files[0].unused, Vec::<String>::new(), "{table}");
            let first = held(world, noun, table);
            let json = serde_json::to_value(&first).unwrap();
            assert_eq!(
                (&json["x_own_number"], &json["x_money"], &json["x_date"], &json["x_multi_choice"], &json["x_yes_no"]),
                (
                    &serde_json::json!("1.50"),
                    &serde_json::json!({ "amount": "12.50", "currency": "SEK" }),
                    &serde_json::json!("2026-11-22"),
                    &serde_json::json!(["gold", "silver"]),
                    &serde_json::json!(true)
                ),
                "{table}"
            );
            assert_eq!(first.iter().count(), FieldKind::ALL.len(), "{table}: {json}");
            let again = brought(world, table, &file(ROW)).1;
            assert_eq!((again.counts.unchanged, again.counts.updated), (1, 0), "{table}");
            let (set, changed) = brought(world, table, &file(ROW_2));
            assert_eq!(changed.counts.updated, 1, "{table}");
            let second = held(world, noun, table);
            assert_eq!(second.get("x_choice"), None, "{table}: an empty cell of a column that is there empties");
            assert!(second.get("x_text") != first.get("x_text"));
            world.console(|ctx, tx| undo(ctx, tx, set));
            assert_eq!(held(world, noun, table), first, "{table}: as it was");
            let wrong = brought(world, table, &file(&ROW.replace("Gold", "Copper"))).1;
            let reason = &wrong.files[0].rejects[0].reason;
            assert_eq!(
                (reason.code.as_str(), reason.field.as_deref()),
                ("refusal-field-choice-unknown", Some("x_choice")),
                "{table}"
            );
            assert_eq!(held(world, noun, table), first, "{table}: what is refused leaves nothing");
        }
    });
}

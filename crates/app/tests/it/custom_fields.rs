//! A company's own fields: defined, changed, retired; each with its columns, on both engines.

use crate::world::World;
use app::custom_fields::commands::{change, define, order};
use app::custom_fields::queries;
use app::events::Cause;
use app::{Ctx, Error, Tx};
use domain::accounts::Account;
use domain::custom_fields::{CustomField, FieldChoice, FieldKind};
use domain::kernel::id::CustomFieldId;
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

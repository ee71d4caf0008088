//! Another key for what is sealed.

use crate::world::{World, user};
use app::outside::{Keyring, Outside};
use app::reseal::{Resealed, reseal};
use app::users::{begin_second_factor, confirm_second_factor, hash_password, totp_code};
use db::Value;

const PASSWORD: &str = "a few plain words";

#[test]
fn everything_sealed_moves_to_a_new_key() {
    World::each(|world| {
        let keyed =
            |keys: &Keyring| world.house.clone().with_outside(Outside { keys: keys.clone(), ..Outside::default() });
        let (old, new) = (Keyring::from_secret("the key before"), Keyring::from_secret("the key of now"));
        let house = keyed(&old);
        let hash = hash_password(PASSWORD).unwrap();
        let set = "update users set password_hash = $2 where id = $1";
        house.db().write(|tx| tx.run(set, &[Value::id(user("Rune")), hash.into()])).unwrap();
        let secret = begin_second_factor(&house, user("Rune"), PASSWORD).unwrap();
        let sealed_for = |key: &Keyring| -> String {
            let of = user("Rune");
            let stored = house
                .db()
                .read(|tx| tx.first("select secret from second_factors", &[], |row| row.next::<String>()))
                .unwrap();
            key.open(of.0, &stored.unwrap_or_default()).unwrap_or_default()
        };
        assert_eq!(sealed_for(&old), secret);
        assert_eq!(
            reseal(&keyed(&new), &[]).unwrap(),
            Resealed { moved: 0, kept: 0, lost: 1 },
            "nothing is thrown away"
        );
        assert_eq!(sealed_for(&old), secret);
        assert_eq!(reseal(&keyed(&new), std::slice::from_ref(&old)).unwrap(), Resealed { moved: 1, kept: 0, lost: 0 });
        assert_eq!((sealed_for(&new), sealed_for(&old)), (secret.clone(), String::new()));
        assert_eq!(reseal(&keyed(&new), &[old]).unwrap(), Resealed { moved: 0, kept: 1, lost: 0 }, "twice is once");
        let code = totp_code(&secret, house.now().0).unwrap();
        assert_eq!(confirm_second_factor(&keyed(&new), user("Rune"), &code).unwrap().len(), 10);
    });
}

/// Whoever adds a place where something is sealed has it moved too.
#[test]
fn every_sealed_column_is_known() {
    World::each(|world| {
        let tables = world.house.db().read(|tx| tx.tables()).unwrap();
        let named = |table: &db::Table| -> Vec<String> {
            let secret = table
                .columns
                .iter()
                .filter(|column| column.name.starts_with("secret") && !column.name.ends_with("hash"));
            secret.map(|column| format!("{}.{}", table.name, column.name)).collect()
        };
        let mut found: Vec<String> = tables.iter().flat_map(named).collect();
        found.sort();
        let known = [
            "calendar_accounts.secret",
            "mail_accounts.secret",
            "second_factors.secret",
            "webhooks.secret",
            "webhooks.secret_before",
        ];
        assert_eq!(found, known, "beside the sender's, which stands in a setting");
    });
}

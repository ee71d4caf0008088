//! The ready texts: added by language, once, and a company's own from then on.

use crate::world::World;
use app::Error;
use app::mail::{self, Desk, MailTemplate, Recipient};
use domain::mail::PLACEHOLDERS;
use text::Lang;

#[test]
fn ready_texts_are_added_once_by_language_and_changed_as_any() {
    World::each(|world| {
        let lacking = || world.read("Opal", mail::ready_languages).unwrap();
        assert_eq!(lacking(), Lang::ALL);
        let denied = world.write("Rune", |ctx, tx| mail::add_ready(ctx, tx, "nb"));
        assert!(matches!(denied, Err(Error::Forbidden)), "{denied:?}");
        let unknown = world.write("Opal", |ctx, tx| mail::add_ready(ctx, tx, "fr"));
        assert!(
            matches!(&unknown, Err(Error::Refused(all)) if all[0].field.as_deref() == Some("language")),
            "{unknown:?}"
        );
        let added = world.write("Opal", |ctx, tx| mail::add_ready(ctx, tx, "nb")).unwrap();
        assert_eq!((added.len(), lacking()), (5, vec![Lang::En, Lang::Zh]));
        assert_eq!(world.write("Opal", |ctx, tx| mail::add_ready(ctx, tx, "nb")).unwrap(), [], "those are there");
        let all = world.read("Rune", mail::templates).unwrap();
        assert!(all.iter().all(|one| one.is_active && one.language == "nb"), "{all:?}");
        let own = MailTemplate { name: "Vår egen".into(), ..all[0].clone() };
        world.write("Opal", |ctx, tx| mail::change_template(ctx, tx, &own)).unwrap();
        let again = world.write("Opal", |ctx, tx| mail::add_ready(ctx, tx, "nb")).unwrap();
        assert_eq!(again.len(), 1, "the one that is called otherwise now");
    });
}

#[test]
fn every_ready_text_is_filled_from_a_record() {
    World::each(|world| {
        let to = Recipient {
            record: uuid::Uuid::nil(),
            name: "Kari Berg".into(),
            first_name: "Kari".into(),
            address: "kari@alfa.no".into(),
        };
        let desk = Desk {
            accounts: Vec::new(),
            recipients: Vec::new(),
            account_name: Some("Alfa".into()),
            opportunity_name: Some("Pumps".into()),
        };
        let mut used = std::collections::BTreeSet::new();
        for one in Lang::ALL.into_iter().flat_map(mail::ready) {
            used.extend(PLACEHOLDERS.into_iter().filter(|word| one.body.contains(word) || one.subject.contains(word)));
            let (subject, body, missing) =
                world.read("Rune", |ctx, _| Ok(mail::fill(ctx, &one, &desk, Some(&to)))).unwrap();
            assert_eq!(missing, [""; 0], "{}", one.name);
            let written = format!("{subject}\n{body}");
            assert!(written.contains("Kari") && !written.contains(['{', '}', '$']), "{written}");
            assert!(body.lines().count() >= 8 && !subject.contains('\n'), "{written}");
        }
        assert!(used.len() >= 5, "{used:?}");
    });
}

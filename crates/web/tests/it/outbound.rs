//! Working through an outbound list: what is refused is said there, and what is logged leads to the next.

use crate::browser::{OWNER, PASSWORD, on_each};
use crate::records::apart;
use app::ctx::Who;
use app::events::Cause;
use app::outbound::commands::{put_on_named, take_off};
use axum::http::StatusCode;
use domain::leads::Lead;
use domain::policy::Noun;

#[test]
fn a_refused_log_stays_with_the_list_and_a_good_one_leads_to_the_next() {
    on_each(async |site| {
        let (list, ids) = apart(site, |house| {
            house.write(Who::Console, |ctx, tx| {
                let owner = ctx.organisation.positions().find(|seat| !seat.is_nobody()).unwrap().id;
                let leads = ["Ane Vik", "Bo Dahl"].map(|name| Lead { name: name.into(), owner, ..Lead::default() });
                let made = app::leads::commands::create(ctx, tx, Cause::COMMAND, leads.to_vec())?;
                let on: Vec<_> = made.iter().map(|lead| (Noun::Lead, lead.id.0)).collect();
                let list = put_on_named(ctx, tx, "Fair", &on)?.list;
                Ok((list, on))
            })
        })
        .unwrap();
        let mut browser = site.signed_in(OWNER, PASSWORD).await;
        let work = format!("/leads/lists/{list}/work");
        let page = browser.get(&work).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert!(page.body.contains("<h1") && page.body.contains("2 wait today"), "{}", page.body);
        let first = ids.iter().find(|(_, id)| page.body.contains(&format!("/activities/on/lead/{id}"))).unwrap().1;
        let add = format!("/activities/on/lead/{first}");
        let wrong = [
            ("working", &*list.to_string()),
            ("kind", "call"),
            ("outcome", "connected"),
            ("subject", "Fair"),
            ("minutes", "many"),
        ];
        let refused = browser.post(&add, &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
        for part in ["2 wait today", &work, "value=\"many\"", "log-minutes-wrong", &add] {
            assert!(refused.body.contains(part), "no {part}: {}", refused.body);
        }
        let right = [("working", &*list.to_string()), ("kind", "call"), ("outcome", "connected"), ("subject", "Fair")];
        let logged = browser.post(&add, &right).await;
        assert_eq!((logged.status, logged.location()), (StatusCode::SEE_OTHER, &*work));
        assert!(browser.get(&work).await.body.contains("1 waits today"));
        // Who is no longer on the list is logged on as anywhere.
        let other = ids.iter().find(|(_, id)| *id != first).unwrap().1;
        apart(site, |house| house.write(Who::Console, |ctx, tx| take_off(ctx, tx, list, &[other])).unwrap());
        let refused = browser.post(&format!("/activities/on/lead/{other}"), &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!refused.body.contains(&work) && refused.body.contains("value=\"many\""), "{}", refused.body);
    });
}

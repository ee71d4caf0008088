//! `/live`: an open page is told that what it shows was changed, and of nothing that its reader may not see.

use crate::browser::{Browser, PASSWORD, Site, on_each};
use crate::records::{apart, team};
use app::activities::commands::{ActivityPatch, NewActivity, add, change as change_activity};
use app::ctx::Who;
use app::events::Cause;
use app::opportunities::commands::{Fields, change};
use axum::body::{Body, BodyDataStream};
use axum::http::{Request, StatusCode};
use domain::kernel::id::OpportunityId;
use domain::policy::Noun;
use std::time::Duration;
use tower::ServiceExt;

/// A stream that is listened to.
struct Heard {
    stream: BodyDataStream,
    text: String,
}

impl Heard {
    /// Waits until the stream has said it so often.
    async fn until(&mut self, words: &str, times: usize) {
        while self.text.matches(words).count() < times {
            let piece = tokio::time::timeout(Duration::from_secs(60), next(&mut self.stream)).await;
            let piece = piece.unwrap_or_else(|_| panic!("“{words}” is not said: {}", self.text)).unwrap();
            self.text.push_str(&piece);
        }
    }
    /// What the stream says within a while that is long against a reading.
    async fn meanwhile(&mut self) -> String {
        let mut said = String::new();
        let more = async {
            while let Some(piece) = next(&mut self.stream).await {
                said.push_str(&piece);
            }
        };
        let _ = tokio::time::timeout(Duration::from_millis(2500), more).await;
        said
    }
}

async fn next(stream: &mut BodyDataStream) -> Option<String> {
    let mut stream = std::pin::Pin::new(stream);
    let piece = std::future::poll_fn(|cx| futures_core::Stream::poll_next(stream.as_mut(), cx)).await;
    piece.map(|piece| String::from_utf8_lossy(&piece.unwrap()).into_owned())
}

async fn listen(site: &Site, browser: &Browser, query: &str) -> (StatusCode, Heard) {
    let cookies: Vec<String> = browser.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let request = Request::get(format!("/live?{query}")).header("cookie", cookies.join("; "));
    let answer = site.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let status = answer.status();
    (status, Heard { stream: answer.into_body().into_data_stream(), text: String::new() })
}

fn rename(site: &Site, id: OpportunityId, name: &str) {
    site.later(1);
    let fields = Fields { name: Some(name.to_owned()), ..Fields::default() };
    apart(site, move |house| house.write(Who::Console, |ctx, tx| change(ctx, tx, id, None, &fields)).unwrap());
}

#[test]
fn who_may_see_a_record_hears_of_its_change_and_no_one_else() {
    on_each(async |site| {
        let team = team(site);
        let (pump, boiler) = (team.deals["Pump"], team.deals["Boiler"]);
        let rune = site.signed_in("rune@example.test", PASSWORD).await;
        let now = || site.state.house().now().0;
        let (status, _) = listen(site, &rune, &format!("noun=opportunity&id={boiler}")).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "what is hidden is not there");
        let (status, _) = listen(site, &rune, "noun=weather").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        site.later(60);
        let since = now();
        let (_, mut one) = listen(site, &rune, &format!("noun=opportunity&id={pump}&since={since}")).await;
        let (_, mut all) = listen(site, &rune, &format!("noun=opportunity&since={since}")).await;
        one.until("listening", 1).await;
        all.until("listening", 1).await;
        rename(site, boiler, "Hidden boiler");
        assert_eq!((one.meanwhile().await, all.meanwhile().await), (String::new(), String::new()));
        rename(site, pump, "Pump and hose");
        one.until("event: changed\ndata: page\n\n", 1).await;
        all.until("event: changed", 1).await;
        let (_, mut late) = listen(site, &rune, &format!("noun=opportunity&id={pump}&since={since}")).await;
        late.until("event: changed", 1).await;
        let (_, mut fresh) = listen(site, &rune, &format!("noun=opportunity&id={pump}&since={}", now() + 5000)).await;
        fresh.until("listening", 1).await;
        site.state.live().end();
        assert_eq!(fresh.meanwhile().await, "", "a page made later knows it already");
    });
}

async fn comes(browser: &mut Browser, record: OpportunityId, field: &str) -> StatusCode {
    let record = record.to_string();
    browser.post("/live/presence", &[("noun", "opportunity"), ("id", &record), ("field", field)]).await.status
}

#[test]
fn who_is_on_a_field_is_told_to_those_who_see_the_record_while_they_are() {
    on_each(async |site| {
        let team = team(site);
        let (pump, boiler) = (team.deals["Pump"], team.deals["Boiler"]);
        let mut rune = site.signed_in("rune@example.test", PASSWORD).await;
        let mut mona = site.signed_in("mona@example.test", PASSWORD).await;
        for browser in [&mut rune, &mut mona] {
            browser.get("/today").await;
        }
        assert_eq!(comes(&mut rune, boiler, "amount").await, StatusCode::NOT_FOUND, "what is hidden is not there");
        assert_eq!(comes(&mut rune, pump, "<b>").await, StatusCode::UNPROCESSABLE_ENTITY);
        let (_, mut one) = listen(site, &rune, &format!("noun=opportunity&id={pump}&form=1")).await;
        one.until("listening", 1).await;
        assert_eq!(comes(&mut mona, pump, "amount").await, StatusCode::NO_CONTENT);
        one.until("event: present\ndata: [{\"field\":\"amount\",\"text\":\"Mona is editing this\"}]", 1).await;
        // The clock stands still: another field within the same millisecond is told all the same.
        assert_eq!(comes(&mut mona, pump, "next_step").await, StatusCode::NO_CONTENT);
        one.until("[{\"field\":\"next_step\",\"text\":\"Mona is editing this\"}]", 1).await;
        assert_eq!(comes(&mut rune, pump, "amount").await, StatusCode::NO_CONTENT);
        assert_eq!(one.meanwhile().await, "", "of oneself one knows");
        let (_, mut late) = listen(site, &rune, &format!("noun=opportunity&id={pump}")).await;
        late.until("Mona is editing this", 1).await;
        site.later(60);
        let (_, mut later) = listen(site, &rune, &format!("noun=opportunity&id={pump}")).await;
        assert!(!later.meanwhile().await.contains("Mona"), "what was said long ago holds no more");
        comes(&mut mona, pump, "amount").await;
        one.until("Mona is editing this", 3).await;
        site.later(1);
        comes(&mut mona, pump, "").await;
        one.until("event: present\ndata: []", 1).await;
        rename(site, pump, "Pump and hose");
        assert_eq!(one.meanwhile().await, "", "a form hears of no changes");
        site.state.live().end();
    });
}

#[test]
fn two_changes_within_a_millisecond_are_told_as_two() {
    on_each(async |site| {
        let pump = team(site).deals["Pump"];
        let rune = site.signed_in("rune@example.test", PASSWORD).await;
        let since = site.state.house().now().0 - 5000;
        let (_, mut one) = listen(site, &rune, &format!("noun=opportunity&id={pump}&since={since}")).await;
        one.until("listening", 1).await;
        one.meanwhile().await;
        // The clock stands still from here on.
        let call = NewActivity { outcome: Some("busy".into()), ..NewActivity::on("call", Noun::Opportunity, pump) };
        let logged =
            apart(site, move |house| house.write(Who::Console, |ctx, tx| add(ctx, tx, Cause::COMMAND, vec![call])));
        one.until("event: changed", 1).await;
        let id = logged.unwrap()[0].id;
        apart(site, move |house| {
            let patch = ActivityPatch { subject: Some("Again".into()), ..ActivityPatch::default() };
            house.write(Who::Console, |ctx, tx| change_activity(ctx, tx, id, &patch)).unwrap();
        });
        one.until("event: changed", 2).await;
        site.state.live().end();
    });
}

#[test]
fn queues_move_while_one_looks_at_them() {
    on_each(async |site| {
        team(site);
        let mut owner = site.owner().await;
        let page = owner.get("/organisation/routing").await.body;
        let (_, rest) = page.split_once("data-events=\"/live?").expect("the page listens");
        let query = rest.split('"').next().unwrap_or_default().replace("&amp;", "&");
        let (_, mut queues) = listen(site, &owner, &query).await;
        queues.until("listening", 1).await;
        site.later(1);
        let lead = domain::leads::Lead { name: "Kari".into(), ..Default::default() };
        apart(site, move |house| {
            let cause = app::events::Cause::COMMAND;
            let taken = house.write(Who::Console, |ctx, tx| app::leads::commands::intake(ctx, tx, cause, vec![lead]));
            taken.unwrap();
        });
        queues.until("event: changed", 1).await;
        let counts_one = |page: &str| {
            let row =
                page.split_once("/organisation/routing/queues/0").and_then(|(_, rest)| rest.split("</tr>").next());
            row.is_some_and(|row| row.contains(">1<"))
        };
        assert!(!counts_one(&page) && counts_one(&owner.get("/organisation/routing").await.body));
        site.state.live().end();
    });
}

//! Fields of a company's own, by page and API: defined, filled on every kind of record, listed, asked for by stages, retired
//! without loss, and silent about records that the reader may not see.

use crate::browser::{Browser, Site, on_each};
use crate::records::{apart, program, team};
use app::ctx::Who;
use axum::http::{Method, StatusCode};
use domain::custom_fields::{CustomField, FieldChoice, FieldKind, NOUNS};
use domain::policy::Noun;
use serde_json::{Value as Json, json};

/// Lists by kind of record, and what a new one needs.
const KINDS: [(Noun, &str); 6] = [
    (Noun::Account, "accounts"),
    (Noun::Contact, "contacts"),
    (Noun::Lead, "leads"),
    (Noun::Opportunity, "opportunities"),
    (Noun::Product, "products"),
    (Noun::Activity, "activities"),
];

fn field(noun: Noun, kind: FieldKind) -> CustomField {
    let label = format!("Own {}", kind.key().replace('_', " "));
    CustomField {
        choices: if kind.has_choices() {
            ["Gold", "Silver", "Bronze"].map(FieldChoice::new).into()
        } else {
            Vec::new()
        },
        target: (kind == FieldKind::Record).then_some(Noun::Account),
        decimals: if kind == FieldKind::Number { 2 } else { 0 },
        ..CustomField::new(noun, kind, &label)
    }
}

/// One of each kind on each kind of record.
fn defined(site: &Site) {
    apart(site, |house| {
        let all = NOUNS.into_iter().flat_map(|noun| FieldKind::ALL.map(|kind| field(noun, kind)));
        for field in all {
            house.write(Who::Console, |ctx, tx| app::custom_fields::commands::define(ctx, tx, field)).unwrap();
        }
    });
}

/// A value of each kind: as it is given, as it is answered, and a filter that finds it.
fn values(account: &Json, person: &Json) -> [(&'static str, Json, Json, String); 10] {
    let money = json!({ "amount": "1234.50", "currency": "NOK" });
    [
        ("x_own_text", json!("  Two words "), json!("Two words"), "contains \"two\"".into()),
        ("x_own_number", json!(0.5), json!("0.50"), "< 0.51".into()),
        ("x_own_money", money.clone(), money, ">= 1234.50".into()),
        ("x_own_date", json!("2026-11-22"), json!("2026-11-22"), "= 2026-11-22".into()),
        ("x_own_choice", json!("Silver"), json!("silver"), "= \"Silver\"".into()),
        ("x_own_multi_choice", json!(["bronze", "Gold"]), json!(["gold", "bronze"]), "= bronze".into()),
        ("x_own_person", person.clone(), person.clone(), "= \"Rune\"".into()),
        ("x_own_record", account.clone(), account.clone(), "= \"Pump works\"".into()),
        ("x_own_yes_no", json!(true), json!(true), "= true".into()),
        ("x_own_link", json!("https://a.example/b"), json!("https://a.example/b"), "is not empty".into()),
    ]
}

async fn get(program: &mut Browser, path: &str) -> Json {
    let answer = program.call(Method::GET, path, &[], &Json::Null).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    answer.json()
}

fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

#[test]
fn every_kind_of_field_on_every_kind_of_record_is_written_read_filtered_and_sorted() {
    on_each(async |site| {
        let team = team(site);
        defined(site);
        let mut hanna = program(site, &team, "Hanna");
        let accounts = get(&mut hanna, "/api/v1/accounts?filter=name%20%3D%20%22Pump%20works%22").await;
        let account = accounts["items"][0]["id"].clone();
        let person = json!(crate::records::person("Rune"));
        for (noun, plural) in KINDS {
            // Products are for those who keep them; any other will do for Hanna.
            let mut who = if noun == Noun::Product { owner(site).await } else { program(site, &team, "Hanna") };
            let mut body = match noun {
                Noun::Activity => json!({ "kind": "note", "subject": "Note", "account": account }),
                Noun::Lead => json!({ "name": "Own", "owner": crate::records::position("Hanna") }),
                _ => json!({ "name": "Own" }),
            };
            for (key, given, ..) in values(&account, &person) {
                body[key] = given;
            }
            let made = who.call(Method::POST, &format!("/api/v1/{plural}"), &[], &body).await;
            assert_eq!(made.status, StatusCode::CREATED, "{plural}: {}", made.body);
            let at = made.location().to_owned();
            let read = get(&mut who, &at).await;
            for (key, _, held, filter) in values(&account, &person) {
                assert_eq!((&made.json()[key], &read[key]), (&held, &held), "{plural} {key}");
                let query = format!("filter={}&fields={key}", encoded(&format!("{key} {filter}")));
                let list = get(&mut who, &format!("/api/v1/{plural}?{query}")).await;
                assert_eq!(list["items"].as_array().map(Vec::len), Some(1), "{plural} {key} {filter}");
                let shown = &list["items"][0][key];
                let named = shown.get("id").filter(|id| !id.is_null()).unwrap_or(shown);
                assert_eq!(*named, held, "{plural} {key} in a list");
                let none = format!("/api/v1/{plural}?filter={}", encoded(&format!("{key} is empty")));
                let without = get(&mut who, &none).await;
                let ids: Vec<&Json> = without["items"].as_array().unwrap().iter().map(|item| &item["id"]).collect();
                assert!(!ids.contains(&&read["id"]), "{plural} {key} is empty");
            }
            assert_eq!(read["x_own_record_label"]["label"], "Pump works", "{plural}");
            assert_eq!(read["x_own_person_label"]["label"], "Rune", "{plural}");
            for key in ["x_own_text", "x_own_number", "x_own_money", "x_own_date", "x_own_choice", "x_own_link"] {
                for sign in ["", "-"] {
                    let list = get(&mut who, &format!("/api/v1/{plural}?sort={sign}{key}&fields=x_own_text")).await;
                    assert_eq!(list["items"][0]["x_own_text"], "Two words", "{plural} by {sign}{key}: none stand last");
                }
            }
            changed(&mut who, plural, &at).await;
        }
    });
}

/// Fields are changed, emptied and refused; the story tells it.
async fn changed(who: &mut Browser, plural: &str, at: &str) {
    let version = get(who, at).await["version"].as_i64().unwrap();
    let patch = json!({ "x_own_choice": "Gold", "x_own_date": null, "x_own_multi_choice": [] });
    let tag = format!("\"{version}\"");
    let answer = who.call(Method::PATCH, at, &[("if-match", tag.as_str())], &patch).await;
    assert_eq!(answer.status, StatusCode::OK, "{plural}: {}", answer.body);
    let now = answer.json();
    assert_eq!(
        (&now["x_own_choice"], &now["x_own_date"], &now["x_own_multi_choice"], &now["x_own_text"]),
        (&json!("gold"), &Json::Null, &Json::Null, &json!("Two words")),
        "{plural}"
    );
    assert_eq!(now["version"].as_i64(), Some(version + 1), "{plural}");
    for (key, bad) in [
        ("x_own_number", json!("1.234")),
        ("x_own_choice", json!("Copper")),
        ("x_own_link", json!("javascript:alert(1)")),
        ("x_own_record", json!(uuid::Uuid::from_u128(7))),
        ("x_nothing", json!(1)),
    ] {
        let mut patch = json!({ "next_step": "Call" });
        if plural == "products" || plural == "activities" {
            patch = json!({});
        }
        patch[key] = bad;
        let refused = who.call(Method::PATCH, at, &[], &patch).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{plural} {key}: {}", refused.body);
        assert_eq!(refused.json()["errors"][0]["pointer"], format!("/{key}"), "{plural}: {}", refused.body);
    }
    assert_eq!(get(who, at).await["version"].as_i64(), Some(version + 1), "{plural}: what is refused leaves nothing");
}

/// The owner of the company, as a program.
async fn owner(site: &Site) -> Browser {
    let mut owner = site.owner().await;
    owner.get("/settings").await;
    owner.headers = vec![("x-csrf-token", owner.csrf.clone())];
    owner
}

#[test]
fn fields_are_kept_by_their_pages_and_stand_on_forms_lists_and_stories() {
    on_each(async |site| {
        team(site);
        let (seat, mut owner) = (crate::records::position("Hanna").to_string(), site.owner().await);
        owner.get("/settings/fields?of=accounts").await;
        let new = [
            ("label", "Contract type"),
            ("kind", "choice"),
            ("choices", "Framework\n Single order\n"),
            ("decimals", ""),
        ];
        let made = owner.post("/settings/fields?of=accounts", &new).await;
        assert_eq!(
            (made.status, made.location()),
            (StatusCode::SEE_OTHER, "/settings/fields?of=accounts"),
            "{}",
            made.body
        );
        let wrong = owner.post("/settings/fields?of=accounts", &[("label", ""), ("kind", "choice")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let all = owner.get("/settings/fields?of=accounts").await;
        assert!(all.body.contains("Choice: Framework, Single order"), "{}", all.body);
        let form = owner.get("/accounts/new").await;
        assert!(form.body.contains("Contract type") && form.body.contains("single_order"));
        let made =
            owner.post("/accounts", &[("name", "Fjord"), ("owner", &seat), ("x_contract_type", "framework")]).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
        let at = made.location().to_owned();
        owner.post(&at, &[("x_contract_type", "single_order")]).await;
        let page = owner.get(&at).await;
        assert!(page.body.contains("Single order") && page.body.contains("Framework"), "its value and its story");
        let list = owner.get("/accounts?f-x_contract_type=single_order&column=name&column=x_contract_type").await;
        assert_eq!(list.status, StatusCode::SEE_OTHER);
        let list = owner.get(list.location()).await;
        assert!(list.body.contains("Fjord") && list.body.contains("Single order"), "{}", list.body);
        let file = owner.get("/accounts.csv?fields=name,x_contract_type").await;
        assert!(
            file.body.contains("name,x_contract_type") && file.body.contains("Fjord,Single order"),
            "{}",
            file.body
        );
        let document = owner.call(Method::GET, "/api/v1/openapi.json", &[], &Json::Null).await.json();
        for at in ["/post/requestBody", "/post/responses/201"] {
            let schema =
                format!("/paths/~1api~1v1~1accounts{at}/content/application~1json/schema/properties/x_contract_type");
            assert_eq!(document.pointer(&schema).unwrap()["enum"], json!(["framework", "single_order", null]), "{at}");
        }
        let open = owner.get("/api/openapi.json").await;
        assert!(!open.body.contains("x_contract_type"), "strangers are told what every company has");
        let one = all.body.split("href=\"").find(|part| part.starts_with("/settings/fields/")).unwrap();
        let one = one.split('"').next().unwrap().to_owned();
        let renamed =
            [("label", "Kind of contract"), ("label-framework", "Frame"), ("label-single_order", "Single order")];
        assert_eq!(owner.post(&one, &renamed).await.status, StatusCode::SEE_OTHER);
        assert!(owner.get(&at).await.body.contains("Kind of contract"));
        owner.post(&format!("{one}/retired"), &[("retired", "1")]).await;
        assert!(!owner.get(&at).await.body.contains("Kind of contract:"), "it is shown no more");
        assert!(!owner.get("/accounts/new").await.body.contains("x_contract_type"));
        owner.post(&format!("{one}/retired"), &[("retired", "0")]).await;
        assert!(
            owner.get("/accounts?fields=name,x_contract_type").await.body.contains("Single order"),
            "nothing is lost"
        );
    });
}

/// Rune sees his own account and not Mona's, which it names.
#[test]
fn what_a_field_names_is_silent_where_the_reader_may_not_see_it() {
    on_each(async |site| {
        let team = team(site);
        apart(site, |house| {
            let mine = CustomField { is_required: false, ..field(Noun::Account, FieldKind::Record) };
            house.write(Who::Console, |ctx, tx| app::custom_fields::commands::define(ctx, tx, mine)).unwrap();
        });
        let account = |name: &str| {
            let id: domain::kernel::id::AccountId = domain::kernel::id::derived(&[b"account", name.as_bytes()]);
            id.to_string()
        };
        let (mut hanna, mut rune) = (program(site, &team, "Hanna"), program(site, &team, "Rune"));
        let at = format!("/api/v1/accounts/{}", account("Pump"));
        let named = hanna.call(Method::PATCH, &at, &[], &json!({ "x_own_record": account("Crane") })).await;
        assert_eq!(named.json()["x_own_record_label"]["label"], "Crane works", "{}", named.body);
        let seen = get(&mut rune, &at).await;
        assert_eq!((&seen["x_own_record"], &seen["hidden"]), (&Json::Null, &json!(["x_own_record"])));
        for path in [
            "/api/v1/accounts?fields=name,x_own_record".to_owned(),
            format!("/api/v1/accounts?filter={}", encoded("x_own_record = \"Crane works\"")),
            format!("/api/v1/accounts?filter={}", encoded(&format!("x_own_record = {}", account("Crane")))),
        ] {
            let list = get(&mut rune, &path).await["items"].to_string();
            assert!(!list.contains("Crane") && !list.contains(&account("Crane")), "{path}: {list}");
        }
        let mut page = site.signed_in("rune@example.test", crate::browser::PASSWORD).await;
        for path in [format!("/accounts/{}", account("Pump")), "/accounts.csv?fields=name,x_own_record".to_owned()] {
            let body = page.get(&path).await.body;
            assert!(!body.contains("Crane") && !body.contains(&account("Crane")), "{path}");
        }
        let other = rune.call(Method::PATCH, &at, &[], &json!({ "x_own_record": account("Crane") })).await;
        assert_eq!(other.status, StatusCode::OK, "what stands already may be sent back: {}", other.body);
        let kept = rune.call(Method::PATCH, &at, &[], &json!({ "x_own_record": null, "next_step": "Call" })).await;
        assert_eq!(kept.status, StatusCode::OK, "{}", kept.body);
        assert_eq!(get(&mut hanna, &at).await["x_own_record"], account("Crane"), "what is hidden is not emptied");
        let unseen = format!("/api/v1/accounts/{}", account("Valve"));
        let refused = rune.call(Method::PATCH, &unseen, &[], &json!({ "x_own_record": account("Crane") })).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    });
}

#[test]
fn a_stage_asks_for_a_field_and_what_is_required_is_kept() {
    on_each(async |site| {
        let team = team(site);
        apart(site, |house| {
            let asked = field(Noun::Opportunity, FieldKind::Text);
            let needed = CustomField { is_required: true, ..field(Noun::Account, FieldKind::Choice) };
            for field in [asked, needed] {
                house.write(Who::Console, |ctx, tx| app::custom_fields::commands::define(ctx, tx, field)).unwrap();
            }
        });
        let mut owner = owner(site).await;
        let pipelines = get(&mut owner, "/api/v1/pipelines").await;
        let closing =
            pipelines[0]["stages"].as_array().unwrap().iter().find(|stage| stage["key"] == "closing").unwrap();
        let at = format!("/api/v1/stages/{}", closing["id"].as_str().unwrap());
        let asks = owner.call(Method::PATCH, &at, &[], &json!({ "needs": ["x_own_text"] })).await;
        assert_eq!(asks.status, StatusCode::OK, "{}", asks.body);
        let mut rune = program(site, &team, "Rune");
        let deal = format!("/api/v1/opportunities/{}", team.deals["Valve"]);
        let to = json!({ "stage": "closing" });
        let lacks = rune.call(Method::POST, &format!("{deal}/stage"), &[], &to).await;
        assert_eq!(lacks.status, StatusCode::UNPROCESSABLE_ENTITY);
        let fault = &lacks.json()["errors"][0];
        assert_eq!(fault["pointer"], "/x_own_text");
        assert!(fault["detail"].as_str().unwrap().contains("Own text"), "{fault}");
        rune.call(Method::PATCH, &deal, &[], &json!({ "x_own_text": "Agreed" })).await;
        let moved = rune.call(Method::POST, &format!("{deal}/stage"), &[], &to).await;
        assert_eq!(moved.status, StatusCode::OK, "{}", moved.body);
        let bare = rune.call(Method::POST, "/api/v1/accounts", &[], &json!({ "name": "Bare" })).await;
        assert_eq!(
            (bare.status, &bare.json()["errors"][0]["pointer"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &json!("/x_own_choice"))
        );
        let whole = json!({ "name": "Whole", "x_own_choice": "gold" });
        let made = rune.call(Method::POST, "/api/v1/accounts", &[], &whole).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        let emptied = rune.call(Method::PATCH, made.location(), &[], &json!({ "x_own_choice": null })).await;
        assert_eq!(emptied.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", emptied.body);
        let other = rune.call(Method::PATCH, made.location(), &[], &json!({ "city": "Bergen" })).await;
        assert_eq!(other.status, StatusCode::OK, "{}", other.body);
    });
}

/// Two accounts become one, and two again: no value is lost on the way, nor one of a field that was retired meanwhile.
#[test]
fn merging_takes_values_along_and_undoing_brings_them_back() {
    on_each(async |site| {
        let team = team(site);
        defined(site);
        let mut hanna = program(site, &team, "Hanna");
        let mut made = Vec::new();
        for (name, values) in [
            ("One", json!({ "name": "Fjord One", "x_own_text": "one" })),
            (
                "Two",
                json!({ "name": "Fjord Two", "x_own_text": "two", "x_own_number": "7.25", "x_own_choice": "gold" }),
            ),
        ] {
            let answer = hanna.call(Method::POST, "/api/v1/accounts", &[], &values).await;
            assert_eq!(answer.status, StatusCode::CREATED, "{name}: {}", answer.body);
            made.push(answer.json()["id"].as_str().unwrap().to_owned());
        }
        let merged = apart(site, |house| {
            let fields = house.read(Who::Console, |ctx, _| Ok(ctx.fields.clone())).unwrap();
            let choice = fields.find(Noun::Account, "x_own_choice").unwrap().id;
            house
                .write(Who::Console, |ctx, tx| {
                    app::custom_fields::commands::change(ctx, tx, choice, None, |field| field.is_retired = true)
                })
                .unwrap();
            let ids: Vec<uuid::Uuid> = made.iter().map(|id| id.parse().unwrap()).collect();
            let merge = |ctx: &app::Ctx, tx: &mut app::Tx<'_>| {
                app::matching::merge::merge(ctx, tx, Noun::Account, ids[0], ids[1], &[])
            };
            house.write(Who::Console, merge).unwrap().id
        });
        let kept = format!("/api/v1/accounts/{}", made[0]);
        let one = get(&mut hanna, &kept).await;
        assert_eq!((&one["x_own_text"], &one["x_own_number"]), (&json!("one"), &json!("7.25")));
        apart(site, |house| {
            house.write(Who::Console, |ctx, tx| app::matching::merge::undo(ctx, tx, merged)).unwrap();
            let fields = house.read(Who::Console, |ctx, _| Ok(ctx.fields.clone())).unwrap();
            let choice = fields.known(Noun::Account, "x_own_choice").unwrap().id;
            house
                .write(Who::Console, |ctx, tx| {
                    app::custom_fields::commands::change(ctx, tx, choice, None, |field| field.is_retired = false)
                })
                .unwrap();
        });
        let (one, two) =
            (get(&mut hanna, &kept).await, get(&mut hanna, &format!("/api/v1/accounts/{}", made[1])).await);
        assert_eq!((&one["x_own_text"], &one["x_own_number"]), (&json!("one"), &Json::Null));
        assert_eq!(
            (&two["x_own_text"], &two["x_own_number"], &two["x_own_choice"]),
            (&json!("two"), &json!("7.25"), &json!("gold"))
        );
    });
}

//! The life of a lead: routed or owned, tried, set aside and taken up again, turned into a customer, won and reopened.

use crate::world::{World, position};
use app::events::Cause;
use app::leads::commands::{change, create, intake, set_status};
use app::leads::convert::{Convert, convert};
use app::measures::{MeasureQuery, measure, rebuild};
use app::opportunities::commands::{Fields, Move, move_stages};
use app::records::Patch;
use app::{Ctx, Error, Tx, activities, leads, opportunities, records};
use domain::Day;
use domain::kernel::id::LeadId;
use domain::leads::{Lead, LeadStatus, SetStatus};
use domain::opportunities::MoveStage;
use domain::organisation::{Coverage, Distribution, Edit, Limits};
use domain::policy::Noun;
use serde_json::json;

fn kari() -> Lead {
    Lead {
        name: "Kari Nordmann".into(),
        company: Some("Nordfjord Nett".into()),
        email: Some("kari@nordfjord.example".into()),
        source: Some("event".into()),
        ..Lead::default()
    }
}

fn made(world: &World, who: &str) -> Lead {
    world.write(who, |ctx, tx| create(ctx, tx, Cause::COMMAND, vec![kari()])).unwrap().remove(0)
}

fn now(ctx: &Ctx, tx: &mut Tx<'_>, id: LeadId) -> app::Result<Lead> {
    records::seen_by(ctx, tx, id.0)
}

fn day(text: &str) -> Option<Day> {
    text.parse().ok()
}

fn refused<T: std::fmt::Debug>(result: app::Result<T>) -> String {
    match result {
        Err(Error::Refused(refusals)) => refusals[0].code.clone(),
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn who_makes_a_lead_owns_it_and_others_beside_do_not_see_it() {
    World::each(|world| {
        let lead = made(world, "Rune");
        assert_eq!((lead.owner, lead.generated_by), (position("Rune"), position("Rune")));
        for (who, sees) in
            [("Rune", true), ("Mona", true), ("Hanna", true), ("Rita", false), ("Olga", false), ("Fina", true)]
        {
            let found = world.read(who, |ctx, tx| leads::queries::page(ctx, tx, &lead.id.to_string()));
            assert_eq!(found.is_ok(), sees, "{who}");
        }
        let taken = world.write("Rita", |ctx, tx| {
            set_status(ctx, tx, &[lead.id], &SetStatus { status: LeadStatus::Working, ..SetStatus::default() })
        });
        assert!(matches!(taken, Err(Error::NotFound)), "{taken:?}");
    });
}

#[test]
fn a_lead_that_coverage_sends_nowhere_waits_in_the_queue_and_is_not_lost() {
    World::each(|world| {
        let lead = world.console(|ctx, tx| intake(ctx, tx, Cause::COMMAND, vec![kari()])).remove(0);
        let waits = world.read("Opal", |ctx, tx| app::routing::queries::waits(ctx, tx, Noun::Lead, lead.id.0)).unwrap();
        assert!(waits.is_some());
        let owner = json!(position("Rune"));
        world.console(|ctx, tx| change(ctx, tx, Cause::COMMAND, &[Patch::new(lead.id.0, [("owner", owner)])]));
        let waits = world.read("Opal", |ctx, tx| app::routing::queries::waits(ctx, tx, Noun::Lead, lead.id.0)).unwrap();
        assert!(waits.is_none(), "whoever is given a lead has it");
    });
}

#[test]
fn a_lead_is_not_linked_with_a_customer_that_is_hidden() {
    World::each(|world| {
        let (lead, hidden) =
            (made(world, "Rune"), domain::accounts::Account { name: "Hemmelig".into(), ..Default::default() });
        let hidden =
            world.write("Olga", |ctx, tx| app::accounts::commands::create(ctx, tx, Cause::COMMAND, vec![hidden]));
        let contact = domain::contacts::Contact { name: "Kari".into(), ..Default::default() };
        let contact =
            world.write("Rune", |ctx, tx| app::contacts::commands::create(ctx, tx, Cause::COMMAND, vec![contact]));
        let how = Convert {
            account: Some(hidden.unwrap()[0].id),
            contact: Some(contact.unwrap()[0].id),
            ..Convert::default()
        };
        assert_eq!(refused(world.write("Rune", |ctx, tx| convert(ctx, tx, lead.id, &how))), "refusal-record-unknown");
        let stands = world.read("Rune", |ctx, tx| now(ctx, tx, lead.id)).unwrap();
        assert_eq!((stands.status, stands.account), (LeadStatus::New, None));
    });
}

#[test]
fn a_change_of_status_is_taken_back_whole_or_not_at_all() {
    World::each(|world| {
        let lead = made(world, "Rune");
        let aside = SetStatus { status: LeadStatus::Disqualified, reason: Some("no_need".into()), return_on: None };
        world.write("Rune", |ctx, tx| set_status(ctx, tx, &[lead.id], &aside)).unwrap();
        let changes = json!({ "status": ["new", "disqualified"], "reason": [null, "no_need"] });
        let back = || world.write("Rune", |ctx, tx| leads::commands::put_back(ctx, tx, lead.id, &changes)).unwrap();
        assert!(back());
        let now = world.read("Rune", |ctx, tx| now(ctx, tx, lead.id)).unwrap();
        assert_eq!((now.status, now.reason, now.recycled), (LeadStatus::New, None, 0));
        assert!(!back(), "it stands otherwise by now");
    });
}

#[test]
fn a_new_lead_stands_on_the_page_of_its_owners_day_until_it_is_tried() {
    World::each(|world| {
        let lead = made(world, "Rune");
        let waiting = |who: &str| {
            let page = world.read(who, app::today::queries::page).unwrap();
            page.leads.iter().map(|line| line.id).collect::<Vec<_>>()
        };
        assert_eq!((waiting("Rune"), waiting("Rita"), waiting("Mona")), (vec![lead.id], vec![], vec![]));
        let taken = SetStatus { status: LeadStatus::Working, ..SetStatus::default() };
        world.write("Rune", |ctx, tx| set_status(ctx, tx, &[lead.id], &taken)).unwrap();
        assert_eq!(waiting("Rune"), []);
    });
}

#[test]
fn the_first_try_moves_the_clock_once_and_is_measured() {
    World::each(|world| {
        let lead = made(world, "Rune");
        let call = || activities::commands::NewActivity {
            subject: "Rang".into(),
            direction: Some("out".into()),
            outcome: Some("no_answer".into()),
            ..activities::commands::NewActivity::on("call", Noun::Lead, lead.id.0)
        };
        for _ in 0..2 {
            world.write("Rune", |ctx, tx| activities::commands::add(ctx, tx, Cause::COMMAND, vec![call()])).unwrap();
        }
        let tried = world.read("Rune", |ctx, tx| now(ctx, tx, lead.id)).unwrap();
        assert_eq!((tried.status, tried.attempted_at), (LeadStatus::Working, tried.first_attempt_at));
        assert!(tried.attempted_at.is_some());
        assert_eq!(world.console(|ctx, tx| rebuild(ctx, tx, false)), []);
    });
}

#[test]
fn a_lead_becomes_a_customer_once_and_follows_what_its_deal_comes_to() {
    World::each(|world| {
        let lead = made(world, "Rune");
        let aside = SetStatus { status: LeadStatus::Disqualified, ..SetStatus::default() };
        assert_eq!(
            refused(world.write("Rune", |ctx, tx| set_status(ctx, tx, &[lead.id], &aside))),
            "refusal-lead-reason-missing"
        );
        let call = activities::commands::NewActivity {
            outcome: Some("connected".into()),
            subject: "What they need".into(),
            ..activities::commands::NewActivity::on("call", Noun::Lead, lead.id)
        };
        world
            .write("Rune", |ctx, tx| activities::commands::add(ctx, tx, Cause::COMMAND, vec![call]).map(drop))
            .unwrap();
        let how = Convert { with_opportunity: true, ..Convert::default() };
        let became = world.write("Rune", |ctx, tx| convert(ctx, tx, lead.id, &how)).unwrap();
        let calls = |noun, id: uuid::Uuid| {
            let all =
                world.read("Rune", |ctx, tx| records::timeline(ctx, tx, noun, id, domain::Instant(ctx.now.0 + 1), 50));
            all.unwrap().iter().filter(|entry| matches!(entry.what, records::What::Activity(_))).count()
        };
        let on = [
            calls(Noun::Lead, lead.id.0),
            calls(Noun::Account, became.account.unwrap().0),
            calls(Noun::Contact, became.contact.unwrap().0),
            calls(Noun::Opportunity, became.opportunity.unwrap().0),
        ];
        assert_eq!(on, [1; 4], "what was said with the lead is told on what it became");
        let (account, deal) = (became.account.unwrap(), became.opportunity.unwrap());
        let account: domain::accounts::Account =
            world.read("Rune", |ctx, tx| records::seen_by(ctx, tx, account.0)).unwrap();
        assert_eq!((account.name.as_str(), account.owner), ("Nordfjord Nett", position("Rune")));
        assert!(became.contact.is_some());
        assert_eq!(refused(world.write("Rune", |ctx, tx| convert(ctx, tx, lead.id, &how))), "refusal-lead-converted");
        let go = |key: &str| {
            let stages = world.console(|_, tx| app::opportunities::pipelines::all(tx)).remove(0);
            let stage = stages.stage(key).unwrap().id;
            world
                .write("Rune", |ctx, tx| {
                    move_stages(ctx, tx, &[Move { id: deal, stage, version: None, with: MoveStage::default() }])
                })
                .unwrap();
            world.read("Rune", |ctx, tx| now(ctx, tx, lead.id)).unwrap().won_on.is_some()
        };
        assert_eq!((go("won"), go("qualifying"), go("won")), (true, false, true));
        assert_eq!(world.console(|ctx, tx| rebuild(ctx, tx, false)), []);
    });
}

#[test]
fn a_lead_of_a_deal_that_is_won_already_was_won_on_the_day_of_the_deal() {
    World::each(|world| {
        let lead = || {
            let lead = Lead { created_on: day("2017-12-01"), ..kari() };
            world.write("Rune", |ctx, tx| create(ctx, tx, Cause::COMMAND, vec![lead])).unwrap()[0].id
        };
        let fields = Fields { name: Some("Pump".into()), created_on: day("2017-12-01"), ..Fields::default() };
        let deal = world.write("Rune", |ctx, tx| opportunities::commands::create(ctx, tx, &fields)).unwrap();
        let how = Convert { opportunity: Some(deal), ..Convert::default() };
        let (early, late) = (lead(), lead());
        world.write("Rune", |ctx, tx| convert(ctx, tx, early, &how)).unwrap();
        assert_eq!(world.read("Rune", |ctx, tx| now(ctx, tx, early)).unwrap().won_on, None, "the deal is open");
        let stage = world.console(|_, tx| opportunities::pipelines::all(tx)).remove(0).stage("won").unwrap().id;
        let with = MoveStage { on: day("2017-12-21"), ..MoveStage::default() };
        let won = [Move { id: deal, stage, version: None, with }];
        world.write("Rune", |ctx, tx| move_stages(ctx, tx, &won)).unwrap();
        world.write("Rune", |ctx, tx| convert(ctx, tx, late, &how)).unwrap();
        for id in [early, late] {
            let lead = world.read("Rune", |ctx, tx| now(ctx, tx, id)).unwrap();
            assert_eq!((lead.won_on, lead.converted_on), (day("2017-12-21"), day("2017-12-31")));
        }
        let asked =
            MeasureQuery { measure: "lead_days_to_win.max".into(), from: day("2017-01-01"), ..Default::default() };
        let days = world.read("Hanna", |ctx, tx| measure(ctx, tx, &asked)).unwrap();
        assert_eq!(serde_json::to_value(days.total).unwrap()["value"], 20, "from the first day to the deal's");
        assert_eq!(world.console(|ctx, tx| rebuild(ctx, tx, false)), []);
    });
}

/// Norway is Olga's, who has no room: what comes from there waits, in her sight and in nobody's beside.
#[test]
fn whoever_covers_a_segment_sees_the_leads_that_wait_for_it() {
    World::each(|world| {
        let segment = world.console(|ctx, tx| {
            let id = app::segments::commands::define(ctx, tx, "Norway", "country = NO", ctx.today)?;
            let coverage = Coverage {
                id: ctx.id(),
                segment: Some(id),
                stages: Vec::new(),
                unit: None,
                position: Some(position("Olga")),
                distribution: Distribution::RoundRobin,
                priority: 1,
                limits: Limits { most_open: Some(0), ..Limits::default() },
            };
            app::organisation::commands::edit(ctx, tx, &[(Edit::AddCoverage { coverage }, ctx.today)])?;
            Ok(id)
        });
        let of = |country: &str| Lead { country: Some(country.into()), ..kari() };
        let both = world.console(|ctx, tx| intake(ctx, tx, Cause::COMMAND, vec![of("NO"), of("SE")]));
        let (here, there) = (both[0].id, both[1].id);
        let sees = |who: &str, lead: LeadId| world.read(who, |ctx, tx| now(ctx, tx, lead)).is_ok();
        assert!(sees("Olga", here) && !sees("Olga", there));
        assert!(!sees("Rune", here) && !sees("Nils", here) && sees("Opal", there));
        let why = world.read("Olga", |ctx, tx| records::why_visible(ctx, tx, Noun::Lead, here.0)).unwrap();
        assert_eq!(why, [records::Reason::Segment { name: "Norway".into() }]);
        // The lead moves, and the segment's condition with it.
        let set = |id: LeadId, field: &'static str, value: serde_json::Value| {
            world.console(|ctx, tx| change(ctx, tx, Cause::COMMAND, &[Patch::new(id.0, [(field, value)])]));
        };
        set(here, "country", json!("SE"));
        assert!(!sees("Olga", here));
        world.console(|ctx, tx| app::segments::commands::change(ctx, tx, segment, "Sweden", "country = SE", ctx.today));
        assert!(sees("Olga", here) && sees("Olga", there));
        // Whoever is given it has it; it waits for nobody else.
        set(there, "owner", json!(position("Rune")));
        assert!(!sees("Olga", there) && sees("Rune", there));
    });
}

#[test]
fn what_a_lead_holds_in_own_fields_goes_along_where_there_is_the_same() {
    use domain::custom_fields::{CustomField, FieldChoice, FieldKind, FieldValue};
    World::each(|world| {
        let define = |noun: Noun, label: &str, kind: FieldKind, words: &[&str]| {
            let word = |key: &&str| FieldChoice { key: (*key).into(), label: (*key).into(), is_retired: false };
            let field = CustomField {
                id: domain::kernel::id::CustomFieldId::default(),
                noun,
                key: String::new(),
                label: label.into(),
                help: None,
                kind,
                choices: words.iter().map(word).collect(),
                target: None,
                decimals: 0,
                is_required: false,
                is_sensitive: false,
                place: 0,
                is_retired: false,
                version: 0,
            };
            world.console(|ctx, tx| app::custom_fields::commands::define(ctx, tx, field.clone()));
        };
        for noun in [Noun::Lead, Noun::Account, Noun::Contact, Noun::Opportunity] {
            define(noun, "Budget code", FieldKind::Text, &[]);
        }
        define(Noun::Lead, "Size", FieldKind::Number, &[]);
        define(Noun::Account, "Size", FieldKind::Text, &[]);
        define(Noun::Opportunity, "Size", FieldKind::Number, &[]);
        define(Noun::Lead, "Colour", FieldKind::Choice, &["red", "blue"]);
        define(Noun::Account, "Colour", FieldKind::Choice, &["red"]);
        define(Noun::Contact, "Colour", FieldKind::Choice, &["blue"]);
        let lead = serde_json::json!({
            "name": "Kari Vik", "first_name": "Kari", "last_name": "Vik", "company": "Fjord Foods",
            "x_budget_code": "B7", "x_size": 12, "x_colour": "blue",
        });
        let lead: Lead = serde_json::from_value(lead).expect("a lead");
        let lead = Lead { owner: position("Rune"), ..lead };
        let lead = world.console(|ctx, tx| app::leads::commands::create(ctx, tx, Cause::COMMAND, vec![lead]))[0].id;
        let how = app::leads::convert::Convert { with_opportunity: true, ..Default::default() };
        let became =
            world.write("Rune", |ctx, tx| app::leads::convert::convert(ctx, tx, lead, &how)).expect("converted");
        let held = |noun: Noun, id: uuid::Uuid| {
            world.console(|ctx, tx| {
                Ok(app::custom_fields::queries::held(ctx, tx, noun, &[id])?.remove(&id).unwrap_or_default())
            })
        };
        let text = |word: &str| FieldValue::Text(word.into());
        let account = held(Noun::Account, became.account.expect("made").0);
        assert_eq!(account.get("x_budget_code"), Some(&text("B7")));
        assert_eq!((account.get("x_size"), account.get("x_colour")), (None, None), "another kind, a word that is none");
        let contact = held(Noun::Contact, became.contact.expect("made").0);
        assert_eq!((contact.get("x_budget_code"), contact.get("x_colour")), (Some(&text("B7")), Some(&text("blue"))));
        let deal = held(Noun::Opportunity, became.opportunity.expect("made").0);
        assert_eq!((deal.get("x_budget_code"), deal.get("x_size")), (Some(&text("B7")), Some(&FieldValue::Whole(12))));
        let still = held(Noun::Lead, lead.0);
        assert_eq!((still.get("x_colour"), still.get("x_size")), (Some(&text("blue")), Some(&FieldValue::Whole(12))));
    });
}

//! Records that are likely one: told before one is made, found by an audit, kept apart, hidden from who may not see them.

use crate::world::{NOW, World, position};
use app::activities::commands::{NewActivity, add};
use app::events::Cause;
use app::listing::{Format, ListQuery, kinds};
use app::matching::{commands, merge, queries};
use app::opportunities::commands::{Fields, create};
use app::records::What;
use app::{Error, accounts, contacts};
use domain::Instant;
use domain::accounts::Account;
use domain::contacts::Contact;
use domain::frames::FrameAnswer;
use domain::kernel::id::{AccountId, LeadId, PositionId};
use domain::leads::{Answer, Lead};
use domain::matching::Sameness;
use domain::policy::Noun;
use serde_json::{Map, Value as Json, json};

const LATER: Instant = Instant(NOW.0 + 1);

fn fields(json: Json) -> Map<String, Json> {
    json.as_object().cloned().unwrap()
}

fn account(name: &str, website: &str, owner: &str) -> Account {
    let website = (!website.is_empty()).then(|| website.to_owned());
    Account { name: name.into(), website, owner: position(owner), ..Account::default() }
}

fn make(world: &World, accounts: Vec<Account>) -> Vec<AccountId> {
    let made = world.console(|ctx, tx| accounts::commands::create(ctx, tx, Cause::COMMAND, accounts));
    made.into_iter().map(|account| account.id).collect()
}

fn person(name: &str, email: &str, account: AccountId, owner: &str) -> Contact {
    let email = (!email.is_empty()).then(|| email.to_owned());
    Contact { name: name.into(), email, account: Some(account), owner: position(owner), ..Contact::default() }
}

#[test]
fn what_is_typed_is_told_apart_from_what_is_there() {
    World::each(|world| {
        let [fjord, nord] =
            make(world, vec![account("Fjord Foods AS", "https://fjord.no", "Rune"), account("Nordlys AS", "", "Rune")])
                .try_into()
                .unwrap();
        world.console(|ctx, tx| {
            contacts::commands::create(
                ctx,
                tx,
                Cause::COMMAND,
                vec![person("Kari Berg", "kari@fjord.no", fjord, "Rune")],
            )
        });
        let like = |name: &str, noun: Noun, asked: Json| {
            let found = world.read(name, |ctx, tx| queries::likely(ctx, tx, noun, &fields(asked), None)).unwrap();
            found.into_iter().map(|m| (m.record.label, m.reasons[0].what)).collect::<Vec<_>>()
        };
        assert_eq!(
            like("Rune", Noun::Account, json!({ "name": "FJORD FOODS A/S" })),
            [("Fjord Foods AS".into(), Sameness::Name)]
        );
        assert_eq!(
            like("Rune", Noun::Account, json!({ "name": "Fjord Foodz", "website": "www.fjord.no" })),
            [("Fjord Foods AS".into(), Sameness::Domain)]
        );
        assert_eq!(like("Rune", Noun::Account, json!({ "name": "Bergen Bakeri" })), []);
        assert_eq!(
            like("Rune", Noun::Contact, json!({ "first_name": "Kari", "last_name": "Berg", "account": fjord })),
            [("Kari Berg".into(), Sameness::Name)]
        );
        assert_eq!(like("Rune", Noun::Contact, json!({ "name": "Kari Berg", "account": nord })), []);
        // Who may not see a record is not told of it.
        assert_eq!(like("Olga", Noun::Account, json!({ "name": "Fjord Foods" })), []);
        assert_eq!(like("Mona", Noun::Account, json!({ "name": "Fjord Foods" })).len(), 1);
        // A daughter is not its parent, and a record is not like itself.
        assert_eq!(like("Rune", Noun::Account, json!({ "name": "Fjord Foods", "parent": fjord })), []);
        let own = world.read("Rune", |ctx, tx| {
            queries::likely(ctx, tx, Noun::Account, &fields(json!({ "name": "Fjord Foods" })), Some(fjord.0))
        });
        assert_eq!(own.unwrap(), []);
    });
}

#[test]
fn a_change_is_matched_by_what_stands_now() {
    World::each(|world| {
        let [id] = make(world, vec![account("Fjord Foods AS", "", "Rune")]).try_into().unwrap();
        let patch = app::records::Patch::new(id, [("name", json!("Nordlys Energi"))]);
        world.console(|ctx, tx| accounts::commands::change(ctx, tx, Cause::COMMAND, &[patch]));
        let like = |name: &str| {
            let asked = fields(json!({ "name": name }));
            world.read("Rune", |ctx, tx| queries::likely(ctx, tx, Noun::Account, &asked, None)).unwrap().len()
        };
        assert_eq!((like("Fjord Foods"), like("Nordlys Energi AS")), (0, 1));
    });
}

#[test]
fn an_audit_finds_clusters_once_and_leaves_pairs_that_were_kept_apart() {
    World::each(|world| {
        let parent = Account {
            name: "Nordlys Holding".into(),
            website: Some("nordlys.no".into()),
            owner: position("Rune"),
            ..Account::default()
        };
        let [fjord, second, third, holding, _] = make(
            world,
            vec![
                account("Fjord Foods AS", "fjord.no", "Rune"),
                account("Fjord Foods", "", "Rune"),
                account("FJORD FOODS GmbH", "https://www.fjord.no/de", "Olga"),
                parent,
                account("Alone", "", "Rune"),
            ],
        )
        .try_into()
        .unwrap();
        let daughter = Account { parent: Some(holding), ..account("Nordlys Holding AS", "nordlys.no", "Rune") };
        make(world, vec![daughter]);
        let audit = |name: &str| world.read(name, |ctx, tx| queries::duplicates(ctx, tx, Noun::Account, 50)).unwrap();
        let whole = audit("Hanna");
        assert_eq!(whole.clusters.len(), 1, "{whole:?}");
        let cluster = &whole.clusters[0];
        assert_eq!((cluster.records.len(), cluster.pairs.len()), (3, 3));
        assert_eq!(cluster.pairs[0].other.score, 100, "{cluster:?}");
        let own = audit("Rune");
        assert_eq!(own.clusters[0].records.len(), 2, "what Rune may not see is in no cluster of his");
        world.write("Hanna", |ctx, tx| commands::keep_apart(ctx, tx, Noun::Account, second.0, fjord.0)).unwrap();
        assert_eq!(audit("Rune").clusters, []);
        assert_eq!(audit("Hanna").clusters[0].pairs.len(), 2);
        let refused = world.write("Rune", |ctx, tx| commands::keep_apart(ctx, tx, Noun::Account, fjord.0, third.0));
        assert!(matches!(refused, Err(Error::NotFound)));
        let nils = world.read("Nils", |ctx, tx| queries::duplicates(ctx, tx, Noun::Account, 50));
        assert!(matches!(nils, Err(Error::Forbidden)));
    });
}

/// Everything that a reader can tell of both records, but for when it was said.
fn told(world: &World) -> String {
    world.console(|ctx, tx| {
        let mut out = Vec::new();
        for kind in [&kinds::ACCOUNTS, &kinds::CONTACTS, &kinds::OPPORTUNITIES, &kinds::ACTIVITIES] {
            let asked = [
                "name",
                "subject",
                "account",
                "contact",
                "parent",
                "website",
                "phone",
                "owner",
                "external_id",
                "created_on",
                "on",
            ];
            let fields =
                asked.into_iter().filter(|f| kind.fields.iter().any(|own| own.key == *f)).map(str::to_owned).collect();
            let sort = Some(if kind.noun == Noun::Activity { "happened_at" } else { "name" }.to_owned());
            let query = ListQuery { fields, sort, ..ListQuery::default() };
            app::listing::export(ctx, tx, kind, &query, Format::JsonLines, &mut out)?;
        }
        Ok(String::from_utf8_lossy(&out).into_owned())
    })
}

struct Two {
    kept: AccountId,
    gone: AccountId,
    person: domain::kernel::id::ContactId,
}

/// Two accounts that are one, each with a contact, a deal and a meeting; the second has a daughter and a team.
fn two(world: &World) -> Two {
    let mut second = account("Fjord Foods", "fjord.no", "Rita");
    (second.phone, second.external_id) = (Some("22 33 44 55".into()), Some("B-2".into()));
    let [kept, gone] = make(world, vec![account("Fjord Foods AS", "", "Rune"), second]).try_into().unwrap();
    make(world, vec![Account { parent: Some(gone), ..account("Fjord Logistics", "", "Rita") }]);
    let person = world.console(|ctx, tx| {
        let people = [("Kari Berg", kept), ("Ola Nord", gone)].map(|(name, at)| person(name, "", at, "Rune"));
        let people = contacts::commands::create(ctx, tx, Cause::COMMAND, people.to_vec())?;
        for (name, account) in [("First deal", kept), ("Second deal", gone)] {
            let fields = Fields {
                name: Some(name.into()),
                account: Some(Some(account)),
                owner: Some(position("Rita")),
                ..Fields::default()
            };
            let contact = people.iter().find(|p| p.account == Some(account)).map(|p| p.id);
            create(ctx, tx, &Fields { contact: Some(contact), ..fields })?;
        }
        let held = |subject: &str, account: AccountId| NewActivity {
            subject: subject.into(),
            outcome: Some("held".into()),
            owner: Some(position("Rita")),
            ..NewActivity::on("meeting", Noun::Account, account.0)
        };
        let both = NewActivity {
            links: vec![domain::activities::Link { noun: Noun::Account, record: kept.0, takes_part: false }],
            ..held("Both", gone)
        };
        let on_person =
            NewActivity { subject: "Call".into(), ..NewActivity::on("note", Noun::Contact, people[1].id.0) };
        add(ctx, tx, Cause::COMMAND, vec![held("One", kept), held("Two", gone), both, on_person])?;
        accounts::commands::join_team(ctx, tx, gone, position("Olga"), "expert")?;
        Ok(people[1].id)
    });
    Two { kept, gone, person }
}

#[test]
fn a_merge_moves_everything_and_its_undoing_moves_it_back() {
    World::each(|world| {
        let Two { kept, gone, .. } = two(world);
        let before = told(world);
        let take = ["website".to_owned()];
        let merge =
            world.write("Hanna", |ctx, tx| merge::merge(ctx, tx, Noun::Account, kept.0, gone.0, &take)).unwrap();
        let now = world.console(|ctx, tx| accounts::queries::page(ctx, tx, &gone.to_string()));
        assert_eq!(now.account.id, kept, "the old address leads to the kept");
        assert_eq!((now.account.name.as_str(), now.account.website.as_deref()), ("Fjord Foods AS", Some("fjord.no")));
        assert_eq!(now.account.phone.as_deref(), Some("22 33 44 55"), "what it lacked it has");
        assert_eq!(now.contacts.map(|list| list.rows.len()), Some(2));
        assert_eq!(now.opportunities.map(|list| list.rows.len()), Some(2));
        let story = world.console(|ctx, tx| app::records::timeline(ctx, tx, Noun::Account, kept.0, LATER, 100));
        let meetings = story.iter().filter(|entry| matches!(entry.what, What::Activity(_))).count();
        let made = story.iter().filter(|e| matches!(&e.what, What::Event { kind, .. } if kind == "created")).count();
        assert_eq!((meetings, made), (3, 2), "the histories of both are told");
        let left = told(world);
        assert!(!left.contains(&gone.to_string()), "{left}");
        assert!(world.read("Olga", |ctx, tx| accounts::queries::get(ctx, tx, kept)).is_ok(), "the team came along");
        let differs = world.console(|ctx, tx| app::measures::rebuild(ctx, tx, false).map(|d| d.len()));
        assert_eq!(differs, 0, "the figures are those of the records");
        let likely = world.console(|ctx, tx| {
            queries::likely(ctx, tx, Noun::Account, &fields(json!({ "name": "Fjord Foods" })), None)
        });
        assert_eq!(likely.len(), 1, "{likely:?}");
        // What comes later stays with the kept.
        world.console(|ctx, tx| {
            contacts::commands::create(ctx, tx, Cause::COMMAND, vec![person("Late", "", kept, "Rune")])
        });
        world.write("Hanna", |ctx, tx| merge::undo(ctx, tx, merge.id)).unwrap();
        let after = told(world);
        let late: Vec<&str> = after.lines().filter(|line| !before.contains(*line)).collect();
        assert_eq!(late.len(), 1, "{late:#?}");
        assert!(late[0].contains("Late") && late[0].contains(&kept.to_string()), "{late:?}");
        assert_eq!(before.lines().filter(|line| !after.contains(*line)).collect::<Vec<_>>(), Vec::<&str>::new());
        assert_eq!(world.console(|ctx, tx| app::measures::rebuild(ctx, tx, false).map(|d| d.len())), 0);
        assert_eq!(world.console(|_, tx| app::search::check(tx)), 0);
        let again = world.write("Hanna", |ctx, tx| merge::undo(ctx, tx, merge.id));
        assert!(matches!(again, Err(Error::Refused(why)) if why[0].code == "refusal-merge-undone"));
    });
}

#[test]
fn contacts_are_merged_with_their_deals_and_by_who_may_change_both() {
    World::each(|world| {
        let Two { kept, person: ola, .. } = two(world);
        let twin = person("Ola Nord", "ola@fjord.no", kept, "Rune");
        let twin = world.console(|ctx, tx| contacts::commands::create(ctx, tx, Cause::COMMAND, vec![twin]))[0].id;
        let refused = world.write("Olga", |ctx, tx| merge::merge(ctx, tx, Noun::Contact, twin.0, ola.0, &[]));
        assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
        let itself = world.write("Hanna", |ctx, tx| merge::merge(ctx, tx, Noun::Contact, twin.0, twin.0, &[]));
        assert!(matches!(itself, Err(Error::Refused(_))));
        let merge = world.write("Rune", |ctx, tx| merge::merge(ctx, tx, Noun::Contact, twin.0, ola.0, &[])).unwrap();
        let page = world.console(|ctx, tx| contacts::queries::page(ctx, tx, &ola.to_string()));
        assert_eq!((page.contact.id, page.contact.email.as_deref()), (twin, Some("ola@fjord.no")));
        assert_eq!(page.opportunities.map(|list| list.rows.len()), Some(1));
        let latest = world.read("Rune", |ctx, tx| merge::latest(ctx, tx, Noun::Contact, 10)).unwrap();
        assert_eq!(latest.iter().map(|m| (m.id, m.name.as_str())).collect::<Vec<_>>(), [(merge.id, "Ola Nord")]);
        assert_eq!(world.read("Olga", |ctx, tx| merge::latest(ctx, tx, Noun::Contact, 10)).unwrap(), []);
    });
}

#[test]
fn all_that_is_certain_is_merged_at_once() {
    World::each(|world| {
        make(
            world,
            ["Fjord Foods AS", "Fjord Foods", "FJORD FOODS A/S", "Nordlys AS"]
                .map(|name| account(name, if name.contains("ordlys") { "" } else { "fjord.no" }, "Rune"))
                .to_vec(),
        );
        let made = world.write("Rune", |ctx, tx| merge::merge_certain(ctx, tx, Noun::Account, 50)).unwrap();
        assert_eq!(made.len(), 2, "{made:?}");
        let audit = world.read("Rune", |ctx, tx| queries::duplicates(ctx, tx, Noun::Account, 50)).unwrap();
        assert_eq!(audit.clusters, []);
        for merge in made.iter().rev() {
            world.write("Rune", |ctx, tx| merge::undo(ctx, tx, merge.id)).unwrap();
        }
        let audit = world.read("Rune", |ctx, tx| queries::duplicates(ctx, tx, Noun::Account, 50)).unwrap();
        assert_eq!(audit.clusters[0].records.len(), 3);
    });
}

#[test]
fn a_lead_is_told_from_the_customers_and_leads_it_is_like() {
    World::each(|world| {
        let [fjord] = make(world, vec![account("Fjord Foods AS", "fjord.no", "Rune")]).try_into().unwrap();
        world.console(|ctx, tx| {
            contacts::commands::create(
                ctx,
                tx,
                Cause::COMMAND,
                vec![person("Kari Berg", "kari@fjord.no", fjord, "Rune")],
            )?;
            let lead = domain::leads::Lead {
                name: "Kari Berg".into(),
                company: Some("Fjord Foods".into()),
                owner: position("Rune"),
                ..Default::default()
            };
            app::leads::commands::create(ctx, tx, Cause::COMMAND, vec![lead])
        });
        let like = |noun: Noun, asked: Json| {
            let found = world.read("Rune", |ctx, tx| queries::likely(ctx, tx, noun, &fields(asked), None)).unwrap();
            let mut nouns: Vec<Noun> = found.into_iter().map(|m| m.noun).collect();
            nouns.sort();
            nouns
        };
        let mut all = [Noun::Account, Noun::Contact, Noun::Lead];
        all.sort();
        let lead = json!({ "first_name": "Kari", "last_name": "Berg", "company": "FJORD FOODS A/S", "email": "kari@fjord.no" });
        assert_eq!(like(Noun::Lead, lead), all);
        assert_eq!(like(Noun::Lead, json!({ "name": "Ola Nord", "company": "Bergen Bakeri" })), []);
        let company = like(Noun::Lead, json!({ "name": "Fjord Foods", "company": "Fjord Foods" }));
        assert!(company.contains(&Noun::Account), "{company:?}");
    });
}

fn lead(name: &str, email: &str) -> Lead {
    Lead {
        name: name.into(),
        company: Some("Fjord Foods AS".into()),
        email: (!email.is_empty()).then(|| email.to_owned()),
        owner: position("Rune"),
        ..Default::default()
    }
}

#[test]
fn leads_are_merged_with_their_story_and_counted_once() {
    World::each(|world| {
        let leads = vec![lead("Kari Berg", ""), lead("K. Berg", "kari@fjord.no")];
        let made = world.console(|ctx, tx| app::leads::commands::create(ctx, tx, Cause::COMMAND, leads));
        let (kept, gone) = (made[0].id, made[1].id);
        world.console(|ctx, tx| {
            let call = NewActivity { outcome: Some("no_answer".into()), ..NewActivity::on("call", Noun::Lead, gone) };
            add(ctx, tx, Cause::COMMAND, vec![call])
        });
        let merge =
            |a: LeadId, b: LeadId| world.write("Rune", |ctx, tx| merge::merge(ctx, tx, Noun::Lead, a.0, b.0, &[]));
        let count = || world.house.db().read(|tx| tx.number("select count(*) from leads", &[])).unwrap();
        let made = merge(kept, gone).unwrap();
        let page = world.console(|ctx, tx| app::leads::queries::page(ctx, tx, &gone.to_string()));
        assert_eq!((page.lead.id, page.lead.email.as_deref()), (kept, Some("kari@fjord.no")));
        assert!(page.lead.attempted_at.is_some(), "what was tried was tried");
        assert_eq!(count(), 1);
        assert_eq!(world.console(|ctx, tx| app::measures::rebuild(ctx, tx, false)), []);
        world.write("Rune", |ctx, tx| merge::undo(ctx, tx, made.id)).unwrap();
        assert_eq!(count(), 2);
        assert_eq!(world.console(|ctx, tx| app::measures::rebuild(ctx, tx, false)), []);
        // What became a customer is not given up.
        let how = app::leads::convert::Convert::default();
        world.write("Rune", |ctx, tx| app::leads::convert::convert(ctx, tx, gone, &how)).unwrap();
        let refused = merge(kept, gone);
        assert!(
            matches!(&refused, Err(Error::Refused(why)) if why[0].code == "refusal-merge-converted"),
            "{refused:?}"
        );
        assert_eq!(merge(gone, kept).unwrap().kept, gone.0);
    });
}

#[test]
fn what_waits_is_one_with_what_is_worked_and_waits_again_when_it_is_two() {
    World::each(|world| {
        let comes = |name, email| Lead { owner: PositionId::default(), ..lead(name, email) };
        let kari = comes("Kari Berg", "kari@fjord.no");
        let waits = world.console(|ctx, tx| app::leads::commands::intake(ctx, tx, Cause::COMMAND, vec![kari]))[0].id;
        let works = lead("K. Berg", "");
        let works = world.console(|ctx, tx| app::leads::commands::create(ctx, tx, Cause::COMMAND, vec![works]))[0].id;
        let queue = |id: LeadId| !world.console(|_, tx| app::routing::commands::waiting(tx, &[id.0])).is_empty();
        world.console(|ctx, tx| app::frames::commands::choose(ctx, tx, "meddicc"));
        let given = ["champion", "metrics"].map(|element| FrameAnswer {
            element: element.into(),
            answer: Answer::Known,
            evidence: Some(element.into()),
        });
        let answer = |id: LeadId, given: &[FrameAnswer]| {
            world.console(|ctx, tx| app::frames::commands::answer(ctx, tx, Noun::Lead, id.0, given));
        };
        answer(works, &given);
        answer(waits, &[FrameAnswer { evidence: Some("kept".into()), ..given[0].clone() }]);
        let told = |id: LeadId| {
            let view = world.console(|ctx, tx| app::frames::queries::on_record(ctx, tx, Noun::Lead, id.0));
            let told = view.answers.into_iter().filter(|one| one.answer == Answer::Known);
            told.filter_map(|one| one.evidence).collect::<Vec<_>>().join(" ")
        };
        assert!(queue(waits) && !queue(works));
        // What waits is kept, and whoever works the other has it; what only the other knew is known.
        let merge = |a: LeadId, b: LeadId| world.console(|ctx, tx| merge::merge(ctx, tx, Noun::Lead, a.0, b.0, &[])).id;
        let first = merge(waits, works);
        let owner = world.console(|_, tx| app::records::owner_of(tx, Noun::Lead, waits.0));
        assert_eq!((owner, queue(waits)), (Some(position("Rune")), false));
        assert_eq!(told(waits), "metrics kept");
        world.console(|ctx, tx| merge::undo(ctx, tx, first));
        assert_eq!((told(waits).as_str(), told(works).as_str()), ("kept", "metrics champion"));
        assert!(!queue(works));
        assert!(queue(waits), "what nobody has waits again");
        // What waits goes, and comes back to its queue.
        let later = comes("Kari B.", "kari.b@fjord.no");
        let later = world.console(|ctx, tx| app::leads::commands::intake(ctx, tx, Cause::COMMAND, vec![later]))[0].id;
        let second = merge(works, later);
        assert!(!queue(later));
        world.console(|ctx, tx| merge::undo(ctx, tx, second));
        assert!(queue(later), "it waits again");
        // Not even who chooses the owner of what waits takes it from whoever works it.
        let take = ["owner".to_owned()];
        world.console(|ctx, tx| merge::merge(ctx, tx, Noun::Lead, works.0, later.0, &take));
        let owner = world.console(|_, tx| app::records::owner_of(tx, Noun::Lead, works.0));
        assert_eq!((owner, queue(works)), (Some(position("Rune")), false));
    });
}

#[test]
fn a_file_that_comes_again_finds_what_stands_for_the_merged() {
    use app::imports::{Import, Settings, run};
    World::each(|world| {
        let file = b"Account ID,Account Name,Website\nA1,Fjord Foods AS,fjord.no\nA2,Fjord Foods,fjord.no\n".to_vec();
        let bring = || {
            let settings = Settings { kind: Some(app::imports::Kind::Accounts), ..Settings::default() };
            let import = Import { files: vec![("accounts.csv".into(), file.clone())], settings, dry_run: false };
            run(&world.house, app::ctx::Who::Console, &import, &mut |_| true).unwrap().1
        };
        assert_eq!(bring().counts.created, 2);
        let by_id = |id: &str| world.console(|ctx, tx| app::records::named(ctx, tx, Noun::Account, id));
        let (kept, gone) = (by_id("A1"), by_id("A2"));
        let merge = world.console(|ctx, tx| merge::merge(ctx, tx, Noun::Account, kept, gone, &[]));
        let again = bring();
        assert_eq!((again.counts.created, again.counts.unchanged), (0, 2));
        let warned: Vec<_> = again.files[0].warnings.iter().map(|(line, why)| (*line, why.code.as_str())).collect();
        assert_eq!(warned, [(3, "warning-merged")]);
        world.console(|ctx, tx| merge::undo(ctx, tx, merge.id));
        assert_eq!((bring().counts.created, bring().counts.unchanged), (0, 2));
    });
}

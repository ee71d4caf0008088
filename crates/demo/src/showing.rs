//! What stands on the last day so that every page has something to show: who is away, what is planned for the next days,
//! who buys, who is in a cadence, which records may be one.

use crate::calendar::workday;
use crate::chance::Chance;
use crate::ledger::Ledger;
use crate::play::{Company, house_at};
use crate::work::at;
use app::activities::commands::{NewActivity, add};
use app::ctx::Who;
use app::events::Cause;
use app::routing::settings;
use app::{Ctx, Error, House, Tx, buying, cadences, contacts, leads};
use domain::cadences::Step;
use domain::contacts::Contact;
use domain::kernel::id::{CadenceId, PositionId};
use domain::leads::Lead;
use domain::opportunities::Opportunity;
use domain::organisation::routing::Setting;
use domain::policy::Noun;
use uuid::Uuid;

/// Seat, days until it begins, days it lasts, why.
const AWAY: [(&str, i64, i64, &str); 6] = [
    ("leads_nordics-2", -2, 9, "Parental leave, first part"),
    ("leads_dach-3", -1, 4, "Ill"),
    ("norway-ae4", 3, 12, "Holiday"),
    ("south-ae1", 6, 5, "Training"),
    ("shanghai-3", -4, 6, "Holiday"),
    ("nordics", 18, 10, "Holiday"),
];

/// Working day, kind and subject of a step.
type Stepped = (i64, &'static str, &'static str);

/// Cadences by name.
const CADENCES: [(&str, &[Stepped]); 3] = [
    (
        "New lead, ten days",
        &[
            (0, "call", "First call"),
            (1, "email", "Introduction with the case from Lastra"),
            (3, "call", "Second call"),
            (6, "email", "Three dates for a meeting"),
            (9, "call", "Last call"),
        ],
    ),
    (
        "After the trade fair",
        &[
            (0, "email", "Thanks for the visit"),
            (2, "call", "Call about what they saw"),
            (5, "email", "Data sheet and dates for a demonstration"),
        ],
    ),
    (
        "Offer is out",
        &[
            (2, "call", "Questions about the offer"),
            (5, "email", "Answers in writing"),
            (9, "call", "Agree the decision day"),
        ],
    ),
];

/// Topic, what the customer says, what to answer, case study.
const ANSWERS: [(&str, &str, &str, &str); 4] = [
    (
        "price",
        "The competitor is 15 % cheaper",
        "Cost over five years, calibration included, is lower: show the sheet.",
        "Lastra: 18 % less scrap",
    ),
    (
        "timing",
        "We have no time before summer",
        "A pilot line runs in two weeks beside production.",
        "Fossverk pilot line",
    ),
    ("trust", "We do not know you", "Invite to a reference visit in the same industry.", "Reference visit Kystverk"),
    (
        "product",
        "Accuracy is not enough",
        "Trial at their laboratory with their own samples.",
        "Flow laboratory Havbris",
    ),
];
/// What is said, about what.
const OBJECTIONS: [(&str, &str); 4] = [
    ("price", "Fifteen percent above the other offer"),
    ("timing", "Not before the summer shutdown"),
    ("competitor", "We have bought from Messtek for ten years"),
    ("terms", "Payment within 90 days, or nothing"),
];

/// Writes it all, on the last day.
///
/// # Errors
/// What a command refuses; the database's own.
pub fn show(house: &House, company: &Company, ledger: &Ledger, chance: &mut Chance) -> Result<(), Error> {
    let today = company.dates.today;
    let open: Vec<Opportunity> =
        ledger.open_deals().filter(|(_, _, is_left)| !is_left).map(|(_, state, _)| state.clone()).collect();
    let house = house_at(house, today, 10);
    house.write(Who::Console, |ctx, tx| {
        away(ctx, tx, company)?;
        planned(ctx, tx, &open, chance)?;
        buyers(ctx, tx, company, &open, chance)?;
        enrol(ctx, tx, &open, chance)
    })?;
    house.write(Who::Console, |ctx, tx| alike(ctx, tx, company, chance))?;
    crate::outbound::make(&house, company)?;
    // What nobody tried in time is noted, and what nobody looked at for weeks goes back, as the server would do a minute later.
    while app::leads::sweep(&house)? > 0 {}
    while app::routing::recycle(&house)? > 0 {}
    Ok(())
}

fn away(ctx: &Ctx, tx: &mut Tx<'_>, company: &Company) -> Result<(), Error> {
    let (staff, today) = (&company.staff, company.dates.today);
    for (seat, begins, days, note) in AWAY {
        let holder = staff.seat(seat).and_then(|seat| staff.holder(seat, today));
        let Some(person) = holder.and_then(|tenure| staff.people.get(tenure.person)) else { continue };
        let from = today.plus(begins);
        let absence = Setting::Absence { person: person.id, note: Some(note.to_owned()), deputy: None };
        settings::set(ctx, tx, &absence, from, Some(from.plus(days - 1)))?;
    }
    Ok(())
}

/// Meetings, demonstrations and calls of the next days.
fn planned(ctx: &Ctx, tx: &mut Tx<'_>, open: &[Opportunity], chance: &mut Chance) -> Result<(), Error> {
    let mut all = Vec::new();
    for deal in open {
        if !chance.happens(0.22) {
            continue;
        }
        let (kind, subject) = match chance.between(0, 4) {
            0 | 1 => ("meeting", chance.word(&["Meeting with purchasing", "Needs of the laboratory", "Terms"])),
            2 => ("demo", chance.word(&["Demonstration", "Trial at the plant"])),
            _ => ("call", chance.word(&["Call about the offer", "Agree next steps"])),
        };
        let on = workday(ctx.today.plus(chance.between(0, 9)));
        all.push(NewActivity {
            subject: subject.to_owned(),
            starts_at: Some(at(on, chance.between(7, 14))),
            minutes: Some(if kind == "call" { 30 } else { 60 }),
            owner: Some(deal.owner),
            links: taking_part(deal),
            ..NewActivity::on(kind, Noun::Opportunity, deal.id)
        });
    }
    add(ctx, tx, Cause::COMMAND, all).map(drop)
}

fn taking_part(deal: &Opportunity) -> Vec<domain::activities::Link> {
    let link = |contact: domain::kernel::id::ContactId| domain::activities::Link {
        noun: Noun::Contact,
        record: contact.0,
        takes_part: true,
    };
    deal.contact.map(link).into_iter().collect()
}

/// Who plays which part in the larger purchases, what they object to, and answers to take from.
fn buyers(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    company: &Company,
    open: &[Opportunity],
    chance: &mut Chance,
) -> Result<(), Error> {
    for (topic, title, answer, case_study) in ANSWERS {
        let answer = buying::Answer {
            id: domain::kernel::id::AnswerId::default(),
            topic: topic.to_owned(),
            title: title.to_owned(),
            answer: answer.to_owned(),
            case_study: Some(case_study.to_owned()),
        };
        buying::commands::keep(ctx, tx, &answer)?;
    }
    let large = open.iter().filter(|deal| deal.company_minor.unwrap_or(0) > 4_000_000);
    for deal in large {
        let customer = company.customers.iter().find(|customer| Some(customer.account.id) == deal.account);
        for contact in customer.iter().flat_map(|customer| &customer.contacts).take(4) {
            let part = buying::commands::Part { contact: contact.id, role: contact.buying_role.clone() };
            buying::commands::play(ctx, tx, deal.id, &part)?;
        }
        if chance.happens(0.3) {
            let (topic, said) = chance.one(&OBJECTIONS).copied().unwrap_or_default();
            let said = buying::commands::Said {
                topic: Some(topic.to_owned()),
                said: Some(said.to_owned()),
                contact: deal.contact,
                ..buying::commands::Said::default()
            };
            buying::commands::object(ctx, tx, deal.id, &said)?;
        }
    }
    Ok(())
}

/// Cadences, and who is in them.
fn enrol(ctx: &Ctx, tx: &mut Tx<'_>, open: &[Opportunity], chance: &mut Chance) -> Result<(), Error> {
    let mut made: Vec<CadenceId> = Vec::new();
    for (name, steps) in CADENCES {
        let id = cadences::commands::create(ctx, tx, name)?;
        for (day, kind, subject) in steps {
            let step =
                Step { day: *day, kind: (*kind).to_owned(), subject: (*subject).to_owned(), body: String::new() };
            cadences::commands::add_step(ctx, tx, id, step)?;
        }
        made.push(id);
    }
    let (Some(first), Some(offer)) = (made.first(), made.last()) else { return Ok(()) };
    let worked = app::routing::commands::matching(ctx, tx, &app::listing::kinds::LEADS, "status = working")?;
    for lead in worked.into_iter().step_by(5) {
        begin(ctx, tx, *first, Noun::Lead, lead)?;
    }
    for deal in open {
        if chance.happens(0.06) {
            begin(ctx, tx, *offer, Noun::Opportunity, deal.id.0)?;
        }
    }
    Ok(())
}

/// Begins a cadence, but with who said no to it.
fn begin(ctx: &Ctx, tx: &mut Tx<'_>, cadence: CadenceId, noun: Noun, record: Uuid) -> Result<(), Error> {
    match cadences::commands::enrol(ctx, tx, cadence, noun, record) {
        Err(Error::Refused(refusals)) if refusals.iter().all(|refusal| refusal.code == "refusal-consent-no") => Ok(()),
        begun => begun.map(drop),
    }
}

/// People and leads that were written down twice, each a little differently.
fn alike(ctx: &Ctx, tx: &mut Tx<'_>, company: &Company, chance: &mut Chance) -> Result<(), Error> {
    let known: Vec<&Contact> = company.customers.iter().flat_map(|customer| &customer.contacts).collect();
    let count = (known.len() / 60).clamp(3, 12);
    let mut again = Vec::new();
    for _ in 0..count {
        let Some(contact) = chance.one(&known) else { break };
        let (given, family) =
            (contact.first_name.clone().unwrap_or_default(), contact.last_name.clone().unwrap_or_default());
        let initial: String = given.chars().take(1).collect();
        again.push(Contact {
            id: domain::kernel::id::ContactId::default(),
            name: format!("{initial}. {family}"),
            first_name: Some(format!("{initial}.")),
            title: None,
            phone: contact.phone.as_ref().map(|phone| phone.replace(' ', "")),
            created_on: None,
            version: 0,
            ..(*contact).clone()
        });
    }
    contacts::commands::create(ctx, tx, Cause::COMMAND, again)?;
    let twice: Vec<Lead> = company
        .leads
        .iter()
        .rev()
        .filter(|one| one.deal.is_none())
        .skip(3)
        .step_by(7)
        .take(count)
        .map(|one| &one.lead)
        .cloned()
        .collect();
    let write_again = |lead: Lead| Lead {
        id: domain::kernel::id::LeadId::default(),
        name: lead.last_name.clone().unwrap_or_default(),
        first_name: None,
        source: Some("web_form".to_owned()),
        campaign: None,
        owner: PositionId(Uuid::nil()),
        received_at: None,
        created_on: None,
        ..lead
    };
    leads::commands::intake(ctx, tx, Cause::COMMAND, twice.into_iter().map(write_again).collect()).map(drop)
}

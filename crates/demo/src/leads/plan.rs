//! Plans leads: some three and a half of them for each that becomes a deal.

use super::words::{PAGES, STEPS, campaigns, evidence, subjects};
use super::{Planned, Try, Turn};
use crate::calendar::{season, workday};
use crate::careers::Staff;
use crate::chance::{Chance, whole};
use crate::company_names::CompanyNames;
use crate::customers::{Customer, INDUSTRIES, TITLES};
use crate::dates::{Dates, Size, instant};
use crate::deals::Deal;
use crate::names::{Names, plain};
use crate::places::{Country, TERRITORIES};
use domain::kernel::id::PositionId;
use domain::leads::{Lead, LeadStatus, QUALIFIERS, SetStatus};
use domain::{Day, Instant};
use serde_json::{Map, Value, json};

/// Leads of a day that become nothing yet, on average.
const A_DAY: f64 = 4.2;
/// Of a small company.
const A_DAY_SMALL: f64 = 0.8;
/// Sources, and how heavy each is.
const SOURCES: [(&str, f64); 9] = [
    ("web_form", 0.24),
    ("marketing", 0.16),
    ("event", 0.13),
    ("research", 0.14),
    ("call", 0.08),
    ("email", 0.08),
    ("social", 0.06),
    ("referral", 0.06),
    ("list", 0.05),
];
/// Where the company has no sales, and nobody covers.
const ABROAD: [(&str, &str); 5] =
    [("US", "Boston"), ("GB", "Leeds"), ("FR", "Lyon"), ("NL", "Eindhoven"), ("JP", "横浜")];
const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// Plans every lead.
pub fn plan(
    dates: &Dates,
    staff: &Staff,
    customers: &[Customer],
    deals: &[Deal],
    id: Chance,
    chance: Chance,
) -> Vec<Planned> {
    let names = (CompanyNames::default(), Names::default());
    let mut draw = Draw { dates, staff, names, id, chance };
    let opened = |deal: &&Deal| deal.opened > dates.reorganised.plus(4) && deal.opened <= dates.today;
    let is_lead = |deal: &&Deal| staff.seats.get(deal.seat).is_some_and(|seat| !seat.opens.is_empty());
    let mut all = Vec::new();
    for (index, deal) in deals.iter().enumerate().filter(|(_, d)| opened(d) && is_lead(d)) {
        all.extend(customers.get(deal.customer).and_then(|customer| draw.became(index, deal, customer)));
    }
    let rate = if dates.size == Size::Small { A_DAY_SMALL } else { A_DAY };
    let mut day = dates.reorganised.plus(1);
    while day <= dates.today {
        let weekend = if day.weekday() > 5 { 0.15 } else { 1.0 };
        let mut count = draw.chance.count(rate * weekend * season(day.month(), Country::Norway));
        if day == dates.today {
            count = count.max(if dates.size == Size::Small { 3 } else { 6 });
        }
        for _ in 0..count {
            all.push(draw.other(day));
        }
        day = day.next();
    }
    for seat in ["norway-ae1", "leads_nordics-lead"].into_iter().filter_map(|key| staff.seat(key)) {
        all.extend(draw.shown(staff.position(seat)));
    }
    all.sort_by_key(|planned| planned.lead.received_at);
    all
}

struct Draw<'a> {
    dates: &'a Dates,
    staff: &'a Staff,
    names: (CompanyNames, Names),
    id: Chance,
    chance: Chance,
}

impl Draw<'_> {
    /// The lead that a deal began as.
    fn became(&mut self, index: usize, deal: &Deal, customer: &Customer) -> Option<Planned> {
        let contact = customer.contacts.iter().find(|contact| Some(contact.id) == deal.contact)?;
        let first = self.dates.reorganised.plus(1).max(customer.from);
        let came = workday(deal.opened.plus(-self.chance.between(2, 24)).max(first)).min(deal.opened);
        let source = match deal.source {
            "Outbound" => self.chance.word(&["research", "call", "email", "social"]),
            "Event" => "event",
            _ => self.chance.word(&["web_form", "marketing"]),
        };
        let account = &customer.account;
        let lead = Lead {
            name: contact.name.clone(),
            first_name: contact.first_name.clone(),
            last_name: contact.last_name.clone(),
            title: contact.title.clone(),
            company: Some(account.name.clone()),
            email: contact.email.clone(),
            phone: contact.phone.clone(),
            website: account.website.clone(),
            city: account.city.clone(),
            country: account.country.clone(),
            industry: account.industry.clone(),
            employees: account.employees,
            owner: if is_inbound(source) { PositionId::default() } else { self.staff.position(deal.seat) },
            ..self.lead(source, customer.country, came)
        };
        let mut planned = Planned { lead, deal: Some(index), tries: Vec::new(), turns: Vec::new() };
        self.tries(&mut planned, deal.opened, &["call", "email", "call"], Some("meeting"));
        let known = self.learnt(&[0.95, 0.7, 0.75, 0.7], None);
        planned.turns.push((deal.opened, Turn::Learn(known)));
        planned.turns.push((deal.opened, Turn::Convert));
        Some(planned)
    }

    /// One that becomes nothing, or nothing yet.
    fn other(&mut self, came: Day) -> Planned {
        let shares: Vec<f64> = SOURCES.iter().map(|(_, share)| *share).collect();
        let source = SOURCES.get(self.chance.weighted(&shares)).map_or("web_form", |(source, _)| *source);
        let territories: Vec<f64> = TERRITORIES.iter().map(|t| t.share).collect();
        let territory = match self.dates.size {
            Size::Small => TERRITORIES.first(),
            Size::Full => TERRITORIES.get(self.chance.weighted(&territories)),
        };
        let countries = territory.map_or(&[(Country::Norway, 1.0)][..], |t| t.countries);
        let weights: Vec<f64> = countries.iter().map(|(_, share)| *share).collect();
        let country = countries.get(self.chance.weighted(&weights)).map_or(Country::Norway, |(country, _)| *country);
        let (company, person) =
            (self.names.0.draw(country, &mut self.chance), self.names.1.draw(country, &mut self.chance));
        let host = if country == Country::China {
            format!("ql{}.example", self.chance.between(1000, 9999))
        } else {
            format!("{}.example", plain(&company))
        };
        let knows_email = self.chance.happens(0.85);
        let lead = Lead {
            name: person.whole,
            first_name: Some(person.given),
            last_name: Some(person.family),
            title: self.chance.happens(0.7).then(|| self.chance.word(&TITLES).to_owned()),
            email: knows_email.then(|| format!("{}@{host}", person.mailbox)),
            phone: (!knows_email || self.chance.happens(0.5)).then(|| self.phone(country)),
            website: self.chance.happens(0.6).then(|| format!("https://www.{host}")),
            company: Some(company),
            city: Some(self.chance.word(country.towns()).to_owned()),
            country: Some(country.code().to_owned()),
            industry: self.chance.happens(0.7).then(|| self.chance.word(&INDUSTRIES).to_owned()),
            employees: self.chance.happens(0.6).then(|| whole(self.chance.log_normal(160.0, 1.1)).max(3)),
            ..self.lead(source, country, came)
        };
        let mut planned = Planned { lead, deal: None, tries: Vec::new(), turns: Vec::new() };
        if !is_inbound(source) || source == "referral" {
            planned.lead.owner = self.finder(country, source, came).unwrap_or_default();
        }
        let is_inbound = planned.lead.owner == PositionId::default();
        match self.dates.size == Size::Full && is_inbound && self.chance.happens(0.07) {
            true => self.abroad(&mut planned, came),
            false => self.story(&mut planned, came),
        }
        planned
    }

    /// Leads of those whom everybody meets: new, waiting, due, late, and one whose day has come.
    fn shown(&mut self, owner: PositionId) -> Vec<Planned> {
        let today = self.dates.today;
        let mut all = Vec::new();
        for (ago, due) in [(0, None), (1, None), (6, Some(0)), (9, Some(-2)), (12, Some(3)), (40, None)] {
            let came = workday(today.plus(-ago)).min(today);
            let mut planned = self.other(came);
            planned.lead.owner = owner;
            planned.turns.clear();
            planned.tries.clear();
            if ago > 3 {
                self.tries(&mut planned, today.plus(-3), &["call", "email"], Some("call"));
            }
            if let Some(days) = due {
                let known = self.learnt(&[0.9, 0.6, 0.5, 0.5], Some(today.plus(days)));
                planned.turns.push((came.plus(3), Turn::Learn(known)));
            }
            if ago == 40 {
                let reason = Some("bad_timing".to_owned());
                let status = SetStatus { status: LeadStatus::Nurturing, reason, return_on: Some(today) };
                planned.turns.push((came.plus(10), Turn::Status(status)));
            }
            all.push(planned);
        }
        all
    }

    /// What every lead has.
    fn lead(&mut self, source: &str, country: Country, came: Day) -> Lead {
        // Whoever writes at night is read in the morning; what comes today came early.
        let minutes = if came == self.dates.today {
            self.chance.between(4 * 60, 6 * 60)
        } else {
            self.chance.between(5 * 60, 15 * 60)
        };
        let received = Instant(instant(came, 0).0 + minutes * MINUTE);
        let campaign = self.chance.word(campaigns(source));
        Lead {
            id: self.id.id(received),
            language: country.languages().first().map(|tag| (*tag).to_owned()),
            source: Some(source.to_owned()),
            campaign: (!campaign.is_empty()).then(|| campaign.to_owned()),
            landing_page: (source == "web_form").then(|| self.chance.word(&PAGES).to_owned()),
            received_at: Some(received),
            created_on: Some(came),
            ..Lead::default()
        }
    }

    fn phone(&mut self, country: Country) -> String {
        format!("{} {} {}", country.dial(), self.chance.between(40, 99), self.chance.between(100_000, 999_999))
    }

    /// Whoever found it: those who develop leads there; now and then somebody who sells there.
    fn finder(&mut self, country: Country, source: &str, came: Day) -> Option<PositionId> {
        let is_there =
            |key: &str| TERRITORIES.iter().any(|t| t.key == key && t.countries.iter().any(|(c, _)| *c == country));
        let sells = source == "referral" || self.chance.happens(0.25);
        let fits = |index: &usize| {
            let Some(seat) = self.staff.seats.get(*index) else { return false };
            let book = seat.book(true).map_or(&[][..], |(territories, _)| territories);
            let fits =
                if sells { book.iter().any(|key| is_there(key)) } else { seat.opens.iter().any(|key| is_there(key)) };
            fits && !seat.key.ends_with("-lead") && self.staff.holder(*index, came).is_some()
        };
        let all: Vec<usize> = (0..self.staff.seats.len()).filter(fits).collect();
        self.chance.one(&all).map(|seat| self.staff.position(*seat))
    }

    /// It came from where nobody covers: it waits in the queue until somebody is asked to take it.
    fn abroad(&mut self, planned: &mut Planned, came: Day) {
        let Some((country, city)) = self.chance.one(&ABROAD).copied() else { return };
        planned.lead.country = Some(country.to_owned());
        planned.lead.city = Some(city.to_owned());
        planned.lead.language = Some("en".to_owned());
        // The last of them wait still.
        if self.dates.today.days_since(came) < 18 {
            return;
        }
        let given = workday(came.plus(self.chance.between(1, 5)));
        if let Some(to) = self.finder(Country::Norway, "call", given) {
            planned.turns.push((given, Turn::Give(to)));
            self.story(planned, came);
        }
    }

    /// What becomes of it.
    fn story(&mut self, planned: &mut Planned, came: Day) {
        let end = workday(came.plus(self.chance.between(4, 30)));
        let learnt = workday(came.plus(self.chance.between(1, 3)));
        match self.chance.weighted(&[0.3, 0.3, 0.2, 0.12, 0.08]) {
            0 => {
                self.tries(planned, end, &["call", "email", "call", "email", "call"], None);
                planned.turns.push((end, Turn::Status(aside("no_response"))));
            }
            1 => {
                self.tries(planned, end, &["call", "email"], Some("call"));
                let known = self.learnt(&[0.7, 0.3, 0.3, 0.3], None);
                planned.turns.push((learnt, Turn::Learn(known)));
                let why = ["not_a_fit", "no_need", "no_budget", "competitor", "no_authority", "wrong_details"];
                planned.turns.push((end, Turn::Status(aside(self.chance.word(&why)))));
            }
            2 => self.nurtured(planned, end),
            3 => {
                self.tries(planned, end, &["call", "email"], Some("meeting"));
                let step = Some(workday(end.plus(self.chance.between(-3, 9))));
                let known = self.learnt(&[0.9, 0.5, 0.5, 0.4], step);
                planned.turns.push((learnt, Turn::Learn(known)));
                let late = workday(end.plus(self.chance.between(20, 60)));
                planned.turns.push((late, Turn::Status(aside("bad_timing"))));
            }
            // Nobody ever looks at it, until somebody clears up.
            _ => planned
                .turns
                .push((workday(came.plus(self.chance.between(25, 70))), Turn::Status(aside("no_response")))),
        }
        planned.turns.sort_by_key(|(day, _)| *day);
    }

    /// Not ready yet: looked at again on a day, by some.
    fn nurtured(&mut self, planned: &mut Planned, end: Day) {
        self.tries(planned, end, &["email", "call"], Some("call"));
        let back = workday(end.plus(self.chance.between(20, 110)));
        let reason = self.chance.word(&["bad_timing", "no_budget", "bad_timing"]).to_owned();
        let status = SetStatus { status: LeadStatus::Nurturing, reason: Some(reason), return_on: Some(back) };
        planned.turns.push((end, Turn::Status(status)));
        // Some are taken up late: they stand on Today until then.
        let again = workday(back.plus(if self.chance.happens(0.6) { 0 } else { self.chance.between(2, 20) }));
        planned.turns.push((again, Turn::Status(SetStatus { status: LeadStatus::Working, ..SetStatus::default() })));
        let over = workday(again.plus(self.chance.between(8, 40)));
        planned.turns.push((over, Turn::Status(aside(self.chance.word(&["no_need", "no_response", "competitor"])))));
    }

    /// Attempts from the first to an end, the last of them as it succeeded.
    fn tries(&mut self, planned: &mut Planned, end: Day, kinds: &[&'static str], reached: Option<&'static str>) {
        let received = planned.lead.received_at.unwrap_or_default();
        let quick = if planned.lead.owner == PositionId::default() { 45.0 } else { 10.0 };
        let mut at = Instant(received.0 + whole(self.chance.log_normal(quick, 1.4)).clamp(1, 5 * 24 * 60) * MINUTE);
        let until = instant(end, 14);
        let last = reached.iter().copied();
        for kind in kinds.iter().copied().chain(last) {
            let hour = at.0.rem_euclid(24 * HOUR);
            if hour > 15 * HOUR {
                // Tomorrow morning.
                at = Instant(at.0 - hour + 31 * HOUR);
            }
            let is_last = reached == Some(kind) && planned.tries.len() >= kinds.len();
            let outcome = match (kind, is_last) {
                ("meeting" | "demo", _) => "held",
                ("call", true) => "connected",
                ("call", false) => self.chance.word(&["no_answer", "voicemail", "no_answer", "busy"]),
                (_, true) => "replied",
                _ => "sent",
            };
            let at_last = if is_last { until.max(at) } else { at };
            if at_last > until.max(at) || (!is_last && at > until) {
                break;
            }
            planned.tries.push(Try { at: at_last, kind, outcome, subject: self.chance.word(subjects(kind)) });
            at = Instant(at.0 + self.chance.between(20, 100) * HOUR);
        }
    }

    /// What is known after somebody asked, each with its evidence.
    fn learnt(&mut self, odds: &[f64; 4], step: Option<Day>) -> Map<String, Value> {
        let mut known = Map::new();
        for (qualifier, odds) in QUALIFIERS.into_iter().zip(odds) {
            let (words, no) = evidence(qualifier);
            let (answer, evidence) = match self.chance.happens(*odds) {
                true => ("known", self.chance.word(words)),
                false if self.chance.happens(0.3) => ("no", no),
                false => continue,
            };
            known.insert(qualifier.to_owned(), json!(answer));
            known.insert(format!("{qualifier}_evidence"), json!(evidence));
        }
        if let Some(on) = step {
            known.insert("next_step".to_owned(), json!(self.chance.word(&STEPS)));
            known.insert("next_step_on".to_owned(), json!(on));
        }
        known
    }
}

fn aside(reason: &str) -> SetStatus {
    SetStatus { status: LeadStatus::Disqualified, reason: Some(reason.to_owned()), return_on: None }
}

/// Whether it comes by itself, so that coverage says who gets it.
fn is_inbound(source: &str) -> bool {
    !matches!(source, "research" | "call" | "email" | "social")
}

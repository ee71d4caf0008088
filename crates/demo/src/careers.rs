//! People come, go and are promoted: who holds which seat from when to when, and the edits that say so.
//!
//! Planned whole before anything is written, so that deals can follow the people who work them.

use crate::blueprint::{Seat, UNITS};
use crate::chance::Chance;
use crate::dates::{Dates, Size};
use crate::edits::Edits;
use crate::names::{Name, Names};
use crate::seats::seats;
use domain::Day;
use domain::kernel::id::{PersonId, PositionId, UnitId};
use domain::organisation::{AssignmentKind, Edit, Person};
use std::collections::BTreeMap;

/// Someone who works or worked here.
pub struct Colleague {
    pub id: PersonId,
    pub name: Name,
    pub email: String,
    /// How good a seller, in standard deviations.
    pub skill: f64,
}

/// A person on a seat.
#[derive(Clone, Copy, Debug)]
pub struct Tenure {
    pub seat: usize,
    pub person: usize,
    pub from: Day,
    /// The first day without them; [`Day::END`] for those who are there.
    pub to: Day,
    /// Whether they were there before the history begins.
    pub is_settled: bool,
}

/// The organisation over the whole history.
pub struct Staff {
    pub seats: Vec<Seat>,
    pub positions: Vec<PositionId>,
    pub people: Vec<Colleague>,
    pub tenures: Vec<Tenure>,
    /// What is recorded on each day, and from when it holds.
    pub edits: BTreeMap<Day, Vec<(Edit, Day)>>,
}

impl Staff {
    /// The seat of that key.
    pub fn seat(&self, key: &str) -> Option<usize> {
        self.seats.iter().position(|seat| seat.key == key)
    }
    /// Who sits there on a day.
    pub fn holder(&self, seat: usize, day: Day) -> Option<&Tenure> {
        self.tenures.iter().find(|t| t.seat == seat && t.from <= day && day < t.to)
    }
    /// The position of a seat.
    pub fn position(&self, seat: usize) -> PositionId {
        self.positions.get(seat).copied().unwrap_or_default()
    }
}

enum Turn {
    Leave(usize),
    Fill(usize, Option<&'static str>),
    Reorganise,
    Schedule,
}

/// Plans the organisation below the company's root unit.
pub fn plan(dates: &Dates, root: UnitId, mut id: Chance, mut chance: Chance) -> Staff {
    let seats: Vec<Seat> = seats().into_iter().filter(|seat| dates.size == Size::Full || is_small(&seat.key)).collect();
    let at = crate::dates::instant(dates.start, 6);
    let positions = seats.iter().map(|_| id.id(at)).collect();
    let units = UNITS.iter().map(|unit| (unit.key, id.id(at))).collect();
    let staff = Staff { seats, positions, people: Vec::new(), tenures: Vec::new(), edits: BTreeMap::new() };
    let mut names = Names::default();
    for name in staff.seats.iter().filter_map(|seat| seat.fixed).chain(["Freja Holm", "Stefan Huber", "Nora Falk"]) {
        names.take(&crate::names::Name::of(name));
    }
    let mut careers =
        Careers { dates: *dates, edits: Edits { root, units }, staff, names, turns: BTreeMap::new(), id, at };
    careers.begin(&mut chance);
    careers.expect(&mut chance);
    while let Some((day, turns)) = careers.turns.pop_first() {
        for turn in turns {
            careers.take(day, turn, &mut chance);
        }
    }
    careers.staff
}

fn is_small(key: &str) -> bool {
    const KEPT: [&str; 16] = [
        "vp",
        "nordics",
        "norway-lead",
        "norway-ae1",
        "norway-ae2",
        "norway-ae3",
        "norway-ae4",
        "norway-se",
        "norway-am",
        "leads",
        "leads_nordics-lead",
        "leads_nordics-1",
        "leads_nordics-2",
        "ops",
        "ops-data",
        "ops-finance",
    ];
    KEPT.contains(&key)
}

struct Careers {
    dates: Dates,
    edits: Edits,
    staff: Staff,
    names: Names,
    turns: BTreeMap<Day, Vec<Turn>>,
    id: Chance,
    at: domain::Instant,
}

impl Careers {
    fn note(&mut self, on: Day, edits: impl IntoIterator<Item = Edit>) {
        self.staff.edits.entry(on).or_default().extend(edits.into_iter().map(|edit| (edit, on)));
    }
    fn at(&mut self, day: Day, turn: Turn) {
        self.turns.entry(day).or_default().push(turn);
    }

    /// The first day: units, seats and those who are there already.
    fn begin(&mut self, chance: &mut Chance) {
        let (start, reorganised) = (self.dates.start, self.dates.is_reorganised(self.dates.start));
        let edits = self.edits.begin(&self.staff, reorganised);
        self.note(start, edits);
        for seat in 0..self.staff.seats.len() {
            let Some(plan) = self.staff.seats.get(seat).filter(|s| s.place(reorganised).is_some()) else { continue };
            if plan.key != "leads" {
                let name = plan.fixed;
                self.hire(seat, start, name, true, chance);
            }
        }
    }

    /// What is to come: the reorganisation, hires for its new seats, those who leave.
    fn expect(&mut self, chance: &mut Chance) {
        let Dates { start, reorganised, today, size } = self.dates;
        self.leads(size);
        if size == Size::Small {
            return;
        }
        self.at(reorganised, Turn::Reorganise);
        self.at(today.plus(-12), Turn::Schedule);
        for seat in 0..self.staff.seats.len() {
            let Some(plan) = self.staff.seats.get(seat) else { continue };
            let (key, is_new, is_fixed) = (plan.key.clone(), plan.before.is_none(), plan.fixed.is_some());
            if is_new && key != "leads" {
                self.at(reorganised.plus(chance.between(0, 80)), Turn::Fill(seat, None));
            }
            if is_fixed || ["alps-ae1", "leads", "denmark-ae2"].contains(&key.as_str()) {
                continue;
            }
            let mut day = start.plus(30);
            while day < today.plus(-140) {
                if chance.happens(0.013) {
                    self.at(crate::calendar::workday(day.plus(chance.between(0, 27))), Turn::Leave(seat));
                }
                day = day.plus_months(1);
            }
        }
        if let Some(seat) = self.staff.seat("alps-ae1") {
            self.at(today.plus(-49), Turn::Leave(seat));
        }
        if let Some(seat) = self.staff.seat("denmark-ae2") {
            self.at(today.plus(-150), Turn::Leave(seat));
            self.at(today.plus(-72), Turn::Fill(seat, Some("Freja Holm")));
        }
    }

    /// Lead generation is led by nobody today; one of its team leads stands in.
    fn leads(&mut self, size: Size) {
        let Some(seat) = self.staff.seat("leads") else { return };
        if size == Size::Full {
            self.at(self.dates.reorganised.plus(9), Turn::Fill(seat, Some("Nora Falk")));
            self.at(self.dates.today.plus(-41), Turn::Leave(seat));
        } else {
            self.stand_in(seat, self.dates.start.plus(21));
        }
    }

    fn stand_in(&mut self, seat: usize, day: Day) {
        let Some(own) = self.staff.seat("leads_nordics-lead") else { return };
        let Some(person) = self.staff.holder(own, day).and_then(|t| self.staff.people.get(t.person)).map(|p| p.id)
        else {
            return;
        };
        let assign = |seat, share_bp, kind| Edit::Assign { person, position: seat, share_bp, kind };
        let (own, acting) = (self.staff.position(own), self.staff.position(seat));
        self.note(day, [assign(own, 7000, AssignmentKind::Regular), assign(acting, 3000, AssignmentKind::Acting)]);
    }

    fn take(&mut self, day: Day, turn: Turn, chance: &mut Chance) {
        match turn {
            Turn::Leave(seat) => self.leave(seat, day, chance),
            Turn::Fill(seat, name) => self.fill(seat, day, name, chance),
            Turn::Reorganise => {
                let edits = self.edits.reorganise(&self.staff);
                self.note(day, edits);
            }
            Turn::Schedule => {
                let Some(on) = Day::new(self.dates.today.year() + 1, 1, 1) else { return };
                let edits = self.edits.schedule(&self.staff, &mut || self.id.id(self.at));
                self.staff.edits.entry(day).or_default().extend(edits.into_iter().map(|edit| (edit, on)));
            }
        }
    }

    fn leave(&mut self, seat: usize, day: Day, chance: &mut Chance) {
        let Some(key) = self.staff.seats.get(seat).map(|s| s.key.clone()) else { return };
        let stays_open = key == "alps-ae1" || key == "leads";
        let Some(tenure) = self.staff.tenures.iter_mut().find(|t| t.seat == seat && t.to == Day::END) else { return };
        let is_new = !tenure.is_settled && day.days_since(tenure.from) < 150;
        if is_new && !stays_open {
            return;
        }
        tenure.to = day;
        self.end(seat, day);
        if key == "leads" {
            self.stand_in(seat, day);
        } else if !stays_open && key != "denmark-ae2" {
            self.at(crate::calendar::workday(day.plus(chance.between(20, 95))), Turn::Fill(seat, None));
        }
    }

    fn end(&mut self, seat: usize, day: Day) {
        let last = self.staff.tenures.iter().filter(|t| t.seat == seat).max_by_key(|t| t.from);
        let person = last.and_then(|t| self.staff.people.get(t.person)).map(|p| p.id);
        let position = self.staff.position(seat);
        self.note(day, person.map(|person| Edit::EndAssignment { person, position }));
    }

    /// Someone from within where there is one to promote, else someone new.
    fn fill(&mut self, seat: usize, day: Day, name: Option<&'static str>, chance: &mut Chance) {
        if self.staff.holder(seat, day).is_some() || day > self.dates.today {
            return;
        }
        let from = if name.is_none() && chance.happens(0.4) { self.candidate(seat, day, chance) } else { None };
        let Some(from) = from else { return self.hire(seat, day, name, false, chance) };
        let Some(tenure) = self.staff.tenures.iter_mut().find(|t| t.seat == from && t.to == Day::END) else { return };
        tenure.to = day;
        let person = tenure.person;
        self.end(from, day);
        self.assign(Tenure { seat, person, from: day, to: Day::END, is_settled: false });
        self.at(crate::calendar::workday(day.plus(chance.between(14, 60))), Turn::Fill(from, None));
    }

    /// A seat whose holder is ready for this one: an account executive of the team for its lead, a lead
    /// developer of the region for an account executive.
    fn candidate(&self, seat: usize, day: Day, chance: &mut Chance) -> Option<usize> {
        let key = &self.staff.seats.get(seat)?.key;
        let wanted = |from: &Seat| match key.split_once('-') {
            Some((team, "lead")) => from.key.starts_with(&format!("{team}-ae")),
            Some((team, ae)) if ae.starts_with("ae") => from.opens.contains(&team) && !from.key.ends_with("-lead"),
            _ => false,
        };
        let is_ready = |t: &&Tenure| {
            t.to == Day::END
                && day.days_since(t.from) > 180
                && self.staff.seats.get(t.seat).is_some_and(|s| s.fixed.is_none() && s.key != "alps-ae1" && wanted(s))
        };
        let ready: Vec<usize> = self.staff.tenures.iter().filter(is_ready).map(|t| t.seat).collect();
        chance.one(&ready).copied()
    }

    fn hire(&mut self, seat: usize, day: Day, name: Option<&'static str>, is_settled: bool, chance: &mut Chance) {
        let Some(country) = self.staff.seats.get(seat).map(|s| s.country) else { return };
        let name = match name {
            Some(name) => Name::of(name),
            None => self.names.draw(country, chance),
        };
        let colleague = Colleague {
            id: self.id.id(self.at),
            email: format!("{}@nordlys.example", name.mailbox),
            skill: if is_settled && name.mailbox == "emil.dahl" { 0.9 } else { chance.normal() },
            name,
        };
        let person = Person {
            id: colleague.id,
            name: colleague.name.whole.clone(),
            email: Some(colleague.email.clone()),
            is_active: true,
            external_id: Some(format!("E{}", 1001 + self.staff.people.len())),
        };
        self.note(day, [Edit::PutPerson { person }]);
        self.staff.people.push(colleague);
        let person = self.staff.people.len() - 1;
        self.assign(Tenure { seat, person, from: day, to: Day::END, is_settled });
    }

    fn assign(&mut self, tenure: Tenure) {
        let position = self.staff.position(tenure.seat);
        let Some(person) = self.staff.people.get(tenure.person).map(|p| p.id) else { return };
        self.note(tenure.from, [Edit::Assign { person, position, share_bp: 10_000, kind: AssignmentKind::Regular }]);
        self.staff.tenures.push(tenure);
    }
}

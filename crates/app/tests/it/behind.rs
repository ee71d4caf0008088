//! The records behind figures: they add up to the figure, whoever it is of and however it is split, and nobody sees
//! among them what they may not see.

use crate::world::{NOW, World, position};
use app::activities::commands::{NewActivity, add};
use app::ctx::Who;
use app::events::Cause;
use app::handoffs::{Accept, Offer, commands as answers, offer};
use app::leads::convert::{Convert, convert};
use app::leads::{self, commands};
use app::measures::behind::{Behind, BehindRow, RowRef, Side, Whose, behind, has_records};
use app::measures::{MeasureQuery, Subject, measure, series};
use app::opportunities::commands::{Move, move_stages};
use app::records::{self, Patch};
use app::{Ctx, Error, House, Result, Tx, scorecards};
use domain::kernel::id::LeadId;
use domain::kernel::{Instant, Span};
use domain::leads::Lead;
use domain::measures::catalogue::{self, Basis, Dimension, Formula, Measure};
use domain::measures::figure::{Figure, Value};
use domain::measures::roll::Histogram;
use domain::opportunities::MoveStage;
use domain::policy::Noun;
use serde_json::json;
use std::sync::Arc;

const HOUR: i64 = 3_600_000;

/// Every line behind a figure, page by page.
fn every(ctx: &Ctx, tx: &mut Tx<'_>, asked: &Behind) -> Result<(Vec<BehindRow>, Figure)> {
    let mut rows = Vec::new();
    loop {
        let view = behind(ctx, tx, &Behind { skip: rows.len(), ..asked.clone() })?;
        rows.extend(view.rows);
        if !view.has_more {
            assert_eq!(i64::try_from(rows.len()).unwrap(), view.seen.n);
            return Ok((rows, view.figure));
        }
    }
}

/// The figure that lines come to.
fn come_to(measure: &Measure, rows: &[BehindRow]) -> (Option<f64>, i64) {
    let (over, under): (i64, i64) = rows.iter().fold((0, 0), |(a, b), r| (a + r.adds, b + r.below.unwrap_or(0)));
    let times: Histogram = rows.iter().filter_map(|r| Some((r.time?, r.adds))).collect();
    #[expect(clippy::cast_precision_loss, reason = "small numbers of a test")]
    let value = match measure.formula {
        Formula::Sum(_) => Some(over as f64),
        Formula::Ratio { .. } => (under > 0).then(|| over as f64 / under as f64),
        Formula::Each { .. } => (under > 0).then(|| (over as f64 / under as f64).round()),
        Formula::Mean(_) => times.mean().value().filter(|_| times.n() > 0),
        Formula::Median(_) => times.median(),
        Formula::Percentile(percent, _) => times.percentile(percent).map(|n| n as f64),
    };
    (value, under)
}

fn agrees(measure: &Measure, figure: &Figure, rows: &[BehindRow], what: &str) {
    let (value, under) = come_to(measure, rows);
    assert_eq!(figure.value.map(Value::number), value, "{} {what}: {rows:#?}", measure.id);
    assert!(figure.denominator.is_none_or(|n| n == under), "{} {what}", measure.id);
}

/// Asserts of measures that their records add up to their figures: of each subject, and of each row of each split.
pub fn add_up(house: &House, span: Span, subjects: &[Subject], measures: &[&'static Measure]) {
    let check = |ctx: &Ctx, tx: &mut Tx<'_>| {
        for of in measures.iter().copied() {
            for subject in subjects {
                let asked = asked(of, span, Whose::Subject(*subject));
                let (rows, told) = every(ctx, tx, &asked)?;
                let figure = series(ctx, tx, of, *subject, &[span])?.remove(0);
                assert_eq!(told, figure);
                agrees(of, &figure, &rows, &format!("of {subject:?}"));
            }
            for by in of.by {
                each_row(ctx, tx, of, *by, span)?;
            }
        }
        Ok(())
    };
    house.read(Who::Console, check).expect("read");
}

fn each_row(ctx: &Ctx, tx: &mut Tx<'_>, of: &'static Measure, by: Dimension, span: Span) -> Result<()> {
    let query = MeasureQuery {
        measure: of.id.into(),
        from: Some(span.from),
        to: Some(span.to.plus(-1)),
        by: Some(by.key().into()),
        ..MeasureQuery::default()
    };
    for row in measure(ctx, tx, &query)?.rows {
        let opens = row.opens.expect("nothing is hidden from the console");
        let whose = Whose::Row {
            row: opens.row.map(|row| (by, row)),
            under: None,
            under_on: Some(span.to.plus(-1)),
            restated_to: None,
        };
        let (rows, told) = every(ctx, tx, &asked(of, opens.span, whose))?;
        assert_eq!(told, row.figure, "{} by {by:?}", of.id);
        agrees(of, &row.figure, &rows, &format!("by {by:?}, {}", row.label));
    }
    Ok(())
}

fn asked(of: &Measure, span: Span, whose: Whose) -> Behind {
    Behind { measure: of.id.into(), span, whose, side: Side::Both, skip: 0 }
}

fn at(world: &World, hours: i64) -> House {
    world.house.at(Arc::new(move || Instant(NOW.0 + hours * HOUR)))
}

fn lead(world: &World, name: &str, by: &str, source: Option<&str>) -> LeadId {
    let lead = Lead { name: name.into(), owner: position(by), source: source.map(str::to_owned), ..Lead::default() };
    world.console(|ctx, tx| commands::create(ctx, tx, Cause::COMMAND, vec![lead])).remove(0).id
}

fn deed(world: &World, hours: i64, who: &str, new: NewActivity) {
    let owner = Some(position(who));
    let done = at(world, hours)
        .write(Who::Console, |ctx, tx| add(ctx, tx, Cause::COMMAND, vec![NewActivity { owner, ..new }]).map(drop));
    done.expect("done");
}

fn of_kind(kind: &str, outcome: &str, lead: LeadId) -> NewActivity {
    NewActivity { outcome: Some(outcome.into()), ..NewActivity::on(kind, Noun::Lead, lead.0) }
}

/// Leads that Rune, Rita and Olga brought in; some tried, one given to Olga, one handed to Rita and won.
fn day(world: &World) {
    let ada = lead(world, "Ada", "Rune", Some("event"));
    let bo = lead(world, "Bo", "Rune", Some("unknown"));
    let cy = lead(world, "Cy", "Rita", None);
    lead(world, "Di", "Olga", Some("event"));
    deed(world, 1, "Rune", of_kind("call", "connected", ada));
    deed(world, 2, "Rune", of_kind("call", "connected", ada));
    deed(world, 3, "Rune", of_kind("call", "no_answer", bo));
    deed(world, 4, "Rita", of_kind("meeting", "held", cy));
    deed(world, 5, "Rita", of_kind("meeting", "held", cy));
    deed(world, 5, "Rita", of_kind("meeting", "no_show", cy));
    leads::sweep(&at(world, 30)).expect("looked");
    let patch = Patch::new(bo.0, [("owner", json!(position("Olga")))]);
    at(world, 31).write(Who::Console, |ctx, tx| commands::change(ctx, tx, Cause::COMMAND, &[patch])).expect("given");
    let to = Offer { noun: "lead".into(), record: ada.0, to: Some(position("Rita")), ..Offer::default() };
    let id = at(world, 32).write(Who::Console, |ctx, tx| offer(ctx, tx, &to)).expect("offered");
    at(world, 33).write(Who::Console, |ctx, tx| answers::accept(ctx, tx, id, &Accept::default())).expect("accepted");
    let won = |ctx: &Ctx, tx: &mut Tx<'_>| {
        let made = convert(ctx, tx, ada, &Convert { with_opportunity: true, ..Convert::default() })?;
        let pipelines = app::opportunities::pipelines::all(tx)?;
        let stage = pipelines.iter().flat_map(|p| &p.stages).find(|s| s.key == "won").expect("a stage").id;
        let sale = made.opportunity.expect("a sale");
        let with = MoveStage { reason: Some("price".into()), ..MoveStage::default() };
        move_stages(ctx, tx, &[Move { id: sale, stage, version: None, with }]).map(drop)
    };
    at(world, 60).write(Who::Console, won).expect("won");
}

fn span() -> Span {
    Span { from: "2017-12-01".parse().expect("a day"), to: "2018-02-01".parse().expect("a day") }
}

const SEATS: [&str; 6] = ["Hanna", "Mona", "Rune", "Rita", "Otto", "Olga"];

#[test]
fn records_add_up_to_every_figure_however_it_is_split() {
    World::each(|world| {
        day(world);
        let company = world.console(|ctx, _| Ok(ctx.organisation.company().expect("a company")));
        let of = |name| Subject::Position(position(name));
        let all: Vec<&Measure> = catalogue::all().filter(|of| has_records(of)).collect();
        add_up(&at(world, 61), span(), &[of("Mona"), of("Rune"), of("Olga"), Subject::Unit(company)], &all);
        let bases: Vec<&Measure> = all.into_iter().filter(|of| !of.is_variant()).collect();
        for (from, to) in [("2018-01-01", "2018-01-02"), ("2017-11-01", "2018-01-01")] {
            let span = Span { from: from.parse().expect("a day"), to: to.parse().expect("a day") };
            add_up(&at(world, 61), span, &[of("Hanna"), of("Rita")], &bases);
        }
    });
}

/// How many lines a reader sees behind a figure, and how many more there are.
fn seen(world: &World, reader: &str, measure: &str, of: &str) -> Result<(i64, Option<i64>)> {
    let whose = Whose::Subject(Subject::Position(position(of)));
    let asked = Behind { measure: measure.into(), span: span(), whose, side: Side::Both, skip: 0 };
    let view = world.read(reader, |ctx, tx| scorecards::behind(ctx, tx, &asked))?;
    Ok((view.seen.n, view.hidden))
}

#[test]
fn who_sees_fewer_records_sees_fewer_and_is_told_so() {
    World::each(|world| {
        day(world);
        let said = |reader: &str, measure: &str, of: &str| seen(world, reader, measure, of).expect("seen");
        for reader in ["Hanna", "Fina"] {
            assert_eq!(said(reader, "leads_generated", "Hanna"), (4, Some(0)), "{reader}");
        }
        // Bo was given to Olga, whom Mona does not lead.
        assert_eq!(said("Mona", "leads_generated", "Mona"), (2, Some(1)));
        assert_eq!(said("Mona", "leads_generated", "Rune"), (1, Some(1)));
        assert_eq!(said("Mona", "contacts_made.attempts", "Mona"), (5, Some(1)), "the call went to what is Olga's now");
        // Ada went to Rita and is a customer; Rune offered it, and sees the hand-off and no lead.
        assert_eq!(said("Rune", "leads_generated", "Rune"), (0, Some(2)));
        assert_eq!(said("Rune", "handoffs_offered", "Rune"), (1, Some(0)));
        assert_eq!(said("Olga", "leads_assigned", "Olga"), (2, Some(0)));
        assert!(matches!(seen(world, "Rune", "leads_generated", "Olga"), Err(Error::NotFound)));
        assert!(matches!(seen(world, "Nils", "leads_generated", "Rune"), Err(Error::Forbidden)));
        for reader in SEATS {
            for of in catalogue::all().filter(|of| has_records(of)) {
                let Ok((rows, hidden)) = world.read(reader, |ctx, tx| seen_by(ctx, tx, of, reader)) else { panic!() };
                let all = world.console(|ctx, tx| every(ctx, tx, &asked_of(of, reader)).map(|(rows, _)| rows.len()));
                assert_eq!(rows + hidden, all, "{} for {reader}", of.id);
            }
        }
    });
}

fn asked_of(of: &Measure, whom: &str) -> Behind {
    asked(of, span(), Whose::Subject(Subject::Position(position(whom))))
}

/// Lines that the reader sees behind their own figure, each of a record in their sight, and how many they do not.
fn seen_by(ctx: &Ctx, tx: &mut Tx<'_>, of: &Measure, reader: &str) -> Result<(usize, usize)> {
    let asked = asked_of(of, reader);
    let (rows, _) = every(ctx, tx, &asked)?;
    let noun = of.source().noun().expect("records");
    for row in &rows {
        records::visible(ctx, tx, noun, row.id)?;
        assert!(row.handoff.is_some() || !row.cells.is_empty());
    }
    let hidden = behind(ctx, tx, &asked)?.hidden.expect("few enough to be counted");
    Ok((rows.len(), usize::try_from(hidden).expect("a number")))
}

#[test]
fn a_ratio_opens_what_counts_above_its_line_and_what_only_below() {
    World::each(|world| {
        day(world);
        let side = |measure: &str, side| {
            let of = catalogue::find(measure).expect("a measure");
            let asked = Behind { side, ..asked_of(of, "Hanna") };
            world.console(|ctx, tx| every(ctx, tx, &asked).map(|(rows, _)| rows.len()))
        };
        for (measure, both, over) in
            [("lead_conversion", 4, 1), ("meeting_show_rate", 3, 2), ("leads_worked_rate", 5, 3), ("win_rate", 1, 1)]
        {
            let found = [side(measure, Side::Both), side(measure, Side::Over), side(measure, Side::Rest)];
            assert_eq!(found, [both, over, both - over], "{measure}");
        }
    });
}

#[test]
fn lines_name_what_counts_and_for_whom() {
    World::each(|world| {
        day(world);
        let by = Whose::Row {
            row: Some((Dimension::Source, RowRef::Empty)),
            under: Some(position("Mona")),
            under_on: None,
            restated_to: None,
        };
        let of = catalogue::find("leads_generated").expect("a measure");
        let (rows, figure) = world.console(|ctx, tx| every(ctx, tx, &asked(of, span(), by)));
        assert_eq!((rows.len(), figure.value), (1, Some(Value::Whole(1))), "without a source, which is not unknown");
        assert_eq!((rows[0].whom.as_str(), rows[0].adds, rows[0].below, rows[0].time), ("Rita", 1, None, None));
        let reached = catalogue::find("contacts_made").expect("a measure");
        let (rows, _) = world.console(|ctx, tx| every(ctx, tx, &asked_of(reached, "Rune")));
        assert_eq!(rows.len(), 1, "called twice on a day, reached once");
        assert_eq!(reached.basis, Basis::Closed);
        let none = Behind { measure: "span_of_control".into(), ..asked_of(of, "Hanna") };
        assert!(matches!(world.read("Hanna", |ctx, tx| behind(ctx, tx, &none)), Err(Error::Refused(_))));
    });
}

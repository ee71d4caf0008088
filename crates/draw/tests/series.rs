//! The small pictures: what they look like, and that no value leads out of the picture.

use draw::Theme;
use draw::series::{Bar, Frame, Line, Part, Stage, Tick, Tone, bars, lines, spark, stages, ticks};
use proptest::prelude::*;

fn frame(width: f64, height: f64, label: &str) -> Frame {
    Frame { width, height, theme: Theme::Page, label: label.into() }
}

fn marks() -> Vec<Tick> {
    ticks(0.0, 300.0, 3).into_iter().map(|value| Tick { value, label: format!("€ {value} k") }).collect()
}

/// One element a line, so that a change is easy to see.
fn split(svg: &str) -> String {
    svg.replace("><", ">\n<")
}

#[test]
fn a_sparkline_with_a_gap() {
    let values = [Some(3.0), Some(4.0), None, Some(6.0), None, Some(5.0), Some(7.0)];
    insta::assert_snapshot!(split(&spark(&values, &frame(112.0, 26.0, "Win rate: 3, 4, –, 6, –, 5, 7"))));
}

#[test]
fn bookings_by_month_in_parts() {
    let bar = |label: &str, new: f64, renewed: f64| Bar {
        label: label.into(),
        figure: format!("€ {} k", new + renewed),
        parts: vec![
            Part { value: new, tone: Tone::Accent, tip: "New".into() },
            Part { value: renewed, tone: Tone::Step(2), tip: String::new() },
        ],
        href: (label == "Feb").then(|| "/bookings?month=2&kind=all".into()),
    };
    let picture = bars(
        &[bar("Jan", 120.0, 40.0), bar("Feb", 210.0, 65.0), bar("Mar", 90.0, -30.0)],
        &marks(),
        &frame(320.0, 160.0, "Bookings"),
    );
    insta::assert_snapshot!(split(&picture));
}

#[test]
fn pipeline_against_target() {
    let won = Line { label: "Won".into(), values: vec![Some(80.0), Some(140.0), None, Some(200.0)], ..Line::default() };
    let target = Line { label: "Target".into(), values: vec![Some(100.0); 4], tone: Tone::Quiet, dashed: true };
    let picture =
        lines(&[won, target], &["Jan", "Feb", "Mar", "Apr"], &marks(), &frame(320.0, 160.0, "Won against target"));
    insta::assert_snapshot!(split(&picture));
}

#[test]
fn a_funnel_of_three_stages() {
    let stage = |label: &str, value: f64, onward: &str| Stage {
        label: label.into(),
        value,
        figure: format!("{value}"),
        onward: onward.into(),
        ..Stage::default()
    };
    let all = [stage("Prospecting", 500.0, "62 %"), stage("Qualifying", 310.0, "45 %"), stage("Won", 140.0, "")];
    insta::assert_snapshot!(split(&stages(&all, &frame(360.0, 0.0, "Open pipeline by stage"))));
}

#[test]
fn ticks_are_round_and_span_the_values() {
    assert_eq!(ticks(0.0, 97.0, 5), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
    assert_eq!(ticks(-12.0, 30.0, 4), [-20.0, 0.0, 20.0, 40.0]);
    assert_eq!(ticks(0.0, 0.0, 4), [0.0]);
    assert!(ticks(0.0, f64::NAN, 4).is_empty());
}

#[test]
fn labels_that_would_touch_are_thinned() {
    let months: Vec<String> = (1..=24).map(|m| format!("Month {m}")).collect();
    let months: Vec<&str> = months.iter().map(String::as_str).collect();
    let line = Line { values: vec![Some(1.0); 24], ..Line::default() };
    let shown = lines(&[line], &months, &[], &frame(400.0, 100.0, "")).matches("Month").count();
    assert!((3..=8).contains(&shown), "{shown}");
}

/// Every coordinate written as an attribute.
fn numbers(svg: &str, name: &str) -> Vec<f64> {
    svg.split(&format!(" {name}=\"")).skip(1).filter_map(|rest| rest.split('"').next()?.parse().ok()).collect()
}

proptest! {
    #[test]
    fn columns_stay_inside_the_picture(values in prop::collection::vec(prop::num::f64::ANY, 0..30)) {
        let column = |v: &f64| Bar { parts: vec![Part { value: *v % 1e12, ..Part::default() }], ..Bar::default() };
        let all: Vec<Bar> = values.iter().map(column).collect();
        let svg = bars(&all, &marks(), &frame(300.0, 120.0, "x"));
        for (y, height) in numbers(&svg, "y").iter().zip(numbers(&svg, "height").iter().skip(1)) {
            prop_assert!(*y >= 0.0 && *height >= 0.0 && *y <= 120.0);
        }
        prop_assert!(!svg.contains("NaN") && !svg.contains("inf"));
    }

    #[test]
    fn sparks_take_any_value(values in prop::collection::vec(prop::option::of(prop::num::f64::ANY), 0..30)) {
        let svg = spark(&values, &frame(112.0, 26.0, "x"));
        prop_assert!(!svg.contains("NaN") && !svg.contains("inf"));
        prop_assert_eq!(svg.matches("<svg").count(), svg.matches("</svg>").count());
    }

    #[test]
    fn ticks_hold_what_they_span(low in -1e9..1e9_f64, high in -1e9..1e9_f64, count in 1..12_u32) {
        let all = ticks(low, high, count);
        let hair = 1e-9 * (low.abs() + high.abs());
        prop_assert!(all[0] <= low.min(high) + hair && *all.last().unwrap() >= low.max(high) - hair);
        prop_assert!(all.len() <= count as usize + 3);
    }
}

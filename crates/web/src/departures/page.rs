//! The pages of departures.

use super::{DEPARTURES, GO_ON, UNDO, href, moved};
use crate::api::id;
use crate::errors::{Answer, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::settings::{head, moment};
use crate::ui::field::{Field, Kind, field};
use crate::ui::form::{self, Form};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use crate::ui::pill::{Tone, pill};
use crate::ui::progress::{self, progress};
use crate::ui::table::{self, Column, Row};
use app::ctx::Who;
use app::departures::{self, Count, Departure, Leave, Preview, Progress};
use app::{Ctx, Tx};
use axum::extract::{Path, Query};
use domain::Refusal;
use domain::departures::Heir;
use domain::kernel::id::{PersonId, SetId};
use maud::{Markup, html};
use text::{Lang, fmt, t, tr};

/// Fields beside which a fault is shown.
const SHOWN: [&str; 4] = ["person", "heir", "position", "on"];

/// Who left, and the form; where somebody is named, what would happen.
pub async fn list(signed: SignedIn, Query(asked): Query<Vec<(String, String)>>) -> Answer {
    let asked = Fields::from(asked);
    signed.page(move |ctx, tx, frame| drawn(ctx, tx, frame, &asked, &Faults::none())).await
}

fn drawn(ctx: &Ctx, tx: &mut Tx<'_>, frame: &mut PageFrame, asked: &Fields, faults: &Faults) -> app::Result<Markup> {
    head(ctx, frame, DEPARTURES);
    let lang = frame.lang;
    let all = departures::list(ctx, tx)?;
    let mut faults = faults.clone();
    let mut preview = None;
    if let (Some(person), true) = (asked.parsed::<PersonId>("person"), faults.is_empty()) {
        let shown = heir(asked).and_then(|heir| departures::preview(ctx, tx, person, heir));
        match shown {
            Ok(found) => preview = Some(found),
            Err(app::Error::Refused(refusals)) => faults = Faults::new(lang, refusals),
            Err(error) => return Err(error),
        }
    }
    let rows: Vec<Row> = all.iter().map(|departure| row(ctx, lang, departure)).collect();
    let columns = ["user-name", "departure-on", "departure-heir-title", "departure-moved", "user-state"]
        .map(|key| Column::text(t(lang, key)));
    Ok(content(
        true,
        html! {
            (section(&t(lang, "departure-new"), None, html! {
                div class="stack" {
                    p { (t(lang, "departure-explained")) }
                    (asking(ctx, frame, asked, &faults))
                }
            }))
            @if let Some(preview) = &preview { (section(&preview.name, None, shown(frame, asked, preview))) }
            (section(&t(lang, "departure-title"), None, html! {
                @if rows.is_empty() { p class="soft" { (t(lang, "departure-none")) } } @else { (table::plain(&columns, &rows)) }
            }))
        },
    ))
}

/// Who takes the work, as the form says.
fn heir(asked: &Fields) -> app::Result<Heir> {
    let key = Some(asked.raw("heir")).filter(|key| !key.is_empty()).unwrap_or("coverage");
    let heir = Heir::from_key(key, asked.parsed("position"));
    Ok(heir.ok_or_else(|| Refusal::new("departure-heir").at("position"))?)
}

/// Who is asked for: a form that only looks, so that it can be sent by address.
fn asking(ctx: &Ctx, frame: &PageFrame, asked: &Fields, faults: &Faults) -> Markup {
    let lang = frame.lang;
    let label = |name: &str| asked.raw(&format!("{name}_label")).to_owned();
    let person = asked.parsed::<PersonId>("person").and_then(|id| ctx.history.rows().people.get(&id));
    let named = person.map_or_else(|| label("person"), |person| person.name.clone());
    let options = |kind: &str| format!("{}?kind={kind}&day={}", crate::organisation::OPTIONS, ctx.today);
    let heirs = ["coverage", "position", "successor"]
        .map(|key| (key.to_owned(), t(lang, &format!("departure-heir-{key}")).into_owned()))
        .to_vec();
    let on = Some(asked.text("on")).filter(|on| !on.is_empty()).unwrap_or_else(|| ctx.today.to_string());
    let fields = [
        Field::new("person", t(lang, "field-person"), Kind::Record { options: options("people"), label: named })
            .value(asked.raw("person"))
            .required()
            .error(faults.of("person")),
        Field::new("heir", t(lang, "departure-heir-title"), Kind::Choice(heirs))
            .value(asked.raw("heir"))
            .error(faults.of("heir")),
        Field::new(
            "position",
            t(lang, "departure-position"),
            Kind::Record { options: options("positions"), label: label("position") },
        )
        .value(asked.raw("position"))
        .hint(t(lang, "departure-position-hint"))
        .error(faults.of("position")),
        Field::new("on", t(lang, "departure-on"), Kind::Day).value(on).error(faults.of("on")),
    ];
    let about = Form { errors: faults.beside(&SHOWN), ..Form::default() };
    html! {
        form class="form" method="get" action=(DEPARTURES) {
            (form::faults(lang, &about, &fields))
            @for one in &fields { (field(lang, one)) }
            div class="buttons" { button class="button" { (t(lang, "departure-look")) } }
        }
    }
}

/// What would happen, and the button that lets it.
fn shown(frame: &PageFrame, asked: &Fields, preview: &Preview) -> Markup {
    let lang = frame.lang;
    let titles = |seats: &[(domain::kernel::id::PositionId, String)]| {
        seats.iter().map(|(_, title)| title.as_str()).collect::<Vec<_>>().join(", ")
    };
    let sent: Vec<(&str, &str)> = SHOWN.iter().map(|name| (*name, asked.raw(name))).collect();
    let columns = [Column::text(t(lang, "departure-heir-title")), Column::text(t(lang, "departure-work"))];
    let share = |share: &departures::Share| Row {
        id: share.to.map(|to| to.to_string()).unwrap_or_default(),
        cells: vec![
            html! { @match &share.name { Some(name) => (name), None => (t(lang, "departure-queue")) } },
            html! { (worded(lang, &share.counts)) },
        ],
        ..Row::default()
    };
    let shares: Vec<Row> = preview.shares.iter().map(share).collect();
    html! {
        div class="stack" {
            @if preview.user.is_some() { p { (t(lang, "departure-user")) } }
            @if !preview.seats.is_empty() { p { (tr(lang, "departure-seats", &[("seats", titles(&preview.seats).into())])) } }
            @if !preview.shared.is_empty() { p { (tr(lang, "departure-shared", &[("seats", titles(&preview.shared).into())])) } }
            p { (t(lang, "departure-open")) " " strong { (worded(lang, &preview.counts)) } }
            @if preview.waiting > 0 { p class="soft" { (tr(lang, "departure-waiting", &[("count", preview.waiting.into())])) } }
            @if !shares.is_empty() { (table::plain(&columns, &shares)) }
            @if preview.is_part { p class="soft" { (t(lang, "departure-part")) } }
            (form::post(&frame.csrf, DEPARTURES, &sent, "primary", html! { (tr(lang, "departure-go", &[("name", preview.name.as_str().into())])) }))
        }
    }
}

/// `3 accounts, 1 lead`; nothing where there is nothing.
fn worded(lang: Lang, counts: &[Count]) -> String {
    let some = counts.iter().filter(|count| count.count > 0);
    let said: Vec<String> = some
        .map(|count| tr(lang, &format!("departure-many-{}", count.kind), &[("count", count.count.into())]))
        .collect();
    if said.is_empty() { t(lang, "departure-nothing").into_owned() } else { said.join(", ") }
}

fn row(ctx: &Ctx, lang: Lang, departure: &Departure) -> Row {
    let cells = vec![
        html! { a href=(href(departure.id)) { (departure.name) } },
        html! { (fmt::day(lang, departure.on.civil())) },
        html! { (t(lang, &format!("departure-heir-{}", departure.heir.key()))) },
        html! { (fmt::number(lang, departure.moved)) },
        html! { (state(lang, departure.state)) " " span class="soft" { (moment(ctx, lang, departure.begun_at)) } },
    ];
    Row { id: departure.id.to_string(), cells, ..Row::default() }
}

fn state(lang: Lang, state: Progress) -> Markup {
    match state {
        Progress::Planned => pill(Tone::Plain, &t(lang, "departure-planned")),
        Progress::Moving => pill(Tone::Today, &t(lang, "departure-moving")),
        Progress::Done => pill(Tone::Won, &t(lang, "departure-done")),
        Progress::Undone => pill(Tone::Plain, &t(lang, "departure-undone")),
    }
}

/// Lets somebody go, and moves what is theirs for a while.
pub async fn begin(posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let asked = fields.clone();
    let begun = signed.write(move |ctx, tx| {
        let person = asked.parsed("person").ok_or_else(|| Refusal::new("refusal-person-unknown").at("person"))?;
        let on = asked.parsed("on").unwrap_or(ctx.today);
        departures::begin(ctx, tx, &Leave { person, heir: heir(&asked)?, on })
    });
    match begun.await {
        Ok(id) => further(&signed, id).await,
        Err(fault) => signed.again(fault, move |ctx, tx, frame, faults| drawn(ctx, tx, frame, &fields, faults)).await,
    }
}

async fn further(signed: &SignedIn, id: SetId) -> Answer {
    let who = Who::User(signed.user);
    signed.state.blocking(move |house| moved(house, who, id)).await?;
    signed.done(&href(id), None)
}

/// One departure: how far it is, and taking it back.
pub async fn one(Path(departure): Path<String>, signed: SignedIn) -> Answer {
    let departure: SetId = id(&departure)?;
    signed
        .page(move |ctx, tx, frame| {
            let departure = departures::get(ctx, tx, departure)?;
            head(ctx, frame, DEPARTURES);
            frame.title = departure.name.clone();
            Ok(content(true, standing(frame, &departure)))
        })
        .await
}

fn standing(frame: &PageFrame, departure: &Departure) -> Markup {
    let lang = frame.lang;
    let at = |path: &str| path.replace("{id}", &departure.id.to_string());
    let (done, left) = (departure.moved, departure.left);
    let running = departure.state == Progress::Moving;
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    let actions = html! {
        @if running { (form::post(&frame.csrf, &at(GO_ON), &[], "primary", html! { (t(lang, "departure-go-on")) })) }
        @if departure.state != Progress::Undone { (form::post(&frame.csrf, &at(UNDO), &[], "danger", html! { (t(lang, "departure-undo")) })) }
    };
    let bar = progress::Progress {
        title: t(lang, &format!("departure-heir-{}", departure.heir.key())).into_owned(),
        done: count(done),
        total: Some(count(done + left)),
        rows: format!("{} / {}", fmt::number(lang, done), fmt::number(lang, done + left)),
        figures: vec![(t(lang, "departure-on").into_owned(), fmt::day(lang, departure.on.civil()))],
        actions: Some(actions),
        ..progress::Progress::default()
    };
    html! {
        (progress(lang, &bar))
        (section(&t(lang, "user-state"), None, html! { p { (state(lang, departure.state)) } }))
    }
}

/// Moves what is left, for a while.
pub async fn go_on(Path(departure): Path<String>, posted: Posted) -> Answer {
    further(&posted.signed, id(&departure)?).await
}

/// Takes it back.
pub async fn undo(Path(departure): Path<String>, posted: Posted) -> Answer {
    let (departure, signed): (SetId, _) = (id(&departure)?, posted.signed);
    let who = Who::User(signed.user);
    let (back, kept) = signed.state.blocking(move |house| departures::undo(house, who, departure)).await?;
    let said = match kept {
        0 => tr(signed.lang, "departure-back", &[("count", back.into())]),
        _ => tr(signed.lang, "departure-back-some", &[("count", back.into()), ("kept", kept.into())]),
    };
    signed.done(&href(departure), Some(&Toast::said(said)))
}

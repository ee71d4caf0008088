//! The forms of routing: one for each kind of setting, folded away until it is wanted.

use super::{ROUTING, page};
use crate::errors::{Answer, Faults};
use crate::extract::Posted;
use crate::fields::Fields;
use crate::options;
use crate::organisation::OPTIONS;
use crate::organisation::routing::page::queue_name;
use crate::ui::field::{Field, Kind, field};
use crate::ui::form::{self, Form};
use crate::ui::icon::{Icon, small};
use crate::ui::overlay::Toast;
use app::Result;
use app::routing::{Overview, settings};
use axum::extract::Path;
use domain::kernel::id::{AccountId, PersonId, PositionId, QueueId, RoutingSettingId, SegmentId, UnitId};
use domain::organisation::roles::STAGES;
use domain::organisation::routing::{Back, Opening, RampStep, Setting, Target, WorkKind, WorkStage};
use domain::{Day, Refusal};
use maud::{Markup, html};
use text::{Lang, t, tr};

/// Kinds of settings, in the order in which they are offered.
const KINDS: [&str; 9] = ["absence", "queue", "hours", "ramp", "holdover", "embargo", "mark", "freeze", "recycle"];

/// Every form, each folded away but the one that was refused.
pub(super) fn all(lang: Lang, csrf: &str, view: &Overview, day: Day, typed: &Fields, faults: &Faults) -> Markup {
    html! {
        section class="card section" { div class="body stack" {
            div class="over" { (t(lang, "routing-add")) }
            @for kind in KINDS {
                @let is_typed = typed.raw("kind") == kind;
                details open[is_typed] {
                    summary { (small(Icon::Forth)) (t(lang, &format!("routing-kind-{kind}"))) }
                    (one(lang, csrf, view, day, kind, is_typed.then_some((typed, faults))))
                }
            }
        } }
    }
}

fn one(
    lang: Lang,
    csrf: &str,
    view: &Overview,
    day: Day,
    kind: &'static str,
    refused: Option<(&Fields, &Faults)>,
) -> Markup {
    let none = (Fields::default(), Faults::none());
    let (typed, faults) = refused.unwrap_or((&none.0, &none.1));
    let fields = OneForm { lang, view, day, kind, typed, faults }.fields();
    let names: Vec<&str> = fields.iter().map(|f| f.name.as_str()).collect();
    let frame = Form {
        action: ROUTING.to_owned(),
        csrf: csrf.to_owned(),
        submit: t(lang, "ui-save").into_owned(),
        errors: faults.beside(&names),
        ..Form::default()
    };
    let body = html! {
        p class="quiet small" { (t(lang, &format!("routing-hint-{kind}"))) }
        input type="hidden" name="kind" value=(kind);
        @for one in &fields { (field(lang, one)) }
    };
    form::laid_out(lang, &frame, &fields, body)
}

struct OneForm<'a> {
    lang: Lang,
    view: &'a Overview,
    day: Day,
    kind: &'static str,
    typed: &'a Fields,
    faults: &'a Faults,
}

impl OneForm<'_> {
    fn field(&self, name: &str, key: &str, kind: Kind) -> Field {
        let value = match (&kind, name) {
            (Kind::Several(_), _) => self.typed.all(name).join(" "),
            (_, "from") if !self.typed.has("from") => self.day.to_string(),
            _ => self.typed.raw(name).to_owned(),
        };
        Field::new(name, t(self.lang, key), kind).value(value).error(self.faults.of(name)).scope(self.kind)
    }
    fn record(&self, name: &str, key: &str, of: &str) -> Field {
        let options = match of {
            "accounts" => options::href(of),
            _ => format!("{OPTIONS}?kind={of}&day={}", self.day),
        };
        self.field(name, key, Kind::Record { options, label: self.typed.raw(&format!("{name}_label")).to_owned() })
    }
    fn choice(&self, name: &str, key: &str, prefix: &str, words: &[&str]) -> Field {
        let said = |word: &&str| ((*word).to_owned(), t(self.lang, &format!("{prefix}{word}")).into_owned());
        self.field(name, key, Kind::Choice(words.iter().map(said).collect()))
    }
    fn stages(&self) -> Field {
        let said = STAGES.iter().map(|key| ((*key).to_owned(), t(self.lang, &format!("stage-{key}")).into_owned()));
        let kind = Kind::Several(vec![(String::new(), said.collect())]);
        self.field("stages", "coverage-stages", kind).hint(t(self.lang, "coverage-stages-hint"))
    }
    fn segment(&self) -> Field {
        self.record("segment", "coverage-segment", "segments")
    }

    fn fields(&self) -> Vec<Field> {
        let lang = self.lang;
        let text = |name, key| self.field(name, key, Kind::Text);
        let number = |name, key| self.field(name, key, Kind::Number);
        let mut fields = match self.kind {
            "absence" => vec![
                self.record("person", "field-person", "people").required(),
                self.record("deputy", "absence-deputy", "people").hint(t(lang, "absence-deputy-hint")),
                text("note", "routing-note"),
            ],
            "queue" => vec![text("name", "field-name").required(), self.record("unit", "field-unit", "units")],
            "hours" => {
                let days = (1..=7).map(|day| (day.to_string(), t(lang, &format!("routing-day-{day}")).into_owned()));
                vec![
                    text("location", "field-location").hint(t(lang, "routing-location-hint")),
                    text("zone", "settings-time-zone").required(),
                    self.field("days", "routing-days", Kind::Several(vec![(String::new(), days.collect())])),
                    text("opens", "routing-opens").hint("09:00"),
                    text("closes", "routing-closes").hint("17:00"),
                ]
            }
            "ramp" => vec![text("steps", "routing-steps").hint(t(lang, "routing-steps-hint")).required()],
            "holdover" => vec![
                self.choice("work", "routing-work", "routing-work-", &["account", "opportunity", "lead"]),
                self.stages(),
                self.segment(),
                number("days", "routing-keep-days").required(),
                number("most", "routing-keep-most"),
            ],
            "embargo" => vec![
                self.segment().required(),
                self.record("position", "field-position", "positions"),
                self.field("queue", "routing-or-queue", Kind::Choice(self.queues())),
                text("reason", "field-reason").required(),
            ],
            "mark" => vec![
                self.record("account", "field-account", "accounts").required(),
                self.record("owner", "field-owner", "positions").hint(t(lang, "routing-mark-hint")),
            ],
            "freeze" => vec![number("idle_weeks", "routing-idle-weeks")],
            _ => vec![
                number("hours", "routing-idle-hours").required(),
                self.choice("to", "routing-back", "routing-back-", &["next", "queue"]),
            ],
        };
        fields.push(self.field("from", "routing-from", Kind::Day).required());
        if self.kind == "absence" {
            fields.push(self.field("until", "routing-until", Kind::Day));
        }
        fields
    }
    fn queues(&self) -> Vec<(String, String)> {
        let queues = self.view.queues.iter();
        queues.map(|queue| (queue.id.to_string(), queue_name(self.lang, queue))).collect()
    }
}

/// Sets what a form asks for.
pub async fn set(posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let asked = fields.clone();
    let done = signed
        .write(move |ctx, tx| {
            let from = day(&asked, "from")?.unwrap_or(ctx.today);
            match read(&asked)? {
                Setting::Mark { account, owner } => settings::mark(ctx, tx, account, owner, from),
                setting => settings::set(ctx, tx, &setting, from, day(&asked, "until")?),
            }
        })
        .await;
    match done {
        Ok(_) => signed.done(ROUTING, Some(&Toast::said(t(signed.lang, "routing-set")))),
        Err(fault) => {
            signed
                .again(fault, move |ctx, tx, frame, faults| page::drawn(ctx, tx, frame, ctx.today, &fields, faults))
                .await
        }
    }
}

/// Ends a setting.
pub async fn end(Path(id): Path<String>, posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let id: RoutingSettingId = crate::api::id(&id)?;
    let done = signed
        .write(move |ctx, tx| {
            let on = day(&fields, "on")?.unwrap_or(ctx.today);
            settings::end(ctx, tx, id, on).map(|()| on)
        })
        .await;
    match done {
        Ok(on) => {
            let day = text::fmt::day(signed.lang, on.civil());
            signed.done(ROUTING, Some(&Toast::said(tr(signed.lang, "routing-ended", &[("day", day.into())]))))
        }
        Err(fault) => {
            let none = Fields::default();
            signed
                .again(fault, move |ctx, tx, frame, faults| page::drawn(ctx, tx, frame, ctx.today, &none, faults))
                .await
        }
    }
}

fn day(fields: &Fields, name: &str) -> Result<Option<Day>> {
    let unreadable =
        |text: &str| Refusal::new("refusal-day-unreadable").at(name).with("value", text).with("style", "YYYY-MM-DD");
    fields.some(name).map(|text| text.parse().map_err(|_| unreadable(&text).into())).transpose()
}

fn number(fields: &Fields, name: &str) -> Result<Option<u32>> {
    let unreadable = |text: &str| Refusal::new("refusal-number-unreadable").at(name).with("value", text);
    fields.some(name).map(|text| text.parse().map_err(|_| unreadable(&text).into())).transpose()
}

fn id<T: std::str::FromStr>(fields: &Fields, name: &str) -> Result<Option<T>> {
    let unknown = || Refusal::new("refusal-record-unknown").at(name);
    fields.some(name).map(|text| text.parse().map_err(|_| unknown().into())).transpose()
}

fn needed<T>(value: Option<T>, name: &str) -> Result<T> {
    value.ok_or_else(|| Refusal::new("refusal-record-unknown").at(name).into())
}

/// What a form says, as a setting.
fn read(fields: &Fields) -> Result<Setting> {
    let stages = || fields.all("stages").into_iter().filter_map(WorkStage::from_key).collect();
    Ok(match fields.raw("kind") {
        "absence" => Setting::Absence {
            person: needed(id::<PersonId>(fields, "person")?, "person")?,
            note: fields.some("note"),
            deputy: id::<PersonId>(fields, "deputy")?,
        },
        "queue" => Setting::Queue { name: fields.text("name"), unit: id::<UnitId>(fields, "unit")? },
        "hours" => Setting::Hours { location: fields.some("location"), zone: fields.text("zone"), week: week(fields)? },
        "ramp" => Setting::Ramp { steps: steps(&fields.text("steps"))? },
        "holdover" => Setting::Holdover {
            work: WorkKind::from_key(fields.raw("work")).unwrap_or(WorkKind::Account),
            stages: stages(),
            segment: id::<SegmentId>(fields, "segment")?,
            days: number(fields, "days")?.unwrap_or(0),
            most: number(fields, "most")?,
        },
        "embargo" => Setting::Embargo {
            segment: needed(id::<SegmentId>(fields, "segment")?, "segment")?,
            to: match id::<PositionId>(fields, "position")? {
                Some(position) => Target::Position(position),
                None => Target::Queue(id::<QueueId>(fields, "queue")?.unwrap_or_default()),
            },
            reason: fields.text("reason"),
        },
        "mark" => Setting::Mark {
            account: needed(id::<AccountId>(fields, "account")?, "account")?,
            owner: id::<PositionId>(fields, "owner")?,
        },
        "freeze" => Setting::Freeze { idle_weeks: number(fields, "idle_weeks")? },
        "recycle" => Setting::Recycle {
            work: WorkKind::Lead,
            hours: number(fields, "hours")?.unwrap_or(0),
            to: if fields.raw("to") == "queue" { Back::Queue } else { Back::Next },
        },
        other => {
            let unknown = Refusal::new("refusal-choice-unknown").at("kind").with("value", other);
            return Err(unknown.with("known", KINDS.join(", ")).into());
        }
    })
}

/// A time of day as minutes: `9`, `9:30`, `17.00`.
fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once([':', '.']).unwrap_or((text.trim(), "0"));
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour <= 24 && minute < 60).then_some(hour * 60 + minute)
}

fn week(fields: &Fields) -> Result<Vec<Opening>> {
    let at = |name: &str| minute(fields.raw(name)).ok_or_else(|| Refusal::new("refusal-hours-order").at(name));
    let (from_minute, to_minute) = (at("opens")?, at("closes")?);
    let days = fields.all("days").into_iter().filter_map(|day| day.parse::<i8>().ok());
    Ok(days.map(|weekday| Opening { weekday, from_minute, to_minute }).collect())
}

/// `4: 25, 8: 50`: for four weeks a quarter, for eight a half.
fn steps(text: &str) -> Result<Vec<RampStep>> {
    let step = |part: &str| {
        let (weeks, share) = part.split_once(':')?;
        let share: u32 = share.trim().trim_end_matches('%').trim().parse().ok()?;
        Some(RampStep { weeks: weeks.trim().parse().ok()?, share_bp: share.saturating_mul(100) })
    };
    let unreadable = || Refusal::new("refusal-ramp-empty").at("steps").into();
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| step(part).ok_or_else(unreadable)).collect()
}

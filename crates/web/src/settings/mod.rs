//! Settings: one's own and one's calendar, users and what they may do, the company, its pipelines and exchange rates.

mod absences;
mod backups;
mod caldav;
mod calendar;
mod company;
mod export;
mod mine;
mod passkeys;
mod people;
mod pipelines;
mod rates;
mod security;
mod tokens;
mod two_factor;
mod user;
mod users;

pub(crate) use backups::BACKUPS;
pub(crate) use calendar::calendar_file;

use crate::routes::Routes;
use crate::ui::layout::{PageFrame, Tab};
use app::Ctx;
use domain::Instant;
use domain::kernel::id::UserId;
use domain::policy::{Action, Noun};
use text::{Lang, t};

/// One's own settings.
pub const MINE: &str = "/settings";
/// How one signs in, and where one is signed in.
pub const SECURITY: &str = "/settings/security";
const PASSWORD: &str = "/settings/password";
const SESSIONS: &str = "/settings/sessions";
const SESSIONS_OTHER: &str = "/settings/sessions/others";
const SESSION_END: &str = "/settings/sessions/{key}/end";
/// One's own API tokens.
pub const TOKENS: &str = "/settings/tokens";
const TOKEN_END: &str = "/settings/tokens/{id}/end";
/// Who signs in.
pub const USERS: &str = "/settings/users";
const USER: &str = "/settings/users/{id}";
const USER_LINK: &str = "/settings/users/{id}/link";
const USER_ACCESS: &str = "/settings/users/{id}/access";
const USER_SECOND: &str = "/settings/users/{id}/two-factor";
const USER_SESSIONS: &str = "/settings/users/{id}/sessions";
const SECOND_REQUIRED: &str = "/settings/users/two-factor";
/// The company.
pub const COMPANY: &str = "/settings/company";
const PEOPLE: &str = "/settings/people";

/// These routes.
pub fn routes() -> Routes {
    Routes::new()
        .own_page(MINE, mine::page)
        .own_action(MINE, mine::save)
        .own_page(SECURITY, security::page)
        .own_action(PASSWORD, security::change_password)
        .own_action(SESSIONS, security::sign_out_everywhere)
        .own_action(SESSIONS_OTHER, security::end_others)
        .own_action(SESSION_END, security::end_one)
        .merge(two_factor::routes())
        .merge(passkeys::routes())
        .merge(absences::routes())
        .own_page(TOKENS, tokens::page)
        .own_action(TOKENS, tokens::make)
        .own_action(TOKEN_END, tokens::end)
        .page(USERS, Noun::User, users::page)
        .action(USERS, Noun::User, users::invite)
        .page(USER, Noun::User, user::page)
        .action(USER, Noun::User, user::save)
        .action(USER_LINK, Noun::User, user::link)
        .action(USER_ACCESS, Noun::User, user::access)
        .action(USER_SECOND, Noun::User, user::reset_second)
        .action(USER_SESSIONS, Noun::User, user::end_sessions)
        .action(SECOND_REQUIRED, Noun::User, users::require_second)
        .page(PEOPLE, Noun::User, people::options)
        .page(COMPANY, Noun::Setting, company::page)
        .action(COMPANY, Noun::Setting, company::save)
        .merge(backups::routes())
        .merge(calendar::routes())
        .merge(caldav::routes())
        .merge(pipelines::routes())
        .merge(export::routes())
        .merge(rates::routes())
}

/// Whether a path is open to who must set a second factor up first.
pub(crate) fn serves_who_owes(path: &str) -> bool {
    path == SECURITY || path.starts_with(two_factor::TWO_FACTOR) || path == crate::users::SIGN_OUT
}

/// A user's page.
pub fn user_href(id: UserId) -> String {
    format!("{USERS}/{id}")
}

/// A settings page: address, title, and whose it is to see.
type Place = (&'static str, &'static str, Option<Noun>);

/// One's own settings.
const OWN: &[Place] = &[
    (MINE, "settings-mine", None),
    (SECURITY, "security-title", None),
    (absences::ABSENCES, "absence-title", None),
    (crate::notifications::CHOICES, "notification-title", None),
    (calendar::CALENDAR, "calendar-title", None),
    (crate::mail::MAILBOXES, "mail-mailboxes", None),
    (crate::mail::OUTBOX, "mail-outbox", None),
    (TOKENS, "token-title", None),
    (crate::bulk::LIST, "bulk-title", None),
    (crate::trash::LIST, "trash-title", None),
];
/// Those of the company.
const OF_THE_COMPANY: &[Place] = &[
    (COMPANY, "settings-company", Some(Noun::Setting)),
    (USERS, "user-title", Some(Noun::User)),
    (crate::departures::DEPARTURES, "departure-title", Some(Noun::User)),
    (crate::scim::PAGE, "scim-title", Some(Noun::Company)),
    (crate::mail::SENDER, "mail-sender", Some(Noun::Setting)),
    (rates::RATES, "settings-rates", Some(Noun::Rate)),
    (BACKUPS, "backup-title", Some(Noun::Setting)),
    (export::EXPORT, "export-title", Some(Noun::Company)),
    (crate::webhooks::WEBHOOKS, "webhook-title", Some(Noun::Webhook)),
    (crate::audit::AUDIT, "audit-title", Some(Noun::User)),
    (crate::privacy::PRIVACY, "privacy-title", Some(Noun::Privacy)),
];
/// Those of how it sells.
const OF_SELLING: &[Place] = &[
    (pipelines::PIPELINES, "settings-pipelines", Some(Noun::Pipeline)),
    (crate::custom_fields::FIELDS, "fields-title", Some(Noun::Pipeline)),
    (crate::cadences::CADENCES, "cadence-title", Some(Noun::Pipeline)),
    (crate::mail::TEMPLATES, "mail-templates", Some(Noun::Pipeline)),
    (crate::buying::ANSWERS, "answers-title", Some(Noun::Pipeline)),
    (crate::lead_forms::FORMS, "form-title", Some(Noun::Pipeline)),
    (crate::frames::CHOSEN, "qualification-title", Some(Noun::Pipeline)),
    (crate::lead_scores::SCORE, "score-title", Some(Noun::Pipeline)),
];

/// Title of a settings page, and the others beside it in their groups. What the reader may not open is left out.
pub(crate) fn head(ctx: &Ctx, frame: &mut PageFrame, here: &str) {
    frame.title = t(frame.lang, "settings-title").into_owned();
    // Some of them have addresses of their own.
    frame.nav.iter_mut().filter(|item| item.href == MINE).for_each(|item| item.active = true);
    let groups = [
        (OWN, "settings-group-own"),
        (OF_THE_COMPANY, "settings-group-company"),
        (OF_SELLING, "settings-group-selling"),
    ];
    // What was learned of past leads is for those who keep the process.
    let is_open = |(href, _, noun): &&Place| {
        noun.is_none_or(|noun| ctx.can(Action::See, noun))
            && (*href != crate::lead_scores::SCORE || ctx.can(Action::Edit, Noun::Pipeline))
    };
    let tab = |(href, key, _): &Place| Tab::new(*href, t(frame.lang, key), *href == here);
    let open = |places: &[Place]| places.iter().filter(is_open).map(tab).collect::<Vec<_>>();
    let groups = groups.map(|(places, name)| (t(frame.lang, name).into_owned(), open(places)));
    frame.places = groups.into_iter().filter(|(_, places)| !places.is_empty()).collect();
}

/// A moment in the company's time zone.
pub(crate) fn moment(ctx: &Ctx, lang: Lang, at: Instant) -> String {
    let zone = jiff::tz::TimeZone::get(&ctx.company.time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let at = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default().to_zoned(zone);
    text::fmt::day_time(lang, at.datetime())
}

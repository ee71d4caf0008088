//! Who signs in: the list, and the form that invites. The link of an invitation is shown once, to be handed over.

use super::{PEOPLE, SECOND_REQUIRED, USERS, head, moment, user_href};
use crate::errors::{Answer, Faults};
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::ui::field::{Field, Kind, field};
use crate::ui::form::{self, Form};
use crate::ui::layout::{PageFrame, content, section};
use crate::ui::overlay::Toast;
use crate::ui::pill::{Tone, pill};
use crate::ui::table::{self, Column, Row};
use app::users::{self, HandOver, Invitation, User, UserState};
use app::{Ctx, Tx};
use axum::http::HeaderMap;
use axum::http::header;
use domain::policy::{Action, GRANTS, Grant, Noun};
use maud::{Markup, html};
use text::{Lang, t, tr};

/// The page.
pub async fn page(signed: SignedIn) -> Answer {
    signed.page(|ctx, tx, frame| drawn(ctx, tx, frame, None, None, &Faults::none())).await
}

fn drawn(
    ctx: &Ctx,
    tx: &mut Tx<'_>,
    frame: &mut PageFrame,
    handed: Option<&Markup>,
    typed: Option<&Fields>,
    faults: &Faults,
) -> app::Result<Markup> {
    head(ctx, frame, USERS);
    let lang = frame.lang;
    let rows: Vec<Row> = users::list(ctx, tx)?.iter().map(|user| row(ctx, lang, user)).collect();
    let columns = ["user-name", "sign-in-email", "user-grants", "user-person", "user-last-seen", "user-state"]
        .map(|key| Column::text(t(lang, key)));
    let may = ctx.can(Action::Create, Noun::User);
    let required = users::second_factor_required(tx)?;
    Ok(content(
        true,
        html! {
            @if let Some(handed) = handed { (handed) }
            (section(&t(lang, "user-title"), None, table::plain(&columns, &rows)))
            @if may { (section(&t(lang, "user-new"), None, invitation(ctx, frame, typed, faults))) }
            @if ctx.can(Action::Edit, Noun::Setting) { (section(&t(lang, "second-factor-title"), None, requirement(frame, required))) }
        },
    ))
}

fn row(ctx: &Ctx, lang: Lang, user: &User) -> Row {
    let grants: Vec<_> = user.grants.iter().map(|grant| t(lang, &format!("grant-{}", grant.key()))).collect();
    let person = user.person.and_then(|id| ctx.history.rows().people.get(&id));
    let cells = vec![
        html! { a href=(user_href(user.id)) { (user.name) } },
        html! { (user.email) },
        html! { (grants.join(", ")) },
        html! { (person.map(|p| p.name.as_str()).unwrap_or_default()) },
        html! { (user.seen_at.map_or_else(|| t(lang, "user-never").into_owned(), |at| moment(ctx, lang, at))) },
        state(lang, user.state),
    ];
    Row { id: user.id.to_string(), href: None, cells, off: user.state == UserState::Disabled }
}

fn state(lang: Lang, state: UserState) -> Markup {
    match state {
        UserState::Active => pill(Tone::Won, &t(lang, "user-active")),
        UserState::Invited => pill(Tone::None, &t(lang, "user-invited")),
        UserState::Disabled => pill(Tone::Plain, &t(lang, "user-disabled")),
    }
}

fn invitation(ctx: &Ctx, frame: &PageFrame, typed: Option<&Fields>, faults: &Faults) -> Markup {
    let lang = frame.lang;
    let form = Form {
        action: USERS.to_owned(),
        csrf: frame.csrf.clone(),
        submit: t(lang, "user-new").into_owned(),
        errors: faults.beside(&["name", "email", "person"]),
        ..Form::default()
    };
    let typed = |name: &str| typed.map(|fields| fields.text(name)).unwrap_or_default();
    let fields = [
        Field::new("name", t(lang, "user-name"), Kind::Text).value(typed("name")).required().error(faults.of("name")),
        Field::new("email", t(lang, "sign-in-email"), Kind::Email)
            .value(typed("email"))
            .required()
            .autocomplete("off")
            .error(faults.of("email")),
        person_field(lang, &typed("person"), &typed("person_label")).error(faults.of("person")),
    ];
    let body = html! { @for one in &fields { (field(lang, one)) } (grant_fields(ctx, lang, &[])) };
    form::laid_out(lang, &form, &fields, body)
}

/// Whether everyone must have a second factor, and the button that turns it.
fn requirement(frame: &PageFrame, required: bool) -> Markup {
    let lang = frame.lang;
    let (says, turn, key) = match required {
        true => ("second-factor-is-required", "0", "second-factor-free"),
        false => ("second-factor-is-free", "1", "second-factor-require"),
    };
    html! {
        div class="stack" {
            p { (t(lang, says)) }
            (form::post(&frame.csrf, SECOND_REQUIRED, &[("required", turn)], "", html! { (t(lang, key)) }))
        }
    }
}

/// Wants a second factor of everyone, or not.
pub async fn require_second(posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let required = fields.is_ticked("required");
    match signed.write(move |ctx, tx| users::require_second_factor(ctx, tx, required)).await {
        Ok(()) => signed.done(USERS, Some(&Toast::said(t(signed.lang, "settings-saved")))),
        Err(fault) => {
            signed
                .again(fault, |ctx, tx, frame, faults| {
                    let said = Form { errors: faults.beside(&[]), ..Form::default() };
                    let said = form::faults(frame.lang, &said, &[]);
                    drawn(ctx, tx, frame, Some(&said), None, faults)
                })
                .await
        }
    }
}

/// Which person a user is.
pub(super) fn person_field(lang: Lang, id: &str, label: &str) -> Field {
    let kind = Kind::Record { options: PEOPLE.to_owned(), label: label.to_owned() };
    Field::new("person", t(lang, "user-person"), kind).value(id)
}

/// A box for each grant; that of owners only where owners look at it.
pub(super) fn grant_fields(ctx: &Ctx, lang: Lang, held: &[Grant]) -> Markup {
    let offered = GRANTS.into_iter().filter(|g| *g != Grant::Owner || ctx.grants.contains(&Grant::Owner));
    html! {
        fieldset class="field" {
            legend { (t(lang, "user-grants")) }
            @for grant in offered {
                label class="check" {
                    input type="checkbox" name="grant" value=(grant.key()) checked[held.contains(&grant)];
                    span { (t(lang, &format!("grant-{}", grant.key()))) span class="hint" { (t(lang, &format!("grant-{}-explained", grant.key()))) } }
                }
            }
        }
    }
}

/// The grants whose boxes were ticked.
pub(super) fn ticked(fields: &Fields) -> Vec<Grant> {
    fields.all("grant").into_iter().filter_map(Grant::from_key).collect()
}

/// A link to hand over, with how long it is good.
pub(super) fn hand_over(ctx: &Ctx, lang: Lang, base: &str, handed: &HandOver) -> Markup {
    let href = format!("{base}{}", crate::users::link_href(&handed.token));
    let until = tr(lang, "user-link-hand-over", &[("when", moment(ctx, lang, handed.expires_at).into())]);
    html! {
        section class="card section" role="status" {
            div class="body stack" { p { (until) } input class="input" readonly aria-label=(t(lang, "user-reset")) value=(href); }
        }
    }
}

/// Where people reach us: as configured, else as this request did.
pub(super) fn base(signed: &SignedIn, headers: &HeaderMap) -> String {
    if let Some(url) = &signed.state.options().public_url {
        return url.trim_end_matches('/').to_owned();
    }
    let host = headers.get(header::HOST).and_then(|v| v.to_str().ok()).unwrap_or("localhost");
    format!("http://{host}")
}

/// Invites; the page then shows the link.
pub async fn invite(headers: HeaderMap, posted: Posted) -> Answer {
    let Posted { signed, fields } = posted;
    let invitation = Invitation {
        email: fields.text("email"),
        name: fields.text("name"),
        person: fields.parsed("person"),
        grants: ticked(&fields),
    };
    let base = base(&signed, &headers);
    match signed.write(move |ctx, tx| users::invite(ctx, tx, &invitation)).await {
        Ok((_, handed)) => {
            signed
                .page(move |ctx, tx, frame| {
                    let link = hand_over(ctx, frame.lang, &base, &handed);
                    drawn(ctx, tx, frame, Some(&link), None, &Faults::none())
                })
                .await
        }
        Err(fault) => {
            signed.again(fault, move |ctx, tx, frame, faults| drawn(ctx, tx, frame, None, Some(&fields), faults)).await
        }
    }
}

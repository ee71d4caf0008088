//! A notification in its reader's words.

use super::NotificationView;
use domain::notifications::{Choice, Kind};
use text::{Lang, t, tr};

/// The key of what is said of a kind.
fn key(kind: Kind) -> &'static str {
    match kind {
        Kind::LeadRouted => "notification-lead-routed",
        Kind::LeadWaiting => "notification-lead-waiting",
        Kind::Assigned => "notification-assigned",
        Kind::Inherited => "notification-inherited",
        Kind::TaskDue => "notification-task-due",
        Kind::CadenceStep => "notification-cadence-step",
        Kind::HandoffOffered => "notification-handoff-offered",
        Kind::HandoffAccepted => "notification-handoff-accepted",
        Kind::HandoffReturned => "notification-handoff-returned",
        Kind::HandoffExpired => "notification-handoff-expired",
        Kind::ConsentRefused => "notification-consent-refused",
        Kind::Merged => "notification-merged",
        Kind::Unmerged => "notification-unmerged",
        Kind::BackupFailed => "notification-backup-failed",
        Kind::WebhookPaused => "notification-webhook-paused",
    }
}

/// What was told.
pub fn said(lang: Lang, one: &NotificationView) -> String {
    let hidden = || t(lang, "notification-hidden").into_owned();
    let name = one.record.as_ref().map(|record| record.label.clone()).filter(|name| !name.is_empty());
    let actor = one.actor.clone().unwrap_or_else(|| t(lang, "notification-nobody").into_owned());
    let named = [("name", name.unwrap_or_else(hidden).into()), ("count", one.count.into()), ("actor", actor.into())];
    let (name, count, actor) = (named[0].clone(), named[1].clone(), named[2].clone());
    match one.kind {
        Kind::BackupFailed | Kind::WebhookPaused => t(lang, key(one.kind)).into_owned(),
        Kind::LeadRouted
        | Kind::LeadWaiting
        | Kind::Inherited
        | Kind::TaskDue
        | Kind::CadenceStep
        | Kind::HandoffExpired
        | Kind::ConsentRefused => tr(lang, key(one.kind), &[name, count]),
        _ => tr(lang, key(one.kind), &[name, count, actor]),
    }
}

/// The subject of an e-mail that gathers several.
pub fn gathered(lang: Lang, is_week: bool, count: i64) -> String {
    let key = if is_week { "notification-mail-week" } else { "notification-mail-day" };
    tr(lang, key, &[("count", count.into())])
}

/// What a kind is called where one chooses.
pub fn kind(lang: Lang, kind: Kind) -> String {
    let key = match kind {
        Kind::LeadRouted => "notification-kind-lead-routed",
        Kind::LeadWaiting => "notification-kind-lead-waiting",
        Kind::Assigned => "notification-kind-assigned",
        Kind::Inherited => "notification-kind-inherited",
        Kind::TaskDue => "notification-kind-task-due",
        Kind::CadenceStep => "notification-kind-cadence-step",
        Kind::HandoffOffered => "notification-kind-handoff-offered",
        Kind::HandoffAccepted => "notification-kind-handoff-accepted",
        Kind::HandoffReturned => "notification-kind-handoff-returned",
        Kind::HandoffExpired => "notification-kind-handoff-expired",
        Kind::ConsentRefused => "notification-kind-consent-refused",
        Kind::Merged => "notification-kind-merged",
        Kind::Unmerged => "notification-kind-unmerged",
        Kind::BackupFailed => "notification-kind-backup-failed",
        Kind::WebhookPaused => "notification-kind-webhook-paused",
    };
    t(lang, key).into_owned()
}

/// What a choice is called.
pub fn choice(lang: Lang, choice: Choice) -> String {
    let key = match choice {
        Choice::App => "notification-choice-app",
        Choice::Now => "notification-choice-now",
        Choice::Daily => "notification-choice-daily",
        Choice::Weekly => "notification-choice-weekly",
        Choice::Off => "notification-choice-off",
    };
    t(lang, key).into_owned()
}

# Notifications: what a user is told, and how they want to be.
notification-title = Notifications
notification-unread = { $count ->
    [one] Notifications, { $count } unread
   *[other] Notifications, { $count } unread
}
notification-all = All
notification-only-unread = Unread
notification-new = New:
notification-read = Mark as read
notification-read-all = Mark all as read
notification-all-read = All were marked as read.
notification-older = Older
notification-empty = Nothing to read
notification-empty-text = Leads that come to you, work that is offered, tasks of the day and the like are told here.
notification-hidden = a record that you do not see
notification-nobody = A rule
notification-lead-routed = { $count ->
    [one] The lead { $name } came to you
   *[other] { $count } leads came to you, { $name } among them
}
notification-lead-waiting = { $count ->
    [one] The lead { $name } has waited for a day, and nobody has tried to reach them
   *[other] { $count } leads have waited for a day, { $name } among them, and nobody has tried to reach them
}
notification-assigned = { $count ->
    [one] { $actor } gave you { $name }
   *[other] { $actor } gave you { $count } records, { $name } among them
}
notification-inherited = { $count ->
    [one] { $name } is yours now: whoever had it has left
   *[other] { $count } records are yours now, { $name } among them: whoever had them has left
}
notification-task-due = { $count ->
    [one] Due today: { $name }
   *[other] { $count } tasks are due today, { $name } among them
}
notification-cadence-step = { $count ->
    [one] Step of a cadence today: { $name }
   *[other] { $count } steps of cadences today, { $name } among them
}
notification-handoff-offered = { $count ->
    [one] { $actor } offers you { $name }
   *[other] { $actor } offers you { $count } records, { $name } among them
}
notification-handoff-accepted = { $count ->
    [one] { $actor } took over { $name }
   *[other] { $actor } took over { $count } records, { $name } among them
}
notification-handoff-returned = { $count ->
    [one] { $actor } returned { $name }
   *[other] { $actor } returned { $count } records, { $name } among them
}
notification-handoff-expired = { $count ->
    [one] The offer of { $name } was not answered in time
   *[other] { $count } offers were not answered in time, that of { $name } among them
}
notification-consent-refused = { $count ->
    [one] They said no, so a cadence with { $name } was stopped
   *[other] People said no, so cadences with { $count } of yours were stopped, { $name } among them
}
notification-merged = { $count ->
    [one] { $actor } made another record one with { $name }
   *[other] { $actor } made records one with { $count } of yours, { $name } among them
}
notification-unmerged = { $count ->
    [one] { $actor } made { $name } two records again
   *[other] { $actor } made { $count } of your records two again, { $name } among them
}
notification-backup-failed = A backup failed
notification-webhook-paused = A webhook was paused
notification-choices = How you are told
notification-choices-explained = Choose for each kind. An e-mail of the day or the week gathers what you have not read by then.
notification-kind-lead-routed = A lead comes to me
notification-kind-lead-waiting = A lead of mine waits for a day
notification-kind-assigned = Someone gives me a record
notification-kind-inherited = A colleague leaves, and I get their work
notification-kind-task-due = A task is due today
notification-kind-cadence-step = A step of a cadence is due today
notification-kind-handoff-offered = Work is offered to me
notification-kind-handoff-accepted = What I offered was taken over
notification-kind-handoff-returned = What I offered was returned
notification-kind-handoff-expired = An offer was not answered in time
notification-kind-consent-refused = Somebody says no, and a cadence of mine stops
notification-kind-merged = A record of mine was made one with another
notification-kind-unmerged = A record of mine is two again
notification-kind-backup-failed = A backup fails
notification-kind-webhook-paused = A webhook is paused
notification-choice-app = Here
notification-choice-now = Here and by e-mail at once
notification-choice-daily = Here and in an e-mail of the day
notification-choice-weekly = Here and in an e-mail of the week
notification-choice-off = Not at all
notification-mail-day = { $count ->
    [one] Today: { $count } notification
   *[other] Today: { $count } notifications
}
notification-mail-week = { $count ->
    [one] This week: { $count } notification
   *[other] This week: { $count } notifications
}

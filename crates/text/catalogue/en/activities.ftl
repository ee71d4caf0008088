# Activities, notes and tasks.

activity-log = Log activity
activity-logged = The activity was logged.
activity-duration = Duration
activity-kind-email = E-mail
activity-kind-meeting = Meeting
activity-kind-demo = Demo
activity-kind-task = Task
activity-kind-note = Note
activity-kind-call = Call
activity-title = Activities
activity-new = New activity
activity-empty = Calls, e-mails, meetings, tasks and notes come here. Log one on a record with the key l.
activity-with = { $kind } with { $name }
activity-about = { $kind }: { $name }
activity-who = Who took part
activity-next-step = Next step agreed
activity-next-on = on
activity-plan = Plan it for then
activity-stands-on = Stands on
activity-unseen = { $count ->
    [one] { $count } more, hidden from you
   *[other] { $count } more, hidden from you
}
activity-taken-back = The activity was taken back.
activity-changed-since = It has been changed since it was logged. Change it on its page instead.
activity-outcome-connected = Connected
activity-outcome-voicemail = Voicemail
activity-outcome-no_answer = No answer
activity-outcome-busy = Busy
activity-outcome-wrong_number = Wrong number
activity-outcome-sent = Sent
activity-outcome-replied = Replied
activity-outcome-bounced = Bounced
activity-outcome-held = Held
activity-outcome-no_show = No show
activity-outcome-rescheduled = Rescheduled
activity-outcome-cancelled = Cancelled
activity-direction-out = outgoing
activity-direction-in = incoming
activity-task-open = To be done

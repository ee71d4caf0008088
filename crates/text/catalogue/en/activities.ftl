# Activities, notes and tasks.

activity-log = Log activity
activity-logged = The activity was logged.
activity-what = What happened
activity-when = When
activity-duration = Duration
activity-outcome = Outcome
activity-held = { $who } held a { $kind }, { $duration }
activity-kind-call = Call
activity-kind-email = E-mail
activity-kind-meeting = Meeting
activity-kind-demo = Demo
activity-kind-task = Task
activity-kind-note = Note
activity-wrote-note = { $who } wrote a note
activity-task-done = { $who } finished “{ $task }”
activity-task-open = Open tasks
activity-task-none = No open tasks.
today-title = Today
today-next = What to do next
today-late = Late
today-due = Due today
today-soon = This week
today-unplanned = Nothing planned
today-closing = Closing soon
today-empty = Nothing is due. Plan a next step on your open opportunities.

# Activities, notes and tasks.

activity-log = Log activity
activity-logged = The activity was logged.
activity-what = What happened
activity-duration = Duration
activity-kind-call = Call
activity-kind-email = E-mail
activity-kind-meeting = Meeting
activity-kind-demo = Demo
activity-kind-task = Task
activity-kind-note = Note
activity-task-open = Open tasks

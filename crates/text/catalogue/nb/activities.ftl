# Aktiviteter, notater og oppgaver.

activity-log = Logg aktivitet
activity-logged = Aktiviteten er logget.
activity-what = Hva som skjedde
activity-duration = Varighet
activity-kind-call = Samtale
activity-kind-email = E-post
activity-kind-meeting = Møte
activity-kind-demo = Demo
activity-kind-task = Oppgave
activity-kind-note = Notat
activity-task-open = Åpne oppgaver

# Aktiviteter, notater og oppgaver.

activity-log = Logg aktivitet
activity-logged = Aktiviteten er logget.
activity-what = Hva som skjedde
activity-when = Når
activity-duration = Varighet
activity-outcome = Utfall
activity-held = { $who } hadde { $kind }, { $duration }
activity-kind-call = Samtale
activity-kind-email = E-post
activity-kind-meeting = Møte
activity-kind-demo = Demo
activity-kind-task = Oppgave
activity-kind-note = Notat
activity-wrote-note = { $who } skrev et notat
activity-task-done = { $who } fullførte «{ $task }»
activity-task-open = Åpne oppgaver
activity-task-none = Ingen åpne oppgaver.
today-title = I dag
today-next = Hva du bør gjøre nå
today-late = Over fristen
today-due = Frist i dag
today-soon = Denne uken
today-unplanned = Ingenting planlagt
today-closing = Avsluttes snart
today-empty = Ingenting har frist. Planlegg et neste steg på de åpne salgsmulighetene dine.

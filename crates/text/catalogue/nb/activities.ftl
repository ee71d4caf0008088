# Aktiviteter, notater og oppgaver.

activity-log = Logg aktivitet
activity-logged = Aktiviteten er logget.
activity-duration = Varighet
activity-kind-email = E-post
activity-kind-meeting = Møte
activity-kind-demo = Demo
activity-kind-task = Oppgave
activity-kind-note = Notat
activity-kind-call = Telefonsamtale
activity-title = Aktiviteter
activity-new = Ny aktivitet
activity-empty = Her kommer samtaler, e-post, møter, oppgaver og notater. Logg en på en oppføring med tasten l.
activity-with = { $kind } med { $name }
activity-about = { $kind }: { $name }
activity-who = Hvem som var med
activity-next-step = Avtalt neste steg
activity-next-on = den
activity-plan = Planlegg til da
activity-stands-on = Gjelder
activity-unseen = { $count ->
    [one] { $count } til, skjult for deg
   *[other] { $count } til, skjult for deg
}
activity-taken-back = Aktiviteten er tatt tilbake.
activity-changed-since = Den er endret siden den ble logget. Endre den heller på dens egen side.
activity-outcome-connected = Fikk svar
activity-outcome-voicemail = Telefonsvarer
activity-outcome-no_answer = Ikke svar
activity-outcome-busy = Opptatt
activity-outcome-wrong_number = Feil nummer
activity-outcome-sent = Sendt
activity-outcome-replied = Besvart
activity-outcome-bounced = Kom i retur
activity-outcome-held = Holdt
activity-outcome-no_show = Møtte ikke
activity-outcome-rescheduled = Flyttet
activity-outcome-cancelled = Avlyst
activity-direction-out = utgående
activity-direction-in = innkommende
activity-task-open = Å gjøre

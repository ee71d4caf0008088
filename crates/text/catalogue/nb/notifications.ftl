# Varsler: hva en bruker får vite, og hvordan de vil ha det.
notification-title = Varsler
notification-unread = { $count ->
    [one] Varsler, { $count } ulest
   *[other] Varsler, { $count } uleste
}
notification-all = Alle
notification-only-unread = Uleste
notification-new = Ny:
notification-read = Merk som lest
notification-read-all = Merk alle som lest
notification-all-read = Alle er merket som lest.
notification-older = Eldre
notification-empty = Ingenting å lese
notification-empty-text = Leads som kommer til deg, arbeid du får tilbud om, dagens oppgaver og lignende står her.
notification-hidden = en post du ikke ser
notification-nobody = En regel
notification-lead-routed = { $count ->
    [one] Leadet { $name } kom til deg
   *[other] { $count } leads kom til deg, blant dem { $name }
}
notification-lead-waiting = { $count ->
    [one] Leadet { $name } har ventet i et døgn uten at noen har prøvd å nå dem
   *[other] { $count } leads har ventet i et døgn uten at noen har prøvd å nå dem, blant dem { $name }
}
notification-assigned = { $count ->
    [one] { $actor } ga deg { $name }
   *[other] { $actor } ga deg { $count } poster, blant dem { $name }
}
notification-inherited = { $count ->
    [one] { $name } er din nå: den som hadde den, har sluttet
   *[other] { $count } oppføringer er dine nå, blant dem { $name }: den som hadde dem, har sluttet
}
notification-task-due = { $count ->
    [one] Forfaller i dag: { $name }
   *[other] { $count } oppgaver forfaller i dag, blant dem { $name }
}
notification-cadence-step = { $count ->
    [one] Steg i en kadens i dag: { $name }
   *[other] { $count } steg i kadenser i dag, blant dem { $name }
}
notification-handoff-offered = { $count ->
    [one] { $actor } tilbyr deg { $name }
   *[other] { $actor } tilbyr deg { $count } poster, blant dem { $name }
}
notification-handoff-accepted = { $count ->
    [one] { $actor } overtok { $name }
   *[other] { $actor } overtok { $count } poster, blant dem { $name }
}
notification-handoff-returned = { $count ->
    [one] { $actor } sendte { $name } tilbake
   *[other] { $actor } sendte { $count } poster tilbake, blant dem { $name }
}
notification-handoff-expired = { $count ->
    [one] Tilbudet om { $name } ble ikke besvart i tide
   *[other] { $count } tilbud ble ikke besvart i tide, blant dem { $name }
}
notification-consent-refused = { $count ->
    [one] De sa nei, så en kadens med { $name } ble stoppet
   *[other] Noen sa nei, så kadenser med { $count } av dine ble stoppet, blant dem { $name }
}
notification-merged = { $count ->
    [one] { $actor } slo en annen post sammen med { $name }
   *[other] { $actor } slo poster sammen med { $count } av dine, blant dem { $name }
}
notification-unmerged = { $count ->
    [one] { $actor } gjorde { $name } til to poster igjen
   *[other] { $actor } gjorde { $count } av postene dine til to igjen, blant dem { $name }
}
notification-backup-failed = En sikkerhetskopi mislyktes
notification-webhook-paused = En webhook ble satt på pause
notification-choices = Slik får du vite det
notification-choices-explained = Velg for hver type. Dagens eller ukens e-post samler det du ikke har lest til da.
notification-kind-lead-routed = Et lead kommer til meg
notification-kind-lead-waiting = Et av mine leads venter i et døgn
notification-kind-assigned = Noen gir meg en post
notification-kind-inherited = En kollega slutter, og jeg får arbeidet
notification-kind-task-due = En oppgave forfaller i dag
notification-kind-cadence-step = Et steg i en kadens forfaller i dag
notification-kind-handoff-offered = Jeg får tilbud om arbeid
notification-kind-handoff-accepted = Det jeg tilbød, ble overtatt
notification-kind-handoff-returned = Det jeg tilbød, kom tilbake
notification-kind-handoff-expired = Et tilbud ble ikke besvart i tide
notification-kind-consent-refused = Noen sier nei, og en kadens hos meg stopper
notification-kind-merged = En av postene mine ble slått sammen med en annen
notification-kind-unmerged = En av postene mine er to igjen
notification-kind-backup-failed = En sikkerhetskopi mislykkes
notification-kind-webhook-paused = En webhook settes på pause
notification-choice-app = Her
notification-choice-now = Her og straks på e-post
notification-choice-daily = Her og i dagens e-post
notification-choice-weekly = Her og i ukens e-post
notification-choice-off = Ikke i det hele tatt
notification-mail-day = { $count ->
    [one] I dag: { $count } varsel
   *[other] I dag: { $count } varsler
}
notification-mail-week = { $count ->
    [one] Denne uken: { $count } varsel
   *[other] Denne uken: { $count } varsler
}

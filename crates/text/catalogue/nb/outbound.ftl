# Ringelister.

outbound-title = Ringelister
outbound-tab = Lister
outbound-new = Ny liste
outbound-none = Ingen lister ennå
outbound-none-text = En liste samler leads og kontakter du vil nå, én etter én. Sett dem på fra lead-listen, eller lag en tom liste først.
outbound-open = Åpne
outbound-closed = Lukkede
outbound-late = Forsinket
outbound-work = Arbeid gjennom
outbound-purpose = Hva den er til
outbound-purpose-hint = Én setning: hva du tilbyr dem, og hvorfor nå.
outbound-starts-on = Begynner
outbound-due-on = Ferdig innen
outbound-due-hint = La stå tomt hvis det ikke er noen siste dag.
outbound-begins = begynner { $on }
outbound-due = ferdig innen { $due }
outbound-closed-on = lukket { $on }
outbound-close = Lukk listen
outbound-reopen = Åpne igjen
outbound-was-closed = «{ $name }» er lukket
outbound-reopened = «{ $name }» er åpen igjen
outbound-progress = Hvor langt den er kommet
outbound-by-person = Per person
outbound-nobody = Ingen på den ennå
outbound-nobody-text = Velg leads eller kontakter i listen deres, og sett dem på denne ved å skrive navnet.
outbound-worked = { $worked } av { $total } forsøkt eller avsluttet
outbound-hidden = { $count } til som du ikke har tilgang til
outbound-standing = Hva det ble til
outbound-standing-untried = Ikke forsøkt
outbound-standing-tried = Forsøkt
outbound-standing-reached = Nådd
outbound-standing-meeting = Møte
outbound-standing-converted = Konvertert
outbound-standing-set_aside = Lagt til side
outbound-attempts = Forsøk
outbound-detail = Firma eller tittel
outbound-last = Siste forsøk
outbound-again = Neste forsøk
outbound-added = Satt på
outbound-put-on = Sett på liste
outbound-name-list = Liste, eller et nytt navn
outbound-all = Alle { $count } i filteret
outbound-put = { $count } satt på «{ $name }»
outbound-put-new = Ny liste «{ $name }» med { $count }
outbound-put-some = { $count } satt på «{ $name }»; { $already } sto der fra før
outbound-take-off = Ta av listen
outbound-taken-off = { $count } tatt av listen
outbound-undone = Angret
outbound-pass = Hopp over
outbound-whole = Hele posten
outbound-waiting = { $count ->
    [one] { $count } venter i dag
   *[other] { $count } venter i dag
}
outbound-tried-times = { $count ->
    [one] forsøkt én gang
   *[other] forsøkt { $count } ganger
}
outbound-refuses-email = Ingen e-post
outbound-refuses-phone = Ingen anrop
outbound-left-alone = { $count ->
    [one] { $count } hoppes over: vedkommende har sagt nei til alle måter å bli nådd på.
   *[other] { $count } hoppes over: de har sagt nei til alle måter å bli nådd på.
}
outbound-done = Ingen på denne listen venter i dag
outbound-again-from = Den neste skal forsøkes { $on }.
outbound-all-done = Alle er nådd eller lagt til side.
outbound-to-list = Til listen

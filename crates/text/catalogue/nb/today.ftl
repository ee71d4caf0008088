# Dagens side.
today-due = Å gjøre
today-deals = Salgsmuligheter som trenger deg
today-steps = Kunder å følge opp
today-soon = De neste dagene
today-team = Teamet ditt
today-team-late = For sent
today-team-no-step = Uten neste steg
today-team-step-late = Steg for sent
today-team-close-late = Avslutning passert
today-orphans = Uten noen som gjør det
today-imports-waiting = { $count ->
    [one] { $count } fil venter på å bli sjekket
   *[other] { $count } filer venter på å bli sjekket
}
today-defects = { $count ->
    [one] { $count } feil i organisasjonen
   *[other] { $count } feil i organisasjonen
}
today-nothing = Ingenting venter på deg.
today-nothing-text = Alle åpne salgsmuligheter har et neste steg med dato, og ingenting har frist.
today-begin = Begynn med det dere har.
today-begin-text = Hent inn folk, kunder og salgsmuligheter fra et CRM eller et regneark, eller opprett de første for hånd.
today-why-begins = I dag { $clock }
today-why-passed = Var { $clock }: hva ble resultatet?
today-why-close = { $days ->
    [one] Avslutningsdato passert for { $days } dag siden
   *[other] Avslutningsdato passert for { $days } dager siden
}
today-why-no-step = Uten neste steg
today-put-off = Utsett
today-planned = Planlagt: { $name }
today-leads = Leads som venter på deg
today-why-waits = Ingen har prøvd å nå det på { $waited }

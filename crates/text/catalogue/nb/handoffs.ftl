## Overleveringer
handoffs-title = Overleveringer
nav-handoffs = Overleveringer
handoff-one = Overlevering
handoffs-mine = Venter på svar fra deg
handoffs-offered = Tilbudt av deg
handoffs-back = Kom tilbake til deg
handoffs-waiting = Venter på andre
handoffs-decided = Besvart
handoffs-none = Ingen overleveringer ennå
handoffs-none-text = Når arbeid kommer til et steg som noen andre arbeider i, tilbys det her, med det som er kjent om det.
handoffs-flow = Flyt
handoffs-rules = Frister
handoffs-by-unit = Fra enhet til enhet
handoffs-by-position = Fra person til person
handoffs-count = { $count ->
    [one] Én overlevering
   *[other] { $count } overleveringer
  } mellom { $pairs ->
    [one] ett par
   *[other] { $pairs } par
  }
handoffs-how = Slik går arbeid videre
handoffs-how-assembly_line = arbeid går videre ved hvert steg som eierens rolle ikke arbeider i, til den som dekker steget.
handoffs-how-island = ingenting går videre; én person beholder kunden.
handoffs-how-pod = arbeid går videre innenfor gruppen, og blir hos eieren der ingen i gruppen arbeider i steget.
handoffs-how-switch = Arbeid går videre etter modellen som gjaldt den dagen det begynte. På siden til en enhet kan åpent arbeid med vilje flyttes til en ny modell.
handoff-offer = Tilby
handoff-accept = Ta imot
handoff-return = Send tilbake
handoff-return-title = Send tilbake med en grunn
handoff-withdraw = Trekk tilbudet tilbake
handoff-redirect = Tilby til noen andre
handoff-tell = Fortell det som er kjent nå
handoff-sender = For avsenderen
handoff-note = Det du legger til
handoff-reply = Det avsenderen bør vite
handoff-nobody = ingen ennå
handoff-untold = ikke fortalt
handoff-told = { $told } av { $asked } fortalt
handoff-context = Det som følger med
handoff-from = Fra
handoff-to = Til
handoff-to-or-rule = Til (den som arbeider i steget, der ingen er valgt)
handoff-stage = Steg
handoff-stage-now = Steget der det står
handoff-state = Status
handoff-model = Salgsmodell
handoff-escalated = Lagt fram for
handoff-offered-at = Tilbudt
handoff-due-at = Besvares innen
handoff-decided-at = Besvart
handoff-time-left = { $left } igjen
handoff-ran-out = fristen gikk ut { $when }
handoff-hours = Timer til å svare
handoff-quiet-days = Dager i stillhet før det regnes som tapt
handoff-rule-set = Fristene er endret.
handoff-replays = Spurt igjen med det som var kjent da, blir svaret det samme.
handoff-replays-not = Spurt igjen med det som var kjent da, blir svaret et annet.
handoff-outcome-accepted = mottatt
handoff-outcome-late = mottatt for sent
handoff-outcome-quiet = mottatt og så latt ligge
handoff-outcome-returned = sendt tilbake
handoff-outcome-expired = fristen gikk ut
handoff-outcome-offered = venter
handoff-outcome-withdrawn = trukket tilbake
handoff-reason-missing_information = Opplysninger mangler
handoff-reason-not_qualified = Ikke kvalifisert
handoff-reason-wrong_receiver = Ikke min
handoff-reason-no_capacity = Ikke kapasitet
handoff-reason-duplicate = Vi kjenner dem fra før
handoff-reason-bad_timing = Dårlig tidspunkt
handoff-reason-other = En annen grunn
handoff-was-offered = { $name } er tilbudt til { $to }.
handoff-was-accepted = { $name } er nå ditt ansvar.
handoff-was-returned = { $name } er sendt tilbake.
handoff-was-withdrawn = Tilbudet om { $name } er trukket tilbake.
handoff-was-redirected = { $name } er tilbudt til noen andre.
handoff-was-told = Det som er kjent om { $name }, er fortalt.
handoff-models = Arbeid etter en eldre modell
handoff-models-older = { $count ->
    [one] Én åpen post går videre etter modellen den begynte med.
   *[other] { $count } åpne poster går videre etter modellen de begynte med.
  }
handoff-models-move = Flytt det til dagens modell
handoff-models-moved = { $count ->
    [one] Én post går videre etter dagens modell.
   *[other] { $count } poster går videre etter dagens modell.
  }
event-handoff_offered = { $who } tilbød dette til den neste
event-handoff_accepted = { $who } tok imot overleveringen
event-handoff_returned = { $who } sendte overleveringen tilbake
event-handoff_withdrawn = { $who } trakk tilbudet tilbake
event-handoff_reopened = { $who } tok tilbake at overleveringen ble tatt imot
event-handoff_expired = Ingen svarte på tilbudet i tide
noun-handoff = overlevering
refusal-handoff-closed = Dette tilbudet er allerede besvart.
refusal-handoff-reason = Velg hvorfor du sender det tilbake.
refusal-handoff-reply = Skriv hva grunnen er.
refusal-handoff-self = Velg en annen enn den som har det.
refusal-handoff-open = Dette er allerede tilbudt. Vent på svaret, eller trekk tilbudet tilbake først.
refusal-handoff-nobody = Fant ingen som arbeider i dette steget. Velg hvem som skal ha det.
refusal-handoff-full = Denne stillingen har så mye den kan ha, eller er ikke der til å ta imot. Tilby det til noen andre.
refusal-handoff-range = Skriv et helt tall fra { $least } til { $most }.
refusal-handoff-too-many = Mer enn { $most } åpne poster: flytt enhetene innenfor én for én.
check-too_many_handoffs = Kunder skifter hender for ofte
check-silo = Enheter som ikke tar imot hverandres arbeid
check-ghost_pipeline = Spøkelser i pipelinen
mend-fewer_boundaries = Gi én rolle flere steg, eller arbeid i grupper.
mend-agree_on_context = Bli enige om hva som skal følge med et tilbud, og hvem som tar hva.
mend-close_or_plan = Avslutt dem som tapt, eller gi dem et neste steg og en ærlig sluttdato.
finding-median = { $value } overleveringer, median
finding-receiver = til { $value }
finding-accepted_percent = { $value } % mottatt i tide
finding-offers = av { $value } tilbud
finding-ghosts = { $value } salg over datoen og urørt
refusal-handoff-undo = Det har skjedd noe med den siden: overleveringen forblir tatt imot.
handoff-was-reopened = Overleveringen av { $name } er ikke lenger tatt imot; den venter på svar igjen

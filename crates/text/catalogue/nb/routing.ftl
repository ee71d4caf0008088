# Routing: where work goes, what waits, and why.

event-queued = { $who } lot den vente i en kø

## Refusals
refusal-hours-empty = Si hvilke dager, og fra når til når.
refusal-hours-order = Arbeidstiden begynner før den slutter, på samme dag.
refusal-ramp-empty = Si for hvor mange uker, og hvilken andel.
refusal-number-zero = Skriv et tall over 0.
refusal-span-empty = Siste dag er før den første.
refusal-setting-not-then = Det gjelder ikke { $day } eller senere.

## Pages
organisation-routing = Fordeling
routing-rules = Reglene i rekkefølge
routing-rules-hint = Den første regelen som passer, avgjør. Navngitte eiere, overgangstid og konsern går foran alle regler.
routing-rules-none = Ingen dekning gjelder denne dagen, så alt venter i en kø.
routing-candidates = Stillinger bak
routing-queues = Køer
routing-queues-hint = Det ingen kan ta, venter her: i enhetens kø, ellers i selskapets.
routing-queue = Kø
routing-company-queue = Ufordelt
routing-waiting = Venter
routing-waits-since = Siden
routing-queue-empty = Ingenting du kan se, venter her.
routing-again = Fordel på nytt
routing-settings-none = Ingenting er satt: alle er til stede, alltid åpent, og nye får full andel.
routing-setting = Innstilling
routing-about = Gjelder
routing-says = Sier
routing-holds = Tidsrom
routing-end = Avslutt
routing-add = Legg til en innstilling
routing-set = Lagret.
routing-kind-absence = Fravær
routing-kind-queue = Kø
routing-kind-hours = Arbeidstid
routing-kind-ramp = Opptrapping av nye
routing-kind-holdover = Overgangstid
routing-kind-embargo = Sperre
routing-kind-mark = Navngitt kunde
routing-kind-freeze = Fryste segmenter
routing-kind-recycle = Leads ingen jobber med, går tilbake
routing-hint-absence = Den som er borte, får ikke noe nytt på disse dagene; det som er deres ved navn, går til stedfortrederen, eller forblir deres uten en.
routing-hint-queue = Med en enhet venter dens arbeid her, også fra enheter inni den. Uten enhet kan sperrer sende hit.
routing-hint-hours = Utenfor arbeidstiden går andre foran; er det stengt hos alle, teller den ikke.
routing-hint-ramp = Den som er ny i en stilling, får en andel som vokser med ukene.
routing-hint-holdover = Når dekningen endres, beholder den gamle eieren det som er i gang, en stund.
routing-hint-embargo = Det som er i segmentet, går hit uansett hva reglene sier.
routing-hint-mark = Kunden er noens ved navn, eller går sin egen vei uansett hvem som eier morselskapet.
routing-hint-freeze = Segmentene fra regnskapsårets første dag gjelder hele året.
routing-hint-recycle = En ny lead som ingen har rørt på så lenge, går til neste eller tilbake til køen.
routing-note = Merknad
routing-location-hint = Slik stillingene skriver det. Tomt gjelder alle steder uten egne tider.
routing-days = Dager
routing-opens = Fra
routing-closes = Til
routing-day-1 = mandag
routing-day-2 = tirsdag
routing-day-3 = onsdag
routing-day-4 = torsdag
routing-day-5 = fredag
routing-day-6 = lørdag
routing-day-7 = søndag
routing-steps = Uker og andel
routing-steps-hint = Uker, kolon, andel i prosent: 4: 25, 8: 50
routing-work = Hva
routing-work-account = Kunde
routing-work-opportunity = Salgsmulighet
routing-work-lead = Lead
routing-keep-days = Antall dager den beholdes
routing-keep-most = Høyst, per stilling
routing-or-queue = Eller en kø
routing-mark-hint = Tomt: den følger reglene, ikke konsernet.
routing-idle-weeks = Men ikke etter så mange uker uten aktivitet
routing-idle-hours = Timer uten aktivitet
routing-back = Går tilbake til
routing-back-next = den neste i tur
routing-back-queue = køen
routing-from = Fra
routing-until = Siste dag
routing-mark-named = ved navn
routing-mark-own-way = går sin egen vei
routing-freeze-always = hele året
routing-limit-hours = uansett arbeidstid
routing-limit-passes = deretter neste regel
routing-map = Dekningskart
routing-map-hint = Hvert segment skal ha nøyaktig ett svar i hver fase. Hull og dobbel dekning vises med det som faller inn.
routing-map-day = Dag
routing-map-show = Vis
routing-map-segments = Segmenter og faser
routing-map-rest = I intet segment
routing-map-together = Segmenter sammen
routing-map-crossings = Der segmenter møtes
routing-map-crossings-hint = Kunder i nettopp disse segmentene, der flere regler med samme rang gjelder, eller ingen.
routing-hole = Hull
routing-unstaffed = Ingen på plass
routing-double = Dobbelt
routing-try = Prøv ut
routing-try-title = Prøv ut en regel
routing-try-hint = Se hvem som ville fått mer av forrige kvartals leads, og hvem mindre, før noe lagres.
routing-tried-hint = Hver sak slik den var den gangen, uten grenser. Ingenting er skrevet.
routing-tried-nothing = Ingenting ble fordelt siste kvartal, så det er ingenting å prøve på.
routing-gets = Hvem
routing-before = Nå
routing-after = Da
routing-change = Endring
routing-same = det samme
routing-someone = noen
routing-step-relaxed = Ingen andre er igjen, så arbeidstid og opptrapping teller ikke.
routing-step-exhausted = Ingen bak denne regelen kan ta den.
routing-step-uncovered = Ingen regel passer.
routing-out-gone = stillingen finnes ikke denne dagen
routing-out-vacant = ingen har stillingen
routing-out-absent = borte
routing-out-off-hours = utenfor arbeidstiden
stage-account = Eier kunden
coverage-most-open = Høyst åpne, hver
coverage-most-a-day = Høyst per dag, hver
coverage-limit-hint = Tomt: bare stillingens kapasitet.
coverage-ignores-hours = Også utenfor arbeidstiden
coverage-ignores-hours-hint = Ellers går de som er på jobb, foran.
coverage-passes-on = Når ingen kan ta den, spør neste regel
coverage-passes-on-hint = Ellers venter den i køen.
coverage-yes = Ja
coverage-no = Nei
routing-settings = { $count ->
    [one] { $count } innstilling ved siden av reglene
   *[other] { $count } innstillinger ved siden av reglene
}
routing-for-days = { $count ->
    [one] i { $count } dag
   *[other] i { $count } dager
}
routing-after-hours = { $count ->
    [one] etter { $count } time
   *[other] etter { $count } timer
}
routing-freeze-idle = { $count ->
    [one] ikke etter { $count } uke uten aktivitet
   *[other] ikke etter { $count } uker uten aktivitet
}
routing-wait-count = { $count ->
    [one] { $count } venter
   *[other] { $count } venter
}
routing-others-wait = { $count ->
    [one] { $count } til venter som du ikke ser her.
   *[other] { $count } til venter som du ikke ser her.
}
routing-placed = { $count ->
    [one] { $count } fant noen.
   *[other] { $count } fant noen.
}
routing-tried = { $count ->
    [one] { $moved } av { $count } ville gått et annet sted
   *[other] { $moved } av { $count } ville gått et annet sted
}
routing-ended = Avsluttet fra og med { $day }.
routing-ramp-step = { $weeks } uker { $share }
routing-at-most = høyst { $count } hver
routing-limit-open = høyst { $count } åpne hver
routing-limit-day = høyst { $count } per dag hver
routing-map-looked-at = { $count } kombinasjoner av segmenter og faser: { $holes } uten svar, { $doubles } med flere.
routing-waits-in = Venter siden { $since } i
routing-why = Hvorfor gikk denne til { $to }?
routing-why-when = Avgjort { $when }, etter organisasjonen { $day }.
routing-step-unworked = { $who } lot den ligge i { $count ->
    [one] { $count } time
   *[other] { $count } timer
}, så den går tilbake.
routing-out-left = hadde den og lot den ligge
routing-step-embargo = I segmentet { $segment }, som går til { $to }: { $reason }.
routing-step-named = Ved navn hører den til { $who }.
routing-step-holdover = { $who } hadde den før og beholder den til og med { $day }.
routing-step-holdover-ended = { $who } beholdt den til og med { $day }.
routing-step-family = Den følger morselskapet, som { $who } eier.
routing-step-family-left = { $who } eier morselskapet, men den er merket til å gå sin egen vei.
routing-step-rule = { $what } · { $stage }: { $by } dekker den, { $how }, { $count } å velge mellom.
routing-step-owner = { $who } eier kunden og spørres først.
routing-step-passed = Ikke { $who }: { $why }.
routing-step-chosen = { $who } får den{ $path }, og hadde { $carried } fra før.
routing-step-waits = Den venter i { $queue }.
routing-out-full = har { $have } av { $most }
routing-out-day-full = har fått { $have } av { $most } i dag
routing-out-holdovers = beholder { $have } av { $most } gamle
routing-out-ramp = ny, på { $share }, og ikke sin tur denne runden

## Checks
check-double_owner = Kunder med to eiere etter dekningen
check-orphan_account = Kunder hos tomme stillinger
mend-rank_coverage = Gi den ene en annen prioritet, eller hold segmentene fra hverandre.
mend-give_owner = Fyll stillingen, eller gi kundene en annen eier: fordel dem på nytt.
finding-accounts = { $value } kunder
finding-beside = og { $value }

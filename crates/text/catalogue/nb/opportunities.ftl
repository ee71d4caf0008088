# Salgsmuligheter: faser, utfall, årsaker, tavle.

opportunity-title = Salgsmuligheter
opportunity-one = Salgsmulighet
opportunity-new = Ny salgsmulighet
opportunity-empty = Ingen salgsmuligheter ennå. En salgsmulighet er et mulig salg til en kunde.
opportunity-empty-import = Importer dem fra en fil
opportunity-open-sum = { $count ->
    [one] { $count } åpen · { $amount }
   *[other] { $count } åpne · { $amount }
}
opportunity-weighted = vektet { $amount }
opportunity-account-unknown = ukjent kunde
opportunity-amount-unknown = ukjent beløp
opportunity-created-unknown = ukjent opprettelsesdato
opportunity-close-moved = { $count ->
    [one] avslutningsdatoen er flyttet én gang
   *[other] avslutningsdatoen er flyttet { $count } ganger
}
opportunity-in-stage = { $days ->
    [one] { $days } dag i denne fasen
   *[other] { $days } dager i denne fasen
}
opportunity-entry-criteria = Før «{ $stage }»
opportunity-need-filled = fylt ut
opportunity-need-missing = mangler ennå
opportunity-competitors = Konkurrenter
opportunity-competitor = Konkurrent
opportunity-competitor-none = Ingen kjent konkurrent
opportunity-lines = Linjer
opportunity-quantity = Antall
opportunity-description = Beskrivelse
opportunity-credit = Kreditering
opportunity-booking = Ordre
opportunity-kind-new = Nysalg
opportunity-kind-expansion = Utvidelse
opportunity-kind-renewal = Fornyelse
opportunity-move = Flytt til fase
opportunity-move-on = På dag
opportunity-moved = { $who } flyttet den til { $to } fra { $from }
opportunity-moved-after = { $days ->
    [one] { $who } flyttet den til { $to } fra { $from }, etter { $days } dag
   *[other] { $who } flyttet den til { $to } fra { $from }, etter { $days } dager
}
opportunity-close = Avslutt
opportunity-close-won = Merk som vunnet
opportunity-close-lost = Merk som tapt
opportunity-close-no-decision = Merk som ingen beslutning
opportunity-reopen = Gjenåpne
opportunity-reopened = { $count ->
    [one] gjenåpnet én gang
   *[other] gjenåpnet { $count } ganger
}
opportunity-reason = Årsak
opportunity-reason-ask = Hvorfor endte det slik?
opportunity-stage-history = Fasehistorikk
opportunity-pipeline = Salgsprosess
opportunity-pipeline-imported = Importert salgsprosess { $name }

board-title = Tavle
board-more = { $count ->
    [one] { $count } til
   *[other] { $count } til
}
board-column-empty = Ingenting i denne fasen.
board-column-sum = { $stage }: { $count }, { $amount }
board-card-move = Flytt { $name }
board-card-next = Flytt til neste fase
board-card-previous = Flytt til forrige fase
board-help = Dra et kort, eller bruk piltastene med Shift.

## Stages of the default pipeline
stage-prospecting = Oppsøking
stage-qualifying = Kvalifisering
stage-presenting = Presentasjon
stage-negotiating = Forhandling
stage-closing = Avslutning
stage-following_up = Oppfølging
stage-won = Vunnet
stage-lost = Tapt
stage-no_decision = Ingen beslutning

## Outcomes
outcome-open = Åpen
outcome-won = Vunnet
outcome-lost = Tapt
outcome-no_decision = Ingen beslutning

## Steps of the history
step-opened = Opprettet
step-moved = Flyttet
step-changed = Endret
step-won = Vunnet
step-lost = Tapt
step-no_decision = Avsluttet uten beslutning
step-reopened = Gjenåpnet

## Reasons
reason-best_fit = Passet best
reason-relationship = Relasjon
reason-price = Pris
reason-product_gap = Mangler i produktet
reason-competitor = Valgte en konkurrent
reason-delivery = Leveringstid
reason-terms = Vilkår
reason-timing = Tidspunkt
reason-no_budget = Ikke budsjett
reason-no_response = Ingen svar
reason-project_stopped = Prosjektet ble stoppet
reason-sponsor_left = Kontakten vår sluttet
reason-other = Annet

## Forecast categories
category-pipeline = Salgstrakt
category-best_case = Beste utfall
category-commit = Lovet
category-closed = Avsluttet
category-omitted = Utelatt
pipeline-default = Salgsprosess

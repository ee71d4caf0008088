# Salgsmuligheter: faser, utfall, årsaker, tavle.

opportunity-title = Salgsmuligheter
opportunity-new = Ny salgsmulighet
opportunity-empty = Ingen salgsmuligheter ennå. En salgsmulighet er et mulig salg til en kunde.
opportunity-open-sum = { $count ->
    [one] { $count } åpen · { $amount }
   *[other] { $count } åpne · { $amount }
}
opportunity-weighted = vektet { $amount }
opportunity-account-unknown = ukjent kunde
opportunity-entry-criteria = Før «{ $stage }»
opportunity-need-filled = fylt ut
opportunity-need-missing = mangler ennå
opportunity-credit = Kreditering
opportunity-kind-new = Nysalg
opportunity-kind-expansion = Utvidelse
opportunity-kind-renewal = Fornyelse
opportunity-move = Flytt til fase
opportunity-moved = { $who } flyttet den til { $to } fra { $from }
opportunity-close = Avslutt
opportunity-reason-ask = Hvorfor endte det slik?
opportunity-stage-history = Fasehistorikk
opportunity-pipeline = Salgsprosess

board-title = Tavle
board-column-empty = Ingenting i denne fasen.

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

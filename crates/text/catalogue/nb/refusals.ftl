# Det domenet avviser, etter kode. Argumentene er de domenet gir.

refusal-amount-negative = Beløpet kan ikke være negativt.
refusal-assignment-not-then = Personen har ikke stillingen den { $day }.
refusal-close-in-future = { $day } ligger i fremtiden. Avslutt på en dag som har vært.
refusal-close-missing = Oppgi dagen den avsluttes.
refusal-company-exists = Selskapet er allerede satt opp.
refusal-coverage-exists = Denne dekningen finnes allerede.
refusal-coverage-not-then = Denne dekningen gjelder ikke den { $day }.
refusal-coverage-target = Velg enten en enhet eller en stilling som dekker.
refusal-currency-unknown = Vi kjenner ikke valutaen «{ $currency }». Skriv tre bokstaver, for eksempel EUR.
refusal-day-before-last-step = { $day } er før siste steg. Velg den dagen eller en senere.
refusal-email-taken = «{ $email }» tilhører en annen bruker.
refusal-email-unknown = Dette er ikke en e-postadresse.
refusal-end-before-begin = Den slutter ({ $to }) før den begynner ({ $from }).
refusal-external-id-taken = Id-en «{ $id }» tilhører en annen stilling.
refusal-last-owner = Dette er den siste eieren. Gjør en annen til eier først.
refusal-line-not-then = Det finnes ingen slik stiplet linje den { $day }.
refusal-manager-not-then = Lederen finnes ikke den { $day }.
refusal-month-unknown = En måned er et tall fra 1 til 12.
refusal-name-empty = Gi den et navn.
refusal-person-has-user = Denne personen har allerede en bruker.
refusal-person-unknown = Vi kjenner ikke denne personen.
refusal-position-exists = Denne stillingen finnes allerede.
refusal-position-not-then = Stillingen finnes ikke den { $day }.
refusal-reason-missing = Oppgi hvorfor det endte slik.
refusal-reopen-first = Den er avsluttet. Gjenåpne den før den avsluttes på en annen måte.
refusal-replaced-by-later-row = Linje { $line } beskriver «{ $id }» på nytt; den raden gjelder.
refusal-reporting-cycle = Den { $day } ville linjen ende der den begynte.
refusal-reports-to-itself = En stilling kan ikke rapportere til seg selv.
refusal-row-without-key = Raden har ingenting å kjenne den på: verken id, e-post eller navn.
refusal-second-root = Selskapet finnes allerede; velg enheten rundt denne.
refusal-share-range = En andel er mer enn 0 og høyst 100 %.
refusal-stage-of-another-pipeline = «{ $stage }» hører til en annen salgsprosess.
refusal-stage-same = Den er allerede i «{ $stage }».
refusal-template-unknown = Det finnes ingen mal «{ $template }».
refusal-time-zone-unknown = Vi kjenner ikke tidssonen «{ $zone }». Skriv for eksempel Europe/Oslo.
refusal-title-empty = Gi stillingen en tittel.
refusal-token-days = Velg en dag fra i morgen av, innen { $count } dager.
refusal-unit-cycle = En enhet kan ikke ligge inni seg selv.
refusal-unit-exists = Denne enheten finnes allerede.
refusal-unit-is-root = Dette er selve selskapet.
refusal-unit-not-then = Enheten finnes ikke den { $day }.

## Accepted, but worth a look
warning-manager-ambiguous = Flere heter «{ $name }»; ingen leder ble satt.

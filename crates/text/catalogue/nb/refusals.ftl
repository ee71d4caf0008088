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

## Import, poster, målinger
refusal-amount-too-fine = «{ $value }» har flere desimaler enn { $currency } har.
refusal-buying-role-unknown = «{ $value }» er ingen kjøpsrolle.
refusal-column-missing = Det finnes ingen kolonne «{ $column }». Filen har: { $columns }.
refusal-day-unreadable = «{ $value }» er ikke en dag skrevet { $style }, slik resten av kolonnen er.
refusal-dimension-not-offered = { $measure } kan ikke deles etter { $by }.
refusal-dimension-unknown = Det finnes ingen dimensjon «{ $by }»; prøv person, position, manager, unit, product, account, stage, month, quarter eller year.
refusal-email-unreadable = «{ $value }» er ikke en e-postadresse.
refusal-file-not-recognised = { $file }: kolonnene { $columns } sier ikke hva radene er. Oppgi typen, og koble kolonnene.
refusal-file-unreadable = { $file }: { $detail }
refusal-id-missing = Raden har ingen id.
refusal-kind-unknown = «{ $value }» er ingen produkttype.
refusal-mapping-unreadable = Koblingsfilen kan ikke leses: { $detail }
refusal-measure-unknown = Det finnes ingen måling «{ $measure }».
refusal-no-files = Velg minst én fil.
refusal-number-negative = Dette kan ikke være under null.
refusal-number-unreadable = Dette er ikke et tall som kan leses.
refusal-owner-missing = Oppgi hvem som eier den: du har ingen stilling.
refusal-owner-unknown = Det finnes ingen slik eier i dag.
refusal-parent-itself = En konto kan ikke være sin egen overordnede.
refusal-period-backwards = Perioden slutter ({ $to }) før den begynner ({ $from }).
refusal-pipeline-unknown = Det finnes ingen slik pipeline.
refusal-product-unknown = «{ $value }» finnes ikke blant produktene. Legg det til, eller si hva dere kaller det (alias).
refusal-rate-missing = Det finnes ingen valutakurs for { $currency } den { $day } eller før. Legg inn en under Innstillinger, Valutakurser (eller: bailiwick rates set).
refusal-roster-team-incomplete = Raden mangler selger, leder eller kontor.
refusal-row-deleted = Raden var slettet der den kommer fra.
refusal-row-repeated = «{ $value }» står to ganger i filen; den første raden gjelder.
refusal-stage-unknown = Det finnes ingen slik fase i pipelinen.
refusal-tier-unknown = «{ $value }» er intet nivå; det finnes key, enterprise, mid og small.

## Accepted, but worth a look
warning-manager-ambiguous = Flere heter «{ $name }»; ingen leder ble satt.
warning-parent-unknown = Den overordnede «{ $value }» er ukjent; kontoen har ingen inntil videre.
warning-email-unreadable = «{ $value }» er ikke en e-postadresse; kontakten har ingen inntil videre.

## Pipelines and stages
refusal-category-unknown = «{ $value }» er ingen prognosekategori for en åpen fase.
refusal-default-needed = Én salgsprosess er alltid standard. Gjør heller en annen til standard.
refusal-name-long = Et navn har høyst { $limit } tegn.
refusal-need-unknown = En fase kan ikke kreve «{ $value }».
refusal-pipeline-exists = Det finnes allerede en salgsprosess som heter «{ $name }».
refusal-probability-range = Skriv en prosent fra 0 til 100, med høyst to desimaler.
refusal-stage-exists = Det finnes allerede en fase som heter «{ $name }».
refusal-stage-held = Det står salgsmuligheter i denne fasen, så betydningen ligger fast. Lag heller en ny fase.
refusal-stage-last = «{ $stage }» er den siste fasen av sitt slag; en salgsprosess trenger en.
refusal-stage-needs = For å gå inn i «{ $stage }» trenger «{ $name }» dette: { $label }.
refusal-stage-occupied = Det står åpne salgsmuligheter i «{ $stage }». Si hvor de skal.
refusal-stage-retired = «{ $stage }» er ikke lenger i bruk.

## Exchange rates
refusal-currency-own = { $currency } er selskapets egen valuta og trenger ingen kurs.
refusal-rate-columns = { $file }: det er ingen kolonner for valuta, dato og kurs. Filen har: { $columns }.
refusal-rate-line = Linje { $line }: { $reason }
refusal-rate-unreadable = «{ $value }» er ingen kurs. Skriv et tall over 0 med høyst ni desimaler.
refusal-links-none = Si hvilken kunde, kontakt eller salgsmulighet den gjelder.
refusal-links-too-many = Den gjelder for mange oppføringer; { $most } er det meste.
refusal-day-to-come = { $day } er ikke kommet ennå.
refusal-answer-missing = Si hva som ble svart.
refusal-lead-reason-missing = Si hvorfor: velg en grunn.
refusal-lead-return-missing = Si når det skal ses på igjen.
refusal-lead-return-past = Dagen det skal ses på igjen, må ligge fram i tid.
refusal-lead-converted = Dette leadet er alt blitt kunde; gå videre med kontoen eller salgsmuligheten.
refusal-lead-convert-instead = Et lead blir kunde ved å konverteres, ikke ved en status.

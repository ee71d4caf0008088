# Segmenter, hvem som er i dem, og hvem som dekker dem.

segment-title = Segmenter
segment-one = Segment
segment-new = Nytt segment
segment-change = Endre segmentet
segment-end = Avslutt segmentet
segment-end-hint = Fra denne dagen er ingen i det, og ingen dekker det.
segment-empty = Et segment er et navngitt vilkår for kunder: et land, en størrelse, en bransje. Enheter og stillinger dekker segmenter.
segment-condition = Vilkår
segment-condition-hint = Skrives som filtrene i lister, for eksempel: country = Norway and tier in (key, enterprise)
segment-members = Kunder
segment-holds = Gjelder
segment-history = Hvordan det ble slik
segment-as-list = Som liste
segment-no-members = Ingen kunder oppfyller vilkåret.
segment-look = Se hvem som ville være med
segment-count = { $count ->
    [one] { $count } segment
   *[other] { $count } segmenter
}
segment-account-count = { $count ->
    [one] { $count } kunde
   *[other] { $count } kunder
}
segment-hidden = { $count ->
    [one] { $count } kunde er ikke synlig for deg.
   *[other] { $count } kunder er ikke synlige for deg.
}
segment-would-hold = { $count ->
    [one] { $count } kunde ville være med
   *[other] { $count } kunder ville være med
}
segment-would-change = Kommer inn: { $joins }. Går ut: { $leaves }.

## Conditions in words
condition-add = Legg til i vilkåret
condition-field = Felt
condition-test = Prøve
condition-value = Verdi
condition-value-hint = Flere med komma mellom.
condition-join = Sammen med det som står der
condition-join-and = og: begge må gjelde
condition-join-or = eller: det holder med én
condition-is = er
condition-is-not = er ikke
condition-contains = inneholder
condition-starts-with = begynner med
condition-at-least = minst
condition-at-most = høyst
condition-and = { $one } og { $other }
condition-or = { $one } eller { $other }
condition-not = ikke ({ $test })

## Coverage
coverage-covers = Dekker
coverage-covered-by = Dekkes av
coverage-nobody = ingen
coverage-everything = Alt
coverage-all-stages = alle faser
coverage-stages = Faser
coverage-stages-hint = Ingen avkrysset betyr alle.
coverage-distribution = Hvordan arbeidet fordeles
coverage-priority = Prioritet
coverage-priority-hint = Lavest kommer først.
coverage-segment = Segment
coverage-segment-hint = Står det tomt, dekkes alt.
coverage-segment-ended = et segment som er avsluttet
coverage-or-position = Eller en stilling
coverage-through = gjennom enheten { $unit }

## Refusals
refusal-segment-without-condition = Si hvilke kunder som hører til.
refusal-segment-condition-moves = «{ $test }» ville bety noe annet i morgen eller for noen andre. Nevn steder, størrelser, bransjer eller kunder, ikke dager regnet fra i dag, deg selv eller eiere.
refusal-segment-name-taken = Det finnes allerede et segment «{ $name }».
refusal-segment-not-then = Segmentet gjelder ikke { $day }.

## Account teams
team-line-of-business = Forretningsområde
team-line-hint = Der flere arbeider med kunden.
team-product-line = Produktlinje

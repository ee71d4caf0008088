# Filtre, lister, poster: det som avvises. Et sted er tegnet det står på.

refusal-choice-unknown = «{ $value }» er ingen av: { $known }.
refusal-count-unknown = «{ $value }» er ingen måte å telle på. Skriv exact, eller utelat det.
refusal-cursor-stale = Denne siden hører til en annen liste. Begynn med første side.
refusal-field-readonly = { $field } settes ikke for hånd.
refusal-field-unknown = Det finnes ikke noe felt «{ $field }». Velg blant: { $known }.
refusal-filter-bracket-open = En parentes er åpen ved tegn { $at }, der «{ $found }» står. Lukk den med ).
refusal-filter-choice-unknown = «{ $value }» er ingen verdi av { $field } (tegn { $at }). Velg blant: { $known }.
refusal-filter-field-missing = Ved tegn { $at } skulle det stå et felt, ikke «{ $found }».
refusal-filter-field-unknown = Det finnes ikke noe felt «{ $field }» (tegn { $at }). Velg blant: { $known }.
refusal-filter-list-missing = Ved tegn { $at } skulle det stå en liste, ikke «{ $found }». Skriv den som (en, to).
refusal-filter-not-a-day = «{ $value }» er ingen dag for { $field } (tegn { $at }). Skriv 2017-03-01, today eller today-30d.
refusal-filter-not-a-number = «{ $value }» er ikke et helt tall for { $field } (tegn { $at }).
refusal-filter-not-an-amount = «{ $value }» er ikke et beløp for { $field } (tegn { $at }). Skriv 1000 eller "1000 EUR".
refusal-filter-not-an-id = Ved tegn { $at }: en id sammenlignes med = eller in, med id-er slik API-et gir dem.
refusal-filter-not-yes-or-no = «{ $value }» er verken true eller false, for { $field } (tegn { $at }).
refusal-filter-operator-missing = Ved tegn { $at } skulle det stå en av = != < <= > >= contains, starts with, under, in, is empty, ikke «{ $found }».
refusal-filter-operator-unfit = «{ $operator }» passer ikke til { $field } (tegn { $at }).
refusal-filter-owner-too-many = «{ $value }» gir for mange stillinger for { $field } (tegn { $at }). Skriv mer, eller bruk under.
refusal-filter-quote-open = Anførselstegnet ved tegn { $at } lukkes aldri.
refusal-filter-rest = «{ $found }» ved tegn { $at } hører ikke til der. Bind tester sammen med and, or; sett flere ord i anførselstegn.
refusal-filter-too-deep = Parentesene går dypere enn { $limit } ved tegn { $at }.
refusal-filter-too-long = Et filter har høyst { $limit } tegn; dette er lengre enn { $at }.
refusal-filter-value-missing = Ved tegn { $at } skulle det stå en verdi, ikke «{ $found }». Ord fra grammatikken må stå i anførselstegn.
refusal-limit-range = En side har høyst { $limit } rader.
refusal-parent-cycle = Dette selskapet ligger under det andre; det kan ikke være moderselskapet også.
refusal-record-unknown = Det finnes ingen slik post, eller du har ikke innsyn i den.
refusal-sort-unknown = Listen kan ikke sorteres etter «{ $field }». Velg blant: { $known }.
refusal-subject-empty = Skriv hva det gjelder.
refusal-value-wrong = «{ $value }» er ingen verdi for dette feltet.

# Innstillinger, språk og tema.

settings-title = Innstillinger
settings-mine = Mine
settings-company = Selskap
settings-company-name = Navn
settings-time-zone = Tidssone
settings-fiscal-first-month = Første måned
settings-pipelines = Salgsprosesser og faser
settings-language = Språk
settings-theme = Tema
settings-saved = Innstillingene er lagret.
settings-sessions = Enheter
theme-system = Som systemet
theme-light = Lyst
theme-dark = Mørkt

## Pipelines and stages
pipeline-explained = En salgsprosess er veien et salg går: fasene i rekkefølge, hva hver av dem betyr for prognosen, og hva som må være kjent før et salg går inn i den.
pipeline-new = Ny salgsprosess
pipeline-like = Med fasene fra
pipeline-like-usual = den vanlige prosessen
pipeline-is-default = standard
pipeline-is-imported = importert
pipeline-make-default = Nye salgsmuligheter begynner her
pipeline-default-explained = Nye salgsmuligheter begynner her.
stage-add = Legg til fasen
stage-new = Ny fase
stage-needs = Må være fylt ut
stage-needs-explained = Den som flytter en salgsmulighet hit, blir bedt om det som mangler.
stage-criteria-explained = Med ord, ett på hver linje; vises i fasen før.
stage-open-only = For åpne faser. Vunnet teller 100 %, andre utfall 0 %.
stage-order = Rekkefølge
stage-up = Flytt «{ $stage }» opp
stage-down = Flytt «{ $stage }» ned
stage-use = Bruk
stage-retired = ikke lenger i bruk
stage-retired-explained = Denne fasen er ikke lenger i bruk. Det som skjedde i den, står i historikken.
stage-retired-said = «{ $stage }» er ikke lenger i bruk.
stage-retire = Ta ut av bruk
stage-retire-to = Flytt det som er åpent her, til
stage-retire-explained = En fase som er tatt ut av bruk, tilbys ikke mer; historikken og lukkede salgsmuligheter beholder den.
stage-restore = Ta i bruk igjen

## Exchange rates
settings-rates = Valutakurser
rate-explained = Hva én enhet av en valuta er verdt i { $currency }, fra en dag til den neste. Beløp legges sammen i { $currency }, etter den nyeste kursen på eller før sluttdatoen.
rate-empty = Ingen kurser ennå. Beløp i andre valutaer trenger en.
rate-new = Legg inn en kurs
rate-enter = Legg inn
rate-from = Fra
rate-rate = Kurs
rate-hint = Hvor mange { $currency } én enhet er verdt.
rate-by-hand = for hånd
rate-file = Hent fra fil
rate-file-choose = Fil
rate-file-hint = CSV eller Excel med kolonnene currency, date og rate.
rate-load = Hent
rate-saved = Kurser: { $created } nye, { $changed } endret, { $unchanged } som før.
rate-removed = En kurs for { $currency } ble fjernet.
settings-group-own = Mine innstillinger
settings-group-company = Firmaets innstillinger
settings-group-selling = Slik vi selger

## Fravær
absence-title = Fravær
absence-new = Jeg er borte
absence-explained = På disse dagene får du ikke noe nytt. Det som ville vært ditt ved navn, går til stedfortrederen din, om du oppgir en.
absence-none = Du er ikke borte.
absence-deputy = Stedfortreder
absence-deputy-hint = Får det som ville vært ditt ved navn. Uten en blir det ditt.
absence-own-deputy = Ingen er sin egen stedfortreder.
absence-nobody = Brukeren din er ikke koblet til en person. Spør en administrator.

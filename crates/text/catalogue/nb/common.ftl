# Ord som står på alle sider: navigasjon, knapper, dager, lister, oppføringer.

## Navigation
nav-label = Hovednavigasjon
nav-today = I dag
nav-leads = Leads
nav-accounts = Kunder
nav-contacts = Kontakter
nav-products = Produkter
nav-opportunities = Salgsmuligheter
nav-forecast = Prognose
nav-scorecards = Målkort
nav-organisation = Organisasjon
nav-customers = Kundeoppfølging
nav-enablement = Salgsstøtte
nav-analytics = Analyse
nav-operations = Drift
nav-imports = Importer
nav-settings = Innstillinger
nav-skip = Hopp til innholdet
nav-open = Åpne menyen
nav-close = Lukk menyen

## Buttons and small words
action-add = Legg til
action-apply = Bruk
action-back = Tilbake
action-cancel = Avbryt
action-clear = Tøm
action-close = Lukk
action-continue = Fortsett
action-copy = Kopier
action-copied = Kopiert
action-create = Opprett
action-delete = Slett
action-done = Ferdig
action-download = Last ned
action-edit = Rediger
action-move = Flytt
action-open = Åpne
action-remove = Fjern
action-rename = Gi nytt navn
action-retry = Prøv igjen
action-save = Lagre
action-saved = Lagret
action-search = Søk
action-show = Vis
action-undo = Angre
action-undone = Angret
word-all = Alle
word-and = og
word-none = Ingen
word-no = Nei
word-yes = Ja
word-hidden = skjult
word-unknown = ukjent
word-optional = valgfritt
word-required = må fylles ut
word-of = { $part } av { $whole }
word-from = Fra
word-to = Til
word-me = Meg
word-more = Mer
word-less = Mindre
word-new = Ny
word-total = Sum
word-loading = Laster …
word-not-set = ikke satt
word-no-value = ingen verdi

## Days and durations
day-today = i dag
day-tomorrow = i morgen
day-yesterday = i går
day-in-days = { $days ->
    [one] om { $days } dag
   *[other] om { $days } dager
}
day-days-ago = { $days ->
    [one] for { $days } dag siden
   *[other] for { $days } dager siden
}
day-days-late = { $days ->
    [one] { $days } dag over fristen
   *[other] { $days } dager over fristen
}
moment-today = I dag { $clock }
moment-yesterday = I går
duration-days = { $days ->
    [one] { $days } dag
   *[other] { $days } dager
}
duration-days-short = { $days } d
duration-minutes = { $minutes } min
duration-hours = { $hours } t
duration-hours-minutes = { $hours } t { $minutes } min
list-last = { $head } og { $last }

## The list
list-filter = Filter
list-filter-add = Legg til filter
list-filter-remove = Fjern filteret «{ $filter }»
list-filter-clear = Fjern alle filtre
list-filter-contains = inneholder
list-filter-is = er
list-filter-is-not = er ikke
list-filter-before = før
list-filter-after = etter
list-filter-at-least = minst
list-filter-at-most = høyst
list-filter-empty = er tom
list-filter-mine = Mine
list-filter-team = Teamet mitt
list-filter-everyone = Alle jeg kan se
list-sort = Sorter
list-sort-by = Sorter etter { $column }
list-sort-ascending = sortert stigende
list-sort-descending = sortert synkende
list-columns = Kolonner
list-columns-choose = Velg kolonner
list-columns-reset = Tilbakestill kolonnene
list-export = Eksporter
list-export-csv = CSV
list-export-xlsx = Excel (XLSX)
list-views = Visninger
list-view-save = Lagre visning
list-view-name = Navn på visningen
list-view-share = Del med alle
list-view-delete = Slett visning
list-view-table = Tabell
list-view-board = Tavle
list-view-default = Alle oppføringer
list-count = { $count ->
    [one] { $count } oppføring
   *[other] { $count } oppføringer
}
list-count-more = { $shown } av mer enn { $limit }
list-count-of = { $shown } av { $total }
list-next = Neste side
list-previous = Forrige side
list-first = Første side
list-rows-per-page = Rader per side
list-selected = { $count } valgt
list-select-all = Velg alle
list-select-row = Velg { $name }
list-empty = Her er det tomt ennå.
list-empty-filtered = Ingenting passer med disse filtrene.
list-empty-filtered-action = Fjern filtrene
list-search-in = Søk i { $what }

## The record
record-timeline = Tidslinje
record-timeline-everything = Alt
record-timeline-mail = E-post
record-timeline-calls = Samtaler
record-timeline-notes = Notater
record-timeline-changes = Endringer
record-timeline-empty = Her har det ikke skjedd noe ennå.
record-next-step = Neste steg
record-next-step-is = Neste: { $step }
record-next-step-none = Ingenting planlagt
record-next-step-set = Planlegg neste steg
record-next-step-due = Frist
record-related = Relatert
record-facts = Fakta
record-notes = Notater
record-note-add = Legg til notat
record-note-text = Notat
record-tasks = Oppgaver
record-task-add = Legg til oppgave
record-task-done = Merk som ferdig
record-task-due = Frist
record-owner = Eier
record-owner-nobody = Ingen
record-team = Team
record-created = Opprettet { $when }
record-changed = Endret { $when }
record-changed-by = Endret av { $who }, { $when }
record-external-ids = Id-er i andre systemer
record-hidden-why = Du kan ikke se denne oppføringen.
record-hidden-kept = Skjult for deg. Lar du feltet stå tomt, blir det som det er.
record-why-see = Hvorfor kan jeg se dette?
record-why-own = Du har stillingen som eier den.
record-why-team = Stillingen din er med i teamet.
record-why-below = Eieren rapporterer til deg, direkte eller gjennom andre.
record-why-segment = Stillingen din dekker segmentet { $segment }.
record-why-role = Rollen din lar deg se alle oppføringer av dette slaget.
record-why-everyone = Alle som logger inn, ser alle oppføringer av dette slaget.
record-panel-close = Lukk sidepanelet
record-edit-field = Rediger { $field }
record-history = Historikk
record-change-set = { $who } satte { $field } til { $after }
record-change-from = { $who } endret { $field } fra { $before } til { $after }
record-change-cleared = { $who } tømte { $field }
record-change-created = { $who } opprettet denne
record-change-imported = Importert fra { $source }

## Pages around the pages
page-search = Søk eller gjør hva som helst
page-user-menu = Menyen din
page-sign-out = Logg ut
page-help = Hjelp
page-live-changed = Noen har endret denne siden.
page-live-reload = Vis endringen
page-figure-opens = Hvert tall åpner oppføringene bak
page-hidden-from-you = { $count ->
    [one] { $count } oppføring er ikke synlig for deg
   *[other] { $count } oppføringer er ikke synlige for deg
}
toast-dismiss = Lukk
toast-created = { $name } ble opprettet.
toast-changed = { $name } ble endret.
toast-moved = { $name } ble flyttet til { $place }.
toast-deleted = { $name } ble slettet.

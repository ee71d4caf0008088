# Ord som står på alle sider: navigasjon, knapper, dager, lister, oppføringer.

## Navigation
nav-today = I dag
nav-accounts = Kunder
nav-contacts = Kontakter
nav-leads = Leads
nav-products = Produkter
nav-opportunities = Salgsmuligheter
nav-scorecards = Målkort
nav-organisation = Organisasjon
nav-imports = Importer
nav-settings = Innstillinger

## Buttons and small words
action-add = Legg til
action-create = Opprett
action-done = Ferdig
action-edit = Rediger
action-move = Flytt
action-remove = Fjern
action-rename = Gi nytt navn
action-save = Lagre
action-search = Søk
action-undone = Angret
word-all = Alle
word-no = Nei
word-yes = Ja
word-masked = Vises ikke
word-hidden = skjult
word-unknown = ukjent
word-from = Fra
word-to = Til
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
list-filter-contains = inneholder
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
list-export-csv = CSV
list-export-xlsx = Excel (XLSX)
list-view-delete = Slett visning
list-view-table = Tabell
list-count = { $count ->
    [one] { $count } oppføring
   *[other] { $count } oppføringer
}
list-empty = Her er det tomt ennå.
list-empty-filtered = Ingenting passer med disse filtrene.
list-empty-filtered-action = Fjern filtrene

## The record
record-timeline-everything = Alt
record-timeline-changes = Endringer
record-next-step = Neste steg
record-next-step-is = Neste: { $step }
record-next-step-none = Ingenting planlagt
record-next-step-set = Planlegg neste steg
record-related = Relatert
record-notes = Notater
record-note-text = Notat
record-task-add = Legg til oppgave
record-task-done = Merk som ferdig
record-task-due = Frist
record-changed-by = Endret av { $who }, { $when }
record-hidden-why = Du kan ikke se denne oppføringen.
record-masked-why = Bare de som har rettigheten «Følsomme felt», ser og fyller ut dette.
record-hidden-kept = Skjult for deg. Lar du feltet stå tomt, blir det som det er.
record-present = { $names } { $count ->
    [one] redigerer
   *[other] redigerer
  } dette
record-why-see = Hvorfor kan jeg se dette?
record-why-own = Du har stillingen som eier den.
record-why-team = Stillingen din er med i teamet.
record-why-below = Eieren rapporterer til deg, direkte eller gjennom andre.
record-why-segment = Stillingen din dekker segmentet { $segment }.
record-why-role = Rollen din lar deg se alle oppføringer av dette slaget.
record-why-everyone = Alle som logger inn, ser alle oppføringer av dette slaget.
record-why-nobodys = Ingen eier den: kunder uten eier kan ses av alle.
record-change-set = { $who } satte { $field } til { $after }
record-change-unread = { $who } endret { $field }
record-change-from = { $who } endret { $field } fra { $before } til { $after }
record-change-cleared = { $who } tømte { $field }

## Pages around the pages
page-live-changed = Noen har endret denne siden.
page-live-reload = Vis endringen
toast-created = { $name } ble opprettet.
toast-changed = { $name } ble endret.
toast-moved = { $name } ble flyttet til { $place }.
nav-activities = Aktiviteter

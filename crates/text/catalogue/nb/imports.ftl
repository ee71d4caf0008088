# Importer: velg filer, kontroller, last inn.

import-title = Importer
import-new = Ny import
import-empty = Ingen importer ennå. Ta med en eksport fra CRM-systemet eller en hvilken som helst tabell som CSV eller Excel.
import-step = Steg { $step } av { $steps }
import-step-files = Filer
import-step-check = Kontroll
import-step-load = Last inn
import-files-choose = Velg filer
import-files-drop = eller slipp dem her
import-files-hint = CSV (også .gz) og XLSX; flere filer i valgfri rekkefølge.
import-kind = Hva radene er
import-kind-people = Personer
import-kind-teams = Salgsteam
import-kind-accounts = Kunder
import-kind-contacts = Kontakter
import-kind-products = Produkter
import-kind-opportunities = Salgsmuligheter
import-kind-unknown = Ikke gjenkjent
import-source = Gjenkjent som { $source }
import-source-salesforce = Salesforce-eksport
import-source-hubspot = HubSpot-eksport
import-source-pipedrive = Pipedrive-eksport
import-source-plain = tabell med vanlige overskrifter
import-encoding = Tegnkoding
import-separator = Skilletegn
import-separator-tab = tabulator
import-date-style = Datoer
import-date-style-ambiguous = Dag og måned kan ikke skilles i denne filen. Velg.
import-header = Første rad har navnene
import-column = Kolonne
import-column-to = blir
import-column-skip = ta ikke med
import-column-sample = For eksempel
import-as-of = Listen gjelder per
import-complete = De som mangler, har sluttet
import-mapping-save = Lagre disse valgene
import-mapping-use = Bruk lagrede valg
import-mapping-name = Navn på valgene
import-alias = Deres og våre
import-alias-is = «{ $theirs }» er vår
import-preview = Forhåndsvisning
import-dry-run = Ingenting er skrevet ennå.
import-dry-run-would = Denne importen vil:
import-start = Last inn { $count } rader
import-created = { $count ->
    [one] { $count } opprettet
   *[other] { $count } opprettet
}
import-updated = { $count ->
    [one] { $count } oppdatert
   *[other] { $count } oppdatert
}
import-unchanged = { $count ->
    [one] { $count } uendret
   *[other] { $count } uendret
}
import-ended = { $count ->
    [one] { $count } avsluttet
   *[other] { $count } avsluttet
}
import-rejected = { $count ->
    [one] { $count } avvist
   *[other] { $count } avvist
}
import-progress = { $done } av { $total } rader
import-rate = { $rate } rader per sekund
import-time-left = omtrent { $time } igjen
import-goes-on = Den fortsetter om du forlater siden.
import-cancel = Avbryt importen
import-cancelled = Avbrutt. Ingenting ble endret.
import-done = Ferdig
import-done-rejects = Ferdig, med avviste rader
import-rejects-download = Last ned de avviste radene med årsaker
import-rejects-hint = Rett dem og importer den filen: det som er inne allerede, blir som det er.
import-reason = Årsak
import-line = Linje { $line }
import-undo = Angre denne importen
import-undo-hint = Tar tilbake det den laget og endret, om det ikke er endret igjen siden.
import-undone = Importen er angret.
import-state-draft = utkast
import-state-waiting = venter
import-state-running = kjører
import-state-done = ferdig
import-state-failed = feilet
import-state-cancelled = avbrutt
import-state-undone = angret
import-placeholder = { $count ->
    [one] { $count } eier var ukjent og ble en inaktiv person.
   *[other] { $count } eiere var ukjente og ble inaktive personer.
}
import-unknown-stages = Ukjente faser blir salgsprosessen { $name }.

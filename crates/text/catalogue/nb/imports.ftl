# Importer: velg filer, kontroller, last inn.

import-title = Importer
import-new = Ny import
import-empty = Ingen importer ennå. Ta med en eksport fra CRM-systemet eller en hvilken som helst tabell som CSV eller Excel.
import-step = Steg { $step } av { $steps }
import-step-files = Filer
import-step-check = Kontroll
import-step-load = Last inn
import-files-choose = Velg filer
import-files-hint = CSV (også .gz) og XLSX; flere filer i valgfri rekkefølge.
import-kind = Hva radene er
import-kind-people = Personer
import-kind-teams = Salgsteam
import-kind-accounts = Kunder
import-kind-contacts = Kontakter
import-kind-products = Produkter
import-kind-opportunities = Salgsmuligheter
import-kind-unknown = Ikke gjenkjent
import-source-salesforce = Salesforce-eksport
import-source-hubspot = HubSpot-eksport
import-source-pipedrive = Pipedrive-eksport
import-source-plain = tabell med vanlige overskrifter
import-encoding = Tegnkoding
import-separator = Skilletegn
import-separator-tab = tabulator
import-date-style = Datoer
import-column = Kolonne
import-column-to = blir
import-column-skip = ta ikke med
import-column-sample = For eksempel
import-as-of = Listen gjelder per
import-complete = De som mangler, har sluttet
import-mapping-save = Lagre disse valgene
import-mapping-use = Bruk lagrede valg
import-mapping-name = Navn på valgene
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
import-goes-on = Den fortsetter om du forlater siden.
import-cancel = Avbryt importen
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

## The wizard
import-kind-pipelines = Salgsløp
import-kind-stages = Steg
import-state-reading = ikke lastet
import-when = Når
import-who = Av
import-console = kommandolinjen
import-state = Tilstand
import-check-again = Sjekk på nytt
import-mapping-download = Last ned valgene
import-mapping-file = Fil med valg (TOML)
import-mapping-saved = Valgene er lagret.
import-mapping-none = Ingen
import-options = Innstillinger
import-options-rosters = For lister over personer
import-as-of-hint = Uten dag gjelder listen fra begynnelsen.
import-id-scope = ID-er er unike innenfor
import-id-scope-none = Hele filen
import-root-marker = Hva som står for «ingen leder»
import-system = Systemet filene kommer fra
import-day-order = Datoer som 03/04
import-day-first = Dag først
import-month-first = Måned først
import-unknown-values = Verdier som er ukjente her
import-unknown-hint = Si hvilke av våre de betyr. Rader med en verdi som forblir ukjent, avvises.
import-unknown-leave = Avvis disse radene
import-unknown-rows = { $count } rader
import-too-many = { $count } rader er for mange å prøve på forhånd. Tallene kommer mens de lastes.
import-discard = Forkast filene
import-discarded = Filene er forkastet.
import-load-again = Sjekk og last på nytt
import-warnings = Advarsler
import-rejects = Avviste rader
import-more = og { $count } til
import-undone-removed = Fjernet
import-undone-from-trash = av disse i papirkurven
import-undone-restored = Som før igjen
import-undone-kept = Ikke angret
import-record = Post
import-stopping = Den stopper etter dette steget.
import-stopped = Stoppet. Det som er lastet, blir, og kan angres.
import-waiting = Den venter på tur.
import-file-unread = Filen kan ikke leses
import-field-account_name = Kunde ved navn
import-field-agent = Selger
import-field-closed_on = Lukket dag
import-field-external_role = Rolle i kilden
import-field-founded_year = Stiftet år
import-field-id = ID
import-field-industry = Bransje
import-field-is_closed = Er lukket
import-field-is_deleted = Er slettet
import-field-is_won = Er vunnet
import-field-line = Produktlinje
import-field-lost_on = Tapt dag
import-field-office = Kontor
import-field-place = Plass i rekkefølgen
import-field-postal_code = Postnummer
import-field-price = Listepris
import-field-region = Region
import-field-stage_id = Steg ved ID
import-field-status = Status
import-field-street = Gate
import-field-type = Type
import-field-user_name = Brukernavn
refusal-import-not-undoable = En import som kjører, venter eller er angret, kan ikke angres.
refusal-import-not-open = Denne importen er allerede lastet.
refusal-import-interrupted = Serveren stoppet mens importen kjørte. Det som er lastet, blir: last på nytt for å fortsette, eller angre.
refusal-import-forbidden = Den som startet importen, har ikke lenger lov til å importere.
refusal-import-broke = Importen brøt av. Det som er lastet, blir: last på nytt for å fortsette, eller angre.
refusal-undo-changed-since = Den er endret siden.
refusal-undo-in-use = Noe annet viser til den.
refusal-undo-gone = Det den viste til før, er borte.
refusal-undo-in-trash = Den ligger i papirkurven, og blir der slik den ble slettet.
refusal-undo-organisation = Senere endringer i organisasjonen bygger på den.
refusal-undo-organisation-owns = Poster som blir, tilhører stillingene i den.
import-kind-leads = Leads
import-kind-activities = Aktiviteter
import-field-record = Gjelder
import-field-lead = Lead
refusal-activity-record = Den sier ikke hva den gjelder: en kunde, kontakt, lead eller salgsmulighet med id, e-post eller navn.
refusal-activity-unknown = Ingenting her heter «{ $value }».
refusal-activity-when = Den sier ikke når det skjedde.
import-duplicates = Rader som trolig er en post som finnes, eller en annen rad i filen
import-duplicates-new = lag dem på nytt
import-duplicates-skip = hopp over dem, med grunnen
import-duplicates-update = oppdater den posten eller raden
import-row = Rad
import-row-likely = Hva den trolig er
import-row-becomes = Hva som skjer med den
import-row-as-file = som de andre
import-row-new = lag den på nytt
import-row-skip = hopp over den
import-row-update = oppdater det den trolig er
import-rows-likely = { $count ->
    [one] Én rad er trolig en annen
   *[other] { $count } rader er trolig en annen
}
import-make-field = Gjør til et felt
refusal-import-sensitive = Disse radene inneholder et felt som er følsomt. Bare de som har rettigheten «Følsomme felt», tar dem med seg.

# Organisasjonen: kart, personer, enheter, kontroller, endringer.

organisation-title = Organisasjon
organisation-chart = Kart
organisation-people = Personer
organisation-positions = Stillinger
organisation-units = Enheter
organisation-coverage = Dekning
organisation-checks = Kontroller
organisation-drafts = Utkast
organisation-outline = Disposisjon
organisation-on-day = Per { $day }
organisation-on = På dag
organisation-day-slider = Dag, blant dem da noe endret seg
organisation-day-changes = { $count ->
    [one] { $count } endring denne dagen
   *[other] { $count } endringer denne dagen
}
organisation-show = Vis { $what }
organisation-show-people = personer
organisation-show-positions = stillinger
organisation-show-units = enheter
organisation-colour-by = Farge etter { $measure }
organisation-colour-none = Ingen farge
organisation-colour-unit = Farge etter enhet
organisation-legend-below = under { $value }
organisation-legend-over = over { $value }
organisation-fit = Tilpass
organisation-zoom-in = Zoom inn
organisation-zoom-out = Zoom ut
organisation-fold = Fold sammen
organisation-unfold = Fold ut
organisation-fold-all = Fold sammen alt
organisation-unfold-all = Fold ut alt
organisation-fold-level = Fold til nivå { $level }
organisation-export = Eksporter
organisation-export-svg = SVG-bilde
organisation-export-png = PNG-bilde
organisation-export-pdf = PDF-dokument
organisation-print = Skriv ut
organisation-find = Finn person, stilling eller enhet
organisation-empty = Ingen organisasjon ennå. Begynn med en mal eller importer personene.
organisation-empty-template = Begynn med en mal
organisation-empty-import = Importer personer
organisation-vacant = ledig
organisation-vacant-since = ledig siden { $day }
organisation-acting = fungerende: { $name }
organisation-share = { $share } av tiden
organisation-reports-to = Rapporterer til
organisation-reports = { $count ->
    [one] { $count } direkte underordnet
   *[other] { $count } direkte underordnede
}
organisation-below = { $count ->
    [one] { $count } stilling under
   *[other] { $count } stillinger under
}
organisation-people-units = { $people ->
    [one] { $people } person · { $units }
   *[other] { $people } personer · { $units }
}
organisation-unit-count = { $count ->
    [one] { $count } enhet
   *[other] { $count } enheter
}
organisation-dotted-line = Stiplet linje til { $name }
organisation-chain = Kommandolinje
organisation-holder = Innehaver
organisation-since = siden { $day }
organisation-until = til { $day }
organisation-history = Stillingens historikk
organisation-location = Sted
organisation-languages = Språk
organisation-capacity = Kapasitet
organisation-cost = Kostnad per år
organisation-quota-class = Kvoteklasse
organisation-role = Rolle
organisation-responsibilities = Ansvar
organisation-sales-model = Salgsmodell
organisation-sales-model-inherited = fra { $unit }
organisation-stub = nevnt som leder, men ikke beskrevet noe sted
organisation-stats-nodes = Stillinger
organisation-stats-roots = Topper
organisation-stats-managers = Ledere
organisation-stats-depth = Nivåer under toppen
organisation-stats-span = Største kontrollspenn
organisation-changes-90 = Endringer på 90 dager
organisation-diff = Hva som endret seg mellom { $from } og { $to }
organisation-diff-joined = Kom til
organisation-diff-left = Sluttet
organisation-diff-moved = Flyttet
organisation-diff-none = Ingenting endret seg.

## Sales models and kinds
model-assembly_line = samlebånd
model-island = øy
model-pod = pod
model-assembly_line-explained = En rolle for hver del av kundereisen, med overleveringer mellom dem.
model-island-explained = Én person fra første samtale til oppfølging.
model-pod-explained = Et lite team med flere roller deler kundene sine.
unit-kind-company = Selskap
unit-kind-division = Divisjon
unit-kind-region = Region
unit-kind-department = Avdeling
unit-kind-team = Team
unit-kind-pod = Pod
assignment-regular = Fast
assignment-acting = Fungerende
distribution-owner = Til eieren av kunden
distribution-round_robin = Etter tur
distribution-weighted = Etter tur, vektet
distribution-least_loaded = Til den med mest ledig kapasitet
distribution-best_fit = Til den som passer best

## Checks, each with how to mend it
checks-title = Kontroll av organisasjonen
checks-none = Ingenting å rette.
checks-found = { $count ->
    [one] { $count } funn
   *[other] { $count } funn
}
checks-mend = Rett
checks-severity-error = feil
checks-severity-warning = advarsel
check-duplicate_id = Doble id-er
check-duplicate_id-mend = To rader har samme id; den siste gjelder. Gi en av dem en annen id og importer på nytt.
check-missing_manager = Ledere som mangler
check-missing_manager-mend = Lederen som er nevnt, er ikke beskrevet noe sted. Velg en leder, eller legg til stillingen.
check-self_report = Rapporterer til seg selv
check-self_report-mend = Stillingen oppgir seg selv som leder. Velg en annen, eller la den stå øverst.
check-reporting_cycle = Rapportering i ring
check-reporting_cycle-mend = Linjen ender der den begynte. Velg en leder utenfor ringen for en av dem.
check-uncovered_role = Udekkede roller
check-uncovered_role-mend = Ingen har denne rollen. Sett en person i en av stillingene, eller gi rollen til en annen stilling.
check-conflicting_roles = Roller i konflikt hos én person
check-conflicting_roles-mend = Én person har roller som skal kontrollere hverandre. Flytt en av dem til en annen.
check-span_out_of_band = Kontrollspenn utenfor båndet
check-span_out_of_band-mend = Denne lederen har for mange eller for få direkte underordnede. Flytt noen av dem.
check-single_point_of_coverage = Dekning som henger på én
check-single_point_of_coverage-mend = Bare én person har dette. Utpek en stedfortreder, eller del stillingen.
check-share_over_100 = Andeler over 100 %
check-share_over_100-mend = Andelene til denne personen er til sammen mer enn det hele. Senk en av dem.
check-vacant_manager = Ledige lederstillinger
check-vacant_manager-mend = Noen rapporterer til en stilling som ingen har. Sett inn en person, eller en fungerende.

## Edits
edit-effective = Gjelder fra
edit-add_unit = Legg til enhet
edit-rename_unit = Gi enheten nytt navn
edit-move_unit = Flytt enheten
edit-set_sales_model = Velg salgsmodell
edit-end_unit = Avslutt enheten
edit-add_position = Legg til stilling
edit-change_position = Endre stillingen
edit-move_position = Flytt stillingen
edit-end_position = Avslutt stillingen
edit-assign = Sett inn en person
edit-end_assignment = Avslutt tilknytningen
edit-vacate = Gjør ledig
edit-add_dotted_line = Legg til stiplet linje
edit-end_dotted_line = Avslutt stiplet linje
edit-add_coverage = Legg til dekning
edit-end_coverage = Avslutt dekning
edit-put_person = Endre personen
edit-done = Endret fra og med { $day }.
edit-draft = Lag utkast til omorganisering

## Templates
template-account-based = Kundebasert
template-account-based-explained = Nøkkelkunder, team for små og mellomstore kunder, leadgenerering, kundeoppfølging og salgsdrift under én salgssjef.
template-assembly-line = Samlebånd
template-assembly-line-explained = Leadgenerering, salgsutvikling, kundeansvarlige og kundeoppfølging, etter hverandre.
template-island = Øy
template-island-explained = Hver selger følger kunden hele veien.
template-pod = Poder
template-pod-explained = Små team med flere roller som deler kundene.
template-key-account-team = Nøkkelkundeteam
template-key-account-team-explained = En sponsor i ledelsen, visepresidenter, områdeledere, utesalg og innesalg rundt store kunder.
template-enablement = Salgsstøtteteam
template-enablement-explained = En leder for salgsstøtte, programledere og spesialister.

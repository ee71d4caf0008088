# Organisasjonen: kart, personer, enheter, kontroller, endringer.

organisation-title = Organisasjon
organisation-chart = Kart
organisation-people = Personer
organisation-units = Enheter
organisation-coverage = Dekning
organisation-checks = Kontroller
organisation-outline = Disposisjon
organisation-on-day = Per { $day }
organisation-on = På dag
organisation-show = Vis { $what }
organisation-show-people = personer
organisation-show-positions = stillinger
organisation-show-units = enheter
organisation-colour-by = Farge etter { $measure }
organisation-colour-none = Ingen farge
organisation-legend-below = under { $value }
organisation-legend-over = over { $value }
organisation-fold = Fold sammen
organisation-unfold-all = Fold ut alt
organisation-fold-level = Fold til nivå { $level }
organisation-export = Eksporter
organisation-export-svg = SVG-bilde
organisation-export-png = PNG-bilde
organisation-export-pdf = PDF-dokument
organisation-empty = Ingen organisasjon ennå. Begynn med en mal eller importer personene.
organisation-empty-template = Begynn med en mal
organisation-vacant = ledig
organisation-vacant-since = ledig siden { $day }
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
organisation-holder = Innehaver
organisation-since = siden { $day }
organisation-until = til { $day }
organisation-history = Stillingens historikk
organisation-responsibilities = Ansvar
organisation-sales-model = Salgsmodell
organisation-sales-model-inherited = fra { $unit }
organisation-stub = nevnt som leder, men ikke beskrevet noe sted
organisation-changes-90 = Endringer på 90 dager
organisation-diff-joined = Kom til
organisation-diff-left = Sluttet
organisation-diff-moved = Flyttet
organisation-of-positions = { $count ->
    [one] av { $count } stilling
   *[other] av { $count } stillinger
}
organisation-vacant-count = Ledige stillinger
organisation-finding = Funnet
organisation-known = Det som er kjent
organisation-more-findings = { $count ->
    [one] og { $count } til
   *[other] og { $count } til
}
organisation-people-count = { $count ->
    [one] { $count } person
   *[other] { $count } personer
}
organisation-always = fra begynnelsen
organisation-position-count = { $count ->
    [one] { $count } stilling
   *[other] { $count } stillinger
}
organisation-top = Rapporterer til ingen.
organisation-new-person = Eller navnet på en ny person
organisation-replace = I stedet for den som har stillingen nå
organisation-position = Stillingen
organisation-lines-and-coverage = Linjer og dekning
organisation-dotted = Stiplede linjer
organisation-dotted-to = Rapporterer også til
organisation-dotted-label = Om hva
organisation-dotted-reports = Rapporterer hit med stiplet linje
organisation-share-percent = Andel av tiden, i prosent
organisation-assignment-kind = Fast eller fungerende

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
checks-none = Ingenting å rette.
checks-found = { $count ->
    [one] { $count } funn
   *[other] { $count } funn
}
checks-mend = Rett
checks-severity-error = feil
checks-severity-warning = advarsel
checks-severity-info = verdt å vite
checks-looked-at = { $count ->
    [one] { $count } kontroll uten funn
   *[other] { $count } kontroller uten funn
}
check-duplicate_id = Doble id-er
check-missing_manager = Ledere som mangler
check-self_report = Rapporterer til seg selv
check-reporting_cycle = Rapportering i ring
check-other_defect = Andre feil i kilden
check-several_roots = Flere topper
check-manager_outside_chain = Leder i en enhet utenfor linjen
check-span_out_of_band = Kontrollspenn utenfor båndet
check-stub_position = Stillinger som bare er nevnt
check-nobody_seated = Ingen har noen stilling
check-vacant_manager = Ledige lederstillinger
check-share_over_100 = Andeler over 100 %
check-over_assigned = Stillinger som er besatt mer enn helt
check-conflicting_roles = Roller i konflikt hos én person
check-uncovered_role = Udekkede roller
check-uncovered_coverage = Dekning uten noen bak
check-uncovered_segment = Segmenter uten dekning
check-single_point_of_coverage = Dekning som henger på én
check-empty_unit = Tomme enheter
check-ended_unit_with_positions = Avsluttede enheter med stillinger

## Ways to mend what a check found
mend-give_new_id = To rader har samme id; den siste gjelder. Gi en av dem en annen id og importer på nytt.
mend-choose_manager = Velg en leder, eller la stillingen stå øverst.
mend-break_cycle = Linjen ender der den begynte. Velg en leder utenfor ringen for en av dem.
mend-look_at_source = Se på raden i kilden, rett den der og importer på nytt.
mend-choose_top = Hvis en av dem er øverst, la de andre rapportere til noen.
mend-confirm_line = Bekreft at linjen er ment slik, eller flytt stillingen til lederens enhet.
mend-split_or_merge_team = Del teamet, eller slå det sammen med et annet.
mend-describe_position = Rader nevner denne stillingen som leder, men ingen beskriver den. Beskriv den, eller velg en annen leder.
mend-import_people = Importer personer, eller sett dem inn i kartet.
mend-fill_or_move_reports = Sett inn en person, utpek en fungerende, eller la de underordnede rapportere til en annen.
mend-lower_shares = Andelene til denne personen er til sammen mer enn det hele. Senk en av dem.
mend-add_position_or_lower_shares = Legg til en stilling for den andre innehaveren, eller senk andelene.
mend-split_roles = Flytt en av rollene til en annen.
mend-assign_role = Gi rollen til en stilling som noen har, eller sett en person i en som har den.
mend-cover_segment = La en enhet eller en stilling dekke det.
mend-staff_coverage = Ingen har en stilling der. Sett inn noen, eller la en annen enhet eller stilling dekke det.
mend-name_second_holder = Utpek en stedfortreder, eller del stillingen.
mend-end_or_fill_unit = Avslutt enheten, eller legg stillinger til i den.
mend-move_to_unit = Flytt stillingene til en enhet som fortsetter.

## What is known of a finding, one text per value
finding-below = { $value ->
    [one] { $value } stilling under
   *[other] { $value } stillinger under
}
finding-by = fra og med { $value }
finding-check = kalt { $value } i kilden
finding-claim = kilden sier «{ $value }»
finding-external_id = id { $value }
finding-least = minst { $value }
finding-manager = leder: { $value }
finding-manager_unit = i { $value }
finding-model = salgsmodell: { $value }
finding-most = høyst { $value }
finding-one = har { $value }
finding-other = og { $value }
finding-people = { $value ->
    [one] { $value } person
   *[other] { $value } personer
}
finding-player_coach = selger selv også
finding-positions = { $value ->
    [one] { $value } stilling
   *[other] { $value } stillinger
}
finding-reports = { $value ->
    [one] { $value } direkte underordnet
   *[other] { $value } direkte underordnede
}
finding-role = rolle: { $value }
finding-segment = segment: { $value }
finding-share_bp = { $value } av tiden
finding-source = { $value }
finding-stages = faser: { $value }
finding-unit = enhet: { $value }
conflict-sets_and_earns = setter tallene og tjener på dem
conflict-hunter_and_farmer = vinner nye kunder og pleier gamle

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
edit-change_assignment = Endre andel eller type
edit-change_coverage = Endre dekning
edit-row = Endre
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

## Hvorfor en endring ikke kan angres
refusal-undo-edited-since = Det endringen skrev, er endret siden ({ $kind }). Angre den senere endringen først.
refusal-undo-position-rests = «{ $name }» hviler på noe som ville forsvinne. Flytt eller avslutt den først.
refusal-undo-unit-rests = Enheten «{ $name }» hviler på noe som ville forsvinne. Flytt eller avslutt den først.
refusal-undo-cycle = Med senere endringer ville angringen lukke en sirkel ved «{ $name }».

## Beginning from templates and people
start-how = Hvordan selger dere? Flere går sammen.
start-by-what = Hva skiller dere kundene etter?
start-by-what-hint = Én per linje, eller med komma mellom. Strukturen kopieres for hver; det som tjener alle, står én gang.
start-geographies = Land, regioner eller byer
start-geographies-hint = En kopi av strukturen for hver, som dekker kundene der.
start-sizes = Kundestørrelser
start-sizes-hint = key, enterprise, mid, small, eller antall ansatte: 500+, 50-499, <50.
start-verticals = Bransjer
start-verticals-hint = Slik de står på kundene.
start-product-lines = Produktlinjer
start-product-lines-hint = En pod eller et forretningsområde for hver, der malen har slike.
start-look = Vis kartet
start-build = Bygg det
start-skip = Hopp over dette steget
start-built = Bygd fra og med i dag.
start-outlook = Slik ville det se ut
start-would-make = Nye enheter: { $units }. Nye stillinger, ledige til folk kommer: { $positions }.
start-people-about = En CSV- eller XLSX-fil med én rad per person. Lederen kan nevnes med id, e-post eller navn. Før noe lastes inn, ser du hva det blir til.
start-people-hint = Kolonnene kan hete noe annet og stå i en annen rekkefølge; hva som er hva, gjenkjennes og kan endres.
start-later = Gjør dette senere og gå til kartet
start-people-chart = Kartet med disse personene
refusal-template-none = Velg minst én.
refusal-size-unknown = «{ $value }» er ingen størrelse: skriv key, enterprise, mid eller small, eller et antall ansatte som 500+, 50-499 eller <50.
refusal-too-many-copies = Det gir { $count } kopier av strukturen; det kan være { $most }.

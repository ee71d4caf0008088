# Oppføringer som sannsynligvis er én.

matching-duplicates = Duplikater
matching-explained = Oppføringer som sannsynligvis er ett selskap eller én person. Eiere, assistenter og morselskap teller ikke; det de selv er kjent ved, teller.
matching-none = Ingen oppføringer ser ut som én og samme.
matching-more = Det er flere; avgjør disse først.
matching-one = Den ene
matching-other = Den andre
matching-why = Hvorfor
matching-decide = Avgjør
matching-keep-apart = Ikke den samme
matching-kept-apart = De holdes fra hverandre
matching-certain = nesten sikkert
matching-probable = sannsynlig
matching-records = { $count ->
    [one] { $count } oppføring
   *[other] { $count } oppføringer
}
matching-likely = { $count ->
    [one] Denne finnes kanskje allerede:
   *[other] Dette er kanskje en av disse:
}
matching-create-anyway = Opprett likevel
refusal-likely-there = Det finnes kanskje en allerede. Se på dem som er listet over feltene, eller opprett likevel.

sameness-email = samme e-postadresse
sameness-name = samme navn
sameness-name-alike = lignende navn
sameness-domain = samme nettdomene
sameness-phone = samme telefon
sameness-company = samme selskap
sameness-city = samme sted
sameness-other-name = annet navn
sameness-other-domain = annet nettdomene
sameness-other-country = annet land
event-kept_apart = { $who } sa at den ikke er den samme som en annen

refusal-merge-itself = Velg to oppføringer.
refusal-merge-kind = Oppføringer av denne typen slås ikke sammen.
refusal-merge-undone = De er allerede delt igjen.
event-merged = { $who } gjorde en annen oppføring til en del av den
event-merged_away = { $who } gjorde den til en del av en annen oppføring
event-unmerged = { $who } delte dem i to igjen
field-merged = Gikk inn i den

matching-merge = Slå sammen
matching-fields = Hvilke verdier som gjelder
matching-merge-explained = «{ $gone }» blir en del av «{ $kept }»: kontakter, salgsmuligheter, aktiviteter, team og historikk følger med. Det kan angres.
matching-keep-other = Behold den andre i stedet
matching-merge-alike = De er like; det den ene mangler, får den fra den andre.
matching-merge-certain = Slå sammen alle som er nesten sikre
matching-merged = «{ $name }» er nå en del av den
matching-merged-count = { $count ->
    [0] Ingenting ble slått sammen
    [one] { $count } oppføring ble slått sammen
   *[other] { $count } oppføringer ble slått sammen
}
matching-unmerged = «{ $name }» står for seg selv igjen
matching-lately = Slått sammen nylig
matching-undo = Angre

# Folk som slutter.

departure-title = Sluttede
departure-new = Noen slutter
departure-explained = Tilsettingene avsluttes, brukeren kan ikke lenger logge inn, og det åpne arbeidet på plassene som blir tomme, flyttes. Det som er lukket, blir der det var. Den som slutter en senere dag, beholder alt til da.
departure-none = Ingen har sluttet ennå.
departure-on = Første dag borte
departure-heir-title = Arbeidet går
departure-heir-coverage = dit dekningen sender det
departure-heir-position = til én plass
departure-heir-successor = ingen steder: det venter på en etterfølger
departure-position = Plass
departure-position-hint = Tar alt sammen. Bare når én plass skal ta det.
departure-look = Vis hva som ville skje
departure-work = Arbeid
departure-queue = en kø
departure-moved = Flyttede poster
departure-user = De kan ikke lenger logge inn, og logges ut overalt.
departure-seats = Blir tomme: { $seats }.
departure-shared = Disse har andre også, og beholder arbeidet der: { $seats }.
departure-open = Åpent arbeid:
departure-nothing = ingenting
departure-waiting = Overleveringer som venter på svar: { $count }. De eskaleres når tiden er ute.
departure-part = Det er så mye at bare den første delen ble undersøkt. Kontakter og oppgaver følger postene sine.
departure-go = { $name } slutter
departure-go-on = Fortsett
departure-planned = planlagt
departure-moving = flyttes
departure-done = ferdig
departure-undone = tatt tilbake
departure-undo = Ta det tilbake
departure-back = Tilbake der de var: { $count } poster.
departure-back-some = Tilbake der de var: { $count } poster. Endret siden, og blir: { $kept }.
departure-user-leaves = Slutter i firmaet
departure-day = At noen slutter, føres på dagen eller etterpå.
departure-planned-already = Det er alt planlagt at de slutter. Ta det tilbake først.
departure-heir = Velg en plass som noen andre har.
departure-oneself = Du kan ikke la deg selv slutte. Be en annen administrator.
departure-many-account = { $count ->
    [one] { $count } kunde
   *[other] { $count } kunder
}
departure-many-opportunity = { $count ->
    [one] { $count } salgsmulighet
   *[other] { $count } salgsmuligheter
}
departure-many-lead = { $count ->
    [one] { $count } lead
   *[other] { $count } leads
}
departure-many-contact = { $count ->
    [one] { $count } kontakt
   *[other] { $count } kontakter
}
departure-many-activity = { $count ->
    [one] { $count } oppgave eller møte
   *[other] { $count } oppgaver og møter
}
departure-many-outbound_list = { $count ->
    [one] { $count } ringeliste
   *[other] { $count } ringelister
}

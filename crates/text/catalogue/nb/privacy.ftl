# Personopplysninger: det som er lagret om en person, utlevert og slettet.

privacy-title = Personopplysninger
privacy-explained = Folk kan spørre hva dere har lagret om dem, og be om å få det slettet. Finn dem her med navn, e-post eller telefon: kontakter og leads, også slettede.
privacy-find = Navn, e-post eller telefon
privacy-search = Finn
privacy-none = Ingen kontakt eller lead har det navnet, den e-posten eller telefonen.
privacy-choose = Vis hva som er lagret
privacy-kept = Hva som er lagret
privacy-kept-explained = Kryss av for hver post som er denne personen, og gå videre.
privacy-several = Disse postene har ulike adresser eller navn. Gå bare videre hvis de er én person.
privacy-standing-deleted = i papirkurven
privacy-standing-erased = slettet for godt
privacy-count-records = { $count ->
    [one] { $count } post om dem
   *[other] { $count } poster om dem
}
privacy-count-activities = { $count ->
    [one] { $count } aktivitet
   *[other] { $count } aktiviteter
}
privacy-count-mails = { $count ->
    [one] { $count } e-post
   *[other] { $count } e-poster
}
privacy-count-events = { $count ->
    [one] { $count } linje i historikken
   *[other] { $count } linjer i historikken
}
privacy-count-other = { $count ->
    [one] { $count } annen rad
   *[other] { $count } andre rader
}
privacy-hand-over = Utlever
privacy-hand-over-explained = Én JSON-fil med alt som er lagret om dem: postene, aktivitetene, e-postene, deres del i salg og historikken. At den ble tatt ut, skrives ned.
privacy-download = Last ned filen
privacy-erase = Slett for godt
privacy-erase-explained = Navn, adresser, numre, notater og alt som bare er sagt med dem, slettes, også fra historikken. Postene blir stående uten navn, så salg og tall stemmer. Dette kan ikke angres; eldre sikkerhetskopier har dem fortsatt.
privacy-reason = Hvorfor
privacy-reason-hint = Hvem som spurte og når, eller deres eget saksnummer. Det blir lagret, så skriv ikke navn her.
privacy-erase-button = Slett for godt
privacy-sure = Ja, slett denne personen for godt
privacy-erased-done = Personen er slettet: { $count ->
    [one] { $count } post
   *[other] { $count } poster
}.
privacy-mentions = Kanskje også nevnt her
privacy-mentions-explained = Disse postene inneholder navnet eller adressen og endres ikke. Se på dem selv.
privacy-requests = Hva som er gjort
privacy-requests-none = Ingen er slettet, og ingenting er utlevert ennå.
privacy-when = Når
privacy-what = Hva
privacy-who = Av
privacy-rows = Rader
privacy-kind-exported = utlevert
privacy-kind-erased = slettet
privacy-erased-person = Slettet person
privacy-was-erased = Denne personen ble slettet { $at }. Det som er igjen, teller for salg og tall.
privacy-by-rule = produktet
event-erased = { $who } slettet personen for godt
event-handed_over = { $who } utleverte det som er lagret om en person
noun-privacy = Personopplysninger
refusal-privacy-nobody = Nevn minst én kontakt eller ett lead.
refusal-privacy-many = Høyst { $most } poster om gangen.
refusal-privacy-reason-long = En grunn har høyst { $most } tegn.
refusal-privacy-sure = Si at du er sikker: det kan ikke angres.
refusal-erase-done = Personen i post { $id } er slettet fra før.
refusal-erase-sending = En e-post til dem er på vei ut akkurat nå. Prøv igjen om et minutt.
refusal-erase-import = De står i { $file }, som venter på å bli importert. Importer eller forkast den først.
refusal-erase-history = Historikken er endret bak produktets rygg, i strekningen til segl { $seal }. Kjør doctor, og få det avklart først.
refusal-erase-clock = En linje i historikken er senere enn nå: klokken er stilt tilbake. Prøv igjen når tiden er gått.

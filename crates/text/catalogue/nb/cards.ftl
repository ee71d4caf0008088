## Filer med kort og kalendere
cards-empty = Filen er tom; eksporter den på nytt.
cards-nothing-inside = Filen inneholder verken kort eller hendelser. Eksporter den som vCard (.vcf) eller iCalendar (.ics).
cards-too-large = Filen er større enn { $limit } byte; del den i mindre filer.
cards-too-many = Filen inneholder mer enn { $limit } kort, hendelser og deler av dem; del den i mindre filer.
cards-other-encoding = Linjen er ikke skrevet i UTF-8 og ble lest i en eldre tegnkoding; se over bokstavene.
cards-control-characters = Styretegn ble fjernet fra linjen.
cards-unreadable = Linjen kunne ikke leses og ble utelatt; hver linje trenger et navn og et kolon.
cards-stray = Linjen står utenfor ethvert kort og enhver hendelse og ble utelatt.
cards-odd-name = «{ $name }» er ikke et gyldig navn på en egenskap; det ble beholdt, men ikke brukt.
cards-odd-value = { $name } kan ikke være «{ $value }»; verdien ble ikke brukt. Rett den i filen der det betyr noe.
cards-repaired = { $name } var skrevet «{ $value }»; det er klart hva som var ment, og det ble brukt.
cards-repeated = { $name } står der to ganger; den første gjelder.
cards-not-closed = { $name } har ingen slutt; den ble regnet som slutt der den neste begynner.
cards-not-open = Her slutter { $name } uten å ha begynt; linjen ble utelatt.
cards-too-deep = Deler inni deler i meningsløst mange nivåer ble utelatt.
cards-no-calendar = Det står ingen kalender rundt dette; det ble lest som om det gjorde det.
cards-name-derived = Kortet har ikke noe navn; det ble laget av de andre feltene.
cards-name-missing = Kortet har verken navn eller noe å lage et av.
cards-start-missing = Hendelsen sier ikke når den begynner.
cards-end-before-start = Hendelsen slutter før den begynner; slutten ble ikke brukt.
cards-unknown-zone = Ingen kjenner tidssonen «{ $name }»; klokkeslett leses i selskapets egen.
cards-more = { $count } flere merknader er ikke tatt med.

## En kalender for andre programmer
calendar-title = Kalender
calendar-explained = Andre programmer kan vise møtene, samtalene og oppgavene dine med frist. De leser dem på en hemmelig adresse; alle som har den, kan også lese dem.
calendar-made = Adressen som er i bruk, ble laget { $at }.
calendar-make = Lag en adresse
calendar-renew = Lag en ny adresse
calendar-end = Avslutt den
calendar-ended = Adressen kan ikke brukes lenger
calendar-shown-once = Abonner på denne adressen, på denne tjeneren, i kalenderprogrammet ditt. Den vises ikke igjen.
calendar-address = Kalenderens adresse
activity-save-event = Lagre til kalender (.ics)

## Møter fra en kalenderfil
arriving-title = Fra en kalenderfil
arriving-take = Hent møtene
arriving-file = Kalenderfil (.ics)
arriving-hint = Hendelser blir møter på kontaktene som deltar. Den samme filen to ganger endrer ingenting.
arriving-became = Hva det ble av
arriving-done = Lagt til { $added }, endret { $changed }, uendret { $unchanged }.
arriving-left = Utelatt
arriving-remarks = Merknader etter linje
refusal-event-nobody = Ingen av deltakerne er kontakter hos deg.
refusal-event-cancelled = Det er avlyst og ikke kjent her.
refusal-event-without-uid = Det har ingen UID og kunne derfor ikke kjennes igjen.

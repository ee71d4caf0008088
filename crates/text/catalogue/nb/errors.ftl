# Sider som sier hva som gikk galt og hva man kan gjøre.

error-not-found-title = Finnes ikke
error-not-found = Det finnes ingenting på denne adressen, eller du har ikke tilgang til det.
error-forbidden-title = Ikke tillatt
error-forbidden = Du kan se dette, men ikke gjøre det. Be en administrator om tilgang.
error-conflict-title = Noen andre har også endret den
error-conflict = Ingenting er tapt. Velg for hvert felt hvilken verdi som gjelder.
error-invalid-title = Ikke lagret
error-invalid = { $count ->
    [one] { $count } felt må ses på.
   *[other] { $count } felt må ses på.
}
error-internal-title = Det gikk galt
error-internal = Det er vår feil, og den er logget som { $id }. Ingenting ble endret.
error-too-many-title = For mange forsøk
error-too-many = { $seconds ->
    [one] Vent { $seconds } sekund og prøv igjen.
   *[other] Vent { $seconds } sekunder og prøv igjen.
}
error-form-expired = Skjemaet er for gammelt til å stoles på. Last siden på nytt og gjenta.
error-busy-title = Opptatt
error-busy = Det skrives for mye akkurat nå. Prøv igjen om et øyeblikk.
error-too-large = Forespørselen er større enn den kan være.
error-unreached-title = Databasen svarer ikke
error-unreached = Det prøves på nytt. Kom tilbake om noen sekunder, og se etter om det du sendte ble lagret, før du sender det igjen.
error-full-title = Disken er full
error-full = Ingenting er endret. Den som drifter serveren, må skaffe plass; så går det videre av seg selv.
error-late-title = Det tok for lang tid
error-late = Det ble avbrutt. Be om mindre om gangen: kortere tid, færre poster, et filter.
error-token-reads-only = Dette tokenet kan bare lese.
error-body = Innholdet lar seg ikke lese: { $fault }
error-key-length = En idempotensnøkkel har 1 til { $count } tegn.
error-key-used = Denne idempotensnøkkelen er brukt til en annen forespørsel.
error-key-done = Dette ble gjort, eller påbegynt, under denne nøkkelen, og tjeneren stoppet før svaret ble lagret. Se på det som står, før du sender det under en annen nøkkel.
api-docs-title = API
api-docs-begin = Lag et token i innstillingene dine, og send det med hver forespørsel.
error-home = Gå til forsiden

# Hele historikken.

audit-title = Historikk
audit-explained = Hvem som endret hva, logget inn, ble avvist og tok med seg data. Det som har satt seg, forsegles med noen minutters mellomrom; doktoren sier om seglene holder.
audit-none = Ingenting av det slaget har skjedd.
audit-when = Når
audit-what = Hva som skjedde
audit-who = Hvem
audit-kind = Hva
audit-noun = På hva
audit-else = { $who }: { $kind }
event-signed_in = { $who } logget inn
event-sign_in_refused = { $who } slapp ikke inn
event-refused = { $who } ble avvist
event-exported = { $who } tok ut alt som filer
event-list_exported = { $who } tok ut en liste som fil

# Kunder.

account-title = Kunder
account-one = Kunde
account-new = Ny kunde
account-empty = Ingen kunder ennå. En kunde er et selskap dere selger til.
account-parent = Morselskap
account-subsidiaries = { $count ->
    [one] { $count } datterselskap
   *[other] { $count } datterselskaper
}
account-hierarchy = Hierarki
account-with-subsidiaries = med datterselskaper
account-team = Kundeteam
account-contacts = Kontakter
account-opportunities = Salgsmuligheter
account-won-total = Vunnet i alt
account-open-total = Åpent
tier-key = Nøkkelkunde
tier-enterprise = Stor
tier-mid = Mellomstor
tier-small = Liten

# Kunder.

account-title = Kunder
account-new = Ny kunde
account-empty = Ingen kunder ennå. En kunde er et selskap dere selger til.
account-hierarchy = Hierarki
account-team = Kundeteam
account-contacts = Kontakter
account-opportunities = Salgsmuligheter
tier-key = Nøkkelkunde
tier-enterprise = Stor
tier-mid = Mellomstor
tier-small = Liten

# Kontakter.

contact-title = Kontakter
contact-new = Ny kontakt
contact-empty = Ingen kontakter ennå. En kontakt er en person hos en kunde.
buying-role-economic_buyer = Økonomisk beslutningstaker
buying-role-decision_maker = Beslutningstaker
buying-role-champion = Forkjemper
buying-role-influencer = Påvirker
buying-role-user = Bruker
buying-role-blocker = Motstander
contact-export-cards = vCard (.vcf)
contact-save-card = Lagre som kort (.vcf)

# Contacts.

contact-title = Contacts
contact-new = New contact
contact-empty = No contacts yet. A contact is a person at an account.
buying-role-economic_buyer = Economic buyer
buying-role-decision_maker = Decision maker
buying-role-champion = Champion
buying-role-influencer = Influencer
buying-role-user = User
buying-role-blocker = Blocker
contact-export-cards = vCard (.vcf)
contact-save-card = Save as a card (.vcf)

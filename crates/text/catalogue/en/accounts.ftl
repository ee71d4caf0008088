# Accounts.

account-title = Accounts
account-new = New account
account-empty = No accounts yet. An account is a company you sell to.
account-hierarchy = Hierarchy
account-team = Account team
account-contacts = Contacts
account-opportunities = Opportunities
tier-key = Key
tier-enterprise = Enterprise
tier-mid = Mid-size
tier-small = Small

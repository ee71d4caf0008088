# Accounts.

account-title = Accounts
account-one = Account
account-new = New account
account-empty = No accounts yet. An account is a company you sell to.
account-parent = Parent company
account-subsidiaries = { $count ->
    [one] { $count } subsidiary
   *[other] { $count } subsidiaries
}
account-hierarchy = Hierarchy
account-with-subsidiaries = with subsidiaries
account-team = Account team
account-contacts = Contacts
account-opportunities = Opportunities
account-won-total = Won in all
account-open-total = Open
tier-key = Key
tier-enterprise = Enterprise
tier-mid = Mid-size
tier-small = Small

# Retention: how long people are kept with whom nothing happens.

retention-title = How long people are kept
retention-explained = A person with whom nothing happens is due after some months: no activity or mail, no change, nothing planned, no open deal. They are due when all their records are. Empty keeps them for good.
retention-contact = Contacts: months without anything happening
retention-contact-then = Contacts then
retention-lead = Leads: months without anything happening
retention-lead-then = Leads then
retention-months-hint = A whole number; empty keeps them for good.
retention-then-list = are listed here
retention-then-erase = are erased by the product
retention-rules-sure = Yes, people may be erased by themselves
retention-rules-sure-hint = For rules that erase. List them first and look at who is due: it cannot be undone.
retention-saved = The rules are set.
retention-due = Due to be erased
retention-due-explained = Look at each, tick whoever is to go, at most { $most } at once. They are erased as by hand, with the rule as the reason.
retention-nobody = Nobody is due.
retention-last = last on { $on }
retention-others = { $count ->
    [one] with another record
   *[other] with { $count } other records
}
retention-soon = erased by itself
retention-sure = Yes, erase whom I ticked for good
retention-erase = Erase whom I ticked
retention-reason = Rule: { $noun ->
    [lead] leads
   *[other] contacts
} with whom nothing happened for { $months ->
    [one] a month
   *[other] { $months } months
}
event-retention_set = { $who } set how long people are kept
field-retention_contact = Contacts are kept
field-retention_lead = Leads are kept
refusal-retention-months = Give a whole number of months, from 1 to { $most }, or nothing.
refusal-retention-kept = Record { $id } is not due: something has happened with the person, is planned, or no rule is set.

# Outbound lists.

outbound-title = Outbound lists
outbound-tab = Lists
outbound-new = New list
outbound-none = No lists yet
outbound-none-text = A list holds leads and contacts that you want to reach, one after another. Put them there from the leads, or make an empty one first.
outbound-open = Open
outbound-closed = Closed
outbound-late = Late
outbound-work = Work through it
outbound-purpose = What it is for
outbound-purpose-hint = One sentence: what you offer them, and why now.
outbound-starts-on = Begins on
outbound-due-on = To be done by
outbound-due-hint = Leave it empty where there is no last day.
outbound-begins = begins { $on }
outbound-due = to be done { $due }
outbound-closed-on = closed { $on }
outbound-close = Close the list
outbound-reopen = Open it again
outbound-was-closed = “{ $name }” is closed
outbound-reopened = “{ $name }” is open again
outbound-progress = How far it is
outbound-by-person = By person
outbound-nobody = Nobody on it yet
outbound-nobody-text = Select leads or contacts in their list and put them on this one by its name.
outbound-worked = { $worked } of { $total } tried or closed
outbound-hidden = { $count } more that you may not see
outbound-standing = What became of them
outbound-standing-untried = Not tried
outbound-standing-tried = Tried
outbound-standing-reached = Reached
outbound-standing-meeting = Meeting
outbound-standing-converted = Converted
outbound-standing-set_aside = Set aside
outbound-attempts = Tries
outbound-detail = Company or title
outbound-last = Last try
outbound-again = Next try
outbound-added = Put on
outbound-put-on = Put on a list
outbound-name-list = List, or a new name
outbound-all = All { $count } that the filter leaves
outbound-put = { $count } put on “{ $name }”
outbound-put-new = New list “{ $name }” with { $count }
outbound-put-some = { $count } put on “{ $name }”; { $already } there already
outbound-take-off = Take off the list
outbound-taken-off = { $count } taken off the list
outbound-undone = Taken back
outbound-pass = Pass over
outbound-whole = Whole record
outbound-waiting = { $count ->
    [one] { $count } waits today
   *[other] { $count } wait today
}
outbound-tried-times = { $count ->
    [one] tried once
   *[other] tried { $count } times
}
outbound-refuses-email = No e-mails
outbound-refuses-phone = No calls
outbound-left-alone = { $count ->
    [one] { $count } is passed over: they said no to every way there is to reach them.
   *[other] { $count } are passed over: they said no to every way there is to reach them.
}
outbound-done = Nobody on this list waits today
outbound-again-from = The next is due { $on }.
outbound-all-done = Everyone was reached or set aside.
outbound-to-list = To the list

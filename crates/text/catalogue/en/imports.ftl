# Imports: choose files, check, load.

import-title = Imports
import-new = New import
import-empty = No imports yet. Bring an export of your CRM or any table as CSV or Excel.
import-step = Step { $step } of { $steps }
import-step-files = Files
import-step-check = Check
import-step-load = Load
import-files-choose = Choose files
import-files-drop = or drop them here
import-files-hint = CSV (also .gz) and XLSX; several files in any order.
import-kind = What the rows are
import-kind-people = People
import-kind-teams = Sales teams
import-kind-accounts = Accounts
import-kind-contacts = Contacts
import-kind-products = Products
import-kind-opportunities = Opportunities
import-kind-unknown = Not recognised
import-source = Recognised as { $source }
import-source-salesforce = Salesforce export
import-source-hubspot = HubSpot export
import-source-pipedrive = Pipedrive export
import-source-plain = table with plain headers
import-encoding = Encoding
import-separator = Separator
import-separator-tab = tab
import-date-style = Dates
import-date-style-ambiguous = Day and month cannot be told apart in this file. Choose.
import-header = First row holds the names
import-column = Column
import-column-to = becomes
import-column-skip = leave out
import-column-sample = For example
import-as-of = The roster holds on
import-complete = Who is absent has left
import-mapping-save = Save these choices
import-mapping-use = Use saved choices
import-mapping-name = Name of the choices
import-alias = Theirs and ours
import-alias-is = “{ $theirs }” is our
import-preview = Preview
import-dry-run = Nothing has been written yet.
import-dry-run-would = This import would:
import-start = Load { $count } rows
import-created = { $count ->
    [one] { $count } created
   *[other] { $count } created
}
import-updated = { $count ->
    [one] { $count } updated
   *[other] { $count } updated
}
import-unchanged = { $count ->
    [one] { $count } unchanged
   *[other] { $count } unchanged
}
import-ended = { $count ->
    [one] { $count } ended
   *[other] { $count } ended
}
import-rejected = { $count ->
    [one] { $count } rejected
   *[other] { $count } rejected
}
import-progress = { $done } of { $total } rows
import-rate = { $rate } rows per second
import-time-left = about { $time } left
import-goes-on = It goes on when you leave this page.
import-cancel = Cancel the import
import-cancelled = Cancelled. Nothing was changed.
import-done = Done
import-done-rejects = Done, with rejected rows
import-rejects-download = Download the rejected rows with reasons
import-rejects-hint = Mend them and import that file: what is in already stays as it is.
import-reason = Reason
import-line = Line { $line }
import-undo = Undo this import
import-undo-hint = Takes back what it made and what it changed, unless it was changed again since.
import-undone = The import was undone.
import-state-draft = draft
import-state-waiting = waiting
import-state-running = running
import-state-done = done
import-state-failed = failed
import-state-cancelled = cancelled
import-state-undone = undone
import-placeholder = { $count ->
    [one] { $count } owner was not known and became an inactive person.
   *[other] { $count } owners were not known and became inactive people.
}
import-unknown-stages = Unknown stages become the pipeline { $name }.

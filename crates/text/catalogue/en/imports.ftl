# Imports: choose files, check, load.

import-title = Imports
import-new = New import
import-empty = No imports yet. Bring an export of your CRM or any table as CSV or Excel.
import-step = Step { $step } of { $steps }
import-step-files = Files
import-step-check = Check
import-step-load = Load
import-files-choose = Choose files
import-files-hint = CSV (also .gz) and XLSX; several files in any order.
import-kind = What the rows are
import-kind-people = People
import-kind-teams = Sales teams
import-kind-accounts = Accounts
import-kind-contacts = Contacts
import-kind-products = Products
import-kind-opportunities = Opportunities
import-kind-unknown = Not recognised
import-source-salesforce = Salesforce export
import-source-hubspot = HubSpot export
import-source-pipedrive = Pipedrive export
import-source-plain = table with plain headers
import-encoding = Encoding
import-separator = Separator
import-separator-tab = tab
import-date-style = Dates
import-column = Column
import-column-to = becomes
import-column-skip = leave out
import-column-sample = For example
import-as-of = The roster holds on
import-complete = Who is absent has left
import-mapping-save = Save these choices
import-mapping-use = Use saved choices
import-mapping-name = Name of the choices
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
import-goes-on = It goes on when you leave this page.
import-cancel = Cancel the import
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

## The wizard
import-kind-pipelines = Pipelines
import-kind-stages = Stages
import-state-reading = not loaded
import-when = When
import-who = By
import-console = command line
import-state = State
import-check-again = Check again
import-mapping-download = Download these choices
import-mapping-file = Mapping file (TOML)
import-mapping-saved = The choices were saved.
import-mapping-none = None
import-options = Options
import-options-rosters = For rosters of people
import-as-of-hint = Without a day, a roster holds from the beginning.
import-id-scope = Ids are unique within
import-id-scope-none = The whole file
import-root-marker = What stands for “no manager”
import-system = System the files come from
import-day-order = Days such as 03/04
import-day-first = Day first
import-month-first = Month first
import-unknown-values = Values that are unknown here
import-unknown-hint = Say which of ours they mean. Rows with a value that stays unknown are rejected.
import-unknown-leave = Reject these rows
import-unknown-rows = { $count } rows
import-too-many = { $count } rows are too many to try before. The counts come while they load.
import-discard = Discard these files
import-discarded = The files were discarded.
import-load-again = Check and load again
import-warnings = Warnings
import-rejects = Rejected rows
import-more = and { $count } more
import-undone-removed = Removed
import-undone-from-trash = of those in the trash
import-undone-restored = As before again
import-undone-kept = Not undone
import-record = Record
import-stopping = It stops after this step.
import-stopped = Stopped. What is in stays, and can be undone.
import-waiting = It waits for its turn.
import-file-unread = This file cannot be read
import-field-account_name = Account by name
import-field-agent = Sales agent
import-field-closed_on = Day closed
import-field-external_role = Role elsewhere
import-field-founded_year = Year founded
import-field-id = Id
import-field-industry = Industry
import-field-is_closed = Is closed
import-field-is_deleted = Is deleted
import-field-is_won = Is won
import-field-line = Product line
import-field-lost_on = Day lost
import-field-office = Office
import-field-place = Place in the order
import-field-postal_code = Postal code
import-field-price = List price
import-field-region = Region
import-field-stage_id = Stage by id
import-field-status = Status
import-field-street = Street
import-field-type = Type
import-field-user_name = User name
refusal-import-not-undoable = An import that runs, waits or was undone cannot be undone.
refusal-import-not-open = This import was loaded already.
refusal-import-interrupted = The server stopped while this import ran. What is in stays: load it again to go on, or undo it.
refusal-import-forbidden = Whoever began this import may no longer import.
refusal-import-broke = The import broke off. What is in stays: load it again to go on, or undo it.
refusal-undo-changed-since = It was changed since.
refusal-undo-in-use = Something else names it.
refusal-undo-gone = What it named before is gone.
refusal-undo-in-trash = It lies in the trash, and stays there as it was deleted.
refusal-undo-organisation = Later changes of the organisation rest on it.
refusal-undo-organisation-owns = Records that stay belong to its positions.
import-kind-leads = Leads
import-kind-activities = Activities
import-field-record = Record
import-field-lead = Lead
refusal-activity-record = It names no record that it is on: an account, contact, lead or opportunity by id, e-mail or name.
refusal-activity-unknown = Nothing here is called “{ $value }”.
refusal-activity-when = It does not say when it happened.
import-duplicates = Rows that are likely a record that is here, or another row of the file
import-duplicates-new = make them anew
import-duplicates-skip = skip them, with the reason
import-duplicates-update = update that record or row
import-row = Row
import-row-likely = What it likely is
import-row-becomes = What becomes of it
import-row-as-file = as the others
import-row-new = make it anew
import-row-skip = skip it
import-row-update = update what it likely is
import-rows-likely = { $count ->
    [one] One row is likely another
   *[other] { $count } rows are likely another
}
import-make-field = Make it a field
refusal-import-sensitive = These rows hold a field that is sensitive. Only those who have the right “Sensitive fields” take them away.

# Words that stand on every page: navigation, buttons, days, lists, records.

## Navigation
nav-label = Main navigation
nav-today = Today
nav-leads = Leads
nav-accounts = Accounts
nav-contacts = Contacts
nav-products = Products
nav-opportunities = Opportunities
nav-forecast = Forecast
nav-scorecards = Scorecards
nav-organisation = Organisation
nav-customers = Customers
nav-enablement = Enablement
nav-analytics = Analytics
nav-operations = Operations
nav-imports = Imports
nav-settings = Settings
nav-skip = Skip to the content
nav-open = Open the menu
nav-close = Close the menu

## Buttons and small words
action-add = Add
action-apply = Apply
action-back = Back
action-cancel = Cancel
action-clear = Clear
action-close = Close
action-continue = Continue
action-copy = Copy
action-copied = Copied
action-create = Create
action-delete = Delete
action-done = Done
action-download = Download
action-edit = Edit
action-move = Move
action-open = Open
action-remove = Remove
action-rename = Rename
action-retry = Try again
action-save = Save
action-saved = Saved
action-search = Search
action-show = Show
action-undo = Undo
action-undone = Undone
word-all = All
word-and = and
word-none = None
word-no = No
word-yes = Yes
word-hidden = hidden
word-unknown = unknown
word-optional = optional
word-required = required
word-of = { $part } of { $whole }
word-from = From
word-to = To
word-me = Me
word-more = More
word-less = Less
word-new = New
word-total = Total
word-loading = Loading …
word-not-set = not set
word-no-value = no value

## Days and durations
day-today = today
day-tomorrow = tomorrow
day-yesterday = yesterday
day-in-days = { $days ->
    [one] in { $days } day
   *[other] in { $days } days
}
day-days-ago = { $days ->
    [one] { $days } day ago
   *[other] { $days } days ago
}
day-days-late = { $days ->
    [one] { $days } day late
   *[other] { $days } days late
}
moment-today = Today { $clock }
moment-yesterday = Yesterday
duration-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
duration-days-short = { $days } d
duration-minutes = { $minutes } min
duration-hours = { $hours } h
duration-hours-minutes = { $hours } h { $minutes } min
list-last = { $head } and { $last }

## The list
list-filter = Filter
list-filter-add = Add a filter
list-filter-remove = Remove the filter “{ $filter }”
list-filter-clear = Clear all filters
list-filter-contains = contains
list-filter-is = is
list-filter-is-not = is not
list-filter-before = before
list-filter-after = after
list-filter-at-least = at least
list-filter-at-most = at most
list-filter-empty = is empty
list-filter-mine = Mine
list-filter-team = My team
list-filter-everyone = Everyone I may see
list-sort = Sort
list-sort-by = Sort by { $column }
list-sort-ascending = sorted ascending
list-sort-descending = sorted descending
list-columns = Columns
list-columns-choose = Choose columns
list-columns-reset = Reset the columns
list-export = Export
list-export-csv = CSV
list-export-xlsx = Excel (XLSX)
list-views = Views
list-view-save = Save view
list-view-name = Name of the view
list-view-share = Share with everyone
list-view-delete = Delete view
list-view-table = Table
list-view-board = Board
list-view-default = All records
list-count = { $count ->
    [one] { $count } record
   *[other] { $count } records
}
list-count-more = { $shown } of more than { $limit }
list-count-of = { $shown } of { $total }
list-next = Next page
list-previous = Previous page
list-first = First page
list-rows-per-page = Rows per page
list-selected = { $count } selected
list-select-all = Select all
list-select-row = Select { $name }
list-empty = Nothing here yet.
list-empty-filtered = Nothing matches these filters.
list-empty-filtered-action = Clear the filters
list-search-in = Search in { $what }

## The record
record-timeline = Timeline
record-timeline-everything = Everything
record-timeline-mail = Mail
record-timeline-calls = Calls
record-timeline-notes = Notes
record-timeline-changes = Changes
record-timeline-empty = Nothing has happened here yet.
record-next-step = Next step
record-next-step-is = Next: { $step }
record-next-step-none = Nothing planned
record-next-step-set = Plan the next step
record-next-step-due = Due
record-related = Related
record-facts = Facts
record-notes = Notes
record-note-add = Add a note
record-note-text = Note
record-tasks = Tasks
record-task-add = Add a task
record-task-done = Mark as done
record-task-due = Due date
record-owner = Owner
record-owner-nobody = Nobody
record-team = Team
record-created = Created { $when }
record-changed = Changed { $when }
record-changed-by = Changed by { $who }, { $when }
record-external-ids = Ids in other systems
record-hidden-why = You may not see this record.
record-hidden-kept = Hidden from you. Left empty, it stays as it is.
record-why-see = Why can I see this?
record-why-own = You hold the position that owns it.
record-why-team = Your position is on its team.
record-why-below = The owner reports to you, directly or through others.
record-why-segment = Your position covers the segment { $segment }.
record-why-role = Your role lets you see all records of this kind.
record-why-everyone = Everyone who signs in sees all records of this kind.
record-panel-close = Close the side panel
record-edit-field = Edit { $field }
record-history = History
record-change-set = { $who } set { $field } to { $after }
record-change-from = { $who } changed { $field } from { $before } to { $after }
record-change-cleared = { $who } cleared { $field }
record-change-created = { $who } created this
record-change-imported = Imported from { $source }

## Pages around the pages
page-search = Search or do anything
page-user-menu = Your menu
page-sign-out = Sign out
page-help = Help
page-live-changed = Someone changed this page.
page-live-reload = Show the change
page-figure-opens = Every figure opens its records
page-hidden-from-you = { $count ->
    [one] { $count } record not visible to you
   *[other] { $count } records not visible to you
}
toast-dismiss = Dismiss
toast-created = { $name } was created.
toast-changed = { $name } was changed.
toast-moved = { $name } was moved to { $place }.
toast-deleted = { $name } was deleted.

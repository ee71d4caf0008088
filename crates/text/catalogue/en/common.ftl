# Words that stand on every page: navigation, buttons, days, lists, records.

## Navigation
nav-today = Today
nav-accounts = Accounts
nav-contacts = Contacts
nav-leads = Leads
nav-products = Products
nav-opportunities = Opportunities
nav-scorecards = Scorecards
nav-organisation = Organisation
nav-imports = Imports
nav-settings = Settings

## Buttons and small words
action-add = Add
action-create = Create
action-done = Done
action-edit = Edit
action-move = Move
action-remove = Remove
action-rename = Rename
action-save = Save
action-search = Search
action-undone = Undone
word-all = All
word-no = No
word-yes = Yes
word-masked = Not shown
word-hidden = hidden
word-unknown = unknown
word-from = From
word-to = To
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
list-filter-contains = contains
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
list-export-csv = CSV
list-export-xlsx = Excel (XLSX)
list-view-delete = Delete view
list-view-table = Table
list-count = { $count ->
    [one] { $count } record
   *[other] { $count } records
}
list-empty = Nothing here yet.
list-empty-filtered = Nothing matches these filters.
list-empty-filtered-action = Clear the filters

## The record
record-timeline-everything = Everything
record-timeline-changes = Changes
record-next-step = Next step
record-next-step-is = Next: { $step }
record-next-step-none = Nothing planned
record-next-step-set = Plan the next step
record-related = Related
record-notes = Notes
record-note-text = Note
record-task-add = Add a task
record-task-done = Mark as done
record-task-due = Due date
record-changed-by = Changed by { $who }, { $when }
record-hidden-why = You may not see this record.
record-masked-why = Only those who have the right “Sensitive fields” see and enter this.
record-hidden-kept = Hidden from you. Left empty, it stays as it is.
record-present = { $names } { $count ->
    [one] is
   *[other] are
  } editing this
record-why-see = Why can I see this?
record-why-own = You hold the position that owns it.
record-why-team = Your position is on its team.
record-why-below = The owner reports to you, directly or through others.
record-why-segment = Your position covers the segment { $segment }.
record-why-role = Your role lets you see all records of this kind.
record-why-everyone = Everyone who signs in sees all records of this kind.
record-why-nobodys = Nobody owns it: customers without an owner are for everyone to see.
record-change-set = { $who } set { $field } to { $after }
record-change-unread = { $who } changed { $field }
record-change-from = { $who } changed { $field } from { $before } to { $after }
record-change-cleared = { $who } cleared { $field }

## Pages around the pages
page-live-changed = Someone changed this page.
page-live-reload = Show the change
toast-created = { $name } was created.
toast-changed = { $name } was changed.
toast-moved = { $name } was moved to { $place }.
nav-activities = Activities

# Many records changed at once.

bulk-title = Changes of many records
bulk-none = You have not changed many records at once yet. Choose rows of a list, then Edit.
bulk-records = Records
bulk-what = What changes
bulk-done = Gone through
bulk-edit = Edit …
bulk-all = All that match
bulk-all-of = All { $count } that match
bulk-of = { $count ->
    [one] { $count } record
   *[other] { $count } records
}
bulk-field = What to change
bulk-field-choose = Choose a field
bulk-field-next = Next
bulk-empty = Left empty, it takes away what stands there.
bulk-look = Show what would happen
bulk-would = What would happen
bulk-tried = { $changing } of { $tried } would change, { $kept } would stay as they are because they must.
bulk-tried-first = Of the first { $tried }, { $changing } would change and { $kept } would stay as they are because they must. Nothing is changed yet.
bulk-samples = Some of them
bulk-go = { $count ->
    [one] Change { $count } record
   *[other] Change { $count } records
}
bulk-again = Something else
bulk-changed = Changed
bulk-kept = { $count ->
    [one] { $count } record stays as it is
   *[other] { $count } records stay as they are
}
bulk-kept-gone = It is gone, or you may not see it any more.
bulk-kept-forbidden = You may not change it.
bulk-kept-changed = Somebody changed it at the same moment.
bulk-stop = Stop
bulk-goes-on = It goes on when you leave this page.
bulk-outcome = { $changed } changed, { $same } had that value already, { $kept } stay as they are.
bulk-undo = Take it back
bulk-state-draft = not begun
bulk-state-running = running
bulk-state-done = done
bulk-state-stopped = stopped
bulk-state-undoing = being taken back
bulk-state-undone = taken back
event-cause-bulk = with many others
refusal-bulk-begun = It was begun already.
refusal-bulk-kind = “{ $kind }” cannot be changed many at once. Choose from: { $known }.
refusal-bulk-many = That is more than { $most } records. Narrow the list down first.
refusal-bulk-none = No record is chosen, or none that you may change.
refusal-bulk-not-undoable = It still runs, was never begun, or was taken back already.
refusal-bulk-nothing = Say which field changes.
refusal-bulk-singular = { $field } is never the same for many records.
refusal-bulk-which = Name the records in ids, or say which by filter or search; an empty filter means all.
bulk-delete = Delete them
bulk-deleted = Deleted
bulk-go-delete = { $count ->
    [one] Delete { $count } record
   *[other] Delete { $count } records
}
bulk-tried-same = { $changing } of { $tried } would change, { $kept } would stay as they are because they must. The rest has that value already.
bulk-tried-delete = { $changing } of { $tried } would be deleted, { $kept } would stay because they must.
bulk-tried-delete-first = Of the first { $tried }, { $changing } would be deleted and { $kept } would stay because they must. Nothing is deleted yet.
bulk-outcome-delete = { $changed } deleted, { $kept } stay.
refusal-bulk-either = Either values for fields or the deletion, not both at once.

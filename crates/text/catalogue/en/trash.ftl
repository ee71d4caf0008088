# What was deleted and can be taken back.

trash-title = Deleted records
trash-delete = Delete
trash-ask = Delete { $name }?
trash-explained = For 30 days what is deleted can be taken back, at Settings, Deleted records, with its notes, tasks and all that belongs to it. Then it is gone for good; that it was there stays in the history.
trash-none = Nothing was deleted in the last 30 days that you may take back.
trash-first = These are the latest { $count }. Search to find others.
trash-record = Record
trash-kind = Kind
trash-when = Deleted
trash-who = By
trash-until = Gone for good
trash-restore = Take back
trash-was = It was deleted on { $at }, and can be taken back until { $ends }.
trash-deleted = { $name } was deleted.
trash-restored = { $name } is back.
trash-restored-to = { $name } is back. Who had it is not there any more: it is now with { $who }.
event-ended = It was deleted for good
refusal-delete-daughters = { $count ->
    [one] { $count } company belongs to it. Give it another parent first, or delete it.
   *[other] { $count } companies belong to it. Give them another parent first, or delete them.
}
refusal-delete-contacts = { $count ->
    [one] It has { $count } contact. Move or delete it first.
   *[other] It has { $count } contacts. Move or delete them first.
}
refusal-delete-opportunities = { $count ->
    [one] { $count } opportunity names it. Change or delete it first.
   *[other] { $count } opportunities name it. Change or delete them first.
}
refusal-delete-leads = { $count ->
    [one] { $count } lead names it. Change or delete it first.
   *[other] { $count } leads name it. Change or delete them first.
}
refusal-delete-objections = { $count ->
    [one] { $count } objection on an opportunity is this contact's. It is part of how that customer bought.
   *[other] { $count } objections on opportunities are this contact's. They are part of how those customers bought.
}
refusal-delete-history = Opportunities named it in the past, { $count } times, and figures count them there. It stays.
refusal-delete-booked = Revenue is booked on it ({ $count } entries). What was booked stays.
refusal-delete-named = { $count ->
    [one] { $count } record names it in the field “{ $field }”, which must have a value. Change it first.
   *[other] { $count } records name it in the field “{ $field }”, which must have a value. Change them first.
}
refusal-restore-account = The account that it belongs to is not there any more. Take that back first.
refusal-restore-contact = The contact that it names is not there any more. Take that back first.
refusal-restore-product = The product that it names is not there any more. Take that back first.
refusal-restore-opportunity = The opportunity that it became is not there any more. Take that back first.
refusal-restore-gone = Something that it names, like its stage, is not there any more.

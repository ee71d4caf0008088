# The history as a whole.

audit-title = History
audit-explained = Who changed what, signed in, was refused and took data away. What has settled is sealed every few minutes; the doctor says whether the seals hold.
audit-none = Nothing of that kind has happened.
audit-when = When
audit-what = What happened
audit-who = Who
audit-kind = What
audit-noun = On what
audit-else = { $who }: { $kind }
event-signed_in = { $who } signed in
event-sign_in_refused = { $who } was not let in
event-refused = { $who } was refused
event-exported = { $who } took everything as files
event-list_exported = { $who } took a list as a file

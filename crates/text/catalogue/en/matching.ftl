# Records that are likely one.

matching-duplicates = Duplicates
matching-explained = Records that are likely one company or one person. Their owners, assistants and parents do not count; what they are known by themselves does.
matching-none = No two records look like one.
matching-more = There are more; decide these first.
matching-one = One
matching-other = The other
matching-why = Why
matching-decide = Decide
matching-keep-apart = Not the same
matching-kept-apart = They are kept apart
matching-certain = almost certain
matching-probable = likely
matching-records = { $count ->
    [one] { $count } record
   *[other] { $count } records
}
matching-likely = { $count ->
    [one] This may be there already:
   *[other] This may be one of these:
}
matching-create-anyway = Create it anyway
refusal-likely-there = There may be one already. Look at what is listed above its fields, or create it anyway.

sameness-email = same e-mail address
sameness-name = same name
sameness-name-alike = similar name
sameness-domain = same web domain
sameness-phone = same phone
sameness-company = same company
sameness-city = same place
sameness-other-name = other name
sameness-other-domain = other web domain
sameness-other-country = other country
event-kept_apart = { $who } said that it is not the same as another

refusal-merge-itself = Choose two records.
refusal-merge-kind = Records of this kind are not merged.
refusal-merge-undone = They were made two again already.
event-merged = { $who } made another record part of it
event-merged_away = { $who } made it part of another record
event-unmerged = { $who } made two of them again
field-merged = Was part of it

matching-merge = Merge
matching-fields = Which values stand
matching-merge-explained = “{ $gone }” becomes part of “{ $kept }”: contacts, deals, activities, teams and history come along. It can be undone.
matching-keep-other = Keep the other one instead
matching-merge-alike = They differ in nothing; what one lacks it takes from the other.
matching-merge-certain = Merge all that are almost certain
matching-merged = “{ $name }” is part of it now
matching-merged-count = { $count ->
    [0] Nothing was merged
    [one] { $count } record was merged
   *[other] { $count } records were merged
}
matching-unmerged = “{ $name }” stands by itself again
matching-lately = Merged lately
matching-undo = Undo

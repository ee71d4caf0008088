# Filters, lists, records: what is refused. A place is the character it stands at.

refusal-choice-unknown = “{ $value }” is none of: { $known }.
refusal-count-unknown = “{ $value }” is no way to count. Write exact, or leave it out.
refusal-cursor-stale = This page belongs to another list. Begin with the first page.
refusal-field-readonly = { $field } is not set by hand.
refusal-field-unknown = There is no field “{ $field }”. Choose from: { $known }.
refusal-filter-bracket-open = A bracket is open at character { $at }, where “{ $found }” stands. Close it with ).
refusal-filter-choice-unknown = “{ $value }” is no value of { $field } (character { $at }). Choose from: { $known }.
refusal-filter-field-missing = At character { $at } a field should stand, not “{ $found }”.
refusal-filter-field-unknown = There is no field “{ $field }” (character { $at }). Choose from: { $known }.
refusal-filter-list-missing = At character { $at } a list should stand, not “{ $found }”. Write it as (one, two).
refusal-filter-not-a-day = “{ $value }” is no day for { $field } (character { $at }). Write 2017-03-01, today or today-30d.
refusal-filter-not-a-number = “{ $value }” is no whole number for { $field } (character { $at }).
refusal-filter-not-an-amount = “{ $value }” is no amount for { $field } (character { $at }). Write 1000 or "1000 EUR".
refusal-filter-not-an-id = At character { $at }: an id is compared by = or in, with ids as the API gives them.
refusal-filter-not-yes-or-no = “{ $value }” is neither true nor false, for { $field } (character { $at }).
refusal-filter-operator-missing = At character { $at } one of = != < <= > >= contains, starts with, under, in, is empty should stand, not “{ $found }”.
refusal-filter-operator-unfit = “{ $operator }” does not go with { $field } (character { $at }).
refusal-filter-owner-too-many = “{ $value }” names too many positions for { $field } (character { $at }). Say more, or use under.
refusal-filter-quote-open = The quote at character { $at } is never closed.
refusal-filter-rest = “{ $found }” at character { $at } does not belong there. Join tests by and, or; put several words in quotes.
refusal-filter-too-deep = Brackets go deeper than { $limit } at character { $at }.
refusal-filter-too-long = A filter has at most { $limit } characters; this one is longer than { $at }.
refusal-filter-value-missing = At character { $at } a value should stand, not “{ $found }”. Words of the grammar need quotes.
refusal-limit-range = A page has at most { $limit } rows.
refusal-parent-cycle = This company is below the other; it cannot be its parent as well.
refusal-record-unknown = There is no such record, or you may not see it.
refusal-sort-unknown = The list cannot be sorted by “{ $field }”. Choose from: { $known }.
refusal-subject-empty = Say what it is about.
refusal-value-wrong = “{ $value }” is no value for this field.

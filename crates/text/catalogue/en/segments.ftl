# Segments, who is in them, and who covers them.

segment-title = Segments
segment-one = Segment
segment-new = New segment
segment-change = Change the segment
segment-end = End the segment
segment-end-hint = From this day on nobody is in it, and nobody covers it.
segment-empty = A segment is a named condition on accounts: a country, a size, an industry. Units and positions cover segments.
segment-condition = Condition
segment-condition-hint = Written as the filters of lists are, for example: country = Norway and tier in (key, enterprise)
segment-members = Accounts
segment-holds = Holds
segment-history = How it came to be so
segment-as-list = As a list
segment-no-members = No account fits.
segment-look = See who would be in it
segment-count = { $count ->
    [one] { $count } segment
   *[other] { $count } segments
}
segment-account-count = { $count ->
    [one] { $count } account
   *[other] { $count } accounts
}
segment-hidden = { $count ->
    [one] { $count } account is not visible to you.
   *[other] { $count } accounts are not visible to you.
}
segment-would-hold = { $count ->
    [one] { $count } account would be in it
   *[other] { $count } accounts would be in it
}
segment-would-change = Coming in: { $joins }. Going out: { $leaves }.

## Conditions in words
condition-add = Add to the condition
condition-field = Field
condition-test = Test
condition-value = Value
condition-value-hint = Several with a comma between.
condition-join = Beside what is written
condition-join-and = and: both must hold
condition-join-or = or: one is enough
condition-is = is
condition-is-not = is not
condition-contains = contains
condition-starts-with = begins with
condition-at-least = at least
condition-at-most = at most
condition-and = { $one } and { $other }
condition-or = { $one } or { $other }
condition-not = not ({ $test })

## Coverage
coverage-covers = Covers
coverage-covered-by = Covered by
coverage-nobody = nobody
coverage-everything = Everything
coverage-all-stages = all stages
coverage-stages = Stages
coverage-stages-hint = None ticked means all.
coverage-distribution = How work is shared out
coverage-priority = Priority
coverage-priority-hint = Lower comes first.
coverage-segment = Segment
coverage-segment-hint = Left empty, it covers everything.
coverage-segment-ended = a segment that has ended
coverage-or-position = Or a position
coverage-through = by the unit { $unit }

## Refusals
refusal-segment-without-condition = Say which accounts belong to it.
refusal-segment-condition-moves = “{ $test }” would mean something else tomorrow or to someone else. Name places, sizes, industries or accounts, not days counted from today, yourself or owners.
refusal-segment-name-taken = There is a segment “{ $name }” already.
refusal-segment-not-then = The segment does not hold on { $day }.

## Account teams
team-line-of-business = Line of business
team-line-hint = Where several work the account.
team-product-line = Product line

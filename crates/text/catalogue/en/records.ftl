# What lists and records of every kind say beyond the words they share with other pages.

records-hand-over = Hand over
records-handed-over = { $count ->
    [one] { $count } record has a new owner.
   *[other] { $count } records have a new owner.
}
records-moved = { $count ->
    [one] { $count } opportunity was moved.
   *[other] { $count } opportunities were moved.
}
records-filter-not-empty = is set
records-team-add = Add to the team
records-team-member = Member
records-today-else = Today, where nothing is said.
records-undone = { $count ->
    [one] { $count } record is as it was.
   *[other] { $count } records are as they were.
}
records-undone-some = As before: { $count }. Changed since, and left so: { $kept }.
records-view-deleted = The view was deleted.

## Fields
field-cost_per_year = Cost per year
field-domain = Domain
field-finished_at = Finished
field-founded_year = Founded
field-industry = Industry
field-is_vacant = Vacant
field-line = Product line
field-postal_code = Postal code
field-probability_bp = Probability
field-region = Region
field-reports = Reports
field-started_at = Started
field-state = State
field-street = Street
field-updated_at = Changed

## Entries of the history
event-team_joined = { $who } put someone on the team
event-team_left = { $who } took someone off the team
record-moment-form = Day and hour, such as 2026-11-22 14:30.

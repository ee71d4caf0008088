# The organisation: chart, people, units, checks, edits.

organisation-title = Organisation
organisation-chart = Chart
organisation-people = People
organisation-units = Units
organisation-coverage = Coverage
organisation-checks = Checks
organisation-outline = Outline
organisation-on-day = On { $day }
organisation-on = On day
organisation-show = Show { $what }
organisation-show-people = people
organisation-show-positions = positions
organisation-show-units = units
organisation-colour-by = Colour by { $measure }
organisation-colour-none = No colour
organisation-legend-below = below { $value }
organisation-legend-over = over { $value }
organisation-fold = Fold
organisation-unfold-all = Unfold all
organisation-fold-level = Fold to level { $level }
organisation-export = Export
organisation-export-svg = SVG picture
organisation-export-png = PNG picture
organisation-export-pdf = PDF document
organisation-empty = No organisation yet. Start from a template or import the people.
organisation-empty-template = Start from a template
organisation-vacant = vacant
organisation-vacant-since = vacant since { $day }
organisation-share = { $share } of the time
organisation-reports-to = Reports to
organisation-reports = { $count ->
    [one] { $count } direct report
   *[other] { $count } direct reports
}
organisation-below = { $count ->
    [one] { $count } position below
   *[other] { $count } positions below
}
organisation-people-units = { $people ->
    [one] { $people } person · { $units }
   *[other] { $people } people · { $units }
}
organisation-unit-count = { $count ->
    [one] { $count } unit
   *[other] { $count } units
}
organisation-holder = Held by
organisation-since = since { $day }
organisation-until = until { $day }
organisation-history = History of the position
organisation-responsibilities = Responsibilities
organisation-sales-model = Sales model
organisation-sales-model-inherited = from { $unit }
organisation-stub = named as manager, but described nowhere
organisation-changes-90 = Changes in 90 days
organisation-diff-joined = Joined
organisation-diff-left = Left
organisation-diff-moved = Moved
organisation-of-positions = { $count ->
    [one] of { $count } position
   *[other] of { $count } positions
}
organisation-vacant-count = Vacant positions
organisation-finding = Found
organisation-known = What is known
organisation-more-findings = { $count ->
    [one] and { $count } more
   *[other] and { $count } more
}
organisation-people-count = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
organisation-always = from the beginning
organisation-position-count = { $count ->
    [one] { $count } position
   *[other] { $count } positions
}
organisation-top = Reports to nobody.
organisation-new-person = Or the name of someone new
organisation-replace = In place of whoever holds it now
organisation-position = The position
organisation-lines-and-coverage = Lines and coverage
organisation-dotted = Dotted lines
organisation-dotted-to = Reports also to
organisation-dotted-label = What for
organisation-dotted-reports = Reporting here by a dotted line
organisation-share-percent = Share of the time, in per cent
organisation-assignment-kind = Regular or acting

## Sales models and kinds
model-assembly_line = assembly line
model-island = island
model-pod = pod
model-assembly_line-explained = A role for each part of the customer’s journey, with hand-offs between them.
model-island-explained = One person from the first call to the follow-up.
model-pod-explained = A small team of several roles shares its customers.
unit-kind-company = Company
unit-kind-division = Division
unit-kind-region = Region
unit-kind-department = Department
unit-kind-team = Team
unit-kind-pod = Pod
assignment-regular = Regular
assignment-acting = Acting
distribution-owner = To the owner of the account
distribution-round_robin = In turn
distribution-weighted = In turn, by weight
distribution-least_loaded = To the one with most room
distribution-best_fit = To the one who fits best

## Checks, each with how to mend it
checks-none = Nothing to mend.
checks-found = { $count ->
    [one] { $count } finding
   *[other] { $count } findings
}
checks-mend = Mend
checks-severity-error = error
checks-severity-warning = warning
checks-severity-info = worth knowing
checks-looked-at = { $count ->
    [one] { $count } check, nothing found
   *[other] { $count } checks, nothing found
}
check-duplicate_id = Duplicate ids
check-missing_manager = Missing managers
check-self_report = Reporting to oneself
check-reporting_cycle = Reporting in a circle
check-other_defect = Other defects of the source
check-several_roots = Several tops
check-manager_outside_chain = Manager in an unrelated unit
check-span_out_of_band = Spans out of band
check-stub_position = Positions only named
check-nobody_seated = Nobody holds a position
check-vacant_manager = Vacant managers
check-share_over_100 = Shares over 100 %
check-over_assigned = Positions held more than once over
check-conflicting_roles = Conflicting roles of one person
check-uncovered_role = Uncovered roles
check-uncovered_coverage = Coverage with nobody behind it
check-uncovered_segment = Segments without coverage
check-single_point_of_coverage = Single points of coverage
check-empty_unit = Empty units
check-ended_unit_with_positions = Ended units with positions

## Ways to mend what a check found
mend-give_new_id = Two rows have the same id; the later one holds. Give one of them another id and import again.
mend-choose_manager = Choose a manager, or leave the position at the top.
mend-break_cycle = The line ends where it began. Choose a manager outside the circle for one of them.
mend-look_at_source = Look at the row in its source, mend it there and import again.
mend-choose_top = If one of them is the top, let the others report to someone.
mend-confirm_line = Confirm that the line is meant so, or move the position to the manager’s unit.
mend-split_or_merge_team = Split the team, or join it with another.
mend-describe_position = Rows name this position as manager, but none describes it. Describe it, or choose another manager.
mend-import_people = Import people, or assign them on the chart.
mend-fill_or_move_reports = Assign someone, name an acting holder, or let the reports report to another.
mend-lower_shares = The shares of this person add up to more than the whole. Lower one of them.
mend-add_position_or_lower_shares = Add a position for the second holder, or lower the shares.
mend-split_roles = Move one of the roles to someone else.
mend-assign_role = Give the role to a position that someone holds, or assign a person to one that has it.
mend-cover_segment = Let a unit or a position cover it.
mend-staff_coverage = Nobody holds a position there. Assign someone, or let another unit or position cover it.
mend-name_second_holder = Name a deputy, or share the position.
mend-end_or_fill_unit = End the unit, or add positions to it.
mend-move_to_unit = Move the positions to a unit that goes on.

## What is known of a finding, one text per value
finding-below = { $value ->
    [one] { $value } position below
   *[other] { $value } positions below
}
finding-by = from { $value } on
finding-check = called { $value } in the source
finding-claim = the source says “{ $value }”
finding-external_id = id { $value }
finding-least = at least { $value }
finding-manager = manager: { $value }
finding-manager_unit = in { $value }
finding-model = sales model: { $value }
finding-most = at most { $value }
finding-one = holds { $value }
finding-other = and { $value }
finding-people = { $value ->
    [one] { $value } person
   *[other] { $value } people
}
finding-player_coach = sells as well
finding-positions = { $value ->
    [one] { $value } position
   *[other] { $value } positions
}
finding-reports = { $value ->
    [one] { $value } direct report
   *[other] { $value } direct reports
}
finding-role = role: { $value }
finding-segment = segment: { $value }
finding-share_bp = { $value } of the time
finding-source = { $value }
finding-stages = stages: { $value }
finding-unit = unit: { $value }
conflict-sets_and_earns = sets the numbers and earns by them
conflict-hunter_and_farmer = wins new customers and keeps old ones

## Edits
edit-effective = Effective on
edit-add_unit = Add a unit
edit-rename_unit = Rename the unit
edit-move_unit = Move the unit
edit-set_sales_model = Set the sales model
edit-end_unit = End the unit
edit-add_position = Add a position
edit-change_position = Change the position
edit-move_position = Move the position
edit-end_position = End the position
edit-assign = Assign a person
edit-end_assignment = End the assignment
edit-vacate = Vacate
edit-add_dotted_line = Add a dotted line
edit-end_dotted_line = End the dotted line
edit-add_coverage = Add coverage
edit-end_coverage = End coverage
edit-change_assignment = Change share or kind
edit-change_coverage = Change coverage
edit-row = Change
edit-put_person = Change the person
edit-done = Changed from { $day } on.
edit-draft = Draft a reorganisation

## Templates
template-account-based = Account-based
template-account-based-explained = Key accounts, small and mid-size teams, lead generation, customer success and sales operations under one head of sales.
template-assembly-line = Assembly line
template-assembly-line-explained = Lead generation, sales development, account executives and customer success, one after the other.
template-island = Island
template-island-explained = Each seller carries a customer all the way.
template-pod = Pods
template-pod-explained = Small teams of several roles that share their customers.
template-key-account-team = Key account team
template-key-account-team-explained = An executive sponsor, vice presidents, territory directors, direct and inside reps around large accounts.
template-enablement = Enablement team
template-enablement-explained = A chief enablement officer, programme leads and specialists.

## Why an edit cannot be undone
refusal-undo-edited-since = What the change wrote has been edited since ({ $kind }). Undo the later edit first.
refusal-undo-position-rests = “{ $name }” rests on what would go. Move or end it first.
refusal-undo-unit-rests = The unit “{ $name }” rests on what would go. Move or end it first.
refusal-undo-cycle = With later edits, undoing would close a circle at “{ $name }”.

## Beginning from templates and people
start-how = How do you sell? Several go together.
start-by-what = By what do you tell customers apart?
start-by-what-hint = One a line, or with commas between. The structure is copied for each; what serves all stands once.
start-geographies = Countries, regions or cities
start-geographies-hint = A copy of the structure for each, covering the accounts there.
start-sizes = Sizes of customers
start-sizes-hint = key, enterprise, mid, small, or employees: 500+, 50-499, <50.
start-verticals = Industries
start-verticals-hint = As accounts name them.
start-product-lines = Product lines
start-product-lines-hint = A pod or line of business for each, where the template has such.
start-look = Show the chart
start-build = Build it
start-skip = Skip this step
start-built = Built from today on.
start-outlook = How it would look
start-would-make = New units: { $units }. New positions, vacant until people come: { $positions }.
start-people-about = A CSV or XLSX file with a row for each person. The manager may be named by id, e-mail or name. Before anything is loaded, you see what would become of it.
start-people-hint = The columns may be called and ordered otherwise; what is what is recognised and can be changed.
start-later = Do this later and go to the chart
start-people-chart = The chart with these people
refusal-template-none = Choose at least one.
refusal-size-unknown = “{ $value }” is no size: write key, enterprise, mid or small, or a number of employees such as 500+, 50-499 or <50.
refusal-too-many-copies = That makes { $count } copies of the structure; there may be { $most }.

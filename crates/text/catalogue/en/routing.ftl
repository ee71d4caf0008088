# Routing: where work goes, what waits, and why.

event-queued = { $who } left it waiting in a queue

## Refusals
refusal-hours-empty = Say on which days, and from when to when.
refusal-hours-order = Working hours begin before they end, on the same day.
refusal-ramp-empty = Say for how many weeks, and which share.
refusal-number-zero = Write a number above 0.
refusal-span-empty = The last day is before the first.
refusal-setting-not-then = It does not hold on { $day } or later.

## Pages
organisation-routing = Routing
routing-rules = Rules in their order
routing-rules-hint = The first rule that fits decides. Names, holdovers and families stand before all rules.
routing-rules-none = No coverage holds on this day, so everything waits in a queue.
routing-candidates = Positions behind it
routing-queues = Queues
routing-queues-hint = What nobody may take waits here: in the queue of its unit, else in the company's.
routing-queue = Queue
routing-company-queue = Unassigned
routing-waiting = Waiting
routing-waits-since = Since
routing-queue-empty = Nothing waits here that you may see.
routing-again = Route again
routing-settings-none = Nothing is set: everyone is there, always open, and new people get their full share.
routing-setting = Setting
routing-about = About
routing-says = Says
routing-holds = Holds
routing-end = End
routing-add = Add a setting
routing-set = Set.
routing-kind-absence = Absence
routing-kind-queue = Queue
routing-kind-hours = Working hours
routing-kind-ramp = Ramp of new people
routing-kind-holdover = Holdover
routing-kind-embargo = Embargo
routing-kind-mark = Named account
routing-kind-freeze = Frozen segments
routing-kind-recycle = Unworked leads go back
routing-hint-absence = Who is away gets nothing new on these days; what is theirs by name goes to the deputy, or stays theirs without one.
routing-hint-queue = With a unit, its work waits here, and that of all units inside it. Without one, embargoes may send here.
routing-hint-hours = Outside these hours others come first; where everyone's place is closed, hours do not count.
routing-hint-ramp = Someone new to a position gets a share that grows with the weeks.
routing-hint-holdover = After coverage changes, the old owner keeps what is under way for a time.
routing-hint-embargo = What is in the segment goes here whatever the rules say.
routing-hint-mark = The account is somebody's by name, or goes its own way whoever owns its parent.
routing-hint-freeze = The segments of the fiscal year's first day count all year.
routing-hint-recycle = A new lead that nobody has touched for so long goes to the next, or back to the queue.
routing-note = Note
routing-location-hint = As positions write it. Left empty, every place without hours of its own.
routing-days = Days
routing-opens = From
routing-closes = To
routing-day-1 = Monday
routing-day-2 = Tuesday
routing-day-3 = Wednesday
routing-day-4 = Thursday
routing-day-5 = Friday
routing-day-6 = Saturday
routing-day-7 = Sunday
routing-steps = Weeks and share
routing-steps-hint = Weeks, a colon, the share in percent: 4: 25, 8: 50
routing-work = What
routing-work-account = Account
routing-work-opportunity = Opportunity
routing-work-lead = Lead
routing-keep-days = Days it is kept
routing-keep-most = At most, per position
routing-or-queue = Or a queue
routing-mark-hint = Left empty, it goes its own way by the rules.
routing-idle-weeks = But not after so many weeks without activity
routing-idle-hours = Hours without activity
routing-back = Goes back to
routing-back-next = the next in turn
routing-back-queue = the queue
routing-from = From
routing-until = Last day
routing-mark-named = by name
routing-mark-own-way = goes its own way
routing-freeze-always = for the whole year
routing-limit-hours = whatever the hours
routing-limit-passes = then the next rule
routing-map = Coverage map
routing-map-hint = Each segment at each stage should have exactly one answer. Holes and double cover are shown with what falls in.
routing-map-day = Day
routing-map-show = Show
routing-map-segments = Segments and stages
routing-map-rest = In no segment
routing-map-together = Segments together
routing-map-crossings = Where segments meet
routing-map-crossings-hint = Accounts in just these segments, for which several rules of one rank stand, or none.
routing-hole = Hole
routing-unstaffed = Nobody there
routing-double = Double
routing-try = Try out
routing-try-title = Try a rule out
routing-try-hint = See who would have got more of the last quarter's leads, and who less, before anything is saved.
routing-tried-hint = Each piece of work as it was asked then, without limits. Nothing was written.
routing-tried-nothing = Nothing was routed in the last quarter, so there is nothing to try it on.
routing-gets = Who
routing-before = Now
routing-after = Then
routing-change = Change
routing-same = the same
routing-someone = someone
routing-step-relaxed = Nobody else is left, so hours and ramp do not count.
routing-step-exhausted = Nobody behind this rule may take it.
routing-step-uncovered = No rule fits.
routing-out-gone = the position is not there on this day
routing-out-vacant = nobody holds the position
routing-out-absent = away
routing-out-off-hours = outside working hours
stage-account = Owning the account
coverage-most-open = At most open, each
coverage-most-a-day = At most a day, each
coverage-limit-hint = Left empty, the capacity of the position alone.
coverage-ignores-hours = Outside working hours too
coverage-ignores-hours-hint = Else who is at work comes first.
coverage-passes-on = When nobody may take it, ask the next rule
coverage-passes-on-hint = Else it waits in the queue.
coverage-yes = Yes
coverage-no = No
routing-settings = { $count ->
    [one] { $count } setting beside the rules
   *[other] { $count } settings beside the rules
}
routing-for-days = { $count ->
    [one] for { $count } day
   *[other] for { $count } days
}
routing-after-hours = { $count ->
    [one] after { $count } hour
   *[other] after { $count } hours
}
routing-freeze-idle = { $count ->
    [one] not after { $count } week without activity
   *[other] not after { $count } weeks without activity
}
routing-wait-count = { $count ->
    [one] { $count } waits
   *[other] { $count } wait
}
routing-others-wait = { $count ->
    [one] { $count } more waits that you do not see here.
   *[other] { $count } more wait that you do not see here.
}
routing-placed = { $count ->
    [one] { $count } found somebody.
   *[other] { $count } found somebody.
}
routing-tried = { $count ->
    [one] { $moved } of { $count } would go elsewhere
   *[other] { $moved } of { $count } would go elsewhere
}
routing-ended = Ended from { $day } on.
routing-ramp-step = { $weeks } weeks { $share }
routing-at-most = at most { $count } each
routing-limit-open = at most { $count } open each
routing-limit-day = at most { $count } a day each
routing-map-looked-at = { $count } combinations of segments and stages: { $holes } without an answer, { $doubles } with several.
routing-waits-in = Waits since { $since } in
routing-why = Why did this go to { $to }?
routing-why-when = Decided { $when }, by the organisation of { $day }.
routing-step-unworked = { $who } left it for { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}, so it goes back.
routing-out-left = had it and left it lying
routing-step-embargo = In the segment { $segment }, which goes to { $to }: { $reason }.
routing-step-named = By name, it is { $who }’s.
routing-step-holdover = { $who } had it before and keeps it to { $day }.
routing-step-holdover-ended = { $who } kept it to { $day }.
routing-step-family = It goes with the parent, which { $who } owns.
routing-step-family-left = { $who } owns the parent, but it is marked to go its own way.
routing-step-rule = { $what } · { $stage }: { $by } covers it, { $how }, { $count } to choose from.
routing-step-owner = { $who } owns the account and is asked first.
routing-step-passed = Not { $who }: { $why }.
routing-step-chosen = { $who } gets it{ $path }, carrying { $carried } before.
routing-step-waits = It waits in { $queue }.
routing-out-full = carries { $have } of { $most }
routing-out-day-full = got { $have } of { $most } today
routing-out-holdovers = keeps { $have } of { $most } old ones
routing-out-ramp = new, at { $share }, and not their turn this round

## Checks
check-double_owner = Accounts with two owners by coverage
check-orphan_account = Accounts of empty seats
mend-rank_coverage = Give one of the two another priority, or make their segments apart.
mend-give_owner = Fill the seat, or give the accounts another owner: route them again.
finding-accounts = { $value } accounts
finding-beside = and { $value }

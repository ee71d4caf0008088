# Scorecards and targets.

scorecard-title = Scorecards
scorecard-of = Scorecard of { $name }
scorecard-measure = Measure
scorecard-now = Now
scorecard-target = Target
scorecard-target-set = Set a target
scorecard-target-none = no target
scorecard-target-saved = The target was saved.
scorecard-periods = Six periods
scorecard-made-of = From
scorecard-sample = n = { $count }
scorecard-too-few = too few to rank
scorecard-period = Period
scorecard-period-to-date = { $period }, to date
scorecard-period-month = This month
scorecard-period-quarter = This quarter
scorecard-period-year = This year
scorecard-period-last-month = Last month
scorecard-period-last-quarter = Last quarter
scorecard-period-last-year = Last year
scorecard-in-progress = in progress
scorecard-by = By { $dimension }
scorecard-organisation-then = Organisation as it was then
scorecard-organisation-restated = Restated to the organisation of { $day }
scorecard-unplaced = without a place then
scorecard-state-ahead = ahead
scorecard-state-watch = watch
scorecard-state-behind = behind
scorecard-state-none = no value
scorecard-team = Team
scorecard-people = People
scorecard-drill = Show the records behind { $figure }
scorecard-trend = { $measure } over { $count } periods
scorecard-empty = Nothing to measure yet. Figures appear with the first opportunities.

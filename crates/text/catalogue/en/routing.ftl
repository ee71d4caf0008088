# Routing: where work goes, what waits, and why.

event-queued = { $who } left it waiting in a queue

## Refusals
refusal-hours-empty = Say on which days, and from when to when.
refusal-hours-order = Working hours begin before they end, on the same day.
refusal-ramp-empty = Say for how many weeks, and which share.
refusal-number-zero = Write a number above 0.
refusal-span-empty = The last day is before the first.
refusal-setting-not-then = It does not hold on { $day } or later.

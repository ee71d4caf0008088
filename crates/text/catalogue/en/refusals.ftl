# What the domain refuses, by its code. Arguments are those the domain gives.

refusal-amount-negative = The amount cannot be negative.
refusal-assignment-not-then = This person does not hold the position on { $day }.
refusal-close-in-future = { $day } lies in the future. Close it on a day that has come.
refusal-close-missing = State the day on which it closes.
refusal-company-exists = The company has been set up already.
refusal-coverage-exists = This coverage exists already.
refusal-coverage-not-then = This coverage does not hold on { $day }.
refusal-coverage-target = Choose either a unit or a position that covers.
refusal-currency-unknown = We do not know the currency “{ $currency }”. Write three letters such as EUR.
refusal-day-before-last-step = { $day } is before its last step. Choose that day or a later one.
refusal-email-taken = “{ $email }” belongs to another user.
refusal-email-unknown = This is not an e-mail address.
refusal-end-before-begin = It ends ({ $to }) before it begins ({ $from }).
refusal-external-id-taken = The id “{ $id }” belongs to another position.
refusal-last-owner = This is the last owner. Make someone else an owner first.
refusal-line-not-then = There is no such dotted line on { $day }.
refusal-manager-not-then = The manager does not exist on { $day }.
refusal-month-unknown = A month is a number from 1 to 12.
refusal-name-empty = Give it a name.
refusal-person-has-user = This person has a user already.
refusal-person-unknown = We do not know this person.
refusal-position-exists = This position exists already.
refusal-position-not-then = The position does not exist on { $day }.
refusal-reason-missing = Say why it ended so.
refusal-reopen-first = It is closed. Reopen it before it is closed another way.
refusal-replaced-by-later-row = Line { $line } describes “{ $id }” again; that row holds.
refusal-reporting-cycle = On { $day } the line would end where it began.
refusal-reports-to-itself = A position cannot report to itself.
refusal-row-without-key = The row has nothing by which to know it: no id, e-mail or name.
refusal-second-root = The company exists already; choose the unit around this one.
refusal-share-range = A share is more than 0 and at most 100 %.
refusal-stage-of-another-pipeline = “{ $stage }” belongs to another pipeline.
refusal-stage-same = It is at “{ $stage }” already.
refusal-template-unknown = There is no template “{ $template }”.
refusal-time-zone-unknown = We do not know the time zone “{ $zone }”. Write one such as Europe/Oslo.
refusal-title-empty = Give the position a title.
refusal-token-days = Choose a day from tomorrow on, within { $count } days.
refusal-unit-cycle = A unit cannot lie inside itself.
refusal-unit-exists = This unit exists already.
refusal-unit-is-root = This is the company itself.
refusal-unit-not-then = The unit does not exist on { $day }.

## Accepted, but worth a look
warning-manager-ambiguous = Several people are called “{ $name }”; no manager was set.

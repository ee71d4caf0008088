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

## Imports, records, measures
refusal-amount-too-fine = “{ $value }” has more decimals than { $currency } knows.
refusal-buying-role-unknown = “{ $value }” is no buying role.
refusal-column-missing = There is no column “{ $column }”. The file has: { $columns }.
refusal-day-unreadable = “{ $value }” is not a day written { $style }, as the rest of the column is.
refusal-dimension-not-offered = { $measure } cannot be split by { $by }.
refusal-dimension-unknown = There is no dimension “{ $by }”; try person, position, manager, unit, product, account, stage, month, quarter or year.
refusal-email-unreadable = “{ $value }” is not an e-mail address.
refusal-file-not-recognised = { $file }: cannot tell what its rows are from the columns { $columns }. Say its kind, and map its columns.
refusal-file-unreadable = { $file }: { $detail }
refusal-id-missing = The row has no id.
refusal-kind-unknown = “{ $value }” is no kind of product.
refusal-mapping-unreadable = The mapping file does not read: { $detail }
refusal-measure-unknown = There is no measure “{ $measure }”.
refusal-no-files = Choose at least one file.
refusal-number-negative = This cannot be below zero.
refusal-number-unreadable = This is not a number that can be read.
refusal-owner-missing = Say whose it is: you hold no position.
refusal-owner-unknown = There is no such owner today.
refusal-parent-itself = An account cannot be its own parent.
refusal-period-backwards = The period ends ({ $to }) before it begins ({ $from }).
refusal-pipeline-unknown = There is no such pipeline.
refusal-product-unknown = “{ $value }” is not in the catalogue of products. Add it, or say what you call it (alias).
refusal-rate-missing = There is no exchange rate for { $currency } on or before { $day }. Enter one under Settings, Exchange rates (or: bailiwick rates set).
refusal-roster-team-incomplete = The row lacks the seller, the manager or the office.
refusal-row-deleted = The row was deleted where it comes from.
refusal-row-repeated = “{ $value }” stands in the file twice; the first row holds.
refusal-stage-unknown = There is no such stage in the pipeline.
refusal-tier-unknown = “{ $value }” is no tier; there are key, enterprise, mid and small.

## Accepted, but worth a look
warning-manager-ambiguous = Several people are called “{ $name }”; no manager was set.
warning-parent-unknown = The parent “{ $value }” is not known; the account has none for now.
warning-email-unreadable = “{ $value }” is not an e-mail address; the contact has none for now.

## Pipelines and stages
refusal-category-unknown = “{ $value }” is no forecast category of an open stage.
refusal-default-needed = One pipeline is always the default. Make another one the default instead.
refusal-name-long = A name has at most { $limit } characters.
refusal-need-unknown = A stage cannot ask for “{ $value }”.
refusal-pipeline-exists = There is a pipeline called “{ $name }” already.
refusal-probability-range = Write a percentage from 0 to 100, with at most two decimals.
refusal-stage-exists = There is a stage called “{ $name }” already.
refusal-stage-held = Opportunities are at this stage, so what it means stands. Make another stage instead.
refusal-stage-last = “{ $stage }” is the last stage of its kind; a pipeline needs one.
refusal-stage-needs = To enter “{ $stage }”, “{ $name }” needs this: { $label }.
refusal-stage-occupied = Opportunities are open at “{ $stage }”. Say where they go.
refusal-stage-retired = “{ $stage }” is no longer used.

## Exchange rates
refusal-currency-own = { $currency } is the company’s own currency and needs no rate.
refusal-rate-columns = { $file }: there are no columns for currency, date and rate. The file has: { $columns }.
refusal-rate-line = Line { $line }: { $reason }
refusal-rate-unreadable = “{ $value }” is not a rate. Write a number above 0 with at most nine decimals.
refusal-links-none = Say which account, contact or opportunity it is about.
refusal-links-too-many = It stands on too many records; { $most } is the most.
refusal-day-to-come = { $day } is yet to come.
refusal-answer-missing = Say what was answered.
refusal-lead-reason-missing = Say why: choose a reason.
refusal-lead-return-missing = Say when to look at it again.
refusal-lead-return-past = The day to look at it again must lie ahead.
refusal-lead-converted = This lead has become a customer already; go on with the account or the opportunity.
refusal-lead-convert-instead = A lead becomes a customer by converting it, not by a status.

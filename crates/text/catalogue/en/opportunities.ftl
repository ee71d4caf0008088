# Opportunities: stages, outcomes, reasons, board.

opportunity-title = Opportunities
opportunity-one = Opportunity
opportunity-new = New opportunity
opportunity-empty = No opportunities yet. An opportunity is a possible sale to an account.
opportunity-empty-import = Import them from a file
opportunity-open-sum = { $count ->
    [one] { $count } open · { $amount }
   *[other] { $count } open · { $amount }
}
opportunity-weighted = weighted { $amount }
opportunity-account-unknown = account unknown
opportunity-amount-unknown = amount unknown
opportunity-created-unknown = created date unknown
opportunity-close-moved = { $count ->
    [one] close date moved once
   *[other] close date moved { $count } times
}
opportunity-in-stage = { $days ->
    [one] { $days } day in this stage
   *[other] { $days } days in this stage
}
opportunity-entry-criteria = Before “{ $stage }”
opportunity-need-filled = filled
opportunity-need-missing = still missing
opportunity-competitors = Competitors
opportunity-competitor = Competitor
opportunity-competitor-none = No competitor known
opportunity-lines = Lines
opportunity-quantity = Quantity
opportunity-description = Description
opportunity-credit = Credit
opportunity-booking = Booking
opportunity-kind-new = New business
opportunity-kind-expansion = Expansion
opportunity-kind-renewal = Renewal
opportunity-move = Move to stage
opportunity-move-on = On day
opportunity-moved = { $who } moved it to { $to } from { $from }
opportunity-moved-after = { $days ->
    [one] { $who } moved it to { $to } from { $from }, after { $days } day
   *[other] { $who } moved it to { $to } from { $from }, after { $days } days
}
opportunity-close = Close
opportunity-close-won = Mark as won
opportunity-close-lost = Mark as lost
opportunity-close-no-decision = Mark as no decision
opportunity-reopen = Reopen
opportunity-reopened = { $count ->
    [one] reopened once
   *[other] reopened { $count } times
}
opportunity-reason = Reason
opportunity-reason-ask = Why did it end so?
opportunity-stage-history = Stage history
opportunity-pipeline = Pipeline
opportunity-pipeline-imported = Imported pipeline { $name }

board-title = Board
board-more = { $count ->
    [one] { $count } more
   *[other] { $count } more
}
board-column-empty = Nothing at this stage.
board-column-sum = { $stage }: { $count }, { $amount }
board-card-move = Move { $name }
board-card-next = Move to the next stage
board-card-previous = Move to the stage before
board-help = Drag a card, or press the arrow keys with Shift.

## Stages of the default pipeline
stage-prospecting = Prospecting
stage-qualifying = Qualifying
stage-presenting = Presenting
stage-negotiating = Negotiating
stage-closing = Closing
stage-following_up = Following up
stage-won = Won
stage-lost = Lost
stage-no_decision = No decision

## Outcomes
outcome-open = Open
outcome-won = Won
outcome-lost = Lost
outcome-no_decision = No decision

## Steps of the history
step-opened = Created
step-moved = Moved
step-changed = Changed
step-won = Won
step-lost = Lost
step-no_decision = Closed without a decision
step-reopened = Reopened

## Reasons
reason-best_fit = Best fit
reason-relationship = Relationship
reason-price = Price
reason-product_gap = Something missing in the product
reason-competitor = Chose a competitor
reason-delivery = Delivery time
reason-terms = Terms
reason-timing = Timing
reason-no_budget = No budget
reason-no_response = No answer
reason-project_stopped = The project was stopped
reason-sponsor_left = Our sponsor left
reason-other = Other

## Forecast categories
category-pipeline = Pipeline
category-best_case = Best case
category-commit = Commit
category-closed = Closed
category-omitted = Omitted
pipeline-default = Sales process

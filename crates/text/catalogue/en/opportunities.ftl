# Opportunities: stages, outcomes, reasons, board.

opportunity-title = Opportunities
opportunity-new = New opportunity
opportunity-empty = No opportunities yet. An opportunity is a possible sale to an account.
opportunity-open-sum = { $count ->
    [one] { $count } open · { $amount }
   *[other] { $count } open · { $amount }
}
opportunity-weighted = weighted { $amount }
opportunity-account-unknown = account unknown
opportunity-entry-criteria = Before “{ $stage }”
opportunity-need-filled = filled
opportunity-need-missing = still missing
opportunity-credit = Credit
opportunity-kind-new = New business
opportunity-kind-expansion = Expansion
opportunity-kind-renewal = Renewal
opportunity-move = Move to stage
opportunity-moved = { $who } moved it to { $to } from { $from }
opportunity-close = Close
opportunity-reason-ask = Why did it end so?
opportunity-stage-history = Stage history
opportunity-pipeline = Pipeline

board-title = Board
board-column-empty = Nothing at this stage.

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

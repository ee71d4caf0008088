# Names of fields, as in forms, columns, history and imports; kinds of records; entries of the history.

field-name = Name
field-account = Account
field-amount = Amount
field-buying_role = Buying role
field-capacity = Capacity
field-changed_at = Changed
field-city = City
field-close_on = Close date
field-code = Code
field-company = Company
field-competitor = Competitor
field-contact = Contact
field-cost = Cost per year
field-country = Country
field-coverage = Coverage
field-created_on = Created
field-currency = Currency
field-description = Description
field-email = E-mail
field-employees = Employees
field-ends_on = Ends on
field-external_id = Id in its system
field-family = Family
field-first_name = First name
field-fiscal_first_month = First month of the fiscal year
field-forecast_category = Forecast
field-founded = Founded
field-is_active = Active
field-kind = Kind
field-languages = Languages
field-last_name = Last name
field-list_price = List price
field-location = Location
field-manager = Manager
field-mobile = Mobile
field-next_step = Next step
field-next_step_on = Next step on
field-on = Day
field-outcome = Outcome
field-owner = Owner
field-parent = Parent
field-person = Person
field-phone = Phone
field-pipeline = Pipeline
field-position = Position
field-probability = Probability
field-product = Product
field-quota_class = Quota class
field-reason = Reason
field-reports_to = Reports to
field-revenue = Revenue
field-roles = Roles
field-share = Share
field-size = Size
field-source = Source
field-stage = Stage
field-starts_on = Starts on
field-tier = Tier
field-time_zone = Time zone
field-title = Title
field-unit = Unit
field-vertical = Vertical
field-website = Website

## Kinds of records
noun-account = account
noun-activity = activity
noun-contact = contact
noun-cost = cost
noun-import = import
noun-rate = exchange rate
noun-measure = measure
noun-opportunity = opportunity
noun-organisation = organisation
noun-pipeline = pipeline
noun-product = product
noun-setting = setting
noun-company = company
noun-user = user
noun-many-account = { $count ->
    [one] { $count } account
   *[other] { $count } accounts
}
noun-many-activity = { $count ->
    [one] { $count } activity
   *[other] { $count } activities
}
noun-many-contact = { $count ->
    [one] { $count } contact
   *[other] { $count } contacts
}
noun-many-opportunity = { $count ->
    [one] { $count } opportunity
   *[other] { $count } opportunities
}
noun-many-product = { $count ->
    [one] { $count } product
   *[other] { $count } products
}
noun-many-user = { $count ->
    [one] { $count } user
   *[other] { $count } users
}

## Entries of the history
event-created = { $who } created this
event-changed = { $who } changed this
event-stage_moved = { $who } moved it to another stage
event-won = { $who } won it
event-lost = { $who } lost it
event-no_decision = { $who } closed it without a decision
event-reopened = { $who } reopened it
event-owner_changed = { $who } gave it another owner
event-noted = { $who } wrote a note
event-deleted = { $who } deleted it
event-by-nobody = The console
event-cause-command = by hand
event-cause-import = by an import
event-cause-rule = by a rule
event-cause-undo = by undoing
field-entry_criteria = Other criteria
field-subject = Subject
field-body = Text
field-direction = Direction
field-starts_at = Planned for
field-minutes = Minutes
field-due_on = Due
field-next_on = Next step agreed for
field-happened_at = Happened
field-done_at = Done
field-is_open = To be done
field-is_automatic = Automatic
field-opportunity = Opportunity
field-campaign = Campaign
field-landing_page = Landing page
field-status = Status
field-return_on = Look again on
field-need = Need
field-need_evidence = Need: evidence
field-budget = Budget
field-budget_evidence = Budget: evidence
field-timeline = Timeline
field-timeline_evidence = Timeline: evidence
field-decision_process = Decision process
field-decision_process_evidence = Decision process: evidence
field-generated_by = Brought in by
field-received_at = Came in
field-user = Written by
field-converted_on = Converted
field-won_on = Won
field-recycled = Times taken up again
field-assigned_at = Assigned
field-attempted_at = First attempt
field-first_attempt_at = First attempt, whoever had it
field-language = Language
noun-lead = lead
noun-many-lead = { $count ->
    [one] { $count } lead
   *[other] { $count } leads
}
field-worked = Tried in time
field-sourced_by = Sourced by
field-handoffs = Times handed over
field-is_accepted = Taken over by the receiver

# The page of the day.
today-due = Due
today-deals = Deals that need you
today-steps = Customers to get back to
today-soon = The next days
today-team = Your team
today-team-late = Late
today-team-no-step = No next step
today-team-step-late = Step late
today-team-close-late = Close date passed
today-orphans = Without anyone to do it
today-imports-waiting = { $count ->
    [one] { $count } file waits to be checked
   *[other] { $count } files wait to be checked
}
today-defects = { $count ->
    [one] { $count } defect of the organisation
   *[other] { $count } defects of the organisation
}
today-nothing = Nothing waits for you.
today-nothing-text = Every open deal has a next step on a day, and nothing is due.
today-begin = Begin with what you have.
today-begin-text = Bring in your team, customers and deals from a CRM or a spreadsheet, or create the first ones by hand.
today-why-begins = Today { $clock }
today-why-passed = Was at { $clock }: what became of it?
today-why-close = { $days ->
    [one] Close date passed { $days } day ago
   *[other] Close date passed { $days } days ago
}
today-why-no-step = No next step
today-put-off = Put off
today-planned = Planned: { $name }
today-leads = Leads that wait for you
today-why-waits = Nobody has tried to reach it for { $waited }

# Settings, language and theme.

settings-title = Settings
settings-mine = Mine
settings-company = Company
settings-company-name = Name
settings-time-zone = Time zone
settings-fiscal-first-month = First month
settings-pipelines = Pipelines and stages
settings-language = Language
settings-theme = Theme
settings-saved = Settings were saved.
settings-sessions = Devices
theme-system = As the system
theme-light = Light
theme-dark = Dark

## Pipelines and stages
pipeline-explained = A pipeline is the way a sale takes: its stages in order, what each means for the forecast, and what must be known before a sale enters it.
pipeline-new = New pipeline
pipeline-like = With the stages of
pipeline-like-usual = the usual process
pipeline-is-default = default
pipeline-is-imported = imported
pipeline-make-default = New opportunities begin here
pipeline-default-explained = New opportunities begin here.
stage-add = Add the stage
stage-new = New stage
stage-needs = Must be filled to enter
stage-needs-explained = Whoever moves an opportunity here is asked for what is missing.
stage-criteria-explained = In words, one a line; shown at the stage before.
stage-open-only = For open stages. Won counts as 100 %, other endings as 0 %.
stage-order = Order
stage-up = Move “{ $stage }” up
stage-down = Move “{ $stage }” down
stage-use = Use
stage-retired = no longer used
stage-retired-explained = This stage is no longer used. What happened at it stays in the history.
stage-retired-said = “{ $stage }” is no longer used.
stage-retire = Take out of use
stage-retire-to = Move what is open here to
stage-retire-explained = A stage out of use is offered no more; histories and closed opportunities keep it.
stage-restore = Use again

## Exchange rates
settings-rates = Exchange rates
rate-explained = What one unit of a currency is worth in { $currency }, from a day until the next. Amounts are added up in { $currency }, at the newest rate on or before their close date.
rate-empty = No rates yet. Amounts in other currencies need one.
rate-new = Enter a rate
rate-enter = Enter
rate-from = From
rate-rate = Rate
rate-hint = How many { $currency } one unit is worth.
rate-by-hand = by hand
rate-file = Load a file
rate-file-choose = File
rate-file-hint = CSV or Excel with the columns currency, date and rate.
rate-load = Load
rate-saved = Rates: { $created } new, { $changed } changed, { $unchanged } as before.
rate-removed = A rate for { $currency } was removed.
settings-group-own = My settings
settings-group-company = Company settings
settings-group-selling = How we sell

## Absences
absence-title = Absences
absence-new = I am away
absence-explained = On these days nothing new is given to you. What would be yours by name goes to your deputy, if you name one.
absence-none = You are not away.
absence-deputy = Deputy
absence-deputy-hint = Gets what would be yours by name. Without one it stays yours.
absence-own-deputy = Nobody is their own deputy.
absence-nobody = Your user is linked to no person. Ask an administrator.

# Settings, language and theme.

settings-title = Settings
settings-mine = Mine
settings-company = Company
settings-company-name = Name
settings-currency = Currency
settings-time-zone = Time zone
settings-fiscal-year = Fiscal year
settings-fiscal-first-month = First month
settings-pipelines = Pipelines and stages
settings-roles = Role catalogue
settings-language = Language
settings-theme = Theme
settings-saved = Settings were saved.
settings-sessions = Devices
settings-sessions-count = Sessions open, this one included: { $count }
theme-system = As the system
theme-light = Light
theme-dark = Dark

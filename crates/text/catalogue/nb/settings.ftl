# Innstillinger, språk og tema.

settings-title = Innstillinger
settings-mine = Mine
settings-company = Selskap
settings-company-name = Navn
settings-currency = Valuta
settings-time-zone = Tidssone
settings-fiscal-year = Regnskapsår
settings-fiscal-first-month = Første måned
settings-pipelines = Salgsprosesser og faser
settings-roles = Rollekatalog
settings-language = Språk
settings-theme = Tema
settings-saved = Innstillingene er lagret.
settings-sessions = Enheter
settings-sessions-count = Åpne økter, denne medregnet: { $count }
theme-system = Som systemet
theme-light = Lyst
theme-dark = Mørkt

# Navn på felter, som i skjemaer, kolonner, historikk og importer; slag av oppføringer; innslag i historikken.

field-name = Navn
field-account = Kunde
field-amount = Beløp
field-buying_role = Rolle i kjøpet
field-capacity = Kapasitet
field-changed_at = Endret
field-city = Sted
field-close_on = Avslutningsdato
field-code = Kode
field-company = Selskap
field-competitor = Konkurrent
field-contact = Kontakt
field-cost = Kostnad per år
field-country = Land
field-coverage = Dekning
field-created_on = Opprettet
field-currency = Valuta
field-description = Beskrivelse
field-email = E-post
field-employees = Ansatte
field-ends_on = Slutter
field-external_id = Id i eget system
field-family = Familie
field-first_name = Fornavn
field-fiscal_first_month = Første måned i regnskapsåret
field-forecast_category = Prognose
field-founded = Stiftet
field-is_active = Aktiv
field-kind = Slag
field-languages = Språk
field-last_name = Etternavn
field-list_price = Listepris
field-location = Sted
field-manager = Leder
field-mobile = Mobil
field-next_step = Neste steg
field-next_step_on = Neste steg den
field-on = Dag
field-outcome = Utfall
field-owner = Eier
field-parent = Overordnet
field-person = Person
field-phone = Telefon
field-pipeline = Salgsprosess
field-position = Stilling
field-probability = Sannsynlighet
field-product = Produkt
field-quota_class = Kvoteklasse
field-reason = Årsak
field-reports_to = Rapporterer til
field-revenue = Omsetning
field-roles = Roller
field-share = Andel
field-size = Størrelse
field-source = Kilde
field-stage = Fase
field-starts_on = Begynner
field-tier = Nivå
field-time_zone = Tidssone
field-title = Tittel
field-unit = Enhet
field-vertical = Bransje
field-website = Nettsted

## Kinds of records
noun-account = kunde
noun-activity = aktivitet
noun-contact = kontakt
noun-cost = kostnad
noun-import = import
noun-rate = valutakurs
noun-measure = mål
noun-opportunity = salgsmulighet
noun-organisation = organisasjon
noun-pipeline = salgsprosess
noun-product = produkt
noun-setting = innstilling
noun-company = firma
noun-user = bruker
noun-many-account = { $count ->
    [one] { $count } kunde
   *[other] { $count } kunder
}
noun-many-activity = { $count ->
    [one] { $count } aktivitet
   *[other] { $count } aktiviteter
}
noun-many-contact = { $count ->
    [one] { $count } kontakt
   *[other] { $count } kontakter
}
noun-many-opportunity = { $count ->
    [one] { $count } salgsmulighet
   *[other] { $count } salgsmuligheter
}
noun-many-product = { $count ->
    [one] { $count } produkt
   *[other] { $count } produkter
}
noun-many-user = { $count ->
    [one] { $count } bruker
   *[other] { $count } brukere
}

## Entries of the history
event-created = { $who } opprettet denne
event-changed = { $who } endret denne
event-stage_moved = { $who } flyttet den til en annen fase
event-won = { $who } vant den
event-lost = { $who } tapte den
event-no_decision = { $who } avsluttet den uten beslutning
event-reopened = { $who } gjenåpnet den
event-owner_changed = { $who } ga den en annen eier
event-noted = { $who } skrev et notat
event-deleted = { $who } slettet den
event-by-nobody = Konsollen
event-cause-command = for hånd
event-cause-import = av en import
event-cause-rule = av en regel
event-cause-undo = ved angring
field-entry_criteria = Andre kriterier
field-subject = Emne
field-body = Tekst
field-direction = Retning
field-starts_at = Planlagt til
field-minutes = Minutter
field-due_on = Frist
field-next_on = Neste steg avtalt til
field-happened_at = Skjedde
field-done_at = Gjort
field-is_open = Å gjøre
field-is_automatic = Automatisk
field-opportunity = Salgsmulighet
field-campaign = Kampanje
field-landing_page = Landingsside
field-status = Status
field-return_on = Se på igjen
field-need = Behov
field-need_evidence = Behov: belegg
field-budget = Budsjett
field-budget_evidence = Budsjett: belegg
field-timeline = Tidsplan
field-timeline_evidence = Tidsplan: belegg
field-decision_process = Beslutningsprosess
field-decision_process_evidence = Beslutningsprosess: belegg
field-generated_by = Skaffet av
field-received_at = Kom inn
field-user = Skrevet av
field-converted_on = Konvertert
field-won_on = Vunnet
field-recycled = Ganger tatt opp igjen
field-assigned_at = Tildelt
field-attempted_at = Første forsøk
field-first_attempt_at = Første forsøk, uansett hvem som hadde den
field-language = Språk
noun-lead = lead
noun-many-lead = { $count ->
    [one] { $count } lead
   *[other] { $count } leads
}
field-worked = Forsøkt i tide
field-sourced_by = Skaffet av
field-handoffs = Ganger overlevert
field-is_accepted = Overtatt av mottakeren

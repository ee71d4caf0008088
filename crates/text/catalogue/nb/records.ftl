# Det lister og poster av alle slag sier ut over ordene de deler med andre sider.

records-hand-over = Overlat
records-handed-over = { $count ->
    [one] { $count } post har fått ny eier.
   *[other] { $count } poster har fått ny eier.
}
records-moved = { $count ->
    [one] { $count } salgsmulighet ble flyttet.
   *[other] { $count } salgsmuligheter ble flyttet.
}
records-filter-not-empty = har verdi
records-team-add = Legg til i teamet
records-team-member = Medlem
records-today-else = I dag, der ikke noe annet er sagt.
records-undone = { $count ->
    [one] { $count } post er som før.
   *[other] { $count } poster er som før.
}
records-undone-some = Som før: { $count }. Endret siden, og latt være: { $kept }.
records-view-deleted = Visningen ble slettet.

## Fields
field-cost_per_year = Kostnad per år
field-domain = Domene
field-finished_at = Ferdig
field-founded_year = Stiftet
field-industry = Bransje
field-is_vacant = Ledig
field-line = Produktlinje
field-postal_code = Postnummer
field-probability_bp = Sannsynlighet
field-region = Region
field-reports = Rapporterer hit
field-started_at = Startet
field-state = Tilstand
field-street = Gate
field-updated_at = Endret

## Entries of the history
event-team_joined = { $who } la noen til i teamet
event-team_left = { $who } tok noen ut av teamet
record-moment-form = Dag og klokkeslett, som 2026-11-22 14:30.

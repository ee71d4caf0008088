# Søk, kommandopaletten og tastene.

palette-title = Søk eller gjør hva som helst
palette-placeholder = Navn, side eller handling
palette-records = Oppføringer
palette-pages = Sider
palette-actions = Handlinger
palette-none = Ingen treff på «{ $query }».
palette-results = { $count ->
    [one] { $count } treff
   *[other] { $count } treff
}
palette-hint = Piltastene velger, Enter åpner, Esc lukker.
palette-create = Opprett { $what }
palette-go = Gå til { $page }
search-title = Søk
search-results-for = Treff på «{ $query }»
keys-title = Taster
keys-palette = Finn eller gjør hva som helst
keys-search = Søk i denne listen
keys-create = Opprett
keys-go = Gå til en side: g, så bokstaven
keys-help = Vis disse tastene
keys-rows = Opp og ned i radene
keys-open = Åpne
keys-panel = Åpne i sidepanelet
keys-close = Lukk
keys-undo = Angre
keys-log = Logg aktivitet
keys-move-card = Flytt kortet
keys-fold = Fold sammen eller ut
keys-fit = Tilpass kartet

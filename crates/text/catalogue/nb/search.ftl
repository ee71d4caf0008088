# Søk, kommandopaletten og tastene.

palette-pages = Sider
palette-actions = Handlinger
palette-none = Ingen treff på «{ $query }».
palette-results = { $count ->
    [one] { $count } treff
   *[other] { $count } treff
}
search-title = Søk
search-results-for = Treff på «{ $query }»
search-likely = Mente du
search-likely-only = Ingenting har disse ordene. Disse er en skrivefeil unna.

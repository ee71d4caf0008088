# Search, the command palette and the keys.

palette-pages = Pages
palette-actions = Actions
palette-none = Nothing found for “{ $query }”.
palette-results = { $count ->
    [one] { $count } hit
   *[other] { $count } hits
}
search-title = Search
search-results-for = Results for “{ $query }”
search-likely = Did you mean
search-likely-only = Nothing holds these words. These are a slip of the fingers away.

# Search, the command palette and the keys.

palette-title = Search or do anything
palette-placeholder = Name, page or action
palette-records = Records
palette-pages = Pages
palette-actions = Actions
palette-none = Nothing found for “{ $query }”.
palette-results = { $count ->
    [one] { $count } hit
   *[other] { $count } hits
}
palette-hint = Arrow keys choose, Enter opens, Esc closes.
palette-create = Create { $what }
palette-go = Go to { $page }
search-title = Search
search-results-for = Results for “{ $query }”
keys-title = Keys
keys-palette = Find or do anything
keys-search = Search this list
keys-create = Create
keys-go = Go to a page: g, then its letter
keys-help = Show these keys
keys-rows = Up and down the rows
keys-open = Open
keys-panel = Open in the side panel
keys-close = Close
keys-undo = Undo
keys-log = Log activity
keys-move-card = Move the card
keys-fold = Fold or unfold
keys-fit = Fit the chart

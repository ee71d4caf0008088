# What was guessed or found odd while reading a file.

sheet-guessed-encoding = Read as { $encoding }, guessed from the bytes.
sheet-mixed-encoding = { $count ->
    [one] { $count } byte was not UTF-8 and was read as Windows-1252.
   *[other] { $count } bytes were not UTF-8 and were read as Windows-1252.
}
sheet-lost-characters = { $count ->
    [one] { $count } character was lost before the file came here.
   *[other] { $count } characters were lost before the file came here.
}
sheet-unusual-quoting = Cells are quoted with { $quote }.
sheet-preamble = { $count ->
    [one] { $count } row above the header is not part of the table.
   *[other] { $count } rows above the header are not part of the table.
}
sheet-no-header = The first row holds data, so the columns are named by letters.
sheet-unnamed-columns = Columns without a name: { $columns }
sheet-duplicate-column = Columns { $columns } are all named “{ $name }”.
sheet-short-rows = { $count ->
    [one] { $count } row has fewer than { $expected } cells.
   *[other] { $count } rows have fewer than { $expected } cells.
}
sheet-long-rows = { $count ->
    [one] { $count } row has more than { $expected } cells.
   *[other] { $count } rows have more than { $expected } cells.
}
sheet-trailing-separators = { $count ->
    [one] { $count } row ends in empty cells beyond the header.
   *[other] { $count } rows end in empty cells beyond the header.
}
sheet-blank-lines = { $count ->
    [one] { $count } empty line was skipped.
   *[other] { $count } empty lines were skipped.
}
sheet-stray-quotes = { $count ->
    [one] { $count } cell has a stray quote, kept as text.
   *[other] { $count } cells have a stray quote, kept as text.
}
sheet-long-quoted-cells = { $count ->
    [one] { $count } quoted cell spans a hundred lines or more; perhaps a quote was not closed.
   *[other] { $count } quoted cells span a hundred lines or more; perhaps a quote was not closed.
}
sheet-cell-errors = { $count ->
    [one] { $count } cell holds an error such as #REF!.
   *[other] { $count } cells hold an error such as #REF!.
}
sheet-other-sheets = Other sheets were not read: { $names }
sheet-on-lines = line { $lines }

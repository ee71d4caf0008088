# Det som ble gjettet eller funnet rart under lesing av en fil.

sheet-guessed-encoding = Lest som { $encoding }, gjettet ut fra bytene.
sheet-mixed-encoding = { $count ->
    [one] { $count } byte var ikke UTF-8 og ble lest som Windows-1252.
   *[other] { $count } byter var ikke UTF-8 og ble lest som Windows-1252.
}
sheet-lost-characters = { $count ->
    [one] { $count } tegn gikk tapt før filen kom hit.
   *[other] { $count } tegn gikk tapt før filen kom hit.
}
sheet-unusual-quoting = Celler står mellom { $quote }.
sheet-preamble = { $count ->
    [one] { $count } rad over overskriften hører ikke til tabellen.
   *[other] { $count } rader over overskriften hører ikke til tabellen.
}
sheet-no-header = Første rad er data, så kolonnene er navngitt med bokstaver.
sheet-unnamed-columns = Kolonner uten navn: { $columns }
sheet-duplicate-column = Kolonnene { $columns } heter alle «{ $name }».
sheet-short-rows = { $count ->
    [one] { $count } rad har færre enn { $expected } celler.
   *[other] { $count } rader har færre enn { $expected } celler.
}
sheet-long-rows = { $count ->
    [one] { $count } rad har flere enn { $expected } celler.
   *[other] { $count } rader har flere enn { $expected } celler.
}
sheet-trailing-separators = { $count ->
    [one] { $count } rad slutter med tomme celler utenfor overskriften.
   *[other] { $count } rader slutter med tomme celler utenfor overskriften.
}
sheet-blank-lines = { $count ->
    [one] { $count } tom linje ble hoppet over.
   *[other] { $count } tomme linjer ble hoppet over.
}
sheet-stray-quotes = { $count ->
    [one] { $count } celle har et løst anførselstegn, beholdt som tekst.
   *[other] { $count } celler har et løst anførselstegn, beholdt som tekst.
}
sheet-long-quoted-cells = { $count ->
    [one] { $count } celle i anførselstegn går over hundre linjer eller mer; kanskje ble et anførselstegn ikke lukket.
   *[other] { $count } celler i anførselstegn går over hundre linjer eller mer; kanskje ble et anførselstegn ikke lukket.
}
sheet-cell-errors = { $count ->
    [one] { $count } celle har en feil som #REF!.
   *[other] { $count } celler har en feil som #REF!.
}
sheet-other-sheets = Andre ark ble ikke lest: { $names }
sheet-on-lines = linje { $lines }

# Mange poster endret på en gang.

bulk-title = Endringer av mange poster
bulk-none = Du har ikke endret mange poster på en gang ennå. Velg rader i en liste, og så Rediger.
bulk-records = Poster
bulk-what = Hva som endres
bulk-done = Gått gjennom
bulk-edit = Rediger …
bulk-all = Alle som passer
bulk-all-of = Alle { $count } som passer
bulk-of = { $count ->
    [one] { $count } post
   *[other] { $count } poster
}
bulk-field = Hva som skal endres
bulk-field-choose = Velg et felt
bulk-field-next = Neste
bulk-empty = Står det tomt, tas det som står der, bort.
bulk-look = Vis hva som ville skje
bulk-would = Hva som ville skje
bulk-tried = { $changing } av { $tried } ville endres, { $kept } må bli som de er.
bulk-tried-first = Av de første { $tried } ville { $changing } endres, og { $kept } må bli som de er. Ingenting er endret ennå.
bulk-samples = Noen av dem
bulk-go = { $count ->
    [one] Endre { $count } post
   *[other] Endre { $count } poster
}
bulk-again = Noe annet
bulk-changed = Endret
bulk-kept = { $count ->
    [one] { $count } post blir som den er
   *[other] { $count } poster blir som de er
}
bulk-kept-gone = Den er borte, eller du kan ikke se den lenger.
bulk-kept-forbidden = Du kan ikke endre den.
bulk-kept-changed = Noen endret den i samme øyeblikk.
bulk-stop = Stopp
bulk-goes-on = Det fortsetter når du forlater siden.
bulk-outcome = { $changed } endret, { $same } hadde den verdien allerede, { $kept } blir som de er.
bulk-undo = Ta det tilbake
bulk-state-draft = ikke begynt
bulk-state-running = pågår
bulk-state-done = ferdig
bulk-state-stopped = stoppet
bulk-state-undoing = tas tilbake
bulk-state-undone = tatt tilbake
event-cause-bulk = sammen med mange
refusal-bulk-begun = Det er allerede begynt.
refusal-bulk-kind = «{ $kind }» kan ikke endres mange på en gang. Velg blant: { $known }.
refusal-bulk-many = Det er mer enn { $most } poster. Snevre inn listen først.
refusal-bulk-none = Ingen post er valgt, eller ingen som du kan endre.
refusal-bulk-not-undoable = Det pågår ennå, ble aldri begynt, eller er allerede tatt tilbake.
refusal-bulk-nothing = Si hvilket felt som endres.
refusal-bulk-singular = { $field } er aldri lik for mange poster.
refusal-bulk-which = Nevn postene i ids, eller si hvilke med filter eller search; et tomt filter betyr alle.
bulk-delete = Slett dem
bulk-deleted = Slettet
bulk-go-delete = { $count ->
    [one] Slett { $count } post
   *[other] Slett { $count } poster
}
bulk-tried-same = { $changing } av { $tried } ville endres, { $kept } må bli som de er. Resten har den verdien allerede.
bulk-tried-delete = { $changing } av { $tried } ville slettes, { $kept } blir stående fordi de må.
bulk-tried-delete-first = Av de første { $tried } ville { $changing } slettes, og { $kept } blir stående fordi de må. Ingenting er slettet ennå.
bulk-outcome-delete = { $changed } slettet, { $kept } blir stående.
refusal-bulk-either = Enten verdier for felt eller sletting, ikke begge på en gang.

# Det som er slettet og kan tas tilbake.

trash-title = Slettede poster
trash-delete = Slett
trash-ask = Slette { $name }?
trash-explained = I 30 dager kan det som slettes, tas tilbake, under Innstillinger, Slettede poster, med notater, oppgaver og alt som hører til. Deretter er det borte for godt; at det har vært der, blir stående i historikken.
trash-none = Ingenting du kan ta tilbake, er slettet de siste 30 dagene.
trash-first = Dette er de siste { $count }. Søk for å finne andre.
trash-record = Post
trash-kind = Slag
trash-when = Slettet
trash-who = Av
trash-until = Borte for godt
trash-restore = Ta tilbake
trash-was = Den ble slettet { $at }, og kan tas tilbake til { $ends }.
trash-deleted = { $name } ble slettet.
trash-restored = { $name } er tilbake.
trash-restored-to = { $name } er tilbake. Den som hadde den, er ikke her lenger: nå er den hos { $who }.
event-ended = Den ble slettet for godt
refusal-delete-daughters = { $count ->
    [one] { $count } selskap hører til det. Gi det et annet morselskap først, eller slett det.
   *[other] { $count } selskaper hører til det. Gi dem et annet morselskap først, eller slett dem.
}
refusal-delete-contacts = { $count ->
    [one] Det har { $count } kontakt. Flytt eller slett den først.
   *[other] Det har { $count } kontakter. Flytt eller slett dem først.
}
refusal-delete-opportunities = { $count ->
    [one] { $count } salgsmulighet viser til den. Endre eller slett den først.
   *[other] { $count } salgsmuligheter viser til den. Endre eller slett dem først.
}
refusal-delete-leads = { $count ->
    [one] { $count } lead viser til den. Endre eller slett det først.
   *[other] { $count } leads viser til den. Endre eller slett dem først.
}
refusal-delete-objections = { $count ->
    [one] { $count } innvending på en salgsmulighet er denne kontaktens. Den er en del av hvordan kunden kjøpte.
   *[other] { $count } innvendinger på salgsmuligheter er denne kontaktens. De er en del av hvordan kundene kjøpte.
}
refusal-delete-history = Salgsmuligheter viste til den tidligere, { $count } ganger, og tallene teller dem der. Den blir stående.
refusal-delete-booked = Inntekt er bokført på den ({ $count } poster). Det som er bokført, blir stående.
refusal-delete-named = { $count ->
    [one] { $count } post viser til den i feltet «{ $field }», som må ha en verdi. Endre den først.
   *[other] { $count } poster viser til den i feltet «{ $field }», som må ha en verdi. Endre dem først.
}
refusal-restore-account = Kunden den hører til, finnes ikke lenger. Ta den tilbake først.
refusal-restore-contact = Kontakten den viser til, finnes ikke lenger. Ta den tilbake først.
refusal-restore-product = Produktet den viser til, finnes ikke lenger. Ta det tilbake først.
refusal-restore-opportunity = Salgsmuligheten den ble til, finnes ikke lenger. Ta den tilbake først.
refusal-restore-gone = Noe den viser til, som fasen, finnes ikke lenger.

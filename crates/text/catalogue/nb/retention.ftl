# Oppbevaring: hvor lenge personer beholdes som det ikke skjer noe med.

retention-title = Hvor lenge personer beholdes
retention-explained = En person det ikke skjer noe med, er moden for sletting etter noen måneder: ingen aktivitet eller e-post, ingen endring, ingenting planlagt, ingen åpen salgsmulighet. Det er de når alle postene deres er det. Tomt beholder dem for godt.
retention-contact = Kontakter: måneder uten at noe skjer
retention-contact-then = Kontakter blir da
retention-lead = Leads: måneder uten at noe skjer
retention-lead-then = Leads blir da
retention-months-hint = Et helt tall; tomt beholder dem for godt.
retention-then-list = oppført her
retention-then-erase = slettet automatisk
retention-rules-sure = Ja, personer kan slettes automatisk
retention-rules-sure-hint = For regler som sletter. Før dem opp først og se hvem som er modne: det kan ikke angres.
retention-saved = Reglene er satt.
retention-due = Modne for sletting
retention-due-explained = Se på hver av dem, kryss av dem som skal bort, høyst { $most } om gangen. De slettes som for hånd, med regelen som begrunnelse.
retention-nobody = Ingen er modne.
retention-last = sist { $on }
retention-others = { $count ->
    [one] med én annen post
   *[other] med { $count } andre poster
}
retention-soon = slettes automatisk
retention-sure = Ja, slett dem jeg har krysset av, for godt
retention-erase = Slett dem jeg har krysset av
retention-reason = Regel: { $noun ->
    [lead] leads
   *[other] kontakter
} som det ikke har skjedd noe med på { $months ->
    [one] en måned
   *[other] { $months } måneder
}
event-retention_set = { $who } satte hvor lenge personer beholdes
field-retention_contact = Kontakter beholdes
field-retention_lead = Leads beholdes
refusal-retention-months = Oppgi et helt antall måneder, fra 1 til { $most }, eller ingenting.
refusal-retention-kept = Post { $id } er ikke moden: noe har skjedd med personen, er planlagt, eller ingen regel er satt.

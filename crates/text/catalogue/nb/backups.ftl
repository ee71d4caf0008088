# Sikkerhetskopier: hvordan det står til.

backup-title = Sikkerhetskopier
backup-good = Sikkerhetskopier tas og kontrolleres.
backup-every = { $count ->
    [one] Én hver time.
   *[other] Én hver { $count }. time.
}
backup-none = Ingenting tar sikkerhetskopier.
backup-none-text = Start tjeneren med en mappe til dem, eller ta dem med din egen tidsstyring.
backup-failed = Den siste sikkerhetskopien mislyktes.
backup-failed-text = Det prøves igjen innen en time. Maskinen sier:
backup-overdue = En sikkerhetskopi er forsinket.
backup-overdue-text = Se etter at en tjener med mappe til sikkerhetskopier kjører.
backup-when = Tatt
backup-size = Størrelse
backup-rows = Rader
backup-folder = Mappen deres på tjeneren:
backup-how-title = Slik tas og gjenopprettes de
backup-how = På maskinen som kjører produktet:
backup-how-more = En sikkerhetskopi inneholder alt unntatt nøkkelen til lagrede passord. Den leses tilbake før den teller, og kan krypteres. Ha kopier på en annen maskin.

# Alt som filer.

export-title = Eksport
export-text = Alt firmaet har her, én fil per tabell, i ett arkiv: poster, historikk, organisasjonen på hver dato. Det kan importeres i en tom database til samme tilstand, og andre programmer leser det.
export-csv = for regneark og alt annet
export-jsonl = for programmer
export-parquet = for datavarehus, med typede kolonner
export-download = Last ned
export-left-out = Passord, økter og nøkler blir igjen, siden slike filer sendes videre; en sikkerhetskopi tar dem med. At du eksporterte, blir skrevet ned.
export-back = Ta det inn igjen
export-back-text = På maskinen som kjører produktet:
export-shape = Flytte et annet sted
export-shape-text = Kunder, kontakter, leads, muligheter og aktiviteter som filer deres egen import tar imot, med feltnavnene de kjenner.

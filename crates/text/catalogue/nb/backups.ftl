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

# Mail: the company's sender, and what waits to be sent.
mail-sender = Firmaets e-post
mail-sender-explained = Serveren og adressen som varsler og sammendrag sendes fra. Den prøves før den lagres. Uten den får ingen e-post herfra.
mail-sender-saved = Serveren slapp oss inn. Fra nå av sendes varsler gjennom den.
mail-sender-ended = Fra nå av sendes ingen varsler.
mail-sender-end = Slutt å sende varsler
mail-try-and-save = Prøv og lagre
mail-address = Adresse
mail-name = Navn det skrives under
mail-smtp-host = Utgående server (SMTP)
mail-port = Port
mail-security = Kryptering
mail-security-tls = TLS
mail-security-starttls = STARTTLS
mail-security-plain = Ingen (bare i indre nett)
mail-login = Brukernavn
mail-login-hint = La stå tomt der serveren ikke spør om det.
mail-password = Passord
mail-password-hint = Lagres kryptert og vises aldri igjen.
mail-password-kept = La stå tomt for å beholde det som er lagret.
mail-outbox = Utboks
mail-outbox-empty = Ingenting er sendt herfra ennå.
mail-to = Til
mail-when = Når
mail-state = Tilstand
mail-decide = Hva nå
mail-state-queued = venter
mail-state-sending = sendes
mail-state-sent = sendt
mail-state-failed = ikke sendt
mail-state-unknown = ukjent
mail-state-withheld = holdt tilbake
mail-withheld = Den som har adressen { $address }, sa nei til e-post mens denne ventet, så den ble ikke sendt. Har de ombestemt seg, skriver du det ned under Samtykke på siden deres og sender den på nytt.
mail-unknown-explained = Forbindelsen brøt da serveren kanskje alt hadde den. Se i mappen for sendt e-post eller spør mottakeren før du sender den på nytt.
mail-again-at = Prøves igjen { $at }
mail-again = Send på nytt
mail-arrived = Den kom fram
mail-never = Ikke send
mail-call-off = Ikke send den
mail-queued-again = Den venter på å bli sendt på nytt.
mail-settled = Notert.
mail-broken-off = Serveren vår stoppet mens den ble sendt.
refusal-outgoing-state = Denne meldingen har kommet videre i mellomtiden.
refusal-no-secret-key = Ingen passord kan lagres ennå: Den som drifter serveren, må sette BAILIWICK_SECRET_KEY.
refusal-secret-key-other = Det lagrede passordet kan ikke leses, for serveren har fått en annen nøkkel. Skriv inn passordet på nytt.
refusal-no-sender = Firmaet har ingen e-postserver. Den settes opp i innstillingene, under «Firmaets e-post».
refusal-host-wrong = Dette er ikke navnet på en server.
refusal-port-wrong = En port er et tall fra 1 til 65535.
refusal-password-needed = Skriv inn passordet: Server eller brukernavn er nytt.
trouble-host-unknown = Det finnes ingen server som heter «{ $host }». Sjekk skrivemåten.
trouble-host-inner = «{ $host }» står i et indre nett. Den som drifter serveren, kan åpne for den med BAILIWICK_INNER_HOSTS.
trouble-no-answer = { $host } svarer ikke på port { $port }: { $detail }
trouble-untrusted = Ingen privat forbindelse til { $host }: { $detail }
trouble-login-refused = Serveren avviser brukernavn eller passord: { $said }
trouble-refused = Serveren sier nei: { $said }
trouble-later = Serveren sier ikke nå: { $said }
trouble-broken = Forbindelsen brøt: { $detail }
trouble-address = «{ $address }» er ikke en adresse det kan sendes e-post til.
mail-mailboxes = Postkasser
mail-explained = E-post med kontakter og leads du kjenner, vises av seg selv på sidene deres. Postkassen blir bare lest: Ingenting merkes, flyttes eller slettes, og ingenting fra fremmede tas vare på. Vedlegg blir i postkassen; navn og størrelse vises.
mail-connect = Koble til en postkasse
mail-connected = Begge serverne slapp oss inn. Ny e-post er her om et øyeblikk.
mail-login-address = La stå tomt der det er adressen.
mail-password-app = Mange leverandører krever et app-passord. Lagres kryptert og vises aldri igjen.
mail-imap-host = Innkommende server (IMAP)
mail-others-see = Andre ser
mail-sight-whole = Alt
mail-sight-subject = Bare emnet
mail-sight-private = Ingenting
mail-sight-hint = De som kan se oppføringen. Du ser alltid alt, og kan velge annerledes for hver e-post.
mail-sight-set = Fra nå av ser andre den slik.
mail-since = Les e-post siden
mail-account-new = tilkoblet
mail-account-working = virker
mail-account-failing = feiler
mail-account-off = av
mail-checked = sett etter { $at }
mail-failing-explained = Den prøves igjen av seg selv. Varer det, må innstillingene endres.
mail-look = Se etter nå
mail-looking = Den ses etter om et øyeblikk.
mail-turn-on = Slå på
mail-turned-on = Den leses igjen.
mail-turn-off = Slå av
mail-turned-off = Den verken leses eller sender.
mail-disconnect = Koble fra
mail-disconnected = Passordet er glemt. E-post som har kommet inn, blir.
mail-exclusions = E-post som holdes utenfor
mail-exclusions-explained = E-post mellom kolleger kommer aldri inn. Det andre som ikke skal inn, står her; det gjelder e-post fra nå av.
mail-pattern = Adresse eller domene
mail-pattern-hint = For eksempel privat.example eller mamma@hjemme.example.
mail-holds-for = For hvem
mail-for-me = Meg
mail-for-company = Alle
mail-from-to = { $from } til { $to }
mail-text-hidden = Teksten er for dem som har den i postkassen sin.
mail-read-on = les videre
mail-file = { $name } ({ $kilobytes } kB)
mail-files = Vedlegg:
mail-thread-of = { $count ->
    [one] e-posten
   *[other] { $count } e-poster
}
mail-only-you = Bare du ser dette
mail-answer = Svar
mail-write = Skriv e-post
mail-no-mailbox = Koble til en postkasse først: E-post sendes fra din egen server, under din adresse.
mail-by = Fra
mail-cc = Kopi til
mail-send = Send
mail-preview = Forhåndsvis
mail-on-its-way = Den er på vei.
mail-quoted = { $who } skrev:
mail-template = Mal
mail-templates = E-postmaler
mail-templates-explained = Tekster som e-poster begynner med. Disse ordene fylles ut: { $words }
mail-template-new = Ny mal
mail-template-begin = Begynn fra en mal
mail-template-use = Bruk den
mail-template-missing = Ingenting er kjent for { $words }: Skriv det selv.
mail-template-offered = Tilbys
mail-template-resting = tilbys ikke
refusal-mailbox-exists = Denne postkassen er alt koblet til.
refusal-mailbox-gone = Denne postkassen er av eller ikke koblet til lenger.
refusal-mailbox-idle = Brukeren din kan ikke skrive aktiviteter, så ingen e-post kan komme inn.
refusal-since = Velg en dag fram til i dag, høyst { $most } dager tilbake.
refusal-exclusion-wrong = Skriv et domene som example.com, eller en adresse.
refusal-mail-nowhere = Oppføringene den gjaldt, kan du ikke se lenger.
refusal-mail-text = Skriv en tekst på høyst { $most } tegn.
refusal-nobody-to-write-to = Si til hvem.
refusal-too-many-addresses = Høyst { $most } adresser om gangen.
caldav-title = Kalender på en server
caldav-explained = Møter går begge veier (CalDAV): Dine går til kalenderen; hendelser med kontakter du kjenner, kommer inn. Der begge sider har endret et møte, gjelder kalenderens tid og tittel. Det som slettes der, avlyses her. Private hendelser blir der, og enkeltdatoer i en serie endres bare der.
caldav-url = Kalenderens adresse
caldav-url-hint = For eksempel https://sky.example.com/kari/jobb/
caldav-connected = Kalenderen er koblet til. Møtene er samkjørt om et øyeblikk.
caldav-disconnected = Passordet er glemt. Møtene blir på begge sider.
refusal-calendar-none = Det er ingen kalender på denne adressen.
refusal-calendar-choose = Det er flere kalendere her. Skriv adressen til én av dem: { $all }
mail-ready-first = Første kontakt
mail-ready-first-subject = { $account }: et spørsmål
mail-ready-first-body =
    Hei { $first_name },

    Jeg heter { $owner } og arbeider i { $company }. Vi arbeider med bedrifter som { $account }, og jeg vil gjerne vite hvordan dere gjør dette i dag.

    Passer det med en samtale på et kvarter denne uken eller neste? Foreslå et tidspunkt, så ringer jeg.

    Vennlig hilsen
    { $owner }
    { $company }
mail-ready-meeting = Etter møtet
mail-ready-meeting-subject = Møtet vårt, og veien videre
mail-ready-meeting-body =
    Hei { $first_name },

    Takk for at du tok deg tid. Dette tok jeg med meg:

    – Det dere vil oppnå:
    – Det som står i veien:
    – Det vi ble enige om, hvem som gjør det, og innen når:

    Si fra om noe mangler eller er feil. Jeg tar kontakt som avtalt.

    Vennlig hilsen
    { $owner }
    { $company }
mail-ready-silence = Etter manglende svar
mail-ready-silence-subject = Skal jeg la det bli med dette?
mail-ready-silence-body =
    Hei { $first_name },

    Jeg har skrevet og ringt uten å høre fra deg. Trolig er det noe annet som haster mer nå, og det er helt i orden.

    Er det fortsatt interessant, holder det med et kort svar, så finner vi et tidspunkt. Er det ikke det, er det bare å si fra, så forstyrrer jeg ikke mer.

    Vennlig hilsen
    { $owner }
    { $company }
mail-ready-proposal = Tilbud sendt
mail-ready-proposal-subject = Vårt tilbud: { $opportunity }
mail-ready-proposal-body =
    Hei { $first_name },

    Her er tilbudet vårt på { $opportunity }. Det inneholder det vi ble enige om: hva som leveres, når, og til hvilken pris.

    Jeg foreslår at vi går gjennom det sammen, med dem som skal bestemme. Hvilken dag passer det?

    Vennlig hilsen
    { $owner }
    { $company }
mail-ready-renewal = Fornyelse nærmer seg
mail-ready-renewal-subject = { $account }: avtalen skal snart fornyes
mail-ready-renewal-body =
    Hei { $first_name },

    Avtalen deres med oss skal snart fornyes. Før det vil jeg gjerne høre hvordan det har gått: hva som har fungert for { $account }, hva som ikke har det, og hva som har endret seg siden sist.

    Kan vi snakke sammen i løpet av de neste to ukene? Da rekker vi å endre det som bør være annerledes.

    Vennlig hilsen
    { $owner }
    { $company }
mail-ready-title = Ferdige tekster
mail-ready-explained = Fem tekster å begynne med: første kontakt, etter møtet, etter manglende svar, tilbud sendt, fornyelse nærmer seg. Dere kan endre dem som dere vil.
mail-ready-add = Legg til de ferdige
mail-ready-added = { $count ->
    [one] Én tekst ble lagt til
   *[other] { $count } tekster ble lagt til
}

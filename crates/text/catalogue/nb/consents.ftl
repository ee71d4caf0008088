# Samtykke: hva kontakter og leads har sagt om å bli skrevet til og oppringt.

consent-title = Samtykke
consent-say = De sa …
consent-before = Hva som er sagt
consent-address = Sist sagt om samme adresse, på en annen post: { $state }. For e-poster gjelder det.
consent-explained = Det som er sagt, blir stående; det som ble sagt sist, gjelder. Den som sier nei, får ingen e-poster og er ikke i noen kadens som skriver eller ringer.
consent-by = skrevet ned av { $name }
consent-saved = Det er skrevet ned.
consent-purpose = Om hva
consent-purpose-email = E-poster
consent-purpose-phone = Anrop
consent-state = Hva de sa
consent-state-unknown = ukjent
consent-state-given = ja
consent-state-refused = nei
consent-state-withdrawn = ikke lenger
consent-basis = Rettslig grunnlag
consent-basis-consent = samtykke
consent-basis-contract = avtale
consent-basis-legitimate_interest = berettiget interesse
consent-basis-legal_obligation = rettslig forpliktelse
consent-source = Hvordan vi vet det
consent-source-hint = Et skjema, en samtale, et kort.
consent-on = Dato
consent-source-import = Filen { $file }
consent-source-form = Skjemaet { $form }: «{ $words }»
field-consent_email = Samtykke til e-post
field-consent_phone = Samtykke til anrop
event-consent_said = { $who } skrev ned hva de sa om samtykke
refusal-consent-no = De har sagt nei til { $purpose ->
    [email] e-poster, og et steg i denne kadensen skriver til dem
   *[other] anrop, og et steg i denne kadensen ringer dem
}. Har de ombestemt seg, skriver du det ned under Samtykke; ellers velger du en kadens uten slike steg.
refusal-consent-address = Den som har adressen { $address }, har sagt nei til e-post. Har de ombestemt seg, skriver du det ned under Samtykke på siden deres; en e-post som de skriver, kan besvares.
refusal-consent-later = De kan ikke ha sagt det på en dag som kommer.
refusal-consent-source = En kilde har høyst { $most } tegn.
warning-consent-stays = Filen sier ja til { $purpose ->
    [email] e-poster
   *[other] anrop
}; her har de sagt nei, og det blir stående.
warning-consent-unreadable = «{ $value }» sier verken ja eller nei; ingenting ble skrevet ned om det.

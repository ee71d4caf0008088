# Consent: what contacts and leads said of being written to and called.

consent-title = Consent
consent-say = They said …
consent-before = What was said
consent-address = Last said of the same address, on another record: { $state }. For e-mails that holds.
consent-explained = What was said stays; what was said last holds. Whoever says no gets no e-mails and is in no cadence that writes or calls.
consent-by = written down by { $name }
consent-saved = It is written down.
consent-purpose = What about
consent-purpose-email = E-mails
consent-purpose-phone = Calls
consent-state = What they said
consent-state-unknown = unknown
consent-state-given = yes
consent-state-refused = no
consent-state-withdrawn = no more
consent-basis = Legal ground
consent-basis-consent = consent
consent-basis-contract = contract
consent-basis-legitimate_interest = legitimate interest
consent-basis-legal_obligation = legal obligation
consent-source = How we know
consent-source-hint = A form, a call, a card.
consent-on = On
consent-source-import = The file { $file }
consent-source-form = The form { $form }: “{ $words }”
field-consent_email = Consent to e-mails
field-consent_phone = Consent to calls
event-consent_said = { $who } wrote down what they said of consent
refusal-consent-no = They said no to { $purpose ->
    [email] e-mails, and a step of this cadence writes to them
   *[other] calls, and a step of this cadence calls them
}. If they have changed their mind, write that down under Consent; else choose a cadence without such steps.
refusal-consent-address = Whoever has the address { $address } said no to e-mails. If they have changed their mind, write that down under Consent on their page; a mail that they write may be answered.
refusal-consent-later = They cannot have said it on a day to come.
refusal-consent-source = A source has at most { $most } characters.
warning-consent-stays = The file says yes to { $purpose ->
    [email] e-mails
   *[other] calls
}; they said no here, and that stays.
warning-consent-unreadable = “{ $value }” says neither yes nor no; nothing was written down of it.

# Rammer for kvalifisering.
qualification-title = Kvalifisering
qualification-explained = Rammen sier hva det spørres om før et lead blir en salgsmulighet. Svarene beholdes når dere velger en annen ramme, og følger med når et lead blir en salgsmulighet.
qualification-chosen = Valgt
qualification-saved = Lagret
qualification-edit = Si hva som er kjent
qualification-element = Element
qualification-answer = Kjent?
qualification-evidence = Belegg
frame-plain = Behov, budsjett, tidsplan, beslutningsprosess
frame-meddicc = MEDDICC
refusal-frame-evidence = Si hva som får deg til å mene det.
field-metrics = Måltall
field-economic_buyer = Økonomisk beslutningstaker
field-decision_criteria = Beslutningskriterier
field-identify_pain = Identifisert problem
field-champion = Forkjemper
field-competition = Konkurranse

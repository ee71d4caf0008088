# Frames of qualification.
qualification-title = Qualification
qualification-explained = The frame says what is asked of a lead before it is a deal. Answers are kept when you choose another frame, and go along when a lead becomes a deal.
qualification-chosen = Chosen
qualification-saved = Saved
qualification-edit = Say what is known
qualification-element = Element
qualification-answer = Known?
qualification-evidence = Evidence
frame-plain = Need, budget, timeline, decision process
frame-meddicc = MEDDICC
refusal-frame-evidence = Say what makes you think so.
field-metrics = Metrics
field-economic_buyer = Economic buyer
field-decision_criteria = Decision criteria
field-identify_pain = Identified pain
field-champion = Champion
field-competition = Competition

## Hand-offs
handoffs-title = Hand-offs
nav-handoffs = Hand-offs
handoff-one = Hand-off
handoffs-mine = Waiting for your answer
handoffs-offered = Offered by you
handoffs-back = Came back to you
handoffs-waiting = Waiting for others
handoffs-decided = Answered
handoffs-none = No hand-offs yet
handoffs-none-text = When work comes to a stage that somebody else works, it is offered here, with what is known of it.
handoffs-flow = Flow
handoffs-rules = Times
handoffs-by-unit = From unit to unit
handoffs-by-position = From person to person
handoffs-count = { $count ->
    [one] One hand-off
   *[other] { $count } hand-offs
  } between { $pairs ->
    [one] one pair
   *[other] { $pairs } pairs
  }
handoffs-how = How work passes on
handoffs-how-assembly_line = work passes at each stage that its owner’s role does not work, to whoever covers that stage.
handoffs-how-island = nothing passes; one person keeps the customer.
handoffs-how-pod = work passes inside the pod, and stays with its owner where nobody of the pod works the stage.
handoffs-how-switch = Work goes on under the model of the day on which it began. On the page of a unit, open work can be moved to a new model on purpose.
handoff-offer = Offer
handoff-accept = Accept
handoff-return = Send back
handoff-return-title = Send back with a reason
handoff-withdraw = Take the offer back
handoff-redirect = Offer to someone else
handoff-tell = Tell what is known now
handoff-sender = For the sender
handoff-note = What you add
handoff-reply = What the sender should know
handoff-nobody = nobody yet
handoff-untold = not told
handoff-told = { $told } of { $asked } told
handoff-context = What is told along
handoff-from = From
handoff-to = To
handoff-to-or-rule = To (whoever works the stage, where nobody is named)
handoff-stage = Stage
handoff-stage-now = The stage where it stands
handoff-state = State
handoff-model = Sales model
handoff-escalated = Brought before
handoff-offered-at = Offered
handoff-due-at = To be answered by
handoff-decided-at = Answered
handoff-time-left = { $left } left
handoff-ran-out = ran out { $when }
handoff-hours = Hours to answer
handoff-quiet-days = Days of silence until it counts as lost
handoff-rule-set = The times were changed.
handoff-replays = Asked again with what was known then, the answer is the same.
handoff-replays-not = Asked again with what was known then, the answer is another.
handoff-outcome-accepted = accepted
handoff-outcome-late = accepted late
handoff-outcome-quiet = accepted, then left alone
handoff-outcome-returned = sent back
handoff-outcome-expired = time ran out
handoff-outcome-offered = waiting
handoff-outcome-withdrawn = taken back
handoff-reason-missing_information = Information is missing
handoff-reason-not_qualified = Not qualified
handoff-reason-wrong_receiver = Not mine to take
handoff-reason-no_capacity = No capacity
handoff-reason-duplicate = We know them already
handoff-reason-bad_timing = Bad time
handoff-reason-other = Another reason
handoff-was-offered = { $name } was offered to { $to }.
handoff-was-accepted = { $name } is yours now.
handoff-was-returned = { $name } was sent back.
handoff-was-withdrawn = The offer of { $name } was taken back.
handoff-was-redirected = { $name } was offered to someone else.
handoff-was-told = What is known of { $name } was told.
handoff-models = Work under an older model
handoff-models-older = { $count ->
    [one] One open record goes on under the model it began with.
   *[other] { $count } open records go on under the model they began with.
  }
handoff-models-move = Move it to today’s model
handoff-models-moved = { $count ->
    [one] One record goes on under today’s model.
   *[other] { $count } records go on under today’s model.
  }
event-handoff_offered = { $who } offered this to the next
event-handoff_accepted = { $who } accepted the hand-off
event-handoff_returned = { $who } sent the hand-off back
event-handoff_withdrawn = { $who } took the offer back
event-handoff_reopened = { $who } took the acceptance back
event-handoff_expired = Nobody answered the offer in time
noun-handoff = hand-off
refusal-handoff-closed = This offer has been answered already.
refusal-handoff-reason = Choose why you send it back.
refusal-handoff-reply = Say what the reason is.
refusal-handoff-self = Choose someone else than who has it.
refusal-handoff-open = This is offered already. Wait for the answer, or take the offer back first.
refusal-handoff-nobody = Nobody was found who works this stage. Choose who should have it.
refusal-handoff-full = This position carries as much as it can, or is not there to take it. Offer it to someone else.
refusal-handoff-range = Write a whole number from { $least } to { $most }.
refusal-handoff-too-many = More than { $most } open records: move the units inside one by one.
check-too_many_handoffs = Customers change hands too often
check-silo = Units that do not take each other’s work
check-ghost_pipeline = Ghost pipeline
mend-fewer_boundaries = Give one role more stages, or work in pods.
mend-agree_on_context = Agree on what must be told with an offer, and who takes what.
mend-close_or_plan = Close them as lost, or give them a next step and an honest close date.
finding-median = { $value } hand-offs, median
finding-receiver = to { $value }
finding-accepted_percent = { $value } % accepted in time
finding-offers = of { $value } offers
finding-ghosts = { $value } deals past their day and untouched
refusal-handoff-undo = Something has happened to it since: the acceptance stands.
handoff-was-reopened = The acceptance of { $name } was taken back; it waits for an answer again

# People who leave.

departure-title = Departures
departure-new = Someone leaves
departure-explained = Their assignments end, they sign in no more, and the open work of the seats they leave empty moves. What is closed stays where it was. Who leaves on a day to come keeps everything until then.
departure-none = Nobody has left yet.
departure-on = First day gone
departure-heir-title = Their work goes
departure-heir-coverage = where coverage sends it
departure-heir-position = to one seat
departure-heir-successor = nowhere: it waits for a successor
departure-position = Seat
departure-position-hint = Takes all of it. Only where one seat is to.
departure-look = Show what would happen
departure-work = Work
departure-queue = a queue
departure-moved = Records moved
departure-user = They sign in no more, and are signed out everywhere.
departure-seats = Left empty: { $seats }.
departure-shared = Others hold these too, and keep the work on them: { $seats }.
departure-open = Open work:
departure-nothing = nothing
departure-waiting = Hand-offs waiting for their answer: { $count }. These are escalated when their time is over.
departure-part = There is so much that only its first part was looked at. Contacts and tasks follow their records.
departure-go = { $name } leaves
departure-go-on = Go on
departure-planned = planned
departure-moving = moving
departure-done = done
departure-undone = taken back
departure-undo = Take it back
departure-back = Back where they were: { $count } records.
departure-back-some = Back where they were: { $count } records. Changed since, and left: { $kept }.
departure-user-leaves = Leaves the company
departure-day = A departure is written down on the day or after it.
departure-planned-already = They leave on a day that is planned already. Take that back first.
departure-heir = Choose a seat that somebody else holds.
departure-oneself = You cannot let yourself go. Ask another administrator.
departure-many-account = { $count ->
    [one] { $count } account
   *[other] { $count } accounts
}
departure-many-opportunity = { $count ->
    [one] { $count } opportunity
   *[other] { $count } opportunities
}
departure-many-lead = { $count ->
    [one] { $count } lead
   *[other] { $count } leads
}
departure-many-contact = { $count ->
    [one] { $count } contact
   *[other] { $count } contacts
}
departure-many-activity = { $count ->
    [one] { $count } task or meeting
   *[other] { $count } tasks and meetings
}
departure-many-outbound_list = { $count ->
    [one] { $count } outbound list
   *[other] { $count } outbound lists
}
